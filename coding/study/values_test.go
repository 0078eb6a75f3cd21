package study_test

import (
	"slices"
	"testing"

	"github.com/smekit/smekit/coding"
)

// valued is the survey of [clean] with a sheet that says what values stand for.
func valued(t testing.TB, people []string, values ...string) map[string][]byte {
	return map[string][]byte{"survey/responses.xlsx": workbook(t, nil,
		tab{"responses", rows(append([]string{"编号|案例|部门|角色|时期|ME_SUB_1|ME_REL_1|性别"}, people...)...)},
		tab{"值标签", rows(append([]string{"列|取值|标签|缺失"}, values...)...)})}
}

var valuedPeople = []string{"R1|G|D01|leader|before|#5|#4|#1", "R2|G|D01|staff|before|#2|拒答|女", "R3|H|D01|staff|after|#9|#5|#9"}

// Values on the scale that the file declares to be no answers are none, and attributes read in words.
func TestValues(t *testing.T) {
	s := open(t, with(clean(t), valued(t, valuedPeople, "ME_SUB_1|#5|不清楚|是", "ME_SUB_1|#9||是", "ME_REL_1|#8|拒答|yes", "性别|#1|男|", "性别|#2|女|", "性别|#9|不愿说|是")))
	wantLines(t, s, nil, nil)
	for i, want := range []string{"does not apply, 4", "2, does not apply", "does not apply, 5"} {
		if got := answers(s, i); got != want {
			t.Errorf("R%d: %s, want %s", i+1, got, want)
		}
	}
	for i, want := range []string{"男", "女", ""} {
		if got := s.Survey.Responses[i].Attrs["性别"]; got != want {
			t.Errorf("R%d: %q, want %q", i+1, got, want)
		}
	}
	if v := s.Survey.Values; len(v) != 6 || v[0].Column != "ME_SUB_1" || v[0].Value != "5" || !v[0].Missing || v[3].Label != "男" || v[3].Missing {
		t.Errorf("%+v", v)
	}
	if r := receipt(t, s, "survey/responses.xlsx", "values"); r.Used != 6 || !r.Balanced() {
		t.Errorf("%+v", r)
	}
}

// A file that counts against the questionnaire's words is a problem; one that names the ends alone is none.
func TestValuesAgainstTheScale(t *testing.T) {
	people := valuedPeople[:1]
	wantLines(t, open(t, with(clean(t), valued(t, people, "ME_REL_1|#1|同意|", "ME_REL_1|#5|不同意|"))),
		[]string{`survey/responses.xlsx!值标签!C2: ME_REL_1: the file counts 1 = "同意", but the questionnaire counts that as 4; does this file count the other way round?`},
		[]string{`survey/responses.xlsx!值标签!C2: ME_REL_1：文件中 1 表示“同意”，而问卷中“同意”对应 4；此文件的计分方向是否相反？`})
	wantLines(t, open(t, with(clean(t), valued(t, people, "ME_REL_1|#1|不同意|", "ME_REL_1|#5|同意|"))), nil, nil)
	wantLines(t, open(t, with(clean(t), valued(t, people, "ME_REL_1|#4|非常不同意|"))),
		[]string{`survey/responses.xlsx!值标签!C2: ME_REL_1: the file counts 4 = "非常不同意", but the questionnaire counts that as 1; does this file count the other way round?`},
		[]string{`survey/responses.xlsx!值标签!C2: ME_REL_1：文件中 4 表示“非常不同意”，而问卷中“非常不同意”对应 1；此文件的计分方向是否相反？`})
}

// A row without column or value is rejected; what an SPSS file says of its values is known as well.
func TestValuesOfFiles(t *testing.T) {
	s := open(t, with(clean(t), valued(t, valuedPeople[:1], "|#5|不清楚|是", "性别|#1|男|")))
	if r := receipt(t, s, "survey/responses.xlsx", "values"); r.Used != 1 || len(r.Rejected) != 1 || !r.Balanced() {
		t.Errorf("%+v", r)
	}
	files := with(clean(t), map[string][]byte{"survey/responses.sav": spss(t)})
	delete(files, "survey/responses.xlsx")
	s = open(t, files)
	for _, want := range []coding.ValueLabel{{Column: "ME_SUB_1", Value: "9", Label: "拒答", Missing: true}, {Column: "ME_SUB_1", Value: "6", Label: "不适用"}, {Column: "部门", Value: "1", Label: "D01"}} {
		if !slices.Contains(s.Survey.Values, want) {
			t.Errorf("no %+v in %+v", want, s.Survey.Values)
		}
	}
}
