package dialect

import (
	"github.com/smekit/smekit/coding"
)

// ticks are how a box that was ticked or not is written.
var ticks = map[string]float64{"1": 1, "0": 0, "yes": 1, "no": 0, "y": 1, "n": 0, "true": 1, "false": 0, "是": 1, "否": 0, "checked": 1, "unchecked": 0, "selected": 1, "notselected": 0, "√": 1, "x": 1, "1.0": 1, "0.0": 0, "选中": 1, "未选中": 0}

// boxes finds the blocks whose columns are the options of one question: nothing stands in them but ticks, or the option.
func (s *survey) boxes() {
	defer s.openAnswers()
	blocks := map[string][]int{}
	for i, q := range s.questions {
		if q.role == "" && q.block != "" && q.kind == "" {
			blocks[q.block] = append(blocks[q.block], i)
		}
	}
	for i, q := range s.questions {
		cols := blocks[q.block]
		if q.option || len(cols) < 2 || cols[0] != i {
			continue
		}
		all, some, words := true, false, true
		seen := map[string]bool{}
		for _, c := range cols {
			texts, _, _, _ := s.present(c)
			for _, t := range texts {
				_, tick := ticks[degreeKey(t)]
				own := s.questions[c].part != "" && nameKey(t) == nameKey(s.questions[c].part)
				all, some = all && (tick || own), some || tick || own
				seen[degreeKey(t)] = true
				words = words && t != "0" && t != "1"
			}
		}
		if all && some && (words || len(seen) > 1 || len(cols) > 2) {
			for _, c := range cols {
				s.questions[c].option = true
			}
		}
	}
}

// box reads a box: 1 ticked, 0 not. An empty one was not ticked where another of its question was, else it has no answer.
func (s *survey) box(col int, q *question) {
	some := s.answered(q.block)
	b := s.keep(col, q, "choices")
	if q.part != "" {
		b.Labels = []ValueLabel{{"1", q.part}}
	}
	for r := range b.values {
		v := &b.values[r]
		switch {
		case v.Missing == coding.NotAnswered && v.Text == "" && some != nil && some[r]:
			*v = coding.Number(0)
		case v.Missing != coding.Present:
		case v.IsNum && (v.Num == 0 || v.Num == 1):
		default:
			text := v.Text
			if v.IsNum {
				text = v.String()
			}
			x, tick := ticks[degreeKey(text)]
			switch {
			case tick:
				*v = coding.Number(x)
			case q.part != "" && nameKey(text) == nameKey(q.part):
				*v = coding.Number(1)
			default:
				s.problem(s.rows[r].Pos.At(q.Col), "dialect.survey_tick", "", text)
				*v = coding.Value{Text: text, Missing: coding.Rejected}
			}
		}
	}
}

// answered tells for each row whether any box of a block has something in it; nil for boxes that stand alone.
func (s *survey) answered(block string) []bool {
	if block == "" {
		return nil
	}
	if some := s.some[block]; some != nil {
		return some
	}
	some := make([]bool, len(s.rows))
	for i, q := range s.questions {
		if !q.option || q.block != block {
			continue
		}
		for r := range s.rows {
			some[r] = some[r] || s.rows[r].Values[i].Missing == coding.Present
		}
	}
	if s.some == nil {
		s.some = map[string][]bool{}
	}
	s.some[block] = some
	return some
}
