package numeric

import (
	"math"
	"sort"
)

// Quantile7 is the quantile p (0..1) of ascending values, type 7 of [HyndmanFan1996]: the value at 1+(n−1)p, linear
// between neighbours, as R's default and Excel's PERCENTILE.INC. NaN for no values or p outside 0..1.
func Quantile7(sorted []float64, p float64) float64 {
	return quantile7(int64(len(sorted)), p, func(i int64) float64 { return sorted[i] })
}

// QuantileCounts is [Quantile7] of a sample in which values[i] (ascending) occurs counts[i] times.
func QuantileCounts(values []float64, counts []int64, p float64) float64 {
	ends := make([]int64, len(counts)) // rows up to and including this value
	n := int64(0)
	for i, c := range counts {
		n += c
		ends[i] = n
	}
	return quantile7(n, p, func(at int64) float64 {
		return values[sort.Search(len(ends), func(i int) bool { return ends[i] > at })]
	})
}

func quantile7(n int64, p float64, at func(int64) float64) float64 {
	if n == 0 || !(p >= 0 && p <= 1) {
		return math.NaN()
	}
	h := float64(n-1) * p
	low := math.Floor(h)
	// A position that is a whole number but for rounding is that whole number.
	if r := math.Round(h); math.Abs(h-r) <= 4*0x1p-52*h {
		low, h = r, r
	}
	a := at(int64(low))
	if h == low {
		return a
	}
	b := at(int64(low) + 1)
	return a + (h-low)*(b-a)
}

// WeightedQuantile is the quantile p of ascending values with positive weights. The weights are scaled to sum to the
// number n of rows; each value fills the stretch of its weight on the axis of type 7: the position is 1+(n−1)p, a value
// whose cumulated weight is S with own weight w stands from S−w+1 to S, linear in between. With unit weights it is
// [Quantile7]. NaN for no values or p outside 0..1.
func WeightedQuantile(values, weights []float64, n int64, p float64) float64 {
	if n == 0 || len(values) == 0 || !(p >= 0 && p <= 1) {
		return math.NaN()
	}
	total := 0.0
	for _, w := range weights {
		total += w
	}
	scale := float64(n) / total
	h := 1 + float64(n-1)*p
	cum := 0.0
	last, lastEnd := math.NaN(), 0.0
	for i, v := range values {
		w := weights[i] * scale
		start, end := min(cum+1, cum+w), cum+w
		slack := 1e-12 * float64(n)
		if h <= end+slack {
			if i == 0 || h >= start-slack {
				return v
			}
			return last + (v-last)*(h-lastEnd)/(start-lastEnd)
		}
		last, lastEnd, cum = v, end, end
	}
	return last
}
