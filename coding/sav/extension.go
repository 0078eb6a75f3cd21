package sav

import (
	"bytes"
	"strconv"
	"strings"
)

// The kinds of extension records that are read; the others are skipped.
const (
	extInteger       = 3
	extFloat         = 4
	extSets          = 5
	extMultiple      = 7
	extDisplay       = 11
	extNames         = 13
	extLongTexts     = 14
	extCases         = 16
	extAttributes    = 17
	extVarAttributes = 18
	extMultiple2     = 19
	extEncoding      = 20
	extTextLabels    = 21
	extTextMissing   = 22
)

// displays takes measure, width and alignment of each variable's record (two or three numbers each).
func (d *raw) displays() {
	data := d.extensions[extDisplay].data
	per := 0
	for _, n := range []int{3, 2} {
		if len(data) == 4*n*len(d.vars) {
			per = n
			break
		}
	}
	if per == 0 {
		if len(data) > 0 {
			d.odd++
		}
		return
	}
	c := &cursor{b: data, order: d.order}
	for i := range d.vars {
		v := &d.vars[i]
		if m := c.int(); m >= 0 && m <= 3 {
			v.measure = Measure(m)
		}
		if per == 3 {
			v.display = min(max(c.int(), 0), 1<<15)
		}
		if a := c.int(); a >= 0 && a <= 2 {
			v.align = Align(a + 1)
		}
	}
}

// capitals makes the Latin letters of bytes in an unknown encoding large.
func capitals(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'a' && c <= 'z' && (i == 0 || b[i-1] < 0x80) { // else it may be half of a character
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

// longNames are the pairs SHORT=long, by the short name in capitals.
func longNames(data []byte) map[string][]byte {
	out := map[string][]byte{}
	for _, pair := range bytes.Split(data, []byte{'\t'}) {
		if short, long, ok := bytes.Cut(pair, []byte{'='}); ok && len(long) > 0 {
			out[capitals(string(bytes.TrimSpace(short)))] = bytes.TrimRight(long, "\x00 ")
		}
	}
	return out
}

// longTexts are the widths of texts over 255 bytes, by the short name in capitals.
func longTexts(data []byte) map[string]int {
	out := map[string]int{}
	for _, pair := range bytes.FieldsFunc(data, func(r rune) bool { return r == 0 || r == '\t' }) {
		if short, width, ok := bytes.Cut(pair, []byte{'='}); ok {
			if n, err := strconv.Atoi(string(bytes.TrimSpace(width))); err == nil {
				out[capitals(string(bytes.TrimSpace(short)))] = n
			}
		}
	}
	return out
}

// attributes reads name('value'⏎'value'⏎)name(…) and returns what follows: nothing, or what stands behind a slash.
func attributes(s string) (out []Attribute, rest string) {
	for s != "" {
		if s[0] == '/' {
			return out, s[1:]
		}
		open := strings.IndexByte(s, '(')
		if open < 0 {
			return out, ""
		}
		a := Attribute{Name: s[:open]}
		for s = s[open+1:]; s != "" && s[0] != ')'; {
			line, after, _ := strings.Cut(s, "\n")
			a.Values = append(a.Values, strings.TrimSuffix(strings.TrimPrefix(line, "'"), "'"))
			s = after
		}
		s = strings.TrimPrefix(s, ")")
		out = append(out, a)
	}
	return out, ""
}

var roles = []string{"input", "target", "both", "none", "partition", "split"}

const roleName = "$@Role"

// attributesOf gives each variable its attributes, and its role, which is one.
func attributesOf(text string, find func(name string) *Variable) {
	for text != "" {
		colon := strings.IndexByte(text, ':')
		if colon < 0 {
			return
		}
		v := find(text[:colon])
		var all []Attribute
		all, text = attributes(text[colon+1:])
		if v == nil {
			continue
		}
		for _, a := range all {
			if a.Name != roleName {
				v.Attributes = append(v.Attributes, a)
			} else if len(a.Values) > 0 {
				if n, err := strconv.Atoi(a.Values[0]); err == nil && n >= 0 && n < len(roles) {
					v.Role = roles[n]
				}
			}
		}
	}
}

// multipleSets reads the lines of the records 7 and 19:
//
//	$a=C 10 my mcgroup a b c
//	$b=D2 55 0  g e f d
//	$d=E 1 2 34 13 third mdgroup k l m
//
// where a text stands behind its length in bytes.
func multipleSets(data []byte, text func([]byte) string, find func(name string) *Variable) []MultipleSet {
	var out []MultipleSet
	for len(data) > 0 {
		name, rest, ok := bytes.Cut(data, []byte{'='})
		if !ok || len(rest) == 0 {
			return out
		}
		m := MultipleSet{Name: strings.TrimSpace(text(name))}
		kind := rest[0]
		rest = rest[1:]
		switch kind {
		case 'C':
			m.Categories = true
			rest = bytes.TrimPrefix(rest, []byte{' '})
		case 'D':
		case 'E':
			m.ByValues = true
			flag, after, _ := bytes.Cut(bytes.TrimPrefix(rest, []byte{' '}), []byte{' '})
			m.LabelVar = string(flag) == "11"
			rest = after
		default:
			return out
		}
		if !m.Categories {
			var counted []byte
			if counted, rest, ok = counting(rest); !ok {
				return out
			}
			m.Counted = text(counted)
			rest = bytes.TrimPrefix(rest, []byte{' '})
		}
		var label []byte
		if label, rest, ok = counting(rest); !ok {
			return out
		}
		m.Label = text(label)
		line, after, _ := bytes.Cut(rest, []byte{'\n'})
		for _, w := range bytes.Fields(line) {
			if v := find(text(w)); v != nil {
				m.Variables = append(m.Variables, v.Name)
			}
		}
		data = after
		out = append(out, m)
	}
	return out
}

// counting takes `3 abc`.
func counting(b []byte) (text, rest []byte, ok bool) {
	digits, after, found := bytes.Cut(b, []byte{' '})
	n, err := strconv.Atoi(string(digits))
	if !found || err != nil || n < 0 || n > len(after) {
		return nil, nil, false
	}
	return after[:n], after[n:], true
}

// variableSets reads lines of `name= a b c`.
func variableSets(s string, find func(name string) *Variable) []VariableSet {
	var out []VariableSet
	for _, line := range strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' }) {
		name, rest, ok := strings.Cut(line, "=")
		if !ok {
			continue
		}
		set := VariableSet{Name: strings.TrimSpace(name)}
		for _, w := range strings.Fields(rest) {
			if v := find(w); v != nil {
				set.Variables = append(set.Variables, v.Name)
			}
		}
		out = append(out, set)
	}
	return out
}
