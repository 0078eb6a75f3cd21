package study

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// join puts the records of the parts into the study, in the parts' order, and checks what only the whole shows:
// duplicates, links, rulings, texts.
func (rd *reader) join() {
	rd.joinCodings()
	rd.joinRulings()
	rd.joinResponses()
	rd.joinValues()
	for _, p := range rd.parts {
		rd.out.Ties = append(rd.out.Ties, p.ties...)
		rd.out.Benchmarks = append(rd.out.Benchmarks, p.marks...)
	}
}

func (rd *reader) joinCodings() {
	total := 0
	for _, p := range rd.parts {
		total += len(p.codings)
	}
	rd.out.Codings = slices.Grow(rd.out.Codings, total)
	type entry struct { // of a coding that is kept
		next int  // the coding before it of the same layer and unit, counted from 1; 0: none
		col  int  // where the segment stands
		heir bool // given under a code of an earlier book
	}
	entries := make([]entry, 0, total)
	var layers numbers[layer]
	var latest [][]int // by layer and unit: the last coding kept, counted from 1
	for _, p := range rd.parts {
		segmentCol := segmentCol(p)
		lastRow, kept := 0, 0
		for i := 0; i < len(p.codings); i++ {
			c := &p.codings[i]
			if c.Pos.Row != lastRow {
				lastRow, kept = c.Pos.Row, 0
			}
			by, unit := layers.of(layer{c.Pass, c.Coder}), rd.units.of([2]string{c.Interview, c.Segment})
			latest = withPlace(latest, by)
			latest[by] = withPlace(latest[by], unit)
			first := latest[by][unit]
			for first > 0 && rd.out.Codings[first-1].Code != c.Code {
				first = entries[first-1].next
			}
			if first > 0 {
				if p.inherited[c.Pos.Row] || entries[first-1].heir { // two codes of an earlier book, one code now
					continue
				}
				was := rd.out.Codings[first-1].Pos.At(entries[first-1].col)
				rd.lateProblem(p, c.Pos.At(segmentCol), c.Interview+"/"+c.Segment, "duplicate_segment", c.Segment, c.Code, c.Coder, c.Pass, was.String())
				if kept == 0 && (i+1 == len(p.codings) || p.codings[i+1].Pos.Row != lastRow) {
					p.dismiss("duplicate_segment")
				}
				continue
			}
			kept++
			entries = append(entries, entry{latest[by][unit], segmentCol, p.inherited[c.Pos.Row]})
			rd.out.Codings = append(rd.out.Codings, *c)
			latest[by][unit] = len(rd.out.Codings)
		}
		p.codings = nil
	}
	slices.SortStableFunc(rd.out.Codings, func(a, b coding.Coding) int {
		return cmp.Or(comparePasses(a.Pass, b.Pass), strings.Compare(a.Coder, b.Coder))
	})
	rd.joinSegments()
	rd.textsOfSpans()
	rd.checkLinks()
	if rd.openTalks {
		rd.impliedInterviews()
	}
}

// lateProblem reports what only the joined records show.
func (rd *reader) lateProblem(p *part, at coding.Pos, subject, code string, args ...string) *problem {
	p.problems = append(p.problems, problem{Problem: coding.Problem{Pos: at, Code: code, Args: args}, subject: subject})
	return &p.problems[len(p.problems)-1]
}

func segmentCol(p *part) int { return fieldCol(p, "segment_id") }

// fieldCol is the first column that fills a field, 0 without one.
func fieldCol(p *part, field string) int {
	for i, u := range p.receipt.Columns {
		if u.Field == field {
			return i + 1
		}
	}
	return 0
}

// comparePasses orders passes by number, else by bytes; numbers come first.
func comparePasses(a, b string) int {
	if a == b {
		return 0
	}
	x, errA := strconv.ParseFloat(a, 64)
	y, errB := strconv.ParseFloat(b, 64)
	switch {
	case errA == nil && errB == nil && x != y:
		return cmp.Compare(x, y)
	case errA == nil && errB != nil:
		return -1
	case errA != nil && errB == nil:
		return 1
	}
	return strings.Compare(a, b)
}

