package dialect

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/refi"
)

// What smekit writes into descriptions and notes for want of a place in the standard ([refi.Mark]) is read here, whatever
// program the project went through since.

// describedCode is an entry of a codebook as its description tells it.
func describedCode(text string, fields map[string]string) coding.Code {
	c := coding.Code{Dimension: fields[refi.FieldDimension], Label: coding.Label{ZH: fields[refi.FieldZH], EN: fields[refi.FieldEN]}, Level: fields[refi.FieldLevel], Origin: fields[refi.FieldOrigin], Since: fields[refi.FieldSince]}
	c.Replaces = refi.Listed(fields[refi.FieldReplaces])
	parts := [4]string{}
	at := 0
	for _, paragraph := range strings.Split(text, "\n\n") {
		for i := max(at, 1); i < len(parts); i++ {
			if rest, ok := afterHead(paragraph, i-1); ok && parts[i] == "" {
				at, paragraph = i, rest
				break
			}
		}
		if parts[at] != "" {
			parts[at] += "\n\n"
		}
		parts[at] += paragraph
	}
	c.Definition, c.Include, c.Exclude, c.Example = prose(parts[0]), prose(parts[1]), prose(parts[2]), prose(parts[3])
	return c
}

// afterHead is a paragraph without the head that it begins with, in any language.
func afterHead(paragraph string, which int) (string, bool) {
	for _, heads := range refi.ParagraphHeads {
		if rest, ok := strings.CutPrefix(paragraph, heads[which]); ok { // no head begins another
			return rest, true
		}
	}
	return paragraph, false
}

// describedCase fills a case from its fields.
func describedCase(c *coding.Case, fields map[string]string) {
	c.Name = fields[refi.FieldName]
	c.Label = coding.Label{ZH: fields[refi.FieldZH], EN: fields[refi.FieldEN]}
	if n, err := strconv.Atoi(c.Attrs["invited"]); err == nil && n >= 0 {
		c.Invited = n
		delete(c.Attrs, "invited")
	}
	starred(c.Attrs)
}

// starred gives extra columns back the names that fields have too.
func starred(attrs coding.Attrs) {
	for k, v := range attrs {
		if name, ok := strings.CutSuffix(k, " *"); ok {
			delete(attrs, k)
			attrs[name] = v
		}
	}
}

// describeInterviews fills the fields of interviews from their variables.
func (p *project) describeInterviews(im *Import) {
	own := map[string]map[string]string{} // by the id that was settled on
	for doc, fields := range p.own {
		own[p.b.settled[doc]] = fields
	}
	for i := range im.Interviews {
		iv := &im.Interviews[i]
		fields := own[iv.ID]
		if fields == nil {
			continue
		}
		take := func(name string) string {
			v := iv.Attrs[name]
			delete(iv.Attrs, name)
			return v
		}
		count := func(name string) int {
			if n, err := strconv.Atoi(take(name)); err == nil {
				return n
			}
			return -1
		}
		if iv.Attrs["name"] == iv.ID {
			delete(iv.Attrs, "name")
		}
		iv.Dept, iv.Role, iv.Respondent = take("department"), take("role"), take("respondent")
		iv.Date = cmp.Or(take("date"), fields[refi.FieldDocumentDate])
		if asked := take("asked"); asked != "" {
			iv.Asked, iv.AskedGiven = strings.Split(asked, ";"), true
		}
		iv.Consent = map[string]coding.Consent{"yes": coding.ConsentGiven, "no": coding.ConsentRefused}[take("consent")]
		iv.Characters, iv.Words = count("characters"), count("words")
		iv.Document = fields[refi.FieldDocument] != ""
		starred(iv.Attrs)
	}
}

// coderOf is the coder and the pass that a user stands for.
func (p *project) coderOf(user string) (coder, pass string) {
	coder, pass = refi.CoderOf(user)
	if pass = safeID(pass); pass == "" {
		return user, ""
	}
	return coder, pass
}

// unitPlaces are the segments that selections of a source name, by their places. Another selection of the same place is
// another coder's of the same segment.
func unitPlaces(s *refi.Source) map[[2]int]string {
	out := map[[2]int]string{}
	for i := range s.Selections {
		sel := &s.Selections[i]
		_, f := refi.Marked(sel.Description)
		at := [2]int{sel.Start, sel.End}
		if id := safeID(f[refi.FieldSegment]); id != "" && f[refi.FieldPart] == "" && out[at] == "" {
			out[at] = id
		}
	}
	return out
}

