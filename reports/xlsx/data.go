package xlsx

import (
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/grid"
)

// plain writes a number for a place that takes texts.
func plain(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// printed is how many rows of the data sheet are printed, the header included.
const printed = 41

// data sets up the sheet of the tidy table of all estimates: header frozen and with filters. Its rows are written when the
// archive is ([tidy]). A document without results has none.
func (b *book) data() {
	if b.sheets[dataKey] == "" {
		b.f.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return newSorted(w, nil) })
		return
	}
	sheet := b.sheets[dataKey]
	es := b.d.Estimates()
	last := len(es) + 1
	b.do(b.f.AutoFilter(sheet, "A1:"+cell(len(document.Columns), last), nil)) // replaces the sheet's properties, so it comes first
	b.page(sheet, true)
	b.do(b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: sheet, RefersTo: quote(sheet) + "!$1:$1"}))
	if last > printed { // the sheet would take hundreds of pages when a whole workbook is printed: one page of it, which says so
		b.do(b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: sheet, RefersTo: fmt.Sprintf("%s!$A$1:$%s$%d", quote(sheet), column(len(document.Columns)), printed)}))
		b.do(b.f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&C&9" + b.word("report.data_printed", strconv.Itoa(printed-1), strconv.Itoa(len(es)))}))
	}
	b.do(b.f.SetSheetDimension(sheet, "A1:"+cell(len(document.Columns), last)))
	b.widths(sheet, []float64{24, 46, 13, 11, 11, 11, 11, 8, 10, 7, 36, 24, 12, 56})
	b.freeze(sheet, 0, 1)
	index, err := b.f.GetSheetIndex(sheet)
	b.do(err)
	t := &tidy{es: es, part: "xl/worksheets/sheet" + strconv.Itoa(index+1) + ".xml", head: b.id(style{bold: true, top: thickRule, bottom: thinRule}), text: b.id(style{format: "@"})}
	b.f.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return newSorted(w, t) })
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
