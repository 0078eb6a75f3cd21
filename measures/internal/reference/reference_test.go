package reference

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
)

// recorder counts the failures of a check instead of failing.
type recorder struct {
	testing.TB
	errors int
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.errors++ }

func mean(value float64) estimate.Estimate {
	e := estimate.New("describe", "mean", "x")
	e.Value, e.SE, e.N = value, 0.5, 3
	return e
}

func TestCheck(t *testing.T) {
	values := Case(t, "testdata/expected.csv", "small")
	if len(values) != 3 || values[1].Column != "se" || values[1].Measure != "mean" {
		t.Fatalf("values of the case: %+v", values)
	}
	var good estimate.Result
	good.Add(mean(2))
	Check(t, values, good)

	for name, e := range map[string][]estimate.Estimate{
		"wrong value": {mean(2.1)}, "empty value": {mean(math.NaN())}, "absent": nil, "twice": {mean(2), mean(2)},
	} {
		r := &recorder{TB: t}
		var bad estimate.Result
		bad.Add(e...)
		Check(r, values, bad)
		if r.errors == 0 {
			t.Errorf("%s: passed", name)
		}
	}
}

func TestCases(t *testing.T) {
	if got := Cases(t, "testdata/expected.csv"); !slices.Equal(got, []string{"small", "other"}) {
		t.Errorf("cases %v", got)
	}
}

func TestNumbers(t *testing.T) {
	header, rows := Table(t, "testdata/small.csv")
	x := Numbers(t, header, rows, "x")[0]
	if x[0] != 1.5 || !math.IsNaN(x[1]) || !math.IsNaN(x[2]) {
		t.Errorf("x = %v", x)
	}
}

func ExampleColumn() {
	e := estimate.New("compare", "welch_f", "value")
	e.DF1, e.DF2 = 2, 24.5
	df2, ok := Column(e, "df2")
	fmt.Println(df2, ok)
	// Output: 24.5 true
}
