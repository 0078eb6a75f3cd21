package pass

import (
	"strings"
	"unicode"

	"github.com/smekit/smekit/coding/sheet"
)

// nameKey is what two spellings of one name share: width and letter case do not count.
func nameKey(s string) string { return strings.ToLower(sheet.Fold(s)) }

// wordKey makes two spellings of a code or a word comparable: width, letter case and blanks do not count.
func wordKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, sheet.Fold(s))
}

// bilingualKey is the key of a word that may stand there in two languages: beside width, letter case and blanks the marks
// between them do not count.
func bilingualKey(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '/' || r == '·' || r == '|' {
			return -1
		}
		return r
	}, wordKey(s))
}

// lettersOf is the key of a text without its punctuation and symbols.
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsSymbol(r) || unicode.IsControl(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, sheet.Fold(s))
}
