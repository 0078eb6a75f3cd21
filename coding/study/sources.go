package study

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/sav"
	"github.com/smekit/smekit/coding/sheet"
)

// source is a file that was read once, with the sheets in it that a study knows.
type source struct {
	place
	input    coding.Input
	data     []byte
	book     *sheet.Book
	sav      *sav.Reader      // responses in an SPSS file, instead of book
	export   *dialect.Import  // responses exported by a survey platform, instead of book
	items    func(string) int // of export: the item of a name, -1 for none
	idPrefix string           // of export: before ids that number the rows of the file
	values   valueSets        // what values of the responses stand for
	sheets   []sheetOf
	parts    []*part // receipts of the file as a whole: unreadable, sheets left aside
}

// sheetOf is a sheet and its kind.
type sheetOf struct {
	kind   *kind
	name   string
	hidden bool
}

// load reads a file and its SHA-256.
func load(fsys fs.FS, root string, f place) (*source, error) {
	full := f.path
	if root != "." && root != "" {
		full = root + "/" + f.path
	}
	data, err := fs.ReadFile(fsys, full)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	return &source{place: f, data: data, input: coding.Input{Path: f.path, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(data))}}, nil
}

// open recognises the sheets of a tabular file. What cannot be read, and sheets of no kind, go into the file's receipt. In a
// study's one workbook (single) a sheet of items is the framework's where there is a sheet of dimensions, else the instrument.
func (s *source) open(kinds []*kind, single bool) {
	p := newPart(s.path, "", "file")
	if s.group == "responses" && isSAV(s.data) {
		if err := s.openSAV(); err != nil {
			p.unreadable(err)
			s.parts = append(s.parts, p)
		}
		return
	}
	book, err := sheet.Open(bytes.NewReader(s.data), int64(len(s.data)), s.path, sheet.Limits{})
	if err != nil {
		p.unreadable(err)
		s.parts = append(s.parts, p)
		return
	}
	s.book = book
	infos := book.Sheets()
	if s.group == "coding" && sealed(book, infos) {
		p.report(p.pos(0, 0), "sealed_workbook", "")
		s.parts = append(s.parts, p)
		return
	}
	if single && !slices.ContainsFunc(infos, func(in sheet.Info) bool { return kindDimensions.matches(in.Name) }) {
		kinds = slices.DeleteFunc(slices.Clone(kinds), func(k *kind) bool { return k == kindItems })
	}
	var left []sheet.Info
	for i, k := range kindsNamed(kinds, infos) {
		if in := infos[i]; k == nil {
			left = append(left, in)
		} else {
			s.sheets = append(s.sheets, sheetOf{k, in.Name, in.Hidden})
		}
	}
	if len(s.sheets) == 0 && !single && len(kinds) > 0 {
		for i, in := range left { // a sheet without a telling name, in a file with one
			if in.Hidden && len(left) > 1 || asideSheet(in.Name) {
				continue
			}
			s.sheets = append(s.sheets, sheetOf{kinds[0], in.Name, in.Hidden})
			if in.Name != "" {
				p.say("sheet_taken", in.Name, kinds[0].name)
			}
			left = append(left[:i:i], left[i+1:]...)
			break
		}
	}
	for _, in := range left {
		p.say("sheet_ignored", in.Name)
	}
	p.receipt.Notes = append(p.receipt.Notes, book.Notes()...)
	if len(p.receipt.Notes) > 0 {
		s.parts = append(s.parts, p)
	}
}

// kindsNamed gives each sheet the kind that its name says, nil for none: first to those with a kind's own name, then to
// the others, in the order of the kinds. Of most kinds there is one sheet; a second one of its name takes the next kind that goes by
// that name too, or none.
func kindsNamed(kinds []*kind, sheets []sheet.Info) []*kind {
	out := make([]*kind, len(sheets))
	taken := map[*kind]bool{}
	give := func(named func(k *kind, name string) bool) {
		for i := range sheets {
			for _, k := range kinds {
				if out[i] == nil && named(k, sheets[i].Name) && (!taken[k] || k == kindResponses || k == kindCoding) {
					out[i], taken[k] = k, true
				}
			}
		}
	}
	give(func(k *kind, name string) bool { return headerKey(name) == k.name })
	give((*kind).matches)
	return out
}

// asideSheet recognises instructions and lists beside a form.
func asideSheet(name string) bool {
	n := headerKey(name)
	for _, w := range []string{"guide", "how_to", "help", "readme", "lists", "说明", "填写", "下拉", "选项"} {
		if strings.Contains(n, w) {
			return true
		}
	}
	return false
}

// grid is one sheet of the file.
func (s *source) grid(of sheetOf) *grid {
	return &grid{file: s.path, sheet: of.name, hidden: of.hidden, text: of.name == "", rows: s.book.AllRows(of.name),
		notes: func() []coding.ReceiptNote { return s.book.NotesOf(of.name) }}
}

// close lets go of the file's content.
func (s *source) close() {
	if s.book != nil {
		s.book.Close()
	}
	s.data, s.book, s.sav, s.export = nil, nil, nil, nil
}
