package exchange

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/coding/refi"
)

// selection adds a whole segment at its place: a selection for each user who coded it, as programs exist that take the coder
// of all codings from the selection. The first says which segment it is; others at the same place need not. In a transcript the
// place says where a coding lies; elsewhere a coding's own stretch goes into its note.
func (p *project) selection(to *refi.Source, m *material, s *coding.Segment, codings []*coding.Coding, at extent, inTranscript bool) {
	speaker := ""
	if p.opts.Unmasked {
		speaker = s.Speaker
	}
	empty := ""
	if strings.TrimSpace(s.Text) == "" {
		empty = refi.Yes
	}
	about := refi.Mark(refi.FieldSegment, s.ID, refi.FieldSpeaker, speaker, refi.FieldPeriod, s.Period, refi.FieldEmpty, empty)
	again := ""
	if p.taken[to.GUID] == nil {
		p.taken[to.GUID] = map[extent]bool{}
	}
	if p.taken[to.GUID][at] {
		again = refi.Mark(refi.FieldSegment, s.ID, refi.FieldAgain, refi.Yes) // another segment has the same place
	}
	p.taken[to.GUID][at] = true
	var notes []string
	g := newGroups(at, m.id+"\x00"+s.ID)
	for _, c := range codings {
		if c.Code == "" {
			notes = append(notes, p.reviewed(m, c))
			p.made.Reviewed++
			continue
		}
		g.add(p, p.coding(m, c, !inTranscript))
	}
	ruled := p.settled(g, m, s.ID)
	if g.list == nil {
		g.list = []refi.Selection{{GUID: p.guid("selection", g.id), Start: at.from, End: at.to}}
	}
	for i := range g.list {
		g.list[i].Description = again
	}
	g.list[0].Description, g.list[0].NoteRefs = about, append(notes, ruled...)
	to.Selections = append(to.Selections, g.list...)
}

// groups sorts the codings of a place by user.
type groups struct {
	id   string
	at   extent
	list []refi.Selection
}

func newGroups(at extent, id string) *groups { return &groups{id: id, at: at} }

func (g *groups) add(p *project, c refi.Coding) {
	i := slices.IndexFunc(g.list, func(s refi.Selection) bool { return s.CreatingUser == c.CreatingUser })
	if i < 0 {
		i = len(g.list)
		g.list = append(g.list, refi.Selection{GUID: p.guid("selection", g.id+"\x00"+c.CreatingUser), Start: g.at.from, End: g.at.to,
			Audit: refi.Audit{CreatingUser: c.CreatingUser}})
	}
	g.list[i].Codings = append(g.list[i].Codings, c)
}

// part adds a stretch that coders marked in a segment otherwise than as a whole.
func (p *project) part(to *refi.Source, m *material, s *coding.Segment, at, raw extent, codings []*coding.Coding) {
	g := newGroups(at, fmt.Sprintf("%s\x00%s\x00%d-%d", m.id, s.ID, raw.from, raw.to))
	for _, c := range codings {
		g.add(p, p.coding(m, c, false))
	}
	for i := range g.list {
		g.list[i].Description = refi.Mark(refi.FieldSegment, s.ID, refi.FieldPart, refi.Yes)
	}
	to.Selections = append(to.Selections, g.list...)
}

// coding is one coder's code; what the standard has no place for goes into a note that codings alike share.
func (p *project) coding(m *material, c *coding.Coding, place bool) refi.Coding {
	p.made.Codings++
	user := p.user(refi.UserName(c.Coder, c.Pass))
	out := refi.Coding{GUID: p.guid("coding", strings.Join([]string{c.Pass, c.Coder, c.Interview, c.Segment, c.Code, c.Pos.String()}, "\x00")), CreatingUser: user, Code: p.codes[c.Code]}
	if g := p.rating(c, place); g != "" {
		out.NoteRefs = append(out.NoteRefs, g)
	}
	if g := p.memo(m, c, user); g != "" {
		out.NoteRefs = append(out.NoteRefs, g)
	}
	return out
}

// rating is the note of intensity, direction, state, period and links.
func (p *project) rating(c *coding.Coding, place bool) string {
	intensity, direction, state, from, to := "", "", "", "", ""
	if c.Intensity > 0 {
		intensity = strconv.Itoa(c.Intensity)
	}
	if c.HasDir {
		direction = strconv.Itoa(c.Direction)
	}
	if c.HasState {
		state = stateWord(c.State)
	}
	if place && c.To > c.From {
		from, to = strconv.Itoa(c.From), strconv.Itoa(c.To)
	}
	return p.shared(refi.FieldIntensity, intensity, refi.FieldDirection, direction, refi.FieldState, state, refi.FieldPeriod, c.Period, refi.FieldLinkTo, refi.List(c.LinkTo), refi.FieldFrom, from, refi.FieldTo, to)
}

func stateWord(s coding.State) string {
	if s == coding.Absent {
		return refi.StateAbsent
	}
	return refi.StateMentioned
}

