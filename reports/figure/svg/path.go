package svg

import (
	"math"
	"sort"
	"strconv"

	"github.com/smekit/smekit/reports/figure"
)

const (
	nodeWidth  = 168.0
	columnGap  = 128.0
	portGap    = 15.0 // between two links at a node
	nodeGap    = 14.0
	nodeText   = 12.0
	pathTop    = 32.0
	passGap    = 18.0 // between links that pass a column
	pathMargin = 34.0
)

// box is a node in its place; ports are the places of its links at each side, from the top.
type box struct {
	node    figure.Node
	column  int
	x, y, h float64
	lines   []string
	out, in int // links at the right and the left side
}

// route is a link with the boxes it joins and the places where it leaves and arrives.
type route struct {
	link     figure.Link
	from, to *box
	y1, y2   float64
	pass     []float64 // heights at which it passes the columns between
}

// path draws nodes in columns and the links between them: as wide as the number of interviews, with that number where the
// link leaves its node. A link that passes a column runs below the column's nodes; one inside a column or back is dashed.
func (p *pen) path(d *figure.Path) {
	boxes := map[string]*box{}
	columns := make([][]*box, len(d.Columns))
	for i, c := range d.Columns {
		for _, n := range c.Nodes {
			b := &box{node: n, column: i, x: pathMargin + float64(i)*(nodeWidth+columnGap), lines: wrap(p.in(n.Label), nodeWidth-20, nodeText, 3)}
			columns[i] = append(columns[i], b)
			boxes[n.Key] = b
		}
	}
	var routes []*route
	most := 1
	for _, l := range d.Links {
		from, to := boxes[l.From], boxes[l.To]
		if from == nil || to == nil {
			continue
		}
		routes = append(routes, &route{link: l, from: from, to: to})
		from.leaves(to)
		most = max(most, l.Count)
	}
	passes := p.place(columns, routes)
	p.defs.WriteString(`<marker id="` + p.prefix + `-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.5L8 4L0 7.5Z" fill="` + soft + `" class="tip"/></marker>`)
	for i, c := range d.Columns {
		p.text(pathMargin+float64(i)*(nodeWidth+columnGap)+nodeWidth/2, 15, "middle", p.in(c.Title), "font-weight", "bold", "font-size", "13", "class", "ink")
	}
	for _, r := range routes {
		p.link(r, most)
	}
	for _, c := range columns {
		for _, b := range c {
			p.box(b)
		}
	}
	for _, r := range routes { // numbers above everything
		x := r.from.x + nodeWidth + 11
		if r.back() {
			x = r.from.x - 11
		}
		p.text(x, r.y1+3.6, "middle", strconv.Itoa(r.link.Count), halo...)
	}
	p.width = 2*pathMargin + float64(len(columns))*nodeWidth + float64(max(len(columns)-1, 0))*columnGap
	p.height = math.Max(p.height, passes) + 8
}

// back reports whether a link leads to an earlier column.
func (r *route) back() bool { return r.to.column < r.from.column }

// leaves counts a link at the sides where it leaves and arrives: within a column both at the right.
func (b *box) leaves(to *box) {
	switch {
	case to.column > b.column:
		b.out++
		to.in++
	case to.column == b.column:
		b.out++
		to.out++
	default:
		b.in++
		to.out++
	}
}

