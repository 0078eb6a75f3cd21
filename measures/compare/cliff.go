package compare

import (
	"math"

	"github.com/smekit/smekit/measures/numeric"
)

// CliffDelta is P(A>B) − P(A<B) over all pairs, 2U/(n₁n₂)−1, with Cliff's asymmetric interval on a normal quantile
// [Cliff1993]: (δ − δ³ ± z·s·√((1−δ²)²+z²s²))/(1−δ²+z²s²), s² the unbiased variance, at least (1−δ²)/(n₁n₂−1). At
// δ = ±1 the inner limit is ±(n−z²)/(n+z²), n the smaller group [FengCliff2004]. Limits need two values in each group
// and whole counts.
func CliffDelta(g Grid, conf float64) (delta, low, high float64) {
	a, b := g.Counts[0], g.Counts[1]
	n1, n2 := total(a), total(b)
	delta, low, high = math.NaN(), math.NaN(), math.NaN()
	if n1 == 0 || n2 == 0 {
		return
	}
	delta = cliff(a, b)
	if n1 < 2 || n2 < 2 {
		return
	}
	z := numeric.NormalQuantile((1 + conf) / 2)
	if math.Abs(delta) == 1 {
		n := math.Min(n1, n2)
		inner := (n - z*z) / (n + z*z)
		if delta > 0 {
			return delta, inner, 1
		}
		return delta, -1, -inner
	}
	var rows, columns, ties float64 // Σ(d_i.−δ)², Σ(d_.j−δ)², tied pairs
	belowA, belowB := 0.0, 0.0
	for v := range a {
		if a[v] > 0 {
			d := (belowB - (n2 - belowB - b[v])) / n2
			rows += a[v] * (d - delta) * (d - delta)
		}
		if b[v] > 0 {
			d := ((n1 - belowA - a[v]) - belowA) / n1
			columns += b[v] * (d - delta) * (d - delta)
		}
		ties += a[v] * b[v]
		belowA += a[v]
		belowB += b[v]
	}
	pairs := n1*n2 - ties - n1*n2*delta*delta // Σ(d_ij−δ)²
	s2 := (n2*n2*rows + n1*n1*columns - pairs) / (n1 * n2 * (n1 - 1) * (n2 - 1))
	s2 = math.Max(s2, (1-delta*delta)/(n1*n2-1))
	q := 1 - delta*delta
	half := z * math.Sqrt(s2) * math.Sqrt(q*q+z*z*s2)
	low = (delta - delta*delta*delta - half) / (q + z*z*s2)
	high = (delta - delta*delta*delta + half) / (q + z*z*s2)
	return delta, math.Max(-1, low), math.Min(1, high)
}

func cliff(a, b []float64) float64 { return 2*countU(a, b)/(total(a)*total(b)) - 1 }
