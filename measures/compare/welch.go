package compare

import (
	"math"

	"github.com/smekit/smekit/measures/numeric"
)

// WelchT is the t test of two means without equal variances: (m₁−m₂)/√(s₁²/n₁+s₂²/n₂), df by Satterthwaite. NaN when
// neither group varies or one has fewer than two values.
func WelchT(a, b Sample) Test {
	t := noTest()
	va, vb := a.Var/a.Eff, b.Var/b.Eff
	if !(a.Eff > 1) || !(b.Eff > 1) || !(va+vb > 0) {
		return t
	}
	t.Statistic = (a.Mean - b.Mean) / math.Sqrt(va+vb)
	t.DF1 = satterthwaite(a, b)
	t.P = numeric.StudentTwoSided(t.Statistic, t.DF1)
	return t
}

// satterthwaite are the degrees of freedom of a difference of two means with variances of their own, written so that
// large or small variances neither overflow nor vanish.
func satterthwaite(a, b Sample) float64 {
	va, vb := a.Var/a.Eff, b.Var/b.Eff
	pa, pb := va/(va+vb), vb/(va+vb)
	return 1 / (pa*pa/(a.Eff-1) + pb*pb/(b.Eff-1))
}

// StudentT is the t test of two means with pooled variance, n₁+n₂−2 df. NaN when no group varies.
func StudentT(a, b Sample) Test {
	t := noTest()
	v, df := pooled(a, b)
	if !(v > 0) || !(df > 0) {
		return t
	}
	t.Statistic = (a.Mean - b.Mean) / math.Sqrt(v*(1/a.Eff+1/b.Eff))
	t.DF1 = df
	t.P = numeric.StudentTwoSided(t.Statistic, df)
	return t
}

func pooled(a, b Sample) (variance, df float64) {
	df = a.Eff + b.Eff - 2
	return ((a.Eff-1)*a.Var + (b.Eff-1)*b.Var) / df, df
}
