package dialect

import (
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// read maps the table that fits best, and further sheets of the same layout.
func (s *spec) read(f *opened, o Options) (*Import, []coding.Problem, error) {
	b := newBuilder(f, o)
	main := s.best(f)
	b.table(main)
	b.mapped(main)
	b.receipt = coding.Receipt{File: f.name, Sheet: main.page.Name, What: s.what, Columns: main.uses()}
	b.walk(main)
	first := b.done()
	for _, p := range f.pages {
		if p == main.page || f.mapped != nil && f.mapped.Sheet != "" {
			continue
		}
		t := s.find(f, p)
		if t == nil && s.what == "coding" {
			t = codebookIn(f, p)
		}
		if t == nil {
			if len(p.rows) > 0 {
				first.Notes = append(first.Notes, coding.ReceiptNote{Code: "sheet_ignored", Args: []string{p.Name}})
			}
			continue
		}
		b.table(t)
		b.receipt = coding.Receipt{File: f.name, Sheet: p.Name, What: t.spec.what, Columns: t.uses()}
		b.walk(t)
		b.more = append(b.more, b.done())
	}
	return b.settle(first), b.problems, nil
}

// codebookIn finds a codebook on another sheet of a workbook with coded segments.
func codebookIn(f *opened, p *page) *table {
	var best *table
	for _, s := range []*spec{&maxqdaCodebook, &atlasCodebook, &nvivoCodebook, &taguetteCodebook} {
		if t := s.find(f, p); t != nil && (best == nil || t.score > best.score) {
			best = t
		}
	}
	return best
}

// commonFields are the fields of coded rows that every layout understands when a person maps a column to one.
var commonFields = []string{"document", "group", "coder", "pass", "segment", "text", "place", "begin", "end", "speaker", "period", "memo",
	"intensity", "direction", "state", "code", "mark", "definition", "parent", "attribute", "-"}

// fieldNames are the fields that a person may map a column to.
func (s *spec) fieldNames() []string {
	names := slices.Clone(commonFields)
	for _, f := range s.fields {
		if !strings.HasPrefix(f.name, "~") && !slices.Contains(names, f.name) {
			names = append(names, f.name)
		}
	}
	return names
}

// mapped tells what a person's map says about columns that the file does not have, or fields that there are not.
func (b *builder) mapped(t *table) {
	if b.opts.Map == nil {
		return
	}
	var headers []string
	for _, h := range t.heads {
		headers = append(headers, h.name)
	}
	known := t.spec.fieldNames()
	for _, p := range b.opts.Map.Columns {
		pos := coding.Pos{File: b.opts.Map.Name}
		if to := strings.ToLower(strings.TrimSpace(p.To)); to != "" && !slices.Contains(known, to) {
			b.problem(pos, "dialect.map_field", nearestOf(to, known), p.From, p.To, strings.Join(known, ", "))
		}
		if letter := strings.Trim(p.From, "[]"); letter == p.From && !slices.ContainsFunc(headers, func(h string) bool { return nameKey(h) == nameKey(p.From) }) {
			b.problem(pos, "dialect.map_header", nearestOf(p.From, headers), p.From)
		}
	}
}

// table tells what was found about a table's header.
func (b *builder) table(t *table) {
	for i, h := range t.heads {
		if h.name != h.text && h.twice == 0 && h.field == "" {
			first := slices.IndexFunc(t.heads, func(o head) bool { return headKey(o.text) == headKey(h.text) })
			b.problem(coding.Pos{File: b.file.name, Sheet: t.page.Name, Row: t.header, Col: i + 1}, "duplicate_header", "", h.text, coding.ColumnName(first+1), h.name)
		}
		if h.twice > 0 {
			b.problem(coding.Pos{File: b.file.name, Sheet: t.page.Name, Row: t.header, Col: i + 1}, "duplicate_column", "", h.text, coding.ColumnName(h.twice))
		}
	}
}

// walk reads the rows below the header.
func (b *builder) walk(t *table) {
	if t.above > 0 {
		b.note("rows_above_header", strconv.Itoa(t.above))
	}
	if t.split != "" {
		b.note("dialect.header_delimiter", t.split)
	}
	for r, err := range b.file.book.AllRows(t.page.Name) {
		if err != nil {
			b.unreadable(t, err)
			break
		}
		if r.Number <= t.header {
			continue
		}
		b.receipt.Rows++
		switch {
		case blankRow(r):
			b.receipt.Missing++
		case r.Torn:
			b.reject(t.pos(b, r, 0), "unclosed_quote")
		case t.repeats(r):
			b.exclude("dialect.repeated_header")
		case t.unsplit(r):
			b.reject(t.pos(b, r, 1), "dialect.delimiter", strconv.Itoa(len(t.heads)))
		case t.spoilt(r) > 0:
			b.reject(t.pos(b, r, t.spoilt(r)), "dialect.damaged_text", shorten(oneLine(r.Cell(t.spoilt(r)).Text), 40))
		default:
			t.spec.row(b, t, r)
		}
	}
	if t.spec.end != nil {
		t.spec.end(b, t)
	}
	b.receipt.Notes = append(b.receipt.Notes, b.file.book.NotesOf(t.page.Name)...)
}
