package study

import (
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// segmentText is the first row of a sheet that has a segment, with its text if one of the sheet's rows gives it.
type segmentText struct {
	interview, id, speaker, text, period string
	layer                                layer // of a stretch marked in the transcript; else of every coder in the sheet
	row, col                             int   // of the text, or of the segment's first row
}

// pendingLink is a link that names neither a code; whether it is a segment is known once everything is read.
type pendingLink struct {
	pos       coding.Pos
	interview string
	target    string
}

var states = choose("mentioned 提及 有 present", "absent 不存在 没有 无")

// readCoding reads a coding sheet. The coder and the pass come from their columns, else from the file's name and folder.
func (rd *reader) readCoding(src *source) func(*row) {
	given := &texts{at: map[textKey]int{}}
	return func(r *row) {
		pass, coder := r.word("pass"), r.word("coder")
		if pass == "" {
			pass = src.pass
		}
		if pass == "" {
			pass = "1"
			r.note("pass_assumed", pass)
		}
		if coder == "" {
			if coder = src.coder; coder == "" || src.group != "coding" {
				r.reject(r.at("coder"), "missing_value", "", "coder / 编码员")
				return
			}
		}
		interview, segment, ok := rd.segmentOf(r)
		if !ok {
			return
		}
		c := coding.Coding{Pos: r.place(r.at("code")), Pass: r.intern.of(pass), Coder: r.intern.of(coder), Interview: interview, Segment: segment,
			Period: rd.periodOf(r), Memo: r.text("memo")}
		rd.rating(r, &c)
		c.From, c.To = rd.spanOf(r, interview)
		rd.keepText(r, given, &c)
		c.LinkTo = rd.linksOf(r, interview)
		if r.reason != "" {
			return
		}
		rd.codesOf(r, c)
	}
}

// segmentOf reads the interview and the segment of a row; the row is rejected when one is missing or unknown, and
// excluded when a decision says so.
func (rd *reader) segmentOf(r *row) (interview, segment string, ok bool) {
	col := r.at("interview_id")
	w := r.wordAt(col)
	r.subject = w
	if w == "" {
		r.reject(col, "missing_id", "")
		return "", "", false
	}
	if d := rd.dec.interviews[key(w)]; d != nil {
		r.exclude(d)
	}
	if rd.openTalks {
		interview = w
	} else {
		id, h := rd.interviews.find(w)
		interview, ok = r.referred(col, w, id, h, "unknown_interview", func() string { return rd.interviews.suggest(w) }, rd.interviews.list())
		if !ok {
			r.fault = "unknown_interview"
			return "", "", false
		}
	}
	col = r.at("segment_id")
	segment = r.wordAt(col)
	if segment == "" {
		r.reject(col, "missing_id", "")
		return "", "", false
	}
	r.subject, r.segment = interview, segment
	if d := rd.dec.segment(interview, segment); d != nil && r.reason == "" {
		r.exclude(d)
	}
	return interview, segment, true
}

// rating reads intensity, direction and state.
func (rd *reader) rating(r *row, c *coding.Coding) {
	if x, ok := r.within("intensity", 1, 3); ok {
		c.Intensity = x
	}
	if x, ok := r.within("direction", -1, 1); ok {
		c.Direction, c.HasDir = x, true
	}
	if !r.cell("state").Blank() {
		before := len(r.problems)
		if r.pick("state", states, "mentioned") == "absent" {
			if c.HasDir && c.Direction != -1 {
				r.note("absent_direction")
			}
			c.State, c.Direction, c.HasDir = coding.Absent, -1, true
		}
		c.HasState = len(r.problems) == before
	}
	c.Rated = c.Intensity > 0 && c.HasDir
}

// within reads a whole number of a range.
func (r *row) within(field string, low, high int) (int, bool) {
	col := r.at(field)
	before := len(r.problems)
	x, ok := r.number(field)
	if !ok {
		for i := before; i < len(r.problems); i++ {
			if p := &r.problems[i]; p.Code == "not_a_number" {
				p.Code, p.Args = "out_of_range", []string{strconv.Itoa(low), strconv.Itoa(high), p.Args[0]}
			}
		}
		return 0, false
	}
	if x < float64(low) || x > float64(high) || x != float64(int(x)) {
		s := scale{min: float64(low), max: float64(high)}
		r.problem(col, "out_of_range", s.slip(x), strconv.Itoa(low), strconv.Itoa(high), strings.TrimSpace(r.cellAt(col).Text))
		return 0, false
	}
	return int(x), true
}

// textKey is what one text of a sheet belongs to: a segment, of one coder and pass where they mark stretches themselves.
type textKey struct {
	interview, segment string
	layer              int // its number from 1; 0: of all
}

// texts are the texts that a sheet's rows have given so far.
type texts struct {
	at     map[textKey]int // index of part.segments
	layers numbers[layer]
}

// keepText keeps one text a segment and sheet. A second text for it in the same sheet that says something else is a problem,
// unless coders mark the stretches of the transcript themselves: then each has texts of their own.
func (rd *reader) keepText(r *row, given *texts, c *coding.Coding) {
	col := r.at("text")
	text := ""
	if col > 0 {
		text = r.prose(col)
	}
	k := textKey{interview: c.Interview, segment: c.Segment}
	var own layer
	if r.columns.has("end") {
		own = layer{c.Pass, c.Coder}
		k.layer = 1 + given.layers.of(own)
	}
	i, known := given.at[k]
	if !known && c.To == 0 && k.layer > 0 {
		own, k.layer = layer{}, 0
		i, known = given.at[k]
	}
	if !known {
		given.at[k] = len(r.segments)
		r.segments = append(r.segments, segmentText{c.Interview, c.Segment, r.text("speaker"), text, c.Period, own, r.num, col})
		return
	}
	s := &r.segments[i]
	switch {
	case text == "":
	case s.text == "":
		s.text, s.row, s.speaker = text, r.num, r.text("speaker")
	case s.text != text && bare(s.text) != bare(text):
		r.problem(col, "text_differs", "", c.Segment, r.pos(s.row, col).String())
	}
}

// linksOf reads what a segment leads to: codes, or segments.
func (rd *reader) linksOf(r *row, interview string) []string {
	col := r.at("link_to")
	if r.cellAt(col).Blank() {
		return nil
	}
	var out []string
	for _, w := range rd.listed(r.textAt(col), rd.codes) {
		if id, h := rd.codes.find(w); h != unknown && h != ambiguous {
			out = append(out, id)
			continue
		}
		w = r.intern.of(w)
		out = append(out, w)
		if !r.quiet {
			r.links = append(r.links, pendingLink{r.place(col), interview, w})
		}
	}
	return out
}

// codesOf reads the codes of a row: several columns, several in a cell, or none (the segment was reviewed and got no
// code). An unknown code is a problem at its cell; a row whose codes are all unknown is rejected.
func (rd *reader) codesOf(r *row, c coding.Coding) {
	given, kept := 0, 0
	for _, col := range r.columns.at["code"] {
		cell := r.textAt(col)
		if cell == "" {
			continue
		}
		words := rd.listed(cell, rd.codes)
		if len(words) > 1 {
			r.note("codes_in_a_cell")
		}
		for _, w := range words {
			given++
			id, ok := rd.codeOf(r, c.Pass, col, w)
			if !ok {
				continue
			}
			kept++
			c.Code, c.Pos = id, r.place(col)
			r.add(c)
		}
	}
	switch {
	case given == 0:
		r.note("reviewed_without_code")
		r.add(c)
	case kept == 0:
		r.fault = "unknown_code"
	}
}

// add keeps a coding. The list doubles as it grows: its records are large, and a sheet may have many.
func (p *part) add(c coding.Coding) {
	if len(p.codings) == cap(p.codings) {
		p.codings = slices.Grow(p.codings, len(p.codings)+64)
	}
	p.codings = append(p.codings, c)
}

// suggestCode is the code that a word probably stands for: the one that replaces it, else the nearest.
func (rd *reader) suggestCode(w string) string {
	if now := rd.successors[key(w)]; len(now) == 1 {
		return now[0]
	}
	return rd.codes.suggest(w)
}

// indexCodes makes codes findable by their keys.
func indexCodes(passes map[string][]string) map[string]map[string]string {
	out := make(map[string]map[string]string, len(passes))
	for p, codes := range passes {
		out[p] = make(map[string]string, len(codes))
		for _, c := range codes {
			out[p][key(c)] = c
		}
	}
	return out
}

// dealtCode finds a code among those that a pass was dealt with; without a pass among those of any, all of which
// must spell it alike.
func (rd *reader) dealtCode(pass, w string) (string, bool) {
	if pass != "" {
		id, ok := rd.passCodes[pass][key(w)]
		return id, ok
	}
	found := ""
	for _, codes := range rd.passCodes {
		if id, ok := codes[key(w)]; ok {
			if found != "" && found != id {
				return "", false
			}
			found = id
		}
	}
	return found, found != ""
}

// codeOf resolves a code given in a pass; without a pass one of any.
func (rd *reader) codeOf(r *row, pass string, col int, w string) (string, bool) {
	id, h := rd.codes.find(w)
	if h == unknown {
		if d := rd.aliases[key(w)]; d != nil {
			d.hit()
			r.note("code_recoded", w, d.Value)
			return d.Value, true
		}
		if id, ok := rd.dealtCode(pass, w); ok {
			r.note("code_of_its_pass")
			return id, true
		}
		old, retired := rd.retired[key(w)]
		heirs := rd.successors[key(w)]
		switch {
		case rd.earlierCodes && retired:
			return old, true
		case rd.earlierCodes && len(heirs) > 0:
			return r.intern.of(sheet.Fold(w)), true
		case len(heirs) == 1:
			r.note("code_replaced", w, heirs[0])
			if r.inherited == nil {
				r.inherited = map[int]bool{}
			}
			r.inherited[r.num] = true
			return heirs[0], true
		case retired:
			r.problem(col, "inactive_code", strings.Join(heirs, ", "), old)
			return "", false
		}
	}
	return r.referred(col, w, id, h, "unknown_code", func() string { return rd.suggestCode(w) }, "")
}

var verdicts = choose("accept 采纳 接受 accepted yes 1 是", "reject 不采纳 拒绝 rejected no 0 否")

// readRuling reads a row of the consensus sheet.
func (rd *reader) readRuling() func(*row) {
	return func(r *row) {
		interview, segment, ok := rd.segmentOf(r)
		if !ok {
			return
		}
		col := r.at("code")
		w := r.textAt(col)
		if w == "" {
			r.reject(col, "missing_value", "", "code / 编码")
			return
		}
		for _, w := range rd.listed(w, rd.codes) {
			id, ok := rd.codeOf(r, "", col, w)
			if !ok {
				r.fault = "unknown_code"
				return
			}
			if r.cell("decision").Blank() {
				r.reject(r.at("decision"), "missing_value", "", "decision / 裁定")
				return
			}
			verdict := r.pick("decision", verdicts, "")
			if verdict == "" {
				r.fault = "unknown_value"
				return
			}
			if r.reason != "" {
				return
			}
			var c coding.Coding
			rd.rating(r, &c)
			r.rulings = append(r.rulings, coding.Ruling{Pos: r.place(col), Interview: interview, Segment: segment, Code: id, Accept: verdict == "accept",
				Intensity: c.Intensity, Direction: c.Direction, HasDir: c.HasDir, Reason: r.text("reason"), Who: r.word("who")})
		}
	}
}
