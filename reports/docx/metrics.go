package docx

import (
	"strings"
	"unicode/utf8"
)

// times are the widths of Times New Roman's characters from space to tilde, in thousandths of an em.
var times = [...]int16{250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
	500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
	921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
	333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541}

// em is the width of a character in em of its type: Chinese characters are square, Latin ones as Times New Roman has them.
func em(r rune) float64 {
	switch {
	case r >= ' ' && r <= '~':
		return float64(times[r-' ']) / 1000
	case r < ' ' || r >= 0x300 && r <= 0x36F || r == 0x200B || r == 0xFEFF:
		return 0
	case wide(r):
		return 1
	}
	return .56
}

// wide reports characters that take the width of a Chinese one.
func wide(r rune) bool {
	return r >= 0x1100 && r <= 0x115F || r >= 0x2E80 && r <= 0xA4CF || r >= 0xAC00 && r <= 0xD7A3 || r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE4F ||
		r >= 0xFF00 && r <= 0xFF60 || r >= 0xFFE0 && r <= 0xFFE6 || r >= 0x20000 && r <= 0x3FFFD || r >= 0x2460 && r <= 0x24FF || r == '—' || r == '…' || r == '“' || r == '”' || r == '‘' || r == '’'
}

// span is the width of a text on one line, in em.
func span(s string) float64 {
	w, last := 0.0, ' '
	for _, r := range s {
		w += em(r) + between(last, r)
		last = r
	}
	return w
}

// between is the space that programs leave between Chinese characters and Latin letters or figures.
func between(a, b rune) float64 {
	chinese := func(r rune) bool { return r >= 0x3400 && r <= 0x9FFF }
	latin := func(r rune) bool { return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }
	if chinese(a) && latin(b) || latin(a) && chinese(b) {
		return .25
	}
	return 0
}

// widest is the width of the widest line of a text.
func widest(s string) float64 {
	w := 0.0
	for _, line := range strings.Split(s, "\n") {
		w = max(w, span(line))
	}
	return w
}

// piece is the length of the part of s up to the first place where a line may break: behind blanks and hyphens, and
// between Chinese characters, never before closing punctuation.
func piece(s string) int {
	for i, r := range s {
		end := i + utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, n := utf8.DecodeRuneInString(s[i:])
			end = i + n
		}
		if end >= len(s) {
			return len(s)
		}
		next, _ := utf8.DecodeRuneInString(s[end:])
		if strings.ContainsRune("，。、；：！？）》”’", next) || r == '（' || r == '《' || r == '“' {
			continue
		}
		if r == ' ' && next != ' ' || r == '-' && i > 0 || wide(r) || wide(next) {
			return end
		}
	}
	return len(s)
}

// longest is the width of the widest piece that cannot be broken.
func longest(s string) float64 {
	w := 0.0
	for _, line := range strings.Split(s, "\n") {
		for line != "" {
			n := piece(line)
			w = max(w, span(strings.TrimRight(line[:n], " ")))
			line = line[n:]
		}
	}
	return w
}

// lines is the number of lines that a text takes at a width in em; first is what its first line has less.
func lines(s string, room, first float64) int {
	room = max(room, 1)
	n := 0
	for _, line := range strings.Split(s, "\n") {
		n++
		used, last := first, ' '
		first = 0
		for line != "" {
			k := piece(line)
			w, tight := span(line[:k]), span(strings.TrimRight(line[:k], " "))
			begin, _ := utf8.DecodeRuneInString(line)
			joint := between(last, begin)
			if used > 0 && used+joint+tight > room {
				n++
				used, joint = 0, 0
			}
			used += joint
			last, _ = utf8.DecodeLastRuneInString(line[:k])
			for ; w > room && tight > room; w, tight = w-room, tight-room {
				n++
			}
			used += w
			line = line[k:]
		}
	}
	return n
}
