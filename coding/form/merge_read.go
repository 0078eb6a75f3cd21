package form

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
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

// oldCell is a cell of the existing workbook.
type oldCell struct {
	col, style int
	text       string // as compared
	number     bool
	formula    bool
}

type oldRow struct {
	n     int
	cells []oldCell // rising columns
}

func (r *oldRow) cell(col int) *oldCell {
	if i, ok := slices.BinarySearchFunc(r.cells, col, func(c oldCell, col int) int { return c.col - col }); ok {
		return &r.cells[i]
	}
	return nil
}

func (r *oldRow) text(col int) string {
	if c := r.cell(col); c != nil {
		return c.text
	}
	return ""
}

// oldSheet is a sheet of the existing workbook: the rows in which something stands.
type oldSheet struct {
	name, part string
	rows       []oldRow
	merges     []area
	tall       []area // merged areas of several rows
	tables     []*table
}

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

func (s *oldSheet) find(row int) (int, bool) {
	return slices.BinarySearchFunc(s.rows, row, func(r oldRow, n int) int { return r.n - n })
}

// width is the last column that is in use from a row on.
func (s *oldSheet) width(from int) int {
	n := 0
	for _, r := range s.rows {
		if r.n >= from && len(r.cells) > 0 {
			n = max(n, r.cells[len(r.cells)-1].col)
		}
	}
	for _, t := range s.tables {
		n = max(n, t.at.right)
	}
	return n
}

// merger adds rows to one workbook.
type merger struct {
	f        *excelize.File
	name     string
	o        *MergeOptions
	sheets   []*oldSheet
	taken    map[*oldSheet]bool
	strings  []string
	from1904 bool
	formats  map[int]string // number format of a style: date, zeros (the zeros) or none
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
	raw, ok := content(m.f, path.Dir(part)+"/_rels/"+path.Base(part)+".rels")
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
func (m *merger) read() error {
	m.taken, m.formats = map[*oldSheet]bool{}, map[int]string{}
	if len(m.f.GetSheetList()) == 0 || m.f.WorkBook == nil {
		return &MergeError{Code: "form.merge.no_sheets"}
	}
	if p := m.f.WorkBook.WorkbookPr; p != nil {
		m.from1904 = p.Date1904
	}
	rels, err := m.relations("xl/workbook.xml")
	if err != nil {
		return err
	}
	for _, r := range rels {
		if path.Base(r.Type) == "sharedStrings" {
			if err := m.readStrings(r.Target); err != nil {
				return err
			}
		}
	}
	for _, s := range m.f.WorkBook.Sheets.Sheet {
		i := slices.IndexFunc(rels, func(r relation) bool { return r.ID == s.ID })
		if i < 0 || path.Base(rels[i].Type) != "worksheet" {
			continue // a sheet of a chart
		}
		old := &oldSheet{name: s.Name, part: rels[i].Target}
		if err := m.readSheet(old); err != nil {
			return named(err, m.name, s.Name)
		}
		m.sheets = append(m.sheets, old)
	}
	return nil
}

var escapedChar = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

// plainText undoes the escapes of a workbook's texts.
func plainText(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escapedChar.ReplaceAllStringFunc(s, func(e string) string {
		n, err := strconv.ParseUint(e[2:6], 16, 32)
		if err != nil {
			return e
		}
		return string(rune(n))
	})
}

// readStrings reads the list of texts that cells refer to.
func (m *merger) readStrings(part string) error {
	raw, ok := content(m.f, part)
	if !ok {
		return nil
	}
	d := xml.NewDecoder(bytes.NewReader(raw))
	var b strings.Builder
	phonetic, text := 0, false
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				b.Reset()
			case "rPh":
				phonetic++
			case "t":
				text = true
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "si":
				m.strings = append(m.strings, b.String())
			case "rPh":
				phonetic--
			case "t":
				text = false
			}
		case xml.CharData:
			if text && phonetic == 0 {
				b.Write(t)
			}
		}
	}
}

