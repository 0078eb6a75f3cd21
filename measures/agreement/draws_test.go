package agreement

import (
	"context"
	"math/rand/v2"
	"reflect"
	"strconv"
	"testing"

	"github.com/smekit/smekit/measures/numeric"
)

// Draws that are kept change nothing, with clusters and without.
func TestDrawsAreTheSame(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	table := Table{Coders: []string{"A", "B", "C"}}
	var clusters []string
	for i := range 60 {
		row := make([]string, 3)
		for c := range row {
			row[c] = []string{"", "0", "1", "1"}[rng.IntN(4)]
		}
		table.Codes, clusters = append(table.Codes, row), append(clusters, strconv.Itoa(i/5))
	}
	var kept numeric.Draws
	for _, names := range [][]string{clusters, nil, clusters} {
		o := Options{Categories: []string{"0", "1"}, Presence: "1", Clusters: names, Bootstrap: 50, BootstrapAll: true, Seed: 2}
		want, err := Compute(context.Background(), table, o)
		if err != nil {
			t.Fatal(err)
		}
		o.Draws = &kept
		got, err := Compute(context.Background(), table, o)
		if err != nil {
			t.Fatal(err)
		}
		for i := range want.Estimates {
			a, b := want.Estimates[i], got.Estimates[i]
			if a.ID() != b.ID() || !equal(a.Value, b.Value) || !equal(a.SE, b.SE) || !equal(a.Low, b.Low) || !equal(a.High, b.High) || !reflect.DeepEqual(a.Notes, b.Notes) {
				t.Errorf("%s: %v, want %v", a.ID(), b, a)
			}
		}
	}
}

// equal takes two numbers for equal when neither is one.
func equal(a, b float64) bool { return a == b || a != a && b != b }
