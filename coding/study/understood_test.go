package study_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func answers(s *coding.Study, r int) string {
	var out []string
	for _, v := range s.Survey.Responses[r].Answers {
		switch v.Missing {
		case coding.Present:
			out = append(out, v.String())
		case coding.NotAnswered:
			out = append(out, "empty")
		case coding.NotAsked:
			out = append(out, "not asked")
		case coding.DoesNotApply:
			out = append(out, "does not apply")
		case coding.Rejected:
			out = append(out, "rejected")
		}
	}
	return strings.Join(out, ", ")
}

func TestAnswersAreUnderstood(t *testing.T) {
	s := open(t, with(clean(t), responses(t,
		"R1|G|D01|leader|before|５|4 ", "R2|G|D01|leader|before|非常同意|5 非常同意", "R3|G|D01|leader|before|5=非常同意|非常同意(5)",
		"R4|G|D01|leader|before|Strongly agree|４ 同意", "R5|G|D01|leader|before|99|不清楚", "R6|G|D01|leader|before| |#-2", "R7|G|D01|leader|before|不适用（99）|3")))
	wantLines(t, s, nil, nil)
	for i, want := range []string{"5, 4", "5, 5", "5, 5", "5, 4", "does not apply, does not apply", "empty, does not apply", "does not apply, 3"} {
		if got := answers(s, i); got != want {
			t.Errorf("R%d: %s, want %s", i+1, got, want)
		}
	}
	for _, n := range []string{"answers given as labels: 2", "answers with a label beside the number: 5", "full-width characters read as narrow ones: 1",
		`answers "99", which does not count as a value: 1`, `answers "不清楚", which does not count as a value: 1`} {
		wantNote(t, s, "survey/responses.xlsx", "responses", n)
	}
}

func TestNotesAboveTwoHeaderRowsMergedCells(t *testing.T) {
	s := open(t, with(clean(t), map[string][]byte{"coding/1/A.xlsx": workbook(t, func(f *excelize.File) {
		for _, m := range [][2]string{{"A3", "A4"}, {"B3", "B4"}, {"C3", "C4"}, {"D3", "E3"}, {"A5", "A6"}, {"B5", "B6"}, {"C5", "C6"}} {
			_ = f.MergeCell("Sheet9", m[0], m[1])
		}
	}, tab{"Sheet9", rows("第一轮编码|请勿改动表头", "", "访谈编号|段落编号|原文|编码||强度|方向", "|||code|code_2|intensity|direction",
		"I1|S1|他们派了两个人来|ME.SUB||#2|#1", "|||ME.REL||#1|#0", "例：I1|S9|示例文本|ME.SUB||#1|#1")})}))
	wantLines(t, s, nil, nil)
	var got []string
	for _, c := range s.Codings {
		if c.Coder == "A" {
			got = append(got, fmt.Sprintf("%s/%s %s %d %d %s", c.Interview, c.Segment, c.Code, c.Intensity, c.Direction, c.Pos.Cell()))
		}
	}
	if want := []string{"I1/S1 ME.SUB 2 1 D5", "I1/S1 ME.REL 1 0 D6"}; !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	r := receipt(t, s, "coding/1/A.xlsx", "coding")
	if r.Rows != 3 || r.Used != 2 || len(r.Excluded) != 1 || r.Excluded[0] != (coding.ReasonCount{Reason: "example", Count: 1}) {
		t.Errorf("receipt %+v", r)
	}
	wantNote(t, s, "coding/1/A.xlsx", "Sheet9", "rows of notes above the header: 1")
	wantNote(t, s, "coding/1/A.xlsx", "Sheet9", "header rows: 2")
	wantNote(t, s, "coding/1/A.xlsx", "", `sheet "Sheet9" was read as coding`)
}

func TestHeadersInAnyOrderAndSpelling(t *testing.T) {
	s := open(t, with(clean(t), csv("survey/responses.xlsx", "ME REL 1,工作年限,Period*,编号 / ID,Dept (部门),ｃａｓｅ,同事之间\n4,3,BEFORE,R1,D01,g,x\n")))
	wantLines(t, s, nil, nil)
	r := s.Survey.Responses[0]
	if r.Respondent != "R1" || r.Dept != "D01" || r.Case != "G" || r.Period != "before" || r.Attrs["工作年限"] != "3" || answers(s, 0) != "4" {
		t.Errorf("%+v", r)
	}
}

