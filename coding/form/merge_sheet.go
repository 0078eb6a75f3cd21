package form

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// headerRows is how many rows with content are looked at for the header; notes above it may fill the others.
const headerRows = 40

// heading is the header of an existing sheet.
type heading struct {
	top, end int            // rows
	column   map[string]int // of a field
	field    map[int]string // of a column that has a header
	chinese  map[int]bool   // of a header row
}

// match finds the existing sheet of the wanted one and its header; nil where there is none.
func (m *merger) match(w *wanted) (*oldSheet, *heading, error) {
	for _, s := range m.sheets {
		if m.taken[s] || headerKey(s.name) != headerKey(w.sheet.Name) && m.standsFor(s.name) != w.sheet.Name {
			continue
		}
		if h, _ := m.heading(w, s); h != nil {
			return s, h, nil
		}
		if s.last() == 0 {
			return s, &heading{top: 1, end: 1, column: map[string]int{}, field: map[int]string{}, chinese: map[int]bool{}}, nil
		}
		return nil, nil, &MergeError{Sheet: s.name, Code: "form.merge.no_header", Args: []string{w.headersOf(w.keys)}}
	}
	if !m.single {
		return nil, nil, nil
	}
	var found *oldSheet
	var head *heading
	best := 0
	for _, s := range m.sheets {
		if m.taken[s] {
			continue
		}
		if h, n := m.heading(w, s); h != nil && n > best && !slices.ContainsFunc(w.keys, func(k string) bool { return h.column[k] == 0 }) {
			found, head, best = s, h, n
		}
	}
	return found, head, nil
}

func (w *wanted) headersOf(fields []string) string {
	var list []string
	for _, k := range fields {
		if i := slices.Index(w.fields, k); i >= 0 {
			list = append(list, w.sheet.Columns[i].Header[0])
		}
	}
	return strings.Join(list, ", ")
}

// heading finds the header rows of a sheet: the row that names most fields, a key among them, the first of equals, and those
// below it that are mostly headers too. The number is that of the fields.
func (m *merger) heading(w *wanted, s *oldSheet) (*heading, int) {
	known := knownNames()[w.sheet.Name]
	headers := func(r *oldRow) int { // cells that name a field, of the rows or not
		n := 0
		for i := range r.cells {
			if c := &r.cells[i]; !c.number() {
				if f := m.fieldOf(w, c.text); slices.Contains(w.fields, f) || known != nil && known.header[f] != "" {
					n++
				}
			}
		}
		return n
	}
	names := func(r *oldRow) map[string]bool {
		found := map[string]bool{}
		for i := range r.cells {
			if c := &r.cells[i]; !c.number() {
				if f := m.fieldOf(w, c.text); slices.Contains(w.fields, f) {
					found[f] = true
				}
			}
		}
		return found
	}
	first, best := -1, 0
	for i := range s.rows[:min(len(s.rows), headerRows)] {
		found := names(&s.rows[i])
		if n := len(found); n > best && slices.ContainsFunc(w.keys, func(k string) bool { return found[k] }) {
			first, best = i, n
		}
	}
	if first < 0 || best < min(2, len(w.fields)) {
		return nil, 0
	}
	h := &heading{top: s.rows[first].n, end: s.rows[first].n, column: map[string]int{}, field: map[int]string{}, chinese: map[int]bool{}}
	rows := []*oldRow{&s.rows[first]}
	for i := first + 1; i < len(s.rows) && len(rows) < 3 && s.rows[i].n == h.end+1; i++ {
		if n := headers(&s.rows[i]); n < 2 || n*2 < len(s.rows[i].cells) {
			break
		}
		rows = append(rows, &s.rows[i])
		h.end++
	}
	for _, r := range rows {
		han := 0
		for i := range r.cells {
			c := &r.cells[i]
			f := m.fieldOf(w, c.text)
			if hasHan(c.text) {
				han++
			}
			if f == "" || h.column[f] > 0 {
				continue
			}
			if known := h.field[c.col]; known == "" || !slices.Contains(w.fields, known) && slices.Contains(w.fields, f) {
				if known != "" {
					delete(h.column, known)
				}
				h.field[c.col], h.column[f] = f, c.col
			}
		}
		h.chinese[r.n] = han*2 > len(r.cells)
	}
	return h, best
}

// edit is what is to be done to a sheet.
type edit struct {
	old     *oldSheet
	head    *heading
	add     []int       // rows of wanted
	update  map[int]int // existing rows to rows of wanted
	whole   map[int]bool
	remove  []int // existing rows, rising
	results []MergedRow
}

