package mediate

import (
	"context"
	"math"
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
		for _, x := range []float64{e.SE, e.Low, e.High, e.Statistic, e.DF1, e.P} {
			if math.IsInf(x, 0) {
				t.Errorf("%s: infinite", e.ID())
			}
		}
		if e.N == estimate.NoCount || e.P < 0 || e.P > 1 || e.Low > e.High {
			t.Errorf("%s: n %d, p %v, interval %v to %v", e.ID(), e.N, e.P, e.Low, e.High)
		}
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

func near(t testing.TB, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %v, want %v ± %g", what, got, want, tolerance)
	}
}

func TestReference(t *testing.T) {
	for _, name := range reference.Cases(t, "testdata/expected.csv") {
		t.Run(name, func(t *testing.T) {
			values := reference.Case(t, "testdata/expected.csv", name)
			args := strings.Fields(values[0].Command)
			o := Options{Seed: 1}
			for i := 2; i+1 < len(args); i += 2 {
				v := args[i+1]
				switch args[i] {
				case "--x":
					o.X = v
				case "--m":
					o.M = strings.Split(v, ",")
				case "--y":
					o.Y = v
				case "--covariates":
					o.Covariates = strings.Split(v, ",")
				case "--moderator":
					o.Moderator = v
				case "--stage":
					o.Stage = v
				case "--cluster":
					o.Cluster = v
				case "--ci":
					o.CI = v
				case "--bootstrap":
					n, err := strconv.Atoi(v)
					if err != nil {
						t.Fatal(err)
					}
					o.Bootstrap = n
				default:
					t.Fatalf("flag %q", args[i])
				}
			}
			reference.Check(t, values, compute(t, frame(t, values[0].File), o))
		})
	}
}
