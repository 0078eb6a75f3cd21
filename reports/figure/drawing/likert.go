package drawing

import (
	"math"

	"github.com/smekit/smekit/reports/figure"
)

// tone is the look of a scale point and the colour of texts on it.
type tone struct {
	look Shape
	text string
}

// tones of a scale from its low to its high end: the low side orange and hatched, the high side blue, each darker
// outwards, and a light grey between. In grey print the hatch tells the sides, the lightness the strength.
func tones(points, neutral int) []tone {
	low, high := points/2, points-points/2
	if neutral >= 0 && neutral < points {
		low, high = neutral, neutral+1
	}
	out := make([]tone, points)
	far := func(i, n int) float64 { // 0 next to the middle, 1 at the end
		if n < 2 {
			return .6
		}
		return float64(i) / float64(n-1)
	}
	for i := range out {
		switch {
		case i < low:
			c := blend(far(low-1-i, low), [3]float64{253, 232, 212}, [3]float64{240, 158, 92})
			out[i] = tone{Shape{Fill: hex(c), Hatch: Rising, Stroke: hex(blend(far(low-1-i, low), [3]float64{240, 196, 156}, [3]float64{206, 110, 38})), Width: .6}, "#000000"}
		case i >= high:
			c := blend(far(i-high, points-high), [3]float64{184, 210, 235}, [3]float64{28, 88, 158})
			out[i] = tone{Shape{Fill: hex(c), Stroke: Paper, Width: .6}, reads(c)}
		default:
			out[i] = tone{Shape{Fill: "#eceef0", Stroke: Paper, Width: .6}, "#000000"}
		}
	}
	return out
}

// Scale is the fills of the points of an answer scale, low to high, and the colours of texts on them; neutral is the
// index of the middle point, -1 none.
func Scale(points, neutral int) (fills, texts []string) {
	for _, t := range tones(points, neutral) {
		fills, texts = append(fills, t.look.Fill), append(texts, t.text)
	}
	return fills, texts
}

// likert draws a bar of segments a row, low answers left of a common middle and high ones right of it; a neutral point
// lies across it.
func (p *pen) likert(l *figure.Likert) {
	const rowHeight, barHeight = 32.0, 21.0
	points := len(l.Points)
	looks := tones(points, l.Neutral)
	labels := make([][]string, len(l.Rows))
	left := 60.0
	for i, r := range l.Rows {
		labels[i] = even(p.in(r.Label), 240, 12)
		left = math.Max(left, widest(labels[i], 12)+16)
	}
	// how far bars reach to both sides
	reach := [2]float64{.1, .1}
	for _, r := range l.Rows {
		a, b := sides(r, points, l.Neutral)
		reach[0], reach[1] = math.Max(reach[0], a), math.Max(reach[1], b)
	}
	for i := range reach {
		reach[i] = math.Min(1, math.Ceil(reach[i]*10-1e-9)/10)
	}
	const plot = 480.0
	unit := plot / (reach[0] + reach[1])
	zero := left + reach[0]*unit

	x, y := left, 6.0
	wide := 0.0
	for _, s := range l.Points {
		wide += 40 + measure(p.in(s))*11
	}
	start := left
	if wide > plot+76 {
		start, x = 0, 0
	}
	for i, s := range l.Points { // legend
		w := 24 + measure(p.in(s))*11 + 16
		if x > start && x+w > left+plot+76 {
			x = start
			y += 18
		}
		p.rect(x, y, 18, 12, looks[i].look)
		p.text(x+24, y+10, Start, p.in(s), Shape{Size: 11, Fill: Ink})
		x += w
	}
	top := y + 26
	heading := map[int]string{}
	heads := 0
	for _, g := range l.RowGroups {
		heading[g.From] = p.in(g.Label)
		heads++
	}
	heights := make([]float64, len(l.Rows))
	bottom := top
	for i := range l.Rows {
		heights[i] = math.Max(rowHeight, float64(len(labels[i]))*15+6)
		bottom += heights[i]
		if _, ok := heading[i]; ok {
			bottom += 24
		}
	}
	step := .2
	if reach[0]+reach[1] > 1.2 {
		step = .25
	}
	for v := 0.0; v <= 1+1e-9; v += step {
		for side, sign := range []float64{-1, 1} {
			if v > reach[side]+1e-9 || v == 0 && side == 1 {
				continue
			}
			at := zero + sign*v*unit
			if v > 0 {
				p.line(at, top-4, at, bottom, thin)
			}
			p.text(at, bottom+16, Middle, p.tick(v), soft)
		}
	}
	p.line(zero, top-4, zero, bottom+2, Shape{Stroke: Soft, Width: 1.2})
	y = top
	for i, r := range l.Rows {
		if s, ok := heading[i]; ok {
			p.text(0, y+17, Start, s, Shape{Size: 12, Fill: Ink, Bold: true, Halo: Paper})
			y += 24
		}
		middle := y + heights[i]/2
		p.beside(left-12, middle, End, labels[i], plain)
		p.likertBar(l, r, looks, zero, unit, middle-barHeight/2, barHeight)
		if r.N >= 0 {
			p.text(left+plot+12, middle+4, Start, p.count(r.N), soft)
		}
		y += heights[i]
	}
	p.width, p.height = left+plot+70, bottom+26
}

// sides is how far a row's bar reaches left and right of the middle.
func sides(r figure.LikertRow, points, neutral int) (left, right float64) {
	for i := range min(points, len(r.Shares)) {
		v := r.Shares[i].Value
		switch {
		case math.IsNaN(v) || v < 0:
		case i == neutral:
			left += v / 2
			right += v / 2
		case neutral >= 0 && i < neutral || neutral < 0 && i < points/2:
			left += v
		case neutral < 0 && points%2 == 1 && i == points/2: // a middle that is not called neutral is split all the same
			left += v / 2
			right += v / 2
		default:
			right += v
		}
	}
	return left, right
}

func (p *pen) likertBar(l *figure.Likert, r figure.LikertRow, looks []tone, zero, unit, y, h float64) {
	start, _ := sides(r, len(l.Points), l.Neutral)
	x := zero - start*unit
	drawn := false
	for i, s := range l.Points {
		if i >= len(r.Shares) {
			break
		}
		c := r.Shares[i]
		if math.IsNaN(c.Value) || c.Value < 0 {
			continue
		}
		drawn = true
		w := c.Value * unit
		p.stand(given(c), p.tip(p.in(r.Label)+" · "+p.in(s), c))
		p.rect(x, y, w, h, looks[i].look)
		if text := p.tick(c.Value); measure(text)*11+4 <= w {
			look := Shape{Size: 11, Fill: looks[i].text}
			if looks[i].look.Hatch != Plain {
				look.Halo = looks[i].look.Fill
			}
			p.text(x+w/2, y+h/2+4, Middle, text, look)
		}
		p.end()
		x += w
	}
	if !drawn && len(r.Shares) > 0 {
		p.stand("", p.in(r.Label)+p.colon()+p.shown(r.Shares[0]))
		w := math.Max(60, measure(p.shown(r.Shares[0]))*12+16)
		p.rect(zero-w/2, y, w, h, missing)
		p.text(zero, y+h/2+4, Middle, p.shown(r.Shares[0]), Shape{Size: 11, Fill: OnHatch, Halo: Faint})
		p.end()
	}
}
