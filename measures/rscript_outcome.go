package measures

import (
	"math"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/sem"
)

// Sections of the comparison, named as in the report.
const (
	sectionSurvey        = "survey"
	sectionComposites    = "composites"
	sectionDistributions = "distributions"
	sectionInterviews    = "interviews"
	sectionTriangulation = "triangulation"
	sectionCoupling      = "coupling"
	sectionReliability   = "reliability"
	sectionAggregation   = "aggregation"
	sectionAgreement     = "agreement"
	sectionComparisons   = "comparisons"
	sectionCorrelations  = "correlations"
	sectionMeasurement   = "measurement"
	sectionPath          = "path"
	sectionMultilevel    = "multilevel"
)

// sectionTitles are the sections in the order of the script, as the report's tables name them.
var sectionTitles = [][3]string{
	{sectionSurvey, "Survey means (POMP)", "问卷均值（POMP）"},
	{sectionComposites, "Composites, readiness, gaps, peers", "综合得分、条件得分、差距与对照单位"},
	{sectionDistributions, "Distribution of the answers to the items", "各题项的作答分布"},
	{sectionInterviews, "Interviews: settled codes and scores", "访谈：定稿编码与得分"},
	{sectionTriangulation, "Joint display: interviews and survey", "访谈与问卷联合展示"},
	{sectionCoupling, "Coupling coordination", "耦合协调度"},
	{sectionReliability, "Reliability of the scales", "量表的信度"},
	{sectionAggregation, "Aggregation to departments", "聚合检验"},
	{sectionAgreement, "Agreement of the coders on each code", "各编码的一致性"},
	{sectionComparisons, "Comparisons of roles, sides, periods, departments", "人员、部门类别、时期与部门的比较"},
	{sectionCorrelations, "Correlations, screen for a common factor", "相关系数与共同方法偏差检验"},
	{sectionMeasurement, "Factor models compared", "测量模型的比较"},
	{sectionPath, "Path model", "路径模型"},
	{sectionMultilevel, "Variance between departments", "部门间变异"},
}

// Why a published estimate, or a number of one, is not compared.
const (
	withoutNothing   = "the de-identified data hold nothing of its kind"
	withoutPeople    = "the de-identified data lack some of the people or answers that it rests on"
	withoutPart      = "this part of it does not come out of the de-identified data"
	withoutVerdict   = "a verdict of stated rules on scores that are compared here, not a statistic"
	withoutStability = "says whether a verdict changes under other choices, not a statistic"
	withoutHazard    = "serves a hazard's rule alone"
	withoutBootstrap = "bootstrap: R draws other random samples"
	withoutFamily    = "the script does not cover it"
)

// sectionOfScore are the sections of the family score by measure.
var sectionOfScore = map[string]string{
	"survey_pomp": sectionSurvey, "survey_pomp_median": sectionSurvey, "survey_pomp_sd": sectionSurvey, "percent_agree": sectionSurvey,
	"respondents": sectionSurvey, "respondents_invited": sectionSurvey, "response_rate": sectionSurvey,
	"composite": sectionComposites, "readiness": sectionComposites, "gap": sectionComposites, "peer_gap": sectionComposites,
	"interview_prevalence": sectionInterviews, "interview_q": sectionInterviews, "interview_v": sectionInterviews, "interview_share": sectionInterviews,
	"interview_rate": sectionInterviews, "interview_salience": sectionInterviews, "coverage": sectionInterviews,
	"consensus_single": sectionInterviews, "consensus_agreed": sectionInterviews, "consensus_majority": sectionInterviews,
	"consensus_unresolved": sectionInterviews, "consensus_rejected": sectionInterviews, "consensus_adjudicated": sectionInterviews,
	"triangulation": sectionTriangulation,
}

// sectionOfFamily are the sections of the other families.
var sectionOfFamily = map[string]string{"describe": sectionDistributions, "ccd": sectionCoupling, "reliability": sectionReliability, "aggregate": sectionAggregation,
	"agreement": sectionAgreement, "compare": sectionComparisons, "correlate": sectionCorrelations, "factor": sectionCorrelations,
	"cfa": sectionMeasurement, "mediate": sectionPath, "multilevel": sectionMultilevel}

