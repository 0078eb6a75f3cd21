package dialect

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// numberWithLabel takes `5 非常同意`, `5=非常同意`, `5.非常同意`, `非常同意(5)` apart.
func numberWithLabel(t string) (x float64, label string, ok bool) {
	if x, label, ok = circled(t); ok {
		return x, label, true
	}
	i := 0
	for i < len(t) && (t[i] >= '0' && t[i] <= '9' || i == 0 && t[i] == '-') {
		i++
	}
	if i > 0 && i < 4 && t[:i] != "-" && i < len(t) {
		label = strings.TrimLeft(t[i:], " =.:、)(（）-—_,，分")
		if !strings.ContainsAny(label, "(（") {
			label = strings.TrimRight(label, ")） ")
		}
		x, ok := parseValue(t[:i])
		if r := []rune(t[i:])[0]; label != "" && strings.ContainsRune(" =.:、)(（）-—_,，", r) || r >= 0x2e80 && label != "" && !strings.ContainsRune("个年月日岁次人天元名小时以分", r) {
			return x, label, ok
		}
		return 0, "", false
	}
	if open := strings.LastIndexAny(t, "(（"); open > 0 {
		x, ok := parseValue(strings.Trim(t[open:], "()（） 分"))
		return x, strings.TrimSpace(t[:open]), ok
	}
	return 0, "", false
}

// numberedLabels types a column whose answers carry their number: 5 非常同意. One label with two numbers is no such column.
func (s *survey) numberedLabels(col int, q *question, texts []string) bool {
	labels := map[float64]string{}
	var list []string
	for _, t := range texts {
		if notApplicable[degreeKey(t)] {
			continue
		}
		x, label, ok := numberWithLabel(t)
		if !ok {
			if x, ok := parseValue(t); ok {
				if _, known := labels[x]; !known {
					labels[x] = ""
				}
				continue
			}
			return false
		}
		if l, known := labels[x]; known && l != "" && l != label {
			return false
		}
		labels[x] = label
		list = append(list, label)
	}
	if len(list) < 2 {
		return false
	}
	q.Labels, q.learned = nil, true
	for _, x := range sortedPoints(labels) {
		if labels[x] != "" {
			q.Labels = append(q.Labels, ValueLabel{plainNumber(x), labels[x]})
		}
	}
	for r := range s.rows {
		v := &s.rows[r].Values[col]
		if v.Missing != coding.Present || v.IsNum {
			continue
		}
		if x, _, ok := numberWithLabel(v.Text); ok {
			v.Num, v.IsNum = x, true
			s.count("labels_beside")
		}
	}
	s.labelledAnswer(col, q)
	return true
}

func sortedPoints[T any](m map[float64]T) []float64 {
	var out []float64
	for x := range m {
		out = append(out, x)
	}
	slices.Sort(out)
	return out
}

