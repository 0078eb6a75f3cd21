package disclosure

import (
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
)

// row makes an estimate about n people.
func row(family, measure, of string, value float64, n int, parents ...string) estimate.Estimate {
	e := estimate.New(family, measure, of)
	e.Value, e.N, e.People, e.SE, e.DF1, e.Method = value, n, n, 1, 2, "n0=3.5"
	e.Basis = estimate.Basis{Source: "responses", Filter: "case=G", Parents: parents}
	return e.With(estimate.NoteExcluded.Says(n))
}

// notes releases the rows and returns the note of each hidden one by id, "" for shown ones.
func notes(t *testing.T, es []estimate.Estimate, m Margins) map[string]string {
	t.Helper()
	out := map[string]string{}
	released, _ := Release(es, m, 5)
	for _, e := range released {
		out[e.ID()] = ""
		if e.Empty() {
			out[e.ID()] = estimate.JoinNotes(e.Notes)
		}
	}
	return out
}

func pomp(of string, n int) estimate.Estimate {
	return row("score", "survey_pomp", "dim=A;source=survey;"+of, 50, n)
}

var threeDepts = Margins{Departments: []Department{{"G", "D1", "", 3}, {"G", "D2", "", 20}, {"G", "D3", "", 20}}}

func expect(t *testing.T, got map[string]string, want map[string]string) {
	t.Helper()
	for id, note := range want {
		if g, ok := got[id]; !ok || g != note {
			t.Errorf("%s: note %q, expected %q", id, g, note)
		}
	}
}

func TestHiddenRowKeepsNoTrace(t *testing.T) {
	released, _ := Release([]estimate.Estimate{pomp("case=G", 4)}, threeDepts, 5)
	e := released[0]
	if got := strings.Join(e.Cells(), "|"); got != "survey_pomp|dim=A;source=survey;case=G||||||||||n<5|score|score.survey_pomp(dim=A;source=survey;case=G)" {
		t.Error(got)
	}
	if e.People != estimate.NoCount || e.Basis.Filter != "case=G" {
		t.Errorf("%+v", e)
	}
}

func TestNobodyIsNoData(t *testing.T) {
	got := notes(t, []estimate.Estimate{row("score", "respondents", "source=survey;case=G;dept=D1", 0, 0), row("score", "respondents", "source=survey;case=G", 9, 9)}, threeDepts)
	expect(t, got, map[string]string{"score.respondents(source=survey;case=G;dept=D1)": "", "score.respondents(source=survey;case=G)": ""})
}

func TestMinNOfOneHidesNothing(t *testing.T) {
	_, report := Release([]estimate.Estimate{pomp("case=G", 1)}, threeDepts, 1)
	if report.Primary+report.Complementary != 0 {
		t.Errorf("%+v", report)
	}
}

// Two hidden departments of one person each: "n<5" says at least 1, so their sum of 2 gives both away.
func TestBoundsGiveCountsAway(t *testing.T) {
	es := []estimate.Estimate{pomp("case=G", 22), pomp("case=G;dept=D1", 1), pomp("case=G;dept=D2", 1), pomp("case=G;dept=D3", 20)}
	got := notes(t, es, threeDepts)
	expect(t, got, map[string]string{es[1].ID(): "n<5", es[2].ID(): "n<5", es[3].ID(): "suppressed", es[0].ID(): ""})

	es[1], es[2], es[0] = pomp("case=G;dept=D1", 2), pomp("case=G;dept=D2", 1), pomp("case=G", 23)
	got = notes(t, es, threeDepts)
	expect(t, got, map[string]string{es[1].ID(): "n<5", es[2].ID(): "n<5", es[3].ID(): ""})
}

