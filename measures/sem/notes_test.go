package sem_test

import (
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/sem"
)

// says counts how many notes hold the words.
func says(notes []estimate.Note, words string) int {
	n := 0
	for _, note := range notes {
		if strings.Contains(note.English(), words) {
			n++
		}
	}
	return n
}

func TestNegativeLoading(t *testing.T) {
	const words = "negative loading: x3, x5; reversed item?"
	frame := troubled(200, func(c map[string][]float64) {
		for i := range c["x3"] {
			c["x3"][i], c["x5"][i] = -c["x3"][i], -c["x5"][i]
		}
	})
	r := compute(t, frame, sem.Options{Models: model("f =~ x1 + x2 + x3 + x4 + x5 + x6")})
	for _, measure := range []string{"ave", "composite_reliability"} {
		if e := find(t, r, measure, "f"); e.Empty() || says(e.Notes, words) != 1 {
			t.Errorf("%s: %v %q", measure, e.Value, estimate.JoinNotes(e.Notes))
		}
	}
	if says(r.Warnings, words) != 1 {
		t.Errorf("warnings %v", r.Warnings)
	}
	r = compute(t, frame, sem.Options{Models: model("f =~ x1 + x2 + x4 + x6")})
	if find(t, r, "ave", "f").Empty() || says(r.Warnings, "negative loading") != 0 {
		t.Errorf("items of one direction: %v", r.Warnings)
	}
}

// A factor is not asked to differ from the factor it measures, nor that one from its indicators.
func TestHigherOrderFactor(t *testing.T) {
	frame, text := simulated(5, 500, 3, 4, .4, 0)
	r := compute(t, frame, sem.Options{Models: model(text + "g =~ F1 + F2 + F3")})
	if e := find(t, r, "fornell_larcker_ok", "g"); !e.Empty() || says(e.Notes, "higher-order") != 1 {
		t.Errorf("g: %v %q", e.Value, estimate.JoinNotes(e.Notes))
	}
	for _, f := range []string{"F1", "F2", "F3"} {
		if e := find(t, r, "fornell_larcker_ok", f); e.Value != 1 {
			t.Errorf("%s: %v %q", f, e.Value, estimate.JoinNotes(e.Notes))
		}
	}
	// F1 correlates at 1 with its parent, which does not count.
	r = compute(t, frame, sem.Options{Models: model(text + "g =~ 1*F1\nF1 ~~ 0*F1\ng ~~ F2 + F3")})
	if e := find(t, r, "fornell_larcker_ok", "F1"); e.Value != 1 {
		t.Errorf("F1 that is g: %v %q", e.Value, estimate.JoinNotes(e.Notes))
	}
}

func TestOrderedModelsCompared(t *testing.T) {
	frame, text := simulated(21, 400, 2, 4, .4, 4)
	r := compute(t, frame, sem.Options{AllOrdered: true, Models: []sem.Named{{Name: "two", Text: text},
		{Name: "one", Text: "f =~ q1 + q2 + q3 + q4 + q5 + q6 + q7 + q8"}}})
	a, b := find(t, r, "cfi_scaled", "one: "), find(t, r, "cfi_scaled", "two: ")
	d := find(t, r, "cfi_diff", "one-two")
	near(t, "cfi_diff", d.Value, a.Value-b.Value, 1e-12)
	if !strings.Contains(d.Method, "scaled") || find(t, r, "rmsea_diff", "one-two").Empty() || says(r.Warnings, "between steps of invariance alone") != 1 {
		t.Errorf("%s, warnings %v", d.Method, r.Warnings)
	}
	if e := find(t, r, "cfi_robust", "two: "); !e.Empty() || says(e.Notes, "no robust form for WLSMV") != 1 {
		t.Errorf("cfi_robust %v %q", e.Value, estimate.JoinNotes(e.Notes))
	}
	if e := find(t, r, "htmt", "two: F1~~F2"); !strings.Contains(e.Method, "absolute polychoric correlations") {
		t.Error(e.Method)
	}
}

// With missing values the differences are those of the robust indices.
func TestRobustDifferences(t *testing.T) {
	frame, text := simulated(8, 300, 2, 4, .4, 0)
	holes := punch(t, frame, 3)
	for _, estimator := range []string{sem.ML, sem.MLR} {
		r := compute(t, holes, sem.Options{Estimator: estimator, Missing: sem.FIML, Models: []sem.Named{{Name: "two", Text: text},
			{Name: "one", Text: "f =~ q1 + q2 + q3 + q4 + q5 + q6 + q7 + q8"}}})
		for _, index := range []string{"cfi", "rmsea"} {
			d := find(t, r, index+"_diff", "one-two")
			near(t, index+"_diff", d.Value, find(t, r, index+"_robust", "one: ").Value-find(t, r, index+"_robust", "two: ").Value, 1e-12)
			if !strings.HasPrefix(d.Method, "robust") {
				t.Error(d.Method)
			}
		}
		if e := find(t, r, "htmt", "two: F1~~F2"); !strings.Contains(e.Method, "absolute FIML correlations") {
			t.Error(e.Method)
		}
	}
}

func TestNotIdentifiedHasNoP(t *testing.T) {
	frame := troubled(100, func(map[string][]float64) {})
	r := compute(t, frame, sem.Options{Models: model("f =~ x1 + x2 + x3 + x4 + x5 + x6\ng =~ f")})
	if e := find(t, r, "chi2", ""); e.Empty() || estimate.Has(e.P) || says(e.Notes, "not identified") != 1 {
		t.Errorf("%v, p %v, %q", e.Value, e.P, estimate.JoinNotes(e.Notes))
	}
	for _, e := range r.Estimates {
		if says(e.Notes, "inadmissible") > 0 {
			t.Errorf("%s(%s): %q", e.Measure, e.Of, estimate.JoinNotes(e.Notes))
		}
	}
	if says(r.Warnings, "inadmissible") > 0 {
		t.Errorf("%v", r.Warnings)
	}
}
