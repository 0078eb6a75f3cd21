package dialect

import (
	"cmp"
	"slices"
	"sort"
	"unicode"
)

// stretch is a run that two texts share: n characters from a of the one, from b of the other.
type stretch struct{ a, b, n int }

// alignment says where the characters of one text stand in another: what both have in the same order, in stretches by place.
type alignment struct {
	from, to []rune
	shared   []stretch
}

// block is a part of both texts that is still to be aligned.
type block struct{ a, aEnd, b, bEnd, gram, depth int }

// The lengths of the passages by which texts are aligned, each tried where the longer one leaves no anchor.
var grams = []int{32, 16, 8, 4}

const (
	maxTable = 1 << 18 // cells of the table by which a small rest is aligned
	deepest  = 40      // anchors within what lies between anchors
	maxGrams = 1 << 16 // passages of a block that are looked at, about
)

// align compares two texts. Beginnings and ends that agree are paired; between them, passages that stand once in each text are
// anchors, in the longest chain that both have in order; what lies between anchors is aligned in the same way, small rests by
// their longest common subsequence. The time is about linear in the texts.
func align(from, to []rune) *alignment {
	al := &alignment{from: from, to: to}
	blocks := []block{{0, len(from), 0, len(to), 0, 0}}
	for len(blocks) > 0 {
		x := blocks[len(blocks)-1]
		blocks = blocks[:len(blocks)-1]
		n := 0
		for x.a+n < x.aEnd && x.b+n < x.bEnd && from[x.a+n] == to[x.b+n] {
			n++
		}
		al.add(stretch{x.a, x.b, n})
		x.a, x.b, n = x.a+n, x.b+n, 0
		for x.aEnd-n > x.a && x.bEnd-n > x.b && from[x.aEnd-n-1] == to[x.bEnd-n-1] {
			n++
		}
		x.aEnd, x.bEnd = x.aEnd-n, x.bEnd-n
		al.add(stretch{x.aEnd, x.bEnd, n})
		if x.a == x.aEnd || x.b == x.bEnd || x.depth > deepest {
			continue
		}
		var chain []stretch
		for ; x.gram < len(grams) && len(chain) == 0; x.gram++ {
			chain = anchors(from[x.a:x.aEnd], to[x.b:x.bEnd], grams[x.gram])
		}
		if len(chain) == 0 {
			if (x.aEnd-x.a+1)*(x.bEnd-x.b+1) <= maxTable {
				al.table(x)
			}
			continue
		}
		a, b := x.a, x.b
		for _, s := range chain {
			s.a, s.b = s.a+x.a, s.b+x.b
			if s.a < a || s.b < b {
				continue // laps over the anchor before
			}
			al.add(s)
			blocks = append(blocks, block{a, s.a, b, s.b, x.gram - 1, x.depth + 1})
			a, b = s.a+s.n, s.b+s.n
		}
		blocks = append(blocks, block{a, x.aEnd, b, x.bEnd, x.gram - 1, x.depth + 1})
	}
	slices.SortFunc(al.shared, func(x, y stretch) int { return cmp.Compare(x.a, y.a) })
	al.shared = joinedStretches(al.shared)
	return al
}

func (al *alignment) add(s stretch) {
	if s.n > 0 {
		al.shared = append(al.shared, s)
	}
}

// anchors are passages of k characters that stand once in each text, in the longest chain that both have in order. Of long texts
// a part of the passages is looked at, the same ones in both, as their content decides.
func anchors(a, b []rune, k int) []stretch {
	if len(a) < k || len(b) < k {
		return nil
	}
	every := uint64(1)
	for uint64(max(len(a), len(b)))/every > maxGrams {
		every *= 2
	}
	in, at := once(a, k, every), once(b, k, every)
	var pairs []stretch
	for h, i := range in {
		if j, ok := at[h]; ok && i >= 0 && j >= 0 && slices.Equal(a[i:i+k], b[j:j+k]) {
			pairs = append(pairs, stretch{i, j, k})
		}
	}
	slices.SortFunc(pairs, func(x, y stretch) int { return cmp.Compare(x.a, y.a) })
	return inOrder(pairs)
}

// once gives the place of each passage of k characters by its hash, -1 where several have the hash.
func once(text []rune, k int, every uint64) map[uint64]int {
	const base = 0x9E3779B97F4A7C15
	out := map[uint64]int{}
	h, first := uint64(0), uint64(1)
	for range k {
		first *= base
	}
	for i, r := range text {
		h = h*base + uint64(r) + 1
		if i >= k {
			h -= first * (uint64(text[i-k]) + 1)
		}
		if i < k-1 {
			continue
		}
		mixed := (h ^ h>>29) * 0xBF58476D1CE4E5B9
		if mixed>>40%every != 0 {
			continue
		}
		if _, seen := out[mixed]; seen {
			out[mixed] = -1
		} else {
			out[mixed] = i - k + 1
		}
	}
	return out
}

