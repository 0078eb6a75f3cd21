package dialect

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding/locale"
)

func csvOf(lines ...string) []byte { return []byte(strings.Join(lines, "\n") + "\n") }

// surveyNotes are the notes of an import's first receipt with a code.
func surveyNotes(im *Import, code string) (out []string) {
	for _, n := range im.Receipt.Notes {
		if n.Code == "dialect."+code {
			out = append(out, strings.Join(n.Args, "|"))
		}
	}
	return out
}

// qualtricsChinese is an export in Chinese: Q4 has several answers and an option to write in, Q6 is free text.
func qualtricsChinese(number bool) []byte {
	lines := []string{
		`StartDate,EndDate,Status,Finished,ResponseId,Q3,Q4,Q4_5_TEXT,Q6`,
		`开始日期,结束日期,答复类型,已完成,答复 ID,满意度,协调方式 - 选中的选项,协调方式 - 其他 - 文本,有何看法：`,
		`"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}","{""ImportId"":""status""}","{""ImportId"":""finished""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID3""}","{""ImportId"":""QID4""}","{""ImportId"":""QID4_5_TEXT""}","{""ImportId"":""QID6_TEXT""}"`,
	}
	ways := [][2]string{{"会议,微信", "1,3"}, {"电话,其他（请注明）", "2,5"}, {"会议", "1"}, {"公文, 便函", "4"}, {"微信,公文, 便函", "3,4"}, {"会议,电话,微信", "1,2,3"}, {"微信", "3"}, {"会议,其他（请注明）", "1,5"}}
	said := []string{"无", "希望加强沟通,减少推诿", "好", "希望加强沟通,减少推诿", "建议明确牵头,定期会商", "建议明确牵头,定期会商", "好", "无"}
	for i := range ways {
		status, finished, way, fine := "IP 地址", "True", ways[i][0], []string{"同意", "一般", "不同意"}[i%3]
		if number {
			status, finished, way, fine = "0", "1", ways[i][1], fmt.Sprint(4-i%3)
		}
		switch {
		case i == 6 && !number:
			status = "调查预览"
		case i == 5 && !number:
			finished = "假"
		}
		lines = append(lines, fmt.Sprintf(`2024-05-0%d 09:00:00,2024-05-0%d 09:10:00,%s,%s,R_%d,%s,"%s",,"%s"`, i+1, i+1, status, finished, i, fine, way, said[i]))
	}
	return csvOf(lines...)
}

func TestSeveralAnswersAndFreeText(t *testing.T) {
	im := openSurvey(t, "q.csv", qualtricsChinese(false), Options{})
	same(t, "one option", answersOf(t, im, "Q4_1"), "1 0 1 0 0 1 1")
	if got := columnOf(t, im, "Q4"); got.Kind != "text" || got.Question != "协调方式" {
		t.Errorf("the answers as given: %+v", got)
	}
	if got := answersOf(t, im, "Q4")[1]; got != "电话,其他（请注明）" {
		t.Errorf("as given: %s", got)
	}
	var options []string
	for _, c := range im.Survey.Columns {
		if c.Kind == "choices" {
			if c.Labels[0].Value != "1" || !strings.HasPrefix(c.Name, "Q4_") {
				t.Errorf("column %+v", c)
			}
			options = append(options, c.Labels[0].Text)
		}
	}
	if !slices.Contains(options, "其他（请注明）") || !slices.Contains(options, "公文, 便函") {
		t.Errorf("options %v", options)
	}
	if got := columnOf(t, im, "Q6").Kind; got != "text" {
		t.Errorf("a free text is %s", got)
	}
	if got := columnOf(t, im, "Q6").Question; got != "有何看法：" {
		t.Errorf("its wording is %s", got)
	}
	if len(surveyNotes(im, "survey_split")) != 1 || len(asked(im, "survey_ask_several")) != 1 {
		t.Errorf("notes %v, questions %+v", surveyNotes(im, "survey_split"), im.Questions)
	}
	if len(im.Receipt.Excluded) != 1 || im.Receipt.Excluded[0].Reason != "dialect.survey_preview" {
		t.Errorf("excluded %+v", im.Receipt.Excluded)
	}
	if got := surveyNotes(im, "survey_unfinished"); !slices.Equal(got, []string{"1"}) {
		t.Errorf("unfinished %v", got)
	}
}

func TestSeveralAnswersInPairs(t *testing.T) {
	number, text := qualtricsChinese(true), qualtricsChinese(false)
	for name, im := range map[string]*Import{
		"number": openSurvey(t, "n.csv", number, Options{Together: []Source{sourceOf("t.csv", text)}}),
		"text":   openSurvey(t, "t.csv", text, Options{Together: []Source{sourceOf("n.csv", number)}}),
	} {
		if len(im.Problems) != 0 {
			t.Errorf("%s: problems %+v", name, im.Problems)
		}
		for col, want := range map[string]string{"Q4_1": "1=会议", "Q4_2": "1=电话", "Q4_4": "1=公文, 便函", "Q4_5": "1=其他（请注明）"} {
			if got := joinLabels(columnOf(t, im, col).Labels); got != want {
				t.Errorf("%s: %s is %s", name, col, got)
			}
		}
		same(t, name, answersOf(t, im, "Q4_4"), "0 0 0 1 1 0 0")
		if im.Receipt.Used != 7 || len(im.Receipt.Excluded) != 1 { // a preview in one file is one in the other
			t.Errorf("%s: receipt %+v", name, im.Receipt)
		}
	}
	wrong := []byte(strings.Replace(string(number), `"3,4"`, `"1,4"`, 1))
	im := openSurvey(t, "n.csv", wrong, Options{Together: []Source{sourceOf("t.csv", text)}})
	if got := told(im, "dialect.survey_pair_differs"); !slices.Equal(got, []string{"G8"}) {
		t.Errorf("differ at %v", got)
	}
}

