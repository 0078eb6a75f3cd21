package sem_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/sem"
)

// troubled is a table of n rows with one factor in six items, changed before it becomes a frame.
func troubled(n int, change func(columns map[string][]float64)) *moments.Frame {
	rnd := rand.New(rand.NewPCG(3, 4))
	names := []string{"x1", "x2", "x3", "x4", "x5", "x6"}
	columns := map[string][]float64{}
	for range n {
		f := rnd.NormFloat64()
		for _, name := range names {
			columns[name] = append(columns[name], f+rnd.NormFloat64())
		}
	}
	change(columns)
	frame := moments.NewFrame(n)
	for _, name := range names {
		frame.Numeric(name, columns[name])
	}
	side := make([]string, n)
	for i := range side {
		side[i] = map[bool]string{true: "few", false: "many"}[i < 5]
	}
	return frame.Text("side", side)
}

// Each trouble has its own reason, and no fit index.
func TestTroublesOfColumns(t *testing.T) {
	const text = "f =~ x1 + x2 + x3 + x4 + x5 + x6"
	keep := func(map[string][]float64) {}
	set := func(name string, value func(i int, x float64) float64) func(map[string][]float64) {
		return func(c map[string][]float64) {
			for i, x := range c[name] {
				c[name][i] = value(i, x)
			}
		}
	}
	for _, c := range []struct {
		n      int
		change func(map[string][]float64)
		text   string
		o      sem.Options
		want   string
	}{
		{100, set("x2", func(int, float64) float64 { return 5 }), text, sem.Options{Missing: sem.FIML}, "constant: x2; leave"},
		{100, set("x2", func(int, float64) float64 { return math.NaN() }), text, sem.Options{Missing: sem.FIML}, "no values: x2; leave"},
		{100, set("x2", func(i int, x float64) float64 { return map[bool]float64{true: math.NaN(), false: x}[i < 5] }), text,
			sem.Options{Missing: sem.FIML}, ""},
		{5, keep, text, sem.Options{Missing: sem.FIML}, "5 usable rows for 6 variables"},
		{100, keep, text, sem.Options{Missing: sem.FIML, Group: "side"}, "group few has 5 usable rows for 6 variables"},
		{100, func(c map[string][]float64) {
			for i := range 50 {
				c["x1"][i], c["x2"][50+i] = math.NaN(), math.NaN()
			}
		}, text, sem.Options{Missing: sem.FIML}, "no row has both x1 and x2"},
		{100, set("x2", func(_ int, x float64) float64 { return x * 1e155 }), text, sem.Options{}, "values too large to compute with: x2"},
		{100, set("x2", func(_ int, x float64) float64 { return x * 1e155 }), text, sem.Options{Missing: sem.FIML}, "values too large to compute with: x2"},
		{100, set("x2", func(_ int, x float64) float64 { return x + 1e9 }), text, sem.Options{}, ""},
		{100, keep, "f =~ x1 + x2", sem.Options{}, "4 free parameters for 3 moments"},
		{100, keep, "f =~ x1 + x2", sem.Options{Group: "side", Invariance: []string{sem.Configural, sem.Metric}}, "free parameters for 10 moments"},
	} {
		c.o.Models = model(c.text)
		r := compute(t, troubled(c.n, c.change), c.o)
		e := r.Estimates[0]
		if e.Measure != "chi2" || e.Empty() != (c.want != "") || !strings.Contains(estimate.JoinNotes(e.Notes), c.want) {
			t.Errorf("%s %+v: %s %v %q, want %q", c.text, c.o, e.Measure, e.Value, estimate.JoinNotes(e.Notes), c.want)
		}
		for _, e := range r.Estimates {
			if c.want != "" && (e.Measure == "cfi" || e.Measure == "rmsea" || e.Measure == "srmr") && !e.Empty() {
				t.Errorf("%s: %s %v beside %q", c.text, e.Measure, e.Value, c.want)
			}
		}
	}
}

