package factor

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// leastTheta is the share of an item's variance below which its error variance counts as 0.
const leastTheta = 1e-6

// OneFactor fits C = λλᵀ+diag θ, one factor of variance 1, by maximum likelihood to the covariance matrix of p ≥ 3 items.
//
// This is the confirmatory model of one factor: with one factor nothing is rotated and no loading is fixed beyond the
// scale of the factor, so that exploratory and confirmatory model describe the same covariances. The likelihood does not
// change when items are rescaled (Σ → DΣD, C → DCD leaves ln|Σ|+tr(CΣ⁻¹)−ln|C| as it is), so that ml on the correlations gives the estimates
// on C after multiplication by the standard deviations. A first loading of 1 and a free variance φ of the factor, the custom of programs for such
// models, give the same λ√φ and θ. The divisor of C (n or n−1) multiplies λλᵀ and θ alike.
//
// lambda are the loadings, with a sum of 0 or more, theta the error variances. heywood says that an error variance
// is 0, or would be negative if it might; converged that the search ended. Errors as of [Extract], or an item without variance.
func OneFactor(C mat.Symmetric) (lambda, theta []float64, converged, heywood bool, err error) {
	p := C.SymmetricDim()
	if p < 3 {
		return nil, nil, false, false, &TooManyError{1, p, Most(p)}
	}
	r := mat.NewSymDense(p, nil)
	for i := range p {
		if !(C.At(i, i) > 0) {
			return nil, nil, false, false, &NotPositiveDefiniteError{C.At(i, i)}
		}
		r.SetSym(i, i, 1)
		for j := range i {
			r.SetSym(j, i, C.At(j, i)/(math.Sqrt(C.At(i, i))*math.Sqrt(C.At(j, j))))
		}
	}
	start, err := startUniqueness(r, 1)
	if err != nil {
		return nil, nil, false, false, err
	}
	s := descend(&likelihood{r}, start, 1, leastTheta)
	point(s.Loadings)
	lambda, theta = make([]float64, p), make([]float64, p)
	for i := range p {
		lambda[i] = s.Loadings.At(i, 0) * math.Sqrt(C.At(i, i))
		theta[i] = s.Uniqueness[i] * C.At(i, i)
	}
	return lambda, theta, s.Converged, len(s.Heywood) > 0, nil
}
