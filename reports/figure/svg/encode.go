package svg

import (
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/reports/figure/drawing"
)

// encoder collects the body of a picture.
type encoder struct {
	prefix  string
	b, defs strings.Builder
	ids     map[string]string // of the patterns and arrow heads defined so far
}

// attr is a list of attribute names and values.
type attr []string

func (a attr) String() string {
	var b strings.Builder
	for i := 0; i+1 < len(a); i += 2 {
		b.WriteString(" " + a[i] + `="` + escape(a[i+1]) + `"`)
	}
	return b.String()
}

// datum opens a group that stands for an estimate.
func (e *encoder) datum(d drawing.Datum) {
	a := attr{"class", "datum"}
	if d.ID != "" {
		a = append(a, "data-id", d.ID)
	}
	e.b.WriteString("<g" + a.String() + "><title>" + escape(d.Title) + "</title>\n")
}

func (e *encoder) shape(s *drawing.Shape) {
	name, a := "", attr(nil)
	switch s.Kind {
	case drawing.Text:
		e.text(s)
		return
	case drawing.Rect:
		name, a = "rect", attr{"x", num(s.X), "y", num(s.Y), "width", num(s.W), "height", num(s.H)}
		if s.Round > 0 {
			a = append(a, "rx", num(s.Round))
		}
	case drawing.Ellipse:
		name, a = "ellipse", attr{"cx", num(s.X + s.W/2), "cy", num(s.Y + s.H/2), "rx", num(s.W / 2), "ry", num(s.H / 2)}
		if num(s.W) == num(s.H) {
			name, a = "circle", attr{"cx", num(s.X + s.W/2), "cy", num(s.Y + s.H/2), "r", num(s.W / 2)}
		}
	case drawing.Path:
		segments := s.Segments
		if s.Arrow {
			segments = shorten(segments, head(s)*7.5/8)
		}
		if len(segments) == 2 && segments[0].Step == drawing.Move && segments[1].Step == drawing.Line {
			name, a = "line", attr{"x1", num(segments[0].X), "y1", num(segments[0].Y), "x2", num(segments[1].X), "y2", num(segments[1].Y)}
		} else {
			name, a = "path", attr{"d", track(segments)}
		}
	}
	if s.Kind != drawing.Path && s.Turn != 0 {
		a = append(a, "transform", "rotate("+num(s.Turn)+" "+num(s.X)+" "+num(s.Y)+")")
	}
	a = append(a, "fill", e.fill(s))
	if s.Opacity > 0 && s.Opacity < 1 {
		a = append(a, "fill-opacity", strconv.FormatFloat(s.Opacity, 'g', 3, 64))
	}
	if s.Stroke != "" {
		a = append(a, "stroke", s.Stroke, "stroke-width", num(s.Width))
		if len(s.Dash) > 0 {
			a = append(a, "stroke-dasharray", list(s.Dash))
		}
		if s.Arrow {
			a = append(a, "marker-end", "url(#"+e.arrow(s)+")")
		}
	}
	if c := class(s); c != "" {
		a = append(a, "class", c)
	}
	e.b.WriteString("<" + name + a.String() + "/>\n")
}

func (e *encoder) text(s *drawing.Shape) {
	a := attr{"x", num(s.X), "y", num(s.Y)}
	if s.Anchor != drawing.Start {
		a = append(a, "text-anchor", [...]string{"start", "middle", "end"}[s.Anchor%3])
	}
	if s.Size != 12 {
		a = append(a, "font-size", num(s.Size))
	}
	if s.Bold {
		a = append(a, "font-weight", "bold")
	}
	if s.Italic {
		a = append(a, "font-style", "italic")
	}
	if s.Turn != 0 {
		a = append(a, "transform", "rotate("+num(s.Turn)+" "+num(s.X)+" "+num(s.Y)+")")
	}
	if s.Fill != "" && s.Fill != drawing.Ink {
		a = append(a, "fill", s.Fill)
	}
	if s.Halo != "" {
		a = append(a, "paint-order", "stroke", "stroke", s.Halo, "stroke-width", "3", "stroke-linejoin", "round")
	}
	a = append(a, "class", class(s))
	e.b.WriteString("<text" + a.String() + ">" + escape(s.Text) + "</text>\n")
}

