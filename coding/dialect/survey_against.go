package dialect

import (
	"math"
	"strings"
)

// opposite is how an item's answers correlate with those of the others, and over how many people.
type opposite struct {
	r      float64
	people int
}

// weakest is the correlation that is worth a question; the middle of the usual bands of Cohen (1988).
const weakest = -0.3

// RunsAgainst reports whether a correlation over so many people shows that answers run against others: it is -0.3 or below, and the
// upper limit of its 95 % interval (Fisher's z) is below 0. Few people, or a weak correlation, show nothing.
func RunsAgainst(r float64, people int) bool {
	if math.IsNaN(r) || r > weakest || people < 4 {
		return false
	}
	return math.Atanh(max(r, -1))+1.959964/math.Sqrt(float64(people-3)) < 0
}

// Denies reports whether a wording is negative: it says no once, or names what goes wrong (互相推诿). What says no twice does not.
func Denies(wording string) bool {
	wording = bothWays.Replace(wording)
	for _, re := range denials {
		if n := len(re.FindAllString(strings.ToLower(wording), -1)); n > 0 {
			return n%2 == 1
		}
	}
	return false
}
