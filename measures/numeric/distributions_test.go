package numeric

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

func table(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%s: %v, %d rows", path, err, len(rows))
	}
	return rows[1:]
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	if s == "NA" {
		return math.NaN()
	}
	x, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// The defining integrals and mixtures, evaluated with R.
func TestDistributionsAgainstR(t *testing.T) {
	worst := map[string]float64{}
	for _, row := range table(t, "testdata/distributions.csv") {
		x, a, b, want := number(t, row[1]), number(t, row[2]), number(t, row[3]), number(t, row[4])
		var got, up, tolerance float64
		switch row[0] {
		case "ptukey":
			got, up, tolerance = TukeyCDF(x, a, b), TukeyUpper(x, a, b), 1e-11
		case "pt":
			got, up, tolerance = NoncentralTCDF(x, a, b), NoncentralTUpper(x, a, b), 1e-11
		case "pchisq":
			got, up, tolerance = NoncentralChi2CDF(x, a, b), NoncentralChi2Upper(x, a, b), 1e-11
		case "pf(df2=57.5)":
			got, up, tolerance = NoncentralFCDF(x, a, 57.5, b), NoncentralFUpper(x, a, 57.5, b), 1e-11
		default:
			t.Fatalf("no function %q", row[0])
		}
		d := math.Abs(got - want)
		worst[row[0]] = math.Max(worst[row[0]], d)
		if !(d <= tolerance) {
			t.Errorf("%s = %v", strings.Join(row, ","), got)
		}
		if !(math.Abs(got+up-1) < 1e-12) {
			t.Errorf("%s: lower %v and upper %v do not sum to 1", strings.Join(row, ","), got, up)
		}
	}
	t.Log(worst)
}
