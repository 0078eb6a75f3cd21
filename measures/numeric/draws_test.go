package numeric

import (
	"context"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// How often each unit was drawn is that of the draws themselves, whether they are kept or not.
func TestBootstrapTimes(t *testing.T) {
	const replicates, seed = 100, 5
	ctx := context.Background()
	for _, units := range []int{1, 2, 37, 400} {
		want, err := Bootstrap(ctx, replicates, seed, units, units, func() func([]int, []float64) {
			return func(draw []int, out []float64) {
				clear(out)
				for _, i := range draw {
					out[i]++
				}
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		var kept Draws
		for _, draws := range []*Draws{nil, &kept, &kept} {
			got, err := BootstrapTimes(ctx, draws, replicates, seed, units, units, func() func(Drawn, []float64) {
				return func(drawn Drawn, out []float64) {
					if !slices.IsSorted(drawn.Units) {
						t.Errorf("units %v do not rise", drawn.Units)
					}
					clear(out)
					for k, i := range drawn.Units {
						out[i] += drawn.Times[k]
					}
				}
			})
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Fatalf("%d units: other draws (%v)", units, err)
			}
		}
		if len(kept.kept) != 1 {
			t.Errorf("%d sets of draws kept", len(kept.kept))
		}
	}
}

// Too many draws are not kept, and none without replicates or units.
func TestDrawsKept(t *testing.T) {
	var d Draws
	if d.of(1000, 1, keptDraws/1000+1) != nil || d.of(0, 1, 10) != nil || d.of(10, 1, 0) != nil || len(d.kept) != 0 {
		t.Error("draws kept that should not be")
	}
	if len(d.of(10, 1, 10)) != 10 {
		t.Error("draws not kept")
	}
	r, err := BootstrapTimes(context.Background(), &d, -1, 1, 3, 2, nil)
	if err != nil || len(r) != 2 || len(r[0]) != 0 {
		t.Errorf("no replicates: %v, %v", r, err)
	}
}

// The limits are those of all values in order, which stay as they were.
func TestPercentileLimits(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		x := make([]float64, 1+rng.IntN(1200))
		for i := range x {
			if x[i] = rng.NormFloat64(); rng.IntN(2) == 0 {
				x[i] = float64(rng.IntN(5)) // ties
			}
		}
		before, sorted := slices.Clone(x), slices.Sorted(slices.Values(x))
		conf := []float64{0.5, 0.9, 0.95, 0.99, 0.999, rng.Float64()}[rng.IntN(6)]
		low, high, failed := Percentile(x, conf)
		if wantLow, wantHigh := Quantile7(sorted, (1-conf)/2), Quantile7(sorted, (1+conf)/2); low != wantLow || high != wantHigh || failed != 0 {
			t.Fatalf("%d values at %v: %v to %v, want %v to %v", len(x), conf, low, high, wantLow, wantHigh)
		}
		if !slices.Equal(x, before) {
			t.Fatal("the values were moved")
		}
	}
}
