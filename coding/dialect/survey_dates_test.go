package dialect

import (
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
)

// The order of a date with two digits for the year is told by the whole column; what cannot be told is asked and kept in its words.
func TestShortDates(t *testing.T) {
	for name, c := range map[string]struct {
		header string
		dates  []string
		want   string // of the first; empty: kept and asked
		asks   string
	}{
		"year first":           {"提交时间", []string{"24-05-01", "24-05-02", "24-05-12"}, "2024-05-01", ""},
		"year first, no habit": {"submitted", []string{"24/5/1", "24/5/2", "24/6/3"}, "2024-05-01", ""},
		"year last, by month":  {"submitted", []string{"5/1/24 9:01", "5/13/24 9:01"}, "2024-05-01T09:01:00", ""},
		"year last, by day":    {"submitted", []string{"13.5.24", "14.5.24"}, "2024-05-13", ""},
		"any part":             {"submitted", []string{"5/6/24", "5/7/24"}, "", "dialect.survey_ask_short_dates"},
		"no year":              {"提交时间", []string{"5月1日", "5月2日"}, "", "dialect.survey_ask_year"},
		"without strokes":      {"提交时间", []string{"20240501", "20240502"}, "2024-05-01", ""},
		"a spreadsheet's days": {"提交时间", []string{"45400", "45401.5"}, "2024-04-18", ""},
		"in characters":        {"提交时间", []string{"2024年5月1日", "2024年5月2日"}, "2024-05-01", ""},
		"with its offset":      {"submitted", []string{"2024-05-01T09:01:00.000+08:00", "2024-05-01T09:01:00+0800"}, "2024-05-01T09:01:00+08:00", ""},
	} {
		data := "id," + c.header + ",q1,q2\n"
		for i, d := range c.dates {
			data += "s" + string(rune('1'+i)) + "," + d + ",3,4\n"
		}
		im := openSurvey(t, "x.csv", []byte(data), Options{As: "plain-survey"})
		at := slices.IndexFunc(im.Survey.Columns, func(x Column) bool { return x.Kind == "field" && x.Name == "submitted" })
		asked := slices.IndexFunc(im.Questions, func(n coding.ReceiptNote) bool {
			return c.asks != "" && n.Code == c.asks
		})
		switch {
		case c.want == "" && (at >= 0 || asked < 0):
			t.Errorf("%s: column %d, questions %v", name, at, im.Questions)
		case c.want == "":
			at = slices.IndexFunc(im.Survey.Columns, func(x Column) bool { return x.Header == c.header })
			if at < 0 || im.Survey.Rows[0].Values[at].String() != c.dates[0] {
				t.Errorf("%s: the text was not kept", name)
			}
		case at < 0 || im.Survey.Rows[0].Values[at].String() != c.want || len(im.Problems) > 0:
			t.Errorf("%s: column %d, %v, %v", name, at, im.Survey.Rows[0].Values, im.Problems)
		}
	}
}

// Rows of a person at several times are told apart by a column that is called so; another one is asked about.
func TestPeriods(t *testing.T) {
	rows := func(header string, first, second string) []byte {
		return []byte("编号," + header + ",q1,q2\ns1," + first + ",3,4\ns2," + first + ",2,2\ns3," + first + ",5,1\ns1," + second + ",4,4\ns2," + second + ",2,5\ns3," + second + ",5,3\n")
	}
	for _, h := range []string{"期次", "测量时点", "年份", "季度", "time point"} {
		im := openSurvey(t, "x.csv", rows(h, "前测", "后测"), Options{})
		if len(im.Survey.Rows) != 6 || len(im.Problems) > 0 || !slices.ContainsFunc(im.Survey.Columns, func(c Column) bool { return c.Name == "period" }) {
			t.Errorf("%s: %d rows, %v", h, len(im.Survey.Rows), im.Problems)
		}
	}
	if im := openSurvey(t, "x.csv", rows("T", "T1", "T2"), Options{}); len(im.Survey.Rows) != 6 {
		t.Errorf("T: %v", im.Problems)
	}
	im := openSurvey(t, "x.csv", rows("批", "甲", "乙"), Options{})
	if len(im.Problems) != 1 || im.Problems[0].Code != "dialect.ambiguous_period" || im.Problems[0].Args[0] != "批" {
		t.Errorf("another column: %v", im.Problems)
	}
	// a year of birth is none, where nobody comes twice
	im = openSurvey(t, "x.csv", []byte("编号,年份,q1,q2\ns1,1980,3,4\ns2,1980,2,2\ns3,1990,5,1\n"), Options{})
	if slices.ContainsFunc(im.Survey.Columns, func(c Column) bool { return c.Name == "period" }) {
		t.Error("a year was taken for the period though no id recurs")
	}
}

// Names are kept as they are written, and personal data are told of.
func TestNamesAsWritten(t *testing.T) {
	im := openSurvey(t, "x.csv", []byte("编号,部门,姓名,q1,q2\ns1,审批局（中心）,张三,3,4\ns2,审批局（中心）,李四,2,2\ns3,住建局,王五,5,1\n"), Options{})
	at := slices.IndexFunc(im.Survey.Columns, func(c Column) bool { return c.Name == "department" })
	if got := im.Survey.Rows[0].Values[at].String(); got != "审批局（中心）" {
		t.Errorf("department %q", got)
	}
	if !slices.ContainsFunc(im.Questions, func(n coding.ReceiptNote) bool {
		return n.Code == "dialect.survey_personal" && strings.Contains(n.Args[0], "姓名")
	}) {
		t.Errorf("no word of personal data: %v", im.Questions)
	}
}

// A question with an option to write in may have several answers though nothing says so.
func TestSelectedChoices(t *testing.T) {
	head := "ResponseId,EndDate,StartDate,Status,Q4,Q4_5_TEXT,Q5\n答复 ID,结束日期,开始日期,答复类型,协调方式 - 选中的选项,协调方式 - 其他 - 文本,意见\n" +
		`"{""ImportId"":""_recordId""}","{""ImportId"":""endDate""}","{""ImportId"":""startDate""}","{""ImportId"":""status""}","{""ImportId"":""QID4""}","{""ImportId"":""QID4_5_TEXT""}","{""ImportId"":""QID5_TEXT""}"` + "\n"
	for i, a := range []string{"会议", `"其他,会议"`, `"会议,电话"`, "会议", `"其他,会议"`, `"会议,电话"`} {
		head += "R_" + string(rune('1'+i)) + ",2024-05-01 09:10:00,2024-05-01 09:01:00,IP," + a + ",,好\n"
	}
	im := openSurvey(t, "x.csv", []byte(head), Options{})
	n := 0
	for _, c := range im.Survey.Columns {
		n += yes(c.Kind == "choices")
	}
	if n != 3 {
		t.Errorf("%d boxes: %+v", n, im.Survey.Columns)
	}
}
