package dialect

import (
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// field is what a column may hold. One whose name begins with ~ is a sign of the layout and is kept as an attribute.
type field struct {
	name    string
	headers []string
	many    bool // may stand in several columns
}

func named(name string, headers ...string) field { return field{name: name, headers: headers} }
func several(name string, headers ...string) field {
	return field{name: name, headers: headers, many: true}
}

// spec is a layout of one table.
type spec struct {
	name, tool string
	what       string // as in receipts: coding, codes, comparison
	fields     []field
	need       []string // fields without which it is not this layout
	without    []string // fields with which it is not
	least      int      // how many of the other fields there must be at least
	base, per  int      // score: base, and per for each of the others
	pattern    func(header string) string
	document   func(string) string // a document's name as the program's users know it
	settle     func(*table)        // looks at the columns once more
	check      func(*table) int    // adds to the score; below 0: not this layout
	row        func(*builder, *table, sheet.Row)
	by         string // code of the note that says why, with the columns alone
	end        func(*builder, *table)
}

// layout makes the registry's entry.
func (s *spec) layout() layout {
	return layout{Name: s.name, Tool: s.tool, recognise: s.recognise, read: s.read}
}

// table is a sheet whose header row is found.
type table struct {
	spec   *spec
	page   *page
	header int // number of the header row
	above  int // rows with content above it
	heads  []head
	at     map[string][]int // columns by field, from 1
	split  string           // what separates the names in a header that is one cell; empty: a proper header
	score  int
}

// head is a column's header.
type head struct {
	text  string // on one line
	name  string // text, numbered where it recurs
	field string // - when a person leaves the column aside
	twice int    // the column that already holds its field, 0 without
}

// has reports whether a field has a column.
func (t *table) has(name string) bool { return len(t.at[name]) > 0 }

// col is the column of a field, 0 without one.
func (t *table) col(name string) int {
	if c := t.at[name]; len(c) > 0 {
		return c[0]
	}
	return 0
}

// text is the content of a field's column in a row.
func (t *table) text(r sheet.Row, name string) string { return prose(r.Cell(t.col(name)).Text) }

// pos is the place of a column in a row.
func (t *table) pos(b *builder, r sheet.Row, col int) coding.Pos {
	return coding.Pos{File: b.file.name, Sheet: t.page.Name, Row: r.Number, Col: col}
}

func (s *spec) recognise(f *opened) (int, coding.ReceiptNote) {
	if t := s.best(f); t != nil {
		if s.by != "" {
			return t.score, coding.ReceiptNote{Code: s.by, Args: []string{t.because()}}
		}
		return t.score, coding.ReceiptNote{Code: "dialect.recognised", Args: []string{s.tool, t.because()}}
	}
	return 0, coding.ReceiptNote{}
}

// because quotes the headers that speak for the layout.
func (t *table) because() string {
	var out []string
	for _, h := range t.heads {
		if h.field != "" && h.field != "-" && len(out) < 8 {
			out = append(out, shorten(h.text, 30))
		}
	}
	return strings.Join(out, ", ")
}

// best is the sheet that fits the layout best, nil when none does.
func (s *spec) best(f *opened) *table {
	var best *table
	for _, p := range f.pages {
		if f.mapped != nil && f.mapped.Sheet != "" && f.mapped.Sheet != p.Name {
			continue
		}
		if t := s.find(f, p); t != nil && (best == nil || t.score > best.score) {
			best = t
		}
	}
	return best
}

// find looks for the header row of a sheet: of the first rows, the one that names most fields.
func (s *spec) find(f *opened, p *page) *table {
	index := map[string]*field{}
	for i := range s.fields {
		for _, h := range s.fields[i].headers {
			if k := headKey(h); index[k] == nil {
				index[k] = &s.fields[i]
			}
		}
	}
	var best *table
	for i := 0; i < len(p.rows) && i < 30; i++ {
		cells, split := headerCells(p, i)
		if cells == nil {
			continue
		}
		t := s.columns(f, index, cells)
		t.page, t.header, t.above, t.split = p, p.rows[i].Number, i, split
		if best == nil || len(t.at) > len(best.at) {
			best = t
		}
	}
	if best != nil && s.settle != nil && f.mapped == nil { // else as a person said
		s.settle(best)
	}
	if best == nil || !best.fits(f.forced) {
		return nil
	}
	if s.check != nil {
		more := s.check(best)
		if more < 0 {
			return nil
		}
		best.score = min(best.score+more, 100)
	}
	return best
}

// headerCells are the texts of a row that may be a header. One cell that holds all the names, because the header has
// another delimiter than the rows, is taken apart when the rows have as many columns.
func headerCells(p *page, i int) (cells []string, split string) {
	r := p.rows[i]
	if len(r.Cells) == 1 && i+1 < len(p.rows) {
		for _, d := range []string{"\t", ";", ",", "|"} {
			if parts := strings.Split(r.Cells[0].Text, d); len(parts) > 2 && len(parts) == len(p.rows[i+1].Cells) {
				for k := range parts {
					parts[k] = strings.Trim(parts[k], `" `)
				}
				return parts, d
			}
		}
	}
	for _, c := range r.Cells {
		text := c.Text
		if len(text) > 1000 || c.Kind == sheet.Empty {
			text = ""
		}
		cells = append(cells, text)
	}
	return cells, ""
}

// columns says which column fills which field: as a person mapped it, else by its header.
func (s *spec) columns(f *opened, index map[string]*field, cells []string) *table {
	t := &table{spec: s, at: map[string][]int{}}
	seen := map[string]int{}
	for i, c := range cells {
		h := head{text: oneLine(c)}
		h.name = h.text
		if h.text != "" {
			if seen[headKey(h.text)]++; seen[headKey(h.text)] > 1 {
				h.name += " (" + strconv.Itoa(seen[headKey(h.text)]) + ")"
			}
		}
		name, many := "", false
		if mapped, ok := f.mapped.column(h.name, i+1); ok && (mapped == "" || slices.Contains(s.fieldNames(), mapped)) {
			if name = mapped; name == "" {
				name = "="
			}
			many = true
		} else if h.text != "" {
			if s.pattern != nil {
				name = s.pattern(h.text)
				many = name != ""
			}
			if fd := fieldOf(index, c); name == "" && fd != nil {
				name, many = fd.name, fd.many
			}
		}
		switch {
		case name == "-":
			h.field = "-"
			if fd := fieldOf(index, c); fd != nil && strings.HasPrefix(fd.name, "~") { // not kept, and a sign of the layout all the same
				t.at[fd.name] = append(t.at[fd.name], i+1)
			}
		case name == "=": // an attribute, as mapped; it may speak for the layout all the same
			if fd := fieldOf(index, c); fd != nil && strings.HasPrefix(fd.name, "~") {
				h.field = fd.name
				t.at[fd.name] = append(t.at[fd.name], i+1)
			}
		case name != "" && !many && t.has(name):
			h.twice = t.col(name)
		case name != "":
			h.field = name
			t.at[name] = append(t.at[name], i+1)
		}
		t.heads = append(t.heads, h)
	}
	return t
}

// fieldOf finds the field that a header names: as a whole, or in one of its two languages.
func fieldOf(index map[string]*field, header string) *field {
	if fd := index[headKey(header)]; fd != nil {
		return fd
	}
	var found *field
	for _, part := range strings.FieldsFunc(header, func(r rune) bool { return strings.ContainsRune("/|\n()（）[]【】", r) }) {
		if fd := index[headKey(part)]; fd != nil {
			if found != nil && found != fd {
				return nil
			}
			found = fd
		}
	}
	return found
}

// fits scores the columns. When a person said what the file is, the fields that are needed will do.
func (t *table) fits(forced bool) bool {
	s := t.spec
	for _, n := range s.need {
		alternatives := strings.Split(n, "|")
		if !slices.ContainsFunc(alternatives, t.has) {
			return false
		}
	}
	for _, n := range s.without {
		if t.has(n) && !forced {
			return false
		}
	}
	others := len(t.at) - len(s.need)
	if others < s.least && !forced {
		return false
	}
	t.score = s.base + s.per*max(0, others)
	if s.base < 50 {
		t.score = min(t.score, 58) // a table made by hand never wins over a program's
	}
	return true
}

// uses says in the receipt how each column was taken. What fills no field is kept as an attribute of the coded rows; codes
// have none, so it is left out there.
func (t *table) uses() []coding.ColumnUse {
	var out []coding.ColumnUse
	for _, h := range t.heads {
		if h.text == "" {
			continue
		}
		name := shown(h.field)
		if t.spec.what != "coding" && !slices.ContainsFunc(t.spec.fields, func(f field) bool { return f.name == name }) {
			name = "-"
		}
		out = append(out, coding.ColumnUse{Header: h.name, Field: name})
	}
	return out
}

func shown(name string) string {
	if strings.HasPrefix(name, "~") {
		return ""
	}
	return name
}

// attrs are the columns of a row that fill no field.
func (t *table) attrs(r sheet.Row) coding.Attrs {
	var out coding.Attrs
	for i := range r.Cells {
		if i >= len(t.heads) {
			break
		}
		h := &t.heads[i]
		if shown(h.field) != "" || h.name == "" || r.Cells[i].Blank() {
			continue
		}
		if out == nil {
			out = coding.Attrs{}
		}
		out[h.name] = prose(r.Cells[i].Text)
	}
	return out
}

// repeats reports whether a row is the header once more.
func (t *table) repeats(r sheet.Row) bool {
	n := 0
	for i := range t.heads {
		if t.heads[i].text == "" {
			continue
		}
		if headKey(r.Cell(i+1).Text) != headKey(t.heads[i].text) {
			return false
		}
		n++
	}
	return n > 1
}

// unsplit reports whether a row is one cell that holds all its values, separated by something else than the file's delimiter.
func (t *table) unsplit(r sheet.Row) bool {
	if len(r.Cells) != 1 || len(t.heads) < 3 || t.split != "" {
		return false
	}
	for _, d := range []string{"\t", ";", ",", "|"} {
		if strings.Count(r.Cells[0].Text, d) >= len(t.heads)-1 {
			return true
		}
	}
	return false
}

// spoilt is the first column with a field whose text holds characters that the encoding did not know, 0 without.
func (t *table) spoilt(r sheet.Row) int {
	for i := range r.Cells {
		if i < len(t.heads) && shown(t.heads[i].field) != "" && t.heads[i].field != "-" && damaged(r.Cells[i].Text) {
			return i + 1
		}
	}
	return 0
}
