package reports

import (
	"math"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// dimensionTable summarises every dimension of each case in both sources, observed and proposed constructs apart.
func (b *builder) dimensionTable() (*table.Table, table.Text) {
	t := &table.Table{Key: "dimensions", Title: say("dimensions.title"), Landscape: true, Columns: []table.Column{
		{Key: "id", Label: say("id"), Stub: true},
		{Key: "zh", Label: table.Same("中文"), Stub: true},
		{Key: "en", Label: table.Same("English"), Stub: true},
		{Key: "polarity", Label: say("polarity"), Align: table.Center, Marks: []string{"polarity"}},
		{Key: "prevalence", Label: say("prevalence"), Format: table.Share},
		{Key: "asked", Label: say("mentioned_asked"), Align: table.Right},
		{Key: "q", Label: table.Same("Q"), Format: table.Score, Marks: []string{"q"}},
		{Key: "q_n", Label: say("q_n"), Format: table.Whole},
		{Key: "mean", Label: say("mean"), Format: table.Score},
		{Key: "ci", Label: say("ci"), Marks: []string{"ci"}},
		{Key: "median", Label: say("median"), Format: table.Score},
		{Key: "sd", Label: say("sd"), Format: table.Score},
		{Key: "n", Label: say("n_answers"), Format: table.Whole},
		{Key: "band", Label: say("band"), Marks: []string{"band"}},
	}, Spanners: []table.Spanner{{Label: say("interviews"), From: 4, To: 7}, {Label: say("survey_scale"), From: 8, To: 13}}}
	scopes := caseIDs(b.study)
	if len(scopes) > 1 {
		scopes = append(scopes, "") // the whole study
	}
	for _, c := range scopes {
		for _, proposed := range []bool{false, true} {
			g := table.Group{Label: say("observed")}
			if proposed {
				g.Label = say("proposed")
			}
			g.Label = b.inCase(c, g.Label)
			for k := range b.fw.Dimensions {
				d := &b.fw.Dimensions[k]
				if d.Proposed == proposed {
					if row, ok := b.dimensionRow(c, d); ok {
						g.Rows = append(g.Rows, row)
					}
				}
			}
			if len(g.Rows) > 0 {
				t.Groups = append(t.Groups, g)
			}
		}
	}
	if len(t.Groups) == 0 {
		return nil, say("why.no_scores")
	}
	bands := b.fw.Bands
	t.Notes = []table.Note{{Text: say("dimensions.note")}, {Text: say("dimensions.parents")},
		{Key: "polarity", Text: say("polarity.note")},
		{Key: "q", Text: say("q.note", count(bands.MinInterviews))},
		{Key: "band", Text: say("band.note", styled(bands.Low, table.Format{}), styled(bands.High, table.Format{}), styled(bands.Margin, table.Format{}))}}
	if len(scopes) > 1 {
		t.Notes = append(t.Notes, table.Note{Text: say("dimensions.all")})
	}
	if !dropEmpty(t, "ci") {
		t.Notes = append(t.Notes, table.Note{Key: "ci", Text: say("dimensions.ci")})
	}
	return t, table.Text{}
}

// dimensionRow is a dimension's row in a case, in the whole study where c is empty.
func (b *builder) dimensionRow(c string, d *coding.Dimension) (table.Row, bool) {
	k := estimate.Key{Dim: d.ID, Case: c}
	iv, sv := k, k
	iv.Source, sv.Source = "interview", "survey"
	prevalence, q, mean := b.score("interview_prevalence", iv), b.rated(k), b.survey(k)
	if prevalence == nil && q == nil && mean == nil {
		return table.Row{}, false
	}
	mentioned := blank()
	if has(prevalence) {
		mentioned = table.Cell{Kind: table.Composite, ID: prevalence.ID(), Tint: -1, Parts: []table.Part{
			{IsNum: true, Value: math.Round(prevalence.Value * float64(prevalence.N)), Format: table.Whole, ID: prevalence.ID()},
			{Text: table.Same("/")}, {IsNum: true, Value: float64(prevalence.N), Format: table.Whole, ID: prevalence.ID()}}}
	}
	show := func(e *estimate.Estimate, f func(*estimate.Estimate) table.Cell) table.Cell {
		if e == nil {
			return blank()
		}
		return f(e)
	}
	parent := q != nil && q.Measure != "interview_q" || mean != nil && mean.Measure != "survey_pomp"
	size := func(e *estimate.Estimate) table.Cell { // of a parent the smallest n of its children says little
		if e.Measure == "composite" || e.Measure == "readiness" {
			if _, hid := hidden(e); !hid {
				return blank()
			}
		}
		return sized(e)
	}
	within := func(e *estimate.Estimate) table.Cell {
		if x := interval(e, table.Score); x.Kind != table.Missing || e.Measure == "survey_pomp" {
			return x
		}
		return blank()
	}
	row := table.Row{Key: c + "/" + d.ID, Indent: b.depth(d), Strong: parent, Cells: []table.Cell{
		table.Txt(table.Same(d.ID)), table.Txt(table.Same(d.Label.ZH)), table.Txt(table.Same(d.Label.EN)),
		table.Txt(say("polarity." + map[int]string{1: "up", -1: "down"}[d.Polarity])),
		show(prevalence, cell), mentioned, show(q, cell), show(q, size), show(mean, cell), show(mean, within),
		show(b.score("survey_pomp_median", sv), cell), show(b.score("survey_pomp_sd", sv), cell), show(mean, size), show(mean, b.band)}}
	return row, true
}

// depth is a dimension's distance from its top group.
func (b *builder) depth(d *coding.Dimension) int {
	n := 0
	for p := b.fw.Dimension(d.Parent); p != nil && n < len(b.fw.Dimensions); p = b.fw.Dimension(p.Parent) {
		n++
	}
	return n
}
