package form

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/coding"
)

func coderBook(lang string) CoderBook {
	l := func(zh, en string) coding.Label { return coding.Label{ZH: zh, EN: en} }
	return CoderBook{Lang: lang, Title: "研究", Pass: "2", Coder: "张三", Slots: 2, Periods: []string{"改革前", "改革后"},
		Codes: []CodeChoice{
			{ID: "ME.SUB", Label: l("主体嵌入", "Subject embedding"), Group: l("嵌入", "Embedding"), GroupIndex: 0, Definition: l("人进去", "people enter")},
			{ID: "ME.REL", Label: l("关系；人情", "Relations"), Group: l("嵌入", "Embedding"), GroupIndex: 0},
			{ID: "MC.TGT", Label: l("目标耦合", "Goals"), Group: l("耦合", "Coupling"), GroupIndex: 1},
			{ID: "X", Label: l("", ""), GroupIndex: 2},
		},
		Units: []CoderUnit{
			{Interview: "I01", ID: "007", Speaker: "受访者", Text: "=1+1 这样写"},
			{Interview: "I01", ID: "S2", Speaker: "-甲", Text: "@两行\n文本 ", Period: "改革后"},
			{Interview: "I02", ID: "S1", Text: strings.Repeat("很长的文本。", 200)},
		},
		Seal: [][]string{{"schema", "smekit/seal/1"}, {"pass", "2"}, {"0", "I01", "007", "00ff"}, {"1", "I01", "S2", "=a"}},
	}
}

func TestChoice(t *testing.T) {
	c := coderBook("zh").Codes
	for _, x := range []struct{ lang, want string }{
		{"zh", "── 嵌入 ──|ME.SUB 主体嵌入|ME.REL 关系/人情|── 耦合 ──|MC.TGT 目标耦合|X"},
		{"en", "── Embedding ──|ME.SUB Subject embedding|ME.REL Relations|── Coupling ──|MC.TGT Goals|X"},
		{"both", "── 嵌入 Embedding ──|ME.SUB 主体嵌入 Subject embedding|ME.REL 关系/人情 Relations|── 耦合 Coupling ──|MC.TGT 目标耦合 Goals|X"},
	} {
		choices := choicesOf(x.lang, c)
		if got := strings.Join(choices, "|"); got != x.want {
			t.Errorf("%s: %s", x.lang, got)
		}
		headings := 0
		for _, s := range choices {
			if IsHeading(s) {
				headings++
			}
		}
		if headings != 2 {
			t.Errorf("%s: %d headings", x.lang, headings)
		}
	}
}

func TestCoderFields(t *testing.T) {
	var en, zh []string
	for _, f := range CoderFields(2) {
		en, zh = append(en, f.Field), append(zh, f.ZH)
	}
	if got := strings.Join(en, " "); got != "interview_id segment_id speaker text reviewed code intensity direction state code_2 intensity_2 direction_2 state_2 period link_to memo" {
		t.Error(got)
	}
	if got := strings.Join(zh, " "); got != "访谈编号 段落编号 讲话人 文本 已阅 编码 强度 方向 状态 编码2 强度2 方向2 状态2 时期 指向 备注" {
		t.Error(got)
	}
	if n := len(CoderFields(0)); n != 12 {
		t.Errorf("%d columns without slots", n)
	}
}

func TestCoder(t *testing.T) {
	for lang, names := range map[string]string{"zh": "编码说明 编码 编码本 _seal", "en": "how to code coding codes _seal", "both": "how to code coding codes _seal"} {
		b := coderBook(lang)
		wb := Coder(b)
		f, data := written(t, wb)
		var again bytes.Buffer
		if err := Write(&again, Coder(coderBook(lang))); err != nil || !bytes.Equal(again.Bytes(), data) {
			t.Error(lang, "the same model twice gives other bytes", err)
		}
		if got := strings.TrimSuffix(strings.Join(f.GetSheetList(), " "), " _lists"); got != names {
			t.Error(lang, got)
		}
		sheet := wb.Sheets[0].Name
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		var zh, en []string
		for _, x := range CoderFields(b.Slots) {
			zh, en = append(zh, x.ZH), append(en, x.Field)
		}
		heads := map[string][][]string{"zh": {zh}, "en": {en}, "both": {zh, en}}[lang]
		for i, h := range heads {
			if !slices.Equal(rows[2+i], h) {
				t.Error(lang, rows[2+i])
			}
		}
		first := 3 + len(heads) // row number of the first unit
		for i, u := range b.Units {
			if got := rows[first-1+i][:4]; !slices.Equal(got, []string{u.Interview, u.ID, u.Speaker, u.Text}) {
				t.Errorf("%s: %q", lang, got)
			}
			cell := fmt.Sprintf("D%d", first+i)
			if kind, err := f.GetCellType(sheet, cell); err != nil || kind != excelize.CellTypeInlineString {
				t.Error(lang, cell, "is not text", kind, err)
			}
			if formula, err := f.GetCellFormula(sheet, cell); err != nil || formula != "" {
				t.Error(lang, cell, formula, err)
			}
		}
		if got, err := f.GetCellValue(sheet, fmt.Sprintf("N%d", first+1)); err != nil || got != "改革后" {
			t.Error(lang, "period", got, err)
		}
		coderLists(t, f, sheet, first, first+len(b.Units)+coderRoom-1)
		coderLocks(t, f, sheet, first, first+len(b.Units))
		coderSeal(t, f, b.Seal)
	}
}

