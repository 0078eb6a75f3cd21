package sheet

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// worksheet is one walk over a worksheet's part.
type worksheet struct {
	book   *workbook
	count  tally
	hidden bool
	merges merges
	rich   richText

	formulas, uncached, asText, hiddenRows int
	hiddenColumns                          []string
	filter                                 string
}

func (w *worksheet) walk(b []byte, yield func(Row) bool) ([]coding.ReceiptNote, error) {
	s := &scanner{b: b}
	if err := w.head(s); err != nil {
		return nil, err
	}
	if !s.tag.empty {
		if err := w.tail(b, s.pos); err != nil {
			return nil, err
		}
		stopped, err := w.body(s, yield)
		if err != nil || stopped {
			return nil, err
		}
	}
	return w.notes(), nil
}

// head reads up to sheetData: hidden columns.
func (w *worksheet) head(s *scanner) error {
	for {
		ok, err := s.next()
		if err != nil {
			return err
		}
		if !ok {
			return damaged("a worksheet has no sheetData")
		}
		switch string(s.tag.name) {
		case "sheetData":
			if s.tag.end {
				return damaged("a worksheet has no sheetData")
			}
			return nil
		case "col":
			from, ok1 := positive(s.tag.attr("min"))
			to, ok2 := positive(s.tag.attr("max"))
			if ok1 && ok2 && from > 0 && to >= from && to <= excelColumns && isTrue(s.tag.attr("hidden")) {
				name := coding.ColumnName(from)
				if to > from {
					name += ":" + coding.ColumnName(to)
				}
				w.hiddenColumns = append(w.hiddenColumns, name)
			}
		}
	}
}

// tail reads what stands after sheetData: merged areas and the filter.
func (w *worksheet) tail(b []byte, from int) error {
	end := from
	for at := len(b); at > from; { // the last end tag of that name, whatever its prefix
		i := bytes.LastIndex(b[from:at], []byte("sheetData"))
		if i < 0 {
			return damaged("a worksheet is cut short")
		}
		open := bytes.LastIndexByte(b[from:from+i], '<')
		if open >= 0 && i-open < 80 && b[from+open+1] == '/' {
			end = from + open
			break
		}
		at = from + i
	}
	if end == from && !bytes.HasPrefix(b[from:], []byte("</")) {
		return damaged("a worksheet is cut short")
	}
	for s := (scanner{b: b, pos: end}); ; {
		ok, err := s.next()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		if s.tag.end {
			continue
		}
		switch string(s.tag.name) {
		case "mergeCell":
			if a, ok := areaRef(s.tag.attr("ref")); ok && (a.left < a.right || a.top < a.bottom) {
				w.merges.add(a)
			}
		case "autoFilter":
			if ref := s.tag.attr("ref"); len(ref) > 0 && len(ref) < 40 {
				w.filter = plainRef(ref)
			}
		}
	}
	w.merges.sort()
	return nil
}

// body reads the rows of sheetData.
func (w *worksheet) body(s *scanner, yield func(Row) bool) (stopped bool, err error) {
	last, width := 0, 0
	for {
		ok, err := s.next()
		switch {
		case err != nil:
			return false, err
		case !ok:
			return false, damaged("a worksheet is cut short")
		case s.tag.end && string(s.tag.name) == "sheetData":
			return false, nil
		case s.tag.end || string(s.tag.name) != "row":
			continue
		}
		row := Row{Number: last + 1}
		if r := s.tag.attr("r"); r != nil {
			n, ok := positive(r)
			if !ok || n == 0 || n > excelRows {
				return false, damaged("row " + string(r[:min(len(r), 20)]))
			}
			row.Number = n
		}
		if row.Number <= last || row.Number > excelRows {
			return false, damaged("row " + strconv.Itoa(row.Number) + " is out of order")
		}
		row.Hidden = isTrue(s.tag.attr("hidden"))
		if stopped, err := w.gaps(last, row.Number, yield); stopped || err != nil {
			return stopped, err
		}
		last = row.Number
		if !s.tag.empty {
			row.Cells = make([]Cell, 0, width)
			if err := w.cells(s, &row); err != nil {
				return false, err
			}
		}
		width = max(width, len(row.Cells))
		if row.Hidden {
			w.hiddenRows++
		}
		if stopped, err := w.give(&row, yield); stopped || err != nil {
			return stopped, err
		}
	}
}

// gaps gives the rows between two that the file leaves out, though a merged area passes through them.
func (w *worksheet) gaps(last, number int, yield func(Row) bool) (stopped bool, err error) {
	for n := w.merges.next(last); n > 0 && n < number; n = w.merges.next(n) {
		gap := Row{Number: n}
		if stopped, err := w.give(&gap, yield); stopped || err != nil {
			return stopped, err
		}
	}
	return false, nil
}

// give completes a row with its merged cells, counts it and yields it.
func (w *worksheet) give(row *Row, yield func(Row) bool) (stopped bool, err error) {
	if w.count.cells += w.merges.fill(row, w.count.MaxColumns); w.count.cells > w.count.MaxCells {
		return false, w.count.exceeded("", "", "cells", w.count.MaxCells)
	}
	n := len(row.Cells)
	for n > 0 && row.Cells[n-1].Kind == Empty && !row.Cells[n-1].Formula {
		n--
	}
	row.Cells = row.Cells[:n:n]
	if err := w.count.row(n); err != nil {
		return false, err
	}
	return !yield(*row), nil
}

