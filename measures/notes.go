package measures

import "github.com/smekit/smekit/measures/estimate"

// Notes of a study's scores. Their Chinese stands in the catalogue of coding/locale under the same codes.
var (
	noteFewChildren = estimate.DefineNote("score_few_children", "{0} of {1} dimensions scored, fewer than half")
	noteNoScoreOf   = estimate.DefineNote("score_missing", "no score of {0}")

	noteBenchmark   = estimate.DefineNote("score_benchmark", "benchmark {0} on 0-100 (source: {1}; date: {2}; n: {3})")
	noteScale       = estimate.DefineNote("score_benchmark_scale", "the benchmark's scale {0} is not understood: expected pomp or low-high")
	noteNoBenchmark = estimate.DefineNote("score_benchmark_value", "the benchmark has no value")

	noteConvergence      = estimate.DefineNote("score_convergence", "convergence: both {0}")
	notePartial          = estimate.DefineNote("score_partial", "partial: interviews {0}, survey {1}")
	noteDissonance       = estimate.DefineNote("score_dissonance", "dissonance: interviews {0}, survey {1}")
	noteSilenceInterview = estimate.DefineNote("score_silence_interview", "silence: no interview score")
	noteSilenceSurvey    = estimate.DefineNote("score_silence_survey", "silence: no survey score")
	noteNearCut          = estimate.DefineNote("score_near_cut", "borderline: {0} score {1} is within {2} of the cut {3}")

	noteTriggered           = estimate.DefineNote("score_hazard_triggered", "triggered")
	noteTriggeredBorderline = estimate.DefineNote("score_hazard_triggered_borderline", "triggered, borderline")
	noteNot                 = estimate.DefineNote("score_hazard_not", "not")
	noteNotBorderline       = estimate.DefineNote("score_hazard_not_borderline", "not, borderline")
	noteCannotJudge         = estimate.DefineNote("score_hazard_cannot_judge", "cannot judge")
	noteCuts                = estimate.DefineNote("score_hazard_cuts", "cuts: low {0}, high {1}, gap {2}, margin {3}")
	noteAtomTrue            = estimate.DefineNote("score_hazard_atom_true", "{0} holds: {1} against {2} (n {3})")
	noteAtomFalse           = estimate.DefineNote("score_hazard_atom_false", "{0} does not hold: {1} against {2} (n {3})")
	noteDepartments         = estimate.DefineNote("score_hazard_departments", "{0}: {1} of {2} departments with evidence")
	noteAtomMissing         = estimate.DefineNote("score_hazard_atom_missing", "{0} unknown: no score of {1}")
	noteAtomSmall           = estimate.DefineNote("score_hazard_atom_small", "{0} unknown: {1} rests on fewer than {2}")
	noteAtomDepartments     = estimate.DefineNote("score_hazard_atom_departments", "{0} unknown: fewer than {1} departments with evidence")
	noteAtomWords           = estimate.DefineNote("score_hazard_atom_words", "{0} is not understood")
	noteNoRule              = estimate.DefineNote("score_hazard_no_rule", "the rule is empty")
	noteProposed            = estimate.DefineNote("score_hazard_proposed", "rests on the proposed {0}")
	noteBesideSegments      = estimate.DefineNote("score_hazard_beside", "beside it, not deciding: {0} segments coded {1}")

	noteNoSystem    = estimate.DefineNote("score_coupling_missing", "no score of {0}")
	noteFewCases    = estimate.DefineNote("score_coupling_few_cases", "{0} cases, fewer than 3: no {1} weights")
	noteNoWeights   = estimate.DefineNote("score_coupling_no_weights", "no {0} weights: {1}")
	noteAlternative = estimate.DefineNote("score_conclusion_missing", "nothing to conclude from under this alternative; otherwise {0}")
	noteSame        = estimate.DefineNote("score_conclusion_same", "{0} either way")
	noteChanged     = estimate.DefineNote("score_conclusion_changed", "{0} becomes {1}")

	noteRaw         = estimate.DefineNote("score_compare_raw_p", "p before adjustment {0}")
	noteLinked      = estimate.DefineNote("score_compare_linked", "the same {0} respondents in both periods")
	noteUnlinked    = estimate.DefineNote("score_compare_unlinked", "respondents are not linked between the periods")
	noteRepeated    = estimate.DefineNote("score_compare_repeated", "people who answered in several periods count once in each")
	noteRepeatedP   = estimate.DefineNote("score_compare_repeated_p", "people who answered in several periods count once in each, and this test takes answers as independent: no p")
	noteShownOnly   = estimate.DefineNote("score_departments_shown", "departments shown only: {0} of {1}")
	noteShownFew    = estimate.DefineNote("score_departments_shown_few", "departments shown: {0} of {1}, fewer than 2")
	noteTogether    = estimate.DefineNote("score_departments_together", "departments that are not shown are taken as one cluster")
	noteRefuseGroup = estimate.DefineNote("score_refused_group", "no test: a group has fewer than {0}; descriptive")
	noteRefuseClust = estimate.DefineNote("score_refused_clusters", "no test: {0} departments, fewer than 10 clusters; descriptive")
	noteRefuseCoded = estimate.DefineNote("score_refused_agreement", "{0} units coded twice, fewer than 2: see coverage")
	noteRefuseReml  = estimate.DefineNote("score_refused_multilevel", "{0} groups, fewer than 10: see the ANOVA ICC")
	noteFewDepts    = estimate.DefineNote("score_aggregate_few_groups", "{0} groups, fewer than 10: imprecise")
	noteMixedScale  = estimate.DefineNote("score_mixed_scale", "its items have different scales")
	noteSideItems   = estimate.DefineNote("score_side_items", "items asked of one side alone are left out: {0}")

	noteUnknownBy = estimate.DefineNote("score_unknown_comparison", "the comparison by {0} is not available: role, side, period, department or case")
)