// inOrder is the longest part of pairs, sorted by the one text, that is in the order of the other too.
func inOrder(pairs []stretch) []stretch {
	before := make([]int, len(pairs))
	var ends []int // of the best chain of each length, its last pair
	for i := range pairs {
		n := sort.Search(len(ends), func(n int) bool { return pairs[ends[n]].b >= pairs[i].b })
		if before[i] = -1; n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	if len(ends) == 0 {
		return nil
	}
	out := make([]stretch, len(ends))
	for i, n := ends[len(ends)-1], len(ends)-1; n >= 0; i, n = before[i], n-1 {
		out[n] = pairs[i]
	}
	return out
}

// table aligns a small block by its longest common subsequence.
func (al *alignment) table(x block) {
	a, b := al.from[x.a:x.aEnd], al.to[x.b:x.bEnd]
	wide := len(b) + 1
	longest := make([]int32, (len(a)+1)*wide) // of what follows
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				longest[i*wide+j] = longest[(i+1)*wide+j+1] + 1
			} else {
				longest[i*wide+j] = max(longest[(i+1)*wide+j], longest[i*wide+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		n := 0
		for i+n < len(a) && j+n < len(b) && a[i+n] == b[j+n] {
			n++
		}
		switch {
		case n > 0:
			al.add(stretch{x.a + i, x.b + j, n})
			i, j = i+n, j+n
		case longest[(i+1)*wide+j] >= longest[i*wide+j+1]:
			i++
		default:
			j++
		}
	}
}

// counterpart is the place of a character in the other text; between tells the part of that text in which one without a
// counterpart would stand.
func (al *alignment) counterpart(p int) (at int, ok bool, between [2]int) {
	i := sort.Search(len(al.shared), func(i int) bool { return al.shared[i].a > p }) // the first behind it
	between = [2]int{0, len(al.to)}
	if i < len(al.shared) {
		between[1] = al.shared[i].b
	}
	if i == 0 {
		return 0, false, between
	}
	s := al.shared[i-1]
	if p < s.a+s.n {
		return s.b + p - s.a, true, [2]int{}
	}
	between[0] = s.b + s.n
	return 0, false, between
}

// move finds the span from up to to of the one text in the other: the same characters, blanks aside, where the alignment has
// the span's beginning, its end, or its surroundings.
func (al *alignment) move(from, to int) (start, end int, ok bool) {
	if from < 0 || from >= to || to > len(al.from) {
		return 0, 0, false
	}
	words := al.from[from:to]
	first, last := from, to-1
	for first < last && unicode.IsSpace(al.from[first]) {
		first++
	}
	for last > first && unicode.IsSpace(al.from[last]) {
		last--
	}
	at, known, near := al.counterpart(first)
	if known {
		if from == first || at >= first-from && slices.Equal(al.to[at-first+from:at], al.from[from:first]) {
			at -= first - from
		}
		if n := sameWords(al.to[at:], words); n > 0 {
			return at, at + n, true
		}
	}
	lastAt, lastKnown, nearEnd := al.counterpart(last)
	if lastKnown {
		if n := sameWordsBack(al.to[:lastAt+1], al.from[first:last+1]); n > 0 {
			return lastAt + 1 - n, lastAt + 1, true
		}
	}
	if known {
		near[0] = at
	}
	if lastKnown {
		near[1] = lastAt + 1
	} else {
		near[1] = nearEnd[1]
	}
	if near[0] >= near[1] {
		return 0, 0, false
	}
	at, n, times := occurrences(al.to[near[0]:near[1]], al.from[first:last+1])
	return near[0] + at, near[0] + at + n, times == 1
}

// sameWords is how many characters at the beginning of a text are the words, blanks aside, without blanks behind them that the
// words do not have; 0: they are not.
func sameWords(text, words []rune) int {
	if len(text) >= len(words) && slices.Equal(text[:len(words)], words) {
		return len(words)
	}
	i, end := 0, 0
	for _, w := range words {
		if unicode.IsSpace(w) {
			continue
		}
		for i < len(text) && unicode.IsSpace(text[i]) {
			i++
		}
		if i == len(text) || text[i] != w {
			return 0
		}
		i++
		end = i
	}
	return end
}

// sameWordsBack is the same at the end of a text.
func sameWordsBack(text, words []rune) int {
	i := len(text)
	start := i
	for k := len(words) - 1; k >= 0; k-- {
		if unicode.IsSpace(words[k]) {
			continue
		}
		for i > 0 && unicode.IsSpace(text[i-1]) {
			i--
		}
		if i == 0 || text[i-1] != words[k] {
			return 0
		}
		i--
		start = i
	}
	return len(text) - start
}

// occurrences finds words in a text, blanks aside: the first place, its length, and how often, counting no further than two.
func occurrences(text, words []rune) (at, n, times int) {
	for i := range text {
		if text[i] != words[0] {
			continue
		}
		if m := sameWords(text[i:], words); m > 0 {
			if times++; times > 1 {
				return at, n, times
			}
			at, n = i, m
		}
	}
	return at, n, times
}
