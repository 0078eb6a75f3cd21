package reports

import (
	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/reports/table"
)

// unitKey is a segment.
type unitKey struct{ interview, segment string }

// opportunities are the proposed constructs known from interviews and documents alone: those that are contextual
// (polarity 0) say a direction, the others where the opportunity lies. Empty where the framework has none.
func (b *builder) opportunities() (rows, columns []*coding.Dimension) {
	for i := range b.fw.Dimensions {
		top := &b.fw.Dimensions[i]
		if !top.Proposed || !top.Group || b.fw.Dimension(top.Parent) != nil {
			continue
		}
		leaves := b.leaves(top)
		spoken := len(leaves) > 0
		for _, d := range leaves {
			spoken = spoken && !d.HasSource("survey")
		}
		switch {
		case !spoken:
		case top.Polarity == 0 && columns == nil:
			columns = leaves
		case top.Polarity != 0 && rows == nil:
			rows = leaves
		}
	}
	return rows, columns
}

// leaves are the dimensions below a group that are no groups.
func (b *builder) leaves(top *coding.Dimension) []*coding.Dimension {
	var out []*coding.Dimension
	for i := range b.fw.Dimensions {
		d := &b.fw.Dimensions[i]
		if d.Group {
			continue
		}
		for p, n := b.fw.Dimension(d.Parent), 0; p != nil && n <= len(b.fw.Dimensions); p, n = b.fw.Dimension(p.Parent), n+1 {
			if p.ID == top.ID {
				out = append(out, d)
				break
			}
		}
	}
	return out
}

// opportunityTable crosses opportunity levels with directions: how many interviews speak of both; and beside and below how
// many interviews and segments speak of each at all.
func (b *builder) opportunityTable() (*table.Table, table.Text) {
	rows, columns := b.opportunities()
	if len(rows) == 0 || len(columns) == 0 {
		return nil, say("why.no_opportunity")
	}
	if len(b.settled.Accepted) == 0 {
		return nil, say("why.no_coding")
	}
	t := &table.Table{Key: "opportunity", Title: say("opportunity.title", b.dimName(rows[0].Parent), b.dimName(columns[0].Parent)), Landscape: true,
		Columns: []table.Column{{Key: "opportunity", Label: b.dimName(rows[0].Parent), Stub: true}}}
	for _, d := range columns {
		t.Columns = append(t.Columns, table.Column{Key: d.ID, Label: label(d.Label, d.ID), Format: table.Whole})
	}
	n := len(columns)
	t.Columns = append(t.Columns, table.Column{Key: "interviews", Label: say("opportunity.interviews"), Format: table.Whole},
		table.Column{Key: "segments", Label: say("opportunity.segments"), Format: table.Whole}, table.Column{Key: "both", Label: say("opportunity.both"), Format: table.Whole},
		table.Column{Key: "quotes", Label: say("joint.quotes")})
	t.Spanners = []table.Spanner{{Label: say("opportunity.and"), From: 1, To: n}, {Label: say("opportunity.level"), From: n + 1, To: n + 3}}
	any := false
	for i := range b.study.Cases {
		c := b.study.Cases[i].ID
		g := table.Group{}
		if len(b.study.Cases) > 1 {
			g.Label = b.caseName(c)
		}
		for _, r := range rows {
			mine := b.quotes.units[[2]string{c, r.ID}]
			any = any || len(mine) > 0
			row := table.Row{Key: c + "/" + r.ID, Indent: 1, Cells: []table.Cell{table.Txt(label(r.Label, r.ID))}}
			segments, interviews := spoken(mine)
			shared := map[unitKey]bool{}
			for _, d := range columns {
				otherSegments, otherInterviews := spoken(b.quotes.units[[2]string{c, d.ID}])
				n := 0
				for i := range interviews {
					if otherInterviews[i] {
						n++
					}
				}
				for s := range segments {
					if otherSegments[s] {
						shared[s] = true
					}
				}
				row.Cells = append(row.Cells, number(n))
			}
			row.Cells = append(row.Cells, number(len(interviews)), number(len(segments)), number(len(shared)), b.quotes.cite(c, "", r.ID, 2))
			g.Rows = append(g.Rows, row)
		}
		all := table.Row{Key: c + "/interviews", Strong: true, Cells: []table.Cell{table.Txt(say("opportunity.any"))}}
		parts := table.Row{Key: c + "/segments", Strong: true, Cells: []table.Cell{table.Txt(say("opportunity.any_segments"))}}
		for _, d := range columns {
			segments, interviews := spoken(b.quotes.units[[2]string{c, d.ID}])
			any = any || len(segments) > 0
			all.Cells, parts.Cells = append(all.Cells, number(len(interviews))), append(parts.Cells, number(len(segments)))
		}
		for range 4 {
			all.Cells, parts.Cells = append(all.Cells, blank()), append(parts.Cells, blank())
		}
		g.Rows = append(g.Rows, all, parts)
		t.Groups = append(t.Groups, g)
	}
	if !any {
		return nil, say("why.no_opportunity_coding")
	}
	t.Notes = []table.Note{{Text: say("opportunity.note")}}
	return t, table.Text{}
}

// spoken collects the segments and the interviews of a list.
func spoken(units []*pass.Unit) (segments map[unitKey]bool, interviews map[string]bool) {
	segments, interviews = map[unitKey]bool{}, map[string]bool{}
	for _, u := range units {
		segments[unitKey{u.Interview, u.Segment}] = true
		interviews[u.Interview] = true
	}
	return segments, interviews
}
