package study_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
)

// numberedExport is a Wenjuanxing export of some rows; day tells when they were handed in, and words whether it is by text.
func numberedExport(rows int, day string, words bool) []byte {
	var b strings.Builder
	b.WriteString("序号,提交答卷时间,所用时间,来源,1、遇到难题我知道找谁,2、部门之间信息共享及时\n")
	for i := range rows {
		x, y := fmt.Sprint(i%5+1), fmt.Sprint((i+2)%5+1)
		if words {
			label := []string{"非常不同意", "不同意", "一般", "同意", "非常同意"}
			x, y = label[i%5], label[(i+2)%5]
		}
		fmt.Fprintf(&b, "%d,%s 9:30:%02d,123秒,微信,%s,%s\n", i+1, day, i, x, y)
	}
	return []byte(b.String())
}

func respondents(s *coding.Study) []string {
	var out []string
	for _, r := range s.Survey.Responses {
		out = append(out, r.Respondent)
	}
	return out
}

// The rows of two questionnaires are numbered from 1 each: number 7 of one is another person than number 7 of the other.
func TestTwoFilesThatNumberTheirRows(t *testing.T) {
	read := func(files map[string][]byte) *coding.Study {
		return open(t, platformStudy(questionsOfWenjuanxing, files))
	}
	s := read(map[string][]byte{"survey/responses-a.csv": numberedExport(20, "2024/5/1", true), "survey/responses-b.csv": numberedExport(20, "2024/5/2", true)})
	wantLines(t, s, nil, nil)
	if ids := respondents(s); len(ids) != 40 || !slices.Contains(ids, "responses-a 17") || !slices.Contains(ids, "responses-b 17") {
		t.Errorf("ids %q", ids)
	}
	for _, f := range []string{"survey/responses-a.csv", "survey/responses-b.csv"} {
		if r := receipt(t, s, f, "responses"); r.Used != 20 || r.Rows != 20 {
			t.Errorf("%+v", r)
		}
	}
	// one file, and one beside a file with ids of its own, keep their numbers
	if ids := respondents(read(map[string][]byte{"survey/responses-a.csv": numberedExport(3, "2024/5/1", true)})); !slices.Equal(ids, []string{"1", "2", "3"}) {
		t.Errorf("ids %q", ids)
	}
	if ids := respondents(read(map[string][]byte{"survey/responses-a.csv": numberedExport(2, "2024/5/1", true), "survey/responses-b.csv": []byte("respondent_id,ME_REL_1,ME_REL_2\nR1,4,5\nR2,3,3\n")})); !slices.Equal(ids, []string{"1", "2", "R1", "R2"}) {
		t.Errorf("ids %q", ids)
	}
	// exports of the same responses by number and by text, a later one among them, are the same people, which is told
	for name, later := range map[string][]byte{"by text": numberedExport(20, "2024/5/1", true), "later": numberedExport(30, "2024/5/1", false)} {
		s = read(map[string][]byte{"survey/responses-a.csv": numberedExport(20, "2024/5/1", false), "survey/responses-b.csv": later})
		if n := len(s.Survey.Responses); n != 20 && n != 30 || receipt(t, s, "survey/responses-b.csv", "responses").Used != n-20 || !slices.Contains(respondents(s), "17") {
			t.Errorf("%s: %d responses, ids %q", name, n, respondents(s))
		}
	}
	// beside a third file they share what goes before their numbers
	s = read(map[string][]byte{"survey/responses-a.csv": numberedExport(4, "2024/5/1", false), "survey/responses-b.csv": numberedExport(4, "2024/5/1", true), "survey/responses-c.csv": numberedExport(4, "2024/5/3", true)})
	if ids := respondents(s); len(ids) != 8 || !slices.Contains(ids, "responses-a 4") || !slices.Contains(ids, "responses-c 4") {
		t.Errorf("ids %q", ids)
	}
}

// An export that bears the name its platform gave is responses by its content; another table in the folder is told and left.
func TestExportByItsOwnName(t *testing.T) {
	s := open(t, platformStudy(questionsOfWenjuanxing, map[string][]byte{"survey/278901234_按文本_协作调查_20_20.csv": numberedExport(20, "2024/5/1", true),
		"survey/名单.csv": []byte("姓名,电话\n张三,1\n")}))
	wantLines(t, s, nil, nil)
	if n := len(s.Survey.Responses); n != 20 {
		t.Errorf("%d responses", n)
	}
	wantNote(t, s, ".", "", "survey/名单.csv is no file of a study and was left aside")
}
