package numeric

import (
	"context"
	"errors"
	"math"
	"runtime"
	"slices"
	"testing"
)

func TestStreamsDiffer(t *testing.T) {
	seen := map[uint64]bool{}
	for seed := range uint64(50) {
		for replicate := range uint64(50) {
			seen[Stream(seed, replicate).Uint64()] = true
		}
	}
	if len(seen) != 2500 {
		t.Errorf("%d different first numbers of 2500", len(seen))
	}
	if a, b := Stream(1, 7).Uint64(), Stream(1, 7).Uint64(); a != b {
		t.Errorf("the same stream gives %d and %d", a, b)
	}
}

func means(values []float64) func() func(draw []int, out []float64) {
	return func() func(draw []int, out []float64) {
		return func(draw []int, out []float64) {
			for _, i := range draw {
				out[1] = values[i]
			}
			sum := 0.0
			for _, i := range draw {
				sum += values[i]
			}
			out[0] = sum / float64(len(draw))
		}
	}
}

func TestBootstrapDoesNotDependOnCores(t *testing.T) {
	values := make([]float64, 101)
	for i := range values {
		values[i] = float64(i * i % 37)
	}
	run := func(cores int) [][]float64 {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		r, err := Bootstrap(context.Background(), 333, 5, len(values), 2, means(values))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	one, four := run(1), run(4)
	if !slices.Equal(one[0], four[0]) || !slices.Equal(one[1], four[1]) {
		t.Error("replicates differ between 1 and 4 cores")
	}
}

// The standard deviation of bootstrap means is that of the data over √n, divisor n.
func TestBootstrapOfTheMean(t *testing.T) {
	values := []float64{2, 4, 4, 4, 5, 5, 7, 9} // mean 5, sd (n) 2
	r, err := Bootstrap(context.Background(), 20000, 1, len(values), 2, means(values))
	if err != nil {
		t.Fatal(err)
	}
	mean, ss := 0.0, 0.0
	for _, x := range r[0] {
		mean += x / 20000
	}
	for _, x := range r[0] {
		ss += (x - mean) * (x - mean)
	}
	if sd := math.Sqrt(ss / 20000); math.Abs(mean-5) > 0.02 || math.Abs(sd-2/math.Sqrt(8)) > 0.02 {
		t.Errorf("mean %v, sd %v", mean, sd)
	}
	counts := map[float64]int{}
	for _, x := range r[1] {
		counts[x]++
	}
	if c := counts[4]; math.Abs(float64(c)-7500) > 300 {
		t.Errorf("the value 4 (3 of 8) was drawn %d times of 20000", c)
	}
}

func TestBootstrapCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Bootstrap(ctx, 100, 1, 3, 2, means([]float64{1, 2, 3})); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestPercentile(t *testing.T) {
	values := make([]float64, 101)
	for i := range values {
		values[i] = float64(100 - i)
	}
	low, high, failed := Percentile(values, 0.95)
	if math.Abs(low-2.5) > 1e-12 || math.Abs(high-97.5) > 1e-12 || failed != 0 {
		t.Errorf("%v, %v, %d", low, high, failed)
	}
	for i := range 10 {
		values[i] = math.NaN()
	}
	if low, _, failed := Percentile(values, 0.95); math.IsNaN(low) || failed != 10 {
		t.Errorf("10 of 101 failed: %v, %d", low, failed)
	}
	values[50] = math.Inf(1)
	if low, high, failed := Percentile(values, 0.95); !math.IsNaN(low) || !math.IsNaN(high) || failed != 11 {
		t.Errorf("11 of 101 failed: %v, %v, %d", low, high, failed)
	}
	if _, _, failed := Percentile(nil, 0.95); failed != 0 {
		t.Errorf("no replicates: %d failed", failed)
	}
}

func BenchmarkBootstrapDraws(b *testing.B) {
	for b.Loop() {
		Bootstrap(context.Background(), 1000, 1, 500, 1, func() func(draw []int, out []float64) {
			return func(draw []int, out []float64) { out[0] = float64(draw[0]) }
		})
	}
}
