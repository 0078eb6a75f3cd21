package survey

import "github.com/smekit/smekit/measures/estimate"

var (
	noteOneItem = estimate.DefineNote("survey_one_item", "a one-item scale")
	noteNoScore = estimate.DefineNote("survey_no_score", "nobody answered enough of its items")
	noteInvited = estimate.DefineNote("survey_over_invited", "more respondents than people invited")
)
