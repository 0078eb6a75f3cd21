package sem

import (
	"context"
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/gonum/mat"
)

// OneFactor fits a single factor with variance phi = 1 to a k×k covariance matrix of n rows by maximum likelihood
// (divisor n or n−1 makes no difference but to scale): the loadings, whose sum is not negative, and the residual
// variances, which may be negative (a Heywood case). Not converged for fewer than 3 variables, a matrix that is not
// positive definite, and where the likelihood has no minimum in reach.
//
// It is what McDonald's omega of a one-dimensional scale rests on: (Σλ)²φ/((Σλ)²φ + Σθ).
func OneFactor(c mat.Symmetric, n float64) (loadings, theta []float64, phi float64, converged bool) {
	k := c.SymmetricDim()
	if k < 3 || !(n > 1) {
		return nil, nil, math.NaN(), false
	}
	names := make([]string, k)
	for i := range names {
		names[i] = fmt.Sprintf("x%d", i+1)
	}
	syntax, err := Parse("f =~ NA*" + strings.Join(names, " + ") + "\nf ~~ 1*f")
	if err != nil {
		return nil, nil, math.NaN(), false
	}
	m, err := Build(syntax, names, Settings{})
	if err != nil {
		return nil, nil, math.NaN(), false
	}
	cov := mat.NewSymDense(k, nil)
	cov.CopySym(c)
	g := Group{N: int(n), Mean: make([]float64, k), Cov: cov}
	if m.check(0, g.sample()) != nil {
		return nil, nil, math.NaN(), false
	}
	samples := []sample{g.sample()}
	l := fixedLikelihood{&likelihood{model: m, n: n, data: [][]pattern{g.complete()}}, m.fixedValues(samples)}
	l.data[0][0].n = n
	sol, err := minimise(context.Background(), l, m.starts(samples))
	if err != nil || !sol.converged {
		return nil, nil, math.NaN(), false
	}
	loadings, theta = make([]float64, k), make([]float64, k)
	sum := 0.0
	for _, p := range m.Params {
		switch {
		case p.Free < 0:
		case p.kind == pathEntry:
			loadings[p.i] = sol.theta[p.Free]
			sum += loadings[p.i]
		default:
			theta[p.i] = sol.theta[p.Free]
		}
	}
	if sum < 0 {
		for i := range loadings {
			loadings[i] = -loadings[i]
		}
	}
	return loadings, theta, 1, true
}