func TestOpenQuestionsAreNotTakenApart(t *testing.T) {
	lines := []string{"时间戳记,您的部门,您用哪些方式（可多选）,有何建议？,您了解谁"}
	for i := range 12 {
		lines = append(lines, fmt.Sprintf(`2024/5/%d 上午 9:00:00,审批局,"%s","%s","%s"`, i+1, []string{"会议, 微信", "会议", "微信, 电话"}[i%3],
			[]string{"无, 谢谢", "流程, 标准, 系统要统一", "没有"}[i%3], []string{"甲, 乙", "甲, 乙, 甲", "乙, 丙", "丙"}[i%4]))
	}
	im := openSurvey(t, "g.csv", csvOf(lines...), Options{})
	same(t, "several", answersOf(t, im, "Q2_1")[:3], "1 1 0")
	for _, col := range []string{"Q3", "Q4"} { // an open question; pieces that recur within a cell
		for _, c := range im.Survey.Columns {
			if strings.HasPrefix(c.Name, col+"_") {
				t.Errorf("%s was taken apart: %s", col, c.Name)
			}
		}
	}
	if c := columnOf(t, im, "Q3"); c.Kind != "text" || c.Question != "有何建议？" {
		t.Errorf("column %+v", c)
	}
	if len(asked(im, "survey_ask_several")) != 0 {
		t.Errorf("asked though the question says it: %+v", im.Questions)
	}
}

func TestTextsStayAsWritten(t *testing.T) {
	im := openSurvey(t, "w.csv", csvOf("序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、您的岗位（必填）：,１２、其他意见：",
		"1,2024/5/1 9:00:00,60秒,微信,N/A,1.1.1.1,窗口（一楼）,加强沟通，减少推诿；②统一ＡＰＰ入口", `2,2024/5/1 9:00:00,60秒,微信,N/A,1.1.1.1,窗口(一楼),"好！`+"\n"+`　很好"`, "3,2024/5/1 9:00:00,60秒,微信,N/A,1.1.1.1,后台〖档案（室）〗,（空）", "4,2024/5/1 9:00:00,60秒,微信,N/A,1.1.1.1,后台,５"), Options{})
	if got := answersOf(t, im, "Q12"); got[0] != "加强沟通，减少推诿；②统一ＡＰＰ入口" || got[1] != "好！\n　很好" || got[2] != "" || got[3] != "５" {
		t.Errorf("texts %q", got)
	}
	same(t, "one option written in two ways", answersOf(t, im, "Q1"), "窗口（一楼） 窗口（一楼） 后台 后台")
	if got := answersOf(t, im, "Q1_text")[2]; got != "档案（室）" {
		t.Errorf("beside the option: %s", got)
	}
	if c := columnOf(t, im, "Q12"); c.Question != "其他意见：" || c.Attribute() != "Q12 其他意见：" {
		t.Errorf("wording %q, %q", c.Question, c.Attribute())
	}
	if c := columnOf(t, im, "Q1"); c.Header != "1、您的岗位（必填）：" {
		t.Errorf("header %q", c.Header)
	}
}

func TestScoresBesideTexts(t *testing.T) {
	head := "序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、方式（多选题）,2、排序（排序题）,3、信任,4、岗位,5、编制"
	score, text := []string{head + ",总分"}, []string{head}
	for i := range 6 {
		start := fmt.Sprintf("%d,2024/5/%d 9:00:00,60秒,微信,N/A,1.1.1.1,", i+1, i+1)
		score = append(score, start+fmt.Sprintf("3,0,%d,%d,%d,9", []int{5, 4, 2}[i%3], i%2, i%2))
		text = append(text, start+[]string{"会议┋电话", "微信", "会议"}[i%3]+","+[]string{"人→钱", "钱→人"}[i%2]+","+[]string{"非常同意", "同意", "不同意"}[i%3]+","+[]string{"窗口", "后台"}[i%2]+","+[]string{"甲", "乙", "丙", "丁"}[i%4])
	}
	im := openSurvey(t, "score.csv", csvOf(score...), Options{Together: []Source{sourceOf("text.csv", csvOf(text...))}})
	if len(im.Problems) != 0 {
		t.Errorf("problems %+v", im.Problems)
	}
	same(t, "chosen", answersOf(t, im, "Q1_1"), "1 0 1 1 0 1")
	same(t, "place", answersOf(t, im, "Q2_1"), "1 2 1 2 1 2")
	same(t, "points", answersOf(t, im, "Q3"), "5 4 2 5 4 2")
	same(t, "one number for two answers", answersOf(t, im, "Q5"), "甲 乙 丙 丁 甲 乙")
	if got := len(surveyNotes(im, "survey_score_text")); got != 3 {
		t.Errorf("%d columns from the texts", got)
	}
	line := locale.ReceiptNote("zh", im.Receipt.Notes[slices.IndexFunc(im.Receipt.Notes, func(n note) bool { return n.Code == "dialect.survey_paired" })])
	if !strings.Contains(line, "6 位受访者") {
		t.Errorf("says %s", line)
	}
}
