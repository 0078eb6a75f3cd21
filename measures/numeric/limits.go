package numeric

import (
	"math"
	"slices"
)

// widestTail is the number of values at either end up to which they are kept apart; beyond it, sorting everything is faster.
const widestTail = 64

// limits are the quantiles of type 7 at (1−conf)/2 and (1+conf)/2 of values in any order, which stay as they are. Of the
// many values only the few at both ends are put in order.
func limits(values []float64, conf float64) (low, high float64) {
	n := len(values)
	k := int(math.Ceil(float64(n-1)*(1-conf)/2)) + 2 // the position's two neighbours, and one for rounding
	if k > widestTail || 4*k > n {
		sorted := slices.Clone(values)
		slices.Sort(sorted)
		return Quantile7(sorted, (1-conf)/2), Quantile7(sorted, (1+conf)/2)
	}
	var memory [2 * widestTail]float64
	lowest, highest := memory[:k], memory[widestTail:widestTail+k]
	tails(values, lowest, highest)
	low = quantile7(int64(n), (1-conf)/2, func(i int64) float64 { return lowest[i] })
	high = quantile7(int64(n), (1+conf)/2, func(i int64) float64 { return highest[i-int64(n-k)] })
	return low, high
}

// tails fills both slices, of the same length, with the lowest and the highest values, ascending.
func tails(values, lowest, highest []float64) {
	k := len(lowest)
	copy(lowest, values[:k])
	slices.Sort(lowest)
	copy(highest, lowest)
	top := k - 1
	for _, x := range values[k:] {
		if x < lowest[top] {
			i := top
			for ; i > 0 && x < lowest[i-1]; i-- {
				lowest[i] = lowest[i-1]
			}
			lowest[i] = x
		}
		if x > highest[0] {
			i := 0
			for ; i < top && x > highest[i+1]; i++ {
				highest[i] = highest[i+1]
			}
			highest[i] = x
		}
	}
}
