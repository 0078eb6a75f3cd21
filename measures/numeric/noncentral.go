package numeric

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// NoncentralTCDF is P(T ≤ t) of the noncentral t distribution with df degrees of freedom and noncentrality delta:
// T = (Z+delta)/s, s = √(χ²_df/df). df>0, else NaN. P = ∫ f(s) Φ(t·s − delta) ds.
func NoncentralTCDF(t, df, delta float64) float64 {
	if math.IsNaN(t) || math.IsNaN(delta) || !(df > 0) {
		return math.NaN()
	}
	at := 0.0
	if t > 0 && delta > 0 {
		at = delta / t
	}
	return math.Min(1, chiMix(df, math.Max(0, -t), math.Abs(delta), at, func(s float64) float64 { return normalUpper(delta - t*s) }))
}

// NoncentralTUpper is P(T > t), accurate relative to its size.
func NoncentralTUpper(t, df, delta float64) float64 { return NoncentralTCDF(-t, df, -delta) }

// NoncentralTLimits are the confidence limits of the noncentrality of an observed t: the delta for which t lies at the
// upper and at the lower (1−conf)/2 tail [Steiger2004]. NaN when t is not finite, df≤0 or conf is not within (0, 1).
//
// Cohen's d of two groups has the limits delta·√(1/n1+1/n2).
func NoncentralTLimits(t, df, conf float64) (low, high float64) {
	if math.IsNaN(t) || math.IsInf(t, 0) || !(df > 0) || !(conf > 0 && conf < 1) {
		return math.NaN(), math.NaN()
	}
	tail := (1 - conf) / 2
	z := -NormalQuantile(tail)
	// On the probit scale the tail probability is nearly a straight line in delta.
	solve := func(sign float64) float64 { // the delta ≥ t's own at which P(sign·T ≤ sign·t) = tail, for sign·T
		f := func(delta float64) float64 { return NormalQuantile(NoncentralTCDF(sign*t, df, delta)) + z }
		spread := math.Sqrt(1 + t*t/(2*df))
		a, b := sign*t-spread, sign*t+z*spread
		for step := spread; !(f(a) > 0); step *= 2 {
			if a -= step; step > 1e9*spread {
				return math.NaN()
			}
		}
		for step := spread; !(f(b) < 0); step *= 2 {
			if b += step; step > 1e9*spread {
				return math.NaN()
			}
		}
		return root(f, a, b, 1e-11)
	}
	return -solve(-1), solve(1)
}

// NoncentralChi2CDF is P(X ≤ x) of the noncentral χ² distribution with df degrees of freedom and noncentrality lambda,
// a Poisson mixture of central ones. df>0, lambda≥0, else NaN.
func NoncentralChi2CDF(x, df, lambda float64) float64 {
	low, _ := noncentralChi2(x, df, lambda)
	return low
}

// NoncentralChi2Upper is P(X > x), accurate relative to its size.
func NoncentralChi2Upper(x, df, lambda float64) float64 {
	_, up := noncentralChi2(x, df, lambda)
	return up
}

func noncentralChi2(x, df, lambda float64) (low, up float64) {
	switch {
	case math.IsNaN(x) || !(df > 0) || !(lambda >= 0) || math.IsInf(lambda, 1):
		return math.NaN(), math.NaN()
	case x <= 0:
		return 0, 1
	case math.IsInf(x, 1):
		return 1, 0
	}
	a, y := df/2, x/2
	return poissonMix(lambda/2, mixture{
		low:  func(j float64) float64 { return mathext.GammaIncReg(a+j, y) },
		up:   func(j float64) float64 { return mathext.GammaIncRegComp(a+j, y) },
		step: func(j float64) float64 { return math.Exp((a+j)*math.Log(y) - y - lgamma(a+j+1)) },
		next: func(j float64) float64 { return y / (a + j + 1) },
	})
}

// NoncentralFCDF is P(F ≤ f) of the noncentral F distribution with df1 and df2 degrees of freedom and noncentrality
// lambda of the numerator's χ². Degrees of freedom >0, lambda≥0, else NaN.
func NoncentralFCDF(f, df1, df2, lambda float64) float64 {
	low, _ := noncentralF(f, df1, df2, lambda)
	return low
}

// NoncentralFUpper is P(F > f), accurate relative to its size.
func NoncentralFUpper(f, df1, df2, lambda float64) float64 {
	_, up := noncentralF(f, df1, df2, lambda)
	return up
}

func noncentralF(f, df1, df2, lambda float64) (low, up float64) {
	switch {
	case math.IsNaN(f) || !(df1 > 0) || !(df2 > 0) || !(lambda >= 0) || math.IsInf(lambda, 1):
		return math.NaN(), math.NaN()
	case f <= 0:
		return 0, 1
	case math.IsInf(f, 1):
		return 1, 0
	}
	a, b := df1/2, df2/2
	x, y := df1*f/(df1*f+df2), df2/(df1*f+df2)
	return poissonMix(lambda/2, mixture{
		low: func(j float64) float64 { return mathext.RegIncBeta(a+j, b, x) },
		up:  func(j float64) float64 { return mathext.RegIncBeta(b, a+j, y) },
		step: func(j float64) float64 {
			return math.Exp((a+j)*math.Log(x) + b*math.Log(y) + lgamma(a+j+b) - lgamma(a+j+1) - lgamma(b))
		},
		next: func(j float64) float64 { return x * (a + j + b) / (a + j + 1) },
	})
}

