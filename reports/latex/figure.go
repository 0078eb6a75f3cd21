package latex

import (
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/figure/drawing"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/table"
)

const (
	pixel    = 0.75  // points of a CSS pixel
	tallest  = 600.0 // points that a picture may be high
	sideways = 1.45  // a picture this much wider than a page is turned
)

// figureItem draws a picture. It asks for a landscape page where that makes it larger.
func (p *page) figureItem(f *figure.Figure) *item {
	lang := p.lang
	d := drawing.Draw(f, drawing.Options{Lang: lang,
		Number: func(v float64, format table.Format) string { return grid.Number(lang, v, format) },
		Word:   func(code string, args ...string) string { return locale.Text(lang, code, args...) }})
	var notes []grid.Note
	below := captionRoom
	for _, n := range f.Notes {
		notes = append(notes, grid.Note{Text: n.In(lang)})
		below += noteLine * math.Ceil(float64(grid.Width(n.In(lang))+4)*noteLetter/portrait)
	}
	scale := func(lying bool) float64 {
		room, high := portrait, tallest
		if lying {
			room, high = landscape, low-below-24
		}
		return pixel * math.Min(1, math.Min(room/(d.Width*pixel), high/(d.Height*pixel)))
	}
	x := &item{}
	x.wants = d.Width*pixel > portrait*sideways && d.Width > d.Height && scale(true) > scale(false)*1.2
	x.height = d.Height*scale(x.wants) + below + 24
	x.lead = x.height
	x.put = func(lying, _ bool) { p.figure(f, d, scale(lying), notes) }
	return x
}

// figure writes a picture with its caption and notes, in one piece.
func (p *page) figure(f *figure.Figure, d *drawing.Drawing, scale float64, notes []grid.Note) {
	number := strconv.Itoa(f.Number - 1)
	caption := "\\setcounter{figure}{" + number + "}\\captionof{figure}{" + p.in(f.Title) + "}\\label{" + label("fig", p.lang, f.Key) + "}\n"
	p.put("\\par\\medskip\\noindent\\begin{minipage}{\\linewidth}\\centering\n")
	if p.lang != locale.Chinese {
		p.put(caption)
	}
	p.picture(d, scale)
	if p.lang == locale.Chinese {
		p.put(caption)
	}
	p.notes(notes)
	p.put("\\end{minipage}\\par\\medskip\n")
}

// picture writes the shapes of a drawing; y runs downwards.
func (p *page) picture(d *drawing.Drawing, scale float64) {
	p.put("\\begin{tikzpicture}[x=", length(scale), ",y=", length(-scale), "]\n",
		"\\useasboundingbox (0,0) rectangle (", num(d.Width), ",", num(d.Height), ");\n")
	for i := range d.Shapes {
		p.shape(&d.Shapes[i], scale)
	}
	p.put("\\end{tikzpicture}\n")
}

var hatches = map[drawing.Hatch]string{drawing.Rising: "north east lines", drawing.Falling: "north west lines", drawing.Crossed: "crosshatch", drawing.Dotted: "dots"}

