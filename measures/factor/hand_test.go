package factor_test

import (
	"errors"
	"math"
	"testing"

	"github.com/smekit/smekit/measures/factor"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
	"gonum.org/v1/gonum/mat"
)

// model is ΛΦΛᵀ with 1 on the diagonal.
func model(l, phi mat.Matrix) *mat.SymDense {
	p, _ := l.Dims()
	var c mat.Dense
	c.Product(l, phi, l.T())
	r := mat.NewSymDense(p, nil)
	for i := range p {
		r.SetSym(i, i, 1)
		for j := range i {
			r.SetSym(j, i, c.At(i, j))
		}
	}
	return r
}

// sample is a frame of n rows whose correlations are exactly r: columns made orthonormal, then mixed by the Cholesky factor of r.
func sample(n int, r mat.Symmetric, seed uint64) (*moments.Frame, []string) {
	k := r.SymmetricDim()
	s := numeric.Stream(seed, 0)
	z := make([][]float64, k)
	ones := make([]float64, n)
	for i := range ones {
		ones[i] = 1 / math.Sqrt(float64(n))
	}
	basis := [][]float64{ones}
	for j := range z {
		z[j] = make([]float64, n)
		for i := range z[j] {
			z[j][i] = s.NormFloat64()
		}
		for range 2 {
			for _, b := range basis {
				along := 0.0
				for i := range b {
					along += b[i] * z[j][i]
				}
				for i := range b {
					z[j][i] -= along * b[i]
				}
			}
		}
		length := 0.0
		for _, x := range z[j] {
			length += x * x
		}
		for i := range z[j] {
			z[j][i] /= math.Sqrt(length)
		}
		basis = append(basis, z[j])
	}
	var chol mat.Cholesky
	var l mat.TriDense
	if !chol.Factorize(r) {
		panic("not positive definite")
	}
	chol.LTo(&l)
	f := moments.NewFrame(n)
	var names []string
	for j := range k {
		x := make([]float64, n)
		for m := range j + 1 {
			for i := range x {
				x[i] += l.At(j, m) * z[m][i]
			}
		}
		names = append(names, "q"+string(rune('a'+j)))
		f.Numeric(names[j], x)
	}
	return f, names
}

// Four items that all correlate .5: partial correlations are r/(1+2r) = 1/4, so that KMO = (1/4)/(1/4+1/16) = 4/5; |R| =
// (1−r)³(1+3r) = 5/16; the eigenvalues are 2.5 and three times .5.
func TestEqualCorrelationsByHand(t *testing.T) {
	const n, r = 41, 0.5
	one := mat.NewDense(4, 1, []float64{math.Sqrt(r), math.Sqrt(r), math.Sqrt(r), math.Sqrt(r)})
	src, items := sample(n, model(one, mat.NewDense(1, 1, []float64{1})), 1)
	for _, method := range []string{"minres", "ml", "pa"} {
		res := compute(t, src, factor.Options{Items: items, Factors: 1, Extract: method})
		want := map[[2]string]float64{{"kmo", ""}: 0.8, {"kmo", "qb"}: 0.8, {"bartlett_chi2", ""}: -(n - 1 - 13./6) * math.Log(5./16),
			{"eigenvalue", "1"}: 2.5, {"eigenvalue", "4"}: 0.5, {"harman_first_factor", ""}: 0.625, {"loading", "F1=~qa"}: math.Sqrt(r),
			{"communality", "qc"}: r, {"uniqueness", "qd"}: r, {"variance_explained", "F1"}: r, {"parallel_factors", ""}: 1}
		for id, w := range want {
			e, ok := res.Find(id[0], id[1])
			if !ok || math.Abs(e.Value-w) > 1e-8 || e.N != n {
				t.Errorf("%s %v = %v (n %d), want %v", method, id, e.Value, e.N, w)
			}
		}
		if e, _ := res.Find("bartlett_chi2", ""); e.DF1 != 6 || math.Abs(e.P-numeric.ChiSquaredUpper(e.Value, 6)) > 1e-15 {
			t.Errorf("%+v", e)
		}
		if e, _ := res.Find("harman_first_factor", ""); len(e.Notes) != 1 {
			t.Error("the single-factor screen does not say that it is one")
		}
	}
}

// Three items determine one factor: λ_a² = r_ab·r_ac/r_bc.
func TestThreeItemsByHand(t *testing.T) {
	r := mat.NewSymDense(3, []float64{1, 0.72, 0.63, 0.72, 1, 0.56, 0.63, 0.56, 1})
	for _, method := range []string{"minres", "ml", "pa"} {
		s, err := factor.Extract(r, 100, 1, method)
		if err != nil || !s.Converged || s.DF != 0 || len(s.Heywood) > 0 {
			t.Fatalf("%s: %+v, %v", method, s, err)
		}
		for i, want := range []float64{0.9, 0.8, 0.7} {
			if math.Abs(s.Loadings.At(i, 0)-want) > 1e-7 || math.Abs(s.Uniqueness[i]-1+want*want) > 1e-7 {
				t.Errorf("%s: loading %v, uniqueness %v, want %v", method, s.Loadings.At(i, 0), s.Uniqueness[i], want)
			}
		}
	}
	// Rescaled to covariances: the loadings and errors take the scale of their items.
	sd := []float64{2, 0.1, 30}
	c := mat.NewSymDense(3, nil)
	for i := range 3 {
		for j := range i + 1 {
			c.SetSym(i, j, r.At(i, j)*sd[i]*sd[j])
		}
	}
	lambda, theta, converged, heywood, err := factor.OneFactor(c)
	if err != nil || !converged || heywood {
		t.Fatal(converged, heywood, err)
	}
	for i, want := range []float64{0.9, 0.8, 0.7} {
		if math.Abs(lambda[i]/sd[i]-want) > 1e-8 || math.Abs(theta[i]/(sd[i]*sd[i])-1+want*want) > 1e-8 {
			t.Errorf("λ %v, θ %v", lambda, theta)
		}
	}
}

