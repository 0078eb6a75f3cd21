package factor_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/factor"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
	"pgregory.net/rapid"
)

// answers are n rows of 9 items in three groups, some missing.
func answers(seed uint64, n int) [][]float64 {
	r := numeric.Stream(seed, 9)
	x := make([][]float64, 9)
	for range n {
		common := r.NormFloat64()
		var group [3]float64
		for g := range group {
			group[g] = 0.6*common + 0.8*r.NormFloat64()
		}
		for j := range x {
			v := 1 + float64(j) + 0.8*group[j/3] + 0.6*r.NormFloat64()
			if r.IntN(20) == 0 {
				v = math.NaN()
			}
			x[j] = append(x[j], v)
		}
	}
	return x
}

func nine(x [][]float64) (*moments.Frame, []string) {
	f := moments.NewFrame(len(x[0]))
	var names []string
	for j := range x {
		names = append(names, fmt.Sprintf("q%d", j+1))
		f.Numeric(names[j], x[j])
	}
	return f, names
}

var variants = []factor.Options{{Factors: 3}, {Factors: 3, Extract: "ml", Rotate: "promax"}, {Factors: 2, Rotate: "varimax"}, {Factors: 3, Extract: "pa", Rotate: "none"}}

// Other rows first, other items first, other units: the same answers.
func TestPermutingAndRescaling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := answers(rapid.Uint64().Draw(t, "seed"), 150)
		o := rapid.SampledFrom(variants).Draw(t, "options")
		src, names := nine(x)
		o.Items = names
		plain := compute(t, src, o)

		order := rapid.Permutation(names).Draw(t, "items")
		first := rapid.IntRange(0, 149).Draw(t, "first row")
		item, by := rapid.IntRange(0, 8).Draw(t, "item"), rapid.Float64Range(0.01, 100).Draw(t, "unit")
		other := make([][]float64, 9)
		for j := range x {
			other[j] = append(append([]float64{}, x[j][first:]...), x[j][:first]...)
		}
		for i := range other[item] {
			other[item][i] = other[item][i]*by - 7
		}
		src, _ = nine(other)
		o.Items = order
		again := compute(t, src, o)
		if len(again.Estimates) != len(plain.Estimates) {
			t.Fatal("other estimates")
		}
		for _, e := range plain.Estimates {
			got, ok := again.Find(e.Measure, e.Of)
			if !ok || got.Empty() != e.Empty() || !e.Empty() && math.Abs(got.Value-e.Value) > 1e-6 || got.N != e.N {
				t.Fatalf("%s(%s) = %v (n %d, %s), was %v (n %d, %s)", e.Measure, e.Of, got.Value, got.N, estimate.JoinNotes(got.Notes), e.Value, e.N, estimate.JoinNotes(e.Notes))
			}
		}
	})
}

// An item turned round changes the sign of its own loadings, and of nothing else but whole factors.
func TestReversing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := answers(rapid.Uint64().Draw(t, "seed"), 150)
		o := rapid.SampledFrom(variants).Draw(t, "options")
		src, names := nine(x)
		o.Items = names
		plain := compute(t, src, o)
		item := rapid.IntRange(0, 8).Draw(t, "item")
		for i := range x[item] {
			x[item][i] = 6 - x[item][i]
		}
		src, _ = nine(x)
		again := compute(t, src, o)
		flipped := map[string]float64{} // by factor: −1 where the whole factor is turned
		for _, e := range plain.Estimates {
			got, _ := again.Find(e.Measure, e.Of)
			want := e.Value
			if f, name, ok := strings.Cut(e.Of, "=~"); ok {
				if name == names[item] {
					want = -want
				}
				if flipped[f] == 0 && math.Abs(want) > 0.05 {
					flipped[f] = math.Copysign(1, want*got.Value)
				}
				want = math.Abs(want)
				if flipped[f] != 0 && math.Abs(got.Value) > 0.05 && got.Value*flipped[f] < 0 != (e.Value < 0) != (name == names[item]) {
					t.Fatalf("loading(%s) = %v, was %v, factor turned %v", e.Of, got.Value, e.Value, flipped[f])
				}
				got.Value = math.Abs(got.Value)
			}
			if e.Measure == "factor_correlation" {
				got.Value, want = math.Abs(got.Value), math.Abs(want)
			}
			if got.Empty() != e.Empty() || !e.Empty() && math.Abs(got.Value-want) > 1e-6 {
				t.Fatalf("%s(%s) = %v, want %v", e.Measure, e.Of, got.Value, want)
			}
		}
	})
}

