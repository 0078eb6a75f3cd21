package form

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/coding"
)

func queueBook(lang string) QueueBook {
	return QueueBook{Lang: lang, Title: "研究", Pass: "1", Coders: []string{"张三", "Li Si"}, Rows: []QueueRow{
		{Rank: 1, Kind: "两码", Interview: "I01", ID: "S1", Speaker: "受访者", Before: "前", Text: "=文本", After: "后", Code: "ME.SUB 主体嵌入",
			Given: []string{"ME.SUB", ""}, Confused: "ME.REL", Definition: "定义"},
		{Rank: 2, Kind: "两码", Interview: "I01", ID: "S1", Speaker: "受访者", Before: "前", Text: "=文本", After: "后", Code: "ME.REL",
			Given: []string{"", "ME.REL（3，1）"}, Definition: "定义二", Decision: "采纳", Intensity: 2, Direction: -1, Reason: "疏漏", Comment: "说明", Who: "王五"},
		{Rank: 3, Interview: "I02", ID: "S1", Text: "乙", Code: "X", Given: []string{"X"}, Who: "a", Decider: "b"},
	}}
}

func TestQueueFields(t *testing.T) {
	var en, zh []string
	for _, f := range QueueFields([]string{"A", "B"}) {
		en, zh = append(en, f.Field), append(zh, f.ZH)
		if (f.Coder > 0) != (f.Field == "A" || f.Field == "B") {
			t.Error(f)
		}
	}
	if got := strings.Join(en, " "); got != "rank kind interview_id segment_id speaker text code decision intensity direction reason comment who A B confused_with definition before after" {
		t.Error(got)
	}
	if got := strings.Join(zh, " "); got != "序号 分歧类型 访谈编号 段落编号 讲话人 文本 编码 裁定 强度 方向 理由 说明 裁定人 A B 易混编码 定义 上文 下文" {
		t.Error(got)
	}
}

func TestQueue(t *testing.T) {
	for lang, heads := range map[string]int{"zh": 1, "en": 1, "both": 2} {
		b := queueBook(lang)
		wb := Queue(b)
		f, data := written(t, wb)
		var again bytes.Buffer
		if err := Write(&again, Queue(queueBook(lang))); err != nil || !bytes.Equal(again.Bytes(), data) {
			t.Error(lang, "the same model twice gives other bytes", err)
		}
		sheet := wb.Sheets[0].Name
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for i, x := range QueueFields(b.Coders) {
			want := x.ZH
			if lang == "en" {
				want = x.Field
			}
			if rows[2][i] != want {
				t.Errorf("%s: %q, want %q", lang, rows[2][i], want)
			}
			if lang == "both" && x.Coder == 0 && rows[3][i] != x.Field {
				t.Error(rows[3][i], x.Field)
			}
		}
		first := 2 + heads
		if got := strings.Join(rows[first+1], "|"); got != "2|两码|I01|S1|受访者|=文本|ME.REL|采纳|2|-1|疏漏|说明|王五||ME.REL（3，1）||定义二|前|后" {
			t.Error(lang, got)
		}
		if got := rows[first+2]; got[12] != "b" || len(rows) != first+3 {
			t.Error(lang, got)
		}
		lists, err := f.GetDataValidations(sheet)
		if err != nil || len(lists) != 4 {
			t.Fatal(lists, err)
		}
		decision, reason := `"采纳,不采纳"`, `"两码边界,定义不清,疏漏,两者皆可"`
		if lang == "en" {
			decision, reason = `"accept,reject"`, `"boundary of two codes,definition unclear,oversight,both apply"`
		}
		for i, want := range []string{decision, `"1,2,3"`, `"1,0,-1"`, reason} {
			if v := lists[i]; v.Formula1 != want || v.ShowErrorMessage == (i == 3) {
				t.Error(lang, v.Formula1, v.ShowErrorMessage)
			}
		}
		row := string(rune('1' + first))
		for c := 'A'; c <= 'S'; c++ {
			if got := locked(t, f, sheet, string(c)+row); got != (c < 'H' || c > 'M') {
				t.Errorf("%s: %c%s locked: %v", lang, c, row, got)
			}
		}
		id, err := f.GetCellStyle(sheet, "G"+row)
		if err != nil {
			t.Fatal(err)
		}
		if s, err := f.GetStyle(id); err != nil || !s.Font.Bold {
			t.Error(lang, "the code in question is not bold", err)
		}
		guide := ""
		for _, l := range wb.Guide.Lines {
			guide += l.Text
		}
		if strings.Contains(guide, "{") || strings.Contains(guide, "form.") || lang != "en" && !strings.Contains(guide, "第 1 轮") || lang != "zh" && !strings.Contains(guide, "pass 1") {
			t.Error(lang, guide)
		}
	}
}

