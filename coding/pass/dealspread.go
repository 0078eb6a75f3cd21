package pass

import (
	"cmp"
	"slices"
	"strings"
)

// everybody stands for a coder where a unit goes to all.
const everybody = -1

// dealSpread gives every unit of the talks to one of the coders, or to everybody where it is shared: out[i][k] is the coder of
// unit k of talk i.
type dealSpread struct {
	talks  []dealtTalk
	order  []int // by stratum
	coders []string
	seed   uint64
	total  []int // units by coder, shared ones aside
	out    [][]int
}

func newSpread(talks []dealtTalk, order []int, coders []string, seed uint64) *dealSpread {
	s := &dealSpread{talks: talks, order: order, coders: coders, seed: seed, total: make([]int, len(coders)), out: make([][]int, len(talks))}
	for i := range talks {
		s.out[i] = make([]int, len(talks[i].units))
		for k := range s.out[i] {
			s.out[i][k] = everybody
		}
	}
	return s
}

// strata calls yield with the talks of each stratum.
func (s *dealSpread) strata(yield func(stratum string, talks []int)) {
	for from := 0; from < len(s.order); {
		to := from + 1
		for to < len(s.order) && slices.Equal(s.talks[s.order[from]].values, s.talks[s.order[to]].values) {
			to++
		}
		yield(strings.Join(s.talks[s.order[from]].values, "\x00"), s.order[from:to])
		from = to
	}
}

func (s *dealSpread) own(talk int) int {
	n := 0
	for k := range s.talks[talk].units {
		if !s.talks[talk].units[k].Shared {
			n++
		}
	}
	return n
}

// byInterview keeps interviews whole: within a stratum the largest first, each goes to the coder who has the fewest units of
// the stratum, of these to the one who has the fewest of all, of these to the one that the draw puts first.
func (s *dealSpread) byInterview() {
	s.strata(func(stratum string, talks []int) {
		sizes := make(map[int]int, len(talks))
		for _, i := range talks {
			sizes[i] = s.own(i)
		}
		talks = slices.Clone(talks)
		slices.SortStableFunc(talks, func(a, b int) int { return cmp.Compare(sizes[b], sizes[a]) })
		here := make([]int, len(s.coders))
		draws := s.draws(stratum)
		for _, i := range talks {
			if sizes[i] == 0 {
				continue
			}
			best := 0
			for c := range s.coders {
				if cmp.Or(cmp.Compare(here[c], here[best]), cmp.Compare(s.total[c], s.total[best]), cmp.Compare(draws[c], draws[best])) < 0 {
					best = c
				}
			}
			here[best] += sizes[i]
			s.total[best] += sizes[i]
			for k := range s.talks[i].units {
				if !s.talks[i].units[k].Shared {
					s.out[i][k] = best
				}
			}
		}
	})
}

// byUnit divides the units of each stratum, laid end to end, into a stretch for each coder; stretches differ by one unit at
// most, and the longer ones go to those who have the fewest units.
func (s *dealSpread) byUnit() {
	s.strata(func(stratum string, talks []int) {
		n := 0
		for _, i := range talks {
			n += s.own(i)
		}
		draws := s.draws(stratum)
		quota, byNeed := make([]int, len(s.coders)), make([]int, len(s.coders))
		for c := range byNeed {
			byNeed[c] = c
		}
		byPlace := slices.Clone(byNeed)
		slices.SortFunc(byNeed, func(a, b int) int {
			return cmp.Or(cmp.Compare(s.total[a], s.total[b]), cmp.Compare(draws[a], draws[b]))
		})
		slices.SortFunc(byPlace, func(a, b int) int { return cmp.Compare(draws[a], draws[b]) })
		for r, c := range byNeed {
			if quota[c] = n / len(s.coders); r < n%len(s.coders) {
				quota[c]++
			}
			s.total[c] += quota[c]
		}
		at := 0
		for _, i := range talks {
			for k := range s.talks[i].units {
				if s.talks[i].units[k].Shared {
					continue
				}
				for quota[byPlace[at]] == 0 {
					at++
				}
				s.out[i][k] = byPlace[at]
				quota[byPlace[at]]--
			}
		}
	})
}

func (s *dealSpread) draws(stratum string) []uint64 {
	out := make([]uint64, len(s.coders))
	for c, name := range s.coders {
		out[c] = drawn(s.seed, "spread", stratum, nameKey(name))
	}
	return out
}

// ownOrder puts the units dealt to a coder into that coder's order: interviews by a draw of the coder's, units as they
// follow in the text, or by a draw of their own where units are shuffled.
func ownOrder(units []DealtUnit, mine []int, coder string, seed uint64, shuffleUnits bool) {
	who := nameKey(coder)
	keys := map[string]uint64{}
	single := make(map[int]uint64)
	for _, i := range mine {
		u := &units[i]
		if shuffleUnits {
			single[i] = drawn(seed, "order", who, u.Interview, u.ID)
		} else if _, ok := keys[u.Interview]; !ok {
			keys[u.Interview] = drawn(seed, "order", who, u.Interview)
		}
	}
	slices.SortFunc(mine, func(a, b int) int {
		if shuffleUnits {
			return cmp.Or(cmp.Compare(single[a], single[b]), cmp.Compare(a, b))
		}
		return cmp.Or(cmp.Compare(keys[units[a].Interview], keys[units[b].Interview]), cmp.Compare(a, b))
	})
}
