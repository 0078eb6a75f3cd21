package drawing

import (
	"math"
	"sort"

	"github.com/smekit/smekit/reports/figure"
)

// knot is a node of a network in its place.
type knot struct {
	node        figure.NetNode
	x, y, r     float64
	lines       []string
	right       bool
	labelX, top float64 // of its label
}

const knotLine = 15.0 // between lines of a label

// network draws the nodes on a circle, those of a group side by side, their names outside of it, and the edges inside:
// wide as their weights, negative ones dashed.
func (p *pen) network(d *figure.Network) {
	order := circle(d)
	n := len(order)
	legend := p.networkLegend(d)
	if n == 0 {
		p.width, p.height = math.Max(p.width, 10), legend
		return
	}
	most := 0.0
	for _, x := range d.Nodes {
		if !math.IsNaN(x.Size.Value) {
			most = math.Max(most, x.Size.Value)
		}
	}
	radius := math.Max(140, 9.5*float64(n))
	knots := make([]*knot, n)
	byKey := map[string]*knot{}
	for i, k := range order {
		angle := 2*math.Pi*(float64(i)+.5)/float64(n) - math.Pi/2
		sin, cos := math.Sincos(angle)
		x := &knot{node: d.Nodes[k], x: radius * cos, y: radius * sin, r: knotRadius(d.Nodes[k].Size.Value, most), right: cos > -1e-9}
		x.lines = even(p.in(x.node.Label), 170, 12)
		knots[i] = x
		byKey[x.node.Key] = x
	}
	left := outside(knots)
	top := math.Inf(1)
	for _, k := range knots {
		top = math.Min(top, math.Min(k.top, k.y-k.r))
	}
	dx, dy := left+4, legend+12-top
	for _, k := range knots {
		k.x, k.y, k.labelX, k.top = k.x+dx, k.y+dy, k.labelX+dx, k.top+dy
	}
	p.edges(d, byKey, dx, dy)
	for _, k := range knots {
		p.knot(d, k)
	}
}

// knotRadius makes the area of a node proportional to its size.
func knotRadius(v, most float64) float64 {
	if math.IsNaN(v) || v <= 0 || most <= 0 {
		return 5
	}
	return math.Max(5, 16*math.Sqrt(v/most))
}

// circle is the order of the nodes around the circle: groups one after another, within a group so that what is strongly
// joined stands near, found by exchanging neighbours from the order given.
func circle(d *figure.Network) []int {
	order := make([]int, len(d.Nodes))
	for i := range order {
		order[i] = i
	}
	group := func(i int) int {
		if g := d.Nodes[i].Group; g >= 0 && g < len(d.Groups) {
			return g
		}
		return len(d.Groups)
	}
	sort.SliceStable(order, func(a, b int) bool { return group(order[a]) < group(order[b]) })
	at := map[string]int{}
	for i, k := range order {
		at[d.Nodes[k].Key] = i
	}
	n := len(order)
	cost := func() float64 {
		sum := 0.0
		for _, e := range d.Edges {
			a, ok := at[e.From]
			b, known := at[e.To]
			if !ok || !known || math.IsNaN(e.Weight.Value) {
				continue
			}
			apart := max(a, b) - min(a, b)
			sum += math.Abs(e.Weight.Value) * float64(min(apart, n-apart))
		}
		return sum
	}
	if n > 60 { // the order given is kept
		return order
	}
	best := cost()
	for range 12 {
		better := false
		for i := 0; i < n; i++ {
			for j := i + 1; j < n && group(order[j]) == group(order[i]); j++ {
				swap := func() {
					order[i], order[j] = order[j], order[i]
					at[d.Nodes[order[i]].Key], at[d.Nodes[order[j]].Key] = i, j
				}
				swap()
				if c := cost(); c < best-1e-9 {
					best, better = c, true
				} else {
					swap()
				}
			}
		}
		if !better {
			break
		}
	}
	return order
}

