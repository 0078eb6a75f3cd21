package measures

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// The table of a code counts every unit under its interview and its row, wherever the interviews' units stand.
func TestBallotsTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := &ballots{coders: []string{"A", "B", "C"}, sets: [][]string{{}, {"x"}, {"x", "y"}, {"y"}}}
		want := map[string]int{}
		for range rapid.IntRange(0, 40).Draw(t, "units") {
			interview := rapid.SampledFrom([]string{"I1", "I2", "I3"}).Draw(t, "interview")
			cells := make([]string, len(b.coders))
			for c := range cells {
				set := rapid.Int32Range(unseen, 3).Draw(t, "set")
				b.given = append(b.given, set)
				if set != unseen {
					cells[c] = []string{"0", "1", "1", "0"}[set]
				}
			}
			times := rapid.IntRange(1, 3).Draw(t, "times")
			b.units, b.counts = append(b.units, ballotUnit{interview: interview}), append(b.counts, times)
			want[fmt.Sprint(interview, cells)] += times
		}
		table, clusters := b.table("x")
		got := map[string]int{}
		for i, cells := range table.Codes {
			row := fmt.Sprint(clusters[i], cells)
			if got[row] > 0 {
				t.Fatalf("%s stands twice", row)
			}
			got[row] = table.Counts[i]
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}
