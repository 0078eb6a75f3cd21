package weights

import (
	"fmt"
	"math"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
)

// randomIndex is the mean consistency index of random judgement matrices of 1 to 10 items [Saaty1980]. Other tables
// (.52 .89 1.11 1.25 1.35 …) give other ratios.
var randomIndex = [...]float64{0, 0, .58, .90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49}

// AHP returns the weights of the analytic hierarchy process [Saaty1980]: weight (of: name) is the principal right
// eigenvector of the judgement matrix, scaled to sum 1; lambda_max its eigenvalue; consistency_index (λ_max − n)/(n − 1);
// consistency_ratio that over the random index of n items. n is the number of items.
//
// matrix[i][j] says how many times as important item i is as item j. It must be square and positive, with 1 on the
// diagonal and a_ij·a_ji = 1 to 1e-3. Where the product is off by up to .05 (0.33 typed for 1/3) the upper triangle rules
// and a warning names the cell; beyond that, an [InvalidCell] does. The ratio is empty for 2 items or fewer and for more
// than 10; above .10 it bears a note.
func AHP(names []string, matrix [][]float64) (estimate.Result, error) {
	var r estimate.Result
	a, err := reciprocal(names, matrix, &r)
	if err != nil {
		return estimate.Result{}, err
	}
	n := len(names)
	w, lambda := principal(a)
	for i, name := range names {
		e := estimate.New(Family, "weight", name)
		e.Value, e.N, e.Method = w[i], n, "AHP, principal right eigenvector, Saaty 1980"
		r.Add(e)
	}
	lm := estimate.New(Family, "lambda_max", "")
	lm.Value, lm.N, lm.Method = lambda, n, "largest eigenvalue of the judgement matrix"
	ci := estimate.New(Family, "consistency_index", "")
	ci.N, ci.Method = n, "(lambda_max - n)/(n - 1)"
	if n == 1 {
		ci = ci.Because(noteOneItem.Says())
	} else {
		ci.Value = math.Max(0, lambda-float64(n)) / float64(n-1) // λ ≥ n but for rounding
	}
	cr := estimate.New(Family, "consistency_ratio", "")
	cr.N, cr.Method = n, "CI/RI, random index of Saaty 1980"
	switch {
	case n <= 2:
		cr = cr.Because(noteConsistent.Says())
	case n > len(randomIndex):
		cr = cr.Because(noteNoIndex.Says())
	default:
		cr.Value = ci.Value / randomIndex[n-1]
		cr.Method = fmt.Sprintf("CI/RI, RI(%d) = %.2f, Saaty 1980", n, randomIndex[n-1])
		if cr.Value > .10 {
			cr = cr.With(noteIncoherent.Says())
		}
	}
	r.Add(lm, ci, cr)
	return r, nil
}

// InvalidCell is the error of a cell that a judgement matrix cannot hold. Row and Column count from 0.
type InvalidCell struct {
	Row, Column         int
	RowName, ColumnName string
	Value               float64
	Expected            string
}

func (e *InvalidCell) Error() string {
	return fmt.Sprintf("weights: judgement of %s against %s (row %d, column %d): expected %s, got %v",
		e.RowName, e.ColumnName, e.Row+1, e.Column+1, e.Expected, e.Value)
}

// reciprocal checks a judgement matrix, and copies it with a lower triangle that is the reciprocal of the upper one.
func reciprocal(names []string, matrix [][]float64, r *estimate.Result) ([][]float64, error) {
	n := len(names)
	if n == 0 {
		return nil, fmt.Errorf("weights: empty judgement matrix")
	}
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			return nil, fmt.Errorf("weights: two items are named %q", name)
		}
	}
	if len(matrix) != n {
		return nil, fmt.Errorf("weights: a judgement matrix is square: %d rows for %d columns", len(matrix), n)
	}
	a := make([][]float64, n)
	for i, row := range matrix {
		if len(row) != n {
			return nil, fmt.Errorf("weights: row %d has %d judgements for %d items", i+1, len(row), n)
		}
		a[i] = slices.Clone(row)
	}
	bad := func(i, j int, expected string) error {
		return &InvalidCell{Row: i, Column: j, RowName: names[i], ColumnName: names[j], Value: matrix[i][j], Expected: expected}
	}
	for i := range a {
		for j, x := range a[i] {
			if !(x > 0) || math.IsInf(x, 1) {
				return nil, bad(i, j, "a number above 0")
			}
		}
		if math.Abs(a[i][i]-1) > 1e-3 {
			return nil, bad(i, i, "1 on the diagonal")
		}
		a[i][i] = 1
	}
	for i := range a {
		for j := i + 1; j < n; j++ {
			product := a[i][j] * a[j][i]
			switch off := math.Abs(product - 1); {
			case off > .05+1e-9:
				return nil, bad(j, i, fmt.Sprintf("%.4g, the reciprocal of %.4g", 1/a[i][j], a[i][j]))
			case off > 1e-3+1e-9:
				r.Warn(warnMended.Says(names[i]+"/"+names[j], names[j]+"/"+names[i], product))
				a[j][i] = 1 / a[i][j]
			}
		}
	}
	return a, nil
}

// principal is the principal right eigenvector of a positive matrix, scaled to sum 1, and its eigenvalue, by power
// iteration. The quotients (Aw)_i/w_i enclose the eigenvalue (Collatz–Wielandt): it stops when they agree.
func principal(a [][]float64) (w []float64, lambda float64) {
	n := len(a)
	w, next := make([]float64, n), make([]float64, n)
	for i := range w {
		w[i] = 1 / float64(n)
	}
	for range 100_000 {
		sum, low, high := 0.0, math.Inf(1), 0.0
		for i, row := range a {
			next[i] = 0
			for j, x := range row {
				next[i] += x * w[j]
			}
			low, high = math.Min(low, next[i]/w[i]), math.Max(high, next[i]/w[i])
			sum += next[i]
		}
		for i := range w {
			w[i] = next[i] / sum
		}
		lambda = (low + high) / 2
		if high-low <= 1e-14*high {
			break
		}
	}
	return w, lambda
}
