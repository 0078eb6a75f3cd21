package html

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
)

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

// encoder turns the estimates used into what the script needs.
type encoder struct {
	s        *store
	langs    []string
	places   map[string]bool // quotations of the appendix
	families list[string]
	measures list[measure]
	texts    list[both]
	quotes   list[quote]
	bases    list[basis]
	columns  list[[]string]
	answers  list[answers]
	items    list[item]
}

// json encodes the estimates used, and with them those they were computed from; quotations and distributions of answers;
// names, formulas and words in the languages. Markup characters are escaped, so that no text can end the element it
// stands in.
func (s *store) json(langs []string) ([]byte, error) {
	c := &encoder{s: s, langs: langs, places: map[string]bool{}}
	for _, x := range s.d.Sections {
		for _, b := range x.Blocks {
			for _, p := range b.List {
				c.places[p.Key] = true
			}
			if b.Paragraph != nil {
				c.places[b.Paragraph.Key] = true
			}
		}
	}
	estimates := []entry{}
	for i := 0; i < len(s.ids); i++ { // parents join the list while it is walked
		e, _ := s.d.Ledger.Find(s.ids[i])
		estimates = append(estimates, c.entry(e))
	}
	labels, words := map[string]both{}, map[string]any{}
	for id, t := range s.d.Labels {
		labels[id] = c.in(t.In)
	}
	for _, l := range langs {
		words[l] = vocabulary(l, s.d.Title.In(l))
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b) // escapes <, > and &; maps come out sorted by key
	err := enc.Encode(map[string]any{"estimates": estimates, "families": c.families.all, "measures": c.measures.all, "texts": c.texts.all, "quotes": c.quotes.all,
		"bases": c.bases.all, "columns": c.columns.all, "answers": c.answers.all, "items": c.items.all, "labels": labels, "words": words})
	if err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

func (c *encoder) in(f func(lang string) string) both {
	b := both{}
	for _, l := range c.langs {
		b[l] = f(l)
	}
	return b
}

// word is a word of the catalogue; nil where it has none.
func (c *encoder) word(code string) both {
	if locale.Text(c.langs[0], code) == code {
		return nil
	}
	return c.in(func(lang string) string { return locale.Text(lang, code) })
}

func (c *encoder) entry(e estimate.Estimate) entry {
	cells := e.Cells()
	x := entry{Of: cells[1], Value: cells[2], SE: cells[3], Low: cells[4], High: cells[5], Statistic: cells[6], DF: cells[7], P: cells[8], N: cells[9], texts: c.about(e)}
	x.Family = c.families.number(e.Family, func() string { return e.Family })
	x.Measure = c.measures.number(e.Measure, func() measure {
		return measure{e.Measure, c.word("report.measure." + e.Measure), c.word("report.formula." + e.Measure)}
	})
	for _, p := range e.Basis.Parents {
		if n, ok := c.s.use(p); ok {
			x.Parents = append(x.Parents, n)
		} else {
			x.Parents = append(x.Parents, p)
		}
	}
	x.Basis = c.basis(e)
	for _, q := range c.s.d.Quotes(e) {
		x.Quotes = append(x.Quotes, c.quotes.number(q.ID, func() quote {
			out := quote{ID: q.ID, Text: q.Text, Who: c.in(q.Who.In)}
			if c.places[q.ID] {
				out.Place = anchorKey("q", q.ID)
			}
			return out
		}))
	}
	x.Answers = c.spread(document.About(e))
	return x
}

// about numbers the texts of an estimate.
func (c *encoder) about(e estimate.Estimate) (t texts) {
	if e.Method != "" {
		n := c.texts.number("method "+e.Method, func() both {
			return c.in(func(lang string) string { return locale.Method(lang, e.Method) })
		})
		t.Method = &n
	}
	if len(e.Notes) > 0 {
		n := c.texts.number("notes "+estimate.JoinNotes(e.Notes), func() both {
			return c.in(func(lang string) string { return notes(lang, e.Notes) })
		})
		t.Notes = &n
	}
	return t
}

// basis says which records an estimate rests on. What its `of` says already is left out.
func (c *encoder) basis(e estimate.Estimate) *int {
	b := basis{Filter: e.Basis.Filter}
	list, _, _ := strings.Cut(e.Of, "|")
	said := strings.Split(list, ";")
	if !slices.ContainsFunc(strings.Split(b.Filter, ";"), func(x string) bool { return !slices.Contains(said, x) }) {
		b.Filter = ""
	}
	if e.Basis.Source != "" {
		if b.Source = c.word("report.panel.source." + e.Basis.Source); b.Source == nil {
			b.Source = c.in(func(string) string { return e.Basis.Source })
		}
	}
	key := strings.Join(e.Basis.Columns, "\x00")
	if len(e.Basis.Columns) > 0 {
		n := c.columns.number(key, func() []string { return e.Basis.Columns })
		b.Columns = &n
	}
	if b.Source == nil && b.Filter == "" && b.Columns == nil {
		return nil
	}
	n := c.bases.number(e.Basis.Source+"\x00"+b.Filter+"\x00"+key, func() basis { return b })
	return &n
}

// spread numbers the distributions of the answers to a dimension's items; nil where none was released.
func (c *encoder) spread(dim, caseID string) *int {
	if dim == "" {
		return nil
	}
	n := c.answers.number(dim+"\x00"+caseID, func() answers {
		a := answers{Of: estimate.Key{Dim: dim, Source: "survey", Case: caseID}.String()}
		for _, d := range c.s.d.Distributions(dim, caseID) {
			x := &c.s.d.Items[d.Item]
			s := spread{N: estimate.FormatCount(d.Parts[0].N), Item: c.items.number(x.ID, func() item {
				out := item{ID: x.ID, Text: c.in(x.Text.In), Reverse: x.Reverse, Low: x.Low}
				for _, p := range x.Points {
					out.Points = append(out.Points, c.in(p.In))
				}
				return out
			})}
			for _, e := range d.Parts {
				s.Shares = append(s.Shares, estimate.FormatFloat(e.Value))
			}
			a.texts = c.about(d.Parts[0])
			a.Items = append(a.Items, s)
		}
		return a
	})
	if c.answers.all[n].Items == nil {
		return nil
	}
	return &n
}

// vocabulary is the words that the script sets in a language.
func vocabulary(lang, title string) map[string]any {
	w := map[string]any{"title": title}
	for name, code := range map[string]string{"rows": "rows_shown", "estimate": "estimate", "close": "close", "of": "of", "value": "value_full", "n": "n", "interval": "interval", "se": "se",
		"statistic": "statistic", "df": "df", "p": "p", "formula": "formula", "method": "method", "notes": "notes", "id": "id", "parents": "parents", "more": "more", "quotations": "quotations", "theme": "theme",
		"colon": "colon", "semicolon": "semicolon", "back": "panel.back", "sources": "panel.sources", "cell": "panel.cell", "whole": "panel.whole", "children": "panel.children", "basis": "panel.basis", "filter": "panel.filter",
		"columns": "panel.columns", "copy": "panel.copy", "copied": "panel.copied", "selected": "panel.selected", "command": "panel.command", "study": "panel.study", "answers": "panel.answers", "answer": "panel.answer",
		"share": "panel.share", "reversed": "panel.reversed", "appendix": "panel.appendix", "suppressed": "panel.suppressed", "versus": "panel.versus", "missing": "panel.missing", "opened": "panel.opened", "closed": "panel.closed",
		"search": "search", "hits": "search_hits", "nothing": "search_nothing", "sorted": "sorted", "unsorted": "unsorted", "ascending": "ascending", "descending": "descending"} {
		w[name] = locale.Text(lang, "report."+code, "{0}", "{1}") // the script fills the places
	}
	for name, prefix := range map[string]string{"keys": "report.key.", "values": "report.panel.value."} {
		all := map[string]string{}
		for _, code := range locale.Codes(prefix) {
			all[strings.TrimPrefix(code, prefix)] = locale.Text(lang, code)
		}
		w[name] = all
	}
	return w
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
