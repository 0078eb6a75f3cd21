package measures

import "math/bits"

// span is what an attacker can compute: the linear combinations of sums that are known. It works in the integers modulo a
// large prime, exactly and without tolerances; that a combination is found there and not over the rationals has
// negligible probability.
type span struct {
	rows  [][]uint64 // in echelon form, the pivot of each 1
	pivot []int
}

const spanPrime = 1<<61 - 1

func spanTimes(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	_, r := bits.Div64(hi%spanPrime, lo, spanPrime)
	return r
}

func spanInverse(a uint64) uint64 {
	r := uint64(1)
	for e := uint64(spanPrime - 2); e > 0; e >>= 1 {
		if e&1 == 1 {
			r = spanTimes(r, a)
		}
		a = spanTimes(a, a)
	}
	return r
}

// reduce takes the known combinations out of v, in place, and returns the first place that is left, -1 for none.
func (s *span) reduce(v []uint64) int {
	for i, row := range s.rows {
		factor := v[s.pivot[i]]
		if factor == 0 {
			continue
		}
		for k := s.pivot[i]; k < len(v); k++ {
			if row[k] != 0 {
				v[k] = (v[k] + spanPrime - spanTimes(factor, row[k])) % spanPrime
			}
		}
	}
	for k, x := range v {
		if x != 0 {
			return k
		}
	}
	return -1
}

// learn adds a combination; v is used up. Rows are kept in the order of their pivots, so that reducing by a row leaves the
// earlier pivots alone.
func (s *span) learn(v []uint64) {
	at := s.reduce(v)
	if at < 0 {
		return
	}
	inverse := spanInverse(v[at])
	for k := at; k < len(v); k++ {
		v[k] = spanTimes(v[k], inverse)
	}
	i := 0
	for i < len(s.pivot) && s.pivot[i] < at {
		i++
	}
	s.rows = append(s.rows, nil)
	s.pivot = append(s.pivot, 0)
	copy(s.rows[i+1:], s.rows[i:])
	copy(s.pivot[i+1:], s.pivot[i:])
	s.rows[i], s.pivot[i] = v, at
}

// tells reports whether a combination follows from those learnt; v is used up. What is nothing is no secret.
func (s *span) tells(v []uint64) bool {
	for _, x := range v {
		if x != 0 {
			return s.reduce(v) < 0
		}
	}
	return false
}
