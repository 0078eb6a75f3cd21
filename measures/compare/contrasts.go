package compare

import (
	"math"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
)

// twoGroups gives the measures of exactly two levels, i minus j.
func (s *numberStudy) twoGroups(i, j int) {
	a, b := s.samples[i], s.samples[j]
	names := []string{"mean_difference", "welch_t", "student_t", "mann_whitney_u", "cohen_d", "hedges_g", "cliff_delta", "median_difference"}
	of := s.contrast(i, j)
	start := func(k int) estimate.Estimate {
		e := s.new(names[k], of, a.N+b.N)
		if len(s.tested) < len(s.levels) {
			e.Notes = s.leftOut()
		}
		return e
	}
	if a.N < 2 || b.N < 2 {
		for k := range names {
			s.add(start(k).Because(estimate.NoteFewGroups.Says(2)))
		}
		return
	}
	g := Grid{}
	if s.exact {
		g = s.grid.pick(i, j)
	}
	flat := a.Var == 0 && b.Var == 0
	equal := flat && a.Mean == b.Mean
	why := noteNoWithin.Says()
	if equal {
		why = estimate.NoteConstant.Says()
	}

	s.add(s.meanDifference(start(0), i, j, why))
	welch := start(1)
	welch.Method = s.method("Welch, Satterthwaite df")
	if flat {
		s.add(welch.Because(why))
	} else {
		s.add(s.test(welch, WelchT(a, b)))
	}
	s.add(s.student(start(2), i, j, flat, why))
	s.add(s.mannWhitney(start(3), g, float64(a.N), float64(b.N), equal))

	d, gg := start(4), start(5)
	d.Method, gg.Method = s.method("pooled SD"), s.method("pooled SD, exact gamma correction")
	if flat {
		d, gg = d.Because(why), gg.Because(why)
	} else {
		low, high := 0.0, 0.0
		d.Value, low, high = CohenD(a, b, s.Conf)
		_, df := pooled(a, b)
		factor := HedgesJ(df)
		gg.Value = d.Value * factor
		if s.clustered() {
			d = s.resampled(d, keyCohen, true)
			gg = s.resampled(gg, keyCohen, true)
			gg.Low, gg.High = d.Low*factor, d.High*factor
		} else {
			d.Low, d.High, gg.Low, gg.High = low, high, low*factor, high*factor
			d.Method, gg.Method = joined([]string{d.Method, "noncentral t CI"}), joined([]string{gg.Method, "noncentral t CI"})
		}
	}
	s.add(d, gg)
	s.add(s.cliffDelta(start(6), g, equal))

	shift := start(7)
	shift.Method = s.rankMethod("Hodges-Lehmann, median of all differences")
	if !s.exact {
		s.add(shift.Because(s.noExact))
		return
	}
	shift.Value = HodgesLehmann(g)
	s.add(s.resampled(shift, keyShift, false))
}

func (s *numberStudy) student(e estimate.Estimate, i, j int, flat bool, why estimate.Note) estimate.Estimate {
	if !s.clustered() {
		e.Method = s.method("pooled variance")
		if flat {
			return e.Because(why)
		}
		return s.test(e, StudentT(s.samples[i], s.samples[j]))
	}
	e.Method = s.rankMethod("OLS contrast, CR1 standard error, clusters-1 df")
	if flat {
		return e.Because(why)
	}
	t, clusters := ClusteredT(s.parts[i], s.parts[j])
	if math.IsNaN(t.Statistic) {
		return e.Because(noteNoSE.Says())
	}
	e.Value, e.Statistic, e.DF1, e.P = t.Statistic, t.Statistic, t.DF1, t.P
	if clusters < leastClusters {
		e.P = estimate.None
		return e.With(estimate.NoteFewClusters.Says(clusters))
	}
	return e
}

