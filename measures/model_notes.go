package measures

import "github.com/smekit/smekit/measures/estimate"

// Notes of the models of a study's survey.
var (
	noteModelPeople    = estimate.DefineNote("model_refused_people", "refused: {0} people, fewer than 100; see item analysis and correlations")
	noteModelItems     = estimate.DefineNote("model_refused_items", "refused: {0} people for {1} items, fewer than 5 for each; see item analysis and correlations")
	noteModelFree      = estimate.DefineNote("model_refused_parameters", "refused: {0} people are not more than the {1} free parameters; see item analysis and correlations")
	noteModelNoFactor  = estimate.DefineNote("model_no_factor", "no dimension has 3 items that everybody is asked: no measurement model; see item analysis")
	noteModelWords     = estimate.DefineNote("model_names", "the framework's names make no model: {0}")
	noteModelThin      = estimate.DefineNote("model_few_items", "no factor, fewer than 3 items: {0}")
	noteModelIndex     = estimate.DefineNote("model_index", "no factor but an index, its items being of different things: {0}")
	noteModelSides     = estimate.DefineNote("model_side_items", "items not asked of everybody are left out, as no data say how those of two sides go together: {0}")
	noteModelLatest    = estimate.DefineNote("model_latest", "{0} people answered more than once: their latest answers count")
	noteModelClusters  = estimate.DefineNote("model_independent", "people of one department are taken as independent: standard errors are rather too small")
	noteModelWeights   = estimate.DefineNote("model_unweighted", "weights of responses are not used")
	noteModelFIML      = estimate.DefineNote("model_fiml", "what people left out is taken as missing at random: everybody who answered some item counts")
	noteModelListwise  = estimate.DefineNote("model_listwise", "{0} different patterns of missing answers, more than {1}: complete rows alone")
	noteModelStage     = estimate.DefineNote("model_stage", "{0} by itself; of dimensions of different groups see htmt")
	notePathPeople     = estimate.DefineNote("model_path_people", "refused: {0} people with all scores, fewer than 100; see the path table of coder-marked links")
	notePathDepts      = estimate.DefineNote("model_path_departments", "refused: {0} departments, fewer than 10; see the path table of coder-marked links")
	notePathStages     = estimate.DefineNote("model_path_stages", "no path model: the framework has {0} observed groups at its top, not the three of situation, mechanism and effect")
	notePathNoScore    = estimate.DefineNote("model_path_no_score", "no path model: nobody has a survey score of {0}")
	notePathSituation  = estimate.DefineNote("model_path_situation", "{0}: equal mean of its observed dimensions, made for this model alone, as contextual dimensions have no composite")
	noteLevelRefused   = estimate.DefineNote("model_level_refused", "refused: {0} departments, fewer than 10; see the ANOVA ICC of its dimensions")
	noteModelDifferent = estimate.DefineNote("model_different_groups", "of different groups of the framework: no model holds both")
)
