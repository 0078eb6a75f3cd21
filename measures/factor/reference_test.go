package factor_test

import (
	"context"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/factor"
	"github.com/smekit/smekit/measures/internal/reference"
	"github.com/smekit/smekit/measures/moments"
)

const expected = "testdata/expected.csv"

func compute(t interface{ Fatal(...any) }, src moments.Source, o factor.Options) estimate.Result {
	res, err := factor.Compute(context.Background(), src, o)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// open reads a table and names its columns from first to last.
func open(t testing.TB, file, first, last string) (*moments.Frame, []string) {
	header, rows := reference.Table(t, "testdata/"+file)
	var items []string
	for _, h := range header {
		if h == first || len(items) > 0 {
			items = append(items, h)
		}
		if h == last {
			break
		}
	}
	f := moments.NewFrame(len(rows))
	for j, x := range reference.Numbers(t, header, rows, items...) {
		f.Numeric(items[j], x)
	}
	return f, items
}

func TestReference(t *testing.T) {
	asked := map[string]factor.Options{
		"attitude-factor":      {Factors: 1, Rotate: "none"},
		"bfi-kmo":              {Factors: 5, Rotate: "none"},
		"bfi-efa-ml-oblimin":   {Factors: 5, Extract: "ml", Rotate: "oblimin"},
		"hs1939-efa-varimax":   {Factors: 3, Extract: "minres", Rotate: "varimax"},
		"hs1939-efa-oblimin":   {Factors: 3},
		"hs1939-efa-ml-promax": {Factors: 3, Extract: "ml", Rotate: "promax"},
		"hs1939-efa-pa":        {Factors: 2, Extract: "pa", Rotate: "none"},
		"hs1939-parallel":      {Factors: factor.Parallel},
	}
	ends := map[string][2]string{"attitude.csv": {"rating", "advance"}, "bfi.csv": {"A1", "O5"}, "hs1939.csv": {"x1", "x9"}}
	for _, name := range reference.Cases(t, expected) {
		o, ok := asked[name]
		if !ok {
			t.Errorf("%s is not tested", name)
			continue
		}
		values := reference.Case(t, expected, name)
		src, items := open(t, values[0].File, ends[values[0].File][0], ends[values[0].File][1])
		o.Items = items
		reference.Check(t, values, compute(t, src, o))
	}
}
