package form

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/coding/sheet"
)

// What a workbook may have that rows are added to.
const (
	mergeUnpacked = 512 << 20 // bytes, unpacked
	mergeParts    = 10_000
	mergeCells    = 6_000_000 // of a sheet, gaps before a row's last cell and empty rows before the last one among them
)

// harmless looks at the archive before anything is unpacked.
func harmless(data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return &MergeError{Code: "form.merge.unreadable", Args: []string{err.Error()}, Err: err}
	}
	if len(z.File) > mergeParts {
		return &MergeError{Code: "form.merge.parts", Args: []string{strconv.Itoa(len(z.File)), strconv.Itoa(mergeParts)}}
	}
	total := uint64(0)
	for _, e := range z.File {
		if total += e.UncompressedSize64; e.UncompressedSize64 > mergeUnpacked || total > mergeUnpacked {
			return &MergeError{Code: "form.merge.size", Args: []string{strconv.Itoa(mergeUnpacked >> 20)}}
		}
	}
	return nil
}

// open reads what the sheets say, and opens the workbook for changes.
func (m *merger) open(original []byte) error {
	if err := harmless(original); err != nil {
		return err
	}
	book, err := sheet.Open(bytes.NewReader(original), int64(len(original)), m.name, sheet.Limits{MaxUnzipped: mergeUnpacked, MaxCells: mergeCells})
	if err != nil {
		return unread(err)
	}
	defer book.Close()
	if m.f, err = openLibrary(original); err != nil {
		return err
	}
	return m.read(book)
}

// unread is the error of a workbook that cannot be read.
func unread(err error) error {
	var e *sheet.ReadError
	switch {
	case !errors.As(err, &e):
		return err
	case e.Code == "sheet.error.limit_cells":
		return &MergeError{Sheet: e.Sheet, Code: "form.merge.cells", Args: e.Args, Err: err}
	}
	return &MergeError{Sheet: e.Sheet, Code: e.Code, Args: e.Args, Err: err}
}

// oldCell is a cell of the existing workbook in which something stands.
type oldCell struct {
	col     int
	kind    sheet.Kind
	formula bool
	text    string // as compared
}

// number reports whether the workbook keeps a number there, which may show as a date.
func (c *oldCell) number() bool { return c.kind == sheet.Number || c.kind == sheet.Date }

// day reports whether it is a date, not a time of day alone.
func (c *oldCell) day() bool { return c.kind == sheet.Date && len(c.text) >= len(time.DateOnly) }

// cellText is what a cell says, as it is compared.
func cellText(c *sheet.Cell) string {
	switch c.Kind {
	case sheet.Number:
		v := numberValue(c.Num)
		if v != c.Text && c.Num == math.Trunc(c.Num) && math.Abs(c.Num) < 1e15 { // a whole one with the zeros or words of its format
			return textValue(c.Text)
		}
		return v
	case sheet.Text, sheet.Error:
		return textValue(c.Text)
	}
	return c.Text
}

type oldRow struct {
	n      int
	cells  []oldCell // rising columns
	copies []oldCell // of merged areas that begin elsewhere
}

func cellAt(cells []oldCell, col int) *oldCell {
	if i, ok := slices.BinarySearchFunc(cells, col, func(c oldCell, col int) int { return c.col - col }); ok {
		return &cells[i]
	}
	return nil
}

func (r *oldRow) cell(col int) *oldCell { return cellAt(r.cells, col) }

func (r *oldRow) text(col int) string {
	if c := r.cell(col); c != nil {
		return c.text
	}
	return ""
}

// seen is what a cell says; of a merged one, what is seen there.
func (r *oldRow) seen(col int) string {
	if c := cellAt(r.copies, col); c != nil {
		return c.text
	}
	return r.text(col)
}

// oldSheet is a sheet of the existing workbook: the rows in which something stands.
type oldSheet struct {
	name, part string
	rows       []oldRow
	merges     []area
	joined     []span // the rows of merged areas, rising
	tables     []*table
}

// span is a stretch of rows, ends included.
type span struct{ from, to int }

// last is the last row that is in use.
func (s *oldSheet) last() int {
	n := 0
	for _, r := range s.rows {
		n = max(n, r.n)
	}
	if n == 0 {
		return 0
	}
	for _, a := range s.merges { // a cell of a merged area cannot be filled, an empty one neither
		n = max(n, a.bottom)
	}
	return n
}

// width is the last column that is in use from the header on; a merged header uses all of its columns.
func (s *oldSheet) width(h *heading) int {
	n := 0
	for _, r := range s.rows {
		if r.n >= h.top && len(r.cells) > 0 {
			n = max(n, r.cells[len(r.cells)-1].col)
		}
		if k := len(r.copies); k > 0 && r.n >= h.top && r.n <= h.end {
			n = max(n, r.copies[k-1].col)
		}
	}
	for _, t := range s.tables {
		n = max(n, t.at.right)
	}
	return n
}

