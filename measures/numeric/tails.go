package numeric

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// StudentTwoSided is P(|T|≥|t|) of Student's t, accurate in the far tail. NaN for df≤0 or a NaN.
func StudentTwoSided(t, df float64) float64 {
	switch {
	case math.IsNaN(t) || !(df > 0) || math.IsInf(df, 0):
		return math.NaN()
	case math.IsInf(t, 0):
		return 0
	}
	return incompleteBeta(df/2, 0.5, df/(df+t*t), t*t/(df+t*t))
}

// StudentQuantile is the value that Student's t stays below with probability p. NaN for p outside 0..1 or df≤0.
func StudentQuantile(p, df float64) float64 {
	if !(p >= 0 && p <= 1) || !(df > 0) {
		return math.NaN()
	}
	return distuv.StudentsT{Sigma: 1, Nu: df}.Quantile(p)
}

// ChiSquaredUpper is P(X≥x) of the central χ², accurate in the far tail; 1 for x≤0. NaN for df≤0 or a NaN.
func ChiSquaredUpper(x, df float64) float64 {
	if math.IsNaN(x) || !(df > 0) {
		return math.NaN()
	}
	return mathext.GammaIncRegComp(df/2, math.Max(0, x)/2)
}

// NormalTwoSided is P(|Z|≥|z|) of the standard normal, accurate in the far tail.
func NormalTwoSided(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }

// FUpper is P(F≥f) of the central F, accurate in the far tail. NaN for degrees of freedom ≤0 or a NaN.
func FUpper(f, df1, df2 float64) float64 {
	switch {
	case math.IsNaN(f) || !(df1 > 0) || !(df2 > 0):
		return math.NaN()
	case f <= 0:
		return 1
	case math.IsInf(f, 0):
		return 0
	}
	return incompleteBeta(df2/2, df1/2, df2/(df2+df1*f), df1*f/(df2+df1*f))
}

// fLower is P(F≤f) of the central F.
func fLower(f, df1, df2 float64) float64 {
	return incompleteBeta(df1/2, df2/2, df1*f/(df1*f+df2), df2/(df1*f+df2))
}

// FQuantile is the value that the central F stays below with probability p, found as the zero of the tail
// probability. NaN for p outside 0..1 or degrees of freedom ≤0.
func FQuantile(p, df1, df2 float64) float64 {
	switch {
	case !(p >= 0 && p <= 1) || !(df1 > 0) || !(df2 > 0):
		return math.NaN()
	case p == 0:
		return 0
	case p == 1:
		return math.Inf(1)
	}
	excess := func(logF float64) float64 {
		if p < 0.5 {
			return fLower(math.Exp(logF), df1, df2) - p
		}
		return 1 - p - FUpper(math.Exp(logF), df1, df2)
	}
	low, high := -1.0, 1.0
	for excess(low) > 0 && low > -700 {
		low *= 2
	}
	for excess(high) < 0 && high < 700 {
		high *= 2
	}
	return math.Exp(root(excess, low, high, 1e-15))
}

// NormalQuantile is the value that the standard normal stays below with probability p. NaN for p outside 0..1.
func NormalQuantile(p float64) float64 {
	if !(p >= 0 && p <= 1) {
		return math.NaN()
	}
	return distuv.UnitNormal.Quantile(p)
}
