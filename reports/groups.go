package reports

import (
	"strconv"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// compared returns an estimate of the comparison of two levels: the key holds the contrast.
func (b *builder) compared(measure string, k estimate.Key) *estimate.Estimate {
	return b.comparedLevel(measure, k, "")
}

// comparedLevel returns a figure of one level of a comparison, such as its mean; of the comparison itself without level.
func (b *builder) comparedLevel(measure string, k estimate.Key, level string) *estimate.Estimate {
	if i, ok := b.at[estimate.ID("compare", measure, k.Of(level))]; ok {
		return &b.es[i]
	}
	return nil
}

// pairOf is what two levels have on a dimension: median and mean of each, Cliff's δ, the test.
type pairOf struct {
	medians, means [2]*estimate.Estimate
	gap            table.Cell
	delta, test    *estimate.Estimate
}

// roles is the comparison of two role levels on a dimension, in a case or (caseID empty) in the whole study; false where
// there is none.
func (b *builder) roles(caseID, dim string, x contrast) (pairOf, bool) {
	k := estimate.Key{Dim: dim, Source: "survey", Case: caseID, Role: estimate.Contrast(x.first, x.second)}
	p := pairOf{delta: b.compared("cliff_delta", k), test: b.compared("student_t", k)}
	for i, level := range []string{x.first, x.second} {
		if caseID == "" {
			p.medians[i], p.means[i] = b.comparedLevel("median", k, level), b.comparedLevel("mean", k, level)
			continue
		}
		one := k
		one.Role = level
		p.medians[i], p.means[i] = b.score("survey_pomp_median", one), b.score("survey_pomp", one)
	}
	p.gap = cell(b.score("gap", k))
	if caseID == "" {
		p.gap = difference(p.means[0], p.means[1])
	}
	return p, p.medians[0] != nil || p.medians[1] != nil
}

// difference shows first minus second where the ledger has no estimate of it; hidden as soon as one of them is.
func difference(first, second *estimate.Estimate) table.Cell {
	for _, e := range []*estimate.Estimate{first, second} {
		if t, hid := hidden(e); hid {
			return table.Cell{Kind: table.Suppressed, Text: t, Tint: -1}
		}
	}
	if !has(first) || !has(second) {
		return table.Cell{Kind: table.Missing, Tint: -1}
	}
	return table.Num(first.Value-second.Value, "")
}

// roleTable compares the levels of roles (leaders and staff): medians and means of both, difference of the means,
// Cliff's δ and the test; the whole study last, where there are several cases.
func (b *builder) roleTable() (*table.Table, table.Text) {
	contrasts := b.contrasts(roleOf, b.roleLevels())
	if len(contrasts) == 0 {
		return nil, say("why.no_roles")
	}
	first, second := b.levelName(contrasts[0].first), b.levelName(contrasts[0].second)
	if len(contrasts) > 1 {
		first, second = say("groups.first"), say("groups.second")
	}
	a, z := inSentence(first), inSentence(second)
	t := &table.Table{Key: "roles", Title: say("roles.title", first, z), Landscape: true, Columns: []table.Column{
		{Key: "dimension", Label: say("dimension"), Stub: true},
		{Key: "median_1", Label: say("median"), Format: table.Score}, {Key: "mean_1", Label: say("mean"), Format: table.Score}, {Key: "n_1", Label: say("n_answers"), Format: table.Whole},
		{Key: "median_2", Label: say("median"), Format: table.Score}, {Key: "mean_2", Label: say("mean"), Format: table.Score}, {Key: "n_2", Label: say("n_answers"), Format: table.Whole},
		{Key: "gap", Label: say("groups.gap"), Format: table.Points, Marks: []string{"gap"}},
		{Key: "delta", Label: table.Same("δ"), Format: table.Coef, Marks: []string{"delta"}},
		{Key: "ci", Label: say("groups.delta_ci")},
		{Key: "p", Label: table.Same("p"), Format: table.PValue, Marks: []string{"p"}},
	}, Spanners: []table.Spanner{{Label: first, From: 1, To: 3}, {Label: second, From: 4, To: 6}}}
	scopes := caseIDs(b.study)
	if len(scopes) > 1 {
		scopes = append(scopes, "")
	}
	for _, c := range scopes {
		for _, x := range contrasts {
			for _, proposed := range []bool{false, true} {
				g := table.Group{Label: b.groupLabel(c, proposed, contrasts, x)}
				for _, d := range b.scored("survey", proposed) {
					if p, ok := b.roles(c, d.ID, x); ok {
						g.Rows = append(g.Rows, table.Row{Key: c + "/" + d.ID + "/" + estimate.Contrast(x.first, x.second), Indent: 1, Cells: []table.Cell{
							table.Txt(label(d.Label, d.ID)), cell(p.medians[0]), cell(p.means[0]), sized(p.medians[0]),
							cell(p.medians[1]), cell(p.means[1]), sized(p.medians[1]), p.gap, cell(p.delta), interval(p.delta, table.Coef), pCell(p.test)}})
					}
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
	t.Notes = []table.Note{{Text: say("roles.note")}, {Key: "gap", Text: say("gap.note", a, z)},
		{Key: "delta", Text: say("delta.note", a, z)}}
	if dropEmpty(t, "ci") {
		t.Notes = append(t.Notes, table.Note{Text: say("delta.no_ci")})
	}
	if dropEmpty(t, "p") {
		t.Notes = append(t.Notes, table.Note{Text: b.untested()})
	} else {
		t.Notes = append(t.Notes, table.Note{Key: "p", Text: sentences(append([]table.Text{say("p.note")}, append(b.testsMade(roleOf).togetherText(), b.dash())...))})
	}
	return t, table.Text{}
}

func caseIDs(s *coding.Study) []string {
	var out []string
	for i := range s.Cases {
		out = append(out, s.Cases[i].ID)
	}
	return out
}

// groupLabel names a run of rows by case (the whole study without one), status and contrast, as far as there are several.
func (b *builder) groupLabel(c string, proposed bool, contrasts []contrast, x contrast) table.Text {
	g := say("observed")
	if proposed {
		g = say("proposed")
	}
	if len(contrasts) > 1 {
		g = say("case_part", say("groups.pair", b.levelName(x.first), b.levelName(x.second)), g)
	}
	return b.inCase(c, g)
}

// inCase puts the case before a group's label where there are several; no id stands for all of them.
func (b *builder) inCase(c string, label table.Text) table.Text {
	switch {
	case len(b.study.Cases) < 2:
		return label
	case c == "":
		return say("case_part", say("sample.all"), label)
	}
	return say("case_part", b.caseName(c), label)
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
			if p, ok := b.roles(c, d.ID, x); ok {
				bell.Rows = append(bell.Rows, figure.Pair{Label: label(d.Label, d.ID), First: pictured(p.medians[0]), Second: pictured(p.medians[1])})
			}
		}
		if len(bell.Rows) == 0 {
			continue
		}
		f := &figure.Figure{Key: "dumbbell", Title: say("dumbbell.title", first, inSentence(second)), Dumbbell: bell,
			Alt: say("dumbbell.alt", count(len(bell.Rows)), inSentence(first), inSentence(second)), Notes: []table.Text{say("dumbbell.note")}}
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
