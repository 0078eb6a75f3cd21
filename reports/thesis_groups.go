package reports

import (
	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// aggregationTable says whether people's answers may be read by department, over the departments of the whole study.
func (r *thesisReport) aggregationTable() (*table.Table, table.Text) {
	t := &table.Table{Key: "aggregation", Title: thesisSays("aggregation.title"), Columns: []table.Column{
		{Key: "dimension", Label: say("dimension"), Stub: true}, {Key: "departments", Label: thesisSays("aggregation.departments"), Format: table.Whole},
		{Key: "n", Label: say("n_answers"), Format: table.Whole}, {Key: "mean", Label: say("mean"), Format: table.Coef}, {Key: "median", Label: say("median"), Format: table.Coef},
		{Key: "icc1", Label: table.Same("ICC(1)"), Format: table.Coef}, {Key: "icc2", Label: table.Same("ICC(2)"), Format: table.Coef},
		{Key: "f", Label: table.Same("F"), Format: table.Decimal2}, {Key: "df", Label: table.Same("df"), Align: table.Center}, {Key: "p", Label: table.Same("p"), Format: table.PValue}},
		Spanners: []table.Spanner{{Label: table.Same("rwg(J)"), From: 3, To: 4}}}
	for _, proposed := range []bool{false, true} {
		g := table.Group{Label: say("observed")}
		if proposed {
			g.Label = say("proposed")
		}
		for i := range r.fw.Dimensions {
			d := &r.fw.Dimensions[i]
			if d.Proposed != proposed {
				continue
			}
			of := estimate.Key{Dim: d.ID}
			get := func(measure, own string) *estimate.Estimate { return r.find("aggregate", measure, of.Of(own)) }
			mean, f := get("rwg_j", "mean"), get("anova_f", "")
			if mean == nil && f == nil {
				continue
			}
			g.Rows = append(g.Rows, table.Row{Key: d.ID, Indent: 1, Cells: []table.Cell{table.Txt(label(d.Label, d.ID)), sized(mean), sized(f), reasoned(t, mean), cell(get("rwg_j", "median")),
				reasoned(t, get("icc1", "")), cell(get("icc2", "")), cell(f), twoDegrees(f), pCell(f)}})
		}
		if len(g.Rows) > 0 {
			t.Groups = append(t.Groups, g)
		}
	}
	if len(t.Groups) == 0 {
		return nil, thesisSays("why.no_aggregation")
	}
	notes := []table.Note{{Text: thesisSays("aggregation.note")}, {Text: thesisSays("aggregation.cuts", coef(agreeEnough))}}
	if dropEmpty(t, "p") {
		notes = append(notes, table.Note{Text: thesisSays("aggregation.no_p")})
	}
	t.Notes = append(notes, t.Notes...)
	return t, table.Text{}
}

// twoDegrees shows the degrees of freedom of an F.
func twoDegrees(e *estimate.Estimate) table.Cell {
	c := cell(e)
	if c.Kind != table.Number || !estimate.Has(e.DF1) || !estimate.Has(e.DF2) {
		if c.Kind == table.Number {
			c = table.Cell{Kind: table.Missing, ID: e.ID(), Tint: -1}
		}
		return c
	}
	return table.Cell{Kind: table.Composite, ID: e.ID(), Tint: -1, Parts: []table.Part{{IsNum: true, Value: e.DF1, Format: table.Whole, ID: e.ID()}, words(table.Same(", ")),
		{IsNum: true, Value: e.DF2, Format: table.Whole, ID: e.ID()}}}
}

// comparisonKind is an attribute whose levels are compared.
type comparisonKind struct {
	key    string
	of     func(*estimate.Key) string
	levels []string
	name   func(string) table.Text
	set    func(k *estimate.Key, v string)
}

func (r *thesisReport) comparisonKinds() []comparisonKind {
	return []comparisonKind{
		{"role", roleOf, r.roleLevels(), r.levelName, func(k *estimate.Key, v string) { k.Role = v }},
		{"side", sideOf, r.sides(), sideName, func(k *estimate.Key, v string) { k.Side = v }},
		{"period", periodOf, r.periods, periodName, func(k *estimate.Key, v string) { k.Period = v }},
	}
}

// comparedWhole are the contrasts of an attribute that the whole study was compared by, without those of which every
// difference is hidden; hid reports whether there are such.
func (r *thesisReport) comparedWhole(c comparisonKind) (shown []contrast, hid bool) {
	for _, x := range r.contrasts(c.of, c.levels) {
		there, open := false, false
		for _, proposed := range []bool{false, true} {
			for _, d := range r.comparedDims(proposed) {
				p, ok := r.comparedPair(c, x, d.ID)
				there = there || ok
				open = open || ok && p.gap.Kind != table.Suppressed
			}
		}
		switch {
		case open:
			shown = append(shown, x)
		case there:
			hid = true
		}
	}
	return shown, hid
}

// comparedPair is what the comparison of two levels gives on a dimension.
type comparedPair struct {
	means, sds   [2]*estimate.Estimate
	test         *estimate.Estimate
	paired       bool
	cliff, cohen *estimate.Estimate
	difference   *estimate.Estimate // of the means, with its interval
	gap          table.Cell         // difference of the means
	pictured     figure.Cell        // the same
	low, high    float64            // its interval
}

func (r *thesisReport) comparedPair(c comparisonKind, x contrast, dim string) (p comparedPair, ok bool) {
	k := whole(dim)
	c.set(&k, estimate.Contrast(x.first, x.second))
	for i, level := range []string{x.first, x.second} {
		p.means[i], p.sds[i] = r.comparedLevel("mean", k, level), r.comparedLevel("sd", k, level)
	}
	if p.means[0] == nil && p.means[1] == nil {
		return p, false
	}
	p.low, p.high = estimate.None, estimate.None
	for _, measure := range []string{"paired_t", "student_t", "welch_t"} {
		if e := r.compared(measure, k); e != nil && (p.test == nil || !estimate.Has(p.test.P) && estimate.Has(e.P)) {
			p.test, p.paired = e, measure == "paired_t"
		}
	}
	p.cliff, p.cohen = r.compared("cliff_delta", k), r.compared("cohen_d", k)
	p.gap = difference(p.means[0], p.means[1])
	p.pictured = figure.Cell{Value: estimate.None, N: -1, Hidden: p.gap.Text}
	if p.gap.Kind == table.Number {
		p.pictured = figure.Cell{Value: p.gap.Value, N: -1}
	} else if p.pictured.Hidden.Empty() {
		p.pictured.Hidden = table.Same("–")
	}
	if e := r.compared("mean_difference", k); e != nil {
		p.difference, p.gap, p.pictured, p.low, p.high = e, cell(e), pictured(e), e.Low, e.High
	}
	return p, true
}

// meanAndSD shows M ± SD.
func meanAndSD(mean, sd *estimate.Estimate) table.Cell {
	c := cell(mean)
	if c.Kind != table.Number {
		return c
	}
	out := table.Cell{Kind: table.Composite, ID: mean.ID(), Tint: -1, Parts: []table.Part{{IsNum: true, Value: mean.Value, Format: table.Score, ID: mean.ID()}}}
	if t, hid := hidden(sd); hid {
		out.Parts = append(out.Parts, words(table.Same(" ± ")), words(t))
	} else if has(sd) {
		out.Parts = append(out.Parts, words(table.Same(" ± ")), table.Part{IsNum: true, Value: sd.Value, Format: table.Score, ID: sd.ID()})
	}
	return out
}

// statisticCell shows a test's statistic with its degrees of freedom, where the test was made.
func statisticCell(e *estimate.Estimate) table.Cell {
	c := cell(e)
	switch {
	case c.Kind == table.Suppressed:
		return c
	case e == nil || !estimate.Has(e.P) || !estimate.Has(e.Statistic):
		return table.Cell{Kind: table.Missing, Tint: -1}
	}
	parts := []table.Part{{IsNum: true, Value: e.Statistic, Format: table.Decimal2, ID: e.ID()}}
	if estimate.Has(e.DF1) {
		f := table.Whole
		if e.DF1 != float64(int(e.DF1)) {
			f = table.Decimal2
		}
		parts = append(parts, words(table.Same(" (")), table.Part{IsNum: true, Value: e.DF1, Format: f, ID: e.ID()}, words(table.Same(")")))
	}
	if s := stars(e.P); s != "" {
		parts = append(parts, words(table.Same(s)))
	}
	return table.Cell{Kind: table.Composite, ID: e.ID(), Tint: -1, Parts: parts}
}

// comparisonTable compares the levels of an attribute over the whole study: M ± SD of each, the difference, the test, the
// size of the effect.
func (r *thesisReport) comparisonTable(c comparisonKind) (*table.Table, table.Text) {
	contrasts, hid := r.comparedWhole(c)
	switch {
	case len(contrasts) == 0 && hid:
		return nil, thesisSays("why.hidden_" + c.key)
	case len(contrasts) == 0:
		return nil, thesisSays("why.no_" + c.key)
	}
	first, second := c.name(contrasts[0].first), c.name(contrasts[0].second)
	if len(contrasts) > 1 {
		first, second = say("groups.first"), say("groups.second")
	}
	t := &table.Table{Key: "compare_" + c.key, Title: thesisSays("compare.title", upper(first), inSentence(second)), Landscape: true, Columns: []table.Column{
		{Key: "dimension", Label: say("dimension"), Stub: true}, {Key: "first", Label: thesisSays("compare.m_sd"), Align: table.Center}, {Key: "n_1", Label: table.Same("n"), Format: table.Whole},
		{Key: "second", Label: thesisSays("compare.m_sd"), Align: table.Center}, {Key: "n_2", Label: table.Same("n"), Format: table.Whole},
		{Key: "gap", Label: say("groups.gap"), Format: table.Points}, {Key: "gap_ci", Label: thesisSays("compare.gap_ci"), Align: table.Center}, {Key: "t", Label: table.Same("t (df)"), Align: table.Center}, {Key: "p", Label: table.Same("p"), Format: table.PValue},
		{Key: "delta", Label: table.Same("δ"), Format: table.Coef}, {Key: "delta_ci", Label: thesisSays("compare.ci", table.Same("δ")), Align: table.Center},
		{Key: "d", Label: table.Same("d"), Format: table.Decimal2}, {Key: "d_ci", Label: thesisSays("compare.ci", table.Same("d")), Align: table.Center}},
		Spanners: []table.Spanner{{Label: upper(first), From: 1, To: 2}, {Label: upper(second), From: 3, To: 4}}}
	linked := false
	for _, x := range contrasts {
		for _, proposed := range []bool{false, true} {
			g := table.Group{Label: say("observed")}
			if proposed {
				g.Label = say("proposed")
			}
			if len(contrasts) > 1 {
				g.Label = say("case_part", say("groups.pair", upper(c.name(x.first)), inSentence(c.name(x.second))), g.Label)
			}
			for _, d := range r.comparedDims(proposed) {
				p, ok := r.comparedPair(c, x, d.ID)
				if !ok {
					continue
				}
				linked = linked || p.paired
				g.Rows = append(g.Rows, table.Row{Key: d.ID + "/" + estimate.Contrast(x.first, x.second), Indent: 1, Strong: d.Group && r.score("survey_pomp", whole(d.ID)) == nil, Cells: []table.Cell{
					table.Txt(label(d.Label, d.ID)), meanAndSD(p.means[0], p.sds[0]), sized(p.means[0]), meanAndSD(p.means[1], p.sds[1]), sized(p.means[1]), p.gap, interval(p.difference, table.Points),
					statisticCell(p.test), pCell(p.test), cell(p.cliff), interval(p.cliff, table.Coef), cell(p.cohen), interval(p.cohen, table.Decimal2)}})
			}
			if len(g.Rows) > 0 {
				t.Groups = append(t.Groups, g)
			}
		}
	}
	a, z := inSentence(first), inSentence(second)
	t.Notes = []table.Note{{Text: thesisSays("compare.note", a, z)}}
	var ids []string
	for _, d := range r.comparedDims(false) {
		ids = append(ids, d.ID)
	}
	t.Notes = append(t.Notes, r.groupNotes(ids)...)
	if !dropEmpty(t, "gap_ci") {
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("compare.gap_interval")})
	}
	if linked {
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("compare.linked")})
	}
	tested := !dropEmpty(t, "p")
	if !tested {
		dropEmpty(t, "t")
		t.Notes = append(t.Notes, table.Note{Text: r.untested()})
	} else {
		t.Notes = append(t.Notes, table.Note{Text: sentences(append(append(r.testsMade(c.of).texts("methods.tests_"), r.clustersOf(c, contrasts)...), thesisSays("compare.holm")))})
	}
	sized := !dropEmpty(t, "delta")
	noDelta, noD := dropEmpty(t, "delta_ci"), dropEmpty(t, "d_ci")
	dropEmpty(t, "d")
	switch {
	case sized && noDelta && noD:
		t.Notes = append(t.Notes, table.Note{Text: sentences([]table.Text{thesisSays("compare.effects"), thesisSays("compare.no_ci")})})
	case sized:
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("compare.effects")})
	default:
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("compare.no_effect")})
	}
	if tested {
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("stars")})
	}
	return t, table.Text{}
}

