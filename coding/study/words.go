package study

import (
	"strings"
	"unicode"

	"github.com/smekit/smekit/coding/sheet"
)

// key makes two spellings of a name comparable: full-width characters become narrow, letters lower, blanks go.
func key(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x80 || c <= ' ' || c >= 'A' && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, sheet.Fold(s))
}

// bare is the key of a text without its punctuation: two versions of a sentence that differ in width, blanks or commas
// alone are the same.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsSymbol(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, sheet.Fold(s))
}

// split takes a cell with several entries apart at ; ； 、 and line ends; blanks around entries and empty entries go.
func split(s string) []string { return splitAt(s, ";；、\n") }

func splitAt(s, marks string) []string {
	var parts []string
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(marks, r) }) {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

// digits reports whether s is made of ASCII digits alone.
func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// interner keeps one copy of each text, so that a column of a hundred thousand cells holds as many texts as it has
// different ones, and none of the file's memory.
type interner map[string]string

func (in interner) of(s string) string {
	if s == "" {
		return ""
	}
	if t, ok := in[s]; ok {
		return t
	}
	t := strings.Clone(s)
	in[t] = t
	return t
}