// sheet merges one sheet.
func (m *merger) sheet(s *Sheet) error {
	w := wantedOf(s, m.o)
	old, head, err := m.match(w)
	if err != nil {
		return err
	}
	earlier := m.o.Earlier[s.Name]
	if old == nil {
		m.absent(w, earlier)
		return nil
	}
	m.taken[old] = true
	e := &edit{old: old, head: head, update: map[int]int{}, whole: map[int]bool{}}
	index := old.index(w, head)
	for i := range w.rows {
		r := &w.rows[i]
		at, exists := index[r.key]
		was, ours := earlier[r.key]
		result := MergedRow{Sheet: s.Name, Key: r.key, Hash: r.hash, Pos: coding.Pos{File: m.name, Sheet: old.name}}
		switch {
		case !exists && ours:
			result.Outcome = RowGone
		case !exists:
			result.Outcome = RowAdded
			e.add = append(e.add, i)
		default:
			row := &old.rows[at]
			result.Pos.Row = row.n
			some, whole := old.untouched(w, head, row, was)
			switch {
			case ours && (some || whole) && r.hash != was:
				result.Outcome = RowUpdated
				e.update[at], e.whole[at] = i, !some
			case ours && (some || whole), row.same(w, head, r):
				result.Outcome = RowSame
			default:
				result.Outcome = RowKept
			}
		}
		e.results = append(e.results, result)
	}
	for _, key := range slices.Sorted(maps.Keys(earlier)) {
		at, exists := index[key]
		if _, still := w.index[key]; still || !exists {
			continue
		}
		row := &old.rows[at]
		result := MergedRow{Sheet: s.Name, Key: key, Pos: coding.Pos{File: m.name, Sheet: old.name, Row: row.n}, Outcome: RowKept}
		if _, whole := old.untouched(w, head, row, earlier[key]); whole {
			result.Outcome = RowRemoved
			e.remove = append(e.remove, row.n)
		}
		e.results = append(e.results, result)
	}
	slices.Sort(e.remove)
	if len(e.add)+len(e.update)+len(e.remove) > 0 {
		m.changed = true
		if err := m.apply(w, e); err != nil {
			return err
		}
	}
	m.rows = append(m.rows, e.results...)
	return nil
}

// absent keeps a sheet that the workbook does not have, without the rows that a person has removed with it.
func (m *merger) absent(w *wanted, earlier map[string]string) {
	s := *w.sheet
	s.Rows, s.Looks = nil, nil
	var gone []MergedRow
	for i := range w.rows {
		r := &w.rows[i]
		if _, was := earlier[r.key]; was {
			gone = append(gone, MergedRow{Sheet: s.Name, Key: r.key, Hash: r.hash, Outcome: RowGone, Pos: coding.Pos{File: m.name, Sheet: s.Name}})
			continue
		}
		s.Rows = append(s.Rows, r.cells)
		if r.at < len(w.sheet.Looks) {
			s.Looks = append(s.Looks, w.sheet.Looks[r.at])
		}
	}
	m.rows = append(m.rows, gone...)
	if len(s.Rows) == 0 {
		return
	}
	if len(s.Rows) < len(w.sheet.Rows) {
		s.Looks = nil
	}
	m.changed = true
	m.missing = append(m.missing, &s)
	kept := map[string]bool{}
	for i := range gone {
		kept[gone[i].Key] = true
	}
	_, _, _, row := s.layout()
	row += len(s.Examples)
	for i := range w.rows {
		if r := &w.rows[i]; !kept[r.key] {
			m.rows = append(m.rows, MergedRow{Sheet: s.Name, Key: r.key, Hash: r.hash, Outcome: RowAdded, Pos: coding.Pos{File: m.name, Sheet: s.Name, Row: row}})
			row++
		}
	}
}

// earlierAlone are the sheets of which an earlier import wrote rows and to which nothing is added now.
func (m *merger) earlierAlone(wb *Workbook) []*Sheet {
	var out []*Sheet
	for _, name := range slices.Sorted(maps.Keys(m.o.Earlier)) {
		if slices.ContainsFunc(wb.Sheets, func(s Sheet) bool { return s.Name == name }) || len(m.o.Keys[name]) == 0 {
			continue
		}
		s := &Sheet{Name: name}
		for _, k := range m.o.Keys[name] {
			s.Columns = append(s.Columns, Column{Header: []string{k}})
		}
		out = append(out, s)
	}
	return out
}

// index finds the rows of a sheet by their keys.
func (s *oldSheet) index(w *wanted, h *heading) map[string]int {
	out, seen := map[string]int{}, map[string]int{}
	for i := range s.rows {
		r := &s.rows[i]
		if r.n <= h.end || s.total(r.n) {
			continue
		}
		of := map[string]string{}
		for _, k := range w.fields {
			if c := h.column[k]; c > 0 {
				of[k] = r.seen(c)
			}
		}
		if key := w.keyOf(of, seen); key != "" {
			out[key] = i
		}
	}
	return out
}

// same reports whether a row says all that the wanted one does: words of closed lists in either language.
func (row *oldRow) same(w *wanted, h *heading, r *wantedRow) bool {
	for i, v := range r.values {
		if v == "" {
			continue
		}
		found := ""
		if c := h.column[w.fields[i]]; c > 0 {
			found = row.seen(c)
		}
		if found != v && !sameWord(w.fields[i], found, v) {
			return false
		}
	}
	return true
}

// untouched reports whether a row is as it was written, in the columns of the wanted sheet, and in all columns. One in a
// merged area is not.
func (s *oldSheet) untouched(w *wanted, h *heading, row *oldRow, hash string) (some, whole bool) {
	if hash == "" || s.inMerge(row.n) {
		return false, false
	}
	part, all := map[string]string{}, map[string]string{}
	some, whole = true, true
	for i := range row.cells {
		c := &row.cells[i]
		f := h.field[c.col]
		ours := slices.Contains(w.fields, f)
		if f == "" {
			f = "column " + strconv.Itoa(c.col)
		}
		all[f] = c.text
		if ours {
			part[f] = c.text
		}
		whole, some = whole && !c.formula, some && !(ours && c.formula)
	}
	return some && hashOf(part) == hash, whole && hashOf(all) == hash
}