// groupNotes say how the scores of groups among some dimensions come about, and which dimensions are turned in them.
func (r *thesisReport) groupNotes(ids []string) []table.Note {
	any := false
	var turned []table.Text
	seen := map[string]bool{}
	var look func(id string)
	look = func(id string) {
		d := r.fw.Dimension(id)
		if d == nil || seen[id] || r.score("survey_pomp", whole(id)) != nil {
			return
		}
		seen[id] = true
		for i := range r.fw.Dimensions {
			x := &r.fw.Dimensions[i]
			if x.Parent != id || x.Proposed {
				continue
			}
			any = true
			if x.Polarity != d.Polarity && r.score("survey_pomp", whole(x.ID)) != nil {
				turned = append(turned, inSentence(r.dimName(x.ID)))
			}
			look(x.ID)
		}
	}
	for _, id := range ids {
		look(id)
	}
	switch {
	case !any:
		return nil
	case turned == nil:
		return []table.Note{{Text: thesisSays("groups.mean")}}
	}
	return []table.Note{{Text: thesisSays("groups.turned", list(turned))}}
}

// clustersOf counts the clusters of the tests of a comparison: their degrees of freedom and one.
func (r *thesisReport) clustersOf(c comparisonKind, contrasts []contrast) []table.Text {
	least, most := 0, 0
	for _, x := range contrasts {
		for _, proposed := range []bool{false, true} {
			for _, d := range r.comparedDims(proposed) {
				p, ok := r.comparedPair(c, x, d.ID)
				if !ok || p.test == nil || !estimate.Has(p.test.P) || !isClustered(p.test) || !estimate.Has(p.test.DF1) {
					continue
				}
				n := int(p.test.DF1) + 1
				if most == 0 || n < least {
					least = n
				}
				most = max(most, n)
			}
		}
	}
	switch {
	case most == 0:
		return nil
	case least == most:
		return []table.Text{thesisSays("compare.clusters", count(most))}
	}
	return []table.Text{thesisSays("compare.clusters", thesisSays("descriptives.range", count(least), count(most)))}
}

