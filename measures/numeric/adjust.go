package numeric

import (
	"fmt"
	"math"
	"slices"
)

// Methods of [Adjust].
const (
	Holm = "holm" // step-down, controls the family-wise error [Holm1979]
	FDR  = "fdr"  // step-up, controls the false discovery rate [BenjaminiHochberg1995]
	Raw  = "none" // p as they are
)

// Adjust returns the adjusted p of a family of tests, in the order of p. NaN stays NaN and does not count to the family.
//
//	holm: p(i) → max over j≤i of min(1, (m−j+1)·p(j)), p sorted ascending
//	fdr:  p(i) → min over j≥i of min(1, m/j·p(j))
//
// Adjusted values are monotone in p and equal for ties. The empty method is none; another word is an error.
func Adjust(p []float64, method string) ([]float64, error) {
	adjusted := slices.Clone(p)
	if method == "" || method == Raw {
		return adjusted, nil
	}
	order := make([]int, 0, len(p))
	for i, x := range p {
		if !math.IsNaN(x) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case p[a] < p[b]:
			return -1
		case p[a] > p[b]:
			return 1
		}
		return 0
	})
	m := float64(len(order))
	switch method {
	case Holm:
		top := 0.0
		for j, i := range order {
			top = math.Max(top, math.Min(1, (m-float64(j))*p[i]))
			adjusted[i] = top
		}
	case FDR:
		low := 1.0
		for j := len(order) - 1; j >= 0; j-- {
			i := order[j]
			low = math.Min(low, m/float64(j+1)*p[i])
			adjusted[i] = low
		}
	default:
		return nil, fmt.Errorf("unknown adjustment %q: holm, fdr or none", method)
	}
	return adjusted, nil
}
