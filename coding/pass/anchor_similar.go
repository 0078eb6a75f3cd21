package pass

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
)

// How alike an edited text must be to the dealt one, from 0 to 1 (see alike).
const (
	alikeWithID    = 0.6  // the row's id says the same
	alikeWithoutID = 0.75 // the text alone decides
	alikeLead      = 0.15 // by how much the best unit must then lead the second
	shortestAlike  = 6    // letters that a text must have for the text alone to decide
	shortestPart   = 8    // letters of a part of the dealt text, or of a dealt text inside a longer one, that count as it
)

// alike is 1 less the share of edits between two texts given as letters (see lettersOf): edits over the length of the longer
// one. What the two have in common at both ends is set aside; middles too long for counting edits are compared by their
// pairs of letters (Dice's coefficient). A likeness below the floor may come out as 0.
func alike(a, b string, floor float64) float64 {
	if a == b {
		return 1
	}
	n := max(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	x, y := []rune(a), []rune(b)
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	mid := max(len(x), len(y))
	if min(len(x), len(y)) == 0 {
		return 1 - float64(mid)/float64(n)
	}
	if len(x)*len(y) <= 1<<18 {
		limit := int(float64(n) * (1 - floor))
		d := coding.Edits(string(x), string(y), limit)
		if d > limit {
			return 0
		}
		return 1 - float64(d)/float64(n)
	}
	return (float64(n-mid) + dice(x, y)*float64(mid)) / float64(n)
}

// dice is twice the shared pairs of neighbouring letters over all of them.
func dice(x, y []rune) float64 {
	if len(x) < 2 || len(y) < 2 {
		return 0
	}
	count := map[[2]rune]int{}
	for i := 1; i < len(x); i++ {
		count[[2]rune{x[i-1], x[i]}]++
	}
	shared := 0
	for i := 1; i < len(y); i++ {
		p := [2]rune{y[i-1], y[i]}
		if count[p] > 0 {
			count[p]--
			shared++
		}
	}
	return 2 * float64(shared) / float64(len(x)+len(y)-2)
}

// closeToDealt reports whether a text can be the dealt one after a coder's edits: alike, or a part of it, or it and more.
func closeToDealt(found, dealt string) bool {
	a, b := lettersOf(found), lettersOf(dealt)
	if a == "" || b == "" {
		return a == b
	}
	if alike(a, b, alikeWithID) >= alikeWithID {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	return utf8.RuneCountInString(a) >= shortestPart && strings.Contains(b, a)
}

// gramIndex finds dealt units by stretches of three letters.
type gramIndex struct {
	letters []string // of each unit
	units   map[uint64][]int32
}

const (
	gramsOfText = 24  // of a text's stretches those with the smallest hashes stand for it
	gramUnits   = 400 // stretches that more units have say little
	gramNearest = 6   // units looked at closely
)

func gramHash(a, b, c rune) uint64 {
	h := uint64(0x9e3779b97f4a7c15)
	for _, r := range [3]rune{a, b, c} {
		h = (h ^ uint64(uint32(r))) * 0xff51afd7ed558ccd
		h ^= h >> 32
	}
	return h
}

// sketch is the smallest hashes of a text's stretches of three letters, rising.
func sketch(letters string) []uint64 {
	rs := []rune(letters)
	if len(rs) < 3 {
		return nil
	}
	all := make([]uint64, 0, len(rs)-2)
	for i := 2; i < len(rs); i++ {
		all = append(all, gramHash(rs[i-2], rs[i-1], rs[i]))
	}
	slices.Sort(all)
	all = slices.Compact(all)
	return all[:min(len(all), gramsOfText)]
}

func newGramIndex(deal *Deal) *gramIndex {
	g := &gramIndex{letters: make([]string, len(deal.Units)), units: map[uint64][]int32{}}
	for i := range deal.Units {
		g.letters[i] = lettersOf(deal.Units[i].Text)
		for _, h := range sketch(g.letters[i]) {
			if len(g.units[h]) <= gramUnits {
				g.units[h] = append(g.units[h], int32(i))
			}
		}
	}
	return g
}

// near returns the unit that keep accepts whose text is most like the given one, with its likeness and that of the second;
// unit -1 without any.
func (g *gramIndex) near(text string, keep func(unit int32) bool) (unit int32, best, second float64) {
	letters := lettersOf(text)
	votes := map[int32]int{}
	for _, h := range sketch(letters) {
		if us := g.units[h]; len(us) <= gramUnits {
			for _, u := range us {
				if keep(u) {
					votes[u]++
				}
			}
		}
	}
	type candidate struct {
		unit  int32
		votes int
	}
	var list []candidate
	for u, n := range votes {
		list = append(list, candidate{u, n})
	}
	slices.SortFunc(list, func(a, b candidate) int {
		if a.votes != b.votes {
			return b.votes - a.votes
		}
		return int(a.unit - b.unit)
	})
	unit = -1
	for _, c := range list[:min(len(list), gramNearest)] {
		switch s := alike(letters, g.letters[c.unit], alikeWithoutID-alikeLead); {
		case s > best || unit < 0:
			if unit >= 0 {
				second = max(second, best)
			}
			unit, best = c.unit, s
		case s > second:
			second = s
		}
	}
	if utf8.RuneCountInString(letters) < shortestAlike {
		best = min(best, alikeWithoutID-0.01)
	}
	return unit, best, second
}
