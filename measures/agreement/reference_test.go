package agreement

import (
	"context"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/internal/reference"
)

const expected = "testdata/expected.csv"

// TestReference holds every value of testdata/expected.csv, computed with R's irr, irrCAC and psych, against Compute.
func TestReference(t *testing.T) {
	tables := map[string]string{"krippendorff2011": "unit", "fleiss1971": "patient", "abstractors": "case", "anxiety": "subject"}
	options := map[string]Options{
		"krippendorff2011-nominal":     {},
		"krippendorff2011-ordinal":     {Level: "ordinal"},
		"krippendorff2011-interval":    {Level: "interval"},
		"krippendorff2011-ratio":       {Level: "ratio"},
		"krippendorff2011-w-ordinal":   {Level: "interval", Weights: "ordinal"},
		"krippendorff2011-w-linear":    {Level: "interval", Weights: "linear"},
		"krippendorff2011-w-quadratic": {Level: "interval", Weights: "quadratic"},
		"fleiss1971":                   {},
		"abstractors":                  {},
		"anxiety-linear":               {Level: "interval", Weights: "linear"},
		"anxiety-quadratic":            {Level: "interval"},
	}
	cases := reference.Cases(t, expected)
	if len(cases) != len(options) {
		t.Errorf("%d cases in the file, %d here", len(cases), len(options))
	}
	for _, name := range cases {
		t.Run(name, func(t *testing.T) {
			o, ok := options[name]
			if !ok {
				t.Fatal("no options for this case")
			}
			table, _, _ := strings.Cut(name, "-")
			reference.Check(t, reference.Case(t, expected, name), compute(t, load(t, table, tables[table]), o))
		})
	}
}

// load reads a table of testdata: every column but the unit's is a coder.
func load(t testing.TB, name, unit string) Table {
	t.Helper()
	header, rows := reference.Table(t, "testdata/"+name+".csv")
	if header[0] != unit {
		t.Fatalf("%s: the first column is %q", name, header[0])
	}
	table := Table{Coders: header[1:]}
	for _, row := range rows {
		table.Units = append(table.Units, row[0])
		table.Codes = append(table.Codes, row[1:])
	}
	return table
}

func compute(t testing.TB, table Table, o Options) estimate.Result {
	t.Helper()
	r, err := Compute(context.Background(), table, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func find(t testing.TB, r estimate.Result, measure, of string) estimate.Estimate {
	t.Helper()
	e, ok := r.Find(measure, of)
	if !ok {
		t.Fatalf("no %s(%s)", measure, of)
	}
	return e
}

// TestBootstrapLimits compares the bootstrap of alpha with its Gwet-type relative: for many units alpha and Fleiss' kappa
// have nearly the same distribution, so that their limits must be near each other.
func TestBootstrapLimits(t *testing.T) {
	table := load(t, "fleiss1971", "patient")
	for range 3 {
		table.Codes = append(table.Codes, table.Codes...)
	}
	table.Units = nil
	r := compute(t, table, Options{Bootstrap: 2000, Seed: 1})
	a, f := find(t, r, "krippendorff_alpha", ""), find(t, r, "fleiss_kappa", "")
	for _, d := range []float64{a.Low - f.Low, a.High - f.High, a.SE - f.SE} {
		if !(d > -0.01 && d < 0.01) {
			t.Errorf("alpha %v (%v to %v), kappa %v (%v to %v)", a.SE, a.Low, a.High, f.SE, f.Low, f.High)
		}
	}
}
