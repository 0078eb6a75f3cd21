package factor

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

const (
	newtonSteps = 500
	settled     = 1e-10 // step of a uniqueness that ends the search
)

// criterion is a function of the p uniquenesses through the eigenvalues of a matrix that depends on them. It is minimised
// in coordinates of its own: the uniqueness itself, or its logarithm.
type criterion interface {
	coordinate(uniqueness float64) float64
	uniqueness(coordinate float64) float64
	// at evaluates the criterion for k factors: value, gradient (p) and second derivatives (p×p).
	at(x []float64, k int) (value float64, gradient []float64, curvature *mat.SymDense, ok bool)
	// loadings of k factors at a point, and how many of them are real.
	loadings(x []float64, k int) (l *mat.Dense, real int)
}

// leastSquares is ½Σ_{m>k} γ_m² of R−Ψ in ψ [Joreskog1977]. Eigenvalues among the first k that are not positive count
// with the rest.
type leastSquares struct{ r mat.Symmetric }

func (c *leastSquares) coordinate(u float64) float64 { return u }
func (c *leastSquares) uniqueness(x float64) float64 { return x }

func (c *leastSquares) spectrum(x []float64, k int) (e eigen, real int, ok bool) {
	ok = e.of(reduced(c.r, x))
	for ok && real < k && e.values[real] > 0 {
		real++
	}
	return e, real, ok
}

// at: with eigenvectors ω the gradient is −Σ_{m>k} γ_m ω_im², the second derivative (Σ_{m>k} ω_im ω_jm)² + 2Σ_{m>k}Σ_{n≤k}
// γ_m/(γ_m−γ_n)·ω_im ω_jm ω_in ω_jn.
func (c *leastSquares) at(x []float64, k int) (float64, []float64, *mat.SymDense, bool) {
	e, real, ok := c.spectrum(x, k)
	if !ok {
		return 0, nil, nil, false
	}
	p, value := len(x), 0.0
	gradient := make([]float64, p)
	for m := real; m < p; m++ {
		g := e.values[m]
		value += g * g / 2
		for i := range p {
			gradient[i] -= g * e.vectors[i*p+m] * e.vectors[i*p+m]
		}
	}
	one := func(float64) float64 { return 1 }
	return value, gradient, curvature(e, real, one, one, func(rest, kept float64) float64 { return 2 * rest / (rest - kept) }), true
}

func (c *leastSquares) loadings(x []float64, k int) (*mat.Dense, int) {
	e, real, ok := c.spectrum(x, k)
	l := mat.NewDense(len(x), k, nil)
	if !ok {
		return l, 0
	}
	for a := range real {
		for i := range x {
			l.Set(i, a, e.vectors[i*len(x)+a]*math.Sqrt(e.values[a]))
		}
	}
	return l, real
}

// reduced is R−Ψ: communalities on the diagonal.
func reduced(r mat.Symmetric, uniqueness []float64) *mat.SymDense {
	a := mat.NewSymDense(len(uniqueness), nil)
	a.CopySym(r)
	for i, u := range uniqueness {
		a.SetSym(i, i, a.At(i, i)-u)
	}
	return a
}

// likelihood is Σ_{m>k}(θ_m−ln θ_m−1) of Ψ^−½RΨ^−½ in ln ψ [Joreskog1967]. Eigenvalues among the first k that are not above 1
// count with the rest.
type likelihood struct{ r mat.Symmetric }

func (c *likelihood) coordinate(u float64) float64 { return math.Log(u) }
func (c *likelihood) uniqueness(x float64) float64 { return math.Exp(x) }

func (c *likelihood) spectrum(x []float64, k int) (e eigen, real int, ok bool) {
	a := mat.NewSymDense(len(x), nil)
	for i := range x {
		for j := range i + 1 {
			a.SetSym(j, i, c.r.At(j, i)*math.Exp(-(x[i]+x[j])/2))
		}
	}
	ok = e.of(a)
	for ok && real < k && e.values[real] > 1 {
		real++
	}
	return e, real, ok
}

// at: the gradient is Σ_{m>k}(1−θ_m)ω_im², the second derivative Σ_{m>k}Σ_{n>k} ½(θ_m+θ_n)·ω_im ω_jm ω_in ω_jn + Σ_{m>k}Σ_{n≤k}
// (1−θ_m)(θ_n+θ_m)/(θ_n−θ_m)·ω_im ω_jm ω_in ω_jn.
func (c *likelihood) at(x []float64, k int) (float64, []float64, *mat.SymDense, bool) {
	e, real, ok := c.spectrum(x, k)
	if !ok || !(e.values[len(x)-1] > 0) {
		return 0, nil, nil, false
	}
	p, value := len(x), 0.0
	gradient := make([]float64, p)
	for m := real; m < p; m++ {
		g := e.values[m]
		value += g - math.Log(g) - 1
		for i := range p {
			gradient[i] += (1 - g) * e.vectors[i*p+m] * e.vectors[i*p+m]
		}
	}
	return value, gradient, curvature(e, real, func(g float64) float64 { return g }, func(float64) float64 { return 1 },
		func(rest, kept float64) float64 { return (1 - rest) * (kept + rest) / (kept - rest) }), true
}

func (c *likelihood) loadings(x []float64, k int) (*mat.Dense, int) {
	e, real, ok := c.spectrum(x, k)
	l := mat.NewDense(len(x), k, nil)
	if !ok {
		return l, 0
	}
	for a := range real {
		for i := range x {
			l.Set(i, a, e.vectors[i*len(x)+a]*math.Sqrt(e.values[a]-1)*math.Exp(x[i]/2))
		}
	}
	return l, real
}

