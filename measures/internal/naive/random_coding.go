package naive

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
)

// talk is an interview with its segments.
type talk struct {
	id       string
	dept     coding.Department
	segments []part
}

// part is a segment with what it really says.
type part struct {
	id, text, period string
	says             []rating
}

// rating is a code with its ratings; intensity 0 and no direction are left empty.
type rating struct {
	code      string
	intensity int
	direction int
	hasDir    bool
	absent    bool
}

// code is an entry of the codebook, or a dimension where there is none.
type code struct{ id, dimension string }

// conversations invents interviews, a codebook or none, coders' sheets and rulings.
func (a *author) conversations() {
	a.codebook()
	if len(a.codes) == 0 {
		return
	}
	p := a.sheet("interviews", "id", "case", "department", "role", "asked", "characters", "words", "consent")
	n := a.between(2, 10)
	named, latin := a.chance(.5), a.chance(.3)
	for i := range n {
		t := talk{id: fmt.Sprintf("I%02d", i+1), dept: pick(a.dice, a.depts...)}
		role := pick(a.dice, a.f.Roles...)
		home, who := any(a.deptWord(t.dept)), any(a.roleWord(role))
		if a.chance(.1) {
			t.dept.ID, home = "", nil
		}
		if a.chance(.1) {
			role, who = coding.Role{}, nil
		}
		characters, words := -1, -1
		if length := a.between(500, 9000); a.chance(.75) {
			if latin != a.chance(.1) {
				words = length
			} else {
				characters = length
			}
		}
		var asked, leaves []string
		if named && a.chance(.7) {
			for _, x := range a.f.Dimensions {
				if x.Group && a.chance(.2) || !x.Group && x.HasSource("interview") && a.chance(.4) {
					asked = append(asked, x.ID)
					leaves = append(leaves, a.leaves(x.ID)...)
				}
			}
		}
		p.rows = append(p.rows, []any{t.id, a.caseWord(t.dept.Case), home, who, strings.Join(asked, pick(a.dice, ";", "; ", "；")), a.count(characters), a.count(words), pick[any](a.dice, "是", "no", nil)})
		a.meant.Interviews = append(a.meant.Interviews, interviewLine(t.id, t.dept.Case, t.dept.ID, role.ID, characters, words, leaves))
		for j := range a.between(2, 7) {
			t.segments = append(t.segments, a.part(i, j))
		}
		a.talks = append(a.talks, t)
	}
	a.put("cases", p)
	if a.chance(.2) {
		a.documents()
	}
	a.coders()
}

// documents adds written sources, whose segments are coded as those of interviews are.
func (a *author) documents() {
	p := a.sheet("documents", "id", "title", "case")
	for i := range a.between(1, 2) {
		t := talk{id: fmt.Sprintf("W%02d", i+1), dept: pick(a.dice, a.depts...)}
		p.rows = append(p.rows, []any{t.id, "虚构的文件", a.caseWord(t.dept.Case)})
		for j := range a.between(2, 4) {
			t.segments = append(t.segments, a.part(i+50, j))
		}
		a.talks = append(a.talks, t)
	}
	a.put("documents", p)
}

// leaves are the leaves of a dimension, itself if it is one.
func (a *author) leaves(id string) []string {
	if !a.f.Dimension(id).Group {
		return []string{id}
	}
	var out []string
	for _, b := range below(a.f, id) {
		if !a.f.Dimension(b).Group {
			out = append(out, b)
		}
	}
	return out
}

func (a *author) part(i, j int) part {
	s := part{id: fmt.Sprintf("S%02d-%02d", i+1, j+1), text: fmt.Sprintf("第%d场的第%d段虚构发言，讲到日常往来。", i+1, j+1)}
	if len(a.periods) > 0 && a.chance(.8) {
		s.period = pick(a.dice, a.periods...)
	}
	for range a.between(0, 3) {
		c := pick(a.dice, a.codes...)
		if slices.ContainsFunc(s.says, func(r rating) bool { return r.code == c.id }) {
			continue
		}
		s.says = append(s.says, a.rating(c.id))
	}
	return s
}

func (a *author) rating(id string) rating {
	r := rating{code: id, intensity: a.between(1, 3), direction: pick(a.dice, -1, 0, 1, 1), hasDir: true}
	if a.chance(.1) {
		r.absent, r.direction = true, -1
	}
	return r
}

