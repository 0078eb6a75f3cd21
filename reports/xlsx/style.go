package xlsx

import "github.com/xuri/excelize/v2"

const (
	baseSize   = 10.0
	defaultRow = 17.0 // points
	inkColor   = "1F2933"
	softColor  = "5B6773"
	linkColor  = "1F5FA8"
)

// Rules of the three-line style.
const (
	noRule    = 0
	thinRule  = 1
	thickRule = 2
)

// style is what cells differ in; the workbook holds each once.
type style struct {
	bold, italic, underline, wrap bool
	size                          float64
	color, fill, format           string
	align, vertical               string
	indent                        int
	top, bottom                   int
}

func (b *book) style(sheet string, c1, r1, c2, r2 int, s style) {
	b.do(b.f.SetCellStyle(sheet, cell(c1, r1), cell(c2, r2), b.id(s)))
}

// id is the workbook's number of a style.
func (b *book) id(s style) int {
	if id, ok := b.styles[s]; ok {
		return id
	}
	x := &excelize.Style{
		Font:      &excelize.Font{Family: b.font(), Size: baseSize, Bold: s.bold, Italic: s.italic, Color: inkColor},
		Alignment: &excelize.Alignment{Horizontal: s.align, Vertical: s.vertical, WrapText: s.wrap, Indent: s.indent},
	}
	if s.vertical == "" {
		x.Alignment.Vertical = "center"
	}
	if s.indent > 0 && s.align == "" {
		x.Alignment.Horizontal = "left"
	}
	if s.size > 0 {
		x.Font.Size = s.size
	}
	if s.color != "" {
		x.Font.Color = s.color
	}
	if s.underline {
		x.Font.Underline = "single"
	}
	if s.fill != "" {
		x.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{s.fill}}
	}
	if s.format != "" {
		x.CustomNumFmt = &s.format
	}
	for _, r := range []struct {
		side string
		kind int
	}{{"top", s.top}, {"bottom", s.bottom}} {
		if r.kind != noRule {
			x.Border = append(x.Border, excelize.Border{Type: r.side, Style: r.kind, Color: inkColor})
		}
	}
	id, err := b.f.NewStyle(x)
	b.do(err)
	b.styles[s] = id
	return id
}
