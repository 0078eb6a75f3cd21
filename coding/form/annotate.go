package form

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"sort"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// Mark is something to say at a cell. Row and Col count from 1. Col 0 is a whole row and is shown in column A; Row 0 a whole column, or
// with Col 0 the sheet, and is shown in row 1. A sheet that the workbook does not have is shown in A1 of the first one.
type Mark struct {
	Sheet    string
	Row, Col int
	Text     string
}

// ErrNotWorkbook says that the bytes handed to [Annotate] are no xlsx file. The rows of a text file go to [AnnotateRows].
var ErrNotWorkbook = errors.New("form: not an xlsx workbook")

// The largest cell position, the size to which a workbook may unpack, and the length of a comment in UTF-16 units.
const (
	lastRow, lastColumn = 1 << 20, 1 << 14
	unpacked            = 1 << 30
	longestComment      = 8000
)

// badCell is the colour of a marked cell.
const badCell = "FFC7CE"

// Annotate writes a copy of an xlsx workbook in which every marked cell is coloured and carries a comment: all that is
// said of the cell, a line each, after the comment that stood there before. Everything else stays. The name is used in
// messages. Marks beyond the end of a sheet are brought to its edge.
func Annotate(w io.Writer, original []byte, name string, marks []Mark) (err error) {
	if !bytes.HasPrefix(original, []byte("PK")) {
		return fmt.Errorf("%s: %w", name, ErrNotWorkbook)
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: the workbook cannot be copied: %v", name, r)
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(original), excelize.Options{UnzipSizeLimit: unpacked, UnzipXMLSizeLimit: unpacked})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer f.Close()
	if err := settleComments(f); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := annotate(f, marks); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return f.Write(w)
}

// AnnotateRows writes the rows of a text file, which has no colours or comments, as a workbook of one sheet with the
// marks; the cells are texts. A blank line is an empty row. The sheet is named for the file; the marks' own sheet names
// are not looked at.
func AnnotateRows(w io.Writer, name string, rows [][]string, marks []Mark) error {
	sheet := sheetName(name)
	here := make([]Mark, len(marks))
	for i, m := range marks {
		m.Sheet = sheet
		here[i] = m
	}
	return AnnotateSheets(w, name, []SheetRows{{Name: sheet, Rows: rows}}, here)
}

// SheetRows is a sheet of texts.
type SheetRows struct {
	Name   string
	Hidden bool
	Rows   [][]string
}

// AnnotateSheets is [AnnotateRows] for several sheets, as of a workbook in a format that cannot be written back (.xls).
func AnnotateSheets(w io.Writer, name string, sheets []SheetRows, marks []Mark) error {
	f := excelize.NewFile()
	defer f.Close()
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49})
	if err != nil {
		return err
	}
	for i, s := range sheets {
		if i == 0 {
			err = f.SetSheetName("Sheet1", s.Name)
		} else {
			_, err = f.NewSheet(s.Name)
		}
		if err == nil {
			err = fillSheet(f, s, text)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	for _, s := range sheets {
		if s.Hidden {
			if err := f.SetSheetVisible(s.Name, false); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	if err := annotate(f, marks); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := fixProperties(f, name); err != nil {
		return err
	}
	return f.Write(w)
}

// fillSheet writes the texts of a sheet, whose columns are formatted as text.
func fillSheet(f *excelize.File, s SheetRows, text int) error {
	width := 1
	for i, row := range s.Rows {
		for j, v := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				return err
			}
			if v == "" {
				continue
			}
			if err := f.SetCellStr(s.Name, cell, v); err != nil {
				return err
			}
			width = max(width, j+1)
		}
	}
	if len(s.Rows) == 0 {
		return nil
	}
	last, err := excelize.ColumnNumberToName(width)
	if err != nil {
		return err
	}
	return f.SetColStyle(s.Name, "A:"+last, text)
}

// sheetName makes a sheet's name of a file's.
func sheetName(file string) string {
	base := strings.TrimSuffix(path.Base(file), path.Ext(file))
	base = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) || r < ' ' {
			return '_'
		}
		return r
	}, base), "'")
	if r := []rune(base); len(r) > 15 { // 31 UTF-16 units
		base = string(r[:15])
	}
	if base == "" || base == "." {
		return "table"
	}
	return base
}

// place is a marked cell.
type place struct {
	sheet    string
	row, col int
}

