package interview

import "github.com/smekit/smekit/measures/estimate"

var (
	noteFew      = estimate.DefineNote("interviews_few", "{0} interviews with a score, fewer than {1}")
	noteUnrated  = estimate.DefineNote("interviews_unrated", "no interview with a rated segment")
	noteNoLength = estimate.DefineNote("interviews_no_length", "no interview asked has a known length")
	noteNoText   = estimate.DefineNote("interviews_no_segment", "no interview asked has a segment")
)
