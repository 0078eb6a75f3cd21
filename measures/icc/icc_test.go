package icc

import (
	"fmt"
	"math"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/internal/reference"

	"pgregory.net/rapid"
)

// TestReference holds R's psych::ICC(lmer = FALSE) on the table of Shrout and Fleiss against Compute.
func TestReference(t *testing.T) {
	const path = "testdata/expected.csv"
	header, rows := reference.Table(t, "testdata/shroutfleiss1979.csv")
	columns := reference.Numbers(t, header, rows, "J1", "J2", "J3", "J4")
	table := Table{Raters: []string{"J1", "J2", "J3", "J4"}}
	for i := range rows {
		table.Ratings = append(table.Ratings, []float64{columns[0][i], columns[1][i], columns[2][i], columns[3][i]})
	}
	result, err := Compute(table, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range reference.Cases(t, path) {
		reference.Check(t, reference.Case(t, path, name), result)
	}
}

// Two raters, three targets: 1 2, 3 3, 5 7. Row means 1.5, 3, 6, grand 3.5; SSB 2(4 + .25 + 6.25) = 21, SSW .5 + 0 + 2 = 2.5;
// column means 3 and 4, SSJ 1.5, SSE 1. MSB 10.5, MSW 5/6, MSJ 1.5, MSE .5.
func TestByHand(t *testing.T) {
	r, err := Compute(Table{Raters: []string{"a", "b"}, Ratings: [][]float64{{1, 2}, {3, 3}, {5, 7}}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for measure, want := range map[string]float64{
		"icc1": (10.5 - 5.0/6) / (10.5 + 5.0/6), "icc2": 10 / (10.5 + .5 + 2.0/3), "icc3": 10.0 / 11,
		"icc1k": (10.5 - 5.0/6) / 10.5, "icc2k": 10 / (10.5 + 1.0/3), "icc3k": 10 / 10.5,
	} {
		e, _ := r.Find(measure, "")
		if math.Abs(e.Value-want) > 1e-12 {
			t.Errorf("%s = %v, want %v", measure, e.Value, want)
		}
	}
}

func TestEdges(t *testing.T) {
	nan := math.NaN()
	for name, c := range map[string]struct {
		rows     [][]float64
		raters   int
		empty    bool
		note     estimate.Code
		warnings int
	}{
		"no rows":          {nil, 2, true, noteFew, 0},
		"one rater":        {[][]float64{{1}, {2}, {3}}, 1, true, noteFew, 0},
		"one complete row": {[][]float64{{1, 2}, {nan, 3}, {3, nan}}, 2, true, noteFew, 1},
		"equal targets":    {[][]float64{{.1, .3}, {.3, .1}, {.2, .2}}, 2, true, noteNoTargets, 0},
		"constant":         {[][]float64{{4, 4}, {4, 4}}, 2, true, noteNoTargets, 0},
		"below 0":          {[][]float64{{1, 5}, {5, 1}, {1, 4}}, 2, false, estimate.NoteBelowZero, 0},
		"identical raters": {[][]float64{{.1, .1}, {.7, .7}, {.3, .3}}, 2, false, noteNoError, 0},
	} {
		r, err := Compute(Table{Raters: make([]string, c.raters), Ratings: c.rows}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Estimates) != 6 || len(r.Warnings) != c.warnings {
			t.Errorf("%s: %d estimates, %d warnings", name, len(r.Estimates), len(r.Warnings))
		}
		for _, e := range r.Estimates {
			if name == "below 0" && e.Measure == "icc2k" {
				if !e.Empty() || e.Notes[0].Code != noteDenominator {
					t.Errorf("icc2k = %v: %s", e.Value, estimate.JoinNotes(e.Notes))
				}
				continue
			}
			if e.Empty() != c.empty || len(e.Notes) != 1 || e.Notes[0].Code != c.note || math.IsInf(e.Statistic, 0) {
				t.Errorf("%s: %s = %v, F %v: %s", name, e.Measure, e.Value, e.Statistic, estimate.JoinNotes(e.Notes))
			}
			if name == "identical raters" && e.Value != 1 {
				t.Errorf("%s = %v", e.Measure, e.Value)
			}
		}
	}
}

func TestErrors(t *testing.T) {
	two := []string{"a", "b"}
	for name, c := range map[string]struct {
		t Table
		o Options
	}{
		"ragged":   {Table{Raters: two, Ratings: [][]float64{{1}}}, Options{}},
		"infinite": {Table{Raters: two, Ratings: [][]float64{{1, math.Inf(1)}}}, Options{}},
		"conf":     {Table{Raters: two}, Options{Conf: 95}},
		"targets":  {Table{Targets: two, Raters: two}, Options{}},
	} {
		if _, err := Compute(c.t, c.o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// Shifting and rescaling all ratings, and reordering targets and raters, change nothing; adding a constant to a rater
// leaves consistency alone.
func TestInvariance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, k := rapid.IntRange(3, 8).Draw(t, "targets"), rapid.IntRange(2, 5).Draw(t, "raters")
		rows := make([][]float64, n)
		for i := range rows {
			rows[i] = make([]float64, k)
			for j := range rows[i] {
				rows[i][j] = float64(rapid.IntRange(1, 7).Draw(t, "rating"))
			}
		}
		base := six(t, rows, k)
		moved, biased := make([][]float64, n), make([][]float64, n)
		for i := range rows {
			moved[n-1-i] = make([]float64, k)
			biased[i] = make([]float64, k)
			for j, x := range rows[i] {
				moved[n-1-i][k-1-j] = 100 - 2.5*x
				biased[i][j] = x + 3*float64(j)
			}
		}
		for i, e := range six(t, moved, k) {
			same(t, base[i], e)
		}
		for i, e := range six(t, biased, k) {
			if i%3 == 2 {
				same(t, base[i], e)
			}
		}
	})
}

// Three targets that vary little beside the error: Satterthwaite's degrees of freedom are far below 1, the limits of icc2
// lie at −1, and stepping them up would return rounding alone.
func TestLimitsAtThePole(t *testing.T) {
	rows := [][]float64{{1, 5}, {4, 4}, {4, 4}}
	for _, scale := range []float64{1, -2.5, 1. / 3, 0.1, 7e5} {
		moved := make([][]float64, len(rows))
		for i, row := range rows {
			for _, x := range row {
				moved[i] = append(moved[i], 100+scale*x)
			}
		}
		r, err := Compute(Table{Raters: make([]string, 2), Ratings: moved}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if e, _ := r.Find("icc2k", ""); math.Abs(e.Value+3) > 1e-9 || estimate.Has(e.Low) || estimate.Has(e.High) {
			t.Errorf("scale %v: icc2k = %v, %v to %v, want -3 without limits", scale, e.Value, e.Low, e.High)
		}
	}
}

func six(t *rapid.T, rows [][]float64, k int) []estimate.Estimate {
	r, err := Compute(Table{Raters: make([]string, k), Ratings: rows}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r.Estimates
}

func same(t *rapid.T, a, b estimate.Estimate) {
	for _, p := range [][2]float64{{a.Value, b.Value}, {a.P, b.P}, {a.Low, b.Low}, {a.High, b.High}} {
		if math.IsNaN(p[0]) != math.IsNaN(p[1]) || math.Abs(p[0]-p[1]) > 1e-7*math.Max(1, math.Abs(p[0])) {
			t.Fatalf("%s: %v and %v", a.Measure, p[0], p[1])
		}
	}
}

func ExampleCompute() {
	result, err := Compute(Table{
		Raters:  []string{"Li", "Wu", "Zhao"},
		Ratings: [][]float64{{4, 5, 4}, {2, 2, 1}, {5, 5, 4}, {3, 4, 3}},
	}, Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	e, _ := result.Find("icc2", "")
	fmt.Printf("ICC(2,1) = %.2f, 95%% CI %.2f to %.2f\n", e.Value, e.Low, e.High)
	// Output: ICC(2,1) = 0.84, 95% CI 0.26 to 0.99
}
