package reliability_test

import (
	"context"
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/internal/reference"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/reliability"
	"pgregory.net/rapid"
)

var nan = math.NaN()

func compute(t interface{ Fatal(...any) }, src moments.Source, o reliability.Options) estimate.Result {
	res, err := reliability.Compute(context.Background(), src, o)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func open(t testing.TB, file string) *moments.Frame {
	header, rows := reference.Table(t, "testdata/"+file)
	f := moments.NewFrame(len(rows))
	for j, x := range reference.Numbers(t, header, rows) {
		f.Numeric(header[j], x)
	}
	return f
}

func value(t interface {
	Helper()
	Fatalf(string, ...any)
}, res estimate.Result, measure, of string) estimate.Estimate {
	t.Helper()
	e, ok := res.Find(measure, of)
	if !ok {
		t.Fatalf("%s(%s) is not in the result", measure, of)
	}
	return e
}

func TestReferenceAttitude(t *testing.T) {
	f := open(t, "attitude.csv")
	all := []string{"rating", "complaints", "privileges", "learning", "raises", "critical", "advance"}
	res := compute(t, f, reliability.Options{Items: all})
	var values []reference.Value
	for _, v := range reference.Case(t, "testdata/expected.csv", "attitude-reliability") {
		if v.Measure == "split_half_min" {
			checkHalfOfTheSplits(t, f, all, v, value(t, res, v.Measure, ""))
			continue
		}
		values = append(values, v)
	}
	reference.Check(t, values, res)
	two := compute(t, f, reliability.Options{Items: []string{"complaints", "learning"}})
	reference.Check(t, reference.Case(t, "testdata/expected.csv", "attitude-two-items"), two)
	if e := value(t, two, "alpha_if_dropped", "learning"); !e.Empty() || len(e.Notes) != 1 {
		t.Errorf("alpha without one of two items: %+v", e)
	}
	// Both splits of two items are the same one: Spearman–Brown.
	if a, b := value(t, two, "split_half_min", "").Value, value(t, two, "spearman_brown", "").Value; math.Abs(a-b) > 1e-14 {
		t.Errorf("split half of two items %v, Spearman-Brown %v", a, b)
	}
}

// psych 2.2.9 walks round(C(k,⌊k/2⌋)/2) halves in the order of combn. With an even number of items these are all splits;
// with seven it stops after 18 of 35, and its minimum is too large (corrected in psych in October 2023: "do all splits
// because there is a problem with odd values"). Its value is the minimum of those 18, ours that of the 35.
func checkHalfOfTheSplits(t *testing.T, f *moments.Frame, items []string, psych reference.Value, got estimate.Estimate) {
	m, err := f.Collect(context.Background(), moments.Plan{Variables: moments.ColumnVariables(items...), Products: true})
	if err != nil {
		t.Fatal(err)
	}
	g := &m.Groups[0]
	var halves []float64
	for a := range 7 {
		for b := a + 1; b < 7; b++ {
			for c := b + 1; c < 7; c++ {
				between, all := 0.0, 7.0
				for i := range 7 {
					for j := range i {
						r := g.Pair(i, j).R()
						all += 2 * r
						if (i == a || i == b || i == c) != (j == a || j == b || j == c) {
							between += r
						}
					}
				}
				halves = append(halves, 4*between/all)
			}
		}
	}
	if x := slices.Min(halves[:18]); math.Abs(x-psych.Want) > psych.Tolerance {
		t.Errorf("minimum of the first 18 splits %v, psych %v", x, psych.Want)
	}
	if x := slices.Min(halves); math.Abs(x-got.Value) > 1e-12 || !(x < psych.Want) {
		t.Errorf("minimum of all 35 splits %v, got %v", x, got.Value)
	}
}

func TestReferenceBFI(t *testing.T) {
	f := open(t, "bfi.csv")
	reverse := map[string][]string{"A": {"A1"}, "C": {"C4", "C5"}, "E": {"E1", "E2"}, "N": nil, "O": {"O2", "O5"}}
	for scale, turned := range reverse {
		var items []string
		for i := 1; i <= 5; i++ {
			items = append(items, fmt.Sprint(scale, i))
		}
		for _, missing := range []string{"pairwise", "listwise"} {
			res := compute(t, f, reliability.Options{Items: items, Reverse: turned, Min: 1, Max: 6, Missing: missing})
			reference.Check(t, reference.Case(t, "testdata/expected.csv", "bfi-"+scale+"-"+missing), res)
		}
	}
}

// scaleOf draws n answers to k items that share a common part.
func scaleOf(seed uint64, n, k int, holes bool) (names []string, x [][]float64) {
	r := rand.New(rand.NewPCG(seed, 1))
	x = make([][]float64, k)
	for range n {
		common := r.NormFloat64()
		for j := range x {
			v := math.Round(3+common+r.NormFloat64()) + 0
			if holes && r.IntN(8) == 0 {
				v = nan
			}
			x[j] = append(x[j], v)
		}
	}
	for j := range x {
		names = append(names, fmt.Sprintf("q%d", j+1))
	}
	return names, x
}

func frame(names []string, x [][]float64) *moments.Frame {
	f := moments.NewFrame(len(x[0]))
	for j, n := range names {
		f.Numeric(n, x[j])
	}
	return f
}

func TestSplitHalvesAgainstEverySplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(2, 8).Draw(t, "k")
		names, x := scaleOf(rapid.Uint64().Draw(t, "seed"), 60, k, false)
		res := compute(t, frame(names, x), reliability.Options{Items: names})
		z := make([][]float64, k)
		for j := range x {
			mean, sd := value(t, res, "item_mean", names[j]).Value, value(t, res, "item_sd", names[j]).Value
			for _, v := range x[j] {
				z[j] = append(z[j], (v-mean)/sd)
			}
		}
		low, high := math.Inf(1), math.Inf(-1)
		for mask := range uint(1) << k {
			if bits.OnesCount(mask) != k/2 {
				continue
			}
			var ab, all float64 // 4·cov(A, B)/var(A+B)
			for i := range z[0] {
				var a, b float64
				for j := range z {
					if mask>>j&1 == 1 {
						a += z[j][i]
					} else {
						b += z[j][i]
					}
				}
				ab += a * b
				all += (a + b) * (a + b)
			}
			low, high = min(low, 4*ab/all), max(high, 4*ab/all)
		}
		if got := value(t, res, "split_half_max", "").Value; math.Abs(got-high) > 1e-9 {
			t.Fatalf("max %v, want %v", got, high)
		}
		if got := value(t, res, "split_half_min", "").Value; math.Abs(got-low) > 1e-9 {
			t.Fatalf("min %v, want %v", got, low)
		}
	})
}

