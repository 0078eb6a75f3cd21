package grid

import (
	"strings"
	"unicode/utf8"

	"github.com/smekit/smekit/reports/table"
)

// Width of a text in half-width characters: Chinese characters, kana, hangul and full-width forms take two.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	switch {
	case r >= 0x300 && r <= 0x36F || r == 0x200B || r == 0xFEFF:
		return 0
	case r >= 0x1100 && r <= 0x115F, r >= 0x2E80 && r <= 0xA4CF, r >= 0xAC00 && r <= 0xD7A3, r >= 0xF900 && r <= 0xFAFF,
		r >= 0xFE30 && r <= 0xFE4F, r >= 0xFF00 && r <= 0xFF60, r >= 0xFFE0 && r <= 0xFFE6, r >= 0x20000 && r <= 0x3FFFD,
		r == '—', r == '…', r == '“', r == '”':
		return 2
	}
	return 1
}

// Lines estimates how many lines a text takes at a width of half-width characters, wrapped at blanks and between
// Chinese characters.
func Lines(s string, width int) int {
	if width < 2 {
		width = 2
	}
	n := 0
	for _, line := range strings.Split(s, "\n") {
		n++
		used := 0
		for len(line) > 0 {
			w, size := word(line)
			if used > 0 && used+w > width && line[0] != ' ' {
				n++
				used = 0
			}
			for w > width {
				n++
				w -= width
			}
			used += w
			line = line[size:]
		}
	}
	return n
}

// word measures the piece of s up to the next place where a line may break.
func word(s string) (width, size int) {
	for i, r := range s {
		w := runeWidth(r)
		if w == 2 || r == ' ' {
			if i == 0 {
				return w, utf8.RuneLen(r)
			}
			return width, i
		}
		width += w
	}
	return width, len(s)
}

// longest is the width of the widest piece that cannot be broken.
func longest(s string) int {
	n := 0
	for len(s) > 0 {
		w, size := word(s)
		n = max(n, w)
		s = s[size:]
	}
	return n
}

const (
	minWidth  = 6
	textWidth = 40 // of a column of long texts
	stubWidth = 42
)

// widths sets the columns' wanted widths: what the cells need, headers wrapped to three lines at most, long texts cut.
func widths(t *table.Table, g *Grid) {
	for i := range g.Columns {
		c := &g.Columns[i]
		need := minWidth
		for _, r := range g.Rows {
			if i >= len(r.Cells) {
				continue
			}
			x := r.Cells[i]
			w := 0
			for _, line := range strings.Split(x.Text, "\n") {
				w = max(w, Width(line))
			}
			w += len(x.Marks)
			if i == 0 {
				w += 2 * r.Indent
			}
			need = max(need, w)
		}
		limit := textWidth
		if c.Stub {
			limit = stubWidth
		}
		need = min(need, limit)
		label := Width(c.Label)
		need = max(need, min(longest(c.Label), limit), (label+2)/3+1)
		if label <= max(need+4, 14) {
			need = max(need, label)
		}
		if t.Columns[i].Width > 0 {
			need = t.Columns[i].Width
		}
		c.Width = need
	}
}
