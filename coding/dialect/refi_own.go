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

// paragraphHeads begin the paragraphs of a code's description: include, exclude, example.
var paragraphHeads = [3][]string{{"Include: ", "包含："}, {"Exclude: ", "不包含："}, {"Example: ", "例句："}}

// describedCode is an entry of a codebook as its description tells it.
func describedCode(text string, fields map[string]string) coding.Code {
	c := coding.Code{Dimension: fields["dimension"], Label: coding.Label{ZH: fields["zh"], EN: fields["en"]}, Level: fields["level"], Origin: fields["origin"], Since: fields["since"]}
	if r := fields["replaces"]; r != "" {
		c.Replaces = strings.Split(r, "|")
	}
	parts := [4]string{}
	at := 0
	for _, paragraph := range strings.Split(text, "\n\n") {
		for i := max(at-1, 0); i < len(paragraphHeads); i++ {
			for _, h := range paragraphHeads[i] {
				if rest, ok := strings.CutPrefix(paragraph, h); ok && parts[i+1] == "" {
					at, paragraph = i+1, rest
				}
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

// describedCase fills a case from its fields.
func describedCase(c *coding.Case, fields map[string]string) {
	c.Name = fields["name"]
	c.Label = coding.Label{ZH: fields["zh"], EN: fields["en"]}
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
	for i := range im.Interviews {
		iv := &im.Interviews[i]
		fields := p.own[iv.ID]
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
		iv.Date = cmp.Or(take("date"), fields["document_date"])
		if asked := take("asked"); asked != "" {
			iv.Asked, iv.AskedGiven = strings.Split(asked, ";"), true
		}
		iv.Consent = map[string]coding.Consent{"yes": coding.ConsentGiven, "no": coding.ConsentRefused}[take("consent")]
		iv.Characters, iv.Words = count("characters"), count("words")
		iv.Document = fields["document"] != ""
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
		if id := safeID(f["segment"]); id != "" && f["part"] == "" && out[at] == "" {
			out[at] = id
		}
	}
	return out
}

// plain are the notes that are not about who reviewed or how it was ruled.
func (p *project) plain(refs []string) []string {
	var out []string
	for _, r := range refs {
		if f := p.marked[r]; f["reviewed"] == "" && f["ruling"] == "" {
			out = append(out, r)
		}
	}
	return out
}

// reviewed enters those who read a segment and gave it no code.
func (p *project) reviewed(sel *refi.Selection, m mark) {
	for _, r := range sel.NoteRefs {
		f := p.marked[r]
		if f["reviewed"] == "" {
			continue
		}
		p.b.receipt.Rows++
		one := m
		one.coder, one.pass = p.coderOf(oneLine(f["reviewed"]))
		one.memo, one.period, one.reviewed = joined(m.memo, p.notes[r]), f["period"], true
		one.from, one.to = 0, 0
		p.b.add(one)
	}
}

// rulings enters what was ruled on a segment.
func (p *project) rulings(sel *refi.Selection, m mark) {
	id := p.b.docIDs[docKey(m.group, m.document)]
	if to, ok := p.b.opts.Map.document(m.group+" > "+m.document, m.document); ok && to != "" {
		id = to
	}
	if id == "" || id == "-" || m.segment == "" {
		return
	}
	refs := slices.Clone(sel.NoteRefs)
	for _, c := range sel.Codings {
		refs = append(refs, c.NoteRefs...)
	}
	for _, r := range refs {
		f := p.marked[r]
		if f["ruled_code"] == "" || f["ruling"] != "accept" && f["ruling"] != "reject" {
			continue
		}
		x := coding.Ruling{Pos: m.pos, Interview: id, Segment: m.segment, Code: f["ruled_code"], Accept: f["ruling"] == "accept", Reason: f["reason"], Who: f["who"]}
		if n, err := strconv.Atoi(f["ruled_intensity"]); err == nil && n >= 1 && n <= 3 {
			x.Intensity = n
		}
		if n, err := strconv.Atoi(f["ruled_direction"]); err == nil && n >= -1 && n <= 1 {
			x.Direction, x.HasDir = n, true
		}
		p.ruled = append(p.ruled, x)
	}
}

// rated takes a note's fields into a mark.
func (m *mark) rated(f map[string]string) {
	if n, err := strconv.Atoi(f["intensity"]); err == nil && n >= 1 && n <= 3 {
		m.intensity = n
	}
	if n, err := strconv.Atoi(f["direction"]); err == nil && n >= -1 && n <= 1 {
		m.direction, m.hasDir = n, true
	}
	switch f["state"] {
	case "absent":
		m.state, m.hasState = coding.Absent, true
		if !m.hasDir {
			m.direction, m.hasDir = -1, true
		}
	case "mentioned":
		m.hasState = true
	}
	m.period = cmp.Or(f["period"], m.period)
	if l := f["link_to"]; l != "" {
		m.links = strings.Split(l, "|")
		for i := range m.links {
			m.links[i] = strings.ReplaceAll(m.links[i], "%7C", "|")
		}
	}
	from, err := strconv.Atoi(f["from"])
	to, err2 := strconv.Atoi(f["to"])
	if err == nil && err2 == nil && from >= 0 && from < to {
		m.from, m.to = from, to
	}
}
