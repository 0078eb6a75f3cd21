package study

import "unicode/utf8"

// distance is the number of edits (a letter put in, left out, changed, or swapped with its neighbour) that turn a into
// b, or limit+1 when it takes more than limit.
func distance(a, b string, limit int) int {
	if d := utf8.RuneCountInString(a) - utf8.RuneCountInString(b); d > limit || -d > limit {
		return limit + 1
	}
	x, y := []rune(a), []rune(b)
	before, prev, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			d := min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		if least > limit {
			return limit + 1
		}
		before, prev, row = prev, row, before
	}
	return min(prev[len(y)], limit+1)
}

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
		if d := distance(k, key(c), best-1); d < best {
			best, at = d, i
		}
		if best == 0 {
			break
		}
	}
	return at
}
