package mediate

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"pgregory.net/rapid"
)

// X, e and f are the factors of a 2³ design; M = 2X+e and Y = 3M+X+f can be solved by hand.
func TestByHand(t *testing.T) {
	var x, m, y []float64
	for i := range 8 {
		sign := func(bit int) float64 { return float64(2*(i>>bit&1) - 1) }
		x = append(x, sign(0))
		m = append(m, 2*sign(0)+sign(1))
		y = append(y, 3*m[i]+sign(0)+sign(2))
	}
	r := compute(t, moments.NewFrame(8).Numeric("x", x).Numeric("m", m).Numeric("y", y), Options{X: "x", M: []string{"m"}, Y: "y"})
	for _, want := range []struct {
		measure       string
		value, se, df float64
	}{{"a", 2, math.Sqrt(1. / 6), 6}, {"b", 3, math.Sqrt(1. / 5), 5}, {"direct", 1, 1, 5}, {"total", 7, math.Sqrt(80. / 6 / 8), 6}} {
		e := find(t, r, want.measure, "")
		near(t, want.measure, e.Value, want.value, 1e-12)
		near(t, want.measure+" se", e.SE, want.se, 1e-12)
		near(t, want.measure+" df", e.DF1, want.df, 0)
	}
	near(t, "indirect", find(t, r, "indirect", "").Value, 6, 1e-12)
	near(t, "proportion", find(t, r, "proportion_mediated", "").Value, 6./7, 1e-12)
	near(t, "sobel", find(t, r, "sobel_z", "").Value, 6/math.Sqrt(9./6+4./5), 1e-12)
	if _, ok := r.Find("total_indirect", ""); ok {
		t.Error("one mediator has a sum")
	}
}

// made draws rows with two mediators, a covariate, a moderator and clusters.
func made(rows, clusters int, seed uint64) map[string][]float64 {
	rng := rand.New(rand.NewPCG(seed, 1))
	d := map[string][]float64{}
	effect := make([]float64, clusters)
	for i := range effect {
		effect[i] = 0.4 * rng.NormFloat64()
	}
	for i := range rows {
		g := i % clusters
		c, w := rng.NormFloat64(), rng.NormFloat64()
		x := 0.3*c + effect[g] + rng.NormFloat64()
		m1 := 0.5*x + 0.2*w*x + 0.2*c + effect[g] + rng.NormFloat64()
		m2 := -0.3*x + rng.NormFloat64()
		y := 0.2*x + 0.4*m1 + 0.3*m2 + 0.1*w*m1 + 0.2*c + rng.NormFloat64()
		for name, v := range map[string]float64{"x": x, "m1": m1, "m2": m2, "y": y, "c": c, "w": w, "g": float64(g)} {
			d[name] = append(d[name], v)
		}
	}
	return d
}

func table(d map[string][]float64) *moments.Frame {
	f := moments.NewFrame(len(d["x"]))
	for _, name := range []string{"x", "m1", "m2", "y", "c", "w", "g"} {
		f.Numeric(name, d[name])
	}
	return f
}

var models = map[string]Options{
	"parallel": {X: "x", M: []string{"m1", "m2"}, Y: "y", Covariates: []string{"c"}},
	"cluster":  {X: "x", M: []string{"m1"}, Y: "y", Cluster: "g"},
	"first":    {X: "x", M: []string{"m1", "m2"}, Y: "y", Covariates: []string{"c"}, Moderator: "w"},
	"second":   {X: "x", M: []string{"m1", "m2"}, Y: "y", Moderator: "w", Stage: Second},
	"both":     {X: "x", M: []string{"m1"}, Y: "y", Moderator: "w", Stage: Both, Cluster: "g"},
}

