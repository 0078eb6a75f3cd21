package multilevel

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
	"pgregory.net/rapid"
)

// truth are the parameters that rows are drawn from.
type truth struct {
	groups, rows    int // rows a group
	slope           float64
	tau, between, r float64 // SD of intercepts and of slopes, their correlation
}

func (p truth) draw(rng *rand.Rand) map[string][]float64 {
	d := map[string][]float64{}
	for g := range p.groups {
		a, b := rng.NormFloat64(), rng.NormFloat64()
		u0, u1 := p.tau*a, p.between*(p.r*a+math.Sqrt(1-p.r*p.r)*b)
		z := rng.NormFloat64()
		for range p.rows {
			x := rng.NormFloat64()
			for name, v := range map[string]float64{"g": float64(g), "x": x, "z": z, "y": 2 + u0 + (p.slope+u1)*x + 0.3*z + rng.NormFloat64()} {
				d[name] = append(d[name], v)
			}
		}
	}
	return d
}

func table(d map[string][]float64) *moments.Frame {
	f := moments.NewFrame(len(d["y"]))
	for _, name := range []string{"g", "x", "z", "y"} {
		f.Numeric(name, d[name])
	}
	return f
}

// Without fixed columns the model is the one-way REML.
func TestOneWayAgrees(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		groups := rapid.IntRange(3, 9).Draw(rt, "groups")
		var y, g []float64
		var sizes []Group
		within := 0.0
		for i := range groups {
			v := rapid.SliceOfN(rapid.Float64Range(-3, 3), 2, 6).Draw(rt, "values")
			shift := rapid.Float64Range(-2, 2).Draw(rt, "shift")
			mean := meanOf(v)
			for _, x := range v {
				within += (x - mean) * (x - mean)
				y, g = append(y, x+shift), append(g, float64(i))
			}
			sizes = append(sizes, Group{N: len(v), Mean: mean + shift})
		}
		want, err := OneWay(sizes, within)
		if err != nil || want.Within < 1e-3 {
			rt.Skip()
		}
		r := compute(t, moments.NewFrame(len(y)).Numeric("y", y).Numeric("g", g), Options{Y: "y", Group: "g"})
		scale := want.Between + want.Within
		for _, c := range [][2]float64{{find(t, r, "variance", "g").Value, want.Between}, {find(t, r, "variance", "residual").Value, want.Within}, {find(t, r, "fixed", "(Intercept)").Value, want.Mean}} {
			if !(math.Abs(c[0]-c[1]) <= 1e-6*scale) {
				t.Fatalf("%v, one-way %v (%+v)", c[0], c[1], want)
			}
		}
	})
}

// Two groups of two: MSB = 9, MSW = 0.5, hence τ² = (9−0.5)/2 and σ² = 0.5; the mean 2.5 has variance MSB/4.
func TestByHand(t *testing.T) {
	src := moments.NewFrame(4).Text("g", []string{"p", "p", "q", "q"}).Numeric("y", []float64{0.5, 1.5, 3.5, 4.5})
	r := compute(t, src, Options{Y: "y", Group: "g"})
	for name, c := range map[string][2]float64{
		"variance g":        {find(t, r, "variance", "g").Value, (9 - 0.5) / 2},
		"variance residual": {find(t, r, "variance", "residual").Value, 0.5},
		"mean":              {find(t, r, "fixed", "(Intercept)").Value, 2.5},
		"se":                {find(t, r, "fixed", "(Intercept)").SE, math.Sqrt(9. / 4)},
		"icc":               {find(t, r, "icc", "").Value, 4.25 / 4.75},
	} {
		if !(math.Abs(c[0]-c[1]) <= 1e-8) {
			t.Errorf("%s %v, want %v", name, c[0], c[1])
		}
	}
	if w := estimate.JoinNotes(r.Warnings); !strings.Contains(w, "2 groups, fewer than 10") {
		t.Error(w)
	}
}