func TestItemsByWording(t *testing.T) {
	s := open(t, with(clean(t), map[string][]byte{
		"survey/instrument.csv": []byte("题号,维度,题目,最小值,最大值,反向,选项,缺失值,询问对象\nQ1,ME.SUB,有人派驻。,0,10,是,,10,\nQ2,主体嵌入,他们常来。,1,3,否,1=少;2=中;3=多,8,审批\nQ3,ME.REL,彼此信任。,1,3,否,低;中;高,,条线\n"),
		"survey/responses.xlsx": []byte("序号,案例,部门,1、有人派驻,Q2 他们常来,彼此信任。\n1,G,D01,9,多,\n2,G,D02,10,2,高\n3,G,D01,0,1(少),\n"),
	}))
	wantLines(t, s, nil, nil)
	if !slices.Equal(s.Survey.Items, []string{"Q1", "Q2", "Q3"}) || !s.Instrument.Own {
		t.Errorf("items %v", s.Survey.Items)
	}
	for i, want := range []string{"9, 3, not asked", "does not apply, not asked, 3", "0, 1, not asked"} {
		if got := answers(s, i); got != want {
			t.Errorf("row %d: %s, want %s", i, got, want)
		}
	}
	q := s.Instrument.Item("Q1")
	if !q.Reverse || q.Dimension != "ME.SUB" || q.Ask != "all" || s.Instrument.Item("Q2").Dimension != "ME.SUB" || s.Instrument.Item("Q3").Ask != "line" {
		t.Errorf("Q1 %+v", q)
	}
	wantNote(t, s, "survey/responses.xlsx", "", "answers to items that are not asked of that side, left out: 1")
	wantNote(t, s, "survey/responses.xlsx", "", "item Q1 recognised by its wording: 1")
}

func TestGB18030AndSeveralFiles(t *testing.T) {
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String("编号,案例,部门,角色,ME_REL_1\n甲,G,住建局,科员,同意\n")
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, with(clean(t), csv("survey/responses-2.csv", gbk)))
	wantLines(t, s, nil, nil)
	last := len(s.Survey.Responses) - 1
	var got string
	for i, r := range s.Survey.Responses {
		if r.Respondent == "甲" {
			got = answers(s, i)
			if r.Dept != "D02" || r.Role != "staff" || r.Columns[slices.Index(s.Survey.Items, "ME_REL_1")] != 5 || r.Columns[slices.Index(s.Survey.Items, "ME_SUB_1")] != 0 {
				t.Errorf("%+v", r)
			}
		}
	}
	if last != 3 || got != "not asked, 4, not asked, not asked" {
		t.Errorf("%d responses, %s", last+1, got)
	}
}

func TestRenamedCodeInOtherSpelling(t *testing.T) {
	s := open(t, with(clean(t), coded(t, "i1|S3|多了一句|me.sub、关系嵌入|#2|#1|||", "Ｉ１|S4|又一句| ME.SUB |２|−1|||")))
	wantLines(t, s, nil, nil)
	for _, n := range []string{`"me.sub" read as ME.SUB: 1`, `the name "关系嵌入" read as ME.REL: 1`, `"i1" read as I1: 1`, "cells with several codes: 1"} {
		wantNote(t, s, "coding/1/A.xlsx", "coding", n)
	}
}

func TestHiddenSheetAndRows(t *testing.T) {
	s := open(t, with(clean(t), map[string][]byte{"ties.xlsx": workbook(t, func(f *excelize.File) {
		_ = f.SetSheetVisible("ties", false)
		_ = f.SetRowVisible("ties", 2, false)
	}, tab{"填写说明", rows("请如实填写")}, tab{"ties", rows("case|from|to", "G|D01|D02")})}))
	if len(s.Ties) != 2 {
		t.Errorf("ties %+v", s.Ties)
	}
	wantNote(t, s, "ties.xlsx", "ties", "the sheet is hidden; it was read")
	wantNote(t, s, "ties.xlsx", "", `sheet "填写说明" was left aside`)
}

