package dialect

import (
	"slices"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// plainFields are the headers of tables made by hand, in Chinese or English.
var plainFields = []field{
	named("document", "document", "document name", "doc", "file", "file name", "filename", "source", "interview", "interview id", "interview name", "transcript",
		"文档", "文档名", "文档名称", "文档编号", "文件", "文件名", "文件名称", "访谈", "访谈编号", "访谈名称", "访谈记录", "资料", "资料名称", "材料", "材料名称", "来源", "文本编号"),
	named("group", "case", "case id", "document group", "group", "site", "district", "案例", "案例编号", "区县", "地区", "文档组", "组别"),
	named("coder", "coder", "coder name", "coded by", "rater", "annotator", "编码员", "编码者", "编码人", "标注者", "标注人", "评分员"),
	named("text", "text", "segment text", "coded text", "quotation", "quote", "excerpt", "content", "passage", "sentence", "segment",
		"文本", "原文", "原始语句", "原始资料", "原始资料语句", "原话", "内容", "片段", "语句", "编码内容", "文本段", "段落文本", "引文", "摘录", "参考点内容", "访谈内容"),
	several("code", "code", "codes", "code name", "codename", "node", "tag", "theme", "编码", "代码", "节点", "标签", "主题", "编码名称", "初始概念", "概念", "范畴"),
	named("begin", "begin", "beginning", "start", "开始", "起始", "起点", "开始位置"),
	named("end", "end", "结束", "终点", "结束位置"),
	named("place", "position", "range", "line", "paragraph", "paragraph number", "location", "位置", "行号", "段号", "段落", "页码"),
	named("segment", "segment id", "excerpt id", "quotation id", "段落编号", "片段编号", "语句编号", "文本段编号"),
	named("memo", "memo", "comment", "note", "notes", "备注", "备忘", "备忘录", "评论", "注释"),
	named("speaker", "speaker", "讲话人", "说话人", "发言人"),
	named("period", "period", "时期", "阶段"),
	named("pass", "pass", "round", "轮次", "编码轮次"),
	named("intensity", "intensity", "强度"),
	named("direction", "direction", "方向"),
	named("state", "state", "状态"),
}

// plainLong is a table made by hand with a row for each segment and code.
var plainLong = spec{
	name: "plain-long", tool: "table", what: "coding", by: "dialect.recognised_long", fields: plainFields,
	need: []string{"text", "code"}, without: []string{"mark"}, least: 1, base: 30, per: 3,
	settle: segmentColumn,
	row:    func(b *builder, t *table, r sheet.Row) { b.coded(t, r, b.listed, plainPath) },
}

// plainPath takes a code's path apart where somebody wrote one.
func plainPath(s string) []string { return takeApart(s, " > ", "＞", "\\", "→") }

// plainWide is a table made by hand with a row for each segment and a column for each code, marked 1, x or ✓. A row without
// marks says that its coder saw the segment and gave nothing.
var plainWide = spec{
	name: "plain-wide", tool: "table", what: "coding", by: "dialect.recognised_wide", fields: plainFields,
	need: []string{"text"}, without: []string{"code"}, base: 34, per: 3,
	settle: segmentColumn,
	check:  plainColumns,
	row:    plainWideRow,
	end: func(b *builder, t *table) {
		for i, h := range t.heads {
			if h.field == "" && h.text != "" && rated(t, i+1) {
				b.asked = append(b.asked, coding.ReceiptNote{Code: "dialect.ask_rated_column", Args: []string{h.text}})
			}
		}
	},
}

// marks of a cell: yes and no.
var marks = map[string]bool{"1": true, "x": true, "×": false, "✓": true, "✔": true, "√": true, "☑": true, "是": true, "有": true, "yes": true, "y": true,
	"true": true, "wahr": true, "●": true, "+": true, "v": true, "0": false, "✗": false, "✘": false, "☐": false, "否": false, "无": false, "no": false, "n": false, "false": false,
	"falsch": false, "-": false, "—": false, "/": false, "○": false, "": false}

// marked reads a mark. known is false for what is none.
func marked(c sheet.Cell) (yes, known bool) {
	if x, ok := c.Float(); ok && (x == 0 || x == 1) {
		return x == 1, true
	}
	yes, known = marks[nameKey(c.Text)]
	return yes, known
}

// marksOf counts the filled cells of a column in the rows at the top: marks that say yes, marks, and what is none.
func (t *table) marksOf(col int) (yes, known, odd int) {
	for _, r := range t.page.rows {
		if r.Number <= t.header || r.Cell(col).Blank() {
			continue
		}
		switch y, ok := marked(r.Cell(col)); {
		case !ok:
			odd++
		case y:
			yes, known = yes+1, known+1
		default:
			known++
		}
	}
	return yes, known, odd
}

// plainColumns finds the columns that hold marks: no field, and in the rows at the top hardly anything but marks, one yes at
// least. At least two must be found, or one that a person mapped.
func plainColumns(t *table) int {
	if t.has("mark") {
		return 0
	}
	var found []int
	for i := range t.heads {
		h := &t.heads[i]
		if h.field != "" || h.text == "" || h.twice > 0 {
			continue
		}
		yes, known, odd := t.marksOf(i + 1)
		if yes > 0 && known >= 2*odd && odd <= max(1, known/10) {
			found = append(found, i+1)
		}
	}
	if len(found) < 2 {
		return -1
	}
	for _, col := range found {
		t.heads[col-1].field = "mark"
	}
	// a code that is not given in the rows at the top stands between or after those that are
	for i := found[0]; i < len(t.heads); i++ {
		h := &t.heads[i]
		if _, _, odd := t.marksOf(i + 1); h.field == "" && h.text != "" && h.twice == 0 && odd == 0 {
			h.field = "mark"
			found = append(found, i+1)
		}
	}
	slices.Sort(found)
	t.at["mark"] = found
	return min(len(found), 10)
}

func plainWideRow(b *builder, t *table, r sheet.Row) {
	m, ok := b.common(t, r)
	if !ok {
		return
	}
	odd := false
	for _, col := range t.at["mark"] {
		yes, known := marked(r.Cell(col))
		g := given{path: plainPath(t.heads[col-1].text), col: col}
		if !known {
			if x, ok := r.Cell(col).Float(); ok && (x == 2 || x == 3) && b.opts.Map.value("marks") == "intensity" {
				yes, known = true, true
			}
		}
		switch {
		case !known:
			odd = true
			b.problem(t.pos(b, r, col), "unknown_value", "", "1, 0, x, ✓", shorten(oneLine(r.Cell(col).Text), 30))
		case yes && len(g.path) > 0:
			if b.opts.Map.value("marks") == "intensity" {
				g.intensity = b.intensity(r.Cell(col), t.pos(b, r, col))
			}
			m.codes = append(m.codes, g)
		}
	}
	b.seen(m, odd)
}

// rated reports whether a column holds whole numbers of 0 to 3 with more than marks among them: codes with an intensity.
func rated(t *table, col int) bool {
	more := false
	for _, r := range t.page.rows {
		if r.Number <= t.header || r.Cell(col).Blank() {
			continue
		}
		x, ok := r.Cell(col).Float()
		if !ok || x != 0 && x != 1 && x != 2 && x != 3 {
			return false
		}
		more = more || x > 1
	}
	return more
}