// Shuffled rows and renamed groups change nothing; a scaled outcome scales what is in its units; shifts move the intercept
// alone, and with a random slope the variance at 0.
func TestTransformations(t *testing.T) {
	d := truth{groups: 14, rows: 7, slope: 0.5, tau: 0.8, between: 0.4, r: 0.3}.draw(rand.New(rand.NewPCG(3, 3)))
	n := len(d["y"])
	order := rand.New(rand.NewPCG(4, 4)).Perm(n)
	for _, o := range []Options{{Fixed: []string{"x", "z"}}, {Fixed: []string{"x", "z"}, Slope: "x"}, {Fixed: []string{"x"}, Slope: "x", Method: ML}} {
		o.Y, o.Group = "y", "g"
		was := compute(t, table(d), o)
		changed := map[string][]float64{}
		for i := range n {
			j := order[i]
			changed["g"] = append(changed["g"], 100-d["g"][j])
			changed["x"] = append(changed["x"], d["x"][j])
			changed["z"] = append(changed["z"], d["z"][j]/8)
			changed["y"] = append(changed["y"], 10*d["y"][j]+1e6)
		}
		now := compute(t, table(changed), o)
		for i, e := range now.Estimates {
			w := was.Estimates[i]
			value, se := w.Value, w.SE
			rows := float64(n)
			switch e.Measure {
			case "fixed":
				value, se = 10*value, 10*se
				if e.Of == "(Intercept)" {
					value += 1e6
				}
				if e.Of == "z" {
					value, se = value*8, se*8
				}
			case "variance", "covariance":
				value *= 100
			case "loglik", "aic", "bic":
				if o.Method != ML {
					rows -= float64(1 + len(o.Fixed))
				}
				change := -rows * math.Log(10)
				if len(o.Fixed) == 2 && o.Method != ML {
					change += math.Log(8)
				}
				if e.Measure != "loglik" {
					change *= -2
				}
				value += change
			}
			if math.Abs(e.Value-value) > 1e-6*(1+math.Abs(value)) || estimate.Has(se) && math.Abs(e.SE-se) > 1e-6*se {
				t.Errorf("%+v: %s %v (%v), want %v (%v)", o, e.ID(), e.Value, e.SE, value, se)
			}
		}
		// A slope's zero moved: everything but what is said of the intercept stays.
		for i := range n {
			changed["g"][i], changed["x"][i], changed["z"][i], changed["y"][i] = d["g"][i], d["x"][i]+3, d["z"][i], d["y"][i]
		}
		now = compute(t, table(changed), o)
		for i, e := range now.Estimates {
			w := was.Estimates[i].Value
			switch {
			case e.Of == "(Intercept)":
				w -= 3 * find(t, was, "fixed", "x").Value
			case o.Slope == "" || e.Of == "g:x" || e.Of == "residual" || e.Measure == "fixed" || e.Measure == "loglik":
			case e.Measure == "variance":
				w += -6*find(t, was, "covariance", "g~~g:x").Value + 9*find(t, was, "variance", "g:x").Value
			case e.Measure == "covariance":
				w -= 3 * find(t, was, "variance", "g:x").Value
			default:
				continue
			}
			if math.Abs(e.Value-w) > 1e-6*(1+math.Abs(w)) {
				t.Errorf("slope moved: %s %v, want %v", e.ID(), e.Value, w)
			}
		}
	}
}

// Groups that explain nearly everything cost no digits.
func TestNearlyAllBetween(t *testing.T) {
	var y, g []float64
	for i := range 12 {
		for k := range 4 {
			y = append(y, 1e6*float64(i*i%7)+[]float64{-1, 1, 2, -2}[k]*1e-3)
			g = append(g, float64(i))
		}
	}
	r := compute(t, moments.NewFrame(48).Numeric("y", y).Numeric("g", g), Options{Y: "y", Group: "g"})
	if s := find(t, r, "variance", "residual").Value; math.Abs(s-1e-5/3) > 1e-9*1e-5 {
		t.Errorf("σ² = %v", s)
	}
}

func TestCores(t *testing.T) {
	d := table(truth{groups: 20, rows: 5, slope: 0.5, tau: 0.5, between: 0.2}.draw(rand.New(rand.NewPCG(1, 3))))
	o := Options{Y: "y", Fixed: []string{"x"}, Group: "g", Slope: "x"}
	before := runtime.GOMAXPROCS(1)
	one := estimate.Rows(compute(t, d, o).Estimates)
	runtime.GOMAXPROCS(5)
	five := estimate.Rows(compute(t, d, o).Estimates)
	runtime.GOMAXPROCS(before)
	if !reflect.DeepEqual(one, five) {
		t.Error("estimates depend on the number of cores")
	}
}

func TestNotEstimable(t *testing.T) {
	o := Options{Y: "y", Fixed: []string{"x", "z"}, Group: "g"}
	for name, c := range map[string]struct {
		change func(d map[string][]float64, o *Options)
		want   string
	}{
		"constant":  {func(d map[string][]float64, _ *Options) { clear(d["z"]); clear(d["y"]) }, "constant in the complete rows: y, z"},
		"collinear": {func(d map[string][]float64, _ *Options) { copy(d["z"], d["x"]) }, "collinear: z follows"},
		"one group": {func(d map[string][]float64, _ *Options) { clear(d["g"]) }, "fewer than 2 groups"},
		"singles": {func(d map[string][]float64, _ *Options) {
			for i := range d["g"] {
				d["g"][i] = float64(i)
			}
		}, "20 random effects need more than 20 rows"},
		"flat slope": {func(_ map[string][]float64, o *Options) { o.Slope = "z" }, "z does not vary within any group"},
		"pairs": {func(d map[string][]float64, o *Options) {
			o.Slope = "x"
			for i := range d["g"] {
				d["g"][i] = float64(i / 2)
			}
		}, "20 random effects need more than 20 rows"},
		"exact": {func(d map[string][]float64, _ *Options) {
			for i := range d["g"] {
				d["y"][i] = d["g"][i]*d["g"][i] + 3*d["x"][i]
			}
		}, "no variation within groups beside the model"},
		"missing": {func(d map[string][]float64, _ *Options) {
			for i := range d["y"] {
				d["y"][i] = math.NaN()
			}
		}, "no valid values"},
		"few": {func(d map[string][]float64, _ *Options) {
			for i := 4; i < 18; i++ {
				d["y"][i] = math.NaN()
			}
			d["x"][0], d["x"][1] = math.NaN(), math.NaN()
		}, "too few observations: 4, needed 5"},
	} {
		d := truth{groups: 5, rows: 4, slope: 1, tau: 1}.draw(rand.New(rand.NewPCG(6, 6)))
		with := o
		c.change(d, &with)
		r := compute(t, table(d), with)
		for _, e := range r.Estimates {
			if !e.Empty() || !strings.Contains(estimate.JoinNotes(e.Notes), c.want) {
				t.Errorf("%s: %s %v: %s", name, e.ID(), e.Value, estimate.JoinNotes(e.Notes))
			}
		}
		if len(r.Estimates) < 9 {
			t.Errorf("%s: %d estimates", name, len(r.Estimates))
		}
	}
}

