package drawing

import (
	"math"
	"strings"
	"unicode/utf8"
)

// Measure estimates the width of a text in pixels at a size: a Chinese character is one em, a Latin letter a little more
// than half. The estimate is rather too wide than too narrow.
func Measure(s string, size float64) float64 { return measure(s) * size }

// measure estimates a text's width in em: 1 for Chinese characters, a little more than half for Latin letters.
func measure(s string) float64 {
	w := 0.0
	for _, r := range s {
		w += em(r)
	}
	return w
}

func em(r rune) float64 {
	switch {
	case wide(r):
		return 1
	case r == ' ' || r == '.' || r == ',' || r == 'i' || r == 'l' || r == 'j' || r == 'I' || r == '\'' || r == ':' || r == '(' || r == ')':
		return .34
	case r == 'm' || r == 'w' || r == 'M' || r == 'W' || r == '%':
		return .88
	case r >= 'A' && r <= 'Z':
		return .7
	}
	return .58
}

func wide(r rune) bool {
	return r >= 0x2E80 && r <= 0xA4CF || r >= 0xAC00 && r <= 0xD7A3 || r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE4F ||
		r >= 0xFF00 && r <= 0xFFE6 || r >= 0x20000 && r <= 0x3FFFD || r == '—' || r == '“' || r == '”' || r == '…'
}

// wrap breaks a text into lines of at most width pixels at a font size: at blanks, after hyphens and between Chinese
// characters (never before closing punctuation). More than limit lines are cut with an ellipsis.
func wrap(s string, width, size float64, limit int) []string {
	room := width / size
	var lines []string
	line, used := "", 0.0
	for len(s) > 0 {
		piece := next(s)
		s = s[len(piece):]
		w := measure(strings.TrimRight(piece, " "))
		if line != "" && used+w > room {
			lines = append(lines, strings.TrimRight(line, " "))
			line, used = "", 0
		}
		for line == "" && w > room && utf8.RuneCountInString(piece) > 1 { // a word longer than a line
			cut, n := 0, 0.0
			for i, r := range piece {
				if n += em(r); i > 0 && n > room {
					break
				}
				cut = i + utf8.RuneLen(r)
			}
			head := piece[:cut]
			if last, size := utf8.DecodeLastRuneInString(head); !wide(last) && len(head) > size { // a hyphen, and four letters behind it
				end := len(head) - size
				if rest := len(strings.TrimRight(piece, " ")) - end; rest < 4 && end > 4 {
					end -= 4 - rest
				}
				for !utf8.RuneStart(piece[end]) {
					end--
				}
				head = piece[:end]
				lines = append(lines, head+"-")
			} else {
				lines = append(lines, head)
			}
			piece = piece[len(head):]
			w = measure(strings.TrimRight(piece, " "))
		}
		line += piece
		used += measure(piece)
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, strings.TrimRight(line, " "))
	}
	if len(lines) > limit {
		lines = lines[:limit]
		last := []rune(lines[limit-1])
		for len(last) > 0 && measure(string(last))+1 > room {
			last = last[:len(last)-1]
		}
		lines[limit-1] = string(last) + "…"
	}
	return lines
}

// fully is a limit of lines that holds any name.
const fully = 12

// even wraps a name into as few lines as wrap does, of about the same width.
func even(s string, width, size float64) []string {
	best := wrap(s, width, size, fully)
	for w := width - size/2; w > size*6; w -= size / 2 {
		l := wrap(s, w, size, fully)
		if len(l) > len(best) || broken(l) > broken(best) {
			break
		}
		best = l
	}
	return best
}

// broken counts the words that are broken with a hyphen.
func broken(lines []string) (n int) {
	for _, l := range lines {
		if strings.HasSuffix(l, "-") {
			n++
		}
	}
	return n
}

// next is the piece of s up to the first place where a line may break.
func next(s string) string {
	for i, r := range s {
		end := i + utf8.RuneLen(r)
		if r == utf8.RuneError {
			end = i + 1
		}
		following, _ := utf8.DecodeRuneInString(s[end:])
		switch {
		case end >= len(s):
			return s
		case strings.ContainsRune("，。、；：！？）》”", following):
			continue
		case strings.ContainsRune("（《“(", r):
			continue
		case r == ' ' && following != ' ', r == '-' && i > 0, wide(r), wide(following):
			return s[:end]
		}
	}
	return s
}

// widest line in pixels.
func widest(lines []string, size float64) float64 {
	w := 0.0
	for _, l := range lines {
		w = math.Max(w, measure(l)*size)
	}
	return w
}