// No rotation moves a communality, or the common variance that the factors explain together; factors come in the order of what they
// explain, and loadings of each sum to 0 or more.
func TestRotations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src, names := nine(answers(rapid.Uint64().Draw(t, "seed"), 200))
		o := factor.Options{Items: names, Factors: 3}
		var first estimate.Result
		for _, o.Rotate = range []string{"none", "varimax", "promax", "oblimin"} {
			res := compute(t, src, o)
			if first.Estimates == nil {
				first = res
			}
			common, explained := 0.0, 0.0
			last := math.Inf(1)
			for _, name := range names {
				h, _ := res.Find("communality", name)
				u, _ := res.Find("uniqueness", name)
				before, _ := first.Find("communality", name)
				if h.Empty() || math.Abs(h.Value-before.Value) > 1e-12 || math.Abs(h.Value+u.Value-1) > 1e-12 {
					t.Fatalf("%s: communality %v, unrotated %v, uniqueness %v", o.Rotate, h.Value, before.Value, u.Value)
				}
				common += h.Value / 9
			}
			for f := 1; f <= 3; f++ {
				v, _ := res.Find("variance_explained", fmt.Sprint("F", f))
				sum := 0.0
				for _, name := range names {
					l, _ := res.Find("loading", fmt.Sprintf("F%d=~%s", f, name))
					sum += l.Value
				}
				if v.Value > last+1e-12 || sum < -1e-9 {
					t.Fatalf("%s: F%d explains %v after %v, loadings sum to %v", o.Rotate, f, v.Value, last, sum)
				}
				explained, last = explained+v.Value, v.Value
			}
			if e, _ := first.Find("communality", "q1"); len(e.Notes) == 0 && math.Abs(explained-common) > 1e-8 {
				t.Fatalf("%s explains %v of %v", o.Rotate, explained, common)
			}
			if _, ok := res.Find("factor_correlation", "F2~~F3"); ok != (o.Rotate == "promax" || o.Rotate == "oblimin") {
				t.Fatalf("%s: correlations of factors %v", o.Rotate, ok)
			}
		}
	})
}

// Without a Heywood case minres and the iterated principal axes end in one place.
func TestMinresIsWherePrincipalAxesEnd(t *testing.T) {
	src, names := nine(answers(4, 300))
	res := map[string]estimate.Result{}
	for _, method := range []string{"minres", "pa"} {
		res[method] = compute(t, src, factor.Options{Items: names, Factors: 3, Extract: method})
	}
	for _, e := range res["minres"].Estimates {
		if got, _ := res["pa"].Find(e.Measure, e.Of); math.Abs(got.Value-e.Value) > 1e-6 {
			t.Errorf("%s(%s): minres %v, pa %v", e.Measure, e.Of, e.Value, got.Value)
		}
	}
}

