package measures

import (
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/survey"
)

// accounts are the measures that can be explained by more than their model, by family and measure.
var accounts map[string]func(*explainer, *subject) told

func init() {
	accounts = map[string]func(*explainer, *subject) told{
		"score.survey_pomp":         (*explainer).pomp,
		"score.survey_pomp_median":  (*explainer).ordered,
		"score.survey_pomp_sd":      (*explainer).pompSD,
		"score.percent_agree":       (*explainer).percentAgree,
		"score.respondents":         (*explainer).respondentsCounted,
		"score.respondents_invited": (*explainer).invited,
		"score.response_rate":       (*explainer).responseRate,
		"score.composite":           (*explainer).composed,
		"score.readiness":           (*explainer).composed,
		"score.gap":                 (*explainer).gapAccount,
		"score.peer_gap":            (*explainer).peerAccount,
		"score.triangulation":       (*explainer).ruled,
		"score.hazard":              (*explainer).ruled,
		"score.conclusion_stable":   (*explainer).ruled,
		"score.coverage":            (*explainer).covered,
		"describe.share":            (*explainer).share,
		"correlate.r":               (*explainer).correlated,
	}
	for _, s := range []pass.Status{pass.Single, pass.Agreed, pass.Majority, pass.Unresolved, pass.Adjudicated, pass.Rejected} {
		accounts["score.consensus_"+s.String()] = (*explainer).settled
	}
	for _, m := range []string{"prevalence", "q", "v", "rate", "share", "salience"} {
		accounts["score.interview_"+m] = (*explainer).interviewed
	}
	for measure, f := range couplingAccounts {
		accounts["ccd."+measure] = f
	}
	for measure, f := range scaleAccounts {
		accounts["reliability."+measure] = f
	}
	for measure, f := range departmentAccounts {
		accounts["aggregate."+measure] = f
	}
	for measure, f := range comparisonAccounts {
		accounts["compare."+measure] = f
	}
	for measure, f := range agreementAccounts {
		accounts["agreement."+measure] = f
	}
	for name, f := range modelAccounts {
		accounts[name] = f
	}
}

// leaf is the leaf of a dimension, nil where it has no items of its own.
func (x *explainer) leaf(dim string) (*survey.Leaf, int) {
	if x.scorer == nil || x.responses == nil {
		return nil, 0
	}
	l, ok := x.responses.Leaf(dim)
	if !ok {
		return nil, 0
	}
	return &x.responses.Leaves[l], l
}

// pomp is (mean answer − min)/(max − min) · 100 where all items have one scale, else the mean of the respondents' POMP.
func (x *explainer) pomp(s *subject) told {
	t := told{kind: AccountFormula}
	leaf, l := x.leaf(s.key.Dim)
	if leaf == nil {
		return t
	}
	low, high := scaleEnds(leaf.Items)
	sum, weights, n, weighted, few := 0.0, 0.0, 0, false, 0
	for _, r := range x.rows(s.key) {
		v := x.responses.Scores[r][l]
		if math.IsNaN(v) {
			if x.responses.Valid[r][l] {
				few++
			}
			continue
		}
		if !math.IsNaN(low) {
			v = x.meanAnswer(r, leaf)
		}
		w := x.responses.Weight(r)
		weighted = weighted || w != 1
		sum += w * v
		weights += w
		n++
	}
	code := "mean_answer"
	if weighted {
		code = "mean_answer_weighted"
	}
	if math.IsNaN(low) {
		t.formula = formula("s/n").with("s", sum, "sum_pomp").with("n", weights, "responses")
	} else {
		t.formula = formula("(m - a)/(b - a)*100").with("m", sum/weights, code, strconv.Itoa(n)).with("a", low, "scale_min").with("b", high, "scale_max")
	}
	if few > 0 {
		t = t.remark("too_few_answered", strconv.Itoa(few), strconv.Itoa(survey.MinAnswered(len(leaf.Items))), strconv.Itoa(len(leaf.Items)))
	}
	return t
}

// meanAnswer is the mean of a respondent's answers to a leaf, reversed ones turned round.
func (x *explainer) meanAnswer(r int, leaf *survey.Leaf) float64 {
	sum, n := 0.0, 0
	for i := range leaf.Items {
		if v := x.responses.Answer(r, &leaf.Items[i]); !math.IsNaN(v) {
			sum += v
			n++
		}
	}
	return sum / float64(n)
}

// pompOf are the respondents' POMP in a cell.
func (x *explainer) pompOf(s *subject) []float64 {
	_, l := x.leaf(s.key.Dim)
	var out []float64
	for _, r := range x.rows(s.key) {
		if v := x.responses.Scores[r][l]; !math.IsNaN(v) {
			out = append(out, v)
		}
	}
	return out
}

