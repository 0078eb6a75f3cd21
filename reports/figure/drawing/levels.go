package drawing

import (
	"math"

	"github.com/smekit/smekit/reports/figure"
)

// series are the fills of grouped bars, light to dark, the second hatched.
var series = [...]string{"#b7d0ea", "#6fa3d4", Dark, "#8c96a0"}

// levels draws grouped horizontal bars on 0–1 over the bands of the classes, values at the ends of the bars and the
// class beside each case.
func (p *pen) levels(l *figure.Levels) {
	const size, bar, gap = 12.0, 15.0, 14.0
	labels := make([][]string, len(l.Bars))
	left, right := 60.0, 40.0
	for i, b := range l.Bars {
		labels[i] = wrap(p.in(b.Label), 170, size, 3)
		left = math.Max(left, widest(labels[i], size)+14)
		right = math.Max(right, measure(p.in(b.Level))*size+52)
	}
	plot := math.Max(320, 760-left-right)
	at := func(v float64) float64 { return left + plot*v }
	top := 28.0
	x := left
	for i, s := range l.Series {
		p.bar(x, 4, 22, 12, i)
		p.text(x+28, 14, Start, p.in(s), plain)
		x += 28 + measure(p.in(s))*size + 22
	}
	group := math.Max(float64(len(l.Series))*bar+gap, 50)
	bottom := top + float64(len(l.Bars))*group + 4
	cuts := append(append([]float64{0}, l.Cuts...), 1)
	for i := 0; i+1 < len(cuts); i++ {
		if i%2 == 1 {
			p.rect(at(cuts[i]), top, at(cuts[i+1])-at(cuts[i]), bottom-top, Shape{Fill: Faint})
		}
	}
	p.line(left, top, left, bottom, tickle)
	for _, v := range cuts {
		p.line(at(v), bottom, at(v), bottom+4, tickle)
		p.text(at(v), bottom+16, Middle, p.tick(v), soft)
	}
	for i, b := range l.Bars {
		middle := top + (float64(i)+.5)*group
		y := middle - float64(len(l.Series))*bar/2
		p.beside(left-10, middle, End, labels[i], plain)
		for j, c := range b.Values {
			if j >= len(l.Series) {
				break
			}
			by := y + float64(j)*bar
			p.stand(given(c), p.tip(p.in(b.Label)+" · "+p.in(l.Series[j]), c))
			end := left
			if !math.IsNaN(c.Value) {
				end = at(math.Max(0, math.Min(1, c.Value)))
				p.bar(left, by, end-left, bar-2, j)
			}
			p.text(end+5, by+bar-4.5, Start, p.shown(c), halo)
			p.end()
		}
		p.text(at(1)+48, middle+4, Start, p.in(b.Level), strong)
	}
	y := bottom + 36
	if len(l.Names) == len(l.Cuts)+1 && len(l.Names) > 0 {
		p.height = p.classes(l, cuts, left, y, plot+right)
	} else {
		p.height = bottom + 24
	}
	p.width = left + plot + right + 4
}

// classes lists the classes with their limits, wrapped, and returns the lower end.
func (p *pen) classes(l *figure.Levels, cuts []float64, x, y, width float64) float64 {
	at := x
	for i, n := range l.Names {
		s := p.tick(cuts[i]) + "–" + p.tick(cuts[i+1]) + " " + p.in(n)
		w := measure(s)*11 + 18
		if at > x && at+w > x+width {
			at = x
			y += 16
		}
		p.text(at, y, Start, s, soft)
		at += w
	}
	return y + 8
}

func (p *pen) bar(x, y, w, h float64, i int) {
	i = min(i, len(series)-1)
	look := Shape{Fill: series[i]}
	if i == 1 {
		look.Hatch, look.Stroke, look.Width = Rising, Paper, .5
	}
	p.rect(x, y, math.Max(w, 0), h, look)
}
