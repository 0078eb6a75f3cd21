package compare

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/smekit/smekit/measures/numeric"
)

// tQuantile is the two-sided critical value of Student's t at the confidence level.
func tQuantile(conf, df float64) float64 {
	return distuv.StudentsT{Sigma: 1, Nu: df}.Quantile((1 + conf) / 2)
}

// zQuantile is the two-sided critical value of the standard normal.
func zQuantile(conf float64) float64 { return numeric.NormalQuantile((1 + conf) / 2) }

// chi2P is the upper tail of χ².
func chi2P(x, df float64) float64 {
	if math.IsNaN(x) || !(df > 0) {
		return math.NaN()
	}
	return mathext.GammaIncRegComp(df/2, math.Max(0, x)/2)
}
