package sav

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxName is the longest name in bytes.
const maxName = 64

// reserved are SPSS's own words.
var reserved = []string{"ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"}

func nameRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || strings.ContainsRune("._@#$", r)
}

// validName reports whether SPSS takes a name for a variable.
func validName(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return s != "" && len(s) <= maxName && utf8.ValidString(s) && (unicode.IsLetter(first) || first == '@') &&
		strings.IndexFunc(s, func(r rune) bool { return !nameRune(r) }) < 0 && !slices.Contains(reserved, strings.ToUpper(s))
}

// Names makes names for variables of headers, each different from the others: what SPSS does not allow becomes _, a name that
// does not begin with a letter gets a V before it, a repeated one a number behind it. A name that is fine stays as it is.
func Names(headers []string) []string {
	out := make([]string, len(headers))
	taken := map[string]bool{}
	for i, h := range headers {
		name := h
		if !validName(name) {
			name = strings.Trim(strings.Map(func(r rune) rune {
				if r == utf8.RuneError || !nameRune(r) {
					return '_'
				}
				return r
			}, strings.TrimSpace(h)), "_.")
			if first, _ := utf8.DecodeRuneInString(name); name == "" || !unicode.IsLetter(first) && first != '@' {
				name = "V" + name
			}
			if name = cut(name, maxName); !validName(name) {
				name = cut(name, maxName-1) + "_"
			}
		}
		base := name
		for n := 2; taken[strings.ToLower(name)]; n++ {
			tail := "_" + strconv.Itoa(n)
			name = cut(base, maxName-len(tail)) + tail
		}
		taken[strings.ToLower(name)] = true
		out[i] = name
	}
	return out
}

// cut is s without what exceeds n bytes, at the end of a character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// shortNames gives each record of a variable, the segments of long texts included, a name of up to 8 bytes. A variable's own
// short name stays where it is one.
type shortNames struct {
	taken map[string]bool
	next  map[string]int // number to try next, by stem
}

func validShort(s string) bool {
	return validName(s) && len(s) <= 8 && s == strings.ToUpper(s) && ascii([]byte(s))
}

// stem is what of a name can stand in a short one.
func stem(name string) string {
	s := strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && nameRune(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, name)
	return strings.TrimLeft(s, "0123456789._#$")
}

// of makes a name from a stem: as it is, else its first five letters and a number in base 36.
func (n *shortNames) of(from string) string {
	name := cut(from, 8)
	for k := n.next[from]; name == "" || n.taken[name] || !validShort(name); k++ {
		n.next[from] = k + 1
		tail := "_" + strings.ToUpper(strconv.FormatInt(int64(k), 36))
		name = cut(from, 8-len(tail)) + tail
		if !validShort(name) {
			name = "V" + cut(from, 7-len(tail)) + tail
		}
	}
	n.taken[name] = true
	return name
}
