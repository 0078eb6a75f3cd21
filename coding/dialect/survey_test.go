package dialect

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sav"
)

func TestEncodingsOfPlatforms(t *testing.T) {
	utf8 := surveyFile(t, "wenjuanxing-by-text.csv")
	gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes(utf8)
	if err != nil {
		t.Fatal(err)
	}
	a, b := openSurvey(t, "a.csv", utf8, Options{}), openSurvey(t, "a.csv", gbk, Options{})
	b.Receipt.Notes = slices.DeleteFunc(b.Receipt.Notes, func(n coding.ReceiptNote) bool { return n.Code == "sheet.encoding" })
	if x, y := dumpSurvey(a), dumpSurvey(b); x != y {
		t.Errorf("GBK is read otherwise:\n%s\n%s", x, y)
	}
	var rows [][]string
	for _, l := range strings.Split(strings.TrimSpace(string(surveyFile(t, "qualtrics-three-headers.csv"))), "\n") {
		rows = append(rows, strings.Split(strings.NewReplacer(`"1,3"`, "1;3", `"1,2"`, "1;2", `"2,3"`, "2;3").Replace(l), ","))
	}
	// as Qualtrics writes tsv: UTF-16 with a mark, the third header row quoted
	var text strings.Builder
	for i, r := range rows {
		if i == 2 {
			text.WriteString(strings.ReplaceAll(string(bytes.Split(surveyFile(t, "qualtrics-three-headers.csv"), []byte("\n"))[2]), `","`, "\"\t\"") + "\r\n")
			continue
		}
		text.WriteString(strings.ReplaceAll(strings.Join(r, "\t"), ";", ",") + "\r\n")
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text.String())
	if err != nil {
		t.Fatal(err)
	}
	c, d := openSurvey(t, "q.csv", surveyFile(t, "qualtrics-three-headers.csv"), Options{}), openSurvey(t, "q.tsv", []byte(wide), Options{})
	if d.Layout != "qualtrics-survey" {
		t.Fatalf("layout %q", d.Layout)
	}
	for _, col := range []string{"respondent_id", "Q1_1", "Q1_4", "Q2_3", "Q3"} {
		same(t, col, answersOf(t, d, col), strings.Join(answersOf(t, c, col), " "))
	}
}

func TestWorkbookOfWenjuanxing(t *testing.T) {
	im := openSurvey(t, "w.xlsx", surveyBook(t, map[string][][]any{
		"Sheet1": {
			{"序号", "提交答卷时间", "所用时间", "来源", "1、ME_REL_1 我知道找谁", "2、部门之间互相信任", "3、您的年龄"},
			{1, "2024/5/1 9:30:12", "1分3秒", "微信", 4, "５", 31},
			{2, "2024/5/1 9:31:12", "63秒", "微信", -2, 3, 45},
			{nil, "2024/5/1 9:33:12", "70秒", "微信", 1, 2, 50},
			{3, "不详", "很久", "微信", 5, 4, 28},
		},
		"说明": {{"本表由系统导出"}},
	}, "Sheet1", "说明"), Options{
		Items: []coding.Item{{ID: "ME_REL_1", Dimension: "ME.REL", Min: 1, Max: 6, Text: coding.Label{ZH: "我知道找谁"}}, {ID: "ME_REL_2", Dimension: "ME.REL", Min: 1, Max: 6, Text: coding.Label{ZH: "部门之间互相信任。"}}},
	})
	same(t, "item by its id", answersOf(t, im, "ME_REL_1"), "4  5")
	same(t, "item by its wording", answersOf(t, im, "ME_REL_2"), "5 3 4")
	same(t, "seconds", answersOf(t, im, "seconds"), "63 63 ")
	if len(im.Instrument) != 2 || im.Instrument[1].Dimension != "ME.REL" || im.Instrument[1].Max != 6 || len(asked(im, "survey_ask_scale")) != 0 {
		t.Errorf("instrument %+v, questions %+v", im.Instrument, im.Questions)
	}
	if len(told(im, "dialect.survey_date")) != 1 || len(told(im, "dialect.survey_seconds")) != 1 || len(told(im, "missing_id")) != 1 {
		t.Errorf("problems %+v", im.Problems)
	}
	if got := columnOf(t, im, "Q3").Kind; got != "number" {
		t.Errorf("an age is a %s", got)
	}
	s := im.Survey.Survey(im.Instrument, "G")
	if r := s.Responses[0]; r.Respondent != "1" || r.Seconds != 63 || r.Submitted != "2024-05-01T09:30:12" || r.Case != "G" || r.Attrs["Q3 您的年龄"] != "31" || r.Answers[0].Num != 4 {
		t.Errorf("response %+v", r)
	}
	if r := s.Responses[2]; !math.IsNaN(r.Seconds) || r.Submitted != "" {
		t.Errorf("response %+v", r)
	}
}

