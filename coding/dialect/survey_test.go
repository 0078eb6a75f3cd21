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

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/sav"
)

// dumpSurvey writes down everything that was read of a survey.
func dumpSurvey(im *Import) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("layout %s (%s)", im.Layout, im.Tool)
	if im.Survey != nil {
		for _, c := range im.Survey.Columns {
			s := fmt.Sprintf("column %s %s %s %q", coding.ColumnName(c.Col), c.Name, c.Kind, c.Question)
			if len(c.Labels) > 0 {
				s += " labels " + joinLabels(c.Labels)
			}
			if len(c.Missing) > 0 {
				s += " missing " + strings.Join(c.Missing, ", ")
			}
			line("%s", s)
		}
		for _, r := range im.Survey.Rows {
			var cells []string
			for _, v := range r.Values {
				t := v.String()
				if v.Missing != coding.Present {
					t = []string{"", "·", "–", "n/a", "!"}[v.Missing]
					if v.Text != "" && v.Missing != coding.NotAnswered {
						t += "(" + v.Text + ")"
					}
				} else if v.Text != "" {
					t = strconv.Quote(t)
				}
				cells = append(cells, t)
			}
			line("row %s: %s", r.Pos.Cell(), strings.Join(cells, " | "))
		}
	}
	for _, it := range im.Instrument {
		line("item %s dimension=%q %q/%q %g–%g labels=%v na=%v reverse=%v at %s", it.ID, it.Dimension, it.Text.ZH, it.Text.EN, it.Min, it.Max, it.Labels, it.NACodes, it.Reverse, it.Pos.Cell())
	}
	for _, r := range append([]coding.Receipt{im.Receipt}, im.More...) {
		line("receipt %s!%s %s rows=%d used=%d missing=%d excluded=%v rejected=%v", r.File, r.Sheet, r.What, r.Rows, r.Used, r.Missing, r.Excluded, r.Rejected)
		var uses []string
		for _, c := range r.Columns {
			uses = append(uses, c.Header+"→"+c.Field)
		}
		line("columns %s", strings.Join(uses, ", "))
		for _, n := range r.Notes {
			line("note %s", locale.ReceiptNote("en", n))
		}
	}
	for _, q := range im.Questions {
		line("question %s", locale.ReceiptNote("en", q))
	}
	for _, p := range im.Problems {
		line("problem %s", locale.ProblemLine("en", p))
	}
	return b.String()
}

// soundSurvey checks what holds of every survey: names are different, rows have a value for each column, the ids of rows are
// different within a period, items are columns, nothing is recoded, and the receipt counts the rows.
func soundSurvey(t testing.TB, im *Import) {
	t.Helper()
	sound(t, im)
	if im.Survey == nil {
		return
	}
	names, ids := map[string]bool{}, map[string]bool{}
	for _, c := range im.Survey.Columns {
		if c.Name == "" || names[strings.ToLower(c.Name)] {
			t.Errorf("column %q twice or without a name", c.Name)
		}
		names[strings.ToLower(c.Name)] = true
	}
	if !names["respondent_id"] {
		t.Error("no ids")
	}
	for _, r := range im.Survey.Rows {
		if len(r.Values) != len(im.Survey.Columns) {
			t.Fatalf("%d values of %d columns", len(r.Values), len(im.Survey.Columns))
		}
		key := ""
		for i, c := range im.Survey.Columns {
			if c.Name == "respondent_id" || c.Name == "period" {
				key += r.Values[i].String() + "\x00"
			}
			if v := r.Values[i]; c.Kind == "scale" && v.Missing == coding.Present && !v.IsNum {
				t.Errorf("%s: a scale with the text %q", r.Pos, v.Text)
			}
			if v := r.Values[i]; c.Kind == "choices" && v.Ok() && v.Num != 0 && v.Num != 1 {
				t.Errorf("%s: a box with %g", r.Pos, v.Num)
			}
		}
		if ids[key] {
			t.Errorf("%s: id %q twice", r.Pos, key)
		}
		ids[key] = true
		if r.Pos.Row == 0 {
			t.Error("a row without its place")
		}
	}
	if im.Receipt.Used != len(im.Survey.Rows) {
		t.Errorf("receipt: %d rows used, there are %d", im.Receipt.Used, len(im.Survey.Rows))
	}
	for _, it := range im.Instrument {
		if !names[strings.ToLower(it.ID)] || it.Reverse || !(it.Min < it.Max) {
			t.Errorf("item %+v", it)
		}
		for l, x := range it.Labels {
			if x < it.Min || x > it.Max {
				t.Errorf("item %s: label %q is %g", it.ID, l, x)
			}
		}
	}
	s := im.Survey.Survey(im.Instrument, "G")
	if len(s.Responses) != len(im.Survey.Rows) || len(s.Items) < len(im.Instrument) {
		t.Errorf("%d responses, %d items", len(s.Responses), len(s.Items))
	}
	for _, r := range s.Responses {
		if r.Respondent == "" || len(r.Answers) != len(s.Items) || r.Case == "" {
			t.Errorf("response %+v", r)
		}
	}
}

