package grid

import (
	"math"
	"strconv"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/reports/table"
)

// Grid is a table resolved for one language.
type Grid struct {
	Lang    string
	Key     string
	Number  int
	Caption string // "Table 1", "表1"
	Title   string
	Columns []Column
	Stubs   int      // columns of labels at the left
	Head    [][]Head // one or two header rows
	Rows    []Row
	Notes   []Note
	Wide    bool // wants a landscape page
}

// Align of a cell or column.
type Align uint8

// The alignments of a resolved cell.
const (
	Left Align = iota
	Center
	Right
)

// Column is a resolved column.
type Column struct {
	Key   string
	Label string
	Align Align
	Stub  bool
	Width int // wanted width in half-width characters, marks included
}

// Head is a cell of the header; it covers Cols columns and Rows header rows.
type Head struct {
	Text    string
	Marks   string
	Col     int // first column
	Cols    int
	Rows    int
	Align   Align
	Spanner bool // a label over several columns, with a rule of its own below
}

// Row is a line of the body: the heading of a group (Heading set, no cells) or one cell per column.
type Row struct {
	Key     string
	Heading string
	Cells   []Cell
	Indent  int  // of the first cell, group indent included
	Strong  bool // a total or parent
	First   bool // begins a group other than the first
}

// Cell is a resolved cell. Text is what every format shows; Marks are the letters set above it ("a", "a, b").
type Cell struct {
	Kind    table.Kind
	Text    string
	Marks   string
	Numeric bool    // NumFmt shows Shown exactly as Text
	Value   float64 // the number in full, NaN if the cell is no number
	Shown   float64 // what to write under NumFmt: Value, or the number printed where rounding of Value would differ
	NumFmt  string  // spreadsheet number format, marks not included
	ID      string  // the estimate shown; the first of a composite
	IDs     []string
	Align   Align
	Tint    float64 // 0..1, negative: none
	Level   table.Level
}

// Note is a note below the table: with a letter, or general ("").
type Note struct{ Mark, Text string }

// New resolves a table for the language ("zh" or "en").
func New(t *table.Table, lang string) *Grid {
	m := letter(t)
	g := &Grid{Lang: lang, Key: t.Key, Number: t.Number, Title: t.Title.In(lang), Wide: t.Landscape}
	if t.Number > 0 {
		g.Caption = locale.Text(lang, "report.table_n", strconv.Itoa(t.Number))
	}
	for i, c := range t.Columns {
		g.Columns = append(g.Columns, Column{Key: c.Key, Label: c.Label.In(lang), Align: align(t, i), Stub: c.Stub})
		if c.Stub && g.Stubs == i {
			g.Stubs++
		}
	}
	g.Head = m.head(t, g)
	for i, group := range t.Groups {
		first := i > 0
		indent := 0
		if !group.Label.Empty() {
			g.Rows = append(g.Rows, Row{Heading: group.Label.In(lang), First: first})
			first, indent = false, 1
		}
		for _, r := range group.Rows {
			row := Row{Key: r.Key, Indent: r.Indent + indent, Strong: r.Strong, First: first}
			first = false
			for j := range g.Columns {
				var c table.Cell
				if j < len(r.Cells) {
					c = r.Cells[j]
				} else {
					c.Tint = -1
				}
				row.Cells = append(row.Cells, m.cell(c, t.Columns[j], g.Columns[j].Align, lang))
			}
			g.Rows = append(g.Rows, row)
		}
	}
	g.Notes = m.notes(t, lang)
	widths(t, g)
	return g
}

// align decides how a column's cells stand: numbers right, a column of composites in the middle, texts left.
func align(t *table.Table, col int) Align {
	c := t.Columns[col]
	switch c.Align {
	case table.Left:
		return Left
	case table.Center:
		return Center
	case table.Right:
		return Right
	}
	if c.Stub {
		return Left
	}
	labels, numbers, composites, others := 0, 0, 0, 0
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			if col >= len(r.Cells) {
				continue
			}
			switch r.Cells[col].Kind {
			case table.Label:
				labels++
			case table.Number:
				numbers++
			case table.Composite:
				composites++
			case table.Suppressed, table.Missing:
				others++
			}
		}
	}
	switch {
	case numbers > 0:
		return Right
	case composites > 0:
		return Center
	case labels == 0 && others > 0:
		return Right
	}
	return Left
}

// head builds the header rows: with spanners two, and what no spanner covers stands over both.
func (m marks) head(t *table.Table, g *Grid) [][]Head {
	cell := func(i, rows int) Head {
		return Head{Text: g.Columns[i].Label, Marks: m.of(t.Columns[i].Marks), Col: i, Cols: 1, Rows: rows, Align: g.Columns[i].Align}
	}
	var low []Head
	if len(t.Spanners) == 0 {
		for i := range g.Columns {
			low = append(low, cell(i, 1))
		}
		return [][]Head{low}
	}
	var high []Head
	next := 0
	alone := func(until int) {
		for ; next < until; next++ {
			high = append(high, cell(next, 2))
		}
	}
	for _, s := range t.Spanners {
		from, to := max(s.From, next), min(s.To, len(g.Columns)-1)
		if to < from {
			continue
		}
		alone(from)
		high = append(high, Head{Text: s.Label.In(g.Lang), Col: from, Cols: to - from + 1, Rows: 1, Align: Center, Spanner: true})
		for ; next <= to; next++ {
			low = append(low, cell(next, 1))
		}
	}
	alone(len(g.Columns))
	return [][]Head{high, low}
}

// Dash stands where there is no value.
const Dash = "–"

// cell resolves one cell.
func (m marks) cell(c table.Cell, col table.Column, a Align, lang string) Cell {
	out := Cell{Kind: c.Kind, Value: math.NaN(), Shown: math.NaN(), ID: c.ID, Marks: m.of(c.Marks), Align: a, Tint: c.Tint, Level: c.Level}
	if c.ID != "" {
		out.IDs = []string{c.ID}
	}
	if !(c.Tint >= 0) || c.Kind == table.Blank {
		out.Tint = -1
	} else if c.Tint > 1 {
		out.Tint = 1
	}
	switch c.Kind {
	case table.Label:
		out.Text = c.Text.In(lang)
	case table.Number:
		f := col.Format
		if c.Format != nil {
			f = *c.Format
		}
		out.number(c.Value, f, lang)
	case table.Composite:
		for _, p := range c.Parts {
			if !p.IsNum {
				out.Text += p.Text.In(lang)
				continue
			}
			if math.IsNaN(p.Value) {
				out.Text += Dash
			} else {
				out.Text += Number(lang, p.Value, p.Format)
			}
			if p.ID != "" {
				out.IDs = append(out.IDs, p.ID)
			}
		}
		if out.ID == "" && len(out.IDs) > 0 {
			out.ID = out.IDs[0]
		}
	case table.Suppressed:
		out.Text = c.Text.In(lang)
		if out.Text == "" {
			out.Text = locale.Text(lang, "report.suppressed")
		}
	case table.Missing:
		out.Text = Dash
	}
	return out
}
