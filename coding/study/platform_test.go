package study_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/form"
)

// questionsOfWenjuanxing are the items of the wenjuanxing fixtures by their wording, with the framework's scale.
const questionsOfWenjuanxing = "item,dimension,text_zh\nME_REL_1,ME.REL,遇到难题我知道找谁\nME_REL_2,ME.REL,部门之间信息共享及时\nMC_FUN_1,MC.FUN,跨部门事项经常无人负责\n"

// platformStudy is a study without any list but the questionnaire.
func platformStudy(instrument string, more map[string][]byte) map[string][]byte {
	files := map[string][]byte{"study.yaml": []byte("min_n: 1\n"), "cases.csv": []byte("id,name\nG,G区\n")}
	if instrument != "" {
		files["survey/instrument.csv"] = []byte(instrument)
	}
	maps.Copy(files, more)
	return files
}

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../dialect/testdata/survey/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestWenjuanxingAsItIs(t *testing.T) {
	for _, export := range []string{"by-text", "by-number"} {
		t.Run(export, func(t *testing.T) {
			name := "survey/responses-wjx.csv"
			s := open(t, platformStudy(questionsOfWenjuanxing, map[string][]byte{name: fixture(t, "wenjuanxing-"+export+".csv")}))
			got := map[string]string{}
			for i, r := range s.Survey.Responses {
				got[r.Respondent] = answers(s, i)
			}
			for id, want := range map[string]string{"1": "5, 4, 1", "4": "2, 1, 5", "7": "5, 5, 1"} {
				if export == "by-number" && id != "1" {
					continue
				}
				if got[id] != want {
					t.Errorf("%s: got %s, want %s", id, got[id], want)
				}
			}
			r := s.Survey.Responses[0]
			if r.Seconds != 123 || r.Submitted != "2024-05-01T09:30:12" || r.Case != "G" || r.Pos.Row != 2 || !slices.Equal(r.Columns, []int{11, 12, 13}) && export == "by-text" {
				t.Errorf("%+v", r)
			}
			if export == "by-text" && r.Dept != "审批局" {
				t.Errorf("department %q", r.Dept)
			}
			wantNote(t, s, name, "", "recognised as Wenjuanxing by its columns 序号, 提交答卷时间, 所用时间, 来源, 来源详情, 来自IP, "+map[string]string{"by-text": "1、您的性别", "by-number": "总分, 1、您的性别"}[export])
			if r := receipt(t, s, name, "responses"); !slices.ContainsFunc(r.Columns, func(c coding.ColumnUse) bool {
				return c.Header == "5、请评价—遇到难题我知道找谁" && c.Field == "ME_REL_1"
			}) {
				t.Errorf("columns %+v", r.Columns)
			}
		})
	}
}

