package numeric

import (
	"math"
	"testing"
)

// Without bias and acceleration the limits are the percentiles.
func TestBCaSymmetric(t *testing.T) {
	var replicates, jackknife []float64
	for i := range 1001 {
		replicates = append(replicates, float64(i))
	}
	for i := range 21 {
		jackknife = append(jackknife, float64(i))
	}
	low, high, failed := BCa(replicates, 500, jackknife, 0.9)
	if a, b, _ := Percentile(replicates, 0.9); math.Abs(low-a) > 1e-9 || math.Abs(high-b) > 1e-9 || failed != 0 {
		t.Errorf("%v %v, percentiles %v %v", low, high, a, b)
	}
}

// By hand: a sixth of the replicates lies below the estimate, z₀ = Φ⁻¹(1/6); the jackknife values 0, 0, 0, 4 have mean 1,
// Σd² = 12, Σd³ = 3 − 27 = −24, a = −24/(6·12^1.5).
func TestBCaByHand(t *testing.T) {
	var replicates []float64
	for i := range 601 {
		replicates = append(replicates, float64(i*7%601))
	}
	replicates = append(replicates, math.NaN())
	low, high, failed := BCa(replicates, 99.5, []float64{0, 0, 4, 0}, 0.95)
	z0, a := NormalQuantile(100./601), -24/(6*math.Pow(12, 1.5))
	phi := func(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }
	for _, c := range []struct{ got, z float64 }{{low, -1.959963984540054}, {high, 1.959963984540054}} {
		want := 600 * phi(z0+(z0+c.z)/(1-a*(z0+c.z)))
		if !(math.Abs(c.got-want) < 1e-6) {
			t.Errorf("%v, want %v", c.got, want)
		}
	}
	if failed != 1 {
		t.Errorf("%d failed", failed)
	}
}

func TestBCaNone(t *testing.T) {
	ok := []float64{1, 2, 3, 4}
	nan := math.NaN()
	for name, c := range map[string]struct {
		replicates []float64
		estimate   float64
		jackknife  []float64
		failed     int
	}{
		"one side":  {ok, 9, ok, 0},
		"empty":     {nil, 1, ok, 0},
		"failed":    {[]float64{1, 2, nan, 4}, 2.5, ok, 1},
		"jackknife": {ok, 2.5, []float64{1, nan, 2}, 0},
	} {
		low, high, failed := BCa(c.replicates, c.estimate, c.jackknife, 0.95)
		if !math.IsNaN(low) || !math.IsNaN(high) || failed != c.failed {
			t.Errorf("%s: %v %v, %d failed", name, low, high, failed)
		}
	}
	if low, high, _ := BCa(ok, 2.5, []float64{3, 3, 3}, 0.95); math.IsNaN(low) || math.IsNaN(high) {
		t.Error("a jackknife without variation has no acceleration, and limits")
	}
}