// mixture describes distributions j = 0, 1, … whose lower tails fall with j: low(j+1) = low(j) − step(j), and
// step(j+1) = step(j)·next(j).
type mixture struct {
	low, up, step, next func(j float64) float64
}

// farthest is the largest mean of a Poisson mixture that is summed up: its terms grow with the root of it.
const farthest = 1e9

// poissonMix is the Poisson(mean) mixture of the tails. Each tail is summed in the direction in which its recurrence
// adds: the lower from the last term down, the upper from the first term up. NaN for a mean above 1e9.
func poissonMix(mean float64, m mixture) (low, up float64) {
	if mean > farthest {
		return math.NaN(), math.NaN()
	}
	reach := 9.5*math.Sqrt(mean) + 40
	first := math.Max(0, math.Floor(mean-reach))
	last := math.Ceil(mean + reach)
	logMean := math.Log(mean)
	weight := func(j float64) float64 {
		if mean == 0 {
			if j == 0 {
				return 1
			}
			return 0
		}
		return math.Exp(j*logMean - mean - lgamma(j+1))
	}
	if mean == 0 {
		return m.low(0), m.up(0)
	}
	n := int(last-first) + 1
	weights, steps := make([]float64, n), make([]float64, n)
	steps[0] = m.step(first)
	mode := min(max(int(mean-first), 0), n-1)
	weights[mode] = weight(first + float64(mode))
	for i := mode; i > 0; i-- {
		weights[i-1] = weights[i] * (first + float64(i)) / mean
	}
	for i := mode; i < n-1; i++ {
		weights[i+1] = weights[i] * mean / (first + float64(i) + 1)
	}
	for i := range n - 1 {
		steps[i+1] = steps[i] * m.next(first+float64(i))
		if steps[i+1] == 0 || steps[i] == 0 {
			steps[i+1] = m.step(first + float64(i) + 1)
		}
	}
	l := m.low(last)
	for i := n - 1; ; i-- {
		low += weights[i] * l
		if i == 0 {
			break
		}
		l += steps[i-1]
	}
	u := m.up(first)
	for i := 0; ; i++ {
		up += weights[i] * u
		if i == n-1 {
			break
		}
		u += steps[i]
	}
	return math.Min(1, low), math.Min(1, up)
}

// NoncentralChi2Limits are the confidence limits of the noncentrality of an observed x: the lambda at which x lies at
// the upper and at the lower (1−conf)/2 tail, 0 where even the central distribution puts it further in. The RMSEA's
// interval rests on them.
func NoncentralChi2Limits(x, df, conf float64) (low, high float64) {
	if math.IsNaN(x) || math.IsInf(x, 0) || !(df > 0) || !(conf > 0 && conf < 1) {
		return math.NaN(), math.NaN()
	}
	scale := math.Sqrt(2*df+4*math.Max(0, x)) + 1
	return lambdaLimits(func(lambda float64) (float64, float64) { return noncentralChi2(x, df, lambda) }, x, scale, conf)
}

// NoncentralFLimits are the confidence limits of the noncentrality of an observed F [Steiger2004], as
// [NoncentralChi2Limits]. η² has the limits lambda/(lambda+N), N = df1+df2+1.
func NoncentralFLimits(f, df1, df2, conf float64) (low, high float64) {
	if math.IsNaN(f) || math.IsInf(f, 0) || !(df1 > 0) || !(df2 > 0) || !(conf > 0 && conf < 1) {
		return math.NaN(), math.NaN()
	}
	x := df1 * f
	scale := math.Sqrt(2*df1+4*math.Max(0, x)+2*x*x/df2) + 1
	return lambdaLimits(func(lambda float64) (float64, float64) { return noncentralF(f, df1, df2, lambda) }, x, scale, conf)
}

// lambdaLimits solves upper(low) = (1−conf)/2 and lower(high) = (1−conf)/2 on the probit scale, where tails are nearly
// straight in √lambda.
func lambdaLimits(tails func(lambda float64) (low, up float64), at, scale, conf float64) (low, high float64) {
	tail := (1 - conf) / 2
	z := NormalQuantile(tail)
	solve := func(pick func(l, u float64) float64, sign float64) float64 {
		f := func(root float64) float64 { return sign * (NormalQuantile(pick(tails(root*root))) - z) }
		if f(0) >= 0 {
			return 0
		}
		b := math.Sqrt(math.Max(0, at) + 2*scale)
		for i := 0; !(f(b) > 0); i++ {
			if b *= 1.5; i > 60 {
				return math.NaN()
			}
		}
		r := root(f, 0, b, 1e-11)
		return r * r
	}
	low = solve(func(_, u float64) float64 { return u }, 1)
	high = solve(func(l, _ float64) float64 { return l }, -1)
	return low, high
}

func lgamma(x float64) float64 {
	v, _ := math.Lgamma(x)
	return v
}
