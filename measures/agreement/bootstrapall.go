package agreement

import (
	"context"
	"fmt"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"

	"gonum.org/v1/gonum/floats"
)

// bootstrapAll gives every estimate that has a value its standard error and percentile limits: all units, or whole
// clusters of them, are drawn with replacement, once for all coefficients. A coefficient that a replicate cannot
// estimate fails there and is counted; more than 10 % failures leave its limits empty.
func (g *grid) bootstrapAll(ctx context.Context, r *estimate.Result, w *weighting, o Options) error {
	if len(g.coders) < 2 || g.n == 0 {
		return nil
	}
	if w.w[0] == nil { // no weights: what needs them is empty
		w, _ = weigh("nominal", g)
	}
	newVector := func() *sums { return newSums(g, metric{level: o.Level, x: g.x}, w, o) }
	drawn := g.vectors(newVector())
	replicates, err := numeric.BootstrapTimes(ctx, o.Draws, o.Bootstrap, o.Seed, drawn.units(), len(r.Estimates), func() func(numeric.Drawn, []float64) {
		s := newVector()
		v := make([]float64, s.length)
		times := make([]float64, len(drawn.terms))
		return func(draw numeric.Drawn, out []float64) {
			drawn.add(v, times, draw)
			s.compute(v, out)
		}
	})
	if err != nil {
		return err
	}
	groups := g.groups()
	for i, e := range r.Estimates {
		if e.Empty() {
			continue
		}
		at := 0
		if i >= len(wholeMeasures) && i < len(r.Estimates)-len(g.cats) {
			at = 1 + (i-len(wholeMeasures))/pairMeasures
		}
		if e.Measure == "mutual_agreement" && o.Presence == "" { // holsti's number, which stands before it
			same := r.Estimates[i-1]
			e.SE, e.Low, e.High, e.Notes = same.SE, same.Low, same.High, same.Notes
			e.Method += bootstrapMethod(g.cluster != nil, o)
			r.Estimates[i] = e
			continue
		}
		r.Estimates[i] = limits(e, replicates[i], groups[at], g.cluster != nil, o)
	}
	return nil
}

// limits gives an estimate the standard error and percentile limits of its replicates, drawn from so many clusters.
func limits(e estimate.Estimate, replicates []float64, clusters int, clustered bool, o Options) estimate.Estimate {
	e.SE, e.DF1 = estimate.None, estimate.None
	e.Method += bootstrapMethod(clustered, o)
	if clustered {
		if clusters < 2 {
			return e.With(noteOneCluster.Says())
		}
		if clusters < 10 {
			e = e.With(estimate.NoteFewClusters.Says(clusters))
		}
	}
	low, high, failed := numeric.Percentile(replicates, o.Conf)
	if failed > 0 {
		e = e.With(estimate.NoteBootFailed.Says(failed, o.Bootstrap))
	}
	if !estimate.Has(low) {
		return e.With(noteBootMany.Says())
	}
	e.Low, e.High, e.SE = low, high, deviation(replicates)
	if e.SE < 1e-12 {
		e.SE = 0
		if e.Measure != "prevalence" { // which is no agreement
			e = e.With(noteDegenerate.Says())
		}
	}
	return e
}

func bootstrapMethod(clustered bool, o Options) string {
	method := fmt.Sprintf("; bootstrap percentile, %d, seed %d", o.Bootstrap, o.Seed)
	if clustered {
		method += ", clusters resampled"
	}
	return method
}

// groups counts the clusters with units: of the whole table, then of each pair those with units that both coded. nil
// without clusters gives zeros.
func (g *grid) groups() []int {
	out := make([]int, 1+len(g.coders)*(len(g.coders)-1)/2)
	if g.cluster == nil {
		return out
	}
	seen := make([]bool, len(out)*(int(slices.Max(g.cluster))+1))
	put := func(which int, cluster int32) {
		if at := int(cluster)*len(out) + which; !seen[at] {
			seen[at] = true
			out[which]++
		}
	}
	for i := range g.rows {
		put(0, g.cluster[i])
		pair := 1
		row := g.unit(i)
		for a, k := range row {
			for _, l := range row[a+1:] {
				if k != none && l != none {
					put(pair, g.cluster[i])
				}
				pair++
			}
		}
	}
	return out
}

// draws are what a bootstrap draws: clusters with their additive vectors, or single units by the pattern of their row, with
// the places of the vector that are not 0.
type draws struct {
	dense [][]float64
	terms [][]term
	of    []int32 // unit → terms; nil where each vector is drawn as such
}

func (d *draws) units() int {
	if d.of != nil {
		return len(d.of)
	}
	return len(d.dense)
}

// add makes v the sum of the vectors drawn. times is memory as long as there are kinds of rows.
func (d *draws) add(v, times []float64, draw numeric.Drawn) {
	clear(v)
	if d.of == nil {
		for k, i := range draw.Units {
			floats.AddScaled(v, draw.Times[k], d.dense[i])
		}
		return
	}
	clear(times)
	for k, i := range draw.Units {
		times[d.of[i]] += draw.Times[k]
	}
	for i, n := range times {
		if n == 0 {
			continue
		}
		for _, t := range d.terms[i] {
			v[t.at] += n * t.value
		}
	}
}

// vectors sums the rows of each cluster, or finds the different rows.
func (g *grid) vectors(s *sums) *draws {
	d := &draws{}
	if g.cluster != nil {
		for i := range g.rows {
			c := int(g.cluster[i])
			for len(d.dense) <= c {
				d.dense = append(d.dense, make([]float64, s.length))
			}
			s.add(d.dense[c], g.unit(i), g.weight(i))
		}
		return d
	}
	known := map[string]int32{}
	var key []byte
	v := make([]float64, s.length)
	for i := range g.rows {
		key = appendKey(key[:0], g.unit(i))
		id, ok := known[string(key)]
		if !ok {
			id = int32(len(d.terms))
			known[string(key)] = id
			clear(v)
			s.add(v, g.unit(i), 1)
			d.terms = append(d.terms, sparse(v))
		}
		for range g.count(i) {
			d.of = append(d.of, id)
		}
	}
	return d
}

func sparse(v []float64) []term {
	var out []term
	for i, x := range v {
		if x != 0 {
			out = append(out, term{int32(i), x})
		}
	}
	return out
}
