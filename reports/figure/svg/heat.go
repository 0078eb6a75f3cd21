package svg

import (
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/reports/figure"
)

// Shade is the colour of a share 0–1 on the sequential scale, light to dark blue, and a text colour that reads on it.
func Shade(t float64) (fill, text string) {
	stops := [...][3]float64{{240, 245, 251}, {198, 219, 239}, {117, 170, 214}, {44, 114, 178}, {12, 56, 110}}
	t = math.Max(0, math.Min(1, t)) * float64(len(stops)-1)
	i := min(int(t), len(stops)-2)
	var c [3]int
	for k := range c {
		c[k] = int(math.Round(stops[i][k] + (stops[i+1][k]-stops[i][k])*(t-float64(i))))
	}
	text = "#000000"
	if Contrast(c, [3]int{255, 255, 255}) > Contrast(c, [3]int{}) {
		text = paper
	}
	return hex(c), text
}

func hex(c [3]int) string {
	s := "#"
	for _, x := range c {
		if x < 16 {
			s += "0"
		}
		s += strconv.FormatInt(int64(x), 16)
	}
	return s
}

// Contrast is the contrast ratio of two sRGB colours after WCAG 2.
func Contrast(a, b [3]int) float64 {
	light := func(c [3]int) float64 {
		l := 0.0
		for i, w := range [3]float64{.2126, .7152, .0722} {
			x := float64(c[i]) / 255
			if x <= .04045 {
				x /= 12.92
			} else {
				x = math.Pow((x+.055)/1.055, 2.4)
			}
			l += w * x
		}
		return l
	}
	x, y := light(a), light(b)
	return (math.Max(x, y) + .05) / (math.Min(x, y) + .05)
}

// heat draws rows of shaded cells with their values, headings over groups of rows, and the scale with its band cuts.
func (p *pen) heat(h *figure.HeatMap) {
	const labelSize, cellHeight = 12.0, 30.0
	n := max(len(h.Columns), 1)
	labels := make([][]string, len(h.Rows))
	left := 60.0
	for i, r := range h.Rows {
		labels[i] = wrap(p.in(r), 170, labelSize, 2)
		left = math.Max(left, widest(labels[i], labelSize)+18)
	}
	cellWidth := math.Max(54, math.Min(92, (760-left)/float64(n)))
	for _, c := range h.Columns { // long words of a header widen the columns, within reason
		for _, word := range strings.FieldsFunc(p.in(c), func(r rune) bool { return r == ' ' || r == '-' || wide(r) }) {
			cellWidth = math.Max(cellWidth, math.Min(72, measure(word)*11+8))
		}
	}
	heads := make([][]string, len(h.Columns))
	deep := 1
	for i, c := range h.Columns {
		heads[i] = wrap(p.in(c), cellWidth-6, 11, 5)
		deep = max(deep, len(heads[i]))
	}
	top := float64(deep)*11*1.25 + 12
	for i, lines := range heads {
		p.lines(left+(float64(i)+.5)*cellWidth, top-8-float64(len(lines)-1)*11*1.25, 11, "middle", lines, "class", "ink")
	}
	p.hatch()
	heading := map[int]string{}
	for _, g := range h.RowGroups {
		heading[g.From] = p.in(g.Label)
	}
	y := top
	for i := range h.Rows {
		if s, ok := heading[i]; ok {
			p.text(0, y+16, "start", s, "font-weight", "bold", "class", "ink")
			y += 23
		}
		lines := labels[i]
		p.lines(left-10, y+cellHeight/2+4-float64(len(lines)-1)*labelSize*.62, labelSize, "end", lines, "class", "ink")
		for j := range h.Columns {
			if j >= len(h.Cells[i]) {
				break
			}
			c := h.Cells[i][j]
			x := left + float64(j)*cellWidth
			p.datum(given(c), p.tip(p.in(h.Rows[i])+" · "+p.in(h.Columns[j]), c))
			if math.IsNaN(c.Value) {
				p.rect(x, y, cellWidth, cellHeight, "fill", "url(#"+p.prefix+"-hatch)", "stroke", paper, "stroke-width", "1.5")
				p.text(x+cellWidth/2, y+cellHeight/2+4, "middle", p.shown(c), "class", "soft onhatch", "fill", soft)
			} else {
				t := 0.0
				if h.Max > h.Min {
					t = (c.Value - h.Min) / (h.Max - h.Min)
				}
				fill, text := Shade(t)
				p.rect(x, y, cellWidth, cellHeight, "fill", fill, "stroke", paper, "stroke-width", "1.5")
				p.text(x+cellWidth/2, y+cellHeight/2+4, "middle", p.shown(c), "class", "onfill", "fill", text)
			}
			p.end()
		}
		y += cellHeight
	}
	p.width = left + float64(n)*cellWidth + 1
	p.height = p.scale(h, left, y+16) + 2
}

// hatch defines the pattern of cells without a value.
func (p *pen) hatch() {
	p.defs.WriteString(`<pattern id="` + p.prefix + `-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="` + faint + `"/><line x1="0" y1="0" x2="0" y2="6" stroke="` + rule + `" stroke-width="2"/></pattern>`)
}

// scale draws the colour scale and returns its lower end.
func (p *pen) scale(h *figure.HeatMap, x, y float64) float64 {
	const steps, w, height = 20, 240.0, 12.0
	for i := range steps {
		fill, _ := Shade((float64(i) + .5) / steps)
		p.rect(x+float64(i)*w/steps, y, w/steps+.4, height, "fill", fill)
	}
	at := func(v float64) float64 { return x + w*(v-h.Min)/(h.Max-h.Min) }
	if h.Max > h.Min {
		ends := []float64{h.Min, h.Max}
		if h.Low < h.High {
			ends = []float64{h.Min, h.Low, h.High, h.Max}
		}
		for _, v := range ends {
			p.line(at(v), y, at(v), y+height+4, "stroke", soft, "class", "grid")
			p.text(at(v), y+height+16, "middle", p.tick(v), "font-size", "11", "class", "soft", "fill", soft)
		}
	}
	p.text(x+w+14, y+height-1, "start", p.in(h.Unit), "font-size", "11", "class", "soft", "fill", soft)
	tail := x + w + 14 + measure(p.in(h.Unit))*11 + 18
	p.rect(tail, y, 18, height, "fill", "url(#"+p.prefix+"-hatch)", "stroke", rule)
	p.text(tail+24, y+height-1, "start", p.o.Word("report.legend_hidden"), "font-size", "11", "class", "soft", "fill", soft)
	p.width = math.Max(p.width, tail+30+measure(p.o.Word("report.legend_hidden"))*11)
	return y + height + 20
}
