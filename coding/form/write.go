package form

import (
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Write writes the workbook as xlsx. The bytes depend on the model alone.
func Write(w io.Writer, wb Workbook) error {
	if len(wb.Sheets) == 0 {
		return fmt.Errorf("form: a workbook without sheets")
	}
	f := excelize.NewFile()
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
		if err := p.sheet(&wb, &wb.Sheets[i]); err != nil {
			return fmt.Errorf("form: sheet %s: %w", wb.Sheets[i].Name, err)
		}
	}
	if err := f.DeleteSheet(blankSheet); err != nil {
		return err
	}
	if err := p.hiddenLists(); err != nil {
		return err
	}
	for i := range wb.Sheets {
		if wb.Sheets[i].Hidden {
			if err := f.SetSheetVisible(wb.Sheets[i].Name, false); err != nil {
				return err
			}
		}
	}
	f.SetActiveSheet(first + max(0, min(wb.Active, len(wb.Sheets)-1)))
	if err := fixProperties(f, wb.Title); err != nil {
		return err
	}
	return f.Write(w)
}

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

func (p *printer) sheet(wb *Workbook, s *Sheet) error {
	title, hints, header, data := s.layout()
	if err := p.widths(s, data); err != nil {
		return err
	}
	if title > 0 {
		if err := p.put(s.Name, 1, title, s.Title, look{kind: lookTitle}); err != nil {
			return err
		}
		if err := p.f.SetRowHeight(s.Name, title, 24); err != nil {
			return err
		}
	}
	lines := 1
	for i, c := range s.Columns {
		col := i + 1
		if hints > 0 {
			if err := p.put(s.Name, col, hints, c.Hint, look{kind: lookHint}); err != nil {
				return err
			}
			lines = max(lines, linesOf(c.Hint, 1.2*c.width()))
		}
		for j := range s.headers() {
			text := ""
			if j < len(c.Header) {
				text = c.Header[j]
			}
			l := look{kind: lookHeader, group: c.Group, strong: c.Required}
			if err := p.put(s.Name, col, header+j, text, l); err != nil {
				return err
			}
		}
	}
	if hints > 0 {
		if err := p.f.SetRowHeight(s.Name, hints, 12*float64(min(lines, 14))+4); err != nil {
			return err
		}
	}
	row := data
	for _, set := range []struct {
		rows [][]any
		kind lookKind
	}{{s.Examples, lookExample}, {s.Rows, lookCell}} {
		for _, cells := range set.rows {
			if err := p.row(s, row, cells, set.kind); err != nil {
				return err
			}
			row++
		}
	}
	last := row + s.room() - 1
	for i, c := range s.Columns {
		if err := p.validate(wb, s, i+1, c, data, last); err != nil {
			return err
		}
	}
	return p.finish(s, data)
}

// row writes the cells of a row, and the empty ones of an example so that its colour runs through.
func (p *printer) row(s *Sheet, row int, cells []any, kind lookKind) error {
	lines := 1
	for i, c := range s.Columns {
		var v any
		if i < len(cells) {
			v = cells[i]
		}
		if v == nil && kind != lookExample && !c.Locked {
			continue
		}
		if text, ok := v.(string); ok {
			if c.Wrap {
				lines = max(lines, linesOf(text, 1.05*c.width()))
			}
			if c.Format == Date {
				if t, err := time.Parse(time.DateOnly, text); err == nil {
					v = t
				}
			}
			if utf8.RuneCountInString(text) > excelize.TotalCellChars {
				return fmt.Errorf("row %d: a text longer than a cell can hold", row)
			}
		}
		if err := p.put(s.Name, i+1, row, v, look{kind: kind, format: c.Format, wrap: c.Wrap, locked: c.Locked}); err != nil {
			return err
		}
	}
	if lines > 1 {
		return p.f.SetRowHeight(s.Name, row, 15*float64(min(lines, 20))+2)
	}
	return nil
}

// put writes a value with its look.
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
		if t, ok := v.(time.Time); ok {
			v = t.Sub(serialZero).Hours() / 24
		}
		if err := p.f.SetCellValue(sheet, cell, v); err != nil {
			return err
		}
	}
	return p.f.SetCellStyle(sheet, cell, cell, id)
}

var serialZero = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// widths sets the columns' widths and the looks of the empty rows.
func (p *printer) widths(s *Sheet, data int) error {
	for i, c := range s.Columns {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := p.f.SetColWidth(s.Name, name, name, c.width()); err != nil {
			return err
		}
		id, err := p.style(look{kind: lookCell, format: c.Format, wrap: c.Wrap, locked: c.Locked})
		if err != nil {
			return err
		}
		if err := p.f.SetColStyle(s.Name, name, id); err != nil {
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
func (p *printer) finish(s *Sheet, data int) error {
	frozen := s.Frozen
	if frozen == 0 {
		frozen = 1
	}
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
		RefersTo: fmt.Sprintf("%s!$%d:$%d", quoteSheet(s.Name), max(1, data-s.headers()), data-1)}); err != nil {
		return err
	}
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

// linesOf estimates how many lines a wrapped text takes; a Chinese character is two columns wide.
func linesOf(s string, width float64) int {
	lines, at := 1, 0.0
	for _, r := range s {
		switch {
		case r == '\n':
			lines, at = lines+1, 0
			continue
		case r > 0x2e80:
			at += 2
		default:
			at += 1.05
		}
		if at > width-1 {
			lines, at = lines+1, 1
		}
	}
	return lines
}
