package measures

import (
	"math"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/survey"
	"pgregory.net/rapid"
)

// rules are hazard rules of every shape, on observed and proposed dimensions.
func rules() *coding.Framework {
	fw := &coding.Framework{
		Bands: coding.Bands{Low: 40, High: 60, Margin: 5, Gap: 20, MinInterviews: 3},
		Hazards: []coding.Hazard{
			{ID: "H1", Code: "F.PD", High: []string{"ME.REL"}, Low: []string{"MC.INS"}},
			{ID: "H3", Code: "F.GC", Either: []string{"low:MC.TGT", "gap:MC.TGT:role"}},
			{ID: "H4", Code: "F.BP", Either: []string{"departments>=2:F.BP"}},
			{ID: "H7", Code: "F.CC", Low: []string{"E.SYN"}, Either: []string{"departments>=2:F.CC", "high:ME.STR", "high:ME.INS"}},
			{ID: "H9"},
		},
		Roles: []coding.Role{{ID: "chief", Level: "leader"}, {ID: "clerk", Level: "staff"}},
	}
	for _, id := range []string{"ME.REL", "MC.INS", "MC.TGT", "E.SYN", "ME.STR", "ME.INS", "F.PD", "F.GC", "F.BP", "F.CC"} {
		fw.Dimensions = append(fw.Dimensions, coding.Dimension{ID: id, Polarity: 1, Proposed: id == "ME.STR" || id == "ME.INS", Sources: []string{"interview", "survey"}})
	}
	return fw
}

// judgeOf judges a case G on scores by dimension, or by dimension@role.
func judgeOf(source string, scores map[string]float64) *judge {
	st := &coding.Study{Framework: rules(), Cases: []coding.Case{{ID: "G"}}}
	b := newBoard(st, source)
	measure := map[string]string{"survey": "survey_pomp", "interview": "interview_q"}[source]
	for _, role := range []string{"", "leader", "staff"} {
		row := b.add(estimate.Key{Case: "G", Role: role})
		for d := range row {
			name := b.fw.Dimensions[d].ID
			if role != "" {
				name += "@" + role
			}
			if x, ok := scores[name]; ok {
				row[d] = score{measure: measure, value: x, n: 35, people: 35}
			}
		}
	}
	return &judge{study: st, board: b, minN: 5, contrasts: []contrast{{"role", "leader", "staff"}}, evidence: evidence{map[evidenceKey]*deptEvidence{}},
		scores: survey.Read(st).Compute(nil)}
}

func (j *judge) verdict(t testing.TB, id string) string {
	t.Helper()
	for _, e := range j.hazards(nil) {
		k, _, _ := estimate.ParseKey(e.Of)
		if k.Dim == id {
			word := e.Notes[0].English()
			value := map[string]float64{"triggered": 1, "triggered, borderline": 1, "not": 0, "not, borderline": 0}
			if want, ok := value[word]; ok && e.Value != want || !ok && !e.Empty() {
				t.Errorf("%s: %s with the value %v", id, word, e.Value)
			}
			return word
		}
	}
	return "no row"
}

func TestHazardVerdicts(t *testing.T) {
	for _, c := range []struct {
		hazard string
		scores map[string]float64
		want   string
	}{
		{"H1", map[string]float64{"ME.REL": 72, "MC.INS": 31}, "triggered"},
		{"H1", map[string]float64{"ME.REL": 72, "MC.INS": 38}, "triggered, borderline"},
		{"H1", map[string]float64{"ME.REL": 72, "MC.INS": 40}, "not, borderline"},
		{"H1", map[string]float64{"MC.INS": 55}, "not"},
		{"H1", map[string]float64{"MC.INS": 31}, "cannot judge"},
		{"H1", map[string]float64{"ME.REL": 60, "MC.INS": 31}, "not, borderline"},
		{"H1", map[string]float64{"ME.REL": 65, "MC.INS": 31}, "triggered, borderline"}, // 5 points: the margin is inclusive
		{"H1", map[string]float64{"ME.REL": 65.01, "MC.INS": 34.99}, "triggered"},       // just outside both margins
		{"H1", map[string]float64{"ME.REL": 58, "MC.INS": 80}, "not"},                   // the other atom settles it
		{"H3", map[string]float64{"MC.TGT": 62, "MC.TGT@leader": 70, "MC.TGT@staff": 43}, "triggered"},
		{"H3", map[string]float64{"MC.TGT": 62, "MC.TGT@leader": 43, "MC.TGT@staff": 70}, "triggered"},
		{"H3", map[string]float64{"MC.TGT": 62, "MC.TGT@leader": 63, "MC.TGT@staff": 43}, "triggered, borderline"}, // exactly 20
		{"H3", map[string]float64{"MC.TGT": 62, "MC.TGT@leader": 70}, "cannot judge"},
		{"H3", map[string]float64{"MC.TGT": 30}, "triggered"},
		{"H7", map[string]float64{"E.SYN": 33, "ME.STR": 71}, "triggered"},
		{"H7", map[string]float64{"E.SYN": 52}, "not"},
		{"H7", map[string]float64{"E.SYN": 33, "ME.STR": 50, "ME.INS": 20}, "cannot judge"}, // the departments are unknown
		{"H9", nil, "cannot judge"},
	} {
		for _, source := range []string{"survey", "interview"} {
			j := judgeOf(source, c.scores)
			if got := j.verdict(t, c.hazard); got != c.want {
				t.Errorf("%s on %v (%s): %s, want %s", c.hazard, c.scores, source, got, c.want)
			}
		}
	}
}

