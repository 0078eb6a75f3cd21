package refi

import (
	"sort"
	"strings"
	"unicode"
)

// counting is a way in which programs count the characters of a text.
type counting struct {
	bom   bool  // the byte order mark counts as one
	lines uint8 // how line ends count
	pairs bool  // characters beyond U+FFFF count as two
}

const (
	asStored uint8 = iota // a carriage return with a line feed as two, a lone one as one
	asOne                 // every line end as one
	asTwo                 // every line end as two
)

// content is the text of a source with what is needed to understand positions in it.
type content struct {
	runes  []rune // without byte order mark, line ends are \n
	bom    bool
	crlf   []int32 // the places of the line ends that were two characters, ascending
	lines  int     // line ends
	beyond bool    // there are characters beyond U+FFFF
}

// settle brings a decoded text into the form used here.
func settle(s string) *content {
	c := &content{runes: make([]rune, 0, len(s))}
	if rest := strings.TrimLeft(s, "\ufeff"); rest != s {
		c.bom, s = true, rest
	}
	before := rune(0)
	for _, r := range s {
		switch {
		case r == '\n' && before == '\r':
			c.crlf = append(c.crlf, int32(len(c.runes)-1))
		case r == '\n' || r == '\r':
			c.lines++
			c.runes = append(c.runes, '\n')
		default:
			c.beyond = c.beyond || r > 0xffff
			c.runes = append(c.runes, r)
		}
		before = r
	}
	return c
}

// countings lists the ways to count that differ on this text, the standard's first.
func (c *content) countings() []counting {
	lines := []uint8{asStored}
	if len(c.crlf) > 0 {
		lines = append(lines, asOne)
	}
	if len(c.crlf) < c.lines {
		lines = append(lines, asTwo)
	}
	var out []counting
	add := func(bom, pairs bool) {
		for _, l := range lines {
			out = append(out, counting{bom: bom, lines: l, pairs: pairs})
		}
	}
	add(false, false)
	if c.bom { // likelier than pairs
		add(true, false)
	}
	if c.beyond {
		add(false, true)
	}
	if !c.bom { // a mark that was taken off after the positions were counted
		add(true, false)
	}
	if c.beyond {
		add(true, true)
	}
	return out
}

// scale gives for each place of the text the position that a program counts; it has one entry more than the text.
func (c *content) scale(by counting, into []int32) []int32 {
	into = into[:0]
	p, next := int32(0), 0
	if by.bom {
		p = 1
	}
	for i, r := range c.runes {
		into = append(into, p)
		p++
		if r == '\n' {
			two := next < len(c.crlf) && c.crlf[next] == int32(i)
			if two {
				next++
			}
			if by.lines == asTwo || by.lines == asStored && two {
				p++
			}
		} else if by.pairs && r > 0xffff {
			p++
		}
	}
	return append(into, p)
}

// plain reports whether the text needs no scale under a way of counting: every position is its place.
func (c *content) plain(by counting) bool {
	return !by.bom && !by.pairs && (by.lines == asOne || by.lines == asStored && len(c.crlf) == 0)
}

// place turns a counted position into a place of the text; one inside a line end or a character means its beginning. It
// reports false beyond the text.
func place(scale []int32, p int) (int, bool) {
	if p < 0 || p > int(scale[len(scale)-1]) {
		return 0, false
	}
	if p < int(scale[0]) {
		return 0, true // before the byte order mark
	}
	return sort.Search(len(scale), func(i int) bool { return int(scale[i]) > p }) - 1, true
}

// How well a selected text fits the name of its selection.
const (
	fitsNot        = 0
	fitsLoosely    = 1 // the name begins it, blanks aside
	fitsBlanks     = 2 // the same, blanks aside
	fitsBeginning  = 3 // the name begins it
	fitsAltogether = 4
)

// fits compares the name of a selection with the text selected. Every blank is as good as another, and a name may end in dots
// that stand for the rest.
func fits(name []rune, selected []rune) int {
	selected = trimmed(selected)
	best := fitting(name, selected)
	if cut := withoutDots(name); len(cut) < len(name) {
		best = max(best, fitting(cut, selected))
	}
	return best
}

func fitting(name []rune, selected []rune) int {
	if len(name) == 0 || len(selected) == 0 {
		return fitsNot
	}
	i := 0
	for i < len(name) && i < len(selected) && alike(name[i], selected[i]) {
		i++
	}
	if i == len(name) {
		if i == len(selected) {
			return fitsAltogether
		}
		return fitsBeginning
	}
	i, j := 0, 0
	for {
		for i < len(name) && blank(name[i]) {
			i++
		}
		for j < len(selected) && blank(selected[j]) {
			j++
		}
		switch {
		case i == len(name) && j == len(selected):
			return fitsBlanks
		case i == len(name):
			return fitsLoosely
		case j == len(selected) || name[i] != selected[j]:
			return fitsNot
		}
		i, j = i+1, j+1
	}
}

// trimmed is a text without the blanks at its end. Those at its beginning tell ways of counting apart.
func trimmed(r []rune) []rune {
	for len(r) > 0 && blank(r[len(r)-1]) {
		r = r[:len(r)-1]
	}
	return r
}

func alike(a, b rune) bool { return a == b || blank(a) && blank(b) }

func blank(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff' || r == '\u200b'
}

// quoted is the text that a selection's name holds.
func quoted(name string) []rune { return trimmed([]rune(name)) }

// withoutDots takes off the dots that stand for the rest of a text.
func withoutDots(name []rune) []rune {
	for _, dots := range []string{"…", "...", "[…]", "[...]", "(…)", "(...)"} {
		if s, ok := strings.CutSuffix(string(name), dots); ok && strings.TrimSpace(s) != "" {
			return trimmed([]rune(s))
		}
	}
	return name
}
