package agreement

import (
	"context"
	"fmt"
	"math"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
)

// bootstrap gives alpha its standard error and percentile limits: units with two codes or more, or whole clusters of
// them, are drawn with replacement. A replicate without variation fails and is counted; more than 10 % failures leave
// the limits empty.
func (p *patterns) bootstrap(ctx context.Context, e estimate.Estimate, m metric, o Options) (estimate.Estimate, error) {
	e.Method += fmt.Sprintf("; bootstrap percentile, %d, seed %d", o.Bootstrap, o.Seed)
	units := len(p.of)
	if p.group != nil {
		units = len(p.group)
		e.Method += ", clusters resampled"
		if units < 2 {
			return e.With(noteOneCluster.Says()), nil
		}
		if units < 10 {
			e = e.With(estimate.NoteFewClusters.Says(units))
		}
	}
	replicates, err := numeric.Bootstrap(ctx, o.Bootstrap, o.Seed, units, 1, func() func([]int, []float64) {
		s := newScratch(p.q)
		counts := make([]int, len(p.counts))
		return func(draw []int, out []float64) {
			p.count(draw, counts)
			out[0], _ = p.alpha(m, counts, s)
		}
	})
	if err != nil {
		return estimate.Estimate{}, err
	}
	var failed int
	e.Low, e.High, failed = numeric.Percentile(replicates[0], o.Conf)
	if failed > 0 {
		e = e.With(estimate.NoteBootFailed.Says(failed, o.Bootstrap))
	}
	if !estimate.Has(e.Low) {
		return e.With(noteBootMany.Says()), nil
	}
	e.SE = deviation(replicates[0])
	return e, nil
}

// count fills counts with how often each pattern occurs among the units or clusters drawn.
func (p *patterns) count(draw, counts []int) {
	clear(counts)
	if p.group == nil {
		for _, i := range draw {
			counts[p.of[i]]++
		}
		return
	}
	for _, i := range draw {
		for _, c := range p.group[i] {
			counts[c.pattern] += c.units
		}
	}
}

// deviation is the standard deviation, divisor n − 1, of the values that are numbers.
func deviation(x []float64) float64 {
	var n, mean, squares float64
	for _, v := range x {
		if estimate.Has(v) {
			n++
			d := v - mean
			mean += d / n
			squares += d * (v - mean)
		}
	}
	return math.Sqrt(squares / (n - 1))
}
