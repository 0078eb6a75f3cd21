package form

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/coding/locale"
)

func written(t *testing.T, wb Workbook) (*excelize.File, []byte) {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, wb); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f, b.Bytes()
}

func sample() Workbook {
	long := make([]string, 60)
	for i := range long {
		long[i] = fmt.Sprintf("编码%02d", i)
	}
	h := func(s ...string) []string { return s }
	return Workbook{Title: "T", Guide: &Guide{Name: "填写说明", Lines: []Line{{Text: "怎样填写", Heading: true}, {Text: "一行一人。"}}}, Sheets: []Sheet{
		{Name: "a", Title: "标题", Columns: []Column{
			{Header: h("编号", "id"), Hint: "简短", Required: true},
			{Header: h("日期", "date"), Format: Date},
			{Header: h("得分", "score"), Format: Whole, Min: 1, Max: 5, Group: 1},
			{Header: h("编码", "code"), List: &List{Values: long, Free: true}},
			{Header: h("又一", "again"), List: &List{Values: long}},
			{Header: h("状态", "state"), List: &List{Values: []string{"提及", "不存在"}}},
			{Header: h("备注", "memo"), Wrap: true},
		}, Examples: [][]any{{"例-1", "2024-05-01", 3}}, Rows: [][]any{{"007", "2024-02-29", 5, "编码01", nil, "提及", "很长"}}},
		{Name: "b's", Columns: []Column{{Header: h("来自"), List: &List{Of: &Range{Sheet: "a", Column: 1}}}, {Header: h("锁定"), Locked: true}}, Room: 10},
	}}
}

