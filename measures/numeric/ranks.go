package numeric

import (
	"cmp"
	"math"
	"slices"
)

// Midranks returns the rank of every value, from 1, tied values sharing the mean of their ranks. NaN values get NaN and
// are not ranked.
func Midranks(x []float64) []float64 {
	ranks := make([]float64, len(x))
	order := make([]int, 0, len(x))
	for i, v := range x {
		if v != v {
			ranks[i] = math.NaN()
			continue
		}
		order = append(order, i)
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(x[a], x[b]) })
	for start := 0; start < len(order); {
		end := start + 1
		for end < len(order) && x[order[end]] == x[order[start]] {
			end++
		}
		for _, i := range order[start:end] {
			ranks[i] = float64(start+1+end) / 2
		}
		start = end
	}
	return ranks
}

// MidrankCounts returns the midrank that each distinct value has when it occurs as often as counted; values are not
// needed, only their counts in ascending order of value.
func MidrankCounts(counts []int64) []float64 {
	ranks := make([]float64, len(counts))
	below := int64(0)
	for i, n := range counts {
		ranks[i] = float64(below) + float64(n+1)/2
		below += n
	}
	return ranks
}