// What is computed from a hidden cell goes with it, in every family.
func TestDerivedRowsFollow(t *testing.T) {
	leader, staff := pomp("case=G;role=leader", 4), pomp("case=G;role=staff", 30)
	own := pomp("case=G", 34)
	gap := row("score", "gap", "dim=A;source=survey;case=G;role=leader-staff", 3, 4)
	groupN := row("compare", "group_n", "dim=A;case=G|A|leader", 4, 4)
	otherN := row("compare", "group_n", "dim=A;case=G|A|staff", 30, 30)
	delta := row("compare", "cliff_delta", "dim=A;case=G|A: leader-staff", .2, 34)
	keyed := row("compare", "cliff_delta", "dim=B;case=G;role=leader-staff|A", .2, 34, leader.ID())
	alpha := row("reliability", "alpha", "dim=A;case=G", .8, 34)
	coupled := row("ccd", "coupling_c", "dim=CCD;source=survey;case=G", .9, 34, staff.ID())
	level := row("ccd", "level", "dim=CCD2;source=survey;case=G", 7, 34, own.ID())
	level.N, level.People = 3, estimate.NoCount // three systems, not three people
	coupled.N, coupled.People = 3, estimate.NoCount
	got := notes(t, []estimate.Estimate{own, leader, staff, gap, groupN, otherN, delta, keyed, alpha, coupled, level}, threeDepts)
	expect(t, got, map[string]string{own.ID(): "", leader.ID(): "n<5", staff.ID(): "suppressed", gap.ID(): "suppressed", groupN.ID(): "n<5",
		otherN.ID(): "suppressed", delta.ID(): "suppressed", keyed.ID(): "suppressed", alpha.ID(): "", coupled.ID(): "suppressed", level.ID(): ""})
}

// Weights from the spread over cases speak of every case: one hidden case hides them all.
func TestWeightsOfAHiddenCase(t *testing.T) {
	small, large, larger := pomp("case=G", 3), pomp("case=H", 40), pomp("case=I", 41)
	ccd := func(c, own, method string, parent estimate.Estimate) estimate.Estimate {
		e := row("ccd", "coordination_d", "dim=CCD;source=survey;case="+c+own, .5, 40, parent.ID())
		e.N, e.People, e.Method = 3, estimate.NoCount, method
		return e
	}
	equal, spread := ccd("I", "", "standard", larger), ccd("I", "|weights=entropy", "standard; entropy weights 0.2, 0.8", larger)
	got := notes(t, []estimate.Estimate{small, large, larger, equal, spread, ccd("G", "|weights=entropy", "standard; entropy weights 0.2, 0.8", small)}, Margins{})
	expect(t, got, map[string]string{equal.ID(): "", spread.ID(): "suppressed"})
}

func TestGroupRowsOfDepartments(t *testing.T) {
	es := []estimate.Estimate{pomp("case=G", 43), pomp("case=G;dept=D1", 3), pomp("case=G;dept=D2", 20), pomp("case=G;dept=D3", 20),
		row("aggregate", "rwg_j", "dim=A;case=G|department=D1", .9, 3), row("aggregate", "rwg_j", "dim=A;case=G|department=D2", .9, 20),
		row("aggregate", "rwg_j", "dim=A;case=G|department=D3", .9, 20), row("aggregate", "rwg_j", "dim=A;case=G|mean", .9, 43)}
	got := notes(t, es, threeDepts)
	// Of two departments as large, the first in the table goes.
	expect(t, got, map[string]string{es[1].ID(): "n<5", es[2].ID(): "suppressed", es[3].ID(): "", es[4].ID(): "n<5", es[5].ID(): "suppressed", es[6].ID(): "", es[7].ID(): "suppressed"})
	// The mean over departments would give the two hidden ones' away; who has the records may compute it on the third.
	if _, report := Release(es, threeDepts, 5); len(report.OverHidden) != 1 || !report.OverHidden[es[7].ID()] {
		t.Errorf("%v", report.OverHidden)
	}
}

