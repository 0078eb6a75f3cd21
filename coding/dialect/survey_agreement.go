package dialect

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// leastAgreement is the share of the answers that two files must have alike to be those of the same people.
const leastAgreement = 0.8

// Agreement compares answers that two files give under the same ids: they are alike when they are the same, or a number in one that
// mostly stands for the same word in the other. The zero value has heard none.
type Agreement struct {
	same, differ, crossed int
	words, numbers        map[[2]string]map[string]int // of a number in a column, how often each word stood against it; and of a word
}

// Hear takes the two answers to a question; an empty one is none.
func (a *Agreement) Hear(question, x, y string) {
	x, y = said(x), said(y)
	_, first := parseValue(x)
	_, second := parseValue(y)
	switch {
	case x == "" || y == "":
	case x == y:
		a.same++
	case first == second:
		a.differ++
	default:
		if second {
			x, y = y, x
		}
		if a.words == nil {
			a.words, a.numbers = map[[2]string]map[string]int{}, map[[2]string]map[string]int{}
		}
		a.crossed++
		countIn(a.words, [2]string{question, x}, y)
		countIn(a.numbers, [2]string{question, y}, x)
	}
}

func said(s string) string {
	s = strings.ToLower(strings.TrimSpace(sheet.Fold(s)))
	if x, ok := parseValue(s); ok {
		v := coding.Number(x)
		return v.String()
	}
	return s
}

func countIn(m map[[2]string]map[string]int, k [2]string, text string) {
	if m[k] == nil {
		m[k] = map[string]int{}
	}
	m[k][text]++
}

// Known is how many answers both files give.
func (a *Agreement) Known() int { return a.same + a.differ + a.crossed }

// Twins reports whether mostly numbers stand against words.
func (a *Agreement) Twins() bool { return a.crossed > a.same+a.differ }

// Alike reports whether nearly all answers that both give are alike; false where there are none.
func (a *Agreement) Alike() bool {
	n := a.same
	for k, words := range a.words {
		word, times := "", 0
		for _, w := range sortedKeys(words) {
			if words[w] > times {
				word, times = w, words[w]
			}
		}
		back := a.numbers[[2]string{k[0], word}]
		for _, number := range sortedKeys(back) {
			if back[number] > back[k[1]] {
				times = 0
			}
		}
		n += times
	}
	return a.Known() > 0 && float64(n) >= leastAgreement*float64(a.Known())
}

// spokenIn are the places of the columns with one answer of the respondent's own, by header; a department counts.
func (a *Answers) spokenIn() map[string]int {
	out := map[string]int{}
	for i := range a.Columns {
		c := &a.Columns[i]
		if c.Kind == "choices" || c.Kind == "ranking" || c.Kind == "field" && !slices.Contains([]string{"case", "department", "role"}, c.Name) {
			continue
		}
		if _, twice := out[c.Header]; !twice && c.Header != "" {
			out[c.Header] = i
		}
	}
	return out
}

// word is an answer in words where its column has them.
func (a *Answers) word(row, col int) string {
	v := a.Rows[row].Values[col]
	if v.Missing != coding.Present {
		return ""
	}
	text := v.String()
	for _, l := range a.Columns[col].Labels {
		if l.Value == text {
			return l.Text
		}
	}
	return text
}

// agreement compares the answers under ids that both files have.
func (n *Numbering) agreement(o *Numbering) *Agreement {
	out := &Agreement{}
	if n.answers == nil || o.answers == nil {
		return out
	}
	mine, theirs := n.answers.spokenIn(), o.answers.spokenIn()
	for header, i := range mine {
		j, both := theirs[header]
		if !both {
			continue
		}
		for id, row := range n.rows {
			if at, shared := o.rows[id]; shared {
				out.Hear(header, n.answers.word(row, i), o.answers.word(at, j))
			}
		}
	}
	return out
}
