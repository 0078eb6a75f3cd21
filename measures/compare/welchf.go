package compare

import (
	"math"

	"github.com/smekit/smekit/measures/numeric"
)

// WelchF is Welch's test of several means without equal variances [Welch1951]; for two groups it is the square of
// [WelchT]. NaN when a group does not vary.
func WelchF(groups []Sample) Test {
	t := noTest()
	k := float64(len(groups))
	if k < 2 {
		return t
	}
	sum, mean := 0.0, 0.0
	for _, g := range groups {
		if !(g.Var > 0) || !(g.Eff > 1) {
			return t
		}
		w := g.Eff / g.Var
		sum += w
		mean += (g.Mean - mean) * w / sum
	}
	between, lambda := 0.0, 0.0
	for _, g := range groups {
		w := g.Eff / g.Var
		between += w * (g.Mean - mean) * (g.Mean - mean)
		lambda += (1 - w/sum) * (1 - w/sum) / (g.Eff - 1)
	}
	lambda /= k*k - 1
	t.Statistic = between / (k - 1) / (1 + 2*(k-2)*lambda)
	t.DF1, t.DF2 = k-1, 1/(3*lambda)
	t.P = numeric.FUpper(t.Statistic, t.DF1, t.DF2)
	if math.IsInf(t.DF2, 0) {
		return noTest()
	}
	return t
}
