package compare

import (
	"context"
	"math"
	"reflect"
	"runtime"
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

func TestBootstrapIsDeterministic(t *testing.T) {
	o := Options{Value: []string{"x", "answer"}, By: "by", Bootstrap: 200, Seed: 7}
	run := func(cores int, cluster string) estimate.Result {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		o.Cluster = cluster
		return compute(t, scores(120, 2, 14), o)
	}
	for _, cluster := range []string{"", "dept"} {
		if a, b := run(1, cluster), run(3, cluster); !reflect.DeepEqual(texts(a), texts(b)) {
			t.Errorf("cluster %q: results depend on the number of cores", cluster)
		}
	}
	o.Seed = 8
	if a, b := find(t, run(1, ""), "epsilon2", "x"), find(t, compute(t, scores(120, 2, 14), Options{Value: o.Value, By: "by", Bootstrap: 200, Seed: 7}), "epsilon2", "x"); a.Low == b.Low {
		t.Error("another seed gives the same limits")
	}
}

func texts(r estimate.Result) [][]string {
	var all [][]string
	for _, e := range r.Estimates {
		all = append(all, e.Cells())
	}
	return all
}

func TestBootstrapIntervals(t *testing.T) {
	src := scores(400, 2, 25)
	r := compute(t, src, Options{Value: []string{"x", "answer"}, By: "by", Bootstrap: 1000, Seed: 1})
	for _, name := range [][2]string{{"median", "x|a"}, {"median", "x|b"}, {"median_difference", "x: a-b"}, {"epsilon2", "x"}, {"cramers_v", "answer"}} {
		e := find(t, r, name[0], name[1])
		if !(e.Low < e.High) || !(e.Low <= e.Value) || !(e.High >= e.Value) {
			t.Errorf("%s: %v [%v, %v]", e.ID(), e.Value, e.Low, e.High)
		}
		if !strings.Contains(e.Method, "bootstrap percentile CI, 1000, seed 1") {
			t.Errorf("%s: method %q", e.ID(), e.Method)
		}
	}
	// Clusters: effect sizes lose their own intervals and take the bootstrap's.
	c := compute(t, src, Options{Value: []string{"x"}, By: "by", Cluster: "dept", Bootstrap: 1000, Seed: 1})
	for _, name := range [][2]string{{"cohen_d", "x: a-b"}, {"hedges_g", "x: a-b"}, {"cliff_delta", "x: a-b"}, {"eta2", "x"}, {"median", "x|a"}} {
		e := find(t, c, name[0], name[1])
		if !(e.Low < e.High) || !strings.Contains(e.Method, "cluster bootstrap") {
			t.Errorf("%s: [%v, %v], method %q", e.ID(), e.Low, e.High, e.Method)
		}
	}
	d := find(t, c, "cohen_d", "x: a-b")
	plain := find(t, r, "cohen_d", "x: a-b")
	if ratio := (d.High - d.Low) / (plain.High - plain.Low); ratio < 0.6 || ratio > 1.7 {
		t.Errorf("clusters without effect: intervals differ by %v", ratio)
	}
	if s := find(t, c, "student_t", "x: a-b"); !estimate.Has(s.P) || s.DF1 != 24 {
		t.Errorf("student_t: p %v, df %v", s.P, s.DF1)
	}
}

func TestFewClusters(t *testing.T) {
	r := compute(t, scores(100, 2, 6), Options{Value: []string{"x", "answer"}, By: "by", Cluster: "dept", Bootstrap: 100, Seed: 1})
	for _, e := range r.Estimates {
		if estimate.Has(e.P) || estimate.Has(e.Low) {
			t.Errorf("%s: p %v, lower limit %v", e.ID(), e.P, e.Low)
		}
	}
	for _, name := range []string{"student_t", "cohen_d", "cliff_delta", "median_difference"} {
		if e := find(t, r, name, "x: a-b"); e.Empty() || !has(e, estimate.NoteFewClusters) {
			t.Errorf("%s: %v %v", name, e.Value, e.Notes)
		}
	}
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
	for _, m := range []string{"welch_t", "student_t", "mann_whitney_u", "cohen_d", "hedges_g", "cliff_delta", "median_difference"} {
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
			if !described && strings.HasPrefix(e.Of, "same") && e.Measure != "cliff_delta" && e.Measure != "median_difference" && !e.Empty() {
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

func TestWeights(t *testing.T) {
	// Equal weights change nothing but the words.
	f := scores(80, 2, 3)
	w := make([]float64, 80)
	for i := range w {
		w[i] = 0.25
	}
	f.Numeric("w", w)
	plain := compute(t, f, Options{Value: []string{"x", "answer"}, By: "by"})
	weighted := compute(t, f, Options{Value: []string{"x", "answer"}, By: "by", Weight: "w"})
	for i, e := range plain.Estimates {
		g := weighted.Estimates[i]
		if g.ID() != e.ID() {
			t.Fatalf("%s and %s", e.ID(), g.ID())
		}
		if g.Empty() {
			if !has(g, noteWeightedNone) {
				t.Errorf("%s: %v", g.ID(), g.Notes)
			}
			continue
		}
		near(t, g.ID(), g.Value, e.Value, 1e-9*(1+math.Abs(e.Value)))
		if estimate.Has(g.P) {
			near(t, g.ID()+" p", g.P, e.P, 1e-9)
		}
	}
	for _, name := range []string{"mann_whitney_u", "cliff_delta"} {
		if e := find(t, weighted, name, "x: a-b"); estimate.Has(e.P) {
			t.Errorf("%s has p %v", name, e.P)
		}
	}
	// By hand: a: 1 (weight 3), 5 (weight 1): mean 2; b: 4, 6: mean 5; Kish n of a: 16/10.
	h := moments.NewFrame(5).Numeric("x", []float64{1, 5, 4, 6, 9}).Text("by", []string{"a", "a", "b", "b", "b"}).Numeric("w", []float64{3, 1, 1, 1, 0})
	r := compute(t, h, Options{Value: []string{"x"}, By: "by", Weight: "w"})
	near(t, "mean of a", find(t, r, "mean", "x|a").Value, 2, 1e-14)
	near(t, "δ", find(t, r, "cliff_delta", "x: a-b").Value, (1.0*1-1.0*1-3-3)/8, 1e-14)
	// Var a: (3·1+9)/4·2 = 6, over 1.6; var b: 2, over 2.
	near(t, "Welch t", find(t, r, "welch_t", "x: a-b").Value, -3/math.Sqrt(6/1.6+1), 1e-12)
	if len(r.Warnings) != 1 || r.Warnings[0].Code != moments.NoteNoWeight {
		t.Errorf("warnings %v", r.Warnings)
	}
}

func TestPaired(t *testing.T) {
	nan := math.NaN()
	f := moments.NewFrame(11).
		Numeric("x", []float64{1, 2, 3, 4, 5, 7, 6, 3, nan, 2, 2}).
		Text("when", []string{"after", "before", "after", "before", "after", "before", "after", "before", "after", "before", "before"}).
		Text("who", []string{"p1", "p1", "p2", "p2", "p3", "p3", "p4", "p4", "p5", "p5", "p6"})
	r := compute(t, f, Options{Value: []string{"x"}, By: "when", Paired: "who", Levels: []string{"after", "before"}})
	e := find(t, r, "paired_t", "x: after-before") // −1, −1, −2, 3: mean −0.25, sd √(59/12)... by hand below
	d := []float64{-1, -1, -2, 3}
	near(t, "t", e.Value, -0.25/math.Sqrt(14.75/3/4), 1e-12)
	if e.N != 4 || e.DF1 != 3 || !has(e, notePairs) || e.Notes[0].Args[0] != "2" {
		t.Errorf("%+v", e)
	}
	near(t, "PairedT", PairedT(d).Statistic, e.Value, 1e-14)
	v := find(t, r, "wilcoxon_v", "x: after-before") // ranks 1.5, 1.5, 3, 4: V = 4
	near(t, "V", v.Value, 4, 0)
	if v.Method != "normal, tie and continuity correction" {
		t.Errorf("method %q with ties", v.Method)
	}
	if n := find(t, r, "group_n", "x|before"); n.Value != 4 {
		t.Errorf("complete pairs %v", n.Value)
	}
	if _, err := Compute(context.Background(), f, Options{Value: []string{"who"}, By: "when", Paired: "who"}); err == nil {
		t.Error("text in pairs is no error")
	}
	// An id with two rows in one level is not a pair.
	g := moments.NewFrame(7).Numeric("x", []float64{1, 2, 9, 4, 6, 3, 9}).Text("when", []string{"a", "b", "a", "a", "b", "a", "b"}).
		Numeric("who", []float64{1, 1, 1, 2, 2, 3, 3})
	e = find(t, compute(t, g, Options{Value: []string{"x"}, By: "when", Paired: "who"}), "paired_t", "x: a-b")
	if e.N != 2 || !has(e, notePairTwice) {
		t.Errorf("repeated id: %+v", e)
	}
}

func TestPairedSeveralLevels(t *testing.T) {
	r := numeric.Stream(4, 4)
	var x, who []float64
	var by, dept []string
	for id := range 60 {
		for _, l := range []string{"a", "b", "c"} {
			x, who = append(x, math.Round(10*r.NormFloat64()+float64(id%12))), append(who, float64(id))
			by, dept = append(by, l), append(dept, "D"+strconv.Itoa(id%12))
		}
	}
	src := moments.NewFrame(len(x)).Numeric("x", x).Numeric("who", who).Text("by", by).Text("dept", dept)
	res := compute(t, src, Options{Value: []string{"x"}, By: "by", Paired: "who", Cluster: "dept"})
	raw := compute(t, src, Options{Value: []string{"x"}, By: "by", Paired: "who", Cluster: "dept", Adjust: "none"})
	for _, of := range []string{"x: a-b", "x: a-c", "x: b-c"} {
		e := find(t, res, "paired_t", of)
		if e.Empty() || e.DF1 != 11 || e.N != 60 || !(e.P >= find(t, raw, "paired_t", of).P) {
			t.Errorf("%s: %+v", of, e)
		}
		if e := find(t, res, "wilcoxon_v", of); e.Empty() || estimate.Has(e.P) || !has(e, noteClustered) {
			t.Errorf("%s: %+v", of, e)
		}
	}
}

func TestCategories(t *testing.T) {
	f := moments.NewFrame(12).
		Text("answer", []string{"y", "y", "y", "n", "n", "n", "n", "y", "n", "n", "y", ""}).
		Numeric("by", []float64{2, 2, 2, 2, 10, 10, 10, 10, 10, 10, 11, 2}).
		Text("flat", []string{"s", "s", "s", "s", "s", "s", "s", "s", "s", "s", "s", "s"})
	r := compute(t, f, Options{Value: []string{"answer", "flat"}, By: "by"})
	c := find(t, r, "chi2", "answer") // [3 1; 1 5], n 10
	near(t, "χ²", c.Value, 10*math.Pow(3*5-1, 2)/(4*6*4*6), 1e-12)
	if !has(c, noteUseFisher) || !has(c, noteLeftOut) || c.N != 10 {
		t.Errorf("%+v", c)
	}
	e := find(t, r, "fisher", "answer")
	near(t, "fisher", e.P, 40.0/210, 1e-12) // of C(10,4) = 210: 24 as observed, 1 and 15 less probable
	if e.Empty() || !(e.Value < 1) || !(e.Low < e.Value) || !(e.High > e.Value) {
		t.Errorf("%+v", e)
	}
	if e := find(t, r, "chi2", "flat"); !e.Empty() || !has(e, estimate.NoteConstant) {
		t.Errorf("one category: %+v", e)
	}
	numbers := compute(t, scores(60, 2, 3), Options{Value: []string{"x"}, By: "by", Categorical: true})
	if e := find(t, numbers, "chi2", "x"); e.Empty() {
		t.Errorf("numbers as categories: %+v", e)
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

func benchmarkCompute(b *testing.B, src moments.Source, o Options) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Compute(context.Background(), src, o); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompute(b *testing.B) {
	likert := scores(500, 2, 30)
	r := numeric.Stream(1, 1)
	x, by := make([]float64, 500), make([]string, 500)
	for i := range x {
		x[i], by[i] = r.NormFloat64(), string(rune('a'+r.IntN(2)))
	}
	b.Run("plain", func(b *testing.B) { benchmarkCompute(b, likert, Options{Value: []string{"x"}, By: "by"}) })
	b.Run("rows1000", func(b *testing.B) {
		benchmarkCompute(b, likert, Options{Value: []string{"x"}, By: "by", Bootstrap: 1000})
	})
	b.Run("clusters1000", func(b *testing.B) {
		benchmarkCompute(b, likert, Options{Value: []string{"x"}, By: "by", Cluster: "dept", Bootstrap: 1000})
	})
	b.Run("continuous1000", func(b *testing.B) {
		benchmarkCompute(b, moments.NewFrame(500).Numeric("x", x).Text("by", by), Options{Value: []string{"x"}, By: "by", Bootstrap: 1000})
	})
	b.Run("three_groups", func(b *testing.B) {
		benchmarkCompute(b, scores(500, 3, 30), Options{Value: []string{"x"}, By: "by"})
	})
}