// curvature is (Σ_m a_m ω_im ω_jm)(Σ_m b_m ω_im ω_jm) + Σ_mΣ_n c_mn·ω_im ω_jm ω_in ω_jn with m over the eigenvalues from real on and
// n over those before.
func curvature(e eigen, real int, a, b func(rest float64) float64, c func(rest, kept float64) float64) *mat.SymDense {
	p := len(e.values)
	weights := make([][]float64, real+2) // by rest eigenvalue: a, b, then c of each kept one
	for w := range weights {
		weights[w] = make([]float64, p)
		for m := real; m < p; m++ {
			switch w {
			case 0:
				weights[w][m] = a(e.values[m])
			case 1:
				weights[w][m] = b(e.values[m])
			default:
				weights[w][m] = c(e.values[m], e.values[w-2])
			}
		}
	}
	h := mat.NewSymDense(p, nil)
	products := make([]float64, p)
	for i := range p {
		x := e.vectors[i*p : i*p+p]
		for j := range i + 1 {
			y := e.vectors[j*p : j*p+p]
			for m := range p {
				products[m] = x[m] * y[m]
			}
			first, second, mixed := 0.0, 0.0, 0.0
			for m := real; m < p; m++ {
				first += weights[0][m] * products[m]
				second += weights[1][m] * products[m]
			}
			for n := range real {
				s := 0.0
				for m := real; m < p; m++ {
					s += weights[n+2][m] * products[m]
				}
				mixed += s * products[n]
			}
			h.SetSym(j, i, first*second+mixed)
		}
	}
	return h
}

// descend minimises a criterion over uniquenesses between least and 1: Newton steps on those that are not held at a
// bound, with the diagonal raised while a step does not lower the criterion (or, where rounding hides that, its slope).
func descend(c criterion, start []float64, k int, least float64) *Solution {
	p := len(start)
	low, high := c.coordinate(least), c.coordinate(1)
	x := make([]float64, p)
	for i, u := range start {
		x[i] = c.coordinate(math.Min(1, math.Max(least, u)))
	}
	s := &Solution{ChiSquare: math.NaN(), Uniqueness: make([]float64, p)}
	value, gradient, h, ok := c.at(x, k)
	raise, next := 0.0, make([]float64, p)
	try := func() (largest float64, fine bool) { // a step into next, and the most it moves a uniqueness
		step, fine := newtonStep(x, gradient, h, low, high, raise)
		for i := range step {
			next[i] = math.Min(high, math.Max(low, x[i]+step[i]))
			largest = math.Max(largest, math.Abs(c.uniqueness(next[i])-c.uniqueness(x[i])))
		}
		return largest, fine
	}
	for ok && s.Iterations < newtonSteps {
		s.Iterations++
		damping := raise
		raise = 0
		largest, fine := try()
		if s.Converged = fine && largest < settled; s.Converged {
			copy(x, next)
			break
		}
		raise = damping
		moved := false
		for range 60 {
			if _, fine := try(); fine {
				v, g, hh, fine := c.at(next, k)
				if fine && (v < value-1e-12*math.Max(1, value) || v <= value+1e-9*math.Max(1, value) && pull(next, g, low, high) < 0.9*pull(x, gradient, low, high)) {
					x, next = next, x
					value, gradient, h, moved = v, g, hh, true
					break
				}
			}
			raise = math.Max(4*raise, 1e-6)
		}
		if !moved {
			break
		}
		if raise /= 16; raise < 1e-9 {
			raise = 0
		}
	}
	for i := range x {
		s.Uniqueness[i] = c.uniqueness(x[i])
		if s.Uniqueness[i] <= least*(1+1e-9) {
			s.Heywood = append(s.Heywood, i)
		}
	}
	s.Value = value
	s.Loadings, s.Real = c.loadings(x, k)
	return s
}

// held says whether a coordinate is at a bound that the gradient points out of.
func held(x, gradient, low, high float64) bool {
	return x <= low && gradient > 0 || x >= high && gradient < 0
}

// pull is the largest slope along a coordinate that may move.
func pull(x, gradient []float64, low, high float64) float64 {
	largest := 0.0
	for i, g := range gradient {
		if !held(x[i], g, low, high) {
			largest = math.Max(largest, math.Abs(g))
		}
	}
	return largest
}

// newtonStep solves (H+raise·I)·step = −gradient over the coordinates that no bound holds. ok is false when the matrix is not positive definite.
func newtonStep(x, gradient []float64, h *mat.SymDense, low, high, raise float64) (step []float64, ok bool) {
	step = make([]float64, len(x))
	var free []int
	for i := range x {
		if !held(x[i], gradient[i], low, high) {
			free = append(free, i)
		}
	}
	if len(free) == 0 {
		return step, true
	}
	a, b := mat.NewSymDense(len(free), nil), mat.NewVecDense(len(free), nil)
	for r, i := range free {
		for q, j := range free[:r+1] {
			a.SetSym(q, r, h.At(j, i))
		}
		a.SetSym(r, r, h.At(i, i)+raise)
		b.SetVec(r, -gradient[i])
	}
	var chol mat.Cholesky
	if !chol.Factorize(a) || chol.Cond() > 1e14 {
		return step, false
	}
	var solution mat.VecDense
	if chol.SolveVecTo(&solution, b) != nil {
		return step, false
	}
	for r, i := range free {
		step[i] = solution.AtVec(r)
	}
	return step, true
}