// comparedDims are the dimensions that comparisons are given for: those with a score of their own, and composites.
func (r *thesisReport) comparedDims(proposed bool) []*coding.Dimension {
	there := map[string]bool{}
	for _, x := range r.keys["compare.mean"] {
		if x.key.Case == "" {
			there[x.key.Dim] = true
		}
	}
	var out []*coding.Dimension
	for i := range r.fw.Dimensions {
		if d := &r.fw.Dimensions[i]; there[d.ID] && d.Proposed == proposed {
			out = append(out, d)
		}
	}
	return out
}

// forestFigure draws the differences of the comparisons over the whole study that have an interval: those of the means,
// or where the ledger has none of them Cliff's δ.
func (r *thesisReport) forestFigure() (*figure.Figure, table.Text) {
	if f := r.forest("means", func(p comparedPair) (figure.Cell, float64, float64) { return p.pictured, p.low, p.high }); f != nil {
		return f, table.Text{}
	}
	if f := r.forest("delta", func(p comparedPair) (figure.Cell, float64, float64) {
		if p.cliff == nil {
			return figure.Cell{}, estimate.None, estimate.None
		}
		return pictured(p.cliff), p.cliff.Low, p.cliff.High
	}); f != nil {
		return f, table.Text{}
	}
	return nil, thesisSays("why.no_intervals")
}

