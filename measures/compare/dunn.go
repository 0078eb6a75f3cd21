package compare

import (
	"math"

	"github.com/smekit/smekit/measures/numeric"
)

// DunnContrast is one pair of Dunn's test: the difference of mean ranks, its standard error with tie correction, z and
// the raw two-sided p.
type DunnContrast struct {
	Difference, SE, Z, P float64
}

// Dunn compares the groups i and j of a grid by their mean ranks among all groups [Dunn1964]. NaN when all values are
// equal or a group is empty. p is not adjusted: that needs the whole family.
func Dunn(g Grid, i, j int) DunnContrast {
	return rankGroups(g.Counts).dunn(i, j)
}

func (r ranks) dunn(i, j int) DunnContrast {
	c := DunnContrast{math.NaN(), math.NaN(), math.NaN(), math.NaN()}
	if r.size[i] == 0 || r.size[j] == 0 {
		return c
	}
	variance := r.n*(r.n+1)/12 - r.ties/(12*(r.n-1))
	if !(variance > 0) {
		return c
	}
	c.Difference = r.sum[i]/r.size[i] - r.sum[j]/r.size[j]
	c.SE = math.Sqrt(variance * (1/r.size[i] + 1/r.size[j]))
	c.Z = c.Difference / c.SE
	c.P = numeric.NormalTwoSided(c.Z)
	return c
}
