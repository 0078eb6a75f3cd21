package correlate

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"gonum.org/v1/gonum/mat"
)

// PairProblem names a pair of columns, I < J, whose correlation cannot be estimated, and why: [ErrBound],
// [ErrCategories] or [ErrTable].
type PairProblem struct {
	I, J int
	Err  error
}

// PolychoricMatrix correlates every pair of columns of category indices 0…categories−1 (−1: missing) with [Polychoric],
// each pair over the rows that have both.
//
// The thresholds of a column are those of all its own answers, the same in every pair. Where no answer is missing that
// is what [Compute] does; with missing answers Compute cuts at the margins of the pair's own rows.
//
// Of k columns it returns the k×k matrix (NaN where a problem says why), the thresholds by column (nil of a column with
// fewer than two categories or no answer), the number of rows of every pair, on the diagonal of every column, and the
// problems in the order of pairs. An error is returned for columns of different lengths, an index beyond the categories
// or a cancelled context.
func PolychoricMatrix(ctx context.Context, columns [][]int, categories []int) (r *mat.SymDense, thresholds [][]float64, n [][]int, problems []PairProblem, err error) {
	k := len(columns)
	if k == 0 || len(categories) != k {
		return nil, nil, nil, nil, fmt.Errorf("correlate: %d columns, categories of %d", k, len(categories))
	}
	thresholds, n = make([][]float64, k), make([][]int, k)
	for j, x := range columns {
		if len(x) != len(columns[0]) {
			return nil, nil, nil, nil, fmt.Errorf("correlate: column %d has %d rows, column 0 %d", j, len(x), len(columns[0]))
		}
		counts := make([]float64, max(0, categories[j]))
		n[j] = make([]int, k)
		for i, c := range x {
			if c < -1 || c >= categories[j] {
				return nil, nil, nil, nil, fmt.Errorf("correlate: column %d, row %d: category %d of %d", j, i, c, categories[j])
			}
			if c >= 0 {
				counts[c]++
				n[j][j]++
			}
		}
		thresholds[j] = Thresholds(counts)
	}
	pairs := allPairs(k)
	rho, errs := make([]float64, len(pairs)), make([]error, len(pairs))
	err = parallel(ctx, len(pairs), func(p int) {
		i, j := pairs[p][0], pairs[p][1]
		table, both := cross(columns[i], columns[j], categories[i], categories[j])
		n[i][j], n[j][i] = both, both
		rho[p], _, errs[p] = Polychoric(table, thresholds[i], thresholds[j])
	})
	if err != nil {
		return nil, nil, nil, nil, err
	}
	r = mat.NewSymDense(k, nil)
	for j := range k {
		r.SetSym(j, j, 1)
	}
	for p, at := range pairs {
		if errs[p] != nil {
			problems = append(problems, PairProblem{at[0], at[1], errs[p]})
			rho[p] = math.NaN()
		}
		r.SetSym(at[0], at[1], rho[p])
	}
	return r, thresholds, n, problems, nil
}

// Categories numbers the distinct values of a variable in ascending order: the index of every row, −1 where the value
// is missing (NaN), and the values.
func Categories(x []float64) (index []int, values []float64) {
	seen := map[float64]bool{}
	for _, v := range x {
		if v == v && !seen[v] {
			seen[v] = true
			values = append(values, v)
		}
	}
	slices.Sort(values)
	index = make([]int, len(x))
	for i, v := range x {
		index[i] = -1
		if v == v {
			index[i], _ = slices.BinarySearch(values, v)
		}
	}
	return index, values
}

// cross counts the pairs of categories of the rows that have both.
func cross(x, y []int, kx, ky int) (table [][]float64, n int) {
	table = make([][]float64, kx)
	cells := make([]float64, kx*ky)
	for i := range table {
		table[i] = cells[i*ky : (i+1)*ky]
	}
	for r, i := range x {
		if j := y[r]; i >= 0 && j >= 0 {
			cells[i*ky+j]++
			n++
		}
	}
	return table, n
}

// allPairs are (0,1), (0,2), …, (1,2), ….
func allPairs(k int) [][2]int {
	pairs := make([][2]int, 0, k*(k-1)/2)
	for i := range k {
		for j := i + 1; j < k; j++ {
			pairs = append(pairs, [2]int{i, j})
		}
	}
	return pairs
}

// parallel calls do(0), …, do(n−1) on all cores, each writing only to its own place.
func parallel(ctx context.Context, n int, do func(i int)) error {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				do(i)
			}
		})
	}
	wait.Wait()
	return ctx.Err()
}
