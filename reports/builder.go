package reports

import (
	"math"
	"slices"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/table"
)

// builder holds what the tables of a report are made of.
type builder struct {
	study *coding.Study
	fw    *coding.Framework
	l     *ledger.Ledger
	m     *mask.Masker
	o     Options

	es      []estimate.Estimate
	at      map[string]int            // estimate by id
	keys    map[string][]keyed        // estimates with their keys by family.measure
	periods []string                  // that scores are given for, in order
	settled *pass.Consensus           // the consensus layer
	coders  []string                  // in the order of the records
	dimOf   map[string]string         // code → dimension
	texts   map[[2]string]segmentText // (interview, segment)
	quotes  *quoteBook
}

// keyed is an estimate with its key taken apart.
type keyed struct {
	key estimate.Key
	own string
	e   *estimate.Estimate
}

type segmentText struct {
	text   string
	number int // of the segment within its interview, from 1
}

func newBuilder(study *coding.Study, l *ledger.Ledger, m *mask.Masker, o Options) *builder {
	b := &builder{study: study, fw: study.Framework, l: l, m: m, o: o, es: l.Estimates, at: make(map[string]int, len(l.Estimates)),
		keys: map[string][]keyed{}, dimOf: pass.Dimensions(study), texts: map[[2]string]segmentText{}}
	if b.fw == nil {
		b.fw = &coding.Framework{}
	}
	if len(study.Codings) > 0 {
		b.settled = pass.Settle(study, pass.Options{})
	} else {
		b.settled = &pass.Consensus{}
	}
	for i := range study.Codings {
		if c := study.Codings[i].Coder; c != "" && !slices.Contains(b.coders, c) {
			b.coders = append(b.coders, c)
		}
	}
	seen := map[string]bool{"": true}
	for _, p := range study.Options.Order["period"] {
		seen[p] = true
	}
	var more []string
	for i := range b.es {
		e := &b.es[i]
		b.at[e.ID()] = i
		k, own, err := estimate.ParseKey(e.Of)
		if err != nil {
			continue
		}
		name := e.Family + "." + e.Measure
		b.keys[name] = append(b.keys[name], keyed{k, own, e})
		if e.Family == "score" && e.Measure != "gap" && e.Measure != "peer_gap" && e.Measure != "conclusion_stable" && !seen[k.Period] {
			seen[k.Period] = true
			more = append(more, k.Period)
		}
	}
	used := map[string]bool{}
	for _, list := range b.keys {
		for _, x := range list {
			used[x.key.Period] = true
		}
	}
	for _, p := range study.Options.Order["period"] {
		if used[p] {
			b.periods = append(b.periods, p)
		}
	}
	b.periods = append(b.periods, more...)
	numbers := map[string]int{}
	for i := range study.Segments {
		s := &study.Segments[i]
		numbers[s.Interview]++
		b.texts[[2]string{s.Interview, s.ID}] = segmentText{s.Text, numbers[s.Interview]}
	}
	b.quotes = newQuoteBook(b)
	return b
}

// score returns a score, nil where there is none.
func (b *builder) score(measure string, k estimate.Key) *estimate.Estimate {
	if i, ok := b.at[estimate.ID("score", measure, k.String())]; ok {
		return &b.es[i]
	}
	return nil
}

// first returns the first of the measures that the key has.
func (b *builder) first(k estimate.Key, measures ...string) *estimate.Estimate {
	for _, m := range measures {
		if e := b.score(m, k); e != nil {
			return e
		}
	}
	return nil
}

// survey is a dimension's survey score: its own, a group's composite, or its readiness where that is all it has.
func (b *builder) survey(k estimate.Key) *estimate.Estimate {
	k.Source = "survey"
	return b.first(k, "survey_pomp", "composite", "readiness")
}

// rated is a dimension's rated interview score, in the same way.
func (b *builder) rated(k estimate.Key) *estimate.Estimate {
	k.Source = "interview"
	return b.first(k, "interview_q", "composite", "readiness")
}

// has reports whether there is an estimate with a value.
func has(e *estimate.Estimate) bool { return e != nil && !e.Empty() }

// hidden says how an estimate is hidden: "n<5", "suppressed"; ok is false when it is not.
func hidden(e *estimate.Estimate) (t table.Text, ok bool) {
	if e == nil {
		return t, false
	}
	for _, n := range e.Notes {
		switch n.Code {
		case estimate.NoteSmallCell:
			return table.Same(n.English()), true
		case estimate.NoteSuppressed:
			return say("suppressed"), true
		}
	}
	return t, false
}

