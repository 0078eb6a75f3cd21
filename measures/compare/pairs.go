package compare

import (
	"math"

	"github.com/smekit/smekit/measures/numeric"
)

// PairedT is the t test of the mean of differences (first minus second), n−1 df. NaN for fewer than two differences or
// when they are all equal.
func PairedT(differences []float64) Test {
	t := noTest()
	s := NewSample("", differences)
	if s.N < 2 || !(s.Var > 0) || constant(differences) {
		return t
	}
	t.Statistic = s.Mean / math.Sqrt(s.Var/float64(s.N))
	t.DF1 = float64(s.N - 1)
	t.P = numeric.StudentTwoSided(t.Statistic, t.DF1)
	return t
}

func constant(x []float64) bool {
	for _, v := range x {
		if v != x[0] {
			return false
		}
	}
	return true
}

// WilcoxonV is the signed rank test [Wilcoxon1945]. The statistic is V, the sum of the ranks of positive differences,
// zeros dropped. p is exact with fewer than 50 differences without ties or zeros, else normal with tie and continuity
// correction. NaN when no difference is left; zeros counts the dropped. Differences that are equal, or 0, but for the last digits (a
// billionth of the largest) are tied, or dropped: differences of computed scores never meet exactly.
func WilcoxonV(differences []float64) (t Test, zeros int, exact bool) {
	t = noTest()
	ranks, zeros := SignedRanks(differences)
	n := float64(len(ranks))
	if n == 0 {
		return t, zeros, false
	}
	t.Statistic = 0
	tied := map[float64]float64{}
	for _, r := range ranks {
		tied[math.Abs(r)]++
		t.Statistic += math.Max(r, 0)
	}
	ties := 0.0 // whole numbers: their order does not matter
	for _, c := range tied {
		ties += c*c*c - c
	}
	if n < exactBelow && ties == 0 && zeros == 0 {
		t.P = exactV(len(ranks), t.Statistic)
		return t, zeros, true
	}
	sigma := math.Sqrt(n*(n+1)*(2*n+1)/24 - ties/48)
	z := t.Statistic - n*(n+1)/4
	if z != 0 {
		z = math.Max(0, math.Abs(z)-0.5)
	}
	if t.P = numeric.NormalTwoSided(z / sigma); !(sigma > 0) {
		t.P = 1
	}
	return t, zeros, false
}

// SignedRanks are the midranks of the sizes of differences, negative for negative ones, in their order without zeros and
// missing ones (NaN); zeros counts the former. Equal, and 0, is what [WilcoxonV] takes for it.
func SignedRanks(differences []float64) (ranks []float64, zeros int) {
	var size []float64
	var negative []bool
	least := leastDifference(differences)
	for _, d := range differences {
		switch {
		case math.Abs(d) <= least:
			zeros++
		case !math.IsNaN(d):
			size, negative = append(size, math.Abs(d)), append(negative, d < 0)
		}
	}
	tie(size, least)
	ranks = numeric.Midranks(size)
	for i := range ranks {
		if negative[i] {
			ranks[i] = -ranks[i]
		}
	}
	return ranks, zeros
}

// exactV is the two-sided p of V: twice the smaller tail, at most 1. The counts of sets of ranks 1…n by their sum stay
// whole numbers below 2⁵⁰.
func exactV(n int, v float64) float64 {
	size := n*(n+1)/2 + 1
	counts := make([]float64, size)
	counts[0] = 1
	for r := 1; r <= n; r++ {
		for k := size - 1; k >= r; k-- {
			counts[k] += counts[k-r]
		}
	}
	k := int(math.Round(v))
	low := min(k, size-1-k)
	sum := 0.0
	for i := 0; i <= low; i++ {
		sum += counts[i]
	}
	return math.Min(1, 2*sum/math.Exp2(float64(n)))
}