// The keys of a study's comparisons hold the contrast, and a group's figures name their level after it.
func TestComparisonsOfAStudy(t *testing.T) {
	leader, staff, all := pomp("case=G;role=leader", 4), pomp("case=G;role=staff", 30), pomp("case=G", 41)
	third := pomp("case=G;role=other", 7)
	before, after := pomp("case=G;period=before", 20), pomp("case=G;period=after", 21)
	few := row("compare", "mean", "dim=A;source=survey;case=G;role=leader-staff|leader", 4, 4)
	many := row("compare", "mean", "dim=A;source=survey;case=G;role=leader-staff|staff", 30, 30)
	third2 := row("compare", "mean", "dim=A;source=survey;case=G;role=staff-other|other", 7, 7)
	delta := row("compare", "cliff_delta", "dim=A;source=survey;case=G;role=staff-other", .2, 37)
	// Of 21 people 18 answered in both periods: the mean of the other 3 is a subtraction away; of 20, 15, and 5 others, but
	// both rows have one n.
	linkedAfter := row("compare", "mean", "dim=A;source=survey;case=G;period=after-before|after", 50, 18)
	linkedBefore := row("compare", "mean", "dim=A;source=survey;case=G;period=after-before|before", 50, 15)
	for _, e := range []*estimate.Estimate{&linkedAfter, &linkedBefore} {
		e.Notes = []estimate.Note{{Code: "score_compare_linked"}}
	}
	depts := row("compare", "anova_f", "dim=A;source=survey;case=G|dept", 3, 41)
	got := notes(t, []estimate.Estimate{all, leader, staff, third, before, after, few, many, third2, delta, linkedAfter, linkedBefore, depts}, threeDepts)
	expect(t, got, map[string]string{leader.ID(): "n<5", third.ID(): "suppressed", staff.ID(): "", few.ID(): "n<5", many.ID(): "", third2.ID(): "suppressed",
		delta.ID(): "suppressed", linkedAfter.ID(): "suppressed", linkedBefore.ID(): "suppressed", depts.ID(): ""})
}

// A side of all cases, which only a comparison shows, gives the side of the one hidden case away.
func TestComparisonsOverCases(t *testing.T) {
	m := Margins{}
	var es []estimate.Estimate
	for _, c := range []string{"G", "H"} {
		for d, n := range []int{20, 30, 3} {
			side := []string{"approval", "supervision", "supervision"}[d]
			dept := []string{"D1", "D2", "D3"}[d]
			if c == "G" && d == 2 {
				n = 25
			}
			m.Departments = append(m.Departments, Department{c, dept, side, n})
			es = append(es, pomp("case="+c+";dept="+dept, n))
		}
	}
	es = append(es, pomp("", 128), pomp("case=G", 75), pomp("case=H", 53), pomp("case=G;side=approval", 20), pomp("case=H;side=approval", 20),
		pomp("case=G;side=supervision", 55), pomp("case=H;side=supervision", 33))
	for i := range es {
		es[i].Of = strings.TrimSuffix(es[i].Of, ";")
	}
	whole := row("compare", "mean", "dim=A;source=survey;side=approval-supervision|supervision", 50, 88)
	es = append(es, whole)
	got := notes(t, es, m)
	// D3 of H needs D2 of H; the side stays, since both its departments are hidden.
	expect(t, got, map[string]string{es[5].ID(): "n<5", es[4].ID(): "suppressed", es[12].ID(): "", whole.ID(): ""})

	es[5] = pomp("case=H;dept=D3", 20)
	es[12] = pomp("case=H;side=supervision", 4) // as if: the side itself is too small
	got = notes(t, es, m)
	if got[es[12].ID()] != "n<5" || got[whole.ID()] == "" && got[es[11].ID()] == "" {
		t.Errorf("the side of all cases minus that of G gives that of H: %v", got)
	}
}