// outside places the labels beside the circle, from the middle outwards, so that none covers another or a node, and
// returns how far they reach to the left.
func outside(knots []*knot) (left float64) {
	for _, right := range []bool{false, true} {
		var side []*knot
		for _, k := range knots {
			if k.right == right {
				side = append(side, k)
			}
		}
		sort.SliceStable(side, func(i, j int) bool { return side[i].y < side[j].y })
		middle := 0
		for middle < len(side) && side[middle].y < 0 {
			middle++
		}
		height := func(k *knot) float64 { return float64(len(k.lines)) * knotLine }
		end := math.Inf(-1)
		for _, k := range side[middle:] {
			k.top = math.Max(k.y-height(k)/2, end)
			end = k.top + height(k) + 4
		}
		start := math.Inf(1)
		if middle < len(side) {
			start = side[middle].top - 4
		}
		for i := middle - 1; i >= 0; i-- {
			k := side[i]
			k.top = math.Min(k.y-height(k)/2, start-height(k))
			start = k.top - 4
		}
		for _, k := range side {
			reach := math.Abs(k.x) + k.r
			for _, o := range knots {
				if o.right == right && o.y+o.r > k.top-3 && o.y-o.r < k.top+height(k)+3 {
					reach = math.Max(reach, math.Abs(o.x)+o.r)
				}
			}
			k.labelX = reach + 9
			if !right {
				k.labelX = -k.labelX
				left = math.Max(left, -k.labelX+widest(k.lines, 12))
			}
		}
	}
	for _, k := range knots {
		left = math.Max(left, k.r-k.x)
	}
	return left
}

// knotLook is the mark of a group: fill, hatch and border.
func knotLook(group, groups int) Shape {
	looks := [...]Shape{
		{Fill: "#6fa3d4", Stroke: Dark, Width: 1.4},
		{Fill: "#fbd9bd", Hatch: Rising, Stroke: Orange, Width: 1.4},
		{Fill: Dark, Stroke: Dark, Width: 1.4},
		{Fill: "#ffffff", Hatch: Dotted, Stroke: Soft, Width: 1.4},
		{Fill: "#e4e7ea", Hatch: Falling, Stroke: Ink, Width: 1.4},
		{Fill: "#dbe8f5", Hatch: Crossed, Stroke: Blue, Width: 1.4},
	}
	if group < 0 || group >= groups {
		return Shape{Fill: "#dfe4e9", Stroke: Soft, Width: 1.4}
	}
	return looks[group%len(looks)]
}

func (p *pen) knot(d *figure.Network, k *knot) {
	size := p.in(k.node.Label)
	if v := k.node.Size; !math.IsNaN(v.Value) {
		size += p.colon() + p.o.Number(v.Value, d.SizeFormat())
	} else if !v.Hidden.Empty() {
		size += p.colon() + p.in(v.Hidden)
	}
	p.stand(given(k.node.Size), p.told(size, k.node.Size))
	middle := k.top + float64(len(k.lines))*knotLine/2
	side, a := -1.0, End
	if k.right {
		side, a = 1, Start
	}
	if math.Abs(middle-k.y) > 7 || math.Abs(k.labelX-k.x) > k.r+14 { // a label that had to move is led to its node
		p.line(k.x+side*k.r*.7, k.y, k.labelX-side*3, middle, Shape{Stroke: Rule, Width: 1})
	}
	p.disc(k.x, k.y, k.r, knotLook(k.node.Group, len(d.Groups)))
	p.beside(k.labelX, middle, a, k.lines, plain)
	p.end()
}

// edges draws what joins the nodes, weak ones first, bent towards the middle of the circle.
func (p *pen) edges(d *figure.Network, knots map[string]*knot, cx, cy float64) {
	most := heaviest(d)
	order := make([]int, len(d.Edges))
	for i := range order {
		order[i] = i
	}
	weight := func(i int) float64 {
		if v := d.Edges[i].Weight.Value; !math.IsNaN(v) {
			return math.Abs(v)
		}
		return 0
	}
	sort.SliceStable(order, func(a, b int) bool { return weight(order[a]) < weight(order[b]) })
	for _, i := range order {
		e := d.Edges[i]
		a, b := knots[e.From], knots[e.To]
		if a == nil || b == nil || a == b {
			continue
		}
		joins := " – "
		if d.Directed {
			joins = " → "
		}
		look := edgeLook(e.Weight.Value, most)
		look.Arrow = d.Directed
		mx, my := (a.x+b.x)/2, (a.y+b.y)/2
		length := math.Max(math.Hypot(b.x-a.x, b.y-a.y), 1)
		pull := .3 * math.Min(1, length/math.Max(1, 1.6*math.Hypot(a.x-cx, a.y-cy)))
		qx, qy := mx+(cx-mx)*pull, my+(cy-my)*pull
		from, to := 0.0, 0.0
		if d.Directed { // two arrows between two nodes part, and their heads stop at the node
			part := math.Min(10, .08*length)
			qx, qy = qx-(b.y-a.y)/length*part, qy+(b.x-a.x)/length*part
			from, to = a.r+1, b.r+3
		}
		ax, ay := towards(a.x, a.y, qx, qy, from)
		bx, by := towards(b.x, b.y, qx, qy, to)
		p.stand(given(e.Weight), p.told(p.in(a.node.Label)+joins+p.in(b.node.Label)+p.colon()+p.shown(e.Weight), e.Weight))
		p.trace(look, move(ax, ay), Segment{Step: Curve, X1: ax + (qx-ax)*2/3, Y1: ay + (qy-ay)*2/3, X2: bx + (qx-bx)*2/3, Y2: by + (qy-by)*2/3, X: bx, Y: by})
		p.end()
	}
}