func TestQueueSeal(t *testing.T) {
	b := queueBook("zh")
	f, _ := written(t, Queue(b))
	want := [][]string{{"schema", "smekit/queue/1"}, {"pass", "1"}}
	for _, r := range b.Rows {
		want = append(want, []string{"row", r.Interview, r.ID, r.Code, r.Hash()})
	}
	coderSeal(t, f, want)
	a, c := b.Rows[0], b.Rows[0]
	c.Text = "=文本 \n"
	if a.Hash() != c.Hash() {
		t.Error("blanks at the end count")
	}
	for _, change := range []func(*QueueRow){func(r *QueueRow) { r.Text += "x" }, func(r *QueueRow) { r.Code += "x" }, func(r *QueueRow) { r.Interview, r.ID = "I01S", "1" }} {
		c = a
		change(&c)
		if a.Hash() == c.Hash() {
			t.Error("a change does not count", c)
		}
	}
	b.Seal = [][]string{{"schema", "own"}}
	f, _ = written(t, Queue(b))
	coderSeal(t, f, b.Seal)
}

func TestQueueWithoutKindsAndPass(t *testing.T) {
	b := queueBook("zh")
	b.Pass, b.Reasons = "", []string{"甲"}
	for i := range b.Rows {
		b.Rows[i].Kind = ""
	}
	wb := Queue(b)
	var heads []string
	for _, c := range wb.Sheets[0].Columns {
		heads = append(heads, c.Header[0])
	}
	if slices.Contains(heads, "分歧类型") || len(heads) != len(QueueFields(b.Coders))-1 {
		t.Error(heads)
	}
	if got := wb.Sheets[0].Columns[9].List.Values; !slices.Equal(got, b.Reasons) {
		t.Error(got)
	}
	if strings.Contains(wb.Title, "轮") {
		t.Error(wb.Title)
	}
}

// What is asked and the decision with its reason stand on a screen 1,366 points wide: 7 a character, 5 a column's edge, and
// 60 for the numbers of the rows and the bar to scroll.
func TestQueueFitsAScreen(t *testing.T) {
	for _, lang := range []string{"zh", "en", "both"} {
		s := Queue(queueBook(lang)).Sheets[0]
		width, last := 60.0, 0
		for i, f := range QueueFields(nil) {
			width += 7*s.Columns[i].Width + 5
			if last = i; f.Field == "reason" {
				break
			}
		}
		if width > 1366 || last != 10 || s.Frozen != 4 {
			t.Errorf("%s: %d columns take %.0f, frozen %d", lang, last+1, width, s.Frozen)
		}
	}
}

// Context and definition are no reason for a higher row; text and what coders gave are.
func TestQueueRowHeights(t *testing.T) {
	long := strings.Repeat("很长的一段话。", 60)
	height := func(change func(*QueueRow)) float64 {
		b := queueBook("zh")
		change(&b.Rows[0])
		f, _ := written(t, Queue(b))
		h, err := f.GetRowHeight("裁定", 4)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	low := height(func(*QueueRow) {})
	if h := height(func(r *QueueRow) { r.Before, r.After, r.Definition = long, long, long }); h != low || low > 20 {
		t.Errorf("%g with long context, %g without", h, low)
	}
	if h := height(func(r *QueueRow) { r.Confused = strings.Repeat("X\n", 9) }); h != 47 {
		t.Errorf("%g with ten codes that it was taken for", h)
	}
	for i, change := range []func(*QueueRow){func(r *QueueRow) { r.Text = long }, func(r *QueueRow) { r.Given[1] = long }, func(r *QueueRow) { r.Code = long }} {
		if h := height(change); h < 200 {
			t.Errorf("%d: %g", i, h)
		}
	}
}

func TestQueueCodes(t *testing.T) {
	b := queueBook("zh")
	b.Codes = []CodeChoice{{ID: "ME.SUB", Label: coding.Label{ZH: "主体嵌入"}, Group: coding.Label{ZH: "嵌入"}, Definition: coding.Label{ZH: "定义"}, Include: coding.Label{ZH: "计入"}}, {ID: "X", GroupIndex: 1}}
	wb := Queue(b)
	f, _ := written(t, wb)
	if got := strings.Join(f.GetSheetList(), " "); got != "裁定说明 裁定 编码本 _seal" {
		t.Error(got)
	}
	rows, err := f.GetRows("编码本")
	if err != nil || len(rows) != 5 {
		t.Fatal(rows, err)
	}
	if got := strings.Join(rows[3], "|"); got != "ME.SUB|主体嵌入|定义|计入" || rows[2][0] != "── 嵌入 ──" || rows[4][0] != "X" {
		t.Error(rows)
	}
	if !locked(t, f, "编码本", "C4") {
		t.Error("the codes are not locked")
	}
	said := false
	for _, l := range wb.Guide.Lines {
		said = said || strings.Contains(l.Text, "“编码本”") && strings.Contains(l.Text, "点一下")
	}
	if !said {
		t.Error("the guide does not say where the definitions stand")
	}
}