func (x *explainer) pompSD(s *subject) told {
	t := told{kind: AccountFormula}
	if leaf, _ := x.leaf(s.key.Dim); leaf != nil {
		ss, n := squaresAbout(x.pompOf(s))
		t.formula = formula("sqrt(s/(n - 1))").with("s", ss, "squares").with("n", float64(n), "responses")
	}
	return t
}

// squaresAbout is Σ(x−mean)².
func squaresAbout(xs []float64) (ss float64, n int) {
	sum, n := sumOf(xs)
	mean := sum / float64(n)
	for _, v := range xs {
		if !math.IsNaN(v) {
			ss += (v - mean) * (v - mean)
		}
	}
	return ss, n
}

// ordered is a number picked from sorted values: nothing to compute.
func (x *explainer) ordered(s *subject) told {
	t := told{kind: AccountOrder}
	return t.remark("middle", strconv.Itoa(s.N))
}

func (x *explainer) percentAgree(s *subject) told {
	t := told{kind: AccountFormula}
	leaf, _ := x.leaf(s.key.Dim)
	if leaf == nil {
		return t
	}
	top, n := 0, 0
	for _, r := range x.rows(s.key) {
		for i := range leaf.Items {
			if v := x.responses.Answer(r, &leaf.Items[i]); !math.IsNaN(v) {
				n++
				if v >= leaf.Items[i].Max-1 {
					top++
				}
			}
		}
	}
	t.formula = formula("a/n*100").with("a", float64(top), "answers_top").with("n", float64(n), "answers")
	return t
}

func (x *explainer) respondentsCounted(s *subject) told {
	t := told{kind: AccountCount}
	if x.scorer == nil || x.responses == nil {
		return t
	}
	seen := map[int]bool{}
	for _, r := range x.rows(s.key) {
		for l := range x.responses.Leaves {
			if x.responses.Valid[r][l] {
				seen[x.responses.Person[r]] = true
				break
			}
		}
	}
	t.formula = formula("n").with("n", float64(len(seen)), "people_answered")
	return t
}

// invited takes the number of people invited from the sheets of cases and departments.
func (x *explainer) invited(s *subject) told {
	return told{kind: AccountCount}.remark("invited_sheet")
}

func (x *explainer) responseRate(s *subject) told {
	t := told{kind: AccountFormula}
	a, ok1 := x.sibling(s, "respondents", s.Of)
	b, ok2 := x.sibling(s, "respondents_invited", s.Of)
	if ok1 && ok2 {
		t.formula = formula("a/b").of("a", a).of("b", b)
	}
	return t
}

// composed is the mean of the parents; those of the opposite polarity enter as 100 − score. Without the study's
// framework it is tried which of them do.
func (x *explainer) composed(s *subject) told {
	t := told{kind: AccountFormula}
	var list []estimate.Estimate
	for _, id := range s.Basis.Parents {
		e, ok := x.shown.Find(id)
		if !ok || e.Empty() {
			t.formula = formula("a").with("a", math.NaN(), "estimate")
			return t
		}
		list = append(list, e)
	}
	if len(list) == 0 {
		return t
	}
	turned := make([]bool, len(list))
	if x.scorer != nil {
		group := x.study.Framework.Dimension(s.key.Dim)
		for i := range list {
			k, _, _ := estimate.ParseKey(list[i].Of)
			if d := x.study.Framework.Dimension(k.Dim); d != nil && group != nil {
				turned[i] = d.Polarity != group.Polarity
			}
		}
	} else {
		turned = turnedRound(list, s.Value)
	}
	f, parts := &Formula{}, make([]string, len(list))
	for i := range list {
		name := "s" + strconv.Itoa(i+1)
		f.of(name, list[i])
		parts[i] = name
		if turned[i] {
			parts[i] = "(100 - " + name + ")"
		}
	}
	f.Expression = "(" + strings.Join(parts, " + ") + ")/" + strconv.Itoa(len(list))
	if len(list) == 1 {
		f.Expression = parts[0]
	}
	t.formula = f
	if s.Measure == "composite" || s.Measure == "readiness" {
		t = t.remark("equal_mean", strconv.Itoa(len(list)))
	}
	return t
}

// turnedRound finds which of a few scores must enter as 100 − score for their mean to be the value.
func turnedRound(list []estimate.Estimate, value float64) []bool {
	out := make([]bool, len(list))
	if len(list) > 12 {
		return out
	}
	for set := range 1 << len(list) {
		sum := 0.0
		for i := range list {
			v := list[i].Value
			if set>>i&1 == 1 {
				v = 100 - v
			}
			sum += v
		}
		if math.Abs(sum/float64(len(list))-value) < 1e-9 {
			for i := range list {
				out[i] = set>>i&1 == 1
			}
			return out
		}
	}
	return out
}

func (x *explainer) gapAccount(s *subject) told {
	t := told{kind: AccountFormula}
	if len(s.Basis.Parents) == 2 {
		a, ok1 := x.shown.Find(s.Basis.Parents[0])
		b, ok2 := x.shown.Find(s.Basis.Parents[1])
		if ok1 && ok2 {
			t.formula = formula("a - b").of("a", a).of("b", b)
		}
	}
	return t
}

