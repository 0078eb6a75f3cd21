package dialect

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// headKey makes headers comparable: letter case, width, marks and the kind of blank do not count.
func headKey(s string) string {
	s = strings.ToLower(sheet.Fold(s))
	s = strings.Map(func(r rune) rune {
		switch r {
		case '_', '-', '*', '"', '\'', '%', '(', ')', '¶', '\ufeff':
			return ' '
		}
		return r
	}, s)
	return strings.TrimRight(strings.Join(strings.Fields(s), " "), ": ")
}

// nameKey makes names comparable.
func nameKey(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(sheet.Fold(s))), " ")
}

// oneLine brings a name onto one line without blanks at its ends.
func oneLine(s string) string { return strings.Join(strings.Fields(sheet.Fold(s)), " ") }

// prose is a text as it is kept: lines end in \n, no blanks at its ends.
func prose(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' })
}

// shorten cuts a text to n characters.
func shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// digest is the beginning of the SHA-256 of the parts, n hexadecimal digits.
func digest(n int, parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0}) // keeps ("a", "bc") apart from ("ab", "c")
	}
	return hex.EncodeToString(h.Sum(nil))[:n]
}

// extensions of documents that a name may end in.
var extensions = map[string]bool{".txt": true, ".docx": true, ".doc": true, ".rtf": true, ".pdf": true, ".odt": true, ".md": true,
	".html": true, ".htm": true, ".xlsx": true, ".xls": true, ".srt": true, ".vtt": true}

// safeID makes an id of a name: letters, digits and . - _ stay, everything else becomes one underscore.
func safeID(name string) string {
	name = oneLine(name)
	if e := path.Ext(name); extensions[strings.ToLower(e)] {
		name = strings.TrimSuffix(name, e)
	}
	var b strings.Builder
	gap := false
	for _, r := range name {
		if r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == '.' || r == '-') {
			if gap && b.Len() > 0 {
				b.WriteByte('_')
			}
			gap = false
			b.WriteRune(r)
		} else {
			gap = true
		}
	}
	id := strings.Trim(b.String(), ".-_")
	switch {
	case id == "" && name == "":
		return ""
	case id == "":
		return "x" + digest(6, name)
	case utf8.RuneCountInString(id) > 60:
		return string([]rune(id)[:53]) + "-" + digest(6, name)
	}
	return unreserved(id)
}

// codeID makes a code's name fit for a cell that lists several codes.
func codeID(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(";；、", r) || unicode.IsControl(r) {
			return '_'
		}
		return r
	}, name)
	if utf8.RuneCountInString(name) > 120 {
		name = string([]rune(name)[:113]) + "-" + digest(6, name)
	}
	return name
}

// nearestOf is the word that s was probably meant to be, empty without a good guess.
func nearestOf(s string, words []string) string {
	k := nameKey(s)
	best, least := "", 1+max(1, min(3, utf8.RuneCountInString(k)/3))
	for _, w := range words {
		if d := coding.Edits(k, nameKey(w), least-1); d < least {
			best, least = w, d
		}
	}
	return best
}

// damaged reports whether a text holds characters that its encoding did not know.
func damaged(s string) bool { return strings.ContainsRune(s, utf8.RuneError) }
