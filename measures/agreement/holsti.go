package agreement

import "github.com/smekit/smekit/measures/estimate"

// holsti is 2M/(N₁ + N₂): M agreements, N_j units that coder j coded [Holsti1969]. It lies below percent agreement when
// one coder skipped units.
func holsti(matches, codesA, codesB int) estimate.Estimate {
	e := estimate.New(Family, "holsti", "")
	e.Method = "2M/(N1+N2), Holsti 1969"
	e.Value = 2 * float64(matches) / float64(codesA+codesB)
	return e
}

// mutual is 相互同意度, the mutual agreement that Chinese content analyses print [Holsti1969, Wang1991]:
//
//	K = 2M/(N₁ + N₂)
//
// with M what both coders decided alike and N_j what coder j decided. In a plain table these are units, and K is holsti's
// number; in the table of a code's presence and in a table of sets they are codes given, and a unit that neither gave a
// code says nothing. what says which. Not estimable where neither decided anything.
func mutual(matches, codesA, codesB int, what string) estimate.Estimate {
	e := estimate.New(Family, "mutual_agreement", "")
	e.Method = "K = 2M/(N1+N2), Holsti 1969, M " + what
	if codesA+codesB == 0 {
		return e.Because(noteNothingGiven.Says())
	}
	e.Value = 2 * float64(matches) / float64(codesA+codesB)
	return e
}

// composite is 信度, the reliability that Chinese content analyses print beside the mutual agreement [Holsti1969, Wang1991]:
//
//	R = n·K̄ / (1 + (n − 1)·K̄)
//
// with K̄ the mean of the mutual agreement over the pairs of coders, and n the coders who appear in one of these. It rises
// with the number of coders at the same agreement, as the Spearman–Brown formula does: it speaks of what n coders find
// together, not of how well two of them agree. N is the number of units with two codes or more. Pairs whose K is not
// estimable are left out of the mean, and a coder whose pairs all are is left out of n, with a note. pairs holds the pairs'
// estimates in the order A~B, A~C, …, B~C, ….
func composite(pairs []estimate.Estimate, coders, units int) estimate.Estimate {
	e := estimate.New(Family, "composite_reliability_holsti", "")
	e.Method = "R = nK/(1+(n-1)K), n coders of a pair with a K, K the mean of mutual_agreement over these pairs"
	e.N = units
	if coders < 2 {
		return e.Because(noteFewCoders.Says())
	}
	m := newMeanOfPairs(coders)
	for _, p := range pairs {
		if p.Measure == "mutual_agreement" {
			m.add(p.Value)
		}
	}
	if m.used == 0 {
		return e.Because(noteNoPair.Says())
	}
	e.Value = m.composite()
	if m.used < m.pair {
		e = e.With(notePairsOut.Says(m.pair-m.used, m.pair, m.coders()))
	}
	return e
}

// meanOfPairs takes the mutual agreement of each pair of coders in the order A~B, A~C, …, B~C, …, NaN where there is none.
type meanOfPairs struct {
	first, second int // the next pair
	pair, used    int
	sum           float64
	seen          []bool // coders of a pair with a K
}

func newMeanOfPairs(coders int) *meanOfPairs {
	return &meanOfPairs{second: 1, seen: make([]bool, coders)}
}

func (m *meanOfPairs) reset() {
	clear(m.seen)
	*m = meanOfPairs{second: 1, seen: m.seen}
}

func (m *meanOfPairs) add(k float64) {
	if estimate.Has(k) {
		m.sum += k
		m.used++
		m.seen[m.first], m.seen[m.second] = true, true
	}
	m.pair++
	if m.second++; m.second == len(m.seen) {
		m.first++
		m.second = m.first + 1
	}
}

// coders counts those of a pair with a K.
func (m *meanOfPairs) coders() int {
	n := 0
	for _, seen := range m.seen {
		if seen {
			n++
		}
	}
	return n
}

// composite is R; NaN where no pair has a K.
func (m *meanOfPairs) composite() float64 {
	if m.used == 0 {
		return estimate.None
	}
	return spearmanBrown(m.sum/float64(m.used), m.coders())
}

func spearmanBrown(k float64, coders int) float64 {
	n := float64(coders)
	return n * k / (1 + (n-1)*k)
}
