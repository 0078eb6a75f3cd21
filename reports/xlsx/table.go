package xlsx

import (
	"math"
	"strings"

	"github.com/smekit/smekit/reports/figure/svg"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/table"
)

// table writes a table on its sheet: link back, number and title, three-line table, notes.
func (b *book) table(g *grid.Grid) {
	sheet := b.sheets[tableKey(g.Key)]
	p := b.prepare(sheet, g, 1)
	b.page(sheet, g.Wide || p.spanWidth > 108)
	b.back(sheet)
	row := b.block(sheet, 1, p.span, 2, strings.TrimSpace(g.Caption+"  "+g.Title), p.spanWidth, style{bold: true, size: 12})
	head := row
	row = p.set(row)
	stubs := g.Stubs
	if stubs > 0 && sum(p.widths[:stubs]) > 48 {
		stubs = 0
	}
	b.freeze(sheet, stubs, p.body-1)
	row = p.notes(row)
	b.print(sheet, p.span, 2, row-1, head, p.body-1)
}

// placed is a table at its place on a sheet.
type placed struct {
	b         *book
	sheet     string
	g         *grid.Grid
	col       int       // first column
	widths    []float64 // of its columns
	span      int       // last column that titles and notes may cover
	spanWidth float64
	body      int // first row of the body
	last      int // last row of the body
}

// prepare sets the columns' widths. Titles and notes of a narrow table run over empty columns beside it.
func (b *book) prepare(sheet string, g *grid.Grid, col int) *placed {
	p := &placed{b: b, sheet: sheet, g: g, col: col}
	for i, c := range g.Columns {
		p.widths = append(p.widths, float64(c.Width+2*p.indent(i, c.Align))+2.5)
	}
	all := append([]float64(nil), p.widths...)
	least := 84.0
	if g.Wide {
		least = 110
	}
	for sum(all) < least {
		all = append(all, 9)
	}
	b.widths(sheet, all)
	p.span, p.spanWidth = len(all), sum(all)
	return p
}

func sum(xs []float64) (s float64) {
	for _, x := range xs {
		s += x
	}
	return s
}

// set writes header and body from a row on and returns the next row.
func (p *placed) set(row int) int {
	b, g, last := p.b, p.g, p.col+len(p.g.Columns)-1
	if len(g.Columns) == 0 {
		p.body, p.last = row, row
		return row
	}
	for i, cells := range g.Head {
		high := 1
		for _, h := range cells {
			s := style{bold: true, align: horizontal(h.Align), vertical: "bottom", wrap: true}
			if i == 0 {
				s.top = thickRule
			}
			if i+h.Rows == len(g.Head) || h.Spanner {
				s.bottom = thinRule
			}
			s.indent = p.indent(h.Col, h.Align)
			c1, c2, r2 := p.col+h.Col, p.col+h.Col+h.Cols-1, row+i+h.Rows-1
			text := h.Text + grid.Raised(h.Marks)
			b.put(p.sheet, c1, row+i, text, s)
			b.style(p.sheet, c1, row+i, c2, r2, s)
			if h.Rows > 1 { // the rules of a merged cell stand on its outer cells
				top, low := s, s
				top.bottom, low.top = noRule, noRule
				b.style(p.sheet, c1, row+i, c2, row+i, top)
				b.style(p.sheet, c1, r2, c2, r2, low)
			}
			if h.Cols > 1 || h.Rows > 1 {
				b.do(b.f.MergeCell(p.sheet, cell(c1, row+i), cell(c2, r2)))
			}
			if h.Rows == 1 || i == len(g.Head)-1 {
				high = max(high, lines(text, sum(p.widths[h.Col:h.Col+h.Cols])))
			} else {
				high = max(high, (lines(text, p.widths[h.Col])+h.Rows-1)/h.Rows)
			}
		}
		b.height(p.sheet, row+i, high, 0)
	}
	row += len(g.Head)
	p.body = row
	if len(g.Rows) == 0 {
		b.put(p.sheet, p.col, row, b.word("report.empty_table"), style{color: softColor})
		b.style(p.sheet, p.col, row, last, row, style{color: softColor, bottom: thickRule})
		p.last = row
		return row + 1
	}
	styles := make([]style, len(g.Columns))
	for i, r := range g.Rows {
		bottom := noRule
		if i == len(g.Rows)-1 {
			bottom = thickRule
		}
		if r.Heading != "" {
			b.put(p.sheet, p.col, row, r.Heading, style{italic: true, bold: true, bottom: bottom})
			if last > p.col {
				b.style(p.sheet, p.col+1, row, last, row, style{bottom: bottom})
			}
			row++
			continue
		}
		high := 1
		for j, c := range r.Cells {
			s := look(c)
			s.bottom, s.bold = bottom, s.bold || r.Strong
			s.indent = p.indent(j, c.Align)
			if j == 0 {
				s.indent = r.Indent
			}
			styles[j] = s
			if !c.Numeric {
				high = max(high, lines(c.Text, p.widths[j]-float64(2*s.indent)))
			}
		}
		for j, c := range r.Cells {
			s := styles[j]
			if high > 1 {
				s.vertical = "top"
			}
			p.cell(p.col+j, row, c, s)
		}
		if high > 1 {
			b.height(p.sheet, row, high, 0)
		}
		row++
	}
	p.last = row - 1
	return row
}