func (r *thesisReport) forest(code string, of func(comparedPair) (cell figure.Cell, low, high float64)) *figure.Figure {
	f := &figure.Forest{Unit: thesisSays("forest.unit." + code), Less: thesisSays("forest.less"), More: thesisSays("forest.more"), Number: &table.Points}
	if code == "delta" {
		f.Number = &table.Coef
	}
	n := 0
	for _, c := range r.comparisonKinds() {
		contrasts, _ := r.comparedWhole(c)
		for _, x := range contrasts {
			head := figure.ForestRow{Label: thesisSays("forest.pair", upper(c.name(x.first)), inSentence(c.name(x.second))), Group: true, Low: estimate.None, High: estimate.None, Cell: figure.Cell{Value: estimate.None, N: -1}}
			rows := []figure.ForestRow{head}
			for _, d := range r.wholeDims(false) {
				p, ok := r.comparedPair(c, x, d.ID)
				if !ok {
					continue
				}
				if cell, low, high := of(p); estimate.Has(low) && estimate.Has(high) {
					rows = append(rows, figure.ForestRow{Label: label(d.Label, d.ID), Cell: cell, Low: low, High: high})
				}
			}
			if len(rows) > 1 {
				f.Rows = append(f.Rows, rows...)
				n += len(rows) - 1
			}
		}
	}
	if n == 0 {
		return nil
	}
	return &figure.Figure{Key: "forest", Title: thesisSays("forest.title"), Forest: f, Alt: thesisSays("forest.alt", count(n)),
		Notes: []table.Text{thesisSays("forest.note." + code), thesisSays("forest.interval")}}
}
