package estimate

import (
	"fmt"
	"strings"
)

// Key is the `of` of a study's scores: what a score is about, ids only. Empty fields are left out of the text.
type Key struct {
	Dim    string // a dimension, hazard, coupling set or code
	Source string // interview, survey
	Layer  string // empty: consensus
	Pass   string // empty: all passes
	Coder  string
	Case   string
	Dept   string
	Side   string
	Role   string // the role's level, or its id where it has none
	Period string
	Peer   string
}

var keyNames = [...]string{"dim", "source", "layer", "pass", "coder", "case", "dept", "side", "role", "period", "peer"}

func (k *Key) fields() [len(keyNames)]*string {
	return [...]*string{&k.Dim, &k.Source, &k.Layer, &k.Pass, &k.Coder, &k.Case, &k.Dept, &k.Side, &k.Role, &k.Period, &k.Peer}
}

var escaper = strings.NewReplacer("%", "%25", ";", "%3B", "=", "%3D", "|", "%7C")
var unescaper = strings.NewReplacer("%3B", ";", "%3D", "=", "%7C", "|", "%2D", "-", "%25", "%")

// Contrast marks a key value as the contrast of two levels, first minus second. Hyphens inside the levels are escaped.
func Contrast(first, second string) string {
	return "\x00" + first + "\x00" + second
}

func encodeValue(v string) string {
	if rest, ok := strings.CutPrefix(v, "\x00"); ok {
		a, b, _ := strings.Cut(rest, "\x00")
		hyphen := func(s string) string { return strings.ReplaceAll(escaper.Replace(s), "-", "%2D") }
		return hyphen(a) + "-" + hyphen(b)
	}
	return escaper.Replace(v)
}

// String writes the key in its fixed order, `;` between entries, reserved characters percent-escaped.
func (k Key) String() string {
	var b strings.Builder
	for i, f := range k.fields() {
		if *f == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(';')
		}
		b.WriteString(keyNames[i])
		b.WriteByte('=')
		b.WriteString(encodeValue(*f))
	}
	return b.String()
}

// Of is the key followed by `|` and a family's own `of`, where there is one.
func (k Key) Of(own string) string {
	if own == "" {
		return k.String()
	}
	return k.String() + "|" + own
}

// ParseKey reads a key list back; own is what follows `|`. A contrast whose levels hold hyphens comes back as
// [Contrast] made it, another as the text `a-b`; [SplitContrast] takes both apart, and String writes both as they were.
func ParseKey(of string) (k Key, own string, err error) {
	list, own, _ := strings.Cut(of, "|")
	if list == "" {
		return k, own, nil
	}
	fields := k.fields()
entries:
	for _, entry := range strings.Split(list, ";") {
		name, value, ok := strings.Cut(entry, "=")
		if !ok {
			return Key{}, "", fmt.Errorf("%q is not a list of name=value", of)
		}
		for i, n := range keyNames {
			if n == name {
				*fields[i] = decodeValue(value)
				continue entries
			}
		}
		return Key{}, "", fmt.Errorf("%q: unknown key %q", of, name)
	}
	return k, own, nil
}

func decodeValue(v string) string {
	if a, b, ok := strings.Cut(v, "-"); ok && !strings.Contains(b, "-") && (strings.Contains(v, "%2D")) {
		return Contrast(unescaper.Replace(a), unescaper.Replace(b))
	}
	return unescaper.Replace(v)
}

// SplitContrast returns the two levels of a contrast: of a value made by [Contrast], or of the text `a-b`.
func SplitContrast(v string) (first, second string, ok bool) {
	if rest, is := strings.CutPrefix(v, "\x00"); is {
		return strings.Cut(rest, "\x00")
	}
	a, b, ok := strings.Cut(v, "-")
	return unescaper.Replace(a), unescaper.Replace(b), ok
}