// cells reads the cells of a row.
func (w *worksheet) cells(s *scanner, row *Row) error {
	col := 0
	for {
		ok, err := s.next()
		switch {
		case err != nil:
			return err
		case !ok:
			return damaged("a worksheet is cut short")
		case s.tag.end:
			switch string(s.tag.name) {
			case "row":
				return nil
			case "sheetData":
				return damaged("a row is not closed")
			}
			continue
		case string(s.tag.name) != "c":
			if err := s.skip(); err != nil {
				return err
			}
			continue
		}
		var kind []byte
		styleID := 0
		col++
		bad := false
		s.tag.each(func(name, value []byte) {
			switch string(name) {
			case "r":
				c, r, ok := cellRef(value)
				if ok && r == row.Number && c >= col {
					col = c
				} else {
					bad = true
				}
			case "t":
				kind = value
			case "s":
				if n, ok := positive(value); ok {
					styleID = n
				}
			}
		})
		if bad {
			return damaged("a cell of row " + strconv.Itoa(row.Number) + " is out of place")
		}
		if col > w.count.MaxColumns {
			return w.count.exceeded("", "", "columns", int64(w.count.MaxColumns))
		}
		row.Width = col
		if s.tag.empty {
			continue
		}
		c, err := w.cell(s, kind, styleID)
		if err != nil {
			return err
		}
		if c.Kind == Empty && !c.Formula {
			continue
		}
		for len(row.Cells) < col {
			row.Cells = append(row.Cells, Cell{})
		}
		row.Cells[col-1] = c
	}
}

// cell reads a cell to its end tag.
func (w *worksheet) cell(s *scanner, kind []byte, styleID int) (Cell, error) {
	var c Cell
	var value []byte
	var inline string
	has, hasInline := false, false
	for {
		ok, err := s.next()
		switch {
		case err != nil:
			return c, err
		case !ok:
			return c, damaged("a worksheet is cut short")
		case s.tag.end:
			switch string(s.tag.name) {
			case "c":
				if c.Formula {
					w.formulas++
					if !has {
						w.uncached++
					}
				}
				if hasInline && !has {
					return w.text(c, inline), nil
				}
				if !has {
					return c, nil
				}
				err := w.value(&c, value, string(kind), styleID)
				return c, err
			case "row", "sheetData":
				return c, damaged("a cell is not closed")
			}
			continue
		}
		switch string(s.tag.name) {
		case "v":
			has = true
			value = nil
			if !s.tag.empty {
				if value, err = s.text(); err != nil {
					return c, err
				}
				if len(value) > w.count.MaxCellBytes {
					return c, w.count.exceeded("", "", "cell_length", int64(w.count.MaxCellBytes))
				}
			}
		case "f":
			c.Formula = true
			if err := s.skip(); err != nil {
				return c, err
			}
		case "is":
			if s.tag.empty {
				continue
			}
			hasInline = true
			if inline, err = w.rich.read(s, "is", w.book.limits); err != nil {
				return c, err
			}
		default:
			if err := s.skip(); err != nil {
				return c, err
			}
		}
	}
}

// value makes the cell of a raw value and its type.
func (w *worksheet) value(c *Cell, raw []byte, kind string, styleID int) error {
	switch kind {
	case "s":
		i, ok := positive(bytes.TrimSpace(raw))
		switch {
		case len(raw) == 0:
			return nil
		case !ok || i >= len(w.book.shared):
			return damaged("a cell refers to a text that is not there")
		}
		*c = w.text(*c, w.book.shared[i])
	case "str", "inlineStr":
		*c = w.text(*c, unescapeControls(raw))
	case "b":
		c.Kind, c.Text = Bool, "FALSE"
		if isTrue(bytes.TrimSpace(raw)) {
			c.Num, c.Text = 1, "TRUE"
		}
	case "e":
		c.Kind, c.Text = Error, toValid(raw)
	case "d":
		text, serial, ok := parseISO(string(raw), w.book.from)
		if !ok {
			*c = w.text(*c, unescapeControls(raw))
			return nil
		}
		c.Kind, c.Text, c.Num = Date, text, serial
	default:
		w.number(c, raw, styleID)
	}
	return nil
}

// text makes a text cell; an empty text is a cell only as a formula's result.
func (w *worksheet) text(c Cell, s string) Cell {
	if s == "" && !c.Formula {
		return c
	}
	c.Kind, c.Text = Text, s
	if x, ok := parseNumber(s); ok {
		c.Num, c.NumberAsText = x, true
		w.asText++
	}
	return c
}

func (w *worksheet) notes() []coding.ReceiptNote {
	var out []coding.ReceiptNote
	add := func(code string, args ...string) { out = append(out, coding.ReceiptNote{Code: code, Args: args}) }
	count := func(code string, n int) {
		if n > 0 {
			add(code, strconv.Itoa(n))
		}
	}
	if w.hidden {
		add("sheet.hidden")
	}
	count("sheet.formulas", w.formulas)
	count("sheet.formulas_empty", w.uncached)
	count("sheet.merged", len(w.merges.all))
	count("sheet.numbers_as_text", w.asText)
	count("sheet.hidden_rows", w.hiddenRows)
	if len(w.hiddenColumns) > 0 {
		add("sheet.hidden_columns", strings.Join(w.hiddenColumns, ", "))
	}
	if w.filter != "" {
		add("sheet.filter", w.filter)
	}
	return out
}
