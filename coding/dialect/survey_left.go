package dialect

import (
	"slices"

	"github.com/smekit/smekit/coding/sheet"
)

// leave counts a row that a platform's rule leaves out, and remembers whose it is: the other export may not say it.
func (s *survey) leave(r sheet.Row, reason string) {
	s.receipt.excluded[reason]++
	id, period := s.role("respondent_id"), s.role("period")
	if id == nil {
		return
	}
	k := ""
	for _, q := range s.questions {
		if q == id || q == period {
			k += nameKey(r.Cell(q.Col).Text) + "\x00"
		}
	}
	if s.left == nil {
		s.left = map[string]string{}
	}
	s.left[k] = reason
}

// leaveAs leaves out the rows that the other export leaves out.
func (s *survey) leaveAs(t *survey) {
	if len(t.left) == 0 || s.numbered {
		return
	}
	place := make([]int, len(s.rows)) // new place of a row, -1 when it goes
	var rows []Answer
	for r := range s.rows {
		place[r] = len(rows)
		if reason, ok := t.left[s.key(r)]; ok {
			place[r] = -1
			s.receipt.Used--
			s.receipt.excluded[reason]++
			continue
		}
		rows = append(rows, s.rows[r])
	}
	if len(rows) == len(s.rows) {
		return
	}
	s.rows = slices.Clip(rows)
	for _, q := range s.questions {
		q.raw, q.other = moved(q.raw, place), moved(q.other, place)
	}
	s.some = nil
}

func moved(m map[int]string, place []int) map[int]string {
	if m == nil {
		return nil
	}
	out := make(map[int]string, len(m))
	for r, t := range m {
		if r < len(place) && place[r] >= 0 {
			out[place[r]] = t
		}
	}
	return out
}

// openAnswers finds the questions that people answered in their own words: the wording asks for it, and the answers are no
// numbers and no degrees of one thing.
func (s *survey) openAnswers() {
	for i, q := range s.questions {
		if q.role != "" || q.kind != "" || q.option || q.block != "" || q.item != nil || len(q.Labels) > 0 || q.declared() || q.ranked || !q.open() {
			continue
		}
		texts, _, n, numbers := s.present(i)
		if _, scale := familyOf(texts); n == 0 || numbers*2 > n || scale {
			continue
		}
		if slices.ContainsFunc(texts, ownWords) {
			q.kind = "text"
		}
	}
}

// ownWords reports whether an answer is more than the wording of an option.
func ownWords(t string) bool { return len([]rune(t)) > 8 || sentence.MatchString(t) }
