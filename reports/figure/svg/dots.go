package svg

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
		right = math.Max(right, measure(p.dotText(r))*11+26)
	}
	at := func(v float64) float64 {
		if d.Max <= d.Min {
			return left
		}
		return left + plotWidth*math.Max(0, math.Min(1, (v-d.Min)/(d.Max-d.Min)))
	}
	bottom := top + float64(len(d.Rows))*rowHeight + 4
	for _, v := range ticks(d.Min, d.Max) {
		p.line(at(v), top, at(v), bottom, "stroke", rule, "stroke-width", "0.7", "class", "grid")
		p.text(at(v), bottom+16, "middle", p.tick(v), "font-size", "11", "class", "soft", "fill", soft)
	}
	for _, v := range d.Cuts {
		p.line(at(v), top-6, at(v), bottom, "stroke", soft, "stroke-dasharray", "4 3", "class", "cut")
		p.text(at(v), top-10, "middle", p.o.Number(v, p.cutFormat()), "font-size", "11", "class", "soft", "fill", soft)
	}
	for i, r := range d.Rows {
		y := top + (float64(i)+.5)*rowHeight + 2
		p.lines(left-12, y+4, size, "end", labels[i], "class", "ink")
		p.datum(given(r.Cell), p.tip(p.in(r.Label)+" · "+p.in(d.Value), r.Cell))
		if !math.IsNaN(r.Low) && !math.IsNaN(r.High) {
			p.line(at(r.Low), y, at(r.High), y, "stroke", soft, "stroke-width", "2", "class", "joint")
			slack := .01 * (d.Max - d.Min)
			p.limit(at(r.Low), y, -1, r.Low < d.Min-slack)
			p.limit(at(r.High), y, 1, r.High > d.Max+slack)
		}
		if !math.IsNaN(r.Cell.Value) {
			p.shape("circle", attr{"cx", num(at(r.Cell.Value)), "cy", num(y), "r", "4.5", "fill", blue, "class", "first"})
		}
		p.text(left+plotWidth+16, y+4, "start", p.dotText(r), "font-size", "11", "class", "ink")
		p.end()
	}
	p.text(left+plotWidth/2, bottom+34, "middle", p.in(d.Unit), "font-size", "11", "class", "soft", "fill", soft)
	p.width, p.height = left+plotWidth+right, bottom+42
}

// limit ends an interval: a small bar, or an arrow where it goes on beyond the scale.
func (p *pen) limit(x, y, side float64, beyond bool) {
	if !beyond {
		p.line(x, y-4, x, y+4, "stroke", soft, "stroke-width", "2", "class", "joint")
		return
	}
	p.shape("path", attr{"d", "M" + num(x-5*side) + " " + num(y-4) + "L" + num(x) + " " + num(y) + "L" + num(x-5*side) + " " + num(y+4), "fill", "none", "stroke", soft, "stroke-width", "2", "class", "joint"})
}

// dotText is a row in words: .62 [.41, .78].
func (p *pen) dotText(r figure.Dot) string {
	s := p.shown(r.Cell)
	if math.IsNaN(r.Low) || math.IsNaN(r.High) || math.IsNaN(r.Cell.Value) {
		return s
	}
	return s + " [" + p.value(r.Low) + ", " + p.value(r.High) + "]"
}

// ticks are round values from low to high: at most seven.
func ticks(low, high float64) []float64 {
	if !(high > low) {
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
