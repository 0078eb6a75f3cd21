package agreement

import (
	"math/bits"
	"slices"
	"sort"

	"gonum.org/v1/gonum/floats"
)

// masi is the distance of MASI between sets of codes [Passonneau2006], 1 − J·M: Jaccard's share J = |A∩B|/|A∪B|, times
// M = 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap, 0 where they share nothing. Two empty sets
// are equal (0), an empty and another one share nothing (1).
//
// The fractions are exact. NLTK's masi_distance takes 0.67 and 0.33 for them, which moves an alpha by a few thousandths at
// most, and divides by 0 for two empty sets.
type masi struct {
	words          int
	masks          []uint64 // a set's codes as bits, words a set
	size           []int
	subset, shared float64 // M of a set in another, M of sets that overlap
	table          []float64
}

// tabled is the number of different sets up to which their distances are kept.
const tabled = 2048

// newMASI takes the sets as numbers of codes below codes.
func newMASI(sets [][]int32, codes int) *masi {
	m := &masi{words: codes/64 + 1, size: make([]int, len(sets)), subset: 2.0 / 3, shared: 1.0 / 3}
	m.masks = make([]uint64, len(sets)*m.words)
	for i, set := range sets {
		m.size[i] = len(set)
		for _, c := range set {
			m.masks[i*m.words+int(c)/64] |= 1 << (uint(c) % 64)
		}
	}
	return m
}

// tabulate keeps the distances of all sets where they are few enough.
func (m *masi) tabulate() {
	n := len(m.size)
	if n > tabled {
		return
	}
	m.table = make([]float64, n*n)
	for a := range n {
		for b := range a {
			d := m.distance(a, b)
			m.table[a*n+b], m.table[b*n+a] = d, d
		}
	}
}

func (m *masi) distance(a, b int) float64 {
	common := 0
	for w := range m.words {
		common += bits.OnesCount64(m.masks[a*m.words+w] & m.masks[b*m.words+w])
	}
	switch x, y := m.size[a], m.size[b]; {
	case common == x && common == y:
		return 0
	case common == 0:
		return 1
	case common == min(x, y):
		return 1 - m.subset*float64(common)/float64(x+y-common)
	default:
		return 1 - m.shared*float64(common)/float64(x+y-common)
	}
}

// between is the distance, from the table where there is one.
func (m *masi) between(a, b int32) float64 {
	if m.table != nil {
		return m.table[int(a)*len(m.size)+int(b)]
	}
	return m.distance(int(a), int(b))
}

// dot is the sum of the distances of set a from the sets before it, so many times each.
func (m *masi) dot(times []float64, a int) float64 {
	if m.table != nil {
		at := a * len(m.size)
		return floats.Dot(times, m.table[at:at+len(times)])
	}
	sum := 0.0
	for b, n := range times {
		if n > 0 {
			sum += n * m.distance(a, b)
		}
	}
	return sum
}

// add adds times the distances of set a from every set to out.
func (m *masi) add(out []float64, a int32, times float64) {
	if m.table != nil {
		row := m.table[int(a)*len(out) : (int(a)+1)*len(out)]
		floats.AddScaled(out, times, row)
		return
	}
	for b := range out {
		out[b] += times * m.distance(int(a), b)
	}
}

// SetsOf numbers the different sets in a table of codes [unit][coder] (nil: not reviewed; empty: reviewed and nothing
// given) as a [SetTable] wants them.
func SetsOf(codes [][][]string) (sets [][]string, given [][]int) {
	known := map[string]int{}
	given = make([][]int, len(codes))
	for i, row := range codes {
		given[i] = make([]int, len(row))
		for c, set := range row {
			if set == nil {
				given[i][c] = none
				continue
			}
			sorted := slices.Clone(set)
			sort.Strings(sorted)
			sorted = slices.Compact(sorted)
			key := ""
			for _, code := range sorted {
				key += code + "\x00"
			}
			id, ok := known[key]
			if !ok {
				id = len(sets)
				known[key] = id
				sets = append(sets, sorted)
			}
			given[i][c] = id
		}
	}
	return sets, given
}
