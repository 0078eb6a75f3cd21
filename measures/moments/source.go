package moments

import (
	"context"
	"fmt"
	"math"

	"github.com/smekit/smekit/measures/estimate"
)

// Source is a table that can answer a plan: a stream of rows, a table in memory, a table in a database.
type Source interface {
	// Columns lists the table's columns in their order.
	Columns(ctx context.Context) ([]Column, error)
	// Collect makes one pass. It fails for an unknown column, a text where a number is wanted, a value outside a
	// declared scale ([RangeError]), an infinite value or a negative weight.
	Collect(ctx context.Context, p Plan) (*Moments, error)
}

// RowSource is a table whose rows can be read, again and again in the same order.
type RowSource interface {
	Columns(ctx context.Context) ([]Column, error)
	// Scan calls fn with the cells of the named columns for every row. The slice is reused between calls.
	Scan(ctx context.Context, columns []string, fn func(row []Cell) error) error
}

// Column is a column's name and kind.
type Column struct {
	Name    string
	Numeric bool
}

// Cell is a value: Num in a numeric column (NaN: missing), Text in a text column (empty: missing).
type Cell struct {
	Num  float64
	Text string
}

// Label is the cell as a level of a group: its text, or the shortest text of its number; empty when missing.
func (c Cell) Label(numeric bool) string {
	if numeric {
		return estimate.FormatFloat(c.Num)
	}
	return c.Text
}

// number is the cell of a numeric column; a text column may serve as one as long as it is empty.
func (c Cell) number(text bool, column string, line int) (float64, error) {
	if !text {
		return c.Num, nil
	}
	if c.Text != "" {
		return 0, fmt.Errorf("column %q, row %d: %q is not a number", column, line, c.Text)
	}
	return math.NaN(), nil
}

// RangeError is a value outside the declared scale.
type RangeError struct {
	Column   string
	Row      int // counted from 1 over the rows of the table; 0 where the source cannot tell
	Value    float64
	Min, Max float64 // NaN: no such end
}

func (e *RangeError) Error() string {
	where := ""
	if e.Row > 0 {
		where = fmt.Sprintf(", row %d", e.Row)
	}
	return fmt.Sprintf("column %q%s: %s is outside the scale from %s to %s", e.Column, where,
		estimate.FormatFloat(e.Value), estimate.FormatFloat(e.Min), estimate.FormatFloat(e.Max))
}

// Notes of families that compute from a pass.
var (
	NoteManyValues = estimate.DefineNote("many_values", "more than {0} distinct values: not exact from one pass over this source")
	NoteNeedsRows  = estimate.DefineNote("needs_rows", "needs the rows themselves, which this source does not give")
	NoteNoGroup    = estimate.DefineNote("rows_without_group", "{0} rows without {1} left out")
	NoteNoWeight   = estimate.DefineNote("rows_without_weight", "{0} rows without a weight left out")
)

// Numbers reads numeric columns whole, one slice a column, NaN being missing: for methods that need the rows.
func Numbers(ctx context.Context, rows RowSource, columns []string) ([][]float64, error) {
	kinds, err := kindsOf(ctx, rows, columns)
	if err != nil {
		return nil, err
	}
	out := make([][]float64, len(columns))
	line := 0
	err = rows.Scan(ctx, columns, func(row []Cell) error {
		line++
		for j, c := range row {
			x, err := c.number(!kinds[j], columns[j], line)
			if err != nil {
				return err
			}
			out[j] = append(out[j], x)
		}
		return nil
	})
	return out, err
}

// Labels reads columns whole as levels of groups, one slice a column, the empty text being missing.
func Labels(ctx context.Context, rows RowSource, columns []string) ([][]string, error) {
	kinds, err := kindsOf(ctx, rows, columns)
	if err != nil {
		return nil, err
	}
	out := make([][]string, len(columns))
	err = rows.Scan(ctx, columns, func(row []Cell) error {
		for j, c := range row {
			out[j] = append(out[j], c.Label(kinds[j]))
		}
		return nil
	})
	return out, err
}

type columner interface {
	Columns(ctx context.Context) ([]Column, error)
}

// kindsOf tells for each of the named columns whether it is numeric.
func kindsOf(ctx context.Context, s columner, names []string) ([]bool, error) {
	all, err := s.Columns(ctx)
	if err != nil {
		return nil, err
	}
	kind := make(map[string]bool, len(all))
	for _, c := range all {
		kind[c.Name] = c.Numeric
	}
	kinds := make([]bool, len(names))
	for i, n := range names {
		k, ok := kind[n]
		if !ok {
			return nil, fmt.Errorf("no column %q", n)
		}
		kinds[i] = k
	}
	return kinds, nil
}
