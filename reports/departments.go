package reports

import (
	"math"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

const agreeEnough = 0.70 // rwg(J) from which a mean may be read as the department's view (James, Demaree and Wolf 1984)

// departmentTable crosses departments and observed dimensions: survey means, marked where a department's people agree
// too little for their mean to be its view.
func (b *builder) departmentTable() (*table.Table, table.Text) {
	dims := b.scored("survey", false)
	if len(dims) == 0 {
		return nil, say("why.no_survey")
	}
	t := &table.Table{Key: "departments", Title: say("departments.title"), Landscape: true, Columns: []table.Column{
		{Key: "department", Label: say("department"), Stub: true},
		{Key: "people", Label: say("people"), Format: table.Whole},
		{Key: "n", Label: say("n_answers"), Format: table.Whole, Align: table.Right, Marks: []string{"n"}},
	}}
	for _, d := range dims {
		t.Columns = append(t.Columns, table.Column{Key: d.ID, Label: label(d.Label, d.ID), Format: table.Score})
	}
	low := 0
	for i := range b.study.Cases {
		c := b.study.Cases[i].ID
		g := table.Group{}
		if len(b.study.Cases) > 1 {
			g.Label = b.caseName(c)
		}
		for _, d := range b.departments(c) {
			row, marked := b.departmentRow(c, d, dims)
			low += marked
			g.Rows = append(g.Rows, row)
		}
		if len(g.Rows) == 0 {
			continue
		}
		g.Rows = append(g.Rows, b.caseRow(c, dims), b.rwgRow(c, dims))
		t.Groups = append(t.Groups, g)
	}
	if len(t.Groups) == 0 {
		return nil, say("why.no_departments")
	}
	bands := b.fw.Bands
	t.Notes = []table.Note{{Text: say("departments.note", styled(bands.Low, table.Format{}), styled(bands.High, table.Format{}))},
		{Key: "n", Text: say("departments.n")}, {Text: say("departments.rwg")}}
	if low > 0 {
		t.Notes = append(t.Notes, table.Note{Key: "rwg", Text: say("departments.low", coef(agreeEnough))})
	}
	return t, table.Text{}
}

func (b *builder) departmentRow(c string, d *coding.Department, dims []*coding.Dimension) (table.Row, int) {
	k := estimate.Key{Case: c, Dept: d.ID, Source: "survey"}
	marked := 0
	row := table.Row{Key: c + "/" + d.ID, Indent: 1, Cells: []table.Cell{table.Txt(b.deptName(d)), cell(b.score("respondents", k)), b.answers(k, dims)}}
	for _, dim := range dims {
		k.Dim = dim.ID
		e := b.score("survey_pomp", k)
		x := b.tinted(e)
		if r := b.rwg(c, dim.ID, "dept="+d.ID); has(e) && has(r) && r.Value < agreeEnough {
			x.Marks = []string{"rwg"}
			marked++
		}
		row.Cells = append(row.Cells, x)
	}
	return row, marked
}

func (b *builder) caseRow(c string, dims []*coding.Dimension) table.Row {
	k := estimate.Key{Case: c, Source: "survey"}
	row := table.Row{Key: c, Strong: true, Cells: []table.Cell{table.Txt(say("departments.case")), cell(b.score("respondents", k)), b.answers(k, dims)}}
	for _, dim := range dims {
		k.Dim = dim.ID
		row.Cells = append(row.Cells, b.tinted(b.score("survey_pomp", k)))
	}
	return row
}

// rwgRow is the median over a case's departments of within-department agreement.
func (b *builder) rwgRow(c string, dims []*coding.Dimension) table.Row {
	row := table.Row{Key: c + "/rwg", Cells: []table.Cell{table.Txt(say("departments.median_rwg")), blank(), blank()}}
	for _, dim := range dims {
		x := cell(b.rwg(c, dim.ID, "median"))
		x.Format = &table.Coef
		row.Cells = append(row.Cells, x)
	}
	return row
}

// answers shows how many answers the means of a row rest on: the fewest and the most where that differs by dimension.
func (b *builder) answers(k estimate.Key, dims []*coding.Dimension) table.Cell {
	var few, many *estimate.Estimate
	for _, dim := range dims {
		k.Dim = dim.ID
		e := b.score("survey_pomp", k)
		if _, hid := hidden(e); hid {
			return sized(e)
		}
		if !has(e) {
			continue
		}
		if few == nil || e.N < few.N {
			few = e
		}
		if many == nil || e.N > many.N {
			many = e
		}
	}
	if few == nil || few.N == many.N {
		return sized(few)
	}
	return table.Cell{Kind: table.Composite, ID: few.ID(), Tint: -1, Parts: []table.Part{
		{IsNum: true, Value: float64(few.N), Format: table.Whole, ID: few.ID()}, {Text: table.Same("–")},
		{IsNum: true, Value: float64(many.N), Format: table.Whole, ID: many.ID()}}}
}

func (b *builder) rwg(c, dim, own string) *estimate.Estimate {
	if i, ok := b.at[estimate.ID("aggregate", "rwg_j", estimate.Key{Dim: dim, Case: c}.Of(own))]; ok {
		return &b.es[i]
	}
	return nil
}

// tinted shows a score shaded by its place on 0–100, with its band as level.
func (b *builder) tinted(e *estimate.Estimate) table.Cell {
	x := cell(e)
	if x.Kind == table.Number {
		x.Tint = math.Max(0, math.Min(1, x.Value/100))
		x.Level = map[string]table.Level{"low": table.Low, "mid": table.Mid, "high": table.High}[b.bandOf(x.Value)]
	}
	return x
}

// heatMap is the same crossing as a picture.
func (b *builder) heatMap() *figure.Figure {
	dims := b.scored("survey", false)
	h := &figure.HeatMap{Min: 0, Max: 100, Low: b.fw.Bands.Low, High: b.fw.Bands.High, Unit: say("pomp_unit")}
	for _, d := range dims {
		h.Columns = append(h.Columns, label(d.Label, d.ID))
	}
	hiddenRows, emptyRows := 0, 0
	for i := range b.study.Cases {
		c := b.study.Cases[i].ID
		from := len(h.Rows)
		for _, d := range b.departments(c) {
			h.Rows = append(h.Rows, b.deptName(d))
			var row []figure.Cell
			hid, any := false, false
			for _, dim := range dims {
				e := b.score("survey_pomp", estimate.Key{Dim: dim.ID, Source: "survey", Case: c, Dept: d.ID})
				x := pictured(e)
				_, is := hidden(e)
				hid, any = hid || is, any || has(e)
				row = append(row, x)
			}
			switch {
			case hid:
				hiddenRows++
			case !any:
				emptyRows++
			}
			h.Cells = append(h.Cells, row)
		}
		if len(b.study.Cases) > 1 && len(h.Rows) > from {
			h.RowGroups = append(h.RowGroups, figure.Span{Label: b.caseName(c), From: from, To: len(h.Rows) - 1})
		}
	}
	if len(h.Rows) == 0 || len(dims) == 0 {
		return nil
	}
	alt := []table.Text{say("heat.alt", count(len(h.Rows)), count(len(dims)))}
	if hiddenRows > 0 {
		alt = append(alt, say("heat.alt_hidden", count(hiddenRows)))
	}
	if emptyRows > 0 {
		alt = append(alt, say("heat.alt_empty", count(emptyRows)))
	}
	return &figure.Figure{Key: "heat", Title: say("heat.title"), Heat: h, Alt: sentences(alt),
		Notes: []table.Text{say("heat.note")}}
}

// pictured is an estimate as a figure shows it.
func pictured(e *estimate.Estimate) figure.Cell {
	x := figure.Cell{Value: math.NaN(), N: estimate.NoCount, Hidden: table.Same("–")}
	if e == nil {
		return x
	}
	x.ID = e.ID()
	if t, hid := hidden(e); hid {
		x.Hidden = t
		return x
	}
	if !e.Empty() {
		x.Value, x.N, x.Hidden = e.Value, e.N, table.Text{}
	}
	return x
}
