package pass

import (
	"math"
	"slices"
	"unicode"

	"github.com/smekit/smekit/coding/sheet"
)

// searchText is a text without blanks and with width folded, in which other such texts are found quickly.
type searchText struct {
	runes []rune
	at    []int32        // the place of each in the text as it was
	heads map[gram]int32 // first place of each four letters
	next  []int32        // further places of the same
}

type gram [4]rune

func newSearchText(s string) *searchText {
	t := &searchText{heads: map[gram]int32{}}
	t.runes, t.at = bareRunes(s)
	t.next = make([]int32, len(t.runes))
	for i := len(t.runes) - 1; i >= 0; i-- {
		g := gramAt(t.runes, i)
		if k, ok := t.heads[g]; ok {
			t.next[i] = k
		} else {
			t.next[i] = math.MaxInt32
		}
		t.heads[g] = int32(i)
	}
	return t
}

func gramAt(runes []rune, i int) (g gram) {
	copy(g[:], runes[i:])
	return g
}

// bareRunes drops blanks and folds width as TextHash does, and tells where each letter stood.
func bareRunes(s string) (runes []rune, at []int32) {
	n := int32(0)
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
		case r < 0x80 || r >= 0x4e00 && r <= 0x9fff:
			runes, at = append(runes, r), append(at, n)
		default:
			for _, f := range sheet.Fold(string(r)) {
				runes, at = append(runes, f), append(at, n)
			}
		}
		n++
	}
	return runes, at
}

// find returns the place of a text and how often it is there, counted to two; -1 for an empty text.
func (t *searchText) find(s string) (Extent, int) {
	want, _ := bareRunes(s)
	if len(want) == 0 {
		return Extent{}, -1
	}
	var place Extent
	found := 0
	match := func(i int) {
		if i+len(want) <= len(t.runes) && slices.Equal(t.runes[i:i+len(want)], want) {
			if found++; found == 1 {
				place = Extent{int(t.at[i]), int(t.at[i+len(want)-1]) + 1}
			}
		}
	}
	if len(want) < len(gram{}) {
		for i := range t.runes {
			if match(i); found > 1 {
				break
			}
		}
		return place, found
	}
	i, ok := t.heads[gramAt(want, 0)]
	for ok && i != math.MaxInt32 && found < 2 {
		match(int(i))
		i = t.next[i]
	}
	return place, found
}
