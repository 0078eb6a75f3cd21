package xlsx

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/grid"
)

// Write writes the document as a workbook in the languages ("zh", "en"). With several all sheets stand in the first
// language, then all in the next, the names of each ending in the language; one sheet of contents leads to them all, and
// the data sheet is there once.
func Write(w io.Writer, d *document.Document, langs ...string) error {
	if len(langs) == 0 {
		return errors.New("xlsx: no language")
	}
	f := excelize.NewFile()
	defer f.Close()
	books := make([]*book, len(langs))
	for i, lang := range langs {
		books[i] = newBook(f, d, lang)
		if len(langs) > 1 {
			books[i].mark = " " + lang
		}
		if i > 0 {
			books[i].taken = books[0].taken
		}
	}
	first := books[0]
	first.do(f.SetDefaultFont(first.font()))
	first.front()
	for _, b := range books {
		b.sheets[contentsKey] = first.sheets[contentsKey]
		b.plan()
	}
	if d.Ledger != nil {
		first.addSheet(dataKey, first.word("report.sheet_data"), "")
		for _, b := range books {
			b.sheets[dataKey] = first.sheets[dataKey]
			b.addSheet(provenanceKey, b.word("report.sheet_provenance"), b.mark)
		}
	}
	row := 1
	for _, b := range books {
		row = b.contents(row, len(books) == 1)
	}
	for _, b := range books {
		body, appendix := b.parts()
		b.text(textKey, body)
		if len(appendix) > 0 {
			b.text(appendixKey, appendix)
		}
		for _, t := range d.Tables() {
			b.table(grid.New(t, b.lang))
		}
		for _, x := range d.Figures() {
			b.figure(x)
		}
		b.provenance()
	}
	first.data()
	first.properties()
	for _, b := range books {
		if b.err != nil {
			return fmt.Errorf("xlsx: %w", b.err)
		}
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

// book is a workbook in the making, as far as it is in one language; the first error stays.
type book struct {
	f        *excelize.File
	d        *document.Document
	lang     string
	mark     string // of the language at the end of the sheets' names; empty where the workbook has one language
	err      error
	styles   map[style]int
	taken    map[string]bool   // sheet names in lower case, of the whole workbook
	sheets   map[string]string // sheet names by key of table, figure or part
	captions map[string]string
}

func newBook(f *excelize.File, d *document.Document, lang string) *book {
	return &book{f: f, d: d, lang: lang, styles: map[style]int{}, taken: map[string]bool{"history": true}, sheets: map[string]string{}, captions: d.Captions(lang)}
}

func (b *book) do(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *book) word(code string, args ...string) string { return locale.Text(b.lang, code, args...) }

func (b *book) font() string {
	if b.lang == locale.Chinese {
		return "Microsoft YaHei"
	}
	return "Calibri"
}

// Keys of the sheets that are neither table nor figure.
const (
	contentsKey   = "\x00contents"
	textKey       = "\x00text"
	appendixKey   = "\x00appendix"
	dataKey       = "\x00data"
	provenanceKey = "\x00provenance"
)

// front makes the sheet of contents out of the one that a new workbook has.
func (b *book) front() {
	b.sheets[contentsKey] = b.name(b.word("report.sheet_contents"), "")
	b.do(b.f.SetSheetName("Sheet1", b.sheets[contentsKey]))
}

// addSheet makes a sheet for a key; the mark ends its name.
func (b *book) addSheet(key, name, mark string) {
	b.sheets[key] = b.name(name, mark)
	_, err := b.f.NewSheet(b.sheets[key])
	b.do(err)
}

// plan makes the sheets of the language in their order, so that links can name them.
func (b *book) plan() {
	add := func(key, name string) { b.addSheet(key, name, b.mark) }
	add(textKey, b.word("report.sheet_text"))
	for _, t := range b.d.Tables() {
		add(tableKey(t.Key), document.TableName(t, b.lang)+" "+t.Title.In(b.lang))
	}
	for _, x := range b.d.Figures() {
		add(figureKey(x.Key), document.FigureName(x, b.lang)+" "+x.Title.In(b.lang))
	}
	if _, appendix := b.parts(); len(appendix) > 0 {
		add(appendixKey, b.word("report.sheet_appendix"))
	}
}

func tableKey(key string) string  { return "t\x00" + key }
func figureKey(key string) string { return "f\x00" + key }

// cell is the name of a cell; columns and rows count from 1.
func cell(col, row int) string {
	s, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return "A1"
	}
	return s
}

func column(col int) string {
	s, err := excelize.ColumnNumberToName(col)
	if err != nil {
		return "A"
	}
	return s
}

// put writes a text under a style. A text is a string cell; one that a spreadsheet would take for a formula when somebody
// edits it also gets the text format.
func (b *book) put(sheet string, col, row int, text string, s style) {
	if text != "" {
		if formulaLike(text) {
			s.format = "@"
		}
		b.do(b.f.SetCellStr(sheet, cell(col, row), text))
	}
	b.style(sheet, col, row, col, row, s)
}

func (b *book) number(sheet string, col, row int, v float64, s style) {
	b.do(b.f.SetCellFloat(sheet, cell(col, row), v, -1, 64))
	b.style(sheet, col, row, col, row, s)
}

// block writes a wrapped text over merged columns and makes the row as high as the text needs; it returns the next row.
func (b *book) block(sheet string, col, to, row int, text string, width float64, s style) int {
	s.wrap, s.vertical = true, "top"
	b.put(sheet, col, row, text, s)
	if to > col {
		b.do(b.f.MergeCell(sheet, cell(col, row), cell(to, row)))
	}
	b.height(sheet, row, lines(text, width+1), s.size)
	return row + 1
}

// lines estimates how many lines a text takes in columns of a width. Widths count digits of the default font, which is a
// point larger than that of the cells, and Latin letters are narrower than digits; a character stays free at the edge.
func lines(text string, width float64) int {
	chars, latin := 0, 0
	for _, r := range text {
		chars++
		if r < 0x250 {
			latin++
		}
	}
	return grid.Lines(text, int(width*(1.08+.12*float64(latin)/float64(max(chars, 1))))-1)
}

// height sets a row's height for a number of lines.
func (b *book) height(sheet string, row, lines int, size float64) {
	if size == 0 {
		size = baseSize
	}
	b.do(b.f.SetRowHeight(sheet, row, math.Min(float64(lines)*size*1.45+5, 400)))
}

// link makes a cell lead to another sheet.
func (b *book) link(sheet string, col, row int, target string) {
	b.do(b.f.SetCellHyperLink(sheet, cell(col, row), quote(target)+"!A1", "Location"))
}

// back writes the link to the contents into A1.
func (b *book) back(sheet string) {
	b.put(sheet, 1, 1, b.word("report.back"), style{color: linkColor, underline: true})
	b.link(sheet, 1, 1, b.sheets[contentsKey])
}

// widths sets columns, the first one being column 1.
func (b *book) widths(sheet string, widths []float64) {
	for i, w := range widths {
		b.do(b.f.SetColWidth(sheet, column(i+1), column(i+1), w))
	}
}

// page sets a sheet up for print: A4, as wide as the page, page numbers, no grid lines.
func (b *book) page(sheet string, landscape bool) {
	no, yes := false, true
	orientation := "portrait"
	if landscape {
		orientation = "landscape"
	}
	a4, wide, tall, rowHeight := 9, 1, 0, defaultRow
	b.do(b.f.SetSheetView(sheet, 0, &excelize.ViewOptions{ShowGridLines: &no}))
	b.do(b.f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes, DefaultRowHeight: &rowHeight, CustomHeight: &yes}))
	b.do(b.f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall}))
	side, top, foot := .6, .7, .35
	b.do(b.f.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &top, Footer: &foot, Header: &foot, Horizontally: &yes}))
	b.do(b.f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&C&9" + b.word("report.page", "&P", "&N")}))
}