func TestWrite(t *testing.T) {
	f, data := written(t, sample())
	if got := fmt.Sprint(f.GetSheetList(), f.GetActiveSheetIndex()); got != "[填写说明 a b's _lists] 1" {
		t.Error(got)
	}
	rows, err := f.GetRows("a", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, r := range rows {
		got += strings.Join(r, "|") + "\n"
	}
	if got != "标题\n简短\n编号|日期|得分|编码|又一|状态|备注\nid|date|score|code|again|state|memo\n例-1|45413|3\n007|45351|5|编码01||提及|很长\n" {
		t.Errorf("%s", got)
	}
	if text, err := f.GetCellValue("a", "B6"); err != nil || text != "2024-02-29" {
		t.Error(text, err)
	}
	lists, err := f.GetDataValidations("a")
	if err != nil {
		t.Fatal(err)
	}
	var validations []string
	for _, v := range lists {
		validations = append(validations, fmt.Sprintf("%s %s %s %s %v", v.Sqref, v.Type, v.Formula1, v.Formula2, v.ShowErrorMessage))
	}
	if got := strings.Join(validations, "\n"); got != `C5:C1006 whole 1 5 true
D5:D1006 list '_lists'!$A$1:$A$60  false
E5:E1006 list '_lists'!$A$1:$A$60  true
F5:F1006 list "提及,不存在"  true` {
		t.Error(got)
	}
	if lists, err = f.GetDataValidations("b's"); err != nil || lists[0].Formula1 != "'a'!$A$6:$A$1006" {
		t.Error(lists, err)
	}
	if visible, err := f.GetSheetVisible("_lists"); err != nil || visible {
		t.Error("the lists' sheet shows", err)
	}
	if p, err := f.GetSheetProtection("b's"); err != nil || !p.SelectUnlockedCells {
		t.Error("a sheet with a locked column is not protected", err)
	}
	style := func(cell string) *excelize.Style {
		id, err := f.GetCellStyle("a", cell)
		if err != nil {
			t.Fatal(err)
		}
		s, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if !style("A5").Font.Italic || style("A6").Font.Italic || style("A9").NumFmt != 49 {
		t.Error("looks")
	}
	if a, c := style("A3").Fill.Color[0], style("C3").Fill.Color[0]; a == c || a == style("B3").Fill.Color[0] {
		t.Error("header colours", a, c)
	}
	var again bytes.Buffer
	if err := Write(&again, sample()); err != nil || !bytes.Equal(again.Bytes(), data) {
		t.Error("the same model twice gives other bytes", err)
	}
}

func TestWriteRefuses(t *testing.T) {
	col := []Column{{Header: []string{"a"}}}
	for name, wb := range map[string]Workbook{
		"no sheets":       {},
		"the same name":   {Sheets: []Sheet{{Name: "a", Columns: col}, {Name: "A", Columns: col}}},
		"a bad name":      {Sheets: []Sheet{{Name: "a/b", Columns: col}}},
		"an empty list":   {Sheets: []Sheet{{Name: "a", Columns: []Column{{Header: []string{"a"}, List: &List{}}}}}},
		"no such sheet":   {Sheets: []Sheet{{Name: "a", Columns: []Column{{Header: []string{"a"}, List: &List{Of: &Range{Sheet: "b", Column: 1}}}}}}},
		"an endless text": {Sheets: []Sheet{{Name: "a", Columns: col, Rows: [][]any{{strings.Repeat("x", 40000)}}}}},
	} {
		if err := Write(&bytes.Buffer{}, wb); err == nil {
			t.Error(name, "was written")
		}
	}
}

func TestTemplates(t *testing.T) {
	fw := builtin(t)
	for _, lang := range []string{"zh", "en", "both"} {
		var names []string
		for _, file := range Templates(fw, lang) {
			names = append(names, file.Name)
			f, data := written(t, file.Workbook)
			var again bytes.Buffer
			if err := Write(&again, file.Workbook); err != nil || !bytes.Equal(again.Bytes(), data) {
				t.Error(lang, file.Name, "changes from run to run", err)
			}
			for _, s := range file.Workbook.Sheets {
				_, _, header, data := s.layout()
				for _, c := range s.Columns {
					if len(c.Header) != s.headers() || strings.Contains(c.Hint, "form.hint") || c.Hint == c.Header[0] {
						t.Error(lang, file.Name, s.Name, c.Header, c.Hint)
					}
				}
				if (lang == "both") != (s.headers() == 2) {
					t.Error(lang, file.Name, s.Name, s.headers())
				}
				if id, err := f.GetCellValue(s.Name, fmt.Sprintf("A%d", data)); err != nil || len(s.Examples) > 0 && !strings.HasPrefix(id, ExampleID(lang, "")) {
					t.Error(lang, file.Name, s.Name, header, id, err)
				}
			}
			for _, line := range file.Workbook.Guide.Lines {
				if strings.Contains(line.Text, "form.guide") {
					t.Error(lang, file.Name, line.Text)
				}
			}
		}
		if got := strings.Join(names, " "); got != "cases.xlsx codebook.xlsx coding/1/coder.xlsx survey/instrument.xlsx survey/responses.xlsx ties.xlsx documents.xlsx benchmarks.xlsx decisions.xlsx" {
			t.Error(got)
		}
	}
}

func TestTemplatesFilled(t *testing.T) {
	fw := builtin(t)
	leaves := 0
	for _, d := range fw.Dimensions {
		if !d.Group {
			leaves++
		}
	}
	for _, file := range Templates(fw, "zh") {
		s := file.Workbook.Sheets[0]
		switch file.Name {
		case "codebook.xlsx":
			if len(s.Rows) != leaves {
				t.Errorf("%d codes of %d leaves", len(s.Rows), leaves)
			}
			if c := s.Columns[len(s.Columns)-1]; c.Header[0] != "替代" || c.Hint == "" || len(s.Examples[0]) != len(s.Columns) || len(s.Rows[0]) != len(s.Columns) {
				t.Error("what a code replaces", c, len(s.Examples[0]), len(s.Rows[0]))
			}
		case "survey/instrument.xlsx":
			if len(s.Rows) != len(fw.Items) || s.Rows[0][0] != fw.Items[0].ID || s.Rows[0][7] != "1=非常不同意;2=不同意;3=一般;4=同意;5=非常同意" {
				t.Error(len(s.Rows), s.Rows[0])
			}
		case "survey/responses.xlsx":
			if n := len(s.Columns); n != 6+len(fw.Items) || s.Columns[n-1].Header[0] != fw.Items[len(fw.Items)-1].ID {
				t.Error(n)
			}
		case "coding/1/coder.xlsx":
			if list := s.Columns[4].List; len(list.Values) != leaves || !list.Free {
				t.Error(list)
			}
		}
	}
}

func TestQuestionnaire(t *testing.T) {
	fw := builtin(t)
	for _, lang := range []string{"zh", "en", "both"} {
		page := string(Questionnaire(fw, lang))
		if n := strings.Count(page, `class="id"`); n != len(fw.Items) {
			t.Errorf("%s: %d of %d items", lang, n, len(fw.Items))
		}
		if n := strings.Count(page, `class="circle"`); n != 6*len(fw.Items) {
			t.Errorf("%s: %d circles", lang, n)
		}
		if zh := strings.Contains(page, fw.Items[0].Text.ZH); zh != (lang != "en") {
			t.Error(lang, "Chinese wording", zh)
		}
		for _, code := range []string{"form.questionnaire", "http://", "https://", "<script"} {
			if strings.Contains(page, code) {
				t.Error(lang, "contains", code)
			}
		}
		if !strings.Contains(page, locale.Text(map[string]string{"zh": "zh", "en": "en", "both": "en"}[lang], "form.questionnaire.privacy")) {
			t.Error(lang, "no word on privacy")
		}
	}
	fw.Items = fw.Items[:2]
	fw.Items[1].Min, fw.Items[1].Max = 0, 100
	fw.Items[0].Text.ZH = "<b>&"
	page := string(Questionnaire(fw, "zh"))
	if !strings.Contains(page, "&lt;b&gt;&amp;") || strings.Count(page, "<table>") != 2 || !strings.Contains(page, "＿＿＿＿") {
		t.Error(page)
	}
}

// The guides say where transcripts belong and how they are dealt, and how a codebook tells what became of its codes.
func TestTemplatesGuide(t *testing.T) {
	for lang, words := range map[string]map[string][]string{
		"zh": {"cases.xlsx": {"interviews 文件夹", "I01.docx", "smekit pass deal"}, "codebook.xlsx": {"“替代”", "“启用”", "“停用”", "合并", "拆分"}},
		"en": {"cases.xlsx": {"folder interviews", "I01.docx", "smekit pass deal"}, "codebook.xlsx": {"replaces:", "since:", "retired", "merged", "split"}},
	} {
		for _, file := range Templates(builtin(t), lang) {
			text := ""
			for _, l := range file.Workbook.Guide.Lines {
				text += l.Text + "\n"
			}
			for _, w := range words[file.Name] {
				if !strings.Contains(text, w) {
					t.Errorf("%s %s: no %q in %s", lang, file.Name, w, text)
				}
			}
		}
		if text := string(StudyYAML(lang)); !strings.Contains(text, "I01.docx") || !strings.Contains(text, "smekit pass deal") {
			t.Error(text)
		}
	}
}

func TestStudyYAML(t *testing.T) {
	for lang, not := range map[string]string{"zh": "Settings of", "en": "研究设置", "both": "#zh"} {
		text := string(StudyYAML(lang))
		if strings.Contains(text, not) || strings.Contains(text, "LANG") || !strings.Contains(text, "lang: "+lang+"\n") {
			t.Errorf("%s:\n%s", lang, text)
		}
	}
}