func (x *explainer) peerAccount(s *subject) told {
	t := told{kind: AccountFormula}
	if len(s.Basis.Parents) != 1 {
		return t
	}
	own, ok := x.shown.Find(s.Basis.Parents[0])
	if !ok {
		return t
	}
	mark := math.NaN()
	for _, n := range s.Notes {
		if n.Code == noteBenchmark && len(n.Args) > 0 {
			mark, _ = strconv.ParseFloat(n.Args[0], 64)
		}
	}
	where := ""
	if x.scorer != nil {
		for i := range x.study.Benchmarks {
			m := &x.study.Benchmarks[i]
			if v, fine := onPOMP(m.Value, m.Scale); fine && m.Dimension == s.key.Dim && m.Peer == s.key.Peer && m.Period == s.key.Period {
				mark, where = v, m.Pos.String()
				break
			}
		}
	}
	t.formula = formula("a - b").of("a", own).with("b", mark, "benchmark", s.key.Peer)
	if where != "" {
		t = t.remark("cell", where)
	}
	return t
}

// ruled is a verdict: the notes of the estimate hold its conditions.
func (x *explainer) ruled(s *subject) told { return told{kind: AccountRule} }

func (x *explainer) covered(s *subject) told {
	t := told{kind: AccountFormula}
	if x.scorer == nil {
		return t
	}
	caseOf := interviewCases(x.study)
	c := x.layers.Coverage(func(interview string) bool {
		id, ok := caseOf[interview]
		return ok && (s.key.Case == "" || id == s.key.Case)
	}, s.key.Pass, s.key.Coder)
	part, code := c.Reviewed, "segments_reviewed"
	if s.own == "coded" {
		part, code = c.Coded, "segments_coded"
	}
	t.formula = formula("a/n").with("a", float64(part), code).with("n", float64(c.Units), "segments")
	return t
}

func (x *explainer) settled(s *subject) told {
	t := told{kind: AccountCount}
	if x.scorer == nil {
		return t
	}
	caseOf, n := interviewCases(x.study), 0
	for _, list := range [][]pass.Unit{x.consensus.Accepted, x.consensus.Unresolved, x.consensus.Rejected} {
		for i := range list {
			id, ok := caseOf[list[i].Interview]
			if ok && "consensus_"+list[i].Status.String() == s.Measure && (s.key.Case == "" || id == s.key.Case) {
				n++
			}
		}
	}
	t.formula = formula("n").with("n", float64(n), "unit_codes", strconv.Itoa(s.N))
	return t
}

// share is the part of an item's answers at a point of its scale, as they stand in the file.
func (x *explainer) share(s *subject) told {
	t := told{kind: AccountFormula}
	item, point, ok := strings.Cut(s.own, "=")
	leaf, _ := x.leaf(s.key.Dim)
	if leaf == nil || !ok {
		return t
	}
	at, err := strconv.ParseFloat(point, 64)
	if err != nil {
		return t
	}
	hits, n := 0, 0
	for i := range leaf.Items {
		it := &leaf.Items[i]
		if it.ID != item {
			continue
		}
		for _, r := range x.rows(s.key) {
			v := x.responses.Answer(r, it)
			if math.IsNaN(v) {
				continue
			}
			if it.Reverse {
				v = it.Min + it.Max - v
			}
			n++
			if math.Abs(v-at) < 1e-9 {
				hits++
			}
		}
	}
	t.formula = formula("a/n").with("a", float64(hits), "answers_at", point).with("n", float64(n), "answers")
	return t
}

// correlated is Pearson's r of the respondents' scores of two dimensions.
func (x *explainer) correlated(s *subject) told {
	t := told{kind: AccountFormula}
	first, second, ok := strings.Cut(s.own, "~")
	if !ok {
		return t
	}
	t.rests = append(x.surveyScore(first, s.key.Case), x.surveyScore(second, s.key.Case)...)
	_, i := x.leaf(first)
	b, j := x.leaf(second)
	if b == nil {
		return t
	}
	var u, v []float64
	people, _ := x.persons()
	for _, r := range people {
		p, q := x.responses.Scores[r][i], x.responses.Scores[r][j]
		if !math.IsNaN(p) && !math.IsNaN(q) {
			u, v = append(u, p), append(v, q)
		}
	}
	uu, n := squaresAbout(u)
	vv, _ := squaresAbout(v)
	su, _ := sumOf(u)
	sv, _ := sumOf(v)
	uv := 0.0
	for k := range u {
		uv += (u[k] - su/float64(n)) * (v[k] - sv/float64(n))
	}
	t.formula = formula("c/(s*t)").with("c", uv/float64(n-1), "covariance").with("s", math.Sqrt(uu/float64(n-1)), "sd_of", first).with("t", math.Sqrt(vv/float64(n-1)), "sd_of", second)
	return t
}
