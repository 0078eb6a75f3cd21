package pass_test

import (
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
)

// Two people: X agreed on in s, said to be absent by both in t, its direction open in u; Y given by one of them in u and v.
func undecidedStudy() *coding.Study {
	absent := func(c coding.Coding) coding.Coding {
		c.State, c.Direction, c.HasDir = coding.Absent, -1, true
		return c
	}
	return study(given("1", "A", "s", "X", 2, 1), given("1", "B", "s", "X", 2, 1), absent(given("1", "A", "t", "X", 2, -1)), absent(given("1", "B", "t", "X", 2, -1)),
		given("1", "A", "u", "X", 2, 1), absent(given("1", "B", "u", "X", 2, -1)), given("1", "A", "u", "Y", 2, 1), given("1", "B", "v", "Y", 2, 1), given("1", "A", "v", "", 0, 9))
}

func TestBaseCountsWhatIsUndecided(t *testing.T) {
	s := undecidedStudy()
	for name, c := range map[string]struct {
		q    pass.Query
		want pass.Base
	}{
		"all":       {pass.Query{}, pass.Base{Interviews: 1, Units: 4, Coded: 2, Absent: 1, Undecided: 3, Ties: 1}},
		"of Y":      {pass.Query{Codes: []string{"Y"}}, pass.Base{Interviews: 1, Units: 4, Undecided: 2}},
		"by B of Y": {pass.Query{Codes: []string{"Y"}, Coders: []string{"B"}, Layer: pass.LayerConsensus}, pass.Base{Interviews: 1, Units: 4, Undecided: 1}},
		"coders":    {pass.Query{Layer: pass.LayerCoders}, pass.Base{Interviews: 1, Units: 8, Coded: 7, Absent: 3}},
	} {
		if _, got := pass.RetrieveWithBase(s, c.q); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
		if m, err := pass.CaseByCode(s, c.q, "interview"); err != nil || m.Base != c.want {
			t.Errorf("%s, matrix: %+v, want %+v", name, m.Base, c.want)
		}
	}
	if c := pass.Cooccur(s, pass.Query{}); c.Base.Undecided != 3 || c.Base.Absent != 1 {
		t.Errorf("co-occurrence: %+v", c.Base)
	}
}

func TestRatings(t *testing.T) {
	s := undecidedStudy()
	s.Codings = append(s.Codings, given("1", "A", "s", "X", 3, 1), given("1", "bot", "s", "X", 1, 0)) // A's intensities differ
	coders, list := pass.NewLayers(s).Ratings("1")
	if len(coders) != 3 || len(list) != 3 {
		t.Fatalf("%v %+v", coders, list)
	}
	const no = pass.NotRated
	for i, want := range []struct {
		segment              string
		direction, intensity [3]int8
	}{{"s", [3]int8{1, 1, 0}, [3]int8{no, 2, 1}}, {"t", [3]int8{-1, -1, no}, [3]int8{2, 2, no}}, {"u", [3]int8{1, -1, no}, [3]int8{2, 2, no}}} {
		if x := list[i]; x.Segment != want.segment || x.Code != "X" || [3]int8(x.Direction) != want.direction || [3]int8(x.Intensity) != want.intensity {
			t.Errorf("%+v, want %+v", x, want)
		}
	}
}
