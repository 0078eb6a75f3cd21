package drawing

import (
	"math"
	"strings"

	"github.com/smekit/smekit/reports/figure"
)

// missing is the look of a cell without a value.
var missing = Shape{Fill: Faint, Hatch: Rising, Stroke: Rule, Width: .7}

// heat draws rows of shaded cells with their values, headings over groups of rows, and the scale with its band cuts.
func (p *pen) heat(h *figure.HeatMap) {
	const cellHeight = 30.0
	n := max(len(h.Columns), 1)
	labels := make([][]string, len(h.Rows))
	left := 60.0
	for i, r := range h.Rows {
		labels[i] = wrap(p.in(r), 170, 12, 2)
		left = math.Max(left, widest(labels[i], 12)+18)
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
	head := Shape{Size: 11, Fill: Ink}
	for i, lines := range heads {
		p.lines(left+(float64(i)+.5)*cellWidth, top-8-float64(len(lines)-1)*11*1.25, Middle, lines, head)
	}
	heading := map[int]string{}
	for _, g := range h.RowGroups {
		heading[g.From] = p.in(g.Label)
	}
	y := top
	for i := range h.Rows {
		if s, ok := heading[i]; ok {
			p.text(0, y+16, Start, s, strong)
			y += 23
		}
		p.beside(left-10, y+cellHeight/2, End, labels[i], plain)
		for j := range h.Columns {
			if i >= len(h.Cells) || j >= len(h.Cells[i]) {
				break
			}
			c := h.Cells[i][j]
			x := left + float64(j)*cellWidth
			p.stand(given(c), p.tip(p.in(h.Rows[i])+" · "+p.in(h.Columns[j]), c))
			text := Shape{Size: 12, Fill: OnHatch}
			if math.IsNaN(c.Value) {
				p.rect(x+1, y+1, cellWidth-2, cellHeight-2, missing)
			} else {
				t := 0.0
				if h.Max > h.Min {
					t = (c.Value - h.Min) / (h.Max - h.Min)
				}
				cell := Shape{Stroke: Paper, Width: 1.5}
				cell.Fill, text.Fill = Shade(t)
				p.rect(x, y, cellWidth, cellHeight, cell)
			}
			p.text(x+cellWidth/2, y+cellHeight/2+4, Middle, p.shown(c), text)
			p.end()
		}
		y += cellHeight
	}
	p.width = left + float64(n)*cellWidth + 1
	p.height = p.scale(h, left, y+16) + 2
}

// scale draws the colour scale and returns its lower end.
func (p *pen) scale(h *figure.HeatMap, x, y float64) float64 {
	const steps, w, height = 20, 240.0, 12.0
	for i := range steps {
		fill, _ := Shade((float64(i) + .5) / steps)
		p.rect(x+float64(i)*w/steps, y, w/steps+.4, height, Shape{Fill: fill})
	}
	at := func(v float64) float64 { return x + w*(v-h.Min)/(h.Max-h.Min) }
	if h.Max > h.Min {
		ends := []float64{h.Min, h.Max}
		if h.Low < h.High {
			ends = []float64{h.Min, h.Low, h.High, h.Max}
		}
		for _, v := range ends {
			p.line(at(v), y, at(v), y+height+4, tickle)
			p.text(at(v), y+height+16, Middle, p.tick(v), soft)
		}
	}
	p.text(x+w+14, y+height-1, Start, p.in(h.Unit), soft)
	tail := x + w + 14 + measure(p.in(h.Unit))*11 + 18
	p.rect(tail, y, 18, height, missing)
	p.text(tail+24, y+height-1, Start, p.word("report.legend_hidden"), soft)
	p.width = math.Max(p.width, tail+30+measure(p.word("report.legend_hidden"))*11)
	return y + height + 20
}
