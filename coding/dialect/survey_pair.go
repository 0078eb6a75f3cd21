package dialect

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// codeHeader is a header that is a variable's name, not a wording.
var codeHeader = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.\[\]-]*$`)

// codesAndWordings reports whether two exports of a survey have the same columns in the same places, one with variables' names
// as headers and one with wordings, so that no header tells which belong together.
func (s *survey) codesAndWordings(t *survey) bool {
	if len(s.questions) != len(t.questions) || len(s.questions) < 3 {
		return false
	}
	shared, codes, theirs := 0, 0, 0
	for i, q := range s.questions {
		o := t.questions[i]
		if (q.role == "respondent_id") != (o.role == "respondent_id") || (q.role == "submitted") != (o.role == "submitted") {
			return false
		}
		if q.role == "" && o.role == "" {
			shared += yes(nameKey(q.Header) == nameKey(o.Header))
			codes += yes(codeHeader.MatchString(q.Header))
			theirs += yes(codeHeader.MatchString(o.Header))
		}
	}
	return shared*2 < max(codes, theirs) && codes != theirs
}

// twinOf is the column of the other export that asks the same, -1 for none.
func (s *survey) twinOf(i int, t *survey, inPlace bool) int {
	q := s.questions[i]
	if inPlace {
		if t.questions[i].role == "-" {
			return -1
		}
		return i
	}
	j := slices.IndexFunc(t.questions, func(o *question) bool { return o.role == "" && nameKey(o.Header) == nameKey(q.Header) })
	if j < 0 {
		j = slices.IndexFunc(t.questions, func(o *question) bool { return o.role == "" && strings.EqualFold(o.Name, q.Name) })
	}
	return j
}

// adoptWordings gives the columns whose headers are variables' names the wordings of the other export, and the others the
// names.
func (s *survey) adoptWordings(t *survey) {
	taken := map[string]bool{}
	for _, q := range s.questions {
		taken[strings.ToLower(q.Name)] = true
	}
	for i, q := range s.questions {
		o := t.questions[i]
		if q.role == "-" || o.role == "-" {
			continue
		}
		mine, theirs := codeHeader.MatchString(q.Header), codeHeader.MatchString(o.Header)
		switch {
		case mine && !theirs:
			q.Question, q.part = o.Question, cmp.Or(o.part, q.part)
		case theirs && !mine && q.role == "" && !taken[strings.ToLower(o.Name)]:
			taken[strings.ToLower(o.Name)] = true
			q.Name = o.Name
		}
		q.companion = q.companion || o.companion
		if q.kind == "" && (o.companion) {
			q.kind = "text"
		}
	}
	s.fields()
	for _, q := range s.questions {
		if q.role != "" && q.role != "-" {
			q.Name = q.role
		}
	}
}

// pairAs learns from a column's twin in the way that fits what stands in the two, and gives how many labels there are.
func (s *survey) pairAs(i int, q *question, t *survey, j int, twin []int) int {
	o := t.questions[j]
	field := q.role != ""
	switch {
	case !field && s.ticked(i) && t.ticked(j) && (q.block != "" || q.option || !s.anyNumber(i) && !t.anyNumber(j)):
		s.pairBoxes(i, q, t, j, twin)
		return 0
	case s.byScore() && !t.byScore():
		return s.pairScores(i, q, t, j, twin)
	case t.byScore() && !s.byScore():
		return 0 // the texts say more
	}
	if sep := cmp.Or(q.separator, s.platform.separator); !field && !s.platform.sure && strings.TrimSpace(sep) != "" && q.kind != "text" {
		if mine, theirs := s.codeLists(i, sep), t.codeLists(j, sep); mine != theirs {
			return s.pairSeveral(i, q, t, j, twin, sep, theirs)
		}
	}
	if q.kind != "text" && o.kind != "text" {
		if mine, theirs := s.shortCodes(i), t.shortCodes(j); mine != theirs && !s.anyNumber(i) && !t.anyNumber(j) {
			return s.pairCodes(i, q, t, j, twin, theirs)
		}
	}
	return s.pairColumn(i, q, t, j, twin)
}

// ticked reports whether nothing but ticks stands in a column.
func (s *survey) ticked(col int) bool {
	texts, _, _, _ := s.present(col)
	for _, t := range texts {
		if _, tick := ticks[degreeKey(t)]; !tick {
			return false
		}
	}
	return len(texts) > 0 || s.questions[col].option
}

// pairBoxes compares the boxes of two exports: 1 and 0 in one, Yes and No or Checked and Unchecked in the other; an empty box is
// not ticked.
func (s *survey) pairBoxes(i int, q *question, t *survey, j int, twin []int) {
	for r, at := range twin {
		if at < 0 {
			continue
		}
		a, b := &s.rows[r].Values[i], &t.rows[at].Values[j]
		if ticks[degreeKey(a.Text)] != ticks[degreeKey(b.Text)] {
			s.differs(r, q, a, b, t.rows[at].Pos.At(t.questions[j].Col))
		}
	}
}

func (s *survey) differs(r int, q *question, a, b *coding.Value, other coding.Pos) {
	s.problem(s.rows[r].Pos.At(q.Col), "dialect.survey_pair_differs", "", a.Text, b.Text, other.String())
}

// byScore reports whether an export gives the points of the answers: it has a total, and no cell with several answers.
func (s *survey) byScore() bool {
	return s.platform.sure && s.heading != nil && slices.ContainsFunc(s.questions, func(q *question) bool { return q.sign == "总分" || q.sign == "总得分" }) &&
		!slices.ContainsFunc(s.questions, func(q *question) bool { return s.holds(q.Col, s.platform.separator) || s.holds(q.Col, "→") })
}

// pairScores pairs the points of answers with their texts. Several answers, rankings, and answers whose points are not told
// apart by the points alone, are taken from the texts; for the others the points get labels.
func (s *survey) pairScores(i int, q *question, t *survey, j int, twin []int) int {
	several := t.questions[j].several || t.questions[j].ranked
	words := map[string]map[string]bool{} // points to texts
	points := map[string]map[string]bool{}
	put := func(m map[string]map[string]bool, a, b string) {
		if m[a] == nil {
			m[a] = map[string]bool{}
		}
		m[a][b] = true
	}
	for r, at := range twin {
		if at < 0 {
			continue
		}
		a, b := &s.rows[r].Values[i], &t.rows[at].Values[j]
		several = several || len(s.parts(b.Text)) > 1
		if a.Missing != coding.Present || b.Missing != coding.Present || nameKey(a.Text) == nameKey(b.Text) {
			continue
		}
		put(words, a.Text, b.Text)
		put(points, b.Text, a.Text)
	}
	if len(points) == 0 {
		return 0
	}
	one := func(m map[string]map[string]bool) bool {
		for _, set := range m {
			if len(set) > 1 {
				return false
			}
		}
		return true
	}
	if !several && one(points) && one(words) {
		return s.pairColumn(i, q, t, j, twin)
	}
	if several || one(points) { // a text has one number of points, but not the other way round: the text says more
		q.kind, q.several, q.ranked, q.raw = t.questions[j].kind, t.questions[j].several, t.questions[j].ranked, nil
		for r, at := range twin {
			if at < 0 {
				s.rows[r].Values[i] = coding.Value{Missing: coding.NotAnswered}
				continue
			}
			s.rows[r].Values[i] = t.rows[at].Values[j]
			if text, ok := t.questions[j].raw[at]; ok {
				s.wrote(q, r, text)
			}
		}
		s.note("dialect.survey_score_text", q.Header, t.file.name)
		return 0
	}
	return s.pairColumn(i, q, t, j, twin) // one text with different points: its conflicts are told
}

// codeLists reports whether a column holds numbers alone, in some cells several of them.
func (s *survey) codeLists(col int, sep string) bool {
	several := false
	for r := range s.rows {
		v := &s.rows[r].Values[col]
		if v.Missing != coding.Present {
			continue
		}
		list := pieces(v.Text, strings.TrimSpace(sep))
		for _, p := range list {
			if _, err := strconv.Atoi(p); err != nil {
				return false
			}
		}
		several = several || len(list) > 1
	}
	return several
}

var shortCode = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,20}$`)

