package numeric

import "math"

// chiMix is ∫ g(s) f(s) ds, where f is the density of s = √(χ²_df/df): the integral behind Student's t, noncentral t and
// the studentised range. g takes values in [0, 1] and is smooth. It may fall like exp(−(slope·s)²/2), slope 0 when it
// does not; and rise like Φ(turn·(s/at−1)) around s = at, turn 0 when it depends on s by a factor alone.
//
// The trapezoidal rule in u = ln s converges geometrically, since the integrand is analytic and decays at both ends
// [Trefethen2014]. The sum starts near the integrand's peak and runs outward until terms no longer matter, so small
// tails keep their relative accuracy.
func chiMix(df, slope, turn, at float64, g func(s float64) float64) float64 {
	if math.IsInf(df, 1) {
		return g(1)
	}
	h, _ := chiStep(df, turn)
	return chiSum(df, slope, math.Log(math.Max(1, at)), h, 0, func(i int) float64 { return g(math.Exp(float64(i) * h)) })
}

// chiStep is the step of the rule, 0.12/2^halvings: few different ones, so that values of g may be kept.
func chiStep(df, turn float64) (h float64, halvings int) {
	h = 0.12
	for need := 0.5 / math.Sqrt(2*df+turn*turn); h > need; halvings++ {
		h /= 2
	}
	return h, halvings
}

// chiSum is the rule with the nodes u = i·h − offset for all whole i, at which g is g(i). Up to u = rise ≥ 0 terms may
// rise.
func chiSum(df, slope, rise, h, offset float64, g func(i int) float64) float64 {
	constant := logChiConstant(df)
	weight := func(i int) float64 {
		u := float64(i)*h - offset
		return math.Exp(constant + df*(u-math.Expm1(2*u)/2))
	}
	term := func(i int) float64 {
		w := weight(i)
		if w == 0 {
			return 0
		}
		return w * g(i)
	}
	start := int(math.Floor((offset - 0.5*math.Log1p(slope*slope/df)) / h)) // the peak, when g falls
	sum := term(start)
	peak := sum
	for i := start + 1; i < start+200000; i++ {
		t := term(i)
		sum += t
		peak = math.Max(peak, t)
		if u := float64(i)*h - offset; u > 0 && (u > rise && t <= peak*1e-19 || t == 0 && weight(i) == 0) {
			break
		}
	}
	for i := start - 1; i > start-200000; i-- {
		t := term(i)
		sum += t
		peak = math.Max(peak, t)
		if t <= peak*1e-19 {
			break
		}
	}
	return sum * h
}

// logChiConstant is the logarithm of the density of u = ln √(χ²_df/df) at u = 0: ln 2 + (df/2)ln(df/2) − df/2 − lnΓ(df/2),
// by Stirling's series where the difference would cancel.
func logChiConstant(df float64) float64 {
	a := df / 2
	if a < 20 {
		lg, _ := math.Lgamma(a)
		return math.Ln2 + a*math.Log(a) - a - lg
	}
	r := 1 / (a * a)
	tail := (1.0/12 - r*(1.0/360-r*(1.0/1260-r/1680))) / a
	return math.Ln2 + 0.5*math.Log(a/(2*math.Pi)) - tail
}

// normalUpper is the upper tail of the standard normal distribution.
func normalUpper(z float64) float64 { return 0.5 * math.Erfc(z/math.Sqrt2) }
