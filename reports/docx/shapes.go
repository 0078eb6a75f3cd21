package docx

import (
	"math"
	"strings"

	"github.com/smekit/smekit/reports/figure/drawing"
)

// emu is the number of English metric units of a pixel of a drawing (96 to the inch).
const emu = 9525

// picture sets a drawing as a group of shapes that stands in the line.
type picture struct {
	b     strings.Builder
	scale float64
	ids   *int // the last id given to a drawing's part; they are unique in the document
	face  string
}

// group writes the run of a drawing, scaled; alt says what it shows.
func group(d *drawing.Drawing, scale float64, ids *int, name, alt, face string) string {
	p := &picture{scale: scale, ids: ids, face: face}
	w, h := p.u(d.Width), p.u(d.Height)
	p.put(`<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="`, w, `" cy="`, h, `"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="`, p.id(), `" name="`, esc(name), `" descr="`, esc(alt), `"/>`,
		`<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="`, w, `" cy="`, h, `"/><a:chOff x="0" y="0"/><a:chExt cx="`, w, `" cy="`, h, `"/></a:xfrm></wpg:grpSpPr>`)
	// LibreOffice stretches the shapes to the group's frame: an unseen one fills it.
	p.plain(drawing.Shape{}, 0, 0, d.Width, d.Height, "", `<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>`)
	for _, s := range d.Shapes {
		p.shape(s)
	}
	p.texts(d)
	p.put(`</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback>`, chars(alt), `</mc:Fallback></mc:AlternateContent></w:r>`)
	return p.b.String()
}

func (p *picture) put(s ...string) {
	for _, x := range s {
		p.b.WriteString(x)
	}
}

func (p *picture) id() string { *p.ids++; return itoa(*p.ids) }

// u is a length in pixels as English metric units.
func (p *picture) u(v float64) string { return itoa(p.units(v)) }

func (p *picture) units(v float64) int {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return int(math.Round(v * p.scale * emu))
}

func (p *picture) shape(s drawing.Shape) {
	switch s.Kind {
	case drawing.Rect:
		geometry := `<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>`
		if s.Round > 0 && s.W > 0 && s.H > 0 {
			adj := math.Min(50000, s.Round/math.Min(s.W, s.H)*100000)
			geometry = `<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val ` + itoa(int(adj)) + `"/></a:avLst></a:prstGeom>`
		}
		p.plain(s, s.X, s.Y, s.W, s.H, "", geometry)
	case drawing.Ellipse:
		p.plain(s, s.X, s.Y, s.W, s.H, "", `<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>`)
	case drawing.Path:
		p.path(s)
	case drawing.Text:
		p.halo(s)
	}
}

// plain writes a shape without text.
func (p *picture) plain(s drawing.Shape, x, y, w, h float64, flips, geometry string) {
	p.put(`<wps:wsp><wps:cNvPr id="`, p.id(), `" name=""/><wps:cNvSpPr/><wps:spPr><a:xfrm`, flips, `><a:off x="`, p.u(x), `" y="`, p.u(y), `"/><a:ext cx="`, itoa(max(0, p.units(w))), `" cy="`, itoa(max(0, p.units(h))), `"/></a:xfrm>`,
		geometry, p.fill(s), p.line(s), `</wps:spPr><wps:bodyPr/></wps:wsp>`)
}

// color is a colour of a drawing ("#rrggbb") as an element.
func color(c string, opacity float64) string {
	c = strings.TrimPrefix(c, "#")
	if len(c) != 6 || strings.Trim(strings.ToLower(c), "0123456789abcdef") != "" {
		c = "000000"
	}
	if opacity > 0 && opacity < 1 {
		return `<a:srgbClr val="` + strings.ToUpper(c) + `"><a:alpha val="` + itoa(int(math.Round(opacity*100000))) + `"/></a:srgbClr>`
	}
	return `<a:srgbClr val="` + strings.ToUpper(c) + `"/>`
}

var patterns = map[drawing.Hatch]string{drawing.Rising: "wdUpDiag", drawing.Falling: "wdDnDiag", drawing.Crossed: "diagCross", drawing.Dotted: "pct20"}

