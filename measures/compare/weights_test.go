package compare

import (
	"math"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
)

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
	// By hand: a: 1 (weight 3), 5 (weight 1): mean 2; b: 4, 6: mean 5; of the 8 weighted pairs 1 is above (5 > 4) and 7 below; Kish n of a: 16/10.
	h := moments.NewFrame(5).Numeric("x", []float64{1, 5, 4, 6, 9}).Text("by", []string{"a", "a", "b", "b", "b"}).Numeric("w", []float64{3, 1, 1, 1, 0})
	r := compute(t, h, Options{Value: []string{"x"}, By: "by", Weight: "w"})
	near(t, "mean of a", find(t, r, "mean", "x|a").Value, 2, 1e-14)
	near(t, "δ", find(t, r, "cliff_delta", "x: a-b").Value, -6.0/8, 1e-14)
	// Var a: (3·1+9)/4·2 = 6, over 1.6; var b: 2, over 2.
	near(t, "Welch t", find(t, r, "welch_t", "x: a-b").Value, -3/math.Sqrt(6/1.6+1), 1e-12)
	if len(r.Warnings) != 1 || r.Warnings[0].Code != moments.NoteNoWeight {
		t.Errorf("warnings %v", r.Warnings)
	}
}