// shared is the note of some fields; the same fields are one note.
func (p *project) shared(pairs ...string) string {
	mark := refi.Mark(pairs...)
	if mark == "" {
		return ""
	}
	var name []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			name = append(name, strings.ReplaceAll(pairs[i], "_", " ")+" "+pairs[i+1])
		}
	}
	return p.note(mark, strings.Join(name, ", "), mark, "")
}

// note enters a note once, under a name of its own.
func (p *project) note(id, name, text, user string) string {
	g := p.guid("note", id)
	if !p.notes[g] {
		p.notes[g] = true
		if p.noteNames[name]++; p.noteNames[name] > 1 {
			name += fmt.Sprintf(" (%d)", p.noteNames[name])
		}
		p.Notes = append(p.Notes, refi.Source{Kind: refi.Text, GUID: g, Name: name, Text: text, Audit: refi.Audit{CreatingUser: user}})
	}
	return g
}

// memo is the note of a coder's memo; those on an interview without consent stay out, as they may quote it.
func (p *project) memo(m *material, c *coding.Coding, user string) string {
	if c.Memo == "" {
		return ""
	}
	if p.withheld(m.id) {
		p.made.LeftMemos++
		return ""
	}
	text := p.text(c.Memo)
	head := []rune(strings.Join(strings.Fields(text), " "))
	if len(head) > 40 {
		head = append(head[:39:39], '…')
	}
	return p.note(strings.Join([]string{"memo", c.Pass, c.Coder, c.Interview, c.Segment, c.Memo}, "\x00"), c.Coder+": "+string(head), text, user)
}

// reviewed is the note that says who read a segment and gave it no code.
func (p *project) reviewed(m *material, c *coding.Coding) string {
	who := refi.UserName(c.Coder, c.Pass)
	user := p.user(who)
	mark := refi.Mark(refi.FieldReviewed, who, refi.FieldPeriod, c.Period)
	id, text, name := mark, mark, "no code: "+who
	if c.Memo != "" && !p.withheld(m.id) {
		text = p.text(c.Memo) + "\n" + mark
		id = strings.Join([]string{"reviewed", mark, c.Interview, c.Segment, c.Memo}, "\x00")
	} else if c.Memo != "" {
		p.made.LeftMemos++
	}
	return p.note(id, name, text, user)
}

// settled adds the codings of the settled layer, with the reasons of the rulings as notes. It gives the notes on other codes:
// those that were rejected, and those that the layer does not have in spite of a ruling.
func (p *project) settled(g *groups, m *material, segment string) []string {
	user := p.user(refi.ConsensusUser)
	ruled := map[string]*coding.Ruling{}
	for _, r := range m.rulings[segment] {
		ruled[r.Code] = r
	}
	for _, u := range m.settled[segment] {
		c := refi.Coding{GUID: p.guid("coding", strings.Join([]string{"consensus", u.Interview, u.Segment, u.Code}, "\x00")), CreatingUser: user, Code: p.codes[u.Code]}
		if n := p.settledRating(&u); n != "" {
			c.NoteRefs = append(c.NoteRefs, n)
		}
		if r := ruled[u.Code]; r != nil {
			c.NoteRefs = append(c.NoteRefs, p.ruling(m, r, user))
			delete(ruled, u.Code)
		}
		p.made.Codings++
		g.add(p, c)
	}
	var rest []string
	for _, r := range m.rulings[segment] {
		if ruled[r.Code] == r {
			rest = append(rest, p.ruling(m, r, user))
		}
	}
	return rest
}

func (p *project) settledRating(u *pass.Unit) string {
	number := func(x float64) string {
		if math.IsNaN(x) {
			return ""
		}
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	state := ""
	if u.State == coding.Absent {
		state = refi.StateAbsent
	}
	return p.shared(refi.FieldIntensity, number(u.Intensity), refi.FieldDirection, number(u.Direction), refi.FieldState, state, refi.FieldPeriod, u.Period)
}

// ruling is the note of a decision of the consensus sheet.
func (p *project) ruling(m *material, r *coding.Ruling, user string) string {
	what := refi.RulingReject
	if r.Accept {
		what = refi.RulingAccept
	}
	reason, intensity, direction := r.Reason, "", ""
	if p.withheld(m.id) {
		reason = ""
	}
	if r.Intensity > 0 {
		intensity = strconv.Itoa(r.Intensity)
	}
	if r.HasDir {
		direction = strconv.Itoa(r.Direction)
	}
	mark := refi.Mark(refi.FieldRuling, what, refi.FieldRuledCode, r.Code, refi.FieldRuledIntensity, intensity, refi.FieldRuledDirection, direction, refi.FieldReason, p.text(reason), refi.FieldWho, r.Who)
	return p.note(strings.Join([]string{"ruling", r.Interview, r.Segment, r.Code, mark}, "\x00"), what+" "+r.Code, mark, user)
}
