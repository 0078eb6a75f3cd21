package drawing

import (
	"math"

	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// dots draws a row's interval as a line and its value as a filled circle on it, with both in words at the end of the row.
// An interval that leaves the scale ends in an arrow.
func (p *pen) dots(d *figure.Dots) {
	const size, rowHeight, top = 12.0, 24.0, 26.0
	labels := make([][]string, len(d.Rows))
	left, right := 60.0, 60.0
	for i, r := range d.Rows {
		labels[i] = wrap(p.in(r.Label), 230, size, 1)
		left = math.Max(left, widest(labels[i], size)+16)
		right = math.Max(right, measure(p.within(r.Cell, r.Low, r.High))*11+26)
	}
	at := scale(left, plotWidth, d.Min, d.Max)
	bottom := top + float64(len(d.Rows))*rowHeight + 4
	for _, v := range ticks(d.Min, d.Max) {
		p.line(at(v), top, at(v), bottom, thin)
		p.text(at(v), bottom+16, Middle, p.tick(v), soft)
	}
	for _, v := range d.Cuts {
		p.line(at(v), top-6, at(v), bottom, cut)
		p.text(at(v), top-10, Middle, p.o.Number(v, p.cutFormat()), soft)
	}
	for i, r := range d.Rows {
		y := top + (float64(i)+.5)*rowHeight + 2
		p.beside(left-12, y, End, labels[i], plain)
		p.stand(given(r.Cell), p.tip(p.in(r.Label)+" · "+p.in(d.Value), r.Cell))
		p.interval(at, r.Low, r.High, d.Min, d.Max, y)
		if !math.IsNaN(r.Cell.Value) {
			p.disc(at(r.Cell.Value), y, 4.5, Shape{Fill: Blue})
		}
		p.text(left+plotWidth+16, y+4, Start, p.within(r.Cell, r.Low, r.High), Shape{Size: 11, Fill: Ink})
		p.end()
	}
	p.text(left+plotWidth/2, bottom+34, Middle, p.in(d.Unit), soft)
	p.width, p.height = left+plotWidth+right, bottom+42
}

// interval draws the line between limits, where both are known.
func (p *pen) interval(at func(float64) float64, low, high, least, most, y float64) {
	if math.IsNaN(low) || math.IsNaN(high) {
		return
	}
	p.line(at(low), y, at(high), y, joint)
	slack := .01 * (most - least)
	p.limit(at(low), y, -1, low < least-slack)
	p.limit(at(high), y, 1, high > most+slack)
}

// limit ends an interval: a small bar, or an arrow where it goes on beyond the scale.
func (p *pen) limit(x, y, side float64, beyond bool) {
	if !beyond {
		p.line(x, y-4, x, y+4, joint)
		return
	}
	p.trace(joint, move(x-5*side, y-4), line(x, y), line(x-5*side, y+4))
}

// within is a value and its limits in words: .62 [.41, .78].
func (p *pen) within(c figure.Cell, low, high float64) string {
	s := p.shown(c)
	if math.IsNaN(low) || math.IsNaN(high) || math.IsNaN(c.Value) {
		return s
	}
	return s + " [" + p.value(low) + ", " + p.value(high) + "]"
}

// ticks are round values from low to high: at most seven or so.
func ticks(low, high float64) []float64 {
	if !(high > low) || math.IsInf(high-low, 0) {
		return nil
	}
	step := math.Pow(10, math.Floor(math.Log10(high-low)))
	for _, f := range []float64{.1, .2, .5, 1, 2} {
		if (high-low)/(step*f) <= 7.001 {
			step *= f
			break
		}
	}
	var out []float64
	for i := math.Ceil(low/step - 1e-9); i*step <= high+1e-9*step; i++ {
		out = append(out, i*step)
	}
	return out
}

// cutFormat is the format of reference lines: the figure's own with three places, so that .667 and .800 stay apart from
// the ticks.
func (p *pen) cutFormat() table.Format {
	f := p.f.Format()
	f.Digits = 3
	return f
}
