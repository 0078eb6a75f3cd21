package multilevel

import "github.com/smekit/smekit/measures/estimate"

// Notes of this family.
var (
	noteWald         = estimate.DefineNote("multilevel_wald", "p by z, without degrees of freedom: too small when groups are few")
	noteFewGroups    = estimate.DefineNote("multilevel_few_groups", "{0} groups, fewer than 10: variances between groups and p are unreliable, see the ICC of aggregate")
	noteReml         = estimate.DefineNote("multilevel_reml", "REML: not comparable between models with different fixed parts")
	noteSingular     = estimate.DefineNote("multilevel_singular", "singular: the variance between groups is at its bound 0")
	noteSingularPair = estimate.DefineNote("multilevel_singular_slope", "singular: a variance between groups is 0 or the correlation of intercept and slope is 1 or −1")
	noteAtZero       = estimate.DefineNote("multilevel_at_zero", "at {0} = 0")
	noteReference    = estimate.DefineNote("multilevel_reference", "against {0}")
	noteConstant     = estimate.DefineNote("multilevel_constant", "constant in the complete rows: {0}")
	noteCollinear    = estimate.DefineNote("multilevel_collinear", "collinear: {0} follows from the terms before it")
	noteManyEffects  = estimate.DefineNote("multilevel_many_effects", "{0} random effects need more than {1} rows")
	noteNoResidual   = estimate.DefineNote("multilevel_no_residual", "no variation within groups beside the model")
	noteNotConverged = estimate.DefineNote("multilevel_not_converged", "not converged after {0} iterations: rescale the columns or drop the random slope")
	noteNoGroup      = estimate.DefineNote("multilevel_no_group", "{0} rows without {1} left out")
	noteSlopeOnly    = estimate.DefineNote("multilevel_slope_not_fixed", "{0} has a random slope and no fixed effect: its mean effect is taken as 0")
	noteFlatSlope    = estimate.DefineNote("multilevel_flat_slope", "{0} does not vary within any group: no random slope")
	noteNoCorrelated = estimate.DefineNote("multilevel_no_correlation", "a variance is 0: no correlation")
)
