package measures

import (
	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
)

// triangulate compares the bands of interview and survey for each case and each dimension that has both sources, periods
// pooled: same band 1 (convergence), low against high −1 (dissonance), adjacent bands 0 (partial), one missing empty
// (silence), both missing no row. It is a screen: the two scores are never averaged or subtracted, since their metrics differ.
func triangulate(study *coding.Study, interviews, survey *board) []estimate.Estimate {
	var out []estimate.Estimate
	bands := study.Framework.Bands
	for i := range study.Cases {
		cell := estimate.Key{Case: study.Cases[i].ID}
		for k := range study.Framework.Dimensions {
			d := &study.Framework.Dimensions[k]
			if !d.HasSource("interview") || !d.HasSource("survey") {
				continue
			}
			v, s := interviews.find(cell, d.ID), survey.find(cell, d.ID)
			if !v.has() && !s.has() {
				continue
			}
			e := estimate.New("score", "triangulation", estimate.Key{Dim: d.ID, Case: cell.Case}.String())
			e.Method = "bands of interview Q and survey POMP; a screen"
			e.Basis.Filter = cell.String()
			e.People = fewest(s)
			if v.measure != "" {
				e.Basis.Parents = append(e.Basis.Parents, interviews.id(cell, d.ID, v.measure))
			}
			if s.measure != "" {
				e.Basis.Parents = append(e.Basis.Parents, survey.id(cell, d.ID, s.measure))
			}
			switch {
			case !v.has():
				e = e.Because(noteSilenceInterview.Says())
			case !s.has():
				e = e.Because(noteSilenceSurvey.Says())
			default:
				e = relate(e, band(v.value, bands), band(s.value, bands))
			}
			for _, one := range []struct {
				name string
				s    score
			}{{"interview", v}, {"survey", s}} {
				if cut, close := nearestCut(one.s.value, bands); one.s.has() && close {
					e = e.With(noteNearCut.Says(one.name, one.s.value, bands.Margin, cut))
				}
			}
			out = append(out, e)
		}
	}
	return out
}

func relate(e estimate.Estimate, interview, survey string) estimate.Estimate {
	switch {
	case interview == survey:
		e.Value = 1
		return e.With(noteConvergence.Says(interview))
	case interview == "mid" || survey == "mid":
		e.Value = 0
		return e.With(notePartial.Says(interview, survey))
	}
	e.Value = -1
	return e.With(noteDissonance.Says(interview, survey))
}