func (p *picture) fill(s drawing.Shape) string {
	if hatch := patterns[s.Hatch]; hatch != "" {
		ground, ink := s.Fill, s.Stroke
		if ground == "" {
			ground = "#ffffff"
		}
		if ink == "" {
			ink = "#808080"
		}
		return `<a:pattFill prst="` + hatch + `"><a:fgClr>` + color(ink, s.Opacity) + `</a:fgClr><a:bgClr>` + color(ground, s.Opacity) + `</a:bgClr></a:pattFill>`
	}
	if s.Fill == "" {
		return "<a:noFill/>"
	}
	return "<a:solidFill>" + color(s.Fill, s.Opacity) + "</a:solidFill>"
}

func (p *picture) line(s drawing.Shape) string {
	if s.Stroke == "" || s.Width <= 0 {
		return "<a:ln><a:noFill/></a:ln>"
	}
	out := `<a:ln w="` + itoa(max(1, p.units(s.Width))) + `"><a:solidFill>` + color(s.Stroke, 0) + `</a:solidFill>`
	if len(s.Dash) > 0 {
		out += "<a:custDash>"
		for i := 0; i < len(s.Dash); i += 2 { // in thousandths of a percent of the line's width
			gap := s.Dash[i]
			if i+1 < len(s.Dash) {
				gap = s.Dash[i+1]
			}
			out += `<a:ds d="` + itoa(int(s.Dash[i]/s.Width*100000)) + `" sp="` + itoa(int(gap/s.Width*100000)) + `"/>`
		}
		out += "</a:custDash>"
	}
	out += "<a:round/>"
	if s.Arrow {
		out += `<a:tailEnd type="triangle" w="med" len="med"/>`
	}
	return out + "</a:ln>"
}

// path writes a line between two points, or a geometry of its own in the box of all its points.
func (p *picture) path(s drawing.Shape) {
	if len(s.Segments) == 0 {
		return
	}
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	see := func(x, y float64) {
		x0, y0, x1, y1 = math.Min(x0, x), math.Min(y0, y), math.Max(x1, x), math.Max(y1, y)
	}
	for _, g := range s.Segments {
		switch g.Step {
		case drawing.Curve:
			see(g.X1, g.Y1)
			see(g.X2, g.Y2)
			see(g.X, g.Y)
		case drawing.Move, drawing.Line:
			see(g.X, g.Y)
		}
	}
	if math.IsInf(x0, 0) {
		return
	}
	if len(s.Segments) == 2 && s.Segments[0].Step == drawing.Move && s.Segments[1].Step == drawing.Line {
		a, b := s.Segments[0], s.Segments[1]
		flips := ""
		if b.X < a.X {
			flips += ` flipH="1"`
		}
		if b.Y < a.Y {
			flips += ` flipV="1"`
		}
		p.plain(s, x0, y0, x1-x0, y1-y0, flips, `<a:prstGeom prst="line"><a:avLst/></a:prstGeom>`)
		return
	}
	point := func(x, y float64) string { return `<a:pt x="` + p.u(x-x0) + `" y="` + p.u(y-y0) + `"/>` }
	var b strings.Builder
	w, h := max(1, p.units(x1-x0)), max(1, p.units(y1-y0))
	filled := ""
	if s.Fill == "" && s.Hatch == drawing.Plain {
		filled = ` fill="none"`
	}
	b.WriteString(`<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="` + itoa(w) + `" h="` + itoa(h) + `"` + filled + `>`)
	begun := false
	for _, g := range s.Segments {
		if !begun && g.Step != drawing.Move { // a path begins with a place
			b.WriteString("<a:moveTo>" + point(g.X, g.Y) + "</a:moveTo>")
			begun = true
			continue
		}
		begun = true
		switch g.Step {
		case drawing.Move:
			b.WriteString("<a:moveTo>" + point(g.X, g.Y) + "</a:moveTo>")
		case drawing.Line:
			b.WriteString("<a:lnTo>" + point(g.X, g.Y) + "</a:lnTo>")
		case drawing.Curve:
			b.WriteString("<a:cubicBezTo>" + point(g.X1, g.Y1) + point(g.X2, g.Y2) + point(g.X, g.Y) + "</a:cubicBezTo>")
		case drawing.Close:
			b.WriteString("<a:close/>")
		}
	}
	b.WriteString("</a:path></a:pathLst></a:custGeom>")
	p.plain(s, x0, y0, x1-x0, y1-y0, "", b.String())
}