func openSurvey(t testing.TB, name string, data []byte, o Options) *Import {
	t.Helper()
	im, err := Open(name, bytes.NewReader(data), int64(len(data)), o)
	if err != nil {
		t.Fatal(err)
	}
	soundSurvey(t, im)
	return im
}

func surveyFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "survey", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func sourceOf(name string, data []byte) Source {
	return Source{Name: name, R: bytes.NewReader(data), Size: int64(len(data))}
}

func TestSurveyFixtures(t *testing.T) {
	files, err := filepath.Glob("testdata/survey/*.csv")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		name := filepath.Base(f)
		t.Run(name, func(t *testing.T) {
			o := Options{Dimensions: []string{"ME", "ME.REL", "MC"}}
			matchSurvey(t, name, dumpSurvey(openSurvey(t, name, surveyFile(t, name), o)))
		})
	}
}

func matchSurvey(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "survey", name+".want")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
	}
}

// answersOf lists a column's values.
func answersOf(t testing.TB, im *Import, name string) []string {
	t.Helper()
	i := slices.IndexFunc(im.Survey.Columns, func(c Column) bool { return c.Name == name })
	if i < 0 {
		t.Fatalf("no column %s among %+v", name, im.Survey.Columns)
	}
	var out []string
	for _, r := range im.Survey.Rows {
		out = append(out, r.Values[i].String())
	}
	return out
}