func TestLongScales(t *testing.T) {
	names, x := scaleOf(2, 200, 20, false)
	short := compute(t, frame(names[:16], x[:16]), reliability.Options{Items: names[:16]})
	if m := value(t, short, "split_half_max", "").Method; !strings.Contains(m, "all splits") {
		t.Errorf("16 items: %s", m)
	}
	a := compute(t, frame(names, x), reliability.Options{Items: names, Seed: 1})
	b := compute(t, frame(names, x), reliability.Options{Items: names, Seed: 1})
	low, high := value(t, a, "split_half_min", ""), value(t, a, "split_half_max", "")
	if low.Value != value(t, b, "split_half_min", "").Value || !strings.Contains(low.Method, "10000 random splits, seed 1") {
		t.Errorf("the same seed gives another split, or %q", low.Method)
	}
	alpha := value(t, a, "alpha_std", "").Value
	if !(low.Value < alpha && alpha < high.Value && high.Value < 1) {
		t.Errorf("standardised alpha %v is not between the splits %v and %v", alpha, low.Value, high.Value)
	}
}

// Alpha from its definition on complete data: the variances of the items and of their sum.
func TestAlphaFromTheSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names, x := scaleOf(rapid.Uint64().Draw(t, "seed"), 30, 4, rapid.Bool().Draw(t, "holes"))
		var sums, complete []float64
		var items [4][]float64
		for i := range x[0] {
			s := x[0][i] + x[1][i] + x[2][i] + x[3][i]
			if s == s {
				sums = append(sums, s)
				complete = append(complete, float64(i))
				for j := range x {
					items[j] = append(items[j], x[j][i])
				}
			}
		}
		if len(complete) < 3 {
			return
		}
		parts := 0.0
		for _, it := range items {
			parts += variance(it)
		}
		res := compute(t, frame(names, x), reliability.Options{Items: names, Missing: "listwise"})
		e := value(t, res, "alpha", "")
		if want := 4. / 3 * (1 - parts/variance(sums)); !e.Empty() && math.Abs(e.Value-want) > 1e-9 || e.N != len(complete) {
			t.Fatalf("alpha %v, n %d, want %v, %d", e.Value, e.N, want, len(complete))
		}
		if dropped := len(x[0]) - len(complete); (dropped > 0) != (len(res.Warnings) > 0 && res.Warnings[0].Code == estimate.NoteExcluded) {
			t.Fatalf("%d rows dropped, warnings %v", dropped, res.Warnings)
		}
	})
}

