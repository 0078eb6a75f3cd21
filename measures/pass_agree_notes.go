package measures

import "github.com/smekit/smekit/measures/estimate"

// Notes of a pass's agreement. Their Chinese stands in the catalogue of coding/locale under the same codes.
var (
	noteOneCoder      = estimate.DefineNote("pass_few_coders", "coders compared in this pass: {0}, fewer than 2")
	noteNoOverlap     = estimate.DefineNote("pass_no_overlap", "no unit was reviewed by two coders: see coverage")
	noteNoText        = estimate.DefineNote("pass_no_text", "no text was reviewed by two coders, or its place is not known: see coverage")
	noteNobodyCoded   = estimate.DefineNote("pass_nobody_coded", "nobody gave a code in this pass: there is nothing to agree on")
	noteNothingCoded  = estimate.DefineNote("pass_nothing_coded", "none of the units that two coders reviewed was given a code ({0})")
	noteNotRated      = estimate.DefineNote("pass_not_rated", "no code was given and rated by two coders on the same unit")
	noteNoRepeat      = estimate.DefineNote("pass_no_repeat", "no unit was reviewed in both passes")
	noteTwoPeople     = estimate.DefineNote("pass_consensus_of_two", "no unit with a ruling or three people or more: what two people agree on without a ruling is what each of them gave")
	noteNoPeople      = estimate.DefineNote("pass_no_consensus", "no unit reviewed by the program has a ruling or two people or more")
	noteOwnVote       = estimate.DefineNote("pass_own_vote", "the coder's own vote is part of the consensus")
	noteProgramOut    = estimate.DefineNote("pass_program_out", "coder {0} of pass {1} is a program and is left out of the agreement of people")
	noteUnlocated     = estimate.DefineNote("pass_unlocated", "pass {1}: units without a known place in a text, which count as units, not as characters or stretches: {0}")
	noteEndToEnd      = estimate.DefineNote("pass_end_to_end", "pass {1}: interviews whose units have no known place in a transcript, and are laid end to end: {0}")
	noteFree          = estimate.DefineNote("pass_marked_freely", "pass {0}: {1} of {2} coders mark freely ({3}): whole transcripts count as reviewed; of other coders, the units they have a row for")
	noteAllFree       = estimate.DefineNote("pass_all_marked_freely", "pass {0}: all {1} coders mark freely: whole transcripts count as reviewed")
	noteTwins         = estimate.DefineNote("pass_stretches_as_units", "marked freely: of {1} distinct stretches, {0} have no twin with the same ends and count as disagreements; overlapping stretches with other ends are different units, and none is left empty by all, so that these coefficients come out low: see chars (pass agree --base chars) and spans")
	noteOwnTwins      = estimate.DefineNote("pass_own_stretches", "marked freely: stretches count whose ends are the same in both layers; those with other ends have no common judgement here: see chars and spans")
	noteUnits         = estimate.DefineNote("pass_marked_units", "pass {0}: all {1} coders go through units: the texts of the units they have a row for count as reviewed")
	noteWithoutPeriod = estimate.DefineNote("pass_without_period", "pass {1}: units without a period, which are in no stratum of periods: {0} of {2}")
)
