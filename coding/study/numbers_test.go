package study

import (
	"testing"

	"pgregory.net/rapid"
)

// Keys are numbered in order of appearance, whatever the order in which they are asked for again.
func TestNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var n numbers[string]
		known := map[string]int{}
		for _, k := range rapid.SliceOf(rapid.SampledFrom([]string{"a", "b", "c", "d", "e", ""})).Draw(t, "keys") {
			want, met := known[k]
			if !met {
				want = len(known)
				known[k] = want
			}
			if got := n.of(k); got != want {
				t.Fatalf("%q is number %d, want %d", k, got, want)
			}
		}
	})
}
