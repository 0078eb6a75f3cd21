package compare

import (
	"math"
	"math/bits"

	"github.com/smekit/smekit/measures/numeric"
)

// exactBelow is the group size below which rank tests without ties are exact.
const exactBelow = 50

// MannWhitneyU is the rank test of two groups [MannWhitney1947]. The statistic is U of the first, the number of pairs in
// which it is larger, ties counting half. p is exact when both groups have fewer than 50 values and none are tied, else
// normal with tie and continuity correction. NaN when a group is empty; p is 1 when all values are equal.
func MannWhitneyU(g Grid) (t Test, exact bool) {
	t = noTest()
	a, b := g.Counts[0], g.Counts[1]
	n1, n2 := total(a), total(b)
	if n1 == 0 || n2 == 0 {
		return t, false
	}
	t.Statistic = countU(a, b)
	ties := tieSum(g.Counts)
	if ties == 0 && n1 < exactBelow && n2 < exactBelow {
		t.P = exactU(int(n1), int(n2), t.Statistic)
		return t, true
	}
	n := n1 + n2
	sigma := math.Sqrt(n1 * n2 / 12 * (n + 1 - ties/(n*(n-1))))
	z := t.Statistic - n1*n2/2
	if !(sigma > 0) {
		t.P = 1
		return t, false
	}
	if z != 0 {
		z = math.Max(0, math.Abs(z)-0.5)
	}
	t.P = numeric.NormalTwoSided(z / sigma)
	return t, false
}

// countU is the sum over values of a of the b below them and half the b equal to them.
func countU(a, b []float64) float64 {
	u, below := 0.0, 0.0
	for i, c := range a {
		if c != 0 {
			u += c * (below + b[i]/2)
		}
		below += b[i]
	}
	return u
}

// tieSum is Σ(t³−t) over the distinct values of all groups together.
func tieSum(counts [][]float64) float64 {
	if len(counts) == 0 {
		return 0
	}
	sum := 0.0
	for v := range counts[0] {
		t := 0.0
		for _, c := range counts {
			t += c[v]
		}
		if t > 1 {
			sum += t * (t*t - 1)
		}
	}
	return sum
}

// exactU is the two-sided p of U without ties: twice the smaller tail, at most 1.
func exactU(n1, n2 int, u float64) float64 {
	counts := uDistribution(n1, n2)
	k := int(math.Round(u))
	low := min(k, n1*n2-k) // the distribution is symmetric
	sum, all := 0.0, 0.0
	for i, c := range counts {
		all += c
		if i <= low {
			sum += c
		}
	}
	return math.Min(1, 2*sum/all)
}

// uDistribution counts the arrangements of n1 and n2 values with U = 0 … n1·n2: the coefficients of the Gaussian binomial
// Π(1−q^(n2+i))/(1−q^i), multiplied out in 128-bit integers, in which they are exact up to sizes of 50 each.
func uDistribution(n1, n2 int) []float64 {
	if n1 > n2 {
		n1, n2 = n2, n1
	}
	size := n1*n2 + 1
	hi, lo := make([]uint64, size), make([]uint64, size)
	lo[0] = 1
	for i := 1; i <= n1; i++ {
		for k := size - 1; k >= n2+i; k-- { // times 1−q^(n2+i)
			var borrow uint64
			lo[k], borrow = bits.Sub64(lo[k], lo[k-n2-i], 0)
			hi[k], _ = bits.Sub64(hi[k], hi[k-n2-i], borrow)
		}
		for k := i; k < size; k++ { // over 1−q^i
			var carry uint64
			lo[k], carry = bits.Add64(lo[k], lo[k-i], 0)
			hi[k], _ = bits.Add64(hi[k], hi[k-i], carry)
		}
	}
	counts := make([]float64, size)
	for k := range counts {
		counts[k] = float64(hi[k])*0x1p64 + float64(lo[k])
	}
	return counts
}
