package dialect

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
)

var scored = regexp.MustCompile(`^(-?\d{1,3}(?:\.\d+)?)\s*(?:分|points?|pts)$`)

// marked reads answers that are numbers with a word for points behind them (3分), where all words of a column are.
func (s *survey) marked(col int, q *question) {
	if q.kind == "text" || q.role != "" {
		return
	}
	texts, _, _, _ := s.present(col)
	texts = saidInWords(texts)
	if len(texts) == 0 || slices.ContainsFunc(texts, func(t string) bool { return !scored.MatchString(t) }) {
		return
	}
	for r := range s.rows {
		v := &s.rows[r].Values[col]
		if v.Missing != coding.Present || v.IsNum {
			continue
		}
		if m := scored.FindStringSubmatch(v.Text); m != nil {
			if x, err := strconv.ParseFloat(m[1], 64); err == nil {
				v.Text, v.Num, v.IsNum = m[1], x, true
				s.count("labels_beside")
			}
		}
	}
}

// circled takes the number off a text that begins with one in a circle: ⑤非常同意.
func circled(t string) (x float64, label string, ok bool) {
	r, size := utf8.DecodeRuneInString(t)
	if r < '①' || r > '⑩' {
		return 0, "", false
	}
	label = strings.TrimLeft(t[size:], " .、:：")
	return float64(r - '①' + 1), label, label != ""
}

// onlyEnds reports whether the labels are those of the two ends of a scale of at least four points, whose answers lie between.
// falling: the label of the least denies what that of the most says.
func (s *survey) onlyEnds(col int, q *question, labels []ValueLabel) (ends, falling bool) {
	if len(labels) != 2 || q.personal() {
		return false, false
	}
	a, ok := parseValue(labels[0].Value)
	b, ok2 := parseValue(labels[1].Value)
	low, high := labels[0], labels[1]
	if a > b {
		a, b, low, high = b, a, high, low
	}
	if !ok || !ok2 || b-a < 3 || b-a > 10 {
		return false, false
	}
	none := map[float64]bool{}
	for _, l := range q.Labels {
		if x, ok := parseValue(l.Value); ok && l != low && l != high {
			none[x] = true
		}
	}
	between := false
	for r := range s.rows {
		v := &s.rows[r].Values[col]
		if v.Missing != coding.Present || !v.IsNum || none[v.Num] || slices.Contains(codesOfMissing, v.Num) && (v.Num < a || v.Num > b) {
			continue
		}
		if v.Num < a || v.Num > b || v.Num != float64(int(v.Num)) {
			return false, false
		}
		between = between || v.Num > a && v.Num < b
	}
	_, x, ok := degree(low.Text)
	_, y, ok2 := degree(high.Text)
	return between, ok && ok2 && x > 0 && y < 0 || denial(low.Text) == "" && denial(high.Text) != ""
}