func (s *numberStudy) mannWhitney(e estimate.Estimate, g Grid, n1, n2 float64, equal bool) estimate.Estimate {
	switch {
	case equal:
		return e.Because(estimate.NoteConstant.Says())
	case !s.exact:
		return e.Because(s.noExact)
	case s.weighted():
		e.Method = "weighted pairs, scaled to n1*n2"
		e.Value = (cliff(g.Counts[0], g.Counts[1]) + 1) / 2 * n1 * n2
		e.Statistic = e.Value
		return e.With(noteWeighted.Says())
	}
	t, exact := MannWhitneyU(g)
	e.Method = "normal, tie and continuity correction"
	if exact {
		e.Method = "exact"
	}
	return s.test(e, t)
}

func (s *numberStudy) cliffDelta(e estimate.Estimate, g Grid, equal bool) estimate.Estimate {
	e.Method = s.rankMethod("2U/(n1*n2)-1")
	if !s.exact {
		return e.Because(s.noExact)
	}
	var low, high float64
	e.Value, low, high = CliffDelta(g, s.Conf)
	if s.clustered() || s.weighted() {
		return s.resampled(e, keyDelta, s.clustered())
	}
	e.Low, e.High = low, high
	e.Method = joined([]string{e.Method, "Cliff 1993 asymmetric CI"})
	return e
}

// postHoc gives the contrasts of every pair of the tested levels.
func (s *numberStudy) postHoc() {
	k := len(s.tested)
	distribution := numeric.NewStudentisedRange(float64(k))
	for x := range k {
		for y := x + 1; y < k; y++ {
			i, j := s.tested[x], s.tested[y]
			a, b := s.samples[i], s.samples[j]
			e := s.new("games_howell", s.contrast(i, j), a.N+b.N)
			e.Method = s.method("Welch standard error and df, p and CI of the studentised range")
			c := gamesHowell(a, b, distribution, s.Conf)
			if math.IsNaN(c.Statistic) {
				s.add(e.Because(noteNoWithin.Says()))
				continue
			}
			e = s.test(e, c.Test)
			e.Value, e.SE = c.Difference, c.SE
			if !s.clustered() {
				e.Low, e.High = c.Low, c.High
			} else {
				e.SE = estimate.None
			}
			s.add(e)
		}
	}
	s.dunn()
}

func (s *numberStudy) dunn() {
	var es []estimate.Estimate
	var raw []float64
	var r ranks
	if s.exact {
		r = rankGroups(s.grid.pick(s.tested...).Counts)
	}
	for x := range s.tested {
		for y := x + 1; y < len(s.tested); y++ {
			i, j := s.tested[x], s.tested[y]
			e := s.new("dunn", s.contrast(i, j), s.samples[i].N+s.samples[j].N)
			e.Method = joined([]string{"mean ranks, tie correction", s.adjustName()})
			c := DunnContrast{P: math.NaN()}
			switch {
			case s.weighted():
				e = e.Because(noteWeightedNone.Says())
			case !s.exact:
				e = e.Because(s.noExact)
			default:
				c = r.dunn(x, y)
				if math.IsNaN(c.Z) {
					e = e.Because(estimate.NoteConstant.Says())
					break
				}
				e = s.test(e, Test{Statistic: c.Z, DF1: math.NaN(), DF2: math.NaN(), P: c.P})
				e.Value, e.SE = c.Difference, c.SE
				if s.clustered() {
					e.SE = estimate.None
				}
			}
			es, raw = append(es, e), append(raw, e.P)
		}
	}
	s.add(s.adjusted(es, raw)...)
}

func (t *table) adjustName() string {
	if t.Adjust == numeric.Raw {
		return "p not adjusted"
	}
	return "p adjusted: " + t.Adjust
}

// adjusted replaces the p of a family of contrasts by the adjusted one and keeps the raw p as a note.
func (t *table) adjusted(es []estimate.Estimate, raw []float64) []estimate.Estimate {
	p, err := numeric.Adjust(raw, t.Adjust)
	if err != nil || t.Adjust == numeric.Raw || len(es) < 2 {
		return es
	}
	for i := range es {
		if estimate.Has(p[i]) {
			es[i].P = p[i]
			es[i] = es[i].With(noteAdjusted.Says(raw[i]))
		}
	}
	return es
}
