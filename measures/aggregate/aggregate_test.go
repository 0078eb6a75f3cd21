package aggregate_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/aggregate"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/internal/reference"
	"github.com/smekit/smekit/measures/moments"
	"pgregory.net/rapid"
)

var nan = math.NaN()

func compute(t interface{ Fatal(...any) }, src moments.Source, o aggregate.Options) estimate.Result {
	res, err := aggregate.Compute(context.Background(), src, o)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestReference(t *testing.T) {
	header, rows := reference.Table(t, "testdata/lq2002.csv")
	f := moments.NewFrame(len(rows))
	for j, x := range reference.Numbers(t, header, rows) {
		f.Numeric(header[j], x)
	}
	res := compute(t, f, aggregate.Options{Items: header[1:], Group: "COMPID", Min: 1, Max: 5})
	reference.Check(t, reference.Case(t, "testdata/expected.csv", "lq2002"), res)
	if e, _ := res.Find("rwg_j", "mean"); e.N != 49 || e.People != 2042 {
		t.Errorf("rwg_j of the mean rests on %d groups, %d people", e.N, e.People)
	}
}

// check compares estimates with `measure of=value`; NaN stands for not estimable.
func check(t *testing.T, res estimate.Result, want map[string]float64) {
	t.Helper()
	for name, x := range want {
		measure, of, _ := strings.Cut(name, " ")
		e, ok := res.Find(measure, of)
		if !ok || math.IsNaN(x) != e.Empty() || math.Abs(e.Value-x) > 1e-9 {
			t.Errorf("%s = %v (found %v), want %v", name, e.Value, ok, x)
		}
		if ok && e.Empty() && len(e.Notes) == 0 {
			t.Errorf("%s is empty without a note", name)
		}
	}
}

func note(t *testing.T, res estimate.Result, measure, of string, code estimate.Code) {
	t.Helper()
	e, _ := res.Find(measure, of)
	if len(e.Notes) != 1 || e.Notes[0].Code != code {
		t.Errorf("%s(%s): notes %v, want %s", measure, of, e.Notes, code)
	}
}

func TestByHand(t *testing.T) {
	f := moments.NewFrame(4).Numeric("q", []float64{1, 2, 4, 5}).Text("g", []string{"a", "a", "b", "b"})
	res := compute(t, f, aggregate.Options{Items: []string{"q"}, Group: "g", Min: 1, Max: 5})
	// MSB = 2·1.5²·2 = 9, MSW = (0.5+0.5)/2 = 0.5, n0 = 2; item variances 0.5, nulls 2 and 1.34.
	check(t, res, map[string]float64{
		"group_n g=a": 2, "rwg_j g=a": 0.75, "rwg_j_skewed g=a": 1 - 0.5/1.34, "rwg_j mean": 0.75, "rwg_j median": 0.75,
		"anova_f ": 18, "icc1 ": 8.5 / 9.5, "icc2 ": 8.5 / 9, "icc1_reml ": 4.25 / 4.75, "icc2_reml ": 8.5 / 9, "ad_mean mean": 0.5,
	})
	f1, _ := res.Find("anova_f", "")
	if f1.DF1 != 1 || f1.DF2 != 2 || math.Abs(f1.P-0.05131670194948619) > 1e-12 { // F(1,2) is t(2)²: p = 1−√(F/(F+2))
		t.Errorf("F: %+v", f1)
	}
	ad, _ := res.Find("ad_mean", "mean")
	if !strings.Contains(ad.Method, "cut-off A/6 = 0.8333") || ad.N != 2 || ad.People != 4 {
		t.Errorf("ad_mean: %+v", ad)
	}
}

func TestConventions(t *testing.T) {
	f := moments.NewFrame(8).
		Numeric("p", []float64{1, 5, 1, 5, 3, 3, 4, nan}).
		Numeric("q", []float64{5, 1, 1, 5, 3, 3, nan, nan}).
		Text("g", []string{"split", "split", "split", "split", "same", "same", "one", ""})
	o := aggregate.Options{Items: []string{"p", "q"}, Group: "g", Min: 1, Max: 5}
	res := compute(t, f, o)
	check(t, res, map[string]float64{
		"rwg_j g=split": 0, "rwg_j g=same": 1, "rwg_j g=one": nan, "group_n g=one": 1, "rwg_j mean": 0.5, "rwg_j median": 0.5,
		"ad_mean mean": 1, "icc1_reml ": 0,
	})
	note(t, res, "rwg_j", "g=split", "aggregate_above_null")
	note(t, res, "rwg_j", "g=one", "aggregate_one_member")
	note(t, res, "icc1_reml", "", "aggregate_singular")
	// Both groups have the mean 3, so MSB = 0; the row of group `one` has one of two answers and no row mean.
	// Row means 3, 3, 1, 5, 3, 3: MSW = 8/4, n0 = 6−20/6.
	msw, n0 := 2., 6-20./6
	check(t, res, map[string]float64{"icc1 ": -msw / ((n0 - 1) * msw), "icc2 ": nan, "anova_f ": 0})
	note(t, res, "icc1", "", estimate.NoteBelowZero)
	if e, _ := res.Find("icc1", ""); e.N != 6 {
		t.Errorf("icc1 rests on %d row means, want 6", e.N)
	}
	if len(res.Warnings) != 1 || res.Warnings[0].Code != moments.NoteNoGroup {
		t.Errorf("warnings %v", res.Warnings)
	}
}

func TestNotEstimable(t *testing.T) {
	f := moments.NewFrame(4).Numeric("q", []float64{1, 2, 4, 5}).Numeric("step", []float64{1, 1, 2, 2}).
		Text("one", []string{"a", "a", "a", "a"}).Text("g", []string{"a", "a", "b", "b"}).Text("each", []string{"a", "b", "c", "d"})
	res := compute(t, f, aggregate.Options{Items: []string{"q"}, Group: "one", Min: 0, Max: 99})
	check(t, res, map[string]float64{"icc1 ": nan, "icc2 ": nan, "anova_f ": nan, "icc1_reml ": nan, "icc2_reml ": nan, "rwg_j_skewed one=a": nan, "ad_mean mean": 1.5})
	note(t, res, "rwg_j_skewed", "one=a", "aggregate_no_skew_null")
	note(t, res, "icc1_reml", "", estimate.NoteFewGroups)
	res = compute(t, f, aggregate.Options{Items: []string{"q"}, Group: "each", Min: 1, Max: 5})
	check(t, res, map[string]float64{"icc1 ": nan, "anova_f ": nan, "icc1_reml ": nan, "rwg_j mean": nan, "rwg_j median": nan, "ad_mean mean": nan})
	res = compute(t, f, aggregate.Options{Items: []string{"step"}, Group: "g", Min: nan, Max: nan})
	check(t, res, map[string]float64{"icc1 ": 1, "icc2 ": 1, "anova_f ": nan, "icc1_reml ": nan, "rwg_j g=a": nan, "rwg_j mean": nan, "ad_mean mean": 0})
	note(t, res, "rwg_j", "mean", "aggregate_no_scale")
	for _, o := range []aggregate.Options{{Group: "g"}, {Items: []string{"q"}}, {Items: []string{"q"}, Group: "g", Min: 2, Max: 5}, {Items: []string{"z"}, Group: "g"}} {
		if _, err := aggregate.Compute(context.Background(), f, o); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
	if res := compute(t, moments.NewFrame(0).Numeric("q", nil).Text("g", nil), aggregate.Options{Items: []string{"q"}, Group: "g", Min: 1, Max: 5}); len(res.Estimates) != 8 {
		t.Errorf("no rows: %d estimates", len(res.Estimates))
	}
}

type onlyMoments struct{ moments.Source }

func TestManyValuesTakeASecondPass(t *testing.T) {
	n := moments.MaxValues + 2
	x, g := make([]float64, 2*n), make([]string, 2*n)
	for i := range x {
		x[i], g[i] = float64(i%n), []string{"a", "b"}[i/n]
	}
	f := moments.NewFrame(2*n).Numeric("x", x).Text("g", g)
	o := aggregate.Options{Items: []string{"x"}, Group: "g", Min: nan, Max: nan}
	check(t, compute(t, f, o), map[string]float64{"ad_mean mean": float64(n) / 4})
	check(t, compute(t, onlyMoments{f}, o), map[string]float64{"ad_mean mean": nan})
}

// Reversing the scale, renaming groups and permuting rows change no value.
func TestReversingAndPermuting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(4, 40).Draw(t, "n")
		answer := rapid.Map(rapid.IntRange(0, 5), func(i int) float64 {
			if i == 0 {
				return nan
			}
			return float64(i)
		})
		group := rapid.SampledFrom([]string{"1", "2", "10"})
		a, b, g := rapid.SliceOfN(answer, n, n).Draw(t, "a"), rapid.SliceOfN(answer, n, n).Draw(t, "b"), rapid.SliceOfN(group, n, n).Draw(t, "g")
		a2, b2, g2 := make([]float64, n), make([]float64, n), make([]string, n)
		rows := make([]int, n)
		for i := range rows {
			rows[i] = i
		}
		for i, r := range rapid.Permutation(rows).Draw(t, "rows") {
			a2[i], b2[i], g2[i] = 6-a[r], 6-b[r], "0"+g[r]
		}
		o := aggregate.Options{Items: []string{"a", "b"}, Group: "g", Min: 1, Max: 5}
		x := compute(t, moments.NewFrame(n).Numeric("a", a).Numeric("b", b).Text("g", g), o)
		y := compute(t, moments.NewFrame(n).Numeric("a", a2).Numeric("b", b2).Text("g", g2), o)
		for i, e := range x.Estimates {
			f := y.Estimates[i]
			if e.Measure != f.Measure || e.N != f.N || e.Empty() != f.Empty() || !e.Empty() && math.Abs(e.Value-f.Value) > 1e-6*(1+math.Abs(e.Value)) {
				t.Fatalf("%s(%s) = %v, n %d; reversed %s(%s) = %v, n %d", e.Measure, e.Of, e.Value, e.N, f.Measure, f.Of, f.Value, f.N)
			}
		}
	})
}

func Example() {
	f := moments.NewFrame(6).
		Text("dept", []string{"A", "A", "A", "B", "B", "B"}).
		Numeric("q1", []float64{4, 5, 4, 2, 2, 3}).
		Numeric("q2", []float64{5, 5, 4, 2, 3, 2})
	res, err := aggregate.Compute(context.Background(), f, aggregate.Options{Items: []string{"q1", "q2"}, Group: "dept", Min: 1, Max: 5})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range res.Estimates {
		if e.Measure == "rwg_j" || e.Measure == "icc1" {
			fmt.Printf("%s(%s) %.2f\n", e.Measure, e.Of, e.Value)
		}
	}
	// Output:
	// rwg_j(dept=A) 0.91
	// rwg_j(dept=B) 0.91
	// rwg_j(mean) 0.91
	// rwg_j(median) 0.91
	// icc1() 0.93
}
