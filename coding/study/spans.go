package study

import (
	"fmt"
	"slices"
	"strings"
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

// pagesOf gives the transcripts by interview, nil without one.
func (rd *reader) pagesOf() func(interview string) *page {
	pages := map[string]*page{}
	for i := range rd.out.Transcripts {
		pages[rd.out.Transcripts[i].Interview] = &page{}
	}
	return func(interview string) *page {
		p := pages[interview]
		if p != nil && p.runes == nil { // a stretch's end was checked against its length
			p.runes = []rune(rd.texts[interview])
		}
		return p
	}
}

// textsOfSpans gives segments without a text the words of the transcript that their rows mark.
func (rd *reader) textsOfSpans() {
	pageOf := rd.pagesOf()
	for i := range rd.out.Codings {
		c := &rd.out.Codings[i]
		if c.To == 0 {
			continue
		}
		if s := rd.segment(c.Interview, c.Segment); s != nil && s.Text == "" {
			if p := pageOf(c.Interview); p != nil && c.To <= len(p.runes) {
				s.Text = string(p.runes[c.From:c.To])
			}
		}
	}
}

// compareTexts compares the text of each row that has one with what stands in the transcript from its start to its end: where
// these say different things (blanks, width, letter case and punctuation apart), the row is a problem at its start, with the
// place where the text stands instead if it is there once. The stretch stays as it is given.
func (rd *reader) compareTexts() {
	pageOf := rd.pagesOf()
	for _, p := range rd.parts {
		rd.textsElsewhere(p, pageOf)
	}
}

// textsElsewhere tells of a sheet's rows whose text is not what stands from their start to their end.
func (rd *reader) textsElsewhere(p *part, pageOf func(interview string) *page) {
	start := fieldCol(p, "start")
	marked := make(map[int]stretch, len(p.codings)) // by row
	for i := range p.codings {
		if c := &p.codings[i]; c.To > 0 {
			marked[c.Pos.Row] = stretch{c.From, c.To}
		}
	}
	for i := range p.segments {
		s := &p.segments[i]
		at, ok := marked[s.row]
		if !ok || s.text == "" {
			continue
		}
		text := pageOf(s.interview)
		if text == nil || at.to > len(text.runes) {
			continue
		}
		there := string(text.runes[at.from:at.to])
		if there == s.text || sameWords(s.text, there) {
			continue
		}
		wrong := rd.lateProblem(p, p.pos(s.row, start), s.interview+"/"+s.id, "span_text_differs", excerpt(s.text), itoa(at.from), itoa(at.to), s.interview, excerpt(there))
		if from, to, once := text.find(s.text); once {
			wrong.Suggestion = itoa(from) + "–" + itoa(to)
		}
	}
}

// sameWords reports whether a row's text says what the transcript has; the text may leave out parts where it has an ellipsis.
func sameWords(text, there string) bool {
	rest := bare(there)
	if bare(text) == rest {
		return true
	}
	parts := strings.Split(strings.ReplaceAll(text, "...", "…"), "…")
	if len(parts) == 1 {
		return false
	}
	any := false
	for i, part := range parts {
		if part = bare(part); part == "" {
			continue
		}
		at := strings.Index(rest, part)
		if at < 0 || i == 0 && at > 0 {
			return false
		}
		any, rest = true, rest[at+len(part):]
	}
	return any && (rest == "" || bare(parts[len(parts)-1]) == "")
}

// excerpt is the beginning of a text, short enough for a line.
func excerpt(s string) string {
	const most = 30
	runes := []rune(strings.Join(strings.Fields(s), " "))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most-1]) + "…"
}

// page is a transcript in which texts are looked for.
type page struct {
	runes []rune
	bare  string // without blanks and punctuation; made when first asked for
	at    []int  // of each byte of bare: the rune it comes from
}

// find is the place of a text that stands there once, blanks, width, letter case and punctuation apart.
func (p *page) find(text string) (from, to int, once bool) {
	if p.at == nil {
		var b strings.Builder
		for i, r := range p.runes {
			b.WriteString(bare(string(r)))
			for len(p.at) < b.Len() {
				p.at = append(p.at, i)
			}
		}
		p.bare = b.String()
	}
	want := bare(text)
	if want == "" {
		return 0, 0, false
	}
	i := strings.Index(p.bare, want)
	if i < 0 || strings.Contains(p.bare[i+1:], want) {
		return 0, 0, false
	}
	from, to = p.at[i], p.at[i+len(want)-1]+1
	for trimmed := []rune(strings.TrimSpace(text)); to < len(p.runes) && len(trimmed) > 0; to++ { // the marks that end the text belong to it
		if p.runes[to] != trimmed[len(trimmed)-1] || bare(string(p.runes[to])) != "" {
			break
		}
	}
	return from, to, true
}