func TestSPSSFile(t *testing.T) {
	agree := []sav.ValueLabel{{Value: sav.Number(1), Text: "非常不同意"}, {Value: sav.Number(2), Text: "不同意"}, {Value: sav.Number(3), Text: "一般"}, {Value: sav.Number(4), Text: "同意"}, {Value: sav.Number(5), Text: "非常同意"}, {Value: sav.Number(9), Text: "未答"}}
	falls := []sav.ValueLabel{{Value: sav.Number(1), Text: "非常同意"}, {Value: sav.Number(2), Text: "同意"}, {Value: sav.Number(3), Text: "不同意"}, {Value: sav.Number(4), Text: "非常不同意"}}
	number := sav.Format{Type: sav.FormatF, Width: 8}
	nine := sav.Missing{Values: []sav.Value{sav.Number(9)}}
	f := &sav.File{Cases: -1, Variables: []sav.Variable{
		{Name: "respondent_id", Width: 12, Format: sav.Format{Type: sav.FormatA, Width: 12}},
		{Name: "dept", Label: "部门", Format: number, Measure: sav.Nominal, Labels: []sav.ValueLabel{{Value: sav.Number(1), Text: "审批局"}, {Value: sav.Number(2), Text: "市监局"}}},
		{Name: "MC_1", Label: "部门之间互相信任", Format: number, Measure: sav.Ordinal, Labels: agree, Missing: nine},
		{Name: "MC_2", Label: "信息共享及时", Format: number, Measure: sav.Ordinal, Labels: agree, Missing: nine},
		{Name: "GOAL", Label: "目标一致", Format: number, Measure: sav.Ordinal, Labels: falls},
		{Name: "age", Label: "年龄", Format: number, Measure: sav.Scale},
		{Name: "remark", Label: "意见", Width: 40, Format: sav.Format{Type: sav.FormatA, Width: 40}},
	}}
	rows := [][]sav.Value{
		{sav.Text("a"), sav.Number(1), sav.Number(5), sav.Number(4), sav.Number(1), sav.Number(33), sav.Text("")},
		{sav.Text("b"), sav.Number(2), sav.Number(9), sav.Number(2), sav.Number(4), sav.Number(51), sav.Text("没有意见")},
		{sav.Text("a"), sav.Number(2), sav.Number(3), sav.Number(2), sav.Number(4), sav.Number(51), sav.Text("")},
		{sav.Text("c"), sav.Number(2), {Num: math.NaN(), Missing: true}, sav.Number(7), sav.Number(2), sav.Number(40), sav.Text("")},
	}
	var out bytes.Buffer
	if err := sav.Write(&out, f, slices.Values(rows), sav.WriteOptions{Compression: sav.Bytecode}); err != nil {
		t.Fatal(err)
	}
	im := openSurvey(t, "data.sav", out.Bytes(), Options{Dimensions: []string{"ME", "MC"}})
	if im.Layout != "spss-survey" || im.Receipt.Rows != 4 || im.Receipt.Used != 3 {
		t.Fatalf("%s %+v", im.Layout, im.Receipt)
	}
	same(t, "department", answersOf(t, im, "department"), "审批局 市监局 市监局")
	same(t, "MC_1", answersOf(t, im, "MC_1"), "5  ")
	same(t, "MC_2", answersOf(t, im, "MC_2"), "4 2 7")
	if got := columnOf(t, im, "MC_1").Missing; !slices.Equal(got, []string{"9"}) {
		t.Errorf("missing %v", got)
	}
	if v := im.Survey.Rows[1].Values[2]; v.Missing != coding.DoesNotApply || v.Text != "9" {
		t.Errorf("user-missing value %+v", v)
	}
	if got := told(im, "out_of_range"); !slices.Equal(got, []string{"D4"}) {
		t.Errorf("out of range at %v", got)
	}
	if len(im.Instrument) != 3 || im.Instrument[0].Dimension != "MC" || im.Instrument[0].Max != 5 || im.Instrument[2].Max != 4 {
		t.Errorf("instrument %+v", im.Instrument)
	}
	if got := asked(im, "survey_ask_direction"); len(got) != 1 || got[0] != "GOAL|目标一致|yes|labels|1|非常同意|4|非常不同意" {
		t.Errorf("falling labels %v", got)
	}
	if columnOf(t, im, "age").Kind != "number" || columnOf(t, im, "remark").Kind != "text" {
		t.Error("kinds")
	}
	for n := range 40 { // a file that is cut off never stops the program
		size := out.Len() * n / 40
		if im, err := Open("cut.sav", bytes.NewReader(out.Bytes()[:size]), int64(size), Options{}); err == nil {
			soundSurvey(t, im)
		}
	}
}

