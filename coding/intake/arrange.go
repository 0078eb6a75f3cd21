package intake

import (
	"github.com/smekit/smekit/coding/dialect"
)

// Look is what a file is like, to tell which files belong together and which comes first.
type Look struct {
	Survey   bool
	layout   string
	order    int            // codebooks, projects and segments, surveys
	labelled int            // columns with answers in words
	headers  map[string]int // to the column
	people   map[string]int // respondent to the row
	answers  *dialect.Answers
	id, at   int // columns of the respondent and of the time of submission, -1 for none
}

// LookAt looks at an import; nil, one that could not be read, comes last.
func LookAt(im *dialect.Import) Look {
	switch {
	case im == nil || im.Layout == "":
		return Look{order: 3}
	case im.Survey == nil && len(im.Codings) == 0 && len(im.Transcripts) == 0 && len(im.Codes) > 0:
		return Look{layout: im.Layout}
	case im.Survey == nil:
		return Look{layout: im.Layout, order: 1}
	}
	l := Look{Survey: true, layout: im.Layout, order: 2, headers: map[string]int{}, people: map[string]int{}, answers: im.Survey, id: -1, at: -1}
	for i := range im.Survey.Columns {
		c := &im.Survey.Columns[i]
		switch c.Name {
		case "respondent_id":
			l.id = i
		case "submitted":
			l.at = i
		}
		if c.Header != "" {
			l.headers[c.Header] = i
		}
		if c.Kind != "field" && (len(c.Labels) > 0 || c.Kind == "text") {
			l.labelled++
		}
	}
	for i := range im.Survey.Rows {
		if l.id >= 0 {
			l.people[im.Survey.Rows[i].Values[l.id].String()] = i
		}
	}
	return l
}

// Arranged is a file with those that go beside it, by their places in the list.
type Arranged struct {
	First  int
	Beside []int
}

// Arrange pairs the exports of one survey, the one by number first, and puts codebooks before codings before surveys; else
// the order stays.
func Arrange(looks []Look) []Arranged {
	gone := make([]bool, len(looks))
	beside := make([][]int, len(looks))
	for i := range looks {
		for j := range looks {
			if i == j || gone[i] || gone[j] || !twins(&looks[i], &looks[j]) {
				continue
			}
			gone[j] = true
			beside[i] = append(beside[i], j)
		}
	}
	var out []Arranged
	for order := range 4 {
		for i := range looks {
			if !gone[i] && looks[i].order == order {
				out = append(out, Arranged{i, beside[i]})
			}
		}
	}
	return out
}
