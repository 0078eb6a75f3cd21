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
	Rows        []QueueRow // the rows of a unit follow one another
	Reasons     []string   // proposed reasons; nil for [QueueReasons]
	Seal        [][]string // the rows of the hidden sheet [SealSheet]; nil for schema, pass and each row's [QueueRow.Hash]
}

// QueueRow asks whether a unit gets a code.
type QueueRow struct {
	Rank                                              int
	Kind                                              string // why it is asked; its column is there when a row has one
	Interview, ID, Speaker, Before, Text, After, Code string
	Given                                             []string // per coder of the book: that coder's codes on the unit
	Who                                               string   // of an earlier decision, where Decider is nil
	Confused                                          string   // the code it is often confused with
	Definition                                        string
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

// QueueFields are the columns of the queue in order. A queue without kinds lacks the column kind.
func QueueFields(coders []string) []QueueField {
	fields := []QueueField{{Field: "rank", ZH: "序号"}, {Field: "kind", ZH: "分歧类型"}, {Field: "interview_id", ZH: "访谈编号"}, {Field: "segment_id", ZH: "段落编号"},
		{Field: "speaker", ZH: "讲话人"}, {Field: "before", ZH: "上文"}, {Field: "text", ZH: "文本"}, {Field: "after", ZH: "下文"},
		{Field: "code", ZH: "编码"}, {Field: "confused_with", ZH: "易混编码"}}
	for i, c := range coders {
		fields = append(fields, QueueField{c, c, i + 1})
	}
	return append(fields, QueueField{Field: "definition", ZH: "定义"}, QueueField{Field: "decision", ZH: "裁定"}, QueueField{Field: "intensity", ZH: "强度"},
		QueueField{Field: "direction", ZH: "方向"}, QueueField{Field: "reason", ZH: "理由"}, QueueField{Field: "comment", ZH: "说明"}, QueueField{Field: "who", ZH: "裁定人"})
}

// Queue is the workbook in which disagreements are decided: instructions, a row per unit and code in question, and the
// seal. What is asked is locked without a password; the decision, its rating, reason, comment and who decided are open.
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
		c := Column{Header: t.header(f.ZH, f.Field), Locked: true, Wrap: true, Paper: true, Width: 20}
		if f.Coder > 0 {
			c.Header = append([]string{f.Field}, make([]string, len(c.Header)-1)...)
			c.Group, c.Edge = 6, f.Coder == 1
		} else {
			queueColumns[f.Field](&c)
			c.Hint = t.hint("queue", f.Field)
			c.Ask, c.Paper = !c.Locked, c.Locked && f.Field != "rank"
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
		row = append(row, r.Interview, r.ID, blankless(r.Speaker), blankless(r.Before), blankless(r.Text), blankless(r.After), r.Code, blankless(r.Confused))
		for k := range b.Coders {
			if k < len(r.Given) {
				row = append(row, blankless(r.Given[k]))
			} else {
				row = append(row, nil)
			}
		}
		who := r.Decider
		if who == nil {
			who = blankless(r.Who)
		}
		s.Rows = append(s.Rows, append(row, blankless(r.Definition), r.Decision, r.Intensity, r.Direction, r.Reason, r.Comment, who))
		same := i > 0 && b.Rows[i-1].Interview == r.Interview && b.Rows[i-1].ID == r.ID
		s.Looks = append(s.Looks, RowLook{Line: i > 0 && !same, Again: same})
	}
	guide := t.steps("queue", func(lang string) []string {
		return []string{oneSpaced(b.Title), locale.Text(lang, asked, strconv.Itoa(len(b.Rows)), b.Pass)}
	})
	return Workbook{Title: s.Title, Guide: guide, Sheets: []Sheet{s, seal(b.seal())}}
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

// queueColumns give the columns of the queue their looks.
var queueColumns = map[string]func(*Column){
	"rank":          func(c *Column) { c.Width, c.Format, c.Wrap = 8, Whole, false },
	"kind":          func(c *Column) { c.Width = 12 },
	"interview_id":  func(c *Column) { c.Width, c.Wrap = 13, false },
	"segment_id":    func(c *Column) { c.Width, c.Wrap = 13, false },
	"speaker":       func(c *Column) { c.Width, c.Fade = 10, true },
	"before":        func(c *Column) { c.Width, c.Fade, c.Group = 34, true, 4 },
	"text":          func(c *Column) { c.Width, c.Fade, c.Required = 50, true, true },
	"after":         func(c *Column) { c.Width, c.Fade, c.Group = 34, true, 4 },
	"code":          func(c *Column) { c.Width, c.Group, c.Required, c.Bold, c.Edge = 22, 1, true, true, true },
	"confused_with": func(c *Column) { c.Width, c.Group = 18, 1 },
	"definition":    func(c *Column) { c.Width, c.Group, c.Edge = 40, 1, true },
	"decision":      func(c *Column) { c.Width, c.Group, c.Required, c.Locked, c.Edge = 11, 2, true, false, true },
	"intensity": func(c *Column) {
		c.Width, c.Group, c.Locked, c.Wrap = 9, 2, false, false
		whole(1, 3)(c)
		choose(points(1, 3))(c)
	},
	"direction": func(c *Column) {
		c.Width, c.Group, c.Locked, c.Wrap = 9, 2, false, false
		whole(-1, 1)(c)
		choose(directions)(c)
	},
	"reason":  func(c *Column) { c.Width, c.Group, c.Locked = 17, 3, false },
	"comment": func(c *Column) { c.Width, c.Group, c.Locked = 28, 3, false },
	"who":     func(c *Column) { c.Width, c.Group, c.Locked = 11, 3, false },
}
