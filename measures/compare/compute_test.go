package compare

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

// onePass hides that a source has rows.

type onePass struct{ moments.Source }

// scores is a made table of n rows in groups and clusters: values of a mean of five items, 0 to 100.

func scores(n, groups, clusters int) *moments.Frame {
	r := numeric.Stream(3, 9)
	x, id := make([]float64, n), make([]float64, n)
	by, cluster, answer := make([]string, n), make([]string, n), make([]string, n)
	for i := range n {
		g := r.IntN(groups)
		c := r.IntN(clusters)
		for range 5 {
			x[i] += float64(r.IntN(5)) * 5
		}
		x[i] += 5 * float64(g) * float64(r.IntN(2))
		id[i] = float64(i)
		by[i], cluster[i] = string(rune('a'+g)), "D"+strconv.Itoa(c)
		answer[i] = []string{"yes", "no", "unsure"}[(r.IntN(3)+g*r.IntN(2))%3]
	}
	return moments.NewFrame(n).Numeric("x", x).Text("by", by).Text("dept", cluster).Text("answer", answer).Numeric("id", id)
}

func TestLevelsOrderAndPick(t *testing.T) {
	src := scores(90, 3, 5)
	all := compute(t, src, Options{Value: []string{"x"}, By: "by"})
	if _, ok := all.Find("welch_t", "x: a-b"); ok {
		t.Error("two-group tests with three levels")
	}
	find(t, all, "dunn", "x: a-c")
	two := compute(t, src, Options{Value: []string{"x"}, By: "by", Levels: []string{"c", "a"}})
	e := find(t, two, "welch_t", "x: c-a")
	back := find(t, compute(t, src, Options{Value: []string{"x"}, By: "by", Levels: []string{"a", "c"}}), "welch_t", "x: a-c")
	if e.Value != -back.Value || e.P != back.P {
		t.Errorf("c-a: %v p %v; a-c: %v p %v", e.Value, e.P, back.Value, back.P)
	}
	if len(two.Estimates) == 0 || two.Estimates[0].Of != "x|c" {
		t.Errorf("first estimate of %q", two.Estimates[0].Of)
	}
	if _, ok := two.Find("group_n", "x|b"); ok {
		t.Error("a level that was not asked for")
	}
}

func TestSmallGroups(t *testing.T) {
	f := moments.NewFrame(8).Numeric("x", []float64{1, 2, 4, 3, 5, 9, 7, math.NaN()}).
		Text("by", []string{"a", "a", "a", "b", "b", "c", "", "d"})
	r := compute(t, f, Options{Value: []string{"x"}, By: "by"})
	for level, n := range map[string]float64{"a": 3, "b": 2, "c": 1, "d": 0} {
		e := find(t, r, "group_n", "x|"+level)
		if e.Value != n || has(e, noteSmallGroup) != (n < 2) {
			t.Errorf("%s: %v %v", level, e.Value, e.Notes)
		}
	}
	if e := find(t, r, "mean", "x|c"); e.Value != 9 || estimate.Has(e.SE) {
		t.Errorf("mean of one: %+v", e)
	}
	f2 := find(t, r, "anova_f", "x")
	if f2.N != 5 || f2.DF1 != 1 || f2.DF2 != 3 || !has(f2, noteLeftOut) || f2.Notes[0].Args[0] != "c, d" {
		t.Errorf("anova_f: %+v", f2)
	}
	if e := find(t, r, "welch_t", "x: a-b"); e.Empty() || !has(e, noteLeftOut) {
		t.Errorf("welch_t of the two that are left: %+v", e)
	}
	if len(r.Warnings) != 1 || r.Warnings[0].Code != moments.NoteNoGroup {
		t.Errorf("warnings %v", r.Warnings)
	}
	two := compute(t, f, Options{Value: []string{"x"}, By: "by", Levels: []string{"a", "zz"}})
	for _, m := range []string{"mean_difference", "welch_t", "student_t", "mann_whitney_u", "cohen_d", "hedges_g", "cliff_delta", "median_difference"} {
		if e := find(t, two, m, "x: a-zz"); !e.Empty() {
			t.Errorf("%s against nobody: %v", m, e.Value)
		}
	}
}

func TestNoVariation(t *testing.T) {
	by := []string{"a", "a", "a", "b", "b", "b", "c", "c", "c"}
	same := []float64{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}
	apart := []float64{0.1, 0.1, 0.1, 0.7, 0.7, 0.7, 0.9, 0.9, 0.9}
	f := moments.NewFrame(9).Numeric("same", same).Numeric("apart", apart).Text("by", by)
	for _, levels := range [][]string{nil, {"a", "b"}} {
		r := compute(t, f, Options{Value: []string{"same", "apart"}, By: "by", Levels: levels, Bootstrap: 50})
		for _, e := range r.Estimates {
			described := e.Measure == "group_n" || e.Measure == "mean" || e.Measure == "sd" || e.Measure == "median"
			if !described && strings.HasPrefix(e.Of, "same") && e.Measure != "cliff_delta" && e.Measure != "median_difference" && e.Measure != "mean_difference" && !e.Empty() {
				t.Errorf("%s = %v", e.ID(), e.Value)
			}
		}
		if e := find(t, r, "anova_f", "apart"); !e.Empty() || !has(e, noteNoWithin) {
			t.Errorf("anova_f: %v %v", e.Value, e.Notes)
		}
		if e := find(t, r, "eta2", "apart"); math.Abs(e.Value-1) > 1e-12 {
			t.Errorf("eta2 %v", e.Value)
		}
		if e := find(t, r, "kruskal_h", "apart"); e.Empty() {
			t.Errorf("kruskal_h: %v", e.Notes)
		}
	}
}

