package disclosure

import "math/bits"

// The elimination runs in the field of integers modulo a large prime: exact, without tolerances. A node is determined
// there exactly when it is over the rationals, but for the (negligible) case that the prime divides a minor.
const prime = 1<<61 - 1

func times(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	_, r := bits.Div64(hi%prime, lo, prime)
	return r
}

func minus(a, b uint64) uint64 {
	if a >= b {
		return a - b
	}
	return a + prime - b
}

func inverse(a uint64) uint64 {
	r := uint64(1)
	for e := uint64(prime - 2); e > 0; e >>= 1 {
		if e&1 == 1 {
			r = times(r, a)
		}
		a = times(a, a)
	}
	return r
}

// solve rebuilds nodes from several margins at once: a hidden node is exposed when the equations determine it.
func (l *lattice) solve(t *tables, unknown []bool) (support []int, ok bool) {
	live := l.live(t, unknown)
	seen := make([]bool, len(l.margins))
	for m := range l.margins {
		if !live[m] || seen[m] {
			continue
		}
		part := l.component(m, live, unknown, seen)
		for _, n := range l.determined(part, unknown) {
			if !l.secret(t, n) {
				continue
			}
			var from []int
			for _, k := range part {
				for _, other := range l.margins[k].nodes() {
					if l.unit[other] >= 0 {
						from = append(from, l.unit[other])
					}
				}
			}
			if l.candidate(t, from) >= 0 {
				return from, true
			}
		}
	}
	return nil, false
}

// live marks the margins that can say something: one with an unknown cell of no interest that stands in no other margin
// says nothing about the rest.
func (l *lattice) live(t *tables, unknown []bool) []bool {
	live := make([]bool, len(l.margins))
	uses := make([]int, len(l.unit))
	for m := range l.margins {
		for _, n := range l.margins[m].nodes() {
			if unknown[n] {
				live[m] = true
				uses[n]++
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for m := range l.margins {
			if !live[m] {
				continue
			}
			idle := false
			for _, n := range l.margins[m].nodes() {
				idle = idle || unknown[n] && uses[n] == 1 && !l.secret(t, n)
			}
			if idle {
				live[m], changed = false, true
				for _, n := range l.margins[m].nodes() {
					if unknown[n] {
						uses[n]--
					}
				}
			}
		}
	}
	return live
}

// component lists the live margins that share unknowns with m, directly or through others.
func (l *lattice) component(m int, live, unknown, seen []bool) []int {
	seen[m] = true
	part := []int{m}
	for i := 0; i < len(part); i++ {
		for _, n := range l.margins[part[i]].nodes() {
			if !unknown[n] {
				continue
			}
			for _, k := range l.of[n] {
				if live[k] && !seen[k] {
					seen[k] = true
					part = append(part, k)
				}
			}
		}
	}
	return part
}

// determined returns the unknowns that the margins fix: those that stand alone in a row of the reduced echelon form.
func (l *lattice) determined(part []int, unknown []bool) []int {
	column := map[int]int{}
	var nodes []int
	for _, m := range part {
		for _, n := range l.margins[m].nodes() {
			if _, ok := column[n]; unknown[n] && !ok {
				column[n] = len(nodes)
				nodes = append(nodes, n)
			}
		}
	}
	rows := make([][]uint64, len(part))
	for i, m := range part {
		rows[i] = make([]uint64, len(nodes))
		for _, n := range l.margins[m].parts {
			if unknown[n] {
				rows[i][column[n]] = 1
			}
		}
		if n := l.margins[m].total; unknown[n] {
			rows[i][column[n]] = prime - 1
		}
	}
	rank := 0
	var pivots []int
	for c := 0; c < len(nodes) && rank < len(rows); c++ {
		p := rank
		for p < len(rows) && rows[p][c] == 0 {
			p++
		}
		if p == len(rows) {
			continue
		}
		rows[rank], rows[p] = rows[p], rows[rank]
		scale(rows[rank], inverse(rows[rank][c]))
		for r := range rows {
			if r != rank && rows[r][c] != 0 {
				subtractRow(rows[r], rows[rank], rows[r][c])
			}
		}
		pivots = append(pivots, c)
		rank++
	}
	var out []int
	for r, c := range pivots {
		alone := true
		for k, x := range rows[r] {
			alone = alone && (x == 0 || k == c)
		}
		if alone {
			out = append(out, nodes[c])
		}
	}
	return out
}

func scale(row []uint64, by uint64) {
	for i := range row {
		if row[i] != 0 {
			row[i] = times(row[i], by)
		}
	}
}

func subtractRow(row, other []uint64, factor uint64) {
	for i := range row {
		if other[i] != 0 {
			row[i] = minus(row[i], times(factor, other[i]))
		}
	}
}