// towards is the point a stretch from one point to another.
func towards(x, y, tx, ty, by float64) (float64, float64) {
	length := math.Hypot(tx-x, ty-y)
	if length == 0 {
		return x, y
	}
	return x + (tx-x)/length*by, y + (ty-y)/length*by
}

func heaviest(d *figure.Network) float64 {
	most := 0.0
	for _, e := range d.Edges {
		if !math.IsNaN(e.Weight.Value) {
			most = math.Max(most, math.Abs(e.Weight.Value))
		}
	}
	return most
}

// edgeLook is the line of a weight: wider and darker the stronger, orange and dashed where it is negative.
func edgeLook(v, most float64) Shape {
	look := Shape{Stroke: "#b9c3cd", Width: 1, Dash: []float64{2, 3}}
	if math.IsNaN(v) || most <= 0 {
		return look
	}
	t := math.Abs(v) / most
	look = Shape{Stroke: hex(blend(t, [3]float64{196, 208, 220}, [3]float64{78, 112, 148})), Width: .8 + 4.6*t}
	if v < 0 {
		look.Stroke, look.Dash = hex(blend(t, [3]float64{240, 196, 160}, [3]float64{200, 89, 11})), []float64{7, 4}
	}
	return look
}

// networkLegend shows the marks of the groups and what widths and sizes mean, and returns its lower end.
func (p *pen) networkLegend(d *figure.Network) float64 {
	x, y := 0.0, 10.0
	entry := func(width float64, text string, mark func(x, y float64)) {
		w := width + 6 + measure(text)*11 + 20
		if x > 0 && x+w > 640 {
			x = 0
			y += 20
		}
		mark(x, y)
		p.text(x+width+6, y+4, Start, text, Shape{Size: 11, Fill: Ink})
		x += w
	}
	for i, g := range d.Groups {
		entry(13, p.in(g), func(x, y float64) { p.disc(x+6.5, y, 6, knotLook(i, len(d.Groups))) })
	}
	if x > 0 {
		x = 0
		y += 28 // the mark of a size is tall
	}
	if low, high := lightest(d), heaviest(d); high > 0 {
		for i, v := range []float64{low, high} {
			if i == 1 && low == high {
				break
			}
			entry(30, p.in(d.WeightName())+" "+p.value(v), func(x, y float64) { p.line(x, y, x+30, y, edgeLook(v, high)) })
		}
		for _, e := range d.Edges {
			if e.Weight.Value < 0 {
				entry(30, p.in(d.WeightName())+" < "+p.o.Number(0, p.f.AxisFormat()), func(x, y float64) { p.line(x, y, x+30, y, edgeLook(-high, high)) })
				break
			}
		}
	}
	most := 0.0
	for _, n := range d.Nodes {
		if !math.IsNaN(n.Size.Value) {
			most = math.Max(most, n.Size.Value)
		}
	}
	if most > 0 {
		entry(32, p.in(d.SizeName())+" "+p.o.Number(most, d.SizeFormat()), func(x, y float64) { p.disc(x+16, y, 16, Shape{Stroke: Soft, Width: 1.2}) })
		y += 10
	}
	return y + 14
}

func lightest(d *figure.Network) float64 {
	least := math.Inf(1)
	for _, e := range d.Edges {
		if !math.IsNaN(e.Weight.Value) {
			least = math.Min(least, math.Abs(e.Weight.Value))
		}
	}
	return least
}
