package agreement

import (
	"math"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
)

// agreementOf is, for each unit, the weighted share of agreeing pairs of its codes
//
//	p_i = Σ_k r_ik (r*_ik − 1) / (r_i (r_i − 1)), r*_ik = Σ_l w_kl r_il
//
// (0 with fewer than two codes), its mean over the units with two codes or more, and their number. A nil weighting means
// nominal weights.
func (g *grid) agreementOf(w *weighting) (p []float64, mean float64, doubled int) {
	p = make([]float64, g.rows)
	sum := 0.0
	for i := range p {
		r := float64(g.r[i])
		if r < 2 {
			continue
		}
		doubled += g.count(i)
		row := g.unit(i)
		agreeing := 0.0
		for a, k := range row {
			if k == none {
				continue
			}
			for _, l := range row[a+1:] {
				switch {
				case l == none:
				case w != nil:
					agreeing += w.w[k][l]
				case k == l:
					agreeing++
				}
			}
		}
		p[i] = 2 * agreeing / (r * (r - 1))
		sum += g.weight(i) * p[i]
	}
	return p, sum / float64(doubled), doubled
}

// shares are π_k, the mean over units of r_ik/r_i.
func (g *grid) shares() []float64 {
	pi := make([]float64, len(g.cats))
	for i := range g.rows {
		times := g.weight(i)
		for _, k := range g.unit(i) {
			if k != none {
				pi[k] += times / float64(g.r[i])
			}
		}
	}
	for k := range pi {
		pi[k] /= float64(g.n)
	}
	return pi
}

// meanOf is, for each unit, the mean over its codes of a number that each category has: Σ_k r_ik v_k / r_i.
func (g *grid) meanOf(v []float64) []float64 {
	out := make([]float64, g.rows)
	for i := range out {
		for _, k := range g.unit(i) {
			if k != none {
				out[i] += v[k] / float64(g.r[i])
			}
		}
	}
	return out
}

// chance is a coefficient's agreement by chance: pe and its linear form over units, whose mean is pe and whose
// derivative is 2·pe_i (or 0 where pe does not depend on the data: fixed).
type chance struct {
	pe    float64
	unit  []float64
	fixed bool
}

// linearised is κ = (p_a − p_e)/(1 − p_e) and, for each unit, its linearised value less κ [Gwet2014]:
//
//	κ_i = (n/n₂)(p_i − p_e·[r_i ≥ 2])/(1 − p_e) − 2(1 − κ)(p_e,i − p_e)/(1 − p_e)
func (g *grid) linearised(p []float64, pa float64, doubled int, c chance) (kappa float64, u []float64) {
	kappa = (pa - c.pe) / (1 - c.pe)
	u = make([]float64, g.rows)
	share := float64(g.n) / float64(doubled)
	for i := range u {
		if g.r[i] >= 2 {
			u[i] = share * (p[i] - c.pe) / (1 - c.pe)
		}
		if !c.fixed {
			u[i] -= 2 * (1 - kappa) * (c.unit[i] - c.pe) / (1 - c.pe)
		}
		u[i] -= kappa
	}
	return kappa, u
}

// law says how a standard error becomes an interval: Student's t with a divisor of n − 1, or the normal distribution
// with a divisor of n.
type law int

const (
	student law = iota
	normal
)

// sample is what an interval needs to know of the rows of a table: how many units each stands for and in which cluster it
// lies.
type sample struct {
	rows    int
	n       int     // units
	times   []int   // units of each row; nil: 1 each
	cluster []int32 // cluster of each row; nil when units are independent
}

// count is how many units a row stands for.
func (s *sample) count(i int) int {
	if s.times == nil {
		return 1
	}
	return s.times[i]
}

// weight is [sample.count] as a factor.
func (s *sample) weight(i int) float64 { return float64(s.count(i)) }

// add enters row i of another sample.
func (s *sample) add(from *sample, i int) {
	s.rows++
	s.n += from.count(i)
	if from.times != nil {
		s.times = append(s.times, from.times[i])
	}
	if from.cluster != nil {
		s.cluster = append(s.cluster, from.cluster[i])
	}
}

// interval gives e its standard error and limits from the linearised values u (mean 0) of rows of units that lie in
// clusters (nil: independent units). Independent: √(Σu²/(n(n−1))), t with n−1 degrees of freedom; or √(Σu²/n²), normal. In G
// clusters, with u summed within them: √(G/(G−1) Σ s²)/n, t with G−1. The upper limit is cut at 1.
func (s *sample) interval(e estimate.Estimate, u []float64, l law, conf float64) estimate.Estimate {
	n := float64(s.n)
	squares := 0.0
	var quantile float64
	tail := 1 - (1-conf)/2
	if s.cluster != nil {
		sums, groups := s.sumsOf(u)
		if groups < 2 {
			return e.With(noteOneCluster.Says())
		}
		for _, x := range sums {
			squares += x * x
		}
		e.SE = math.Sqrt(float64(groups)/float64(groups-1)*squares) / n
		e.DF1 = float64(groups - 1)
		quantile = numeric.StudentQuantile(tail, e.DF1)
		e.Method += "; cluster-robust SE (CR1), t"
		if groups < 10 {
			e = e.With(estimate.NoteFewClusters.Says(groups))
		}
	} else {
		for i, x := range u {
			squares += s.weight(i) * x * x
		}
		if l == normal {
			e.SE = math.Sqrt(squares) / n
			quantile = numeric.NormalQuantile(tail)
		} else {
			e.SE = math.Sqrt(squares / (n * (n - 1)))
			e.DF1 = n - 1
			quantile = numeric.StudentQuantile(tail, e.DF1)
		}
	}
	if e.SE < 1e-12 {
		e.SE = 0
		e = e.With(noteDegenerate.Says())
	}
	e.Low, e.High = e.Value-quantile*e.SE, math.Min(1, e.Value+quantile*e.SE)
	return e
}

// sumsOf sums u within clusters, and counts the clusters that occur.
func (s *sample) sumsOf(u []float64) (sums []float64, groups int) {
	top := int32(none)
	for _, c := range s.cluster {
		top = max(top, c)
	}
	sums = make([]float64, top+1)
	seen := make([]bool, top+1)
	for i, x := range u {
		sums[s.cluster[i]] += s.weight(i) * x
		if !seen[s.cluster[i]] {
			seen[s.cluster[i]] = true
			groups++
		}
	}
	return sums, groups
}
