package form

import (
	"bytes"
	"io"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/coding"
)

// apply changes a sheet.
func (m *merger) apply(w *wanted, e *edit) error {
	s, name := e.old, e.old.name
	right, last := s.width(e.head), max(s.last(), e.head.end)
	if last+len(e.add) > lastRow {
		return &MergeError{Sheet: name, Code: "form.merge.full", Args: []string{strconv.Itoa(len(e.add)), strconv.Itoa(last)}}
	}
	m.detach(s)
	like := s.template(e.head)
	total := 0
	if len(e.add) > 0 {
		for _, t := range s.tables {
			if t.totals && t.at.bottom == last && t.at.top <= e.head.end {
				total = last
				if err := m.f.insertRows(name, total, len(e.add)); err != nil {
					return err
				}
			}
		}
	}
	added, err := m.addColumns(w, e, right)
	if err != nil {
		return err
	}
	styles, err := m.styles(s, like, right, right+added)
	if err != nil {
		return err
	}
	dates := make([]bool, len(styles))
	for col := 1; col < len(dates); col++ {
		dates[col] = m.dates(name, like, col)
	}
	for _, at := range slices.Sorted(maps.Keys(e.update)) {
		if err := m.update(w, e, at); err != nil {
			return err
		}
	}
	first := last + 1
	if total > 0 {
		first = total
	}
	for k, i := range e.add {
		if err := m.addRow(w, e, &w.rows[i], first+k, styles, dates); err != nil {
			return err
		}
	}
	for _, row := range slices.Backward(e.remove) {
		if err := m.f.removeRow(name, row); err != nil {
			return err
		}
	}
	m.follow(w, e, last, first, total, right, added)
	return nil
}

// template is the row whose looks new rows take: the last one that is no example; nil without.
func (s *oldSheet) template(h *heading) *oldRow {
	for i := len(s.rows) - 1; i >= 0 && s.rows[i].n > h.end; i-- {
		r := &s.rows[i]
		if len(r.cells) == 0 || s.total(r.n) || strings.HasPrefix(r.cells[0].text, "EXAMPLE-") || strings.HasPrefix(r.cells[0].text, "例-") {
			continue
		}
		return r
	}
	return nil
}

// addColumns adds the columns that the rows need, to the right of those in use, and returns how many.
func (m *merger) addColumns(w *wanted, e *edit, right int) (int, error) {
	needed := map[int]bool{}
	need := func(row int) {
		for i, v := range w.rows[row].values {
			if e.head.column[w.fields[i]] == 0 && (v != "" || right == 0 && w.sheet.Columns[i].Required) {
				needed[i] = true
			}
		}
	}
	for _, i := range e.add {
		need(i)
	}
	for _, i := range e.update {
		need(i)
	}
	if right+len(needed) > lastColumn {
		return 0, &MergeError{Sheet: e.old.name, Code: "form.merge.wide", Args: []string{strconv.Itoa(len(needed)), strconv.Itoa(right)}}
	}
	style := 0
	if right > 0 {
		var err error
		if style, err = m.f.style(e.old.name, right, e.head.end); err != nil {
			return 0, err
		}
	}
	col := right
	for i := range w.fields {
		if !needed[i] || e.head.column[w.fields[i]] > 0 {
			continue
		}
		col++
		e.head.column[w.fields[i]], e.head.field[col] = col, w.fields[i]
		widened := ""
		for row := e.head.top; row <= e.head.end; row++ {
			text := w.sheet.Columns[i].Header[0]
			if zh := w.chinese(i); e.head.chinese[row] && zh != "" {
				text = zh
			}
			if err := m.put(e.old.name, col, row, text, style, false); err != nil {
				return 0, err
			}
			widened = text
		}
		if err := m.f.widen(e.old.name, col, w.sheet.Columns[i].Width); err != nil {
			return 0, err
		}
		for _, t := range e.old.tables {
			if t.at.top == e.head.end && t.at.right == col-1 {
				t.widen(widened)
			}
		}
	}
	return col - right, nil
}

