package compare

import "github.com/smekit/smekit/measures/estimate"

// Notes of this family.
var (
	noteLeftOut      = estimate.DefineNote("compare_left_out", "groups of fewer than 2 values left out of the tests: {0}")
	noteSmallGroup   = estimate.DefineNote("compare_small_group", "fewer than 2 values: left out of the tests")
	noteNoWithin     = estimate.DefineNote("compare_no_within", "no variation within groups")
	noteNoWithinOne  = estimate.DefineNote("compare_no_within_one", "no variation within {0}")
	noteClustered    = estimate.DefineNote("compare_clustered", "rows are clustered and this test takes them as independent: no p")
	noteClusteredCI  = estimate.DefineNote("compare_clustered_ci", "rows are clustered: interval only with a bootstrap of clusters")
	noteWeighted     = estimate.DefineNote("compare_weighted", "weighted: ranks have no p")
	noteWeightedNone = estimate.DefineNote("compare_weighted_none", "not defined with weights")
	noteNoCluster    = estimate.DefineNote("compare_no_cluster", "{0} rows without {1} left out")
	noteNoSE         = estimate.DefineNote("compare_no_cluster_variation", "no variation between clusters")
	noteUseFisher    = estimate.DefineNote("compare_use_fisher", "expected counts below 5 in {0} of {1} cells: use fisher")
	noteOddsRatio    = estimate.DefineNote("compare_odds_ratio_2x2", "an odds ratio exists for 2×2 tables alone; p is exact")
	noteInfinite     = estimate.DefineNote("compare_odds_ratio_infinite", "the odds ratio is infinite: a cell is empty; p is exact")
	noteFisherLarge  = estimate.DefineNote("compare_fisher_large", "table too large for the exact test: see chi2")
	notePairs        = estimate.DefineNote("compare_pairs_excluded", "{0} pairs lacking a value excluded")
	notePairTwice    = estimate.DefineNote("compare_pairs_repeated", "{0} ids with several rows in one level excluded")
	noteZeros        = estimate.DefineNote("compare_zeros_dropped", "{0} zero differences dropped")
	noteAdjusted     = estimate.DefineNote("compare_raw_p", "raw p {0}")
)
