package form

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
)

// MergeOptions say how [Merge] finds a row again. Sheets and headers go by their names in the workbook that is added; of a
// header in two languages, the first.
type MergeOptions struct {
	// Keys are the headers of the fields that together identify a row of a sheet. A sheet without any is identified by all of
	// its columns. Rows that have one key are told apart by their order.
	Keys map[string][]string

	// Header tells which field a header of the existing workbook stands for, empty for none. It is asked where the header is not
	// the field's own; nil, and where it knows none, leaves it to the names that the templates use in both languages.
	Header func(sheet, header string) string

	// Sheet tells which sheet an existing one stands for, by its name; nil, and where it knows none, leaves it to the names
	// that the templates use. A workbook of one sheet is found by its headers as well.
	Sheet func(name string) string

	// Earlier holds, for each sheet, the keys and [RowHash] of the rows that an earlier import wrote. Of these, those that
	// nobody has edited since are updated, or removed where they are not among the rows any more. nil: rows are only added.
	Earlier map[string]map[string]string
}

// MergedRow is what became of a row. An added, updated, same or kept row has its place in the merged workbook; of a removed
// one it is that in the original.
type MergedRow struct {
	Sheet, Key string // the sheet as in the workbook that is added; the key's fields, joined with |
	Hash       string // of the row as it is to be; empty for a row that is not among those to be added
	Pos        coding.Pos
	Outcome    string
}

// The outcomes of a row.
const (
	RowAdded   = "added"
	RowSame    = "same"    // it stood there, and all that it is to hold
	RowUpdated = "updated" // an earlier row that nobody had edited
	RowRemoved = "removed" // an earlier row that nobody had edited and that is not to be there any more
	RowKept    = "kept"    // it stood there with something else, and stays
	RowGone    = "gone"    // an earlier row that a person has removed: not added again
)

// MergeError says why rows cannot be added to a workbook.
type MergeError struct {
	File  string
	Sheet string // empty: the whole workbook
	Code  string // of the catalogue: form.merge.…, or sheet.error.… for a workbook that cannot be read
	Args  []string
	Err   error // the cause, where another package found it
}

func (e *MergeError) Error() string {
	at := e.File
	if e.Sheet != "" {
		at = strings.TrimPrefix(at+"!"+e.Sheet, "!")
	}
	return strings.TrimPrefix(at+": "+say("en", e.Code, e.Args), ": ")
}

func (e *MergeError) Unwrap() error { return e.Err }

// Merge adds the rows of wb to an existing workbook, below the last row of each sheet and in its columns, whatever their
// order and language. Existing cells, columns, styles and sheets stay as they are, but for the rows that an earlier import
// wrote ([MergeOptions.Earlier]). A column that the rows need and that the sheet lacks is added at its right, a missing sheet
// at the end. Added cells look like those of the row above, without the look of an example; a table, filter, drop-down or
// conditional format that reached the last row reaches the new one.
//
// A row that exists is the same when every cell that wb fills holds that value; a number and a text that says the same number
// are one value, and so are the words of a closed list in both languages. What a cell says is what package sheet reads there; a
// row in a merged area was edited since. The name is used in messages and positions. Without an original all rows are new and
// the workbook is what [Write] makes. out is nil when nothing changes; else its bytes depend on the arguments alone. The error is
// [ErrNotWorkbook] for another kind of file, else a [*MergeError].
func Merge(original []byte, name string, wb Workbook, o MergeOptions) (out []byte, rows []MergedRow, err error) {
	if original == nil {
		return newBook(name, wb, &o)
	}
	if !bytes.HasPrefix(original, []byte("PK")) {
		return nil, nil, fmt.Errorf("%s: %w", name, ErrNotWorkbook)
	}
	m := &merger{name: name, o: &o, taken: map[*oldSheet]bool{}, patches: map[string]func([]byte) []byte{}}
	if err := m.open(original); err != nil {
		return nil, nil, named(err, name, "")
	}
	defer m.f.Close()
	alone := m.earlierAlone(&wb)
	m.single = len(wb.Sheets)+len(alone) == 1
	for i := range wb.Sheets {
		if err := m.sheet(&wb.Sheets[i]); err != nil {
			return nil, nil, named(err, name, wb.Sheets[i].Name)
		}
	}
	for _, sheet := range alone {
		if err := m.sheet(sheet); err != nil {
			return nil, nil, named(err, name, sheet.Name)
		}
	}
	if !m.changed {
		return nil, m.rows, nil
	}
	if err := m.addSheets(&wb); err != nil {
		return nil, nil, named(err, name, "")
	}
	var b bytes.Buffer
	if err := m.f.write(&b, m.patches); err != nil {
		return nil, nil, named(err, name, "")
	}
	return b.Bytes(), m.rows, nil
}

