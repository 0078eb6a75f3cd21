package agreement

import "github.com/smekit/smekit/measures/estimate"

// Notes of the family.
var (
	noteFewCoders    = estimate.DefineNote("agreement_few_coders", "fewer than 2 coders")
	noteFewUnits     = estimate.DefineNote("agreement_few_units", "fewer than 2 units with 2 codes ({0})")
	noteFewCommon    = estimate.DefineNote("agreement_few_common", "fewer than 2 units that both coded ({0})")
	noteOneCategory  = estimate.DefineNote("agreement_one_category", "one category observed and no code book")
	noteNoVariation  = estimate.DefineNote("agreement_no_variation", "no variation: all codes in one category")
	noteChance       = estimate.DefineNote("agreement_chance", "chance agreement is 1")
	noteUndefined    = estimate.DefineNote("agreement_ratio", "ratio differences need values of 0 or more")
	noteDegenerate   = estimate.DefineNote("agreement_degenerate", "every unit agrees alike: standard error 0, the interval says nothing about other units")
	noteOneCluster   = estimate.DefineNote("agreement_one_cluster", "one cluster: no standard error")
	noteBootMany     = estimate.DefineNote("agreement_bootstrap_failed", "more than 10 % of the replicates failed: no limits")
	noteNothingGiven = estimate.DefineNote("agreement_nothing_given", "neither coder gave a code")
	noteNoPair       = estimate.DefineNote("agreement_no_pair", "no pair of coders has a mutual agreement")
	notePairsOut     = estimate.DefineNote("agreement_pairs_left_out", "pairs without a mutual agreement, left out of its mean: {0} of {1}; coders in the others, n = {2}")
	noteFewReviewed  = estimate.DefineNote("agreement_few_reviewed", "fewer than 2 units that two coders reviewed ({0})")
	noteFewBoth      = estimate.DefineNote("agreement_few_both", "fewer than 2 units that both reviewed ({0})")
	noteJudgedAlike  = estimate.DefineNote("agreement_judged_alike", "no variation: all judgements in one category, given or not given")
	noteSetsAlike    = estimate.DefineNote("agreement_sets_alike", "no variation: all sets of codes are the same")
	noteFewRated     = estimate.DefineNote("agreement_few_rated", "fewer than 2 codings that two coders gave and rated ({0})")
	noteFewRatedBoth = estimate.DefineNote("agreement_few_rated_both", "fewer than 2 codings that both gave and rated ({0})")
	noteRatedAlike   = estimate.DefineNote("agreement_rated_alike", "no variation: all ratings are the same")

	warnCoderEmpty = estimate.DefineNote("agreement_coder_empty", "coder {0} gave no codes and is left out")
	warnSpellings  = estimate.DefineNote("agreement_spellings", "{0} differ only in case, blanks or the writing of a number: taken as {1}")
	warnRanks      = estimate.DefineNote("agreement_ranks", "the categories are not all numbers: their ranks 1 to {0} stand for them")
	warnBytes      = estimate.DefineNote("agreement_bytes", "the categories have no given order: ordered by their bytes ({0})")
	warnNoCluster  = estimate.DefineNote("agreement_no_cluster", "{0} units without a cluster are left out")
)