func TestFilesThatAreNotRead(t *testing.T) {
	s := open(t, with(clean(t), map[string][]byte{
		"~$cases.xlsx": []byte("lock"), ".hidden/x.xlsx": []byte("x"), "report/x.xlsx": []byte("x"), "report-old/ties.csv": []byte("x"), "notes.md": []byte("x"), "interviews/I1.pdf": []byte("x"),
	}))
	wantLines(t, s, nil, nil)
	if got := notes(s, ".", ""); !slices.Equal(got, []string{"interviews/I1.pdf is in a format that is not read: save it as .xlsx, .csv or .txt", "notes.md is no file of a study and was left aside"}) {
		t.Errorf("got %q", got)
	}
	if len(s.Inputs) != 9 {
		t.Errorf("%d inputs", len(s.Inputs))
	}
}

func TestFilesRenamedInSettings(t *testing.T) {
	files := clean(t)
	files["数据/网络.csv"] = files["ties.csv"]
	delete(files, "ties.csv")
	files["study.yaml"] = []byte("files:\n  ties: 数据/网络.csv\norder: {period: [before, after]}\n")
	s := open(t, files)
	wantLines(t, s, nil, nil)
	if len(s.Ties) != 1 {
		t.Errorf("ties %+v", s.Ties)
	}
}

func TestTranscriptStandsInForText(t *testing.T) {
	files := with(clean(t), coded(t, "I2|S1||ME.SUB|#1|#1|||"))
	files["interviews/I2.txt"] = []byte("甲：没有人来。\n乙：是的。")
	s := open(t, files)
	wantLines(t, s, nil, nil)
	wantNote(t, s, "interviews/I2.txt", "", "transcript of interview I2: 12 characters")
	files = with(clean(t), coded(t, "I2|S1||ME.SUB|#1|#1|||"))
	files["interviews/I2.csv"] = []byte("段落,讲话人,文本\nS1,甲,没有人来\n")
	s = open(t, files)
	wantLines(t, s, nil, nil)
	for _, seg := range s.Segments {
		if seg.Interview == "I2" && seg.Text != "没有人来" {
			t.Errorf("%+v", seg)
		}
	}
}

func TestDecisions(t *testing.T) {
	files := with(clean(t), responses(t, "R1|G|D01|leader|before|#55|#4", "R2|G|D01|leader|before|#7|#4", "R3|G|D01|leader|before|#8|#4", "R4|G|D01|leader|before|#4|#4", "R5|G|D77|leader|before|#4|#4"))
	files["coding/1/A.xlsx"] = coded(t, "I2|S1|没有人来|旧码|#1|#1|||", "I2|S2|没有|乱码|#1|#1|||", "I3|S1|什么|ME.SUB|#9|#1|||")["coding/1/A.xlsx"]
	files["decisions.csv"] = []byte(strings.Join([]string{"类别,对象,处理,取值,理由,决定人",
		"单元格,survey/responses.xlsx!responses!F2,改码,5,看过原卷,王",
		"受访者,R2,排除,,乱答,王",
		"单元格,survey/responses.xlsx!responses!F4,接受,,,王",
		"单元格,survey/responses.xlsx!responses!G5,排除,,,王",
		"行,survey/responses.xlsx!responses!6,排除,,,王",
		"编码,旧码,改码,me.sub,,王",
		"段落,I2/S2,排除,,,王",
		"访谈,I3,排除,,,王"}, "\n"))
	s := open(t, files)
	wantLines(t, s, []string{
		`coding/1/A.xlsx!coding!E6: expected a whole number from 1 to 3, got "9" [accepted]`,
		`survey/responses.xlsx!responses!F3: expected a whole number from 1 to 5, got "7" [accepted]`,
		`survey/responses.xlsx!responses!F4: expected a whole number from 1 to 5, got "8" [accepted]`,
		`survey/responses.xlsx!responses!C6: expected a department of the departments sheet, got "D77" [accepted]`,
	}, []string{
		"coding/1/A.xlsx!coding!E6: 应为 1 到 3 的整数，实为“9”［已接受］",
		"survey/responses.xlsx!responses!F3: 应为 1 到 5 的整数，实为“7”［已接受］",
		"survey/responses.xlsx!responses!F4: 应为 1 到 5 的整数，实为“8”［已接受］",
		"survey/responses.xlsx!responses!C6: 应为部门表中的部门，实为“D77”［已接受］",
	})
	if s.Blocking() != 0 {
		t.Errorf("%d blocking", s.Blocking())
	}
	for _, d := range s.Decisions {
		if !d.Used {
			t.Errorf("not used: %+v", d)
		}
	}
	if len(s.Decisions) != 8 || s.Interview("I3") != nil || s.Interview("I2") == nil {
		t.Errorf("decisions %d", len(s.Decisions))
	}
	for i, want := range []string{"5, 4", "rejected, 4", "rejected, 4", "4, rejected"} {
		if got := answers(s, i); got != want {
			t.Errorf("R%d: %s, want %s", i+1, got, want)
		}
	}
	if s.Survey.Responses[1].Excluded != "乱答" || s.Survey.Responses[0].Excluded != "" {
		t.Errorf("%+v", s.Survey.Responses[1])
	}
	r := receipt(t, s, "survey/responses.xlsx", "responses")
	if r.Rows != 5 || r.Used != 3 || r.Excluded[0].Count != 2 {
		t.Errorf("receipt %+v", r)
	}
	wantNote(t, s, "coding/1/A.xlsx", "coding", `code "旧码" recoded to ME.SUB by decision: 1`)
	wantNote(t, s, "decisions.csv", "", "R2: exclude, applied 1 times")
}