// Rows without a group, a level of text or a number are left out and counted; text terms are held against the first level.
func TestTextAndMissing(t *testing.T) {
	y := []float64{1, 2, 4, 3, 6, 5, 7, 9, 8, math.NaN(), 3, 4}
	g := []string{"a", "a", "a", "b", "b", "b", "c", "c", "c", "c", "", "a"}
	role := []string{"staff", "chief", "staff", "chief", "staff", "staff", "chief", "staff", "chief", "staff", "staff", ""}
	r := compute(t, moments.NewFrame(12).Numeric("y", y).Text("g", g).Text("role", role), Options{Y: "y", Group: "g", Fixed: []string{"role"}})
	e := find(t, r, "fixed", "role=staff")
	if e.N != 9 || e.Empty() || !strings.Contains(estimate.JoinNotes(e.Notes), "against role=chief") {
		t.Errorf("%+v", e)
	}
	if w := estimate.JoinNotes(r.Warnings); !strings.Contains(w, "2 incomplete rows excluded; 1 rows without g left out") {
		t.Error(w)
	}
}

func TestOptions(t *testing.T) {
	d := table(truth{groups: 5, rows: 4}.draw(rand.New(rand.NewPCG(6, 6))))
	for name, o := range map[string]Options{
		"no outcome": {Group: "g"}, "no group": {Y: "y"}, "method": {Y: "y", Group: "g", Method: "bayes"}, "same": {Y: "y", Group: "y"},
		"twice": {Y: "y", Group: "g", Fixed: []string{"x", "x"}}, "unknown": {Y: "y", Group: "g", Fixed: []string{"q"}}, "conf": {Y: "y", Group: "g", Conf: 2},
	} {
		if _, err := Compute(t.Context(), d, o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Compute(ctx, d, Options{Y: "y", Group: "g"}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// Over 200 samples of known parameters the means of the estimates are the true ones and the 95 % Wald intervals hold them
// about as often as they say.
func TestRecovery(t *testing.T) {
	const runs = 200
	p := truth{groups: 40, rows: 8, slope: 0.5, tau: 0.7, between: 0.4, r: 0.4}
	sums := map[string]float64{}
	held := map[string]int{}
	for run := range runs {
		d := p.draw(numeric.Stream(7, uint64(run)))
		r := compute(t, table(d), Options{Y: "y", Fixed: []string{"x", "z"}, Group: "g", Slope: "x"})
		for name, want := range map[string]float64{"(Intercept)": 2, "x": 0.5, "z": 0.3} {
			e := find(t, r, "fixed", name)
			sums[name] += e.Value / runs
			if e.Low <= want && want <= e.High {
				held[name]++
			}
		}
		for _, name := range []string{"g", "g:x", "residual"} {
			sums["variance "+name] += find(t, r, "variance", name).Value / runs
		}
		sums["covariance"] += find(t, r, "covariance", "g~~g:x").Value / runs
	}
	t.Log(sums, held)
	for name, want := range map[string][2]float64{"(Intercept)": {2, 0.03}, "x": {0.5, 0.025}, "z": {0.3, 0.03}, "variance g": {0.49, 0.035}, "variance g:x": {0.16, 0.02},
		"variance residual": {1, 0.02}, "covariance": {0.112, 0.02}} {
		if math.Abs(sums[name]-want[0]) > want[1] {
			t.Errorf("mean of %s: %v, want %v", name, sums[name], want[0])
		}
	}
	for name, n := range held {
		if n < 180 || n > 199 {
			t.Errorf("%s: %d of %d intervals hold the truth", name, n, runs)
		}
	}
}

func BenchmarkCompute(b *testing.B) {
	for _, rows := range []int{2400, 240000} {
		d := table(truth{groups: 60, rows: rows / 60, slope: 0.5, tau: 0.7, between: 0.3, r: 0.2}.draw(rand.New(rand.NewPCG(1, 1))))
		for _, slope := range []string{"", "x"} {
			b.Run(strconv.Itoa(rows)+slope, func(b *testing.B) {
				for b.Loop() {
					compute(b, d, Options{Y: "y", Fixed: []string{"x", "z"}, Group: "g", Slope: slope})
				}
			})
		}
	}
}
