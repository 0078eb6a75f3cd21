package measures

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"strconv"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
	"github.com/smekit/smekit/measures/moments"
)

// Rows is what a plain table is read from: the rows of one sheet, again at each call.
type Rows func() RowSeq

// RowSeq walks the rows of a sheet; an error is the last thing it yields.
type RowSeq = iter.Seq2[sheet.Row, error]

// Table is a plain table whose first row names the columns: what `smekit measure` works on. A column is numeric when all
// its values are numbers. Tables of up to [heldCells] cells are held in memory; larger ones are read again for every pass.
//
// A Table is a [moments.Source] and a [moments.RowSource].
type Table struct {
	place   coding.Pos // file and sheet
	columns []TableColumn
	rows    int
	read    Rows
	na      map[string]bool
	held    bool
	source  moments.Source
}

// TableColumn is a column with what was found in it.
type TableColumn struct {
	Name      string
	Col       int // counted from 1
	Numbers   int
	Texts     int
	FirstText coding.Pos // where the first text stands
	Found     string     // that text

	num  []float64
	text []string
}

// Numeric reports whether all values of the column are numbers.
func (c *TableColumn) Numeric() bool { return c.Texts == 0 && c.Numbers > 0 }

// Nearly reports whether most values of the column are numbers, but not all.
func (c *TableColumn) Nearly() bool { return c.Texts > 0 && c.Numbers > c.Texts }

// heldCells is the number of cells up to which a table is held in memory.
const heldCells = 3_000_000

// ErrNoTable says that a file has no header row.
var ErrNoTable = errors.New("no table: the file is empty or has no header row")

// ReadTable reads the header and takes stock of the columns in one pass. Cells that are empty, NA or among na are missing.
func ReadTable(file, sheetName string, rows Rows, na []string) (*Table, error) {
	t := &Table{place: coding.Pos{File: file, Sheet: sheetName}, read: rows, na: map[string]bool{"NA": true}, held: true}
	for _, s := range na {
		t.na[s] = true
	}
	header := false
	for row, err := range rows() {
		if err != nil {
			return nil, err
		}
		if !header {
			if blankRow(row) {
				continue
			}
			if err := t.header(row); err != nil {
				return nil, err
			}
			header = true
			continue
		}
		if blankRow(row) {
			continue
		}
		t.rows++
		t.take(row)
	}
	if !header {
		return nil, ErrNoTable
	}
	if t.held {
		t.settle()
		frame := moments.NewFrame(t.rows)
		for i := range t.columns {
			c := &t.columns[i]
			if c.Numeric() {
				frame.Numeric(c.Name, c.num)
			} else {
				frame.Text(c.Name, c.text)
			}
		}
		t.source = frame
	} else {
		t.source = moments.FromRows(streamed{t})
	}
	return t, nil
}

func blankRow(r sheet.Row) bool {
	for _, c := range r.Cells {
		if !c.Blank() {
			return false
		}
	}
	return true
}

// body reads the file again: the rows below the header that are not blank.
func (t *Table) body() RowSeq {
	return func(yield func(sheet.Row, error) bool) {
		header := false
		for row, err := range t.read() {
			switch {
			case err != nil:
				yield(row, err)
				return
			case blankRow(row):
			case !header:
				header = true
			case !yield(row, nil):
				return
			}
		}
	}
}

func (t *Table) header(r sheet.Row) error {
	seen := map[string]int{}
	var problems []coding.Problem
	for i, c := range r.Cells {
		name := sheet.Fold(c.Text)
		if name == "" {
			name = coding.ColumnName(i + 1)
		}
		if first, dup := seen[name]; dup {
			p := t.place
			p.Row, p.Col = r.Number, i+1
			problems = append(problems, coding.Problem{Pos: p, Code: "plain.duplicate_column", Args: []string{name, coding.ColumnName(first)}})
			continue
		}
		seen[name] = i + 1
		t.columns = append(t.columns, TableColumn{Name: name, Col: i + 1})
	}
	if problems != nil {
		return &ProblemsError{problems}
	}
	return nil
}

// value reads a cell: missing, a number, or a text.
func (t *Table) value(c sheet.Cell) (num float64, text string, missing bool) {
	if c.Kind == sheet.Empty {
		return math.NaN(), "", true
	}
	text = c.Text
	if t.na[text] {
		return math.NaN(), "", true
	}
	if x, ok := c.Float(); ok && !paddedID(text, c.Kind) {
		if t.na[strconv.FormatFloat(x, 'f', -1, 64)] {
			return math.NaN(), "", true
		}
		return x, text, false
	}
	text = sheet.Fold(text)
	if text == "" || t.na[text] {
		return math.NaN(), "", true
	}
	return math.NaN(), text, false
}

// paddedID reports whether a text is an id that leading zeros are part of, such as 007.
func paddedID(s string, k sheet.Kind) bool {
	return k == sheet.Text && len(s) > 1 && s[0] == '0' && s[1] >= '0' && s[1] <= '9'
}