func (p *page) shape(s *drawing.Shape, scale float64) {
	if s.Kind == drawing.Text {
		p.word(s, scale)
		return
	}
	var path string
	switch s.Kind {
	case drawing.Rect:
		path = "(" + num(s.X) + "," + num(s.Y) + ") rectangle (" + num(s.X+s.W) + "," + num(s.Y+s.H) + ")"
	case drawing.Ellipse:
		path = "(" + num(s.X+s.W/2) + "," + num(s.Y+s.H/2) + ") ellipse [x radius=" + length(s.W/2*scale) + ",y radius=" + length(s.H/2*scale) + "]"
	case drawing.Path:
		path = steps(s.Segments)
	}
	if path == "" {
		return
	}
	var options []string
	add := func(x ...string) { options = append(options, strings.Join(x, "")) }
	if s.Fill != "" {
		add("fill=", color(s.Fill))
		if s.Opacity > 0 && s.Opacity < 1 {
			add("fill opacity=", num(s.Opacity))
		}
	}
	if s.Kind == drawing.Rect && s.Round > 0 {
		add("rounded corners=", length(s.Round*scale))
	}
	hatched := hatches[s.Hatch] != ""
	if s.Stroke != "" && s.Width > 0 {
		add("draw=", color(s.Stroke))
		add("line width=", length(s.Width*scale))
		if len(s.Dash) > 0 {
			var dash []string
			for i, x := range s.Dash {
				dash = append(dash, []string{"on ", "off "}[i%2]+length(x*scale))
			}
			if len(dash)%2 == 1 {
				dash = append(dash, "off "+length(s.Dash[len(s.Dash)-1]*scale))
			}
			add("dash pattern=", strings.Join(dash, " "))
		}
		if s.Arrow {
			add("-{Latex[length=", length(8*scale), "]}")
		}
	}
	if len(options) > 0 && (s.Fill != "" || s.Stroke != "") {
		p.put("\\path[", strings.Join(options, ","), "] ", path, ";\n")
	}
	if hatched {
		ink := s.Stroke
		if ink == "" {
			ink = "#1f2933"
		}
		p.put("\\path[pattern=", hatches[s.Hatch], ",pattern color=", color(ink), "] ", path, ";\n")
	}
}

// steps is a path of lines and curves.
func steps(segments []drawing.Segment) string {
	var b strings.Builder
	for _, s := range segments {
		at := "(" + num(s.X) + "," + num(s.Y) + ")"
		switch s.Step {
		case drawing.Move:
			b.WriteString(" " + at)
		case drawing.Line:
			b.WriteString(" -- " + at)
		case drawing.Curve:
			b.WriteString(" .. controls (" + num(s.X1) + "," + num(s.Y1) + ") and (" + num(s.X2) + "," + num(s.Y2) + ") .. " + at)
		case drawing.Close:
			b.WriteString(" -- cycle")
		}
	}
	return strings.TrimSpace(b.String())
}

// word sets a text on its baseline.
func (p *page) word(s *drawing.Shape, scale float64) {
	if s.Text == "" {
		return
	}
	anchor := [...]string{drawing.Start: "base west", drawing.Middle: "base", drawing.End: "base east"}[s.Anchor]
	points := s.Size * scale
	font := "\\sffamily\\fontsize{" + num(points) + "}{" + num(points*1.2) + "}\\selectfont"
	if s.Bold {
		font += "\\bfseries"
	}
	if s.Italic {
		font += "\\itshape"
	}
	options := "anchor=" + anchor + ",inner sep=0pt,font=" + font
	if s.Fill != "" {
		options += ",text=" + color(s.Fill)
	}
	if s.Halo != "" {
		options += ",inner sep=" + length(2*scale) + ",fill=" + color(s.Halo) + ",fill opacity=.85,text opacity=1"
	}
	if s.Turn != 0 {
		options += ",rotate=" + num(-s.Turn)
	}
	p.put("\\node[", options, "] at (", num(s.X), ",", num(s.Y), ") {", picturesque(s.Text), "};\n")
}

// picturesque is a text without places to break at: a label keeps its line.
func picturesque(s string) string { return strings.ReplaceAll(text(s), `\allowbreak{}`, "") }

// color is a colour of xcolor.
func color(hex string) string {
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil || len(hex) != 7 {
		return "black"
	}
	return "{rgb,255:red," + strconv.FormatUint(n>>16, 10) + ";green," + strconv.FormatUint(n>>8&255, 10) + ";blue," + strconv.FormatUint(n&255, 10) + "}"
}

func length(x float64) string { return num(x) + "pt" }

// num writes a coordinate with at most three decimals.
func num(x float64) string {
	s := strconv.FormatFloat(math.Round(x*1000)/1000, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}
