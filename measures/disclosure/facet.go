package disclosure

import "github.com/smekit/smekit/measures/estimate"

// facet is a denominator, for which the margins are solved: a unit may have people and no score, or interviews that were
// asked and none with a score, so that it protects one figure of another unit and not the next.
type facet uint8

const (
	counted  facet = 1 << iota // people
	averaged                   // scores
	agreed                     // answers
	asked                      // interviews: presence and salience
	rated                      // Q and V
	spoken                     // share
	timed                      // rate
	every    facet = 1<<iota - 1
)

// facets that a subject has.
func (s subject) facets() []facet {
	if s.source == "interview" {
		return []facet{asked, rated, spoken, timed}
	}
	return []facet{counted, averaged, agreed}
}

// facetOf gives the facet of a score's rows. The composites of interviews are no sums over people: nothing but their
// children gives them away.
var facetOf = map[string]facet{"interview_prevalence": asked, "interview_salience": asked, "interview_q": rated, "interview_v": rated,
	"interview_share": spoken, "interview_rate": timed}

// figureOf is the facet that a row of the survey gives, beside the people.
func figureOf(e *estimate.Estimate) facet {
	switch {
	case headMeasures[e.Measure]:
		return 0
	case e.Measure == "percent_agree":
		return agreed
	}
	return averaged
}

// void reports whether a unit has nothing that margins could be solved for at the moment.
func (t *tables) void(j int) bool {
	u := t.units[j]
	return u.zero || t.facet != 0 && u.facets&t.facet == 0
}