// What a platform's file holds is the same whether the file lies in the study as it is or was imported.
func TestExportsAsImported(t *testing.T) {
	for _, name := range []string{"wenjuanxing-by-text.csv", "wenjuanxing-by-number.csv", "wenjuanxing-split-headers.csv", "qualtrics-three-headers.csv", "surveymonkey-two-headers.csv",
		"kobo-columns-and-boxes.csv", "limesurvey-codes.csv", "limesurvey-code-and-text.csv", "googleforms-commas.csv", "redcap-events.csv"} {
		t.Run(name, func(t *testing.T) {
			data := fixture(t, name)
			found, err := dialect.Open(name, bytes.NewReader(data), int64(len(data)), dialect.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var items strings.Builder
			items.WriteString("item,dimension,text_zh,min,max,labels,na_codes\n")
			for _, it := range found.Instrument {
				var labels []string
				for l, x := range it.Labels {
					labels = append(labels, fmt.Sprintf("%g=%s", x, l))
				}
				slices.Sort(labels)
				fmt.Fprintf(&items, "%s,ME.REL,\"%s\",%g,%g,%s,%s\n", it.ID, strings.ReplaceAll(it.Text.ZH+it.Text.EN, `"`, ""), it.Min, it.Max, strings.Join(labels, ";"), strings.Join(it.NACodes, ";"))
			}
			asItIs := open(t, platformStudy(items.String(), map[string][]byte{"survey/responses.csv": data}))
			im, err := dialect.Open(name, bytes.NewReader(data), int64(len(data)), dialect.Options{Items: asItIs.Instrument.Items})
			if err != nil {
				t.Fatal(err)
			}
			var book bytes.Buffer
			if err := form.Write(&book, *form.ResponseSheet(im.Survey.Survey(im.Instrument, "G"))); err != nil {
				t.Fatal(err)
			}
			imported := open(t, platformStudy(items.String(), map[string][]byte{"survey/responses.xlsx": book.Bytes()}))
			a, b := shownResponses(asItIs), shownResponses(imported)
			if len(asItIs.Survey.Responses) == 0 || len(asItIs.Survey.Items) != len(found.Instrument) {
				t.Errorf("%d responses, items %v, proposed %d", len(asItIs.Survey.Responses), asItIs.Survey.Items, len(found.Instrument))
			}
			if a != b {
				t.Errorf("as it is:\n%s\nimported:\n%s", a, b)
			}
			for _, r := range asItIs.Survey.Responses {
				if r.Pos.Row < 2 || r.Pos.File != "survey/responses.csv" {
					t.Errorf("place %+v", r.Pos)
				}
			}
			if n := receipt(t, asItIs, "survey/responses.csv", "responses").Notes; len(n) == 0 || n[0].Code != "dialect.recognised" || n[0].Args[0] != im.Tool {
				t.Errorf("notes %+v", n)
			}
		})
	}
}

func shownResponses(s *coding.Study) string {
	var b strings.Builder
	for _, r := range s.Survey.Responses {
		fmt.Fprintf(&b, "%s %s %s %s %s %s %g:", r.Respondent, r.Case, r.Dept, r.Role, r.Period, r.Submitted, r.Seconds)
		for i, v := range r.Answers {
			fmt.Fprintf(&b, " %s=%s", s.Survey.Items[i], v)
		}
		for _, k := range slices.Sorted(maps.Keys(r.Attrs)) {
			fmt.Fprintf(&b, " [%s=%s]", k, r.Attrs[k])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// The study's own words for its scale win, what cannot be read is told at its cell of the file, and decisions answer it there.
func TestProblemsOfAnExport(t *testing.T) {
	instrument := "item,dimension,text_zh,min,max,labels\nME_REL_1,ME.REL,我知道找谁,1,4,1=很好;2=好;3=差;4=很差\nME_REL_2,ME.REL,信息共享及时,1,5,\n"
	data := "序号,提交答卷时间,所用时间,来源,1、我知道找谁,2、信息共享及时,3、常用方式\n" +
		"1,2024/5/1 9:30:12,123秒,微信,很好,5,电话┋微信\n2,2024/5/1 9:31:12,63秒,微信,很差,-3,电话\n3,2024/5/1 9:32:12,63秒,微信,不好说,7,(空)\n3,2024/5/1 9:32:12,63秒,微信,好,4,(空)\n4,何时,63秒,微信,3 差,-2,\"微信\n5,2024/5/1 9:33:12,63秒,微信,好,4,电话\n"
	files := platformStudy(instrument, map[string][]byte{"survey/responses.csv": []byte(data)})
	s := open(t, files)
	wantLines(t, s, []string{
		`survey/responses.csv!E4: expected a whole number from 1 to 4 or one of its labels, got "不好说"`,
		`survey/responses.csv!F4: expected a whole number from 1 to 5, got "7"`,
		`survey/responses.csv!A5: the id "3" is already used in survey/responses.csv!4:4`,
		`survey/responses.csv!6:6: a quotation mark opens in this row and is never closed`,
	}, []string{
		`survey/responses.csv!E4: 应为 1 到 4 的整数或其标签，实为“不好说”`,
		`survey/responses.csv!F4: 应为 1 到 5 的整数，实为“7”`,
		`survey/responses.csv!A5: 编号“3”与 survey/responses.csv!4:4 重复`,
		`survey/responses.csv!6:6: 该行有引号没有配对`,
	})
	for i, want := range []string{"1, 5", "4, not asked", "rejected, rejected", "2, 4"} {
		if got := answers(s, i); got != want {
			t.Errorf("%d: %s, want %s", i, got, want)
		}
	}
	if r := receipt(t, s, "survey/responses.csv", "responses"); r.Rows != 6 || r.Used != 4 || len(r.Rejected) != 2 {
		t.Errorf("%+v", r)
	}
	if got := s.Survey.Responses[0].Attrs["Q3_1 常用方式 · 电话"]; got != "1" {
		t.Errorf("attributes %v", s.Survey.Responses[0].Attrs)
	}
	s = open(t, with(files, map[string][]byte{"decisions.csv": []byte("kind,target,action,value,reason\n,survey/responses.csv!E4,recode,好,asked again\n,survey/responses.csv!F4,exclude,,a slip\n,survey/responses.csv!5:5,exclude,,sent twice\n,survey/responses.csv!6:6,accept,,known\n")}))
	if s.Blocking() != 0 || answers(s, 2) != "2, rejected" {
		t.Errorf("%v, answers %s", lines(s, "en"), answers(s, 2))
	}
}

// Two exports without ids are different people.
func TestTwoExportsWithoutIDs(t *testing.T) {
	data := []byte("Timestamp,遇到难题我知道找谁\n2024/5/1 9:30:12,4\n2024/5/1 9:31:12,5\n")
	s := open(t, platformStudy(questionsOfWenjuanxing, map[string][]byte{"survey/responses-a.csv": data, "survey/responses-b.csv": append(slices.Clone(data), "2024/5/2 9:31:12,1\n"...)}))
	wantLines(t, s, nil, nil)
	var ids []string
	for _, r := range s.Survey.Responses {
		ids = append(ids, r.Respondent)
	}
	if len(ids) != 5 || !slices.Contains(ids, "responses-a R0001") || !slices.Contains(ids, "responses-b R0001") {
		t.Errorf("ids %q", ids)
	}
}

// Headers that stand twice are told and told apart; below a merged header the second row tells.
func TestDuplicatedHeaders(t *testing.T) {
	s := open(t, platformStudy("", map[string][]byte{"survey/responses.csv": []byte("id,备注,ME_REL_1,备注,ME_REL_1\n1,甲,4,乙,5\n")}))
	wantLines(t, s, []string{
		`survey/responses.csv!D1: header "备注" stands twice, first in column B; this column was kept as "备注 [D]"`,
		`survey/responses.csv!E1: header "ME_REL_1" names what column C already holds`,
	}, []string{
		`survey/responses.csv!D1: 表头“备注”重复，首次出现在 B 列；本列记为“备注 [D]”`,
		`survey/responses.csv!E1: 表头“ME_REL_1”与 C 列重复`,
	})
	if r := s.Survey.Responses[0]; r.Attrs["备注"] != "甲" || r.Attrs["备注 [D]"] != "乙" || answers(s, 0) != "4" {
		t.Errorf("%+v", r)
	}
	for name, data := range map[string]string{"bars": "id|ME_REL_1|ME_REL_2\n1|4|5\n2|3|2\n", "semicolons": "id;ME_REL_1;ME_REL_2\n1;4;5\n2;3;2\n", "tabs": "id\tME_REL_1\tME_REL_2\n1\t4\t5\n2\t3\t2\n"} {
		if s := open(t, platformStudy("", map[string][]byte{"survey/responses.csv": []byte(data)})); answers(s, 1) != "3, 2" {
			t.Errorf("%s: %v", name, lines(s, "en"))
		}
	}
}

// Rows of a text file that did not come apart into their cells are told and left out; the others are read.
func TestRowsThatDidNotComeApart(t *testing.T) {
	data := "id,ME_REL_1,ME_REL_2,备注\n1,4,5,好\n2;3;2;好\n3,4,4,好,但是慢\n4,\"4,2,\n5,3,3,\"好，\n但是慢\"\n6,1,1,,\n"
	s := open(t, platformStudy("", map[string][]byte{"survey/responses.csv": []byte(data)}))
	wantLines(t, s, []string{
		`survey/responses.csv!A3: all values stand in one cell where 4 columns were expected: this row has another delimiter`,
		`survey/responses.csv!E4: the row has 5 cells where the header has 4: its values may be shifted`,
		`survey/responses.csv!5:5: a quotation mark opens in this row and is never closed`,
	}, []string{
		`survey/responses.csv!A3: 全部内容在一个单元格内，应为 4 列：此行的分隔符不同`,
		`survey/responses.csv!E4: 该行有 5 格，而表头只有 4 格：内容可能错位`,
		`survey/responses.csv!5:5: 该行有引号没有配对`,
	})
	for i, want := range []string{"4, 5", "3, 3", "1, 1"} {
		if got := answers(s, i); got != want {
			t.Errorf("%d: %s, want %s", i, got, want)
		}
	}
	if r := receipt(t, s, "survey/responses.csv", "responses"); r.Rows != 6 || r.Used != 3 || len(r.Rejected) != 3 {
		t.Errorf("%+v", r)
	}
}

// Lines in another encoding are read, in whatever order they stand.
func TestMixedEncodingsOfResponses(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("3,审批局,4,4\n4,住建局,2,1\n")
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, platformStudy("", map[string][]byte{"survey/responses.csv": []byte("id,部门,ME_REL_1,ME_REL_2\n1,审批局,4,5\n2,住建局,3,2\n" + gbk)}))
	wantLines(t, s, nil, nil)
	wantNote(t, s, "survey/responses.csv", "", "2 lines are in GB18030, unlike the rest of the text, and were read as that: line 4, 5")
	if n := len(s.Survey.Responses); n != 4 || s.Survey.Responses[2].Dept != "审批局" || s.Survey.Responses[3].Dept != "住建局" {
		t.Errorf("%+v", s.Survey.Responses)
	}
}
