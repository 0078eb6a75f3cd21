package pass

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/sheet"
)

// returnedSeal is what the hidden sheet of a returned workbook says.
type returnedSeal struct {
	found                                    bool
	pass, coder, version, bookHash, dealHash string
}

// sealOf reads the seal of a workbook, from the sheet of its name, else from a sheet whose first row is a seal's. Without a
// seal found is false.
func sealOf(b *sheet.Book) (seal returnedSeal, name string) {
	sheets := b.Sheets()
	for _, named := range []bool{true, false} {
		for _, info := range sheets {
			if info.Name == "" || strings.EqualFold(sheet.Fold(info.Name), form.SealSheet) != named {
				continue
			}
			if seal = sealOfSheet(b, info.Name, named); seal.found {
				return seal, info.Name
			}
		}
	}
	return returnedSeal{}, ""
}

func sealOfSheet(b *sheet.Book, name string, named bool) (seal returnedSeal) {
	first := true
	for r, err := range b.Rows(name) {
		if err != nil || r.Number > 60 {
			break
		}
		key, value := sheet.Fold(r.Cell(1).Text), sheet.Fold(r.Cell(2).Text)
		if key == "" {
			continue
		}
		if first && !named && (key != "schema" || value != SealSchema) || key == "unit" {
			break
		}
		first = false
		switch key {
		case "schema":
			seal.found = seal.found || value == SealSchema
		case "pass":
			seal.pass = value
		case "coder":
			seal.coder = value
		case "codebook_version":
			seal.version = value
		case "codebook_hash":
			seal.bookHash = value
		case "deal_hash":
			seal.dealHash = value
		}
	}
	return seal
}

// returnedSheet is the coding sheet of a returned file: its columns and its data rows that have any content.
type returnedSheet struct {
	name        string
	cols        *returnedColumns
	rows        []sheet.Row
	filled      map[int]int // cells with content by column
	headerRow   int         // the last of them
	notes       []coding.ReceiptNote
	unreadable  error
	resemblance int // fields that its header names
}

// readSheet reads a coder's sheet; nil when the sheet is none.
func readSheet(b *sheet.Book, name string) *returnedSheet {
	var s *returnedSheet
	var head []sheet.Row
	begin := func() bool {
		at, count := findHeaderRows(head)
		if count == 0 {
			return false
		}
		s = &returnedSheet{name: name, cols: columnsOf(head[at : at+count]), filled: map[int]int{}, headerRow: head[at+count-1].Number}
		s.resemblance = len(s.cols.at)
		for _, k := range s.cols.slots {
			if k.code > 0 {
				s.resemblance++
			}
		}
		for _, r := range head[at+count:] {
			s.add(r)
		}
		return true
	}
	var fault error
	for r, err := range b.Rows(name) {
		if err != nil {
			fault = err
			break
		}
		if !hasContent(r) {
			continue
		}
		if s != nil {
			s.add(r)
			continue
		}
		if head = append(head, r); len(head) == headerWindow && !begin() {
			return nil
		}
	}
	if s == nil && !begin() {
		if fault == nil {
			return nil
		}
		s = &returnedSheet{name: name, cols: columnsOf(nil), filled: map[int]int{}} // unreadable from its beginning
	}
	s.unreadable = fault
	s.finish(b)
	return s
}

func (s *returnedSheet) add(r sheet.Row) {
	s.rows = append(s.rows, r)
	for i, c := range r.Cells {
		if !c.Blank() {
			s.filled[i+1]++
		}
	}
}

// finish takes the reader's notes and the columns beyond the header.
func (s *returnedSheet) finish(b *sheet.Book) {
	notes := b.NotesOf(s.name)
	hidden := slices.ContainsFunc(notes, func(n coding.ReceiptNote) bool { return n.Code == "sheet.hidden_rows" })
	for _, n := range notes {
		// the sheet is dealt with a filter, and with ids as texts
		if n.Code != "sheet.numbers_as_text" && (n.Code != "sheet.filter" || hidden) {
			s.notes = append(s.notes, n)
		}
	}
	widest := 0
	for col := range s.filled {
		widest = max(widest, col)
	}
	for len(s.cols.headers) < widest {
		s.cols.headers = append(s.cols.headers, "")
		s.cols.bare = append(s.cols.bare, len(s.cols.headers))
	}
}

func hasContent(r sheet.Row) bool {
	for _, c := range r.Cells {
		if !c.Blank() || c.Formula {
			return true
		}
	}
	return false
}

// sameCells reports whether two sheets hold the same rows.
func sameCells(a, b *returnedSheet) bool {
	if len(a.rows) != len(b.rows) {
		return false
	}
	for i := range a.rows {
		x, y := a.rows[i].Cells, b.rows[i].Cells
		for k := range max(len(x), len(y)) {
			if a.rows[i].Cell(k+1).Text != b.rows[i].Cell(k+1).Text {
				return false
			}
		}
	}
	return true
}

// codedCells counts the cells of the code columns that hold something.
func (s *returnedSheet) codedCells() int {
	n := 0
	for _, k := range s.cols.slots {
		n += s.filled[k.code]
	}
	return n
}

// codingSheets finds the sheets of a book that are coders' sheets: of those with columns for codes the ones that hold any,
// else the one that resembles a coder's sheet most. Sheets with the same rows as an earlier one are left out and told.
func codingSheets(b *sheet.Book, sealName string) (sheets []*returnedSheet, notes []coding.ReceiptNote) {
	var all []*returnedSheet
	for _, info := range b.Sheets() {
		if sealName != "" && info.Name == sealName || info.Name == form.SealSheet {
			continue
		}
		s := readSheet(b, info.Name)
		if s == nil {
			continue
		}
		if s.unreadable != nil {
			return []*returnedSheet{s}, nil
		}
		all = append(all, s)
	}
	if len(all) == 0 {
		return nil, nil
	}
	withCodes := all[:0:0]
	for _, s := range all {
		if s.cols.hasCode() {
			withCodes = append(withCodes, s)
		}
	}
	if len(withCodes) == 0 {
		withCodes = all
	}
	if len(withCodes) == 1 {
		return withCodes, nil
	}
	filled := withCodes[:0:0]
	for _, s := range withCodes {
		if s.codedCells() > 0 {
			filled = append(filled, s)
		}
	}
	if len(filled) == 0 {
		best := withCodes[0]
		for _, s := range withCodes[1:] {
			if s.resemblance > best.resemblance || s.resemblance == best.resemblance && len(s.rows) > len(best.rows) {
				best = s
			}
		}
		return []*returnedSheet{best}, nil
	}
	for _, s := range filled {
		same := false
		for _, t := range sheets {
			if same = sameCells(s, t); same {
				notes = append(notes, coding.ReceiptNote{Code: "collect.note.sheet_twice", Args: []string{s.name, t.name}})
				break
			}
		}
		if !same {
			sheets = append(sheets, s)
		}
	}
	return sheets, notes
}

// readFault is the code and the arguments of an error of reading, as the problem unreadable_file carries them.
func readFault(err error) []string {
	if e, ok := errors.AsType[*sheet.ReadError](err); ok {
		return append([]string{e.Code}, e.Args...)
	}
	return []string{"sheet.error.unreadable", err.Error()}
}

func noteOf(code string, args ...string) coding.ReceiptNote {
	return coding.ReceiptNote{Code: code, Args: args}
}

func countNote(code string, n int, args ...string) coding.ReceiptNote {
	return coding.ReceiptNote{Code: code, Args: append(args, strconv.Itoa(n))}
}
