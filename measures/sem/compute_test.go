package sem_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/sem"
)

func find(t testing.TB, r estimate.Result, measure, of string) estimate.Estimate {
	t.Helper()
	e, ok := r.Find(measure, of)
	if !ok {
		t.Fatalf("%s(%s) is not in the result", measure, of)
	}
	return e
}

func near(t testing.TB, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %.12g, want %.12g", what, got, want)
	}
}

// Three indicators of one factor: λ₂ = s₂₃/s₁₃, λ₃ = s₂₃/s₁₂, φ = s₁₂s₁₃/s₂₃, all moments reproduced.
func TestThreeIndicatorsByHand(t *testing.T) {
	x := [][]float64{{1, 2, 3, 4, 5, 6, 7, 9}, {2, 1, 4, 3, 6, 5, 9, 7}, {1, 3, 2, 6, 4, 5, 9, 8}}
	g := sem.GroupOf(x)
	frame := moments.NewFrame(8)
	for j := range x {
		frame.Numeric(fmt.Sprint("x", j+1), x[j])
	}
	r := compute(t, frame, sem.Options{Models: model("f =~ x1 + x2 + x3")})
	s := func(i, j int) float64 { return g.Cov.At(i-1, j-1) }
	phi := s(1, 2) * s(1, 3) / s(2, 3)
	near(t, "loading of x2", find(t, r, "loading", "f=~x2").Value, s(2, 3)/s(1, 3), 1e-9)
	near(t, "loading of x3", find(t, r, "loading", "f=~x3").Value, s(2, 3)/s(1, 2), 1e-9)
	near(t, "variance of f", find(t, r, "variance", "f").Value, phi, 1e-8)
	near(t, "residual of x1", find(t, r, "variance", "x1").Value, s(1, 1)-phi, 1e-8)
	chi := find(t, r, "chi2", "")
	if chi.Value != 0 || chi.DF1 != 0 || find(t, r, "cfi", "").Value != 1 || find(t, r, "rmsea", "").Value != 0 ||
		!strings.Contains(estimate.JoinNotes(find(t, r, "cfi", "").Notes), "saturated") {
		t.Errorf("a saturated model fits by convention: %+v", chi)
	}
}

// A regression: b = s_xy/s_xx, residual variance over n, SE² = residual/(n s_xx); an indirect effect by the delta method.
func TestPathsByHand(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	const n = 60
	x, m, y := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range x {
		x[i] = rnd.NormFloat64()
		m[i] = .5*x[i] + rnd.NormFloat64()
		y[i] = .4*m[i] + rnd.NormFloat64()
	}
	g := sem.GroupOf([][]float64{x, m, y})
	frame := moments.NewFrame(n).Numeric("x", x).Numeric("m", m).Numeric("y", y)
	r := compute(t, frame, sem.Options{Models: model("m ~ a*x\ny ~ b*m\nab := a*b")})
	s := g.Cov
	a, b := s.At(0, 1)/s.At(0, 0), s.At(1, 2)/s.At(1, 1)
	va, vb := s.At(1, 1)-a*s.At(0, 1), s.At(2, 2)-b*s.At(1, 2)
	sa, sb := math.Sqrt(va/n/s.At(0, 0)), math.Sqrt(vb/n/s.At(1, 1))
	near(t, "a", find(t, r, "regression", "m~x").Value, a, 1e-9)
	near(t, "SE of a", find(t, r, "regression", "m~x").SE, sa, 1e-8)
	near(t, "residual of m", find(t, r, "variance", "m").Value, va, 1e-9)
	d := find(t, r, "defined", "ab")
	near(t, "ab", d.Value, a*b, 1e-9)
	near(t, "SE of ab", d.SE, math.Sqrt(a*a*sb*sb+b*b*sa*sa), 1e-8)
	near(t, "R² of m", find(t, r, "r_squared", "m").Value, 1-va/s.At(1, 1), 1e-9)
	// χ² of the omitted path x → y: n ln of the ratio of residual variances.
	full := mat.NewSymDense(3, nil)
	full.CopySym(s)
	var ch mat.Cholesky
	ch.Factorize(full)
	near(t, "χ²", find(t, r, "chi2", "").Value, n*(math.Log(s.At(0, 0))+math.Log(va)+math.Log(vb)-ch.LogDet()), 1e-8)
	if e := find(t, r, "chi2", ""); e.DF1 != 1 {
		t.Errorf("df %v, want 1", e.DF1)
	}
	boot := find(t, compute(t, frame, sem.Options{Models: model("m ~ a*x\ny ~ b*m\nab := a*b"), Bootstrap: 400, Seed: 3}), "defined", "ab")
	if !(boot.Low > d.Low-.15 && boot.Low < a*b && boot.High > a*b && boot.High < d.High+.15) || boot.Low == d.Low || !strings.Contains(boot.Method, "bootstrap SE and percentile interval, 400, seed 3") ||
		boot.SE == d.SE || math.Abs(boot.SE/d.SE-1) > .3 || estimate.Has(boot.P) || estimate.Has(boot.Statistic) {
		t.Errorf("bootstrap SE %v and %v, limits [%v, %v], Wald [%v, %v], %s", boot.SE, d.SE, boot.Low, boot.High, d.Low, d.High, boot.Method)
	}
}

