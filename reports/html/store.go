package html

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/smekit/smekit/coding/locale"
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

// entry is an estimate as the panel needs it; numbers are texts in full precision, as the tidy table has them.
type entry struct {
	ID        string `json:"i"`
	Measure   string `json:"m"`
	Of        string `json:"o"`
	Value     string `json:"v,omitempty"`
	SE        string `json:"s,omitempty"`
	Low       string `json:"l,omitempty"`
	High      string `json:"h,omitempty"`
	Statistic string `json:"t,omitempty"`
	DF        string `json:"d,omitempty"`
	P         string `json:"p,omitempty"`
	N         string `json:"n,omitempty"`
	Method    *int   `json:"a,omitempty"`
	Notes     both   `json:"r,omitempty"`
	Parents   []any  `json:"f,omitempty"` // numbers of estimates, or ids that were not released
	Quotes    []int  `json:"q,omitempty"`
}

type quote struct {
	ID   string `json:"i"`
	Text string `json:"t"`
	Who  both   `json:"w"`
}

// json encodes what the script needs: the estimates used, and with them those they were computed from; quotations; names,
// formulas and words in the languages. Markup characters are escaped, so that no text can end the element it stands in.
func (s *store) json(langs []string) []byte {
	out := struct {
		Estimates []entry         `json:"estimates"`
		Methods   []string        `json:"methods"`
		Quotes    []quote         `json:"quotes"`
		Labels    map[string]both `json:"labels"`
		Formulas  map[string]both `json:"formulas"`
		Words     map[string]any  `json:"words"`
	}{Estimates: []entry{}, Methods: []string{}, Quotes: []quote{}, Labels: map[string]both{}, Formulas: map[string]both{}, Words: map[string]any{}}
	methods, quotes := map[string]int{}, map[string]int{}
	in := func(f func(lang string) string) both {
		b := both{}
		for _, l := range langs {
			b[l] = f(l)
		}
		return b
	}
	for i := 0; i < len(s.ids); i++ { // parents join the list while it is walked
		e, _ := s.d.Ledger.Find(s.ids[i])
		c := e.Cells()
		x := entry{ID: c[13], Measure: c[0], Of: c[1], Value: c[2], SE: c[3], Low: c[4], High: c[5], Statistic: c[6], DF: c[7], P: c[8], N: c[9]}
		if e.Method != "" {
			m, ok := methods[e.Method]
			if !ok {
				m = len(out.Methods)
				methods[e.Method] = m
				out.Methods = append(out.Methods, e.Method)
			}
			x.Method = &m
		}
		if len(e.Notes) > 0 {
			x.Notes = in(func(lang string) string {
				var words []string
				for _, n := range e.Notes {
					t, ok := locale.Note(lang, string(n.Code), n.Args)
					if !ok {
						t = n.English()
					}
					words = append(words, t)
				}
				return strings.Join(words, locale.Text(lang, "report.semicolon"))
			})
		}
		for _, p := range e.Basis.Parents {
			if n, ok := s.use(p); ok {
				x.Parents = append(x.Parents, n)
			} else {
				x.Parents = append(x.Parents, p)
			}
		}
		for _, q := range s.d.Quotes(e) {
			n, ok := quotes[q.ID]
			if !ok {
				n = len(out.Quotes)
				quotes[q.ID] = n
				out.Quotes = append(out.Quotes, quote{q.ID, q.Text, in(q.Who.In)})
			}
			x.Quotes = append(x.Quotes, n)
		}
		if _, ok := out.Formulas[e.Measure]; !ok {
			if code := "report.formula." + e.Measure; locale.Text(langs[0], code) != code {
				out.Formulas[e.Measure] = in(func(lang string) string { return locale.Text(lang, code) })
			}
		}
		out.Estimates = append(out.Estimates, x)
	}
	for id, t := range s.d.Labels {
		out.Labels[id] = in(t.In)
	}
	for _, l := range langs {
		words := map[string]any{"title": s.d.Title.In(l)}
		for name, code := range map[string]string{"rows": "rows_shown", "estimate": "estimate", "close": "close", "measure": "measure", "of": "of", "value": "value_full", "n": "n", "interval": "interval", "se": "se",
			"statistic": "statistic", "df": "df", "p": "p", "formula": "formula", "method": "method", "notes": "notes", "id": "id", "parents": "parents", "more": "more", "quotations": "quotations", "theme": "theme",
			"colon": "colon", "semicolon": "semicolon"} {
			words[name] = locale.Text(l, "report."+code, "{0}", "{1}") // the script fills the places
		}
		keys := map[string]string{}
		for _, code := range locale.Codes("report.key.") {
			keys[strings.TrimPrefix(code, "report.key.")] = locale.Text(l, code)
		}
		words["keys"] = keys
		out.Words[l] = words
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b) // escapes <, > and &; maps come out sorted by key
	if err := enc.Encode(out); err != nil {
		return []byte("{}")
	}
	return bytes.TrimSpace(b.Bytes())
}
