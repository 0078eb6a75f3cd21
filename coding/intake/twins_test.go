package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/intake"
)

// answers is an export of Wenjuanxing: of each respondent, in words or as numbers.
func answers(t *testing.T, day int, inWords bool, given [][2]int, remark string) *dialect.Import {
	t.Helper()
	agree := []string{"", "非常不同意", "不同意", "一般", "同意", "非常同意"}
	offices := []string{"", "审批局", "住建局", "财政局", "城管局", "公安局"}
	var b strings.Builder
	b.WriteString("序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、您的单位性质是,2、审批权已经划转。,3、建议\n")
	for i, g := range given {
		office, point := fmt.Sprint(g[0]), fmt.Sprint(g[1])
		if inWords {
			office, point = offices[g[0]], agree[g[1]]
		}
		at := ""
		if day > 0 {
			at = fmt.Sprintf("2024/5/%d 9:%d:12", day, 10+i)
		}
		fmt.Fprintf(&b, "%d,%s,60秒,微信,N/A,1.2.3.4,%s,%s,%s\n", i+1, at, office, point, remark)
	}
	text := b.String()
	im, err := dialect.Open("s.csv", strings.NewReader(text), int64(len(text)), dialect.Options{As: "wenjuanxing"})
	if err != nil || im.Survey == nil {
		t.Fatal(err, im.Problems)
	}
	return im
}

// Two exports are one survey by number and by text when they say so, and not because both number their respondents.
func TestTwins(t *testing.T) {
	given := [][2]int{{1, 5}, {2, 4}, {1, 4}, {3, 2}, {1, 1}, {2, 5}, {3, 3}, {1, 4}, {4, 2}, {5, 5}, {2, 3}, {1, 4}}
	other := [][2]int{{2, 1}, {1, 3}, {3, 5}, {1, 4}, {4, 2}, {5, 2}, {1, 1}, {2, 2}, {2, 5}, {1, 1}, {3, 4}, {5, 2}}
	slip := append([][2]int{{1, 4}}, given[1:]...)
	for name, c := range map[string]struct {
		a, b *dialect.Import
		want bool
	}{
		"by number and by text":                    {answers(t, 1, false, given, ""), answers(t, 1, true, given, ""), true},
		"without times":                            {answers(t, 0, false, given, ""), answers(t, 0, true, given, ""), true},
		"one answer differs":                       {answers(t, 1, false, given, ""), answers(t, 1, true, slip, ""), true},
		"too few to tell without times":            {answers(t, 0, false, given[8:10], ""), answers(t, 0, true, given[8:10], ""), false},
		"another district, with remarks":           {answers(t, 1, false, given, ""), answers(t, 2, false, other, "好"), false},
		"another district, at the same time":       {answers(t, 1, false, given, ""), answers(t, 1, false, other, "好"), false},
		"another district by text":                 {answers(t, 1, false, given, ""), answers(t, 2, true, other, ""), false},
		"another district by text, no times":       {answers(t, 0, false, given, ""), answers(t, 0, true, other, ""), false},
		"another time, the same answers":           {answers(t, 1, false, given, ""), answers(t, 2, true, given, ""), false},
		"the same numbers, and remarks in one":     {answers(t, 1, false, given, ""), answers(t, 1, false, given, "好"), false},
		"the same text, and remarks in one of two": {answers(t, 1, true, given, ""), answers(t, 1, true, given, "好"), false},
	} {
		got := intake.Arrange([]intake.Look{intake.LookAt(c.b), intake.LookAt(c.a)})
		if paired := len(got) == 1; paired != c.want {
			t.Errorf("%s: %v, want %v", name, paired, c.want)
		} else if paired && got[0].First != 1 {
			t.Errorf("%s: the export by text comes first", name)
		}
	}
}
