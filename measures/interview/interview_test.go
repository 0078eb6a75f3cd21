package interview_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/interview"
)

var sources = []string{"interview"}

func framework() *coding.Framework {
	return &coding.Framework{
		Bands: coding.Bands{Low: 40, High: 60, Margin: 5, Gap: 20, MinInterviews: 2},
		Dimensions: []coding.Dimension{
			{ID: "ME", Group: true, Polarity: 1},
			{ID: "ME.SUB", Parent: "ME", Polarity: 1, Sources: sources},
			{ID: "ME.REL", Parent: "ME", Polarity: 1, Sources: sources},
			{ID: "ME.TEC", Parent: "ME", Polarity: 1, Sources: sources},
			{ID: "F", Group: true, Polarity: -1, Sources: sources},
			{ID: "F.PD", Parent: "F", Polarity: -1, Sources: sources},
		},
	}
}

type row struct {
	interview, segment, code string
	a, d                     int // d 9: empty
	absent                   bool
	period                   string
}

func study(interviews []coding.Interview, rows ...row) *coding.Study {
	s := &coding.Study{Framework: framework(), Interviews: interviews}
	seen := map[[2]string]bool{}
	for _, r := range rows {
		c := coding.Coding{Pass: "1", Coder: "A", Interview: r.interview, Segment: r.segment, Code: r.code, Intensity: r.a}
		if r.d != 9 {
			c.Direction, c.HasDir = r.d, true
		}
		if r.absent {
			c.State, c.Direction, c.HasDir = coding.Absent, -1, true
		}
		s.Codings = append(s.Codings, c)
		if k := [2]string{r.interview, r.segment}; !seen[k] {
			seen[k] = true
			s.Segments = append(s.Segments, coding.Segment{Interview: r.interview, ID: r.segment, Period: r.period})
		}
	}
	return s
}

func score(s *coding.Study, period string) *interview.Scores {
	layers := pass.NewLayers(s)
	var all []int
	for i := range s.Interviews {
		all = append(all, i)
	}
	return interview.Compute(s, layers, layers.Settle(pass.Options{}), []interview.Cell{{Key: estimate.Key{Case: "G", Period: period}, Interviews: all}})
}