// styles are those of the cells of new rows, by column: of the row above, for new columns that of the last one where it is not
// one of numbers or dates.
func (m *merger) styles(s *oldSheet, like *oldRow, right, newRight int) ([]int, error) {
	out := make([]int, newRight+1)
	if like == nil {
		return out, nil
	}
	for col := 1; col <= right; col++ {
		var err error
		if out[col], err = m.f.style(s.name, col, like.n); err != nil {
			return nil, err
		}
	}
	if right == 0 || right == newRight {
		return out, nil
	}
	if m.f.plain(out[right]) {
		for col := right + 1; col <= newRight; col++ {
			out[col] = out[right]
		}
	}
	return out, nil
}

// update writes the wanted row over an earlier one.
func (m *merger) update(w *wanted, e *edit, at int) error {
	old, r := &e.old.rows[at], &w.rows[e.update[at]]
	write := func(col int, v any) error {
		if err := m.f.set(e.old.name, col, old.n, nil); err != nil || v == nil || v == "" {
			return err
		}
		return m.value(e.old.name, col, old.n, v, m.dates(e.old.name, old, col))
	}
	for i, f := range w.fields {
		col := e.head.column[f]
		if col == 0 || old.text(col) == r.values[i] {
			continue
		}
		var v any
		if i < len(r.cells) {
			v = r.cells[i]
		}
		if err := write(col, v); err != nil {
			return err
		}
	}
	if !e.whole[at] {
		return nil
	}
	for i := range old.cells { // fields of the earlier import that this one has none of
		if c := &old.cells[i]; !slices.Contains(w.fields, e.head.field[c.col]) {
			if err := write(c.col, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// put writes a value to a cell. A cell that has no look of its own takes the style; a text that is a date becomes one where
// the column holds dates.
func (m *merger) put(sheet string, col, row int, v any, style int, dates bool) error {
	own, err := m.f.style(sheet, col, row)
	if err != nil {
		return err
	}
	if v != nil && v != "" {
		if err := m.value(sheet, col, row, v, dates); err != nil {
			return err
		}
	}
	if own == 0 && style != 0 {
		return m.f.setStyle(sheet, col, row, style)
	}
	return nil
}

// escapedChar is what stands for a character in a workbook's texts.
var escapedChar = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

func (m *merger) value(sheet string, col, row int, v any, dates bool) error {
	switch v := v.(type) {
	case string:
		if dates {
			if x, ok := dateSerial(strings.TrimSpace(v), m.from1904); ok {
				return m.f.setNumber(sheet, col, row, strconv.FormatFloat(x, 'f', -1, 64))
			}
		}
		v = cleanText(v)
		if n := len(utf16.Encode([]rune(v))); n > excelize.TotalCellChars {
			return &MergeError{Sheet: sheet, Code: "form.merge.long", Args: []string{coding.ColumnName(col) + strconv.Itoa(row), strconv.Itoa(n), strconv.Itoa(excelize.TotalCellChars)}}
		}
		return m.f.setText(sheet, col, row, v)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
		return m.f.setNumber(sheet, col, row, strconv.FormatFloat(v, 'g', -1, 64))
	}
	return m.f.set(sheet, col, row, v)
}

// dates reports whether a column holds dates, by the row whose looks new rows take, else by its own look.
func (m *merger) dates(sheet string, like *oldRow, col int) bool {
	if like != nil {
		if c := like.cell(col); c != nil {
			return c.day()
		}
	}
	return m.f.columnOfDays(sheet, col)
}

func (m *merger) addRow(w *wanted, e *edit, r *wantedRow, row int, styles []int, dates []bool) error {
	for col := 1; col < len(styles); col++ {
		var v any
		if i := slices.Index(w.fields, e.head.field[col]); i >= 0 && i < len(r.cells) && e.head.column[w.fields[i]] == col {
			v = r.cells[i]
		}
		if v == nil && styles[col] == 0 {
			continue
		}
		if err := m.put(e.old.name, col, row, v, styles[col], dates[col]); err != nil {
			return err
		}
	}
	return nil
}

// follow lets tables, filters, drop-downs, names and positions follow the rows.
func (m *merger) follow(w *wanted, e *edit, last, first, total, right, added int) {
	s := e.old
	n := len(e.add)
	above := func(row int) int { // how many of the rows above it are gone
		i, _ := slices.BinarySearch(e.remove, row)
		return i
	}
	moved := func(row int) int { // where an existing row is now
		to := row
		if total > 0 && row >= total {
			to += n
		}
		return to - above(row)
	}
	for _, t := range s.tables {
		bottom := t.at.bottom
		a := t.at
		a.top = moved(a.top)
		a.bottom = moved(bottom)
		if _, lost := slices.BinarySearch(e.remove, bottom); lost {
			a.bottom--
		}
		if total == 0 && n > 0 && t.at.top <= e.head.end && bottom >= last {
			a.bottom = max(a.bottom, last+n-len(e.remove))
		}
		a.bottom = max(a.bottom, a.top+1)
		t.at = a
	}
	m.attach(s)
	x := stretch{head: e.head.end, from: last - len(e.remove), to: last + n - len(e.remove), right: right, newRight: right + added}
	if total > 0 || n == 0 {
		x.to = x.from
	}
	m.patches[s.part] = x.sheetXML
	if i := m.f.index(s.name); i >= 0 {
		m.stretchNames(i, x)
	}
	k := 0
	for i := range e.results {
		r := &e.results[i]
		switch r.Outcome {
		case RowAdded:
			r.Pos.Row = first + k - above(first)
			k++
		case RowRemoved, RowGone:
		default:
			r.Pos.Row = moved(r.Pos.Row)
		}
	}
}

// addSheets adds the sheets that the workbook does not have, at its end. The steps of the printer are guarded as a whole: they are
// those of [Write] with the library's calls among them.
func (m *merger) addSheets(wb *Workbook) error {
	if len(m.missing) == 0 {
		return nil
	}
	p := &printer{f: m.f.book, styles: map[look]int{}, lists: map[string]string{}, begun: true}
	for _, s := range m.missing {
		if m.f.index(listsSheet) >= 0 {
			s.Columns = slices.Clone(s.Columns)
			for k := range s.Columns {
				s.Columns[k].List = nil // the long lists of the workbook's own drop-downs stay as they are
			}
		}
		if err := guarded(func() error { return p.addSheet(s.Name) }); err != nil {
			return &MergeError{Sheet: s.Name, Code: "form.merge.sheet_name", Args: []string{s.Name}, Err: err}
		}
	}
	full := *wb
	full.Sheets = nil
	for _, s := range m.missing {
		full.Sheets = append(full.Sheets, *s)
	}
	each := func(step func(s *Sheet) error) error {
		for i := range full.Sheets {
			if err := guarded(func() error { return step(&full.Sheets[i]) }); err != nil {
				return named(err, m.name, full.Sheets[i].Name)
			}
		}
		return nil
	}
	if err := each(func(s *Sheet) error { return p.prepare(&full, s) }); err != nil {
		return err
	}
	if err := guarded(p.hiddenLists); err != nil {
		return err
	}
	return each(p.stream)
}

// patched is an archive of which some parts are changed when all are written.
type patched struct {
	excelize.ZipWriter
	patches map[string]func([]byte) []byte
	kept    map[string]*bytes.Buffer // parts to be changed
}

// Create begins a part. It may be written to until the next one begins.
func (p *patched) Create(name string) (io.Writer, error) {
	if p.patches[name] == nil {
		return p.ZipWriter.Create(name)
	}
	p.kept[name] = &bytes.Buffer{}
	return p.kept[name], nil
}

// Close leaves the archive open for the parts that are changed.
func (p *patched) Close() error { return nil }

// finish changes parts and writes the archive.
func (p *patched) finish() error {
	for _, name := range slices.Sorted(maps.Keys(p.kept)) {
		w, err := p.ZipWriter.Create(name)
		if err != nil {
			return err
		}
		if _, err := w.Write(p.patches[name](p.kept[name].Bytes())); err != nil {
			return err
		}
	}
	return p.ZipWriter.Close()
}
