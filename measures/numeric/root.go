package numeric

import "math"

// root finds a zero of f between a and b, where f(a) and f(b) differ in sign, until the bracket is narrower than tol
// (absolute up to 1, relative above): inverse quadratic interpolation where the function allows, else bisection
// [Chandrupatla1997]. f may be infinite at an end. NaN when the signs agree.
func root(f func(float64) float64, a, b, tol float64) float64 {
	fa, fb := f(a), f(b)
	switch {
	case fa == 0:
		return a
	case fb == 0:
		return b
	case math.IsNaN(fa) || math.IsNaN(fb) || (fa > 0) == (fb > 0):
		return math.NaN()
	}
	t := 0.5
	for range 500 {
		x := a + t*(b-a)
		fx := f(x)
		if math.IsNaN(fx) {
			return fx
		}
		c, fc := b, fb
		if (fx > 0) == (fa > 0) {
			c, fc = a, fa
		} else {
			b, fb = a, fa
		}
		a, fa = x, fx
		best := a
		if math.Abs(fb) < math.Abs(fa) {
			best = b
		}
		limit := 0.5 * tol * math.Max(1, math.Abs(best)) / math.Abs(b-a)
		if limit > 0.5 || fx == 0 {
			return best
		}
		xi, phi := (a-b)/(c-b), (fa-fb)/(fc-fb)
		t = 0.5
		if phi*phi < xi && (1-phi)*(1-phi) < 1-xi {
			t = fa/(fb-fa)*fc/(fb-fc) + (c-a)/(b-a)*fa/(fc-fa)*fb/(fc-fb)
		}
		if !(t > limit) {
			t = limit
		}
		if t > 1-limit {
			t = 1 - limit
		}
	}
	return a
}