// named gives an error the file and sheet at which it was found.
func named(err error, name, sheet string) error {
	var known *MergeError
	if !errors.As(err, &known) {
		return &MergeError{File: name, Sheet: sheet, Code: "form.merge.unreadable", Args: []string{err.Error()}, Err: err}
	}
	if known.File == "" {
		known.File = name
	}
	if known.Sheet == "" {
		known.Sheet = sheet
	}
	return known
}

// newBook is a workbook that does not exist yet.
func newBook(name string, wb Workbook, o *MergeOptions) ([]byte, []MergedRow, error) {
	var b bytes.Buffer
	if err := Write(&b, wb); err != nil {
		return nil, nil, named(err, name, "")
	}
	var rows []MergedRow
	for i := range wb.Sheets {
		rows = append(rows, newRows(name, &wb.Sheets[i], o)...)
	}
	return b.Bytes(), rows, nil
}

func newRows(name string, s *Sheet, o *MergeOptions) []MergedRow {
	_, _, _, data := s.layout()
	data += len(s.Examples)
	w := wantedOf(s, o)
	var rows []MergedRow
	for _, r := range w.rows {
		rows = append(rows, MergedRow{Sheet: s.Name, Key: r.key, Hash: r.hash, Outcome: RowAdded, Pos: coding.Pos{File: name, Sheet: s.Name, Row: data + r.at}})
	}
	return rows
}

// RowHash is the fingerprint of a row: of its values in the order given, empty ones left out. [Merge] gives it each value with its
// field, in the order of the fields.
func RowHash(values []string) string {
	h := sha256.New()
	for _, v := range values {
		if v != "" {
			fmt.Fprintf(h, "%d:%s", len(v), v)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// wanted are the rows of a sheet that are to be there.
type wanted struct {
	sheet  *Sheet
	fields []string          // of the columns
	named  map[string]string // key of a header to its field
	keys   []string          // fields
	rows   []wantedRow
	index  map[string]int
}

type wantedRow struct {
	at        int // its place among the sheet's rows
	key, hash string
	cells     []any
	values    []string // as compared
}

func wantedOf(s *Sheet, o *MergeOptions) *wanted {
	w := &wanted{sheet: s, index: map[string]int{}, named: map[string]string{}}
	for _, c := range s.Columns {
		f := headerKey(c.Header[0])
		w.fields = append(w.fields, f)
		for _, h := range c.Header {
			if k := headerKey(h); w.named[k] == "" {
				w.named[k] = f
			}
		}
	}
	for _, k := range o.Keys[s.Name] {
		w.keys = append(w.keys, headerKey(k))
	}
	if len(w.keys) == 0 {
		w.keys = w.fields
	}
	seen := map[string]int{}
	for at, cells := range s.Rows {
		r := wantedRow{at: at, cells: cells, values: make([]string, len(w.fields))}
		of := map[string]string{}
		for i, field := range w.fields {
			if i < len(cells) {
				r.values[i] = valueText(cells[i])
				of[field] = r.values[i]
			}
		}
		if r.key = w.keyOf(of, seen); r.key == "" {
			continue // an empty row
		}
		r.hash = hashOf(of)
		w.index[r.key] = len(w.rows)
		w.rows = append(w.rows, r)
	}
	return w
}

// keyOf joins the fields of a row's key, of all its fields where those of the key are empty; it is empty for an empty row.
// Later rows of the same key get their number.
func (w *wanted) keyOf(of map[string]string, seen map[string]int) string {
	for _, fields := range [][]string{w.keys, w.fields} {
		parts, blank := make([]string, len(fields)), true
		for i, f := range fields {
			parts[i] = strings.NewReplacer(`\`, `\\`, "|", `\|`).Replace(of[f])
			blank = blank && of[f] == ""
		}
		if blank {
			continue
		}
		key := strings.Join(parts, "|")
		seen[key]++
		if n := seen[key]; n > 1 {
			key += fmt.Sprintf("|#%d", n)
		}
		return key
	}
	return ""
}

// hashOf is the hash of a row's fields.
func hashOf(of map[string]string) string {
	var list []string
	for field, v := range of {
		if v != "" {
			list = append(list, field+"\x00"+v)
		}
	}
	slices.Sort(list)
	return RowHash(list)
}
