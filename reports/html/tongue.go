package html

import (
	"html"
	"strings"
	"unicode"

	"github.com/smekit/smekit/coding/locale"
)

// tongue is the language of a text as far as its script shows: Chinese if it has Han characters, English if it has a
// word of four letters or more and no Han character, and neither ("") for numbers, ids and short forms.
func tongue(s string) string {
	word, longest := 0, 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Han, r):
			return locale.Chinese
		case r >= 'a' && r <= 'z':
			word++
			longest = max(longest, word)
		default:
			word = 0
		}
	}
	if longest >= 4 {
		return locale.English
	}
	return ""
}

// foreign is a lang attribute for an element whose whole text is in the other language than the page's.
func foreign(s, lang string) string {
	t := tongue(s)
	if t == "" || t == lang || t == locale.Chinese && hasLetters(s) {
		return ""
	}
	return ` lang="` + t + `"`
}

func hasLetters(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r < 0x80 && unicode.IsLetter(r) })
}

// inline escapes a text for the page's language. Chinese names in an English text are marked as Chinese, so that they are
// spoken and set as such; Latin ids and terms in a Chinese text are part of it.
func inline(s, lang string) string {
	if lang != locale.English || tongue(s) != locale.Chinese {
		return html.EscapeString(s)
	}
	var b strings.Builder
	for s != "" {
		from := strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
		if from < 0 {
			b.WriteString(html.EscapeString(s))
			break
		}
		end := from
		for i, r := range s[from:] { // punctuation and figures between two Chinese pieces belong to them
			if r < 0x80 && r != ' ' && (r < '0' || r > '9') {
				break
			}
			if r >= 0x2E80 {
				end = from + i + len(string(r))
			}
		}
		b.WriteString(html.EscapeString(s[:from]))
		b.WriteString(`<span lang="zh">` + html.EscapeString(s[from:end]) + "</span>")
		s = s[end:]
	}
	return b.String()
}
