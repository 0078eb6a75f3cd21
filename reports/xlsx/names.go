package xlsx

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
)

const nameLimit = 31 // UTF-16 units, what spreadsheets allow

// name makes a text a valid sheet name that no other sheet has: without the characters that names cannot hold, cut at a
// word where it is too long; the mark ends it.
func (b *book) name(text, mark string) string {
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) || unicode.IsControl(r) || r == '\uFFFD' {
			return ' '
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		text = "-"
	}
	name := cut(text, nameLimit-len(mark)) + mark
	for i := 2; b.taken[strings.ToLower(name)]; i++ {
		tail := " " + strconv.Itoa(i) + mark
		name = cut(text, nameLimit-len(tail)) + tail
	}
	b.taken[strings.ToLower(name)] = true
	return name
}

// cut shortens a text to a number of UTF-16 units, at a blank if there is one in its second half.
func cut(s string, limit int) string {
	if len(utf16.Encode([]rune(s))) <= limit {
		return s
	}
	n, end := 0, 0
	for i, r := range s {
		if n += utf16.RuneLen(r); n > limit {
			end = i
			break
		}
	}
	blank := strings.LastIndexByte(s[:end], ' ')
	if s[end] != ' ' && blank > end/2 {
		end = blank
	}
	return strings.TrimRight(s[:end], " -–—,，、;；(（")
}

// quote writes a sheet name as references need it.
func quote(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// formulaLike reports whether a spreadsheet could take a typed text for a formula.
func formulaLike(s string) bool {
	for _, r := range s {
		return strings.ContainsRune("=+-@\t\r＝＋－＠", r)
	}
	return false
}
