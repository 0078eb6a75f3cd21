package sheet

import (
	"encoding/binary"
	"math"
)

// cellReader makes cells of records.
type cellReader struct {
	*worksheet
	text spread
}

var errCutCell = damaged("a cell is cut short")

// read puts the cells of a record into their row.
func (w *cellReader) read(r record, row *Row) error {
	col := int(u16(r.body[2:]))
	if r.kind == recordMulRK { // column, pairs of format and number, last column
		for pairs := r.body[4:]; len(pairs) >= 8; pairs, col = pairs[6:], col+1 {
			if err := w.put(row, col, w.float(Cell{}, rk(u32(pairs[2:])), int(u16(pairs)))); err != nil {
				return err
			}
		}
		return nil
	}
	c, err := w.cell(r)
	if err != nil {
		return err
	}
	return w.put(row, col, c)
}

// put puts a cell into a column counted from 0.
func (w *cellReader) put(row *Row, col int, c Cell) error {
	if col >= oldColumns {
		return misplaced(row.Number)
	}
	if col >= w.count.MaxColumns {
		return w.count.exceeded("", "", "columns", int64(w.count.MaxColumns))
	}
	if c.Kind == Empty && !c.Formula && col >= len(row.Cells) {
		return nil
	}
	for len(row.Cells) <= col {
		row.Cells = append(row.Cells, Cell{})
	}
	row.Cells[col] = c
	return nil
}

// cell reads a record of one cell: row, column, format, and what follows them.
func (w *cellReader) cell(r record) (c Cell, err error) {
	styleID, b := int(u16(r.body[4:])), r.body[6:]
	switch r.kind {
	case recordLabelSST:
		if len(b) < 4 {
			return c, errCutCell
		}
		i := u32(b)
		if int64(i) >= int64(len(w.book.shared)) {
			return c, damaged("a cell refers to a text that is not there")
		}
		return w.worksheet.text(c, w.book.shared[i]), nil
	case recordLabel, recordRString:
		w.text.open(r, 6)
		s, err := w.text.text(2)
		return w.worksheet.text(c, s), err
	case recordNumber:
		if len(b) < 8 {
			return c, errCutCell
		}
		return w.float(c, double(b), styleID), nil
	case recordRK:
		if len(b) < 4 {
			return c, errCutCell
		}
		return w.float(c, rk(u32(b)), styleID), nil
	case recordBoolErr:
		if len(b) < 2 {
			return c, errCutCell
		}
		c.boolOrError(b[0], b[1] != 0)
		return c, nil
	}
	return w.formula(r, styleID)
}

// float makes the cell of a number. What is none, which other programs write, shows as the error that Excel makes of it.
func (w *cellReader) float(c Cell, x float64, styleID int) Cell {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		c.Kind, c.Text = Error, "#NUM!"
		return c
	}
	w.numeric(&c, x, styleID)
	return c
}

// formula reads the result that the file carries for a formula: eight bytes of a number, or a kind and two bytes 0xFF.
func (w *cellReader) formula(r record, styleID int) (Cell, error) {
	c := Cell{Formula: true}
	w.formulas++
	if len(r.body) < 14 {
		return c, errCutCell
	}
	b := r.body[6:14]
	if b[6] != 0xFF || b[7] != 0xFF {
		return w.float(c, double(b), styleID), nil
	}
	switch b[0] {
	case 0:
		s, ok, err := w.result(r)
		if err != nil {
			return c, err
		}
		if ok {
			return w.worksheet.text(c, s), nil
		}
		w.uncached++
	case 1, 2:
		c.boolOrError(b[2], b[0] == 2)
	case 3:
		c.Kind = Text
	default:
		w.uncached++
	}
	return c, nil
}

// result reads the STRING record after a formula. The formula's sharing may be told between the two.
func (w *cellReader) result(r record) (string, bool, error) {
	for {
		next, ok := recordAt(w.text.b, r.end())
		if !ok {
			return "", false, nil
		}
		switch next.kind {
		case recordString:
			w.text.open(next, 0)
			s, err := w.text.text(2)
			return s, true, err
		case recordArray, recordShrFmla, recordTable, recordContinue:
			r = next
		default:
			return "", false, nil
		}
	}
}

// boolOrError fills in a truth value or an error by its code.
func (c *Cell) boolOrError(code byte, isError bool) {
	switch {
	case isError:
		c.Kind, c.Text = Error, errorText(code)
	case code != 0:
		c.Kind, c.Num, c.Text = Bool, 1, "TRUE"
	default:
		c.Kind, c.Text = Bool, "FALSE"
	}
}

// errorText is how an error is shown ([MS-XLS] 2.5.10).
func errorText(code byte) string {
	switch code {
	case 0x00:
		return "#NULL!"
	case 0x07:
		return "#DIV/0!"
	case 0x0F:
		return "#VALUE!"
	case 0x17:
		return "#REF!"
	case 0x1D:
		return "#NAME?"
	case 0x24:
		return "#NUM!"
	case 0x2A:
		return "#N/A"
	case 0x2B:
		return "#GETTING_DATA"
	}
	return "#ERROR!"
}

func double(b []byte) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(b)) }

// rk is a number in 30 bits: the high bits of a double, or a whole number; with the lowest bit a hundredth of it.
func rk(n uint32) float64 {
	x := math.Float64frombits(uint64(n&^3) << 32)
	if n&2 != 0 {
		x = float64(int32(n) >> 2)
	}
	if n&1 != 0 {
		x /= 100
	}
	return x
}