// merger adds rows to one workbook.
type merger struct {
	f        *library
	name     string
	o        *MergeOptions
	sheets   []*oldSheet
	taken    map[*oldSheet]bool
	from1904 bool
	missing  []*Sheet
	rows     []MergedRow
	single   bool // one sheet is added to
	changed  bool
	patches  map[string]func([]byte) []byte // of a part, as it is written
}

// relation is an entry of a part's relations.
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

func (m *merger) relations(part string) ([]relation, error) {
	raw, ok := m.f.part(path.Dir(part) + "/_rels/" + path.Base(part) + ".rels")
	if !ok {
		return nil, nil
	}
	var list struct{ Relationship []relation }
	if err := xml.Unmarshal(raw, &list); err != nil {
		return nil, err
	}
	for i := range list.Relationship {
		r := &list.Relationship[i]
		if strings.HasPrefix(r.Target, "/") {
			r.Target = strings.TrimPrefix(r.Target, "/")
		} else {
			r.Target = path.Join(path.Dir(part), r.Target)
		}
	}
	return list.Relationship, nil
}

// read reads the sheets.
func (m *merger) read(book *sheet.Book) error {
	frame := m.f.book.WorkBook
	if p := frame.WorkbookPr; p != nil {
		m.from1904 = p.Date1904
	}
	rels, err := m.relations("xl/workbook.xml")
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, s := range book.Sheets() { // those of charts are left out
		known[s.Name] = true
	}
	for _, s := range frame.Sheets.Sheet {
		i := slices.IndexFunc(rels, func(r relation) bool { return r.ID == s.ID })
		if !known[s.Name] {
			continue
		}
		if i < 0 {
			return fmt.Errorf("%s", s.Name)
		}
		old := &oldSheet{name: s.Name, part: rels[i].Target}
		if err := m.readSheet(old, book); err != nil {
			return named(err, m.name, s.Name)
		}
		m.sheets = append(m.sheets, old)
	}
	return nil
}

// readSheet reads what stands in a sheet, and where its merged areas and tables are.
func (m *merger) readSheet(s *oldSheet, book *sheet.Book) error {
	room := 0 // what the library will make of the sheet: a cell for every gap
	for r, err := range book.Rows(s.name) {
		if err != nil {
			return unread(err)
		}
		if room += r.Width; room+r.Number > mergeCells {
			return &MergeError{Code: "form.merge.cells", Args: []string{strconv.Itoa(mergeCells)}}
		}
		row := oldRow{n: r.Number}
		for i := range r.Cells {
			c := &r.Cells[i]
			if c.Kind == sheet.Empty && !c.Formula {
				continue
			}
			old := oldCell{col: i + 1, kind: c.Kind, formula: c.Formula, text: cellText(c)}
			if c.Merged {
				row.copies = append(row.copies, old)
				continue
			}
			if row.cells == nil {
				row.cells = make([]oldCell, 0, len(r.Cells))
			}
			row.cells = append(row.cells, old)
		}
		if len(row.cells) > 0 {
			s.rows = append(s.rows, row)
		}
	}
	raw, ok := m.f.part(s.part)
	if !ok {
		return fmt.Errorf("%s", s.part)
	}
	s.readMerges(raw)
	return m.readTables(s)
}

var mergeRef = regexp.MustCompile(`<(?:\w+:)?mergeCell\s[^>]*?\bref=["']([^"']*)["']`)

// readMerges finds the merged areas in a sheet's XML.
func (s *oldSheet) readMerges(raw []byte) {
	from := bytes.Index(raw, []byte("mergeCells"))
	if from < 0 {
		return
	}
	var rows []span
	for _, p := range mergeRef.FindAllSubmatch(raw[from:], -1) {
		if a, ok := areaOf(string(p[1])); ok && (a.top < a.bottom || a.left < a.right) {
			s.merges = append(s.merges, a)
			rows = append(rows, span{a.top, a.bottom})
		}
	}
	slices.SortFunc(rows, func(a, b span) int { return a.from - b.from })
	for _, r := range rows {
		if n := len(s.joined); n > 0 && s.joined[n-1].to >= r.from {
			s.joined[n-1].to = max(s.joined[n-1].to, r.to)
			continue
		}
		s.joined = append(s.joined, r)
	}
}

// inMerge reports whether a row passes through a merged area.
func (s *oldSheet) inMerge(row int) bool {
	i, found := slices.BinarySearchFunc(s.joined, row, func(r span, row int) int { return r.from - row })
	return found || i > 0 && s.joined[i-1].to >= row
}

func areaOf(ref string) (area, bool) {
	from, to, two := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
	if !two {
		to = from
	}
	var a area
	var err1, err2 error
	a.left, a.top, err1 = excelize.CellNameToCoordinates(from)
	a.right, a.bottom, err2 = excelize.CellNameToCoordinates(to)
	return a, err1 == nil && err2 == nil && a.left <= a.right && a.top <= a.bottom
}

func (a area) ref() string {
	from, err1 := excelize.CoordinatesToCellName(a.left, a.top)
	to, err2 := excelize.CoordinatesToCellName(a.right, a.bottom)
	if err1 != nil || err2 != nil {
		return ""
	}
	return from + ":" + to
}
