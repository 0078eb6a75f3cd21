package locale

import (
	"regexp"
	"strings"
)

// Method puts an estimate's method into a language. A method is an English text of parts set apart by semicolons: each part
// is translated that the catalogue knows, whole (report.method.WORDS-OF-THE-PART), by its words before the first
// figures (report.method.WORDS-), which then fill a place, or with x for each of its numbers (report.method.WORDS-x-WORDS), which
// fill places; else in pieces set apart by commas and colons, of which the longest runs that the catalogue knows are taken together. A source is
// known by its form, names and a year. English stays as it is.
func Method(lang, text string) string {
	if lang == English {
		return text
	}
	parts := strings.Split(text, "; ")
	for i, p := range parts {
		parts[i] = methodPart(lang, p)
	}
	return strings.Join(parts, Text(lang, "report.semicolon"))
}

func methodPart(lang, p string) string {
	if t, ok := methodWords(lang, p); ok {
		return t
	}
	var out strings.Builder
	signs := methodSign.FindAllStringIndex(p, -1)
	for at := 0; at < len(p); {
		rest := signs[len(signs)-countAfter(signs, at):]
		end, words := len(p), ""
		found := false
		for k := len(rest); k >= 0 && !found; k-- { // the longest run that is known
			if end = len(p); k < len(rest) {
				end = rest[k][0]
			}
			words, found = methodWords(lang, p[at:end])
		}
		if !found {
			words = p[at:end] // up to the first sign
		}
		out.WriteString(words)
		if at = end; at < len(p) {
			code := "report.method.comma"
			if p[at] == ':' {
				code = "report.colon"
			}
			out.WriteString(Text(lang, code))
			at += 2
		}
	}
	return out.String()
}

// countAfter is how many signs stand at or after a place.
func countAfter(signs [][]int, at int) int {
	n := 0
	for _, s := range signs {
		if s[0] >= at {
			n++
		}
	}
	return n
}

var (
	methodSign   = regexp.MustCompile(`[,:] `)
	methodNumber = regexp.MustCompile(`\b[0-9]+(\.[0-9]+)?\b`)
	methodSource = regexp.MustCompile(`^(\p{Lu}[\p{L}'’-]+(?:(?:, | & |–)\p{Lu}[\p{L}'’-]+)*)( et al\.)? ([12][0-9]{3})$`)
)

// methodWords translates what the catalogue knows as it stands.
func methodWords(lang, p string) (string, bool) {
	if code := "report.method." + slug(p); known(lang, code) {
		return Text(lang, code), true
	}
	if cut := strings.IndexAny(p, "0123456789="); cut > 0 {
		if p[cut] == '=' {
			cut++
		}
		if code := "report.method." + slug(p[:cut]) + "-"; known(lang, code) {
			return Text(lang, code, p[cut:]), true
		}
	}
	if numbers := methodNumber.FindAllString(p, -1); len(numbers) > 0 {
		if code := "report.method." + slug(methodNumber.ReplaceAllString(p, "x")); known(lang, code) {
			return Text(lang, code, numbers...), true
		}
	}
	if m := methodSource.FindStringSubmatch(p); m != nil {
		names := strings.NewReplacer(" & ", Text(lang, "report.method.and"), ", ", Text(lang, "report.method.between")).Replace(m[1])
		if m[2] != "" {
			names += Text(lang, "report.method.others")
		}
		return Text(lang, "report.method.source", names, m[3]), true
	}
	return "", false
}

func known(lang, code string) bool { return Text(lang, code) != code }

// slug is the words of a text as a code has them.
func slug(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }), "-")
}