func TestVerdictCountsHiddenDepartments(t *testing.T) {
	small, other, third := pomp("case=G;dept=D1", 3), pomp("case=G;dept=D2", 20), pomp("case=G;dept=D3", 21)
	whole, role, staff := pomp("case=G", 44), pomp("case=G;role=leader", 3), pomp("case=G;role=staff", 41)
	counted := row("score", "hazard", "dim=H4;source=survey;case=G", 1, 44, small.ID(), other.ID(), third.ID())
	unknown := row("score", "hazard", "dim=H3;source=survey;case=G", 0, 44, role.ID(), whole.ID())
	resting := row("score", "hazard", "dim=H1;source=survey;case=G", 1, 44, "score.survey_pomp(dim=B;source=survey;case=G;role=staff)")
	b := func(of string, n int) estimate.Estimate {
		return row("score", "survey_pomp", "dim=B;source=survey;"+of, 50, n)
	}
	got := notes(t, []estimate.Estimate{whole, small, other, third, role, staff, b("case=G", 44), b("case=G;role=staff", 40), b("case=G;role=leader", 4), counted, unknown, resting}, threeDepts)
	expect(t, got, map[string]string{counted.ID(): "", unknown.ID(): "", resting.ID(): "suppressed"})
}

// What the people of a very small department said, in whatever measure, is theirs.
func TestInterviewsOfASmallDepartment(t *testing.T) {
	iv := func(measure, of string, n int) estimate.Estimate {
		e := row("score", measure, "dim=A;source=interview;"+of, 60, n)
		e.People = estimate.NoCount
		return e
	}
	var es []estimate.Estimate
	for _, of := range []string{"case=G", "case=G;dept=D1", "case=G;dept=D2", "case=G;dept=D3"} {
		n := 3
		if of == "case=G" {
			n = 9
		}
		for _, m := range []string{"interview_prevalence", "interview_q", "interview_v", "interview_share", "interview_rate", "interview_salience"} {
			es = append(es, iv(m, of, n))
		}
	}
	got := notes(t, es, threeDepts)
	for i, e := range es {
		if want := []string{"", "n<5", "suppressed", ""}[i/6]; got[e.ID()] != want {
			t.Errorf("%s: note %q, expected %q", e.ID(), got[e.ID()], want)
		}
	}
	// Where D2 has too few scores for a Q, D1's is safe behind it; where it was not asked, D3 must go.
	for _, n := range []int{2, 0} {
		for i := range es {
			if es[i].Of == "dim=A;source=interview;case=G;dept=D2" {
				if n == 0 {
					es[i].N = 0
				}
				if n == 0 || es[i].Measure == "interview_q" || es[i].Measure == "interview_v" {
					es[i].N, es[i].Value = n, estimate.None
				}
			}
		}
		got = notes(t, es, threeDepts)
		second, third := got["score.interview_prevalence(dim=A;source=interview;case=G;dept=D2)"], got["score.interview_q(dim=A;source=interview;case=G;dept=D3)"]
		if n == 2 && (second != "suppressed" || third != "") || n == 0 && third != "suppressed" {
			t.Errorf("n %d: D2 %q, D3 %q", n, second, third)
		}
	}
}

func TestInvitedAndRateFollowRespondents(t *testing.T) {
	n := row("score", "respondents", "source=survey;case=G;dept=D1", 4, 4)
	invited := row("score", "respondents_invited", "source=survey;case=G;dept=D1", 12, 12)
	invited.People = 4
	rate := row("score", "response_rate", "source=survey;case=G;dept=D1", 1.0/3, 12, n.ID(), invited.ID())
	rate.People = 4
	got := notes(t, []estimate.Estimate{n, invited, rate}, threeDepts)
	expect(t, got, map[string]string{n.ID(): "n<5", invited.ID(): "n<5", rate.ID(): "n<5"})
}

func TestSameRowsSameAnswer(t *testing.T) {
	es := []estimate.Estimate{pomp("case=G", 43), pomp("case=G;dept=D1", 3), pomp("case=G;dept=D2", 20), pomp("case=G;dept=D3", 20)}
	first := notes(t, es, threeDepts)
	for range 20 {
		for id, note := range notes(t, es, threeDepts) {
			if first[id] != note {
				t.Fatalf("%s: %q, then %q", id, first[id], note)
			}
		}
	}
}
