package svg

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
	marks := ticks(0, math.Max(highest, 1)*1.05)
	most := math.Max(highest, 1) * 1.05
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
		p.text(x+30, y, "start", p.in(s.Label), "class", "ink")
		x += w
	}
	p.text(0, top+2, "start", p.in(c.YTitle), "font-size", "11", "class", "soft", "fill", soft)
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
		p.line(left, yAt(v), left+plot, yAt(v), "stroke", rule, "stroke-width", "0.7", "class", "grid")
		p.text(left-6, yAt(v)+4, "end", p.tick(v), "font-size", "11", "class", "soft", "fill", soft)
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
			p.datum(given(cell), p.curveTip(c, s, j))
			if !math.IsNaN(cell.Value) {
				p.point(i, xAt(j), yAt(cell.Value))
			}
			p.end()
		}
	}
	p.text(left+plot/2, bottom+bottomLabels+8, "middle", p.in(c.XTitle), "font-size", "11", "class", "soft", "fill", soft)
	p.width, p.height = math.Max(left+plot+16, x), bottom+bottomLabels+16
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
		p.line(xAt(i), bottom, xAt(i), bottom+4, "stroke", soft, "class", "grid")
		if i%every == 0 {
			p.lines(xAt(i), bottom+16, 11, "middle", wrap(p.in(x), 90, 11, 1), "class", "soft", "fill", soft)
		}
	}
}

// area fills a band point by point, where both of its limits are known.
func (p *pen) area(s figure.Line, xAt func(int) float64, yAt func(float64) float64, i int) {
	upper, lower := "", ""
	n := 0
	for j := range s.Low {
		if j >= len(s.High) || j >= len(s.Cells) || math.IsNaN(s.Low[j].Value) || math.IsNaN(s.High[j].Value) {
			continue
		}
		command := "L"
		if n == 0 {
			command = "M"
		}
		upper += command + num(xAt(j)) + " " + num(yAt(s.High[j].Value))
		lower = "L" + num(xAt(j)) + " " + num(yAt(s.Low[j].Value)) + lower
		n++
	}
	if n > 1 {
		p.shape("path", attr{"d", upper + lower + "Z", "fill", p.colour(i), "fill-opacity", "0.16", "stroke", "none", "class", "spread"})
	}
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

func (p *pen) colour(i int) string {
	return [...]string{blue, orange, "#4a6b3a", "#6b4a7d"}[i%4]
}

func (p *pen) stroke(i int, x1, y1, x2, y2 float64) {
	a := attr{"x1", num(x1), "y1", num(y1), "x2", num(x2), "y2", num(y2), "stroke", p.colour(i), "stroke-width", "2"}
	if i%2 == 1 {
		a = append(a, "stroke-dasharray", "6 4")
	}
	p.shape("line", a)
}

// point is a marker of a series: circle or diamond, filled or open.
func (p *pen) point(i int, x, y float64) {
	fill := p.colour(i)
	if i%4 > 1 || i%2 == 1 {
		fill = paper
	}
	if i%2 == 0 {
		p.shape("circle", attr{"cx", num(x), "cy", num(y), "r", "3.6", "fill", fill, "stroke", p.colour(i), "stroke-width", "1.6"})
		return
	}
	p.shape("path", attr{"d", "M" + num(x) + " " + num(y-4) + "L" + num(x+4) + " " + num(y) + "L" + num(x) + " " + num(y+4) + "L" + num(x-4) + " " + num(y) + "Z", "fill", fill, "stroke", p.colour(i), "stroke-width", "1.6"})
}
