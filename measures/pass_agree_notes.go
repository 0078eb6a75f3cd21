package measures

import "github.com/smekit/smekit/measures/estimate"

// Notes of a pass's agreement. Their Chinese stands in the catalogue of coding/locale under the same codes.
var (
	noteOneCoder   = estimate.DefineNote("pass_few_coders", "{0} coders are compared in this pass, fewer than 2")
	noteNoOverlap  = estimate.DefineNote("pass_no_overlap", "no unit was reviewed by two coders: see coverage")
	noteNoRepeat   = estimate.DefineNote("pass_no_repeat", "no unit was coded in both passes")
	noteProgramOut = estimate.DefineNote("pass_program_out", "coder {0} of pass {1} is a program and is left out of the agreement of people")
	noteUnlocated  = estimate.DefineNote("pass_unlocated", "{0} units of pass {1} have no known place in a text: they count as units, not as characters or stretches")
	noteEndToEnd   = estimate.DefineNote("pass_end_to_end", "{0} interviews of pass {1} have no transcript: their units are laid end to end")
)
