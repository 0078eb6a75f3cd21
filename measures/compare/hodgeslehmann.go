package compare

import (
	"math"
	"slices"
)

// HodgesLehmann is the median of all differences a−b between two groups [HodgesLehmann1963]. It is exact (R's wilcox.test
// prints the end of a root search, which differs under ties) and never holds the n₁·n₂ differences: they form a matrix
// with sorted rows and columns, in which the number of entries up to x is one walk along a staircase. NaN when a group
// is empty.
func HodgesLehmann(g Grid) float64 {
	var s shift
	return s.median(g.Values, g.Counts[0], g.Counts[1], guess{at: math.NaN()})
}

// guess is where a median of differences is expected: at, and the share of all differences per unit around there.
type guess struct{ at, density float64 }

// guessFrom prepares the search in samples that are much like g.
func guessFrom(g Grid) guess {
	var s shift
	at := s.median(g.Values, g.Counts[0], g.Counts[1], guess{at: math.NaN()})
	if math.IsNaN(at) {
		return guess{at: at}
	}
	w := (s.a[len(s.a)-1] - s.a[0] + s.b[len(s.b)-1] - s.b[0]) / 32
	return guess{at, (s.count(at+w) - s.count(at-w)) / (total(s.ca) * s.tail[0]) / (2 * w)}
}

// shift finds medians of differences and keeps its buffers between calls.
type shift struct {
	a, ca    []float64 // values and counts of the first group
	b        []float64 // values of the second
	tail     []float64 // tail[j] = counts of b[j:]; one longer than b
	low, up  []int     // staircases: the first j with a[i]−b[j] ≤ the bracket's lower, upper end
	next     []int
	cells    []cell
	lo, hi   float64 // the bracket: the median lies in (lo, hi]
	cLo, cHi float64 // counted up to lo and hi
}

// cell is an entry of the matrix: a difference and how often it occurs.
type cell struct{ d, c float64 }

func byDifference(x, y cell) int {
	switch {
	case x.d < y.d:
		return -1
	case x.d > y.d:
		return 1
	}
	return 0
}

// few is the number of matrix entries that are sorted rather than narrowed down further.
const few = 24

// median of the differences of two counted groups over the same ascending values, looked for first where it is
// expected.
func (s *shift) median(values, countsA, countsB []float64, where guess) float64 {
	s.load(values, countsA, countsB)
	na, nb := len(s.a), len(s.b)
	if na == 0 || nb == 0 {
		return math.NaN()
	}
	all := total(s.ca) * s.tail[0]
	half := all / 2
	s.lo, s.cLo = math.Inf(-1), 0
	s.hi, s.cHi = s.a[na-1]-s.b[0], all
	for i := range s.low {
		s.low[i], s.up[i] = nb, 0
	}
	if s.narrow(where.at, half) && where.density > 0 {
		c := s.cLo // counted at the guess: the median is beyond it by about (half−c)/(all·density)
		if s.hi == where.at {
			c = s.cHi
		}
		s.narrow(where.at+1.25*(half-c)/all/where.density+math.Copysign(4/all/where.density, half-c), half)
	}
	before := na*nb + 1
	for {
		cells := 0
		for i := range s.a {
			cells += s.low[i] - s.up[i]
		}
		if cells <= few {
			break
		}
		if cells <= before*3/4 && !math.IsInf(s.lo, -1) {
			before = cells
			// Straight interpolation, aimed a little beyond so that the median falls between pivot and nearer end.
			width := s.cHi - s.cLo
			slack := 0.02*width + 5*width/float64(cells)
			aim := math.Max(half-slack, s.cLo+width/8)
			if half-s.cLo < s.cHi-half {
				aim = math.Min(half+slack, s.cHi-width/8)
			}
			if s.narrow(s.lo+(s.hi-s.lo)*((aim-s.cLo)/width), half) {
				continue
			}
		}
		before = cells
		// An entry of the matrix as pivot always takes something away.
		pivot := s.middle()
		if c := s.count(pivot); c < half {
			s.accept(pivot, c, half)
			continue
		}
		below := math.Nextafter(pivot, math.Inf(-1))
		c := s.count(below)
		if c < half {
			return s.between(pivot, half)
		}
		s.accept(below, c, half)
	}
	s.cells = s.cells[:0]
	for i, x := range s.a {
		for j := s.up[i]; j < s.low[i]; j++ {
			s.cells = append(s.cells, cell{x - s.b[j], s.ca[i] * (s.tail[j] - s.tail[j+1])})
		}
	}
	slices.SortFunc(s.cells, byDifference)
	cum := s.cLo
	for _, c := range s.cells {
		if cum += c.c; cum > half {
			return c.d
		} else if cum == half {
			return s.between(c.d, half)
		}
	}
	return s.between(s.hi, half)
}

