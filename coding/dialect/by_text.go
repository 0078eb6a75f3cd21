package dialect

import (
	"maps"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
)

const (
	sameShare   = 0.8 // of a document's text that a text of the study has to hold to be taken for it
	maxSiblings = 20  // texts of one name that are compared so
)

// byText finds the documents whose name stands in the study in several texts, or in another one, among these: by their text. Ids
// that a person or the file gave stay. of are the ids by docKey.
func (b *builder) byText(of map[string]string, given func(d docName) bool) {
	claimed := map[string]bool{}
	for i := range b.docs {
		d := &b.docs[i]
		key := docKey(d.group, d.name)
		if !d.hasText || given(docName{d.group, d.name}) {
			continue
		}
		if text, is := b.opts.Texts[of[key]]; is && sameText(text, d.text) {
			claimed[of[key]] = true
		}
	}
	for i := range b.docs {
		d := &b.docs[i]
		key := docKey(d.group, d.name)
		if !d.hasText || strings.TrimSpace(d.text) == "" || given(docName{d.group, d.name}) || claimed[of[key]] {
			continue
		}
		if id := b.sibling(d, of[key], claimed); id != "" {
			claimed[id] = true
			of[key] = id
			b.why = append(b.why, coding.ReceiptNote{Code: "dialect.document_by_text", Args: []string{d.name, id}})
		}
	}
}

// sibling is the text of the study that bears the name of a document, with or without what tells it from others, and holds its
// text; empty for none.
func (b *builder) sibling(d *document, id string, claimed map[string]bool) string {
	name := d.base
	if name == "" {
		name = d.name
	}
	base := strings.ToLower(safeID(name))
	var list []string
	for _, k := range slices.Sorted(maps.Keys(b.opts.Texts)) {
		low := strings.ToLower(k)
		if !claimed[k] && k != id && (low == base || strings.HasPrefix(low, base+"_") || strings.HasPrefix(low, base+"-")) {
			list = append(list, k)
		}
	}
	for _, k := range list {
		if sameText(b.opts.Texts[k], d.text) {
			return k
		}
	}
	if _, stands := b.opts.Texts[id]; stands || len(list) > maxSiblings {
		return ""
	}
	best, most := "", sameShare
	for _, k := range list {
		if s := align([]rune(d.text), []rune(b.opts.Texts[k])).share(); s > most {
			best, most = k, s
		}
	}
	return best
}

// sameText reports whether two texts differ in blanks at most.
func sameText(a, b string) bool {
	return a == b || slices.Equal(strings.Fields(a), strings.Fields(b))
}