// leading of a text in a drawing, in em. With a line of a fixed height both Word and LibreOffice set the baseline at four
// fifths of it.
const (
	leading  = 1.25
	baseline = .8
)

// halo writes the seam of a text as a patch behind it.
func (p *picture) halo(s drawing.Shape) {
	if s.Halo == "" || s.Turn != 0 {
		return
	}
	w := span(s.Text) * s.Size
	p.plain(drawing.Shape{Fill: s.Halo}, s.X-w*float64(s.Anchor)/2-1, s.Y-s.Size*.82, w+2, s.Size, "", `<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>`)
}

// half is the size of a text's type in half points, of which Word has no fractions.
func (p *picture) half(s drawing.Shape) int { return max(1, int(math.Round(s.Size*p.scale*.75*2))) }

// run is the run of a text.
func (p *picture) run(s drawing.Shape) string {
	props := p.face
	if s.Bold {
		props += "<w:b/>"
	}
	if s.Italic {
		props += "<w:i/>"
	}
	ink := strings.ToUpper(strings.TrimPrefix(s.Fill, "#"))
	if len(ink) != 6 {
		ink = "000000"
	}
	return `<w:r><w:rPr>` + props + val("color", ink) + size(p.half(s)) + `</w:rPr>` + chars(strings.Join(strings.Fields(s.Text), " ")) + `</w:r>`
}

// frame writes a box of paragraphs that shows nothing of itself.
func (p *picture) frame(x, y, w, h float64, turn, direction, paragraphs string) {
	p.put(`<wps:wsp><wps:cNvPr id="`, p.id(), `" name=""/><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm`, turn, `><a:off x="`, p.u(x), `" y="`, p.u(y), `"/><a:ext cx="`, p.u(w), `" cy="`, p.u(h), `"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>`,
		`<wps:txbx><w:txbxContent>`, paragraphs, `</w:txbxContent></wps:txbx><wps:bodyPr rot="0" vert="`, direction, `" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t" anchorCtr="0"><a:noAutofit/></wps:bodyPr></wps:wsp>`)
}

// turned writes a text that is turned as a box around its line, wider than it can become in another typeface.
func (p *picture) turned(s drawing.Shape) {
	size := float64(p.half(s)) / 1.5 / p.scale // in pixels of the drawing
	w, h := math.Ceil(span(s.Text)*size*1.35+size), size*leading
	align := [...]string{drawing.Start: "left", drawing.Middle: "center", drawing.End: "right"}[s.Anchor]
	x, y := s.X-w*float64(s.Anchor)/2, s.Y-h*baseline
	turn, direction := "", "horz"
	switch quarter := math.Mod(math.Mod(s.Turn, 360)+360, 360); quarter {
	case 90: // upright boxes with turned lines, which every program knows
		direction, x, y, w, h = "vert", s.X-h*(1-baseline), s.Y+x-s.X, h, w
	case 270:
		direction, x, y, w, h = "vert270", s.X-h*baseline, s.Y-(x-s.X)-w, h, w
	default: // a shape turns around its middle, the text around its anchor
		sin, cos := math.Sincos(s.Turn * math.Pi / 180)
		cx, cy := x+w/2-s.X, y+h/2-s.Y
		x, y = s.X+cx*cos-cy*sin-w/2, s.Y+cx*sin+cy*cos-h/2
		turn = ` rot="` + itoa(int(math.Round(quarter*60000))) + `"`
	}
	p.frame(x, y, w, h, turn, direction, `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="`+itoa(twips(leading*float64(p.half(s))/2))+`" w:lineRule="exact"/>`+flat+val("jc", align)+`</w:pPr>`+p.run(s)+`</w:p>`)
}

// twips are the twentieths of a point of points.
func twips(points float64) int { return int(math.Round(points * 20)) }
