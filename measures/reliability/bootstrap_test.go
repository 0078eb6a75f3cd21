package reliability_test

import (
	"context"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
	"github.com/smekit/smekit/measures/reliability"
)

// The limits are those of the coefficients of the drawn rows, computed one sample after the other.
func TestBootstrapAgainstResampledTables(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	names := []string{"a", "b", "c", "d"}
	const n, replicates, seed = 60, 40, 7
	columns := make([][]float64, len(names))
	for range n {
		f := rnd.NormFloat64()
		for j := range columns {
			x := math.Round(3 + .8*f + .7*rnd.NormFloat64())
			x = min(5, max(1, x))
			if j == 3 {
				x = 6 - x
			}
			if rnd.IntN(12) == 0 {
				x = math.NaN()
			}
			columns[j] = append(columns[j], x)
		}
	}
	table := func(rows []int) *moments.Frame {
		frame := moments.NewFrame(len(rows))
		for j, name := range names {
			column := make([]float64, len(rows))
			for k, r := range rows {
				column[k] = columns[j][r]
			}
			frame.Numeric(name, column)
		}
		return frame
	}
	for _, missing := range []string{reliability.Pairwise, reliability.Listwise} {
		o := reliability.Options{Items: names, Reverse: []string{"d"}, Min: 1, Max: 5, Missing: missing, Factors: 1, Seed: seed, Bootstrap: replicates}
		var units []int
		for r := range n {
			present := 0
			for j := range columns {
				if x := columns[j][r]; x == x {
					present++
				}
			}
			if present == len(names) || missing == reliability.Pairwise && present > 0 {
				units = append(units, r)
			}
		}
		all := make([]int, n)
		for r := range all {
			all[r] = r
		}
		got, err := reliability.Compute(context.Background(), table(all), o)
		if err != nil {
			t.Fatal(err)
		}
		measures := []string{"alpha", "alpha_std", "omega_total", "omega_unidimensional"}
		plain := o
		plain.Bootstrap = 0
		want, err := numeric.Bootstrap(context.Background(), replicates, seed, len(units), len(measures), func() func([]int, []float64) {
			return func(draw []int, out []float64) {
				rows := make([]int, len(draw))
				for i, u := range draw {
					rows[i] = units[u]
				}
				r, err := reliability.Compute(context.Background(), table(rows), plain)
				if err != nil {
					return
				}
				for i, m := range measures {
					e, _ := r.Find(m, "")
					out[i] = e.Value
				}
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		for i, m := range measures {
			e, _ := got.Find(m, "")
			low, high, _ := numeric.Percentile(want[i], .95)
			if math.IsNaN(low) || !(math.Abs(e.Low-low) < 1e-6) || !(math.Abs(e.High-high) < 1e-6) || !strings.Contains(e.Method, "bootstrap percentile, 40, seed 7") {
				t.Errorf("%s, %s: [%v, %v], want [%v, %v] (%s)", missing, m, e.Low, e.High, low, high, e.Method)
			}
		}
		if e, _ := got.Find("average_r", ""); !math.IsNaN(e.Low) {
			t.Errorf("average_r has limits: %v", e.Low)
		}
	}
}

// What has no value has no limits, and a source of moments alone cannot be resampled.
func TestBootstrapWithoutScale(t *testing.T) {
	o := reliability.Options{Items: []string{"a"}, Min: math.NaN(), Max: math.NaN(), Bootstrap: 10}
	r, err := reliability.Compute(context.Background(), moments.NewFrame(4).Numeric("a", []float64{1, 2, 3, 4}), o)
	if err != nil {
		t.Fatal(err)
	}
	if e, _ := r.Find("alpha", ""); !e.Empty() || !math.IsNaN(e.Low) {
		t.Errorf("one item: %v [%v, %v]", e.Value, e.Low, e.High)
	}
	o.Bootstrap = -1
	if _, err := reliability.Compute(context.Background(), moments.NewFrame(1).Numeric("a", []float64{1}), o); err == nil {
		t.Error("fewer than no replicates")
	}
}
