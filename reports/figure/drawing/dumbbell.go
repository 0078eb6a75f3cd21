package drawing

import (
	"math"

	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

const plotWidth = 460.0

// joint is the line between values of a row.
var joint = Shape{Stroke: Soft, Width: 2}

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
	at := scale(left, plotWidth, d.Min, d.Max)
	top := legend + 22
	bottom := top + float64(len(d.Rows))*rowHeight

	x := left
	p.circle(x+6, 9)
	p.text(x+18, 13, Start, p.in(d.First), plain)
	x += 18 + measure(p.in(d.First))*size + 24
	p.diamond(x+6, 9)
	p.text(x+18, 13, Start, p.in(d.Second), plain)

	if d.Low < d.High {
		p.rect(at(d.Low), top, at(d.High)-at(d.Low), bottom-top, Shape{Fill: Faint})
	}
	for i := 0; i <= 5; i++ {
		v := d.Min + (d.Max-d.Min)*float64(i)/5
		p.line(at(v), top, at(v), bottom, thin)
		p.text(at(v), bottom+16, Middle, p.tick(v), soft)
		if d.Max <= d.Min {
			break
		}
	}
	if d.Low < d.High {
		for _, v := range []float64{d.Low, d.High} {
			p.line(at(v), top-4, at(v), bottom, cut)
		}
		p.text(at(d.Low)-5, top-7, End, p.word("report.legend_low", p.tick(d.Low)), soft)
		p.text(at(d.High)+5, top-7, Start, p.word("report.legend_high", p.tick(d.High)), soft)
	}
	for i, r := range d.Rows {
		y := top + (float64(i)+.5)*rowHeight
		p.beside(left-44, y, End, labels[i], plain)
		a, b := r.First.Value, r.Second.Value
		if !math.IsNaN(a) && !math.IsNaN(b) {
			p.line(at(a), y, at(b), y, Shape{Stroke: Soft, Width: 2.5})
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
		p.text(left+plotWidth+34, y+4, Start, why, soft)
	}
	p.text(left+plotWidth/2, bottom+34, Middle, p.in(d.Unit), soft)
	p.width = left + plotWidth + 36
	p.height = bottom + 42
}

// scale maps values onto a stretch of the picture; what lies outside of it is held at its ends.
func scale(left, width, low, high float64) func(float64) float64 {
	return func(v float64) float64 {
		if high <= low {
			return left
		}
		return left + width*math.Max(0, math.Min(1, (v-low)/(high-low)))
	}
}

// mark draws a marker and its value, at the outer side of the pair.
func (p *pen) mark(r figure.Pair, c figure.Cell, group table.Text, at func(float64) float64, y float64, outerLeft bool, draw func(x, y float64)) {
	if math.IsNaN(c.Value) {
		return
	}
	p.stand(c.ID, p.tip(p.in(r.Label)+" · "+p.in(group), c))
	draw(at(c.Value), y)
	if outerLeft {
		p.text(at(c.Value)-10, y+4, End, p.shown(c), halo)
	} else {
		p.text(at(c.Value)+10, y+4, Start, p.shown(c), halo)
	}
	p.end()
}

func (p *pen) circle(x, y float64) { p.disc(x, y, 6, Shape{Fill: Blue}) }

func (p *pen) diamond(x, y float64) {
	p.rhomb(x, y, 7, Shape{Fill: Paper, Stroke: Orange, Width: 2.4})
}
