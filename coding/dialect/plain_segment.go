package dialect

import (
	"slices"
	"unicode/utf8"
)

// segmentHeads are headers that some tables have over a segment's text, and others over its number.
var segmentHeads = []string{"segment", "片段", "文本段"}

// segmentColumn settles what a column segment holds where the table has a column for the text besides: the segment's number or id
// where its cells are as short as that, else something of the table's own.
func segmentColumn(t *table) {
	at := t.col("text")
	if at == 0 || len(t.at["text"]) != 1 || !slices.Contains(segmentHeads, headKey(t.heads[at-1].text)) {
		return
	}
	text := slices.IndexFunc(t.heads, func(h head) bool { return h.field == "" && h.twice == at })
	if text < 0 {
		return
	}
	t.heads[text].field, t.heads[text].twice = "text", 0
	t.at["text"] = []int{text + 1}
	t.heads[at-1].field = ""
	if !t.has("segment") && t.short(at) {
		t.heads[at-1].field = "segment"
		t.at["segment"] = []int{at}
	}
	for i := range t.heads {
		if t.heads[i].twice == at {
			t.heads[i].twice = text + 1
		}
	}
}

// short reports whether the cells of a column in the rows at the top are as short as ids.
func (t *table) short(col int) bool {
	any := false
	for _, r := range t.page.rows {
		if r.Number <= t.header || r.Cell(col).Blank() {
			continue
		}
		any = true
		if s := oneLine(r.Cell(col).Text); utf8.RuneCountInString(s) > 8 || len(s) == 0 || s[0] > 0x7f || !digitIn(s) {
			return false
		}
	}
	return any
}

func digitIn(s string) bool {
	return slices.ContainsFunc([]byte(s), func(b byte) bool { return b >= '0' && b <= '9' })
}
