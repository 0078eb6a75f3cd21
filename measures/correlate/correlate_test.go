package correlate_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/smekit/smekit/measures/correlate"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/internal/reference"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
	"pgregory.net/rapid"
)

var methods = map[string]string{correlate.Pearson: "r", correlate.Spearman: "rho", correlate.Kendall: "tau_b"}

func compute(t interface{ Fatal(...any) }, src moments.Source, o correlate.Options) estimate.Result {
	res, err := correlate.Compute(context.Background(), src, o)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestReference(t *testing.T) {
	header, rows := reference.Table(t, "testdata/attitude.csv")
	items := []string{"rating", "complaints", "learning"}
	f := moments.NewFrame(len(rows))
	for j, x := range reference.Numbers(t, header, rows, items...) {
		f.Numeric(items[j], x)
	}
	for method := range methods {
		res := compute(t, f, correlate.Options{Items: items, Method: method, Adjust: "none"})
		reference.Check(t, reference.Case(t, "testdata/expected.csv", "attitude-"+method), res)
	}
}

func TestKendallByHand(t *testing.T) {
	x, y := []float64{1, 2, 2, 3, 4, 5, 5, 6}, []float64{2, 1, 3, 3, 5, 4, 6, 6}
	e, _ := compute(t, moments.NewFrame(8).Numeric("x", x).Numeric("y", y), correlate.Options{Items: []string{"x", "y"}, Method: "kendall"}).Find("tau_b", "x~y")
	// 28 pairs: 2 tied in x only, 2 in y only, none in both; discordant (1,2) and (5,6): S = 22−2 = 20.
	tau := 20. / math.Sqrt(26*26)
	// v₀ = 8·7·21 = 1176, two ties of 2 on each side: Σt(t−1)(2t+5) = 36, Σt(t−1) = 4, triples 0.
	z := 20 / math.Sqrt((1176-36-36)/18.+4*4/(2.*8*7))
	if math.Abs(e.Value-tau) > 1e-14 || math.Abs(e.Statistic-z) > 1e-13 || math.Abs(e.P-2*(1-0.5*math.Erfc(-z/math.Sqrt2))) > 1e-13 || e.N != 8 {
		t.Errorf("%+v, want tau %v, z %v", e, tau, z)
	}
}

// A naive second computation of all three, pair by pair of rows.
func TestAgainstDefinitions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.Map(rapid.IntRange(0, 6), func(i int) float64 {
			if i == 0 {
				return math.NaN()
			}
			return float64(i)
		})
		n := rapid.IntRange(0, 30).Draw(t, "n")
		x, y := rapid.SliceOfN(value, n, n).Draw(t, "x"), rapid.SliceOfN(value, n, n).Draw(t, "y")
		var a, b []float64
		for i := range x {
			if x[i] == x[i] && y[i] == y[i] {
				a, b = append(a, x[i]), append(b, y[i])
			}
		}
		var s, ux, uy float64 // S, pairs not tied in x, in y
		for i := range a {
			for j := range i {
				s += sign(a[i]-a[j]) * sign(b[i]-b[j])
				ux += math.Abs(sign(a[i] - a[j]))
				uy += math.Abs(sign(b[i] - b[j]))
			}
		}
		want := map[string]float64{"r": product(a, b), "rho": product(numeric.Midranks(a), numeric.Midranks(b)), "tau_b": s / math.Sqrt(ux*uy)}
		f := moments.NewFrame(n).Numeric("x", x).Numeric("y", y)
		for method, measure := range methods {
			e, ok := compute(t, f, correlate.Options{Items: []string{"x", "y"}, Method: method}).Find(measure, "x~y")
			w := want[measure]
			if len(a) < 3 || ux == 0 || uy == 0 {
				w = math.NaN()
			}
			if !ok || e.N != len(a) || e.Empty() != math.IsNaN(w) || !e.Empty() && math.Abs(e.Value-w) > 1e-10 {
				t.Fatalf("%s of %v, %v = %v (n %d), want %v", measure, a, b, e.Value, e.N, w)
			}
			if e.Empty() && (len(e.Notes) == 0 || estimate.Has(e.P)) {
				t.Fatalf("%s: empty without a note, or with p %v", measure, e.P)
			}
		}
	})
}

