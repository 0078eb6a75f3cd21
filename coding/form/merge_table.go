package form

import (
	"bytes"
	"encoding/xml"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// table is an Excel table of a sheet.
type table struct {
	part    string
	at      area
	totals  bool // its last row holds totals
	columns []string
	raw     []byte // while it is kept from the library, which would rename its columns
}

// readTables finds the tables of a sheet.
func (m *merger) readTables(s *oldSheet) error {
	rels, err := m.relations(s.part)
	if err != nil {
		return err
	}
	for _, r := range rels {
		raw, ok := m.f.part(r.Target)
		if path.Base(r.Type) != "table" || !ok {
			continue
		}
		var x struct {
			Ref     string `xml:"ref,attr"`
			Totals  int    `xml:"totalsRowCount,attr"`
			Columns struct {
				Column []struct {
					Name string `xml:"name,attr"`
				} `xml:"tableColumn"`
			} `xml:"tableColumns"`
		}
		if err := xml.Unmarshal(raw, &x); err != nil {
			return err
		}
		t := &table{part: r.Target, totals: x.Totals > 0}
		if t.at, ok = areaOf(x.Ref); !ok {
			continue
		}
		for _, c := range x.Columns.Column {
			t.columns = append(t.columns, c.Name)
		}
		s.tables = append(s.tables, t)
	}
	return nil
}

// total reports whether a row holds the totals of a table.
func (s *oldSheet) total(row int) bool {
	return slices.ContainsFunc(s.tables, func(t *table) bool { return t.totals && t.at.bottom == row })
}

// detach keeps the tables of a sheet from the library; attach brings them back.
func (m *merger) detach(s *oldSheet) {
	for _, t := range s.tables {
		if raw, ok := m.f.part(t.part); ok && t.raw == nil {
			t.raw = raw
			m.f.drop(t.part)
		}
	}
}

var tableRef = regexp.MustCompile(`(<(?:\w+:)?(table|autoFilter)\s[^>]*?\bref=")([^"]*)"`)

func (m *merger) attach(s *oldSheet) {
	for _, t := range s.tables {
		if t.raw == nil {
			continue
		}
		at := t.at
		m.f.store(t.part, tableRef.ReplaceAllFunc(t.raw, func(b []byte) []byte {
			p := tableRef.FindSubmatch(b)
			ref := at
			if string(p[2]) == "autoFilter" && t.totals {
				ref.bottom--
			}
			return slices.Concat(p[1], []byte(ref.ref()), []byte{'"'})
		}))
		t.raw = nil
	}
}

var (
	tableColumns = regexp.MustCompile(`(<(?:\w+:)?tableColumns\s[^>]*?\bcount=")(\d+)"`)
	columnID     = regexp.MustCompile(`<(\w+:)?tableColumn\s[^>]*?\bid="(\d+)"`)
)

// widen adds a column to the table's right, while it is detached; false when its name is taken.
func (t *table) widen(header string) bool {
	if t.raw == nil || slices.ContainsFunc(t.columns, func(c string) bool { return strings.EqualFold(c, header) }) {
		return false
	}
	id, prefix := 0, ""
	for _, p := range columnID.FindAllSubmatch(t.raw, -1) {
		if n, err := strconv.Atoi(string(p[2])); err == nil {
			id, prefix = max(id, n), string(p[1])
		}
	}
	end := []byte("</" + prefix + "tableColumns>")
	if id == 0 || !bytes.Contains(t.raw, end) {
		return false
	}
	t.columns = append(t.columns, header)
	t.at.right++
	t.raw = tableColumns.ReplaceAll(t.raw, []byte(`${1}`+strconv.Itoa(len(t.columns))+`"`))
	name := strings.ReplaceAll(escaped(header), "&#xA;", "_x000a_")
	t.raw = bytes.Replace(t.raw, end, []byte(`<`+prefix+`tableColumn id="`+strconv.Itoa(id+1)+`" name="`+name+`"/>`+string(end)), 1)
	return true
}

// stretch is how ranges of a sheet follow its rows: those that reached the last row reach the new one.
type stretch struct {
	head, from, to  int // the header's row, the last row before and after
	right, newRight int // the last column before and after; equal when none was added
}

func (s stretch) apply(a area, filter bool) area {
	if a.bottom >= s.from && a.bottom < s.to && a.top <= s.from+1 && (filter || a.bottom > s.head) {
		a.bottom = s.to
	}
	if filter && a.right == s.right {
		a.right = s.newRight
	}
	return a
}

var sheetRange = regexp.MustCompile(`(<(?:\w+:)?(autoFilter|dataValidation|conditionalFormatting)\s[^>]*?\b(?:sqref|ref)=")([^"]*)"`)

// sheetXML stretches the ranges of a sheet as it is written.
func (s stretch) sheetXML(b []byte) []byte {
	return sheetRange.ReplaceAllFunc(b, func(m []byte) []byte {
		p := sheetRange.FindSubmatch(m)
		list := strings.Fields(string(p[3]))
		for i, ref := range list {
			if a, ok := areaOf(ref); ok {
				if to := s.apply(a, string(p[2]) == "autoFilter"); to != a {
					list[i] = to.ref()
				}
			}
		}
		return slices.Concat(p[1], []byte(strings.Join(list, " ")), []byte{'"'})
	})
}

var nameRange = regexp.MustCompile(`^(.*!)?(\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+)$`)

// names stretches the hidden name of a filter and the printed area of a sheet.
func (m *merger) stretchNames(sheet int, s stretch) {
	names := m.f.book.WorkBook.DefinedNames
	if names == nil {
		return
	}
	for i := range names.DefinedName {
		d := &names.DefinedName[i]
		filter := d.Name == "_xlnm._FilterDatabase"
		if d.LocalSheetID == nil || *d.LocalSheetID != sheet || !filter && d.Name != "_xlnm.Print_Area" {
			continue
		}
		p := nameRange.FindStringSubmatch(d.Data)
		if p == nil {
			continue
		}
		a, ok := areaOf(p[2])
		if !ok {
			continue
		}
		if to := s.apply(a, filter); to != a {
			d.Data = p[1] + absolute(to)
		}
	}
}

func absolute(a area) string {
	from, err1 := excelize.CoordinatesToCellName(a.left, a.top, true)
	to, err2 := excelize.CoordinatesToCellName(a.right, a.bottom, true)
	if err1 != nil || err2 != nil {
		return a.ref()
	}
	return from + ":" + to
}
