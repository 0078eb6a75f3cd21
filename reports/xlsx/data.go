package xlsx

import (
	"math"
	"strconv"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/grid"
)

// plain writes a number for a place that takes texts.
func plain(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// data streams the tidy table of all estimates: numbers in full precision, header frozen and with filters.
func (b *book) data() {
	sheet := b.sheets[dataKey]
	es := b.d.Estimates()
	b.page(sheet, true)
	last := len(es) + 1
	b.do(b.f.AutoFilter(sheet, "A1:"+cell(len(document.Columns), last), nil))
	b.do(b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: sheet, RefersTo: quote(sheet) + "!$1:$1"}))
	head := b.id(style{bold: true, top: thickRule, bottom: thinRule})
	text := b.id(style{format: "@"})
	w, err := b.f.NewStreamWriter(sheet)
	if err != nil {
		b.do(err)
		return
	}
	for i, width := range []float64{24, 46, 13, 11, 11, 11, 11, 8, 10, 7, 36, 24, 12, 56} {
		b.do(w.SetColWidth(i+1, i+1, width))
	}
	b.do(w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	row := make([]any, 0, len(document.Columns))
	for _, c := range document.Columns {
		row = append(row, excelize.Cell{StyleID: head, Value: c})
	}
	b.do(w.SetRow("A1", row))
	str := func(s string) any {
		switch {
		case s == "":
			return nil
		case formulaLike(s):
			return excelize.Cell{StyleID: text, Value: s}
		}
		return s
	}
	for i, e := range es {
		r := e.Row()
		var n, df any
		if r.N != nil {
			n = *r.N
		}
		if r.DF != nil { // two degrees of freedom are a text
			df = str(*r.DF)
			if x, err := strconv.ParseFloat(*r.DF, 64); err == nil {
				df = x
			}
		}
		row = append(row[:0], str(r.Measure), str(r.Of), number(r.Estimate), number(r.SE), number(r.Low), number(r.High), number(r.Statistic), df, number(r.P), n,
			str(r.Method), str(r.Note), str(r.Family), str(r.ID))
		b.do(w.SetRow("A"+strconv.Itoa(i+2), row))
		if b.err != nil {
			return
		}
	}
	b.do(w.Flush())
}

func number(v *float64) any {
	if v == nil {
		return nil
	}
	return *v
}

// provenance writes the run: inputs with hashes, options, receipts, warnings, one table below the other on columns of
// their own widths.
func (b *book) provenance() {
	if b.d.Ledger == nil {
		return
	}
	sheet := b.sheets[provenanceKey]
	b.page(sheet, true)
	b.back(sheet)
	tables := b.d.Provenance()
	var widths []float64
	for _, t := range tables {
		for i, c := range grid.New(t, b.lang).Columns {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = math.Max(widths[i], math.Min(float64(c.Width)+2.5, 68))
		}
	}
	b.widths(sheet, widths)
	row := 2
	for _, t := range tables {
		row = b.listing(sheet, t.Title.In(b.lang), grid.New(t, b.lang), widths, row) + 1
	}
	b.print(sheet, max(len(widths), 1), 2, row, 0, 0)
}

// listing writes a table into columns whose widths are already set and returns the next row.
func (b *book) listing(sheet, title string, g *grid.Grid, widths []float64, row int) int {
	b.put(sheet, 1, row, title, style{bold: true, size: 11})
	p := &placed{b: b, sheet: sheet, g: g, col: 1, widths: widths, span: len(widths), spanWidth: sum(widths)}
	return p.notes(p.set(row + 1))
}
