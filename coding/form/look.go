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
)

// look is everything that a cell's style depends on.
type look struct {
	kind   lookKind
	format Format
	group  int
	strong bool
	wrap   bool
	locked bool
}

// groups are the header colours of column groups: plain, and the darker one of columns that must be filled in.
var groups = [][2]string{{"DCE6F1", "9DB8D9"}, {"E4EFDC", "A9CB94"}, {"FCE9D4", "F0BD87"}, {"EAE3F2", "BFA9D6"}, {"F2F2F2", "C9C9C9"}, {"DDF0EF", "92CBC8"}}

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
	default:
		if l.locked {
			fill("F2F2F2")
		}
	}
	id, err := p.f.NewStyle(s)
	if err == nil {
		p.styles[l] = id
	}
	return id, err
}
