package study

import (
	"strings"
	"unicode"

	"github.com/smekit/smekit/coding/sheet"
)

// headerKey makes headers comparable: width, case and blanks as in key, a space or hyphen is an underscore, marks of
// required columns go.
func headerKey(s string) string {
	s = strings.ToLower(sheet.Fold(s))
	s = strings.Trim(s, " *:\t\"'")
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' {
			return '_'
		}
		return r
	}, strings.Join(strings.Fields(s), " "))
}

// columnNames finds the field that a header names.
type columnNames struct {
	kind   *kind
	fields map[string]*column
	item   func(header string) int // the survey item that a header names, -1 for none; nil outside responses
}

func (k *kind) names() *columnNames {
	n := &columnNames{kind: k, fields: map[string]*column{}}
	for i := range k.columns {
		c := &k.columns[i]
		n.fields[headerKey(c.field)] = c
	}
	for i := range k.columns { // a field's own name wins over another's synonym
		c := &k.columns[i]
		for _, h := range c.headers {
			if _, taken := n.fields[headerKey(h)]; !taken {
				n.fields[headerKey(h)] = c
			}
		}
	}
	return n
}

// field finds the column named by a header: as a whole, with its number (code_2), without a remark in brackets, or in a
// header of two languages (`编号 / id`), whose parts must agree.
func (n *columnNames) field(header string) *column {
	if c := n.one(header); c != nil {
		return c
	}
	h := sheet.Fold(header)
	if i := strings.IndexAny(h, "(（[【"); i > 0 {
		if c := n.one(h[:i]); c != nil {
			return c
		}
		if inner := strings.Trim(h[i:], "()（）[]【】 "); inner != "" {
			if c := n.one(inner); c != nil {
				return c
			}
		}
	}
	parts := strings.FieldsFunc(h, func(r rune) bool { return r == '/' || r == '|' || r == '\n' || r == '\r' })
	if len(parts) < 2 {
		parts = scripts(h)
	}
	var found *column
	for _, p := range parts {
		c := n.one(p)
		if c == nil || found != nil && found != c {
			return nil
		}
		found = c
	}
	return found
}

func (n *columnNames) one(header string) *column {
	k := headerKey(header)
	if k == "" {
		return nil
	}
	if c, ok := n.fields[k]; ok {
		return c
	}
	base := strings.TrimRight(k, "0123456789")
	if base != k {
		if c, ok := n.fields[strings.TrimRight(base, "_")]; ok && c.repeats {
			return c
		}
	}
	return nil
}

// scripts takes `编号 id` apart into its Chinese and its Latin part.
func scripts(h string) []string {
	var han, latin strings.Builder
	for _, r := range h {
		if unicode.Is(unicode.Han, r) {
			han.WriteRune(r)
		} else {
			latin.WriteRune(r)
		}
	}
	l := strings.Trim(latin.String(), " _-")
	if han.Len() == 0 || l == "" {
		return nil
	}
	return []string{han.String(), l}
}

// columns say which column of a sheet fills which field. Columns count from 1.
type columns struct {
	at      map[string][]int
	headers []string   // of column i+1
	fields  []string   // of column i+1: the field or item, empty for an attribute
	items   []itemCell // columns of survey items, in the order of the sheet
	extra   []int      // columns that are neither
	row     int        // of the (last) header row
}

type itemCell struct{ item, col int }

func (c *columns) has(field string) bool { return len(c.at[field]) > 0 }

// answers reports whether a column holds the answers to an item.
func (c *columns) answers(col int) bool {
	for _, ic := range c.items {
		if ic.col == col {
			return true
		}
	}
	return false
}
