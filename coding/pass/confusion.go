package pass

import (
	"slices"
	"sort"
)

// Confusion is a pair of codes that coders took for one another: on one unit somebody gave A and not B while somebody
// else gave B and not A.
type Confusion struct {
	A, B       string         // codes, A before B by bytes
	Units      int            // units where it happened
	CoderPairs int            // pairs of coders to whom it happened, summed over the units
	Pairs      []ConfusedPair // those pairs, in the order of the table's coders
}

// ConfusedPair counts a confusion between two coders.
type ConfusedPair struct {
	First, Second string // coders, in the order of the table
	AB            int    // units where First gave A and Second gave B
	BA            int    // units where First gave B and Second gave A
}

// confused is a confusion of two codes, as indices of the table's codes, between two of its columns.
type confused struct {
	a, b, first, second int32
	swapped             bool
}

// Confusions counts the pairs of codes that coders took for one another, the most frequent first: by units, then by
// pairs of coders, then by the codes. A consensus column takes no part. A code that one coder gave and another left out
// without giving anything in its place is no confusion.
func Confusions(t *Table) []Confusion {
	index := make(map[string]int32, len(t.Codes))
	for i, c := range t.Codes {
		index[c] = int32(i)
	}
	columns := len(t.Coders)
	if t.consensus {
		columns--
	}
	type pair struct{ a, b int32 }
	units := map[pair]int{}
	counts := map[confused]int{}
	var here []pair
	for i := range t.Units {
		here = here[:0]
		eachConfusion(t.Units[i].Given[:columns], func(a, b string, first, second int, swapped bool) {
			p := pair{index[a], index[b]}
			counts[confused{p.a, p.b, int32(first), int32(second), swapped}]++
			if !slices.Contains(here, p) {
				here = append(here, p)
				units[p]++
			}
		})
	}
	keys := make([]confused, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		x, y := keys[i], keys[j]
		switch {
		case x.a != y.a:
			return x.a < y.a
		case x.b != y.b:
			return x.b < y.b
		case x.first != y.first:
			return x.first < y.first
		case x.second != y.second:
			return x.second < y.second
		}
		return !x.swapped && y.swapped
	})
	var out []Confusion
	var last pair
	for n, k := range keys {
		if p := (pair{k.a, k.b}); n == 0 || p != last {
			last = p
			out = append(out, Confusion{A: t.Codes[k.a], B: t.Codes[k.b], Units: units[p]})
		}
		c := &out[len(out)-1]
		first, second := t.Coders[k.first], t.Coders[k.second]
		if m := len(c.Pairs); m == 0 || c.Pairs[m-1].First != first || c.Pairs[m-1].Second != second {
			c.Pairs = append(c.Pairs, ConfusedPair{First: first, Second: second})
		}
		p := &c.Pairs[len(c.Pairs)-1]
		if k.swapped {
			p.BA += counts[k]
		} else {
			p.AB += counts[k]
		}
		c.CoderPairs += counts[k]
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Units != out[j].Units {
			return out[i].Units > out[j].Units
		}
		return out[i].CoderPairs > out[j].CoderPairs
	})
	return out
}

// eachConfusion calls yield for every confusion on one unit: codes a < b, the columns of the two coders (first < second),
// and whether it was the second who gave a.
func eachConfusion(given [][]string, yield func(a, b string, first, second int, swapped bool)) {
	for x := range given {
		if given[x] == nil {
			continue
		}
		for y := x + 1; y < len(given); y++ {
			if given[y] == nil {
				continue
			}
			for _, c := range given[x] {
				if slices.Contains(given[y], c) {
					continue
				}
				for _, d := range given[y] {
					switch {
					case slices.Contains(given[x], d):
					case c < d:
						yield(c, d, x, y, false)
					default:
						yield(d, c, x, y, true)
					}
				}
			}
		}
	}
}
