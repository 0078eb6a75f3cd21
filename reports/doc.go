// Package reports builds documents from a released ledger: which tables, figures and sentences make up a profile, in
// which order, with which notes. [Build] is the door; a profile is one line of the registry.
//
// Numbers come from released estimates, whose ids travel with them; evidence counts and quotations come from the
// records, quotations through the masker. Nothing of a framework is known here: dimensions, roles, sides, periods,
// cases, hazards and coupling sets are read from the study, and a table that a study gives nothing for is left out with
// a line that says why. Sentences stand in the message catalogue (review.*, passreport.*) in both languages.
//
// The profile review is a review of the people studied, and names neither them nor the coders; the profile pass is for the team
// after a coding pass, and names the coders as the coding sheets do.
package reports
