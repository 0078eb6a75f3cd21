package numeric

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestMidranks(t *testing.T) {
	got := Midranks([]float64{3, 1, math.NaN(), 3, 2, 3})
	want := []float64{4, 1, math.NaN(), 4, 2, 4}
	for i := range want {
		if got[i] != want[i] && !(math.IsNaN(got[i]) && math.IsNaN(want[i])) {
			t.Errorf("rank %d = %v, want %v", i, got[i], want[i])
		}
	}
	if r := MidrankCounts([]int64{1, 1, 3}); !slices.Equal(r, []float64{1, 2, 4}) {
		t.Errorf("midranks of counts = %v", r)
	}
}

func TestMidranksSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOf(rapid.Map(rapid.IntRange(-3, 3), func(i int) float64 { return float64(i) })).Draw(t, "x")
		sum := 0.0
		for _, r := range Midranks(x) {
			sum += r
		}
		if want := float64(len(x)*(len(x)+1)) / 2; sum != want {
			t.Fatalf("ranks of %v sum to %v, want %v", x, sum, want)
		}
	})
}

// R 4.2.2: quantile(c(1, 2, 4, 8, 16), c(.1, .25, .5, .9), type = 7)
func TestQuantile7(t *testing.T) {
	x := []float64{1, 2, 4, 8, 16}
	for p, want := range map[float64]float64{0: 1, .1: 1.4, .25: 2, .5: 4, .9: 12.8, 1: 16} {
		if got := Quantile7(x, p); math.Abs(got-want) > 1e-14 {
			t.Errorf("quantile %v = %v, want %v", p, got, want)
		}
	}
	if !math.IsNaN(Quantile7(nil, .5)) || !math.IsNaN(Quantile7(x, 1.5)) || !math.IsNaN(WeightedQuantile(nil, nil, 0, .5)) {
		t.Error("no values or an impossible p must give NaN")
	}
}

func TestQuantilesAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(1, 6).Draw(t, "k")
		var values, all, weights, ones []float64
		var counts []int64
		v := 0.0
		for range k {
			v += float64(rapid.IntRange(1, 4).Draw(t, "step")) / 2
			n := rapid.IntRange(1, 5).Draw(t, "n")
			values = append(values, v)
			counts = append(counts, int64(n))
			weights = append(weights, float64(n))
			for range n {
				all = append(all, v)
				ones = append(ones, 2)
			}
		}
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		want := Quantile7(all, p)
		for name, got := range map[string]float64{
			"counts":            QuantileCounts(values, counts, p),
			"frequency weights": WeightedQuantile(values, weights, int64(len(all)), p),
			"equal weights":     WeightedQuantile(all, ones, int64(len(all)), p),
		} {
			if math.Abs(got-want) > 1e-9 {
				t.Fatalf("%s: quantile %v of %v = %v, want %v", name, p, all, got, want)
			}
		}
	})
}
