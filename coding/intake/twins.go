package intake

import (
	"strings"

	"golang.org/x/text/width"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
)

// What two exports have to have in common to be taken for one survey by number and by text.
const (
	leastHeaders = 0.8  // of the columns of the wider one
	leastPeople  = 0.5  // of the respondents of the smaller one
	leastTimes   = 0.95 // of the respondents in both: submitted at the same time
	leastAgreed  = 0.9  // of the answers in both: the same, or the number that stands for the word elsewhere too
)

// twins reports whether a is the export by number and b that by text of one survey: the same layout and columns, mostly the same
// people, who submitted at the same times, and answers that are the same or a number here and always one word there. Numbers in
// a running order say nothing of who answered: without times of submission the answers alone have to tell, and few do not.
func twins(a, b *Look) bool {
	if !a.Survey || !b.Survey || a.layout != b.layout || a.labelled >= b.labelled {
		return false
	}
	columns, width := shared(a.headers, b.headers), max(len(a.headers), len(b.headers))
	if places := dialect.TwinColumns(a.answers, b.answers); places != nil { // codes in one, wordings in the other
		columns, width = places, len(places)
	}
	people := shared(a.people, b.people)
	if float64(len(columns)) < leastHeaders*float64(width) || len(people) == 0 ||
		float64(len(people)) < leastPeople*float64(min(len(a.people), len(b.people))) {
		return false
	}
	known, same := sameTimes(a, b, people)
	if float64(same) < leastTimes*float64(known) {
		return false
	}
	v := voices{words: map[voice]map[string]int{}, numbers: map[voice]map[string]int{}}
	for _, c := range columns {
		if single(&a.answers.Columns[c[0]]) && single(&b.answers.Columns[c[1]]) {
			for _, p := range people {
				v.hear(c[0], a.said(p[0], c[0]), b.said(p[1], c[1]))
			}
		}
	}
	agreed := v.agreed()
	return agreed > 0 && float64(v.same+agreed) >= leastAgreed*float64(v.same+v.differ+v.crossed) && (known > 0 || agreed > len(v.words))
}

// single reports whether a column holds one answer of the respondent's own.
func single(c *dialect.Column) bool {
	if c.Kind == "field" {
		return c.Name != "respondent_id" && c.Name != "submitted" && c.Name != "seconds"
	}
	return c.Kind != "choices" && c.Kind != "ranking"
}

// shared are the places, in both, of what two lists have in common.
func shared(a, b map[string]int) [][2]int {
	var out [][2]int
	for k, i := range a {
		if j, ok := b[k]; ok {
			out = append(out, [2]int{i, j})
		}
	}
	return out
}

// sameTimes counts the people of whom both exports know when they submitted, and those of whom they say the same.
func sameTimes(a, b *Look, people [][2]int) (known, same int) {
	if a.at < 0 || b.at < 0 {
		return 0, 0
	}
	for _, p := range people {
		s, t := a.answers.Rows[p[0]].Values[a.at].String(), b.answers.Rows[p[1]].Values[b.at].String()
		if s == "" || t == "" {
			continue
		}
		known++
		if strings.HasPrefix(s, t) || strings.HasPrefix(t, s) { // one without the time of day, or without seconds
			same++
		}
	}
	return known, same
}

// saying is an answer as the export shows it: a number, or a word.
type saying struct {
	text   string
	number bool
}

// said is an answer, in words where the export gives it in words; an empty one is none.
func (l *Look) said(row, col int) saying {
	v := l.answers.Rows[row].Values[col]
	if v.Missing != coding.Present {
		return saying{}
	}
	text := v.String()
	for _, label := range l.answers.Columns[col].Labels {
		if label.Value == text {
			return saying{text: width.Fold.String(strings.TrimSpace(label.Text))}
		}
	}
	return saying{width.Fold.String(strings.TrimSpace(text)), v.IsNum || isNumber(text)}
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789.-") == ""
}

// voice is a word or a number of a column.
type voice struct {
	col  int
	text string
}

// voices are answers in both exports: the same, a number against a word, or neither.
type voices struct {
	words, numbers        map[voice]map[string]int // of a number, how often each word stood against it; and the other way round
	same, crossed, differ int
}

func (v *voices) hear(col int, a, b saying) {
	switch {
	case a.text == "" || b.text == "":
	case a.text == b.text:
		v.same++
	case a.number && !b.number:
		v.crossed++
		count(v.words, voice{col, a.text}, b.text)
		count(v.numbers, voice{col, b.text}, a.text)
	default:
		v.differ++
	}
}

func count(of map[voice]map[string]int, k voice, text string) {
	if of[k] == nil {
		of[k] = map[string]int{}
	}
	of[k][text]++
}

// agreed counts the numbers that stand against the word that they mostly stand against, and it against them.
func (v *voices) agreed() int {
	n := 0
	for number, words := range v.words {
		word, times := most(words)
		if back, _ := most(v.numbers[voice{number.col, word}]); back == number.text {
			n += times
		}
	}
	return n
}

// most is the text that was heard most often, the first of equals.
func most(of map[string]int) (text string, times int) {
	for t, n := range of {
		if n > times || n == times && t < text {
			text, times = t, n
		}
	}
	return text, times
}
