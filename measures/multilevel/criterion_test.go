package multilevel

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// sample draws rows of unequal groups, one of a single row, one whose slope does not vary.
func sample(seed uint64) (x [][]float64, y, slope []float64, starts []int) {
	rng := rand.New(rand.NewPCG(seed, 2))
	starts = []int{0}
	x = make([][]float64, 2)
	for g, n := range []int{1, 4, 9, 3, 6, 2} {
		u := rng.NormFloat64()
		for range n {
			s := rng.NormFloat64()
			if g == 3 {
				s = 0.7
			}
			x[0], x[1] = append(x[0], s), append(x[1], rng.NormFloat64())
			slope = append(slope, s)
			y = append(y, 0.5*s+u+rng.NormFloat64())
		}
		starts = append(starts, starts[g]+n)
	}
	return x, y, slope, starts
}

// The deviance from the reduced groups is that of the n×n covariance matrix, written out.
func TestDeviance(t *testing.T) {
	x, y, slope, starts := sample(1)
	n := len(y)
	for _, reml := range []bool{true, false} {
		for _, s := range [][]float64{nil, slope} {
			c := newCriterion(x, y, s, starts, reml)
			l := triangle{0.8, -0.3, 0.5}
			v := mat.NewSymDense(n, nil)
			for i := range n {
				v.SetSym(i, i, 1)
			}
			for g := range len(starts) - 1 {
				for i := starts[g]; i < starts[g+1]; i++ {
					for j := i; j < starts[g+1]; j++ {
						add := l.l11 * l.l11
						if s != nil {
							add += l.l11*l.l21*(s[i]+s[j]) + (l.l21*l.l21+l.l22*l.l22)*s[i]*s[j]
						}
						v.SetSym(i, j, v.At(i, j)+add)
					}
				}
			}
			design := mat.NewDense(n, 3, nil)
			for i := range n {
				design.SetRow(i, []float64{1, x[0][i], x[1][i]})
			}
			var root mat.Cholesky
			if !root.Factorize(v) {
				t.Fatal("V is not positive definite")
			}
			var vx, xvx mat.Dense
			var vy, xvy, beta, r, vr mat.VecDense
			yv := mat.NewVecDense(n, y)
			if root.SolveTo(&vx, design) != nil || root.SolveVecTo(&vy, yv) != nil {
				t.Fatal("no solution")
			}
			xvx.Mul(design.T(), &vx)
			xvy.MulVec(design.T(), &vy)
			if err := beta.SolveVec(&xvx, &xvy); err != nil {
				t.Fatal(err)
			}
			r.MulVec(design, &beta)
			r.SubVec(yv, &r)
			if err := root.SolveVecTo(&vr, &r); err != nil {
				t.Fatal(err)
			}
			q, rows := mat.Dot(&r, &vr), float64(n)
			want := root.LogDet()
			if reml {
				rows -= 3
				want += math.Log(mat.Det(&xvx))
			}
			want += rows * (1 + math.Log(2*math.Pi*q/rows))
			got, ok := c.at(l)
			if !ok || math.Abs(got.value-want) > 1e-10 {
				t.Errorf("reml %v, slope %v: %v, want %v", reml, s != nil, got.value, want)
			}
			for j := range 3 {
				if math.Abs(got.coef[j]-beta.AtVec(j)) > 1e-11 {
					t.Errorf("coefficient %d: %v, want %v", j, got.coef[j], beta.AtVec(j))
				}
			}
		}
	}
}

// The gradient is that of differences of the deviance.
func TestGradient(t *testing.T) {
	x, y, slope, starts := sample(2)
	for _, reml := range []bool{true, false} {
		for _, s := range [][]float64{nil, slope} {
			c := newCriterion(x, y, s, starts, reml)
			at := [3]float64{0.6, 0.4, 0.9}
			pt, ok := c.at(triangleOf(at))
			for i := range 3 {
				if s == nil && i > 0 {
					break
				}
				up, down := at, at
				up[i] += 1e-5
				down[i] -= 1e-5
				a, ok1 := c.at(triangleOf(up))
				b, ok2 := c.at(triangleOf(down))
				if want := (a.value - b.value) / 2e-5; !ok || !ok1 || !ok2 || math.Abs(pt.gradient[i]-want) > 1e-7 {
					t.Errorf("reml %v, slope %v, entry %d: %v, difference %v", reml, s != nil, i, pt.gradient[i], want)
				}
			}
		}
	}
}

// Wherever the search ends, no point of a fine grid around it and of a wide one lies lower.
func TestLowest(t *testing.T) {
	for seed := range uint64(25) {
		x, y, slope, starts := sample(seed)
		c := newCriterion(x, y, slope, starts, seed%2 == 0)
		found := c.minimise()
		if !found.converged {
			t.Errorf("seed %d: not converged after %d steps", seed, found.steps)
			continue
		}
		rng := rand.New(rand.NewPCG(seed, 3))
		for k := range 600 {
			near := math.Pow(10, -float64(k%7))
			other := triangle{found.at.l11 + near*rng.NormFloat64(), found.at.l21 + near*rng.NormFloat64(), found.at.l22 + near*rng.NormFloat64()}
			if pt, ok := c.at(other); ok && pt.value < found.point.value-1e-8 {
				t.Fatalf("seed %d: %v at %+v, but %v at %+v", seed, found.point.value, found.at, pt.value, other)
			}
		}
	}
}

// The search converges for few and small groups, for effects far below the noise and far above it, and nothing near its
// end lies lower.
func TestSearchConverges(t *testing.T) {
	for run := range 300 {
		rng := rand.New(rand.NewPCG(uint64(run), 5))
		p := truth{groups: 3 + rng.IntN(12), rows: 3 + rng.IntN(6), slope: 0.5, tau: math.Pow(10, -2+3*rng.Float64()),
			between: math.Pow(10, -2+3*rng.Float64()), r: 2*rng.Float64() - 1}
		d := p.draw(rng)
		var starts []int
		for i := 0; i <= len(d["g"]); i += p.rows {
			starts = append(starts, i)
		}
		x := scaled(d["x"]).z
		c := newCriterion([][]float64{x}, scaled(d["y"]).z, x, starts, run%2 == 0)
		found := c.minimise()
		if !found.converged {
			t.Errorf("%+v: not converged after %d steps", p, found.steps)
			continue
		}
		at := found.at
		for k := range 100 {
			s := math.Pow(10, -float64(k%6)) * (1 + math.Abs(at.l11) + math.Abs(at.l22))
			other := triangle{at.l11 + s*rng.NormFloat64(), at.l21 + s*rng.NormFloat64(), at.l22 + s*rng.NormFloat64()}
			if pt, ok := c.at(other); ok && pt.value < found.point.value-1e-7 {
				t.Fatalf("%+v: %v at %+v, but %v at %+v", p, found.point.value, at, pt.value, other)
			}
		}
	}
}
