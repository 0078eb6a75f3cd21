package dialect

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
)

// relocate moves the spans of documents whose text is not the one that the study has of the interview, or has first in the file,
// to that text. A span whose words do not stand at the place that corresponds to its own is rejected, with the place where they
// stand once elsewhere, and so is one that may stand at several places there; one that is a whole segment with an id of its own stays, without a place. ids are those of interviews, by
// docKey. A document of whose text the study's holds less than half is another one: its marks are rejected.
func (b *builder) relocate(ids map[string]string) {
	standing := map[string]string{}
	for i := range b.docs {
		d := &b.docs[i]
		id := ids[docKey(d.group, d.name)]
		if _, known := standing[id]; known || !d.hasText {
			continue
		}
		standing[id] = d.text
		if text, ok := b.opts.Texts[id]; ok {
			standing[id] = text
		}
	}
	moves := map[int]*moving{} // by document
	for i := range b.marks {
		m := &b.marks[i]
		if m.doc == 0 || m.to <= m.from || !b.docs[m.doc-1].hasText || moves[m.doc] != nil {
			continue
		}
		d := &b.docs[m.doc-1]
		id := ids[docKey(d.group, d.name)]
		if text := standing[id]; id != "" && id != "-" && text != d.text {
			v := &moving{certainty: newCertainty(align([]rune(d.text), []rune(text))), told: map[string]bool{}, id: id}
			v.percent = int(100 * v.share())
			_, inStudy := b.opts.Texts[id]
			d.other = inStudy && v.share() < leastShare
			moves[m.doc] = v
		}
	}
	kept := b.marks[:0]
	for i := range b.marks {
		m := b.marks[i]
		v := moves[m.doc]
		switch {
		case v == nil || !b.docs[m.doc-1].other && m.to <= m.from:
			kept = append(kept, m)
		case b.docs[m.doc-1].other:
			m.receipt.rejected["dialect.other_document"]++
			v.lost++
		case b.moved(v, &m):
			kept = append(kept, m)
		}
	}
	clear(b.marks[len(kept):])
	b.marks = kept
	for i := range b.docs {
		v := moves[i+1]
		switch {
		case v == nil:
		case b.docs[i].other:
			d := &b.docs[i]
			b.units = slices.DeleteFunc(b.units, func(u unit) bool { return u.group == d.group && u.document == d.name })
			b.problem(d.pos, "dialect.other_document", "", d.name, v.id, strconv.Itoa(v.percent), strconv.Itoa(v.lost))
		case v.spans+v.lost > 0:
			b.why = append(b.why, coding.ReceiptNote{Code: "dialect.moved_spans", Args: []string{v.id, strconv.Itoa(v.spans + v.lost), strconv.Itoa(v.moved), strconv.Itoa(v.lost), strconv.Itoa(v.percent)}})
			if n := v.unheld(); n > 0 {
				b.why = append(b.why, coding.ReceiptNote{Code: "dialect.not_held", Args: []string{v.id, strconv.Itoa(n)}})
			}
		}
	}
}

// moving is a document whose spans are moved.
type moving struct {
	*certainty
	id                 string
	percent            int             // of the document's text that the study's holds
	told               map[string]bool // places of spans
	spans, moved, lost int             // found in the study's text, those of them at another place, not found
}

// moved moves the span of a mark; it reports false where it cannot.
func (b *builder) moved(v *moving, m *mark) bool {
	place := strconv.Itoa(m.from) + "-" + strconv.Itoa(m.to)
	again := v.told[place+" "+m.pos.String()]
	v.told[place+" "+m.pos.String()] = true
	start, end, ok := v.move(m.from, m.to)
	many := ok && !v.sure(m.from, m.to)
	ok = ok && !many
	if !ok && m.segment != "" && !m.part { // the study knows it by its id
		m.from, m.to = 0, 0
		return true
	}
	if !ok {
		code := "dialect.not_in_transcript"
		if many {
			code = "dialect.repeated_in_transcript"
		}
		m.receipt.rejected[code]++
		if again {
			return false
		}
		v.lost++
		words := ""
		suggestion := ""
		if m.from >= 0 && m.to <= len(v.from) {
			words = oneLine(string(v.from[m.from:m.to]))
			if !many {
				suggestion = v.elsewhere(words)
			}
		}
		b.problem(m.pos, code, suggestion, v.id, shorten(words, 40))
		return false
	}
	if !again {
		v.spans++
		if start != m.from || end != m.to {
			v.moved++
		}
	}
	if m.place == place {
		m.place = strconv.Itoa(start) + "-" + strconv.Itoa(end)
	}
	if m.segment == "" {
		m.text = string(v.to[start:end])
	}
	m.from, m.to = start, end
	return true
}

// elsewhere is where words that are long enough stand once in the text.
func (v *moving) elsewhere(words string) string {
	text := string(v.to)
	if utf8.RuneCountInString(words) < 4 || strings.Count(text, words) != 1 {
		return ""
	}
	from := utf8.RuneCountInString(text[:strings.Index(text, words)])
	return strconv.Itoa(from) + "–" + strconv.Itoa(from+utf8.RuneCountInString(words))
}
