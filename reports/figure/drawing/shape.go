package drawing

// Drawing is a figure as shapes in the order in which they are painted, in CSS pixels (96 to the inch) from the upper left
// corner. Colours are "#rrggbb".
type Drawing struct {
	Width, Height float64
	Shapes        []Shape
	Data          []Datum
}

// Datum is an estimate that shapes stand for: what a reader may click on or point at.
type Datum struct {
	ID    string // of the estimate; empty: none
	Title string // the tooltip
}

// Kind of a shape.
type Kind uint8

// The kinds of shapes.
const (
	Rect    Kind = iota // X, Y, W, H; Round
	Ellipse             // inscribed in X, Y, W, H
	Path                // Segments
	Text                // Text on its baseline at X, Y
)

// Shape is one thing that is painted.
type Shape struct {
	Kind       Kind
	X, Y, W, H float64
	Round      float64   // radius of a rectangle's corners
	Segments   []Segment // of a path

	Fill    string  // empty: none. Of a text: its colour
	Opacity float64 // of the fill, 0–1; 0 means 1
	Hatch   Hatch   // lines over the fill, in the colour of Stroke, so that grey print tells series apart
	Stroke  string  // empty: none
	Width   float64 // of the stroke
	Dash    []float64
	Arrow   bool // the path's last segment ends in an arrow head of the stroke's colour

	Text   string
	Size   float64 // of the type
	Anchor Anchor
	Bold   bool
	Italic bool
	Turn   float64 // degrees clockwise around X, Y
	Halo   string  // a seam around the letters in this colour; empty: none

	Datum int // 1 + index into Data; 0: none
}

// Anchor says which part of a text X names.
type Anchor uint8

// The anchors.
const (
	Start Anchor = iota
	Middle
	End
)

// Hatch is a pattern.
type Hatch uint8

// The patterns.
const (
	Plain Hatch = iota
	Rising
	Falling
	Crossed
	Dotted
)

// Step of a path.
type Step uint8

// The steps.
const (
	Move  Step = iota // to X, Y
	Line              // to X, Y
	Curve             // cubic Bézier by X1, Y1 and X2, Y2 to X, Y
	Close
)

// Segment is one step of a path.
type Segment struct {
	Step           Step
	X1, Y1, X2, Y2 float64
	X, Y           float64
}
