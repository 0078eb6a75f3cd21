package form

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/xuri/excelize/v2"
)

// Write writes the workbook as xlsx. The bytes depend on the model alone. A text longer than a cell holds is an error that
// names its row.
func Write(w io.Writer, wb Workbook) error {
	if len(wb.Sheets) == 0 {
		return fmt.Errorf("form: a workbook without sheets")
	}
	f := excelize.NewFile(excelize.Options{TmpDir: nowhere})
	f.SetZipWriter(newArchive)
	defer f.Close()
	p := &printer{f: f, styles: map[look]int{}, lists: map[string]string{}}
	first := 0
	if wb.Guide != nil {
		first = 1
		if err := p.addSheet(wb.Guide.Name); err != nil {
			return err
		}
		if err := p.guide(wb.Guide); err != nil {
			return err
		}
	}
	for i := range wb.Sheets {
		if err := p.addSheet(wb.Sheets[i].Name); err != nil {
			return err
		}
	}
	for i := range wb.Sheets {
		if err := p.prepare(&wb, &wb.Sheets[i]); err != nil {
			return fmt.Errorf("form: sheet %s: %w", wb.Sheets[i].Name, err)
		}
	}
	if err := f.DeleteSheet(blankSheet); err != nil {
		return err
	}
	if err := p.hiddenLists(); err != nil {
		return err
	}
	f.SetActiveSheet(first + max(0, min(wb.Active, len(wb.Sheets)-1)))
	for i := range wb.Sheets {
		if s := &wb.Sheets[i]; s.Hidden || s.Sealed {
			if err := f.SetSheetVisible(s.Name, false, s.Sealed); err != nil {
				return err
			}
		}
	}
	if err := fixProperties(f, wb.Title); err != nil {
		return err
	}
	for i := range wb.Sheets { // last: a sheet whose rows were streamed takes nothing more
		if err := p.stream(&wb.Sheets[i]); err != nil {
			return fmt.Errorf("form: sheet %s: %w", wb.Sheets[i].Name, err)
		}
	}
	return f.Write(w)
}

// nowhere is a folder that cannot exist: long sheets stay in memory instead of going to a temporary file.
const nowhere = "\x00"

// blankSheet is the sheet that a new workbook begins with; a name that no form uses.
const blankSheet = "\u00b7"

// fixProperties keeps the clock and the machine out of the file.
func fixProperties(f *excelize.File, title string) error {
	const day = "2024-01-01T00:00:00Z"
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "smekit", LastModifiedBy: "smekit", Created: day, Modified: day, Title: title}); err != nil {
		return err
	}
	return f.SetAppProps(&excelize.AppProperties{Application: "Microsoft Excel"})
}

// printer writes one workbook.
type printer struct {
	f      *excelize.File
	styles map[look]int
	lists  map[string]string // values of a long list to their range on the hidden sheet
	long   [][]string
	cells  []any // of the row that is written
	begun  bool
}

func (p *printer) addSheet(name string) error {
	if !p.begun {
		p.begun = true
		if err := p.f.SetSheetName("Sheet1", blankSheet); err != nil {
			return err
		}
	}
	if i, err := p.f.GetSheetIndex(name); err != nil || i >= 0 {
		return fmt.Errorf("form: sheet name %q: twice or not allowed", name)
	}
	_, err := p.f.NewSheet(name)
	return err
}

// prepare sets everything of a sheet but its rows.
func (p *printer) prepare(wb *Workbook, s *Sheet) error {
	_, _, header, data := s.layout()
	if err := p.widths(s); err != nil {
		return err
	}
	last := data + len(s.Examples) + len(s.Rows) + s.room() - 1
	for i, c := range s.Columns {
		if last < data {
			break
		}
		if err := p.validate(wb, s, i+1, c, data, last); err != nil {
			return err
		}
		first := data + len(s.Examples)
		for _, k := range slices.Sorted(maps.Keys(c.Choices)) {
			c.List = c.Choices[k]
			if err := p.validate(wb, s, i+1, c, first+k, first+k); err != nil {
				return err
			}
		}
	}
	if s.Filter && !s.Sealed && len(s.Columns) > 0 {
		at, err := columnsRange(data-1, max(last, data), len(s.Columns))
		if err != nil {
			return err
		}
		if err := p.f.AutoFilter(s.Name, at, nil); err != nil {
			return err
		}
	}
	return p.finish(s, header, data)
}