// cell shows an estimate's value; nothing where there is no estimate.
func cell(e *estimate.Estimate) table.Cell {
	switch t, hid := hidden(e); {
	case e == nil:
		return table.Cell{Kind: table.Missing, Tint: -1}
	case hid:
		return table.Cell{Kind: table.Suppressed, Text: t, ID: e.ID(), Tint: -1}
	case e.Empty():
		return table.Cell{Kind: table.Missing, ID: e.ID(), Tint: -1}
	}
	return table.Num(e.Value, e.ID())
}

// sized shows an estimate's n.
func sized(e *estimate.Estimate) table.Cell {
	switch t, hid := hidden(e); {
	case hid:
		return table.Cell{Kind: table.Suppressed, Text: t, ID: e.ID(), Tint: -1}
	case e == nil || e.N < 0:
		return table.Cell{Kind: table.Missing, Tint: -1}
	}
	c := table.Num(float64(e.N), e.ID())
	c.Format = &table.Whole
	return c
}

// interval shows an estimate's confidence interval.
func interval(e *estimate.Estimate, f table.Format) table.Cell {
	if t, hid := hidden(e); hid {
		return table.Cell{Kind: table.Suppressed, Text: t, ID: e.ID(), Tint: -1}
	}
	if e == nil || !estimate.Has(e.Low) || !estimate.Has(e.High) {
		return table.Cell{Kind: table.Missing, Tint: -1}
	}
	return table.Cell{Kind: table.Composite, ID: e.ID(), Tint: -1, Parts: []table.Part{
		{Text: table.Same("[")}, {IsNum: true, Value: e.Low, Format: f, ID: e.ID()}, {Text: table.Same(", ")},
		{IsNum: true, Value: e.High, Format: f, ID: e.ID()}, {Text: table.Same("]")}}}
}

// number shows a number that is no estimate, such as a count of records.
func number(n int) table.Cell {
	c := table.Num(float64(n), "")
	c.Format = &table.Whole
	return c
}

// dropEmpty takes a column out of a table when no cell of it shows anything, and reports whether it did.
func dropEmpty(t *table.Table, key string) bool {
	at := -1
	for i := range t.Columns {
		if t.Columns[i].Key == key {
			at = i
		}
	}
	if at < 0 {
		return false
	}
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			if k := r.Cells[at].Kind; k != table.Missing && k != table.Blank {
				return false
			}
		}
	}
	t.Columns = append(t.Columns[:at:at], t.Columns[at+1:]...)
	for g := range t.Groups {
		for r := range t.Groups[g].Rows {
			cells := t.Groups[g].Rows[r].Cells
			t.Groups[g].Rows[r].Cells = append(cells[:at:at], cells[at+1:]...)
		}
	}
	for i := range t.Spanners {
		if t.Spanners[i].From > at {
			t.Spanners[i].From--
		}
		if t.Spanners[i].To >= at {
			t.Spanners[i].To--
		}
	}
	return true
}

func blank() table.Cell { return table.Cell{Kind: table.Blank, Tint: -1} }

// bandOf is the band of a score: "low", "mid", "high".
func (b *builder) bandOf(v float64) string {
	const slack = 1e-9 // as where scores are banded: rounding errors of sums move nothing across a cut
	switch {
	case v < b.fw.Bands.Low-slack:
		return "low"
	case v > b.fw.Bands.High+slack:
		return "high"
	}
	return "mid"
}

// bandText is the band of a score in a table, marked where the score is within the margin of a cut.
func (b *builder) bandText(v float64) table.Text { return b.bandWith("band.borderline", v) }

// bandClause is the same in a sentence, where it may stand in brackets.
func (b *builder) bandClause(v float64) table.Text { return b.bandWith("find.borderline", v) }

func (b *builder) bandWith(code string, v float64) table.Text {
	word := say("band." + b.bandOf(v))
	if b.nearCut(v) {
		return say(code, word)
	}
	return word
}

// nearCut reports whether a score is within the margin of a cut, the margin included.
func (b *builder) nearCut(v float64) bool {
	const slack = 1e-9
	x := &b.fw.Bands
	return min(math.Abs(v-x.Low), math.Abs(v-x.High)) <= x.Margin+slack
}

// band shows the band of a score.
func (b *builder) band(e *estimate.Estimate) table.Cell {
	if t, hid := hidden(e); hid {
		return table.Cell{Kind: table.Suppressed, Text: t, ID: e.ID(), Tint: -1}
	}
	if !has(e) {
		return table.Cell{Kind: table.Missing, Tint: -1}
	}
	word := b.bandOf(e.Value)
	c := table.Txt(b.bandText(e.Value))
	c.ID = e.ID()
	c.Level = map[string]table.Level{"low": table.Low, "mid": table.Mid, "high": table.High}[word]
	return c
}
