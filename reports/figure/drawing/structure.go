package drawing

import (
	"math"

	"github.com/smekit/smekit/reports/figure"
)

// structure draws a path model: boxes in columns, arrows as wide as their coefficients, negative ones orange, weak ones
// dashed, each with its coefficient. Arrows run between and below the boxes, never through one.
func (p *pen) structure(d *figure.Structure) {
	g := &graph{boxWidth: 176, port: 20}
	for _, a := range d.Arrows {
		g.stub = math.Max(g.stub, measure(p.shown(a.Cell)+a.Stars)*12*1.06+29)
	}
	g.gap = g.stub + 112
	for i, c := range d.Columns {
		var column []*box
		for _, n := range c.Nodes {
			column = append(column, &box{key: n.Key, id: n.ID, label: p.in(n.Label), lines: even(p.in(n.Label), g.boxWidth-20, boxText), note: p.in(n.Note)})
		}
		g.columns = append(g.columns, column)
		p.lines(g.left(i)+g.boxWidth/2, 15, Middle, wrap(p.in(c.Title), g.boxWidth+g.gap-20, 13, 1), Shape{Size: 13, Fill: Ink, Bold: true})
	}
	most := 0.0
	for i, a := range d.Arrows {
		if g.join(a.From, a.To, i) && !math.IsNaN(a.Cell.Value) {
			most = math.Max(most, math.Abs(a.Cell.Value))
		}
	}
	g.place()
	for _, r := range g.routes {
		a := d.Arrows[r.index]
		look := Shape{Stroke: "#3f78b5", Width: 1.2, Arrow: true}
		if most > 0 && !math.IsNaN(a.Cell.Value) {
			look.Width = 1 + 2.6*math.Abs(a.Cell.Value)/most
		}
		if a.Cell.Value < 0 {
			look.Stroke = Orange
		}
		if a.Weak || math.IsNaN(a.Cell.Value) {
			look.Dash = []float64{6, 4}
			look.Stroke, look.Width = "#8a94a0", math.Min(look.Width, 1.4)
		}
		p.stand(given(a.Cell), p.arrowTip(r, a))
		p.trace(look, g.trail(r)...)
		p.end()
	}
	p.boxes(g)
	var taken []place
	for _, c := range g.columns {
		for _, b := range c {
			taken = append(taken, place{b.x - 14, b.y, b.x + g.boxWidth + 16, b.y + b.h}) // with room for the ends of arrows
		}
	}
	for _, r := range g.routes {
		a := d.Arrows[r.index]
		text := p.shown(a.Cell) + a.Stars
		look := Shape{Kind: Text, Size: 12, Fill: Ink, Halo: Paper, Bold: !a.Weak && !math.IsNaN(a.Cell.Value), Anchor: Middle, Text: text}
		x, y, where := freest(g.trail(r), r.to.column == r.from.column, taken, &look)
		taken = append(taken, where)
		p.stand(given(a.Cell), p.arrowTip(r, a))
		p.rect(where.x1-5, where.y1, where.x2-where.x1+10, where.y2-where.y1, Shape{Fill: Paper}) // so that a line does not read as a minus sign
		p.text(x, y, Middle, text, look)
		p.end()
	}
	p.width, p.height = g.width(), g.lowest+8
}

func (p *pen) arrowTip(r *route, a figure.StructureArrow) string {
	return p.told(r.from.label+" → "+r.to.label+p.colon()+p.shown(a.Cell)+a.Stars, a.Cell)
}

// place is a rectangle that is taken.
type place struct{ x1, y1, x2, y2 float64 }

func (a place) overlap(b place) float64 {
	w, h := math.Min(a.x2, b.x2)-math.Max(a.x1, b.x1), math.Min(a.y2, b.y2)-math.Max(a.y1, b.y1)
	if w <= 0 || h <= 0 {
		return 0
	}
	return w * h
}

// freest is the point along a way where a text meets least of what is there: the nearest to its start of those, where
// arrows have not yet crossed, or the nearest to its middle.
func freest(way []Segment, fromMiddle bool, taken []place, look *Shape) (x, y float64, where place) {
	best := math.Inf(1)
	points := sample(way, 64)
	for k := range points {
		i := k
		if fromMiddle {
			if i = len(points)/2 + (k+1)/2*(1-2*(k%2)); i < 0 || i >= len(points) {
				continue
			}
		}
		look.X, look.Y = points[i][0], points[i][1]+4
		var b place
		b.x1, b.y1, b.x2, b.y2 = look.Box()
		grown := place{b.x1 - 5, b.y1 - 1, b.x2 + 5, b.y2 + 1}
		cost := 0.0
		for _, t := range taken {
			cost += grown.overlap(t)
		}
		if cost < best {
			best, x, y, where = cost, look.X, look.Y, b
		}
	}
	return x, y, where
}

// sample is points along a way, at equal steps of each segment's parameter weighted by its length.
func sample(way []Segment, n int) (points [][2]float64) {
	var x, y float64
	total := 0.0
	length := func(s Segment, x, y float64) float64 { return math.Hypot(s.X-x, s.Y-y) }
	for _, s := range way {
		if s.Step != Move {
			total += length(s, x, y)
		}
		x, y = s.X, s.Y
	}
	for _, s := range way {
		if s.Step != Move && total > 0 {
			k := max(2, int(math.Round(float64(n)*length(s, x, y)/total)))
			for i := 1; i < k; i++ {
				t := float64(i) / float64(k)
				u := 1 - t
				if s.Step == Curve {
					points = append(points, [2]float64{u*u*u*x + 3*u*u*t*s.X1 + 3*u*t*t*s.X2 + t*t*t*s.X, u*u*u*y + 3*u*u*t*s.Y1 + 3*u*t*t*s.Y2 + t*t*t*s.Y})
				} else {
					points = append(points, [2]float64{u*x + t*s.X, u*y + t*s.Y})
				}
			}
		}
		x, y = s.X, s.Y
	}
	if len(points) == 0 {
		points = append(points, [2]float64{x, y})
	}
	return points
}
