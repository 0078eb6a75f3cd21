package pass

import (
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
)

// contextLength is how many code points of a transcript are shown before and after a unit.
const contextLength = 200

// Queue puts disputes into the workbook in which they are decided, in their order: each unit's text with what stands
// before and after it, what each coder gave with ratings and memo, the definitions of the code and of those that it was
// taken for. Its Pass is filled where all that was given comes from one.
//
// What stands around a unit is taken from the transcript where the codings say where the unit stands in it, or its text
// stands there once: up to 200 code points each way; else it is the unit before and the one after in the same interview. lang is zh, en or both.
func Queue(study *coding.Study, disputes []Dispute, lang string) form.QueueBook {
	q := queueMaker{study: study, lang: lang, codes: map[string]form.CodeChoice{}, at: map[unitKey]int{}, around: map[unitKey][2]string{}}
	for _, c := range inUse(study) {
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
	definitions := q.definition(d.Code)
	for _, c := range d.Confused {
		confused = append(confused, q.code(c))
		if text := q.definition(c); text != "" {
			definitions = strings.TrimSpace(definitions + "\n" + text)
		}
	}
	r.Confused, r.Definition = strings.Join(confused, "\n"), definitions
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

// definition is a code's entry of the codebook, empty where there is nothing but its name.
func (q *queueMaker) definition(id string) string {
	c, ok := q.codes[id]
	if !ok {
		return ""
	}
	colon := q.colon()
	var lines []string
	for _, part := range []struct {
		word string
		text coding.Label
	}{{"", c.Definition}, {"include", c.Include}, {"exclude", c.Exclude}} {
		text := strings.TrimSpace(inLanguage(part.text, q.lang))
		switch {
		case text == "":
		case part.word == "":
			lines = append(lines, q.code(id)+colon+text)
		default:
			if len(lines) == 0 {
				lines = append(lines, q.code(id))
			}
			lines = append(lines, q.word(part.word)+colon+text)
		}
	}
	return strings.Join(lines, "\n")
}

// contexts finds what stands before and after each unit in dispute, an interview at a time.
func (q *queueMaker) contexts(disputes []Dispute) {
	needed := map[string][]unitKey{}
	own := map[unitKey]Extent{}
	for i := range disputes {
		k := unitKey{disputes[i].Interview, disputes[i].Segment}
		if _, seen := q.around[k]; seen {
			continue
		}
		q.around[k] = [2]string{}
		if segment, there := q.at[k]; there {
			q.around[k] = [2]string{q.spoken(q.before[segment]), q.spoken(q.next[segment])}
			needed[k.interview] = append(needed[k.interview], k)
			for _, g := range disputes[i].Given {
				for n := range g.Codings {
					if s, ok := ownExtent(&g.Codings[n]); ok {
						own[k] = s
					}
				}
			}
		}
	}
	for i := range q.study.Transcripts {
		t := &q.study.Transcripts[i]
		units := needed[t.Interview]
		if len(units) == 0 {
			continue
		}
		var text *searchText
		runes := []rune(t.Text)
		for _, k := range units {
			s, found := own[k]
			if !found {
				if text == nil {
					text = newSearchText(t.Text)
				}
				var times int
				s, times = text.find(q.study.Segments[q.at[k]].Text)
				found = times == 1
			}
			if found && s.To <= len(runes) {
				q.around[k] = [2]string{textBefore(runes[:s.From]), textAfter(runes[s.To:])}
			}
		}
	}
}

// spoken is a segment's text, led by its speaker; empty for no segment.
func (q *queueMaker) spoken(segment int) string {
	if segment < 0 {
		return ""
	}
	s := &q.study.Segments[segment]
	if s.Speaker != "" && s.Text != "" {
		return s.Speaker + q.colon() + s.Text
	}
	return s.Text
}

func textBefore(text []rune) string {
	cut := ""
	if len(text) > contextLength {
		text, cut = text[len(text)-contextLength:], "…"
	}
	if s := strings.TrimSpace(string(text)); s != "" {
		return cut + s
	}
	return ""
}

func textAfter(text []rune) string {
	cut := ""
	if len(text) > contextLength {
		text, cut = text[:contextLength], "…"
	}
	if s := strings.TrimSpace(string(text)); s != "" {
		return s + cut
	}
	return ""
}

// inUse are the codes that may be given, in the order of the codebook, with their definitions; without a codebook the
// framework's dimensions.
func inUse(study *coding.Study) []form.CodeChoice {
	var out []form.CodeChoice
	switch {
	case study.Codebook != nil:
		for i := range study.Codebook.Codes {
			if c := &study.Codebook.Codes[i]; c.Active {
				out = append(out, form.CodeChoice{ID: c.ID, Label: c.Label, Definition: coding.Label{ZH: c.Definition},
					Include: coding.Label{ZH: c.Include}, Exclude: coding.Label{ZH: c.Exclude}, Example: coding.Label{ZH: c.Example}})
			}
		}
	case study.Framework != nil:
		for i := range study.Framework.Dimensions {
			d := &study.Framework.Dimensions[i]
			out = append(out, form.CodeChoice{ID: d.ID, Label: d.Label, Definition: d.Definition, Include: d.Include, Exclude: d.Exclude, Example: d.Example})
		}
	}
	return out
}
