package reports

import (
	"math"
	"slices"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// mostTalks is how many interviews the coverage map shows one by one; with more it shows cases.
const mostTalks = 40

// dealt counts the units dealt to a coder in interviews that keep accepts; ok is false where it is not known.
func (p *passReport) dealt(coder string, keep func(string) bool) (n int, ok bool) {
	d := p.deals[p.pass]
	if d == nil {
		return 0, false
	}
	for i := range d.Coders {
		if d.Coders[i].Name != coder {
			continue
		}
		for _, u := range d.Coders[i].Units {
			if u >= 0 && u < len(d.Units) && keep(d.Units[u].Interview) {
				n++
			}
		}
		return n, true
	}
	return 0, false
}

func everywhere(string) bool { return true }

func (p *passReport) inCase(id string) func(string) bool {
	caseOf := map[string]string{}
	return func(interview string) bool {
		c, known := caseOf[interview]
		if !known {
			c = p.caseOf(interview)
			caseOf[interview] = c
		}
		return c == id
	}
}

// coders of the pass, people first, and those a deal names who gave nothing yet.
func (p *passReport) coders() (people, programs []string) {
	people, programs = append(people, p.people...), p.ai
	if d := p.deals[p.pass]; d != nil {
		for i := range d.Coders {
			name := d.Coders[i].Name
			if !slices.Contains(people, name) && !slices.Contains(programs, name) {
				if slices.Contains(p.study.Options.AICoders, name) {
					programs = append(programs[:len(programs):len(programs)], name)
				} else {
					people = append(people, name)
				}
			}
		}
	}
	return people, programs
}

// coverageTable says what each coder had to do and did, case by case.
func (p *passReport) coverageTable() (*table.Table, table.Text) {
	people, programs := p.coders()
	if len(people)+len(programs) == 0 {
		return nil, tell("why.no_codings")
	}
	t := &table.Table{Key: "coverage", Title: tell("coverage.title", p.passName(p.pass)), Columns: []table.Column{
		{Key: "case", Label: tell("coverage.case"), Stub: true}, {Key: "units", Label: tell("coverage.units"), Format: table.Whole}, {Key: "dealt", Label: tell("coverage.dealt"), Format: table.Whole},
		{Key: "reviewed", Label: tell("coverage.reviewed"), Format: table.Whole}, {Key: "share", Label: tell("coverage.share"), Format: table.Share},
		{Key: "coded", Label: tell("coverage.coded"), Format: table.Whole}, {Key: "uncoded", Label: tell("coverage.uncoded"), Align: table.Right}}}
	line := func(g *table.Group, coder string, name table.Text, keep func(string) bool, e *estimate.Estimate, strong bool) {
		c := p.layers.Coverage(keep, p.pass, coder)
		dealt, known := p.dealt(coder, keep)
		if c.Units == 0 && dealt == 0 {
			return
		}
		row := table.Row{Key: coder + "/" + name.EN, Indent: 1, Strong: strong, Cells: []table.Cell{table.Txt(name), number(c.Units), blank(), number(c.Reviewed), cell(e), number(c.Coded), partOf(c.Reviewed-c.Coded, c.Reviewed)}}
		if known {
			row.Cells[2] = number(dealt)
		}
		if e == nil {
			row.Cells[4] = blank()
		}
		g.Rows = append(g.Rows, row)
	}
	for _, coder := range append(append([]string(nil), people...), programs...) {
		g := table.Group{Label: p.coderText(coder)}
		if len(p.study.Cases) > 1 {
			for i := range p.study.Cases {
				id := p.study.Cases[i].ID
				line(&g, coder, p.caseName(id), p.inCase(id), nil, false)
			}
		}
		line(&g, coder, tell("coverage.all"), everywhere, p.shareOf("coverage", estimate.Key{Source: "interview", Pass: p.pass, Coder: coder}, "reviewed"), len(p.study.Cases) > 1)
		t.Groups = append(t.Groups, g)
	}
	if len(people)+len(programs) > 1 {
		g := table.Group{Label: tell("coverage.anybody")}
		if len(programs) > 0 {
			g.Label = tell("coverage.anybody_ai")
		}
		line(&g, "", tell("coverage.all"), everywhere, p.shareOf("coverage", estimate.Key{Source: "interview", Pass: p.pass}, "reviewed"), true)
		t.Groups = append(t.Groups, g)
	}
	t.Notes = p.withTwins([]table.Note{{Text: tell("coverage.note")}}, "coverage.twins")
	if dropEmpty(t, "dealt") {
		t.Notes = append(t.Notes, table.Note{Text: tell("coverage.not_dealt")})
	}
	if len(programs) > 0 {
		t.Notes = append(t.Notes, table.Note{Text: tell("ai_note")})
	}
	return t, table.Text{}
}

// shareOf returns a study score with what follows its key.
func (p *passReport) shareOf(measure string, k estimate.Key, own string) *estimate.Estimate {
	if i, ok := p.at[estimate.ID("score", measure, k.Of(own))]; ok {
		return &p.es[i]
	}
	return nil
}

// partOf shows "12 (34.5%)", a count and its share of a whole; nothing of nothing.
func partOf(part, whole int) table.Cell {
	if whole == 0 {
		return blank()
	}
	return table.Cell{Kind: table.Composite, Tint: -1, Parts: []table.Part{{IsNum: true, Value: float64(part), Format: table.Whole},
		{Text: table.Text{ZH: "（", EN: " ("}}, {IsNum: true, Value: float64(part) / float64(whole), Format: table.Share}, {Text: table.Text{ZH: "）", EN: ")"}}}}
}

// reviewers counts the people who reviewed each unit of the pass, by unit.
func (p *passReport) reviewers() map[unitKey]int {
	n := map[unitKey]int{}
	if p.table != nil {
		for i := range p.table.Units {
			u := &p.table.Units[i]
			n[unitKey{u.Interview, u.Segment}] = u.Reviewers
			for _, id := range u.Also {
				n[unitKey{u.Interview, id}] = u.Reviewers
			}
		}
	}
	return n
}

// overlapTable counts units by the number of people who reviewed them.
func (p *passReport) overlapTable() (*table.Table, table.Text) {
	if p.table == nil {
		return nil, tell("why.no_codings")
	}
	most := max(len(p.people), 2)
	t := &table.Table{Key: "overlap", Title: tell("overlap.title", p.passName(p.pass)), Columns: []table.Column{{Key: "case", Label: tell("coverage.case"), Stub: true}, {Key: "units", Label: tell("coverage.units"), Format: table.Whole}}}
	for k := 0; k <= most; k++ {
		t.Columns = append(t.Columns, table.Column{Key: "r" + count(k).EN, Label: count(k), Format: table.Whole})
	}
	t.Spanners = []table.Spanner{{Label: tell("overlap.reviewers"), From: 2, To: 2 + most}}
	t.Columns = append(t.Columns, table.Column{Key: "two", Label: tell("overlap.two"), Align: table.Right})
	reviewers := p.reviewers()
	var g table.Group
	line := func(name table.Text, keep func(string) bool, strong bool) {
		counts := make([]int, most+1)
		units := 0
		p.layers.Segments(func(interview, segment, _ string) {
			if keep(interview) {
				units++
				counts[min(reviewers[unitKey{interview, segment}], most)]++
			}
		})
		if units == 0 {
			return
		}
		row := table.Row{Key: name.EN, Strong: strong, Cells: []table.Cell{table.Txt(name), number(units)}}
		two := 0
		for k, n := range counts {
			row.Cells = append(row.Cells, number(n))
			if k >= 2 {
				two += n
			}
		}
		row.Cells = append(row.Cells, partOf(two, units))
		g.Rows = append(g.Rows, row)
	}
	if len(p.study.Cases) > 1 {
		for i := range p.study.Cases {
			line(p.caseName(p.study.Cases[i].ID), p.inCase(p.study.Cases[i].ID), false)
		}
	}
	line(tell("coverage.all"), everywhere, len(g.Rows) > 0)
	t.Groups = []table.Group{g}
	t.Notes = p.withTwins([]table.Note{{Text: tell("overlap.note")}}, "overlap.twins")
	return t, table.Text{}
}

// coverageFigure maps which share of an interview, or of a case where there are many, each coder reviewed.
func (p *passReport) coverageFigure() *figure.Figure {
	people, programs := p.coders()
	all := append(append([]string(nil), people...), programs...)
	type place struct {
		label table.Text
		keep  func(string) bool
	}
	var rows []place
	var groups []figure.Span
	talks := p.talks()
	byCase := len(talks) > mostTalks
	left := 0
	touched := func(keep func(string) bool) bool {
		for _, c := range all {
			if n, _ := p.dealt(c, keep); n > 0 {
				return true
			}
		}
		return p.layers.Coverage(keep, p.pass, "").Reviewed > 0
	}
	for i := range p.study.Cases {
		id := p.study.Cases[i].ID
		if byCase {
			rows = append(rows, place{p.caseName(id), p.inCase(id)})
			continue
		}
		from := len(rows)
		for _, interview := range talks {
			if p.caseOf(interview) != id {
				continue
			}
			one := func(s string) bool { return s == interview }
			if !touched(one) {
				left++
				continue
			}
			rows = append(rows, place{p.talk(interview), one})
		}
		if len(rows) > from {
			groups = append(groups, figure.Span{Label: p.caseName(id), From: from, To: len(rows) - 1})
		}
	}
	if len(all) == 0 || len(rows) < 2 {
		return nil
	}
	format := table.Format{Style: table.Percent}
	h := &figure.HeatMap{RowGroups: groups, Max: 1, Unit: tell("coverage.unit"), Number: &format}
	for _, c := range all {
		h.Columns = append(h.Columns, p.coderText(c))
	}
	for _, r := range rows {
		var cells []figure.Cell
		h.Rows = append(h.Rows, r.label)
		for _, coder := range all {
			c := p.layers.Coverage(r.keep, p.pass, coder)
			whole := c.Units
			if n, known := p.dealt(coder, r.keep); known {
				whole = n
			}
			x := figure.Cell{Value: math.NaN(), N: -1, Hidden: table.Same("–")}
			if whole > 0 {
				x = figure.Cell{Value: math.Min(1, float64(c.Reviewed)/float64(whole)), N: whole}
			}
			cells = append(cells, x)
		}
		h.Cells = append(h.Cells, cells)
	}
	note := "coverage.figure_all"
	if p.deals[p.pass] != nil {
		note = "coverage.figure_dealt"
	}
	notes := []table.Text{tell(note)}
	if left > 0 {
		notes = append(notes, tell("coverage.figure_left", count(left)))
	}
	return &figure.Figure{Key: "coverage_map", Title: tell("coverage.figure", p.passName(p.pass)), Heat: h, Notes: notes,
		Alt: tell("coverage.alt", count(len(rows)), count(len(all)))}
}

// talks are the interviews with segments, in the order of the segments.
func (p *passReport) talks() []string {
	var out []string
	seen := map[string]bool{}
	p.layers.Segments(func(interview, _, _ string) {
		if !seen[interview] {
			seen[interview] = true
			out = append(out, interview)
		}
	})
	return out
}

// covered is the coverage of the pass by anybody.
func (p *passReport) covered() pass.Coverage { return p.layers.Coverage(everywhere, p.pass, "") }