// coderLists checks that every column with answers to choose has its drop-down on all rows.
func coderLists(t *testing.T, f *excelize.File, sheet string, from, to int) {
	t.Helper()
	all, err := f.GetDataValidations(sheet)
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, v := range all {
		want := fmt.Sprintf("%s%d:%s%d", v.Sqref[:1], from, v.Sqref[:1], to)
		if v.Sqref != want || v.Type != "list" {
			t.Errorf("%s %s, want %s", v.Type, v.Sqref, want)
		}
		got += v.Sqref[:1]
		if free := v.Sqref[:1] == "F" || v.Sqref[:1] == "J" || v.Sqref[:1] == "N"; free == v.ShowErrorMessage {
			t.Errorf("column %s: other words allowed %v", v.Sqref[:1], free)
		}
	}
	if got != "EFGHIJKLMN" {
		t.Error("drop-downs of columns", got)
	}
}

func locked(t *testing.T, f *excelize.File, sheet, cell string) bool {
	t.Helper()
	id, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return s.Protection == nil || s.Protection.Locked
}

// coderLocks checks what may be changed: nothing of ids and texts, all else, and everything in the empty rows.
func coderLocks(t *testing.T, f *excelize.File, sheet string, from, empty int) {
	t.Helper()
	for c := 'A'; c <= 'P'; c++ {
		for row := from; row <= empty; row++ {
			if got, want := locked(t, f, sheet, fmt.Sprintf("%c%d", c, row)), c <= 'D' && row < empty; got != want {
				t.Errorf("%c%d locked: %v", c, row, got)
			}
		}
	}
	p, err := f.GetSheetProtection(sheet)
	if err != nil {
		t.Fatal(err)
	}
	if !p.Sort || !p.AutoFilter || !p.FormatCells || !p.FormatColumns || !p.FormatRows || !p.InsertRows || !p.DeleteRows || !p.SelectLockedCells || p.Password != "" {
		t.Errorf("%+v", p)
	}
	if panes, err := f.GetPanes(sheet); err != nil || !panes.Freeze || panes.XSplit != 2 || panes.YSplit != from-1 {
		t.Error(panes, err)
	}
	filters := 0
	for _, d := range f.GetDefinedName() {
		if d.Name == "_xlnm._FilterDatabase" && d.Scope == sheet && strings.Contains(d.RefersTo, fmt.Sprintf("$A$%d:$P$", from-1)) {
			filters++
		}
	}
	if filters != 1 {
		t.Error("no filter on the header")
	}
}

func coderSeal(t *testing.T, f *excelize.File, seal [][]string) {
	t.Helper()
	if visible, err := f.GetSheetVisible(SealSheet); err != nil || visible {
		t.Error("the seal shows", err)
	}
	for _, s := range f.WorkBook.Sheets.Sheet {
		if s.Name == SealSheet && s.State != "veryHidden" {
			t.Error("the seal is", s.State)
		}
	}
	rows, err := f.GetRows(SealSheet)
	if err != nil || len(rows) != len(seal) {
		t.Fatal(rows, err)
	}
	for i := range rows {
		if !slices.Equal(rows[i], seal[i]) {
			t.Error(rows[i])
		}
	}
}

