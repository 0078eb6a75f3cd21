package sheet

import (
	"io"
	"iter"
	"strconv"
	"unicode"

	"github.com/smekit/smekit/coding"
)

// Kind is what a cell holds.
type Kind uint8

// The kinds of cells. Files without types (csv) know Empty and Text alone.
const (
	Empty  Kind = iota // nothing; with Formula: a formula whose value the file does not carry
	Number             // Num
	Text               // Text; Num too when the text reads as a number
	Bool               // Num 1 or 0, Text TRUE or FALSE
	Date               // Text in ISO form, Num the serial number of the file's date system
	Error              // Text as shown: #N/A
)

// String names the kind.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

var kindNames = [...]string{"empty", "number", "text", "bool", "date", "error"}

// Cell is one cell. The zero value is an empty cell.
//
// Text is what a person sees, trimmed of nothing: a text; a number in plain decimals (with the leading zeros and the
// literal text that its number format adds, so that ids stay ids); a date as 2024-05-01, a date with a time of day as
// 2024-05-01T09:30:00, a time of day as 09:30:00; TRUE or FALSE; an error such as #N/A.
type Cell struct {
	Kind         Kind
	Formula      bool // computed by a formula; Kind Empty then says that the file carries no value for it
	Merged       bool // copied from the top left cell of a merged area
	NumberAsText bool // a text in a workbook that reads as a number; Num holds it
	Num          float64
	Text         string
}

// Blank reports whether a person sees nothing in the cell: empty, or a text of blanks.
func (c Cell) Blank() bool { return c.Kind == Empty || c.Kind == Text && blankText(c.Text) }

// blankText is Fold(s) == "", known from the first character that is seen.
func blankText(s string) bool {
	for _, r := range s {
		if r = foldRune(r); r >= 0 && !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// Float returns the cell as a number: a number, or a text that reads as one after [Fold] (full-width digits,
// surrounding blanks, a leading plus or minus sign, an exponent). Thousands separators, percent signs, dates and
// booleans are no numbers.
func (c Cell) Float() (float64, bool) {
	switch c.Kind {
	case Number:
		return c.Num, true
	case Text:
		return parseNumber(c.Text)
	}
	return 0, false
}

// Row is one row of a sheet. Number counts from 1 as a spreadsheet program shows it; in a text file it is the number of
// the record, and blank lines count. Cells[i] is column i+1; gaps are Empty, and no Empty cell ends the row unless it
// holds a formula. The cells belong to the caller.
type Row struct {
	Number int
	Width  int  // in an xlsx workbook: the last column for which the file has a cell, one that only has a look included
	Hidden bool // hidden by hand or by a filter
	Torn   bool // in a text file: a quotation mark opens in this row and is never closed, so its cells may not be the right ones
	Cells  []Cell
}

// Cell returns the cell in a column counted from 1, empty beyond the row's end.
func (r Row) Cell(col int) Cell {
	if col < 1 || col > len(r.Cells) {
		return Cell{}
	}
	return r.Cells[col-1]
}

// Info names a sheet.
type Info struct {
	Name   string // empty in files without sheets
	Hidden bool
}

// Book is an opened file. It is not safe for concurrent use.
type Book struct {
	name   string
	limits Limits
	infos  []Info
	source source
	notes  []coding.ReceiptNote
	sheets map[string][]coding.ReceiptNote
}

// source is a file format behind a Book.
type source interface {
	// rows calls yield with each row of sheet i until it returns false, and returns the notes on the sheet.
	rows(i int, yield func(Row) bool) ([]coding.ReceiptNote, error)
}

// Open recognises and opens a tabular file of the given size. The name is used in messages alone. A csv file is scanned
// once for its encoding; a workbook is read into memory, so r is used after Open for text files and Parquet only.
// The error is an [*ReadError].
func Open(r io.ReaderAt, size int64, name string, lim Limits) (*Book, error) {
	b := &Book{name: name, limits: lim.filled(), sheets: map[string][]coding.ReceiptNote{}}
	if size > b.limits.MaxFile {
		return nil, b.limits.exceeded(name, "", "file_size", b.limits.MaxFile)
	}
	format, err := detect(r, size)
	if err == nil {
		switch format {
		case formatXLSX:
			err = b.openXLSX(r, size)
		case formatXLS:
			err = b.openXLS(r, size)
		case formatParquet:
			err = b.openParquet(r, size)
		default:
			err = b.openText(r, size)
		}
	}
	if err != nil {
		return nil, named(err, name, "")
	}
	return b, nil
}

// Sheets lists the sheets in the workbook's order; chart sheets are left out. A text file has one, without a name.
func (b *Book) Sheets() []Info { return append([]Info(nil), b.infos...) }

// Rows walks the rows of a sheet in order, rows without any content included where the file has them. It may be called
// more than once. An error (an [*ReadError]) is the last thing it yields; a row that is [Row.Torn] is one.
func (b *Book) Rows(name string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for row, err := range b.AllRows(name) {
			if err == nil && row.Torn {
				yield(Row{}, named(fault("quote", strconv.Itoa(row.Number)), b.name, name))
				return
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// AllRows is [Book.Rows] for those who tell of a torn row themselves: it goes on behind it.
func (b *Book) AllRows(name string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		i := b.index(name)
		if i < 0 {
			yield(Row{}, &ReadError{File: b.name, Code: "sheet.error.no_sheet", Args: []string{name}})
			return
		}
		stopped := false
		notes, err := b.source.rows(i, func(r Row) bool {
			stopped = !yield(r, nil)
			return !stopped
		})
		switch {
		case err != nil && !stopped:
			yield(Row{}, named(err, b.name, name))
		case err == nil && !stopped:
			b.sheets[name] = notes
		}
	}
}

// Notes tells what was understood about the file as a whole, in a fixed order: `sheet.encoding` (name) unless it is
// UTF-8, `sheet.encoding_mixed` (count, encoding, lines) for lines in another, `sheet.encoding_damaged_lines` (count, lines), `sheet.delimiter` (name) unless it is a comma.
func (b *Book) Notes() []coding.ReceiptNote { return append([]coding.ReceiptNote(nil), b.notes...) }

// NotesOf tells what was understood about one sheet. It is complete once [Book.Rows] has walked the sheet to its end:
// `sheet.formulas` (count), `sheet.formulas_empty` (count), `sheet.merged` (areas), `sheet.numbers_as_text` (count),
// `sheet.hidden_rows` (count), `sheet.hidden_columns` (columns), `sheet.filter` (range), `sheet.hidden`; in a text file
// `sheet.text_formulas` (count of ids written as ="007") and `sheet.quotes` (count, rows that are [Row.Torn]).
func (b *Book) NotesOf(name string) []coding.ReceiptNote {
	return append([]coding.ReceiptNote(nil), b.sheets[name]...)
}

// Close lets go of the file's content.
func (b *Book) Close() error {
	b.source, b.infos, b.sheets = nil, nil, nil
	return nil
}

func (b *Book) index(name string) int {
	for i, s := range b.infos {
		if s.Name == name {
			return i
		}
	}
	return -1
}
