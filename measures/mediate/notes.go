package mediate

import "github.com/smekit/smekit/measures/estimate"

// Notes of this family.
var (
	noteAssociation  = estimate.DefineNote("mediate_association", "association, order assumed")
	noteBinary       = estimate.DefineNote("mediate_binary", "{0} has two values: its equation is linear all the same, a linear probability model")
	noteFewDraws     = estimate.DefineNote("mediate_few_draws", "{0} replicates are too few for an interval to rely on: 1,000 or more are usual")
	noteSameSource   = estimate.DefineNote("mediate_same_source", "if {0} come from the same person at the same time, shared method variance and a reversed order may make the indirect effect as well")
	noteFewRows      = estimate.DefineNote("mediate_few_rows", "{0} complete rows, fewer than 100: the indirect effect is unstable")
	noteFewClusters  = estimate.DefineNote("mediate_few_clusters", "{0} clusters, fewer than 10: standard errors are too small, no p and no intervals")
	noteConstant     = estimate.DefineNote("mediate_constant", "constant in the complete rows: {0}")
	noteCollinear    = estimate.DefineNote("mediate_collinear", "collinear: {0} follows from the other columns of its equation")
	notePerfect      = estimate.DefineNote("mediate_perfect", "the equation fits perfectly: no standard error")
	noteNoBootstrap  = estimate.DefineNote("mediate_no_bootstrap", "bootstrap for an interval")
	noteNoCluster    = estimate.DefineNote("mediate_no_cluster", "{0} rows without {1} left out")
	noteOpposite     = estimate.DefineNote("mediate_opposite", "the indirect and the total effect differ in sign: no proportion")
	noteSmallTotal   = estimate.DefineNote("mediate_small_total", "the total effect is smaller than its standard error: no proportion")
	noteSobel        = estimate.DefineNote("mediate_sobel", "an aside: takes the product as normal; prefer the bootstrap interval")
	noteSobelZero    = estimate.DefineNote("mediate_sobel_zero", "both paths are 0")
	noteConditional  = estimate.DefineNote("mediate_conditional", "differs with {0}: see indirect_conditional")
	noteAtMean       = estimate.DefineNote("mediate_at_mean", "at the mean of {0}")
	noteAt           = estimate.DefineNote("mediate_at", "{0} = {1}")
	noteOutside      = estimate.DefineNote("mediate_outside", "no row has so low or so high a value")
	noteTwoValues    = estimate.DefineNote("mediate_two_values", "{0} has two values: see indirect_conditional at each")
	noteNotLinear    = estimate.DefineNote("mediate_not_linear", "both stages are moderated, the indirect effect is not linear in {0}: compare indirect_conditional")
	noteNoLimits     = estimate.DefineNote("mediate_no_limits", "the replicates allow no interval")
	noteNoClusterVar = estimate.DefineNote("mediate_no_cluster_variation", "no variation between clusters: no standard error")
)
