package sheet

import (
	"testing"

	"pgregory.net/rapid"
)

// A text is blank when nothing of it is left by Fold.
func TestBlankText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune{' ', '\t', '\n', '\u0085', '\u00a0', '\u3000', '\u200b', '\ufeff', '\u2028', 'x', '字', '！'})).Draw(t, "text")
		if got := (Cell{Kind: Text, Text: s}).Blank(); got != (Fold(s) == "") {
			t.Fatalf("%q: blank %v", s, got)
		}
	})
}
