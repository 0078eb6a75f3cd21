package dialect

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/sheet"
)

// Some reports give no places, but number what was marked: passages with the same words are told apart by it.

// numbered takes the number of the passage into the mark of a row that was just added. perCode says that each code of a passage
// has a number of its own.
func (b *builder) numbered(t *table, r sheet.Row, before int, perCode bool) {
	if len(b.marks) > before {
		m := &b.marks[len(b.marks)-1]
		m.number, m.perCode = oneLine(t.text(r, "~id")), perCode
	}
}

// repetition says which of the passages of a document that have the same words a mark is in, in the order of the file: from 0.
// Where each code has a number of its own, the passages of a code are counted, as the same code twice means two places.
func (l *layers) repetition(m *mark, coder, interview string) int {
	if m.number == "" {
		return 0
	}
	of := []string{interview, m.place, strings.Join(strings.Fields(m.text), " ")}
	if m.perCode {
		of = append(of, coder)
		for _, g := range m.codes {
			of = append(of, pathKey(g.path))
		}
	}
	k := strings.Join(of, "\x1f")
	if l.numbers[k] == nil {
		l.numbers[k] = map[string]int{}
	}
	n, known := l.numbers[k][m.number]
	if !known {
		n = len(l.numbers[k])
		l.numbers[k][m.number] = n
	}
	return n
}

// segmentOf is the id of a segment that the file gives none: made of what it says, so that it is the same in every export.
func (l *layers) segmentOf(m *mark, coder, interview string) string {
	parts := []string{safeID(m.document), m.place, strings.Join(strings.Fields(m.text), " ")}
	if n := l.repetition(m, coder, interview); n > 0 {
		parts = append(parts, strconv.Itoa(n+1))
	}
	return "s" + digest(12, parts...)
}
