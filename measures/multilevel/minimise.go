package multilevel

import (
	"math"
	"slices"
)

// maxSteps is the number of Newton steps after which a search is given up.
const maxSteps = 200

// search is the outcome of a search for the lowest deviance.
type search struct {
	at        triangle
	point     fitted
	steps     int
	converged bool
	singular  bool // at, or beside, the boundary
}

// minimise looks for the lowest deviance from a grid of starts, and on the boundary: variance 0, or with a slope a
// covariance matrix of rank 1 or 0.
func (c *criterion) minimise() search {
	ratio := func(icc float64) float64 { return math.Sqrt(icc / (1 - icc)) }
	levels := []float64{0.003, 0.03, 0.15, 0.4, 0.7, 0.93, 0.995}
	var inner, edge []triangle // starts inside and on the boundary
	for _, a := range levels {
		if !c.slopes {
			inner = append(inner, triangle{l11: ratio(a)})
			continue
		}
		for _, b := range levels {
			for _, r := range []float64{-0.6, 0, 0.6} {
				inner = append(inner, triangle{ratio(a), r * ratio(b), math.Sqrt(1-r*r) * ratio(b)})
			}
			edge = append(edge, triangle{ratio(a), ratio(b), 0}, triangle{ratio(a), -ratio(b), 0})
		}
		edge = append(edge, triangle{ratio(a), 0, 0}, triangle{0, ratio(a), 0})
	}
	if c.slopes {
		inner = c.best(inner, 3)
		edge = c.best(edge, 3)
	} else {
		inner = c.best(inner, 2)
	}
	free := []int{0}
	if c.slopes {
		free = []int{0, 1, 2}
	}
	result := c.nothing()
	for _, s := range edge {
		if found := c.newton(s, []int{0, 1}); found.converged && found.point.value < result.point.value-1e-9 {
			found.singular = true
			result = found
		}
	}
	var failed *search
	for _, s := range inner {
		found := c.newton(s, free)
		if !found.converged {
			failed = &found
			continue
		}
		if found.point.value < result.point.value-1e-9 {
			found.singular = c.nearSingular(found.at)
			result = found
		}
	}
	// A search that was given up below everything that converged leaves the minimum unknown.
	if failed != nil && failed.point.value < result.point.value-1e-6 {
		return *failed
	}
	return result
}

// nothing is Λ = 0: a regression without groups.
func (c *criterion) nothing() search {
	s := search{singular: true}
	pt, ok := c.at(triangle{})
	if !ok {
		pt.value = math.Inf(1)
	}
	s.point, s.converged = pt, ok
	return s
}

func (c *criterion) nearSingular(t triangle) bool {
	if !c.slopes {
		return math.Abs(t.l11) < 1e-4
	}
	return math.Abs(t.l11) < 1e-4 || math.Abs(t.l22) < 1e-4*math.Max(1, math.Hypot(t.l21, t.l22))
}

// best keeps the starts with the lowest deviance.
func (c *criterion) best(starts []triangle, keep int) []triangle {
	type valued struct {
		triangle
		value float64
	}
	var all []valued
	for _, s := range starts {
		if pt, ok := c.at(s); ok {
			all = append(all, valued{s, pt.value})
		}
	}
	slices.SortStableFunc(all, func(a, b valued) int {
		switch {
		case a.value < b.value:
			return -1
		case a.value > b.value:
			return 1
		}
		return 0
	})
	var out []triangle
	for _, v := range all[:min(keep, len(all))] {
		out = append(out, v.triangle)
	}
	return out
}

func (t triangle) vector() [3]float64 { return [3]float64{t.l11, t.l21, t.l22} }

func triangleOf(x [3]float64) triangle { return triangle{x[0], x[1], x[2]} }

// newton minimises over the free entries of Λ: the Hessian comes from central differences of the gradient, is made
// positive definite where it is not, and steps are halved until the deviance falls. It has converged when the Newton
// decrement, the fall of the deviance that a quadratic would still allow, is below 1e-13.
func (c *criterion) newton(start triangle, free []int) search {
	k := len(free)
	x := start.vector()
	pt, ok := c.at(start)
	if !ok {
		return search{at: start, point: fitted{value: math.Inf(1)}}
	}
	s := search{at: start, point: pt}
	for s.steps = 1; s.steps <= maxSteps; s.steps++ {
		hessian := make([]float64, k*k)
		for i, f := range free {
			h := 1e-5 * (math.Abs(x[f]) + 1e-2)
			up, down := x, x
			up[f] += h
			down[f] -= h
			pu, ok1 := c.at(triangleOf(up))
			pd, ok2 := c.at(triangleOf(down))
			if !ok1 || !ok2 {
				return s
			}
			for j, g := range free {
				hessian[i*k+j] = (pu.gradient[g] - pd.gradient[g]) / (up[f] - down[f])
			}
		}
		gradient := make([]float64, k)
		for i, f := range free {
			gradient[i] = s.point.gradient[f]
			for j := range i {
				v := (hessian[i*k+j] + hessian[j*k+i]) / 2
				hessian[i*k+j], hessian[j*k+i] = v, v
			}
		}
		step, definite := descent(hessian, gradient)
		decrement := -dot(step, gradient)
		if definite && decrement < 1e-13 {
			s.converged = true
		}
		moved := false
		for half := 1.0; half > 1e-12; half /= 2 {
			next := x
			for i, f := range free {
				next[f] += half * step[i]
			}
			pn, ok := c.at(triangleOf(next))
			if !ok {
				continue
			}
			if pn.value <= s.point.value-1e-4*half*decrement || definite && decrement < 1e-9 && half == 1 {
				x, s.point, moved = next, pn, true
				break
			}
		}
		s.at = triangleOf(x)
		if s.converged || !moved {
			return s
		}
	}
	return s
}

// descent solves H·step = −gradient, with a multiple of the identity added to H until it is positive definite; definite
// is false when that was needed.
func descent(h, gradient []float64) (step []float64, definite bool) {
	k := len(gradient)
	scale := 0.0
	for i := range k {
		scale = math.Max(scale, math.Abs(h[i*k+i]))
	}
	if scale == 0 {
		scale = 1
	}
	for add := 0.0; ; add = math.Max(2*add, 1e-3*scale) {
		root := append([]float64(nil), h...)
		ok := true
		for i := range k {
			root[i*k+i] += add
		}
		for i := 0; i < k && ok; i++ {
			for j := 0; j <= i; j++ {
				v := root[i*k+j]
				for m := range j {
					v -= root[i*k+m] * root[j*k+m]
				}
				if i > j {
					root[i*k+j] = v / root[j*k+j]
				} else if ok = v > 1e-10*scale; ok {
					root[i*k+i] = math.Sqrt(v)
				}
			}
		}
		if !ok && add < 1e6*scale {
			continue
		}
		step = make([]float64, k)
		for i := range k {
			v := -gradient[i]
			for m := range i {
				v -= root[i*k+m] * step[m]
			}
			step[i] = v / root[i*k+i]
		}
		for i := k - 1; i >= 0; i-- {
			v := step[i]
			for m := i + 1; m < k; m++ {
				v -= root[m*k+i] * step[m]
			}
			step[i] = v / root[i*k+i]
		}
		return step, add == 0
	}
}
