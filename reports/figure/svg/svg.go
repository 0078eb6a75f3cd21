package svg

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/reports/figure"
)

// Options of a drawing.
type Options struct {
	Lang   string
	Number figure.Numbers                           // puts values into words, as the tables do
	Word   func(code string, args ...string) string // the catalogue's words in the language
}

// Drawing is a figure as SVG with its size in CSS pixels.
type Drawing struct {
	Width, Height float64
	SVG           []byte
}

// Fonts is the font stack of the texts.
const Fonts = `"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif`

const (
	ink    = "#1f2933"
	soft   = "#5b6773"
	rule   = "#c9d1d9"
	faint  = "#f2f5f8"
	paper  = "#ffffff"
	blue   = "#1f5fa8"
	orange = "#c8590b"
)

// Draw draws a figure. A figure without a body is an empty drawing.
func Draw(f *figure.Figure, o Options) Drawing {
	p := &pen{o: o, f: f, prefix: anchor(f.Key) + "-" + o.Lang}
	switch {
	case f.Heat != nil:
		p.heat(f.Heat)
	case f.Dumbbell != nil:
		p.dumbbell(f.Dumbbell)
	case f.Levels != nil:
		p.levels(f.Levels)
	case f.Path != nil:
		p.path(f.Path)
	case f.Dots != nil:
		p.dots(f.Dots)
	case f.Curve != nil:
		p.curve(f.Curve)
	default:
		p.width, p.height = 10, 10
	}
	var b strings.Builder
	w, h := num(p.width), num(p.height)
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="` + escape(o.Lang) + `" aria-labelledby="` + p.prefix + `-t ` + p.prefix + `-d" width="` + w + `" height="` + h +
		`" viewBox="0 0 ` + w + ` ` + h + `" font-family="` + escape(Fonts) + `" font-size="12" fill="` + ink + `">` + "\n")
	b.WriteString(`<title id="` + p.prefix + `-t">` + escape(f.Title.In(o.Lang)) + "</title>\n")
	b.WriteString(`<desc id="` + p.prefix + `-d">` + escape(f.Alt.In(o.Lang)) + "</desc>\n")
	if p.defs.Len() > 0 {
		b.WriteString("<defs>" + p.defs.String() + "</defs>\n")
	}
	b.WriteString(p.b.String())
	b.WriteString("</svg>\n")
	return Drawing{p.width, p.height, []byte(b.String())}
}

// anchor keeps what an XML id may hold.
func anchor(key string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, "fig-"+key)
}

// num writes a coordinate.
func num(x float64) string {
	s := strconv.FormatFloat(x, 'f', 1, 64)
	s = strings.TrimSuffix(s, ".0")
	if s == "-0" {
		return "0"
	}
	return s
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

// escape makes a text safe in XML and drops the control characters that XML cannot hold.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return escaper.Replace(s)
}
