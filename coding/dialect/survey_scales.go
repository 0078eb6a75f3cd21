package dialect

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// numbers types a column of numbers. A scale has few whole points; a word or two among them is a problem each.
func (s *survey) numbers(col int, q *question, texts []string, count map[string]int, f *family) {
	var points []float64
	whole := true
	for _, t := range texts {
		x, err := strconv.ParseFloat(t, 64)
		if err != nil {
			continue
		}
		whole = whole && x == math.Trunc(x)
		points = append(points, x)
	}
	slices.Sort(points)
	in := slices.DeleteFunc(slices.Clone(points), func(x float64) bool { return x < 0 || x > 10 })
	inside := 0
	for _, t := range texts {
		if x, err := strconv.ParseFloat(t, 64); err == nil && x >= 0 && x <= 10 {
			inside += count[t]
		}
	}
	kind := "number"
	total := 0
	for t, c := range count {
		if _, number := parseValue(t); number {
			total += c
		}
	}
	switch {
	case q.kind == "scale" || q.kind == "choice":
		kind = q.kind
	case !whole || len(in) == 0 || inside*10 < total*8:
	case !s.isItem(q.Name) && q.personal(), q.part == "" && len(in) <= 2 && len(s.rows) >= 8 && !s.isItem(q.Name):
		kind = "choice"
	default:
		kind = "scale"
	}
	b := s.keep(col, q, kind)
	for r := range b.values {
		v := &b.values[r]
		if v.Missing != coding.Present || s.rows[r].Values[col].IsNum {
			continue
		}
		if notApplicable[degreeKey(v.Text)] {
			s.doesNotApply(b, v)
			continue
		}
		if f != nil && kind == "scale" {
			if points, whole := f.points(); whole {
				_, sc, _ := degree(v.Text)
				*v = coding.Number(float64(points[sc]))
				s.count("labels_read")
				continue
			}
		}
		if x, _, ok := numberWithLabel(v.Text); ok {
			*v = coding.Number(x)
			s.count("labels_beside")
			continue
		}
		if kind == "scale" || kind == "number" {
			s.problem(s.rows[r].Pos.At(q.Col), "dialect.survey_no_number", "", v.Text)
			v.Missing = coding.Rejected
		}
	}
	if kind == "scale" && len(in) > 0 {
		b.low, b.high = in[0], in[len(in)-1]
	}
}

func (s *survey) isItem(id string) bool { return s.studyItem(id) != nil }

func (s *survey) doesNotApply(b *built, v *coding.Value) {
	s.count("does_not_apply", v.Text)
	v.Missing, v.IsNum = coding.DoesNotApply, false
	if !slices.Contains(b.Missing, v.Text) {
		b.Missing = append(b.Missing, v.Text)
		slices.Sort(b.Missing)
	}
}

// words types a column of texts: points of a scale, choices, or free text.
func (s *survey) words(col int, q *question, texts []string, count map[string]int, n int, families map[string]*family) {
	said := slices.DeleteFunc(slices.Clone(texts), func(t string) bool { return notApplicable[degreeKey(t)] })
	stem, ok := familyOf(said)
	if f := families[stem]; ok && f != nil && q.kind != "choice" {
		points, whole := f.points()
		b := s.keep(col, q, "scale")
		b.low, b.high, b.sure = 1, 1, true
		for _, p := range points {
			b.high = max(b.high, float64(p))
		}
		for _, l := range f.sorted(points) {
			b.Labels = append(b.Labels, ValueLabel{strconv.Itoa(points[f.labels[l]]), l})
		}
		if !f.scores[0] || len(below(f)) != len(above(f)) {
			b.high = max(b.high, float64(2*max(len(below(f)), len(above(f)))+yes(f.scores[0])))
		}
		s.count("dialect.survey_labels_numbered", joinLabels(b.Labels))
		if !whole {
			s.ask("dialect.survey_ask_points", joinLabels(b.Labels), plainNumber(b.low), plainNumber(b.high))
		}
		for r := range b.values {
			v := &b.values[r]
			switch {
			case v.Missing != coding.Present:
			case notApplicable[degreeKey(v.Text)]:
				s.doesNotApply(b, v)
			default:
				_, sc, _ := degree(v.Text)
				*v = coding.Number(float64(points[sc]))
			}
		}
		return
	}
	kind := "text"
	if len(texts) <= mostOptions && len(texts)*2 <= n || len(texts) <= 2 && n > 2 || q.kind == "choice" {
		kind = "choice"
	}
	for _, t := range texts {
		if len([]rune(t)) > 80 && q.kind != "choice" {
			kind = "text"
		}
	}
	b := s.keep(col, q, kind)
	if kind == "choice" {
		for _, t := range slices.Sorted(slices.Values(said)) {
			b.Labels = append(b.Labels, ValueLabel{t, t})
		}
		for r := range b.values {
			if v := &b.values[r]; v.Missing == coding.Present && notApplicable[degreeKey(v.Text)] {
				s.doesNotApply(b, v)
			}
		}
	}
}

func yes(b bool) int {
	if b {
		return 1
	}
	return 0
}

func below(f *family) (out []int) {
	for sc := range f.scores {
		if sc < 0 {
			out = append(out, sc)
		}
	}
	return out
}

func above(f *family) (out []int) {
	for sc := range f.scores {
		if sc > 0 {
			out = append(out, sc)
		}
	}
	return out
}

// sorted lists a family's labels from the lowest point upward.
func (f *family) sorted(points map[int]int) []string {
	var out []string
	for l := range f.labels {
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b string) int {
		if d := points[f.labels[a]] - points[f.labels[b]]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return out
}

func joinLabels(list []ValueLabel) string {
	parts := make([]string, len(list))
	for i, l := range list {
		parts[i] = l.Value + "=" + l.Text
	}
	return strings.Join(parts, "; ")
}
