package form

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
)

// CoderBook is what a coder gets in a pass: the units to code in the coder's own order and the codebook.
type CoderBook struct {
	Lang        string // zh, en or both
	Title       string // of the study; empty for none
	Pass, Coder string
	Codes       []CodeChoice // in the codebook's order
	Slots       int          // codes that a row has columns for, at least 1
	Periods     []string     // proposed periods; none: the column is free
	Units       []CoderUnit
	Seal        [][]string // the rows of the hidden sheet [SealSheet]
}

// CodeChoice is a code that coders may give.
type CodeChoice struct {
	ID                                    string
	Label                                 coding.Label
	Group                                 coding.Label // the dimension group; empty for none
	GroupIndex                            int          // groups with the same index share a heading and a colour
	Definition, Include, Exclude, Example coding.Label
}

// CoderUnit is a stretch of text to code.
type CoderUnit struct {
	Interview, ID, Speaker, Text string
	Period                       string // already filled in; empty for none
}

// CoderField is a column of the coder's sheet.
type CoderField struct {
	Field string // its English header: code, code_2, …
	ZH    string // its Chinese header: 编码, 编码2, …
	Slot  int    // the slot of a code's columns, from 1; 0 for the others
	Name  string // the field without its slot: code, intensity, …
}

// SealSheet is the hidden sheet that says what a workbook was made from.
const SealSheet = "_seal"

// CoderFields are the columns of the coder's sheet in order.
func CoderFields(slots int) []CoderField {
	fields := []CoderField{{Field: "interview_id", ZH: "访谈编号"}, {Field: "segment_id", ZH: "段落编号"}, {Field: "speaker", ZH: "讲话人"}, {Field: "text", ZH: "文本"}, {Field: "reviewed", ZH: "已阅"}}
	for k := 1; k <= max(1, slots); k++ {
		for _, f := range []CoderField{{Name: "code", ZH: "编码"}, {Name: "intensity", ZH: "强度"}, {Name: "direction", ZH: "方向"}, {Name: "state", ZH: "状态"}} {
			f.Field, f.Slot = f.Name, k
			if k > 1 {
				f.Field, f.ZH = f.Name+"_"+strconv.Itoa(k), f.ZH+strconv.Itoa(k)
			}
			fields = append(fields, f)
		}
	}
	fields = append(fields, CoderField{Field: "period", ZH: "时期"}, CoderField{Field: "link_to", ZH: "指向"}, CoderField{Field: "memo", ZH: "备注"})
	for i := range fields {
		if fields[i].Name == "" {
			fields[i].Name = fields[i].Field
		}
	}
	return fields
}

// Choice is the code as drop-downs offer it: its id, a blank and its label in the language, or in both. The label has no
// mark that separates the entries of a cell.
func (c CodeChoice) Choice(lang string) string {
	label := oneLine(bothLabels(lang, c.Label))
	if label == "" || label == c.ID {
		return c.ID
	}
	return c.ID + " " + label
}

const headingMark = "──"

// heading is the line above a group's codes in drop-downs; empty for codes without a group.
func (c CodeChoice) heading(lang string) string {
	label := oneLine(bothLabels(lang, c.Group))
	if label == "" {
		return ""
	}
	return headingMark + " " + label + " " + headingMark
}

// IsHeading reports whether a text is the heading of a group in the drop-down of codes, which is not a code.
func IsHeading(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasPrefix(s, headingMark) && strings.HasSuffix(s, headingMark)
}

func bothLabels(lang string, l coding.Label) string {
	if lang == locale.Chinese || lang == locale.English || l.ZH == "" || l.EN == "" || l.ZH == l.EN {
		if lang == locale.English {
			return l.Or(locale.English)
		}
		return l.Or(locale.Chinese)
	}
	return l.ZH + " " + l.EN
}

// oneLine takes the marks out of a label that separate the entries of a cell.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer(";", "/", "；", "/", "、", "/", "\r", " ", "\n", " ").Replace(s)), " ")
}

// Coder is the workbook of a coder: instructions, the sheet to code in, the codebook and the seal. Ids and texts are
// locked without a password.
func Coder(b CoderBook) Workbook {
	return coderWorkbook(b)
}
