package study

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// headerWindow is how many rows with content are looked at for the header; notes above it may fill the others.
const headerWindow = 30

// score counts the different fields and items that a row's cells name.
func (n *columnNames) score(r sheet.Row) int {
	seen := map[*column]bool{}
	items := map[int]bool{}
	for _, c := range r.Cells {
		if c.Kind != sheet.Text || c.Blank() || len(c.Text) > 600 {
			continue
		}
		if f := n.field(c.Text); f != nil {
			seen[f] = true
		} else if n.item != nil {
			if i := n.item(c.Text); i >= 0 {
				items[i] = true
			}
		}
	}
	return len(seen) + len(items)
}

// findHeader returns the index of the header row among the first rows of a sheet, and how many rows of headers follow
// one another from there; -1 when no row names a column. The row that names most columns wins, the first of equals; a
// row below it is another header row when most of what it holds are headers too.
func (n *columnNames) findHeader(rows []sheet.Row) (first, count int) {
	first, best := -1, 0
	for i, r := range rows {
		if s := n.score(r); s > best {
			first, best = i, s
		}
	}
	if first < 0 {
		return -1, 0
	}
	count = 1
	for i := first + 1; i < len(rows) && count < 3 && rows[i].Number == rows[i-1].Number+1; i++ {
		s := n.score(rows[i])
		if (s < 2 || s*2 < filled(rows[i])) && !n.questions(rows[first], rows[i]) {
			break
		}
		count++
	}
	return first, count
}

// questions reports whether the row below a header of survey items holds their wording: long texts where answers would be.
func (n *columnNames) questions(header, r sheet.Row) bool {
	if n.item == nil {
		return false
	}
	items, long := 0, 0
	for i, c := range header.Cells {
		if c.Kind == sheet.Text && n.field(c.Text) == nil && n.item(c.Text) >= 0 {
			items++
			if t := r.Cell(i + 1); t.Kind == sheet.Text && len([]rune(t.Text)) > 9 {
				long++
			}
		}
	}
	return items >= 2 && long*2 > items
}

func filled(r sheet.Row) int {
	n := 0
	for _, c := range r.Cells {
		if !c.Blank() {
			n++
		}
	}
	return n
}

// empty reports whether a row has no cell with content.
func empty(r sheet.Row) bool {
	for i := range r.Cells {
		if !r.Cells[i].Blank() {
			return false
		}
	}
	return true
}

// assign decides what each column fills, from the header rows and, for a column they leave empty, the row above them.
// Trouble is reported to the part: a required column that is missing, a field named twice.
func (n *columnNames) assign(p *part, above *sheet.Row, heads []sheet.Row) (*columns, bool) {
	c := &columns{at: map[string][]int{}, row: heads[len(heads)-1].Number}
	width := 0
	for _, h := range heads {
		width = max(width, len(h.Cells))
	}
	c.headers, c.fields = make([]string, width), make([]string, width)
	first := heads[0].Number
	item := map[int]int{}
	for i := range width {
		var texts []sheet.Cell
		for _, h := range heads {
			texts = append(texts, h.Cell(i+1))
		}
		if above != nil && allBlank(texts) {
			texts = append(texts, above.Cell(i+1))
		}
		var found *column
		of, merged := -1, false
		for _, t := range texts {
			if t.Blank() {
				continue
			}
			if c.headers[i] == "" {
				c.headers[i] = strings.Clone(strings.TrimSpace(t.Text))
			}
			if found == nil && of < 0 {
				if found = n.field(t.Text); found == nil && n.item != nil {
					of = n.item(t.Text)
				}
				merged = t.Merged
			}
		}
		switch {
		case found != nil && c.has(found.field) && !found.repeats:
			if !merged {
				p.report(p.pos(first, i+1), "duplicate_column", "", c.headers[i], coding.ColumnName(c.at[found.field][0]))
			}
			c.extra = append(c.extra, i+1)
		case found != nil:
			c.at[found.field] = append(c.at[found.field], i+1)
			c.fields[i] = found.field
		case of >= 0 && item[of] > 0:
			p.report(p.pos(first, i+1), "duplicate_column", "", c.headers[i], coding.ColumnName(item[of]))
			c.extra = append(c.extra, i+1)
		case of >= 0:
			item[of] = i + 1
			c.items = append(c.items, itemCell{of, i + 1})
			c.fields[i] = "item"
		case c.headers[i] != "":
			c.extra = append(c.extra, i+1)
			n.tellApart(p, c, i, texts, first)
		}
	}
	return c, n.complete(p, c, first)
}

// tellApart gives a column that is kept as an attribute a header of its own, when one to its left has the same: another of its own
// headers, as below a merged cell, else its header with its letter.
func (n *columnNames) tellApart(p *part, c *columns, i int, texts []sheet.Cell, row int) {
	same := func(h string) int { return slices.IndexFunc(c.headers[:i], func(o string) bool { return o == h }) }
	of := same(c.headers[i])
	if of < 0 {
		return
	}
	merged := false
	for _, t := range texts {
		h := strings.TrimSpace(t.Text)
		merged = merged || t.Merged && h == c.headers[i]
		if h != "" && same(h) < 0 {
			c.headers[i] = strings.Clone(h)
			return
		}
	}
	was := c.headers[i]
	if c.headers[i] += " [" + coding.ColumnName(i+1) + "]"; !merged {
		p.report(p.pos(row, i+1), "duplicate_header", "", was, coding.ColumnName(of+1), c.headers[i])
	}
}

func allBlank(cells []sheet.Cell) bool {
	return !slices.ContainsFunc(cells, func(c sheet.Cell) bool { return !c.Blank() })
}

// complete reports each required column that is missing: at the header that was probably meant, else at the header row.
func (n *columnNames) complete(p *part, c *columns, row int) bool {
	ok := true
	for i := range n.kind.columns {
		k := &n.kind.columns[i]
		if !k.required || c.has(k.field) {
			continue
		}
		ok = false
		reportMissing(p, c, k, row)
	}
	return ok
}

// reportMissing reports a column that is missing.
func reportMissing(p *part, c *columns, k *column, row int) {
	at := c.slip(k)
	meant := ""
	if at > 0 {
		meant = k.field
	}
	p.report(p.pos(row, at), "missing_column", meant, bilingual(k), quoteHeader(c, at))
}

// slip is the column whose header was probably meant for a field, 0 without one.
func (c *columns) slip(k *column) int {
	at, best := 0, 3
	for _, x := range c.extra {
		for _, name := range append([]string{k.field}, k.headers...) {
			h := headerKey(c.headers[x-1])
			if d := coding.Edits(h, headerKey(name), min(best-1, reach(name))); d <= reach(name) && d < best {
				best, at = d, x
			}
		}
	}
	return at
}

func quoteHeader(c *columns, at int) string {
	if at == 0 {
		var names []string
		for _, h := range c.headers {
			if h != "" {
				names = append(names, h)
			}
		}
		return some(names)
	}
	return c.headers[at-1]
}

// bilingual names a column by its field and its first Chinese header.
func bilingual(k *column) string {
	for _, h := range k.headers {
		if len(h) > 0 && h[0] >= 0x80 {
			return k.field + " / " + h
		}
	}
	return k.field
}
