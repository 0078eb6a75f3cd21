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
	base := refi.Source{Kind: refi.Text, GUID: p.guid("source", m.id), Name: p.sourceName(m), Values: p.attributes(m), Audit: refi.Audit{Created: created}}
	document := ""
	if m.document != nil || m.interview != nil && m.interview.Document {
		document = "yes"
	}
	date := ""
	if m.document != nil {
		date = m.document.Date
	}
	mark := func(kind string) string {
		return refi.Mark("interview", m.id, "document", document, "document_date", date, "text", kind)
	}
	m.sources = []string{base.GUID}
	if m.transcript == nil || p.withheld(m.id) {
		kind := "assembled"
		switch {
		case p.withheld(m.id):
			kind = "withheld"
			if m.transcript != nil || len(m.segments) > 0 {
				p.made.Withheld = append(p.made.Withheld, m.id)
			}
		case len(m.segments) == 0:
			kind = "none"
		default:
			p.made.Assembled = append(p.made.Assembled, m.id)
		}
		var g page
		for _, s := range m.segments {
			p.selection(&base, m, s, g.add(p.segmentText(m, s)), false)
		}
		base.Text, base.Description = g.text.String(), mark(kind)
		p.keep(base)
		return
	}
	placed := p.placed(m.transcript.Text)
	base.Text, base.Description = placed.Text, mark("transcript")
	length := utf8.RuneCountInString(m.transcript.Text)
	f := newFinder(m.transcript.Text)
	rest := refi.Source{Kind: refi.Text, GUID: p.guid("source", m.id+"\x00rest"), Name: base.Name + restWords[p.lang()], Description: mark("rest"), Audit: base.Audit}
	var g page
	for _, s := range m.segments {
		var own []extent
		for _, c := range m.codings[s.ID] {
			if c.To > c.From && c.From >= 0 && c.To <= length {
				own = append(own, extent{c.From, c.To})
			}
		}
		at, ok := f.find(s.Text, own)
		if !ok && s.Text == "" && len(own) > 0 {
			at, ok = own[0], true
		}
		// stretches of their own are selections of their own
		parts := map[extent][]*coding.Coding{}
		var order []extent
		var whole []*coding.Coding
		for _, c := range m.codings[s.ID] {
			e := extent{c.From, c.To}
			if c.Code == "" || c.To <= c.From || ok && e == at {
				whole = append(whole, c)
				continue
			}
			if !slices.Contains(own, e) {
				p.made.Unplaced = append(p.made.Unplaced, UnplacedAt{c.Pos, c.From, c.To})
				whole = append(whole, c)
				continue
			}
			if parts[e] == nil {
				order = append(order, e)
			}
			parts[e] = append(parts[e], c)
		}
		saved := m.codings[s.ID]
		m.codings[s.ID] = whole
		if ok {
			from, to := placed.Move(at.from, at.to)
			p.selection(&base, m, s, extent{from, to}, true)
		} else {
			p.made.NotFound = append(p.made.NotFound, Lost{s.Pos, m.id, s.ID})
			p.selection(&rest, m, s, g.add(p.segmentText(m, s)), false)
		}
		m.codings[s.ID] = saved
		for _, e := range order {
			from, to := placed.Move(e.from, e.to)
			p.part(&base, m, s, extent{from, to}, e, parts[e])
		}
	}
	p.keep(base)
	if len(rest.Selections) > 0 {
		rest.Text = g.text.String()
		m.sources = append(m.sources, rest.GUID)
		p.keep(rest)
	}
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
	return m.id
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
	return p.values(iv.Attrs, "department", iv.Dept, "role", iv.Role, "date", iv.Date, "respondent", iv.Respondent, "asked", asked, "consent", consent,
		"characters", number(iv.Characters), "words", number(iv.Words))
}
