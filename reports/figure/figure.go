package figure

import "github.com/smekit/smekit/reports/table"

// Figure is one numbered figure; exactly one of the bodies is set.
type Figure struct {
	Key    string
	Number int
	Title  table.Text
	Alt    table.Text // text alternative: what the picture says
	Notes  []table.Text

	Heat     *HeatMap
	Dumbbell *Dumbbell
	Levels   *Levels
	Path     *Path
	Dots     *Dots
	Curve    *Curve

	Likert    *Likert
	Network   *Network
	Forest    *Forest
	Structure *Structure
	Ranges    *Ranges
}

// Cell is a value with its estimate; Hidden says why there is none ("n<5", "–").
type Cell struct {
	Value  float64 // NaN: none
	ID     string
	Hidden table.Text
	N      int // -1 unknown
}

// HeatMap shows Cells[row][column] on a fixed scale.
type HeatMap struct {
	Rows, Columns []table.Text
	RowGroups     []Span // optional headings over runs of rows
	Cells         [][]Cell
	Min, Max      float64 // of the scale, such as 0 and 100
	Low, High     float64 // band cuts marked in the legend
	Unit          table.Text
	Number        *table.Format // of the values; nil: one decimal
}

// Span groups the entries From … To (inclusive).
type Span struct {
	Label    table.Text
	From, To int
}

// Dumbbell shows two groups' values per row, joined by a line.
type Dumbbell struct {
	First, Second table.Text // names of the groups
	Rows          []Pair
	Min, Max      float64
	Unit          table.Text
	Low, High     float64 // reference lines; equal: none
}

// Pair is a row of a dumbbell.
type Pair struct {
	Label         table.Text
	First, Second Cell
}

// Levels shows coupling coordination: for each case, bars of T, C and D with the level's name.
type Levels struct {
	Series []table.Text // names of the measures, such as C, T, D
	Bars   []LevelBar
	Cuts   []float64    // of the classes on 0–1
	Names  []table.Text // of the classes
}

// LevelBar is one case and coupling set.
type LevelBar struct {
	Label  table.Text
	Values []Cell // one per series
	Level  table.Text
}

// Path shows dimensions in three columns (situation, mechanism, effect) and the links that interviews speak of.
type Path struct {
	Columns []PathColumn
	Links   []Link
}

// PathColumn is a column of nodes.
type PathColumn struct {
	Title table.Text
	Nodes []Node
}

// Node is a dimension.
type Node struct {
	Key   string
	Label table.Text
	Count int // interviews that mention it
	ID    string
}

// Link is a relation said by interviewees, with the number of interviews.
type Link struct {
	From, To string
	Count    int
}

// Dots shows a value per row with its interval, on a common scale.
type Dots struct {
	Value, Low, High table.Text // names of the value and of the limits
	Rows             []Dot
	Min, Max         float64
	Cuts             []float64 // reference lines, rising
	Unit             table.Text
}

// Dot is a row of a dot plot.
type Dot struct {
	Label     table.Text
	Cell      Cell
	Low, High float64 // limits of the interval; NaN: none
}

// Curve shows series over points in an order, such as interviews in the order of fieldwork.
type Curve struct {
	XTitle, YTitle table.Text
	X              []table.Text // the points
	Series         []Line
}

// Line is a series of a curve. Its band, where it has one, is given point by point.
type Line struct {
	Label     table.Text
	Cells     []Cell // one per point
	Low, High []Cell // nil: no band
	BandLow   table.Text
	BandHigh  table.Text
	Format    table.Format
}
