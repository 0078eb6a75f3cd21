package describe_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/describe"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/internal/reference"
	"github.com/smekit/smekit/measures/moments"
	"pgregory.net/rapid"
)

var nan = math.NaN()

func compute(t testing.TB, src moments.Source, o describe.Options) estimate.Result {
	t.Helper()
	res, err := describe.Compute(context.Background(), src, o)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func options(items ...string) describe.Options {
	return describe.Options{Items: items, Min: nan, Max: nan}
}

func TestReference(t *testing.T) {
	header, rows := reference.Table(t, "testdata/bfi.csv")
	f := moments.NewFrame(len(rows))
	items := header[1:6]
	for j, x := range reference.Numbers(t, header, rows, items...) {
		f.Numeric(items[j], x)
	}
	reference.Check(t, reference.Case(t, "testdata/expected.csv", "bfi-describe"), compute(t, f, options(items...)))
}

// check compares estimates with texts of the form `measure of=value`; an empty value stands for not estimable.
func check(t *testing.T, res estimate.Result, want map[string]float64) {
	t.Helper()
	for name, x := range want {
		measure, of, _ := strings.Cut(name, " ")
		e, ok := res.Find(measure, of)
		if !ok || math.IsNaN(x) != e.Empty() || math.Abs(e.Value-x) > 1e-12 {
			t.Errorf("%s = %v (found %v), want %v", name, e.Value, ok, x)
		}
		if ok && e.Empty() && len(e.Notes) == 0 {
			t.Errorf("%s is empty without a note", name)
		}
	}
}

func TestGroups(t *testing.T) {
	f := moments.NewFrame(7).Numeric("q", []float64{1, 2, 3, 4, 5, nan, 5}).Text("g", []string{"b", "b", "b", "a", "a", "a", ""})
	o := options("q")
	o.By, o.Min, o.Max = "g", 1, 5
	res := compute(t, f, o)
	check(t, res, map[string]float64{
		"n q": 6, "missing q": 1, "mean q": 20. / 6, "percent_agree q": 50,
		"n q|g=a": 2, "missing q|g=a": 1, "mean q|g=a": 4.5, "median q|g=a": 4.5, "percent_agree q|g=a": 100,
		"mean q|g=b": 2, "sd q|g=b": 1, "q1 q|g=b": 1.5, "percent_agree q|g=b": 0, "skewness q|g=b": 0,
		"skewness q|g=a": nan, "kurtosis q|g=b": nan,
	})
	if len(res.Warnings) != 1 || res.Warnings[0].English() != "1 rows without g left out" {
		t.Errorf("warnings %v", res.Warnings)
	}
}

func TestNothingToDescribe(t *testing.T) {
	f := moments.NewFrame(3).Numeric("void", []float64{nan, nan, nan}).Numeric("flat", []float64{2, 2, 2}).Numeric("one", []float64{nan, 4, nan})
	check(t, compute(t, f, options("void", "flat", "one")), map[string]float64{
		"n void": 0, "missing void": 3, "mean void": nan, "sd void": nan, "median void": nan, "min void": nan, "percent_agree void": nan,
		"sd flat": 0, "skewness flat": nan, "kurtosis flat": nan, "median flat": 2, "percent_agree flat": 100,
		"mean one": 4, "sd one": nan, "q1 one": 4,
	})
	if _, err := describe.Compute(context.Background(), f, options()); err == nil {
		t.Error("no items: no error")
	}
	o := options("flat")
	o.Min, o.Max = 3, 5
	if _, err := describe.Compute(context.Background(), f, o); err == nil || !strings.Contains(err.Error(), "outside the scale") {
		t.Errorf("value outside the scale: %v", err)
	}
}

// A row of weight w counts as w rows, once the weights sum to the number of rows.
func TestWeights(t *testing.T) {
	f := moments.NewFrame(5).Numeric("q", []float64{1, 2, 4, 5, 3}).Numeric("w", []float64{.5, 1.5, 1.5, .5, nan})
	o := options("q")
	o.Weight, o.Max = "w", 5
	res := compute(t, f, o)
	check(t, res, map[string]float64{
		"n q": 4, "missing q": 0, "mean q": 3, "sd q": math.Sqrt((4*.5*2 + 1.5*2) / 3), "percent_agree q": 50, "skewness q": 0, "min q": 1,
	})
	if len(res.Warnings) != 1 {
		t.Errorf("warnings %v", res.Warnings)
	}
}

type onlyMoments struct{ moments.Source }

func TestManyValuesTakeASecondPass(t *testing.T) {
	n := 2*moments.MaxValues + 1
	x, g := make([]float64, n), make([]string, n)
	for i, r := range rand.New(rand.NewPCG(1, 1)).Perm(n) {
		x[r], g[r] = float64(i), []string{"low", "high"}[i/(moments.MaxValues+1)]
	}
	f := moments.NewFrame(n).Numeric("x", x).Text("g", g)
	o := options("x")
	o.By = "g"
	check(t, compute(t, f, o), map[string]float64{"median x": moments.MaxValues, "median x|g=low": moments.MaxValues / 2, "q3 x": 1.5 * moments.MaxValues})
	check(t, compute(t, onlyMoments{f}, o), map[string]float64{"median x": nan, "percent_agree x": nan, "mean x": moments.MaxValues})
}

func TestShiftAndScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(rapid.Map(rapid.IntRange(1, 7), func(i int) float64 { return float64(i) }), 4, 30).Draw(t, "x")
		y := make([]float64, len(x))
		for i := range x {
			y[i] = 100 - 2*x[i]
		}
		res, err := describe.Compute(context.Background(), moments.NewFrame(len(x)).Numeric("x", x).Numeric("y", y), options("x", "y"))
		if err != nil {
			t.Fatal(err)
		}
		get := func(m, of string) float64 { e, _ := res.Find(m, of); return e.Value }
		for _, pair := range [][2]float64{
			{get("mean", "y"), 100 - 2*get("mean", "x")}, {get("sd", "y"), 2 * get("sd", "x")}, {get("median", "y"), 100 - 2*get("median", "x")},
			{get("q1", "y"), 100 - 2*get("q3", "x")}, {get("skewness", "y"), -get("skewness", "x")}, {get("kurtosis", "y"), get("kurtosis", "x")},
		} {
			if math.IsNaN(pair[0]) != math.IsNaN(pair[1]) || math.Abs(pair[0]-pair[1]) > 1e-9 {
				t.Fatalf("%v: %v", x, pair)
			}
		}
	})
}

