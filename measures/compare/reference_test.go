package compare

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/internal/reference"
	"github.com/smekit/smekit/measures/moments"
)

// frame reads a table of testdata: a column is numeric when each of its cells is a number.
func frame(t testing.TB, file string) *moments.Frame {
	t.Helper()
	header, rows := reference.Table(t, "testdata/"+file)
	f := moments.NewFrame(len(rows))
	for j, name := range header {
		text := make([]string, len(rows))
		number := true
		for i, r := range rows {
			text[i] = r[j]
			_, err := strconv.ParseFloat(r[j], 64)
			number = number && err == nil
		}
		if number {
			f.Numeric(name, reference.Numbers(t, header, rows, name)[0])
		} else {
			f.Text(name, text)
		}
	}
	return f
}

func compute(t testing.TB, src moments.Source, o Options) estimate.Result {
	t.Helper()
	r, err := Compute(context.Background(), src, o)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, e := range r.Estimates {
		if seen[e.ID()] {
			t.Errorf("%s: twice", e.ID())
		}
		seen[e.ID()] = true
		if e.Empty() && len(e.Notes) == 0 {
			t.Errorf("%s: empty without a reason", e.ID())
		}
		if e.N == estimate.NoCount {
			t.Errorf("%s: no n", e.ID())
		}
		for _, x := range []float64{e.SE, e.Low, e.High, e.Statistic, e.DF1, e.DF2, e.P} {
			if math.IsInf(x, 0) {
				t.Errorf("%s: infinite", e.ID())
			}
		}
		if e.P < 0 || e.P > 1 || e.Low > e.High {
			t.Errorf("%s: p %v, interval %v to %v", e.ID(), e.P, e.Low, e.High)
		}
	}
	return r
}

func TestReference(t *testing.T) {
	for _, file := range []string{"testdata/expected.csv", "testdata/differences.csv"} {
		againstR(t, file)
	}
}

func againstR(t *testing.T, file string) {
	for _, name := range reference.Cases(t, file) {
		t.Run(name, func(t *testing.T) {
			values := reference.Case(t, file, name)
			args := strings.Fields(values[0].Command)
			var o Options
			for i := 2; i+1 < len(args); i += 2 {
				switch args[i] {
				case "--value":
					o.Value = strings.Split(args[i+1], ",")
				case "--levels":
					o.Levels = strings.Split(args[i+1], ",")
				case "--by":
					o.By = args[i+1]
				case "--adjust":
					o.Adjust = args[i+1]
				case "--paired":
					o.Paired = args[i+1]
				default:
					t.Fatalf("flag %q", args[i])
				}
			}
			reference.Check(t, values, compute(t, frame(t, values[0].File), o))
		})
	}
}

// further are the values of further.csv by name.
func further(t testing.TB, name string) float64 {
	t.Helper()
	_, rows := reference.Table(t, "testdata/further.csv")
	for _, r := range rows {
		if r[0] == name {
			x, err := strconv.ParseFloat(r[1], 64)
			if err != nil {
				t.Fatal(err)
			}
			return x
		}
	}
	t.Fatalf("no value %q", name)
	return 0
}

func near(t testing.TB, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %v, want %v ± %g", what, got, want, tolerance)
	}
}

var (
	listA = []float64{1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30}
	listB = []float64{0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29}
)

func find(t testing.TB, r estimate.Result, measure, of string) estimate.Estimate {
	t.Helper()
	e, ok := r.Find(measure, of)
	if !ok {
		t.Fatalf("no %s(%s)", measure, of)
	}
	return e
}

func has(e estimate.Estimate, c estimate.Code) bool {
	return slices.ContainsFunc(e.Notes, func(n estimate.Note) bool { return n.Code == c })
}