func (s *shift) load(values, countsA, countsB []float64) {
	s.a, s.ca, s.b, s.tail = s.a[:0], s.ca[:0], s.b[:0], s.tail[:0]
	for v, x := range values {
		if countsA[v] > 0 {
			s.a, s.ca = append(s.a, x), append(s.ca, countsA[v])
		}
		if countsB[v] > 0 {
			s.b, s.tail = append(s.b, x), append(s.tail, countsB[v])
		}
	}
	s.tail = append(s.tail, 0)
	for j := len(s.b) - 1; j >= 0; j-- {
		s.tail[j] += s.tail[j+1]
	}
	s.low, s.up, s.next = resize(s.low, len(s.a)), resize(s.up, len(s.a)), resize(s.next, len(s.a))
}

func resize(x []int, n int) []int {
	if cap(x) < n {
		return make([]int, n)
	}
	return x[:n]
}

// count is the number of differences up to x; it leaves the staircase of x in next.
func (s *shift) count(x float64) float64 {
	b, tail, ca, next := s.b, s.tail, s.ca, s.next
	j, sum := 0, 0.0
	for i, a := range s.a {
		for j < len(b) && a-b[j] > x {
			j++
		}
		next[i] = j
		sum += ca[i] * tail[j]
	}
	return sum
}

// narrow makes x an end of the bracket if it lies within, and reports whether it does.
func (s *shift) narrow(x, half float64) bool {
	if !(x > s.lo && x < s.hi) {
		return false
	}
	s.accept(x, s.count(x), half)
	return true
}

// accept makes x, up to which c are counted and whose staircase stands in next, an end of the bracket.
func (s *shift) accept(x, c, half float64) {
	if c < half {
		s.lo, s.cLo = x, c
		s.low, s.next = s.next, s.low
		return
	}
	s.hi, s.cHi = x, c
	s.up, s.next = s.next, s.up
}

// middle is an entry of the matrix within the bracket: the median of the medians of its rows.
func (s *shift) middle() float64 {
	s.cells = s.cells[:0]
	for i, x := range s.a {
		if n := s.low[i] - s.up[i]; n > 0 {
			s.cells = append(s.cells, cell{x - s.b[s.up[i]+n/2], float64(n)})
		}
	}
	slices.SortFunc(s.cells, byDifference)
	all, cum := 0.0, 0.0
	for _, c := range s.cells {
		all += c.c
	}
	for _, c := range s.cells {
		if cum += c.c; 2*cum >= all {
			return c.d
		}
	}
	return s.cells[len(s.cells)-1].d
}

// between is the median when d is the smallest difference up to which at least half are counted: d, or the middle of d
// and the next larger difference when d ends the lower half exactly.
func (s *shift) between(d, half float64) float64 {
	if s.count(d) != half {
		return d
	}
	larger := math.Inf(1)
	for i, j := range s.next {
		if j > 0 {
			larger = math.Min(larger, s.a[i]-s.b[j-1])
		}
	}
	if math.IsInf(larger, 1) {
		return d
	}
	return d + (larger-d)/2
}