func variance(x []float64) float64 {
	var mean, s float64
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		s += (v - mean) * (v - mean)
	}
	return s / float64(len(x)-1)
}

func TestReversingAndReordering(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names, x := scaleOf(rapid.Uint64().Draw(t, "seed"), 40, 5, true)
		plain := compute(t, frame(names, x), reliability.Options{Items: names, Min: -20, Max: 26})
		turned := make([][]float64, 5)
		copy(turned, x)
		turned[2] = make([]float64, len(x[2]))
		for i, v := range x[2] {
			turned[2][i] = 6 - v
		}
		order := rapid.Permutation(names).Draw(t, "order")
		again := compute(t, frame(names, turned), reliability.Options{Items: order, Reverse: []string{"q3"}, Min: -20, Max: 26})
		for _, e := range plain.Estimates {
			got := value(t, again, e.Measure, e.Of)
			if got.N != e.N || got.Empty() != e.Empty() || !e.Empty() && math.Abs(got.Value-e.Value) > 1e-9 {
				t.Fatalf("%s(%s) = %v, n %d; want %v, %d", e.Measure, e.Of, got.Value, got.N, e.Value, e.N)
			}
		}
	})
}

func TestForgottenReversal(t *testing.T) {
	names, x := scaleOf(3, 100, 4, false)
	for i, v := range x[1] {
		x[1][i] = 6 - v
	}
	res := compute(t, frame(names, x), reliability.Options{Items: names})
	if e := value(t, res, "item_rest_r", "q2"); !(e.Value < 0) || len(e.Notes) != 1 {
		t.Errorf("%+v", e)
	}
	if len(res.Warnings) != 1 || !strings.Contains(res.Warnings[0].English(), "q2") {
		t.Errorf("warnings %v", res.Warnings)
	}
	res = compute(t, frame(names[:2], x[:2]), reliability.Options{Items: names[:2]})
	if e := value(t, res, "alpha", ""); !(e.Value < 0) || !strings.Contains(estimate.JoinNotes(e.Notes), "negative average covariance") {
		t.Errorf("%+v", e)
	}
}