// sectionOf is the section in which an estimate is recomputed, or the reason why it is in none.
func sectionOf(e *estimate.Estimate) (section, why string) {
	k, own, err := estimate.ParseKey(e.Of)
	switch {
	case err != nil || k.Layer != "":
		return "", withoutFamily
	case e.Measure == "hazard":
		return "", withoutVerdict
	case e.Measure == "conclusion_stable":
		return "", withoutStability
	case e.Family == "score" && own == withinPart:
		return "", withoutHazard
	case e.Family == "score" && e.Measure != "coverage" && own != "":
		return "", withoutFamily
	case e.Family == "score":
		section = sectionOfScore[e.Measure]
	default:
		section = sectionOfFamily[e.Family]
	}
	if section == "" {
		return "", withoutFamily
	}
	return section, ""
}

// outcome are the published estimates that R recomputes, and those that it does not.
func (d *scriptData) outcome() []*plainTable {
	expected := newPlainTable("expected", "section", "id", "measure", "of", "estimate", "se", "ci_low", "ci_high", "statistic", "df1", "df2", "p", "n")
	left := newPlainTable("not_compared", "id", "part", "reason")
	at := map[string]int{}
	if d.again != nil {
		for i := range d.again.Estimates {
			at[d.again.Estimates[i].ID()] = i
		}
	}
	lost := map[string]bool{} // stages whose factor model is another
	for i := range d.released.Estimates {
		e := &d.released.Estimates[i]
		if k, own, err := estimate.ParseKey(e.Of); err == nil && e.Family == sem.CFA && e.Measure == "chi2" && own == "" && d.again != nil {
			now, ok := at[e.ID()]
			lost[k.Dim] = !ok || !agrees(e.Value, d.again.Estimates[now].Value)
		}
	}
	for i := range d.released.Estimates {
		e := d.released.Estimates[i]
		if e.Empty() {
			continue
		}
		id := e.ID()
		section, why := sectionOf(&e)
		if why == "" && d.again != nil {
			key, _, _ := estimate.ParseKey(e.Of)
			if k, ok := at[id]; !ok || d.again.Estimates[k].Empty() {
				why = withoutNothing
			} else if now := &d.again.Estimates[k]; now.N != e.N || !agrees(e.Value, now.Value) || section == sectionMeasurement && lost[key.Dim] {
				why = withoutPeople
			} else if parts := partsThatDiffer(&e, now); parts != "" {
				left.add(id, parts, withoutPart)
			}
		}
		if why != "" {
			left.add(id, "all", why)
			continue
		}
		if strings.Contains(e.Method, "bootstrap") && (estimate.Has(e.SE) || estimate.Has(e.Low) || estimate.Has(e.High)) {
			e.SE, e.Low, e.High = estimate.None, estimate.None, estimate.None
			left.add(id, "se, interval", withoutBootstrap)
		}
		expected.add(section, id, e.Measure, e.Of, cellOf(e.Value), cellOf(e.SE), cellOf(e.Low), cellOf(e.High), cellOf(e.Statistic), cellOf(e.DF1), cellOf(e.DF2),
			cellOf(e.P), estimate.FormatCount(e.N))
	}
	titles := newPlainTable("sections", "section", "title_en", "title_zh")
	for _, x := range sectionTitles {
		titles.add(x[:]...)
	}
	return []*plainTable{titles, expected, left}
}

// agrees reports whether two numbers are the same but for the order of summing and the last step of a search.
func agrees(a, b float64) bool {
	if !estimate.Has(a) || !estimate.Has(b) {
		return estimate.Has(a) == estimate.Has(b)
	}
	return math.Abs(a-b) <= 1e-9+1e-7*math.Max(math.Abs(a), math.Abs(b))
}

// partsThatDiffer empties the numbers of an estimate that do not come out again, and names them.
func partsThatDiffer(e, now *estimate.Estimate) string {
	var names []string
	for _, x := range []struct {
		name string
		was  *float64
		now  float64
	}{{"se", &e.SE, now.SE}, {"ci_low", &e.Low, now.Low}, {"ci_high", &e.High, now.High}, {"statistic", &e.Statistic, now.Statistic},
		{"df1", &e.DF1, now.DF1}, {"df2", &e.DF2, now.DF2}, {"p", &e.P, now.P}} {
		if estimate.Has(*x.was) && !agrees(*x.was, x.now) {
			names = append(names, x.name)
			*x.was = estimate.None
		}
	}
	return strings.Join(names, ", ")
}
