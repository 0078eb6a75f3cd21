package sheet

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/smekit/smekit/coding"
)

// The bounds of a sheet of Excel 97.
const (
	oldRows    = 1 << 16
	oldColumns = 1 << 8
)

// oldSheet is where the cells of a worksheet stand. Programs other than Excel write them in any order.
type oldSheet struct {
	cells  []cellPlace
	there  rowSet // rows that the file has a record of
	hidden rowSet
}

// cellPlace is the record of a cell, or of several beside each other.
type cellPlace struct {
	at       uint32
	row, col uint16
}

// rowSet is a set of rows counted from 0.
type rowSet [oldRows / 64]uint64

func (s *rowSet) add(row uint16)      { s[row/64] |= 1 << (row % 64) }
func (s *rowSet) has(row uint16) bool { return s[row/64]&(1<<(row%64)) != 0 }

func (x *oldWorkbook) rows(i int, yield func(Row) bool) ([]coding.ReceiptNote, error) {
	if !x.loaded {
		x.shared = nil
		if err := x.loadTexts(); err != nil {
			return nil, err
		}
		x.loaded = true
	}
	w := &worksheet{book: &x.workbook, count: tally{Limits: x.limits}, hidden: x.hidden[i]}
	s, err := x.survey(x.subs[i], w)
	if err != nil {
		return nil, err
	}
	cells := cellReader{worksheet: w, text: spread{b: x.stream, limits: x.limits}}
	last, width := 0, 0
	for n := range oldRows {
		if !s.there.has(uint16(n)) {
			continue
		}
		row := Row{Number: n + 1, Hidden: s.hidden.has(uint16(n))}
		if stopped, err := w.gaps(last, row.Number, yield); stopped || err != nil {
			return nil, err
		}
		last = row.Number
		if len(s.cells) > 0 && int(s.cells[0].row) == n {
			row.Cells = make([]Cell, 0, width)
		}
		for len(s.cells) > 0 && int(s.cells[0].row) == n {
			r, _ := recordAt(x.stream, int(s.cells[0].at))
			if err := cells.read(r, &row); err != nil {
				return nil, err
			}
			s.cells = s.cells[1:]
		}
		width = max(width, len(row.Cells))
		if row.Hidden {
			w.hiddenRows++
		}
		if stopped, err := w.give(&row, yield); stopped || err != nil {
			return nil, err
		}
	}
	return w.notes(), nil
}

// survey walks the records of a worksheet once, and finds its rows and cells, hidden columns, merged areas and filter.
// Charts inside the sheet, which have cells of their own, are passed over.
func (x *oldWorkbook) survey(sub substream, w *worksheet) (*oldSheet, error) {
	s := &oldSheet{}
	b := x.stream[:sub.to]
	sorted := true
	for at, depth := sub.from, 0; ; {
		r, ok := recordAt(b, at)
		if !ok {
			return nil, damaged("a worksheet is cut short")
		}
		at = r.end()
		switch r.kind {
		case recordBOF:
			depth++
			continue
		case recordEOF:
			depth--
		}
		if depth == 0 {
			break
		}
		if depth > 1 {
			continue
		}
		switch r.kind {
		case recordFormula, recordLabelSST, recordNumber, recordRK, recordMulRK, recordLabel, recordRString, recordBoolErr:
			if len(r.body) < 6 {
				return nil, errCutCell
			}
			c := cellPlace{at: uint32(r.at), row: u16(r.body), col: u16(r.body[2:])}
			if n := len(s.cells); n > 0 && place(c) < place(s.cells[n-1]) {
				sorted = false
			}
			s.cells = append(s.cells, c)
			s.there.add(c.row)
		case recordBlank, recordMulBlank:
			if len(r.body) >= 2 {
				s.there.add(u16(r.body))
			}
		case recordRow:
			s.row(r.body)
		case recordColInfo:
			w.hideColumns(r.body)
		case recordMergeCells:
			w.mergeOld(r.body)
		case recordFilterArrow:
			w.filter = sub.filter
		}
	}
	if !sorted {
		slices.SortStableFunc(s.cells, func(a, b cellPlace) int { return cmp.Compare(place(a), place(b)) })
	}
	w.merges.sort()
	return s, nil
}

// place orders cells by row and column.
func place(c cellPlace) uint32 { return uint32(c.row)<<16 | uint32(c.col) }

// row reads a ROW record: the row is hidden by its flag, or by a height of its own that is zero.
func (s *oldSheet) row(b []byte) {
	if len(b) < 2 {
		return
	}
	n := u16(b)
	s.there.add(n)
	if len(b) < 16 {
		return
	}
	const zeroHeight, ownHeight = 0x20, 0x40
	flags := u16(b[12:])
	if flags&zeroHeight != 0 || flags&ownHeight != 0 && u16(b[6:]) == 0 {
		s.hidden.add(n)
	}
}

// hideColumns reads a COLINFO record.
func (w *worksheet) hideColumns(b []byte) {
	if len(b) < 10 || u16(b[8:])&1 == 0 {
		return
	}
	from, to := int(u16(b))+1, min(int(u16(b[2:]))+1, oldColumns)
	if from > to {
		return
	}
	name := coding.ColumnName(from)
	if to > from {
		name += ":" + coding.ColumnName(to)
	}
	w.hiddenColumns = append(w.hiddenColumns, name)
}

// mergeOld reads a MERGEDCELLS record.
func (w *worksheet) mergeOld(b []byte) {
	if len(b) < 2 {
		return
	}
	n := int(u16(b))
	for b = b[2:]; n > 0 && len(b) >= 8; n, b = n-1, b[8:] {
		a := area{left: int(u16(b[4:])) + 1, top: int(u16(b)) + 1, right: int(u16(b[6:])) + 1, bottom: int(u16(b[2:])) + 1}
		if a.right <= oldColumns && a.left <= a.right && a.top <= a.bottom && (a.left < a.right || a.top < a.bottom) {
			w.merges.add(a)
		}
	}
}

// misplaced says that a cell stands outside of the sheet.
func misplaced(row int) error {
	return damaged("a cell of row " + strconv.Itoa(row) + " is out of place")
}