// c = c' + Σab, whatever the data.
func TestTotal(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := made(rapid.IntRange(12, 60).Draw(rt, "rows"), 3, rapid.Uint64().Draw(rt, "seed"))
		r := compute(t, table(d), models["parallel"])
		sum := find(t, r, "direct", "").Value + find(t, r, "total_indirect", "").Value
		near(t, "total", find(t, r, "total", "").Value, sum, 1e-10)
		near(t, "sum", find(t, r, "total_indirect", "").Value, find(t, r, "indirect", "m1").Value+find(t, r, "indirect", "m2").Value, 1e-12)
	})
}

// Shuffled rows change nothing; shifted columns change nothing; a scaled outcome scales what is in its units.
func TestTransformations(t *testing.T) {
	for name, o := range models {
		t.Run(name, func(t *testing.T) {
			d := made(90, 15, 3)
			was := compute(t, table(d), o)
			same := func(what string, changed map[string][]float64, factor func(e estimate.Estimate) float64) {
				now := compute(t, table(changed), o)
				for i, e := range now.Estimates {
					f, w := factor(e), was.Estimates[i]
					if e.Of != w.Of || e.Empty() != w.Empty() {
						t.Errorf("%s: %s, was %s", what, e.ID(), w.ID())
					}
					for _, p := range [][2]float64{{e.Value, w.Value * f}, {e.SE, w.SE * f}, {e.Low, w.Low * f}, {e.P, w.P}} {
						if estimate.Has(p[1]) && !(math.Abs(p[0]-p[1]) <= 1e-8*(1+math.Abs(p[1]))) {
							t.Errorf("%s: %s: %v, want %v", what, e.ID(), p[0], p[1])
						}
					}
				}
			}
			one := func(estimate.Estimate) float64 { return 1 }
			order := rand.New(rand.NewPCG(9, 9)).Perm(90)
			shuffled, shifted, scaled := map[string][]float64{}, map[string][]float64{}, map[string][]float64{}
			for column, x := range d {
				for i := range x {
					shuffled[column] = append(shuffled[column], x[order[i]])
					shift, scale := 1e6, 1.0
					if column == "g" {
						shift = 100
					}
					if column == "y" {
						scale = 1000
					}
					shifted[column] = append(shifted[column], x[i]+shift)
					scaled[column] = append(scaled[column], x[i]*scale)
				}
			}
			same("shuffled", shuffled, one)
			same("shifted", shifted, one)
			same("scaled", scaled, func(e estimate.Estimate) float64 {
				if e.Measure == "a" || e.Measure == "proportion_mediated" || e.Measure == "sobel_z" {
					return 1
				}
				return 1000
			})
		})
	}
}

// What cannot be estimated is empty and names its cause.
func TestNotEstimable(t *testing.T) {
	o := models["parallel"]
	for name, c := range map[string]struct {
		change func(d map[string][]float64)
		rows   int
		want   string
	}{
		"constant":  {func(d map[string][]float64) { clear(d["c"]); clear(d["m2"]) }, 40, "constant in the complete rows: m2, c"},
		"collinear": {func(d map[string][]float64) { copy(d["m2"], d["m1"]) }, 40, "collinear: m2 follows"},
		"sum": {func(d map[string][]float64) {
			for i := range d["c"] {
				d["c"][i] = 3*d["x"][i] - 7
			}
		}, 40, "collinear: c follows"},
		"few":  {func(map[string][]float64) {}, 5, "too few observations: 5, needed 6"},
		"none": {func(d map[string][]float64) { d["c"][0] = math.NaN() }, 1, "no valid values"},
	} {
		d := made(c.rows, 3, 1)
		c.change(d)
		with := o
		with.Bootstrap = 20
		r := compute(t, table(d), with)
		for _, e := range r.Estimates {
			if !e.Empty() || !strings.Contains(estimate.JoinNotes(e.Notes), c.want) {
				t.Errorf("%s: %s: %s", name, e.ID(), estimate.JoinNotes(e.Notes))
			}
		}
		if len(r.Estimates) == 0 {
			t.Errorf("%s: no estimates", name)
		}
	}
}

