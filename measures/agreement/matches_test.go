package agreement

import (
	"context"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
)

// Two clusters, three coders: A~B matched 3 of 4 and 5, so K = 6/9; A~C 2 of 4 and 2: 4/6; B~C nothing matched of 5 and 2.
func TestMatches(t *testing.T) {
	table := MatchTable{Coders: []string{"A", "B", "C"}, Cells: [][]Match{{{2, 2, 3}, {1, 2, 1}, {0, 3, 1}}, {{1, 2, 2}, {1, 2, 1}, {0, 2, 1}}}}
	r, err := ComputeMatches(context.Background(), table, Options{Bootstrap: 200})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "K", find(t, r, "mutual_agreement", "A~B").Value, 6.0/9, 1e-12)
	near(t, "percent", find(t, r, "percent_agreement", "A~B").Value, 3.0/6, 1e-12)
	k := (6.0/9 + 4.0/6 + 0) / 3
	e := find(t, r, "composite_reliability_holsti", "")
	near(t, "R", e.Value, 3*k/(1+2*k), 1e-12)
	if e := find(t, r, "mutual_agreement", "A~C"); e.N != 4 || e.Low > e.Value || e.High < e.Value || e.Notes[0].Code != estimate.NoteFewClusters {
		t.Errorf("%+v", e)
	}
	r, err = ComputeMatches(context.Background(), MatchTable{Coders: []string{"A", "B"}, Cells: [][]Match{{{}}}}, Options{Bootstrap: 20})
	if err != nil || !find(t, r, "mutual_agreement", "A~B").Empty() || !find(t, r, "composite_reliability_holsti", "").Empty() {
		t.Errorf("nothing marked: %+v, %v", r, err)
	}
	for _, bad := range []MatchTable{{Coders: []string{"A", "B"}, Cells: [][]Match{{}}}, {Coders: []string{"A", "B"}, Cells: [][]Match{{{3, 2, 3}}}},
		{Coders: []string{"A", "A"}}} {
		if _, err := ComputeMatches(context.Background(), bad, Options{}); err == nil {
			t.Errorf("%v is taken", bad)
		}
	}
}
