package compare

import (
	"math"

	"github.com/smekit/smekit/measures/numeric"
)

// CohenD is (m₁−m₂)/s with the pooled standard deviation s (n₁+n₂−2), and its limits from those of the noncentrality of
// t [Steiger2004]. NaN when no group varies.
func CohenD(a, b Sample, conf float64) (d, low, high float64) {
	v, df := pooled(a, b)
	if !(v > 0) || !(df > 0) {
		return math.NaN(), math.NaN(), math.NaN()
	}
	d = (a.Mean - b.Mean) / math.Sqrt(v)
	unit := math.Sqrt(1/a.Eff + 1/b.Eff)
	low, high = numeric.NoncentralTLimits(d/unit, df, conf)
	return d, low * unit, high * unit
}

// HedgesJ is the exact small-sample factor Γ(m/2)/(√(m/2)·Γ((m−1)/2)), m = df, by which g = J·d is unbiased [Hedges1981].
// NaN for df ≤ 1.
func HedgesJ(df float64) float64 {
	if !(df > 1) {
		return math.NaN()
	}
	if y := (df - 1) / 2; df > 1000 { // Γ(y+½)/(√y·Γ(y)) as a series, where the logarithms would cancel
		series := 1 - (1-(1+5/(8*y))/(16*y))/(8*y)
		return math.Sqrt(1-1/df) * series
	}
	up, _ := math.Lgamma(df / 2)
	down, _ := math.Lgamma((df - 1) / 2)
	return math.Exp(up - down - math.Log(df/2)/2)
}
