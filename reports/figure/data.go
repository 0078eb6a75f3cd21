package figure

import (
	"math"
	"strconv"

	"github.com/smekit/smekit/reports/table"
)

// Numbers puts a number into words of a language; drawing packages are handed one, so that a figure shows the same text
// as the tables.
type Numbers func(v float64, f table.Format) string

// Format is the number format of the figure's values.
func (f *Figure) Format() table.Format {
	switch {
	case f.Levels != nil:
		return table.Coef3
	case f.Path != nil:
		return table.Whole
	case f.Dots != nil:
		return table.Coef
	case f.Heat != nil && f.Heat.Number != nil:
		return *f.Heat.Number
	case f.Likert != nil:
		return table.Share
	case f.Network != nil:
		return f.Network.format()
	case f.Structure != nil:
		return chosen(f.Structure.Number, table.Coef)
	case f.Forest != nil:
		return chosen(f.Forest.Number, table.Score)
	case f.Ranges != nil:
		return chosen(f.Ranges.Number, table.Score)
	}
	return table.Score
}

func chosen(f *table.Format, otherwise table.Format) table.Format {
	if f != nil {
		return *f
	}
	return otherwise
}

// AxisFormat is the number format of the figure's axis and band cuts.
func (f *Figure) AxisFormat() table.Format {
	switch {
	case f.Levels != nil, f.Dots != nil:
		return table.Format{Style: table.Fixed, Digits: 1}
	case f.Likert != nil, f.Heat != nil && f.Heat.Number != nil && f.Heat.Number.Style == table.Percent:
		return table.Format{Style: table.Percent}
	case f.Forest != nil && f.Forest.Number != nil:
		return axis(*f.Forest.Number)
	case f.Ranges != nil && f.Ranges.Number != nil:
		return axis(*f.Ranges.Number)
	}
	return table.Whole
}

// axis is the format of an axis whose values have a format: a digit less, and never a naked point.
func axis(f table.Format) table.Format {
	f.Digits = max(0, f.Digits-1)
	if f.Style == table.Bounded {
		f.Style, f.Digits = table.Fixed, max(1, f.Digits)
	}
	return f
}

var (
	wordRow       = table.Text{ZH: "项目", EN: "Row"}
	wordLevel     = table.Text{ZH: "等级", EN: "Level"}
	wordColumn    = table.Text{ZH: "层次", EN: "Part"}
	wordNode      = table.Text{ZH: "节点", EN: "Node"}
	wordLeads     = table.Text{ZH: "指向", EN: "Leads to"}
	wordInterview = table.Text{ZH: "访谈数", EN: "Interviews"}
)

// Data is the figure as a table: the same cells, for readers who do not see the picture and for formats that cannot draw
// it. Its title and notes are those of the figure.
func (f *Figure) Data() *table.Table {
	t := &table.Table{Key: f.Key + "-data", Title: f.Title}
	switch {
	case f.Heat != nil:
		f.Heat.data(t, f.Format())
	case f.Dumbbell != nil:
		f.Dumbbell.data(t, f.Format())
	case f.Levels != nil:
		f.Levels.data(t, f.Format())
	case f.Path != nil:
		f.Path.data(t)
	case f.Dots != nil:
		f.Dots.data(t, f.Format())
	case f.Curve != nil:
		f.Curve.data(t)
	case f.Likert != nil:
		f.Likert.data(t, f.Format())
	case f.Network != nil:
		f.Network.data(t, f.Format())
	case f.Forest != nil:
		f.Forest.data(t, f.Format())
	case f.Structure != nil:
		f.Structure.data(t, f.Format())
	case f.Ranges != nil:
		f.Ranges.data(t, f.Format())
	}
	for _, n := range f.Notes {
		t.Notes = append(t.Notes, table.Note{Text: n})
	}
	return t
}

// cell turns a figure's cell into a table's.
func (c Cell) cell() table.Cell {
	switch {
	case !math.IsNaN(c.Value):
		return table.Num(c.Value, c.ID)
	case c.Hidden.Empty() || c.Hidden.EN == "–" || c.Hidden.ZH == "–":
		return table.Cell{Kind: table.Missing, ID: c.ID, Tint: -1}
	}
	return table.Cell{Kind: table.Suppressed, Text: c.Hidden, ID: c.ID, Tint: -1}
}

func (h *HeatMap) data(t *table.Table, f table.Format) {
	t.Columns = []table.Column{{Key: "row", Label: wordRow, Stub: true}}
	for i, c := range h.Columns {
		t.Columns = append(t.Columns, table.Column{Key: "c" + strconv.Itoa(i+1), Label: c, Format: f})
	}
	t.Landscape = len(h.Columns) > 6
	at := 0
	rows := func(until int) (rows []table.Row) {
		for ; at < until && at < len(h.Rows); at++ {
			r := table.Row{Cells: []table.Cell{table.Txt(h.Rows[at])}}
			for _, c := range h.Cells[at] {
				x := c.cell()
				if x.Kind == table.Number && h.Max > h.Min {
					x.Tint = math.Max(0, math.Min(1, (c.Value-h.Min)/(h.Max-h.Min)))
				}
				r.Cells = append(r.Cells, x)
			}
			rows = append(rows, r)
		}
		return rows
	}
	for _, g := range h.RowGroups {
		if before := rows(g.From); before != nil {
			t.Groups = append(t.Groups, table.Group{Rows: before})
		}
		t.Groups = append(t.Groups, table.Group{Label: g.Label, Rows: rows(g.To + 1)})
	}
	if rest := rows(len(h.Rows)); rest != nil {
		t.Groups = append(t.Groups, table.Group{Rows: rest})
	}
}

