package mediate

import (
	"context"
	"math"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
)

// resampled are the replicates of every effect and, for BCa limits, the effects without each unit in turn.
type resampled struct {
	replicates, jackknife [][]float64
}

// resample weights the cross-products of units, which are rows or clusters, by how often each was drawn.
func resample(ctx context.Context, d *data, l *layout, f *effects, o *Options) (*resampled, error) {
	k := len(l.columns)
	rows := make([]float64, d.n()*(k+1)) // row by row: 1, z
	for i := range d.n() {
		row := rows[i*(k+1) : (i+1)*(k+1)]
		row[0] = 1
		for j, c := range l.columns {
			row[j+1] = c.z[i]
		}
	}
	var sums []*crossProducts // by cluster
	if d.clusters != nil {
		for range d.units {
			sums = append(sums, newCrossProducts(k))
		}
		for i, c := range d.clusters {
			sums[c].add(rows[i*(k+1):(i+1)*(k+1)], 1)
		}
	}
	take := func(to *crossProducts, unit int, weight float64) {
		if sums != nil {
			to.addSum(sums[unit].sum, weight)
		} else {
			to.add(rows[unit*(k+1):(unit+1)*(k+1)], weight)
		}
	}
	r := &resampled{}
	var err error
	r.replicates, err = numeric.Bootstrap(ctx, o.Bootstrap, o.Seed, d.units, f.width(), func() func(draw []int, out []float64) {
		s, c, times := newSolver(l), newCrossProducts(k), make([]int32, d.units)
		return func(draw []int, out []float64) {
			clear(c.sum)
			clear(times)
			for _, u := range draw {
				times[u]++
			}
			for u, t := range times {
				if t > 0 {
					take(c, u, float64(t))
				}
			}
			if p, ok := s.paths(c); ok {
				f.fill(p, out)
			}
		}
	})
	if err != nil || o.CI != BCa {
		return r, err
	}
	whole, c, s := newCrossProducts(k), newCrossProducts(k), newSolver(l)
	for u := range d.units {
		take(whole, u, 1)
	}
	r.jackknife = make([][]float64, f.width())
	out := make([]float64, f.width())
	for u := range d.units {
		copy(c.sum, whole.sum)
		take(c, u, -1)
		for i := range out {
			out[i] = estimate.None
		}
		if p, ok := s.paths(c); ok {
			f.fill(p, out)
		}
		for i, x := range out {
			r.jackknife[i] = append(r.jackknife[i], x)
		}
	}
	return r, ctx.Err()
}

// limits gives an estimate the interval and the standard error of the replicates of effect i.
func (r *resampled) limits(e estimate.Estimate, i int, o *Options) estimate.Estimate {
	if e.Empty() {
		return e
	}
	var failed int
	if o.CI == BCa {
		e.Low, e.High, failed = numeric.BCa(r.replicates[i], e.Value, r.jackknife[i], o.Conf)
	} else {
		e.Low, e.High, failed = numeric.Percentile(r.replicates[i], o.Conf)
	}
	if failed > 0 {
		e = e.With(estimate.NoteBootFailed.Says(failed, o.Bootstrap))
	}
	if !estimate.Has(e.Low) {
		return e.With(noteNoLimits.Says())
	}
	return e
}

// deviation is the SD of the replicates that did not fail.
func deviation(replicates []float64) float64 {
	n, mean, squares := 0.0, 0.0, 0.0
	for _, x := range replicates {
		if finite(x) {
			n++
			d := x - mean
			mean += d / n
			squares += d * (x - mean)
		}
	}
	if n < 2 {
		return estimate.None
	}
	return math.Sqrt(squares / (n - 1))
}