// columnsRange is the rectangle of the first columns.
func columnsRange(from, to, columns int) (string, error) {
	last, err := excelize.CoordinatesToCellName(columns, to)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("A%d:%s", from, last), nil
}

// put writes a value with its look to a sheet that is not streamed.
func (p *printer) put(sheet string, col, row int, v any, l look) error {
	cell, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return err
	}
	id, err := p.style(l)
	if err != nil {
		return err
	}
	if v != nil && v != "" {
		if err := p.f.SetCellValue(sheet, cell, v); err != nil {
			return err
		}
	}
	return p.f.SetCellStyle(sheet, cell, cell, id)
}

// widths sets the columns' widths and the looks of the empty rows.
// widths sets the columns' widths and looks, once for neighbours that are alike.
func (p *printer) widths(s *Sheet) error {
	type column struct {
		width  float64
		hidden bool
		style  int
	}
	columns := make([]column, len(s.Columns))
	for i, c := range s.Columns {
		c.Locked, c.Paper = c.Locked && !s.Open, c.Paper || s.room() == 0
		id, err := p.style(look{kind: lookCell}.in(&c))
		if err != nil {
			return err
		}
		columns[i] = column{c.width(), c.Hidden, id}
	}
	for i, j := 0, 0; i < len(columns); i = j {
		for j = i + 1; j < len(columns) && columns[j] == columns[i]; j++ {
		}
		from, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		to, err := excelize.ColumnNumberToName(j)
		if err != nil {
			return err
		}
		if err := p.f.SetColWidth(s.Name, from, to, columns[i].width); err != nil {
			return err
		}
		if columns[i].hidden {
			if err := p.f.SetColVisible(s.Name, from+":"+to, false); err != nil {
				return err
			}
		}
		if err := p.f.SetColStyle(s.Name, from+":"+to, columns[i].style); err != nil {
			return err
		}
	}
	return nil
}

func (c *Column) width() float64 {
	if c.Width > 0 {
		return c.Width
	}
	return 12
}

// finish freezes the header, sets the page and protects the sheet when columns are locked.
func (p *printer) finish(s *Sheet, header, data int) error {
	if s.Sealed {
		return p.protect(s)
	}
	frozen := s.frozen()
	corner, err := excelize.CoordinatesToCellName(frozen+1, data)
	if err != nil {
		return err
	}
	if err := p.f.SetPanes(s.Name, &excelize.Panes{Freeze: true, XSplit: frozen, YSplit: data - 1, TopLeftCell: corner, ActivePane: "bottomRight"}); err != nil {
		return err
	}
	landscape, a4, one, tall := "landscape", 9, 1, 0
	if err := p.f.SetPageLayout(s.Name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &one, FitToHeight: &tall}); err != nil {
		return err
	}
	fit := true
	if err := p.f.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := p.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: s.Name,
		RefersTo: fmt.Sprintf("%s!$%d:$%d", quoteSheet(s.Name), header, data-1)}); err != nil {
		return err
	}
	return p.protect(s)
}

// protect locks what is locked, without a password; whatever does not touch it stays allowed.
func (p *printer) protect(s *Sheet) error {
	if !s.protected() {
		return nil
	}
	return p.f.ProtectSheet(s.Name, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true,
		FormatCells: true, FormatColumns: true, FormatRows: true, InsertRows: true, DeleteRows: true, Sort: true, AutoFilter: true})
}

// guideWidth fits a page.
const guideWidth = 76

// guide writes the sheet of instructions.
func (p *printer) guide(g *Guide) error {
	if err := p.f.SetColWidth(g.Name, "A", "A", guideWidth); err != nil {
		return err
	}
	off := false
	if err := p.f.SetSheetView(g.Name, 0, &excelize.ViewOptions{ShowGridLines: &off}); err != nil {
		return err
	}
	for i, line := range g.Lines {
		kind := lookGuide
		if line.Heading {
			kind = lookTitle
		}
		if err := p.put(g.Name, 1, i+1, line.Text, look{kind: kind}); err != nil {
			return err
		}
		height := 17*float64(linesOf(line.Text, 0.93*guideWidth)) + 4
		if line.Heading {
			height += 8
		}
		if err := p.f.SetRowHeight(g.Name, i+1, height); err != nil {
			return err
		}
	}
	fit := true
	if err := p.f.SetSheetProps(g.Name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	portrait, a4, one, tall := "portrait", 9, 1, 0
	return p.f.SetPageLayout(g.Name, &excelize.PageLayoutOptions{Orientation: &portrait, Size: &a4, FitToWidth: &one, FitToHeight: &tall})
}
