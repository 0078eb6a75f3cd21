package compare

import (
	"math"

	"github.com/smekit/smekit/measures/numeric"
)

// GamesHowellContrast is one pair of a Games–Howell test.
type GamesHowellContrast struct {
	Difference float64 // mean of the first minus mean of the second
	SE         float64 // of the difference, variances not pooled
	Low, High  float64 // simultaneous limits
	Test               // t with Satterthwaite's df; p of the studentised range, family-wise over all pairs
}

// GamesHowell compares two of k groups without equal variances [GamesHowell1976]. NaN when neither varies.
func GamesHowell(a, b Sample, k int, conf float64) GamesHowellContrast {
	return gamesHowell(a, b, numeric.NewStudentisedRange(float64(k)), conf)
}

func gamesHowell(a, b Sample, r *numeric.StudentisedRange, conf float64) GamesHowellContrast {
	c := GamesHowellContrast{Difference: a.Mean - b.Mean, SE: math.NaN(), Low: math.NaN(), High: math.NaN(), Test: noTest()}
	w := WelchT(a, b)
	if math.IsNaN(w.Statistic) {
		return c
	}
	c.Test = w
	c.SE = math.Sqrt(a.Var/a.Eff + b.Var/b.Eff)
	c.P = r.Upper(math.Abs(w.Statistic)*math.Sqrt2, w.DF1)
	half := r.Quantile(conf, w.DF1) / math.Sqrt2 * c.SE
	c.Low, c.High = c.Difference-half, c.Difference+half
	return c
}
