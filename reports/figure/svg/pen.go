package svg

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/smekit/smekit/reports/figure"
)

// pen collects the body of a drawing.
type pen struct {
	o             Options
	f             *figure.Figure
	prefix        string
	width, height float64
	b, defs       strings.Builder
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

// shape writes an element without content.
func (p *pen) shape(name string, a attr) { p.b.WriteString("<" + name + a.String() + "/>\n") }

func (p *pen) rect(x, y, w, h float64, a ...string) {
	p.shape("rect", append(attr{"x", num(x), "y", num(y), "width", num(w), "height", num(h)}, a...))
}

func (p *pen) line(x1, y1, x2, y2 float64, a ...string) {
	p.shape("line", append(attr{"x1", num(x1), "y1", num(y1), "x2", num(x2), "y2", num(y2)}, a...))
}

// text writes a text on its baseline; anchor is start, middle or end.
func (p *pen) text(x, y float64, anchor, s string, a ...string) {
	at := attr{"x", num(x), "y", num(y)}
	if anchor != "start" {
		at = append(at, "text-anchor", anchor)
	}
	p.b.WriteString("<text" + append(at, a...).String() + ">" + escape(s) + "</text>\n")
}

// lines writes lines of text, the first baseline at y, 1.25 em apart.
func (p *pen) lines(x, y, size float64, anchor string, lines []string, a ...string) {
	for i, s := range lines {
		p.text(x, y+float64(i)*size*1.25, anchor, s, append(a, "font-size", num(size))...)
	}
}

// datum opens a group that stands for an estimate; the title is its tooltip.
func (p *pen) datum(id, title string) {
	a := attr{"class", "datum"}
	if id != "" {
		a = append(a, "data-id", id)
	}
	p.b.WriteString("<g" + a.String() + "><title>" + escape(title) + "</title>\n")
}

// given is the estimate that a cell shows; a cell without a value names none.
func given(c figure.Cell) string {
	if math.IsNaN(c.Value) {
		return ""
	}
	return c.ID
}

func (p *pen) end() { p.b.WriteString("</g>\n") }

// words of the figure's texts and numbers.
func (p *pen) in(t interface{ In(string) string }) string { return t.In(p.o.Lang) }
func (p *pen) value(v float64) string                     { return p.o.Number(v, p.f.Format()) }
func (p *pen) tick(v float64) string                      { return p.o.Number(v, p.f.AxisFormat()) }
func (p *pen) colon() string {
	if p.o.Lang == "zh" {
		return "："
	}
	return ": "
}

// shown is a cell's text: its number, or why there is none.
func (p *pen) shown(c figure.Cell) string {
	if !math.IsNaN(c.Value) {
		return p.value(c.Value)
	}
	if c.Hidden.Empty() {
		return "–"
	}
	return p.in(c.Hidden)
}

// tip is the tooltip of a cell.
func (p *pen) tip(label string, c figure.Cell) string {
	s := label + p.colon() + p.shown(c)
	if c.N >= 0 && !math.IsNaN(c.Value) {
		if p.o.Lang == "zh" {
			return s + "（n=" + strconv.Itoa(c.N) + "）"
		}
		return s + " (n = " + strconv.Itoa(c.N) + ")"
	}
	return s
}

// measure estimates a text's width in em: 1 for Chinese characters, a little more than half for Latin letters.
func measure(s string) float64 {
	w := 0.0
	for _, r := range s {
		w += em(r)
	}
	return w
}

func em(r rune) float64 {
	switch {
	case wide(r):
		return 1
	case r == ' ' || r == '.' || r == ',' || r == 'i' || r == 'l' || r == 'j' || r == 'I' || r == '\'' || r == ':' || r == '(' || r == ')':
		return .34
	case r == 'm' || r == 'w' || r == 'M' || r == 'W' || r == '%':
		return .88
	case r >= 'A' && r <= 'Z':
		return .7
	}
	return .58
}

func wide(r rune) bool {
	return r >= 0x2E80 && r <= 0xA4CF || r >= 0xAC00 && r <= 0xD7A3 || r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE4F ||
		r >= 0xFF00 && r <= 0xFFE6 || r >= 0x20000 && r <= 0x3FFFD || r == '—' || r == '“' || r == '”' || r == '…'
}

// wrap breaks a text into lines of at most width pixels at a font size: at blanks, after hyphens and between Chinese
// characters (never before closing punctuation). More than limit lines are cut with an ellipsis.
func wrap(s string, width, size float64, limit int) []string {
	room := width / size
	var lines []string
	line, used := "", 0.0
	for len(s) > 0 {
		piece := next(s)
		s = s[len(piece):]
		w := measure(strings.TrimRight(piece, " "))
		if line != "" && used+w > room {
			lines = append(lines, strings.TrimRight(line, " "))
			line, used = "", 0
		}
		for line == "" && w > room && utf8.RuneCountInString(piece) > 1 { // a word longer than a line
			cut, n := 0, 0.0
			for i, r := range piece {
				if n += em(r); i > 0 && n > room {
					break
				}
				cut = i + utf8.RuneLen(r)
			}
			head := piece[:cut]
			if last, size := utf8.DecodeLastRuneInString(head); !wide(last) && len(head) > size { // a hyphen, and four letters behind it
				end := len(head) - size
				if rest := len(strings.TrimRight(piece, " ")) - end; rest < 4 && end > 4 {
					end -= 4 - rest
				}
				for !utf8.RuneStart(piece[end]) {
					end--
				}
				head = piece[:end]
				lines = append(lines, head+"-")
			} else {
				lines = append(lines, head)
			}
			piece = piece[len(head):]
			w = measure(strings.TrimRight(piece, " "))
		}
		line += piece
		used += measure(piece)
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, strings.TrimRight(line, " "))
	}
	if len(lines) > limit {
		lines = lines[:limit]
		last := []rune(lines[limit-1])
		for len(last) > 0 && measure(string(last))+1 > room {
			last = last[:len(last)-1]
		}
		lines[limit-1] = string(last) + "…"
	}
	return lines
}

// next is the piece of s up to the first place where a line may break.
func next(s string) string {
	for i, r := range s {
		end := i + utf8.RuneLen(r)
		if r == utf8.RuneError {
			end = i + 1
		}
		following, _ := utf8.DecodeRuneInString(s[end:])
		switch {
		case end >= len(s):
			return s
		case strings.ContainsRune("，。、；：！？）》”", following):
			continue
		case r == ' ' && following != ' ', r == '-' && i > 0, wide(r) && r != '（' && r != '《' && r != '“', wide(following):
			return s[:end]
		}
	}
	return s
}

// widest line in pixels.
func widest(lines []string, size float64) float64 {
	w := 0.0
	for _, l := range lines {
		w = math.Max(w, measure(l)*size)
	}
	return w
}
