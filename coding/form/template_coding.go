package form

import (
	"strings"

	"github.com/smekit/smekit/coding"
)

func (t *templates) codebook() Workbook {
	codes := t.sheet("codes",
		t.col("codes", "code", "编码", 14, required),
		t.col("codes", "label", "名称", 22),
		t.col("codes", "parent", "上级", 12),
		t.col("codes", "dimension", "维度", 13, required, choose(t.dimensionIDs(false))),
		t.col("codes", "level", "层级", 12, choose(t.closed("level")), group(1)),
		t.col("codes", "origin", "来源", 12, choose(t.closed("origin")), group(1)),
		t.col("codes", "definition", "定义", 42, wrapped, group(2)),
		t.col("codes", "include", "包含", 42, wrapped, group(2)),
		t.col("codes", "exclude", "不包含", 42, wrapped, group(2)),
		t.col("codes", "example", "例句", 42, wrapped, group(2)),
		t.col("codes", "status", "状态", 10, choose(t.closed("status")), group(1)),
		t.col("codes", "since", "启用", 12, group(1)),
		t.col("codes", "replaces", "替代", 16, group(1)))
	codes.Frozen = 2
	for _, d := range t.leaves() {
		codes.Rows = append(codes.Rows, []any{d.ID, t.codeLabel(d), d.Parent, d.ID, t.word("level", 2), t.word("origin", 0),
			t.label(d.Definition), t.label(d.Include), t.label(d.Exclude), t.label(d.Example), t.word("status", 0), nil, nil})
	}
	if leaves := t.leaves(); len(leaves) > 0 {
		d := leaves[min(4, len(leaves)-1)]
		codes.Examples = [][]any{{t.example(d.ID + ".1"), t.pick("派驻人员轮岗", "Rotation of seconded staff"), d.ID, d.ID, t.word("level", 0), t.word("origin", 1),
			t.pick("派驻窗口的人员按期轮换。", "Staff seconded to the windows change at fixed times."), t.pick("轮岗的安排、期限和影响。", "How, when and with what effect they rotate."),
			nil, nil, t.word("status", 0), "2024-06", t.pick("旧码A;旧码B", "OLD-A;OLD-B")}}
	}
	return t.book("codebook", codes)
}

// codeLabel is one line: a code's name stands in drop-downs and tables.
func (t *templates) codeLabel(d coding.Dimension) string { return d.Label.Or(t.words()) }

func (t *templates) coding() Workbook {
	sheet := t.sheet("coding",
		t.col("coding", "interview_id", "访谈编号", 13, required),
		t.col("coding", "segment_id", "段落编号", 13, required),
		t.col("coding", "speaker", "讲话人", 11),
		t.col("coding", "text", "文本", 70, wrapped),
		t.col("coding", "code", "编码", 26, required, propose(t.codes()), group(1)),
		t.col("coding", "intensity", "强度", 10, whole(1, 3), choose(points(1, 3)), group(2)),
		t.col("coding", "direction", "方向", 10, whole(-1, 1), choose(points(-1, 1)), group(2)),
		t.col("coding", "state", "状态", 12, choose(t.closed("state")), group(2)),
		t.col("coding", "period", "时期", 12, propose(t.closed("period")), group(3)),
		t.col("coding", "link_to", "指向", 16, group(3)),
		t.col("coding", "memo", "备注", 34, wrapped, group(3)))
	sheet.Frozen, sheet.Room = 2, 3000
	sheet.Examples = [][]any{{t.example("I01"), t.example("S001"), t.pick("受访者", "respondent"),
		t.pick("现在每周三开联席会，规划、住建都派人来，当场就能把意见定下来。（虚构）", "Every Wednesday there is a joint meeting; planning and housing send people and opinions are settled on the spot. (invented)"),
		first(t.codes(), min(6, len(t.codes())-1)), 3, 1, t.word("state", 0), t.word("period", 1), nil, t.pick("与S014对照", "compare with S014")}}
	return t.book("coding", sheet, t.codeList())
}

// codeList lets a coder look a code up without opening the codebook; nobody fills it in.
func (t *templates) codeList() Sheet {
	s := Sheet{Name: t.name("code_list"), Title: strings.ReplaceAll(t.say("form.title.code_list"), "\n", "  ·  "), Room: 1, Frozen: 2}
	for i, c := range []struct {
		zh, en string
		width  float64
	}{{"标识", "identifier", 13}, {"中文标签", "label shown", 26}, {"释义", "meaning", 50}, {"应计入", "counts", 50}, {"不计入", "does not count", 50}, {"示意", "for instance", 50}} {
		s.Columns = append(s.Columns, Column{Header: t.header(c.zh, c.en), Width: c.width, Locked: true, Wrap: i > 0})
	}
	for i, d := range t.leaves() {
		s.Rows = append(s.Rows, []any{d.ID, t.codes()[i], t.label(d.Definition), t.label(d.Include), t.label(d.Exclude), t.label(d.Example)})
	}
	return s
}
