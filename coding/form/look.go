package form

import "github.com/xuri/excelize/v2"

type lookKind uint8

const (
	lookCell lookKind = iota
	lookTitle
	lookHint
	lookHeader
	lookExample
	lookGuide
	lookGroup // a heading among the rows
	lookNote  // a text to read in the header
)

// look is everything that a cell's style depends on.
type look struct {
	kind   lookKind
	format Format
	group  int
	strong bool
	wrap   bool
	locked bool
	bold   bool
	faded  bool // grey letters
	line   bool // a line above
	tint   int  // the colour of a column group, from 1
	paper  bool // white although it is locked
	ask    bool // pale yellow
	edge   bool // a line on the left
	open   bool // strongly coloured
}

// in is the look of a cell in a column.
func (l look) in(c *Column) look {
	l.format, l.wrap, l.locked, l.bold = c.Format, c.Wrap, c.Locked, c.Bold
	l.paper, l.ask, l.edge = c.Paper, c.Ask, c.Edge
	l.faded = l.faded && c.Fade
	return l
}

// groups are the header colours of column groups: plain, and the darker one of columns that must be filled in.
var groups = [][2]string{{"DCE6F1", "9DB8D9"}, {"E4EFDC", "A9CB94"}, {"FCE9D4", "F0BD87"}, {"EAE3F2", "BFA9D6"}, {"F2F2F2", "C9C9C9"}, {"DDF0EF", "92CBC8"},
	{"F9E2E6", "E5A9B4"}, {"FBF3CF", "E3CF7A"}, {"E3E7F8", "A5B0DF"}}

func (p *printer) style(l look) (int, error) {
	if id, ok := p.styles[l]; ok {
		return id, nil
	}
	s := &excelize.Style{
		Font:       &excelize.Font{Family: "Microsoft YaHei", Size: 10},
		Alignment:  &excelize.Alignment{Vertical: "top", WrapText: l.wrap},
		Protection: &excelize.Protection{Locked: l.locked},
	}
	switch l.format {
	case Text:
		s.NumFmt = 49
	case Number, Whole:
		s.Alignment.Horizontal = "left"
	case Date:
		s.Alignment.Horizontal = "left"
		format := "yyyy-mm-dd"
		s.CustomNumFmt = &format
	}
	fill := func(colour string) {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	switch l.kind {
	case lookTitle:
		s.Font.Bold, s.Font.Size, s.Font.Color = true, 13, "1F3864"
		s.Alignment = &excelize.Alignment{Vertical: "center"}
		s.Protection.Locked = true
	case lookHint:
		s.Font.Size, s.Font.Color = 8.5, "595959"
		s.Alignment = &excelize.Alignment{Vertical: "bottom", WrapText: true}
		s.Protection.Locked = true
	case lookHeader:
		s.Font.Bold = true
		s.Alignment = &excelize.Alignment{Vertical: "center", Horizontal: "left", WrapText: true}
		s.Border = []excelize.Border{{Type: "bottom", Color: "7F7F7F", Style: 1}, {Type: "right", Color: "FFFFFF", Style: 1}}
		s.Protection.Locked = true
		colour := groups[l.group%len(groups)][0]
		if l.strong {
			colour = groups[l.group%len(groups)][1]
		}
		fill(colour)
	case lookExample:
		s.Font.Italic, s.Font.Color = true, "7F7F7F"
		fill("F7F7F7")
	case lookGuide:
		s.Font.Size = 11
		s.Alignment = &excelize.Alignment{Vertical: "top", WrapText: true}
	case lookNote:
		s.Font.Size, s.Font.Color = 9.5, "404040"
		s.Alignment = &excelize.Alignment{Vertical: "top", WrapText: true}
		s.Protection.Locked = true
	case lookGroup:
		s.Font.Bold = true
		s.Alignment = &excelize.Alignment{Vertical: "center"}
		fill(groups[max(0, l.tint-1)%len(groups)][1])
	default:
		s.Font.Bold = l.bold
		if l.faded {
			s.Font.Color = "A6A6A6"
		}
		switch {
		case l.open:
			fill("FFD966")
		case l.tint > 0:
			fill(groups[(l.tint-1)%len(groups)][0])
		case l.locked && !l.paper:
			fill("F2F2F2")
		case l.ask:
			fill("FFFBEA")
		}
		if l.line {
			s.Border = append(s.Border, excelize.Border{Type: "top", Color: "8497B0", Style: 1})
		} else if l.ask || l.open || l.tint > 0 || l.locked && !l.paper { // a fill hides the lines of the grid
			s.Border = append(s.Border, excelize.Border{Type: "top", Color: "E1E1E1", Style: 1})
		}
		if l.edge {
			s.Border = append(s.Border, excelize.Border{Type: "left", Color: "BFC9D6", Style: 1})
		}
	}
	id, err := p.f.NewStyle(s)
	if err == nil {
		p.styles[l] = id
	}
	return id, err
}