// codebook brings codes of a team's own, or leaves the dimension ids to be the codes.
func (a *author) codebook() {
	loose := a.chance(.2) // codes that interviews are not meant to give
	for _, x := range a.f.Dimensions {
		if loose && a.chance(.5) || x.HasSource("interview") && !(x.Group && x.Polarity == 0) && (!x.Group || a.chance(.5)) {
			a.codes = append(a.codes, code{x.ID, x.ID})
		}
	}
	if len(a.codes) == 0 || a.chance(.6) {
		return
	}
	p := a.sheet("codes", "code", "parent", "dimension", "level", "definition", "status")
	var own []code
	for i, c := range a.codes {
		if i%3 == 0 { // a dimension as its own code
			p.rows = append(p.rows, []any{c.id, nil, nil, "selective", "维度本身", a.say("active", "使用")})
			own = append(own, c)
		}
		for j := range a.between(0, 2) {
			id := fmt.Sprintf("open%02d%c", i, 'a'+rune(j))
			p.rows = append(p.rows, []any{id, nil, c.dimension, a.say("open", "open"), "虚构编码", pick[any](a.dice, nil, a.say("active", "使用"))})
			own = append(own, code{id, c.dimension})
		}
	}
	p.rows = append(p.rows, []any{"retired1", nil, a.codes[0].dimension, "open", "停用的编码", a.say("inactive", "停用")})
	a.codes = own
	a.put("codebook", p)
}

// coders let one to four people code some of the interviews, in one or two passes, each with a sheet of the coder's own or
// all in one.
func (a *author) coders() {
	one := a.chance(.4)
	names := []string{"anna", "bo", "陈", "dora"}[:a.between(1, 4)]
	passes := pick(a.dice, []string{"1"}, []string{"1", "2"}, []string{"2", "10"}, []string{"a", "b"})
	fields := []string{"interview_id", "segment_id", "speaker", "text", "code"}
	style := a.IntN(3) // a row a code, several in a cell, several columns
	if style == 2 {
		fields = append(fields, "code_2", "code_3", "code_4")
	}
	fields = append(fields, "intensity", "direction", "state")
	if len(a.periods) > 0 {
		fields = append(fields, "period")
	}
	if one {
		fields = append(fields, "pass", "coder")
	}
	var given []string // interview, segment and code that some coder gave
	single := page{}
	for _, pass := range passes {
		for _, coder := range names {
			p := a.sheet("coding", fields...)
			var sheet []reading
			for _, t := range a.talks {
				if pass != passes[0] && a.chance(.6) || a.chance(.2) {
					continue
				}
				for _, s := range t.segments {
					if a.chance(.1) {
						continue
					}
					codes := a.coded(s)
					sheet = append(sheet, reading{t.id, s, codes})
					for _, r := range codes {
						if r.code != "" {
							given = append(given, t.id+"\x00"+s.id+"\x00"+r.code)
						}
						dir := any(nil)
						if r.hasDir || r.absent {
							dir = r.direction
						}
						a.meant.Codings = append(a.meant.Codings, codingLine(pass, coder, t.id, s.id, r.code, r.intensity, dir, r.absent, s.period))
					}
				}
			}
			a.fill(&p, sheet, style, one, pass, coder)
			if len(p.rows) == 0 {
				continue
			}
			switch {
			case one && single.header == nil:
				single = p
			case one:
				single.rows = append(single.rows, p.rows...)
			default:
				a.folder = append(a.folder, place{"coding/" + pass + "/" + coder, p.shuffled(a.dice)})
			}
			if !one { // the same rows for a workbook, with pass and coder
				q := page{kind: "coding", header: append(slices.Clone(p.header), a.say("pass", "轮次"), a.say("coder", "编码员"))}
				for _, r := range p.rows {
					q.rows = append(q.rows, append(slices.Clone(r), pass, coder))
				}
				a.gather(q)
			}
		}
	}
	if one && single.header != nil {
		a.put("coding", single)
	}
	a.rulings(one, levels(given))
}

// gather adds rows to the workbook's one coding sheet.
func (a *author) gather(q page) {
	for i := range a.pages {
		if a.pages[i].kind == "coding" {
			a.pages[i] = merge(a.pages[i], q)
			return
		}
	}
	a.pages = append(a.pages, q)
}