// The same rows in another order, items on other scales, factors under other names: the same fit and standardised solution.
func TestTransformations(t *testing.T) {
	frame, text := simulated(4, 300, 2, 4, .4, 0)
	cols, _ := moments.Numbers(context.Background(), frame, []string{"q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8"})
	order := rand.New(rand.NewPCG(5, 5)).Perm(300)
	other := moments.NewFrame(300)
	for j, c := range cols {
		moved := make([]float64, len(c))
		for i, o := range order {
			moved[i] = 1000*float64(j) + c[o]*math.Pow(10, float64(j-3))
		}
		other.Numeric(fmt.Sprint("q", j+1), moved)
	}
	for _, o := range []sem.Options{{}, {Estimator: sem.MLR}, {Missing: sem.FIML}} {
		o.Models = model(text)
		a := compute(t, frame, o)
		o.Models = model(strings.ReplaceAll(strings.ReplaceAll(text, "F1", "trust"), "F2", "信任"))
		b := compute(t, other, o)
		for _, m := range []string{"chi2", "cfi", "tli", "rmsea"} {
			near(t, m, find(t, b, m, "").Value, find(t, a, m, "").Value, 1e-6)
		}
		for _, e := range a.Estimates {
			if e.Measure != "loading_std" && e.Measure != "ave" && e.Measure != "htmt" && e.Measure != "r_squared" {
				continue
			}
			of := strings.ReplaceAll(strings.ReplaceAll(e.Of, "F1", "trust"), "F2", "信任")
			c := find(t, b, e.Measure, of)
			near(t, e.Measure+" "+of, c.Value, e.Value, 1e-7)
			if estimate.Has(e.SE) {
				near(t, "SE of "+e.Measure+" "+of, c.SE, e.SE, 1e-6)
			}
		}
	}
}

// Without missing values the likelihood of all rows is that of the moments; means are free.
func TestFIMLWithoutMissing(t *testing.T) {
	frame, text := simulated(6, 250, 2, 3, .3, 0)
	a, b := compute(t, frame, sem.Options{Models: model(text)}), compute(t, frame, sem.Options{Models: model(text), Missing: sem.FIML})
	for _, e := range a.Estimates {
		switch e.Measure {
		case "chi2", "cfi", "rmsea", "loading", "covariance", "loading_std":
			near(t, e.Measure+" "+e.Of, find(t, b, e.Measure, e.Of).Value, e.Value, 1e-6)
		}
	}
}

// Two halves of the same population: equal groups have the χ² of one where everything is equal but noise; the scalar
// model of two identical groups fits as one does.
func TestIdenticalGroups(t *testing.T) {
	frame, text := simulated(8, 200, 1, 4, 0, 0)
	cols, _ := moments.Numbers(context.Background(), frame, []string{"q1", "q2", "q3", "q4"})
	twice := moments.NewFrame(400)
	for j, c := range cols {
		twice.Numeric(fmt.Sprint("q", j+1), append(slices.Clone(c), c...))
	}
	labels := make([]string, 400)
	for i := range labels {
		labels[i] = []string{"A", "B"}[i/200]
	}
	twice.Text("g", labels)
	one := compute(t, frame, sem.Options{Models: model(text)})
	r := compute(t, twice, sem.Options{Models: model(text), Group: "g", Invariance: []string{sem.Configural, sem.Metric, sem.Scalar, sem.Strict}})
	for _, step := range []string{sem.Configural, sem.Metric, sem.Scalar, sem.Strict} {
		near(t, step, find(t, r, "chi2", step).Value, 2*find(t, one, "chi2", "").Value, 1e-7)
	}
	near(t, "difference", find(t, r, "chi2_diff", "scalar-metric").Value, 0, 1e-7)
	near(t, "df", find(t, r, "chi2_diff", "strict-scalar").DF1, 4, 0)
	near(t, "factor mean", find(t, r, "intercept", "scalar: F1|g=B").Value, 0, 1e-7)
}

