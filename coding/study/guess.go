package study

import (
	"slices"
	"strings"
	"unicode"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// A wrong suggestion is worse than none: an answer's guess never crosses from one side of a scale to the other, and where
// two points are as near there is none.

// degrees are words that say how strongly a label is meant, those of one strength together.
var degrees = []struct {
	strength int
	words    string
}{
	{3, "非常 完全 十分 极其 极为 极度 极 特别 强烈 最 strongly completely totally fully absolutely extremely"},
	{2, "很 相当 挺 very quite"},
	{1, "比较 较为 较 有点儿 有点 有些 略微 稍微 略 稍 偏 somewhat rather slightly abit alittle"},
}

// degree takes the word of strength off a label's key; strength is 0 without one. English may have it at the end.
func degree(k string) (strength int, word, rest string) {
	for _, d := range degrees {
		for _, w := range strings.Fields(d.words) {
			if len(w) <= len(word) {
				continue
			}
			if t, ok := strings.CutPrefix(k, w); ok && t != "" {
				strength, word, rest = d.strength, w, t
			} else if t, ok := strings.CutSuffix(k, w); ok && t != "" && w[0] < 0x80 {
				strength, word, rest = d.strength, w, t
			}
		}
	}
	if word == "" {
		return 0, "", k
	}
	if t := strings.TrimLeft(rest, "的地"); t != "" {
		rest = t
	}
	return strength, word, rest
}

// negatives counts the characters that turn a Chinese word round.
func negatives(k string) int {
	n := 0
	rs := []rune(k)
	for i, r := range rs {
		if strings.ContainsRune("不没未无否勿莫反", r) || r == '非' && (i+1 == len(rs) || rs[i+1] != '常') {
			n++
		}
	}
	return n
}

// negated reports whether a text says no, in either language.
func negated(text string) bool {
	if negatives(key(text)) > 0 {
		return true
	}
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }), func(w string) bool {
		return slices.Contains([]string{"no", "not", "never", "none", "nor", "neither", "without"}, w) || strings.HasSuffix(w, "n't") || strings.HasSuffix(w, "n’t")
	})
}

// opposed reports whether one of two keys denies the other: another number of Chinese negatives, a prefix such as dis- or
// in- that the other lacks, or two characters of opposite meaning in the same place.
func opposed(a, b string) bool {
	if negatives(a) != negatives(b) {
		return true
	}
	for _, p := range []string{"not", "non", "no", "un", "in", "im", "ir", "il", "dis", "anti"} {
		if t, ok := strings.CutPrefix(a, p); ok && t == b || strings.HasPrefix(b, p) && b[len(p):] == a {
			return true
		}
	}
	x, y := []rune(a), []rune(b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] == y[i] {
			continue
		}
		for _, pair := range opposites {
			if strings.ContainsRune(pair, x[i]) && strings.ContainsRune(pair, y[i]) {
				return true
			}
		}
	}
	return false
}

var opposites = strings.Fields("高低 大小 多少 好坏 好差 强弱 有无 是否 前后 上下 同异 赞反 快慢 难易 优劣 增减 升降 正负 真假 对错 先后 内外 早晚 新旧 松紧 肯拒 愿拒 满缺 清混")

// guess is the point that an answer in words most plausibly means; false when that is not plain. A word of strength that
// no label has is taken off, if what remains is a label of one point, or of several of which one is as strong. A slip of
// the pen is one changed character in Chinese, a few letters in English.
func (s *scale) guess(text string) (float64, bool) {
	k := key(text)
	strength, word, rest := degree(k)
	family, same := map[float64]bool{}, map[float64]bool{}
	for i, l := range s.words {
		if d, _, r := degree(key(l)); strength > 0 && r == rest {
			family[s.points[i]] = true
			if d == strength {
				same[s.points[i]] = true
			}
		}
	}
	switch {
	case len(same) == 1:
		return only(same), true
	case len(family) == 1:
		return only(family), true
	case len(family) > 1:
		return 0, false
	}
	type slip struct {
		edits  int
		denied bool // the label says the opposite
	}
	near := map[float64]slip{} // by point
	for i, l := range s.words {
		a, b := k, key(l)
		if word != "" {
			_, w, r := degree(b)
			if w != word {
				continue
			}
			a, b = rest, r
		}
		if d, ok := slipped(a, b); ok {
			if was, met := near[s.points[i]]; !met || d < was.edits {
				near[s.points[i]] = slip{d, opposed(a, b)}
			}
		}
	}
	for p, got := range near {
		lone := got.edits <= reach(k) && !got.denied
		for q, other := range near {
			lone = lone && (q == p || other.edits > got.edits+1)
		}
		if lone { // of one point at most
			return p, true
		}
	}
	return 0, false
}

func only(points map[float64]bool) float64 {
	for p := range points {
		return p
	}
	return 0
}

// slipped is the number of edits between two keys, if they are few enough for a slip of the pen.
func slipped(a, b string) (int, bool) {
	if hasHan(a) || hasHan(b) {
		if x, y := []rune(a), []rune(b); len(x) != len(y) || len(x) < 2 {
			return 0, false
		}
		return 1, coding.Edits(a, b, 1) == 1
	}
	limit := reach(a) + 1 // one more, to see whether another label is almost as near
	d := coding.Edits(a, b, limit)
	return d, d > 0 && d <= limit
}

// numberBeside is the number in a text that holds hardly anything else: 约4, 4分, (4).
func numberBeside(text string) string {
	n := numberInside(text)
	if n == "" || !digits(n) || negated(text) {
		return ""
	}
	rest := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsDigit(r) || strings.ContainsRune(`.,:;()[]【】、。*#'"“”`, r) {
			return -1
		}
		return r
	}, strings.ToLower(sheet.Fold(text)))
	if slices.Contains([]string{"", "约", "大约", "大概", "分", "约分", "级", "点", "选", "选项", "about", "point", "points", "pts", "score"}, rest) {
		return n
	}
	return ""
}

// contradicts reports whether the words beside a number may say something else than it does.
func (s *scale) contradicts(x float64, label string) bool {
	if p, ok := s.guess(label); ok {
		return p != x
	}
	k := key(label)
	if negated(label) || strings.IndexFunc(k, unicode.IsLetter) < 0 || strings.IndexFunc(k, unicode.IsDigit) >= 0 {
		return true
	}
	for _, w := range []string{"以上", "以下", "以内", "至", "到", "多", "或", "up", "more", "less", "over", "under", "or", "to"} {
		if strings.HasPrefix(k, w) || strings.HasSuffix(k, w) {
			return true
		}
	}
	for i, l := range s.words {
		if _, _, core := degree(key(l)); s.points[i] != x && strings.Contains(k, core) {
			return true
		}
	}
	return false
}
