package moments

import (
	"context"
	"fmt"
)

// Frame is a small table in memory, column by column: the usual source of a study's own passes and of tests.
type Frame struct {
	rows    int
	columns []frameColumn
	index   map[string]int
}

type frameColumn struct {
	name    string
	numeric bool
	num     []float64 // NaN: missing
	text    []string  // empty: missing
}

// NewFrame returns an empty frame for columns of the given length.
func NewFrame(rows int) *Frame { return &Frame{rows: rows, index: map[string]int{}} }

// Numeric adds a column of numbers, NaN being missing. A wrong length or a repeated name is a bug and panics.
func (f *Frame) Numeric(name string, values []float64) *Frame {
	f.add(frameColumn{name: name, numeric: true, num: values}, len(values))
	return f
}

// Text adds a column of texts (groups, ids), empty being missing.
func (f *Frame) Text(name string, values []string) *Frame {
	f.add(frameColumn{name: name, text: values}, len(values))
	return f
}

func (f *Frame) add(c frameColumn, n int) {
	if _, dup := f.index[c.name]; dup || n != f.rows {
		panic(fmt.Sprintf("moments: column %q: repeated, or %d values for %d rows", c.name, n, f.rows))
	}
	f.index[c.name] = len(f.columns)
	f.columns = append(f.columns, c)
}

// Len is the number of rows.
func (f *Frame) Len() int { return f.rows }

// Columns lists the frame's columns.
func (f *Frame) Columns(context.Context) ([]Column, error) {
	cs := make([]Column, len(f.columns))
	for i, c := range f.columns {
		cs[i] = Column{Name: c.name, Numeric: c.numeric}
	}
	return cs, nil
}

// Collect answers a plan from memory.
func (f *Frame) Collect(ctx context.Context, p Plan) (*Moments, error) { return collect(ctx, f, p) }

// Scan gives the rows.
func (f *Frame) Scan(ctx context.Context, columns []string, fn func(row []Cell) error) error {
	cols := make([]frameColumn, len(columns))
	for i, n := range columns {
		at, ok := f.index[n]
		if !ok {
			return fmt.Errorf("no column %q", n)
		}
		cols[i] = f.columns[at]
	}
	row := make([]Cell, len(cols))
	for r := range f.rows {
		if r%blockRows == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		for i, c := range cols {
			if c.numeric {
				row[i].Num = c.num[r]
			} else {
				row[i].Text = c.text[r]
			}
		}
		if err := fn(row); err != nil {
			return err
		}
	}
	return nil
}
