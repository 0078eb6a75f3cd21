package grid

import (
	"strings"

	"github.com/smekit/smekit/reports/table"
)

// marks gives each called note its letter.
type marks map[string]string

// letters without q, for which there is no raised character.
const letters = "abcdefghijklmnoprstuvwxyz"

func name(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / len(letters) {
		s = string(letters[(i-1)%len(letters)]) + s
	}
	return s
}

// letter gives letters in the order in which a reader meets the marks: header from left to right, then row by row. A mark
// without a note gets none.
func letter(t *table.Table) marks {
	known := map[string]bool{}
	for _, n := range t.Notes {
		if n.Key != "" {
			known[n.Key] = true
		}
	}
	m := marks{}
	call := func(keys []string) {
		for _, k := range keys {
			if known[k] && m[k] == "" {
				m[k] = name(len(m))
			}
		}
	}
	for _, c := range t.Columns {
		call(c.Marks)
	}
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			for _, c := range r.Cells {
				call(c.Marks)
			}
		}
	}
	return m
}

// of is the text of a cell's marks.
func (m marks) of(keys []string) string {
	var s []string
	for _, k := range keys {
		if l := m[k]; l != "" {
			s = append(s, l)
		}
	}
	return strings.Join(s, ", ")
}

// notes lists the general notes in their order, then those that no cell calls, then the lettered ones by letter.
func (m marks) notes(t *table.Table, lang string) []Note {
	var general, lettered []Note
	byLetter := map[string]string{}
	for _, n := range t.Notes {
		if l := m[n.Key]; n.Key != "" && l != "" {
			if byLetter[l] == "" {
				byLetter[l] = n.Text.In(lang)
			}
			continue
		}
		general = append(general, Note{Text: n.Text.In(lang)})
	}
	for i := range len(m) {
		l := name(i)
		lettered = append(lettered, Note{Mark: l, Text: byLetter[l]})
	}
	return append(general, lettered...)
}