func columnOf(t testing.TB, im *Import, name string) Column {
	t.Helper()
	for _, c := range im.Survey.Columns {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("no column %s", name)
	return Column{}
}

func same(t *testing.T, what string, got []string, want string) {
	t.Helper()
	if g := strings.Join(got, " "); g != want {
		t.Errorf("%s: got %s, want %s", what, g, want)
	}
}

func asked(im *Import, code string) (out []string) {
	for _, q := range im.Questions {
		if q.Code == "dialect."+code {
			out = append(out, strings.Join(q.Args, "|"))
		}
	}
	return out
}

func told(im *Import, code string) (out []string) {
	for _, p := range im.Problems {
		if p.Code == code {
			out = append(out, p.Pos.Cell())
		}
	}
	return out
}

// surveyBook makes a workbook of sheets, each a list of rows; cells that are numbers become numbers.
func surveyBook(t testing.TB, sheets map[string][][]any, order ...string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, name := range order {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", name); err != nil {
				t.Fatal(err)
			}
		} else if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for r, row := range sheets[name] {
			if err := f.SetSheetRow(name, "A"+strconv.Itoa(r+1), &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestNumberAndTextTogether(t *testing.T) {
	number, text := surveyFile(t, "wenjuanxing-by-number.csv"), surveyFile(t, "wenjuanxing-by-text.csv")
	a := openSurvey(t, "number.csv", number, Options{Together: []Source{sourceOf("text.csv", text)}})
	b := openSurvey(t, "text.csv", text, Options{Together: []Source{sourceOf("number.csv", number)}})
	for _, im := range []*Import{a, b} {
		// nobody whose answers stand in both files chose 1 here; the other rows of the matrix have it
		if got := joinLabels(columnOf(t, im, "Q5_1").Labels); got != "1=非常不同意; 2=不同意; 3=一般; 4=同意; 5=非常同意" {
			t.Errorf("labels %s", got)
		}
		if got := joinLabels(columnOf(t, im, "Q3_1").Labels); got != "1=联席会议" {
			t.Errorf("option 1: %s", got)
		}
		if got := columnOf(t, im, "Q4_3").Question; !strings.HasSuffix(got, "信任") && !strings.HasSuffix(got, "制度") {
			t.Errorf("the third thing ranked: %s", got)
		}
	}
	same(t, "department", answersOf(t, a, "department")[:3], "审批局 市监局 审批局")
	same(t, "gender of the number export", answersOf(t, a, "Q1")[:4], "1 2 1 2")
	same(t, "gender of the text export", answersOf(t, b, "Q1")[:4], "1 2 1 2")
	same(t, "item", answersOf(t, a, "Q5_1"), "5 4 4 2 3 5 4 2 1")
	same(t, "item by text", answersOf(t, b, "Q5_1"), "5 4 4 2 3 5 4 2 4")
	// in row 7 the number says 2 and the text 男
	if got := told(a, "dialect.survey_pair_conflict"); !slices.Equal(got, []string{"G7"}) {
		t.Errorf("conflicts at %v", got)
	}
	if len(a.More) != 1 || a.More[0].Used != 8 || a.More[0].File != "text.csv" || !a.More[0].Balanced() {
		t.Errorf("the other file's receipt: %+v", a.More)
	}
	if n := len(asked(a, "survey_ask_scale")); n != 0 {
		t.Errorf("a scale with labels was asked about %d times", n)
	}
}

func TestTheOtherFileIsAnother(t *testing.T) {
	other := surveyFile(t, "redcap-events.csv")
	im := openSurvey(t, "number.csv", surveyFile(t, "wenjuanxing-by-number.csv"), Options{Together: []Source{sourceOf("other.csv", other), sourceOf("x.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))}})
	if len(told(im, "dialect.not_as")) != 1 || len(told(im, "unreadable_file")) != 1 || len(im.Survey.Rows) != 9 {
		t.Errorf("problems %+v", im.Problems)
	}
}

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

// xlsForm is the XLSForm of the fixture kobo-columns-and-boxes.csv.
func xlsForm() map[string][][]any {
	return map[string][][]any{
		"survey": {
			{"type", "name", "label::English (en)", "label::中文 (zh)"},
			{"begin_group", "rating", "Rating", "评价"},
			{"select_one agree", "trust", "I trust", "我信任其他部门"},
			{"select_one agree", "shares", "They share", "信息共享及时"},
			{"end_group"},
			{"select_multiple ways", "ways", "Ways", "协调方式"},
			{"integer", "age", "Age", "年龄"},
		},
		"choices": {
			{"list_name", "name", "label::English (en)", "label::中文 (zh)"},
			{"agree", "1", "Strongly disagree", "非常不同意"}, {"agree", "2", "Disagree", "不同意"}, {"agree", "3", "Neutral", "一般"}, {"agree", "4", "Agree", "同意"},
			{"agree", "5", "Strongly agree", "非常同意"}, {"agree", "9", "Not applicable", "不适用"},
			{"ways", "meeting", "Meeting", "会议"}, {"ways", "phone", "Phone", "电话"},
		},
	}
}

func TestKoboWithItsForm(t *testing.T) {
	check := func(t *testing.T, im *Import) {
		t.Helper()
		same(t, "trust", answersOf(t, im, "trust"), "4 2 ")
		same(t, "meeting", answersOf(t, im, "ways_meeting"), "1 0 ")
		if got := joinLabels(columnOf(t, im, "ways_meeting").Labels); got != "1=会议" {
			t.Errorf("option %s", got)
		}
		if len(im.Instrument) != 2 {
			t.Fatalf("instrument %+v", im.Instrument)
		}
		it := im.Instrument[0]
		if it.ID != "trust" || it.Text.ZH != "我信任其他部门" || it.Min != 1 || it.Max != 5 || it.Labels["非常同意"] != 5 || !slices.Equal(it.NACodes, []string{"9"}) {
			t.Errorf("item %+v", it)
		}
		if columnOf(t, im, "age").Kind != "number" {
			t.Error("age is no number")
		}
		for _, q := range im.Questions {
			if q.Code == "dialect.survey_ask_scale" || q.Code == "dialect.survey_ask_missing" {
				t.Errorf("asked %+v though the form tells", q)
			}
		}
	}
	book := surveyBook(t, xlsForm(), "survey", "choices")
	data := surveyFile(t, "kobo-columns-and-boxes.csv")
	t.Run("beside", func(t *testing.T) {
		check(t, openSurvey(t, "k.csv", data, Options{Together: []Source{sourceOf("form.xlsx", book)}}))
	})
	t.Run("inside", func(t *testing.T) {
		sheets := xlsForm()
		for _, l := range strings.Split(strings.TrimSpace(string(data)), "\n") {
			var row []any
			for _, c := range strings.Split(l, ";") {
				row = append(row, c)
			}
			sheets["data"] = append(sheets["data"], row)
		}
		check(t, openSurvey(t, "k.xlsx", surveyBook(t, sheets, "data", "survey", "choices"), Options{}))
	})
	t.Run("one column only", func(t *testing.T) {
		only := "rating/trust,ways,_id,_uuid,_submission_time\n4,meeting phone,1,a,2024-05-01T01:05:10\n2,,2,b,2024-05-01T01:05:10\n3,phone,3,c,2024-05-01T01:05:10\n"
		im := openSurvey(t, "k.csv", []byte(only), Options{Together: []Source{sourceOf("form.xlsx", book)}})
		same(t, "meeting", answersOf(t, im, "ways_1"), "1  0")
		same(t, "phone", answersOf(t, im, "ways_2"), "1  1")
	})
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
	if got := asked(im, "survey_ask_falling"); len(got) != 1 || !strings.HasPrefix(got[0], "GOAL|") {
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
	if got := asked(im, "survey_ask_reversed_both"); len(got) != 1 || !strings.HasPrefix(got[0], "GO_4|") {
		t.Errorf("asked %+v", im.Questions)
	}
	same(t, "GO_4", answersOf(t, im, "GO_4")[:5], "5 4 3 2 1")
	if len(asked(im, "survey_ask_reversed")) != 0 {
		t.Errorf("asked %+v", im.Questions)
	}
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
		{"5/12/2024", true, "2024-12-05"}, {"2024/05/01 1:30:12 下午 GMT+8", false, "2024-05-01T13:30:12"}, {"2024-05-01T09:00:00.000+08:00", false, "2024-05-01T09:00:00"},
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