func TestReversedItemsAreAskedAbout(t *testing.T) {
	var b strings.Builder
	b.WriteString("respondent_id,GO_1 目标一致,GO_2 分工明确,GO_3 彼此信任,GO_4 我从不知道进展\n")
	for i := range 20 {
		x := i%5 + 1
		fmt.Fprintf(&b, "%d,%d,%d,%d,%d\n", i, x, min(5, x+i%2), max(1, x-i%2), 6-x)
	}
	im := openSurvey(t, "r.csv", []byte(b.String()), Options{})
	if got := asked(im, "survey_ask_direction"); len(got) != 1 || !strings.HasPrefix(got[0], "GO_4|我从不知道进展|yes|wording|") || !strings.Contains(got[0], "|answers|-1.00|") {
		t.Errorf("asked %+v", im.Questions)
	}
	same(t, "GO_4", answersOf(t, im, "GO_4")[:5], "5 4 3 2 1")
}

// A hundred columns and ten thousand rows must not take long: what is quadratic in either shows here.
func TestLargeSurvey(t *testing.T) {
	var b strings.Builder
	b.WriteString("序号,提交答卷时间,所用时间,来源")
	for i := range 100 {
		fmt.Fprintf(&b, ",%d、题干%c%c—第%d行", i/10+1, rune('甲'+i/10), rune('甲'+i/10), i%10)
	}
	b.WriteByte('\n')
	for r := range 10000 {
		fmt.Fprintf(&b, "%d,2024/5/1 9:30:12,%d秒,微信", r+1, r%300+10)
		for i := range 100 {
			fmt.Fprintf(&b, ",%d", (r*7+r/5*(i%3))%5+1)
		}
		b.WriteByte('\n')
	}
	start := time.Now()
	im := openSurvey(t, "large.csv", []byte(b.String()), Options{})
	if len(im.Survey.Rows) != 10000 || len(im.Instrument) != 100 {
		t.Errorf("%d rows, %d items", len(im.Survey.Rows), len(im.Instrument))
	}
	if d := time.Since(start); d > 30*time.Second {
		t.Errorf("took %s", d)
	}
	t.Log(time.Since(start))
}

func TestMapOfASurvey(t *testing.T) {
	data := surveyFile(t, "redcap-events.csv")
	m := &Map{Name: "map.yaml", Layout: "redcap", Columns: []Pair{{From: "trust", To: "ME_REL_1"}, {From: "[H]", To: "-"}, {From: "nosuch", To: "weight"}, {From: "survey_timestamp", To: "attribute"}}}
	im := openSurvey(t, "r.csv", data, Options{Map: m})
	same(t, "renamed", answersOf(t, im, "ME_REL_1"), "2 4 1 3")
	if slices.ContainsFunc(im.Survey.Columns, func(c Column) bool { return c.Name == "share" || c.Name == "submitted" }) {
		t.Errorf("columns %+v", im.Survey.Columns)
	}
	if len(told(im, "dialect.map_header")) != 1 {
		t.Errorf("problems %+v", im.Problems)
	}
	// what is proposed, confirmed as it stands, changes nothing
	for _, f := range []string{"redcap-events.csv", "wenjuanxing-by-number.csv", "duplicated-headers.csv", "surveymonkey-two-headers.csv"} {
		first := openSurvey(t, f, surveyFile(t, f), Options{})
		proposed := Propose(first)
		again := openSurvey(t, f, surveyFile(t, f), Options{Map: &proposed})
		if a, b := dumpSurvey(first), dumpSurvey(again); a != b {
			t.Errorf("%s: with its own map:\n%s\nwithout\n%s", f, b, a)
		}
	}
}

