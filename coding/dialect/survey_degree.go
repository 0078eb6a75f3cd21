package dialect

import (
	"slices"
	"strings"
)

// degreeWords say how strongly a label is meant, the strongest first; a longer word wins over a shorter one.
var degreeWords = []struct {
	strength int
	words    []string
}{
	{5, []string{"非常", "完全", "十分", "极其", "极为", "极度", "极", "特别", "强烈", "最", "strongly", "completely", "totally", "fully", "absolutely", "extremely", "entirely"}},
	{4, []string{"很", "相当", "very", "highly"}},
	{2, []string{"比较", "较为", "较", "大致", "基本上", "基本", "moderately", "mostly", "quite", "fairly"}},
	{1, []string{"有点儿", "有点", "有些", "略微", "稍微", "略", "稍", "不太", "不大", "不怎么", "somewhat", "slightly", "a little", "rather"}},
}

// neutral are labels of the middle, whatever is asked.
var neutral = words("一般 一般般 中立 中等 普通 不确定 说不清 不好说 难说 无所谓 没意见 还行 尚可 neutral undecided unsure notsure uncertain noopinion average moderate")

// negative are stems that mean the other end of another stem.
var negative = map[string]string{"低": "高", "差": "好", "弱": "强", "少": "多", "难": "易", "困难": "容易", "慢": "快", "disagree": "agree", "dissatisfied": "satisfied",
	"unsatisfied": "satisfied", "unlikely": "likely", "unimportant": "important", "untrue": "true", "poor": "good", "low": "high", "反对": "同意", "unclear": "clear", "difficult": "easy"}

// often are answers about frequency, seldom first.
var often = map[string]int{"从不": -6, "从未": -6, "从来不": -6, "从来没有": -6, "没有过": -6, "never": -6, "几乎不": -4, "几乎没有": -4, "almostnever": -4, "很少": -3, "极少": -3, "较少": -3, "不经常": -3,
	"rarely": -3, "seldom": -3, "偶尔": -1, "occasionally": -1, "有时": 0, "有时候": 0, "sometimes": 0, "经常": 3, "常常": 3, "时常": 3, "often": 3, "frequently": 3,
	"通常": 4, "usually": 4, "almostalways": 5, "几乎总是": 5, "总是": 6, "一直": 6, "always": 6}

// notApplicable are answers that say that the question does not apply, or that there is no answer to give.
var notApplicable = words("不适用 不涉及 无法回答 不愿回答 拒绝回答 拒答 n/a na notapplicable doesnotapply notanswered prefernottosay prefernottoanswer refused 缺失 missing 无此情况")

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

func degreeKey(s string) string { return strings.ReplaceAll(nameKey(s), " ", "") }

// degree takes a label apart: what is said, and how strongly, below 0 when it is denied. The stem of a label of the middle
// is empty. ok is false for a label that may be anything.
func degree(label string) (stem string, score int, ok bool) {
	k := strings.Trim(degreeKey(label), ".。!！")
	if k == "" {
		return "", 0, false
	}
	if neutral[k] || strings.HasPrefix(k, "既不") || strings.HasPrefix(k, "neither") || strings.HasPrefix(k, "无法确定") {
		return "", 0, true
	}
	if f, is := often[k]; is {
		return "often", f, true
	}
	if stem, cut := strings.CutPrefix(k, "一般"); cut && !strings.HasPrefix(stem, "不") && !strings.HasPrefix(stem, "没") && len([]rune(stem)) <= 4 { // 一般重要
		if p, is := negative[stem]; is {
			stem = p
		}
		return stem, 0, true
	}
	strength, word := 3, ""
	for _, d := range degreeWords {
		for _, w := range d.words {
			w = strings.ReplaceAll(w, " ", "")
			if len(w) > len(word) && strings.Contains(k, w) && (strings.HasPrefix(k, w) || strings.HasPrefix(k, "不"+w) || w[0] < 0x80 && strings.HasSuffix(k, w)) {
				strength, word = d.strength, w
			}
		}
	}
	denied := strings.HasPrefix(word, "不")
	stem = strings.Replace(k, word, "", 1)
	if t, cut := strings.CutPrefix(stem, "不"); cut && word != "" && strings.HasPrefix(k, "不"+word) { // 不很满意: a little below the middle
		stem, denied, strength = t, true, 1
	} else if cut {
		stem, denied = t, !denied
	} else if t, cut := strings.CutPrefix(stem, "not"); cut {
		stem, denied = t, !denied
	} else if t, cut := strings.CutPrefix(stem, "没有"); cut && t != "" {
		stem, denied = t, !denied
	}
	if p, is := negative[stem]; is {
		stem, denied = p, !denied
	}
	if stem == "" || len([]rune(stem)) > 14 {
		return "", 0, false
	}
	if denied {
		strength = -strength
	}
	return stem, strength, true
}

