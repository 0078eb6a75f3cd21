package dialect

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
)

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

// A group that repeats stands on a sheet of its own, a row each time; the responses are those of the other sheet.
func TestKoboRepeatingGroup(t *testing.T) {
	data := surveyBook(t, map[string][][]any{
		"meetings": {{"topic", "useful", "_index", "_parent_table_name", "_parent_index", "_submission__id", "_submission__uuid", "_submission__submission_time"},
			{"permits", 4, 1, "main", 1, 9001, "aa-1", "2024-05-01T01:05:10"}, {"data", 2, 2, "main", 1, 9001, "aa-1", "2024-05-01T01:05:10"}, {"permits", 5, 3, "main", 2, 9002, "aa-2", "2024-05-01T02:05:10"}},
		"main": {{"rating/trust", "rating/shares", "_id", "_uuid", "_submission_time", "_validation_status", "_index"},
			{4, 5, 9001, "aa-1", "2024-05-01T01:05:10", nil, 1}, {2, 1, 9002, "aa-2", "2024-05-01T02:05:10", nil, 2}, {3, 3, 9003, "aa-3", "2024-05-01T03:05:10", nil, 3}},
	}, "meetings", "main")
	im := openSurvey(t, "k.xlsx", data, Options{})
	same(t, "ids", answersOf(t, im, "respondent_id"), "9001 9002 9003")
	same(t, "trust", answersOf(t, im, "trust"), "4 2 3")
	if im.Survey.Sheet != "main" || im.Survey.Header != 1 || len(im.Receipt.Notes) == 0 || !slices.ContainsFunc(im.Receipt.Notes, func(n coding.ReceiptNote) bool { return n.Code == "sheet_ignored" && n.Args[0] == "meetings" }) {
		t.Errorf("sheet %q, notes %+v", im.Survey.Sheet, im.Receipt.Notes)
	}
}

// OpenSurvey takes exports of survey platforms and nothing else.
func TestOpenSurvey(t *testing.T) {
	for name, tool := range map[string]string{"survey/wenjuanxing-by-text-gbk.csv": "Wenjuanxing", "survey/wenjuanxing-libreoffice.xls": "Wenjuanxing", "survey/qualtrics-utf16.tsv": "Qualtrics", "survey/surveymonkey-two-headers.csv": "SurveyMonkey",
		"survey/limesurvey-full-text.csv": "LimeSurvey", "survey/kobo-boxes-only.csv": "KoboToolbox/ODK", "survey/googleforms-english.csv": "Google Forms", "survey/redcap-events.csv": "REDCap",
		"survey/plain-labels-and-numbers.csv": "", "survey/delimiter-bar.csv": "", "qda/maxqda-english.csv": "", "qda/plain-wide-marks.csv": "", "qda/unknown.csv": "", "qda/one-column.csv": ""} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		im, err := OpenSurvey(name, bytes.NewReader(data), int64(len(data)), Options{})
		got := ""
		if im != nil {
			got = im.Tool
			soundSurvey(t, im)
		}
		if err != nil || got != tool {
			t.Errorf("%s: got %q %v, want %q", name, got, err, tool)
		}
	}
	if im, err := OpenSurvey("x.sav", bytes.NewReader([]byte("$FL2")), 4, Options{}); im != nil || err != nil {
		t.Errorf("%+v %v", im, err)
	}
}

// The labels of the study's own item say what words stand for, whatever they mean elsewhere.
func TestLabelsOfTheStudysItems(t *testing.T) {
	items := []coding.Item{{ID: "A_1", Text: coding.Label{ZH: "我知道找谁"}, Min: 1, Max: 4, Labels: map[string]float64{"很好": 1, "好": 2, "差": 3, "很差": 4}}, {ID: "7", Text: coding.Label{ZH: "另一题"}, Min: 1, Max: 5}}
	data := "序号,提交答卷时间,所用时间,来源,1、我知道找谁,7、随便什么\n1,2024/5/1 9:30:12,9秒,微信,很好,5\n2,2024/5/1 9:30:12,9秒,微信,2 好,4\n3,2024/5/1 9:30:12,9秒,微信,3 很差,4\n4,2024/5/1 9:30:12,9秒,微信,不适用,4\n5,2024/5/1 9:30:12,9秒,微信,4,-3\n6,2024/5/1 9:30:12,9秒,微信,差,1\n"
	im := openSurvey(t, "w.csv", []byte(data), Options{Items: items})
	same(t, "by its labels", answersOf(t, im, "A_1"), "1 2   4 3")
	same(t, "by its number", answersOf(t, im, "7"), "5 4 4 4  1")
	if got := told(im, "unreadable_answer"); !slices.Equal(got, []string{"E4"}) || len(asked(im, "survey_ask_falling")) != 0 {
		t.Errorf("problems %+v, questions %+v", im.Problems, im.Questions)
	}
}
