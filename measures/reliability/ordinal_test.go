package reliability_test

import (
	"context"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/internal/reference"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/reliability"
)

func TestOrdinalReference(t *testing.T) {
	f := open(t, "bfi_ace5.csv")
	o := reliability.Options{Items: []string{"A1", "A2", "A3", "A4", "A5"}, Reverse: []string{"A1"}, Min: 1, Max: 5, Ordinal: true}
	res := compute(t, f, o)
	reference.Check(t, reference.Case(t, "testdata/expected.csv", "bfi-ace5-ordinal"), res)
	o.Missing = reliability.Listwise
	reference.Check(t, reference.Case(t, "testdata/expected.csv", "bfi-ace5-ordinal"), compute(t, f, o))
	o.Ordinal = false
	if _, ok := compute(t, f, o).Find("alpha_ordinal", ""); ok {
		t.Error("alpha_ordinal without being asked for")
	}
}

// likert answers k items of one factor with loading l, cut at the given points.
func likert(n, k int, l float64, cuts ...float64) *moments.Frame {
	r := rand.New(rand.NewPCG(21, 22))
	columns := make([][]float64, k)
	for range n {
		g := r.NormFloat64()
		for j := range columns {
			z, x := l*g+math.Sqrt(1-l*l)*r.NormFloat64(), 1.
			for _, c := range cuts {
				if z > c {
					x++
				}
			}
			columns[j] = append(columns[j], x)
		}
	}
	f := moments.NewFrame(n)
	for j, x := range columns {
		f.Numeric(string(rune('a'+j)), x)
	}
	return f
}

// Parallel items: both coefficients recover k·l²/(1+(k−1)l²), which alpha of the coarse answers stays below.
func TestOrdinalRecovers(t *testing.T) {
	const k, l = 6, 0.7
	want := k * l * l / (1 + (k-1)*l*l)
	res := compute(t, likert(5000, k, l, 0, 1), reliability.Options{Items: []string{"a", "b", "c", "d", "e", "f"}, Ordinal: true})
	for _, m := range []string{"alpha_ordinal", "omega_ordinal"} {
		if e := value(t, res, m, ""); math.Abs(e.Value-want) > 0.015 || e.N != 5000 {
			t.Errorf("%s %v (n %d), want about %v", m, e.Value, e.N, want)
		}
	}
	if a := value(t, res, "alpha", "").Value; a > want-0.05 {
		t.Errorf("alpha %v of coarse answers, latent %v", a, want)
	}
}

// Reversing an item with Reverse is reversing its answers; listwise is leaving the incomplete rows out.
func TestOrdinalReverseAndMissing(t *testing.T) {
	whole := likert(400, 4, 0.6, -1, 0, 0.8)
	columns, err := moments.Numbers(context.Background(), whole, []string{"a", "b", "c", "d"})
	if err != nil {
		t.Fatal(err)
	}
	turned, holes := moments.NewFrame(400), moments.NewFrame(400)
	complete := moments.NewFrame(350)
	for j, x := range columns {
		name, y, z := string(rune('a'+j)), append([]float64(nil), x...), append([]float64(nil), x...)
		for i := range y {
			if j == 1 {
				y[i] = 5 - y[i]
			}
			if i >= 350 && i%4 == j {
				z[i] = nan
			}
		}
		turned.Numeric(name, y)
		holes.Numeric(name, z)
		complete.Numeric(name, x[:350])
	}
	items := []string{"a", "b", "c", "d"}
	same := func(what string, a, b *moments.Frame, oa, ob reliability.Options) {
		oa.Items, ob.Items, oa.Ordinal, ob.Ordinal = items, items, true, true
		ra, rb := compute(t, a, oa), compute(t, b, ob)
		for _, m := range []string{"alpha_ordinal", "omega_ordinal"} {
			if x, y := value(t, ra, m, "").Value, value(t, rb, m, "").Value; !(math.Abs(x-y) < 1e-8) {
				t.Errorf("%s: %s %v and %v", what, m, x, y)
			}
		}
	}
	same("reversed", whole, turned, reliability.Options{Min: 1, Max: 4}, reliability.Options{Min: 1, Max: 4, Reverse: []string{"b"}})
	same("listwise", complete, holes, reliability.Options{}, reliability.Options{Missing: reliability.Listwise})
	if a, b := compute(t, holes, reliability.Options{Items: items, Ordinal: true}), compute(t, complete, reliability.Options{Items: items, Ordinal: true}); value(t, a, "alpha_ordinal", "").Value == value(t, b, "alpha_ordinal", "").Value {
		t.Error("pairwise leaves out what listwise does")
	}
}

func TestOrdinalNotEstimable(t *testing.T) {
	x := []float64{1, 2, 3, 1, 2, 3, 2, 2}
	y := []float64{1, 3, 2, 2, 1, 3, 2, 1}
	z := []float64{2, 1, 3, 1, 1, 3, 3, 2}
	rest := func(c ...[]float64) *moments.Frame {
		f := moments.NewFrame(len(x))
		for j, v := range c {
			f.Numeric(string(rune('a'+j)), v)
		}
		return f
	}
	for what, c := range map[string]struct {
		src          moments.Source
		items        []string
		alpha, omega string // their notes; empty: a number
	}{
		"constant":  {rest(x, y, []float64{1, 1, 1, 1, 1, 1, 1, 1}), []string{"a", "b", "c"}, "reliability_constant_item", "reliability_constant_item"},
		"bound":     {rest(x, y, x), []string{"a", "b", "c"}, "reliability_ordinal_bound", "reliability_ordinal_bound"},
		"no rows":   {struct{ moments.Source }{rest(x, y, z)}, []string{"a", "b", "c"}, "needs_rows", "needs_rows"},
		"two items": {rest(x, y, z), []string{"a", "b"}, "", "reliability_few_items"},
		// Of a and b, of b and c, of a and c, each in rows of their own, the correlations contradict each other.
		"not positive definite": {contradiction(), []string{"a", "b", "c"}, "reliability_ordinal_not_positive_definite", "reliability_ordinal_not_positive_definite"},
	} {
		res := compute(t, c.src, reliability.Options{Items: c.items, Ordinal: true})
		for m, code := range map[string]string{"alpha_ordinal": c.alpha, "omega_ordinal": c.omega} {
			e := value(t, res, m, "")
			if e.Empty() != (code != "") || code != "" && (len(e.Notes) != 1 || string(e.Notes[0].Code) != code) {
				t.Errorf("%s: %+v, want note %q", what, e, code)
			}
		}
	}
	many := moments.NewFrame(25)
	for _, name := range []string{"a", "b"} {
		v := make([]float64, 25)
		for i := range v {
			v[i] = float64(i)
		}
		many.Numeric(name, v)
	}
	if _, err := reliability.Compute(context.Background(), many, reliability.Options{Items: []string{"a", "b"}, Ordinal: true}); err == nil || !strings.Contains(err.Error(), `column "a"`) {
		t.Errorf("25 values: %v", err)
	}
}

func contradiction() *moments.Frame {
	var a, b, c []float64
	add := func(times int, x, y, z float64) {
		for range times {
			a, b, c = append(a, x), append(b, y), append(c, z)
		}
	}
	for _, same := range []struct {
		times int
		other float64
	}{{18, 0}, {2, 1}} {
		for _, v := range []float64{0, 1} {
			w := math.Abs(v - same.other)
			add(same.times, v, w, nan)
			add(same.times, nan, v, w)
			add(same.times, v, nan, 1-w)
		}
	}
	return moments.NewFrame(len(a)).Numeric("a", a).Numeric("b", b).Numeric("c", c)
}
