package sem_test

import (
	"context"
	"os"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/internal/reference"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/sem"
)

func read(t testing.TB, file string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// table reads a table, the named columns as texts and the others as numbers.
func table(t testing.TB, file string, texts ...string) *moments.Frame {
	t.Helper()
	header, rows := reference.Table(t, "testdata/"+file)
	f := moments.NewFrame(len(rows))
	for j, name := range header {
		text := false
		for _, x := range texts {
			text = text || x == name
		}
		if text {
			column := make([]string, len(rows))
			for i := range rows {
				column[i] = rows[i][j]
			}
			f.Text(name, column)
			continue
		}
		f.Numeric(name, reference.Numbers(t, header, rows, name)[0])
	}
	return f
}

func compute(t testing.TB, src moments.Source, o sem.Options) estimate.Result {
	t.Helper()
	r, err := sem.Compute(context.Background(), src, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func model(text string) []sem.Named { return []sem.Named{{Text: text}} }

func TestReference(t *testing.T) {
	hs := table(t, "hs1939.csv", "school")
	for name, o := range map[string]sem.Options{
		"hs1939-ml":         {Estimator: sem.ML},
		"hs1939-mlr":        {Estimator: sem.MLR},
		"hs1939-invariance": {Group: "school", Invariance: []string{sem.Configural, sem.Metric, sem.Scalar, sem.Strict}},
	} {
		t.Run(name, func(t *testing.T) {
			o.Models = model(read(t, "hs1939.lav"))
			reference.Check(t, reference.Case(t, "testdata/expected.csv", name), compute(t, hs, o))
		})
	}
	t.Run("political-democracy", func(t *testing.T) {
		reference.Check(t, reference.Case(t, "testdata/expected.csv", "political-democracy"),
			compute(t, table(t, "political_democracy.csv"), sem.Options{Family: sem.SEM, Models: model(read(t, "political_democracy.lav")), Estimator: sem.ML}))
	})
	t.Run("bfi-ace5-wlsmv", func(t *testing.T) {
		reference.Check(t, reference.Case(t, "testdata/expected.csv", "bfi-ace5-wlsmv"),
			compute(t, table(t, "bfi_ace5.csv"), sem.Options{Models: model(read(t, "bfi_ace5.lav")), AllOrdered: true, Estimator: sem.WLSMV}))
	})
}
