package compare

import (
	"math"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
)

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
