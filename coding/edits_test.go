package coding

import (
	"testing"

	"pgregory.net/rapid"
)

func TestEdits(t *testing.T) {
	for _, c := range []struct {
		a, b        string
		limit, want int
	}{
		{"", "", 2, 0}, {"role", "role", 0, 0}, {"role", "rloe", 2, 1}, {"role", "rol", 2, 1}, {"role", "roles", 2, 1},
		{"role", "rule", 2, 1}, {"period", "perois", 2, 2}, {"kitten", "sitting", 5, 3}, {"kitten", "sitting", 2, 3},
		{"before", "after", 1, 2}, {"改革前", "改革后", 2, 1}, {"", "abcd", 2, 3}, {"a", "b", 0, 1},
	} {
		if got := Edits(c.a, c.b, c.limit); got != c.want {
			t.Errorf("%q to %q within %d: %d edits, want %d", c.a, c.b, c.limit, got, c.want)
		}
		if got := Edits(c.b, c.a, c.limit); got != c.want {
			t.Errorf("%q to %q within %d: %d edits, want %d", c.b, c.a, c.limit, got, c.want)
		}
	}
}

// A lower limit cuts the count and changes nothing below it.
func TestEditsLimit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOfN(rapid.RuneFrom([]rune("abc前")), 0, 8, -1)
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		limit := rapid.IntRange(0, 8).Draw(t, "limit")
		all := Edits(a, b, 100)
		if got := Edits(a, b, limit); got != min(all, limit+1) {
			t.Fatalf("%q to %q within %d: %d, of %d", a, b, limit, got, all)
		}
		if (all == 0) != (a == b) {
			t.Fatalf("%q to %q: %d edits", a, b, all)
		}
	})
}