func sign(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

func product(a, b []float64) float64 {
	var ma, mb, saa, sbb, sab float64
	for i := range a {
		ma, mb = ma+a[i]/float64(len(a)), mb+b[i]/float64(len(a))
	}
	for i := range a {
		saa, sbb, sab = saa+(a[i]-ma)*(a[i]-ma), sbb+(b[i]-mb)*(b[i]-mb), sab+(a[i]-ma)*(b[i]-mb)
	}
	return sab / math.Sqrt(saa*sbb)
}

func TestTransformations(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	const n = 50
	x, y, up, down := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range x {
		x[i] = r.NormFloat64()
		y[i] = x[i] + r.NormFloat64()
		up[i], down[i] = math.Exp(x[i]), 7-3*x[i]
	}
	f := moments.NewFrame(n).Numeric("x", x).Numeric("y", y).Numeric("up", up).Numeric("down", down)
	for method, m := range methods {
		res := compute(t, f, correlate.Options{Items: []string{"x", "y", "up", "down"}, Method: method})
		xy, _ := res.Find(m, "x~y")
		yup, _ := res.Find(m, "y~up")
		ydown, _ := res.Find(m, "y~down")
		if math.Abs(xy.Value+ydown.Value) > 1e-12 || math.Abs(xy.P-ydown.P) > 1e-12 {
			t.Errorf("%s: %v, reversed %v", m, xy, ydown)
		}
		if method != correlate.Pearson && xy.Value != yup.Value {
			t.Errorf("%s: %v, of a rising transformation %v", m, xy.Value, yup.Value)
		}
	}
}

func TestEdges(t *testing.T) {
	nan := math.NaN()
	f := moments.NewFrame(5).Numeric("x", []float64{1, 2, 3, nan, 5}).Numeric("line", []float64{2, 4, 6, 8, 10}).Numeric("flat", []float64{3, 3, 3, 3, 3}).Numeric("few", []float64{1, 2, nan, 3, nan})
	res := compute(t, f, correlate.Options{Items: []string{"x", "line", "flat", "few"}})
	if e, _ := res.Find("r", "x~line"); e.Value != 1 || e.P != 0 || e.N != 4 || estimate.Has(e.Statistic) || estimate.Has(e.Low) || len(e.Notes) != 1 {
		t.Errorf("perfect: %+v", e)
	}
	if e, _ := res.Find("r", "x~flat"); !e.Empty() || e.Notes[0].Code != estimate.NoteConstant {
		t.Errorf("constant: %+v", e)
	}
	if e, _ := res.Find("r", "x~few"); !e.Empty() || e.N != 2 {
		t.Errorf("2 rows: %+v", e)
	}
	if e, _ := res.Find("r", "line~few"); e.N != 3 || estimate.Has(e.Low) {
		t.Errorf("3 rows: %+v", e)
	}
	for _, o := range []correlate.Options{{}, {Items: []string{"x"}, Method: "phi"}, {Items: []string{"x"}, Conf: 95}, {Items: []string{"x"}, Adjust: "tukey"}, {Items: []string{"z"}}} {
		if _, err := correlate.Compute(context.Background(), f, o); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
	res = compute(t, struct{ moments.Source }{f}, correlate.Options{Items: []string{"x", "line"}, Method: "kendall"})
	if e := res.Estimates[0]; !e.Empty() || e.Notes[0].Code != moments.NoteNeedsRows {
		t.Errorf("without rows: %+v", e)
	}
}

func TestAdjust(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	f := moments.NewFrame(20)
	for _, n := range []string{"a", "b", "c"} {
		x := make([]float64, 20)
		for i := range x {
			x[i] = r.NormFloat64()
		}
		f.Numeric(n, x)
	}
	items := []string{"a", "b", "c"}
	raw := compute(t, f, correlate.Options{Items: items})
	holm := compute(t, f, correlate.Options{Items: items, Adjust: "holm"})
	smallest := 0
	for i, e := range raw.Estimates {
		if e.P < raw.Estimates[smallest].P {
			smallest = i
		}
	}
	if got, want := holm.Estimates[smallest].P, min(1, 3*raw.Estimates[smallest].P); math.Abs(got-want) > 1e-15 {
		t.Errorf("smallest p %v, want %v", got, want)
	}
	if e := holm.Estimates[0]; len(e.Notes) != 1 || e.Method != "Pearson, pairwise complete, Fisher z CI, p holm" {
		t.Errorf("%+v", e)
	}
}

func BenchmarkKendall(b *testing.B) {
	r := rand.New(rand.NewPCG(9, 10))
	f := moments.NewFrame(20000)
	var items []string
	for j := range 10 {
		x := make([]float64, 20000)
		for i := range x {
			x[i] = float64(r.IntN(5))
		}
		items = append(items, fmt.Sprint("q", j))
		f.Numeric(items[j], x)
	}
	for b.Loop() {
		compute(b, f, correlate.Options{Items: items, Method: "kendall"})
	}
}

func Example() {
	f := moments.NewFrame(5).Numeric("trust", []float64{1, 2, 3, 4, 5}).Numeric("sharing", []float64{2, 1, 4, 3, 5})
	res, err := correlate.Compute(context.Background(), f, correlate.Options{Items: []string{"trust", "sharing"}, Method: correlate.Spearman})
	if err != nil {
		fmt.Println(err)
		return
	}
	e := res.Estimates[0]
	fmt.Printf("%s %s %.2f, p %.3f, n %d\n", e.Measure, e.Of, e.Value, e.P, e.N)
	// Output: rho trust~sharing 0.80, p 0.104, n 5
}
