package multilevel_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/smekit/smekit/measures/multilevel"
	"pgregory.net/rapid"
)

// With equal group sizes REML has a closed form: σ² = MSW, τ² = (MSB−MSW)/n, and all at 0 when MSB < MSW [Searle1992].
func TestBalanced(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k, n := rapid.IntRange(2, 8).Draw(t, "groups"), rapid.IntRange(2, 9).Draw(t, "n")
		within := rapid.Float64Range(0.5, 50).Draw(t, "within")
		groups := make([]multilevel.Group, k)
		mean := 0.0
		for i := range groups {
			groups[i] = multilevel.Group{N: n, Mean: 1e6 + rapid.Float64Range(-2, 2).Draw(t, "mean")}
			mean += groups[i].Mean / float64(k)
		}
		between := 0.0
		for _, g := range groups {
			between += float64(n) * (g.Mean - mean) * (g.Mean - mean)
		}
		msb, msw := between/float64(k-1), within/float64(k*(n-1))
		tau, sigma := (msb-msw)/float64(n), msw
		if tau < 0 {
			tau, sigma = 0, (between+within)/float64(k*n-1)
		}
		c, err := multilevel.OneWay(groups, within)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(c.Between-tau) > 1e-6*(tau+sigma) || math.Abs(c.Within-sigma) > 1e-6*sigma || math.Abs(c.Mean-mean) > 1e-6 || c.Singular != (tau == 0) {
			t.Fatalf("%+v, want tau² %v, sigma² %v, mean %v", c, tau, sigma, mean)
		}
	})
}

// At the estimate of unbalanced groups no other pair of components has a lower REML criterion, computed here from its
// definition with both components free.
func TestUnbalanced(t *testing.T) {
	groups := []multilevel.Group{{N: 3, Mean: 1}, {N: 9, Mean: 2.5}, {N: 0}, {N: 5, Mean: 0.2}, {N: 2, Mean: 3.1}, {N: 1, Mean: 1.7}}
	const within = 14.0
	criterion := func(tau, sigma float64) float64 {
		var w, wy, v float64
		for _, g := range groups {
			if g.N == 0 {
				continue
			}
			u := 1 / (tau + sigma/float64(g.N))
			w, wy = w+u, wy+u*g.Mean
			v += math.Log(tau*float64(g.N)+sigma) + float64(g.N-1)*math.Log(sigma)
		}
		v += within/sigma + math.Log(w)
		for _, g := range groups {
			if g.N > 0 {
				v += (g.Mean - wy/w) * (g.Mean - wy/w) / (tau + sigma/float64(g.N))
			}
		}
		return v
	}
	c, err := multilevel.OneWay(groups, within)
	if err != nil {
		t.Fatal(err)
	}
	best := criterion(c.Between, c.Within)
	for _, h := range []float64{1e-3, 0.1, 0.5} {
		for _, s := range [][2]float64{{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}} {
			if v := criterion(c.Between*(1+h*s[0]), c.Within*(1+h*s[1])); v <= best {
				t.Errorf("%+v: criterion %v, but %v at %v %v", c, best, v, h, s)
			}
		}
	}
}

func TestNotEstimable(t *testing.T) {
	if _, err := multilevel.OneWay([]multilevel.Group{{N: 4, Mean: 1}, {}}, 3); !errors.Is(err, multilevel.ErrFewGroups) {
		t.Error(err)
	}
	if _, err := multilevel.OneWay([]multilevel.Group{{N: 4, Mean: 1}, {N: 3, Mean: 2}}, 0); !errors.Is(err, multilevel.ErrNoWithin) {
		t.Error(err)
	}
	if _, err := multilevel.OneWay([]multilevel.Group{{N: 1, Mean: 1}, {N: 1, Mean: 2}}, 0); !errors.Is(err, multilevel.ErrNoWithin) {
		t.Error(err)
	}
}

func Example() {
	c, err := multilevel.OneWay([]multilevel.Group{{N: 5, Mean: 2}, {N: 5, Mean: 3}, {N: 5, Mean: 4}}, 24)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("between %.2f, within %.2f, ICC %.2f\n", c.Between, c.Within, c.ICC())
	// Output: between 0.60, within 2.00, ICC 0.23
}
