package sem

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// Gradient, observed information and the sum of row scores against differences of the objective, for a model with every
// kind of entry, with and without missing values, at a point that is no minimum.
func TestDerivatives(t *testing.T) {
	syntax, err := Parse("f =~ x1 + x2 + x3\ng =~ x4 + b*x5 + b*x6\nh =~ f + g\nx6 ~ x1 + f\nx4 ~ z\nx2 ~~ x5\nf ~ 1\nx1 ~ 0*1")
	if err != nil {
		t.Fatal(err)
	}
	columns := []string{"x1", "x2", "x3", "x4", "x5", "x6", "z"}
	m, err := Build(syntax, columns, Settings{Means: true})
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(1, 1))
	for _, missing := range []bool{false, true} {
		rows := make([][]float64, len(m.Observed))
		for j := range rows {
			rows[j] = make([]float64, 40)
			for i := range rows[j] {
				rows[j][i] = rnd.NormFloat64() + float64(j)
				if j > 0 {
					rows[j][i] += .5 * rows[0][i]
				}
			}
		}
		group := GroupOf(rows)
		pts := group.complete()
		if missing {
			for j := range len(rows) - 1 {
				for i := range rows[j] {
					if rnd.Float64() < .1 {
						rows[j][i] = math.NaN()
					}
				}
			}
			pts = patterns(rows)
		}
		l := &likelihood{model: m, data: [][]pattern{pts}, n: 40}
		samples := []sample{group.sample()}
		fixed := m.fixedValues(samples)
		theta := m.starts(samples)
		for i := range theta {
			theta[i] += .1 * rnd.Float64()
		}
		at := l.at(theta, fixed)
		if at == nil {
			t.Fatal("the start is not admissible")
		}
		moved := func(i int, by float64) *point {
			x := append([]float64(nil), theta...)
			x[i] += by
			return l.at(x, fixed)
		}
		const h = 1e-5
		observed := l.information(at, true)
		sum := make([]float64, m.Free)
		l.casewise(at, [][][]float64{rows}, func(_ int, s []float64) {
			for i, x := range s {
				sum[i] -= x / l.n
			}
		})
		for i := range theta {
			up, down := moved(i, h), moved(i, -h)
			if d := (up.value - down.value) / (2 * h); math.Abs(d-at.gradient[i]) > 1e-7*(1+math.Abs(d)) {
				t.Errorf("missing %v, gradient of %s = %v, differences %v", missing, m.freeNames()[i], at.gradient[i], d)
			}
			if math.Abs(sum[i]-at.gradient[i]) > 1e-10*(1+math.Abs(sum[i])) {
				t.Errorf("missing %v, scores of %s sum to %v, gradient %v", missing, m.freeNames()[i], sum[i], at.gradient[i])
			}
			for j := range theta {
				if d := (up.gradient[j] - down.gradient[j]) / (2 * h); math.Abs(d-observed.At(i, j)) > 1e-6*(1+math.Abs(d)) {
					t.Errorf("missing %v, information of %s and %s = %v, differences %v", missing, m.freeNames()[i], m.freeNames()[j], observed.At(i, j), d)
				}
			}
		}
	}
}

// The Jacobian of weighted least squares, scaling factors and factor means of a second group included.
func TestOrdinalJacobian(t *testing.T) {
	syntax, err := Parse("f =~ a + b + c\ng =~ d + e + h\ng ~ f")
	if err != nil {
		t.Fatal(err)
	}
	ordered := map[string]int{}
	names := []string{"a", "b", "c", "d", "e", "h"}
	for _, n := range names {
		ordered[n] = 3
	}
	m, err := Build(syntax, names, Settings{Groups: []string{"1", "2"}, Equal: []string{"loadings", "thresholds"}, Ordered: ordered})
	if err != nil {
		t.Fatal(err)
	}
	o := &ordinal{model: m, fixed: m.fixedValues(make([]sample, 2)), n: 200}
	count := len(names)*2 + len(names)*(len(names)-1)/2
	for range 2 {
		s := ordinalSample{n: 100, r: mat.NewSymDense(6, nil), moments: make([]float64, count), gamma: mat.NewDense(count, count, nil)}
		for range names {
			s.thresholds = append(s.thresholds, []float64{-.5, .5})
		}
		for i := range count {
			s.moments[i] = .3
			s.gamma.Set(i, i, 1+float64(i)/10)
		}
		for i := range 6 {
			s.r.SetSym(i, i, 1)
		}
		o.samples = append(o.samples, s)
	}
	theta := o.starts()
	rnd := rand.New(rand.NewPCG(2, 2))
	for i := range theta {
		theta[i] += .1 + .2*rnd.Float64()
	}
	e, ok := o.evaluate(theta)
	if !ok {
		t.Fatal("the start is not admissible")
	}
	const h = 1e-6
	for i := range theta {
		x := append([]float64(nil), theta...)
		x[i] += h
		up, _ := o.evaluate(x)
		x[i] -= 2 * h
		down, _ := o.evaluate(x)
		if d := (up.value - down.value) / (2 * h); math.Abs(d-e.gradient[i]) > 1e-7*(1+math.Abs(d)) {
			t.Errorf("gradient of %s = %v, differences %v", m.freeNames()[i], e.gradient[i], d)
		}
	}
}
