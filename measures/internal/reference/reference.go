package reference

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
)

// Value is one line of expected.csv: what Column of the estimate (Measure, Of) must be, within Tolerance.
type Value struct {
	Case      string // name of the test case
	File      string // its table, beside expected.csv
	Command   string // the arguments of `smekit measure` that ask for it
	Measure   string // identifier without the column
	Column    string // estimate, se, ci_low, ci_high, statistic, df1, df2, p or n
	Of        string
	Want      float64
	Tolerance float64 // absolute
	Source    string  // program and version, or paper
}

// Load reads every value of an expected.csv, in the order of the file, and fails the test when it cannot.
func Load(t testing.TB, path string) []Value {
	t.Helper()
	header, rows := Table(t, path)
	at := map[string]int{}
	for i, name := range header {
		at[name] = i
	}
	for _, name := range []string{"case", "file", "command", "measure", "of", "estimate", "tolerance", "source"} {
		if _, ok := at[name]; !ok {
			t.Fatalf("%s: no column %q", path, name)
		}
	}
	values := make([]Value, 0, len(rows))
	for i, row := range rows {
		measure, column, dotted := strings.Cut(row[at["measure"]], ".")
		if !dotted {
			column = "estimate"
		}
		want, err := strconv.ParseFloat(row[at["estimate"]], 64)
		if err != nil {
			t.Fatalf("%s, line %d: %v", path, i+2, err)
		}
		tolerance, err := strconv.ParseFloat(row[at["tolerance"]], 64)
		if err != nil {
			t.Fatalf("%s, line %d: %v", path, i+2, err)
		}
		values = append(values, Value{Case: row[at["case"]], File: row[at["file"]], Command: row[at["command"]],
			Measure: measure, Column: column, Of: row[at["of"]], Want: want, Tolerance: tolerance, Source: row[at["source"]]})
	}
	return values
}

// Case reads the values of one case, and fails the test when there are none.
func Case(t testing.TB, path, name string) []Value {
	t.Helper()
	var values []Value
	for _, v := range Load(t, path) {
		if v.Case == name {
			values = append(values, v)
		}
	}
	if len(values) == 0 {
		t.Fatalf("%s: no case %q", path, name)
	}
	return values
}

// Cases lists the case names of a file in order of first appearance.
func Cases(t testing.TB, path string) []string {
	t.Helper()
	var names []string
	seen := map[string]bool{}
	for _, v := range Load(t, path) {
		if !seen[v.Case] {
			seen[v.Case] = true
			names = append(names, v.Case)
		}
	}
	return names
}

// Check holds a result against values: each must be there, be a number and lie within its tolerance.
func Check(t testing.TB, values []Value, result estimate.Result) {
	t.Helper()
	type name struct{ measure, of string }
	found := map[name]estimate.Estimate{}
	for _, e := range result.Estimates {
		k := name{e.Measure, e.Of}
		if _, dup := found[k]; dup {
			t.Errorf("%s(%s): twice in the result", e.Measure, e.Of)
		}
		found[k] = e
	}
	for _, v := range values {
		e, ok := found[name{v.Measure, v.Of}]
		if !ok {
			t.Errorf("%s: %s(%s): not in the result", v.Case, v.Measure, v.Of)
			continue
		}
		got, ok := Column(e, v.Column)
		switch {
		case !ok:
			t.Errorf("%s: %s(%s): no column %q", v.Case, v.Measure, v.Of, v.Column)
		case !(math.Abs(got-v.Want) <= v.Tolerance):
			t.Errorf("%s: %s(%s) %s = %v, want %v ± %g [%s] (notes: %s)", v.Case, v.Measure, v.Of, v.Column, got, v.Want,
				v.Tolerance, v.Source, estimate.JoinNotes(e.Notes))
		}
	}
}

// Column returns the number that stands in a column of the tidy table, NaN where it is empty; ok is false where there
// is no such column.
func Column(e estimate.Estimate, column string) (x float64, ok bool) {
	switch column {
	case "estimate":
		return e.Value, true
	case "se":
		return e.SE, true
	case "ci_low":
		return e.Low, true
	case "ci_high":
		return e.High, true
	case "statistic":
		return e.Statistic, true
	case "df", "df1":
		return e.DF1, true
	case "df2":
		return e.DF2, true
	case "p":
		return e.P, true
	case "n":
		if e.N == estimate.NoCount {
			return estimate.None, true
		}
		return float64(e.N), true
	}
	return estimate.None, false
}

// Table reads a CSV file whose first row names the columns, and fails the test when it cannot.
func Table(t testing.TB, path string) (header []string, rows [][]string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if len(all) == 0 {
		t.Fatalf("%s: empty", path)
	}
	return all[0], all[1:]
}

// Numbers turns columns of rows from [Table] into numbers: one slice a column, in the order of names; an empty cell and
// NA are NaN. No names means every column.
func Numbers(t testing.TB, header []string, rows [][]string, names ...string) [][]float64 {
	t.Helper()
	if len(names) == 0 {
		names = header
	}
	columns := make([][]float64, len(names))
	for j, name := range names {
		at := -1
		for i, h := range header {
			if h == name {
				at = i
			}
		}
		if at < 0 {
			t.Fatalf("no column %q", name)
		}
		columns[j] = make([]float64, len(rows))
		for i, row := range rows {
			cell := strings.TrimSpace(row[at])
			if cell == "" || cell == "NA" {
				columns[j][i] = math.NaN()
				continue
			}
			x, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				t.Fatalf("row %d, %s: %v", i+2, name, err)
			}
			columns[j][i] = x
		}
	}
	return columns
}
