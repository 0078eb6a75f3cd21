package reliability_test

import (
	"math"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/internal/reference"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/reliability"
	"pgregory.net/rapid"
)

func TestOmegaReference(t *testing.T) {
	header, rows := reference.Table(t, "testdata/hs1939.csv")
	all := []string{"x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9"}
	f := moments.NewFrame(len(rows))
	for j, x := range reference.Numbers(t, header, rows, all...) {
		f.Numeric(all[j], x)
	}
	for name, o := range map[string]reliability.Options{
		"hs1939-omega":     {Items: all}, // three factors unless told otherwise
		"hs1939-omega-1":   {Items: all, Factors: 1},
		"hs1939-omega-2":   {Items: all, Factors: 2},
		"hs1939-omega-uni": {Items: all[3:6], Factors: 1},
	} {
		reference.Check(t, reference.Case(t, "testdata/expected.csv", name), compute(t, f, o))
	}
}

// Three items whose correlations are those of loadings .9, .8, .7 have ω = 2.4²/(2.4²+1.06).
// Their covariances are exact: eight rows cross four orthogonal contrasts.
func TestOmegaByHand(t *testing.T) {
	contrast := [4][]float64{{1, 1, 1, 1, -1, -1, -1, -1}, {1, 1, -1, -1, 1, 1, -1, -1}, {1, -1, 1, -1, 1, -1, 1, -1}, {1, -1, -1, 1, 1, -1, -1, 1}}
	x := make([][]float64, 3)
	for j, l := range []float64{0.9, 0.8, 0.7} {
		for i := range 8 {
			x[j] = append(x[j], l*contrast[0][i]+math.Sqrt(1-l*l)*contrast[j+1][i])
		}
	}
	names := []string{"a", "b", "c"}
	want := 2.4 * 2.4 / (2.4*2.4 + 3 - 0.81 - 0.64 - 0.49)
	res := compute(t, frame(names, x), reliability.Options{Items: names, Factors: 1})
	for _, m := range []string{"omega_total", "omega_unidimensional"} {
		if e := value(t, res, m, ""); math.Abs(e.Value-want) > 1e-8 || e.N != 8 {
			t.Errorf("%s %v, want %v", m, e.Value, want)
		}
	}
	if e := value(t, res, "omega_hierarchical", ""); !e.Empty() || estimate.JoinNotes(e.Notes) != "one factor: no hierarchy" {
		t.Errorf("%+v", e)
	}
	// On C the scale of an item counts, on R it does not: λ .9·2, θ .19·4.
	for i := range x[0] {
		x[0][i] *= 2
	}
	res = compute(t, frame(names, x), reliability.Options{Items: names, Factors: 1})
	if e := value(t, res, "omega_unidimensional", ""); math.Abs(e.Value-3.3*3.3/(3.3*3.3+4*0.19+0.36+0.51)) > 1e-8 {
		t.Errorf("rescaled: %v", e.Value)
	}
	if e := value(t, res, "omega_total", ""); math.Abs(e.Value-want) > 1e-8 {
		t.Errorf("rescaled, on R: %v", e.Value)
	}
	// An item the wrong way round is not turned silently.
	for i := range x[2] {
		x[2][i] = 6 - x[2][i]
	}
	res = compute(t, frame(names, x), reliability.Options{Items: names, Factors: 1})
	e := value(t, res, "omega_total", "")
	if !strings.Contains(estimate.JoinNotes(e.Notes), "negative loading on the general factor: c") {
		t.Errorf("%+v", e)
	}
}

// Omegas lie between 0 and 1, the general factor explains no more than all factors, and the order of items means nothing.
func TestOmegaBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(3, 10).Draw(t, "k")
		names, x := scaleOf(rapid.Uint64().Draw(t, "seed"), 200, k, true)
		o := reliability.Options{Items: names, Factors: rapid.IntRange(1, 3).Draw(t, "factors")}
		res := compute(t, frame(names, x), o)
		total, general, uni := value(t, res, "omega_total", ""), value(t, res, "omega_hierarchical", ""), value(t, res, "omega_unidimensional", "")
		for _, e := range []estimate.Estimate{total, general, uni} {
			if e.Empty() && len(e.Notes) == 0 || !e.Empty() && !(e.Value > 0 && e.Value < 1) {
				t.Fatalf("%+v", e)
			}
		}
		if len(total.Notes) == 0 && !general.Empty() && general.Value > total.Value+1e-9 {
			t.Fatalf("general %v, total %v", general.Value, total.Value)
		}
		o.Items = rapid.Permutation(names).Draw(t, "order")
		again := value(t, compute(t, frame(names, x), o), "omega_total", "")
		if again.Empty() != total.Empty() || !total.Empty() && math.Abs(again.Value-total.Value) > 1e-8 {
			t.Fatalf("%v in another order, %v", again.Value, total.Value)
		}
	})
}

func TestOmegaEdges(t *testing.T) {
	names, x := scaleOf(2, 80, 5, false)
	check := func(res estimate.Result, want string, measures ...string) {
		t.Helper()
		for _, m := range measures {
			if e := value(t, res, m, ""); !e.Empty() || !strings.Contains(estimate.JoinNotes(e.Notes), want) {
				t.Errorf("%s: %v, %q; want empty: %s", m, e.Value, estimate.JoinNotes(e.Notes), want)
			}
		}
	}
	every := []string{"omega_total", "omega_hierarchical", "omega_unidimensional"}
	check(compute(t, frame(names, x), reliability.Options{Items: names[:2]}), "2 items: one factor needs 3", every...)
	check(compute(t, frame(names, x), reliability.Options{Items: names}), "3 factors of 5 items are not identified, at most 2 are: ask for fewer (--factors)", every[:2]...)
	flat := append([][]float64{}, x...)
	flat[1] = make([]float64, 80)
	check(compute(t, frame(names, flat), reliability.Options{Items: names, Factors: 1}), "constant item: q2", every...)
	twice := append([][]float64{}, x...)
	twice[4] = x[0]
	check(compute(t, frame(names, twice), reliability.Options{Items: names, Factors: 1}), "not positive definite", every...)
	if _, err := reliability.Compute(t.Context(), frame(names, x), reliability.Options{Items: names, Factors: -1}); err == nil {
		t.Error("−1 factors")
	}
	for k, want := range map[int]int{2: 1, 3: 1, 8: 1, 9: 3, 11: 3, 30: 3} {
		if got := reliability.FactorsOf(k); got != want {
			t.Errorf("%d items: %d factors, want %d", k, got, want)
		}
	}
}
