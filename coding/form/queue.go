package form

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/locale"
)

// QueueBook is the list of units and codes that coders disagree on, for a person to decide.
type QueueBook struct {
	Lang, Title string
	Pass        string
	Coders      []string
	Rows        []QueueRow   // the rows of a unit follow one another
	Codes       []CodeChoice // to look up on a sheet of their own: those that occur
	Reasons     []string     // proposed reasons; nil for [QueueReasons]
	Seal        [][]string   // the rows of the hidden sheet [SealSheet]; nil for schema, pass and each row's [QueueRow.Hash]
}

// QueueRow asks whether a unit gets a code.
type QueueRow struct {
	Rank                                              int
	Kind                                              string // why it is asked; its column is there when a row has one
	Interview, ID, Speaker, Before, Text, After, Code string
	Given                                             []string // per coder of the book: that coder's codes on the unit
	Who                                               string   // of an earlier decision, where Decider is nil
	Confused                                          string   // the code it is often confused with
	Definition                                        string   // in short; the whole stands among the book's codes
	// what is filled in already; nil for an empty cell
	Decision, Intensity, Direction, Reason, Comment, Decider any
}

// QueueSchema is the schema of a queue's seal.
const QueueSchema = "smekit/queue/1"

// Hash ties a row to what was asked: unit, code and text but for its blanks.
func (r *QueueRow) Hash() string {
	h := sha256.New()
	for _, s := range []string{r.Interview, r.ID, r.Code, strings.Join(strings.Fields(r.Text), " ")} {
		h.Write([]byte(strconv.Itoa(len(s)) + ":" + s))
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// QueueReasons are the reasons that a queue proposes.
func QueueReasons(lang string) []string { return (&templates{lang: lang}).closed("queue_reason") }

// QueueField is a column of the queue.
type QueueField struct {
	Field string // its English header; of a coder's column the coder's name
	ZH    string // its Chinese header; of a coder's column the coder's name
	Coder int    // the coder's place from 1; 0 for the other columns
}

// QueueFields are the columns of the queue in order: what is asked and the decision, which fit a screen together, then what
// helps to decide. A queue without kinds lacks the column kind.
func QueueFields(coders []string) []QueueField {
	fields := []QueueField{{Field: "rank", ZH: "序号"}, {Field: "kind", ZH: "分歧类型"}, {Field: "interview_id", ZH: "访谈编号"}, {Field: "segment_id", ZH: "段落编号"},
		{Field: "speaker", ZH: "讲话人"}, {Field: "text", ZH: "文本"}, {Field: "code", ZH: "编码"}, {Field: "decision", ZH: "裁定"}, {Field: "intensity", ZH: "强度"},
		{Field: "direction", ZH: "方向"}, {Field: "reason", ZH: "理由"}, {Field: "comment", ZH: "说明"}, {Field: "who", ZH: "裁定人"}}
	for i, c := range coders {
		fields = append(fields, QueueField{c, c, i + 1})
	}
	return append(fields, QueueField{Field: "confused_with", ZH: "易混编码"}, QueueField{Field: "definition", ZH: "定义"},
		QueueField{Field: "before", ZH: "上文"}, QueueField{Field: "after", ZH: "下文"})
}

// Queue is the workbook in which disagreements are decided: instructions, a row per unit and code in question, the codes
// to look up, and the seal. What is asked is locked without a password; the decision, its rating, reason, comment and who decided are open.
func Queue(b QueueBook) Workbook {
	t := &templates{lang: b.Lang}
	kinds := false
	for i := range b.Rows {
		kinds = kinds || b.Rows[i].Kind != ""
	}
	reasons := b.Reasons
	if reasons == nil {
		reasons = QueueReasons(b.Lang)
	}
	title, asked := "form.title.queue", "form.queue.asked"
	if b.Pass == "" {
		title, asked = "form.title.queue_all", "form.queue.asked_all"
	}
	s := Sheet{Name: t.name("queue"), Title: titleOf(t, b.Title, title, b.Pass), Frozen: 3, Filter: true, Room: -1}
	if kinds {
		s.Frozen++
	}
	for _, f := range QueueFields(b.Coders) {
		if f.Field == "kind" && !kinds && f.Coder == 0 {
			continue
		}
		c := Column{Header: t.header(f.ZH, f.Field), Locked: true, Wrap: true, Paper: true}
		if f.Coder > 0 {
			c.Header = append([]string{f.Field}, make([]string, len(c.Header)-1)...)
			c.Group, c.Edge, c.Width = 6, f.Coder == 1, 26
			if t.both() {
				c.Width = 34
			}
		} else {
			queueColumns[f.Field](&c)
			if short := queueShort[f.Field]; short > 0 && t.lang == locale.Chinese {
				c.Width = short
			}
			if f.Field == "definition" && t.both() {
				c.Width = 72
			}
			c.Hint = t.hint("queue", f.Field)
			c.Ask, c.Paper, c.Edge = !c.Locked, c.Locked && f.Field != "rank", c.Edge || !c.Locked
			switch f.Field {
			case "decision":
				c.List = &List{Values: t.closed("decision")}
			case "reason":
				propose(reasons)(&c)
			}
		}
		s.Columns = append(s.Columns, c)
	}
	for i := range b.Rows {
		r := &b.Rows[i]
		row := []any{r.Rank}
		if kinds {
			row = append(row, blankless(r.Kind))
		}
		who := r.Decider
		if who == nil {
			who = blankless(r.Who)
		}
		row = append(row, r.Interview, r.ID, blankless(r.Speaker), blankless(r.Text), r.Code, r.Decision, r.Intensity, r.Direction, r.Reason, r.Comment, who)
		for k := range b.Coders {
			if k < len(r.Given) {
				row = append(row, blankless(r.Given[k]))
			} else {
				row = append(row, nil)
			}
		}
		s.Rows = append(s.Rows, append(row, blankless(r.Confused), blankless(r.Definition), blankless(r.Before), blankless(r.After)))
		same := i > 0 && b.Rows[i-1].Interview == r.Interview && b.Rows[i-1].ID == r.ID
		s.Looks = append(s.Looks, RowLook{Line: i > 0 && !same, Again: same})
	}
	guide := t.steps("queue", func(lang string) []string {
		return []string{oneSpaced(b.Title), locale.Text(lang, asked, strconv.Itoa(len(b.Rows)), b.Pass), t.name("codes")}
	})
	sheets := []Sheet{s}
	if len(b.Codes) > 0 {
		sheets = append(sheets, codebookSheet(t, b.Codes))
	}
	return Workbook{Title: s.Title, Guide: guide, Sheets: append(sheets, seal(b.seal()))}
}

// seal is the queue's own seal unless another is given.
func (b *QueueBook) seal() [][]string {
	if b.Seal != nil {
		return b.Seal
	}
	rows := [][]string{{"schema", QueueSchema}, {"pass", b.Pass}}
	for i := range b.Rows {
		r := &b.Rows[i]
		rows = append(rows, []string{"row", r.Interview, r.ID, r.Code, r.Hash()})
	}
	return rows
}

// queueColumns give the columns of the queue their looks. Down to the reason they fit a screen of 1,366 points; what helps
// to decide stands behind, and is no reason for a higher row but for what the coders gave.
var queueColumns = map[string]func(*Column){
	"rank":         func(c *Column) { c.Width, c.Format, c.Wrap = 7, Whole, false },
	"kind":         func(c *Column) { c.Width = 9 },
	"interview_id": func(c *Column) { c.Width = 13 },
	"segment_id":   func(c *Column) { c.Width = 12 },
	"speaker":      func(c *Column) { c.Width, c.Fade = 9, true },
	"text":         func(c *Column) { c.Width, c.Fade, c.Required = 50, true, true },
	"code":         func(c *Column) { c.Width, c.Group, c.Required, c.Bold, c.Edge = 20, 1, true, true, true },
	"decision":     func(c *Column) { c.Width, c.Group, c.Required, c.Locked = 11, 2, true, false },
	"intensity": func(c *Column) {
		c.Width, c.Group, c.Locked, c.Wrap = 10, 2, false, false
		whole(1, 3)(c)
		choose(points(1, 3))(c)
	},
	"direction": func(c *Column) {
		c.Width, c.Group, c.Locked, c.Wrap = 10, 2, false, false
		whole(-1, 1)(c)
		choose(directions)(c)
	},
	"reason":        func(c *Column) { c.Width, c.Group, c.Locked = 16, 3, false },
	"comment":       func(c *Column) { c.Width, c.Group, c.Locked = 20, 3, false },
	"who":           func(c *Column) { c.Width, c.Group, c.Locked = 10, 3, false },
	"confused_with": func(c *Column) { c.Width, c.Group, c.Lines, c.Edge = 24, 1, 3, true },
	"definition":    func(c *Column) { c.Width, c.Group, c.Lines = 56, 1, 1 },
	"before":        func(c *Column) { c.Width, c.Fade, c.Group, c.Lines, c.Edge = 50, true, 4, 1, true },
	"after":         func(c *Column) { c.Width, c.Fade, c.Group, c.Lines = 50, true, 4, 1 },
}

// queueShort are the widths of columns whose headers are short in Chinese.
var queueShort = map[string]float64{"rank": 6, "interview_id": 9, "segment_id": 9, "intensity": 7, "direction": 7}
