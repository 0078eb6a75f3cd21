package reports

import (
	"strings"
	"unicode"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/table"
)

// say puts the catalogue's review.CODE into words in both languages, each argument in its own language.
func say(code string, args ...table.Text) table.Text {
	zh, en := make([]string, len(args)), make([]string, len(args))
	for i, a := range args {
		zh[i], en[i] = a.In(locale.Chinese), a.In(locale.English)
	}
	return table.Text{ZH: locale.Text(locale.Chinese, "review."+code, zh...), EN: locale.Text(locale.English, "review."+code, en...)}
}

// known reports whether the catalogue has review.CODE.
func known(code string) bool { return locale.Text(locale.English, "review."+code) != "review."+code }

// styled writes a number as each language reads it: rounded as in the tables.
func styled(v float64, f table.Format) table.Text {
	return table.Text{ZH: grid.Number(locale.Chinese, v, f), EN: grid.Number(locale.English, v, f)}
}

func points(v float64) table.Text { return styled(v, table.Score) }
func signed(v float64) table.Text { return styled(v, table.Points) }
func coef(v float64) table.Text   { return styled(v, table.Coef) }
func share(v float64) table.Text  { return styled(v, table.Share) }
func count(n int) table.Text      { return styled(float64(n), table.Whole) }

// sizeOf writes what a score of a source rests on: answers of the survey, interviews.
func sizeOf(source string, n int) table.Text { return plural("size."+source, n, count(n)) }

// plural says a code in the form that English takes for n: CODE_one for 1.
func plural(code string, n int, args ...table.Text) table.Text {
	if n == 1 {
		code += "_one"
	}
	return say(code, args...)
}

// pText writes a p value with its sign: p = .023, p < .001.
func pText(p float64) table.Text {
	t := styled(p, table.PValue)
	if strings.HasPrefix(t.EN, "<") {
		return say("p_less", table.Text{ZH: strings.TrimPrefix(t.ZH, "< "), EN: strings.TrimPrefix(t.EN, "< ")})
	}
	return say("p_equal", t)
}

// list joins texts as each language does in a sentence: 甲、乙 and A, B.
func list(texts []table.Text) table.Text { return join(texts, "、", ", ") }

// clauses joins longer pieces: 甲；乙 and A; B.
func clauses(texts []table.Text) table.Text { return join(texts, "；", "; ") }

// sentences joins whole sentences.
func sentences(texts []table.Text) table.Text { return join(texts, "", " ") }

func join(texts []table.Text, zh, en string) table.Text {
	var z, e []string
	for _, t := range texts {
		if !t.Empty() {
			z, e = append(z, t.In(locale.Chinese)), append(e, t.In(locale.English))
		}
	}
	return table.Text{ZH: strings.Join(z, zh), EN: strings.Join(e, en)}
}

// label is a record's label, or its id where it has none.
func label(l coding.Label, id string) table.Text {
	if l.ZH == "" && l.EN == "" {
		return table.Same(id)
	}
	return table.Text{ZH: l.Or(locale.Chinese), EN: l.Or(locale.English)}
}

// parts splits a text after each of its sentences, and in Chinese its longer clauses.
func parts(text string) []string {
	var out []string
	from := 0
	rs := []rune(text)
	for i, r := range rs {
		last := i == len(rs)-1
		if last || r == '。' || r == '；' || r == '.' && rs[i+1] == ' ' {
			out = append(out, strings.TrimSpace(string(rs[from:i+1])))
			from = i + 1
		}
	}
	return out
}

// without leaves out the parts of a text that hold a word.
func without(text, word string) string {
	var kept []string
	for _, p := range parts(text) {
		if !strings.Contains(p, word) {
			kept = append(kept, p)
		}
	}
	if languageOf(text) != "zh" {
		return strings.Join(kept, " ")
	}
	s := strings.Join(kept, "")
	if r, ok := strings.CutSuffix(s, "；"); ok {
		return r + "。"
	}
	return s
}

// noteSentences takes a note apart where both languages have the same number of sentences.
func noteSentences(t table.Text) []table.Text {
	if t.Empty() {
		return nil
	}
	split := func(s string) []string {
		var out []string
		for _, p := range parts(s) {
			if n := len(out); n > 0 && strings.HasSuffix(out[n-1], "；") {
				out[n-1] += p
				continue
			}
			out = append(out, p)
		}
		return out
	}
	zh, en := split(t.ZH), split(t.EN)
	if len(zh) != len(en) {
		return []table.Text{t}
	}
	out := make([]table.Text, len(zh))
	for i := range zh {
		out[i] = table.Text{ZH: zh[i], EN: en[i]}
	}
	return out
}

// noteText puts a note of an estimate into words.
func noteText(n estimate.Note) table.Text {
	t := table.Text{EN: n.English()}
	var ok bool
	if t.ZH, ok = locale.Note(locale.Chinese, string(n.Code), n.Args); !ok {
		t.ZH = t.EN
	}
	return t
}

// upper raises the first letter of an English text that begins a sentence.
func upper(t table.Text) table.Text {
	if r := []rune(t.EN); len(r) > 0 {
		t.EN = string(unicode.ToUpper(r[0])) + string(r[1:])
	}
	return t
}

// inSentence lowers the first letter of an English name that a sentence goes on with.
func inSentence(t table.Text) table.Text {
	if r := []rune(t.EN); len(r) > 1 && unicode.IsUpper(r[0]) && unicode.IsLower(r[1]) {
		t.EN = string(unicode.ToLower(r[0])) + string(r[1:])
	}
	return t
}
