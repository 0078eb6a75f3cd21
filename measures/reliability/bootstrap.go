package reliability

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

// bootstrapped are the coefficients that a bootstrap gives intervals for.
var bootstrapped = []string{"alpha", "alpha_std", "omega_total", "omega_unidimensional"}

// bootstrap puts percentile limits of resampled rows (those with any answer; listwise the complete ones) on the coefficients
// of the whole scale. Every replicate has its own covariance matrix by the missing rule. Sources without rows get none.
func (s *scale) bootstrap(ctx context.Context, src moments.Source, res *estimate.Result) error {
	if s.stop != nil {
		return nil
	}
	rows, ok := src.(moments.RowSource)
	if !ok {
		res.Warn(moments.NoteNeedsRows.Says())
		return nil
	}
	columns, err := moments.Numbers(ctx, rows, s.names)
	if err != nil {
		return err
	}
	units := s.units(columns)
	results, err := numeric.Bootstrap(ctx, s.o.Bootstrap, s.o.Seed, len(units), len(bootstrapped), func() func([]int, []float64) {
		sums, times := newPairSums(s.k), make([]float64, len(units))
		return func(draw []int, out []float64) {
			clear(times)
			for _, u := range draw {
				times[u]++
			}
			sums.clear()
			for u, t := range times {
				if t > 0 {
					sums.add(units[u], t)
				}
			}
			s.replicate(sums, out)
		}
	})
	if err != nil {
		return err
	}
	for i := range res.Estimates {
		e := &res.Estimates[i]
		at := slices.Index(bootstrapped, e.Measure)
		if at < 0 || e.Of != "" || e.Empty() {
			continue
		}
		var failed int
		e.Low, e.High, failed = numeric.Percentile(results[at], s.o.Conf)
		how := fmt.Sprintf("bootstrap percentile, %d, seed %d", s.o.Bootstrap, s.o.Seed)
		if e.Measure == "alpha" {
			e.Method = how + ", " + s.o.Missing
		} else {
			e.Method += ", " + how
		}
		if failed > 0 {
			*e = e.With(estimate.NoteBootFailed.Says(failed, s.o.Bootstrap))
		}
	}
	return nil
}

// units are the rows that the scale rests on, reversed and less the items' means.
func (s *scale) units(columns [][]float64) [][]float64 {
	turned := make([]bool, s.k)
	for j, name := range s.names {
		turned[j] = slices.Contains(s.o.Reverse, name)
	}
	var out [][]float64
	for r := range columns[0] {
		row, present := make([]float64, s.k), 0
		for j := range columns {
			x := columns[j][r]
			if turned[j] {
				x = s.o.Min + s.o.Max - x
			}
			row[j] = x - s.vars[j].Mean
			if !math.IsNaN(x) {
				present++
			}
		}
		if present == s.k || s.o.Missing == Pairwise && present > 0 {
			out = append(out, row)
		}
	}
	return out
}

// replicate computes the coefficients of one sample; what fails stays NaN.
func (s *scale) replicate(sums *pairSums, out []float64) {
	one := &scale{o: s.o, names: s.names, k: s.k, n: s.n, c: sums.covariance()}
	trace := 0.0
	for i := range one.c {
		for j := range one.c {
			if math.IsNaN(one.c[i][j]) {
				return
			}
		}
		trace += one.c[i][i]
	}
	one.sum()
	if !(one.total > 1e-12*trace) {
		return
	}
	out[0] = alphaOf(one.k, trace, one.total)
	for i := range one.c {
		if !(one.c[i][i] > 0) {
			return
		}
	}
	one.standardise()
	var none estimate.Result
	out[1] = one.alphaStd().Value
	out[2] = one.multidimensional(&none)[0].Value
	out[3] = one.unidimensional().Value
}

// pairSums are the weighted sums of every pair of items over the rows that have both.
type pairSums struct {
	k           int
	n, x, y, xy []float64
}

func newPairSums(k int) *pairSums {
	return &pairSums{k: k, n: make([]float64, k*k), x: make([]float64, k*k), y: make([]float64, k*k), xy: make([]float64, k*k)}
}

func (p *pairSums) clear() {
	clear(p.n)
	clear(p.x)
	clear(p.y)
	clear(p.xy)
}

// add counts a row as often as it was drawn.
func (p *pairSums) add(row []float64, times float64) {
	for i, a := range row {
		if a != a {
			continue
		}
		at := i * p.k
		for j, b := range row[:i+1] {
			if b != b {
				continue
			}
			p.n[at+j] += times
			p.x[at+j] += times * a
			p.y[at+j] += times * b
			p.xy[at+j] += times * a * b
		}
	}
}

// covariance divides by n−1; NaN where fewer than 2 rows have both items.
func (p *pairSums) covariance() [][]float64 {
	c := make([][]float64, p.k)
	for i := range c {
		c[i] = make([]float64, p.k)
		for j := range i + 1 {
			at := i*p.k + j
			v := math.NaN()
			if n := p.n[at]; n > 1 {
				v = (p.xy[at] - p.x[at]*p.y[at]/n) / (n - 1)
			}
			c[i][j], c[j][i] = v, v
		}
	}
	return c
}
