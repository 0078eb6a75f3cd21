package numeric_test

import (
	"math"
	"testing"

	"github.com/smekit/smekit/measures/numeric"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"
)

// clusters are three items for each of k factors, every item loading on its own factor alone.
func clusters(k int) *mat.Dense {
	l := mat.NewDense(3*k, k, nil)
	for i := range 3 * k {
		l.Set(i, i/3, 0.9-0.1*float64(i%3)-0.05*float64(i/3))
	}
	return l
}

// common is L·Φ·Lᵀ, what no rotation changes; a nil phi is the identity.
func common(l, phi mat.Matrix) *mat.Dense {
	var c mat.Dense
	if phi != nil {
		c.Product(l, phi, l.T())
	} else {
		c.Mul(l, l.T())
	}
	return &c
}

func apart(a, b mat.Matrix) float64 {
	var d mat.Dense
	d.Sub(a, b)
	return mat.Norm(&d, 2)
}

// turned rotates the columns of loadings by angles in the planes (0,1), (1,2), ….
func turned(l *mat.Dense, angles ...float64) *mat.Dense {
	_, k := l.Dims()
	out := mat.DenseCopyOf(l)
	for a, angle := range angles {
		g := mat.NewDense(k, k, nil)
		for i := range k {
			g.Set(i, i, 1)
		}
		s, c := math.Sincos(angle)
		g.Set(a, a, c)
		g.Set(a+1, a+1, c)
		g.Set(a, a+1, -s)
		g.Set(a+1, a, s)
		out.Mul(mat.DenseCopyOf(out), g)
	}
	return out
}

// matched says whether every column of a is a column of b, up to its sign.
func matched(a, b *mat.Dense, tolerance float64) bool {
	_, k := a.Dims()
	for i := range k {
		found := false
		for j := range k {
			for _, sign := range []float64{1, -1} {
				var d mat.VecDense
				d.AddScaledVec(a.ColView(i), -sign, b.ColView(j))
				found = found || mat.Norm(&d, 2) < tolerance
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// A simple structure that was turned away is found again, rigid or with correlated factors.
func TestRotationsFindSimpleStructure(t *testing.T) {
	for k := 2; k <= 4; k++ {
		simple := clusters(k)
		angles := []float64{0.5, -0.4, 0.7}[:k-1]
		away := turned(simple, angles...)
		for _, kaiser := range []bool{true, false} {
			l, rotation, ok := numeric.Varimax(away, kaiser)
			if !ok || !matched(l, simple, 1e-9) {
				t.Errorf("%d factors, Kaiser %v, converged %v:\n%.4f", k, kaiser, ok, mat.Formatted(l))
			}
			var product mat.Dense
			if product.Mul(away, rotation); apart(&product, l) > 1e-12 {
				t.Error("the rotation does not lead to the loadings")
			}
		}
		if l, phi, ok := numeric.Promax(away, 4); !ok || !matched(l, simple, 1e-9) || apart(common(l, phi), common(simple, nil)) > 1e-9 {
			t.Errorf("promax of %d factors, converged %v:\n%.4f", k, ok, mat.Formatted(l))
		}
		// Factors that correlate 0.4 with each other: L = simple·chol(Φ), turned.
		phi := mat.NewSymDense(k, nil)
		for a := range k {
			for b := range a {
				phi.SetSym(a, b, 0.4)
			}
			phi.SetSym(a, a, 1)
		}
		var chol mat.Cholesky
		var lower mat.TriDense
		chol.Factorize(phi)
		chol.LTo(&lower)
		var oblique mat.Dense
		oblique.Mul(simple, &lower)
		away = turned(&oblique, angles...)
		l, got, ok := numeric.Oblimin(away, 0, 5, 1)
		if !ok || !matched(l, simple, 1e-6) {
			t.Errorf("oblimin of %d factors, converged %v:\n%.4f", k, ok, mat.Formatted(l))
		}
		for a := range k {
			for b := range k {
				if want := phi.At(a, b); math.Abs(math.Abs(got.At(a, b))-want) > 1e-6 {
					t.Errorf("factors correlate %v, want %v", got.At(a, b), want)
				}
			}
		}
	}
}

func randomLoadings(t *rapid.T) *mat.Dense {
	k := rapid.IntRange(1, 4).Draw(t, "k")
	p := rapid.IntRange(2*k+1, 12).Draw(t, "p")
	r := numeric.Stream(rapid.Uint64().Draw(t, "seed"), 0)
	l := mat.NewDense(p, k, nil)
	for i := range p {
		for a := range k {
			l.Set(i, a, 0.3*r.NormFloat64())
		}
	}
	return l
}

// Whatever the rotation, communalities and common variance stay, and factors have unit variance; L is not touched.
func TestRotationsKeepCommonVariance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := randomLoadings(t)
		before := mat.DenseCopyOf(l)
		_, k := l.Dims()
		want := common(l, nil)
		v, rotation, _ := numeric.Varimax(l, rapid.Bool().Draw(t, "kaiser"))
		if apart(common(v, nil), want) > 1e-10 || apart(common(rotation, nil), common(rotation.T(), nil)) > 1e-10 {
			t.Fatal("varimax is not rigid")
		}
		p, pPhi, _ := numeric.Promax(l, 4)
		o, oPhi, _ := numeric.Oblimin(l, 0, 2, 3)
		for name, x := range map[string][2]*mat.Dense{"promax": {p, pPhi}, "oblimin": {o, oPhi}} {
			if d := apart(common(x[0], x[1]), want); d > 1e-8*(1+mat.Norm(x[0], 2)) {
				t.Fatalf("%s moves common variance by %v", name, d)
			}
			for a := range k {
				if x[1].At(a, a) != 1 {
					t.Fatalf("%s: variance of a factor %v", name, x[1].At(a, a))
				}
			}
		}
		if apart(l, before) != 0 {
			t.Fatal("the loadings were overwritten")
		}
	})
}

// No other angle of two columns has larger variances of squared loadings.
func TestVarimaxIsLargest(t *testing.T) {
	spread := func(l *mat.Dense) float64 {
		p, k := l.Dims()
		sum := 0.0
		for a := range k {
			var m2, m4 float64
			for i := range p {
				x := l.At(i, a) * l.At(i, a)
				m2, m4 = m2+x/float64(p), m4+x*x/float64(p)
			}
			sum += m4 - m2*m2
		}
		return sum
	}
	rapid.Check(t, func(t *rapid.T) {
		r := numeric.Stream(rapid.Uint64().Draw(t, "seed"), 1)
		l := mat.NewDense(7, 2, nil)
		for i := range 14 {
			l.Set(i/2, i%2, r.NormFloat64())
		}
		v, _, ok := numeric.Varimax(l, false)
		best := spread(v)
		for step := range 180 {
			if s := spread(turned(l, math.Pi*float64(step)/180)); !ok || s > best+1e-12 {
				t.Fatalf("%v at %d degrees, varimax has %v (converged %v)", s, step, best, ok)
			}
		}
	})
}

// quartimin is ¼Σ_{a≠b}Σ_i l_ia²l_ib².
func quartimin(l *mat.Dense) float64 {
	p, k := l.Dims()
	f := 0.0
	for i := range p {
		for a := range k {
			for b := range k {
				if a != b {
					f += l.At(i, a) * l.At(i, a) * l.At(i, b) * l.At(i, b) / 4
				}
			}
		}
	}
	return f
}

// No oblique neighbour of a solution has a smaller criterion, and more starts never end higher.
func TestObliminIsSmallest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := randomLoadings(t)
		_, k := l.Dims()
		o, _, ok := numeric.Oblimin(l, 0, 3, 5)
		if !ok {
			t.Skip("not converged")
		}
		best := quartimin(o)
		if one, _, single := numeric.Oblimin(l, 0, 1, 5); single && quartimin(one) < best-1e-8 {
			t.Fatalf("one start ends at %v, three at %v", quartimin(one), best)
		}
		for a := range k {
			for b := range k {
				for _, h := range []float64{1e-3, -1e-3} {
					if a == b {
						continue
					}
					// Factor a moves towards b: f_a' = (f_a + h·f_b)/c; the pattern of b takes what a gave.
					_, phi, _ := numeric.Oblimin(l, 0, 3, 5)
					c := math.Sqrt(1 + h*h + 2*h*phi.At(a, b))
					near := mat.DenseCopyOf(o)
					p, _ := near.Dims()
					for i := range p {
						near.Set(i, a, o.At(i, a)*c)
						near.Set(i, b, o.At(i, b)-h*o.At(i, a))
					}
					if f := quartimin(near); f < best-1e-10 {
						t.Fatalf("a neighbour has %v, the solution %v", f, best)
					}
				}
			}
		}
	})
}

