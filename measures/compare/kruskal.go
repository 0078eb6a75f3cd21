package compare

import (
	"math"

	"github.com/smekit/smekit/measures/numeric"
)

// ranks are the rank sums of counted groups, all values ranked together with midranks for ties.
type ranks struct {
	n    float64
	size []float64 // by group
	sum  []float64 // of ranks, by group
	ties float64   // Σ(t³−t)
}

func rankGroups(counts [][]float64) ranks {
	r := ranks{size: make([]float64, len(counts)), sum: make([]float64, len(counts))}
	r.take(counts)
	return r
}

func (r *ranks) take(counts [][]float64) {
	r.n, r.ties = 0, 0
	for g := range counts {
		r.size[g], r.sum[g] = 0, 0
	}
	if len(counts) == 0 {
		return
	}
	for v := range counts[0] {
		t := 0.0
		for _, c := range counts {
			t += c[v]
		}
		if t == 0 {
			continue
		}
		rank := r.n + (t+1)/2
		for g, c := range counts {
			r.size[g] += c[v]
			r.sum[g] += c[v] * rank
		}
		r.ties += t * (t*t - 1)
		r.n += t
	}
}

// h is the tie-corrected statistic, NaN when all values are equal or a group is empty.
func (r *ranks) h() float64 {
	n := r.n
	correction := 1 - r.ties/(n*n*n-n)
	if !(correction > 0) {
		return math.NaN()
	}
	s := 0.0
	for g, size := range r.size {
		if size == 0 {
			return math.NaN()
		}
		d := r.sum[g]/size - (n+1)/2
		s += size * d * d
	}
	return 12 / (n * (n + 1)) * s / correction
}

// KruskalH is the rank test of several groups, tie-corrected [KruskalWallis1952], p by χ² with groups−1 df. NaN when all
// values are equal or a group is empty.
func KruskalH(g Grid) Test {
	t := noTest()
	if len(g.Counts) < 2 {
		return t
	}
	r := rankGroups(g.Counts)
	if t.Statistic = r.h(); math.IsNaN(t.Statistic) {
		return t
	}
	t.DF1 = float64(len(g.Counts) - 1)
	t.P = numeric.ChiSquaredUpper(t.Statistic, t.DF1)
	return t
}

// Epsilon2 is the rank ε², H/(n−1) [TomczakTomczak2014]: not Kelley's ε² of the analysis of variance.
func Epsilon2(g Grid) float64 {
	if len(g.Counts) < 2 {
		return math.NaN()
	}
	r := rankGroups(g.Counts)
	return r.h() / (r.n - 1)
}
