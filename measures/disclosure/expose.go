package disclosure

import "math"

// exposed returns a hidden node that what is shown gives away, with the shown units that give it away, of which hiding
// any one breaks this way of rebuilding it. ok is false when every hidden node is safe.
func (l *lattice) exposed(t *tables) (support []int, ok bool) {
	unknown := make([]bool, len(l.unit))
	any := false
	for n := range l.unit {
		unknown[n] = l.open(t, n)
		any = any || l.secret(t, n)
	}
	if !any {
		return nil, false
	}
	if support, ok := l.subtract(t, unknown); ok {
		return support, true
	}
	// subtract has left in unknown what single margins do not give.
	if support, ok := l.solve(t, unknown); ok {
		return support, true
	}
	if t.facet != counted {
		return nil, false
	}
	return l.bounds(t)
}

// secret reports whether a node must not be rebuilt. Of interviews a unit is hidden whole, but guarded only where that
// protects a small department.
func (l *lattice) secret(t *tables, n int) bool {
	if !l.hidden(t, n) {
		return false
	}
	u := t.units[l.unit[n]]
	return u.subject.bounded() || u.guard&t.facet != 0
}

func (l *lattice) hidden(t *tables, n int) bool {
	j := l.unit[n]
	return j >= 0 && t.units[j].state != shown && !t.void(j) && !t.told(j)
}

// told reports whether another row shows what a unit has.
func (t *tables) told(j int) bool {
	twin := t.units[j].twin
	return twin >= 0 && t.units[twin].state == shown
}

// open reports whether nothing shows a node's figure.
func (l *lattice) open(t *tables, n int) bool {
	return l.unit[n] < 0 || l.hidden(t, n) || t.units[l.unit[n]].silent&t.facet != 0
}

// subtract rebuilds nodes one margin at a time. Nodes of no unit that it finds become known. Of the hidden nodes that it
// finds, it returns the one of the largest group of people (the fewest attributes), so that a department is treated
// before its periods, then the one that is cheapest to protect.
func (l *lattice) subtract(t *tables, unknown []bool) (support []int, ok bool) {
	basis := make([][]int, len(l.unit)) // shown units behind a rebuilt node
	var first found
	queue := make([]int, len(l.margins))
	for i := range queue {
		queue[i] = i
	}
	for len(queue) > 0 {
		m := queue[0]
		queue = queue[1:]
		last, count := -1, 0
		for _, n := range l.margins[m].nodes() {
			if unknown[n] {
				last = n
				count++
			}
		}
		if count != 1 {
			continue
		}
		var from []int
		for _, n := range l.margins[m].nodes() {
			switch {
			case n == last:
			case l.open(t, n): // rebuilt before
				from = append(from, basis[n]...)
			default:
				from = append(from, l.unit[n])
			}
		}
		if l.secret(t, last) {
			c := l.candidate(t, from)
			if c < 0 {
				continue // nothing more to hide here: the others are empty cells
			}
			x := found{attributes(t.units[l.unit[last]].cell), l.alone(t, c), t.crowd[t.units[c].cell], c}
			if support == nil || x.before(first) {
				first, support = x, from
			}
			continue
		}
		unknown[last] = false
		basis[last] = from
		queue = append(queue, l.of[last]...)
	}
	return support, support != nil
}

// found is a hidden node that can be rebuilt, by what decides which of them comes first.
type found [4]int

func (f found) before(other found) bool {
	for i := range f {
		if f[i] != other[i] {
			return f[i] < other[i]
		}
	}
	return false
}

// candidate is the shown unit to hide next, -1 when there is none: the one whose hiding leaves fewest margins in which it
// would stand alone, then the one whose cell has fewest people, then the first in the table. Within one table that is the
// smallest; across tables it hides the parts of a cell that is hidden already rather than those of another.
func (l *lattice) candidate(t *tables, support []int) int {
	best, alone := -1, 0
	for _, j := range support {
		u := t.units[j]
		if u.state != shown || t.void(j) || t.told(j) || u.silent&t.facet != 0 || j == best {
			continue
		}
		n := l.alone(t, j)
		if best < 0 || n < alone || n == alone && t.before(j, best) {
			best, alone = j, n
		}
	}
	return best
}

// alone counts the margins of a shown unit in which nothing is unknown yet.
func (l *lattice) alone(t *tables, j int) int {
	count := 0
	for _, m := range l.of[l.node[j]] {
		open := false
		for _, n := range l.margins[m].nodes() {
			open = open || l.open(t, n)
		}
		if !open {
			count++
		}
	}
	return count
}

func (t *tables) before(a, b int) bool {
	na, nb := t.crowd[t.units[a].cell], t.crowd[t.units[b].cell]
	return na < nb || na == nb && a < b
}

// bounds rebuilds hidden counts from what the notes admit: 1 to min_n−1 people where a cell is too small, at least
// min_n where it is hidden for others' sake. It uses the margins that add up exactly.
func (l *lattice) bounds(t *tables) (support []int, ok bool) {
	if t.minN <= 2 { // "n<2" is 1 by itself
		return nil, false
	}
	low, high := make([]float64, len(l.unit)), make([]float64, len(l.unit))
	for n, j := range l.unit {
		if j < 0 {
			continue
		}
		u := t.units[j]
		switch {
		case u.state == shown || u.zero:
			low[n], high[n] = float64(u.n), float64(u.n)
		case u.n >= t.minN:
			low[n], high[n] = float64(t.minN), math.Inf(1)
		default:
			low[n], high[n] = 1, float64(t.minN-1)
		}
	}
	var exact []int
	for m := range l.margins {
		if l.exact(t, m) {
			exact = append(exact, m)
		}
	}
	for changed := true; changed; {
		changed = false
		for _, m := range exact {
			changed = l.tighten(m, low, high) || changed
		}
	}
	for _, m := range exact {
		for _, n := range l.margins[m].nodes() {
			if !l.secret(t, n) || low[n] != high[n] {
				continue
			}
			var from []int
			for _, k := range l.of[n] {
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

// exact reports whether a margin adds up in people: those asked in two periods count twice among its parts.
func (l *lattice) exact(t *tables, m int) bool {
	if l.unit[l.margins[m].total] < 0 {
		return false
	}
	sum := 0
	for _, n := range l.margins[m].parts {
		if l.unit[n] < 0 {
			return false
		}
		sum += t.units[l.unit[n]].n
	}
	return sum == t.units[l.unit[l.margins[m].total]].n
}

func (l *lattice) tighten(m int, low, high []float64) (changed bool) {
	set := func(at *float64, to float64, better bool) {
		if better {
			*at = to
			changed = true
		}
	}
	total := l.margins[m].total
	var sumLow, sumHigh float64
	open := 0 // parts without upper bound
	for _, n := range l.margins[m].parts {
		sumLow += low[n]
		if math.IsInf(high[n], 1) {
			open++
		} else {
			sumHigh += high[n]
		}
	}
	set(&low[total], sumLow, sumLow > low[total])
	if open == 0 {
		set(&high[total], sumHigh, sumHigh < high[total])
	}
	for _, n := range l.margins[m].parts {
		top := high[total] - (sumLow - low[n])
		if !math.IsInf(high[total], 1) && top < high[n] {
			set(&high[n], top, true)
			return true // sums have changed: come again
		}
		if open == 0 || open == 1 && math.IsInf(high[n], 1) {
			rest := sumHigh
			if open == 0 {
				rest -= high[n]
			}
			if bottom := low[total] - rest; bottom > low[n] {
				set(&low[n], bottom, true)
				return true
			}
		}
	}
	return changed
}
