package numeric

import "math"

// incompleteBeta is the regularised incomplete beta function I_x(a, b) for a, b > 0, x in 0..1 and y = 1−x, given apart
// so that neither loses digits. Where it is the smaller tail it keeps its relative precision.
//
// Lentz's continued fraction runs until it has converged, some √max(a, b) terms, and its leading factor is a binomial
// density in the form of Loader (Fast and accurate computation of binomial probabilities, 2000): with degrees of freedom in the thousands on both sides, gonum's fraction of a
// fixed 300 terms is off in the third digit.
func incompleteBeta(a, b, x, y float64) float64 {
	switch {
	case math.IsNaN(a + b + x + y):
		return math.NaN()
	case x <= 0:
		return 0
	case y <= 0:
		return 1
	case x > (a+1)/(a+b+2):
		return 1 - betaTail(b, a, y, x)
	}
	return betaTail(a, b, x, y)
}

// betaTail is I_x(a, b) by the fraction, whatever side of its mean x lies on.
func betaTail(a, b, x, y float64) float64 {
	return min(1, betaDensity(a, b, x, y)*betaFraction(a, b, x)/a)
}

// betaFraction is the continued fraction of I_x(a, b), convergent for x below about a/(a+b).
func betaFraction(a, b, x float64) float64 {
	const tiny = 1e-300
	guard := func(v float64) float64 {
		if math.Abs(v) < tiny {
			return tiny
		}
		return v
	}
	c, d := 1.0, 1/guard(1-(a+b)*x/(a+1))
	h := d
	for m := 1.0; m < 1e6; m++ {
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d, c = 1/guard(1+even*d), guard(1+even/c)
		h *= d * c
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d, c = 1/guard(1+odd*d), guard(1+odd/c)
		h *= d * c
		if math.Abs(d*c-1) < 1e-16 {
			break
		}
	}
	return h
}

// betaDensity is x^a·y^b/B(a, b).
func betaDensity(a, b, x, y float64) float64 {
	n := a + b
	log := stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n*x) - deviance(b, n*y)
	return math.Exp(log) * math.Sqrt(a*b/(2*math.Pi*n))
}

// stirlingError is ln Γ(x+1) − (x+½)ln x + x − ½ln 2π.
func stirlingError(x float64) float64 {
	if x > 16 {
		x2 := x * x
		return (1./12 - (1./360-(1./1260-(1./1680-1./1188/x2)/x2)/x2)/x2) / x
	}
	l, _ := math.Lgamma(x + 1)
	return l - (x+0.5)*math.Log(x) + x - 0.5*math.Log(2*math.Pi)
}

// deviance is x·ln(x/m)+m−x without cancellation for x near m, as Loader has it.
func deviance(x, m float64) float64 {
	d := x - m
	if math.Abs(d) >= 0.1*(x+m) {
		return x*math.Log(x/m) - d
	}
	v := d / (x + m)
	s, term := d*v, 2*x*v
	for j := 3.0; ; j += 2 {
		term *= v * v
		next := s + term/j
		if next == s {
			return s
		}
		s = next
	}
}
