package compare

import (
	"math"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
)

// IntervalNotAdjusted says in a method that the interval is not adjusted for several comparisons, though p is.
const IntervalNotAdjusted = "interval not adjusted"

// Difference is a difference of two means, first minus second, with its standard error, t interval and test.
type Difference struct {
	Value     float64
	SE        float64
	Low, High float64
	Test
}

// newDifference completes a difference from its standard error and degrees of freedom; Value alone, the rest NaN, where
// these give no interval.
func newDifference(value, se, df, conf float64) Difference {
	d := Difference{Value: value, SE: math.NaN(), Low: math.NaN(), High: math.NaN(), Test: noTest()}
	if !(se > 0) || !(df > 0) || math.IsInf(value/se, 0) {
		return d
	}
	half := numeric.StudentQuantile((1+conf)/2, df) * se
	d.SE, d.Low, d.High = se, value-half, value+half
	d.Statistic, d.DF1 = value/se, df
	d.P = numeric.StudentTwoSided(d.Statistic, df)
	return d
}

// WelchDifference is m₁−m₂ with the standard error and test of [WelchT]. No interval when neither group varies or one has
// fewer than two values.
func WelchDifference(a, b Sample, conf float64) Difference {
	t := WelchT(a, b)
	se := math.NaN()
	if !math.IsNaN(t.Statistic) {
		se = math.Sqrt(a.Var/a.Eff + b.Var/b.Eff)
	}
	return newDifference(a.Mean-b.Mean, se, t.DF1, conf)
}

// PairedDifference is the mean of differences (first minus second) with the standard error s/√n and test of [PairedT]. No
// interval for fewer than two differences or when they are all equal.
func PairedDifference(differences []float64, conf float64) Difference {
	s := NewSample("", differences)
	t := PairedT(differences)
	se := math.NaN()
	if !math.IsNaN(t.Statistic) {
		se = math.Sqrt(s.Var / float64(s.N))
	}
	return newDifference(s.Mean, se, t.DF1, conf)
}

// ClusteredDifference is m₁−m₂ with the CR1 standard error of the least-squares contrast, see [ClusteredT], which is its
// test; clusters are counted over both groups. No interval for fewer than two clusters or when no cluster deviates.
func ClusteredDifference(a, b []ClusterPart, conf float64) (d Difference, clusters int) {
	value, se, clusters := clusteredContrast(a, b)
	return newDifference(value, se, float64(clusters-1), conf), clusters
}

// clusteredMean is the mean of clustered differences with the CR1 standard error of a mean.
func clusteredMean(parts []ClusterPart, conf float64) (d Difference, clusters int) {
	se, clusters := clusteredSE(parts)
	_, mean := weigh(parts)
	if !(se > 1e-13*math.Abs(mean)) {
		se = math.NaN()
	}
	return newDifference(mean, se, float64(clusters-1), conf), clusters
}

// meanDifference gives the difference of the means of two levels, i minus j.
func (s *numberStudy) meanDifference(e estimate.Estimate, i, j int, why estimate.Note) estimate.Estimate {
	if s.clustered() {
		e.Method = s.rankMethod(clusteredDifferenceMethod)
		_, se, clusters := clusteredContrast(s.parts[i], s.parts[j])
		d := newDifference(s.samples[i].Mean-s.samples[j].Mean, se, float64(clusters-1), s.Conf) // of the means as they are given
		return d.into(e, clusters, noteNoSE.Says())
	}
	e.Method = s.method("Welch standard error and df, t interval")
	return WelchDifference(s.samples[i], s.samples[j], s.Conf).into(e, leastClusters, why)
}

// meanDifference gives the mean of the differences of pairs.
func (p *pairTable) meanDifference(e estimate.Estimate, ids []int, d []float64) estimate.Estimate {
	if p.Cluster != "" {
		e.Method = clusteredDifferenceMethod
		m, clusters := clusteredMean(p.clusterParts(ids, d), p.Conf)
		return m.into(e, clusters, noteNoSE.Says())
	}
	e.Method = "mean of the differences, t interval with n-1 df"
	return PairedDifference(d, p.Conf).into(e, leastClusters, estimate.NoteConstant.Says())
}

const clusteredDifferenceMethod = "CR1 standard error, t interval with clusters-1 df"

// into puts a difference into an estimate: with few clusters, or for some reason without an interval, the number alone.
func (d Difference) into(e estimate.Estimate, clusters int, why estimate.Note) estimate.Estimate {
	e.Value = d.Value
	switch {
	case clusters < leastClusters:
		return e.With(estimate.NoteFewClusters.Says(clusters))
	case math.IsNaN(d.SE):
		return e.With(why)
	}
	e.SE, e.Low, e.High, e.Statistic, e.DF1, e.P = d.SE, d.Low, d.High, d.Statistic, d.DF1, d.P
	return e
}
