package dialect

import (
	"slices"

	"github.com/smekit/smekit/coding"
)

// rowNumber are the headers of ids that number the rows of a file, and so begin at 1 in every questionnaire.
var rowNumber = words("序号 答卷序号 行号")

// numbersRows reports whether the ids of respondents number the rows: their column says so, or there is none.
func (s *survey) numbersRows() bool {
	id := s.role("respondent_id")
	return id == nil || rowNumber[signKey(id.Header)]
}

// Numbering is what tells two files apart whose ids number their rows.
type Numbering struct {
	MadeUp    bool              // the file has no ids: they are the places of its rows
	Questions []string          // headers of the questions, sorted, each once
	Submitted map[string]string // when each response was handed in, by its id; empty where the file does not say

	answers *Answers
	rows    map[string]int // of an id
}

// Numbering describes the numbering of rows; nil where the ids are the respondents' own ([Answers.RowNumbers]).
func (a *Answers) Numbering() *Numbering {
	if !a.RowNumbers {
		return nil
	}
	n := &Numbering{Submitted: map[string]string{}, answers: a, rows: map[string]int{}}
	id, submitted := -1, -1
	for i := range a.Columns {
		switch c := &a.Columns[i]; {
		case c.Name == "respondent_id" && c.Kind == "field":
			id, n.MadeUp = i, c.Col == 0
		case c.Name == "submitted" && c.Kind == "field":
			submitted = i
		case c.Kind != "field":
			n.Questions = append(n.Questions, c.Header)
		}
	}
	slices.Sort(n.Questions)
	n.Questions = slices.Compact(n.Questions)
	for k, r := range a.Rows {
		if id < 0 {
			break
		}
		at := ""
		if submitted >= 0 && r.Values[submitted].Missing == coding.Present {
			at = r.Values[submitted].String()
		}
		n.Submitted[r.Values[id].String()], n.rows[r.Values[id].String()] = at, k
	}
	return n
}

// Same reports whether two files number the same responses, as exports by number and by text do, or an earlier and a later export:
// they ask the same questions, what both number alike was handed in at the same time, and its answers are alike, or numbers that
// stand for the words. A file without ids is the same only as one with as many rows and nearly the same answers. Where no file says
// when responses were handed in, files with the same questions and no answers to compare count as the same, so that responses
// that stand twice are told.
func (n *Numbering) Same(o *Numbering) bool {
	if n.MadeUp != o.MadeUp || n.MadeUp && len(n.Submitted) != len(o.Submitted) {
		return false
	}
	shared := 0
	for _, q := range n.Questions {
		if _, found := slices.BinarySearch(o.Questions, q); found {
			shared++
		}
	}
	if shared*5 < 4*min(len(n.Questions), len(o.Questions)) {
		return false
	}
	alike, other := 0, 0
	for id, at := range n.Submitted {
		switch then, both := o.Submitted[id]; {
		case !both:
		case at == then:
			alike++
		default:
			other++
		}
	}
	if other*9 > alike {
		return false
	}
	heard := n.agreement(o)
	return heard.Alike() || heard.Known() == 0 && !n.MadeUp
}
