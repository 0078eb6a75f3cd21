package sem_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/sem"
)

// Renaming the points of ordered items by another increasing scale changes nothing.
func TestOrderedPointsAreOnlyOrdered(t *testing.T) {
	frame, text := simulated(21, 400, 2, 4, .4, 4)
	other := moments.NewFrame(400)
	for _, name := range []string{"q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8"} {
		x, _ := moments.Numbers(context.Background(), frame, []string{name})
		for i, v := range x[0] {
			x[0][i] = math.Exp(v)
		}
		other.Numeric(name, x[0])
	}
	o := sem.Options{Models: model(text), AllOrdered: true}
	a, b := compute(t, frame, o), compute(t, other, o)
	if len(a.Estimates) != len(b.Estimates) {
		t.Fatalf("%d and %d estimates", len(a.Estimates), len(b.Estimates))
	}
	for i, e := range a.Estimates {
		if w := b.Estimates[i]; e.Of != w.Of || e.Value != w.Value && estimate.Has(e.Value) {
			t.Errorf("%s(%s): %v, then %v", e.Measure, e.Of, e.Value, w.Value)
		}
	}
}

func TestOrderedTroubles(t *testing.T) {
	frame := moments.NewFrame(60)
	item := func(name string, f func(i int) float64) {
		x := make([]float64, 60)
		for i := range x {
			x[i] = f(i)
		}
		frame.Numeric(name, x)
	}
	item("a", func(i int) float64 { return float64(i % 3) })
	item("b", func(i int) float64 { return float64(i * 7 % 4 % 3) })
	item("c", func(i int) float64 { return float64(i * i % 5 % 3) })
	item("flat", func(int) float64 { return 2 })
	item("same", func(i int) float64 { return float64(i % 3) })
	item("rare", func(i int) float64 { return map[bool]float64{true: 9, false: float64(i % 2)}[i < 3] })
	item("count", func(i int) float64 { return float64(i) })
	labels := make([]string, 60)
	for i := range labels {
		labels[i] = map[bool]string{true: "north", false: "south"}[i < 30]
	}
	frame.Text("side", labels)
	for text, want := range map[string]string{
		"f =~ a + b + flat": "constant: flat",
		"f =~ a + b + same": "no polychoric correlation of a and same",
	} {
		r := compute(t, frame, sem.Options{Models: model(text), AllOrdered: true})
		if e := find(t, r, "chi2", ""); !e.Empty() || !strings.Contains(estimate.JoinNotes(e.Notes), want) {
			t.Errorf("%s: %v %q, want %s", text, e.Value, estimate.JoinNotes(e.Notes), want)
		}
	}
	r := compute(t, frame, sem.Options{Models: model("f =~ a + b + rare"), AllOrdered: true, Group: "side"})
	if e := find(t, r, "chi2", ""); !e.Empty() || !strings.Contains(estimate.JoinNotes(e.Notes), "rare: nobody in group south answered 9") {
		t.Errorf("an empty point: %v %q", e.Value, estimate.JoinNotes(e.Notes))
	}
	for _, c := range []struct {
		o    sem.Options
		want string
	}{
		{sem.Options{Models: model("f =~ a + b + count"), AllOrdered: true}, "count has 60 distinct values"},
		{sem.Options{Models: model("f =~ a + b + c"), Ordered: []string{"a"}}, "is not ordered: mixing"},
		{sem.Options{Models: model("f =~ a + b + c\nf ~ count"), AllOrdered: true}, "count has 60 distinct values"},
		{sem.Options{Models: model("f =~ a + b + c\nf ~ rare"), AllOrdered: true}, "rare is an observed predictor"},
	} {
		_, err := sem.Compute(context.Background(), frame, c.o)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}
