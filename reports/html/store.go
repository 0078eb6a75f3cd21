package html

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/figure"
)

// store numbers the estimates that the page shows.
type store struct {
	d     *document.Document
	index map[string]int // number of an estimate by id
	ids   []string
}

func newStore(d *document.Document) *store { return &store{d: d, index: map[string]int{}} }

// use gives the number of an estimate, and reports false for an id that the document does not have.
func (s *store) use(id string) (int, bool) {
	if id == "" || s.d.Ledger == nil {
		return 0, false
	}
	if i, ok := s.index[id]; ok {
		return i, true
	}
	if _, ok := s.d.Ledger.Find(id); !ok {
		return 0, false
	}
	s.index[id] = len(s.ids)
	s.ids = append(s.ids, id)
	return len(s.ids) - 1, true
}

// figure numbers the estimates that a figure shows beside those of its data table.
func (s *store) figure(f *figure.Figure) {
	if f.Path == nil {
		return
	}
	for _, c := range f.Path.Columns {
		for _, n := range c.Nodes {
			s.use(n.ID)
		}
	}
}

type both map[string]string

// entry is an estimate as the panel needs it; numbers are texts in full precision, as the tidy table has them. What many
// estimates share stands once in a list of its own.
type entry struct {
	Family    int    `json:"y,omitempty"` // number in families
	Measure   int    `json:"m"`           // number in measures
	Of        string `json:"o"`           // the id is family.measure(of)
	Value     string `json:"v,omitempty"`
	SE        string `json:"s,omitempty"`
	Low       string `json:"l,omitempty"`
	High      string `json:"h,omitempty"`
	Statistic string `json:"t,omitempty"`
	DF        string `json:"d,omitempty"`
	P         string `json:"p,omitempty"`
	N         string `json:"n,omitempty"`
	Method    *int   `json:"a,omitempty"` // number in texts
	Notes     *int   `json:"r,omitempty"` // number in texts
	Parents   []any  `json:"f,omitempty"` // numbers of estimates, or ids that were not released
	Quotes    []int  `json:"q,omitempty"`
}

type quote struct {
	ID   string `json:"i"`
	Text string `json:"t"`
	Who  both   `json:"w"`
}

// measure is a statistic's name and, where there is one, its formula in words.
type measure struct {
	ID      string `json:"i"`
	Name    both   `json:"n,omitempty"`
	Formula both   `json:"f,omitempty"`
}

// list holds each thing once, and numbers them in the order in which they came.
type list[T any] struct {
	at  map[string]int
	all []T
}

func (l *list[T]) number(key string, build func() T) int {
	n, ok := l.at[key]
	if !ok {
		if l.at == nil {
			l.at = map[string]int{}
		}
		n = len(l.all)
		l.at[key] = n
		l.all = append(l.all, build())
	}
	return n
}

