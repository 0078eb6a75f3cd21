package sheet

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Fold makes headers and ids comparable: full-width letters, digits and punctuation become ASCII (ＩＤ０１ → ID01), the
// ideographic space, the no-break space and their kin become a space, zero-width marks go, and the ends are trimmed.
// Inner spaces and letter case stay.
func Fold(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			plain = false
			break
		}
	}
	if plain {
		return strings.TrimSpace(s)
	}
	return strings.TrimSpace(strings.Map(foldRune, s))
}

func foldRune(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000', r == '\u00a0', r >= '\u2000' && r <= '\u200a', r == '\u202f', r == '\u205f':
		return ' '
	case r >= '\u200b' && r <= '\u200d', r == '\u2060', r == '\ufeff':
		return -1
	}
	return r
}

// parseNumber reads a folded text as a finite decimal number.
func parseNumber(s string) (float64, bool) {
	if len(s) > 400 || !mayBeNumber(s) {
		return 0, false
	}
	s = Fold(s)
	s = strings.Replace(s, "−", "-", 1)
	digits := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits = true
		case c == '+', c == '-', c == '.', c == 'e', c == 'E':
		default:
			return 0, false
		}
	}
	if !digits {
		return 0, false
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return 0, false
	}
	return x, true
}

// mayBeNumber is a quick look at the first rune that is not a blank.
func mayBeNumber(s string) bool {
	for _, r := range s {
		switch {
		case r == ' ', r == '\t', r == '\n', r == '\r', r > 0x7f && (foldRune(r) == ' ' || foldRune(r) < 0):
			continue
		case r >= '0' && r <= '9', r >= '０' && r <= '９', r == '-', r == '+', r == '.', r == '−', r == '－', r == '＋', r == '．':
			return true
		}
		return false
	}
	return false
}
