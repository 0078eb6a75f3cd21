package figure

import (
	"math"
	"strconv"

	"github.com/smekit/smekit/reports/table"
)

// Likert shows how answers spread over the points of a scale, a bar a row, split at the middle of the scale.
type Likert struct {
	Points    []table.Text // of the scale, low to high
	Rows      []LikertRow
	RowGroups []Span // optional headings over runs of rows
	Neutral   int    // index of the middle point; -1: none, the bars split between the two halves
}

// LikertRow is an item or a dimension.
type LikertRow struct {
	Label  table.Text
	Shares []Cell // of the answers, 0–1, one per point
	N      int    // answers; -1 unknown
}

// Forest shows differences with their intervals beside the line where there is none.
type Forest struct {
	Rows       []ForestRow
	Zero       float64 // where there is no difference
	Unit       table.Text
	Less, More table.Text    // what the sides of the line mean
	Number     *table.Format // of the values; nil: one decimal
}

// ForestRow is a difference, or a heading over the rows that follow.
type ForestRow struct {
	Label     table.Text
	Cell      Cell
	Low, High float64 // limits of the interval; NaN: none
	Group     bool
}

// Ranges shows within which limits a value can be moved without changing a result.
type Ranges struct {
	Rows   []Range
	Unit   table.Text
	Number *table.Format // of the values; nil: one decimal
}

// Range is the value that was used and its limits; a limit that is not known has no value.
type Range struct {
	Label           table.Text
	Low, Used, High Cell
}

var (
	wordAnswers = table.Text{ZH: "作答数", EN: "Answers"}
	wordValue   = table.Text{ZH: "值", EN: "Value"}
	wordLower   = table.Text{ZH: "下限", EN: "Lower limit"}
	wordUpper   = table.Text{ZH: "上限", EN: "Upper limit"}
	wordUsed    = table.Text{ZH: "采用值", EN: "Used"}
)

func (l *Likert) data(t *table.Table, f table.Format) {
	t.Columns = []table.Column{{Key: "row", Label: wordRow, Stub: true}}
	for i, p := range l.Points {
		t.Columns = append(t.Columns, table.Column{Key: "p" + strconv.Itoa(i+1), Label: p, Format: f})
	}
	t.Columns = append(t.Columns, table.Column{Key: "n", Label: wordAnswers, Format: table.Whole})
	rows := make([]table.Row, len(l.Rows))
	for i, r := range l.Rows {
		cells := []table.Cell{table.Txt(r.Label)}
		for j := range l.Points {
			cells = append(cells, at(r.Shares, j).cell())
		}
		n := Cell{Value: math.NaN()}
		if r.N >= 0 {
			n.Value = float64(r.N)
		}
		rows[i].Cells = append(cells, n.cell())
	}
	t.Groups = grouped(rows, l.RowGroups)
}

// grouped puts rows under their headings; rows without one stand alone.
func grouped(rows []table.Row, spans []Span) (groups []table.Group) {
	at := 0
	for _, s := range spans {
		from, to := min(max(s.From, at), len(rows)), min(s.To+1, len(rows))
		if from > at {
			groups = append(groups, table.Group{Rows: rows[at:from]})
		}
		if to > from {
			groups = append(groups, table.Group{Label: s.Label, Rows: rows[from:to]})
		}
		at = max(at, from, to)
	}
	if at < len(rows) {
		groups = append(groups, table.Group{Rows: rows[at:]})
	}
	return groups
}

func (x *Forest) data(t *table.Table, f table.Format) {
	value := x.Unit
	if value.Empty() {
		value = wordValue
	}
	t.Columns = []table.Column{{Key: "row", Label: wordRow, Stub: true}, {Key: "low", Label: wordLower, Format: f}, {Key: "value", Label: value, Format: f}, {Key: "high", Label: wordUpper, Format: f}}
	var g table.Group
	for _, r := range x.Rows {
		if r.Group {
			if len(g.Rows) > 0 {
				t.Groups = append(t.Groups, g)
			}
			g = table.Group{Label: r.Label}
			continue
		}
		low, high := Cell{Value: r.Low}, Cell{Value: r.High}
		g.Rows = append(g.Rows, table.Row{Cells: []table.Cell{table.Txt(r.Label), low.cell(), r.Cell.cell(), high.cell()}})
	}
	if len(g.Rows) > 0 {
		t.Groups = append(t.Groups, g)
	}
}

func (x *Ranges) data(t *table.Table, f table.Format) {
	t.Columns = []table.Column{{Key: "row", Label: wordRow, Stub: true}, {Key: "low", Label: wordLower, Format: f}, {Key: "used", Label: wordUsed, Format: f}, {Key: "high", Label: wordUpper, Format: f}}
	var g table.Group
	for _, r := range x.Rows {
		g.Rows = append(g.Rows, table.Row{Cells: []table.Cell{table.Txt(r.Label), r.Low.cell(), r.Used.cell(), r.High.cell()}})
	}
	t.Groups = []table.Group{g}
}