// json encodes what the script needs: the estimates used, and with them those they were computed from; quotations; names,
// formulas and words in the languages. Markup characters are escaped, so that no text can end the element it stands in.
func (s *store) json(langs []string) ([]byte, error) {
	in := func(f func(lang string) string) both {
		b := both{}
		for _, l := range langs {
			b[l] = f(l)
		}
		return b
	}
	word := func(code string) both { // nil where the catalogue has none
		if locale.Text(langs[0], code) == code {
			return nil
		}
		return in(func(lang string) string { return locale.Text(lang, code) })
	}
	var (
		estimates = []entry{}
		families  list[string]
		measures  list[measure]
		texts     list[both]
		quotes    list[quote]
	)
	for i := 0; i < len(s.ids); i++ { // parents join the list while it is walked
		e, _ := s.d.Ledger.Find(s.ids[i])
		c := e.Cells()
		x := entry{Of: c[1], Value: c[2], SE: c[3], Low: c[4], High: c[5], Statistic: c[6], DF: c[7], P: c[8], N: c[9]}
		x.Family = families.number(e.Family, func() string { return e.Family })
		x.Measure = measures.number(e.Measure, func() measure {
			return measure{e.Measure, word("report.measure." + e.Measure), word("report.formula." + e.Measure)}
		})
		if e.Method != "" {
			n := texts.number("method "+e.Method, func() both {
				return in(func(lang string) string { return method(lang, e.Method) })
			})
			x.Method = &n
		}
		if len(e.Notes) > 0 {
			n := texts.number("notes "+c[11], func() both {
				return in(func(lang string) string { return notes(lang, e.Notes) })
			})
			x.Notes = &n
		}
		for _, p := range e.Basis.Parents {
			if n, ok := s.use(p); ok {
				x.Parents = append(x.Parents, n)
			} else {
				x.Parents = append(x.Parents, p)
			}
		}
		for _, q := range s.d.Quotes(e) {
			x.Quotes = append(x.Quotes, quotes.number(q.ID, func() quote { return quote{q.ID, q.Text, in(q.Who.In)} }))
		}
		estimates = append(estimates, x)
	}
	labels, words := map[string]both{}, map[string]any{}
	for id, t := range s.d.Labels {
		labels[id] = in(t.In)
	}
	for _, l := range langs {
		w := map[string]any{"title": s.d.Title.In(l)}
		for name, code := range map[string]string{"rows": "rows_shown", "estimate": "estimate", "close": "close", "measure": "measure", "of": "of", "value": "value_full", "n": "n", "interval": "interval", "se": "se",
			"statistic": "statistic", "df": "df", "p": "p", "formula": "formula", "method": "method", "notes": "notes", "id": "id", "parents": "parents", "more": "more", "quotations": "quotations", "theme": "theme",
			"colon": "colon", "semicolon": "semicolon", "back": "panel.back", "sources": "panel.sources", "whole": "panel.whole"} {
			w[name] = locale.Text(l, "report."+code, "{0}", "{1}") // the script fills the places
		}
		keys := map[string]string{}
		for _, code := range locale.Codes("report.key.") {
			keys[strings.TrimPrefix(code, "report.key.")] = locale.Text(l, code)
		}
		w["keys"] = keys
		values := map[string]string{}
		for _, code := range locale.Codes("report.panel.value.") {
			values[strings.TrimPrefix(code, "report.panel.value.")] = locale.Text(l, code)
		}
		w["values"] = values
		words[l] = w
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b) // escapes <, > and &; maps come out sorted by key
	if err := enc.Encode(map[string]any{"estimates": estimates, "families": families.all, "measures": measures.all, "texts": texts.all, "quotes": quotes.all, "labels": labels, "words": words}); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

// notes are an estimate's notes in a language.
func notes(lang string, ns []estimate.Note) string {
	var words []string
	for _, n := range ns {
		t, ok := locale.Note(lang, string(n.Code), n.Args)
		if !ok {
			t = n.English()
		}
		words = append(words, t)
	}
	return strings.Join(words, locale.Text(lang, "report.semicolon"))
}

// method translates an estimate's method, an English text of parts set apart by semicolons: each part that the catalogue
// knows, whole or by its words before the first figures, which then fill a place.
func method(lang, text string) string {
	if lang == locale.English {
		return text
	}
	parts := strings.Split(text, "; ")
	for i, p := range parts {
		if code := "report.method." + slug(p); locale.Text(lang, code) != code {
			parts[i] = locale.Text(lang, code)
			continue
		}
		cut := strings.IndexAny(p, "0123456789=")
		if cut <= 0 {
			continue
		}
		if p[cut] == '=' {
			cut++
		}
		if code := "report.method." + slug(p[:cut]) + "-"; locale.Text(lang, code) != code {
			parts[i] = locale.Text(lang, code, p[cut:])
		}
	}
	return strings.Join(parts, locale.Text(lang, "report.semicolon"))
}

// slug is the words of a text as a code has them.
func slug(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }), "-")
}
