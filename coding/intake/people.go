package intake

import (
	"strings"

	"golang.org/x/text/width"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
)

// leastSameTimes is the share of the responses in both files that were handed in at the same time, for them to be the same people.
const leastSameTimes = 0.9

// met is what a file of responses has in common with an import: answers under the same ids.
type met struct {
	file        string
	shared, of  int // responses under ids of the import, and all
	known, same int // those of which both say when they were handed in, and at the same time
	answers     dialect.Agreement
}

// meeting compares the responses of an import with those of the study's files, but for one, that have ids in common with it. The
// files come in the order of the study.
func meeting(im *dialect.Import, s *coding.Study, but string) []*met {
	own := im.Survey.Survey(s.Instrument.Items, "")
	index := map[[2]string]*coding.Response{}
	for i := range own.Responses {
		r := &own.Responses[i]
		index[[2]string{r.Respondent, r.Period}] = r
	}
	files := map[string]*met{}
	var order []*met
	for i := range s.Survey.Responses {
		r := &s.Survey.Responses[i]
		if r.Pos.File == but {
			continue
		}
		m := files[r.Pos.File]
		if m == nil {
			m = &met{file: r.Pos.File}
			files[m.file], order = m, append(order, m)
		}
		m.of++
		mine := index[[2]string{r.Respondent, r.Period}]
		if mine == nil {
			continue
		}
		m.shared++
		if a, b := mine.Submitted, r.Submitted; a != "" && b != "" {
			m.known++
			if strings.HasPrefix(a, b) || strings.HasPrefix(b, a) { // one without the time of day
				m.same++
			}
		}
		theirs := spoken(r, s.Survey.Items)
		for q, x := range spoken(mine, own.Items) {
			m.answers.Hear(q, x, theirs[q])
		}
	}
	var out []*met
	for _, m := range order {
		if m.shared > 0 {
			out = append(out, m)
		}
	}
	return out
}

// spoken are the answers and attributes of a response, by item or header.
func spoken(r *coding.Response, items []string) map[string]string {
	out := map[string]string{}
	put := func(q, text string) {
		if text != "" {
			out[strings.ToLower(strings.Join(strings.Fields(width.Fold.String(q)), " "))] = text
		}
	}
	for k, v := range r.Attrs {
		put(k, v)
	}
	for i, v := range r.Answers {
		if i < len(items) && v.Missing == coding.Present {
			put(items[i], v.String())
		}
	}
	put("\x00department", r.Dept)
	put("\x00role", r.Role)
	return out
}

// atOnce reports whether the times say that the responses are the same, and whether they say anything.
func (m *met) atOnce() (same, told bool) {
	return float64(m.same) >= leastSameTimes*float64(m.known), m.known > 0
}

// people reports whether the responses under the same ids are those of the same people. Ids that number the rows of a file say
// nothing by themselves, and less where they were made up: the answers have to be alike. Ids of the respondents' own need the
// same times, or, without times, answers that are alike.
func (m *met) people(numbers, madeUp bool) bool {
	same, told := m.atOnce()
	switch {
	case told && !same:
		return false
	case m.answers.Known() > 0 && (numbers || !told):
		return m.answers.Alike()
	case numbers:
		return !madeUp
	}
	return told
}

// leastShared is the share of the smaller of two files whose people are in both, for the one to be an export of the other's survey.
const leastShared = 0.2

// SamePeople is a problem that asks what an import is to the study where another of its files, but for the import's own, has the
// responses of the same people: a later export of one survey under another name, or its answers in words. nil where there is none.
func SamePeople(name string, im *dialect.Import, s *coding.Study, records []*Record) *coding.Problem {
	if im.Survey == nil {
		return nil
	}
	n := im.Survey.Numbering()
	for _, m := range meeting(im, s, responsesName(name)) {
		if float64(m.shared) < leastShared*float64(min(m.of, len(im.Survey.Rows))) || !m.people(n != nil, n != nil && n.MadeUp) {
			continue
		}
		code, source := "import.same_people", ""
		for _, r := range records {
			if r.file(m.file) != nil && len(r.Sources) > 0 {
				source = r.Sources[0].Name
			}
		}
		switch {
		case m.answers.Twins(), m.shared == m.of && m.shared == len(im.Survey.Rows):
			code = "import.same_people_twins"
		case source == "":
			code = "import.same_people_unknown"
		}
		return &coding.Problem{Pos: coding.Pos{File: im.File}, Code: code, Args: []string{itoa(m.shared), itoa(len(im.Survey.Rows)), m.file, source}}
	}
	return nil
}