// shortCodes reports whether a column holds codes alone.
func (s *survey) shortCodes(col int) bool {
	texts, _, _, _ := s.present(col)
	return len(texts) > 0 && !slices.ContainsFunc(texts, func(t string) bool { return !shortCode.MatchString(t) })
}

func (s *survey) anyNumber(col int) bool {
	texts, _, _, _ := s.present(col)
	return slices.ContainsFunc(texts, s.numeric)
}

// pairCodes pairs codes that are no numbers with their labels. A code with two labels is a problem where the rarer stands.
func (s *survey) pairCodes(i int, q *question, t *survey, j int, twin []int, swap bool) int {
	votes := map[string]map[string]int{}
	var order []string
	each := func(do func(r int, code, label *coding.Value)) {
		for r, at := range twin {
			if at < 0 {
				continue
			}
			a, b := &s.rows[r].Values[i], &t.rows[at].Values[j]
			if a.Missing != coding.Present || b.Missing != coding.Present {
				continue
			}
			if swap {
				a, b = b, a
			}
			do(r, a, b)
		}
	}
	each(func(_ int, code, label *coding.Value) {
		if votes[code.Text] == nil {
			votes[code.Text] = map[string]int{}
			order = append(order, code.Text)
		}
		votes[code.Text][label.Text]++
	})
	best := map[string]string{}
	for _, c := range order {
		for _, l := range slices.Sorted(maps.Keys(votes[c])) {
			if votes[c][l] > votes[c][best[c]] {
				best[c] = l
			}
		}
	}
	each(func(r int, code, label *coding.Value) {
		if label.Text != best[code.Text] {
			s.problem(s.rows[r].Pos.At(q.Col), "dialect.survey_pair_conflict", "", code.Text, label.Text, best[code.Text])
		}
	})
	if swap {
		for r, at := range twin {
			if at >= 0 {
				s.rows[r].Values[i] = t.rows[at].Values[j]
			}
		}
	}
	if len(q.Labels) > 0 {
		return 0
	}
	slices.Sort(order)
	for _, c := range order {
		q.Labels = append(q.Labels, ValueLabel{c, best[c]})
	}
	q.learned = true
	return len(order)
}

// learnedAsWritten puts the wordings as they are written in place of those that are compared.
func (s *survey) learnedAsWritten(t *survey) {
	for _, like := range slices.Sorted(maps.Keys(t.shown)) {
		s.learnWording(like, t.shown[like])
	}
	for _, q := range s.questions {
		if !q.learned {
			continue
		}
		for k := range q.Labels {
			q.Labels[k].Text = s.asWritten(q.Labels[k].Text)
		}
	}
}