// A column far from zero has the χ² of the same column near it.
func TestFarFromZero(t *testing.T) {
	o := sem.Options{Models: model("f =~ x1 + x2 + x3 + x4")}
	for _, missing := range []string{sem.Listwise, sem.FIML} {
		o.Missing = missing
		near := find(t, compute(t, troubled(200, func(map[string][]float64) {}), o), "chi2", "")
		far := find(t, compute(t, troubled(200, func(c map[string][]float64) {
			for i := range c["x2"] {
				c["x2"][i] += 1 << 20
			}
		}), o), "chi2", "")
		if near.Empty() || math.Abs(near.Value-far.Value) > 1e-5 {
			t.Errorf("%s: χ² %v near, %v far", missing, near.Value, far.Value)
		}
	}
}

// What did not converge, and what is not identified, has no number.
func TestNoNumberWithoutAnswer(t *testing.T) {
	frame := troubled(100, func(map[string][]float64) {})
	for text, want := range map[string]string{
		"f =~ x1 + x2 + x3\nf ~~ -1*f":                             "did not converge",
		"f =~ x1 + x2 + x3 + x4\ng =~ x1 + x2 + x3 + x4\nf ~~ 0*g": "not identified",
		"f =~ x1 + x2 + x3 + x4 + x5 + x6\ng =~ f":                 "not identified",
	} {
		r := compute(t, frame, sem.Options{Models: model(text)})
		said := false
		for _, w := range r.Warnings {
			said = said || strings.Contains(w.English(), want)
		}
		if !said {
			t.Errorf("%q: warnings %v, want %s", text, r.Warnings, want)
		}
		for _, e := range r.Estimates {
			if e.Family == sem.CFA && (e.Measure == "loading" || e.Measure == "loading_std" || e.Measure == "ave") && !e.Empty() {
				t.Errorf("%q: %s(%s) is %v", text, e.Measure, e.Of, e.Value)
			}
		}
	}
}

func TestDefinedWithoutValue(t *testing.T) {
	frame := troubled(100, func(map[string][]float64) {})
	e := find(t, compute(t, frame, sem.Options{Models: model("f =~ x1 + a*x2 + x3\nb := 1/(a - a)")}), "defined", "b")
	if !e.Empty() || !strings.Contains(estimate.JoinNotes(e.Notes), "division by zero") {
		t.Errorf("1/0: %v %q", e.Value, estimate.JoinNotes(e.Notes))
	}
}

// A wrong file is refused at once, however long or deep it is, and a label is not said to be near itself.
func TestModelsThatAreNone(t *testing.T) {
	frame := troubled(20, func(map[string][]float64) {})
	factors := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString("f" + strings.Repeat("i", i+1) + " =~ x1 + x2 + x3\n")
		}
		return b.String()
	}
	long := make([]string, 20000)
	for i := range long {
		long[i] = "z" + estimate.FormatFloat(float64(i))
	}
	for _, c := range []struct{ text, want string }{
		{factors(150), "150 latent variables, more than 100"},
		{"f =~ " + strings.Join(long, " + "), "at most 10,000 relations"},
		{"f =~ x1 + x2 + x3\na := " + strings.Repeat("(", 5000) + "1" + strings.Repeat(")", 5000), "at most 1,000 nested parts"},
		{"f =~ x1 + x2 + x3\na := " + strings.Repeat("-", 5000) + "1", "at most 1,000 nested parts"},
		{"f =~ x1 + x2 + x3\na := 2" + strings.Repeat("^2", 5000), "at most 1,000 nested parts"},
		{"f =~ x1 + x2 + x3\n" + strings.Repeat("a := 1\n", 10001), "at most 10,000 definitions"},
		{"f =~ x1 + aa*x2 + x3\nab := ab*2", "(did you mean aa?)"},
		{"f =~ x1 + x2 + x3\nab := ab*2", "a label stands before its variable"},
	} {
		_, err := sem.Compute(context.Background(), frame, sem.Options{Models: model(c.text)})
		var s *sem.SyntaxError
		var m *sem.ModelError
		if err == nil || !strings.Contains(err.Error(), c.want) || !(errors.As(err, &s) || errors.As(err, &m)) {
			t.Errorf("%.60q: %.200v, want %s", c.text, err, c.want)
		}
	}
}