// coded is what a coder makes of a segment: mostly what it says, with a slip or an extra code; a lone empty code when
// nothing was found.
func (a *author) coded(s part) []rating {
	var out []rating
	for _, r := range s.says {
		if a.chance(.2) {
			continue
		}
		if a.chance(.2) {
			r.intensity = a.between(0, 3)
		}
		if a.chance(.15) && !r.absent {
			r.direction, r.hasDir = pick(a.dice, -1, 0, 1), a.chance(.7)
			if !r.hasDir {
				r.direction = 0
			}
		}
		if a.chance(.05) {
			r.absent, r.direction, r.hasDir = true, -1, true
		}
		out = append(out, r)
	}
	if a.chance(.1) {
		c := pick(a.dice, a.codes...)
		if !slices.ContainsFunc(out, func(r rating) bool { return r.code == c.id }) {
			out = append(out, a.rating(c.id))
		}
	}
	if len(out) == 0 {
		out = []rating{{}}
	}
	return out
}

// reading is a coder's codes on one segment of an interview.
type reading struct {
	interview string
	part      part
	codes     []rating
}

// fill writes a coder's readings as rows: a row a code, or codes with the same ratings together in a cell or in columns.
func (a *author) fill(p *page, sheet []reading, style int, one bool, pass, coder string) {
	for _, r := range sheet {
		for len(r.codes) > 0 {
			first := r.codes[0]
			together, rest := []string{first.code}, []rating(nil)
			for _, c := range r.codes[1:] {
				same := c
				same.code = first.code
				if style > 0 && same == first {
					together = append(together, c.code)
				} else {
					rest = append(rest, c)
				}
			}
			r.codes = rest
			row := []any{r.interview, r.part.id, "甲", r.part.text}
			switch style {
			case 2:
				for i := range 4 {
					if i < len(together) && together[i] != "" {
						row = append(row, together[i])
					} else {
						row = append(row, nil)
					}
				}
			default:
				row = append(row, strings.Join(together, pick(a.dice, ";", "; ", "；")))
			}
			row = append(row, a.rated(first)...)
			if len(a.periods) > 0 {
				row = append(row, r.part.period)
			}
			if one {
				row = append(row, pass, coder)
			}
			p.rows = append(p.rows, row)
		}
	}
}

// rated writes intensity, direction and state; mentioned may be left empty, and absent may leave the direction empty.
func (a *author) rated(r rating) []any {
	var intensity, direction, state any
	if r.intensity > 0 {
		intensity = a.scribble(r.intensity)
	}
	if r.hasDir && !(r.absent && a.chance(.5)) {
		direction = a.scribble(r.direction)
	}
	switch {
	case r.absent:
		state = a.say("absent", "不存在")
	case r.code != "" && a.chance(.5):
		state = a.say("mentioned", "提及")
	}
	return []any{intensity, direction, state}
}

// rulings settle some of what coders gave, and now and then accept what nobody gave.
func (a *author) rulings(one bool, given []string) {
	if len(given) == 0 || a.chance(.5) {
		return
	}
	p := a.sheet("consensus", "interview_id", "segment_id", "code", "decision", "intensity", "direction", "reason", "who")
	done := map[string]bool{}
	for _, g := range given {
		if a.chance(.85) {
			continue
		}
		at := strings.Split(g, "\x00")
		if a.chance(.1) {
			at[2] = pick(a.dice, a.codes...).id
		}
		if done[strings.Join(at, "\x00")] {
			continue
		}
		done[strings.Join(at, "\x00")] = true
		accept := a.chance(.6)
		r := rating{}
		if accept && a.chance(.5) {
			r.intensity = a.between(1, 3)
		}
		if accept && a.chance(.5) {
			r.direction, r.hasDir = pick(a.dice, -1, 0, 1), true
		}
		word := a.say("reject", "不采纳")
		if accept {
			word = a.say("accept", "采纳")
		}
		row := []any{at[0], at[1], at[2], word}
		dir := any(nil)
		if r.hasDir {
			dir = r.direction
		}
		p.rows = append(p.rows, append(append(row, a.rated(r)[:2]...), "讨论后决定", "甲"))
		a.meant.Rulings = append(a.meant.Rulings, rulingLine(at[0], at[1], at[2], accept, r.intensity, dir))
	}
	if len(p.rows) == 0 {
		return
	}
	if one {
		a.put("coding", p)
	} else {
		a.put("coding/consensus", p)
	}
}
