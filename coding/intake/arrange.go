package intake

import (
	"github.com/smekit/smekit/coding/dialect"
)

// Look is what a file is like, to tell which files belong together and which comes first.
type Look struct {
	Survey   bool
	layout   string
	order    int // codebooks, projects and segments, surveys
	labelled int // columns with answers in words
	headers  map[string]bool
	people   map[string]bool
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
	l := Look{Survey: true, layout: im.Layout, order: 2, headers: map[string]bool{}, people: map[string]bool{}}
	id := -1
	for i := range im.Survey.Columns {
		c := &im.Survey.Columns[i]
		if c.Name == "respondent_id" {
			id = i
		}
		if c.Header != "" {
			l.headers[c.Header] = true
		}
		if c.Kind != "field" && (len(c.Labels) > 0 || c.Kind == "text") {
			l.labelled++
		}
	}
	for i := range im.Survey.Rows {
		if id >= 0 {
			l.people[im.Survey.Rows[i].Values[id].String()] = true
		}
	}
	return l
}

// twins reports whether two exports are of one survey, one by number and one by text: the same layout, mostly the same
// columns and people, and answers in words in different measure.
func twins(a, b *Look) bool {
	return a.Survey && b.Survey && a.layout == b.layout && a.labelled != b.labelled && mostly(a.headers, b.headers, 0.7) && mostly(a.people, b.people, 0.5)
}

func mostly(a, b map[string]bool, share float64) bool {
	n := 0
	for k := range a {
		if b[k] {
			n++
		}
	}
	return n > 0 && float64(n) >= share*float64(min(len(a), len(b)))
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
			if i == j || gone[i] || gone[j] || looks[j].labelled <= looks[i].labelled || !twins(&looks[i], &looks[j]) {
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
