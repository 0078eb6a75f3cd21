package dialect

import (
	"slices"
	"strings"
	"testing"
)

func TestRowNumbers(t *testing.T) {
	// by the column's meaning, not by how its values look
	for name, numbers := range map[string]bool{"wenjuanxing-by-number.csv": true, "wenjuanxing-by-score.csv": true, "googleforms-english.csv": true, "surveymonkey-two-headers.csv": false,
		"limesurvey-codes.csv": false, "kobo-columns-and-boxes.csv": false, "redcap-events.csv": false, "qualtrics-three-headers.csv": false} {
		a := openSurvey(t, name, surveyFile(t, name), Options{}).Survey
		if n := a.Numbering(); a.RowNumbers != numbers || (n != nil) != numbers {
			t.Errorf("%s: row numbers %v, %+v", name, a.RowNumbers, n)
		}
	}
	for header, numbers := range map[string]bool{"序号": true, "编号": false, "id": false, "问卷编号": false} {
		if a := openSurvey(t, "x.csv", []byte(header+",A_1,A_2\n1,4,5\n2,3,3\n3,1,2\n"), Options{}).Survey; a.RowNumbers != numbers {
			t.Errorf("%s: row numbers %v", header, a.RowNumbers)
		}
	}
	n := openSurvey(t, "x.csv", surveyFile(t, "wenjuanxing-by-text.csv"), Options{}).Survey.Numbering()
	if n.MadeUp || n.Submitted["1"] != "2024-05-01T09:30:12" || len(n.Questions) == 0 || !slices.IsSorted(n.Questions) {
		t.Errorf("%+v", n)
	}
	number := openSurvey(t, "y.csv", surveyFile(t, "wenjuanxing-by-number.csv"), Options{}).Survey.Numbering()
	if !n.Same(number) || !number.Same(n) {
		t.Errorf("by number and by text are two surveys: %+v, %+v", number, n)
	}
}

func TestSameNumbering(t *testing.T) {
	read := func(data string) *Numbering {
		return openSurvey(t, "x.csv", []byte(data), Options{As: "wenjuanxing"}).Survey.Numbering()
	}
	base := "序号,提交答卷时间,来源,1、甲,2、乙\n1,2024/5/1 9:30:01,微信,4,5\n2,2024/5/1 9:30:02,微信,3,3\n3,2024/5/1 9:30:03,微信,1,2\n"
	a := read(base)
	for what, c := range map[string]struct {
		data string
		same bool
	}{
		"itself":                {base, true},
		"more rows":             {base + "4,2024/5/1 9:31:03,微信,1,2\n", true},
		"another place":         {strings.ReplaceAll(base, "5/1", "5/2"), false},
		"other questions":       {strings.NewReplacer("甲", "丙", "乙", "丁").Replace(base), false},
		"the rows that follow":  {"序号,提交答卷时间,来源,1、甲,2、乙\n4,2024/5/1 9:30:01,微信,4,5\n", true},
		"without times":         {"序号,来源,1、甲,2、乙\n1,微信,4,5\n2,微信,3,3\n", false},
		"one more question":     {strings.NewReplacer("2、乙", "2、乙,3、丙", "4,5", "4,5,1", "3,3", "3,3,1", "1,2\n", "1,2,1\n").Replace(base), true},
		"other answers":         {strings.NewReplacer("微信,4,5", "微信,1,2", "微信,3,3", "微信,5,1", "微信,1,2", "微信,4,4").Replace(base), false},
		"the answers in words":  {strings.NewReplacer("微信,4,5", "微信,是,很多", "微信,3,3", "微信,一般,不少", "微信,1,2", "微信,否,很少").Replace(base), true},
		"made up, for contrast": {"提交答卷时间,来源,1、甲,2、乙\n2024/5/1 9:30:01,微信,4,5\n2024/5/1 9:30:02,微信,3,3\n2024/5/1 9:30:03,微信,1,2\n", false},
	} {
		if b := read(c.data); a.Same(b) != c.same || b.Same(a) != c.same {
			t.Errorf("%s: same %v", what, a.Same(b))
		}
	}
	bare := "序号,来源,1、甲,2、乙\n1,微信,4,5\n2,微信,3,3\n"
	if !read(bare).Same(read(bare)) {
		t.Error("files that do not say when are taken for two, though a copy would count twice")
	}
}
