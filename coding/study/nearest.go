package study

import (
	"strings"

	"github.com/smekit/smekit/coding"
)

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
// by their keys; the first of equally near ones wins. A candidate that denies s is none.
func nearest(s string, candidates []string) int {
	k := key(s)
	best, at := reach(k)+1, -1
	for i, c := range candidates {
		ck := key(c)
		if d := coding.Edits(k, ck, best-1); d < best && !opposed(k, ck) {
			best, at = d, i
		}
		if best == 0 {
			break
		}
	}
	return at
}

// plainest is the nearest candidate by what each of them stands for; empty when candidates that stand for different
// things are as near.
func plainest(s string, candidates []string, stands func(int) string) string {
	at := nearest(s, candidates)
	if at < 0 {
		return ""
	}
	k := key(s)
	best := coding.Edits(k, key(candidates[at]), reach(k))
	for i, c := range candidates {
		if stands(i) != stands(at) && coding.Edits(k, key(c), best) <= best {
			return ""
		}
	}
	return stands(at)
}

// core is what ids have in common that differ in leading zeros, marks, letter case and width alone, or in letters that look
// like digits: D1, D01 and D-Ol.
func core(id string) string {
	k := strings.NewReplacer("o", "0", "l", "1").Replace(key(id))
	var b strings.Builder
	for i := 0; i < len(k); i++ {
		c := k[i]
		switch {
		case c == '-' || c == '_' || c == '.' || c == '/':
			continue
		case c == '0' && (i == 0 || k[i-1] < '0' || k[i-1] > '9') && i+1 < len(k) && k[i+1] >= '0' && k[i+1] <= '9':
			for i+2 < len(k) && k[i+1] == '0' && k[i+2] >= '0' && k[i+2] <= '9' {
				i++
			}
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}