func TestNotes(t *testing.T) {
	d := made(40, 4, 2)
	d["m1"][3] = math.NaN()
	o := models["cluster"]
	o.Bootstrap = 50
	r := compute(t, table(d), o)
	for _, e := range r.Estimates {
		if estimate.Has(e.P) || estimate.Has(e.Low) || e.N != 39 {
			t.Errorf("%s of 4 clusters has p %v, limit %v, n %d", e.ID(), e.P, e.Low, e.N)
		}
	}
	warnings := estimate.JoinNotes(r.Warnings)
	for _, want := range []string{"association, order assumed", "x, m1, y come from the same person", "1 incomplete rows", "39 complete rows, fewer than 100", "4 clusters"} {
		if !strings.Contains(warnings, want) {
			t.Errorf("no warning %q in %s", want, warnings)
		}
	}
	// A suppressor: indirect and total differ in sign. And a total near 0.
	for i, x := range d["x"] {
		d["m1"][i] = x + 0.1*d["m2"][i]
		d["y"][i] = 3*x - 2*d["m1"][i] + 0.1*d["c"][i]
	}
	o = Options{X: "x", M: []string{"m1"}, Y: "y"}
	if e := find(t, compute(t, table(d), o), "proportion_mediated", ""); !strings.Contains(estimate.JoinNotes(e.Notes), "differ in sign") {
		t.Errorf("%+v", e)
	}
	for i, x := range d["x"] {
		d["y"][i] = x - d["m1"][i] + d["c"][i]
	}
	if e := find(t, compute(t, table(d), o), "proportion_mediated", ""); !strings.Contains(estimate.JoinNotes(e.Notes), "smaller than its standard error") {
		t.Errorf("%+v", e)
	}
	for i, x := range d["x"] { // y follows exactly
		d["y"][i] = x + d["m1"][i]
	}
	if e := find(t, compute(t, table(d), o), "b", ""); math.Abs(e.Value-1) > 1e-10 || estimate.Has(e.P) || !strings.Contains(estimate.JoinNotes(e.Notes), "perfectly") {
		t.Errorf("%+v", e)
	}
	// A moderator of two values is also looked at where it stands.
	for i := range d["w"] {
		d["w"][i] = float64(i % 2)
	}
	o.Moderator = "w"
	d["y"][0]++
	r = compute(t, table(d), o)
	low, high := find(t, r, "indirect_conditional", "m1@w=0").Value, find(t, r, "indirect_conditional", "m1@w=1").Value
	near(t, "index", find(t, r, "moderated_mediation_index", "").Value, high-low, 1e-12)
	near(t, "mean", find(t, r, "indirect_conditional", "m1@w=mean").Value, (low+high)/2, 1e-12)
	for _, measure := range []string{"total", "indirect", "proportion_mediated", "sobel_z"} {
		if e := find(t, r, measure, ""); !e.Empty() {
			t.Errorf("%s is one number with a moderator", measure)
		}
	}
}

func TestOptions(t *testing.T) {
	d := table(made(20, 4, 1))
	for name, o := range map[string]Options{
		"no mediator":   {X: "x", Y: "y"},
		"twice":         {X: "x", M: []string{"m1", "x"}, Y: "y"},
		"cluster":       {X: "x", M: []string{"m1"}, Y: "y", Cluster: "y"},
		"unknown":       {X: "x", M: []string{"m9"}, Y: "y"},
		"interval":      {X: "x", M: []string{"m1"}, Y: "y", CI: "normal"},
		"stage":         {X: "x", M: []string{"m1"}, Y: "y", Moderator: "w", Stage: "third"},
		"stage, no w":   {X: "x", M: []string{"m1"}, Y: "y", Stage: Both},
		"conf":          {X: "x", M: []string{"m1"}, Y: "y", Conf: 95},
		"bootstrap":     {X: "x", M: []string{"m1"}, Y: "y", Bootstrap: -1},
		"empty mention": {X: "x", M: []string{""}, Y: "y"},
	} {
		if _, err := Compute(t.Context(), d, o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
