package sem

import "strings"

// nearest is the name within two edits of the one asked for (insertions, deletions, replacements, exchanges of
// neighbours), ignoring case, or the empty text. Among equals the first.
func nearest(name string, names []string) string {
	best, at := 3, ""
	for _, n := range names {
		if d := edits([]rune(strings.ToLower(name)), []rune(strings.ToLower(n))); d < best {
			best, at = d, n
		}
	}
	return at
}

// edits is the optimal string alignment distance.
func edits(a, b []rune) int {
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}