func (t *Table) take(r sheet.Row) {
	if t.held && t.rows*len(t.columns) > heldCells {
		t.held = false
		for i := range t.columns {
			t.columns[i].num, t.columns[i].text = nil, nil
		}
	}
	for i := range t.columns {
		c := &t.columns[i]
		num, text, missing := t.value(r.Cell(c.Col))
		switch {
		case missing:
		case math.IsNaN(num):
			if c.Texts++; c.Texts == 1 {
				c.FirstText, c.Found = t.place, text
				c.FirstText.Row, c.FirstText.Col = r.Number, c.Col
			}
		default:
			c.Numbers++
		}
		if t.held {
			c.num, c.text = append(c.num, num), append(c.text, text)
		}
	}
}

// settle drops the form of each held column that its kind does not need.
func (t *Table) settle() {
	for i := range t.columns {
		if c := &t.columns[i]; c.Numeric() {
			c.text = nil
		} else {
			c.num = nil
		}
	}
}

// Len is the number of rows below the header.
func (t *Table) Len() int { return t.rows }

// Stock returns the columns with what was found in them, in their order.
func (t *Table) Stock() []TableColumn { return t.columns }

// Column returns a column by name, or nil.
func (t *Table) Column(name string) *TableColumn {
	for i := range t.columns {
		if t.columns[i].Name == name {
			return &t.columns[i]
		}
	}
	return nil
}

// Columns lists the names and kinds of the columns.
func (t *Table) Columns(context.Context) ([]moments.Column, error) {
	out := make([]moments.Column, len(t.columns))
	for i := range t.columns {
		out[i] = moments.Column{Name: t.columns[i].Name, Numeric: t.columns[i].Numeric()}
	}
	return out, nil
}

// Collect makes one pass.
func (t *Table) Collect(ctx context.Context, p moments.Plan) (*moments.Moments, error) {
	return t.source.Collect(ctx, p)
}

// Scan calls fn with the cells of the named columns for every row.
func (t *Table) Scan(ctx context.Context, columns []string, fn func(row []moments.Cell) error) error {
	if rs, ok := t.source.(moments.RowSource); ok && t.held {
		return rs.Scan(ctx, columns, fn)
	}
	return streamed{t}.Scan(ctx, columns, fn)
}

// Texts returns a column as texts, numbers in shortest form, missing empty.
func (t *Table) Texts(ctx context.Context, name string) ([]string, error) {
	cols, err := moments.Labels(ctx, t, []string{name})
	if err != nil {
		return nil, err
	}
	return cols[0], nil
}

// streamed reads the file again for every pass.
type streamed struct{ *Table }

func (s streamed) Scan(ctx context.Context, columns []string, fn func(row []moments.Cell) error) error {
	cols := make([]*TableColumn, len(columns))
	for i, n := range columns {
		if cols[i] = s.Column(n); cols[i] == nil {
			return fmt.Errorf("no column %q", n)
		}
	}
	out := make([]moments.Cell, len(columns))
	for row, err := range s.body() {
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		for i, c := range cols {
			num, text, _ := s.value(row.Cell(c.Col))
			out[i] = moments.Cell{Num: num, Text: text}
		}
		if err := fn(out); err != nil {
			return err
		}
	}
	return nil
}

// Outside lists the values of columns that lie outside a declared scale (NaN: no such end), as problems at their cells.
func (t *Table) Outside(columns []string, min, max float64) ([]coding.Problem, error) {
	if math.IsNaN(min) && math.IsNaN(max) {
		return nil, nil
	}
	var problems []coding.Problem
	err := t.cells(columns, func(p coding.Pos, num float64, _ string) {
		if num < min || num > max {
			problems = append(problems, coding.Problem{Pos: p, Code: "plain.out_of_range", Args: []string{number(min), number(max), number(num)}})
		}
	})
	if err != nil {
		return nil, err
	}
	return problems, nil
}

// cells calls fn with the place and content of every value in the columns, row by row: the number, or NaN and the text.
func (t *Table) cells(columns []string, fn func(p coding.Pos, num float64, text string)) error {
	for row, err := range t.body() {
		if err != nil {
			return err
		}
		for _, n := range columns {
			c := t.Column(n)
			num, text, missing := t.value(row.Cell(c.Col))
			if missing {
				continue
			}
			p := t.place
			p.Row, p.Col = row.Number, c.Col
			fn(p, num, text)
		}
	}
	return nil
}

// numbers returns numeric columns row by row, NaN being missing.
func (t *Table) numbers(ctx context.Context, columns []string) ([][]float64, error) {
	cols, err := moments.Numbers(ctx, t, columns)
	if err != nil {
		return nil, err
	}
	rows := make([][]float64, t.rows)
	for i := range rows {
		rows[i] = make([]float64, len(columns))
		for j := range cols {
			rows[i][j] = cols[j][i]
		}
	}
	return rows, nil
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// ProblemsError carries problems of the input: the run stops, and all of them are shown.
type ProblemsError struct{ Problems []coding.Problem }

func (e *ProblemsError) Error() string {
	return fmt.Sprintf("%d problems in the input", len(e.Problems))
}

// UsageError is a wrong call: an unknown column, a value that a flag cannot take.
type UsageError struct{ Message string }

func (e *UsageError) Error() string { return e.Message }

func usage(format string, args ...any) error { return &UsageError{fmt.Sprintf(format, args...)} }
