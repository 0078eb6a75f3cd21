package compare_test

import (
	"math"
	"testing"

	"github.com/smekit/smekit/measures/compare"
)

// Differences of 1/10, twice up and once down: in floating point they are three numbers, and one zero is not 0.
func TestDifferencesEqualButForTheLastDigits(t *testing.T) {
	up, down := []float64{0.3, 0.2, 0.1, 0.1 + 0.2}, []float64{0.2, 0.1, 0.2, 0.3}
	d := make([]float64, len(up))
	for i := range d {
		d[i] = up[i] - down[i]
	}
	v, zeros, exact := compare.WilcoxonV(d)
	if v.Statistic != 4 || zeros != 1 || exact {
		t.Errorf("V %v, %d zeros, exact %v; want 4 (two of three ranks of 2), 1, false", v.Statistic, zeros, exact)
	}
	if whole, _, _ := compare.WilcoxonV([]float64{1, 1, -1, 0}); math.Abs(whole.P-v.P) > 1e-12 || whole.Statistic != v.Statistic {
		t.Errorf("in tenths %+v, in ones %+v", v, whole)
	}
}
