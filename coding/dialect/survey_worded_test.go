package dialect

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
)

// byText is an export of Wenjuanxing by text: the answers of each question in turn, as often as it takes for n rows.
func byText(t *testing.T, n int, questions ...string) *Import {
	t.Helper()
	var b strings.Builder
	b.WriteString("序号,提交答卷时间,所用时间,来源")
	var answers [][]string
	for i, q := range questions {
		head, list, _ := strings.Cut(q, ":")
		if !strings.Contains(head, "、") {
			head = fmt.Sprintf("%d、%s", i+1, head)
		}
		b.WriteString("," + head)
		answers = append(answers, strings.Split(list, " "))
	}
	for r := range n {
		fmt.Fprintf(&b, "\n%d,2024/5/1 9:30:12,60秒,微信", r+1)
		for k, a := range answers {
			b.WriteString("," + a[(r*(k+1)+r/7)%len(a)])
		}
	}
	return openSurvey(t, "t.csv", []byte(b.String()+"\n"), Options{})
}

func itemOf(t *testing.T, im *Import, id string) *coding.Item {
	t.Helper()
	for i := range im.Instrument {
		if im.Instrument[i].ID == id {
			return &im.Instrument[i]
		}
	}
	t.Fatalf("%s is not proposed; receipt %+v", id, im.Receipt.Notes)
	return nil
}

func labelsOf(it *coding.Item) string {
	var list []ValueLabel
	for l, x := range it.Labels {
		list = append(list, ValueLabel{plainNumber(x), l})
	}
	slices.SortFunc(list, byValue)
	return joinLabels(list)
}

// Each question has its own numbers: wordings that share some words are not pooled.
func TestWordingsAreNotPooled(t *testing.T) {
	im := byText(t, 35, "甲:非常不同意 不同意 一般 同意 非常同意", "乙:非常不同意 比较不同意 不确定 比较同意 非常同意",
		"3、块—丙:非常不同意 不同意 有点不同意 中立 有点同意 同意 非常同意", "3、块—丁:不同意 有点不同意 中立 有点同意 同意")
	for id, want := range map[string]string{"Q1": "1=非常不同意; 2=不同意; 3=一般; 4=同意; 5=非常同意", "Q2": "1=非常不同意; 2=比较不同意; 3=不确定; 4=比较同意; 5=非常同意",
		"Q3_1": "1=非常不同意; 2=不同意; 3=有点不同意; 4=中立; 5=有点同意; 6=同意; 7=非常同意", "Q3_2": "1=非常不同意; 2=不同意; 3=有点不同意; 4=中立; 5=有点同意; 6=同意; 7=非常同意"} {
		it := itemOf(t, im, id)
		if got := labelsOf(it); got != want || it.Min != 1 || int(it.Max) != len(it.Labels) {
			t.Errorf("%s: %g to %g, %s", id, it.Min, it.Max, got)
		}
	}
	same(t, "Q1", answersOf(t, im, "Q1")[:5], "1 2 3 4 5")
	if len(asked(im, "survey_ask_points"))+len(asked(im, "survey_ask_order")) != 0 {
		t.Errorf("asked %+v", im.Questions)
	}
}

// Where nobody chose some points, or two wordings fit, the words stay and the labels are to be confirmed.
func TestUncertainWordsStay(t *testing.T) {
	im := byText(t, 30, "甲:一般 同意 非常同意", "乙:不同意 一般 同意 非常同意")
	same(t, "words", answersOf(t, im, "Q1")[:3], "一般 同意 非常同意")
	if it := itemOf(t, im, "Q1"); labelsOf(it) != "3=一般; 4=同意; 5=非常同意" || it.Max != 5 {
		t.Errorf("%+v", it)
	}
	if got := asked(im, "survey_ask_points"); len(got) != 1 || !strings.HasPrefix(got[0], "Q1|") {
		t.Errorf("points: %v", got)
	}
	if got := asked(im, "survey_ask_order"); len(got) != 1 || !strings.HasPrefix(got[0], "Q2|2=不同意; 3=一般; 4=同意; 5=非常同意|1|5") { // or the least, as in 不同意 不太同意 一般 同意 非常同意
		t.Errorf("order: %v", got)
	}
	// a question that has all its points lends them
	im = byText(t, 30, "甲:一般 同意 非常同意", "乙:非常不同意 不同意 一般 同意 非常同意")
	same(t, "lent", answersOf(t, im, "Q1")[:3], "3 4 5")
	// two that differ lend nothing that is certain
	im = byText(t, 35, "甲:一般 同意 非常同意", "乙:非常不同意 不同意 一般 同意 非常同意", "丙:非常不同意 不同意 有点不同意 一般 有点同意 同意 非常同意")
	same(t, "not lent", answersOf(t, im, "Q1")[:3], "一般 同意 非常同意")
	if len(asked(im, "survey_ask_order")) != 1 {
		t.Errorf("asked %+v", im.Questions)
	}
}

