package reports

import (
	"strconv"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// compared returns an estimate of the comparison of two levels: the key holds the contrast.
func (b *builder) compared(measure string, k estimate.Key) *estimate.Estimate {
	if i, ok := b.at[estimate.ID("compare", measure, k.String())]; ok {
		return &b.es[i]
	}
	return nil
}

// roleTable compares the levels of roles (leaders and staff): medians, difference of means, Cliff's δ.
func (b *builder) roleTable() (*table.Table, table.Text) {
	contrasts := b.contrasts(roleOf, b.roleLevels())
	if len(contrasts) == 0 {
		return nil, say("why.no_roles")
	}
	first, second := b.levelName(contrasts[0].first), b.levelName(contrasts[0].second)
	if len(contrasts) > 1 {
		first, second = say("groups.first"), say("groups.second")
	}
	t := &table.Table{Key: "roles", Title: say("roles.title", first, second), Columns: []table.Column{
		{Key: "dimension", Label: say("dimension"), Stub: true},
		{Key: "median_1", Label: say("median"), Format: table.Score}, {Key: "n_1", Label: table.Same("n"), Format: table.Whole},
		{Key: "median_2", Label: say("median"), Format: table.Score}, {Key: "n_2", Label: table.Same("n"), Format: table.Whole},
		{Key: "gap", Label: say("groups.gap"), Format: table.Points, Marks: []string{"gap"}},
		{Key: "delta", Label: table.Same("δ"), Format: table.Coef, Marks: []string{"delta"}},
		{Key: "ci", Label: say("ci")},
		{Key: "p", Label: table.Same("p"), Format: table.PValue, Marks: []string{"p"}},
	}, Spanners: []table.Spanner{{Label: first, From: 1, To: 2}, {Label: second, From: 3, To: 4}}}
	for i := range b.study.Cases {
		c := b.study.Cases[i].ID
		for _, x := range contrasts {
			for _, proposed := range []bool{false, true} {
				g := table.Group{Label: b.groupLabel(c, proposed, contrasts, x)}
				for _, d := range b.scored("survey", proposed) {
					k := estimate.Key{Dim: d.ID, Source: "survey", Case: c, Role: x.first}
					one := b.score("survey_pomp_median", k)
					k.Role = x.second
					two := b.score("survey_pomp_median", k)
					if one == nil && two == nil {
						continue
					}
					k.Role = estimate.Contrast(x.first, x.second)
					delta := b.compared("cliff_delta", k)
					test := b.compared("student_t", k)
					g.Rows = append(g.Rows, table.Row{Key: c + "/" + d.ID + "/" + k.Role, Indent: 1, Cells: []table.Cell{
						table.Txt(label(d.Label, d.ID)), cell(one), sized(one), cell(two), sized(two), cell(b.score("gap", k)), cell(delta),
						interval(delta, table.Coef), pCell(test)}})
				}
				if len(g.Rows) > 0 {
					t.Groups = append(t.Groups, g)
				}
			}
		}
	}
	if len(t.Groups) == 0 {
		return nil, say("why.no_roles")
	}
	t.Notes = []table.Note{{Text: say("roles.note")}, {Key: "gap", Text: say("gap.note", first, second)},
		{Key: "delta", Text: say("delta.note", first, second)}}
	ci, p := dropEmpty(t, "ci"), dropEmpty(t, "p")
	if !p {
		t.Notes = append(t.Notes, table.Note{Key: "p", Text: say("p.note")})
	}
	if ci || p {
		t.Notes = append(t.Notes, table.Note{Text: say("untested.note")})
	}
	return t, table.Text{}
}

// groupLabel names a run of rows by case, status and contrast, as far as there are several.
func (b *builder) groupLabel(c string, proposed bool, contrasts []contrast, x contrast) table.Text {
	g := say("observed")
	if proposed {
		g = say("proposed")
	}
	if len(contrasts) > 1 {
		g = say("case_part", say("groups.pair", b.levelName(x.first), b.levelName(x.second)), g)
	}
	if len(b.study.Cases) > 1 {
		g = say("case_part", b.caseName(c), g)
	}
	return g
}

// pCell shows a test's p, a dash where the test was refused.
func pCell(e *estimate.Estimate) table.Cell {
	if t, hid := hidden(e); hid {
		return table.Cell{Kind: table.Suppressed, Text: t, ID: e.ID(), Tint: -1}
	}
	if e == nil || !estimate.Has(e.P) {
		x := table.Cell{Kind: table.Missing, Tint: -1}
		if e != nil {
			x.ID = e.ID()
		}
		return x
	}
	return table.Num(e.P, e.ID())
}

// dumbbells picture the medians of the first two levels, a figure a case.
func (b *builder) dumbbells() []*figure.Figure {
	contrasts := b.contrasts(roleOf, b.roleLevels())
	if len(contrasts) == 0 {
		return nil
	}
	x := contrasts[0]
	first, second := b.levelName(x.first), b.levelName(x.second)
	var out []*figure.Figure
	for i := range b.study.Cases {
		c := b.study.Cases[i].ID
		bell := &figure.Dumbbell{First: first, Second: second, Min: 0, Max: 100, Low: b.fw.Bands.Low, High: b.fw.Bands.High, Unit: say("median_unit")}
		for _, d := range b.scored("survey", false) {
			k := estimate.Key{Dim: d.ID, Source: "survey", Case: c, Role: x.first}
			one := b.score("survey_pomp_median", k)
			k.Role = x.second
			two := b.score("survey_pomp_median", k)
			if one != nil || two != nil {
				bell.Rows = append(bell.Rows, figure.Pair{Label: label(d.Label, d.ID), First: pictured(one), Second: pictured(two)})
			}
		}
		if len(bell.Rows) == 0 {
			continue
		}
		f := &figure.Figure{Key: "dumbbell", Title: say("dumbbell.title", first, second), Dumbbell: bell,
			Alt: say("dumbbell.alt", count(len(bell.Rows)), first, second), Notes: []table.Text{say("dumbbell.note")}}
		if len(b.study.Cases) > 1 {
			f.Title = say("case_title", b.caseName(c), f.Title)
			if i > 0 {
				f.Key += "-" + strconv.Itoa(i+1)
			}
		}
		out = append(out, f)
	}
	return out
}
