package xlsx

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/table"
)

const (
	chartRows   = 26 // a chart is laid out over rows of 18 pixels
	chartWidth  = 860
	chartHeight = 420
	tallRows    = 36 // of a chart with names below it that are turned upright
	tallHeight  = 620
)

// figure writes a figure on its sheet: a native chart where there is one, the data it shows, the text alternative and the
// notes.
func (b *book) figure(x *figure.Figure) {
	data := x.Data()
	data.Landscape = true
	for i := range data.Groups { // shading of a heat map is a colour scale here
		for j := range data.Groups[i].Rows {
			for k := range data.Groups[i].Rows[j].Cells {
				data.Groups[i].Rows[j].Cells[k].Tint = -1
			}
		}
	}
	if !x.Alt.Empty() {
		data.Notes = append(data.Notes, table.Note{Text: x.Alt})
	}
	if x.Path != nil || x.Network != nil || x.Structure != nil {
		data.Notes = append(data.Notes, table.Note{Text: table.Same(b.word("report.no_native_chart"))})
	}
	g := grid.New(data, b.lang)
	sheet := b.sheets[figureKey(x.Key)]
	b.page(sheet, true)
	one := 1
	b.do(b.f.SetPageLayout(sheet, &excelize.PageLayoutOptions{FitToHeight: &one}))
	b.back(sheet)
	p := b.prepare(sheet, g, 1)
	row := b.block(sheet, 1, p.span, 2, document.FigureName(x, b.lang)+"  "+x.Title.In(b.lang), p.spanWidth, style{bold: true, size: 12})
	chartAt := 0
	if x.Dumbbell != nil || x.Levels != nil || x.Dots != nil || x.Curve != nil || x.Likert != nil || x.Forest != nil || x.Ranges != nil {
		chartAt = row
		rows := chartRows
		if x.Dots != nil || x.Forest != nil || x.Ranges != nil {
			rows = tallRows
		}
		for ; row < chartAt+rows; row++ {
			b.do(b.f.SetRowHeight(sheet, row, 15))
		}
	}
	row = p.set(row)
	row = p.notes(row)
	switch {
	case x.Heat != nil:
		b.scale(p, x.Heat)
	case x.Dumbbell != nil:
		b.chart(p, chartAt, 2, dumbbellChart(x, g))
	case x.Levels != nil:
		b.chart(p, chartAt, len(x.Levels.Series), levelsChart(x, g))
	case x.Dots != nil:
		b.chart(p, chartAt, 3, dotsChart(x, g))
	case x.Curve != nil:
		b.chart(p, chartAt, len(g.Columns)-1, curveChart(x, g))
	case x.Likert != nil:
		b.chart(p, chartAt, len(x.Likert.Points), likertChart(x))
	case x.Forest != nil:
		b.chart(p, chartAt, 3, forestChart(x, g))
	case x.Ranges != nil:
		b.chart(p, chartAt, 3, rangesChart(x, g))
	}
	b.print(sheet, p.span, 2, row-1, 0, 0)
}

// scale shades the numbers of a heat map with a colour scale, light enough for dark text.
func (b *book) scale(p *placed, h *figure.HeatMap) {
	if len(h.Columns) == 0 || len(h.Rows) == 0 || h.Max <= h.Min {
		return
	}
	b.do(b.f.SetConditionalFormat(p.sheet, cell(2, p.body)+":"+cell(1+len(h.Columns), p.last), []excelize.ConditionalFormatOptions{{
		Type: "3_color_scale", Criteria: "=",
		MinType: "num", MinValue: plain(h.Min), MinColor: "#F0F5FB",
		MidType: "num", MidValue: plain((h.Min + h.Max) / 2), MidColor: "#B7D3EC",
		MaxType: "num", MaxValue: plain(h.Max), MaxColor: "#6BA3D6"}}))
}

// look of a chart: what the kinds differ in.
type chart struct {
	kind   excelize.ChartType
	format string // of data labels
	axis   string
	min    float64
	max    float64
	unit   string
	marker []excelize.ChartMarker
	fills  []string
	texts  []string               // colours of the labels on the fills; nil: that of texts
	lines  []excelize.LineOptions // of the series; nil: none where they have markers
	plain  bool                   // no data labels
	joined bool                   // the values of a row are joined
	tall   bool                   // names below the chart are turned upright
	free   bool                   // the axis ends where the values do
	low    bool                   // the names stand below the chart, not at zero
}

