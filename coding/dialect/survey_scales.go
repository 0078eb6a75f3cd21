package dialect

import (
	"math"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
)

// numbers types a column of numbers. A scale has few whole points; a word or two among them is a problem each.
func (s *survey) numbers(col int, q *question, texts []string, count map[string]int, f *worded) {
	var points []float64
	whole := true
	for _, t := range texts {
		x, ok := parseValue(t)
		if !ok {
			continue
		}
		whole = whole && x == math.Trunc(x)
		points = append(points, x)
	}
	slices.Sort(points)
	in := slices.DeleteFunc(slices.Clone(points), func(x float64) bool { return x < 0 || x > 10 })
	inside := 0
	for _, t := range texts {
		if x, ok := parseValue(t); ok && x >= 0 && x <= 10 {
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
			if p := f.at[wordKey(q.withoutLetter(v.Text))]; p > 0 && f.sure {
				*v = coding.Number(float64(p))
				s.count("labels_read")
				continue
			}
			if f.nothing[v.Text] {
				s.noOpinion(b, v)
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
		b.low, b.high, b.unlabelled = in[0], in[len(in)-1], true
	}
	if f != nil && kind == "scale" && f.sure && in[len(in)-1] <= float64(f.points) { // words beside the numbers
		b.low, b.high, b.sure, b.unlabelled = 1, float64(f.points), true, false
		b.Labels, b.Numbered = s.labelsOf(f), true
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
func (s *survey) words(col int, q *question, texts []string, count map[string]int, n int, w *worded) {
	said := slices.DeleteFunc(slices.Clone(texts), func(t string) bool { return notApplicable[degreeKey(t)] })
	if w != nil && q.kind != "choice" {
		s.asWorded(col, q, w)
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
			b.Labels = append(b.Labels, ValueLabel{s.asWritten(t), s.asWritten(t)})
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

func joinLabels(list []ValueLabel) string {
	parts := make([]string, len(list))
	for i, l := range list {
		parts[i] = l.Value + "=" + l.Text
	}
	return strings.Join(parts, "; ")
}