func TestTroubles(t *testing.T) {
	base, _ := simulated(9, 120, 2, 3, .3, 0)
	cols, _ := moments.Numbers(context.Background(), base, []string{"q1", "q2", "q3", "q4", "q5", "q6"})
	frame := moments.NewFrame(120)
	sum, flat, few := make([]float64, 120), make([]float64, 120), make([]float64, 120)
	group := make([]string, 120)
	for i := range 120 {
		sum[i], flat[i], few[i], group[i] = cols[0][i]+cols[1][i], 3, math.NaN(), "a"
		if i < 4 {
			few[i], group[i] = float64(i*i), "b"
		}
	}
	for j, c := range cols {
		frame.Numeric(fmt.Sprint("q", j+1), c)
	}
	frame.Numeric("sum", sum).Numeric("flat", flat).Numeric("few", few).Text("g", group).Text("one", slices.Repeat([]string{"a"}, 120))
	for name, c := range map[string]struct {
		o    sem.Options
		want string
	}{
		"constant":       {sem.Options{Models: model("f =~ q1 + q2 + flat")}, "constant: flat"},
		"dependent":      {sem.Options{Models: model("f =~ q1 + q2 + q3 + sum")}, "linearly dependent columns: q1, q2, sum"},
		"few rows":       {sem.Options{Models: model("f =~ q1 + q2 + q3 + few")}, "4 usable rows for 4 variables"},
		"small group":    {sem.Options{Models: model("f =~ q1 + q2 + q3 + q4"), Group: "g"}, "group b has 4 usable rows for 4 variables"},
		"one group":      {sem.Options{Models: model("f =~ q1 + q2 + q3"), Group: "one"}, "one has a single level"},
		"two indicators": {sem.Options{Models: model("f =~ q1 + q2")}, "not identified"},
		"no marker":      {sem.Options{Models: model("f =~ NA*q1 + q2 + q3\nh =~ q4 + q5 + q6")}, "not identified: "},
		"constant, mlr":  {sem.Options{Models: model("f =~ q1 + q2 + flat"), Estimator: sem.MLR}, "constant: flat"},
		"constant, fiml": {sem.Options{Models: model("f =~ q1 + q2 + flat"), Missing: sem.FIML}, "constant: flat"},
	} {
		t.Run(name, func(t *testing.T) {
			r := compute(t, frame, c.o)
			chi := find(t, r, "chi2", "")
			if said := estimate.JoinNotes(chi.Notes); !strings.Contains(said, c.want) {
				t.Errorf("notes of χ²: %q, want %q", said, c.want)
			}
			if name != "two indicators" && name != "no marker" && !chi.Empty() {
				t.Errorf("χ² = %v, want none", chi.Value)
			}
			for _, e := range r.Estimates {
				if name == "no marker" && estimate.Has(e.SE) {
					t.Errorf("%s(%s) of an unidentified model has a standard error", e.Measure, e.Of)
				}
				if e.Empty() && len(e.Notes) == 0 {
					t.Errorf("%s(%s) is empty without a reason", e.Measure, e.Of)
				}
			}
		})
	}
	for want, o := range map[string]sem.Options{
		"no column \"h\"":       {Models: model("f =~ q1 + q2 + q3"), Group: "h"},
		"distinct values":       {Models: model("f =~ q1 + q2 + q3"), AllOrdered: true},
		"\"b\" is not a number": {Models: model("f =~ q1 + q2 + g")},
		"different names":       {Models: []sem.Named{{"", "f =~ q1"}, {"", "f =~ q2"}}},
		"two: model, line 1":    {Models: []sem.Named{{"one", "f =~ q1 + q2 + q3"}, {"two", "f =~"}}},
		"fiml":                  {Models: model("f =~ q1 + q2 + q3"), AllOrdered: true, Missing: sem.FIML},
		"needs groups":          {Models: model("f =~ q1 + q2 + q3"), Invariance: []string{sem.Metric}},
	} {
		if _, err := sem.Compute(context.Background(), frame, o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// A Heywood case: the correlations ask for a loading above 1. The estimates are shown and called inadmissible.
func TestHeywood(t *testing.T) {
	r := mat.NewSymDense(3, []float64{1, .8, .7, .8, 1, .3, .7, .3, 1}) // implied λ₁² = .8·.7/.3 > 1
	frame := exact(r, 200)
	res := compute(t, frame, sem.Options{Models: model("f =~ x1 + x2 + x3")})
	v := find(t, res, "variance", "x1")
	near(t, "residual of x1", v.Value, 1-.8*.7/.3, 1e-8)
	if said := estimate.JoinNotes(v.Notes); !strings.Contains(said, "inadmissible: negative variance of x1") {
		t.Errorf("notes: %q", said)
	}
	if !slices.ContainsFunc(res.Warnings, func(n estimate.Note) bool { return strings.Contains(n.English(), "inadmissible") }) {
		t.Error("no warning of an inadmissible solution")
	}
}

// exact makes rows whose covariance matrix (divisor n) is c.
func exact(c *mat.SymDense, n int) *moments.Frame {
	p := c.SymmetricDim()
	rnd := rand.New(rand.NewPCG(11, 12))
	raw := make([][]float64, p)
	for j := range raw {
		raw[j] = make([]float64, n)
		for i := range raw[j] {
			raw[j][i] = rnd.NormFloat64()
		}
	}
	g := sem.GroupOf(raw)
	var own, want mat.Cholesky
	own.Factorize(g.Cov)
	want.Factorize(c)
	var l, k mat.TriDense
	own.LTo(&l)
	want.LTo(&k)
	frame := moments.NewFrame(n)
	out := make([][]float64, p)
	for j := range out {
		out[j] = make([]float64, n)
	}
	for i := range n {
		d := mat.NewVecDense(p, nil)
		for j := range p {
			d.SetVec(j, raw[j][i]-g.Mean[j])
		}
		var z, x mat.VecDense
		_ = z.SolveVec(&l, d)
		x.MulVec(&k, &z)
		for j := range p {
			out[j][i] = x.AtVec(j)
		}
	}
	for j := range p {
		frame.Numeric(fmt.Sprint("x", j+1), out[j])
	}
	return frame
}

func TestOneFactor(t *testing.T) {
	l := []float64{.8, .7, -.6, .5}
	c := mat.NewSymDense(4, nil)
	for i := range l {
		for j := range l {
			c.SetSym(i, j, 4*l[i]*l[j])
		}
		c.SetSym(i, i, 4)
	}
	loadings, theta, phi, ok := sem.OneFactor(c, 100)
	if !ok || phi != 1 {
		t.Fatal("did not converge")
	}
	for i := range l {
		near(t, "loading", loadings[i], 2*l[i], 1e-7)
		near(t, "residual", theta[i], 4*(1-l[i]*l[i]), 1e-7)
	}
	if _, _, _, ok := sem.OneFactor(mat.NewSymDense(3, []float64{1, 1, 1, 1, 1, 1, 1, 1, 1}), 100); ok {
		t.Error("a singular matrix has a factor")
	}
}

func TestHTMT(t *testing.T) {
	r := mat.NewSymDense(4, []float64{1, .64, .3, .4, .64, 1, .2, .3, .3, .2, 1, .49, .4, .3, .49, 1})
	near(t, "htmt", sem.HTMT(r, []int{0, 1}, []int{2, 3}, false), .3/(.8*.7), 1e-12)
	near(t, "htmt2", sem.HTMT(r, []int{0, 1}, []int{2, 3}, true), math.Pow(.3*.4*.2*.3, .25)/(.8*.7), 1e-12)
	if !math.IsNaN(sem.HTMT(r, []int{0}, []int{2, 3}, false)) {
		t.Error("a single indicator has no correlations within")
	}
}
