package aggregate

import (
	"math"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

// slightSkew are the variances of the slight-skew null by the number of scale points [LeBretonSenter2008, table 2].
var slightSkew = map[float64]float64{5: 1.34, 6: 1.85, 7: 2.90, 8: 3.47, 9: 5.66, 10: 6.30, 11: 7.31}

// agreement adds group_n, rwg_j, rwg_j_skewed of each group, and rwg_j of their mean and median.
func (t *table) agreement(res *estimate.Result) {
	points := t.points()
	uniform, skewed := (points*points-1)/12, slightSkew[points]
	var values []float64
	people := 0
	for i := range t.groups {
		g := &t.groups[i]
		of, n := t.o.Group+"="+g.Key[0], int(g.Any)
		size := t.estimate("group_n", of, "rows with any answer", n)
		size.Value = float64(n)
		rwg, rwgSkewed := t.estimate("rwg_j", of, "uniform null", n), t.estimate("rwg_j_skewed", of, "slight-skew null, LeBreton & Senter 2008", n)
		variance, used := t.meanVariance(g)
		switch {
		case n == 1:
			rwg, rwgSkewed = rwg.Because(noteOneMember.Says()), rwgSkewed.Because(noteOneMember.Says())
		case used == 0:
			few := estimate.NoteTooFew.Says(min(n, 1), 2)
			rwg, rwgSkewed = rwg.Because(few), rwgSkewed.Because(few)
		case math.IsNaN(points):
			rwg, rwgSkewed = rwg.Because(noteNoScale.Says()), rwgSkewed.Because(noteNoScale.Says())
		default:
			rwg = rwgJ(rwg, used, variance/uniform)
			if skewed > 0 {
				rwgSkewed = rwgJ(rwgSkewed, used, variance/skewed)
			} else {
				rwgSkewed = rwgSkewed.Because(noteNoSkewNull.Says(points))
			}
			values = append(values, rwg.Value)
			people += n
		}
		res.Add(size, rwg, rwgSkewed)
	}
	for _, of := range []string{"mean", "median"} {
		e := t.estimate("rwg_j", of, "uniform null, "+of+" over groups", len(values))
		e.People = people
		switch {
		case len(values) > 0 && of == "mean":
			e.Value = average(values)
		case len(values) > 0:
			e.Value = numeric.Quantile7(slices.Sorted(slices.Values(values)), .5)
		case math.IsNaN(points):
			e = e.Because(noteNoScale.Says())
		default:
			e = e.Because(noteNoGroups.Says())
		}
		res.Add(e)
	}
}

// rwgJ is J(1−r)/(J(1−r)+r) with r the mean item variance over the null's [JamesDemareeWolf1984]; above the null it would
// leave 0..1 and is 0 by convention, with a note.
func rwgJ(e estimate.Estimate, items int, ratio float64) estimate.Estimate {
	if ratio > 1 {
		e.Value = 0
		return e.With(noteAboveNull.Says())
	}
	a := float64(items) * (1 - ratio)
	e.Value = a / (a + ratio)
	return e
}

// meanVariance is the mean of the item variances (divisor n−1) over the items with 2 or more answers in the group.
func (t *table) meanVariance(g *moments.Group) (mean float64, items int) {
	for _, v := range g.Vars[:t.j] {
		if v.N >= 2 {
			mean += v.Var()
			items++
		}
	}
	return mean / float64(items), items
}

func average(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v
	}
	return s / float64(len(x))
}
