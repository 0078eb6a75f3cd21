package docx

import (
	"math"
	"sort"
	"strings"

	"github.com/smekit/smekit/reports/figure/drawing"
)

// A drawing's texts stand in few boxes, not in one each: a box is a text frame to the programs, and hundreds of them in a
// picture take minutes to lay out. Texts of one height are a line of a box, each at a tab stop of its own; lines of
// a fixed height below one another are paragraphs. Texts that could touch stand in different boxes.

//
// A box is as wide as the drawing and not wider: LibreOffice shrinks a group that reaches beyond its frame. Indents below
// zero keep lines from wrapping and the first tab stop from the edge.

const mostTabs = 50 // of a paragraph; Word has 64

// textLine is a line of a box.
type textLine struct {
	texts       []drawing.Shape
	top, height float64 // pixels
	end         float64 // how far its last text may reach
	half        int
}

// texts writes all texts of a drawing, over its shapes.
func (p *picture) texts(d *drawing.Drawing) {
	var all []drawing.Shape
	for _, s := range d.Shapes {
		if s.Kind != drawing.Text || strings.TrimSpace(s.Text) == "" || s.Size <= 0 {
			continue
		}
		if s.Turn != 0 {
			p.turned(s)
			continue
		}
		all = append(all, s)
	}
	left := func(s drawing.Shape) float64 { return s.X - p.reach(s)*float64(s.Anchor)/2 }
	sort.SliceStable(all, func(i, j int) bool {
		if all[i].Y != all[j].Y {
			return all[i].Y < all[j].Y
		}
		return left(all[i]) < left(all[j])
	})
	var boxes [][]*textLine
place:
	for _, s := range all {
		half := p.half(s)
		height := p.pixels(leading * float64(half) / 2)
		if low := s.Y / baseline; height > low && low > s.Size { // at the upper edge
			height = low
		}
		top, from, to := max(0, s.Y-height*baseline), left(s), left(s)+p.reach(s)
		for i, b := range boxes {
			l := b[len(b)-1]
			if l.texts[0].Y == s.Y && l.half == half && from >= l.end && len(l.texts) < mostTabs {
				l.texts, l.end = append(l.texts, s), to
				continue place
			}
			if l.top+l.height <= top+.01 {
				boxes[i] = append(b, &textLine{[]drawing.Shape{s}, top, height, to, half})
				continue place
			}
		}
		boxes = append(boxes, []*textLine{{[]drawing.Shape{s}, top, height, to, half}})
	}
	for _, b := range boxes {
		p.box(b, d)
	}
}

// pixels of the drawing are what points come to on the page.
func (p *picture) pixels(points float64) float64 { return points / .75 / p.scale }

// reach is the width that a text may take, with a space to the next.
func (p *picture) reach(s drawing.Shape) float64 {
	return (span(s.Text)*1.2 + .4) * p.pixels(float64(p.half(s))/2)
}

// box writes lines from the first one's top on. Rounded heights do not add up: each space is what is left to the line's
// own place.
func (p *picture) box(lines []*textLine, d *drawing.Drawing) {
	var b strings.Builder
	points := func(pixels float64) float64 { return pixels * .75 * p.scale }
	y := lines[0].top
	done := 0 // twips
	for _, l := range lines {
		height := twips(points(l.height))
		before := max(0, twips(points(l.top-y))-done)
		done += before + height
		b.WriteString(`<w:p><w:pPr><w:tabs>`)
		var runs strings.Builder
		last := -1000
		for _, s := range l.texts {
			kind := [...]string{drawing.Start: "left", drawing.Middle: "center", drawing.End: "right"}[s.Anchor]
			last = max(last+1, twips(points(s.X)))
			b.WriteString(`<w:tab w:val="` + kind + `" w:pos="` + itoa(last) + `"/>`)
			runs.WriteString("<w:r><w:tab/></w:r>" + p.run(s))
		}
		b.WriteString(`</w:tabs><w:spacing w:before="` + itoa(before) + `" w:after="0" w:line="` + itoa(height) + `" w:lineRule="exact"/>` + `<w:ind w:left="-1000" w:right="-3000" w:firstLineChars="0" w:firstLine="0"/>` + val("jc", "left") + `</w:pPr>` + runs.String() + `</w:p>`)
	}
	end := lines[len(lines)-1]
	p.frame(0, y, d.Width, math.Min(end.top+end.height+4, math.Max(d.Height, end.top+1))-y, "", "horz", b.String())
}
