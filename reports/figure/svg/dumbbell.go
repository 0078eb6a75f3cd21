package svg

import (
	"math"

	"github.com/smekit/smekit/reports/figure"
)

const plotWidth = 460.0

// halo sets a value off from what lies behind it.
var halo = []string{"font-size", "11", "class", "ink halo", "paint-order", "stroke", "stroke", paper, "stroke-width", "3"}

// dumbbell draws two markers a row, joined: the first group a filled circle, the second an open diamond.
func (p *pen) dumbbell(d *figure.Dumbbell) {
	const size, rowHeight, legend = 12.0, 32.0, 26.0
	labels := make([][]string, len(d.Rows))
	left := 60.0
	for i, r := range d.Rows {
		labels[i] = wrap(p.in(r.Label), 190, size, 2)
		left = math.Max(left, widest(labels[i], size)+14)
	}
	left += 30 // room for a label left of the scale's start
	at := func(v float64) float64 {
		if d.Max <= d.Min {
			return left
		}
		return left + plotWidth*math.Max(0, math.Min(1, (v-d.Min)/(d.Max-d.Min)))
	}
	top := legend + 22
	bottom := top + float64(len(d.Rows))*rowHeight

	x := left
	p.circle(x+6, 9)
	p.text(x+18, 13, "start", p.in(d.First), "class", "ink")
	x += 18 + measure(p.in(d.First))*size + 24
	p.diamond(x+6, 9)
	p.text(x+18, 13, "start", p.in(d.Second), "class", "ink")

	if d.Low < d.High {
		p.rect(at(d.Low), top, at(d.High)-at(d.Low), bottom-top, "fill", faint, "class", "band")
	}
	for i := 0; i <= 5; i++ {
		v := d.Min + (d.Max-d.Min)*float64(i)/5
		p.line(at(v), top, at(v), bottom, "stroke", rule, "stroke-width", "0.7", "class", "grid")
		p.text(at(v), bottom+16, "middle", p.tick(v), "font-size", "11", "class", "soft", "fill", soft)
	}
	if d.Low < d.High {
		for _, v := range []float64{d.Low, d.High} {
			p.line(at(v), top-4, at(v), bottom, "stroke", soft, "stroke-dasharray", "4 3", "class", "cut")
		}
		p.text(at(d.Low)-5, top-7, "end", p.o.Word("report.legend_low", p.tick(d.Low)), "font-size", "11", "class", "soft", "fill", soft)
		p.text(at(d.High)+5, top-7, "start", p.o.Word("report.legend_high", p.tick(d.High)), "font-size", "11", "class", "soft", "fill", soft)
	}
	for i, r := range d.Rows {
		y := top + (float64(i)+.5)*rowHeight
		p.lines(left-44, y+4-float64(len(labels[i])-1)*size*.62, size, "end", labels[i], "class", "ink")
		a, b := r.First.Value, r.Second.Value
		if !math.IsNaN(a) && !math.IsNaN(b) {
			p.line(at(a), y, at(b), y, "stroke", soft, "stroke-width", "2.5", "class", "joint")
		}
		p.mark(r, r.First, d.First, at, y, a <= b || math.IsNaN(b), p.circle)
		p.mark(r, r.Second, d.Second, at, y, b < a, p.diamond)
		why := ""
		for _, c := range []struct {
			cell figure.Cell
			name string
		}{{r.First, p.in(d.First)}, {r.Second, p.in(d.Second)}} {
			if math.IsNaN(c.cell.Value) {
				if why != "" {
					why += ", "
				}
				why += c.name + " " + p.shown(c.cell)
			}
		}
		p.text(left+plotWidth+34, y+4, "start", why, "font-size", "11", "class", "soft", "fill", soft)
		p.width = math.Max(p.width, left+plotWidth+36+measure(why)*11)
	}
	p.text(left+plotWidth/2, bottom+34, "middle", p.in(d.Unit), "font-size", "11", "class", "soft", "fill", soft)
	p.width = math.Max(p.width, left+plotWidth+36)
	p.height = bottom + 42
}

// mark draws a marker and its value, at the outer side of the pair.
func (p *pen) mark(r figure.Pair, c figure.Cell, group interface{ In(string) string }, at func(float64) float64, y float64, outerLeft bool, draw func(x, y float64)) {
	if math.IsNaN(c.Value) {
		return
	}
	p.datum(c.ID, p.tip(p.in(r.Label)+" · "+p.in(group), c))
	draw(at(c.Value), y)
	if outerLeft {
		p.text(at(c.Value)-10, y+4, "end", p.shown(c), halo...)
	} else {
		p.text(at(c.Value)+10, y+4, "start", p.shown(c), halo...)
	}
	p.end()
}

func (p *pen) circle(x, y float64) {
	p.shape("circle", attr{"cx", num(x), "cy", num(y), "r", "6", "fill", blue, "class", "first"})
}

func (p *pen) diamond(x, y float64) {
	p.shape("path", attr{"d", "M" + num(x) + " " + num(y-7) + "L" + num(x+7) + " " + num(y) + "L" + num(x) + " " + num(y+7) + "L" + num(x-7) + " " + num(y) + "Z", "fill", paper, "stroke", orange, "stroke-width", "2.4", "class", "second"})
}
