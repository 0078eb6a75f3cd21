package measures

import (
	"math"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

func row(t testing.TB, l *ledger.Ledger, id string) estimate.Estimate {
	t.Helper()
	e, ok := l.Find(id)
	if !ok {
		t.Fatalf("no %s", id)
	}
	return e
}

// I1 speaks of before alone and I2 of after alone; I3 says nothing, and I4 was not asked. So in either period one of three
// interviews mentions it, and one segment on 1,000 characters in three interviews is a rate of 1/3.
func TestAskedInEveryPeriod(t *testing.T) {
	fw := &coding.Framework{Bands: coding.Bands{MinInterviews: 1}, Dimensions: []coding.Dimension{{ID: "A", Polarity: 1, Sources: []string{"interview"}}, {ID: "B", Polarity: 1, Sources: []string{"interview"}}}}
	st := &coding.Study{Framework: fw, Cases: []coding.Case{{ID: "G"}}, Departments: []coding.Department{{Case: "G", ID: "D"}}}
	for _, id := range []string{"I1", "I2", "I3", "I4"} {
		iv := coding.Interview{ID: id, Case: "G", Dept: "D", Characters: 1000}
		if id == "I4" {
			iv.Asked, iv.AskedGiven = []string{"B"}, true
		}
		st.Interviews = append(st.Interviews, iv)
	}
	for i, p := range []string{"before", "after"} {
		id := st.Interviews[i].ID
		st.Segments = append(st.Segments, coding.Segment{Interview: id, ID: "1", Period: p})
		st.Codings = append(st.Codings, coding.Coding{Pass: "1", Coder: "A", Interview: id, Segment: "1", Code: "A", Intensity: 1, Direction: 1, HasDir: true})
	}
	l := scored(t, st)
	for _, of := range []string{"dim=A;source=interview;case=G", "dim=A;source=interview;case=G;dept=D"} {
		for _, p := range []string{"before", "after"} {
			for _, measure := range []string{"interview_prevalence", "interview_rate", "interview_salience"} {
				if e := row(t, l, "score."+measure+"("+of+";period="+p+")"); math.Abs(e.Value-1.0/3) > 1e-12 || e.N != 3 {
					t.Errorf("%s: %v (n %d)", e.ID(), e.Value, e.N)
				}
			}
			if e := row(t, l, "score.interview_share("+of+";period="+p+")"); e.Value != 1 || e.N != 1 { // of those with a segment
				t.Errorf("%s: %v (n %d)", e.ID(), e.Value, e.N)
			}
		}
	}
	for i := range st.Segments {
		st.Segments[i].Period = ""
	}
	for _, e := range scored(t, st).Estimates {
		if strings.Contains(e.Of, "period=") {
			t.Errorf("no segment speaks of a period: %s", e.ID())
		}
	}
}

// U = .5625, .5. wang2021: C = √((1 − .0625)·.5/.5625) = √.8333, T = .53125, D = √(C·T) = .6964: with the cuts .3, .55, .8 the
// third of four levels. The standard form, C = 2√(.5625·.5)/1.0625 = .99827 and D = .7283, stands beside it in the same levels.
func TestCouplingOfTheStudy(t *testing.T) {
	st := tiny()
	st.Options.Coupling = coding.CouplingOptions{Variant: "wang2021", Cuts: []float64{.3, .55, .8}}
	l := scored(t, st)
	c, plain := math.Sqrt(.9375*.5/.5625), 2*math.Sqrt(.5625*.5)/1.0625
	for id, want := range map[string]float64{
		"ccd.coupling_c(dim=C;source=survey;case=G)":                           c,
		"ccd.coordination_d(dim=C;source=survey;case=G)":                       math.Sqrt(c * .53125),
		"ccd.level(dim=C;source=survey;case=G)":                                3,
		"ccd.coupling_c(dim=C;source=survey;case=G|variant=standard)":          plain,
		"ccd.level(dim=C;source=survey;case=G|variant=standard)":               3,
		"ccd.coupling_c(dim=C;source=survey;case=G|variant=fan2024)":           1 - 2*(.0625/2),
		"score.conclusion_stable(dim=C;source=survey;case=G|variant=standard)": 1,
	} {
		if got := value(t, l, id); math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
	if _, ok := l.Find("ccd.coupling_c(dim=C;source=survey;case=G|variant=wang2021)"); ok {
		t.Error("the study's own variant stands beside itself")
	}
}

// Before, approval (a, b) and supervision (c): E.SYN 75 and 75, E.EFF 50 and 75, E (75 + 50 + 75)/3 = 66.67 and 75. So a gap of
// 25 in E.EFF alone reaches 20, within the margin. After, nobody of the approval side answered.
func TestGapOfSidesInAPeriod(t *testing.T) {
	st := tiny()
	st.Options.MinN = 1
	for _, id := range []string{"E.SYN", "E.EFF", "E"} {
		st.Framework.Hazards = append(st.Framework.Hazards, coding.Hazard{ID: "H." + id, Either: []string{"gap:" + id + ":side"}})
	}
	l := scored(t, st)
	for id, want := range map[string]string{
		"H.E.SYN;source=survey;case=G;period=before": "not", "H.E.EFF;source=survey;case=G;period=before": "triggered, borderline",
		"H.E;source=survey;case=G;period=before": "not", "H.E.EFF;source=survey;case=G;period=after": "cannot judge",
	} {
		if e := row(t, l, "score.hazard(dim="+id+")"); e.Notes[0].English() != want {
			t.Errorf("%s: %s", e.ID(), estimate.JoinNotes(e.Notes))
		}
	}
	gap := "score.gap(dim=E;source=survey;case=G;side=approval-supervision;period=before|hazards)"
	if e := row(t, l, gap); math.Abs(e.Value+25.0/3) > 1e-9 || e.N != 1 || e.People != 1 {
		t.Errorf("%+v", e)
	}
	if e := row(t, l, "score.hazard(dim=H.E;source=survey;case=G;period=before)"); len(e.Basis.Parents) != 1 || e.Basis.Parents[0] != gap {
		t.Errorf("%v", e.Basis.Parents)
	}
	for _, e := range l.Estimates {
		for _, p := range e.Basis.Parents {
			row(t, l, p)
		}
		if strings.Contains(e.Of, "dim=E.CTX") && strings.HasSuffix(e.Of, "|hazards") && e.Measure != "survey_pomp" && e.Measure != "gap" {
			t.Errorf("%s", e.ID())
		}
	}
}

// The same for roles and departments: before, leaders E.SYN 100 and 75, staff 50; D1 75, D2 75.
func TestGapOfOthersInAPeriod(t *testing.T) {
	st := tiny()
	st.Options.MinN = 1
	st.Options.Comparisons = []coding.Comparison{{By: "department", Levels: []string{"D1", "D2"}}}
	st.Framework.Hazards = []coding.Hazard{{ID: "R", Either: []string{"gap:E.SYN:role"}}, {ID: "D", Either: []string{"gap:E.SYN:department"}}, {ID: "P", Either: []string{"gap:E.SYN:period"}}}
	l := scored(t, st)
	for id, want := range map[string]string{"R": "triggered", "D": "not", "P": "cannot judge"} {
		if e := row(t, l, "score.hazard(dim="+id+";source=survey;case=G;period=before)"); e.Notes[0].English() != want {
			t.Errorf("%s: %s", e.ID(), estimate.JoinNotes(e.Notes))
		}
	}
}

// Seven people answer an item or two, c twice. The composite of A rests on A1 and, of the group B, on B1: a, c and g; its readiness
// on A2 and, of the proposed group P, on P1: b and f.
func TestPeopleOfParents(t *testing.T) {
	fw := &coding.Framework{ScaleMin: 1, ScaleMax: 5, Bands: coding.Bands{Low: 40, High: 60, MinInterviews: 1}}
	var items []string
	for _, d := range []struct {
		id, parent string
		polarity   int
		proposed   bool
	}{{"A", "", 1, false}, {"A1", "A", 1, false}, {"A2", "A", 1, true}, {"A0", "A", 0, false}, {"B", "A", 1, false}, {"B1", "B", 1, false},
		{"B2", "B", 1, true}, {"P", "A", 1, true}, {"P1", "P", 1, true}} {
		group := d.id == "A" || d.id == "B" || d.id == "P"
		fw.Dimensions = append(fw.Dimensions, coding.Dimension{ID: d.id, Parent: d.parent, Polarity: d.polarity, Proposed: d.proposed, Group: group})
		if !group {
			fw.Items = append(fw.Items, coding.Item{ID: "q" + d.id, Dimension: d.id, Min: 1, Max: 5, Ask: "all"})
			items = append(items, "q"+d.id)
		}
	}
	st := &coding.Study{Framework: fw, Cases: []coding.Case{{ID: "G", Invited: -1}}}
	st.Instrument.Items, st.Survey.Items = fw.Items, items
	for who, answered := range []string{"qA1", "qA2", "qB1", "qB2", "qA0", "qP1", "qA1 qB1", "qB1"} {
		r := coding.Response{Respondent: "abcdefgc"[who : who+1], Case: "G", Weight: 1, Answers: make([]coding.Value, len(items))}
		for i, id := range items {
			if r.Answers[i].Missing = coding.NotAnswered; strings.Contains(answered, id) {
				r.Answers[i] = coding.Number(3)
			}
		}
		st.Survey.Responses = append(st.Survey.Responses, r)
	}
	l := scored(t, st)
	for id, want := range map[string][2]int{ // n is the smallest of the children's
		"score.composite(dim=A;source=survey;case=G)": {2, 3}, "score.readiness(dim=A;source=survey;case=G)": {1, 2},
		"score.composite(dim=B;source=survey;case=G)": {3, 2}, "score.readiness(dim=B;source=survey;case=G)": {1, 1},
		"score.readiness(dim=P;source=survey;case=G)": {1, 1},
	} {
		if e := row(t, l, id); e.N != want[0] || e.People != want[1] || e.Value != 50 {
			t.Errorf("%s: %v, n %d, people %d, want %v", id, e.Value, e.N, e.People, want)
		}
	}
}

// Twelve people of D3, on the support side, were invited and none of them answered.
func TestNobodyAnswered(t *testing.T) {
	st := tiny()
	st.Departments = append(st.Departments, coding.Department{Case: "G", ID: "D3", Side: "support", Invited: 12})
	l := scored(t, st)
	for _, of := range []string{"dept=D3", "side=support"} {
		key := "(source=survey;case=G;" + of + ")"
		if e := row(t, l, "score.respondents"+key); e.Value != 0 || e.People != 0 {
			t.Errorf("%+v", e)
		}
		if e := row(t, l, "score.respondents_invited"+key); e.Value != 12 {
			t.Errorf("%+v", e)
		}
		if e := row(t, l, "score.response_rate"+key); e.Value != 0 || e.N != 12 {
			t.Errorf("%+v", e)
		}
	}
	for _, e := range l.Estimates {
		if strings.Contains(e.Of, "D3") && strings.Contains(e.Of, "dim=") {
			t.Errorf("a score of nobody: %s", e.ID())
		}
	}
}

// Leaders a and c, staff b and d; before a, b, c and after d: the smaller group is what a gap rests on.
func TestGapRestsOnTheSmaller(t *testing.T) {
	l := scored(t, tiny())
	for of, want := range map[string]int{"role=leader-staff": 2, "period=after-before": 1} {
		if e := row(t, l, "score.gap(dim=E.SYN;source=survey;case=G;"+of+")"); e.N != want || e.People != want {
			t.Errorf("%+v", e)
		}
	}
}

// 72 is 12 points above the cut: not within the margin of 5, but with an interval of ±12 the cut is in it; of ±11.9 it is not.
func TestBorderlineByInterval(t *testing.T) {
	for half, want := range map[float64]string{0: "triggered", 11.9: "triggered", 12: "triggered, borderline", 40: "triggered, borderline"} {
		j := judgeOf("survey", map[string]float64{"ME.REL": 72, "MC.INS": 31})
		j.board.main[0][j.board.dim["ME.REL"]].half = half
		if got := j.verdict(t, "H1"); got != want {
			t.Errorf("±%v: %s", half, got)
		}
	}
}

// With min_n 2 the one supervisor of before is too few: his score, the gap that would tell it, and the group's score made of it go.
func TestSidesInAPeriodAreReleasedWithCare(t *testing.T) {
	st := tiny()
	st.Options.MinN = 2
	st.Framework.Hazards = []coding.Hazard{{ID: "H", Either: []string{"gap:E:side"}}}
	full := scored(t, st)
	l := Release(full, st)
	for _, id := range []string{
		"score.survey_pomp(dim=E.SYN;source=survey;case=G;side=supervision;period=before|hazards)",
		"score.composite(dim=E;source=survey;case=G;side=supervision;period=before|hazards)",
		"score.gap(dim=E.SYN;source=survey;case=G;side=approval-supervision;period=before|hazards)",
		"score.gap(dim=E;source=survey;case=G;side=approval-supervision;period=before|hazards)",
	} {
		if row(t, full, id).Empty() || !row(t, l, id).Empty() {
			t.Errorf("%s: %v, released %v", id, row(t, full, id).Value, row(t, l, id).Value)
		}
	}
	if e := row(t, l, "score.hazard(dim=H;source=survey;case=G;period=before)"); e.Notes[0].English() != "cannot judge" {
		t.Errorf("%s", estimate.JoinNotes(e.Notes))
	}
}