func dumbbellChart(x *figure.Figure, g *grid.Grid) chart {
	first, second := excelize.ChartMarker{Symbol: "circle", Size: 9}, excelize.ChartMarker{Symbol: "diamond", Size: 10}
	first.Fill, second.Fill = solid("1F5FA8"), solid("C8590B")
	return chart{kind: excelize.Line, format: numberFormat(g), axis: "0", min: x.Dumbbell.Min, max: x.Dumbbell.Max, unit: x.Dumbbell.Unit.In(g.Lang), marker: []excelize.ChartMarker{first, second}, joined: true}
}

// dotsChart shows an interval as the line from the lowest to the highest of limits and value.
func dotsChart(x *figure.Figure, g *grid.Grid) chart {
	limit, value := excelize.ChartMarker{Symbol: "dash", Size: 7}, excelize.ChartMarker{Symbol: "circle", Size: 8}
	limit.Fill, value.Fill = solid("5B6773"), solid("1F5FA8")
	return chart{kind: excelize.Line, format: numberFormat(g), axis: "0.0", min: x.Dots.Min, max: x.Dots.Max, unit: x.Dots.Unit.In(g.Lang),
		marker: []excelize.ChartMarker{limit, value, limit}, plain: true, joined: true, tall: true, low: true}
}

// curveChart shows every series as a line, the limits of its band thin and dashed beside it.
func curveChart(x *figure.Figure, g *grid.Grid) chart {
	c := chart{kind: excelize.Line, format: numberFormat(g), axis: "0", unit: x.Curve.YTitle.In(g.Lang), plain: true, free: true}
	add := func(color, symbol string, width float64, dash excelize.LineDashType) {
		m := excelize.ChartMarker{Symbol: symbol, Size: 6}
		m.Fill = solid(color)
		c.marker = append(c.marker, m)
		c.lines = append(c.lines, excelize.LineOptions{Type: excelize.LineSolid, Fill: solid(color), Width: width, Dash: dash})
	}
	for i, s := range x.Curve.Series {
		color := [...]string{"1F5FA8", "C8590B", "4A6B3A", "6B4A7D"}[i%4]
		add(color, [...]string{"circle", "diamond"}[i%2], 2.25, excelize.LineDashSolid)
		if s.Low != nil {
			add(color, "none", 1, excelize.LineDashDash)
			add(color, "none", 1, excelize.LineDashDash)
		}
	}
	return c
}

func levelsChart(_ *figure.Figure, g *grid.Grid) chart {
	return chart{kind: excelize.Bar, format: numberFormat(g), axis: "0.0", min: 0, max: 1, fills: []string{"B7D0EA", "6FA3D4", "174A7C", "8C96A0"}}
}

// numberFormat is the format of the first number of a table.
func numberFormat(g *grid.Grid) string {
	for _, r := range g.Rows {
		for _, c := range r.Cells {
			if c.Numeric {
				return c.NumFmt
			}
		}
	}
	return "General"
}

