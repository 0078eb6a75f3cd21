package exchange

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/refi"
)

// Words that stand in texts, by language.
var (
	withheldWords = map[string]string{"en": "[%: text left out, no consent]", "zh": "【%：未获同意引用，原文略】"}
	emptyWords    = map[string]string{"en": "[%: no text]", "zh": "【%：无文本】"}
	restWords     = map[string]string{"en": " (segments not in the transcript)", "zh": "（未见于转录稿的段落）"}
)

// page is the text of a source in the making, with the places of segments in it.
type page struct {
	text   strings.Builder
	length int
}

// add puts a text below what is there and gives its place.
func (g *page) add(s string) extent {
	if g.length > 0 {
		g.text.WriteString("\n\n")
		g.length += 2
	}
	at := extent{g.length, g.length + utf8.RuneCountInString(s)}
	g.text.WriteString(s)
	g.length = at.to
	return at
}

// source makes the source of an interview, and one more for the segments that its transcript does not have.
func (p *project) source(m *material) {
	p.made.Interviews++
	base := refi.Source{Kind: refi.Text, GUID: p.guid("source", m.id), Name: p.sourceName(m), Values: p.attributes(m)}
	p.ofSource(&base, m)
	m.sources = []string{base.GUID}
	if m.transcript == nil || p.withheld(m.id) {
		p.assembled(m, base)
		return
	}
	placed := p.placed(m.transcript.Text)
	base.Text, base.Description = placed.Text, m.mark(refi.TextTranscript)
	length := utf8.RuneCountInString(m.transcript.Text)
	f := newFinder(m.transcript.Text)
	rest := refi.Source{Kind: refi.Text, GUID: p.guid("source", m.id+"\x00rest"), Name: base.Name + restWords[p.lang()], Description: m.mark(refi.TextRest), Audit: base.Audit}
	var g page
	for _, s := range m.segments {
		own := stretches(m.codings[s.ID], length)
		at, ok := f.find(s.Text, own)
		if !ok && s.Text == "" && len(own) > 0 {
			at, ok = own[0], true
		}
		whole, parts := p.apart(m.codings[s.ID], own, at, ok)
		if ok {
			from, to := placed.Move(at.from, at.to)
			p.selection(&base, m, s, whole, extent{from, to}, true)
		} else {
			p.made.NotFound = append(p.made.NotFound, Lost{s.Pos, m.id, s.ID})
			p.selection(&rest, m, s, whole, g.add(p.segmentText(m, s)), false)
		}
		for _, part := range parts {
			from, to := placed.Move(part.at.from, part.at.to)
			p.part(&base, m, s, extent{from, to}, part.at, part.codings)
		}
	}
	p.keep(base)
	if len(rest.Selections) > 0 {
		rest.Text = g.text.String()
		m.sources = append(m.sources, rest.GUID)
		p.keep(rest)
	}
}

// mark is the line that says whose source it is and what its text is.
func (m *material) mark(kind string) string {
	document, date := "", ""
	if m.document != nil || m.interview != nil && m.interview.Document {
		document = refi.Yes
	}
	if m.document != nil {
		date = m.document.Date
	}
	return refi.Mark(refi.FieldInterview, m.id, refi.FieldDocument, document, refi.FieldDocumentDate, date, refi.FieldText, kind)
}

// assembled is the source of an interview whose transcript there is not, or is withheld: its segments, one below the other.
func (p *project) assembled(m *material, base refi.Source) {
	kind := refi.TextAssembled
	switch {
	case p.withheld(m.id):
		kind = refi.TextWithheld
		if m.transcript != nil || len(m.segments) > 0 {
			p.made.Withheld = append(p.made.Withheld, m.id)
		}
	case len(m.segments) == 0:
		kind = refi.TextNone
	default:
		p.made.Assembled = append(p.made.Assembled, m.id)
	}
	var g page
	for _, s := range m.segments {
		p.selection(&base, m, s, m.codings[s.ID], g.add(p.segmentText(m, s)), false)
	}
	base.Text, base.Description = g.text.String(), m.mark(kind)
	p.keep(base)
}

// stretches are the places that codings name within a transcript of a length.
func stretches(codings []*coding.Coding, length int) []extent {
	var own []extent
	for _, c := range codings {
		if c.To > c.From && c.From >= 0 && c.To <= length {
			own = append(own, extent{c.From, c.To})
		}
	}
	return own
}

// stretch is a part of a segment that coders marked, with their codings.
type stretch struct {
	at      extent
	codings []*coding.Coding
}

// apart takes the codings of a segment apart: those of the whole of it, which stands at a place where that was found, and those of
// stretches of their own, in the order met. A place beyond the transcript is noted, and its coding is one of the whole.
func (p *project) apart(codings []*coding.Coding, own []extent, at extent, found bool) (whole []*coding.Coding, parts []stretch) {
	for _, c := range codings {
		e := extent{c.From, c.To}
		switch {
		case c.Code == "" || c.To <= c.From || found && e == at:
			whole = append(whole, c)
			continue
		case !slices.Contains(own, e):
			p.made.Unplaced = append(p.made.Unplaced, UnplacedAt{c.Pos, c.From, c.To})
			whole = append(whole, c)
			continue
		}
		i := slices.IndexFunc(parts, func(s stretch) bool { return s.at == e })
		if i < 0 {
			i = len(parts)
			parts = append(parts, stretch{at: e})
		}
		parts[i].codings = append(parts[i].codings, c)
	}
	return whole, parts
}

// keep names the selections after what they select, puts them in their order, and takes the source.
func (p *project) keep(s refi.Source) {
	slices.SortStableFunc(s.Selections, func(a, b refi.Selection) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	for i, q := range s.Quotes() {
		name := []rune(strings.Join(strings.Fields(q), " "))
		if len(name) > 60 {
			name = append(name[:59:59], '…')
		}
		s.Selections[i].Name = string(name)
	}
	p.made.Selections += len(s.Selections)
	p.Sources = append(p.Sources, s)
}

// segmentText is a segment's text in a source put together of segments.
func (p *project) segmentText(m *material, s *coding.Segment) string {
	switch {
	case p.withheld(m.id):
		return strings.Replace(withheldWords[p.lang()], "%", s.ID, 1)
	case strings.TrimSpace(s.Text) == "":
		return strings.Replace(emptyWords[p.lang()], "%", s.ID, 1)
	}
	return p.text(s.Text)
}

func (p *project) sourceName(m *material) string {
	if m.document != nil && m.document.Title != "" {
		return p.text(m.document.Title)
	}
	return cmp.Or(p.ownName(m), m.id)
}

// attributes are what the interviews sheet says. Masked, that is the coarse role and nothing that tells the person apart.
func (p *project) attributes(m *material) []refi.Value {
	iv := m.interview
	if iv == nil {
		return nil
	}
	number := func(n int) string {
		if n < 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	asked := ""
	if iv.AskedGiven {
		asked = strings.Join(iv.Asked, ";")
	}
	consent := map[coding.Consent]string{coding.ConsentGiven: "yes", coding.ConsentRefused: "no"}[iv.Consent]
	if !p.opts.Unmasked {
		return p.values(nil, "role_level", p.mask.Role(m.id), "asked", asked, "consent", consent)
	}
	return p.values(p.columns(m), "department", iv.Dept, "role", iv.Role, "date", iv.Date, "respondent", iv.Respondent, "asked", asked, "consent", consent,
		"characters", number(iv.Characters), "words", number(iv.Words))
}