func TestRotationEdges(t *testing.T) {
	one := mat.NewDense(3, 1, []float64{0.5, 0.6, -0.7})
	if l, _, ok := numeric.Varimax(one, true); !ok || apart(l, one) > 1e-15 {
		t.Error("one column is turned by varimax")
	}
	if l, phi, ok := numeric.Oblimin(one, 0, 1, 0); !ok || apart(l, one) > 0 || phi.At(0, 0) != 1 {
		t.Error("one column is turned by oblimin")
	}
	same := mat.NewDense(4, 2, []float64{0.5, 0.5, 0.6, 0.6, 0.7, 0.7, 0.4, 0.4}) // of rank 1
	if _, _, ok := numeric.Promax(same, 4); ok {
		t.Error("promax of dependent columns has converged")
	}
	if l, _, ok := numeric.Varimax(mat.NewDense(3, 2, nil), true); !ok || mat.Norm(l, 2) != 0 {
		t.Error("varimax of nothing")
	}
	// γ ≠ 0: factors of γ < 0 correlate less.
	l := mat.NewDense(6, 2, []float64{0.8, 0.2, 0.7, 0.3, 0.6, 0.1, 0.2, 0.7, 0.3, 0.8, 0.25, 0.6})
	_, plain, ok := numeric.Oblimin(l, 0, 3, 1)
	_, less, also := numeric.Oblimin(l, -2, 3, 1)
	if !ok || !also || !(math.Abs(less.At(0, 1)) < math.Abs(plain.At(0, 1))) {
		t.Errorf("γ −2 correlates %v, γ 0 %v", less.At(0, 1), plain.At(0, 1))
	}
}