func solid(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

// chart adds a native chart of the columns after the first. A cell that shows no number would be drawn as zero, so the
// chart then reads a copy of the numbers beside the table, outside the printed area, in which such cells are empty.
func (b *book) chart(p *placed, at, series int, c chart) {
	g := p.g
	if len(g.Rows) == 0 {
		return
	}
	col := 1
	if hasGaps(g, series) || c.tall && hasLong(g) {
		col = p.span + 3
		b.copy(p, col, series, c.tall)
	}
	x := &excelize.Chart{Type: c.kind, ShowBlanksAs: "gap",
		Dimension: excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
		Legend:    excelize.ChartLegend{Position: "top", Font: &excelize.Font{Size: 10, Color: inkColor}},
		PlotArea:  excelize.ChartPlotArea{ShowVal: !c.plain, NumFmt: excelize.ChartNumFmt{CustomNumFmt: c.format}},
		XAxis:     excelize.ChartAxis{Font: excelize.Font{Size: 10, Color: inkColor}},
		YAxis:     excelize.ChartAxis{Minimum: &c.min, Maximum: &c.max, MajorGridLines: true, Font: excelize.Font{Size: 9, Color: softColor}, NumFmt: excelize.ChartNumFmt{CustomNumFmt: c.axis}},
		Format:    excelize.GraphicOptions{OffsetX: 4, OffsetY: 4},
	}
	if c.tall {
		x.Dimension.Height = tallHeight
		x.XAxis.Alignment.TextRotation = -90
	}
	if c.low {
		x.XAxis.TickLabelPosition = excelize.ChartTickLabelLow
	}
	if c.kind == excelize.BarPercentStacked {
		x.YAxis.Minimum, x.YAxis.Maximum = nil, nil
		x.PlotArea.NumFmt = excelize.ChartNumFmt{CustomNumFmt: "0%"}
	}
	if c.free {
		x.YAxis.Maximum = nil
	}
	if c.unit != "" {
		x.YAxis.Title = excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.unit, Font: &excelize.Font{Size: 9, Color: softColor}}}}
	}
	switch {
	case c.kind == excelize.Line:
		x.XAxis.HighLowLines = c.joined
	default:
		x.XAxis.ReverseOrder = true // the first row on top, as in the table
		gap, overlap := uint(60), 0
		if c.kind == excelize.BarPercentStacked {
			overlap = 100
		}
		x.GapWidth, x.Overlap = &gap, &overlap
	}
	for i := range series {
		s := excelize.ChartSeries{
			Name:       area(p.sheet, col+1+i, p.body-1, col+1+i, p.body-1),
			Categories: area(p.sheet, col, p.body, col, p.last),
			Values:     area(p.sheet, col+1+i, p.body, col+1+i, p.last),
		}
		s.Name = strings.SplitN(s.Name, ":", 2)[0]
		if i < len(c.marker) {
			s.Marker = c.marker[i]
			s.Line = excelize.LineOptions{Type: excelize.LineNone}
			if i < len(c.lines) {
				s.Line = c.lines[i]
			}
			s.DataLabelPosition = [...]excelize.ChartDataLabelPositionType{excelize.ChartDataLabelsPositionLeft, excelize.ChartDataLabelsPositionRight}[i%2]
		}
		if i < len(c.fills) {
			s.Fill = solid(c.fills[i])
			if i < len(c.texts) {
				s.DataLabel.Font = excelize.Font{Size: 9, Color: c.texts[i]}
			}
		}
		x.Series = append(x.Series, s)
	}
	b.do(b.f.AddChart(p.sheet, cell(1, at), x))
}

func hasGaps(g *grid.Grid, series int) bool {
	for _, r := range g.Rows {
		for j := 1; j <= series && j < len(r.Cells); j++ {
			if !r.Cells[j].Numeric {
				return true
			}
		}
	}
	return false
}

// longName is how many half-width characters of a name stand upright below a chart.
const longName = 36

func hasLong(g *grid.Grid) bool {
	for _, r := range g.Rows {
		if len(r.Cells) > 0 && short(r.Cells[0].Text) != r.Cells[0].Text {
			return true
		}
	}
	return false
}

// short cuts a long name.
func short(s string) string {
	if grid.Width(s) <= longName {
		return s
	}
	for i := range s {
		if grid.Width(s[:i]) >= longName-2 {
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}

// copy writes the labels and numbers that a chart reads, without the cells that have none, and with long names cut.
func (b *book) copy(p *placed, col, series int, cut bool) {
	s := style{color: softColor, size: 8}
	for j := 0; j <= series && j < len(p.g.Columns); j++ {
		b.put(p.sheet, col+j, p.body-1, p.g.Columns[j].Label, s)
		for i, r := range p.g.Rows {
			if j >= len(r.Cells) {
				if j == 0 {
					b.put(p.sheet, col, p.body+i, r.Heading, s)
				}
				continue
			}
			if x := r.Cells[j]; x.Numeric {
				n := s
				n.format = x.NumFmt
				b.number(p.sheet, col+j, p.body+i, x.Shown, n)
			} else if j == 0 {
				name := x.Text
				if cut {
					name = short(name)
				}
				b.put(p.sheet, col, p.body+i, name, s)
			}
		}
	}
	b.put(p.sheet, col, p.body-2, b.word("report.figure_data"), s)
}