// λ_a² = .8·.8/.5 = 1.28: no such item. minres and ml stop at the bound, pa passes 1 and is named as well.
func TestHeywood(t *testing.T) {
	r := mat.NewSymDense(3, []float64{1, 0.8, 0.8, 0.8, 1, 0.5, 0.8, 0.5, 1})
	for _, method := range []string{"minres", "ml", "pa"} {
		s, err := factor.Extract(r, 100, 1, method)
		if err != nil || len(s.Heywood) != 1 || s.Heywood[0] != 0 {
			t.Errorf("%s: %+v, %v", method, s, err)
		}
	}
	if _, _, _, heywood, err := factor.OneFactor(r); !heywood || err != nil {
		t.Error("no Heywood case", err)
	}
	src, items := sample(50, r, 2)
	res := compute(t, src, factor.Options{Items: items, Factors: 1})
	if e, _ := res.Find("communality", "qa"); e.Empty() || len(e.Notes) != 1 || e.Notes[0].Args[0] != "qa" || len(res.Warnings) != 1 {
		t.Errorf("%+v, warnings %v", e, res.Warnings)
	}
}

// Data that follow a model give it back: pattern, correlations of the factors, uniquenesses.
func TestExactModel(t *testing.T) {
	l := mat.NewDense(7, 2, []float64{0.9, 0, 0.8, 0, 0.7, 0, 0.6, 0, 0, 0.85, 0, 0.75, 0, 0.65})
	phi := mat.NewDense(2, 2, []float64{1, 0.3, 0.3, 1})
	src, items := sample(60, model(l, phi), 3)
	for _, method := range []string{"minres", "ml", "pa"} {
		res := compute(t, src, factor.Options{Items: items, Factors: 2, Extract: method})
		for i, item := range items {
			for a, f := range []string{"F1", "F2"} {
				if e, _ := res.Find("loading", f+"=~"+item); math.Abs(e.Value-l.At(i, a)) > 1e-6 {
					t.Errorf("%s %s=~%s %v, want %v", method, f, item, e.Value, l.At(i, a))
				}
			}
		}
		if e, _ := res.Find("factor_correlation", "F1~~F2"); math.Abs(e.Value-0.3) > 1e-6 {
			t.Errorf("%s: factors correlate %v", method, e.Value)
		}
		if e, _ := res.Find("variance_explained", "F2"); math.Abs(e.Value-(0.85*0.85+0.75*0.75+0.65*0.65)/7) > 1e-6 {
			t.Errorf("%s: second factor explains %v", method, e.Value)
		}
	}
}

// A hierarchy of a general factor above three groups comes apart as it was put together.
func TestSchmidLeimanByHand(t *testing.T) {
	l := mat.NewDense(9, 3, nil)
	for i := range 9 {
		l.Set(i, i/3, 0.85-0.1*float64(i%3)-0.02*float64(i/3))
	}
	g := []float64{0.8, 0.7, 0.6}
	phi := mat.NewDense(3, 3, nil)
	for a := range 3 {
		for b := range 3 {
			phi.Set(a, b, g[a]*g[b])
		}
		phi.Set(a, a, 1)
	}
	r := model(l, phi)
	general, group, uniq, err := factor.SchmidLeiman(r, 3)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 9 {
		a := i / 3
		own := 0.0
		for b := range 3 {
			own += group.At(i, b) * group.At(i, b)
		}
		if w := l.At(i, a); math.Abs(general[i]-w*g[a]) > 1e-6 || math.Abs(own-w*w*(1-g[a]*g[a])) > 1e-6 || math.Abs(uniq[i]-1+w*w) > 1e-7 {
			t.Errorf("item %d: general %v, group %v, unique %v", i, general[i], own, uniq[i])
		}
	}
	// Two groups that correlate .36: .6 on each.
	two := mat.NewDense(6, 2, []float64{0.9, 0, 0.8, 0, 0.7, 0, 0, 0.85, 0, 0.75, 0, 0.65})
	general, _, _, err = factor.SchmidLeiman(model(two, mat.NewDense(2, 2, []float64{1, 0.36, 0.36, 1})), 2)
	if err != nil || math.Abs(general[0]-0.9*0.6) > 1e-6 || math.Abs(general[5]-0.65*0.6) > 1e-6 {
		t.Error(general, err)
	}
	var opposed *factor.NoGeneralError
	if _, _, _, err = factor.SchmidLeiman(model(two, mat.NewDense(2, 2, []float64{1, -0.3, -0.3, 1})), 2); !errors.As(err, &opposed) || math.Abs(opposed.Correlation+0.3) > 1e-6 {
		t.Errorf("factors against each other: %v", err)
	}
	// One factor is general.
	one := mat.NewDense(4, 1, []float64{0.9, 0.8, 0.7, -0.6})
	general, group, _, err = factor.SchmidLeiman(model(one, mat.NewDense(1, 1, []float64{1})), 1)
	if err != nil || group != nil || math.Abs(general[3]+0.6) > 1e-8 {
		t.Error(general, group, err)
	}
}
