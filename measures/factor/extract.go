package factor

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// leastUnique is the smallest uniqueness that minres and ml may reach; a solution at it is a Heywood case.
const leastUnique = 0.005

// Solution is an extraction of k factors from p items. The factors are orthogonal, in the order of their eigenvalues,
// each with loadings that sum to 0 or more.
type Solution struct {
	Loadings   *mat.Dense // p×k
	Uniqueness []float64  // of each item; 1 − communality
	Converged  bool
	Iterations int
	Heywood    []int   // items whose uniqueness is at its bound of 0.005 (minres, ml), or at or below it (pa)
	Real       int     // factors with a positive eigenvalue: the columns after them are 0
	Value      float64 // what was minimised: half the squared residuals of minres and pa, F of ml
	DF         int     // ((p−k)²−p−k)/2
	ChiSquare  float64 // (n−1−(2p+5)/6−2k/3)·F of ml [LawleyMaxwell1971]; NaN otherwise
}

// NotPositiveDefiniteError refuses a correlation matrix.
type NotPositiveDefiniteError struct{ Smallest float64 }

func (e *NotPositiveDefiniteError) Error() string {
	return fmt.Sprintf("correlation matrix not positive definite (smallest eigenvalue %.4g)", e.Smallest)
}

// TooManyError refuses a number of factors that the items do not identify.
type TooManyError struct{ Factors, Items, Most int }

func (e *TooManyError) Error() string {
	return fmt.Sprintf("%d factors of %d items are not identified, at most %d are", e.Factors, e.Items, e.Most)
}

// Most is the largest number of factors that p items identify: the largest k with (p−k)² ≥ p+k.
func Most(p int) int {
	k := 0
	for (p-k-1)*(p-k-1) >= p+k+1 && k+1 < p {
		k++
	}
	return k
}

// Extract takes k factors out of a p×p correlation matrix R of n observations by method [Minres], [ML] or [PA]:
//
//   - minres is the least Σ(r_ij − Σl_ia l_ja)² over i≠j [HarmanJones1966], found as the least ½Σ_{m>k} γ_m² of the eigenvalues γ of
//     R−Ψ over the uniquenesses Ψ [Joreskog1977];
//   - ml is the least F = ln|Σ|+tr(RΣ⁻¹)−ln|R|−p with Σ = LLᵀ+Ψ, found as the least Σ_{m>k}(θ_m−ln θ_m−1) of the eigenvalues θ of
//     Ψ^−½RΨ^−½ [Joreskog1967];
//   - pa takes the first k eigenvectors of R with the communalities on its diagonal, and the communalities from them, again and
//     again from squared multiple correlations [Guttman1956], until no communality moves by more than 1e-10. Where no item is a
//     Heywood case it ends at minres.
//
// minres and ml follow Newton's method with the exact second derivatives, uniquenesses between 0.005 and 1, until a
// whole step moves none by 1e-10. Errors: [NotPositiveDefiniteError], [TooManyError], an unknown method, k < 1.
func Extract(R mat.Symmetric, n float64, k int, method string) (*Solution, error) {
	p := R.SymmetricDim()
	switch {
	case k < 1:
		return nil, fmt.Errorf("factor: %d factors", k)
	case k > Most(p):
		return nil, &TooManyError{k, p, Most(p)}
	}
	start, err := startUniqueness(R, k)
	if err != nil {
		return nil, err
	}
	var s *Solution
	switch method {
	case Minres, "":
		s = descend(&leastSquares{R}, start, k, leastUnique)
	case ML:
		s = descend(&likelihood{R}, start, k, leastUnique)
		s.ChiSquare = math.Max(0, (n-1-float64(2*p+5)/6-2*float64(k)/3)*s.Value)
	case PA:
		s = principalAxes(R, start, k)
	default:
		return nil, fmt.Errorf("factor: no extraction %q: minres, ml or pa", method)
	}
	s.DF = ((p-k)*(p-k) - p - k) / 2
	point(s.Loadings)
	return s, nil
}

// startUniqueness is (1−k/2p)/(R⁻¹)_ii [Joreskog1967].
func startUniqueness(R mat.Symmetric, k int) ([]float64, error) {
	p := R.SymmetricDim()
	var e eigen
	if !e.of(R) {
		return nil, fmt.Errorf("factor: the eigenvalues could not be computed")
	}
	var chol mat.Cholesky
	var inverse mat.SymDense
	if !(e.values[p-1] >= smallestPD) || !chol.Factorize(R) || chol.InverseTo(&inverse) != nil {
		return nil, &NotPositiveDefiniteError{e.values[p-1]}
	}
	start := make([]float64, p)
	for i := range start {
		start[i] = (1 - 0.5*float64(k)/float64(p)) / inverse.At(i, i)
	}
	return start, nil
}

// point turns columns so that they sum to 0 or more; where the sum is 0 the first of the largest loadings is positive.
func point(l *mat.Dense) {
	_, k := l.Dims()
	for a := range k {
		if negative(mat.Col(nil, a, l)) {
			turnColumn(l, a)
		}
	}
}

func negative(column []float64) bool {
	sum, size, largest := 0.0, 0.0, 0.0
	for _, x := range column {
		sum += x
		size += math.Abs(x)
		if math.Abs(x) > math.Abs(largest)*(1+1e-9) {
			largest = x
		}
	}
	if math.Abs(sum) <= 1e-9*size {
		return largest < 0
	}
	return sum < 0
}

func turnColumn(l *mat.Dense, a int) {
	p, _ := l.Dims()
	for i := range p {
		l.Set(i, a, 0-l.At(i, a))
	}
}