func TestStudyWithoutListsTakesWhatItFinds(t *testing.T) {
	s := open(t, map[string][]byte{"responses.csv": []byte("id,department,ME_REL_1\n1,住建局,5\n2,审批局,4\n3,住建局,3\n")})
	wantLines(t, s, nil, nil)
	if len(s.Cases) != 1 || s.Cases[0].ID != "study" || len(s.Departments) != 2 || s.Departments[0].Name != "住建局" || s.Survey.Responses[2].Case != "study" {
		t.Errorf("%+v %+v", s.Cases, s.Departments)
	}
	s = open(t, map[string][]byte{"coding/1/A.csv": []byte("interview,segment,text,code\nI1,1,文,ME.REL\nI2,1,文,ME.REL\n")})
	wantLines(t, s, nil, nil)
	if len(s.Interviews) != 2 || s.Interviews[1].ID != "I2" || s.Interviews[1].Case != "study" {
		t.Errorf("%+v", s.Interviews)
	}
}

func TestNoEvidence(t *testing.T) {
	s := open(t, map[string][]byte{"study.yaml": []byte("title: x\n")})
	wantLines(t, s, []string{".: the study has neither coded segments nor survey responses"}, []string{".: 研究中既没有已编码的段落，也没有问卷数据"})
}

func TestOneWorkbook(t *testing.T) {
	data := workbook(t, nil,
		tab{"study", rows("key|value", "title|单册|", "min_n|#4", "order.period|before;after", "bands.low|#35", "colour|red")},
		tab{"cases", rows("编号|名称", "G|G区")},
		tab{"departments", rows("编号|名称|类型", "D01|审批局|approval_bureau", "D02|住建局|housing")},
		tab{"interviews", rows("编号|部门|角色", "I1|D01|leader")},
		tab{"coding", rows("pass|coder|interview_id|segment_id|text|code|intensity|direction", "#2|A|I1|#1|文本|ME.SUB|#2|#1", "#10|A|I1|#1|文本|ME.REL|#2|#1", "#2|B|I1|#1|文本|ME.SUB|#2|#1")},
		tab{"consensus", rows("interview_id|segment_id|code|decision", "I1|#1|ME.SUB|accept")},
		tab{"items", rows("item|dimension|text_zh|min|max", "Q1|ME.SUB|甲|#1|#7")},
		tab{"responses", rows("respondent_id|department|Q1", "R1|住建局|#7", "R2|D01|#8")})
	s := openRoot(t, map[string][]byte{"in/全部.xlsx": data}, "in/全部.xlsx")
	wantLines(t, s, []string{
		`全部.xlsx!responses!C3: expected a whole number from 1 to 7, got "8"`,
		`全部.xlsx!study!A6: there is no key "colour"`,
	}, []string{
		"全部.xlsx!responses!C3: 应为 1 到 7 的整数，实为“8”",
		"全部.xlsx!study!A6: 没有“colour”这个键",
	})
	if s.Options.MinN != 4 || s.Title.ZH != "单册" || s.Framework.Bands.Low != 35 || len(s.Options.Order["period"]) != 2 {
		t.Errorf("%+v", s.Options)
	}
	if len(s.Codings) != 3 || s.Codings[0].Pass != "2" || s.Codings[2].Pass != "10" || s.Codings[0].Coder != "A" || s.Codings[1].Coder != "B" {
		t.Errorf("%+v", s.Codings)
	}
	if len(s.Consensus) != 1 || len(s.Departments) != 2 || len(s.Inputs) != 1 {
		t.Errorf("%+v", s.Consensus)
	}
}

