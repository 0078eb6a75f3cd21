package weights

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/internal/reference"

	"pgregory.net/rapid"
)

const expected = "testdata/expected.csv"

// TestReference holds every value of testdata/expected.csv, computed with R, against Compute.
func TestReference(t *testing.T) {
	methods := map[string]string{"weights-entropy": "entropy", "weights-critic": "critic", "ahp": "ahp"}
	cases := reference.Cases(t, expected)
	if len(cases) != len(methods) {
		t.Errorf("%d cases in the file, %d here", len(cases), len(methods))
	}
	for _, name := range cases {
		columns := []string{"x1", "x2", "x3"}
		file := "weights"
		if name == "ahp" {
			columns, file = []string{"A", "B", "C"}, "ahp"
		}
		values := reference.Case(t, expected, name)
		reference.Check(t, values, compute(t, load(t, file, columns...), Options{Method: methods[name]}))
	}
}

func load(t testing.TB, file string, columns ...string) Table {
	t.Helper()
	header, rows := reference.Table(t, "testdata/"+file+".csv")
	numbers := reference.Numbers(t, header, rows, columns...)
	table := Table{Columns: columns}
	for i := range rows {
		row := make([]float64, len(columns))
		for j := range columns {
			row[j] = numbers[j][i]
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

func compute(t testing.TB, table Table, o Options) estimate.Result {
	t.Helper()
	r, err := Compute(table, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func weight(r estimate.Result, of string) estimate.Estimate {
	e, _ := r.Find("weight", of)
	return e
}

func near(t testing.TB, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

// R 4.2.2: e <- eigen(cor(d)); V <- e$vectors[, 1:2] with column sums ≥ 0; w <- abs(V %*% (λ/Σλ)); w/sum(w).
func TestComponents(t *testing.T) {
	r := compute(t, load(t, "weights", "x1", "x2", "x3"), Options{Method: "pca"})
	for of, want := range map[string]float64{"x1": 0.293852301893, "x2": 0.203492848426, "x3": 0.502654849681} {
		near(t, of, weight(r, of).Value, want, 1e-10)
	}
	// Two opposed columns: one component, (1, −1)/√2.
	r = compute(t, Table{Columns: []string{"a", "b"}, Rows: [][]float64{{1, 9}, {2, 4}, {3, 5}, {4, 1}}}, Options{Method: "pca"})
	near(t, "a", weight(r, "a").Value, .5, 1e-12)
	if e := weight(r, "b"); math.Abs(e.Value-.5) > 1e-12 || len(e.Notes) != 1 || e.Notes[0].Code != noteSign {
		t.Errorf("b: %v, %s", e.Value, estimate.JoinNotes(e.Notes))
	}
	// Reversing the one column makes them agree.
	r = compute(t, Table{Columns: []string{"a", "b"}, Rows: [][]float64{{1, 9}, {2, 4}, {3, 5}, {4, 1}}}, Options{Method: "pca", Negative: []string{"b"}})
	if e := weight(r, "b"); len(e.Notes) != 0 {
		t.Errorf("b reversed: %s", estimate.JoinNotes(e.Notes))
	}
}

func TestNegative(t *testing.T) {
	table := load(t, "weights", "x1", "x2", "x3")
	turned := Table{Columns: table.Columns}
	for _, row := range table.Rows {
		turned.Rows = append(turned.Rows, []float64{row[0], 10 - 3*row[1], row[2]})
	}
	for _, m := range []string{"entropy", "critic", "pca"} {
		a, b := compute(t, table, Options{Method: m}), compute(t, turned, Options{Method: m, Negative: []string{"x2"}})
		for i, e := range a.Estimates {
			near(t, m+" "+e.Of, b.Estimates[i].Value, e.Value, 1e-12)
		}
	}
}

func TestEdges(t *testing.T) {
	nan := math.NaN()
	ab := []string{"a", "b"}
	for _, c := range []struct {
		name, method string
		table        Table
		notes        map[string]estimate.Code // weight of → its note; empty code: a value without one
		values       map[string]float64
		warnings     []estimate.Code
	}{
		{"constant column", "entropy", Table{Columns: ab, Rows: [][]float64{{1, 4}, {2, 4}, {4, 4}}},
			map[string]estimate.Code{"b": noteConstant}, map[string]float64{"a": 1, "b": 0}, nil},
		{"constant column", "critic", Table{Columns: []string{"a", "b", "c"}, Rows: [][]float64{{1, 4, 3}, {2, 4, 1}, {3, 4, 2}}},
			map[string]estimate.Code{"b": noteConstant}, map[string]float64{"a": .5, "b": 0, "c": .5}, nil},
		{"constant column", "pca", Table{Columns: []string{"a", "b", "c"}, Rows: [][]float64{{1, 4, 1}, {2, 4, 2}, {3, 4, 4}}},
			map[string]estimate.Code{"b": noteConstant}, map[string]float64{"a": .5, "b": 0, "c": .5}, nil},
		{"all constant", "entropy", Table{Columns: ab, Rows: [][]float64{{1, 4}, {1, 4}, {1, 4}}},
			map[string]estimate.Code{"a": noteAllSame, "b": noteAllSame}, nil, nil},
		{"one case", "entropy", Table{Columns: ab, Rows: [][]float64{{1, 4}, {nan, 2}}},
			map[string]estimate.Code{"a": noteFewCases, "b": noteFewCases}, nil, []estimate.Code{estimate.NoteExcluded, warnFew}},
		{"two cases", "entropy", Table{Columns: ab, Rows: [][]float64{{1, 4}, {2, 1}}}, nil, map[string]float64{"a": .5, "b": .5}, []estimate.Code{warnFew}},
		{"no cases", "pca", Table{Columns: ab}, map[string]estimate.Code{"a": noteFewCases, "b": noteFewCases}, nil, []estimate.Code{warnFew}},
		{"proportional", "critic", Table{Columns: ab, Rows: [][]float64{{1, 2}, {2, 4}, {4, 8}}},
			map[string]estimate.Code{"a": noteRedundant, "b": noteRedundant}, nil, nil},
		{"one column", "pca", Table{Columns: ab[:1], Rows: [][]float64{{1}, {2}, {4}}}, map[string]estimate.Code{"a": noteNoFactor}, nil, nil},
		{"no cases", "equal", Table{Columns: ab}, nil, map[string]float64{"a": .5, "b": .5}, nil},
	} {
		t.Run(c.method+" "+c.name, func(t *testing.T) {
			r := compute(t, c.table, Options{Method: c.method})
			var warned []estimate.Code
			for _, w := range r.Warnings {
				warned = append(warned, w.Code)
			}
			if !slices.Equal(warned, c.warnings) {
				t.Errorf("warnings %v, want %v", warned, c.warnings)
			}
			for _, of := range c.table.Columns {
				e := weight(r, of)
				if want, ok := c.values[of]; ok {
					near(t, of, e.Value, want, 1e-9)
				} else if !e.Empty() {
					t.Errorf("%s = %v, want it empty", of, e.Value)
				}
				var got estimate.Code
				if len(e.Notes) > 0 {
					got = e.Notes[0].Code
				}
				if got != c.notes[of] {
					t.Errorf("%s: note %q, want %q", of, got, c.notes[of])
				}
			}
		})
	}
}

func TestErrors(t *testing.T) {
	ab := []string{"a", "b"}
	rows := [][]float64{{1, 2}, {3, 1}, {2, 2}}
	for name, c := range map[string]struct {
		t Table
		o Options
	}{
		"method":      {Table{Columns: ab, Rows: rows}, Options{Method: "guess"}},
		"negative":    {Table{Columns: ab, Rows: rows}, Options{Method: "entropy", Negative: []string{"c"}}},
		"ragged":      {Table{Columns: ab, Rows: [][]float64{{1}}}, Options{Method: "entropy"}},
		"infinite":    {Table{Columns: ab, Rows: [][]float64{{1, math.Inf(1)}}}, Options{Method: "critic"}},
		"twins":       {Table{Columns: []string{"a", "a"}, Rows: rows}, Options{Method: "pca"}},
		"no columns":  {Table{}, Options{Method: "equal"}},
		"cases":       {Table{Cases: ab, Columns: ab, Rows: rows}, Options{Method: "equal"}},
		"ahp reverse": {Table{Columns: ab, Rows: [][]float64{{1, 2}, {.5, 1}}}, Options{Method: "ahp", Negative: ab[:1]}},
	} {
		if _, err := Compute(c.t, c.o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// Weights are not negative, sum to 1, and do not mind the order of cases or a change of unit.
func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, k := rapid.IntRange(3, 9).Draw(t, "cases"), rapid.IntRange(2, 5).Draw(t, "columns")
		method := rapid.SampledFrom([]string{"entropy", "critic", "pca"}).Draw(t, "method")
		a, b := Table{}, Table{Rows: make([][]float64, n)}
		for j := range k {
			a.Columns = append(a.Columns, string(rune('a'+j)))
		}
		b.Columns = a.Columns
		for i := range n {
			row, other := make([]float64, k), make([]float64, k)
			for j := range row {
				row[j] = float64(rapid.IntRange(0, 50).Draw(t, "x"))
				other[j] = 4*row[j] - 7
			}
			a.Rows = append(a.Rows, row)
			b.Rows[n-1-i] = other
		}
		first, err := Compute(a, Options{Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if len(first.Warnings) > 0 {
			return // components with equal eigenvalues
		}
		second, _ := Compute(b, Options{Method: method})
		sum := 0.0
		for i, e := range first.Estimates {
			if e.Empty() {
				return
			}
			if d := math.Abs(e.Value - second.Estimates[i].Value); d > 1e-6 {
				t.Fatalf("%s of %s moved by %v", e.Measure, e.Of, d)
			}
			if e.Measure == "weight" {
				sum += e.Value
				if e.Value < 0 {
					t.Fatalf("negative weight %v", e.Value)
				}
			}
		}
		if math.Abs(sum-1) > 1e-12 {
			t.Fatalf("weights sum to %v", sum)
		}
	})
}

// R 4.2.2: eigen() of this matrix.
func TestAHPFive(t *testing.T) {
	r, err := AHP([]string{"a", "b", "c", "d", "e"}, [][]float64{
		{1, 2, 5, 7, 9}, {.5, 1, 3, 4, 6}, {.2, 1.0 / 3, 1, 2, 4}, {1.0 / 7, .25, .5, 1, 3}, {1.0 / 9, 1.0 / 6, .25, 1.0 / 3, 1}})
	if err != nil {
		t.Fatal(err)
	}
	for of, want := range map[string]float64{"a": 0.490921367715, "b": 0.275656083707, "c": 0.119744441212, "d": 0.075861634178, "e": 0.037816473187} {
		near(t, of, weight(r, of).Value, want, 1e-11)
	}
	lambda, _ := r.Find("lambda_max", "")
	near(t, "lambda", lambda.Value, 5.117592356619, 1e-11)
	ratio, _ := r.Find("consistency_ratio", "")
	near(t, "ratio", ratio.Value, 0.117592356619/4/1.12, 1e-11)
}

func TestAHPEdges(t *testing.T) {
	code := func(r estimate.Result, measure string) estimate.Code {
		e, _ := r.Find(measure, "")
		if len(e.Notes) == 0 {
			return ""
		}
		return e.Notes[0].Code
	}
	one, err := AHP([]string{"a"}, [][]float64{{1}})
	if err != nil || weight(one, "a").Value != 1 || code(one, "consistency_index") != noteOneItem {
		t.Errorf("one item: %v %v", one.Estimates, err)
	}
	two, err := AHP([]string{"a", "b"}, [][]float64{{1, 4}, {.25, 1}})
	if err != nil || math.Abs(weight(two, "a").Value-.8) > 1e-12 || code(two, "consistency_ratio") != noteConsistent {
		t.Errorf("two items: %v %v", two.Estimates, err)
	}
	mended, err := AHP([]string{"a", "b", "c"}, [][]float64{{1, 3, 7}, {.33, 1, 7.0 / 3}, {.14, 3.0 / 7, 1}})
	if err != nil || len(mended.Warnings) != 2 {
		t.Fatalf("mended: %v %v", mended.Warnings, err)
	}
	near(t, "mended", weight(mended, "a").Value, 21.0/31, 1e-12)
	rounded, err := AHP([]string{"a", "b"}, [][]float64{{1, 3}, {.333, 1}})
	if err != nil || len(rounded.Warnings) != 0 {
		t.Errorf("rounded: %v %v", rounded.Warnings, err)
	}
	circle, err := AHP([]string{"a", "b", "c"}, [][]float64{{1, 5, .2}, {.2, 1, 5}, {5, .2, 1}})
	if err != nil || code(circle, "consistency_ratio") != noteIncoherent {
		t.Errorf("circle: %v", err)
	}
	near(t, "circle", weight(circle, "b").Value, 1.0/3, 1e-12)

	eleven, names := make([][]float64, 11), make([]string, 11)
	for i := range eleven {
		names[i] = fmt.Sprint(i)
		for range eleven {
			eleven[i] = append(eleven[i], 1)
		}
	}
	big, err := AHP(names, eleven)
	if err != nil || code(big, "consistency_ratio") != noteNoIndex {
		t.Errorf("eleven: %v", err)
	}

	for name, c := range map[string]struct {
		matrix      [][]float64
		row, column int
	}{
		"not reciprocal": {[][]float64{{1, 3}, {3, 1}}, 1, 0},
		"zero":           {[][]float64{{1, 0}, {3, 1}}, 0, 1},
		"missing":        {[][]float64{{1, 3}, {math.NaN(), 1}}, 1, 0},
		"diagonal":       {[][]float64{{1, 3}, {1.0 / 3, 2}}, 1, 1},
	} {
		_, err := AHP([]string{"a", "b"}, c.matrix)
		var cell *InvalidCell
		if !errors.As(err, &cell) || cell.Row != c.row || cell.Column != c.column {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, m := range map[string][][]float64{"not square": {{1, 2}}, "ragged": {{1, 2}, {.5}}} {
		if _, err := AHP([]string{"a", "b"}, m); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := AHP(nil, nil); err == nil {
		t.Error("empty: no error")
	}
}

// A consistent matrix gives back the weights it was made of, with a ratio of 0.
func TestAHPConsistent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 10).Draw(t, "n")
		w, names, matrix := make([]float64, n), make([]string, n), make([][]float64, n)
		sum := 0.0
		for i := range w {
			w[i] = float64(rapid.IntRange(1, 9).Draw(t, "w"))
			names[i] = fmt.Sprint(i)
			sum += w[i]
		}
		for i := range w {
			for j := range w {
				matrix[i] = append(matrix[i], w[i]/w[j])
			}
		}
		r, err := AHP(names, matrix)
		if err != nil {
			t.Fatal(err)
		}
		for i, name := range names {
			if math.Abs(weight(r, name).Value-w[i]/sum) > 1e-12 {
				t.Fatalf("weight %v, want %v", weight(r, name).Value, w[i]/sum)
			}
		}
		if e, _ := r.Find("consistency_ratio", ""); e.Value > 1e-12 {
			t.Fatalf("ratio %v", e.Value)
		}
	})
}

func TestParseJudgement(t *testing.T) {
	for text, want := range map[string]float64{"3": 3, " 1/3 ": 1.0 / 3, "１／５": .2, "0.14": .14, "1/ 7": 1.0 / 7, "⅓": 1.0 / 3, "2/1": 2, "1e0": 1} {
		if x, err := ParseJudgement(text); err != nil || x != want {
			t.Errorf("%q: %v, %v", text, x, err)
		}
	}
	for text, date := range map[string]bool{
		"1月3日": true, "3-Jan": true, "Jan-03": true, "2024-01-03": true, "2024/1/3": true, "1/3/2024": true, "01-03": true, "45294": true,
		"2024-01-03T00:00:00": true, "2024年1月3日": true, "2024-01-03 00:00:00": true, "January 3, 2024": true,
		"": false, "x": false, "0": false, "-3": false, "1/0": false, "0/3": false, "1/x": false, "NaN": false, "inf": false, "1/": false,
	} {
		_, err := ParseJudgement(text)
		if err == nil || errors.Is(err, ErrDate) != date {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func ExampleAHP() {
	result, err := AHP([]string{"lead", "coordinate", "feedback"}, [][]float64{{1, 3, 5}, {1.0 / 3, 1, 3}, {1.0 / 5, 1.0 / 3, 1}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range result.Estimates {
		fmt.Printf("%s %s %.3f\n", e.Measure, e.Of, e.Value)
	}
	// Output:
	// weight lead 0.637
	// weight coordinate 0.258
	// weight feedback 0.105
	// lambda_max  3.039
	// consistency_index  0.019
	// consistency_ratio  0.033
}