func TestCoderLook(t *testing.T) {
	b := coderBook("zh")
	wb := Coder(b)
	f, _ := written(t, wb)
	height := func(row int) float64 {
		h, err := f.GetRowHeight("编码", row)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	if h := height(6); h != excelize.MaxRowHeight {
		t.Errorf("a text of 1,200 characters in %g pt", h)
	}
	if h := height(5); h != 32 {
		t.Errorf("two lines in %g pt", h)
	}
	fill := func(sheet, cell string) string {
		id, err := f.GetCellStyle(sheet, cell)
		if err != nil {
			t.Fatal(err)
		}
		s, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		border := ""
		for _, x := range s.Border {
			if x.Type == "top" && x.Color == "8497B0" {
				border = "line"
			}
		}
		return strings.Join(s.Fill.Color, "") + border
	}
	if a, b := fill("编码", "F3"), fill("编码", "J3"); a == b || a == "" || b == "" {
		t.Error("the slots have the colours", a, b)
	}
	if a, b := fill("编码", "A5"), fill("编码", "A6"); strings.HasSuffix(a, "line") || !strings.HasSuffix(b, "line") {
		t.Error("lines between interviews", a, b)
	}
	if a, b, c := fill("编码本", "A4"), fill("编码本", "A5"), fill("编码本", "A7"); a != b || a == c {
		t.Error("groups in the codebook", a, b, c)
	}
	rows, err := f.GetRows("编码本")
	if err != nil || len(rows) != 8 || rows[2][0] != "── 嵌入 ──" || rows[3][0] != "ME.SUB" || rows[3][2] != "人进去" {
		t.Error(rows, err)
	}
}

func TestCoderGuide(t *testing.T) {
	words := map[string][]string{
		"zh": {"张三", "第 2 轮", "3 个文本段落", "已阅", "分号", "插入", "不是好坏", "修复", "独立", "xlsx", "发回", "有 2 组"},
		"en": {"coder 张三", "pass 2", "3 segments", "reviewed", "semicolon", "insert a row", "not good or bad", "repaired", "alone", "xlsx", "send it back", "are 2 code columns"},
	}
	words["both"] = append(slices.Clone(words["zh"]), words["en"]...)
	for lang, want := range words {
		text, headings := "", 0
		for _, l := range Coder(coderBook(lang)).Guide.Lines {
			text += l.Text + "\n"
			if l.Heading {
				headings++
			}
		}
		for _, w := range want {
			if !strings.Contains(strings.ToLower(text), strings.ToLower(w)) {
				t.Errorf("%s: nothing of %q", lang, w)
			}
		}
		if headings < 10 || strings.Contains(text, "{") || strings.Contains(text, "form.") || strings.Contains(text, "# ") {
			t.Errorf("%s: %d headings\n%s", lang, headings, text)
		}
	}
}

func TestLongText(t *testing.T) {
	b := coderBook("zh")
	b.Units[1].Text = strings.Repeat("字", 32767)
	f, _ := written(t, Coder(b))
	if got, err := f.GetCellValue("编码", "D5"); err != nil || got != b.Units[1].Text {
		t.Error("a text that fills a cell was changed", len(got), err)
	}
	for _, text := range []string{strings.Repeat("字", 32768), strings.Repeat("𠀀", 16384)} {
		b.Units[1].Text = text
		err := Write(&bytes.Buffer{}, Coder(b))
		if err == nil || !strings.Contains(err.Error(), "I01 S2") || !strings.Contains(err.Error(), "32768") {
			t.Error(err)
		}
	}
}

func TestLinesOf(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64
		want  int
	}{
		{"", 10, 1}, {"短", 10, 1}, {"a\nb\nc", 10, 3}, {strings.Repeat("字", 60), 21, 6}, {strings.Repeat("x", 100), 22.5, 5},
		{"extraordinary extraordinary extraordinary", 22, 3}, {"a b c d e f", 22, 1},
	} {
		if got := linesOf(c.text, c.width); got != c.want {
			t.Errorf("%q in %g: %d lines, want %d", c.text, c.width, got, c.want)
		}
	}
}

// Coders are told how to read a long text, and never that their work is lost.
func TestCoderGuideOnLongTexts(t *testing.T) {
	for lang, want := range map[string]string{"zh": "编辑栏会显示全文", "en": "the formula bar"} {
		text := ""
		for _, l := range Coder(CoderBook{Lang: lang, Coder: "a", Pass: "1"}).Guide.Lines {
			text += l.Text + "\n"
		}
		if !strings.Contains(text, want) {
			t.Errorf("%s: %s", lang, text)
		}
		for _, word := range []string{" lost", " lose", "丢失", "作废", "丢掉"} {
			if strings.Contains(text, word) {
				t.Errorf("%s: %q in %s", lang, word, text)
			}
		}
	}
}
