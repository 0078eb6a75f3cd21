package drawing

import (
	"math"
	"sort"
)

const (
	boxGap    = 14.0
	boxText   = 12.0
	graphTop  = 32.0
	passGap   = 18.0 // between links that pass a column
	graphSide = 34.0
)

// graph is boxes in columns and the routes between them.
type graph struct {
	boxWidth, gap float64
	stub          float64 // how far a route runs level from its box, for what is written on it
	port          float64 // between two routes at a box
	columns       [][]*box
	routes        []*route
	lowest        float64 // end of boxes and routes
}

// box is a node in its place.
type box struct {
	key, id     string
	label, note string
	lines       []string
	column      int
	x, y, h     float64
	out, in     int // routes at the right and the left side
}

// route joins two boxes; index tells the caller's link.
type route struct {
	index    int
	from, to *box
	y1, y2   float64   // where it leaves and arrives
	pass     []float64 // heights at which it passes the columns between
}

// join adds a route, where both ends are known.
func (g *graph) join(from, to string, index int) bool {
	var a, b *box
	for i, c := range g.columns {
		for _, x := range c {
			x.column, x.x = i, g.left(i)
			if x.key == from {
				a = x
			}
			if x.key == to {
				b = x
			}
		}
	}
	if a == nil || b == nil {
		return false
	}
	g.routes = append(g.routes, &route{index: index, from: a, to: b})
	switch { // within a column both ends are at the right
	case b.column > a.column:
		a.out++
		b.in++
	case b.column == a.column:
		a.out++
		b.out++
	default:
		a.in++
		b.out++
	}
	return true
}

func (g *graph) left(column int) float64 { return graphSide + float64(column)*(g.boxWidth+g.gap) }

func (g *graph) width() float64 {
	n := float64(len(g.columns))
	return 2*graphSide + n*g.boxWidth + math.Max(n-1, 0)*g.gap
}

// back reports whether a route leads to an earlier column.
func (r *route) back() bool { return r.to.column < r.from.column }

// place stacks the boxes, centres the columns, and gives every route its ports and passing heights.
func (g *graph) place() {
	tall := 0.0
	heights := make([]float64, len(g.columns))
	for i, c := range g.columns {
		for j, b := range c {
			b.column, b.x = i, g.left(i)
			b.h = math.Max(float64(len(b.lines))*boxText*1.25+24, float64(max(b.in, b.out))*g.port+8)
			if j > 0 {
				heights[i] += boxGap
			}
			heights[i] += b.h
		}
		tall = math.Max(tall, heights[i])
	}
	for i, c := range g.columns {
		y := graphTop + (tall-heights[i])/2
		for _, b := range c {
			b.y = y
			y += b.h + boxGap
		}
	}
	g.lowest = graphTop + tall
	for _, c := range g.columns {
		for _, b := range c {
			g.ports(b)
		}
	}
	below := make([]int, len(g.columns))
	for _, r := range g.routes {
		for c := r.from.column + 1; c < r.to.column; c++ {
			y := graphTop + (tall+heights[c])/2 + passGap*float64(below[c]+1)
			below[c]++
			r.pass = append(r.pass, y)
			g.lowest = math.Max(g.lowest, y+6)
		}
	}
}

// ports spreads the ends of a box's routes over its sides, in the order of where they lead.
func (g *graph) ports(b *box) {
	type end struct {
		r     *route
		start bool
		other float64
	}
	var left, right []end
	for _, r := range g.routes {
		if r.from == b {
			e := end{r, true, r.to.y + r.to.h/2}
			if r.back() {
				left = append(left, e)
			} else {
				if r.to.column > b.column+1 { // it dives below the next column
					e.other = math.Inf(1)
				}
				right = append(right, e)
			}
		}
		if r.to == b {
			e := end{r, false, r.from.y + r.from.h/2}
			if r.to.column > r.from.column {
				if r.to.column > r.from.column+1 {
					e.other = math.Inf(1)
				}
				left = append(left, e)
			} else {
				right = append(right, e)
			}
		}
	}
	for _, side := range [][]end{left, right} {
		sort.SliceStable(side, func(i, j int) bool { return side[i].other < side[j].other })
		for k, e := range side {
			y := b.y + b.h/2 + (float64(k)-float64(len(side)-1)/2)*g.port
			if e.start {
				e.r.y1 = y
			} else {
				e.r.y2 = y
			}
		}
	}
}

// trail is the way of a route: level where it leaves and arrives, below the boxes of the columns it passes.
func (g *graph) trail(r *route) []Segment {
	x1, x2 := r.from.x+g.boxWidth, r.to.x-2
	switch {
	case r.to.column == r.from.column:
		x2 = r.to.x + g.boxWidth + 2
		return []Segment{move(x1, r.y1), {Step: Curve, X1: x1 + 64, Y1: r.y1, X2: x2 + 64, Y2: r.y2, X: x2, Y: r.y2}}
	case r.back():
		x1, x2 = r.from.x, r.to.x+g.boxWidth+2
		return []Segment{move(x1, r.y1), {Step: Curve, X1: x1 - g.gap/2, Y1: r.y1, X2: x2 + g.gap/2, Y2: r.y2, X: x2, Y: r.y2}}
	}
	s := []Segment{move(x1, r.y1)}
	if g.stub > 0 {
		x1 += g.stub
		s = append(s, line(x1, r.y1))
	}
	x, y := x1, r.y1
	for i, h := range r.pass {
		left := g.left(r.from.column + 1 + i)
		x, s = left+g.boxWidth+g.stub, append(s, bend(x, y, left, h), line(left+g.boxWidth+g.stub, h))
		y = h
	}
	return append(s, bend(x, y, x2, r.y2))
}

// boxes draws the nodes with their names and what stands below.
func (p *pen) boxes(g *graph) {
	for _, c := range g.columns {
		for _, b := range c {
			title := b.label
			if b.note != "" {
				title += p.colon() + b.note
			}
			p.stand(b.id, title)
			p.rect(b.x, b.y, g.boxWidth, b.h, Shape{Round: 5, Fill: Node, Stroke: Blue, Width: 1.2})
			block := float64(len(b.lines)) * boxText * 1.25
			if b.note != "" {
				block += 14
			}
			y := b.y + (b.h-block)/2 + boxText
			p.lines(b.x+g.boxWidth/2, y, Middle, b.lines, plain)
			p.text(b.x+g.boxWidth/2, y+float64(len(b.lines))*boxText*1.25, Middle, b.note, soft)
			p.end()
		}
	}
}