func plainNumber(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// parseValue reads a finite number: what is written NaN or Inf is none.
func parseValue(s string) (float64, bool) {
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil && !math.IsNaN(x) && !math.IsInf(x, 0)
}

// itemLabels takes the labels of the study's item when most answers in words are among them: they say what the words stand for.
func (q *question) itemLabels(texts []string) bool {
	if q.item == nil || len(q.item.Labels) == 0 || q.kind == "text" || q.kind == "number" {
		return false
	}
	known := map[string]bool{}
	for l := range q.item.Labels {
		known[nameKey(l)] = true
	}
	words := saidInWords(texts)
	n := 0
	for _, t := range words {
		if _, label, ok := numberWithLabel(t); known[nameKey(t)] || ok && known[nameKey(label)] {
			n++
		}
	}
	if n == 0 || n*2 < len(words) {
		return false
	}
	for l, x := range q.item.Labels {
		q.Labels = append(q.Labels, ValueLabel{plainNumber(x), l})
	}
	slices.SortFunc(q.Labels, func(a, b ValueLabel) int {
		return cmp.Or(cmp.Compare(q.item.Labels[a.Text], q.item.Labels[b.Text]), strings.Compare(a.Text, b.Text))
	})
	q.kind, q.own = "scale", true
	return true
}

// beside is the number before or behind a label that stands for it: 5 非常同意. One that stands for another is no answer.
func (q *question) beside(text string, byText map[string]float64) (float64, bool) {
	x, label, ok := numberWithLabel(text)
	point, known := byText[nameKey(label)]
	return x, ok && known && x == point
}

// labelledAnswer types a column whose values have labels: from the file, from its twin, or beside the numbers.
func (s *survey) labelledAnswer(col int, q *question) {
	byText := map[string]float64{}
	numeric := true
	for _, l := range q.Labels {
		x, ok := parseValue(l.Value)
		numeric = numeric && ok
		if _, twice := byText[nameKey(l.Text)]; !twice && ok {
			byText[nameKey(l.Text)] = x
		}
	}
	kind := "choice"
	points := func(labels []string) []ValueLabel {
		return slices.DeleteFunc(slices.Clone(q.Labels), func(l ValueLabel) bool { return !slices.Contains(labels, l.Text) })
	}
	var all []string
	for _, l := range q.Labels {
		all = append(all, l.Text)
	}
	var falling, ends bool
	none := lacksOpinion(all, func(labels []string) bool {
		scale, down := likert(points(labels), parseValue)
		if falling = down; !scale && numeric {
			if ends, down = s.onlyEnds(col, q, points(labels)); ends {
				scale, falling = true, down
			}
		}
		return scale
	})
	scale := none != nil || func() bool { sc, _ := likert(q.Labels, parseValue); return sc }()
	if !scale && numeric {
		ends, falling = s.onlyEnds(col, q, q.Labels)
		scale = ends
	}
	switch {
	case q.kind == "scale" && numeric, q.kind == "" && scale && numeric:
		kind = "scale"
	}
	if kind == "choice" && numeric && q.kind == "" && s.manyNumbers(col, q) {
		kind = "number"
	}
	b := s.keep(col, q, kind)
	b.Labels = slices.Clone(q.Labels)
	values := map[string]bool{}
	for _, l := range q.Labels {
		values[l.Value] = true
	}
	for r := range b.values {
		v := &b.values[r]
		raw := s.rows[r].Values[col]
		if v.Missing != coding.Present || raw.IsNum && numeric {
			if numeric && v.Missing == coding.Present {
				*v = coding.Number(raw.Num)
			}
			continue
		}
		x, known := byText[nameKey(v.Text)]
		switch {
		case known && numeric:
			*v = coding.Number(x)
			s.count("labels_read")
		case values[v.Text]:
		case notApplicable[degreeKey(v.Text)]:
			s.doesNotApply(b, v)
		case q.own:
			if x, ok := q.beside(v.Text, byText); ok {
				*v = coding.Number(x)
				s.count("labels_beside")
				continue
			}
			s.problem(s.rows[r].Pos.At(q.Col), "unreadable_answer", "", plainNumber(q.item.Min), plainNumber(q.item.Max), v.Text)
			v.Missing = coding.Rejected
		case kind != "choice":
			s.problem(s.rows[r].Pos.At(q.Col), "dialect.survey_no_number", "", v.Text)
			v.Missing = coding.Rejected
		}
	}
	if kind != "scale" {
		return
	}
	first := true
	for _, l := range q.Labels {
		x, _ := parseValue(l.Value)
		if slices.Contains(none, l.Text) || notApplicable[degreeKey(l.Text)] {
			b.na(l.Value)
			continue
		}
		if first {
			b.low, b.high, first = x, x, false
		}
		b.low, b.high = min(b.low, x), max(b.high, x)
	}
	if q.learned {
		s.extend(b)
	}
	b.sure = b.high > b.low
	b.falling = falling
	for r := range b.values {
		if v := &b.values[r]; v.Ok() && slices.Contains(b.Missing, plainNumber(v.Num)) {
			v.Text, v.Missing = plainNumber(v.Num), coding.DoesNotApply
			if l := labelAt(q.Labels, v.Num); l != "" && !notApplicable[degreeKey(l)] {
				b.unsaid(v.Text + "=" + l)
			} else {
				s.count("does_not_apply", v.Text)
			}
		}
	}
}

// extend widens a scale whose labels are those of the points that somebody chose: it begins at 1, and its ends mirror each
// other. Unless both ends were chosen and say so, the person is asked.
func (s *survey) extend(b *built) {
	f := &family{scores: map[int]bool{}}
	ends := map[float64]int{}
	for _, l := range b.Labels {
		if _, sc, ok := degree(l.Text); ok && !slices.Contains(b.Missing, l.Value) {
			f.scores[sc] = true
			if x, ok := parseValue(l.Value); ok {
				ends[x] = sc
			}
		}
	}
	b.low = min(b.low, 1)
	b.high = max(b.high, float64(2*max(len(below(f)), len(above(f)))+yes(f.scores[0])))
	if abs(ends[b.low]) < 4 || abs(ends[b.high]) < 4 {
		b.doubt = "points"
	}
}

// na declares a value that is no answer.
func (b *built) na(value string) {
	if !slices.Contains(b.Missing, value) {
		b.Missing = append(b.Missing, value)
		slices.Sort(b.Missing)
	}
}

func labelAt(labels []ValueLabel, x float64) string {
	for _, l := range labels {
		if v, ok := parseValue(l.Value); ok && v == x {
			return l.Text
		}
	}
	return ""
}

// manyNumbers reports whether most answers have no label: labels then mark some values of a measure.
func (s *survey) manyNumbers(col int, q *question) bool {
	n, bare := 0, 0
	known := map[float64]bool{}
	for _, l := range q.Labels {
		if x, ok := parseValue(l.Value); ok {
			known[x] = true
		}
	}
	for r := range s.rows {
		v := &s.rows[r].Values[col]
		if v.Missing == coding.Present && v.IsNum {
			if n++; !known[v.Num] {
				bare++
			}
		}
	}
	return bare*2 > n
}
