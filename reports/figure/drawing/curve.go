package drawing

import (
	"math"

	"github.com/smekit/smekit/reports/figure"
)

// curve draws series over points: the first as a line with filled circles, the next dashed with open diamonds, and their
// bands behind them.
func (p *pen) curve(c *figure.Curve) {
	const size, plotHeight, bottomLabels = 12.0, 280.0, 40.0
	highest := 0.0
	each := func(cells []figure.Cell) {
		for _, x := range cells {
			if !math.IsNaN(x.Value) {
				highest = math.Max(highest, x.Value)
			}
		}
	}
	for _, s := range c.Series {
		each(s.Cells)
		each(s.High)
	}
	most := math.Max(highest, 1) * 1.05
	marks := ticks(0, most)
	left := 30.0
	for _, v := range marks {
		left = math.Max(left, measure(p.tick(v))*11+14)
	}
	plot := math.Max(360, math.Min(720, 34*float64(len(c.X))))
	top := 30.0
	x, y := left, 14.0
	for i, s := range c.Series { // legend
		w := 30 + measure(p.in(s.Label))*size + 22
		if x > left && x+w > left+plot {
			x = left
			y += 18
			top += 18
		}
		p.stroke(i, x, y-4, x+22, y-4)
		p.point(i, x+11, y-4)
		p.text(x+30, y, Start, p.in(s.Label), plain)
		x += w
	}
	p.text(0, top+2, Start, p.in(c.YTitle), soft)
	top += 14
	bottom := top + plotHeight
	xAt := func(i int) float64 {
		if len(c.X) < 2 {
			return left + plot/2
		}
		return left + 12 + (plot-24)*float64(i)/float64(len(c.X)-1)
	}
	yAt := func(v float64) float64 { return bottom - plotHeight*math.Max(0, math.Min(1, v/most)) }
	for _, v := range marks {
		p.line(left, yAt(v), left+plot, yAt(v), thin)
		p.text(left-6, yAt(v)+4, End, p.tick(v), soft)
	}
	p.points(c, xAt, bottom, plot)
	for i, s := range c.Series {
		p.area(s, xAt, yAt, i)
	}
	for i, s := range c.Series {
		for j := 1; j < len(s.Cells) && j < len(c.X); j++ {
			if !math.IsNaN(s.Cells[j-1].Value) && !math.IsNaN(s.Cells[j].Value) {
				p.stroke(i, xAt(j-1), yAt(s.Cells[j-1].Value), xAt(j), yAt(s.Cells[j].Value))
			}
		}
		for j, cell := range s.Cells {
			if j >= len(c.X) {
				break
			}
			if math.IsNaN(cell.Value) {
				continue
			}
			p.stand(given(cell), p.curveTip(c, s, j))
			p.point(i, xAt(j), yAt(cell.Value))
			p.end()
		}
	}
	p.text(left+plot/2, bottom+bottomLabels+8, Middle, p.in(c.XTitle), soft)
	p.width, p.height = left+plot+16, bottom+bottomLabels+16
}

// points writes the names of the points below the plot, as many as fit.
func (p *pen) points(c *figure.Curve, xAt func(int) float64, bottom, plot float64) {
	wide := 20.0
	for _, x := range c.X {
		wide = math.Max(wide, math.Min(90, measure(p.in(x))*11+8))
	}
	every := 1
	for len(c.X) > 1 && plot/float64(len(c.X)-1)*float64(every) < wide {
		every++
	}
	for i, x := range c.X {
		p.line(xAt(i), bottom, xAt(i), bottom+4, tickle)
		if i%every == 0 {
			p.lines(xAt(i), bottom+16, Middle, wrap(p.in(x), 90, 11, 1), soft)
		}
	}
}

// area fills a band point by point, where both of its limits are known.
func (p *pen) area(s figure.Line, xAt func(int) float64, yAt func(float64) float64, i int) {
	var upper, lower []Segment
	for j := range s.Low {
		if j >= len(s.High) || j >= len(s.Cells) || math.IsNaN(s.Low[j].Value) || math.IsNaN(s.High[j].Value) {
			continue
		}
		if upper == nil {
			upper = append(upper, move(xAt(j), yAt(s.High[j].Value)))
		} else {
			upper = append(upper, line(xAt(j), yAt(s.High[j].Value)))
		}
		lower = append(lower, line(xAt(j), yAt(s.Low[j].Value)))
	}
	if len(upper) < 2 {
		return
	}
	for j := len(lower) - 1; j >= 0; j-- {
		upper = append(upper, lower[j])
	}
	p.trace(Shape{Fill: colour(i), Opacity: .16}, append(upper, Segment{Step: Close})...)
}

// curveTip is the tooltip of a point, with its band.
func (p *pen) curveTip(c *figure.Curve, s figure.Line, j int) string {
	show := func(x figure.Cell) string {
		if math.IsNaN(x.Value) {
			return p.shown(x)
		}
		return p.o.Number(x.Value, s.Format)
	}
	text := p.in(c.X[j]) + " · " + p.in(s.Label) + p.colon() + show(s.Cells[j])
	if j < len(s.Low) && j < len(s.High) {
		text += " [" + show(s.Low[j]) + ", " + show(s.High[j]) + "]"
	}
	return text
}

func colour(i int) string {
	return [...]string{Blue, Orange, "#4a6b3a", "#6b4a7d"}[i%4]
}

func (p *pen) stroke(i int, x1, y1, x2, y2 float64) {
	look := Shape{Stroke: colour(i), Width: 2}
	if i%2 == 1 {
		look.Dash = []float64{6, 4}
	}
	p.line(x1, y1, x2, y2, look)
}

// point is a marker of a series: circle or diamond, filled or open.
func (p *pen) point(i int, x, y float64) {
	look := Shape{Fill: colour(i), Stroke: colour(i), Width: 1.6}
	if i%4 > 1 || i%2 == 1 {
		look.Fill = Paper
	}
	if i%2 == 0 {
		p.disc(x, y, 3.6, look)
		return
	}
	p.rhomb(x, y, 4, look)
}