func TestWithoutRows(t *testing.T) {
	n := moments.MaxValues + 1200
	x, by := make([]float64, n), make([]string, n)
	r := numeric.Stream(1, 1)
	for i := range x {
		x[i] = r.NormFloat64()
		by[i] = "a"
		if i > moments.MaxValues+500 {
			by[i] = "b"
		}
	}
	f := moments.NewFrame(n).Numeric("x", x).Text("by", by)
	o := Options{Value: []string{"x"}, By: "by"}
	all := compute(t, f, o)
	one := compute(t, onePass{f}, o)
	for _, name := range []string{"median", "mann_whitney_u", "cliff_delta", "median_difference", "kruskal_h", "epsilon2"} {
		of := map[string]string{"median": "x|a", "kruskal_h": "x", "epsilon2": "x"}[name]
		if of == "" {
			of = "x: a-b"
		}
		if e := find(t, one, name, of); !e.Empty() || !has(e, moments.NoteManyValues) {
			t.Errorf("%s from one pass: %v %v", name, e.Value, e.Notes)
		}
		if e := find(t, all, name, of); e.Empty() {
			t.Errorf("%s from a second pass: %v", name, e.Notes)
		}
	}
	if a, b := find(t, one, "welch_t", "x: a-b"), find(t, all, "welch_t", "x: a-b"); a.Value != b.Value {
		t.Errorf("welch_t %v, %v", a.Value, b.Value)
	}
	o.Bootstrap = 10
	if e := find(t, compute(t, onePass{scores(50, 2, 3)}, o), "median", "x|a"); e.Empty() || !has(e, moments.NoteNeedsRows) {
		t.Errorf("bootstrap without rows: %+v", e)
	}
	if e := find(t, compute(t, onePass{scores(50, 2, 3)}, Options{Value: []string{"x"}, By: "by", Paired: "id", Levels: []string{"a", "b"}}), "paired_t", "x: a-b"); !has(e, moments.NoteNeedsRows) {
		t.Errorf("pairs without rows: %+v", e)
	}
}

func TestOptionErrors(t *testing.T) {
	f := scores(20, 2, 3)
	for name, o := range map[string]Options{
		"no value":       {By: "by"},
		"no group":       {Value: []string{"x"}},
		"unknown column": {Value: []string{"y"}, By: "by"},
		"unknown by":     {Value: []string{"x"}, By: "group"},
		"one level":      {Value: []string{"x"}, By: "by", Levels: []string{"a"}},
		"level twice":    {Value: []string{"x"}, By: "by", Levels: []string{"a", "a"}},
		"value twice":    {Value: []string{"x", "x"}, By: "by"},
		"adjustment":     {Value: []string{"x"}, By: "by", Adjust: "bonferroni"},
		"confidence":     {Value: []string{"x"}, By: "by", Conf: 95},
		"text weight":    {Value: []string{"x"}, By: "by", Weight: "dept"},
		"paired weights": {Value: []string{"x"}, By: "by", Weight: "id", Paired: "dept"},
		"value is by":    {Value: []string{"by"}, By: "by"},
	} {
		if _, err := Compute(context.Background(), f, o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestEmptyTable(t *testing.T) {
	f := moments.NewFrame(0).Numeric("x", nil).Text("by", nil).Text("who", nil).Text("a", nil)
	for _, o := range []Options{{Value: []string{"x", "a"}, By: "by", Bootstrap: 5}, {Value: []string{"x"}, By: "by", Paired: "who"},
		{Value: []string{"x", "a"}, By: "by", Levels: []string{"u", "v"}}} {
		r := compute(t, f, o)
		if len(r.Estimates) == 0 {
			t.Errorf("%+v: no estimates", o)
		}
		for _, e := range r.Estimates {
			if !e.Empty() && e.Measure != "group_n" {
				t.Errorf("%s = %v", e.ID(), e.Value)
			}
		}
	}
}

// Rows in another order, values on another scale, levels under other names.

func TestInvariance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := drawGroup(t, "a", 2), drawGroup(t, "b", 2), drawGroup(t, "c", 2)
		x := slices.Concat(a, b, c)
		by := make([]string, len(x))
		for i := range by {
			by[i] = []string{"a", "b", "c"}[min(2, max(0, sign(i-len(a))+sign(i-len(a)-len(b))))]
		}
		run := func(x []float64, by []string) estimate.Result {
			r, err := Compute(context.Background(), moments.NewFrame(len(x)).Numeric("x", x).Text("by", by), Options{Value: []string{"x"}, By: "by"})
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		plain := run(x, by)
		rx, rb := slices.Clone(x), slices.Clone(by)
		slices.Reverse(rx)
		slices.Reverse(rb)
		turned := run(rx, rb)
		scaled := make([]float64, len(x))
		for i := range x {
			scaled[i] = 4 * x[i]
		}
		larger := run(scaled, by)
		for i, e := range plain.Estimates {
			for _, o := range []estimate.Estimate{turned.Estimates[i], larger.Estimates[i]} {
				if e.ID() != o.ID() || e.Empty() != o.Empty() || !close(e.P, o.P, 1e-7) {
					t.Fatalf("%s p %v, %s p %v", e.ID(), e.P, o.ID(), o.P)
				}
			}
			if o := turned.Estimates[i]; !close(e.Value, o.Value, 1e-7) {
				t.Fatalf("%s: %v, reversed rows %v", e.ID(), e.Value, o.Value)
			}
		}
	})
}

func sign(i int) int {
	if i >= 0 {
		return 1
	}
	return 0
}

func close(a, b, tolerance float64) bool {
	return math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= tolerance*(1+math.Abs(a))
}
