package compare

import (
	"cmp"
	"math"
	"slices"
)

// leastDifference is a billionth of the largest difference. What is smaller comes from the last digits: 0.3 − 0.2 and
// 0.2 − 0.1 are the same difference, but not the same floating-point number.
func leastDifference(differences []float64) float64 {
	largest := 0.0
	for _, d := range differences {
		if a := math.Abs(d); a > largest && !math.IsInf(a, 0) {
			largest = a
		}
	}
	return largest * 1e-9
}

// tie makes neighbouring sizes equal that differ by no more than least.
func tie(sizes []float64, least float64) {
	order := make([]int, len(sizes))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(sizes[a], sizes[b]) })
	for k := 1; k < len(order); k++ {
		if i, before := order[k], order[k-1]; sizes[i]-sizes[before] <= least {
			sizes[i] = sizes[before]
		}
	}
}