func Example() {
	f := moments.NewFrame(5).Numeric("q1", []float64{2, 3, 4, 5, 5})
	res, err := describe.Compute(context.Background(), f, describe.Options{Items: []string{"q1"}, Min: 1, Max: 5})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range res.Estimates[2:5] {
		fmt.Printf("%s %.3f\n", e.Measure, e.Value)
	}
	// Output:
	// mean 3.800
	// sd 1.304
	// median 4.000
}

func TestShares(t *testing.T) {
	f := moments.NewFrame(8).Numeric("q", []float64{1, 4, 4, nan, 2, 2.5, 4, nan}).Text("g", []string{"a", "a", "a", "a", "b", "b", "b", ""}).
		Numeric("w", []float64{1, 1, 1, 1, 2, 2, 1, 1}).Numeric("none", []float64{nan, nan, nan, nan, nan, nan, nan, nan})
	o := options("q")
	o.Min, o.Max, o.By, o.Shares = 1, 5, "g", true
	check(t, compute(t, f, o), map[string]float64{"share q=1": 1. / 6, "share q=2": 1. / 6, "share q=2.5": 1. / 6, "share q=3": 0, "share q=4": .5, "share q=5": 0,
		"share q=4|g=a": 2. / 3, "share q=1|g=b": 0, "share q=2.5|g=b": 1. / 3})
	o.By, o.Weight = "", "w"
	check(t, compute(t, f, o), map[string]float64{"share q=4": 3. / 8, "share q=2": 2. / 8})
	o = options("q", "none")
	o.Shares = true
	res := compute(t, f, o)
	check(t, res, map[string]float64{"share q=4": .5}) // of the values seen
	if _, ok := res.Find("share", "q=3"); ok {
		t.Error("a point of an undeclared scale that nobody chose")
	}
	o = options("none")
	o.Min, o.Max, o.Shares = 1, 2, true
	check(t, compute(t, f, o), map[string]float64{"share none=1": nan, "share none=2": nan})
	many := make([]float64, 200)
	for i := range many {
		many[i] = float64(i)
	}
	o = options("x")
	o.Shares = true
	check(t, compute(t, moments.NewFrame(200).Numeric("x", many), o), map[string]float64{"share x": nan})
	if _, ok := compute(t, f, options("q")).Find("share", "q=4"); ok {
		t.Error("shares without being asked for")
	}
}

// Shares do not depend on the order of rows, and add up to 1.
func TestSharesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(rapid.Float64Range(1, 5), 1, 30).Draw(t, "x")
		for i := range x {
			x[i] = math.Trunc(x[i])
		}
		o := options("x")
		o.Min, o.Max, o.Shares = 1, 5, true
		turned := append([]float64(nil), x...)
		for i, j := 0, len(x)-1; i < j; i, j = i+1, j-1 {
			turned[i], turned[j] = turned[j], turned[i]
		}
		a, err := describe.Compute(context.Background(), moments.NewFrame(len(x)).Numeric("x", x), o)
		b, err2 := describe.Compute(context.Background(), moments.NewFrame(len(x)).Numeric("x", turned), o)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		sum := 0.0
		for p := 1; p <= 5; p++ {
			e, _ := a.Find("share", fmt.Sprint("x=", p))
			f, _ := b.Find("share", fmt.Sprint("x=", p))
			if e.Value != f.Value {
				t.Fatalf("%d: %v and %v", p, e.Value, f.Value)
			}
			sum += e.Value
		}
		if math.Abs(sum-1) > 1e-12 {
			t.Fatal(sum)
		}
	})
}
