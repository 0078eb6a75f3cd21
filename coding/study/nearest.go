package study

import "github.com/smekit/smekit/coding"

// reach is how many edits still make a plausible slip in a word: none in one or two letters, one up to five, else two.
// A Chinese character carries more than a letter, so two of them already allow for one slip.
func reach(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x2e80 {
			n++
		}
	}
	switch {
	case n <= 2:
		return 0
	case n <= 5:
		return 1
	}
	return 2
}

// nearest returns the index of the candidate that s most plausibly stands for, -1 without one. Both sides are compared
// by their keys; the first of equally near ones wins.
func nearest(s string, candidates []string) int {
	k := key(s)
	best, at := reach(k)+1, -1
	for i, c := range candidates {
		if d := coding.Edits(k, key(c), best-1); d < best {
			best, at = d, i
		}
		if best == 0 {
			break
		}
	}
	return at
}