// place stacks the nodes, centres the columns, gives every link its ports and passing heights, and returns the lower end
// of the passing links.
func (p *pen) place(columns [][]*box, routes []*route) float64 {
	tall := 0.0
	heights := make([]float64, len(columns))
	for i, c := range columns {
		for j, b := range c {
			b.h = math.Max(float64(len(b.lines))*nodeText*1.25+24, float64(max(b.in, b.out))*portGap+8)
			if j > 0 {
				heights[i] += nodeGap
			}
			heights[i] += b.h
		}
		tall = math.Max(tall, heights[i])
	}
	for i, c := range columns {
		y := pathTop + (tall-heights[i])/2
		for _, b := range c {
			b.y = y
			y += b.h + nodeGap
		}
	}
	p.height = pathTop + tall
	type end struct {
		r     *route
		start bool
		other float64
	}
	for _, c := range columns {
		for _, b := range c {
			var left, right []end
			for _, r := range routes {
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
					y := b.y + b.h/2 + (float64(k)-float64(len(side)-1)/2)*portGap
					if e.start {
						e.r.y1 = y
					} else {
						e.r.y2 = y
					}
				}
			}
		}
	}
	below := make([]int, len(columns))
	lowest := p.height
	for _, r := range routes {
		for c := r.from.column + 1; c < r.to.column; c++ {
			bottom := pathTop + (tall+heights[c])/2
			y := bottom + passGap*float64(below[c]+1)
			below[c]++
			r.pass = append(r.pass, y)
			lowest = math.Max(lowest, y+6)
		}
	}
	return lowest
}

// link draws the curve of a link.
func (p *pen) link(r *route, most int) {
	title := p.in(r.from.node.Label) + " → " + p.in(r.to.node.Label) + p.colon() + strconv.Itoa(r.link.Count)
	p.datum("", title)
	a := attr{"fill", "none", "stroke", "#8fa9c4", "stroke-opacity", "0.8", "stroke-width", num(1 + 6*float64(r.link.Count)/float64(most)), "marker-end", "url(#" + p.prefix + "-arrow)", "class", "link"}
	x1, x2 := r.from.x+nodeWidth, r.to.x-2
	d := "M" + num(x1) + " " + num(r.y1)
	switch {
	case r.to.column == r.from.column:
		x2 = r.to.x + nodeWidth + 2
		d += "C" + num(x1+64) + " " + num(r.y1) + " " + num(x2+64) + " " + num(r.y2) + " " + num(x2) + " " + num(r.y2)
		a = append(a, "stroke-dasharray", "7 4")
	case r.back():
		x1, x2 = r.from.x, r.to.x+nodeWidth+2
		d = "M" + num(x1) + " " + num(r.y1) + "C" + num(x1-columnGap/2) + " " + num(r.y1) + " " + num(x2+columnGap/2) + " " + num(r.y2) + " " + num(x2) + " " + num(r.y2)
		a = append(a, "stroke-dasharray", "7 4")
	default:
		x, y := x1, r.y1
		for i, h := range r.pass {
			left := pathMargin + float64(r.from.column+1+i)*(nodeWidth+columnGap)
			d += curve(x, y, left, h) + "H" + num(left+nodeWidth)
			x, y = left+nodeWidth, h
		}
		d += curve(x, y, x2, r.y2)
	}
	p.shape("path", append(attr{"d", d}, a...))
	p.end()
}

// curve continues a path to a point, level at both ends.
func curve(x1, y1, x2, y2 float64) string {
	bend := (x2 - x1) * .5
	return "C" + num(x1+bend) + " " + num(y1) + " " + num(x2-bend) + " " + num(y2) + " " + num(x2) + " " + num(y2)
}

// box draws a node with its name and the interviews that mention it.
func (p *pen) box(b *box) {
	count := "n=" + strconv.Itoa(b.node.Count)
	if p.o.Lang != "zh" {
		count = "n = " + strconv.Itoa(b.node.Count)
	}
	p.datum(b.node.ID, p.in(b.node.Label)+p.colon()+count)
	p.rect(b.x, b.y, nodeWidth, b.h, "rx", "5", "fill", "#eef4fb", "stroke", blue, "stroke-width", "1.2", "class", "node")
	block := float64(len(b.lines))*nodeText*1.25 + 14
	y := b.y + (b.h-block)/2 + nodeText
	p.lines(b.x+nodeWidth/2, y, nodeText, "middle", b.lines, "class", "ink")
	p.text(b.x+nodeWidth/2, y+float64(len(b.lines))*nodeText*1.25, "middle", count, "font-size", "11", "class", "soft", "fill", soft)
	p.end()
}