func TestUsualWordings(t *testing.T) {
	for _, line := range []string{
		"非常不满意 不满意 满意 非常满意", "完全不符合 比较不符合 不确定 比较符合 完全符合", "很不满意 不太满意 一般 比较满意 很满意", "非常低 较低 一般 较高 非常高", "很差 差 一般 好 很好",
		"非常不同意 不同意 有点不同意 有点同意 同意 非常同意", "从不 偶尔 有时 经常 总是", "从不 很少 有时 经常 总是", "没有 很少 一些 较多 很多", "不重要 不太重要 一般 重要 非常重要", "完全不了解 不太了解 一般 比较了解 非常了解",
		"Strongly disagree|Disagree|Neither agree nor disagree|Agree|Strongly agree", "Very dissatisfied|Somewhat dissatisfied|Neutral|Somewhat satisfied|Very satisfied",
		"Strongly disagree|Disagree|Somewhat disagree|Neutral|Somewhat agree|Agree|Strongly agree", "Never|Rarely|Sometimes|Often|Always", "Not at all|Slightly|Moderately|Very|Extremely",
		"Not at all important|Slightly important|Moderately important|Very important|Extremely important", "Very unlikely|Unlikely|Neutral|Likely|Very likely", "Very poor|Poor|Fair|Good|Excellent",
	} {
		sep := " "
		if strings.Contains(line, "|") {
			sep = "|"
		}
		words := strings.Split(line, sep)
		f, ok, _ := fit(words)
		if !ok || f.points != len(words) {
			t.Errorf("%s: %+v %v", line, f, ok)
			continue
		}
		for i, w := range words {
			if f.at[wordKey(w)] != i+1 {
				t.Errorf("%s: %s is %d", line, w, f.at[wordKey(w)])
			}
		}
	}
	for _, line := range []string{"男 女", "审批局 住建局 市监局", "是 否 不清楚", "大专 本科 硕士", "同意 满意 一般"} {
		if _, _, found := fit(strings.Fields(line)); found {
			t.Errorf("%s is a wording", line)
		}
	}
}

// Answers that say no opinion, prefixes and slips do not lose an item.
func TestItemsAreNotLost(t *testing.T) {
	im := byText(t, 60, "甲:非常不同意 不同意 一般 同意 非常同意 不清楚", "乙:A.非常不同意 B.不同意 C.一般 D.同意 E.非常同意", "丙:1分 2分 3分 4分 5分", "丁:1（非常不同意） 2 3 4 5（非常同意）",
		"戊:①非常不同意 ②不同意 ③一般 ④同意 ⑤非常同意", "己:是 否 不清楚", "您的性别:男 女", "庚:男人 女人")
	if it := itemOf(t, im, "Q1"); it.Max != 5 || !slices.Equal(it.NACodes, []string{"不清楚"}) || len(it.Labels) != 5 {
		t.Errorf("%+v", it)
	}
	if got := asked(im, "survey_ask_opinion"); len(got) != 1 || !strings.HasPrefix(got[0], "不清楚|Q1|") {
		t.Errorf("asked %v", got)
	}
	for _, id := range []string{"Q2", "Q3", "Q4", "Q5"} {
		if it := itemOf(t, im, id); it.Min != 1 || it.Max != 5 {
			t.Errorf("%+v", it)
		}
		for _, a := range answersOf(t, im, id) {
			if len(a) != 1 || a[0] < '1' || a[0] > '5' {
				t.Errorf("%s: %q", id, a)
			}
		}
	}
	if got := labelsOf(itemOf(t, im, "Q4")); got != "1=非常不同意; 5=非常同意" {
		t.Errorf("ends: %s", got)
	}
	var told []string
	for _, n := range im.Receipt.Notes {
		if rest, is := strings.CutPrefix(n.Code, "dialect.survey_unproposed_"); is {
			told = append(told, rest+" "+n.Args[0])
		}
	}
	if got := strings.Join(told, "; "); got != "person Q7; two Q8; words Q6" {
		t.Errorf("not proposed: %s", got)
	}
}