func TestEdges(t *testing.T) {
	x := answers(5, 80)
	src, names := nine(x)
	check := func(res estimate.Result, want string, ids ...string) {
		t.Helper()
		for _, id := range ids {
			measure, of, _ := strings.Cut(id, " ")
			e, ok := res.Find(measure, of)
			if !ok || !e.Empty() || estimate.Has(e.P) || !strings.Contains(estimate.JoinNotes(e.Notes), want) {
				t.Errorf("%s: %v, %v, %q; want empty: %s", id, ok, e.Value, estimate.JoinNotes(e.Notes), want)
			}
		}
	}
	all := []string{"kmo", "kmo q1", "bartlett_chi2", "loading F1=~q1", "communality q9", "uniqueness q2", "variance_explained F1"}

	flat := append([][]float64{}, x...)
	flat[3] = make([]float64, 80)
	constant, _ := nine(flat)
	check(compute(t, constant, factor.Options{Items: names, Factors: 2}), "constant item: q4", append(all, "eigenvalue 1", "parallel_p95 9", "parallel_factors", "harman_first_factor")...)

	sum := append([][]float64{}, x...)
	sum[8] = make([]float64, 80)
	for i := range sum[8] {
		sum[8][i] = x[0][i]
	}
	singular, _ := nine(sum)
	res := compute(t, singular, factor.Options{Items: names, Factors: 2})
	check(res, "not positive definite (smallest eigenvalue", all...)
	if e, _ := res.Find("eigenvalue", "9"); e.Empty() {
		t.Error("eigenvalues do not need a positive definite matrix")
	}

	check(compute(t, src, factor.Options{Items: names, Factors: 6}), "6 factors of 9 items are not identified, at most 5 are", "loading F1=~q1", "communality q1")
	check(compute(t, src, factor.Options{Items: names, Factors: 1 << 40}), "not identified", "loading F9=~q1", "communality q1")
	check(compute(t, src, factor.Options{Items: names[:1], Factors: 1}), "fewer than 2 items", "kmo q1", "eigenvalue 1", "loading F1=~q1")
	res = compute(t, src, factor.Options{Items: names[:2], Factors: 1})
	check(res, "1 factors of 2 items are not identified, at most 0 are", "loading F1=~q1")
	if e, _ := res.Find("kmo", ""); math.Abs(e.Value-0.5) > 1e-12 {
		t.Errorf("KMO of two items %v", e.Value)
	}
	short := make([][]float64, 9)
	for j := range x {
		short[j] = x[j][:2]
	}
	few, _ := nine(short)
	check(compute(t, few, factor.Options{Items: names, Factors: 1}), "", "kmo", "loading F1=~q1", "parallel_mean 1")
	apartX := append([][]float64{}, x...)
	apartX[0], apartX[1] = append([]float64{}, x[0]...), append([]float64{}, x[1]...)
	for i := range 80 {
		apartX[i%2][i] = math.NaN()
	}
	disjoint, _ := nine(apartX)
	check(compute(t, disjoint, factor.Options{Items: names, Factors: 1}), "no 3 rows have both q1 and q2", "kmo", "eigenvalue 1", "loading F1=~q1")

	// Unrelated items: the parallel analysis keeps nothing.
	r := numeric.Stream(1, 1)
	noise := make([][]float64, 9)
	for j := range noise {
		for range 400 {
			noise[j] = append(noise[j], r.NormFloat64())
		}
	}
	unrelated, _ := nine(noise)
	res = compute(t, unrelated, factor.Options{Items: names})
	check(res, "keeps no factor", "communality q1")
	if e, _ := res.Find("parallel_factors", ""); e.Value != 0 {
		t.Errorf("%v factors of noise", e.Value)
	}

	for _, o := range []factor.Options{{}, {Items: names, Factors: -1}, {Items: names, Extract: "uls"}, {Items: names, Rotate: "quartimax"}, {Items: []string{"z"}}} {
		if _, err := factor.Compute(context.Background(), src, o); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
	gone, stop := context.WithCancel(context.Background())
	stop()
	if _, err := factor.Compute(gone, src, factor.Options{Items: names}); err == nil {
		t.Error("a cancelled context")
	}
}

func Example() {
	r := numeric.Stream(1, 0)
	f := moments.NewFrame(200)
	skill := make([]float64, 200)
	for i := range skill {
		skill[i] = r.NormFloat64()
	}
	var items []string
	for _, name := range []string{"q1", "q2", "q3", "q4"} {
		x := make([]float64, 200)
		for i := range x {
			x[i] = skill[i] + r.NormFloat64()
		}
		items = append(items, name)
		f.Numeric(name, x)
	}
	res, err := factor.Compute(context.Background(), f, factor.Options{Items: items})
	if err != nil {
		fmt.Println(err)
		return
	}
	kept, _ := res.Find("parallel_factors", "")
	loading, _ := res.Find("loading", "F1=~q2")
	fmt.Printf("%.0f factor, q2 loads %.1f\n", kept.Value, loading.Value)
	// Output: 1 factor, q2 loads 0.7
}