// print names the area that is printed and the rows that repeat on every page.
func (b *book) print(sheet string, cols, from, to, headFrom, headTo int) {
	b.do(b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: sheet,
		RefersTo: fmt.Sprintf("%s!$A$%d:$%s$%d", quote(sheet), from, column(cols), to)}))
	b.do(b.f.SetSheetDimension(sheet, "A1:"+cell(cols, to)))
	if headFrom > 0 {
		b.do(b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: sheet, RefersTo: fmt.Sprintf("%s!$%d:$%d", quote(sheet), headFrom, headTo)}))
	}
}

// freeze keeps the rows above and the columns left of a cell in view.
func (b *book) freeze(sheet string, cols, rows int) {
	pane := "bottomLeft"
	if cols > 0 {
		pane = "bottomRight"
	}
	b.do(b.f.SetPanes(sheet, &excelize.Panes{Freeze: true, XSplit: cols, YSplit: rows, TopLeftCell: cell(cols+1, rows+1), ActivePane: pane}))
}

// range is an absolute reference to cells of a sheet.
func area(sheet string, c1, r1, c2, r2 int) string {
	return quote(sheet) + "!$" + column(c1) + "$" + strconv.Itoa(r1) + ":$" + column(c2) + "$" + strconv.Itoa(r2)
}
