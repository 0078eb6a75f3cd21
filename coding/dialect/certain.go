package dialect

import (
	"slices"
	"sort"
	"strings"
	"unicode"
)

const (
	leastShare   = 0.5     // of a document's text that another has to hold to be a text of the same interview
	leastShared  = 8       // characters in a row that say that two texts have something in common: letters alone do not
	leastHan     = 4       // Chinese ones
	maxSearching = 1 << 31 // characters that are gone through for the sake of repeated words
)

// certainty tells which places of an alignment are sure.
type certainty struct {
	*alignment
	a, b   string         // both texts
	sole   map[int]bool   // stretches that stand once in each text
	many   map[int]bool   // stretches that may as well stand elsewhere
	slides map[int][2]int // of a stretch, how much of its beginning and of its end may stand beyond the gap there
	gone   int            // characters gone through
}

func newCertainty(al *alignment) *certainty {
	return &certainty{alignment: al, a: string(al.from), b: string(al.to), sole: map[int]bool{}, many: map[int]bool{}, slides: map[int][2]int{}}
}

// joinedStretches puts together stretches that follow one another in both texts.
func joinedStretches(list []stretch) []stretch {
	var out []stretch
	for _, s := range list {
		if n := len(out); n > 0 && out[n-1].a+out[n-1].n == s.a && out[n-1].b+out[n-1].n == s.b {
			out[n-1].n += s.n
			continue
		}
		out = append(out, s)
	}
	return out
}

// share is how much of the one text, blanks aside, the other holds in passages long enough to say so: in the same order, or, where
// that is little, in any.
func (al *alignment) share() float64 {
	all := unblank(al.from)
	if all == 0 {
		return 1
	}
	n := 0
	for _, s := range al.shared {
		words := al.from[s.a : s.a+s.n]
		least := leastShared
		if slices.ContainsFunc(words, isHan) {
			least = leastHan
		}
		if k := unblank(words); k >= min(least, (all+1)/2) {
			n += k
		}
	}
	if 2*n < all && max(len(al.from), len(al.to)) <= maxMoved {
		n = max(n, anywhere(al.from, al.to))
	}
	return float64(n) / float64(all)
}

// maxMoved bounds the texts that are compared in any order.
const maxMoved = 1 << 21