// A slip is named with its cell, and the item stays.
func TestSlipsAreNamed(t *testing.T) {
	var b strings.Builder
	b.WriteString("respondent_id,B1 我信任其他部门,B2 信息共享及时,B3 互相推诿\n")
	for i := range 29 {
		a, c := fmt.Sprint(i%5+1), fmt.Sprint((i*2)%5+1)
		if i == 4 {
			a = "55"
		}
		if i%10 == 7 {
			c = "/"
		}
		fmt.Fprintf(&b, "%d,%s,%d,%s\n", i, a, (i*3)%5+1, c)
	}
	im := openSurvey(t, "p.csv", []byte(b.String()), Options{Map: &Map{Name: "m", Layout: "plain-survey", Columns: []Pair{{From: "B1 我信任其他部门", To: "REL_1"}, {From: "B2 信息共享及时", To: "REL_2"}, {From: "B3 互相推诿", To: "REL_3"}}}})
	if len(im.Instrument) != 3 || im.Instrument[0].Max != 5 {
		t.Errorf("%+v", im.Instrument)
	}
	if got := told(im, "out_of_range"); !slices.Equal(got, []string{"B6"}) {
		t.Errorf("off the scale: %v", got)
	}
	if got := told(im, "dialect.survey_no_number"); !slices.Equal(got, []string{"D9", "D19", "D29"}) {
		t.Errorf("no numbers: %v", got)
	}
	im = byText(t, 60, "甲:非常不同意 不同意 一般 同意 非常同意 非常不同意 不同意 一般 同意 非常同意 非常不同意 不同意 一般 同意 非常同意 非常不同意 不同意 一般 同意 同一 非常同意 一般 不同意 同意 非常同意 一般 不同意 同意 非常同意 一般 不同意 同意 非常同意 一般 不同意 同意 非常同意 一般 不同意 同意 非常同意 一般 不同意 同意 非常同意 一般 不同意 同意 非常同意 一般 不同意 同意 非常同意 一般 不同意 同意 非常同意 一般 不同意 同意")
	if got := told(im, "unreadable_answer"); len(got) == 0 || itemOf(t, im, "Q1").Max != 5 {
		t.Errorf("a slip in words: %v", got)
	}
}

// One question for an item, with all that speaks for it: labels that run downward and a negative wording cancel out.
func TestDirectionIsAskedOnce(t *testing.T) {
	book := surveyBook(t, map[string][][]any{
		"survey":  {{"type", "name", "label"}, {"begin_group", "rating", ""}, {"select_one agree", "trust", "我信任其他部门"}, {"select_one agree", "share", "信息共享及时"}, {"select_one agree", "shirk", "部门互相推诿"}, {"end_group"}},
		"choices": {{"list_name", "name", "label"}, {"agree", "1", "非常同意"}, {"agree", "2", "同意"}, {"agree", "3", "一般"}, {"agree", "4", "不同意"}, {"agree", "5", "非常不同意"}, {"agree", "99", "不知道"}},
	}, "survey", "choices")
	data := "rating/trust,rating/share,rating/shirk,_id,_uuid,_submission_time\n4,5,1,1,a,2024-05-01T01:05:10\n2,99,2,2,b,2024-05-01T01:05:10\n3,1,4,3,c,2024-05-01T01:05:10\n"
	im := openSurvey(t, "k.csv", []byte(data), Options{Together: []Source{sourceOf("form.xlsx", book)}})
	got := asked(im, "survey_ask_direction")
	if len(got) != 2 || got[0] != "trust, share||yes|labels|1|非常同意|5|非常不同意" || got[1] != "shirk|部门互相推诿|no|labels|1|非常同意|5|非常不同意|wording|推诿|||" {
		t.Errorf("%q", got)
	}
	if it := itemOf(t, im, "share"); it.Max != 5 || !slices.Equal(it.NACodes, []string{"99"}) || it.Reverse {
		t.Errorf("%+v", it)
	}
	for want, labels := range map[bool]map[string]float64{true: {"非常满意": 1, "满意": 2, "一般": 3, "不满意": 4, "非常不满意": 5}, false: {"从不": 1, "很少": 2, "有时": 3, "经常": 4, "总是": 5}} {
		if Falling(labels) != want {
			t.Errorf("%v", labels)
		}
	}
	if !Falling(map[string]float64{"非常同意": 1, "非常不同意": 5}) || Falling(nil) || Falling(map[string]float64{"男": 1, "女": 2}) {
		t.Error("ends, none")
	}
}

// Numbers without labels are asked about by block, each with its own range.
func TestRangesByBlock(t *testing.T) {
	im := byText(t, 42, "5、甲—一:1 2 3 4 5 6", "5、甲—二:3 4 5", "7、乙—一:1 2 3 4 5 6 7", "7、乙—二:3 4 5", "9、满意度:1 2 3 4 5")
	got := asked(im, "survey_ask_scale")
	if !slices.Equal(got, []string{"Q5_1, Q5_2|1|6|1|7", "Q7_1, Q7_2|1|7|1|7", "Q9|1|5|1|5"}) {
		t.Errorf("%q", got)
	}
}
