package drawing

import (
	"math"

	"github.com/smekit/smekit/reports/figure"
)

// forest draws a difference and its interval a row: a filled square where the interval leaves out the zero line, an open
// one where it does not or there is none. What the sides mean stands below the axis.
func (p *pen) forest(d *figure.Forest) {
	labels := make([][]string, len(d.Rows))
	left, right := 80.0, 60.0
	least, most := d.Zero, d.Zero
	for i, r := range d.Rows {
		if r.Group {
			labels[i] = wrap(p.in(r.Label), 420, 12, fully)
			continue
		}
		labels[i] = even(p.in(r.Label), 236, 12)
		left = math.Max(left, widest(labels[i], 12)+30)
		right = math.Max(right, measure(p.within(r.Cell, r.Low, r.High))*11+30)
		for _, v := range []float64{r.Cell.Value, r.Low, r.High} {
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				least, most = math.Min(least, v), math.Max(most, v)
			}
		}
	}
	least, most = roomy(least, most)
	at := scale(left, plotWidth, least, most)
	const top = 34.0
	tops, bottom := stack(labels, top)
	x := left
	for k, code := range []string{"figure.forest_without", "figure.forest_with"} { // legend
		s := p.word(code, p.tick(d.Zero))
		p.difference(x+5, 9, k == 0)
		p.text(x+16, 13, Start, s, Shape{Size: 11, Fill: Ink})
		x += 16 + measure(s)*11 + 22
	}
	for _, v := range ticks(least, most) {
		p.line(at(v), top, at(v), bottom, thin)
		p.text(at(v), bottom+16, Middle, p.tick(v), soft)
	}
	p.line(at(d.Zero), top-6, at(d.Zero), bottom, Shape{Stroke: Ink, Width: 1.2, Dash: []float64{4, 3}})
	for i, r := range d.Rows {
		y := (tops[i] + tops[i+1]) / 2
		if r.Group {
			p.beside(0, y, Start, labels[i], Shape{Size: 12, Fill: Ink, Bold: true, Halo: Paper})
			continue
		}
		p.beside(left-14, y, End, labels[i], plain)
		p.stand(given(r.Cell), p.told(p.in(r.Label)+p.colon()+p.within(r.Cell, r.Low, r.High), r.Cell))
		p.interval(at, r.Low, r.High, least, most, y)
		if !math.IsNaN(r.Cell.Value) {
			p.difference(at(r.Cell.Value), y, r.Low > d.Zero || r.High < d.Zero)
		}
		p.text(left+plotWidth+18, y+4, Start, p.within(r.Cell, r.Low, r.High), Shape{Size: 11, Fill: Ink})
		p.end()
	}
	y := bottom + 36
	for side, t := range []string{p.in(d.Less), p.in(d.More)} {
		if t == "" {
			continue
		}
		lines := wrap(t, plotWidth/2-44, 11, fully)
		arrow := Shape{Stroke: Soft, Width: 1.2, Arrow: true}
		if side == 0 {
			p.line(left+18, y-4, left, y-4, arrow)
			p.lines(left+24, y, Start, lines, soft)
		} else {
			p.line(left+plotWidth-18, y-4, left+plotWidth, y-4, arrow)
			p.lines(left+plotWidth-24, y, End, lines, soft)
		}
		p.height = math.Max(p.height, y+float64(len(lines)-1)*13.75)
	}
	y = math.Max(p.height, bottom+18) + 18
	p.text(left+plotWidth/2, y, Middle, p.in(d.Unit), soft)
	p.width, p.height = left+plotWidth+right, y+8
}

// difference is the mark of a difference.
func (p *pen) difference(x, y float64, clear bool) {
	look := Shape{Fill: Paper, Stroke: Blue, Width: 2}
	if clear {
		look.Fill = Blue
	}
	p.rect(x-4.5, y-4.5, 9, 9, look)
}

// stack gives rows of one or more lines their places: row i from tops[i] to tops[i+1].
func stack(labels [][]string, top float64) (tops []float64, bottom float64) {
	tops = []float64{top}
	for _, l := range labels {
		top += math.Max(25, float64(len(l))*15+8)
		tops = append(tops, top)
	}
	return tops, top + 2
}

// roomy widens a range a little, so that marks do not lie on its ends.
func roomy(low, high float64) (float64, float64) {
	if high <= low {
		return low - 1, high + 1
	}
	slack := (high - low) * .06
	return low - slack, high + slack
}

// ranges draws from the lowest to the highest value that would do, with the value that was used on it. All three stand in
// words at the end of the row.
func (p *pen) ranges(d *figure.Ranges) {
	labels := make([][]string, len(d.Rows))
	left := 80.0
	least, most := math.Inf(1), math.Inf(-1)
	wide := [3]float64{}
	heads := [3]string{p.word("figure.range_low"), p.word("figure.range_used"), p.word("figure.range_high")}
	for k, h := range heads {
		wide[k] = measure(h) * 11
	}
	for i, r := range d.Rows {
		labels[i] = even(p.in(r.Label), 250, 12)
		left = math.Max(left, widest(labels[i], 12)+26)
		for k, c := range []figure.Cell{r.Low, r.Used, r.High} {
			wide[k] = math.Max(wide[k], measure(p.shown(c))*11)
			if !math.IsNaN(c.Value) && !math.IsInf(c.Value, 0) {
				least, most = math.Min(least, c.Value), math.Max(most, c.Value)
			}
		}
	}
	if least > most {
		least, most = 0, 1
	}
	least, most = roomy(least, most)
	at := scale(left, plotWidth, least, most)
	const top = 26.0
	tops, bottom := stack(labels, top)
	x := left + plotWidth + 24
	var columns [3]float64
	for k := range heads {
		x += wide[k]
		columns[k] = x
		p.text(x, top-10, End, heads[k], soft)
		x += 18
	}
	for _, v := range ticks(least, most) {
		p.line(at(v), top, at(v), bottom, thin)
		p.text(at(v), bottom+16, Middle, p.tick(v), soft)
	}
	for i, r := range d.Rows {
		y := (tops[i] + tops[i+1]) / 2
		p.beside(left-14, y, End, labels[i], plain)
		low, used, high := r.Low.Value, r.Used.Value, r.High.Value
		ends := [2]float64{low, high}
		for k := range ends { // a limit that is not known leaves its side open
			if math.IsNaN(ends[k]) {
				ends[k] = used
			}
		}
		if !math.IsNaN(ends[0]) && !math.IsNaN(ends[1]) {
			p.line(at(ends[0]), y, at(ends[1]), y, Shape{Stroke: "#8fb4d9", Width: 5})
		}
		for k, c := range []figure.Cell{r.Low, r.Used, r.High} {
			p.stand(given(c), p.tip(p.in(r.Label)+" · "+heads[k], c))
			if v := c.Value; !math.IsNaN(v) {
				if k == 1 {
					p.rhomb(at(v), y, 6.5, Shape{Fill: Paper, Stroke: Orange, Width: 2.2})
				} else {
					p.line(at(v), y-6, at(v), y+6, Shape{Stroke: Blue, Width: 2})
				}
			}
			look := Shape{Size: 11, Fill: Ink, Bold: k == 1}
			p.text(columns[k], y+4, End, p.shown(c), look)
			p.end()
		}
	}
	p.text(left+plotWidth/2, bottom+34, Middle, p.in(d.Unit), soft)
	p.width, p.height = x-10, bottom+42
}
