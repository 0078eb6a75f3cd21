package compare

import (
	"math"

	"github.com/smekit/smekit/measures/numeric"
)

// Squares are the sums of squares of a one-way analysis of variance.
type Squares struct {
	Between, Within     float64
	DFBetween, DFWithin float64
}

// SquaresOf takes the groups' sizes, means and variances apart. What rounding leaves within groups that do not vary is 0.
func SquaresOf(groups []Sample) Squares {
	var s Squares
	n, mean, scale := 0.0, 0.0, 0.0
	for _, g := range groups {
		n += g.Eff
		scale = math.Max(scale, math.Abs(g.Mean))
		mean += (g.Mean - mean) * g.Eff / n
		s.Within += (g.Eff - 1) * g.Var
	}
	for _, g := range groups {
		s.Between += g.Eff * (g.Mean - mean) * (g.Mean - mean)
	}
	if !(s.Within > 1e-26*n*scale*scale) {
		s.Within = 0
	}
	s.DFBetween = float64(len(groups) - 1)
	s.DFWithin = n - float64(len(groups))
	return s
}

// AnovaF is the F of a one-way analysis of variance. NaN when no group varies.
func (s Squares) AnovaF() Test {
	t := noTest()
	if !(s.Within > 0) || !(s.DFBetween > 0) || !(s.DFWithin > 0) {
		return t
	}
	t.Statistic = s.Between / s.DFBetween / (s.Within / s.DFWithin)
	t.DF1, t.DF2 = s.DFBetween, s.DFWithin
	t.P = numeric.FUpper(t.Statistic, t.DF1, t.DF2)
	return t
}

// Eta2 is SSB/SST, with the two-sided limits λ/(λ+n) from those of the noncentrality λ of F [Steiger2004]; limits are
// NaN when no group varies. The upper limit of η² is a limit of the population's, not a bound of the estimate.
func (s Squares) Eta2(conf float64) (eta2, low, high float64) {
	eta2, low, high = math.NaN(), math.NaN(), math.NaN()
	if !(s.Between+s.Within > 0) || !(s.DFBetween > 0) {
		return
	}
	eta2 = s.Between / (s.Between + s.Within)
	if f := s.AnovaF(); !math.IsNaN(f.Statistic) {
		n := s.DFBetween + s.DFWithin + 1
		l, h := numeric.NoncentralFLimits(f.Statistic, f.DF1, f.DF2, conf)
		low, high = l/(l+n), h/(h+n)
	}
	return
}

// Omega2 is (SSB − dfB·MSW)/(SST + MSW). It may be negative.
func (s Squares) Omega2() float64 {
	if !(s.Between+s.Within > 0) || !(s.DFBetween > 0) || !(s.DFWithin > 0) {
		return math.NaN()
	}
	msw := s.Within / s.DFWithin
	return (s.Between - s.DFBetween*msw) / (s.Between + s.Within + msw)
}