// class tells a page what a shape is, by its colours.
func class(s *drawing.Shape) string {
	if s.Kind == drawing.Text {
		c := map[string]string{"": "ink", drawing.Ink: "ink", drawing.Soft: "soft", drawing.OnHatch: "onhatch"}[s.Fill]
		if c == "" {
			c = "onfill"
		}
		if s.Halo == drawing.Paper {
			c += " halo"
		}
		return c
	}
	switch {
	case s.Hatch != drawing.Plain:
		return ""
	case s.Arrow:
		return "link"
	case s.Fill == drawing.Faint:
		return "band"
	case s.Fill == drawing.Node:
		return "node"
	case s.Fill == drawing.Blue && s.Stroke == "":
		return "first"
	case s.Fill == drawing.Paper:
		return "second"
	case s.Fill == drawing.Dark:
		return "s2"
	case s.Fill == "" && s.Stroke == drawing.Rule:
		return "grid"
	case s.Fill == "" && s.Stroke == drawing.Soft && len(s.Dash) > 0:
		return "cut"
	case s.Fill == "" && s.Stroke == drawing.Soft:
		return "joint"
	}
	return ""
}

// fill is a shape's colour or the pattern over it.
func (e *encoder) fill(s *drawing.Shape) string {
	if s.Hatch == drawing.Plain {
		if s.Fill == "" {
			return "none"
		}
		return s.Fill
	}
	key := strconv.Itoa(int(s.Hatch)) + s.Fill + s.Stroke
	id, ok := e.ids[key]
	if !ok {
		id = e.prefix + "-h" + strconv.Itoa(len(e.ids))
		e.ids[key] = id
		turn := map[drawing.Hatch]string{drawing.Rising: "45", drawing.Falling: "-45", drawing.Crossed: "45", drawing.Dotted: "45"}[s.Hatch]
		body := ""
		if s.Fill != "" {
			body = `<rect width="6" height="6" fill="` + escape(s.Fill) + `"/>`
		}
		ground := attr{"stroke", s.Stroke, "stroke-width", "1.6"}.String()
		switch s.Hatch {
		case drawing.Dotted:
			body += `<circle cx="3" cy="3" r="1.1"` + attr{"fill", s.Stroke}.String() + `/>`
		case drawing.Crossed:
			body += `<path d="M0 0V6M0 0H6"` + ground + `/>`
		default:
			body += `<path d="M0 0V6"` + ground + `/>`
		}
		e.defs.WriteString(`<pattern id="` + id + `" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(` + turn + `)">` + body + `</pattern>`)
	}
	return "url(#" + id + ")"
}

// head is the length of an arrow head.
func head(s *drawing.Shape) float64 { return 6 + 1.4*s.Width }

// arrow defines the head of a line.
func (e *encoder) arrow(s *drawing.Shape) string {
	size := num(head(s))
	key := "arrow" + size + s.Stroke
	id, ok := e.ids[key]
	if !ok {
		id = e.prefix + "-h" + strconv.Itoa(len(e.ids))
		e.ids[key] = id
		e.defs.WriteString(`<marker id="` + id + `" viewBox="0 0 8 8" refX="0.5" refY="4" markerWidth="` + size + `" markerHeight="` + size + `" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.5L8 4L0 7.5Z" fill="` + escape(s.Stroke) + `" class="tip"/></marker>`)
	}
	return id
}

// shorten ends a path before its end, so that an arrow head comes to its point there.
func shorten(s []drawing.Segment, by float64) []drawing.Segment {
	if len(s) < 2 {
		return s
	}
	s = append([]drawing.Segment(nil), s...)
	last, before := &s[len(s)-1], s[len(s)-2]
	x, y := before.X, before.Y
	if last.Step == drawing.Curve && (last.X2 != last.X || last.Y2 != last.Y) {
		x, y = last.X2, last.Y2
	}
	if length := math.Hypot(last.X-x, last.Y-y); last.Step != drawing.Close && length > by {
		dx, dy := (last.X-x)/length*by, (last.Y-y)/length*by
		last.X, last.Y, last.X2, last.Y2 = last.X-dx, last.Y-dy, last.X2-dx, last.Y2-dy
	}
	return s
}

// track writes the steps of a path.
func track(segments []drawing.Segment) string {
	var b strings.Builder
	for _, g := range segments {
		switch g.Step {
		case drawing.Move:
			b.WriteString("M" + num(g.X) + " " + num(g.Y))
		case drawing.Line:
			b.WriteString("L" + num(g.X) + " " + num(g.Y))
		case drawing.Curve:
			b.WriteString("C" + num(g.X1) + " " + num(g.Y1) + " " + num(g.X2) + " " + num(g.Y2) + " " + num(g.X) + " " + num(g.Y))
		case drawing.Close:
			b.WriteString("Z")
		}
	}
	return b.String()
}

func list(v []float64) string {
	s := make([]string, len(v))
	for i, x := range v {
		s[i] = num(x)
	}
	return strings.Join(s, " ")
}
