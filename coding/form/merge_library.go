package form

import (
	"bytes"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/coding/sheet"
)

// library is a workbook as the library changes it. It panics on some damaged workbooks: each call of it is guarded, so that a
// damaged workbook is an error and a panic of ours stays one.
type library struct {
	book *excelize.File
	days map[int]bool // of a style: its numbers show as days
}

// guarded calls the library.
func guarded(call func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &MergeError{Code: "form.merge.unreadable", Args: []string{fmt.Sprint(r)}}
		}
	}()
	return call()
}

func openLibrary(original []byte) (*library, error) {
	l := &library{days: map[int]bool{}}
	err := guarded(func() (err error) {
		l.book, err = excelize.OpenReader(bytes.NewReader(original), excelize.Options{UnzipSizeLimit: mergeUnpacked, UnzipXMLSizeLimit: mergeUnpacked, TmpDir: nowhere})
		return err
	})
	if err == nil && l.book.WorkBook == nil {
		err = &MergeError{Code: "form.merge.no_sheets"}
	}
	return l, err
}

// Close lets go of the workbook.
func (l *library) Close() error { return guarded(l.book.Close) }

func (l *library) part(name string) ([]byte, bool)   { return content(l.book, name) }
func (l *library) drop(part string)                  { l.book.Pkg.Delete(part) }
func (l *library) store(part string, content []byte) { l.book.Pkg.Store(part, content) }

// onCell calls the library with the name of a cell.
func onCell(col, row int, call func(cell string) error) error {
	cell, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return err
	}
	return guarded(func() error { return call(cell) })
}

// style is the look of a cell.
func (l *library) style(sheet string, col, row int) (style int, err error) {
	err = onCell(col, row, func(cell string) error {
		style, err = l.book.GetCellStyle(sheet, cell)
		return err
	})
	return style, err
}

func (l *library) setStyle(sheet string, col, row, style int) error {
	return onCell(col, row, func(cell string) error { return l.book.SetCellStyle(sheet, cell, cell, style) })
}

// set writes a value to a cell; nil empties it.
func (l *library) set(sheet string, col, row int, v any) error {
	return onCell(col, row, func(cell string) error { return l.book.SetCellValue(sheet, cell, v) })
}

// setText writes a text, whatever it looks like.
func (l *library) setText(sheet string, col, row int, v string) error {
	return onCell(col, row, func(cell string) error {
		if escapedChar.MatchString(v) { // the library escapes it in runs alone
			return l.book.SetCellRichText(sheet, cell, []excelize.RichTextRun{{Text: v}})
		}
		return l.book.SetCellStr(sheet, cell, v)
	})
}

// setNumber writes a number in the digits given.
func (l *library) setNumber(sheet string, col, row int, digits string) error {
	return onCell(col, row, func(cell string) error { return l.book.SetCellDefault(sheet, cell, digits) })
}

func (l *library) insertRows(sheet string, row, n int) error {
	return guarded(func() error { return l.book.InsertRows(sheet, row, n) })
}

func (l *library) removeRow(sheet string, row int) error {
	return guarded(func() error { return l.book.RemoveRow(sheet, row) })
}

// widen makes a column that wide where it is narrower.
func (l *library) widen(sheet string, col int, wanted float64) error {
	letter, err := excelize.ColumnNumberToName(col)
	if err != nil {
		return err
	}
	return guarded(func() error {
		if usual, err := l.book.GetColWidth(sheet, letter); err != nil || usual >= wanted {
			return nil
		}
		return l.book.SetColWidth(sheet, letter, letter, min(wanted, 40))
	})
}

// index is the place of a sheet among all, negative without.
func (l *library) index(sheet string) int {
	i := -1
	err := guarded(func() (err error) {
		i, err = l.book.GetSheetIndex(sheet)
		return err
	})
	if err != nil {
		return -1
	}
	return i
}

// plain reports whether a style shows numbers as they are, or as text.
func (l *library) plain(style int) bool {
	s := l.look(style)
	return s != nil && s.CustomNumFmt == nil && (s.NumFmt == 0 || s.NumFmt == 49)
}

func (l *library) look(style int) (s *excelize.Style) {
	err := guarded(func() (err error) {
		s, err = l.book.GetStyle(style)
		return err
	})
	if err != nil {
		return nil
	}
	return s
}

// columnOfDays reports whether the look of a column shows numbers as days.
func (l *library) columnOfDays(in string, col int) bool {
	letter, err := excelize.ColumnNumberToName(col)
	if err != nil {
		return false
	}
	style := 0
	err = guarded(func() (err error) {
		style, err = l.book.GetColStyle(in, letter)
		return err
	})
	if err != nil || style == 0 {
		return false
	}
	days, known := l.days[style]
	if !known {
		if s := l.look(style); s != nil {
			code := ""
			if s.CustomNumFmt != nil {
				code = *s.CustomNumFmt
			}
			days = sheet.ShowsDay(s.NumFmt, code)
		}
		l.days[style] = days
	}
	return days
}

// write writes the workbook; its bytes do not depend on the order in which the library keeps its parts. Parts of the names given
// are changed on their way.
func (l *library) write(w io.Writer, patches map[string]func([]byte) []byte) error {
	p := &patched{ZipWriter: newArchive(w), patches: patches, kept: map[string]*bytes.Buffer{}}
	l.book.SetZipWriter(func(io.Writer) excelize.ZipWriter { return p })
	if err := guarded(func() error { return l.book.Write(io.Discard) }); err != nil {
		return err
	}
	return p.finish()
}