func annotate(f *excelize.File, marks []Mark) error {
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return errors.New("no sheets")
	}
	known := map[string]bool{}
	for _, s := range sheets {
		known[s] = true
	}
	said := map[place][]string{}
	var order []place
	merged := map[string][]area{}
	for _, s := range sheets {
		merged[s] = mergedAreas(f, s)
	}
	for _, m := range marks {
		at := place{m.Sheet, min(max(m.Row, 1), lastRow), min(max(m.Col, 1), lastColumn)}
		if !known[m.Sheet] {
			at = place{sheets[0], 1, 1}
		}
		for _, a := range merged[at.sheet] {
			if a.holds(at) {
				at.row, at.col = a.top, a.left // only this cell of a merged area is seen
				break
			}
		}
		if said[at] == nil {
			order = append(order, at)
		}
		said[at] = append(said[at], m.Text)
	}
	sort.SliceStable(order, func(i, j int) bool {
		a, b := order[i], order[j]
		if a.row != b.row {
			return a.row < b.row
		}
		return a.col < b.col
	})
	m := &marker{f: f, styles: map[int]int{}}
	for _, sheet := range sheets {
		old, err := m.oldComments(sheet, said)
		if err != nil {
			return err
		}
		for _, at := range order {
			if at.sheet != sheet {
				continue
			}
			if err := m.mark(at, old[at], said[at]); err != nil {
				return err
			}
		}
	}
	return nil
}

type area struct{ left, top, right, bottom int }

func (a area) holds(p place) bool {
	return p.row >= a.top && p.row <= a.bottom && p.col >= a.left && p.col <= a.right
}

func mergedAreas(f *excelize.File, sheet string) []area {
	cells, err := f.GetMergeCells(sheet, true)
	if err != nil {
		return nil // a chart sheet
	}
	var out []area
	for _, c := range cells {
		var a area
		var err1, err2 error
		a.left, a.top, err1 = excelize.CellNameToCoordinates(c.GetStartAxis())
		a.right, a.bottom, err2 = excelize.CellNameToCoordinates(c.GetEndAxis())
		if err1 == nil && err2 == nil {
			out = append(out, a)
		}
	}
	return out
}

type marker struct {
	f      *excelize.File
	styles map[int]int // a cell's style to the same with the colour of a bad cell
}

// oldComments takes the comments away that stand where something will be said, and returns their texts.
func (m *marker) oldComments(sheet string, said map[place][]string) (map[place]excelize.Comment, error) {
	comments, err := m.f.GetComments(sheet)
	if err != nil {
		return nil, nil // a chart sheet
	}
	old := map[place]excelize.Comment{}
	for _, c := range comments {
		col, row, err := excelize.CellNameToCoordinates(c.Cell)
		if err != nil {
			continue
		}
		at := place{sheet, row, col}
		if said[at] == nil {
			continue
		}
		if _, twice := old[at]; !twice {
			if err := m.f.DeleteComment(sheet, c.Cell); err != nil {
				return nil, err
			}
		}
		old[at] = c
	}
	return old, nil
}

func (m *marker) mark(at place, old excelize.Comment, texts []string) error {
	cell, err := excelize.CoordinatesToCellName(at.col, at.row)
	if err != nil {
		return err
	}
	id, err := m.f.GetCellStyle(at.sheet, cell)
	if err != nil {
		return err
	}
	bad, err := m.badStyle(id)
	if err != nil {
		return err
	}
	if err := m.f.SetCellStyle(at.sheet, cell, cell, bad); err != nil {
		return err
	}
	text := strings.Join(texts, "\n")
	author := "smekit"
	before := old.Text
	for _, run := range old.Paragraph {
		before += run.Text
	}
	if before = strings.TrimRight(before, "\n "); before != "" {
		text = before + "\n――\n" + text
		if old.Author != "" {
			author = old.Author
		}
	}
	text = cut(text, longestComment)
	return m.f.AddComment(at.sheet, excelize.Comment{Cell: cell, Author: author, Width: 300, Height: uint(min(30+18*linesOf(text, 40), 400)),
		Paragraph: []excelize.RichTextRun{{Text: text}}})
}

// badStyle is a style like another one in all but the colour of the cell.
func (m *marker) badStyle(id int) (int, error) {
	if bad, ok := m.styles[id]; ok {
		return bad, nil
	}
	plain, err := m.f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{badCell}}})
	if err != nil {
		return 0, err
	}
	bad := plain
	if xfs := m.f.Styles.CellXfs; id >= 0 && id < len(xfs.Xf) && plain < len(xfs.Xf) {
		x, yes := xfs.Xf[id], true
		x.FillID, x.ApplyFill = xfs.Xf[plain].FillID, &yes
		xfs.Xf = append(xfs.Xf, x)
		xfs.Count = len(xfs.Xf)
		bad = xfs.Count - 1
	}
	m.styles[id] = bad
	return bad, nil
}

// cut shortens a text to n UTF-16 units.
func cut(s string, n int) string {
	if u := utf16.Encode([]rune(s)); len(u) > n {
		return strings.TrimRight(string(utf16.Decode(u[:n-1])), "\uFFFD") + "…"
	}
	return s
}
