package dialect

import (
	"slices"
	"strings"
	"testing"
)

// The usual sets of answers, each with all its points, and without the point in the middle of it where it has one.
func TestMoreWordings(t *testing.T) {
	for _, line := range []string{
		"非常不满意 不满意 基本满意 满意 非常满意", "不满意 基本满意 满意 非常满意", "不满意 基本满意 满意", "不满意 较满意 满意", "差 一般 好", "不同意 一般 同意",
		"非常不符合 不太符合 有点符合 比较符合 非常符合", "完全不符合 不太符合 有点符合 比较符合 完全符合", "大大恶化 有所恶化 没有变化 有所改善 大大改善", "显著下降 有所下降 基本不变 有所提高 显著提高",
		"影响很小 影响较小 影响一般 影响较大 影响非常大", "毫无影响 影响较小 有一定影响 影响较大 影响非常大", "强烈反对 反对 无所谓 赞成 强烈赞成", "没有用 用处不大 一般 有用 非常有用",
		"非常不重要 不重要 一般重要 重要 非常重要", "不合格 合格 良好 优秀", "完全不了解 了解一点 基本了解 非常了解", "不了解 了解一点 基本了解 比较了解 非常了解", "从不 每年一次 每月一次 每周一次 每天",
		"Disagree|Neutral|Agree", "Low|Medium|High",
	} {
		sep := " "
		if strings.Contains(line, "|") {
			sep = "|"
		}
		list := strings.Split(line, sep)
		f, ok, _ := fit(list)
		if !ok || f.points != len(list) {
			t.Errorf("%s: %+v %v", line, f, ok)
			continue
		}
		for i, w := range list {
			if f.at[wordKey(w)] != i+1 {
				t.Errorf("%s: %s is %d", line, w, f.at[wordKey(w)])
			}
		}
	}
	for _, line := range []string{"一般纳税人 小规模纳税人 个体户", "改善 影响 反对", "会议 微信 电话", "没有 每天 优秀"} {
		if f, _, found := fit(strings.Fields(line)); found {
			t.Errorf("%s is a scale: %+v", line, f)
		}
	}
}

// Three points are proposed from 1 to 3, and asked about; four words of one question that are among the five of another too.
func TestFewPointsAreAsked(t *testing.T) {
	im := byText(t, 30, "甲:不满意 基本满意 满意")
	it := itemOf(t, im, "Q1")
	if labelsOf(it) != "1=不满意; 2=基本满意; 3=满意" || it.Min != 1 || it.Max != 3 {
		t.Errorf("%+v", it)
	}
	same(t, "words", answersOf(t, im, "Q1")[:3], "不满意 基本满意 满意")
	im = byText(t, 30, "甲:非常不满意 不满意 基本满意 满意 非常满意", "乙:不满意 基本满意 满意 非常满意")
	same(t, "words", answersOf(t, im, "Q2")[:4], "不满意 满意 不满意 满意")
	if got := asked(im, "survey_ask_points"); len(got) != 1 || !strings.HasPrefix(got[0], "Q2|1=非常不满意; 2=不满意; 3=基本满意;") {
		t.Errorf("%v", got)
	}
}

// Where the order is a guess, the proposed numbers have no gaps.
func TestGuessedNumbersHaveNoGaps(t *testing.T) {
	w := &worded{at: map[string]int{"a": 1, "b": 2, "c": 4, "d": 6}, points: 6}
	w.close()
	if w.points != 4 || w.at["a"] != 1 || w.at["c"] != 3 || w.at["d"] != 4 {
		t.Errorf("%+v", w)
	}
	w = &worded{at: map[string]int{"a": 2, "b": 3}, points: 5}
	if w.close(); w.points != 5 || w.at["a"] != 2 {
		t.Errorf("no gap: %+v", w)
	}
}

// An option for those who cannot say is no silent middle: it is asked about, and the others are a scale of their own.
func TestUnableToSayIsNoPoint(t *testing.T) {
	for _, unable := range []string{"说不清", "难以判断", "无法判断", "说不好"} {
		im := byText(t, 40, "甲:完全不同意 不太同意 "+unable+" 比较同意 完全同意")
		it := itemOf(t, im, "Q1")
		if labelsOf(it) != "1=完全不同意; 2=不太同意; 3=比较同意; 4=完全同意" || it.Max != 4 || !slices.Contains(it.NACodes, unable) {
			t.Errorf("%s: %+v", unable, it)
		}
		if got := asked(im, "survey_ask_opinion"); len(got) != 1 || !strings.HasPrefix(got[0], unable+"|Q1|") {
			t.Errorf("%s: asked %v", unable, got)
		}
	}
	if it := itemOf(t, byText(t, 40, "甲:完全不同意 不太同意 不确定 比较同意 完全同意"), "Q1"); it.Max != 5 || it.Labels["不确定"] != 3 {
		t.Errorf("a middle: %+v", it)
	}
}

