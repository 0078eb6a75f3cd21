package agreement

import "github.com/smekit/smekit/measures/estimate"

// wording says what a table's cells are: codes, or judgements of whether a code applies.
type wording struct {
	percent, pair, prevalence string
	fewUnits, fewCommon       estimate.Code
	alike                     estimate.Code
}

var (
	codesGiven = wording{percent: "mean share of agreeing pairs of codes over units with 2 or more", pair: "share of equal codes among units both coded",
		prevalence: "share of all codes given", fewUnits: noteFewUnits, fewCommon: noteFewCommon, alike: noteNoVariation}
	judgements = wording{percent: "mean share of agreeing pairs of judgements over units with 2 or more", pair: "share of equal judgements",
		prevalence: "share of the judgements (unit x coder)", fewUnits: noteFewReviewed, fewCommon: noteFewBoth, alike: noteJudgedAlike}
)

// words are those that fit the options.
func (o *Options) words() *wording {
	if o.Presence != "" {
		return &judgements
	}
	return &codesGiven
}

// certain puts the note of a table without variation into these words; others stay.
func (w *wording) certain(n estimate.Note) estimate.Note {
	if n.Code == noteNoVariation {
		return w.alike.Says()
	}
	return n
}