func of(t *testing.T, s *interview.Scores, dim string) interview.Score {
	t.Helper()
	v, ok := s.Find(s.Cells[0].Key, dim)
	if !ok {
		t.Fatalf("no score of %s", dim)
	}
	return v
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-12 {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// Ratings (2,−1), (3,1), (1,1): V = (−2+3+1)/6 = 1/3, Q = 66.67. The second interview says (1,0): V 0, Q 50. The third is not rated.
func TestRatedScore(t *testing.T) {
	s := score(study([]coding.Interview{{ID: "I1"}, {ID: "I2"}, {ID: "I3"}},
		row{"I1", "1", "ME.REL", 2, -1, false, ""}, row{"I1", "2", "ME.REL", 3, 1, false, ""}, row{"I1", "3", "ME.REL", 1, 1, false, ""},
		row{"I2", "1", "ME.REL", 1, 0, false, ""}, row{"I3", "1", "ME.REL", 2, 9, false, ""}), "")
	v := of(t, s, "ME.REL")
	near(t, "V", v.V, 1.0/6)
	near(t, "Q", v.Q, 50+50.0/6)
	if v.Rated != 2 || v.Present != 3 || v.Asked != 3 {
		t.Errorf("unrated counts for presence alone: %+v", v)
	}
	if x := of(t, s, "ME.SUB"); x.Rated != 0 || !math.IsNaN(x.Q) || x.Prevalence() != 0 {
		t.Errorf("asked and not mentioned is 0 in prevalence and missing in Q: %+v", x)
	}
}

func TestTooFewInterviews(t *testing.T) {
	s := score(study([]coding.Interview{{ID: "I1"}, {ID: "I2"}}, row{"I1", "1", "ME.REL", 2, 1, false, ""}), "")
	v := of(t, s, "ME.REL")
	if !math.IsNaN(v.Q) || !math.IsNaN(v.V) || !v.Refused || v.Rated != 1 || v.Prevalence() != 0.5 {
		t.Errorf("one interview with a score where two are needed: %+v", v)
	}
	for _, e := range s.Estimates() {
		if e.Measure == "interview_q" && e.Of == "dim=ME.REL;source=interview;case=G" {
			if !e.Empty() || e.N != 1 || estimate.JoinNotes(e.Notes) != "1 interviews with a score, fewer than 2" {
				t.Errorf("%+v", e)
			}
			return
		}
	}
	t.Error("no interview_q")
}

// Four states: not asked, asked and not mentioned, said to be absent, mentioned.
func TestStates(t *testing.T) {
	s := score(study([]coding.Interview{{ID: "I1", Asked: []string{"ME.SUB"}, AskedGiven: true}, {ID: "I2"}, {ID: "I3"}, {ID: "I4"},
		{ID: "I5", Asked: []string{"ME.SUB"}, AskedGiven: true}},
		row{"I3", "1", "ME.REL", 2, -1, true, ""}, row{"I4", "1", "ME.REL", 2, -1, false, ""}, row{"I5", "1", "ME.REL", 2, 1, true, "before"}), "")
	v := of(t, s, "ME.REL")
	// I1 not asked; I2 asked; I3 absent: asked, 0; I4 mentioned, though as weak; I5 not asked but speaks of it: absent, 0
	if v.Asked != 4 || v.Present != 1 || v.Rated != 3 {
		t.Errorf("%+v", v)
	}
	near(t, "Q", v.Q, 0)
	// In a period without segments the interviews asked, or with any segment in any period, stay the denominator.
	p := study([]coding.Interview{{ID: "I1", Asked: []string{"ME.SUB"}, AskedGiven: true}, {ID: "I2"}},
		row{"I1", "1", "ME.REL", 2, 1, false, "before"}, row{"I2", "1", "ME.REL", 2, 1, false, ""})
	before, after := of(t, score(p, "before"), "ME.REL"), of(t, score(p, "after"), "ME.REL")
	if before.Asked != 2 || before.Present != 1 || after.Asked != 2 || after.Present != 0 {
		t.Errorf("before %+v, after %+v", before, after)
	}
}

func TestGroupPoolsItsLeaves(t *testing.T) {
	s := score(study([]coding.Interview{{ID: "I1"}, {ID: "I2", Asked: []string{"ME.SUB"}, AskedGiven: true}, {ID: "I3", Asked: []string{"F"}, AskedGiven: true}},
		row{"I1", "1", "F", 1, 1, false, ""}, row{"I1", "2", "F.PD", 3, -1, false, ""}, row{"I3", "1", "F.PD", 1, 1, false, ""}), "")
	v := of(t, s, "F")
	if v.Asked != 2 || v.Present != 2 || v.Rated != 2 || v.Segments != 3 {
		t.Errorf("%+v", v)
	}
	near(t, "V", v.V, (-0.5+1)/2) // I1: (1−3)/4
	if _, ok := s.Find(s.Cells[0].Key, "ME"); ok {
		t.Error("a group without sources of its own has no interview score")
	}
}

// I1 has 4 segments: two on SUB, one on REL, one uncoded, and speaks 2,000 characters; I2 has 2, one on SUB.
func TestShareRateSalience(t *testing.T) {
	s := score(study([]coding.Interview{{ID: "I1", Characters: 2000}, {ID: "I2", Characters: -1}},
		row{"I1", "1", "ME.SUB", 1, 1, false, ""}, row{"I1", "2", "ME.SUB", 1, 1, false, ""}, row{"I1", "3", "ME.REL", 1, 1, false, ""},
		row{"I1", "4", "", 0, 9, false, ""}, row{"I2", "1", "ME.TEC", 1, 1, false, ""}, row{"I2", "1", "ME.SUB", 1, 1, false, ""}, row{"I2", "2", "ME.TEC", 1, 1, false, ""}), "")
	sub, rel, tec := of(t, s, "ME.SUB"), of(t, s, "ME.REL"), of(t, s, "ME.TEC")
	near(t, "share SUB", sub.Share, (0.5+0.5)/2)
	near(t, "rate SUB", sub.Rate, 1)
	if sub.RateN != 1 || sub.ShareN != 2 {
		t.Errorf("denominators: %+v", sub)
	}
	near(t, "share REL", rel.Share, (0.25+0)/2)
	near(t, "salience SUB", sub.Salience, 1)
	near(t, "salience REL", rel.Salience, 0.5)
	near(t, "salience TEC", tec.Salience, 0.5)
}

func ExampleCompute() {
	study := &coding.Study{
		Framework: &coding.Framework{
			Bands:      coding.Bands{MinInterviews: 1},
			Dimensions: []coding.Dimension{{ID: "ME.REL", Polarity: 1, Sources: []string{"interview"}}},
		},
		Interviews: []coding.Interview{{ID: "I1"}},
		Segments:   []coding.Segment{{Interview: "I1", ID: "1"}, {Interview: "I1", ID: "2"}, {Interview: "I1", ID: "3"}},
	}
	for i, rating := range [][2]int{{2, -1}, {3, 1}, {1, 1}} {
		study.Codings = append(study.Codings, coding.Coding{Pass: "1", Coder: "A", Interview: "I1", Segment: study.Segments[i].ID,
			Code: "ME.REL", Intensity: rating[0], Direction: rating[1], HasDir: true})
	}
	layers := pass.NewLayers(study)
	scores := interview.Compute(study, layers, layers.Settle(pass.Options{}), []interview.Cell{{Interviews: []int{0}}})
	for _, e := range scores.Estimates()[:3] {
		fmt.Printf("%s %.4f n=%d\n", e.ID(), e.Value, e.N)
	}
	// Output:
	// score.interview_prevalence(dim=ME.REL;source=interview) 1.0000 n=1
	// score.interview_q(dim=ME.REL;source=interview) 66.6667 n=1
	// score.interview_v(dim=ME.REL;source=interview) 0.3333 n=1
}

// What was asked is what the list names. F, a group with the source, was asked in I1 and I2 and its leaf in I2 and I3,
// which asks F too: F 3 of 4, F.PD 2 of 4.
func TestGroupAskedAlone(t *testing.T) {
	list := []coding.Interview{{ID: "I1", Asked: []string{"F"}}, {ID: "I2", Asked: []string{"F", "F.PD"}}, {ID: "I3", Asked: []string{"F.PD"}}, {ID: "I4", Asked: []string{"ME.SUB"}}}
	for i := range list {
		list[i].AskedGiven = true
	}
	s := score(study(list), "")
	for dim, want := range map[string]int{"F": 3, "F.PD": 2, "ME.SUB": 1} {
		if v := of(t, s, dim); v.Asked != want {
			t.Errorf("%s: %d asked, want %d", dim, v.Asked, want)
		}
	}
}