// indent keeps texts off the numbers that end at their left, and off long texts there whose lines fill their column.
func (p *placed) indent(col int, a grid.Align) int {
	if a != grid.Left || col == 0 {
		return 0
	}
	if left := p.g.Columns[col-1]; left.Align == grid.Right || left.Width >= longText && p.g.Columns[col].Width >= longText {
		return 1
	}
	return 0
}

// longText is the width from which on a column's texts run over several lines.
const longText = 24

// cell writes a resolved cell: a number under its format, or a text.
func (p *placed) cell(col, row int, c grid.Cell, s style) {
	if c.Numeric {
		s.format = c.MarkedFormat()
		p.b.number(p.sheet, col, row, c.Shown, s)
		return
	}
	s.wrap = c.Kind == table.Label || c.Kind == table.Composite
	p.b.put(p.sheet, col, row, c.Text+grid.Raised(c.Marks), s)
}

// notes writes the notes below the table and returns the next row.
func (p *placed) notes(row int) int {
	for i, n := range p.g.Notes {
		text := n.Text
		if n.Mark != "" {
			text = grid.Raised(n.Mark) + " " + text
		}
		if i == 0 {
			text = p.b.word("report.note") + p.b.word("report.note_join") + text
		}
		row = p.b.block(p.sheet, p.col, p.span, row, text, p.spanWidth+p.spanWidth/10, style{size: 9, color: softColor})
	}
	return row
}

func horizontal(a grid.Align) string {
	switch a {
	case grid.Center:
		return "center"
	case grid.Right:
		return "right"
	}
	return "left"
}

// look is a cell's style by what it is and means: shading, band or verdict, suppressed.
func look(c grid.Cell) style {
	s := style{align: horizontal(c.Align)}
	if c.Kind == table.Suppressed || c.Kind == table.Missing {
		s.color = softColor
	}
	if c.Tint >= 0 && !math.IsNaN(c.Tint) {
		fill, text := svg.Shade(c.Tint)
		s.fill, s.color = fill[1:], text[1:]
		return s
	}
	switch c.Level {
	case table.Low:
		s.color = "8A4B08"
	case table.High:
		s.color = linkColor
	case table.Alarm:
		s.fill, s.color, s.bold = "FBE3E1", "8C1D18", true
	case table.Caution:
		s.fill, s.color = "FFF1D6", "7A4B00"
	case table.Fine:
		s.fill, s.color = "E5F3EA", "1D5C34"
	case table.Unknown:
		s.fill, s.color = "EEF0F2", "4A545E"
	}
	return s
}
