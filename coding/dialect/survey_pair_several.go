package dialect

import (
	"maps"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
)

// severalCell is a cell with numbers such as `1,3`, and what the other export has there.
type severalCell struct {
	row   int
	codes []string
	text  string // as texts are compared
}

// severalLabels learns which number has which wording from cells with several of them.
type severalLabels struct {
	sep    string
	cells  []severalCell
	votes  map[string]map[string]int
	labels map[string]string
	taken  map[string]bool // wordings that a number has
}

func (l *severalLabels) vote(code, label string) {
	if l.votes[code] == nil {
		l.votes[code] = map[string]int{}
	}
	l.votes[code][label]++
}

// settle gives the numbers that were voted on their wordings, and reports whether there were any.
func (l *severalLabels) settle() bool {
	more := false
	for _, code := range slices.Sorted(maps.Keys(l.votes)) {
		if l.labels[code] != "" {
			continue
		}
		best, free := "", 0
		for _, label := range slices.Sorted(maps.Keys(l.votes[code])) {
			own := yes(!l.taken[label]) // a wording that no other number has comes first
			if best == "" || own > free || own == free && l.votes[code][label] > l.votes[code][best] {
				best, free = label, own
			}
		}
		l.labels[code], more = best, more || best != ""
		l.taken[best] = true
	}
	clear(l.votes)
	return more
}

// learn takes the labels of cells with one answer first, then those of cells where one answer alone is not known yet, because a
// wording may hold the separator; last those of cells with as many pieces as numbers.
func (l *severalLabels) learn() {
	for _, c := range l.cells {
		if len(c.codes) == 1 {
			l.vote(c.codes[0], c.text)
		}
	}
	l.settle()
	for again := true; again; {
		for _, c := range l.cells {
			if at, label := l.unknown(c); at >= 0 {
				l.vote(c.codes[at], label)
			}
		}
		if again = l.settle(); again {
			continue
		}
		for _, c := range l.cells {
			if ps := pieces(c.text, l.sep); len(ps) == len(c.codes) {
				for k, code := range c.codes {
					if l.labels[code] == "" {
						l.vote(code, ps[k])
					}
				}
			}
		}
		again = l.settle()
	}
}

// unknown is the place of the one number of a cell that has no label yet, with what the text leaves for it; -1 without one.
func (l *severalLabels) unknown(c severalCell) (int, string) {
	at := -1
	for k, code := range c.codes {
		if l.labels[code] == "" {
			if at >= 0 {
				return -1, ""
			}
			at = k
		}
	}
	if at < 0 {
		return -1, ""
	}
	text := c.text
	for k := range at {
		rest, ok := strings.CutPrefix(text, l.labels[c.codes[k]]+l.sep)
		if !ok {
			return -1, ""
		}
		text = rest
	}
	for k := len(c.codes) - 1; k > at; k-- {
		rest, ok := strings.CutSuffix(text, l.sep+l.labels[c.codes[k]])
		if !ok {
			return -1, ""
		}
		text = rest
	}
	text = strings.TrimSpace(text)
	if text == "" {
		return -1, ""
	}
	return at, text
}

// says is the text of a cell by the labels.
func (l *severalLabels) says(c severalCell) string {
	var words []string
	for _, code := range c.codes {
		words = append(words, l.labels[code])
	}
	return strings.Join(words, l.sep)
}

// pairSeveral pairs cells such as `1,3` with `meeting,phone`; swap tells that the numbers are those of the other export. A cell
// whose text is not what its numbers say is a problem.
func (s *survey) pairSeveral(i int, q *question, t *survey, j int, twin []int, sep string, swap bool) int {
	l := &severalLabels{sep: sep, votes: map[string]map[string]int{}, labels: map[string]string{}, taken: map[string]bool{}}
	for r, at := range twin {
		if at < 0 {
			continue
		}
		a, b := &s.rows[r].Values[i], &t.rows[at].Values[j]
		if (a.Missing == coding.Present) != (b.Missing == coding.Present) {
			if a.Missing != coding.Rejected && b.Missing != coding.Rejected {
				s.problem(s.rows[r].Pos.At(q.Col), "dialect.survey_pair_missing", "", a.Text, b.Text, t.rows[at].Pos.At(t.questions[j].Col).String())
			}
			continue
		}
		if a.Missing != coding.Present {
			continue
		}
		number, label := a, b
		if swap {
			number, label = b, a
		}
		l.cells = append(l.cells, severalCell{r, pieces(number.Text, strings.TrimSpace(sep)), label.Text})
	}
	l.learn()
	for _, c := range l.cells {
		at := twin[c.row]
		a, b := &s.rows[c.row].Values[i], &t.rows[at].Values[j]
		if nameKey(l.says(c)) != nameKey(c.text) {
			s.differs(c.row, q, a, b, t.rows[at].Pos.At(t.questions[j].Col))
		}
		if swap {
			*a = *b
		}
	}
	q.several, q.learned, q.guessed = true, true, false
	if len(q.Labels) > 0 {
		return 0
	}
	for _, code := range slices.Sorted(maps.Keys(l.labels)) {
		q.Labels = append(q.Labels, ValueLabel{code, l.labels[code]})
	}
	slices.SortFunc(q.Labels, byValue)
	return len(q.Labels)
}
