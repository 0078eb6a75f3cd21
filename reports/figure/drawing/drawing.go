package drawing

import (
	"math"

	"github.com/smekit/smekit/reports/figure"
)

// Options of a drawing.
type Options struct {
	Lang   string
	Number figure.Numbers                           // puts values into words, as the tables do
	Word   func(code string, args ...string) string // the catalogue's words in the language
}

// Draw draws a figure. A figure without a body is an empty drawing. All texts, by their estimated widths, and all shapes
// lie within the drawing; coordinates are rounded to hundredths, so that the same figure gives the same drawing
// everywhere.
func Draw(f *figure.Figure, o Options) *Drawing {
	p := &pen{o: o, f: f}
	switch {
	case f.Heat != nil:
		p.heat(f.Heat)
	case f.Dumbbell != nil:
		p.dumbbell(f.Dumbbell)
	case f.Levels != nil:
		p.levels(f.Levels)
	case f.Path != nil:
		p.path(f.Path)
	case f.Dots != nil:
		p.dots(f.Dots)
	case f.Curve != nil:
		p.curve(f.Curve)
	case f.Likert != nil:
		p.likert(f.Likert)
	case f.Network != nil:
		p.network(f.Network)
	case f.Forest != nil:
		p.forest(f.Forest)
	case f.Structure != nil:
		p.structure(f.Structure)
	case f.Ranges != nil:
		p.ranges(f.Ranges)
	default:
		p.width, p.height = 10, 10
	}
	return p.finish()
}

// Box is the rectangle that a shape covers, as drawn: the estimated extent of a text with its turn, the points of a path
// (of a curve its control points too).
func (s *Shape) Box() (x1, y1, x2, y2 float64) {
	switch s.Kind {
	case Text:
		w := measure(s.Text) * s.Size
		if s.Bold {
			w *= 1.06
		}
		left := s.X - w*float64(s.Anchor)/2
		if s.Turn == 0 {
			return left, s.Y - .88*s.Size, left + w, s.Y + .24*s.Size
		}
		x1, y1, x2, y2 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
		sin, cos := math.Sincos(s.Turn * math.Pi / 180)
		for _, c := range [4][2]float64{{left, -.88 * s.Size}, {left, .24 * s.Size}, {left + w, -.88 * s.Size}, {left + w, .24 * s.Size}} {
			x, y := s.X+(c[0]-s.X)*cos-c[1]*sin, s.Y+(c[0]-s.X)*sin+c[1]*cos
			x1, y1, x2, y2 = math.Min(x1, x), math.Min(y1, y), math.Max(x2, x), math.Max(y2, y)
		}
		return x1, y1, x2, y2
	case Path:
		x1, y1, x2, y2 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
		add := func(x, y float64) {
			x1, y1, x2, y2 = math.Min(x1, x), math.Min(y1, y), math.Max(x2, x), math.Max(y2, y)
		}
		for _, g := range s.Segments {
			switch g.Step {
			case Curve:
				add(g.X1, g.Y1)
				add(g.X2, g.Y2)
				add(g.X, g.Y)
			case Move, Line:
				add(g.X, g.Y)
			}
		}
		return x1, y1, x2, y2
	}
	return s.X, s.Y, s.X + s.W, s.Y + s.H
}

// finish moves and widens the drawing until it holds all of its shapes, and rounds.
func (p *pen) finish() *Drawing {
	left, top := 0.0, 0.0
	for i := range p.shapes {
		s := &p.shapes[i]
		x1, y1, x2, y2 := s.Box()
		if math.IsInf(x1, 0) || s.Kind == Text && s.Text == "" {
			continue
		}
		half := 0.0
		if s.Stroke != "" {
			half = s.Width / 2
		}
		if s.Kind == Text {
			x2 += 3
		}
		left, top = math.Min(left, x1-half), math.Min(top, y1-half)
		p.width, p.height = math.Max(p.width, x2+half), math.Max(p.height, y2+half)
	}
	r := func(v float64) float64 { return math.Round(v*100) / 100 }
	d := &Drawing{Width: r(math.Ceil(p.width - left)), Height: r(math.Ceil(p.height - top)), Shapes: p.shapes, Data: p.data}
	for i := range d.Shapes {
		s := &d.Shapes[i]
		if s.Kind != Path {
			s.X, s.Y, s.W, s.H = r(s.X-left), r(s.Y-top), r(s.W), r(s.H)
		}
		s.Width = r(s.Width)
		for j := range s.Segments {
			g := &s.Segments[j]
			if g.Step == Close {
				continue
			}
			g.X, g.Y = r(g.X-left), r(g.Y-top)
			if g.Step == Curve {
				g.X1, g.Y1, g.X2, g.Y2 = r(g.X1-left), r(g.Y1-top), r(g.X2-left), r(g.Y2-top)
			}
		}
	}
	return d
}
