package drawing

import (
	"math"
	"strconv"

	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// pen collects the shapes of a drawing.
type pen struct {
	o             Options
	f             *figure.Figure
	width, height float64
	shapes        []Shape
	data          []Datum
	datum         int // that the shapes now belong to
}

// looks of texts and lines.
var (
	plain  = Shape{Size: 12, Fill: Ink}
	strong = Shape{Size: 12, Fill: Ink, Bold: true}
	soft   = Shape{Size: 11, Fill: Soft}
	halo   = Shape{Size: 11, Fill: Ink, Halo: Paper} // set off from what lies behind
	thin   = Shape{Stroke: Rule, Width: .7}
	tickle = Shape{Stroke: Soft, Width: 1}
	cut    = Shape{Stroke: Soft, Width: 1, Dash: []float64{4, 3}}
)

func (p *pen) add(s Shape) {
	s.Datum = p.datum
	p.shapes = append(p.shapes, s)
}

func (p *pen) rect(x, y, w, h float64, look Shape) {
	look.Kind, look.X, look.Y, look.W, look.H = Rect, x, y, w, h
	p.add(look)
}

func (p *pen) disc(x, y, r float64, look Shape) {
	look.Kind, look.X, look.Y, look.W, look.H = Ellipse, x-r, y-r, 2*r, 2*r
	p.add(look)
}

func (p *pen) line(x1, y1, x2, y2 float64, look Shape) {
	p.trace(look, move(x1, y1), line(x2, y2))
}

func (p *pen) trace(look Shape, s ...Segment) {
	look.Kind, look.Segments = Path, s
	p.add(look)
}

// rhomb is a diamond around a point.
func (p *pen) rhomb(x, y, r float64, look Shape) {
	p.trace(look, move(x, y-r), line(x+r, y), line(x, y+r), line(x-r, y), Segment{Step: Close})
}

func move(x, y float64) Segment { return Segment{Step: Move, X: x, Y: y} }
func line(x, y float64) Segment { return Segment{Step: Line, X: x, Y: y} }

// bend continues a path to a point, level at both ends.
func bend(x1, y1, x2, y2 float64) Segment {
	b := (x2 - x1) * .5
	return Segment{Step: Curve, X1: x1 + b, Y1: y1, X2: x2 - b, Y2: y2, X: x2, Y: y2}
}

// text writes a text on its baseline.
func (p *pen) text(x, y float64, a Anchor, s string, look Shape) {
	if s == "" {
		return
	}
	look.Kind, look.X, look.Y, look.Anchor, look.Text = Text, x, y, a, s
	p.add(look)
}

// lines writes lines of text, the first baseline at y, 1.25 em apart.
func (p *pen) lines(x, y float64, a Anchor, lines []string, look Shape) {
	for i, s := range lines {
		p.text(x, y+float64(i)*look.Size*1.25, a, s, look)
	}
}

// beside writes lines of text around a height.
func (p *pen) beside(x, middle float64, a Anchor, lines []string, look Shape) {
	p.lines(x, middle+look.Size*.34-float64(len(lines)-1)*look.Size*.625, a, lines, look)
}

// stand opens a run of shapes that stand for an estimate; the title is its tooltip.
func (p *pen) stand(id, title string) {
	p.data = append(p.data, Datum{ID: id, Title: title})
	p.datum = len(p.data)
}

func (p *pen) end() { p.datum = 0 }

// given is the estimate that a cell shows; a cell without a value names none.
func given(c figure.Cell) string {
	if math.IsNaN(c.Value) {
		return ""
	}
	return c.ID
}

// words of the figure's texts and numbers.
func (p *pen) in(t table.Text) string               { return t.In(p.o.Lang) }
func (p *pen) value(v float64) string               { return p.o.Number(v, p.f.Format()) }
func (p *pen) tick(v float64) string                { return p.o.Number(v, p.f.AxisFormat()) }
func (p *pen) word(code string, a ...string) string { return p.o.Word(code, a...) }
func (p *pen) colon() string {
	if p.o.Lang == "zh" {
		return "："
	}
	return ": "
}

// shown is a cell's text: its number, or why there is none.
func (p *pen) shown(c figure.Cell) string {
	if !math.IsNaN(c.Value) {
		return p.value(c.Value)
	}
	if c.Hidden.Empty() {
		return "–"
	}
	return p.in(c.Hidden)
}

// count is a number of people or texts: n = 12.
func (p *pen) count(n int) string {
	if p.o.Lang == "zh" {
		return "n=" + strconv.Itoa(n)
	}
	return "n = " + strconv.Itoa(n)
}

// tip is the tooltip of a cell.
func (p *pen) tip(label string, c figure.Cell) string {
	return p.told(label+p.colon()+p.shown(c), c)
}

// told adds the number of cases to a tooltip.
func (p *pen) told(s string, c figure.Cell) string {
	if c.N < 0 || math.IsNaN(c.Value) {
		return s
	}
	if p.o.Lang == "zh" {
		return s + "（" + p.count(c.N) + "）"
	}
	return s + " (" + p.count(c.N) + ")"
}
