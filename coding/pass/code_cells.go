package pass

import (
	"slices"
	"strings"
	"unicode"
)

// codeMarks part the codes of one cell.
const codeMarks = ";；、,，|｜\n\r"

// hardMarks hardly stand inside a label: what they part is joined again only where the parts alone are no codes.
const hardMarks = ";；|｜\n\r"

// parts takes the content of a cell apart into codes. Marks part it only where that makes codes that are known; what names a
// code as a whole stays whole.
func (g *codeRegister) parts(cell string) []codePart {
	cell = strings.TrimSpace(cell)
	if cell == "" {
		return nil
	}
	if p, ok := g.cells[cell]; ok {
		return p
	}
	p := g.split(cell)
	for i := range p {
		if p[i].reason == "unknown_code" {
			p[i].suggestion = g.nearest(p[i].typed)
		}
	}
	g.cells[strings.Clone(cell)] = p
	return p
}

func (g *codeRegister) split(cell string) []codePart {
	whole := g.understand(cell)
	if whole.reason != "unknown_code" && !strings.ContainsAny(cell, hardMarks) {
		return []codePart{whole}
	}
	isMark := func(r rune) bool { return strings.ContainsRune(codeMarks, r) }
	if parts, known := g.greedy(cell, isMark); known > 0 {
		var out []codePart
		for _, p := range parts {
			if p.reason == "unknown_code" {
				if words, known := g.greedy(p.typed, unicode.IsSpace); known == len(words) && known > 0 {
					out = append(out, words...)
					continue
				}
			}
			out = append(out, p)
		}
		return out
	}
	if words, known := g.greedy(cell, func(r rune) bool { return unicode.IsSpace(r) || isMark(r) }); known == len(words) && known > 0 {
		return words
	}
	var out []codePart
	for _, w := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(hardMarks, r) }) {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, g.understand(w))
		}
	}
	if len(out) == 0 {
		return []codePart{whole}
	}
	return out
}

// longestJoin is how many pieces between marks a label may consist of.
const longestJoin = 8

// greedy parts a text at the marks and joins neighbours again where together they name a code: the longest join wins. It
// returns the parts and how many of them are known.
func (g *codeRegister) greedy(s string, mark func(rune) bool) (parts []codePart, known int) {
	type piece struct{ from, to int }
	var pieces []piece
	from := -1
	for i, r := range s {
		switch {
		case mark(r):
			if from >= 0 {
				pieces = append(pieces, piece{from, i})
			}
			from = -1
		case from < 0 && !unicode.IsSpace(r):
			from = i
		}
	}
	if from >= 0 {
		pieces = append(pieces, piece{from, len(s)})
	}
	alone := make([]bool, len(pieces))
	for i, p := range pieces {
		alone[i] = g.understand(strings.TrimSpace(s[p.from:p.to])).reason != "unknown_code"
	}
	for i := 0; i < len(pieces); {
		var p codePart
		j := min(len(pieces), i+longestJoin)
		for ; j > i; j-- {
			if j > i+1 && !slices.Contains(alone[i:j], false) && strings.ContainsAny(s[pieces[i].from:pieces[j-1].to], hardMarks) {
				continue
			}
			if p = g.understand(strings.TrimSpace(s[pieces[i].from:pieces[j-1].to])); p.reason != "unknown_code" {
				known++
				break
			}
		}
		if j == i {
			j = i + 1
		}
		parts = append(parts, p)
		i = j
	}
	return parts, known
}
