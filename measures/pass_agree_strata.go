package measures

import (
	"fmt"
	"slices"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
)

// strataPlaces tells where units stand.
type strataPlaces struct {
	levels  levels
	cases   []string
	of      map[string]estimate.Key // interview → case and role
	periods map[[2]string]string    // unit → period
}

func newStrataPlaces(study *coding.Study, layers *pass.Layers) strataPlaces {
	p := strataPlaces{of: map[string]estimate.Key{}, periods: map[[2]string]string{}}
	if study.Framework == nil {
		p.levels = levels{periods: studyPeriods(study, layers), roles: study.Options.Order["role"]}
	} else {
		p.levels = newLevels(study, layers)
	}
	for i := range study.Cases {
		p.cases = append(p.cases, study.Cases[i].ID)
	}
	for i := range study.Interviews {
		iv := &study.Interviews[i]
		at := p.levels.place(iv.Case, "", iv.Role)
		p.of[iv.ID] = estimate.Key{Case: at.Case, Role: at.Role}
		if at.Role != "" {
			p.levels.roles = include(p.levels.roles, at.Role)
		}
		if at.Case != "" {
			p.cases = include(p.cases, at.Case)
		}
	}
	layers.Segments(func(interview, segment, period string) {
		if period != "" {
			p.periods[[2]string{interview, segment}] = period
		}
	})
	return p
}

func (p *strataPlaces) period(interview, segment string) string {
	return p.periods[[2]string{interview, segment}]
}

// warnOfPeriods counts the units that stand in no stratum of periods, where these were asked for.
func (a *agreer) warnOfPeriods(passName string, units *ballots) {
	if !slices.Contains(a.options.Strata, "period") {
		return
	}
	without := units.only(func(u ballotUnit) bool { return u.period == "" }).total()
	if without > 0 {
		a.result.Warn(noteWithoutPeriod.Says(without, passName, units.total()))
	}
}

// stratum is a part of the units: of a case, of a role or of a period.
type stratum struct {
	key       estimate.Key
	interview func(id string) bool
	unit      func(ballotUnit) bool
}

// strata lists the levels of the attributes asked for.
func (p *strataPlaces) strata(asked []string) ([]stratum, error) {
	var out []stratum
	for _, by := range asked {
		switch by {
		case "case":
			for _, id := range p.cases {
				out = append(out, p.ofInterviews(estimate.Key{Case: id}))
			}
		case "role":
			for _, level := range p.levels.roles {
				if s := p.ofInterviews(estimate.Key{Role: level}); p.any(s) {
					out = append(out, s)
				}
			}
		case "period":
			used := map[string]bool{}
			for _, period := range p.periods {
				used[period] = true
			}
			for _, period := range p.levels.periods {
				if used[period] {
					out = append(out, stratum{key: estimate.Key{Period: period}, unit: func(u ballotUnit) bool { return u.period == period }})
				}
			}
		default:
			return nil, fmt.Errorf("agreement: no stratum is named %q (case, role, period)", by)
		}
	}
	return out, nil
}

func (p *strataPlaces) ofInterviews(k estimate.Key) stratum {
	in := func(id string) bool {
		at, ok := p.of[id]
		return ok && (k.Case == "" || at.Case == k.Case) && (k.Role == "" || at.Role == k.Role)
	}
	return stratum{key: k, interview: in, unit: func(u ballotUnit) bool { return in(u.interview) }}
}

// any reports whether any interview stands in a stratum.
func (p *strataPlaces) any(s stratum) bool {
	for id := range p.of {
		if s.interview(id) {
			return true
		}
	}
	return false
}
