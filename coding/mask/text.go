package mask

import (
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// forms are the patterns of what has a form, tried in this order on text with half-width digits. A match must not have a
// digit before or after it.
var forms = []struct {
	kind string
	re   *regexp.Regexp
}{
	{Email, regexp.MustCompile(`[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+`)},
	// 17 digits and a check digit or X; region, birth date and serial may be set apart.
	{ID, regexp.MustCompile(`[1-9]\d{5}[ \-]?(?:18|19|20)\d{2}[ \-]?(?:0[1-9]|1[0-2])[ \-]?(?:0[1-9]|[12]\d|3[01])[ \-]?\d{3}[ \-]?[\dXx]`)},
	{ID, regexp.MustCompile(`[1-9]\d{16}[Xx]`)},
	{Phone, regexp.MustCompile(`(?:\(?(?:\+|00)?86\)?[ \-]?)?1[3-9]\d(?:[ \-]?\d){8}`)},
	// Landline: area code 010, 02x or 0xxx, then 7 or 8 digits, perhaps an extension.
	{Phone, regexp.MustCompile(`(?:(?:\+|00)86[ \-]?)?\(?0(?:10|2\d|[3-9]\d{2})\)?[ \-—]?[2-9]\d{2,3}[ \-]?\d{4}(?:(?:[ \-]|转)\d{1,5})?`)},
	{Phone, regexp.MustCompile(`[48]00[ \-]?\d{3,4}[ \-]?\d{3,4}`)},
	// Bank cards, account and old identity numbers: 12 digits and more, in groups or not.
	{Number, regexp.MustCompile(`\d(?:[ \-]?\d){11,}[Xx]?`)},
	// A bare local number is one only beside a word that says so.
	{Phone, regexp.MustCompile(`(?:电话|座机|手机|号码|热线|[Tt]el\.?|[Pp]hone|[Cc]all)[^\d]{0,6}([2-9]\d{2,3}[ \-]?\d{4})`)},
}

// found is a stretch of the text, in bytes, to be replaced.
type found struct {
	from, to int
	kind     string
}

// Text masks a text: listed names, then forms, from left to right; of overlapping finds the one that begins first, and
// of those the longest, wins. Full-width digits and letters are read as half-width ones; what is not masked stays as it
// was. lang sets the language of the placeholders, "en" or else Chinese.
func (m *Masker) Text(text, lang string) (string, Counts) {
	t := m.Placed(text, lang)
	return t.Text, t.Counts
}

// find lists what is to be replaced in a text, in its order and without overlaps.
func (m *Masker) find(text string) []found {
	narrow, place := narrowed(text)
	var all []found
	for _, l := range m.listed {
		all = append(all, names(text, l)...)
	}
	for _, f := range forms {
		for _, at := range f.re.FindAllStringSubmatchIndex(narrow, -1) {
			from, to := at[0], at[1]
			if len(at) > 2 && at[2] >= 0 {
				from, to = at[2], at[3]
			}
			if f.kind != Email && (digitBefore(narrow, from) || digitAfter(narrow, to)) {
				continue
			}
			all = append(all, found{place[from], place[to], f.kind})
		}
	}
	// Stable: of equal finds the one of the earlier pattern.
	sort.SliceStable(all, func(a, b int) bool {
		if all[a].from != all[b].from {
			return all[a].from < all[b].from
		}
		return all[a].to > all[b].to
	})
	out, done := all[:0], 0
	for _, f := range all {
		if f.from >= done {
			out = append(out, f)
			done = f.to
		}
	}
	return out
}

// names finds a listed name, in any case of Latin letters. A name of Latin letters must not be part of a word.
func names(text string, l listed) []found {
	var out []found
	for i := 0; i < len(text); {
		n, ok := prefixFold(text[i:], l.text)
		if ok && !(wordJoins(text[:i], l.text, true) || wordJoins(text[i+n:], l.text, false)) {
			out = append(out, found{i, i + n, l.kind})
			i += n
			continue
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	return out
}

// prefixFold reports how many bytes of text spell the name, ignoring case and width.
func prefixFold(text, name string) (int, bool) {
	used := 0
	for _, want := range name {
		r, size := utf8.DecodeRuneInString(text[used:])
		if size == 0 || unicode.ToLower(halfWidth(r)) != unicode.ToLower(halfWidth(want)) {
			return 0, false
		}
		used += size
	}
	return used, true
}

// wordJoins reports whether the text beside a name continues it as one Latin word.
func wordJoins(beside, name string, before bool) bool {
	var edge, next rune
	if before {
		edge, _ = utf8.DecodeRuneInString(name)
		next, _ = utf8.DecodeLastRuneInString(beside)
	} else {
		edge, _ = utf8.DecodeLastRuneInString(name)
		next, _ = utf8.DecodeRuneInString(beside)
	}
	return beside != "" && latin(edge) && latin(next)
}

func latin(r rune) bool { return unicode.Is(unicode.Latin, r) || r >= '0' && r <= '9' }

// halfWidth turns full-width forms and the ideographic space into their ASCII forms.
func halfWidth(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '　' || r == '\u00a0':
		return ' '
	case r == '－' || r == '–' || r == '‑':
		return '-'
	}
	return r
}

// narrowed is the text with half-width forms; place[i] is the byte in text that byte i came from.
func narrowed(text string) (string, []int) {
	var b strings.Builder
	place := make([]int, 0, len(text)+1)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if h := halfWidth(r); h != r {
			b.WriteRune(h)
		} else {
			b.WriteString(text[i : i+size])
		}
		for b.Len() > len(place) {
			place = append(place, i)
		}
		i += size
	}
	return b.String(), append(place, len(text))
}

func digitBefore(s string, i int) bool { return i > 0 && s[i-1] >= '0' && s[i-1] <= '9' }
func digitAfter(s string, i int) bool {
	return i < len(s) && s[i] >= '0' && s[i] <= '9'
}