func TestItemsAgainstTheRestAreTold(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,department,ME_REL_1,ME_REL_2,ME_REL_3\n")
	for i := range 40 {
		x := i%5 + 1
		fmt.Fprintf(&b, "%d,住建局,%d,%d,%d\n", i, x, x, 6-x)
	}
	s := open(t, map[string][]byte{"responses.csv": []byte(b.String())})
	var against []string
	for _, it := range s.Instrument.Items {
		if it.Dimension == "ME.REL" && it.Reverse {
			against = append(against, it.ID)
		}
	}
	found := false
	for _, n := range notes(s, "responses.csv", "") {
		found = found || strings.HasPrefix(n, "after reversal these items of ME.REL run against the rest")
	}
	if found == slices.Equal(against, []string{"ME_REL_3"}) {
		t.Errorf("reversed items %v, told: %v", against, found)
	}
	if len(s.Problems) != 0 {
		t.Errorf("%v", lines(s, "en"))
	}
}

func TestExcludedResponseLeavesItsPlace(t *testing.T) {
	files := with(clean(t), responses(t, "R1|G|D01|leader|before|#5|#4", "R1|G|D02|leader|before|#3|#4"))
	files["decisions.csv"] = []byte("kind,target,action\n行,survey/responses.xlsx!responses!A2,排除\n")
	s := open(t, files)
	wantLines(t, s, nil, nil)
	if rs := s.Survey.Responses; len(rs) != 2 || rs[0].Excluded != "decision" || rs[1].Excluded != "" {
		t.Errorf("%+v", rs)
	}
}

func TestAskedNamesGroupsAndLeaves(t *testing.T) {
	files := clean(t)
	files["interviews.csv"] = []byte("id,case,asked\nX1,G,个人依赖\nX2,G,E.FAIL; ME.REL\n")
	s := open(t, files)
	wantLines(t, s, nil, nil)
	if got := s.Interview("X1").Asked; !slices.Equal(got, []string{"E.FAIL", "E.FAIL.PD"}) {
		t.Errorf("X1 %v", got)
	}
	if got := s.Interview("X2").Asked; len(got) != 9 || got[0] != "ME.REL" || got[1] != "E.FAIL" {
		t.Errorf("X2 %v", got)
	}
}

// An id such as 001 is meant to be a text; a count or an answer stored as one is worth a note.
func TestNumbersStoredAsText(t *testing.T) {
	files := map[string][]byte{
		"survey/responses.xlsx": workbook(t, nil, tab{"responses", rows("编号|案例|部门|权重|用时|ME_SUB_1|ME_REL_1", "001|G|D01|1.5|60|4|#5", "002|G|D01|#1|#61|#4|#5", "003|G|D01|#1|1分|非常同意|5 非常同意")}),
		"ties.xlsx":             workbook(t, nil, tab{"ties", rows("case|from|to|weight", "G|D01|D02|2")}),
		"coding/1/A.xlsx":       workbook(t, nil, tab{"coding", rows("interview_id|segment_id|text|code|intensity|direction", "I1|001|他们派了两个人来|ME.SUB|#2|#1")}),
	}
	s := open(t, with(clean(t), files))
	wantNote(t, s, "survey/responses.xlsx", "responses", "3 numbers stored as text")
	wantNote(t, s, "ties.xlsx", "ties", "1 numbers stored as text")
	for _, n := range notes(s, "coding/1/A.xlsx", "coding") {
		if strings.Contains(n, "stored as text") {
			t.Errorf("ids are counted: %s", n)
		}
	}
	if got := answers(s, 0); got != "4, 5" {
		t.Errorf("answers %s", got)
	}
}
