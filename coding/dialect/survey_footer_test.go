package dialect

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
)

type note = coding.ReceiptNote

func TestRowsBelowTheResponses(t *testing.T) {
	head := "工号,姓名,科室名称,填表日期,B1 我信任其他部门,B2 信息共享及时,B3 职责清楚,B4 目标一致"
	var rows []string
	for i := range 6 {
		rows = append(rows, fmt.Sprintf("%03d,张三,监管科,2024年5月2日,%d,%d,3,4", i, 1+i%5, 1+(i*2)%5))
	}
	read := func(more ...string) *Import {
		return openSurvey(t, "p.csv", csvOf(append(append([]string{head}, rows...), more...)...), Options{})
	}
	for name, c := range map[string]struct {
		below []string
		left  int
	}{
		"mean":           {[]string{"平均,,,,3.1,2.9,3.0,4"}, 1},
		"sums and note":  {[]string{"合计,6,,,18,17,18,24", "数据来源：问卷星,,,,,,,"}, 2},
		"total":          {[]string{",Total,,,18,17,18,24"}, 1},
		"after a blank":  {[]string{",,,,,,,", "本表由办公室整理,,,,,,,"}, 1},
		"note":           {[]string{"注：1为很不同意,,,,,,,"}, 1},
		"nothing":        {nil, 0},
		"short response": {[]string{",,,,,,,", "007,,,,,,,"}, 0},
	} {
		im := read(c.below...)
		n := 0
		for _, x := range im.Receipt.Excluded {
			if x.Reason == "dialect.survey_footer" {
				n = x.Count
			}
		}
		if n != c.left || im.Receipt.Used < 6 || !im.Receipt.Balanced() || len(im.Problems) != 0 {
			t.Errorf("%s: %+v, problems %+v", name, im.Receipt, im.Problems)
		}
		if c.left > 0 && len(surveyNotes(im, "survey_footers")) != c.left {
			t.Errorf("%s: notes %+v", name, im.Receipt.Notes)
		}
	}
	// a row among the responses is none below them
	if im := read("平均,张三,监管科,2024年5月2日,3,3,3,3", "099,李四,监管科,2024年5月2日,3,3,3,3"); im.Receipt.Used != 8 {
		t.Errorf("%+v", im.Receipt)
	}
	im := read()
	if im.Layout != "plain-survey" || answersOf(t, im, "respondent_id")[0] != "000" || answersOf(t, im, "department")[0] != "监管科" {
		t.Errorf("fields %+v", im.Survey.Columns)
	}
}

func TestFileWithoutAnswers(t *testing.T) {
	head := "序号,提交答卷时间,所用时间,来源,1、性别\n"
	im, err := Open("h.csv", strings.NewReader(head), int64(len(head)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(told(im, "dialect.survey_no_answers")) != 1 || len(im.Problems) != 1 {
		t.Errorf("problems %+v", im.Problems)
	}
}

func TestQuestionsThatStandTwice(t *testing.T) {
	head := "序号,提交答卷时间,所用时间,来源,1、性别,"
	row := "1,2024/5/1 9:00:00,60秒,微信,男,1,2,3\n2,2024/5/1 9:00:00,60秒,微信,女,3,2,1\n"
	for name, c := range map[string]struct{ more, code, args string }{
		"wording":  {"5、评价：—知道找谁,5、评价：—知道找谁,5、评价：—知道找谁", "dialect.survey_question_twice", "5、评价：—知道找谁|3|F, G, H|Q5_1, Q5_2, Q5_3"},
		"number":   {"2、知道找谁,3、信任,3、年龄", "dialect.survey_number_twice", "3|2|G, H|Q3_1, Q3_2"},
		"a matrix": {"2、评价：—知道找谁,2、评价：—信任,2、评价：—清楚", "", ""},
		"brackets": {"第2题(知道找谁),第2题(信任),第2题(清楚)", "", ""},
	} {
		data := []byte(head + c.more + "\n" + row)
		im := openSurvey(t, "w.csv", data, Options{})
		var got []string
		for _, p := range im.Problems {
			got = append(got, p.Code+" "+strings.Join(p.Args, "|"))
		}
		var want []string
		if c.code != "" {
			want = []string{c.code + " " + c.args}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
