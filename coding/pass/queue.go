package pass

import (
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
)

// Queue puts disputes into the workbook in which they are decided, in their order: each unit's text with what stands
// before and after it, what each coder gave with ratings and memo, the definitions in short of the code and of the one that it was
// most often taken for, and in full those of all codes that occur. Its Pass is filled where all that was given comes from one.
//
// What stands around a unit is taken from the transcript where the codings say where the unit stands in it, or its text
// stands there once: up to 200 code points each way, led by who speaks; else it is the unit before and the one after in the
// same interview. lang is zh, en or both.
func Queue(study *coding.Study, disputes []Dispute, lang string) form.QueueBook {
	q := queueMaker{study: study, lang: lang, codes: map[string]form.CodeChoice{}, at: map[unitKey]int{}, around: map[unitKey][2]string{}}
	choices := queueChoices(study)
	for _, c := range choices {
		q.codes[c.ID] = c
	}
	for i := range study.Segments {
		k := unitKey{study.Segments[i].Interview, study.Segments[i].ID}
		if _, there := q.at[k]; !there {
			q.at[k] = i
		}
	}
	q.neighbours()
	q.contexts(disputes)
	book := form.QueueBook{Lang: lang, Title: inLanguage(study.Title, lang)}
	passes := map[string]bool{}
	for i := range disputes {
		for _, g := range disputes[i].Given {
			passes[g.Pass] = true
			if !slices.Contains(book.Coders, g.Coder) {
				book.Coders = append(book.Coders, g.Coder)
			}
		}
	}
	if len(passes) == 1 {
		for p := range passes {
			book.Pass = p
		}
	}
	slices.Sort(book.Coders)
	for i := range disputes {
		book.Rows = append(book.Rows, q.row(&disputes[i], book.Coders))
	}
	book.Codes = occurring(choices, disputes)
	return book
}

type queueMaker struct {
	study        *coding.Study
	lang         string
	codes        map[string]form.CodeChoice
	at           map[unitKey]int       // of the study's segments
	before, next []int                 // neighbours of each segment in its interview; -1: none
	around       map[unitKey][2]string // what stands before and after
}

func (q *queueMaker) neighbours() {
	n := len(q.study.Segments)
	q.before, q.next = make([]int, n), make([]int, n)
	last := map[string]int{}
	for i := range q.study.Segments {
		q.before[i], q.next[i] = -1, -1
		id := q.study.Segments[i].Interview
		if k, there := last[id]; there {
			q.before[i], q.next[k] = k, i
		}
		last[id] = i
	}
}

func (q *queueMaker) row(d *Dispute, coders []string) form.QueueRow {
	r := form.QueueRow{Rank: d.Rank, Kind: q.word(d.Kind), Interview: d.Interview, ID: d.Segment, Code: q.code(d.Code)}
	k := unitKey{d.Interview, d.Segment}
	if i, there := q.at[k]; there {
		s := &q.study.Segments[i]
		r.Speaker, r.Text = s.Speaker, s.Text
		r.Before, r.After = q.around[k][0], q.around[k][1]
	}
	var confused []string
	definitions := q.shortDefinition(d.Code)
	for i, c := range d.Confused {
		confused = append(confused, q.code(c))
		if i == 0 {
			definitions = append(definitions, q.shortDefinition(c)...)
		}
	}
	r.Confused, r.Definition = strings.Join(confused, "\n"), strings.Join(definitions, "\n")
	r.Given = make([]string, len(coders))
	for i, c := range coders {
		r.Given[i] = q.word("unseen")
		for k := range d.Given {
			if d.Given[k].Coder == c {
				r.Given[i] = q.gift(&d.Given[k])
			}
		}
	}
	return r
}

func (q *queueMaker) word(key string) string { return inLanguage(queueWords[key], q.lang) }

func (q *queueMaker) colon() string {
	if q.lang == "en" {
		return ": "
	}
	return "："
}

func (q *queueMaker) code(id string) string {
	if c, ok := q.codes[id]; ok {
		return c.Choice(q.lang)
	}
	return id
}

// gift is what a coder gave, a code a line.
func (q *queueMaker) gift(g *Gift) string {
	if len(g.Codings) == 0 {
		return q.word("nothing")
	}
	comma, colon := "，", q.colon()
	if q.lang == "en" {
		comma = ", "
	}
	var lines, memos []string
	for i := range g.Codings {
		c := &g.Codings[i]
		var ratings []string
		if c.Intensity != 0 {
			ratings = append(ratings, q.word("intensity")+" "+strconv.Itoa(c.Intensity))
		}
		if c.HasDir && c.State != coding.Absent {
			sign := ""
			if c.Direction > 0 {
				sign = "+"
			}
			ratings = append(ratings, q.word("direction")+" "+sign+strconv.Itoa(c.Direction))
		}
		if c.State == coding.Absent {
			ratings = append(ratings, q.word("absent"))
		}
		line := q.code(c.Code)
		if len(ratings) > 0 {
			line += colon + strings.Join(ratings, comma)
		}
		lines = append(lines, line)
		if memo := strings.TrimSpace(c.Memo); memo != "" && !slices.Contains(memos, memo) {
			memos = append(memos, memo)
		}
	}
	for _, memo := range memos {
		lines = append(lines, q.word("memo")+colon+memo)
	}
	return strings.Join(lines, "\n")
}
