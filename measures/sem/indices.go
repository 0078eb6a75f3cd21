package sem

import (
	"math"

	"github.com/smekit/smekit/measures/numeric"
)

// Indices are a model's indices of fit; NaN where not defined.
type Indices struct {
	P                                  float64 // of χ²
	CFI, TLI, RMSEA, RMSEALow, RMSEAHi float64
	SRMR, AIC, BIC                     float64
	ScaledP                            float64
	CFIScaled, TLIScaled, RMSEAScaled  float64
	RMSEAScaledLow, RMSEAScaledHi      float64
	CFIRobust, TLIRobust, RMSEARobust  float64
	RMSEARobustLow, RMSEARobustHi      float64
	conventions                        bool // CFI and RMSEA of no degrees of freedom
}

// Indices computes the indices of fit. With χ², df of the model and χ²_b, df_b of the baseline, G groups and n rows
// (n − G for WLSMV):
//
//	CFI = 1 − max(χ²−df, 0)/max(χ²−df, χ²_b−df_b, 0)
//	TLI = (χ²_b/df_b − χ²/df)/(χ²_b/df_b − 1)
//	RMSEA = √(G·max(0, χ²/(n df) − 1/n)), limits from those of the noncentrality λ: √(G·λ/(n df))
//
// scaled versions use the scaled tests; robust ones rescale [BrosseauLiard2012]:
//
//	CFI_r = 1 − max(χ²−c df, 0)/max(χ²−c df, χ²_b−c_b df_b, 0)
//	RMSEA_r = √(G·max(0, χ²/(n df) − c/n)), limits λ of χ²/c: √(G·c·λ/(n df))
//
// and with missing values rest on the discrepancy from the saturated estimates as if complete, see [ZhangSavalei2022].
//
// conf is the level of the RMSEA's limits. AIC = −2ll + 2p, BIC = −2ll + p ln n.
func (f *Fit) Indices(conf float64) Indices {
	nan := math.NaN()
	x := Indices{P: nan, CFI: nan, TLI: nan, RMSEA: nan, RMSEALow: nan, RMSEAHi: nan, SRMR: nan, AIC: nan, BIC: nan, ScaledP: nan,
		CFIScaled: nan, TLIScaled: nan, RMSEAScaled: nan, RMSEAScaledLow: nan, RMSEAScaledHi: nan, CFIRobust: nan, TLIRobust: nan,
		RMSEARobust: nan, RMSEARobustLow: nan, RMSEARobustHi: nan}
	if !f.Converged || math.IsNaN(f.Chi2) {
		return x
	}
	n, groups := float64(f.N), float64(len(f.Model.Groups))
	if f.Estimator == WLSMV {
		n -= groups
	}
	df, baseDF := float64(f.DF), float64(f.Baseline.DF)
	x.SRMR = f.srmr()
	if !math.IsNaN(f.Loglik) {
		x.AIC = -2*f.Loglik + 2*float64(f.Model.Free)
		x.BIC = -2*f.Loglik + float64(f.Model.Free)*math.Log(float64(f.N))
	}
	if f.DF < 0 {
		return x
	}
	if f.DF == 0 {
		x.CFI, x.TLI, x.RMSEA, x.conventions = 1, 1, 0, true
		return x
	}
	x.P = numeric.ChiSquaredUpper(f.Chi2, df)
	x.CFI, x.TLI = incremental(f.Chi2, df, f.Baseline.Chi2, baseDF, 1, 1)
	x.RMSEA, x.RMSEALow, x.RMSEAHi = rmsea(f.Chi2, df, n, groups, 1, conf)
	if f.Missing == FIML {
		if c := f.complete; c != nil {
			x.CFIRobust, x.TLIRobust = incremental(c.chi2, df, c.baseChi2, baseDF, c.c, c.baseC)
			x.RMSEARobust, x.RMSEARobustLow, x.RMSEARobustHi = rmsea(c.chi2, df, n, groups, c.c, conf)
		}
	}
	s := f.Scaled
	if s == nil || math.IsNaN(s.Chi2) {
		return x
	}
	x.ScaledP = numeric.ChiSquaredUpper(s.Chi2, df)
	x.CFIScaled, x.TLIScaled = incremental(s.Chi2, df, s.BaseChi2, baseDF, 1, 1)
	x.RMSEAScaled, x.RMSEAScaledLow, x.RMSEAScaledHi = rmsea(s.Chi2, df, n, groups, 1, conf)
	if !s.ShiftedChi2 && f.Missing != FIML {
		x.CFIRobust, x.TLIRobust = incremental(f.Chi2, df, f.Baseline.Chi2, baseDF, s.C, s.BaseC)
		x.RMSEARobust, x.RMSEARobustLow, x.RMSEARobustHi = rmsea(f.Chi2, df, n, groups, s.C, conf)
	}
	return x
}

// incremental are CFI and TLI with the scaling factors c of the model and cb of the baseline.
func incremental(chi2, df, base, baseDF, c, cb float64) (cfi, tli float64) {
	model, null := math.Max(0, chi2-c*df), base-cb*baseDF
	worst := math.Max(model, math.Max(0, null))
	cfi = 1
	if worst > 0 {
		cfi = 1 - model/worst
	}
	tli = math.NaN()
	if baseDF > 0 && null != 0 {
		tli = 1 - (chi2-c*df)/null*baseDF/df
	}
	return cfi, tli
}

func rmsea(chi2, df, n, groups, c, conf float64) (x, low, high float64) {
	x = math.Sqrt(groups * math.Max(0, chi2/(n*df)-c/n))
	l, h := numeric.NoncentralChi2Limits(chi2/c, df, conf)
	return x, math.Sqrt(groups * c * l / (n * df)), math.Sqrt(groups * c * h / (n * df))
}

// srmr is the standardised root mean square residual after Bentler: residuals of the covariances over the sample's
// standard deviations, with those of the means where they are modelled; over groups weighted by rows. Ordered variables:
// residual correlations.
func (f *Fit) srmr() float64 {
	if f.ordinal != nil {
		return f.ordinal.srmr(f)
	}
	total := 0.0
	for g, s := range f.samples {
		geo := f.geo[g]
		sum, k := 0.0, 0.0
		for i := range geo.p {
			for j := range i + 1 {
				r := (s.cov.At(i, j) - geo.sigma.At(i, j)) / math.Sqrt(s.cov.At(i, i)*s.cov.At(j, j))
				sum += r * r
				k++
			}
			if f.Model.Means {
				r := (s.mean[i] - geo.mu[i]) / math.Sqrt(s.cov.At(i, i))
				sum += r * r
				k++
			}
		}
		total += s.n / f.total() * math.Sqrt(sum/k)
	}
	return total
}

func (f *Fit) total() float64 {
	n := 0.0
	for _, s := range f.samples {
		n += s.n
	}
	return n
}
