package mediate

import "testing"

func TestTwoValued(t *testing.T) {
	for _, c := range []struct {
		x    []float64
		want bool
	}{{[]float64{1, 1, 1}, false}, {[]float64{0, 1, 0, 1}, true}, {[]float64{2, 1, 3}, false}, {[]float64{3, 1, 3, 1, 1}, true}} {
		if got := twoValued(c.x); got != c.want {
			t.Errorf("%v: %v", c.x, got)
		}
	}
}
