package measures

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

// two coders, three segments that both reviewed and one that A alone did: agreement is over three.
func TestAgreementDenominator(t *testing.T) {
	st := &coding.Study{Framework: inventedFramework(), Interviews: []coding.Interview{{ID: "I1", Case: "G"}}, Cases: []coding.Case{{ID: "G"}}}
	for _, r := range []struct{ coder, segment, code string }{{"A", "1", "ME.REL"}, {"B", "1", "ME.REL"}, {"A", "2", "ME.REL"}, {"B", "2", ""},
		{"A", "3", ""}, {"B", "3", ""}, {"A", "4", "ME.REL"}} {
		st.Codings = append(st.Codings, coding.Coding{Pass: "1", Coder: r.coder, Interview: "I1", Segment: r.segment, Code: r.code, Intensity: 2, Direction: 1, HasDir: true})
	}
	l := scored(t, st)
	e, ok := l.Find("agreement.percent_agreement(dim=ME.REL;pass=1|A~B)")
	if !ok || e.N != 3 || math.Abs(e.Value-2.0/3) > 1e-12 {
		t.Errorf("%+v", e)
	}
	for id, want := range map[string]float64{
		"score.consensus_agreed(source=interview;case=G)":                    1,
		"score.consensus_unresolved(source=interview;case=G)":                1,
		"score.consensus_single(source=interview)":                           1,
		"score.coverage(source=interview;pass=1;coder=B|reviewed)":           0.75,
		"score.coverage(source=interview;case=G|coded)":                      0.75,
		"score.interview_prevalence(dim=ME.REL;source=interview)":            1,
		"score.interview_share(dim=ME.REL;source=interview;case=G)":          0.5,
		"score.conclusion_stable(dim=H4;source=interview;case=G|rule=union)": 1,
	} {
		if got := value(t, l, id); math.Abs(got-want) > 1e-12 {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
	st.Codings = st.Codings[:2]
	e, _ = scored(t, st).Find("agreement.krippendorff_alpha(dim=ME.REL;pass=1)")
	if !e.Empty() || estimate.JoinNotes(e.Notes) != "1 units coded twice, fewer than 2: see coverage" {
		t.Errorf("one unit coded twice: %+v", e)
	}
}

// A band that one coder alone would place elsewhere is not stable.
func TestConclusionsByCoder(t *testing.T) {
	st := &coding.Study{Framework: inventedFramework(), Cases: []coding.Case{{ID: "G"}}}
	st.Framework.Bands.MinInterviews = 1
	st.Interviews = []coding.Interview{{ID: "I1", Case: "G"}}
	for i, d := range []int{1, 1, 1, -1} { // consensus 50+50·(1+1+1−1)/4 = 75, high; B saw only the last
		for _, coder := range []string{"A", "B"} {
			if coder == "B" && i < 3 {
				continue
			}
			st.Codings = append(st.Codings, coding.Coding{Pass: "1", Coder: coder, Interview: "I1", Segment: string(rune('1' + i)), Code: "ME.REL",
				Intensity: 1, Direction: d, HasDir: true})
		}
	}
	l := scored(t, st)
	of := "dim=ME.REL;source=interview;case=G"
	for alternative, want := range map[string]float64{"coder=A": 1, "coder=B": 0, "rule=union": 1, "rule=intersection": 1} {
		if got := value(t, l, "score.conclusion_stable("+of+"|"+alternative+")"); got != want {
			t.Errorf("%s: %v, want %v", alternative, got, want)
		}
	}
	e, _ := l.Find("score.conclusion_stable(" + of + "|coder=B)")
	if estimate.JoinNotes(e.Notes) != "high becomes low" {
		t.Error(estimate.JoinNotes(e.Notes))
	}
}

// Respondents who answered in both periods are compared with themselves when there are enough of them.
func TestLinkedPeriods(t *testing.T) {
	st := invented(size{cases: 1, depts: 12, interviews: 1, segments: 1, coders: 1, respondents: 120})
	l := scored(t, st)
	of := "dim=ME.REL;source=survey;case=G;period=after-before"
	e, ok := l.Find("compare.paired_t(" + of + ")")
	if !ok || e.Empty() || !strings.Contains(estimate.JoinNotes(e.Notes), "p before adjustment") || !strings.Contains(e.Method, "holm over") {
		t.Errorf("%+v", e)
	}
	sameTest(t, l, of, e)
	if _, ok := l.Find("compare.welch_t(" + of + ")"); ok {
		t.Error("linked respondents were also compared as strangers")
	}
	for i := range st.Survey.Responses {
		if r := &st.Survey.Responses[i]; r.Period == "after" {
			r.Respondent += "'"
		}
	}
	l = scored(t, st)
	if _, ok := l.Find("compare.paired_t(" + of + ")"); ok {
		t.Error("strangers were paired")
	}
	if e, ok := l.Find("compare.student_t(" + of + ")"); !ok || e.Empty() || !estimate.Has(e.P) || !strings.Contains(estimate.JoinNotes(e.Notes), "not linked") {
		t.Errorf("%+v", e)
	} else {
		sameTest(t, l, of, e)
	}
}

// sameTest checks that the difference of means of a comparison is the one its test is of, adjusted p included.
func sameTest(t *testing.T, l *ledger.Ledger, of string, test estimate.Estimate) {
	t.Helper()
	d := row(t, l, "compare.mean_difference("+of+")")
	first, second, _ := estimate.SplitContrast(of[strings.LastIndex(of, "=")+1:])
	a, b := value(t, l, "compare.mean("+of+"|"+first+")"), value(t, l, "compare.mean("+of+"|"+second+")")
	if math.Abs(d.Value-(a-b)) > 1e-9 || math.Abs(d.Statistic-test.Value) > 1e-9 || d.DF1 != test.DF1 || math.Abs(d.P-test.P) > 1e-12 ||
		math.Abs((d.Low+d.High)/2-d.Value) > 1e-9 || !(d.SE > 0) || d.N != test.N || d.People != test.People {
		t.Errorf("%+v beside %v − %v and %+v", d, a, b, test)
	}
	if !strings.Contains(d.Method, "holm over") || !strings.HasSuffix(d.Method, "interval not adjusted") || !strings.Contains(estimate.JoinNotes(d.Notes), "p before adjustment") {
		t.Errorf("%q %q", d.Method, estimate.JoinNotes(d.Notes))
	}
}

// A test between groups is refused with fewer than 10 departments or a group of fewer than 5; effect sizes stay.
func TestRefusals(t *testing.T) {
	st := invented(size{cases: 1, depts: 4, interviews: 1, segments: 1, coders: 1, respondents: 80})
	l := scored(t, st)
	of := "dim=ME.REL;source=survey;case=G;role=leader-staff"
	e, _ := l.Find("compare.student_t(" + of + ")")
	if !e.Empty() || estimate.Has(e.P) || !strings.Contains(estimate.JoinNotes(e.Notes), "4 departments, fewer than 10 clusters") {
		t.Errorf("%+v", e)
	}
	if math.IsNaN(value(t, l, "compare.cliff_delta("+of+")")) {
		t.Error("no effect size")
	}
	if d := row(t, l, "compare.mean_difference("+of+")"); d.Empty() || estimate.Has(d.SE) || estimate.Has(d.Low) || estimate.Has(d.P) || !strings.Contains(estimate.JoinNotes(d.Notes), "4 clusters, fewer than 10") {
		t.Errorf("%+v", d)
	}
	st.Options.Refuse = map[string]string{"tests": "off"}
	if e, _ := scored(t, st).Find("compare.student_t(" + of + ")"); e.Empty() {
		t.Errorf("the study lifted the refusal: %+v", e)
	}
}

// Tests of departments need ten of them, and take answers as independent: people who answered twice leave them without p.
// Tests by departments as clusters keep it, the Wilcoxon test has none.
func TestDepartmentsAsClusters(t *testing.T) {
	note := func(e estimate.Estimate) string { return estimate.JoinNotes(e.Notes) }
	for depts, want := range map[int]string{4: "4 departments, fewer than 10 clusters", 12: "count once in each, and this test takes answers as independent: no p"} {
		st := invented(size{cases: 1, depts: depts, interviews: 1, segments: 1, coders: 1, respondents: 150})
		l := scored(t, st)
		for _, id := range []string{"compare.anova_f(dim=ME.REL;source=survey;case=G|dept)", "compare.welch_f(dim=ME.REL;source=survey;case=G|dept)",
			"compare.kruskal_h(dim=ME.REL;source=survey;case=G|dept)", "aggregate.anova_f(dim=ME.REL;case=G)"} {
			if e, ok := l.Find(id); !ok || estimate.Has(e.P) || !strings.Contains(note(e), want) {
				t.Errorf("%d departments: %s has p %v: %s", depts, id, e.P, note(e))
			}
		}
		of := "(dim=ME.REL;source=survey;case=G;period=after-before)"
		paired, _ := l.Find("compare.paired_t" + of)
		wilcoxon, _ := l.Find("compare.wilcoxon_v" + of)
		if estimate.Has(paired.P) != (depts >= 10) || depts >= 10 && (paired.DF1 != float64(depts-1) || !strings.Contains(paired.Method, "CR1")) {
			t.Errorf("%d departments: %+v", depts, paired)
		}
		if estimate.Has(wilcoxon.P) || depts >= 10 && !strings.Contains(note(wilcoxon), "clustered") {
			t.Errorf("%d departments: %+v", depts, wilcoxon)
		}
		roles, _ := l.Find("compare.cliff_delta(dim=ME.REL;source=survey;case=G;role=leader-staff)")
		if !strings.Contains(note(roles), "count once in each") {
			t.Errorf("%s", note(roles))
		}
		for i := range st.Survey.Responses {
			st.Survey.Responses[i].Respondent += st.Survey.Responses[i].Period
		}
		once, _ := scored(t, st).Find("compare.anova_f(dim=ME.REL;source=survey;case=G|dept)")
		if estimate.Has(once.P) != (depts >= 10) || strings.Contains(note(once), "count once") {
			t.Errorf("%d departments, nobody twice: %+v", depts, once)
		}
	}
}

// What was computed over hidden departments is computed over the others, or with the hidden ones as one cluster.
func TestComputedAnew(t *testing.T) {
	st := invented(size{cases: 1, depts: 14, interviews: 1, segments: 1, coders: 1, respondents: 160})
	n := 0
	for i := range st.Survey.Responses { // one department keeps three people
		if r := &st.Survey.Responses[i]; r.Dept == "D05" {
			if n++; n > 3 {
				r.Dept = "D06"
			}
		}
	}
	full := scored(t, st)
	l := Release(full, st)
	of := "dim=ME.REL;case=G"
	icc, was := row(t, l, "aggregate.icc1("+of+")"), row(t, full, "aggregate.icc1("+of+")")
	if icc.Empty() || icc.N >= was.N || icc.Method == was.Method || !strings.Contains(estimate.JoinNotes(icc.Notes), "departments shown only: 12 of 14") {
		t.Errorf("%+v, was %+v", icc, was)
	}
	mean, before := row(t, l, "score.survey_pomp(dim=ME.REL;source=survey;case=G)"), row(t, full, "score.survey_pomp(dim=ME.REL;source=survey;case=G)")
	if mean.Value != before.Value || mean.DF1 != before.DF1-1 || mean.SE == before.SE || !strings.Contains(estimate.JoinNotes(mean.Notes), "taken as one cluster") {
		t.Errorf("%+v, was %+v", mean, before)
	}
	test, earlier := row(t, l, "compare.student_t(dim=ME.REL;source=survey;case=G;role=leader-staff)"), row(t, full, "compare.student_t(dim=ME.REL;source=survey;case=G;role=leader-staff)")
	if test.DF1 != earlier.DF1-1 || !estimate.Has(test.P) {
		t.Errorf("%+v, was %+v", test, earlier)
	}
	sameTest(t, l, "dim=ME.REL;source=survey;case=G;role=leader-staff", test)
	gap, wide := row(t, l, "compare.mean_difference(dim=ME.REL;source=survey;case=G;role=leader-staff)"), row(t, full, "compare.mean_difference(dim=ME.REL;source=survey;case=G;role=leader-staff)")
	if gap.Value != wide.Value || gap.SE == wide.SE || !strings.Contains(estimate.JoinNotes(gap.Notes), "taken as one cluster") {
		t.Errorf("%+v, was %+v", gap, wide)
	}
	if e := row(t, l, "compare.eta2(dim=ME.REL;source=survey;case=G|dept)"); !e.Empty() || e.N >= 0 {
		t.Errorf("%+v", e)
	}
	// Two departments, one of them hidden: nothing is left to summarise.
	st = invented(size{cases: 1, depts: 2, interviews: 1, segments: 1, coders: 1, respondents: 60})
	n = 0
	for i := range st.Survey.Responses {
		if r := &st.Survey.Responses[i]; r.Dept == "D02" {
			if n++; n > 3 {
				r.Dept = "D01"
			}
		}
	}
	if e := row(t, Release(scored(t, st), st), "aggregate.anova_f("+of+")"); !e.Empty() || e.N >= 0 || !strings.Contains(estimate.JoinNotes(e.Notes), "fewer than 2") {
		t.Errorf("%+v", e)
	}
}

// The entropy weights of two cases say nothing: the alternative is empty and says so; of three cases they are there.
func TestCouplingWeights(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	for cases, empty := range map[int]bool{2: true, 3: false} {
		st := invented(size{cases: cases, depts: 4, interviews: 1, segments: 1, coders: 1, respondents: 200})
		e, ok := scored(t, st).Find("ccd.coordination_d(dim=CCD.MC;source=survey;case=G|weights=entropy)")
		if !ok || e.Empty() != empty {
			t.Errorf("%d cases: %+v", cases, e)
		}
	}
}

func TestContrasts(t *testing.T) {
	st := &coding.Study{Framework: inventedFramework()}
	st.Options.Order = map[string][]string{"period": {"t1", "t2", "t3"}, "role": {"staff", "leader"}}
	st.Options.Comparisons = []coding.Comparison{{By: "period", Levels: []string{"t1", "t3"}}, {By: "department", Levels: []string{"D1", "D2"}}, {By: "age", Levels: []string{"old", "young"}}}
	l := levels{periods: []string{"t1", "t2", "t3"}}
	got, unknown := l.contrasts(st)
	var out []string
	for _, c := range got {
		out = append(out, c.by+":"+c.first+"-"+c.second)
	}
	want := "role:staff-leader side:approval-supervision period:t2-t1 period:t3-t1 period:t3-t2 dept:D1-D2"
	if s := strings.Join(out, " "); s != want || len(unknown) != 1 {
		t.Errorf("%s, unknown %v", s, unknown)
	}
}

// departments>=K in a survey: departments with enough people whose POMP on the hazard's items is above the high cut.
func TestDepartmentsInSurvey(t *testing.T) {
	build := func(tops ...int) *coding.Study {
		st := &coding.Study{Framework: inventedFramework(), Cases: []coding.Case{{ID: "G"}}}
		st.Options.MinN = 2
		st.Instrument.Items, st.Survey.Items = st.Framework.Items, []string{"E.FAIL_1", "E.FAIL_3"}
		for d, answer := range tops {
			id := string(rune('A' + d))
			st.Departments = append(st.Departments, coding.Department{Case: "G", ID: id, Side: "approval"})
			for p := range 2 {
				if answer == 0 && p == 1 {
					continue // one person alone
				}
				st.Survey.Responses = append(st.Survey.Responses, coding.Response{Respondent: id + string(rune('0'+p)), Case: "G", Dept: id, Weight: 1,
					Answers: []coding.Value{coding.Number(float64(max(answer, 1))), {Missing: coding.NotAnswered}}})
			}
		}
		return st
	}
	for _, c := range []struct {
		answers []int
		want    string
	}{{[]int{5, 5, 1}, "1"}, {[]int{5, 3, 1}, "0"}, {[]int{5, 0}, ""}, {[]int{4, 4}, "1"}} {
		e, ok := scored(t, build(c.answers...)).Find("score.hazard(dim=H4;source=survey;case=G)")
		if !ok || estimate.FormatFloat(e.Value) != c.want {
			t.Errorf("%v: %+v", c.answers, e)
		}
	}
}

func TestEach(t *testing.T) {
	var done [50]int
	if err := each(context.Background(), 50, func(i int) error { done[i]++; return nil }); err != nil {
		t.Fatal(err)
	}
	for i, n := range done {
		if n != 1 {
			t.Errorf("%d ran %d times", i, n)
		}
	}
}

// Cells of a study: the whole, and in each case the case, departments, sides, roles, periods, and the two crossings with periods.
func TestCells(t *testing.T) {
	var keys []string
	st := tiny()
	l := levels{periods: []string{"before", "after"}, side: map[[2]string]string{{"G", "D1"}: "approval", {"G", "D2"}: "supervision"},
		role: map[string]string{"chief": "leader", "clerk": "staff"}, roles: []string{"leader", "staff"}, sides: []string{"approval", "supervision"}}
	for _, c := range makeCells(st, responseMembers(st, l), l) {
		keys = append(keys, c.key.String())
	}
	want := []string{"", "case=G", "case=G;dept=D1", "case=G;dept=D2", "case=G;side=approval", "case=G;side=supervision", "case=G;role=leader", "case=G;role=staff",
		"case=G;period=before", "case=G;period=after", "case=G;dept=D1;period=before", "case=G;dept=D2;period=before", "case=G;dept=D2;period=after",
		"case=G;role=leader;period=before", "case=G;role=staff;period=before", "case=G;role=staff;period=after"}
	if strings.Join(keys, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(keys, "\n"))
	}
}