// Slips, sentences and numbers among words are named by their cells and leave the item.
func TestSlipsLeaveTheItem(t *testing.T) {
	answers := strings.Repeat(" 非常不同意 不同意 一般 同意 非常同意", 12)
	im := byText(t, 52, "甲:非常_同意 5 比较同意吧 同意，但要看情况 非常同意（5分）"+strings.TrimSuffix(answers, " 非常不同意 不同意 一般 同意 非常同意"))
	it := itemOf(t, im, "Q1")
	if labelsOf(it) != "1=非常不同意; 2=不同意; 3=一般; 4=同意; 5=非常同意" {
		t.Errorf("%+v", it)
	}
	if got := told(im, "unreadable_answer"); len(got) != 3 {
		t.Errorf("told %v", got)
	}
	if got := surveyNotes(im, "survey_numbers_among"); len(got) != 1 || !strings.Contains(got[0], "Q1|E3 (5)") {
		t.Errorf("numbers %v", got)
	}
	v := &voice{count: map[string]int{}}
	v.hear(&question{}, []string{"非常 同意", "非常同意", "Strongly agree", "strongly Agree"}, map[string]int{"非常 同意": 1, "非常同意": 9, "Strongly agree": 2, "strongly Agree": 1})
	if !slices.Equal(v.words, []string{"非常同意", "Strongly agree"}) || v.count["非常同意"] != 10 {
		t.Errorf("%v %v", v.words, v.count)
	}
}

// Codes of missing answers among words are asked about, and no problem.
func TestCodesAmongWords(t *testing.T) {
	im := byText(t, 60, "甲:非常不同意 8 不同意 99 同意 非常同意 非常不同意 不同意 同意 非常同意")
	if got := told(im, "unreadable_answer"); len(got) != 0 {
		t.Errorf("told %v", got)
	}
	if it := itemOf(t, im, "Q1"); !slices.Equal(it.NACodes, []string{"8", "99"}) || it.Max != 4 {
		t.Errorf("%+v", it)
	}
}

// Only numbers that were given here are marked.
func TestNumbersGivenHere(t *testing.T) {
	im := byText(t, 35, "甲:非常不同意 不同意 一般 同意 非常同意", "乙:1 2 3 4 5", "丙:1非常不同意 2不同意 3一般 4同意 5非常同意", "丁:非常不同意 不同意 同意 非常同意")
	for _, c := range im.Survey.Columns {
		if c.Numbered != (c.Name == "Q1") {
			t.Errorf("%s: %v", c.Name, c.Numbered)
		}
	}
}

// A weak correlation, or one over few people, is no evidence; a strong one alone suggests nothing.
func TestChanceIsNoEvidence(t *testing.T) {
	for _, c := range []struct {
		r      float64
		people int
		want   bool
	}{{-0.23, 27, false}, {-0.35, 20, false}, {-0.35, 60, true}, {-0.29, 5000, false}, {-1, 8, true}, {-0.9, 3, false}, {0.5, 100, false}} {
		if RunsAgainst(c.r, c.people) != c.want {
			t.Errorf("r = %g of %d", c.r, c.people)
		}
	}
	same := byText(t, 40, "5、块—一:1 2 3 4 5", "5、块—二:1 2 3 4 5", "5、块—三:1 2 3 4 5", "5、块—四:1 2 3 4 5")
	if got := asked(same, "survey_ask_direction"); len(got) != 0 {
		t.Errorf("chance: %v", got)
	}
	var b strings.Builder
	b.WriteString("编号,B1 我信任其他部门,B2 信息共享及时,B3 沟通顺畅,B4 部门各自为政\n")
	for i := range 40 {
		x := string(rune('1' + i%5))
		b.WriteString("R" + string(rune('A'+i%26)) + string(rune('A'+i/26)) + "," + x + "," + x + "," + x + "," + string(rune('5'-i%5)) + "\n")
	}
	im := openSurvey(t, "p.csv", []byte(b.String()), Options{Map: &Map{Name: "m", Layout: "plain-survey", Columns: []Pair{{From: "B1 我信任其他部门", To: "REL_1"}, {From: "B2 信息共享及时", To: "REL_2"}, {From: "B3 沟通顺畅", To: "REL_3"}, {From: "B4 部门各自为政", To: "REL_4"}}}})
	if got := asked(im, "survey_ask_direction"); len(got) != 1 || !strings.HasPrefix(got[0], "REL_4|B4 部门各自为政||answers|-1.00|") {
		t.Errorf("against all: %v", got)
	}
}

func TestDenies(t *testing.T) {
	for wording, want := range map[string]bool{"部门互相推诿": true, "经常无人负责": true, "很少互相推诿": false, "我信任其他部门": false, "Nobody answers.": true, "Departments trust each other.": false, "差不多都不了解": true} {
		if Denies(wording) != want {
			t.Errorf("%s: %v", wording, !want)
		}
	}
}
