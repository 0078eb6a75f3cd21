package reports

import (
	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// periodTable compares periods, later minus earlier, in both sources.
func (b *builder) periodTable() (*table.Table, table.Text) {
	contrasts := b.contrasts(periodOf, b.periods)
	if len(contrasts) == 0 {
		return nil, say("why.no_periods")
	}
	t := &table.Table{Key: "periods", Title: say("periods.title"), Landscape: true, Columns: []table.Column{
		{Key: "dimension", Label: say("dimension"), Stub: true},
		{Key: "mean_1", Label: say("periods.earlier"), Format: table.Score}, {Key: "n_1", Label: say("n_answers"), Format: table.Whole},
		{Key: "mean_2", Label: say("periods.later"), Format: table.Score}, {Key: "n_2", Label: say("n_answers"), Format: table.Whole},
		{Key: "change", Label: say("change"), Format: table.Points},
		{Key: "design", Label: say("periods.design"), Marks: []string{"design"}},
		{Key: "pairs", Label: say("periods.pairs"), Format: table.Whole},
		{Key: "p", Label: table.Same("p"), Format: table.PValue, Marks: []string{"p"}},
		{Key: "q_1", Label: say("periods.q_earlier"), Format: table.Score}, {Key: "qn_1", Label: say("n_interviews"), Format: table.Whole},
		{Key: "q_2", Label: say("periods.q_later"), Format: table.Score}, {Key: "qn_2", Label: say("n_interviews"), Format: table.Whole},
		{Key: "q_change", Label: say("change"), Format: table.Points},
	}, Spanners: []table.Spanner{{Label: say("survey_scale"), From: 1, To: 8}, {Label: say("interviews_q"), From: 9, To: 13}}}
	scopes := caseIDs(b.study)
	if len(scopes) > 1 {
		scopes = append(scopes, "") // the whole study
	}
	whole := false
	for _, c := range scopes {
		for _, x := range contrasts {
			for _, proposed := range []bool{false, true} {
				g := table.Group{Label: say("observed")}
				if proposed {
					g.Label = say("proposed")
				}
				g.Label = say("case_part", say("periods.contrast", periodName(x.second), periodName(x.first)), g.Label)
				g.Label = b.inCase(c, g.Label)
				for k := range b.fw.Dimensions {
					d := &b.fw.Dimensions[k]
					if d.Proposed != proposed {
						continue
					}
					row, ok := b.periodRow(c, d.ID, x)
					if c == "" {
						row, ok = b.periodRowOfAll(d, x)
						whole = whole || ok
					}
					if ok {
						g.Rows = append(g.Rows, row)
					}
				}
				if len(g.Rows) > 0 {
					t.Groups = append(t.Groups, g)
				}
			}
		}
	}
	if len(t.Groups) == 0 {
		return nil, say("why.no_periods")
	}
	t.Notes = []table.Note{{Text: say("periods.note")}, {Key: "design", Text: say("periods.design_note")}}
	for _, x := range contrasts {
		if !b.isOrdered(x) {
			t.Notes = append(t.Notes, table.Note{Text: say("periods.unordered")})
			break
		}
	}
	if whole {
		t.Notes = append(t.Notes, table.Note{Text: say("periods.all_note")})
	}
	if dropEmpty(t, "p") {
		t.Notes = append(t.Notes, table.Note{Text: b.untested()})
	} else {
		made := b.testsMade(periodOf)
		t.Notes = append(t.Notes, table.Note{Key: "p", Text: sentences(append(made.texts("periods.p_"), say("periods.p_note"), b.dash()))})
	}
	return t, table.Text{}
}

func (b *builder) periodRow(c, dim string, x contrast) (table.Row, bool) {
	k := estimate.Key{Dim: dim, Case: c}
	early, late, change := k, k, k
	early.Period, late.Period, change.Period = x.second, x.first, estimate.Contrast(x.first, x.second)
	s1, s2, q1, q2 := b.survey(early), b.survey(late), b.rated(early), b.rated(late)
	change.Source = "survey"
	sGap := b.score("gap", change)
	design, pairs, p := b.design(change)
	change.Source = "interview"
	qGap := b.score("gap", change)
	if sGap == nil && qGap == nil {
		return table.Row{}, false
	}
	parent := s1 != nil && s1.Measure != "survey_pomp" || q1 != nil && q1.Measure != "interview_q"
	side := func(e *estimate.Estimate, any bool) (value, n table.Cell) {
		if !any {
			return blank(), blank()
		}
		return cell(e), sized(e)
	}
	row := table.Row{Key: c + "/" + dim + "/" + x.first, Indent: 1, Strong: parent, Cells: []table.Cell{table.Txt(b.dimName(dim))}}
	add := func(cells ...table.Cell) { row.Cells = append(row.Cells, cells...) }
	v1, n1 := side(s1, sGap != nil)
	v2, n2 := side(s2, sGap != nil)
	add(v1, n1, v2, n2)
	if sGap == nil {
		add(blank(), blank(), blank(), blank())
	} else {
		add(cell(sGap), design, pairs, p)
	}
	v1, n1 = side(q1, qGap != nil)
	v2, n2 = side(q2, qGap != nil)
	add(v1, n1, v2, n2)
	if qGap == nil {
		add(blank())
	} else {
		add(cell(qGap))
	}
	return row, true
}

// periodRowOfAll is a dimension's row over all cases: the figures of the comparison itself, which are those of the people
// who answered in both periods where they are linked.
func (b *builder) periodRowOfAll(d *coding.Dimension, x contrast) (table.Row, bool) {
	k := estimate.Key{Dim: d.ID, Source: "survey", Period: estimate.Contrast(x.first, x.second)}
	early, late := b.comparedLevel("mean", k, x.second), b.comparedLevel("mean", k, x.first)
	if early == nil && late == nil {
		return table.Row{}, false
	}
	design, pairs, p := b.design(k)
	row := table.Row{Key: "/" + d.ID + "/" + x.first, Indent: 1, Strong: d.Group && len(d.Sources) == 0, Cells: []table.Cell{table.Txt(b.dimName(d.ID)),
		cell(early), sized(early), cell(late), sized(late), difference(late, early), design, pairs, p}}
	for range 5 {
		row.Cells = append(row.Cells, blank())
	}
	return row, true
}

// design says whether the same people answered in both periods, how many, and the test's p.
func (b *builder) design(k estimate.Key) (design, pairs, p table.Cell) {
	if paired := b.compared("paired_t", k); paired != nil {
		if t, hid := hidden(paired); hid {
			x := table.Cell{Kind: table.Suppressed, Text: t, ID: paired.ID(), Tint: -1}
			return table.Txt(say("periods.linked")), x, x
		}
		return table.Txt(say("periods.linked")), sized(paired), pCell(paired)
	}
	if test := b.compared("student_t", k); test != nil {
		return table.Txt(say("periods.unlinked")), blank(), pCell(test)
	}
	return table.Cell{Kind: table.Missing, Tint: -1}, blank(), blank()
}
