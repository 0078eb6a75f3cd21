package dialect

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
)

// A separator such as a comma stands in sentences too. A column is taken for one with several answers only where its question
// says so, or where what stands between the separators is a small closed set.

var (
	// declaredSeveral are wordings of questions with several answers.
	declaredSeveral = regexp.MustCompile(`(?i)多选|可选多项|可多项|不定项|复选|(?:all|those) that apply|multiple (?:answers|choice|selection)|select (?:multiple|several)|one or more`)
	// openQuestion are wordings of questions that people answer in their own words.
	openQuestion = regexp.MustCompile(`(?i)建议|意见|其他|其它|请说明|请注明|请填写|请补充|补充说明|请简述|请列举|具体说明|原因|为什么|为何|看法|想法|感想|感受|备注|留言|suggest|comment|\bother\b|specify|explain|\bwhy\b|remark|feedback|opinion|describe|in your own words`)
	sentence     = regexp.MustCompile(`[。；！？;!?…\n]`)
)

// longestPiece is how long one of several answers may be in a column whose question does not say that there may be several.
const longestPiece = 40

// declared reports whether a question says that it has several answers.
func (q *question) declared() bool {
	return q.several || declaredSeveral.MatchString(q.Header) || declaredSeveral.MatchString(q.Question)
}

// open reports whether people answer a question in their own words.
func (q *question) open() bool {
	return q.companion || openQuestion.MatchString(q.Question) || openQuestion.MatchString(q.part)
}

// mayBeSeveral reports whether the cells of a column hold several answers.
func (s *survey) mayBeSeveral(col int, q *question) bool {
	sep := cmp.Or(q.separator, s.platform.separator)
	if sep == "" || q.kind != "" && !(q.kind == "choice" && q.withOther) || len(q.Labels) > 0 && s.platform.sure {
		return false
	}
	cells := s.apart(col, sep)
	if s.platform.sure {
		return slices.ContainsFunc(cells, func(c []string) bool { return len(c) > 1 })
	}
	declared := q.declared()
	if q.open() && !declared {
		return false
	}
	if !closedSet(cells, sep, declared || q.withOther && s.recombined(col, q, cells, sep)) {
		return false
	}
	q.guessed = !declared && sep != ";" && !s.codeLists(col, sep)
	return true
}

// apart takes the cells of a column apart, as they are written.
func (s *survey) apart(col int, sep string) [][]string {
	var cells [][]string
	q := s.questions[col]
	for r := range s.rows {
		if s.rows[r].Values[col].Missing == coding.Present {
			cells = append(cells, pieces(s.verbatim(q, r, col), sep))
		}
	}
	return cells
}

// closedSet reports whether the pieces of the cells are a small set that people chose from: few, short, no sentences, none
// twice in a cell, and in different combinations. Where the question says that there may be several it is enough that they recur.
func closedSet(cells [][]string, sep string, declared bool) bool {
	times, company := map[string]int{}, map[string]map[string]bool{}
	several := 0
	joined := inseparable(cells, sep)
	for _, c := range cells {
		c = rejoin(c, joined, sep)
		several += yes(len(c) > 1)
		whole := strings.Join(c, "\x00")
		for i, p := range c {
			if slices.Contains(c[:i], p) {
				return false
			}
			if times[p]++; company[p] == nil {
				company[p] = map[string]bool{}
			}
			company[p][whole] = true
			if n := utf8.RuneCountInString(p); n > 60 || !declared && (n > longestPiece || sentence.MatchString(p)) {
				return false
			}
		}
	}
	if several < 2 && !(declared && several > 0) || len(times) < 2 || len(times) > mostOptions {
		return false
	}
	once, alone := 0, 0
	for p, n := range times {
		once += yes(n == 1)
		alone += yes(len(company[p]) == 1)
	}
	if declared {
		return once*2 <= len(times)
	}
	return once*2 <= len(times) && alone*2 < len(times)
}

// rejoin puts pieces together that are one option whose wording holds the separator.
func rejoin(c []string, joined map[string]string, sep string) []string {
	for i := 0; i+1 < len(c); i++ {
		if j, ok := joined[c[i]]; ok && j == c[i]+sep+c[i+1] {
			c = slices.Replace(slices.Clone(c), i, i+2, j)
		}
	}
	return c
}

// spaced puts the blanks behind the separators of a wording that holds them back.
func (s *survey) spaced(col int, q *question, sep string, options []ValueLabel) {
	if s.platform.sure || strings.HasSuffix(sep, " ") {
		return
	}
	for k := range options {
		o := &options[k]
		if o.Text != o.Value || !strings.Contains(o.Text, sep) {
			continue
		}
		with := strings.ReplaceAll(o.Text, sep, sep+" ")
		for r := range s.rows {
			if strings.Contains(s.verbatim(q, r, col), with) {
				o.Text = with
				break
			}
		}
	}
}

// recombined reports whether the options of a question with one to write in stand in different company: a cell with several has one that
// stands elsewhere alone or beside another, and none has a blank behind a separator, as sentences have.
func (s *survey) recombined(col int, q *question, cells [][]string, sep string) bool {
	company := map[string]map[string]bool{}
	for _, c := range cells {
		for _, p := range c {
			if company[p] == nil {
				company[p] = map[string]bool{}
			}
			company[p][strings.Join(c, "\x00")] = true
		}
	}
	for _, c := range cells {
		if len(c) > 1 && !slices.ContainsFunc(c, func(p string) bool { return len(company[p]) > 1 }) {
			return false
		}
	}
	for r := range s.rows {
		if s.rows[r].Values[col].Missing == coding.Present && strings.Contains(s.verbatim(q, r, col), sep+" ") {
			return false
		}
	}
	return true
}