func TestDegrees(t *testing.T) {
	for _, c := range []struct{ labels, want string }{
		{"非常不同意 不同意 一般 同意 非常同意", "1 2 3 4 5"},
		{"很不满意 不太满意 一般 比较满意 很满意", "1 2 3 4 5"},
		{"完全不符合 比较不符合 有点不符合 不确定 有点符合 比较符合 完全符合", "1 2 3 4 5 6 7"},
		{"Strongly disagree|Disagree|Neither agree nor disagree|Agree|Strongly agree", "1 2 3 4 5"},
		{"Very dissatisfied|Dissatisfied|Neutral|Satisfied|Very satisfied", "1 2 3 4 5"},
		{"从不 偶尔 有时 经常 总是", "1 2 3 4 5"},
		{"很低 较低 一般 较高 很高", "1 2 3 4 5"},
		{"不同意 一般 同意 非常同意", "2 3 4 5"},
	} {
		sep := " "
		if strings.Contains(c.labels, "|") {
			sep = "|"
		}
		f := &family{scores: map[int]bool{}, labels: map[string]int{}}
		list := strings.Split(c.labels, sep)
		if _, ok := familyOf(list); !ok {
			t.Errorf("%s: no family", c.labels)
			continue
		}
		for _, l := range list {
			_, sc, _ := degree(l)
			f.scores[sc], f.labels[l] = true, sc
		}
		points, _ := f.points()
		var got []string
		for _, l := range list {
			got = append(got, strconv.Itoa(points[f.labels[l]]))
		}
		same(t, c.labels, got, c.want)
	}
	for _, l := range []string{"男", "女", "审批局", "三年以下", "是"} {
		if _, ok := familyOf([]string{l, "一般", "非常" + "同意"}); ok {
			t.Errorf("%q was taken for a degree of agreement", l)
		}
	}
}

func TestMoments(t *testing.T) {
	for _, c := range []struct {
		in   string
		day  bool
		want string
	}{
		{"2024/5/1 9:30:12", false, "2024-05-01T09:30:12"}, {"2024年5月1日", false, "2024-05-01"}, {"05/12/2024 12:04:00 AM", false, "2024-05-12T00:04:00"},
		{"5/12/2024", true, "2024-12-05"}, {"2024/05/01 1:30:12 下午 GMT+8", false, "2024-05-01T13:30:12+08:00"}, {"2024-05-01T09:00:00.000+08:00", false, "2024-05-01T09:00:00+08:00"},
		{"2024-02-30", false, ""}, {"13/13/2024", false, ""}, {"昨天", false, ""}, {"2024-05-01 25:00:00", false, ""},
	} {
		if got, _ := moment(c.in, c.day); got != c.want {
			t.Errorf("%s: got %q, want %q", c.in, got, c.want)
		}
	}
	for in, want := range map[string]float64{"123秒": 123, "2分5秒": 125, "1小时2分": 3720, "00:02:05": 125, "63": 63, "2 min 5 s": 125} {
		if got, ok := spell(in); !ok || got != want {
			t.Errorf("%s: got %g", in, got)
		}
	}
	for _, in := range []string{"", "很久", "-5", "秒", "1:x"} {
		if got, ok := spell(in); ok {
			t.Errorf("%q: got %g", in, got)
		}
	}
}

// FuzzSurvey looks for tables that stop the program or unbalance a receipt.
func FuzzSurvey(f *testing.F) {
	files, _ := filepath.Glob("testdata/survey/*.csv")
	for _, name := range files {
		if data, err := os.ReadFile(name); err == nil {
			f.Add(data, "")
			f.Add(data[:len(data)*2/3], "plain-survey")
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, as string) {
		if len(data) > 1<<16 {
			return
		}
		im, err := Open("f.csv", bytes.NewReader(data), int64(len(data)), Options{As: as, Together: []Source{sourceOf("g.csv", data)}})
		if err != nil || im.Survey == nil {
			return
		}
		for _, r := range append([]coding.Receipt{im.Receipt}, im.More...) {
			if !r.Balanced() {
				t.Errorf("%+v", r)
			}
		}
		for _, r := range im.Survey.Rows {
			if len(r.Values) != len(im.Survey.Columns) {
				t.Error("a row of another length")
			}
		}
	})
}
