package numeric

import (
	"math"
	"slices"
)

// BCa are the bias-corrected and accelerated limits of bootstrap replicates [Efron1987] at the confidence level conf.
//
// The bias z₀ is the normal quantile of the share of replicates below the estimate (ties count half); the acceleration
// is Σd³/(6·(Σd²)^1.5), d being the mean of the jackknife values minus each of them (the statistic without one unit at a
// time). The limits are quantiles of type 7 [HyndmanFan1996] at Φ(z₀+(z₀+z)/(1−a(z₀+z))), z = Φ⁻¹((1∓conf)/2).
//
// failed counts the replicates that are not finite; when more than a tenth failed, when all replicates lie on one side of
// the estimate, or when a jackknife value is not finite, the limits are NaN.
func BCa(replicates []float64, estimate float64, jackknife []float64, conf float64) (low, high float64, failed int) {
	good := make([]float64, 0, len(replicates))
	below := 0.0
	for _, x := range replicates {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			continue
		}
		good = append(good, x)
		switch {
		case x < estimate:
			below++
		case x == estimate:
			below += 0.5
		}
	}
	low, high, failed = math.NaN(), math.NaN(), len(replicates)-len(good)
	share := below / float64(len(good))
	if failed*10 > len(replicates) || !(conf > 0 && conf < 1) || !(share > 0 && share < 1) {
		return low, high, failed
	}
	a := acceleration(jackknife)
	z0 := NormalQuantile(share)
	slices.Sort(good)
	at := func(p float64) float64 {
		z := z0 + NormalQuantile(p)
		if !(1-a*z > 0) {
			return math.NaN()
		}
		return Quantile7(good, 0.5*math.Erfc(-(z0+z/(1-a*z))/math.Sqrt2))
	}
	low, high = at((1-conf)/2), at((1+conf)/2)
	if math.IsNaN(low) || math.IsNaN(high) {
		return math.NaN(), math.NaN(), failed
	}
	return low, high, failed
}

// acceleration is a sixth of the skewness of the jackknife's influence values; 0 when they do not vary, NaN when one is
// not finite.
func acceleration(jackknife []float64) float64 {
	mean := 0.0
	for i, x := range jackknife {
		mean += (x - mean) / float64(i+1)
	}
	var second, third float64
	for _, x := range jackknife {
		d := mean - x
		second += d * d
		third += d * d * d
	}
	switch {
	case math.IsNaN(second) || math.IsInf(second, 0):
		return math.NaN()
	case !(second > 1e-26*mean*mean*float64(len(jackknife))):
		return 0
	}
	return third / (6 * math.Pow(second, 1.5))
}
