package correlate

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

// MaxCategories is the number of distinct values up to which a column counts as ordered categories.
const MaxCategories = 20

var noteBound = estimate.DefineNote("correlate_bound", "the correlation runs to its bound {0}: no two rows are ordered the other way (an empty cell of a 2×2 table)")

const polychoricMethod = "two-step ML, thresholds from the margins of the pair's rows, no continuity correction, two-step asymptotic SE, Wald p, CI on Fisher's z"

// polychorics answers from the tables of counts of all pairs.
func polychorics(ctx context.Context, src moments.Source, o Options, res *estimate.Result) error {
	values, err := categoryValues(ctx, src, o.Items)
	if err != nil {
		return err
	}
	var tables [][][]float64
	if rows, ok := src.(moments.RowSource); ok {
		tables, err = scanTables(ctx, rows, o.Items, values)
	} else {
		tables, err = collectTables(ctx, src, o.Items, values)
	}
	if err != nil {
		return err
	}
	pairs := allPairs(len(o.Items))
	es := make([]estimate.Estimate, len(pairs))
	err = parallel(ctx, len(pairs), func(p int) {
		es[p] = polychoricPair(o.Items[pairs[p][0]], o.Items[pairs[p][1]], tables[p], o.Conf)
	})
	res.Add(es...)
	return err
}

// polychoricPair estimates one pair from its table.
func polychoricPair(x, y string, table [][]float64, conf float64) estimate.Estimate {
	table, rows, columns := occupied(table)
	n := 0.0
	for _, c := range rows {
		n += c
	}
	e := newPair("polychoric", x, y, int(n), polychoricMethod)
	if e = estimable(e, len(rows) < 2 || len(columns) < 2); len(e.Notes) > 0 {
		return e
	}
	p, err := newPoly(table, Thresholds(rows), Thresholds(columns))
	if err == nil {
		e.Value, _, err = p.solve()
	}
	switch {
	case errors.Is(err, ErrBound):
		return e.Because(noteBound.Says(strconv.Itoa(int(e.Value))))
	case err != nil:
		return e.Because(estimate.NoteConstant.Says())
	}
	e.SE = p.standardError()
	e.Statistic = e.Value / e.SE
	e.P = numeric.NormalTwoSided(e.Statistic)
	z, half := math.Atanh(e.Value), numeric.NormalQuantile((1+conf)/2)*e.SE/((1-e.Value)*(1+e.Value))
	e.Low, e.High = math.Tanh(z-half), math.Tanh(z+half)
	return e
}

// occupied drops the categories that no row of the pair has, which leaves the likelihood as it is, and returns the
// margins of the rest.
func occupied(table [][]float64) (kept [][]float64, rows, columns []float64) {
	var all []float64
	for _, row := range table {
		sum := 0.0
		if all == nil {
			all = make([]float64, len(row))
		}
		for j, n := range row {
			sum += n
			all[j] += n
		}
		if sum > 0 {
			rows = append(rows, sum)
			kept = append(kept, row)
		}
	}
	for i, row := range kept {
		kept[i] = nil
		for j, n := range row {
			if all[j] > 0 {
				kept[i] = append(kept[i], n)
			}
		}
	}
	for _, n := range all {
		if n > 0 {
			columns = append(columns, n)
		}
	}
	return kept, rows, columns
}

// CategoriesError names a column of more than [MaxCategories] distinct values, which are no ordered categories.
type CategoriesError struct{ Column string }

func (e *CategoriesError) Error() string {
	return fmt.Sprintf("correlate: column %q has more than %d distinct values: polychoric expects ordered categories", e.Column, MaxCategories)
}

// categoryValues are the distinct values of every item, ascending.
func categoryValues(ctx context.Context, src moments.Source, items []string) ([][]float64, error) {
	m, err := src.Collect(ctx, moments.Plan{Variables: moments.ColumnVariables(items...), Values: true})
	if err != nil {
		return nil, err
	}
	values := make([][]float64, len(items))
	for j, v := range m.Groups[0].Vars {
		if v.Many || len(v.Values) > MaxCategories {
			return nil, &CategoriesError{items[j]}
		}
		for _, x := range v.Values {
			values[j] = append(values[j], x.X)
		}
	}
	return values, nil
}

const blockRows = 4096

// scanTables counts the tables of all pairs in one pass over the rows, a block at a time; memory does not grow with the
// rows.
func scanTables(ctx context.Context, rows moments.RowSource, items []string, values [][]float64) ([][][]float64, error) {
	pairs := allPairs(len(items))
	codes := make([][]uint8, len(items)) // category of a row of the block; one beyond the last: missing
	for j := range codes {
		codes[j] = make([]uint8, blockRows)
	}
	counts := make([][]int64, len(pairs)) // with a row and a column for missing
	for p, at := range pairs {
		counts[p] = make([]int64, (len(values[at[0]])+1)*(len(values[at[1]])+1))
	}
	n := 0
	flush := func() error {
		filled := n
		n = 0
		return parallel(ctx, len(pairs), func(p int) {
			i, j := pairs[p][0], pairs[p][1]
			x, y, cells, width := codes[i][:filled], codes[j][:filled], counts[p], len(values[j])+1
			for r, c := range x {
				cells[int(c)*width+int(y[r])]++
			}
		})
	}
	err := rows.Scan(ctx, items, func(row []moments.Cell) error {
		for j, c := range row {
			codes[j][n] = uint8(len(values[j]))
			for i, v := range values[j] { // a text column has no values: Collect has refused any text
				if c.Num == v {
					codes[j][n] = uint8(i)
					break
				}
			}
		}
		if n++; n == blockRows {
			return flush()
		}
		return nil
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return nil, err
	}
	tables := make([][][]float64, len(pairs))
	for p, at := range pairs {
		width := len(values[at[1]]) + 1
		for i := range values[at[0]] {
			line := make([]float64, width-1)
			for j := range line {
				line[j] = float64(counts[p][i*width+j])
			}
			tables[p] = append(tables[p], line)
		}
	}
	return tables, nil
}

// collectTables asks a source that does not give its rows for the counts of every crossing.
func collectTables(ctx context.Context, src moments.Source, items []string, values [][]float64) ([][][]float64, error) {
	place := func(j int, level string) int {
		x, err := strconv.ParseFloat(level, 64)
		if err != nil {
			return -1
		}
		return slices.Index(values[j], x)
	}
	var tables [][][]float64
	for _, at := range allPairs(len(items)) {
		m, err := src.Collect(ctx, moments.Plan{By: []string{items[at[0]], items[at[1]]}})
		if err != nil {
			return nil, err
		}
		table := make([][]float64, len(values[at[0]]))
		for i := range table {
			table[i] = make([]float64, len(values[at[1]]))
		}
		for _, g := range m.Groups {
			i, j := place(at[0], g.Key[0]), place(at[1], g.Key[1])
			if i < 0 || j < 0 {
				return nil, fmt.Errorf("correlate: %s and %s: unexpected values %q", items[at[0]], items[at[1]], g.Key)
			}
			table[i][j] = float64(g.Rows)
		}
		tables = append(tables, table)
	}
	return tables, nil
}
