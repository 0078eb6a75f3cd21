package multilevel

import (
	"errors"
	"math"
)

// Group is a group's number of values and their mean.
type Group struct {
	N    int
	Mean float64
}

// Components are the variance components of y_gi = μ + u_g + e_gi.
type Components struct {
	Between  float64 // τ², the variance of u
	Within   float64 // σ², the variance of e
	Mean     float64 // μ
	Singular bool    // τ² is at its bound 0
}

// ICC is τ²/(τ²+σ²).
func (c Components) ICC() float64 { return c.Between / (c.Between + c.Within) }

// Errors of [OneWay].
var (
	ErrFewGroups = errors.New("fewer than 2 groups")
	ErrNoWithin  = errors.New("no variation within groups")
)

// OneWay estimates the components by REML. Groups without values are ignored; within is the sum of squares
// Σ_g Σ_i (y_gi−ȳ_g)².
//
// With θ = τ²/σ², w_g = n_g/(1+θn_g), μ = Σw_gȳ_g/Σw_g and Q = within + Σw_g(ȳ_g−μ)², the profiled criterion
//
//	(N−1)·ln Q + Σ ln(1+θn_g) + ln Σw_g, σ² = Q/(N−1)
//
// is minimised over θ ≥ 0 [PattersonThompson1971]. Fewer than 2 groups, or no variation within any group: an error.
func OneWay(groups []Group, within float64) (Components, error) {
	var used []Group
	n := 0
	for _, g := range groups {
		if g.N > 0 {
			used = append(used, g)
			n += g.N
		}
	}
	switch {
	case len(used) < 2:
		return Components{}, ErrFewGroups
	case !(within > 0) || n <= len(used):
		return Components{}, ErrNoWithin
	}
	p := profile{groups: used, n: n, within: within}
	theta := p.minimum()
	q := p.at(theta)
	s2 := q.q / float64(n-1)
	return Components{Between: theta * s2, Within: s2, Mean: q.mean, Singular: theta == 0}, nil
}

type profile struct {
	groups []Group
	n      int
	within float64
}

// point is the profile at one θ.
type point struct{ mean, q, value, slope float64 }

func (p profile) at(theta float64) point {
	var w, w2, wy, logs float64
	for _, g := range p.groups {
		n := float64(g.N)
		wg := n / (1 + theta*n)
		w, w2, wy = w+wg, w2+wg*wg, wy+wg*(g.Mean-p.groups[0].Mean)
		logs += math.Log1p(theta * n)
	}
	var r point
	r.mean = p.groups[0].Mean + wy/w
	r.q = p.within
	falling := 0.0 // −dQ/dθ
	for _, g := range p.groups {
		n := float64(g.N)
		wg := n / (1 + theta*n)
		d := g.Mean - r.mean
		r.q += wg * d * d
		falling += wg * wg * d * d
	}
	r.value = float64(p.n-1)*math.Log(r.q) + logs + math.Log(w)
	r.slope = -float64(p.n-1)*falling/r.q + w - w2/w
	return r
}

// minimum looks for the lowest point on a grid of intraclass correlations ρ = θ/(1+θ) and then for the zero of the slope
// beside it, by bisection.
func (p profile) minimum() float64 {
	const steps = 200
	rho := func(i int) float64 { return 1 - math.Pow(1-float64(i)/(steps+1), 3) } // denser towards 1
	theta := func(r float64) float64 { return r / (1 - r) }
	best, value := 0, math.Inf(1)
	for i := range steps + 1 {
		if v := p.at(theta(rho(i))).value; v < value {
			best, value = i, v
		}
	}
	if best == 0 && p.at(0).slope >= 0 {
		return 0
	}
	low, high := rho(max(0, best-1)), rho(best+1)
	if best == steps {
		high = 1 - 1e-15
	}
	for range 200 {
		mid := low + (high-low)/2
		if mid <= low || mid >= high {
			break
		}
		if p.at(theta(mid)).slope < 0 {
			low = mid
		} else {
			high = mid
		}
	}
	return theta(low + (high-low)/2)
}