// joinSegments keeps one text a segment: the transcript's, else the first that a sheet gives. Sheets whose text says
// something else, and segments without any text, are problems.
func (rd *reader) joinSegments() {
	add := func(s coding.Segment) *coding.Segment {
		unit := rd.units.of([2]string{s.Interview, s.ID})
		rd.out.Segments = append(rd.out.Segments, s)
		rd.segmentAt = withPlace(rd.segmentAt, unit)
		rd.segmentAt[unit] = len(rd.out.Segments)
		return &rd.out.Segments[len(rd.out.Segments)-1]
	}
	var order [][2]string
	for k := range rd.spoken {
		order = append(order, k)
	}
	slices.SortFunc(order, func(a, b [2]string) int { return comparePos(rd.spoken[a].Pos, rd.spoken[b].Pos) })
	for _, k := range order {
		add(rd.spoken[k])
	}
	type empty struct {
		part *part
		row  int
		key  [2]string
	}
	var silent []empty
	for _, p := range rd.parts {
		for i := range p.segments {
			s := &p.segments[i]
			k := [2]string{s.interview, s.id}
			kept := rd.segment(s.interview, s.id)
			if kept == nil {
				kept = add(coding.Segment{Pos: p.pos(s.row, s.col), Interview: s.interview, ID: s.id, Speaker: s.speaker, Text: s.text, Period: s.period})
			}
			switch {
			case s.text == "":
				if s.col > 0 && rd.texts[s.interview] == "" && rd.spoken[k].Text == "" {
					rd.lateProblem(p, p.pos(s.row, s.col), s.interview+"/"+s.id, "no_text", s.id)
				} else if s.col == 0 {
					silent = append(silent, empty{p, s.row, k})
				}
			case kept.Text == "":
				kept.Pos, kept.Text = p.pos(s.row, s.col), s.text
			case kept.Text != s.text && bare(kept.Text) != bare(s.text):
				rd.lateProblem(p, p.pos(s.row, s.col), s.interview+"/"+s.id, "text_differs", s.id, kept.Pos.String())
			}
			if kept.Speaker == "" {
				kept.Speaker = s.speaker
			}
			if kept.Period == "" {
				kept.Period = s.period
			}
		}
		p.segments = nil
	}
	told := map[[2]string]bool{}
	for _, e := range silent {
		if rd.segment(e.key[0], e.key[1]).Text == "" && rd.texts[e.key[0]] == "" && !told[e.key] {
			told[e.key] = true
			rd.lateProblem(e.part, e.part.pos(e.row, 0), e.key[0]+"/"+e.key[1], "no_text", e.key[1])
		}
	}
}

// segment is the joined segment of an interview and an id, nil without one.
func (rd *reader) segment(interview, id string) *coding.Segment {
	unit := rd.units.of([2]string{interview, id})
	if unit >= len(rd.segmentAt) || rd.segmentAt[unit] == 0 {
		return nil
	}
	return &rd.out.Segments[rd.segmentAt[unit]-1]
}

// checkLinks reports links that name neither a code nor a segment, of the same interview or written interview/segment.
func (rd *reader) checkLinks() {
	for _, p := range rd.parts {
		for _, l := range p.links {
			other, seg, both := strings.Cut(l.target, "/")
			if rd.segment(l.interview, l.target) != nil || both && rd.segment(other, seg) != nil {
				continue
			}
			p.report(l.pos, "unknown_link", rd.codes.suggest(l.target), l.target)
		}
		p.links = nil
	}
}

// impliedInterviews makes interviews of the ids that coded rows name and transcripts are named for, in a study without an
// interviews sheet.
func (rd *reader) impliedInterviews() {
	seen := map[string]bool{}
	imply := func(id string, at coding.Pos) {
		if seen[id] || rd.interviews.keys[key(id)] != "" {
			return
		}
		seen[id] = true
		n := -1
		if text := rd.texts[id]; text != "" {
			n = countVisible(text)
		}
		rd.out.Interviews = append(rd.out.Interviews, coding.Interview{Pos: at, ID: id, Case: rd.onlyCase(), Characters: n, Words: -1})
	}
	for i := range rd.out.Segments {
		imply(rd.out.Segments[i].Interview, rd.out.Segments[i].Pos)
	}
	for i := range rd.out.Transcripts {
		imply(rd.out.Transcripts[i].Interview, rd.out.Transcripts[i].Pos)
	}
}

// joinRulings checks that what was ruled has been coded.
func (rd *reader) joinRulings() {
	if !slices.ContainsFunc(rd.parts, func(p *part) bool { return len(p.rulings) > 0 }) {
		return
	}
	rd.heirRulings = map[[3]string]bool{}
	known := map[[2]string]bool{}
	for i := range rd.out.Codings {
		known[[2]string{rd.out.Codings[i].Interview, rd.out.Codings[i].Segment}] = true
	}
	seen := map[[3]string]coding.Pos{}
	for _, p := range rd.parts {
		for _, r := range p.rulings {
			at := r.Pos
			at.Col = segmentCol(p)
			k := [3]string{r.Interview, r.Segment, r.Code}
			first, dup := seen[k]
			if !dup {
				seen[k] = at
			}
			if !known[[2]string{r.Interview, r.Segment}] {
				rd.lateProblem(p, at, r.Interview+"/"+r.Segment, "unknown_segment", r.Segment, r.Interview)
				p.dismissOnce("unknown_segment", r.Pos.Row)
				continue
			}
			if dup && (p.inherited[r.Pos.Row] || rd.heirRulings[k]) { // two codes of an earlier book, one code now: one accepted is enough
				rd.acceptRuling(k, r)
				continue
			}
			if p.inherited[r.Pos.Row] {
				rd.heirRulings[k] = true
			}
			if dup {
				rd.lateProblem(p, at, r.Interview+"/"+r.Segment, "duplicate_ruling", r.Segment, r.Code, first.String())
				p.dismissOnce("duplicate_ruling", r.Pos.Row)
				continue
			}
			rd.out.Consensus = append(rd.out.Consensus, r)
		}
		p.rulings = nil
	}
}