// readSheet reads what stands in a sheet.
func (m *merger) readSheet(s *oldSheet) error {
	raw, ok := content(m.f, s.part)
	if !ok {
		return fmt.Errorf("%s", s.part)
	}
	d := xml.NewDecoder(bytes.NewReader(raw))
	var row oldRow
	var c struct {
		oldCell
		kind  string
		value strings.Builder
	}
	last, col, padded, inside, phonetic := 0, 0, 0, "", 0
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				n := last + 1
				if r := attr(t, "r"); r != "" {
					if n, err = strconv.Atoi(r); err != nil || n < 1 || n > lastRow {
						return fmt.Errorf("row %q", r)
					}
				}
				last, col, row = n, 0, oldRow{n: n}
			case "c":
				col++
				if r := attr(t, "r"); r != "" {
					if col, _, err = excelize.CellNameToCoordinates(r); err != nil {
						return err
					}
				}
				c.oldCell, c.kind = oldCell{col: col}, attr(t, "t")
				c.style, _ = strconv.Atoi(attr(t, "s"))
				c.value.Reset()
			case "v", "t":
				inside = t.Name.Local
			case "f":
				c.formula = true
			case "rPh":
				phonetic++
			case "mergeCell":
				if a, ok := areaOf(attr(t, "ref")); ok {
					s.merges = append(s.merges, a)
				}
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "v", "t":
				inside = ""
			case "rPh":
				phonetic--
			case "c":
				m.settle(&c.oldCell, c.kind, c.value.String())
				if c.formula || c.value.Len() > 0 { // blanks too are a person's
					row.cells = append(row.cells, c.oldCell)
				}
				if padded += 1; padded > mergeCells {
					return &MergeError{Code: "form.merge.cells", Args: []string{strconv.Itoa(mergeCells)}}
				}
			case "row":
				padded += col
				if len(row.cells) > 0 {
					s.rows = append(s.rows, row)
				}
			}
		case xml.CharData:
			if inside != "" && phonetic == 0 {
				c.value.Write(t)
			}
		}
		if padded+last > mergeCells {
			return &MergeError{Code: "form.merge.cells", Args: []string{strconv.Itoa(mergeCells)}}
		}
	}
	for i := range s.rows {
		slices.SortStableFunc(s.rows[i].cells, func(a, b oldCell) int { return a.col - b.col })
	}
	slices.SortStableFunc(s.rows, func(a, b oldRow) int { return a.n - b.n })
	return m.readTables(s)
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// settle says what stands in a cell, from its stored value.
func (m *merger) settle(c *oldCell, kind, value string) {
	switch kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && i >= 0 && i < len(m.strings) {
			c.text = textValue(plainText(m.strings[i]))
		}
	case "b":
		c.text = "FALSE"
		if strings.TrimSpace(value) == "1" {
			c.text = "TRUE"
		}
	case "", "n":
		x, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil {
			c.text = textValue(value)
			return
		}
		c.number = true
		format := m.format(c.style)
		switch {
		case format == "date":
			if c.text = serialDate(x, m.from1904); c.text != "" {
				return
			}
		case format != "" && x >= 0 && x == float64(int64(x)):
			c.text = textValue(fmt.Sprintf("%0*d", len(format), int64(x)))
			return
		}
		c.text = numberValue(x)
	default: // str, inlineStr, e, d
		c.text = textValue(plainText(value))
	}
}

var (
	quotedFormat = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]|[_*].`)
	onlyZeros    = regexp.MustCompile(`^0{2,15}$`)
)

// format is date for a style that shows numbers as dates, the zeros of one that shows leading zeros, else empty.
func (m *merger) format(style int) string {
	if f, ok := m.formats[style]; ok || style == 0 {
		return f
	}
	f := ""
	if s, err := m.f.GetStyle(style); err == nil {
		custom := ""
		if s.CustomNumFmt != nil {
			custom = *s.CustomNumFmt
		}
		bare := strings.ToLower(quotedFormat.ReplaceAllString(strings.SplitN(custom, ";", 2)[0], ""))
		switch n := s.NumFmt; {
		case n >= 14 && n <= 17, n == 22, n >= 27 && n <= 31, n == 36, n >= 50 && n <= 54, n == 57, n == 58:
			f = "date"
		case bare != "general" && strings.ContainsAny(bare, "yd"):
			f = "date"
		case onlyZeros.MatchString(custom):
			f = custom
		}
	}
	m.formats[style] = f
	return f
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
