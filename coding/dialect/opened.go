package dialect

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// headRows is how many rows of a sheet are looked at to recognise it.
const headRows = 300

// limits bound what a table may make the reader do; exports of these programs are far smaller.
var limits = sheet.Limits{MaxFile: 1 << 30, MaxRows: 2_000_000, MaxCells: 100_000_000}

// form is the kind of a file by its first bytes.
type form uint8

const (
	formTable   form = iota // a workbook or delimited text
	formProject             // a zip with a project.qde in it
	formXML
	formOther
)

// opened is a file that is to be recognised.
type opened struct {
	name   string
	r      io.ReaderAt
	size   int64
	head   []byte
	form   form
	book   *sheet.Book // nil unless it is a table
	pages  []*page
	err    error // why there is no table
	forced bool  // a person said what the file is: the least signs will do
	mapped *Map  // what a person confirmed
	found  Map   // what a person may confirm
}

// page is a sheet with its first rows.
type page struct {
	sheet.Info
	rows []sheet.Row // those of the first headRows that have content
	err  error       // where reading stopped
}

// open looks at a file. What goes wrong is kept for the time when no layout knows the file.
func open(name string, r io.ReaderAt, size int64, m *Map) *opened {
	f := &opened{name: name, r: r, size: size, mapped: m}
	f.head = make([]byte, min(max(size, 0), 4096))
	n, _ := r.ReadAt(f.head, 0)
	f.head = f.head[:n]
	switch start := bytes.TrimLeft(bytes.TrimPrefix(f.head, []byte("\xef\xbb\xbf")), " \t\r\n"); {
	case bytes.HasPrefix(f.head, []byte("PK")) && f.hasProject():
		f.form = formProject
		return f
	case bytes.HasPrefix(start, []byte("<")), bytes.HasPrefix(f.head, []byte("\xff\xfe<\x00")), bytes.HasPrefix(f.head, []byte("\xfe\xff\x00<")):
		f.form = formXML
		if f.isRefiXML() {
			return f
		}
	case bytes.HasPrefix(f.head, []byte("$FL2")), bytes.HasPrefix(f.head, []byte("$FL3")):
		f.form = formOther
	}
	f.book, f.err = sheet.Open(r, size, name, limits)
	if f.err != nil {
		f.book = nil
		return f
	}
	for _, info := range f.book.Sheets() {
		p := &page{Info: info}
		seen := 0
		for row, err := range f.book.AllRows(info.Name) {
			if err != nil {
				p.err = err
				break
			}
			if seen++; seen > headRows {
				break
			}
			if !blankRow(row) {
				p.rows = append(p.rows, row)
			}
		}
		f.pages = append(f.pages, p)
	}
	return f
}

func (f *opened) close() {
	if f.book != nil {
		_ = f.book.Close()
	}
}

// hasProject reports whether an archive holds a project. One that is cut short has no directory; its name or its first
// bytes then tell.
func (f *opened) hasProject() bool {
	z, err := zip.NewReader(f.r, f.size)
	if err != nil {
		return strings.EqualFold(path.Ext(f.name), ".qdpx") || bytes.Contains(bytes.ToLower(f.head), []byte(".qde"))
	}
	for _, m := range z.File {
		if strings.EqualFold(path.Ext(m.Name), ".qde") {
			return true
		}
	}
	return false
}

// isRefiXML reports whether the beginning of an XML file is that of a codebook or a project. A text in UTF-16 is judged
// without its zero bytes.
func (f *opened) isRefiXML() bool {
	s := strings.ReplaceAll(string(f.head), "\x00", "")
	return strings.Contains(s, "urn:QDA-XML:") || strings.Contains(s, "<CodeBook") || strings.Contains(s, ":CodeBook")
}

// unreadable is why there is nothing to recognise.
func (f *opened) unreadable() error {
	err := f.err
	for _, p := range f.pages {
		if len(p.rows) > 0 {
			return nil
		}
		if err == nil {
			err = p.err
		}
	}
	return err
}

// problem is one about the file as a whole.
func (f *opened) problem(code, suggestion string, args ...string) coding.Problem {
	return coding.Problem{Pos: coding.Pos{File: f.name}, Code: code, Args: args, Suggestion: suggestion}
}

// headers quotes the first row with several cells, for a message about a file that nothing knows.
func (f *opened) headers() string {
	var out []string
	for _, p := range f.pages {
		for i, r := range p.rows {
			if i > 30 || len(out) > 0 {
				break
			}
			if filled(r) < 2 && len(p.rows) > 1 {
				continue
			}
			for _, c := range r.Cells {
				if !c.Blank() && len(out) < 12 {
					out = append(out, shorten(flat(c.Text), 30))
				}
			}
		}
		if len(out) > 0 {
			break
		}
	}
	return strings.Join(out, " | ")
}

// oneColumn quotes the first row of a file whose rows have one cell each; empty for others.
func (f *opened) oneColumn() string {
	first := ""
	for _, p := range f.pages {
		for _, r := range p.rows {
			if filled(r) > 1 {
				return ""
			}
			if first == "" {
				first = shorten(oneLine(r.Cells[len(r.Cells)-1].Text), 60)
			}
		}
	}
	return first
}

func blankRow(r sheet.Row) bool { return filled(r) == 0 }

func filled(r sheet.Row) int {
	n := 0
	for _, c := range r.Cells {
		if !c.Blank() {
			n++
		}
	}
	return n
}
