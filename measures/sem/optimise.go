package sem

import (
	"context"
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
)

// objective is a discrepancy to minimise, on the scale of half a mean χ² per row.
type objective interface {
	// evaluate returns the value, the gradient and a function for the matrix of second derivatives (expected, or exact);
	// false where the objective is not defined.
	evaluate(theta []float64) (evaluation, bool)
}

type evaluation struct {
	value    float64
	gradient []float64
	hessian  func(exact bool) *mat.SymDense
}

// solution is where minimisation ended.
type solution struct {
	theta      []float64
	value      float64
	iterations int
	converged  bool
	decrement  float64 // g′H⁻¹g there, the squared distance from the minimum in standard errors, over N
}

const (
	maxSteps = 150
	// tight is the Newton decrement below which no parameter is further than some 1e-6 standard errors off.
	tight = 1e-15
)

// minimise runs Fisher scoring with a step-halving line search; near the minimum the exact second derivatives make the
// last steps quadratic. Where a step stalls it goes on with BFGS and comes back. Convergence is judged by the gradient in
// the metric of the information alone.
func minimise(ctx context.Context, o objective, start []float64) (solution, error) {
	s := solution{theta: append([]float64(nil), start...), value: math.Inf(1), decrement: math.Inf(1)}
	e, ok := o.evaluate(s.theta)
	for shrink := 0; !ok && shrink < 8; shrink++ { // walk toward smaller paths until the start is admissible
		for i := range s.theta {
			s.theta[i] = start[i] * math.Pow(0.5, float64(shrink+1))
		}
		e, ok = o.evaluate(s.theta)
	}
	if !ok {
		return s, nil
	}
	fallbacks := 0
	for s.iterations = 0; s.iterations < maxSteps; s.iterations++ {
		if err := ctx.Err(); err != nil {
			return s, err
		}
		s.value = e.value
		step, decrement, ridge := direction(e, s.decrement < 1e-3)
		s.decrement = decrement
		if decrement < tight && !ridge || ridge && flat(e) {
			s.converged = true
			return s, nil
		}
		next, found := search(o, s.theta, e, step)
		if !found {
			if decrement < 1e-10 && !ridge {
				s.converged = true // rounding is larger than the step
				return s, nil
			}
			if fallbacks++; fallbacks > 3 {
				return s, nil
			}
			theta, ok := bfgs(o, s.theta)
			if !ok {
				return s, nil
			}
			s.theta = theta
			if e, ok = o.evaluate(s.theta); !ok {
				return s, nil
			}
			continue
		}
		s.theta = next.theta
		e = next.evaluation
	}
	return s, nil
}

// flat reports whether the gradient vanishes in every single direction, on the scale of its information: the end where the
// information is singular and a model has no single minimum.
func flat(e evaluation) bool {
	h := e.hessian(false)
	for i, g := range e.gradient {
		if !(g*g <= 1e-18*math.Max(h.At(i, i), 1e-300)) {
			return false
		}
	}
	return true
}

// direction solves H step = −g; a ridge is added until H is positive definite.
func direction(e evaluation, near bool) (step []float64, decrement float64, ridge bool) {
	n := len(e.gradient)
	g := mat.NewVecDense(n, e.gradient)
	try := func(h *mat.SymDense) bool {
		var ch mat.Cholesky
		if !factorize(&ch, h, 1e-14) {
			return false
		}
		var x mat.VecDense
		if err := ch.SolveVecTo(&x, g); err != nil && !conditioned(err) {
			return false
		}
		decrement = mat.Dot(&x, g)
		if !(decrement >= 0) {
			return false
		}
		step = make([]float64, n)
		for i := range step {
			step[i] = -x.AtVec(i)
		}
		return true
	}
	if near && try(e.hessian(true)) {
		return step, decrement, false
	}
	h := e.hessian(false)
	if try(h) {
		return step, decrement, false
	}
	for lambda := 1e-6; lambda < 1e6; lambda *= 10 {
		damped := mat.NewSymDense(n, nil)
		damped.CopySym(h)
		for i := range n {
			d := damped.At(i, i)
			damped.SetSym(i, i, d+lambda*math.Max(d, 1e-12))
		}
		if try(damped) {
			return step, decrement, true
		}
	}
	step = make([]float64, n)
	for i, x := range e.gradient {
		step[i] = -x
	}
	return step, math.Inf(1), true
}

// conditioned reports whether an error only warns of a large condition number, which different units of the variables
// make and which do no harm.
func conditioned(err error) bool {
	c, ok := err.(mat.Condition)
	return ok && !math.IsInf(float64(c), 0)
}

type searched struct {
	theta []float64
	evaluation
}

// search halves the step until the objective falls enough (Armijo).
func search(o objective, theta []float64, e evaluation, step []float64) (searched, bool) {
	slope := 0.0
	for i, x := range step {
		slope += x * e.gradient[i]
	}
	for t := 1.0; t > 1e-10; t /= 2 {
		next := make([]float64, len(theta))
		for i := range theta {
			next[i] = theta[i] + t*step[i]
		}
		trial, ok := o.evaluate(next)
		if ok && trial.value <= e.value+1e-4*t*slope+1e-15*math.Abs(e.value) {
			return searched{next, trial}, true
		}
	}
	return searched{}, false
}

// bfgs is the quasi-Newton fallback; false where it finds nothing better.
func bfgs(o objective, theta []float64) ([]float64, bool) {
	first, ok := o.evaluate(theta)
	if !ok {
		return nil, false
	}
	problem := optimize.Problem{
		Func: func(x []float64) float64 {
			if e, ok := o.evaluate(x); ok {
				return e.value
			}
			return math.Inf(1)
		},
		Grad: func(grad, x []float64) {
			if e, ok := o.evaluate(x); ok {
				copy(grad, e.gradient)
				return
			}
			for i := range grad {
				grad[i] = 0
			}
		},
	}
	r, _ := optimize.Minimize(problem, theta, &optimize.Settings{MajorIterations: 200, FuncEvaluations: 2000, Concurrent: 0}, &optimize.BFGS{})
	if r == nil || !(r.F < first.value-1e-12*math.Abs(first.value)) {
		return nil, false
	}
	return r.X, true
}

// fixedLikelihood is a likelihood with its fixed values: an objective.
type fixedLikelihood struct {
	*likelihood
	fixed []float64
}

func (f fixedLikelihood) evaluate(theta []float64) (evaluation, bool) {
	pt := f.at(theta, f.fixed)
	if pt == nil {
		return evaluation{}, false
	}
	return evaluation{pt.value, pt.gradient, func(exact bool) *mat.SymDense { return f.information(pt, exact) }}, true
}
