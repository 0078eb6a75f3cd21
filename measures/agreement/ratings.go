package agreement

import (
	"context"
	"fmt"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
)

// ComputeAlpha returns krippendorff_alpha of the whole table, then of each pair A~B of coders in the order of the columns,
// over the units that two of them (or both) gave a value: what one wants of ratings that coders gave beside a code, of
// which there may be few. Level, Categories, Clusters, Conf, Bootstrap and Seed of the options count; standard errors and
// limits come from a bootstrap of the units (or clusters) with a value. Coders without a value are left out with a warning.
//
// Not estimable (empty with the reason): fewer than 2 such units, no variation, fewer than 2 coders. Errors as of [Compute].
func ComputeAlpha(ctx context.Context, t Table, o Options) (estimate.Result, error) {
	var r estimate.Result
	if err := o.settle(); err != nil {
		return r, err
	}
	g, err := newGrid(t, o, &r)
	if err != nil {
		return r, err
	}
	a := newAlphas(g, metric{level: o.Level, x: g.x})
	all := make([]float64, a.length())
	for i := range g.rows {
		a.add(all, g.unit(i), g.weight(i))
	}
	values := make([]float64, a.blocks)
	a.compute(all, values)
	list := a.estimates(all, values, o)
	if o.Bootstrap == 0 || len(g.coders) < 2 || g.n == 0 {
		r.Add(list...)
		return r, nil
	}
	drawn := a.drawn()
	replicates, err := numeric.BootstrapTimes(ctx, o.Draws, o.Bootstrap, o.Seed, drawn.units(), a.blocks, func() func(numeric.Drawn, []float64) {
		own := newAlphas(g, a.metric)
		v := make([]float64, a.length())
		times := make([]float64, len(drawn.terms))
		return func(draw numeric.Drawn, out []float64) {
			drawn.add(v, times, draw)
			own.compute(v, out)
		}
	})
	if err != nil {
		return estimate.Result{}, err
	}
	groups := a.groups()
	for i, e := range list {
		if !e.Empty() {
			list[i] = limits(e, replicates[i], groups[i], g.cluster != nil, o)
		}
	}
	r.Add(list...)
	return r, nil
}

// alphas says where the coincidences and margins of all coders, and of each pair, stand in a vector that is additive over
// units. A block holds the q(q − 1)/2 coincidences of different categories, q margins and the number of units.
type alphas struct {
	grid    *grid
	metric  metric
	q       int
	blocks  int // 1 and the pairs
	scratch []float64
	place   []int // c·q + k, c < k → place of the coincidence in a block
}

func newAlphas(g *grid, m metric) *alphas {
	q, c := len(g.cats), len(g.coders)
	a := &alphas{grid: g, metric: m, q: q, blocks: 1 + c*(c-1)/2, scratch: make([]float64, q*q), place: make([]int, q*q)}
	n := 0
	for k := range q {
		for l := k + 1; l < q; l++ {
			a.place[k*q+l] = n
			n++
		}
	}
	return a
}

func (a *alphas) margins() int { return a.q * (a.q - 1) / 2 }
func (a *alphas) block() int   { return a.margins() + a.q + 1 }
func (a *alphas) length() int  { return a.blocks * a.block() }

// add enters a row that stands for so many units.
func (a *alphas) add(v []float64, row []int32, times float64) {
	r := 0
	for _, k := range row {
		if k != none {
			r++
		}
	}
	if r < 2 {
		return
	}
	size, margins := a.block(), a.margins()
	v[size-1] += times
	pair := 1
	for i, k := range row {
		if k != none {
			v[margins+int(k)] += times
		}
		for _, l := range row[i+1:] {
			if k != none && l != none {
				b := v[pair*size : (pair+1)*size]
				b[size-1] += times
				b[margins+int(k)] += times
				b[margins+int(l)] += times
				if k != l {
					at := a.place[int(min(k, l))*a.q+int(max(k, l))]
					b[at] += times
					v[at] += times / float64(r-1)
				}
			}
			pair++
		}
	}
}

// compute fills out with the alphas of a vector, NaN where there is none.
func (a *alphas) compute(v, out []float64) {
	size := a.block()
	for i := range a.blocks {
		b := v[i*size : (i+1)*size]
		out[i] = estimate.None
		if b[size-1] >= 2 {
			out[i] = a.alpha(b[:a.margins()], b[a.margins():size-1])
		}
	}
}

// alpha is [alphaOf] of a block.
func (a *alphas) alpha(coincidences, margins []float64) float64 {
	a.metric.fill(a.scratch, margins)
	var total, observed, expected float64
	n := 0
	for c, nc := range margins {
		total += nc
		for k := c + 1; k < a.q; k++ {
			d := a.scratch[c*a.q+k]
			observed += coincidences[n] * d
			expected += nc * margins[k] * d
			n++
		}
	}
	if !(expected > 0) {
		return estimate.None
	}
	return 1 - (total-1)*observed/expected
}

func (a *alphas) estimates(v, values []float64, o Options) []estimate.Estimate {
	size, coders := a.block(), a.grid.coders
	of, few := []string{""}, []estimate.Code{noteFewRated}
	for i := range coders {
		for k := i + 1; k < len(coders); k++ {
			of, few = append(of, coders[i]+"~"+coders[k]), append(few, noteFewRatedBoth)
		}
	}
	out := make([]estimate.Estimate, a.blocks)
	for i := range out {
		e := estimate.New(Family, "krippendorff_alpha", of[i])
		e.Method, e.N = fmt.Sprintf("%s, Krippendorff 2011", o.Level), int(v[(i+1)*size-1])
		switch {
		case len(coders) < 2:
			e = e.Because(noteFewCoders.Says())
		case e.N < 2:
			e = e.Because(few[i].Says(e.N))
		case !estimate.Has(values[i]):
			e = e.Because(noteRatedAlike.Says())
		default:
			e.Value = values[i]
		}
		out[i] = e
	}
	return out
}

// drawn are the vectors of the clusters, or of the units by kind of row.
func (a *alphas) drawn() *draws {
	g, d := a.grid, &draws{}
	if g.cluster == nil {
		known := map[string]int32{}
		var key []byte
		v := make([]float64, a.length())
		for i := range g.rows {
			key = appendKey(key[:0], g.unit(i))
			id, ok := known[string(key)]
			if !ok {
				id = int32(len(d.terms))
				known[string(key)] = id
				clear(v)
				a.add(v, g.unit(i), 1)
				d.terms = append(d.terms, sparse(v))
			}
			for range g.count(i) {
				d.of = append(d.of, id)
			}
		}
		return d
	}
	for i := range g.rows {
		c := int(g.cluster[i])
		for len(d.dense) <= c {
			d.dense = append(d.dense, make([]float64, a.length()))
		}
		a.add(d.dense[c], g.unit(i), g.weight(i))
	}
	return d
}

// groups counts the clusters with units of two values, of all coders and of each pair; without clusters zeros.
func (a *alphas) groups() []int {
	out := make([]int, a.blocks)
	if a.grid.cluster == nil {
		return out
	}
	size := a.block()
	for _, v := range a.drawn().dense {
		for i := range out {
			if v[(i+1)*size-1] > 0 {
				out[i]++
			}
		}
	}
	return out
}
