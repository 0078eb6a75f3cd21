package compare

import (
	"context"
	"math"
	"strconv"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

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