// acceptRuling makes a ruling that already stands an accepting one where another on the same code accepts.
func (rd *reader) acceptRuling(k [3]string, r coding.Ruling) {
	if !r.Accept {
		return
	}
	for i := range rd.out.Consensus {
		if c := &rd.out.Consensus[i]; [3]string{c.Interview, c.Segment, c.Code} == k && !c.Accept {
			*c = r
			return
		}
	}
}

// joinResponses aligns the answers of all sheets with one list of items and finds people who stand in the survey twice.
func (rd *reader) joinResponses() {
	items := rd.out.Instrument.Items
	present := make([]bool, len(items))
	total := 0
	for _, p := range rd.parts {
		for _, i := range p.items {
			present[i] = true
		}
		total += len(p.responses)
	}
	var union []int
	for i, here := range present {
		if here {
			union = append(union, i)
			rd.out.Survey.Items = append(rd.out.Survey.Items, items[i].ID)
		}
	}
	type visit struct{ id, period string }
	type post struct {
		caseID, dept string
		pos          coding.Pos
	}
	seen := make(map[visit]coding.Pos, total)
	posts := make(map[string]post, total)
	rd.out.Survey.Responses = make([]coding.Response, 0, total)
	for _, p := range rd.parts {
		same := slices.Equal(p.items, union)
		var cols []int
		for i := range p.responses {
			r := &p.responses[i]
			who := key(r.Respondent)
			at := r.Pos
			at.Col = p.idCol
			v := visit{who, r.Period}
			if first, dup := seen[v]; dup {
				rd.lateProblem(p, at, r.Respondent, "duplicate_respondent", r.Respondent, r.Period, first.String()).Accepted = r.Excluded != ""
				if r.Excluded == "" {
					p.dismiss("duplicate_respondent")
				}
				continue
			}
			if r.Excluded == "" { // an excluded response leaves its place to another one
				seen[v] = at
			}
			if r.Dept != "" && r.Excluded == "" {
				was, known := posts[who]
				if !known {
					at.Col = p.deptCol
					posts[who] = post{r.Case, r.Dept, at}
				} else if was.caseID != r.Case || was.dept != r.Dept {
					at.Col = p.deptCol
					rd.lateProblem(p, at, r.Respondent, "two_departments", r.Respondent, was.dept, r.Dept, was.pos.String())
				}
			}
			if !same {
				cols = align(r, p.items, union, cols)
			}
			rd.out.Survey.Responses = append(rd.out.Survey.Responses, *r)
		}
		p.responses = nil
	}
}

// align moves a response's answers to the places of the whole survey's items. An item that its sheet does not have was
// not asked; its column is 0.
func align(r *coding.Response, own, union, cols []int) []int {
	answers := make([]coding.Value, len(union))
	fresh := cols == nil
	if fresh {
		cols = make([]int, len(union))
	}
	for i, item := range union {
		j, ok := slices.BinarySearch(own, item)
		if !ok {
			answers[i] = coding.Value{Missing: coding.NotAsked}
			continue
		}
		answers[i] = r.Answers[j]
		if fresh {
			cols[i] = r.Columns[j]
		}
	}
	r.Answers, r.Columns = answers, cols
	return cols
}

func comparePos(a, b coding.Pos) int {
	return cmp.Or(strings.Compare(a.File, b.File), strings.Compare(a.Sheet, b.Sheet), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col))
}

// sortProblems orders problems by place, then by code; what was found twice at one place is kept once.
func sortProblems(all []problem) []problem {
	slices.SortStableFunc(all, func(a, b problem) int {
		return cmp.Or(comparePos(a.Pos, b.Pos), strings.Compare(a.Code, b.Code), slices.Compare(a.Args, b.Args))
	})
	return slices.CompactFunc(all, func(a, b problem) bool {
		return a.Pos == b.Pos && a.Code == b.Code && slices.Equal(a.Args, b.Args)
	})
}