func (d *Dumbbell) data(t *table.Table, f table.Format) {
	t.Columns = []table.Column{{Key: "row", Label: wordRow, Stub: true}, {Key: "first", Label: d.First, Format: f}, {Key: "second", Label: d.Second, Format: f}}
	var g table.Group
	for _, p := range d.Rows {
		g.Rows = append(g.Rows, table.Row{Cells: []table.Cell{table.Txt(p.Label), p.First.cell(), p.Second.cell()}})
	}
	t.Groups = []table.Group{g}
}

func (l *Levels) data(t *table.Table, f table.Format) {
	t.Columns = []table.Column{{Key: "row", Label: wordRow, Stub: true}}
	for i, s := range l.Series {
		t.Columns = append(t.Columns, table.Column{Key: "s" + strconv.Itoa(i+1), Label: s, Format: f})
	}
	t.Columns = append(t.Columns, table.Column{Key: "level", Label: wordLevel})
	var g table.Group
	for _, b := range l.Bars {
		r := table.Row{Cells: []table.Cell{table.Txt(b.Label)}}
		for _, v := range b.Values {
			r.Cells = append(r.Cells, v.cell())
		}
		r.Cells = append(r.Cells, table.Txt(b.Level))
		g.Rows = append(g.Rows, r)
	}
	t.Groups = []table.Group{g}
}

// data lists the nodes with their counts, and after them the links.
func (p *Path) data(t *table.Table) {
	t.Columns = []table.Column{{Key: "part", Label: wordColumn, Stub: true}, {Key: "node", Label: wordNode, Stub: true}, {Key: "to", Label: wordLeads, Stub: true}, {Key: "count", Label: wordInterview, Format: table.Whole}}
	type place struct{ part, label table.Text }
	at := map[string]place{}
	var nodes, links table.Group
	for _, c := range p.Columns {
		for _, n := range c.Nodes {
			at[n.Key] = place{c.Title, n.Label}
			nodes.Rows = append(nodes.Rows, table.Row{Key: n.Key, Cells: []table.Cell{table.Txt(c.Title), table.Txt(n.Label), {Kind: table.Blank, Tint: -1}, table.Num(float64(n.Count), n.ID)}})
		}
	}
	for _, l := range p.Links {
		links.Rows = append(links.Rows, table.Row{Key: l.From + "-" + l.To, Cells: []table.Cell{table.Txt(at[l.From].part), table.Txt(at[l.From].label), table.Txt(at[l.To].label), {Kind: table.Number, Value: float64(l.Count), Tint: -1}}})
	}
	t.Groups = []table.Group{nodes, links}
}

func (d *Dots) data(t *table.Table, f table.Format) {
	t.Columns = []table.Column{{Key: "row", Label: wordRow, Stub: true}, {Key: "low", Label: d.Low, Format: f}, {Key: "value", Label: d.Value, Format: f}, {Key: "high", Label: d.High, Format: f}}
	var g table.Group
	for _, r := range d.Rows {
		low, high := Cell{Value: r.Low}, Cell{Value: r.High}
		g.Rows = append(g.Rows, table.Row{Cells: []table.Cell{table.Txt(r.Label), low.cell(), r.Cell.cell(), high.cell()}})
	}
	t.Groups = []table.Group{g}
}

// data lists the points with every series, and the limits of its band beside it.
func (c *Curve) data(t *table.Table) {
	t.Columns = []table.Column{{Key: "row", Label: c.XTitle, Stub: true}}
	for i, s := range c.Series {
		key := "s" + strconv.Itoa(i+1)
		t.Columns = append(t.Columns, table.Column{Key: key, Label: s.Label, Format: s.Format})
		if s.Low != nil {
			t.Columns = append(t.Columns, table.Column{Key: key + "-low", Label: s.BandLow, Format: s.Format}, table.Column{Key: key + "-high", Label: s.BandHigh, Format: s.Format})
		}
	}
	var g table.Group
	for i, x := range c.X {
		r := table.Row{Cells: []table.Cell{table.Txt(x)}}
		for _, s := range c.Series {
			r.Cells = append(r.Cells, at(s.Cells, i).cell())
			if s.Low != nil {
				r.Cells = append(r.Cells, at(s.Low, i).cell(), at(s.High, i).cell())
			}
		}
		g.Rows = append(g.Rows, r)
	}
	t.Groups = []table.Group{g}
}

// at is the cell of a point, an empty one where a series is shorter.
func at(cells []Cell, i int) Cell {
	if i < len(cells) {
		return cells[i]
	}
	return Cell{Value: math.NaN()}
}
