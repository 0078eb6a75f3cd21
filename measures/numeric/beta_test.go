package numeric

import (
	"math"
	"testing"
)

// Where the fraction changes sides, x = (a+1)/(a+b+2), rounding may put both x and 1−x above their limits.
func TestIncompleteBetaAtTheCrossing(t *testing.T) {
	for a := 0.5; a <= 40; a += 0.5 {
		for b := 0.5; b <= 40; b += 0.5 {
			at := (a + 1) / (a + b + 2)
			for _, x := range []float64{math.Nextafter(at, 0), at, math.Nextafter(at, 1)} {
				for _, y := range []float64{1 - x, math.Nextafter(1-x, 1)} {
					if sum := incompleteBeta(a, b, x, y) + incompleteBeta(b, a, y, x); math.Abs(sum-1) > 1e-12 {
						t.Fatalf("I(%v, %v) at %v and its complement sum to %v", a, b, x, sum)
					}
				}
			}
		}
	}
}
