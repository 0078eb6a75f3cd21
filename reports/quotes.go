package reports

import (
	"math"
	"slices"
	"sort"
	"unicode"
	"unicode/utf8"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// A quotation is worth showing between these lengths, in characters; others are taken only when there is nothing better.
const (
	shortQuote = 12
	longQuote  = 160
)

// quote is a masked quotation that may be shown.
type quote struct {
	id, text, dim, caseID string
	who                   table.Text
	dims                  []string // that tables named it for
}

// quoteBook knows the accepted units by case and dimension, and remembers which quotations tables named.
type quoteBook struct {
	b     *builder
	units map[[2]string][]*pass.Unit // (case, dimension), groups hold their leaves' too
	used  []quote
	seen  map[string]int // place in used
}

func newQuoteBook(b *builder) *quoteBook {
	q := &quoteBook{b: b, units: map[[2]string][]*pass.Unit{}, seen: map[string]int{}}
	caseOf := map[string]string{}
	for i := range b.study.Interviews {
		caseOf[b.study.Interviews[i].ID] = b.study.Interviews[i].Case
	}
	for i := range b.study.Documents {
		caseOf[b.study.Documents[i].ID] = b.study.Documents[i].Case
	}
	for i := range b.settled.Accepted {
		u := &b.settled.Accepted[i]
		c, ok := caseOf[u.Interview]
		if !ok {
			continue
		}
		steps := 0
		for d := b.fw.Dimension(b.dimOf[u.Code]); d != nil && steps <= len(b.fw.Dimensions); d = b.fw.Dimension(d.Parent) {
			q.units[[2]string{c, d.ID}] = append(q.units[[2]string{c, d.ID}], u)
			steps++
		}
	}
	for key, units := range q.units {
		sort.SliceStable(units, func(i, j int) bool { return q.weight(units[i]) > q.weight(units[j]) })
		q.units[key] = spread(units)
	}
	return q
}

// weight prefers quotations of a readable length, then strong ones.
func (q *quoteBook) weight(u *pass.Unit) float64 {
	w := 0.0
	n := utf8.RuneCountInString(q.b.texts[[2]string{u.Interview, u.Segment}].text)
	if n >= shortQuote && n <= longQuote {
		w = 10
	}
	if !math.IsNaN(u.Intensity) {
		w += u.Intensity
	}
	return w
}

// spread puts each interview's best first, then the second ones.
func spread(units []*pass.Unit) []*pass.Unit {
	turn := map[string]int{}
	turns := make([]int, len(units))
	order := make([]int, len(units))
	for i, u := range units {
		turns[i], order[i] = turn[u.Interview], i
		turn[u.Interview]++
	}
	sort.SliceStable(order, func(i, j int) bool { return turns[order[i]] < turns[order[j]] })
	out := make([]*pass.Unit, len(units))
	for i, k := range order {
		out[i] = units[k]
	}
	return out
}

// pick returns up to n quotations of a dimension in a case that may be shown, best first; with a period only those that
// speak of it.
func (q *quoteBook) pick(caseID, period, dim string, n int) []quote {
	var out []quote
	had := map[string]bool{}
	for _, u := range q.units[[2]string{caseID, dim}] {
		if len(out) == n {
			break
		}
		if period != "" && u.Period != period {
			continue
		}
		text := q.b.texts[[2]string{u.Interview, u.Segment}]
		id := q.b.m.QuoteID(u.Interview, text.number)
		if text.text == "" || had[id] {
			continue
		}
		masked, ok := q.b.m.Quote(u.Interview, u.Segment, text.text, languageOf(text.text))
		if !ok {
			continue
		}
		had[id] = true
		out = append(out, quote{id: id, text: masked, dim: dim, caseID: caseID, who: q.b.who(u.Interview)})
	}
	return out
}

// cite picks quotations, keeps them for the appendix and returns their ids.
func (q *quoteBook) cite(caseID, period, dim string, n int) table.Cell {
	var ids []table.Text
	for _, x := range q.pick(caseID, period, dim, n) {
		ids = append(ids, table.Same(x.id))
		at, ok := q.seen[x.id]
		if !ok {
			at = len(q.used)
			q.seen[x.id] = at
			q.used = append(q.used, x)
		}
		if named := &q.used[at].dims; !slices.Contains(*named, dim) {
			*named = append(*named, dim)
		}
	}
	if ids == nil {
		return table.Cell{Kind: table.Missing, Tint: -1}
	}
	return table.Txt(list(ids))
}

// who names an interviewee by pseudonym and coarse role.
func (b *builder) who(interview string) table.Text {
	alias := b.m.Alias(interview)
	name := table.Text{ZH: alias.ZH, EN: alias.EN}
	role := b.m.Role(interview)
	switch role {
	case "":
		return name
	case "document":
		return name
	}
	return list([]table.Text{name, b.levelName(role)})
}

// languageOf is the language that placeholders in a text are written in.
func languageOf(text string) string {
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			return "zh"
		}
	}
	return "en"
}

// evidence lists quotations for every case and dimension, for panels beside the numbers.
func (b *builder) evidence() []document.Evidence {
	var out []document.Evidence
	for i := range b.study.Cases {
		for k := range b.fw.Dimensions {
			for _, x := range b.quotes.pick(b.study.Cases[i].ID, "", b.fw.Dimensions[k].ID, 3) {
				out = append(out, document.Evidence{ID: x.id, Dim: x.dim, Case: x.caseID, Text: x.text, Who: x.who})
			}
		}
	}
	return out
}

// others counts the coded segments that no table names.
func (b *builder) others() int {
	coded := map[unitKey]bool{}
	for i := range b.settled.Accepted {
		u := &b.settled.Accepted[i]
		coded[unitKey{u.Interview, u.Segment}] = true
	}
	return max(len(coded)-len(b.quotes.used), 0)
}

// appendix lists the quotations that tables named.
func (b *builder) appendix() []document.Paragraph {
	used := append([]quote(nil), b.quotes.used...)
	sort.SliceStable(used, func(i, j int) bool { return used[i].id < used[j].id })
	var out []document.Paragraph
	for _, x := range used {
		var dims []table.Text
		for _, d := range x.dims {
			dims = append(dims, b.dimName(d))
		}
		out = append(out, document.Paragraph{Key: x.id, Text: say("quote", table.Same(x.id), table.Same(x.text), x.who, list(dims))})
	}
	return out
}
