package sem

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
)

// replicates are the bootstrap replicates of what intervals are asked for.
type replicates struct {
	o       *Options
	rule    string
	defined [][]float64
	htmt    [][2][][]float64 // by group, htmt and htmt2, pair
}

// limits puts percentile limits on an estimate.
func (b *replicates) limits(e estimate.Estimate, xs []float64, what string) estimate.Estimate {
	low, high, failed := numeric.Percentile(xs, b.o.Conf)
	e.Low, e.High = low, high
	e.Method = fmt.Sprintf("%s, bootstrap percentile, %d, seed %d, %s", what, b.o.Bootstrap, b.o.Seed, b.rule)
	if failed > 0 {
		e = e.With(estimate.NoteBootFailed.Says(failed, len(xs)))
	}
	return e
}

// deviation is the standard deviation (n − 1) of the replicates that did not fail.
func deviation(xs []float64) float64 {
	var good []float64
	for _, x := range xs {
		if !math.IsNaN(x) && !math.IsInf(x, 0) {
			good = append(good, x)
		}
	}
	return stat.StdDev(good, nil)
}

// bootstrap resamples rows (with their groups), refits the model from its solution and keeps the defined parameters; HTMT
// comes from each sample's correlations. Nil where none was asked for.
func (r *reporter) bootstrap(f *Fit) (*replicates, error) {
	if r.o.Bootstrap <= 0 {
		return nil, nil
	}
	if f.ordinal != nil {
		r.res.Warn(noteBootWLS.Says())
		return nil, nil
	}
	m := f.Model
	blocks := m.Blocks()
	pairs := len(blocks) * (len(blocks) - 1) / 2
	groups := len(m.Groups)
	width := len(m.Defined) + groups*2*pairs
	if width == 0 {
		return nil, nil
	}
	var origin [][2]int // group and row of each unit
	for g := range f.data {
		for i := range f.data[g].N {
			origin = append(origin, [2]int{g, i})
		}
	}
	results, err := numeric.Bootstrap(r.ctx, r.o.Bootstrap, r.o.Seed, len(origin), width, func() func([]int, []float64) {
		return func(draw []int, out []float64) { f.replicate(r, draw, origin, blocks, out) }
	})
	if err != nil {
		return nil, err
	}
	b := &replicates{o: r.o, rule: r.rule, defined: results[:len(m.Defined)], htmt: make([][2][][]float64, groups)}
	at := len(m.Defined)
	for g := range b.htmt {
		for k := range 2 {
			b.htmt[g][k] = results[at : at+pairs]
			at += pairs
		}
	}
	return b, nil
}

// replicate computes one sample's statistics; what fails stays NaN.
func (f *Fit) replicate(r *reporter, draw []int, origin [][2]int, blocks []Block, out []float64) {
	m := f.Model
	p := len(m.Observed)
	columns := make([][][]float64, len(m.Groups))
	for g := range columns {
		columns[g] = make([][]float64, p)
	}
	slices.Sort(draw) // rows in their order: better for memory, the same sample
	for _, d := range draw {
		g, i := origin[d][0], origin[d][1]
		for j := range p {
			columns[g][j] = append(columns[g][j], f.data[g].Rows[j][i])
		}
	}
	l := &likelihood{model: m, n: float64(len(draw))}
	var samples []sample
	for g := range columns {
		if len(columns[g][0]) <= p && f.Missing == Listwise || len(columns[g][0]) < 3 {
			return
		}
		var s sample
		if f.Missing == FIML {
			pts := patterns(columns[g])
			var ok bool
			var err error
			if s, ok, err = saturatedEM(r.ctx, p, pts); err != nil || !ok {
				return
			}
			l.data = append(l.data, pts)
		} else {
			data := GroupOf(columns[g])
			s = data.sample()
			data.Rows = nil
			l.data = append(l.data, data.complete())
		}
		samples = append(samples, s)
	}
	at := len(m.Defined)
	for g := range samples {
		corr := standardise(samples[g].cov)
		for k := range 2 {
			for i, a := range blocks {
				for _, b := range blocks[i+1:] {
					out[at] = HTMT(corr, a.Indicators, b.Indicators, k == 1)
					at++
				}
			}
		}
	}
	if len(m.Defined) == 0 {
		return
	}
	fixed := m.fixedValues(samples)
	sol, err := minimise(r.ctx, fixedLikelihood{l, fixed}, f.Theta)
	if err != nil || !sol.converged {
		return
	}
	values, _ := m.define(sol.theta, fixed)
	for i, v := range values {
		if !math.IsInf(v, 0) {
			out[i] = v
		}
	}
}