func TestHazardEvidence(t *testing.T) {
	j := judgeOf("interview", map[string]float64{"E.SYN": 33, "ME.STR": 71})
	for _, e := range j.hazards(nil) {
		if !strings.Contains(e.Of, "dim=H7") {
			continue
		}
		if e.Of != "dim=H7;source=interview;case=G" {
			t.Error(e.Of)
		}
		want := "triggered; cuts: low 40, high 60, gap 20, margin 5; low:E.SYN holds: 33 against 40 (n 35); high:ME.STR holds: 71 against 60 (n 35); " +
			"rests on the proposed ME.STR; beside it, not deciding: 0 segments coded F.CC"
		if got := estimate.JoinNotes(e.Notes); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
		if got := strings.Join(e.Basis.Parents, " "); got != "score.interview_q(dim=E.SYN;source=interview;case=G) score.interview_q(dim=ME.STR;source=interview;case=G)" {
			t.Error(got)
		}
	}
}

// Two departments report it: with the proposed dimension in doubt the verdict stands, so it does not rest on it.
func TestHazardDoesNotRestOnProposed(t *testing.T) {
	j := judgeOf("interview", map[string]float64{"E.SYN": 33, "ME.STR": 71})
	j.study.Interviews = []coding.Interview{{ID: "I1", Case: "G", Dept: "D1"}, {ID: "I2", Case: "G", Dept: "D2"}}
	said := func() bool {
		for _, e := range j.hazards(nil) {
			if strings.Contains(e.Of, "dim=H7") {
				return strings.Contains(estimate.JoinNotes(e.Notes), "rests on the proposed ME.STR")
			}
		}
		return false
	}
	units := []pass.Unit{{Interview: "I1", Code: "F.CC", Direction: 1}, {Interview: "I2", Code: "F.CC", Direction: 1}}
	j.evidence = newEvidence(j.study, &pass.Consensus{Accepted: units[:1]})
	if !said() {
		t.Error("one department: the verdict rests on ME.STR")
	}
	j.evidence = newEvidence(j.study, &pass.Consensus{Accepted: units})
	if said() {
		t.Error("two departments: the verdict stands without ME.STR")
	}
}

// A score that too few people or interviews stand behind is unknown, and its value is not told.
func TestHazardTooFew(t *testing.T) {
	j := judgeOf("survey", map[string]float64{"ME.REL": 72, "MC.INS": 31})
	j.board.main[0][j.board.dim["ME.REL"]].people = 4
	if got := j.verdict(t, "H1"); got != "cannot judge" {
		t.Error(got)
	}
	j = judgeOf("interview", map[string]float64{"ME.REL": 72, "MC.INS": 31})
	j.board.main[0][j.board.dim["ME.REL"]].n = 2
	if got := j.verdict(t, "H1"); got != "cannot judge" {
		t.Error(got)
	}
}

// Departments with a segment that is mentioned with a direction other than −1 speak for it; any accepted segment is evidence.
func TestHazardDepartments(t *testing.T) {
	unit := func(interview string, state coding.State, direction float64) pass.Unit {
		return pass.Unit{Interview: interview, Segment: "s", Code: "F.BP", State: state, Direction: direction, Intensity: 1, Period: "after"}
	}
	for _, c := range []struct {
		units []pass.Unit
		want  string
	}{
		{nil, "cannot judge"},
		{[]pass.Unit{unit("I1", coding.Mentioned, 1)}, "cannot judge"},
		{[]pass.Unit{unit("I1", coding.Mentioned, 1), unit("I2", coding.Mentioned, math.NaN())}, "triggered"},
		{[]pass.Unit{unit("I1", coding.Mentioned, 1), unit("I2", coding.Mentioned, -1)}, "not"},
		{[]pass.Unit{unit("I1", coding.Mentioned, 1), unit("I2", coding.Absent, -1)}, "not"},
		{[]pass.Unit{unit("I1", coding.Mentioned, 1), unit("I3", coding.Mentioned, 1)}, "cannot judge"}, // the same department
		{[]pass.Unit{unit("I1", coding.Mentioned, 1), unit("I4", coding.Mentioned, 1)}, "cannot judge"}, // another case
	} {
		j := judgeOf("interview", nil)
		j.study.Interviews = []coding.Interview{{ID: "I1", Case: "G", Dept: "D1"}, {ID: "I2", Case: "G", Dept: "D2"},
			{ID: "I3", Case: "G", Dept: "D1"}, {ID: "I4", Case: "K", Dept: "D2"}}
		j.evidence = newEvidence(j.study, &pass.Consensus{Accepted: c.units})
		if got := j.verdict(t, "H4"); got != c.want {
			t.Errorf("%v: %s, want %s", c.units, got, c.want)
		}
		if len(c.units) == 2 && j.evidence.segments("G", "before", "F.BP") != 0 {
			t.Error("segments of another period counted")
		}
	}
}

// Three-valued logic: what is decided with an unknown atom stays decided whatever that atom turns out to be.
func TestUnknownDecidesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) []atom {
			out := make([]atom, rapid.IntRange(0, 3).Draw(t, name))
			for i := range out {
				out[i].truth = truth(rapid.IntRange(0, 2).Draw(t, "truth"))
			}
			return out
		}
		r := rule{all: draw("all"), either: draw("either")}
		v := r.verdict(nil)
		if v == unknown {
			return
		}
		for _, list := range [][]atom{r.all, r.either} {
			for i := range list {
				if list[i].truth == unknown {
					list[i].truth = []truth{isTrue, isFalse}[rapid.IntRange(0, 1).Draw(t, "turn")]
				}
			}
		}
		if got := r.verdict(nil); got != v {
			t.Fatalf("%+v: %d became %d", r, v, got)
		}
	})
}
