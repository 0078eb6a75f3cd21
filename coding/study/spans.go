package study

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
)

// spanOf reads the stretch of the transcript that a row marks: whole numbers, the end after the start and inside the transcript
// where there is one. A stretch with a problem is none; the row stays.
func (rd *reader) spanOf(r *row, interview string) (from, to int) {
	start, end := r.cell("start").Blank(), r.cell("end").Blank()
	if start && end {
		return 0, 0
	}
	before := len(r.problems)
	from, to = r.count("start"), r.count("end")
	switch {
	case len(r.problems) > before:
	case end:
		r.problem(r.at("end"), "missing_value", "", "end / 终点")
	case start:
		r.problem(r.at("start"), "missing_value", "", "start / 起点")
	case to <= from:
		r.problem(r.at("end"), "span_order", "", itoa(from), itoa(to))
	default:
		if n, ok := rd.lengths[interview]; ok && to > n {
			r.problem(r.at("end"), "span_outside", "", interview, itoa(n), itoa(to))
		}
	}
	if len(r.problems) > before {
		return 0, 0
	}
	return from, to
}

// layer is what one coder did in one pass.
type layer struct{ pass, coder string }

type stretch struct{ from, to int }

// apart keeps segments apart that coders who mark freely have given the same id: where the start and end of a segment differ from
// those another coder (or the same in another pass) gave it, its id becomes ID@START-END, in links of that layer too. The first layer in the
// files' order keeps the id. Inside one layer an id with two stretches is a problem at the later row, whose stretch is left out.
func (rd *reader) apart() {
	var units numbers[[2]string] // by interview and segment
	var layers numbers[layer]
	var marked [][]stretch // by layer and unit; a stretch that ends at 0 is none
	var owner []stretch    // by unit
	renamed := map[layer]map[[2]string]string{}
	for _, p := range rd.parts {
		for i := range p.codings {
			c := &p.codings[i]
			if c.To == 0 {
				continue
			}
			l, k, s := layer{c.Pass, c.Coder}, [2]string{c.Interview, c.Segment}, stretch{c.From, c.To}
			unit, by := units.of(k), layers.of(l)
			owner, marked = withPlace(owner, unit), withPlace(marked, by)
			marked[by] = withPlace(marked[by], unit)
			if was := marked[by][unit]; was.to > 0 && was != s {
				at := c.Pos
				at.Col = segmentCol(p)
				if i == 0 || p.codings[i-1].Pos.Row != c.Pos.Row {
					rd.lateProblem(p, at, c.Interview+"/"+c.Segment, "span_differs", c.Segment, itoa(was.from), itoa(was.to), itoa(s.from), itoa(s.to))
				}
				c.From, c.To = 0, 0
				continue
			}
			marked[by][unit] = s
			if first := owner[unit]; first.to == 0 {
				owner[unit] = s
			} else if first != s {
				if renamed[l] == nil {
					renamed[l] = map[[2]string]string{}
				}
				renamed[l][k] = fmt.Sprintf("%s@%d-%d", c.Segment, s.from, s.to)
			}
		}
	}
	if len(renamed) == 0 {
		return
	}
	for _, p := range rd.parts {
		rd.rename(p, renamed)
	}
}

// rename gives the segments of a part their new ids.
func (rd *reader) rename(p *part, renamed map[layer]map[[2]string]string) {
	layers := map[int]map[[2]string]string{} // the new ids of a row's layer
	row := 0
	for i := range p.codings {
		c := &p.codings[i]
		ids := renamed[layer{c.Pass, c.Coder}]
		if ids == nil {
			continue
		}
		layers[c.Pos.Row] = ids
		id := ids[[2]string{c.Interview, c.Segment}]
		if c.LinkTo = slices.Clone(c.LinkTo); c.Pos.Row != row && id != "" {
			p.note("segment_kept_apart")
		}
		row = c.Pos.Row
		for j, target := range c.LinkTo {
			c.LinkTo[j] = renamedLink(ids, c.Interview, target)
		}
		if id != "" {
			c.Segment = id
		}
	}
	for i := range p.links {
		if ids := layers[p.links[i].pos.Row]; ids != nil {
			p.links[i].target = renamedLink(ids, p.links[i].interview, p.links[i].target)
		}
	}
	for i := range p.segments {
		s := &p.segments[i]
		if id := renamed[s.layer][[2]string{s.interview, s.id}]; id != "" {
			s.id = id
		}
	}
}

func renamedLink(ids map[[2]string]string, interview, target string) string {
	if id := ids[[2]string{interview, target}]; id != "" {
		return id
	}
	if other, segment, both := strings.Cut(target, "/"); both {
		if id := ids[[2]string{other, segment}]; id != "" {
			return other + "/" + id
		}
	}
	return target
}

// textsOfSpans gives segments without a text the words of the transcript that their rows mark, and tells of rows whose text is
// not what stands there.
func (rd *reader) textsOfSpans() {
	texts := map[string][]rune{}
	for i := range rd.out.Transcripts {
		texts[rd.out.Transcripts[i].Interview] = nil
	}
	words := func(c *coding.Coding) string {
		all, ok := texts[c.Interview]
		if !ok || c.To == 0 {
			return ""
		}
		if all == nil { // c.To was checked against its length
			all = []rune(rd.texts[c.Interview])
			texts[c.Interview] = all
		}
		return string(all[c.From:c.To])
	}
	told := coding.Pos{}
	for i := range rd.out.Codings {
		c := &rd.out.Codings[i]
		if c.To == 0 || c.Pos.At(0) == told {
			continue
		}
		told = c.Pos.At(0)
		s := rd.segment(c.Interview, c.Segment)
		if s == nil {
			continue
		}
		there := words(c)
		switch {
		case there == "":
		case s.Text == "":
			s.Text = there
		case s.Text != there && bare(s.Text) != bare(there):
			if p := rd.partOf(c.Pos.File, c.Pos.Sheet); p != nil {
				p.note("span_text_differs")
			}
		}
	}
}
