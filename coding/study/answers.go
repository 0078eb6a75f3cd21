package study

import (
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// scale reads the answers to items of one scale: numbers, labels, and codes of answers that do not apply.
type scale struct {
	min, max float64
	labels   map[string]float64 // by key
	words    []string           // labels, for suggestions
	points   []float64          // of words
	na       map[string]bool    // by key
	naNum    map[float64]bool
	seen     map[string]reading
}

// reading is what an answer's text was understood as.
type reading struct {
	value   coding.Value
	note    string
	problem string
	suggest string
	args    []string
}

// newScale makes the reader of an item. A code that means "does not apply" but lies inside the scale is a value unless
// the item itself declares it.
func newScale(item *coding.Item, f *coding.Framework) *scale {
	s := &scale{min: item.Min, max: item.Max, labels: map[string]float64{}, na: map[string]bool{}, naNum: map[float64]bool{}, seen: map[string]reading{}}
	add := func(text string, point float64) {
		k := key(text)
		if _, dup := s.labels[k]; dup || k == "" {
			return
		}
		s.labels[k] = point
		s.words, s.points = append(s.words, text), append(s.points, point)
	}
	for _, l := range sortedLabels(item.Labels) {
		add(l, item.Labels[l])
	}
	if len(item.Labels) == 0 && item.Min == f.ScaleMin && item.Max == f.ScaleMax {
		for i, l := range f.ScaleLabels {
			add(l.ZH, f.ScaleMin+float64(i))
			add(l.EN, f.ScaleMin+float64(i))
		}
	}
	code := func(c string, own bool) {
		if x, err := strconv.ParseFloat(sheet.Fold(c), 64); err == nil {
			if own || x < s.min || x > s.max {
				s.naNum[x] = true
			}
			return
		}
		s.na[key(c)] = true
	}
	for _, c := range f.NACodes {
		code(c, false)
	}
	for _, c := range item.NACodes {
		code(c, true)
	}
	return s
}

// read understands a cell. The second result is a note's code, empty when the cell is a plain number of the scale.
func (s *scale) read(c sheet.Cell) reading {
	switch c.Kind {
	case sheet.Empty:
		if c.Formula {
			return reading{value: coding.Value{Missing: coding.Rejected}, problem: "formula_without_value"}
		}
		return reading{value: coding.Value{Missing: coding.NotAnswered}}
	case sheet.Number:
		if c.Text != "" && (c.Text[0] > '9' || c.Text[0] < '-') {
			return s.labelled(c)
		}
		return s.point(c.Num, c.Text)
	}
	if got, ok := s.seen[c.Text]; ok && c.Kind == sheet.Text {
		return got
	}
	got := s.understand(c)
	if c.Kind == sheet.Text && len(s.seen) < 10000 {
		s.seen[strings.Clone(c.Text)] = got
	}
	return got
}

// point takes a number as a point of the scale.
func (s *scale) point(x float64, found string) reading {
	switch {
	case s.naNum[x]:
		return reading{value: coding.Value{Num: x, Text: formatNumber(x), Missing: coding.DoesNotApply}}
	case x >= s.min && x <= s.max && x == math.Trunc(x):
		return reading{value: coding.Number(x)}
	}
	found = strings.Clone(strings.TrimSpace(found))
	return reading{value: coding.Value{Text: found, Missing: coding.Rejected}, problem: "out_of_range", suggest: s.slip(x),
		args: []string{formatNumber(s.min), formatNumber(s.max), found}}
}

// labelled takes a number that shows a label, as the values of an SPSS file do: 非常同意 where the value is 5. A label that means
// another point is a conflict; one that is not known here says nothing.
func (s *scale) labelled(c sheet.Cell) reading {
	k := key(c.Text)
	if s.na[k] {
		return reading{value: coding.Value{Num: c.Num, Text: strings.Clone(c.Text), Missing: coding.DoesNotApply}, note: "labels_beside"}
	}
	found := c.Text
	if !strings.ContainsAny(found, "0123456789") {
		found = formatNumber(c.Num) + " " + found
	}
	p, known := s.labels[k]
	if known && p != c.Num {
		return reading{value: coding.Value{Text: found, Missing: coding.Rejected}, problem: "label_conflict", args: []string{found, formatNumber(p)}}
	}
	got := s.point(c.Num, found)
	if got.problem == "" && known {
		got.note = "labels_beside"
	}
	return got
}

// slip guesses the point behind a number off the scale: a key struck twice (55), or a zero too many (50; 10 may be meant
// as it stands).
func (s *scale) slip(x float64) string {
	t := formatNumber(x)
	if len(t) != 2 || !digits(t) || t == "10" || t[0] != t[1] && t[1] != '0' {
		return ""
	}
	if p, _ := strconv.ParseFloat(t[:1], 64); p >= s.min && p <= s.max {
		return t[:1]
	}
	return ""
}

func (s *scale) understand(c sheet.Cell) reading {
	text := sheet.Fold(c.Text)
	rejected := coding.Value{Text: strings.Clone(text), Missing: coding.Rejected}
	switch {
	case c.Kind == sheet.Date:
		return reading{value: rejected, problem: "date_for_number", args: []string{strings.Clone(c.Text)}}
	case c.Kind == sheet.Error:
		return reading{value: rejected, problem: "cell_error", args: []string{strings.Clone(c.Text)}}
	case text == "":
		return reading{value: coding.Value{Missing: coding.NotAnswered}}
	}
	if x, ok := c.Float(); ok {
		got := s.point(x, c.Text)
		if got.problem == "" && strings.TrimSpace(c.Text) != text {
			got.note = "full_width"
		}
		return got
	}
	k := key(text)
	if s.na[k] {
		return reading{value: coding.Value{Text: strings.Clone(text), Missing: coding.DoesNotApply}}
	}
	if p, ok := s.labels[k]; ok {
		return reading{value: coding.Number(p), note: "labels_read"}
	}
	if x, label, ok := numbered(text); ok {
		lk := key(label)
		p, known := s.labels[lk]
		switch {
		case s.naNum[x] && (s.na[lk] || !known):
			return reading{value: coding.Value{Text: strings.Clone(text), Missing: coding.DoesNotApply}, note: "labels_beside"}
		case known && p == x, lk == "分" || lk == "points":
			got := s.point(x, text)
			if got.problem == "" {
				got.note = "labels_beside"
			}
			return got
		case known:
			return reading{value: rejected, problem: "label_conflict", args: []string{strings.Clone(text), formatNumber(p)}}
		}
		if x >= s.min && x <= s.max && x == math.Trunc(x) && !s.contradicts(x, label) {
			return s.unread(rejected, text, formatNumber(x))
		}
		return s.unread(rejected, text, "")
	}
	suggest := ""
	if p, ok := s.guess(text); ok {
		suggest = formatNumber(p)
	} else if n := numberBeside(text); n != "" {
		if x, err := strconv.ParseFloat(n, 64); err == nil && x >= s.min && x <= s.max {
			suggest = n
		}
	}
	return s.unread(rejected, text, suggest)
}

func (s *scale) unread(v coding.Value, text, suggest string) reading {
	return reading{value: v, problem: "unreadable_answer", suggest: suggest, args: []string{formatNumber(s.min), formatNumber(s.max), strings.Clone(text)}}
}

// numbered takes a number beside a label apart: `5 非常同意`, `5=非常同意`, `5.非常同意`, `非常同意(5)`, `5（非常同意）`.
func numbered(s string) (x float64, label string, ok bool) {
	i := 0
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || i == 0 && s[i] == '-') {
		i++
	}
	if i > 0 && s[:i] != "-" {
		label = strings.Trim(s[i:], " =.:、)(（）-—_,，")
		x, err := strconv.ParseFloat(s[:i], 64)
		return x, label, err == nil && label != ""
	}
	if open := strings.LastIndexAny(s, "(（"); open > 0 {
		inner := strings.Trim(s[open:], "()（） ")
		x, err := strconv.ParseFloat(inner, 64)
		return x, strings.TrimSpace(s[:open]), err == nil
	}
	if at := strings.LastIndexAny(s, "=:"); at > 0 {
		x, err := strconv.ParseFloat(strings.TrimSpace(s[at+1:]), 64)
		return x, strings.TrimSpace(s[:at]), err == nil
	}
	return 0, "", false
}