// anywhere counts the characters of a text, blanks aside, that stand in passages of the other.
func anywhere(from, to []rune) int {
	bare := func(text []rune) []rune {
		return slices.DeleteFunc(slices.Clone(text), unicode.IsSpace)
	}
	from, to = bare(from), bare(to)
	in := map[string]bool{}
	passages := func(text []rune, each func(at int, passage string, n int)) {
		for i := range text {
			if i+leastHan <= len(text) && !slices.ContainsFunc(text[i:i+leastHan], func(r rune) bool { return !isHan(r) }) {
				each(i, string(text[i:i+leastHan]), leastHan)
			}
			if i+leastShared <= len(text) {
				each(i, string(text[i:i+leastShared]), leastShared)
			}
		}
	}
	passages(to, func(_ int, p string, _ int) { in[p] = true })
	n, end := 0, 0
	passages(from, func(at int, p string, length int) {
		if in[p] {
			n += max(0, at+length-max(at, end))
			end = max(end, at+length)
		}
	})
	return n
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// unheld counts the characters of the other text, blanks aside, that the one does not hold.
func (al *alignment) unheld() int {
	n := unblank(al.to)
	for _, s := range al.shared {
		n -= unblank(al.to[s.b : s.b+s.n])
	}
	return n
}

func unblank(text []rune) int {
	n := 0
	for _, r := range text {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// sure reports whether the place of a span in the other text is the only one that it can have: the stretch that holds it is no
// repetition of another that it could be as well, and could not stand on the other side of what one text lacks.
func (c *certainty) sure(from, to int) bool {
	first, last := from, to-1
	for first < last && unicode.IsSpace(c.from[first]) {
		first++
	}
	for last > first && unicode.IsSpace(c.from[last]) {
		last--
	}
	for _, p := range []int{first, last} {
		i := sort.Search(len(c.shared), func(i int) bool { return c.shared[i].a > p }) - 1
		if i < 0 || p >= c.shared[i].a+c.shared[i].n {
			continue
		}
		s := c.shared[i]
		slide := c.slide(i)
		return last >= s.a+slide[0] && first < s.a+s.n-slide[1] && !c.repeated(i)
	}
	return true // found in its surroundings, once
}

// slide is how much of a stretch's beginning may stand before the gap before it, and how much of its end behind the gap behind it.
func (c *certainty) slide(i int) [2]int {
	if known, ok := c.slides[i]; ok {
		return known
	}
	s := c.shared[i]
	before, next := stretch{}, stretch{a: len(c.from), b: len(c.to)}
	if i > 0 {
		before = c.shared[i-1]
	}
	if i+1 < len(c.shared) {
		next = c.shared[i+1]
	}
	var out [2]int
	a, b := before.a+before.n, before.b+before.n // where the gap before it begins
	switch {
	case a == s.a && b < s.b:
		for out[0] < s.n && c.to[b+out[0]] == c.to[s.b+out[0]] {
			out[0]++
		}
	case b == s.b && a < s.a:
		for out[0] < s.n && c.from[a+out[0]] == c.from[s.a+out[0]] {
			out[0]++
		}
	}
	endA, endB := s.a+s.n, s.b+s.n
	switch {
	case next.a == endA && next.b > endB:
		for out[1] < s.n && c.to[next.b-1-out[1]] == c.to[endB-1-out[1]] {
			out[1]++
		}
	case next.b == endB && next.a > endA:
		for out[1] < s.n && c.from[next.a-1-out[1]] == c.from[endA-1-out[1]] {
			out[1]++
		}
	}
	c.slides[i] = out
	return out
}

// once reports whether a stretch stands once in each text.
func (c *certainty) once(i int) bool {
	if known, ok := c.sole[i]; ok {
		return known
	}
	words := c.words(i)
	is := c.times(c.b, words, 2) == 1 && c.times(c.a, words, 2) == 1
	c.sole[i] = is
	return is
}

func (c *certainty) words(i int) string {
	s := c.shared[i]
	return string(c.from[s.a : s.a+s.n])
}

// repeated reports whether a stretch stands several times between its neighbours that stand once, and not as often in both texts,
// so that their order does not tell which is which.
func (c *certainty) repeated(i int) bool {
	if known, ok := c.many[i]; ok {
		return known
	}
	is := false
	if c.gone < maxSearching && !c.once(i) {
		low, high := i-1, i+1
		for low >= 0 && !c.once(low) {
			low--
		}
		for high < len(c.shared) && !c.once(high) {
			high++
		}
		a, b, endA, endB := 0, 0, len(c.from), len(c.to)
		if low >= 0 {
			a, b = c.shared[low].a+c.shared[low].n, c.shared[low].b+c.shared[low].n
		}
		if high < len(c.shared) {
			endA, endB = c.shared[high].a, c.shared[high].b
		}
		n := c.times(string(c.to[b:endB]), c.words(i), len(c.to))
		is = n > 1 && n != c.times(string(c.from[a:endA]), c.words(i), len(c.from))
	}
	c.many[i] = is
	return is
}

// times counts how often words stand in a text, also within one another, no further than most.
func (c *certainty) times(text, words string, most int) int {
	n := 0
	for n < most {
		i := strings.Index(text, words)
		if i < 0 {
			c.gone += len(text)
			return n
		}
		c.gone += i + 1
		n++
		step := 1
		for i+step < len(text) && text[i+step]&0xC0 == 0x80 {
			step++
		}
		text = text[i+step:]
	}
	return n
}
