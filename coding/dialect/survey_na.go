package dialect

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
)

// missingMarks are what statistics programs, databases and spreadsheets write where there is no value.
var missingMarks = words("nan null na n/a #n/a . -")

// marksMissing reports whether a text stands for no value.
func marksMissing(text string) bool {
	return len(text) < 8 && missingMarks[strings.ToLower(strings.TrimSpace(text))]
}

// means reports whether a text that may be a mark of a missing answer is an answer here: the questionnaire has it among its
// options, or among the answers that the study's item declares.
func (q *question) means(text string) bool {
	if q.item != nil && slices.ContainsFunc(q.item.NACodes, func(c string) bool { return nameKey(c) == nameKey(text) }) {
		return true
	}
	return slices.ContainsFunc(q.Labels, func(l ValueLabel) bool { return nameKey(l.Value) == nameKey(text) || nameKey(l.Text) == nameKey(text) })
}

// notApplying takes out the answers that the study's item declares to mean that it does not apply: 不清楚, 99.
func (s *survey) notApplying(col int, q *question) {
	if q.item == nil || len(q.item.NACodes) == 0 {
		return
	}
	codes := map[string]bool{}
	for _, c := range q.item.NACodes {
		codes[nameKey(c)] = true
	}
	for r := range s.rows {
		v := &s.rows[r].Values[col]
		if v.Missing != coding.Present {
			continue
		}
		text := v.Text
		if v.IsNum {
			text = plainNumber(v.Num)
		}
		if codes[nameKey(text)] {
			*v = coding.Value{Text: text, Missing: coding.DoesNotApply}
			q.na[text]++
			s.count("does_not_apply", text)
		}
	}
}
