package measures

import (
	"math"

	"github.com/smekit/smekit/coding"
)

// slack keeps rounding errors of sums from moving a score across a cut that it meets exactly.
const slack = 1e-9

// band is where a score lies: "low" below the low cut, "high" above the high cut, else "mid"; the cuts belong to mid.
func band(x float64, b coding.Bands) string {
	switch {
	case x < b.Low-slack:
		return "low"
	case x > b.High+slack:
		return "high"
	}
	return "mid"
}

// near reports whether a score lies within the margin of a cut, the margin included.
func near(x, cut, margin float64) bool { return math.Abs(x-cut) <= margin+slack }

// nearestCut returns the cut that a score is within the margin of, the nearer one of two.
func nearestCut(x float64, b coding.Bands) (cut float64, ok bool) {
	cut = b.Low
	if math.Abs(x-b.High) < math.Abs(x-b.Low) {
		cut = b.High
	}
	return cut, near(x, cut, b.Margin)
}
