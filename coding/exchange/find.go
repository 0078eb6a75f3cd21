package exchange

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// extent is a stretch of a text in code points, To exclusive.
type extent struct{ from, to int }

// finder looks for segments in a transcript, whatever blanks and line breaks stand between the words.
type finder struct {
	solid  string // the text without blanks
	places []int  // of its code points in the text
	bytes  []int  // of its code points in solid
	length int    // code points of the text
	cursor int    // bytes of solid: where the last segment ended
}

func newFinder(text string) *finder {
	f := &finder{}
	var b strings.Builder
	for _, r := range text {
		if !unicode.IsSpace(r) {
			f.bytes = append(f.bytes, b.Len())
			b.WriteRune(r)
			f.places = append(f.places, f.length)
		}
		f.length++
	}
	f.solid = b.String()
	return f
}

func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// find gives the place of a text: of several places one of those that coders marked, else the first behind the segment found
// before, else the first.
func (f *finder) find(text string, marked []extent) (extent, bool) {
	word := solid(text)
	if word == "" {
		return extent{}, false
	}
	at := -1
	for _, m := range marked {
		if e, ok := f.at(m); ok && strings.HasPrefix(f.solid[e:], word) {
			at = e
			break
		}
	}
	if at < 0 {
		if i := strings.Index(f.solid[f.cursor:], word); i >= 0 {
			at = f.cursor + i
		} else {
			at = strings.Index(f.solid, word)
		}
	}
	if at < 0 {
		return extent{}, false
	}
	f.cursor = at + len(word)
	first := sort.SearchInts(f.bytes, at)
	last := first + utf8.RuneCountInString(word) - 1
	return extent{f.places[first], f.places[last] + 1}, true
}

// at is the byte of solid at which a stretch begins.
func (f *finder) at(m extent) (int, bool) {
	n := sort.SearchInts(f.places, m.from)
	if m.from < 0 || n == len(f.places) {
		return 0, false
	}
	return f.bytes[n], true
}