// plain are the notes that are not about who reviewed or how it was ruled.
func (p *project) plain(refs []string) []string {
	var out []string
	for _, r := range refs {
		if f := p.marked[r]; f[refi.FieldReviewed] == "" && f[refi.FieldRuling] == "" {
			out = append(out, r)
		}
	}
	return out
}

// reviewed enters those who read a segment and gave it no code.
func (p *project) reviewed(sel *refi.Selection, m mark) {
	for _, r := range sel.NoteRefs {
		f := p.marked[r]
		if f[refi.FieldReviewed] == "" {
			continue
		}
		p.b.receipt.Rows++
		one := m
		one.coder, one.pass = p.coderOf(oneLine(f[refi.FieldReviewed]))
		one.memo, one.period, one.reviewed = joined(m.memo, p.notes[r]), f[refi.FieldPeriod], true
		one.from, one.to = 0, 0
		p.b.add(one)
	}
}

// rulings enters what was ruled on a segment; consensus names the interview when it is settled.
func (p *project) rulings(sel *refi.Selection, m mark) {
	if m.segment == "" {
		return
	}
	refs := slices.Clone(sel.NoteRefs)
	for _, c := range sel.Codings {
		refs = append(refs, c.NoteRefs...)
	}
	for _, r := range refs {
		f := p.marked[r]
		if f[refi.FieldRuledCode] == "" || f[refi.FieldRuling] != refi.RulingAccept && f[refi.FieldRuling] != refi.RulingReject {
			continue
		}
		x := coding.Ruling{Pos: m.pos, Interview: docKey(m.group, m.document), Segment: m.segment, Code: f[refi.FieldRuledCode], Accept: f[refi.FieldRuling] == refi.RulingAccept, Reason: f[refi.FieldReason], Who: f[refi.FieldWho]}
		if n, err := strconv.Atoi(f[refi.FieldRuledIntensity]); err == nil && n >= 1 && n <= 3 {
			x.Intensity = n
		}
		if n, err := strconv.Atoi(f[refi.FieldRuledDirection]); err == nil && n >= -1 && n <= 1 {
			x.Direction, x.HasDir = n, true
		}
		p.ruled = append(p.ruled, x)
	}
}

// consensus are the rulings under the ids of interviews and codes that were settled on.
func (p *project) consensus() []coding.Ruling {
	ids := map[string]string{}
	for _, c := range p.b.codes.list {
		if c.own != "" {
			ids[c.own] = c.id
		}
	}
	var out []coding.Ruling
	done := map[[3]string]bool{}
	for _, r := range p.ruled {
		r.Interview = p.b.settled[r.Interview]
		r.Code = cmp.Or(ids[r.Code], codeID(r.Code))
		if k := [3]string{r.Interview, r.Segment, r.Code}; r.Interview != "" && r.Interview != "-" && r.Code != "-" && !done[k] {
			done[k] = true
			out = append(out, r)
		}
	}
	return out
}

// rated takes a note's fields into a mark.
func (m *mark) rated(f map[string]string) {
	if n, err := strconv.Atoi(f[refi.FieldIntensity]); err == nil && n >= 1 && n <= 3 {
		m.intensity = n
	}
	if n, err := strconv.Atoi(f[refi.FieldDirection]); err == nil && n >= -1 && n <= 1 {
		m.direction, m.hasDir = n, true
	}
	switch f[refi.FieldState] {
	case refi.StateAbsent:
		m.state, m.hasState = coding.Absent, true
		if !m.hasDir {
			m.direction, m.hasDir = -1, true
		}
	case refi.StateMentioned:
		m.hasState = true
	}
	m.period = cmp.Or(f[refi.FieldPeriod], m.period)
	if l := refi.Listed(f[refi.FieldLinkTo]); l != nil {
		m.links = l
	}
	from, err := strconv.Atoi(f[refi.FieldFrom])
	to, err2 := strconv.Atoi(f[refi.FieldTo])
	if err == nil && err2 == nil && from >= 0 && from < to {
		m.from, m.to = from, to
	}
}
