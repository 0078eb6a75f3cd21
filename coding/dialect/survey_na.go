package dialect

import "github.com/smekit/smekit/coding"

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
