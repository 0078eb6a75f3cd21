package svg

import (
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/figure/drawing"
)

// Options of a drawing.
type Options = drawing.Options

// Drawing is a figure as SVG with its size in CSS pixels.
type Drawing struct {
	Width, Height float64
	SVG           []byte
}

// Fonts is the font stack of the texts.
const Fonts = `"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC","Hiragino Sans GB","WenQuanYi Micro Hei",SimHei,sans-serif`

// Shade is the colour of a share 0–1 on the sequential scale and a text colour that reads on it.
func Shade(t float64) (fill, text string) { return drawing.Shade(t) }

// Draw draws a figure. A figure without a body is an empty drawing.
func Draw(f *figure.Figure, o Options) Drawing {
	d := drawing.Draw(f, o)
	return Drawing{d.Width, d.Height, Encode(d, f, o.Lang)}
}

// Encode sets a drawing of a figure.
func Encode(d *drawing.Drawing, f *figure.Figure, lang string) []byte {
	e := &encoder{prefix: anchor(f.Key) + "-" + lang, ids: map[string]string{}}
	open := 0
	for i := range d.Shapes {
		s := &d.Shapes[i]
		if s.Datum != open && open > 0 {
			e.b.WriteString("</g>\n")
		}
		if s.Datum != open && s.Datum > 0 {
			e.datum(d.Data[s.Datum-1])
		}
		open = s.Datum
		e.shape(s)
	}
	if open > 0 {
		e.b.WriteString("</g>\n")
	}
	var b strings.Builder
	w, h := num(d.Width), num(d.Height)
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="` + escape(lang) + `" aria-labelledby="` + e.prefix + `-t ` + e.prefix + `-d" width="` + w + `" height="` + h +
		`" viewBox="0 0 ` + w + ` ` + h + `" font-family="` + escape(Fonts) + `" font-size="12" fill="` + drawing.Ink + `">` + "\n")
	b.WriteString(`<title id="` + e.prefix + `-t">` + escape(f.Title.In(lang)) + "</title>\n")
	b.WriteString(`<desc id="` + e.prefix + `-d">` + escape(f.Alt.In(lang)) + "</desc>\n")
	if e.defs.Len() > 0 {
		b.WriteString("<defs>" + e.defs.String() + "</defs>\n")
	}
	b.WriteString(e.b.String())
	b.WriteString("</svg>\n")
	return []byte(b.String())
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
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "0"
	}
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