func TestEdges(t *testing.T) {
	a, b, c := []float64{1, 2, 3, 4}, []float64{2, 1, 4, 3}, []float64{1, 3, 2, 4}
	flat, void := []float64{5, 5, 5, 5}, []float64{nan, nan, nan, nan}
	names := []string{"a", "b", "c"}
	empty := func(res estimate.Result, want string, ids ...string) {
		t.Helper()
		for _, id := range ids {
			measure, of, _ := strings.Cut(id, " ")
			e := value(t, res, measure, of)
			if !e.Empty() || estimate.Has(e.Low) || !strings.Contains(estimate.JoinNotes(e.Notes), want) {
				t.Errorf("%s: %v, %q; want empty: %s", id, e.Value, estimate.JoinNotes(e.Notes), want)
			}
		}
	}
	res := compute(t, frame(names, [][]float64{a, flat, c}), reliability.Options{Items: names})
	empty(res, "constant item: b", "alpha_std", "lambda6", "average_r", "split_half_max", "item_rest_r b", "item_total_r b", "alpha_if_dropped b")
	if value(t, res, "alpha", "").Empty() || value(t, res, "item_rest_r", "a").Empty() || value(t, res, "item_sd", "b").Value != 0 {
		t.Errorf("alpha on C stands beside a constant item: %+v", res.Estimates)
	}
	empty(compute(t, frame(names[:1], [][]float64{a}), reliability.Options{Items: names[:1]}), "fewer than 2 items", "alpha", "lambda6", "item_rest_r a")
	empty(compute(t, frame(names, [][]float64{a[:2], b[:2], c[:2]}), reliability.Options{Items: names}), "too few observations: 2", "alpha", "split_half_min", "alpha_if_dropped a")
	res = compute(t, frame(names, [][]float64{a, void, c}), reliability.Options{Items: names})
	empty(res, "too few observations: 0", "alpha", "alpha_std", "item_total_r a")
	empty(res, "no valid values", "item_mean b", "item_sd b")
	empty(compute(t, frame(names, [][]float64{{1, 2, 3, nan, nan, nan}, {nan, nan, nan, 1, 2, 3}, {1, 2, 3, 4, 5, 7}}), reliability.Options{Items: names}),
		"no 2 rows have both a and b", "alpha", "lambda6")
	res = compute(t, frame(names, [][]float64{a, b, {3, 3, 7, 7}}), reliability.Options{Items: names}) // c = a+b
	empty(res, "not positive definite", "lambda6")
	if value(t, res, "alpha", "").Empty() {
		t.Error("alpha does not need a positive definite matrix")
	}
	empty(compute(t, frame(names, [][]float64{flat, flat, flat}), reliability.Options{Items: names}), "no variation", "alpha")
	empty(compute(t, frame(names[:2], [][]float64{a, {4, 3, 2, 1}}), reliability.Options{Items: names[:2]}), "no variance", "alpha", "spearman_brown", "split_half_max", "item_total_r a")

	for _, o := range []reliability.Options{{}, {Items: names, Missing: "mean"}, {Items: names, Reverse: []string{"z"}, Min: 1, Max: 5},
		{Items: names, Reverse: []string{"a"}, Min: nan, Max: nan}, {Items: names, Conf: 2}, {Items: names, Min: 2, Max: 5}, {Items: []string{"z"}}} {
		if _, err := reliability.Compute(context.Background(), frame(names, [][]float64{a, b, c}), o); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
}

func BenchmarkReliability(b *testing.B) {
	names, x := scaleOf(4, 20000, 16, true)
	f := frame(names, x)
	for b.Loop() {
		compute(b, f, reliability.Options{Items: names})
	}
}

func Example() {
	f := moments.NewFrame(6).
		Numeric("q1", []float64{1, 2, 3, 4, 5, 4}).
		Numeric("q2", []float64{2, 2, 3, 5, 4, 4}).
		Numeric("q3", []float64{5, 3, 3, 2, 1, 2}) // worded the other way round
	res, err := reliability.Compute(context.Background(), f, reliability.Options{
		Items: []string{"q1", "q2", "q3"}, Reverse: []string{"q3"}, Min: 1, Max: 5})
	if err != nil {
		fmt.Println(err)
		return
	}
	a := res.Estimates[0]
	fmt.Printf("alpha %.2f [%.2f, %.2f], n %d\n", a.Value, a.Low, a.High, a.N)
	// Output: alpha 0.95 [0.78, 0.99], n 6
}