// family gathers the labels of the columns that use one stem, so that a point that nobody chose in one question is known
// from another.
type family struct {
	scores map[int]bool
	labels map[string]int // label to score
}

// familyOf is the stem that labels share; ok is false unless all are degrees of one stem.
func familyOf(labels []string) (stem string, ok bool) {
	scores := map[int]bool{}
	for _, l := range labels {
		st, sc, is := degree(l)
		if !is || st != "" && stem != "" && st != stem || scores[sc] && sc != 0 {
			return "", false
		}
		if st != "" {
			stem = st
		}
		scores[sc] = true
	}
	return stem, stem != ""
}

// points numbers a family's scores from 1 upward. A point that nobody chose is known from its mirror image; whole is false
// when that, or a middle or an end that nobody chose, leaves doubt.
func (f *family) points() (points map[int]int, whole bool) {
	var below, above []int // distance from the middle, rising
	for sc := range f.scores {
		if sc < 0 {
			below = append(below, -sc)
		} else if sc > 0 {
			above = append(above, sc)
		}
	}
	slices.Sort(below)
	slices.Sort(above)
	whole = f.scores[0] && len(below) == len(above) && len(below) > 0 && below[len(below)-1] >= 4 && above[len(above)-1] >= 4
	side := max(len(below), len(above))
	points = map[int]int{}
	middle := side
	if f.scores[0] {
		middle++
		points[0] = middle
	}
	long := above
	if len(below) > len(above) {
		long = below
	}
	for i, d := range places(below, long) {
		points[-below[i]] = side - d
	}
	for i, d := range places(above, long) {
		points[above[i]] = middle + d + 1
	}
	return points, whole
}

// places gives each distance its rank among those of the longer side: its own, or the nearest that keeps the order.
func places(list, long []int) []int {
	out := make([]int, len(list))
	free := 0
	for i, x := range list {
		best := free
		for j := free; j <= len(long)-(len(list)-i); j++ {
			if abs(long[j]-x) < abs(long[best]-x) {
				best = j
			}
		}
		out[i], free = best, best+1
	}
	return out
}

func abs(x int) int { return max(x, -x) }

// likert reports whether value labels are the points of a scale in order, and whether they fall.
func likert(labels []ValueLabel, number func(string) (float64, bool)) (scale, falling bool) {
	type point struct {
		x     float64
		score int
	}
	var list []point
	var texts []string
	ends := 0
	for _, l := range labels {
		x, ok := number(l.Value)
		if !ok {
			return false, false
		}
		if notApplicable[degreeKey(l.Text)] {
			continue
		}
		if t := strings.TrimSpace(l.Text); t == "" || strings.Trim(t, "0123456789") == "" {
			ends++ // a point without words
			continue
		}
		_, sc, _ := degree(l.Text)
		texts = append(texts, l.Text)
		list = append(list, point{x, sc})
	}
	if len(list)+ends < 3 || len(list) < 2 {
		return false, false
	}
	if _, ok := familyOf(texts); !ok {
		f, ok, _ := fit(texts)
		if !ok {
			return false, false
		}
		for i := range list {
			list[i].score = f.at[wordKey(texts[i])]
		}
	}
	slices.SortFunc(list, func(a, b point) int {
		switch {
		case a.x < b.x:
			return -1
		case a.x > b.x:
			return 1
		}
		return 0
	})
	up, down := true, true
	for i := 1; i < len(list); i++ {
		up = up && list[i].score > list[i-1].score
		down = down && list[i].score < list[i-1].score
	}
	return up || down, down
}
