package compare

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Two groups: F is t², Welch's F is Welch's t², and the p agree.
func TestTwoGroupsOfAnova(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := NewSample("a", drawGroup(t, "a", 2)), NewSample("b", drawGroup(t, "b", 2))
		if !(a.Var > 1e-6) || !(b.Var > 1e-6) {
			t.Skip("no variation")
		}
		student, f := StudentT(a, b), SquaresOf([]Sample{a, b}).AnovaF()
		welch, wf := WelchT(a, b), WelchF([]Sample{a, b})
		for _, pair := range [][2]float64{{student.Statistic * student.Statistic, f.Statistic}, {student.P, f.P}, {student.DF1, f.DF2},
			{welch.Statistic * welch.Statistic, wf.Statistic}, {welch.P, wf.P}, {welch.DF1, wf.DF2}} {
			if math.Abs(pair[0]-pair[1]) > 1e-8*(1+math.Abs(pair[1])) {
				t.Fatalf("%v and %v", pair[0], pair[1])
			}
		}
		gh := GamesHowell(a, b, 2, 0.95)
		if math.Abs(gh.P-welch.P) > 1e-9 || gh.Low > gh.Difference || gh.High < gh.Difference {
			t.Fatalf("Games-Howell of two groups %+v, Welch %+v", gh, welch)
		}
	})
}

func TestEta2Limits(t *testing.T) {
	r := compute(t, frame(t, "chickwts.csv"), Options{Value: []string{"weight"}, By: "feed"})
	e := find(t, r, "eta2", "weight")
	near(t, "low", e.Low, further(t, "eta2_low"), 1e-7)
	near(t, "high", e.High, further(t, "eta2_high"), 1e-7)
}

func TestHedgesJ(t *testing.T) {
	near(t, "J(10)", HedgesJ(10), 0.9227456, 1e-7) // Γ(5)/(√5·Γ(4.5))
	near(t, "J(1e6)", HedgesJ(1e6), 1-3/(4e6-1), 1e-11)
	near(t, "J past the change of method", HedgesJ(1000.000001), HedgesJ(1000), 1e-11)
	if !math.IsNaN(HedgesJ(1)) {
		t.Error("J(1) is defined")
	}
}

func TestNewSampleKeepsDigits(t *testing.T) {
	s := NewSample("", []float64{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16, math.NaN()})
	if s.N != 4 || s.Mean != 1e9+10 || s.Var != 30 {
		t.Errorf("%+v", s)
	}
}

func TestClusteredTAgainstR(t *testing.T) {
	r := compute(t, frame(t, "clustered.csv"), Options{Value: []string{"y"}, By: "g", Cluster: "cl"})
	e := find(t, r, "student_t", "y: A-B")
	near(t, "t", e.Value, further(t, "cr1_t"), 1e-12)
	near(t, "df", e.DF1, further(t, "cr1_df"), 0)
	near(t, "p", e.P, further(t, "cr1_p"), 1e-12)
	for _, m := range []string{"welch_t", "mann_whitney_u"} {
		w := find(t, r, m, "y: A-B")
		if w.Empty() || !math.IsNaN(w.P) || !has(w, noteClustered) {
			t.Errorf("%s: %v, p %v, %v", m, w.Value, w.P, w.Notes)
		}
	}
	d := find(t, r, "cohen_d", "y: A-B")
	if d.Empty() || !math.IsNaN(d.Low) || !has(d, noteClusteredCI) {
		t.Errorf("cohen_d: %+v", d)
	}
}

// Two groups that do not vary, but for what rounding leaves: no F, η² 1 without limits.
func TestGroupsThatDoNotVary(t *testing.T) {
	s := SquaresOf([]Sample{{N: 2, Eff: 2, Mean: 100.0 / 3, Var: 5e-29}, {N: 2, Eff: 2, Mean: 50, Var: 0}})
	if f := s.AnovaF(); !math.IsNaN(f.Statistic) {
		t.Errorf("F %v", f.Statistic)
	}
	if eta2, low, high := s.Eta2(0.95); eta2 != 1 || !math.IsNaN(low) || !math.IsNaN(high) {
		t.Errorf("%v from %v to %v", eta2, low, high)
	}
}
