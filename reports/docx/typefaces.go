package docx

import (
	"encoding/xml"
	"strings"
)

// breadths are the widths of typefaces' letters and figures as a share of those of Times New Roman, by the beginning of
// their names.
var breadths = []struct {
	name string
	wide float64
}{
	{"times", 1}, {"liberation serif", 1}, {"nimbus roman", 1}, {"tex gyre termes", 1}, {"garamond", 1}, {"eb garamond", 1},
	{"宋体", 1}, {"simsun", 1}, {"仿宋", 1}, {"fangsong", 1}, {"楷体", 1}, {"kaiti", 1}, {"黑体", 1.05}, {"simhei", 1.05},
	{"calibri", 1.05}, {"carlito", 1.05}, {"cambria", 1.12}, {"caladea", 1.12}, {"palatino", 1.1}, {"book antiqua", 1.1},
	{"arial narrow", 1}, {"arial black", 1.5}, {"arial", 1.14}, {"helvetica", 1.14}, {"liberation sans", 1.14}, {"tahoma", 1.15}, {"segoe", 1.14}, {"aptos", 1.17},
	{"verdana", 1.32}, {"dejavu", 1.32}, {"bitstream vera", 1.32}, {"courier", 1.5}, {"liberation mono", 1.5}, {"consolas", 1.4},
}

// unknownBreadth is that of a typeface of which nothing is known: wider than most.
const unknownBreadth = 1.25

func breadth(face string) float64 {
	face = strings.ToLower(strings.TrimSpace(face))
	if face == "" {
		return 1
	}
	for _, x := range breadths {
		if strings.HasPrefix(face, x.name) {
			return x.wide
		}
	}
	return unknownBreadth
}

// latin is the typeface of Latin letters that a style of a template has, of its own or from those that it rests on, and
// whether it is bold.
func (r *reference) latin(id string) (face string, bold bool) {
	type rest struct {
		based, face string
		bold        bool
	}
	styles := map[string]*rest{}
	at := &rest{}
	fallback := at
	d := xml.NewDecoder(strings.NewReader(r.styles))
	inside := false
	for {
		t, err := d.Token()
		if err != nil {
			break
		}
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "style":
				at = &rest{}
				styles[attribute(e, "styleId")] = at
			case "basedOn":
				at.based = attribute(e, "val")
			case "rPr":
				inside = true
			case "rFonts":
				if !inside {
					continue
				}
				if f := attribute(e, "ascii"); f != "" {
					at.face = f
				}
				if theme := attribute(e, "asciiTheme"); theme != "" {
					at.face = r.themed(strings.HasPrefix(theme, "major"))
				}
			case "b":
				v := attribute(e, "val")
				at.bold = at.bold || inside && v != "0" && v != "false" && v != "off"
			case "tblStylePr": // of parts of tables
				if d.Skip() != nil {
					return fallback.face, false
				}
			}
		case xml.EndElement:
			if e.Name.Local == "rPr" {
				inside = false
			}
		}
	}
	for n := 0; n < 20 && styles[id] != nil; n++ {
		s := styles[id]
		bold = bold || s.bold
		if face == "" {
			face = s.face
		}
		id = s.based
	}
	if face == "" {
		face = fallback.face
	}
	return face, bold
}

// themed is a typeface of the template's theme.
func (r *reference) themed(major bool) string {
	d := xml.NewDecoder(strings.NewReader(string(r.parts["word/theme.xml"])))
	within := ""
	for {
		t, err := d.Token()
		if err != nil {
			return ""
		}
		if e, ok := t.(xml.StartElement); ok {
			switch e.Name.Local {
			case "majorFont", "minorFont":
				within = e.Name.Local
			case "latin":
				if within == "majorFont" && major || within == "minorFont" && !major {
					return attribute(e, "typeface")
				}
			}
		}
	}
}
