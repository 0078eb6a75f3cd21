package form

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// stream writes the rows of a sheet, from its title on.
func (p *printer) stream(s *Sheet) error {
	sw, err := p.f.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	title, hints, header, row := s.layout()
	if title > 0 {
		texts := make([]any, max(1, len(s.Columns)))
		texts[0] = s.Title
		if err := p.line(sw, title, texts, 24, func(int) look { return look{kind: lookTitle} }); err != nil {
			return err
		}
	}
	if hints > 0 {
		texts, lines := make([]any, len(s.Columns)), 1
		for i, c := range s.Columns {
			texts[i] = c.Hint
			lines = max(lines, linesOf(c.Hint, 1.2*c.width()))
		}
		if err := p.line(sw, hints, texts, 12*float64(min(lines, 14))+4, func(int) look { return look{kind: lookHint} }); err != nil {
			return err
		}
	}
	for j := range s.headers() {
		texts, lines := make([]any, len(s.Columns)), 1
		for i, c := range s.Columns {
			texts[i] = ""
			if j < len(c.Header) {
				texts[i] = c.Header[j]
				switch {
				case c.Note:
					lines = max(lines, linesOf(c.Header[j], 1.25*c.width()))
				case s.Filter: // its arrow takes room
					lines = max(lines, linesOf(c.Header[j], c.width()-1))
				}
			}
		}
		height := 0.0
		if lines > 1 {
			height = heightOf(lines)
		}
		if err := p.line(sw, header+j, texts, height, func(i int) look {
			if s.Columns[i].Note {
				return look{kind: lookNote}
			}
			return look{kind: lookHeader, group: s.Columns[i].Group, strong: s.Columns[i].Required}
		}); err != nil {
			return err
		}
	}
	for _, cells := range s.Examples {
		if err := p.row(sw, s, row, cells, look{kind: lookExample}); err != nil {
			return err
		}
		row++
	}
	for i, cells := range s.Rows {
		if err := p.row(sw, s, row, cells, s.look(i)); err != nil {
			return err
		}
		row++
	}
	return sw.Flush()
}

// look is what the looks of a row's cells have in common.
func (s *Sheet) look(row int) look {
	l := look{kind: lookCell}
	if row < len(s.Looks) {
		r := s.Looks[row]
		l.tint, l.line, l.faded = r.Tint, r.Line, r.Again
		if r.Heading {
			l.kind = lookGroup
		}
	}
	return l
}

// open reports whether a question is open in a cell, by its row and column in the workbook.
func (s *Sheet) open(row, col int) bool {
	if len(s.Looks) == 0 {
		return false
	}
	_, _, _, data := s.layout()
	i := row - data - len(s.Examples)
	return i >= 0 && i < len(s.Looks) && slices.Contains(s.Looks[i].Open, col)
}

// fadedLines is how many lines of a text that stands in the row above already make a row higher.
const fadedLines = 6

// line writes a row of texts above the table.
func (p *printer) line(sw *excelize.StreamWriter, row int, texts []any, height float64, of func(i int) look) error {
	cells := make([]any, len(texts))
	for i, v := range texts {
		id, err := p.style(of(i))
		if err != nil {
			return err
		}
		if v == "" {
			v = nil
		}
		cells[i] = excelize.Cell{StyleID: id, Value: v}
	}
	return setRow(sw, row, cells, height)
}

func setRow(sw *excelize.StreamWriter, row int, cells []any, height float64) error {
	at, err := excelize.CoordinatesToCellName(1, row)
	if err != nil {
		return err
	}
	return sw.SetRow(at, cells, excelize.RowOpts{Height: height})
}

// row writes the cells of a row, and the empty ones where the row's look or a lock differs from the column's.
func (p *printer) row(sw *excelize.StreamWriter, s *Sheet, row int, cells []any, base look) error {
	lines := 1
	if cap(p.cells) < len(s.Columns) {
		p.cells = make([]any, len(s.Columns))
	}
	out := p.cells[:len(s.Columns)]
	for i := range s.Columns {
		c := &s.Columns[i]
		var v any
		if i < len(cells) {
			v = cells[i]
		}
		out[i] = nil
		open := s.open(row, i+1)
		if v == nil && base.kind == lookCell && !base.line && !c.Locked && !open {
			continue
		}
		if text, ok := v.(string); ok {
			if len(text) > excelize.TotalCellChars {
				if n := len(utf16.Encode([]rune(text))); n > excelize.TotalCellChars {
					return &MergeError{Sheet: s.Name, Code: "form.merge.too_long", Args: []string{fmt.Sprintf("%d (%s)", row, rowName(cells, s.frozen())),
						strconv.Itoa(n), strings.Join(c.Header, " / "), strconv.Itoa(excelize.TotalCellChars)}}
				}
			}
			if c.Wrap && base.kind != lookGroup {
				n := linesOf(text, 1.05*c.width())
				if base.faded && c.Fade {
					n = min(n, fadedLines)
				}
				if c.Lines > 0 {
					n = min(n, c.Lines)
				}
				lines = max(lines, n)
			}
			if c.Format == Date {
				if t, err := time.Parse(time.DateOnly, text); err == nil {
					v = t.Sub(serialZero).Hours() / 24
				}
			}
			if v == "" {
				v = nil
			}
		}
		l := base.in(c)
		l.open = open
		if i >= s.frozen() && l.kind != lookGroup {
			l.tint = 0
		}
		id, err := p.style(l)
		if err != nil {
			return err
		}
		out[i] = excelize.Cell{StyleID: id, Value: v}
	}
	height := 0.0
	if lines > 1 {
		height = heightOf(lines)
	}
	return setRow(sw, row, out, height)
}

// rowName names a row by its first cells.
func rowName(cells []any, n int) string {
	var words []string
	for i, v := range cells {
		if text, ok := v.(string); ok && i < n && text != "" && len(text) < 200 {
			words = append(words, text)
		}
	}
	return strings.Join(words, " ")
}

var serialZero = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// heightOf is the height of a row of that many lines, in points; Excel allows no more than 409.
func heightOf(lines int) float64 { return min(15*float64(lines)+2, excelize.MaxRowHeight) }

// linesOf estimates how many lines a wrapped text takes in a column of that width. A Chinese character is two columns wide
// and a line may end behind it; other words are kept together where they fit a line.
func linesOf(s string, width float64) int {
	room := max(width-1, 2)
	lines, at, word := 1, 0.0, 0.0 // word: what of the line's end belongs to an unfinished word
	for _, r := range s {
		w := 1.05
		switch {
		case r == '\n':
			lines, at, word = lines+1, 0, 0
			continue
		case r > 0x2e80:
			w = 2
		}
		at += w
		switch {
		case r > 0x2e80 || r == ' ' || r == '-':
			word = 0
		default:
			word += w
		}
		if at > room && r != ' ' {
			lines++
			if word >= room || word == 0 {
				at, word = w, min(word, w)
			} else {
				at = word
			}
		}
	}
	return lines
}
