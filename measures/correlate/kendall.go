package correlate

import (
	"cmp"
	"math"
	"slices"
)

// tauB is Kendall's tau-b and its normal deviate, without continuity correction. S = concordant − discordant pairs is
// counted in n log n: rows sorted by x then y, the discordant pairs are the exchanges that sorting by y makes
// [Knight1966].
func tauB(x, y ranks) (tau, z float64) {
	n := len(x.rank)
	rows := make([]int32, n)
	for i := range rows {
		rows[i] = int32(i)
	}
	slices.SortFunc(rows, func(a, b int32) int {
		return cmp.Or(cmp.Compare(x.rank[a], x.rank[b]), cmp.Compare(y.rank[a], y.rank[b]))
	})
	sorted := make([]int32, n)
	var both, run int64 // pairs tied in x and y
	for i, r := range rows {
		sorted[i] = y.rank[r]
		if i > 0 && x.rank[r] == x.rank[rows[i-1]] && y.rank[r] == y.rank[rows[i-1]] {
			run++
			both += run
		} else {
			run = 0
		}
	}
	discordant := exchanges(sorted, make([]int32, n))
	all := int64(n) * int64(n-1) / 2
	tx, ty := tiedPairs(x.ties), tiedPairs(y.ties)
	s := float64(all - tx - ty + both - 2*discordant)
	tau = s / (math.Sqrt(float64(all-tx)) * math.Sqrt(float64(all-ty)))
	return max(-1, min(1, tau)), s / math.Sqrt(varianceS(float64(n), x.ties, y.ties))
}

// varianceS is the variance of S without association [Kendall1970]:
//
//	(v₀−Σt(t−1)(2t+5)−Σu(u−1)(2u+5))/18 + Σt(t−1)Σu(u−1)/(2n(n−1)) + Σt(t−1)(t−2)Σu(u−1)(u−2)/(9n(n−1)(n−2))
//
// with v₀ = n(n−1)(2n+5), t and u the sizes of the ties in x and y; n is at least 3.
func varianceS(n float64, tx, ty []int64) float64 {
	sums := func(ties []int64) (two, three, five float64) {
		for _, c := range ties {
			t := float64(c)
			two += t * (t - 1)
			three += t * (t - 1) * (t - 2)
			five += t * (t - 1) * (2*t + 5)
		}
		return
	}
	x2, x3, x5 := sums(tx)
	y2, y3, y5 := sums(ty)
	return (n*(n-1)*(2*n+5)-x5-y5)/18 + x2*y2/(2*n*(n-1)) + x3*y3/(9*n*(n-1)*(n-2))
}

func tiedPairs(ties []int64) int64 {
	sum := int64(0)
	for _, t := range ties {
		sum += t * (t - 1) / 2
	}
	return sum
}

// exchanges sorts a by merging and counts the pairs that stood in the wrong order.
func exchanges(a, buf []int32) int64 {
	if len(a) < 2 {
		return 0
	}
	half := len(a) / 2
	n := exchanges(a[:half], buf[:half]) + exchanges(a[half:], buf[half:])
	copy(buf, a)
	left, right := buf[:half], buf[half:len(a)]
	for i := range a {
		if len(right) == 0 || len(left) > 0 && left[0] <= right[0] {
			a[i], left = left[0], left[1:]
		} else {
			a[i], right = right[0], right[1:]
			n += int64(len(left))
		}
	}
	return n
}
