package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/sheet"
)

// annotate writes a marked copy of every table with problems, under the same paths inside the folder; a text file
// becomes a workbook.
func (a *App) annotate(at place, s *coding.Study, o checkOptions, lang string) error {
	marks := map[string][]form.Mark{}
	var order []string
	for _, p := range s.Problems {
		if _, seen := marks[p.Pos.File]; !seen {
			order = append(order, p.Pos.File)
		}
		marks[p.Pos.File] = append(marks[p.Pos.File], form.Mark{Sheet: p.Pos.Sheet, Row: p.Pos.Row, Col: p.Pos.Col, Text: locale.Problem(lang, p)})
	}
	for _, name := range order {
		if err := a.notRead(at, s, annotated(o.annotate, name)); err != nil {
			return err
		}
	}
	for _, name := range order {
		ext := filepath.Ext(name)
		if ext == ".yaml" || ext == ".yml" || ext == "" {
			continue // its problems name the line, or a file that is missing
		}
		original, err := os.ReadFile(filepath.Join(at.dir, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		var buf bytes.Buffer
		err = form.Annotate(&buf, original, name, marks[name])
		if errors.Is(err, form.ErrNotWorkbook) {
			err = annotateText(&buf, original, name, marks[name])
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		target := annotated(o.annotate, name)
		if err := a.output(target, o.force, func(w io.Writer) error { _, err := w.Write(buf.Bytes()); return err }); err != nil {
			return err
		}
		if !a.quiet {
			fmt.Fprintln(a.Stderr, locale.Text(lang, "cli.annotated", target))
		}
	}
	return nil
}

// annotated is where the marked copy of a study's table goes.
func annotated(dir, name string) string {
	return filepath.Join(dir, filepath.FromSlash(strings.TrimSuffix(name, filepath.Ext(name))+".xlsx"))
}

// samePlace reports whether both paths lead to one file or folder that is there.
func samePlace(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// annotateText makes a marked workbook of a csv or tsv file, or of a workbook in the old .xls format.
func annotateText(w io.Writer, content []byte, name string, marks []form.Mark) error {
	book, err := sheet.Open(bytes.NewReader(content), int64(len(content)), name, sheet.Limits{})
	if err != nil {
		return err
	}
	defer book.Close()
	var sheets []form.SheetRows
	for _, info := range book.Sheets() {
		rows, err := textsOf(book, info.Name)
		if err != nil {
			return err
		}
		sheets = append(sheets, form.SheetRows{Name: info.Name, Hidden: info.Hidden, Rows: rows})
	}
	if len(sheets) == 1 && sheets[0].Name == "" {
		return form.AnnotateRows(w, name, sheets[0].Rows, marks)
	}
	return form.AnnotateSheets(w, name, sheets, marks)
}

// textsOf are the texts of a sheet's rows; rows that the file leaves out are empty.
func textsOf(book *sheet.Book, name string) ([][]string, error) {
	var rows [][]string
	for row, err := range book.AllRows(name) {
		if err != nil {
			return nil, err
		}
		for len(rows) < row.Number-1 {
			rows = append(rows, nil)
		}
		texts := make([]string, len(row.Cells))
		for i, c := range row.Cells {
			texts[i] = c.Text
		}
		rows = append(rows, texts)
	}
	return rows, nil
}
