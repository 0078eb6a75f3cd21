package exchange

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/refi"
)

// What a study keeps of other programs' projects ([coding.Kept]) goes back to where it came from: colours, memos and sets of
// codes, memos and sets of sources, notes, and what is said of variables and of the project.

// kept puts it all into the project; the sources have theirs.
func (p *project) kept() {
	p.keptOfCodes(p.Codes, p.codeSet(), func(c *refi.Code, memo string) {
		p.noteOf(&c.NoteRefs, "code\x00"+c.GUID, "memo: "+c.Name, memo)
	})
	p.Sets = p.sets(p.setNames)
	p.keptNotes()
	p.types()
	p.description()
}

// codeSet are the codes of the codebook by their GUIDs.
func (m *maker) codeSet() map[string]*coding.Code {
	out := map[string]*coding.Code{}
	if book := m.study.Codebook; book != nil {
		for i := range book.Codes {
			out[m.codes[book.Codes[i].ID]] = &book.Codes[i]
		}
	}
	return out
}

// keptOfCodes gives codes their colours, and hands their memos on.
func (m *maker) keptOfCodes(codes []refi.Code, of map[string]*coding.Code, memo func(c *refi.Code, text string)) {
	for i := range codes {
		c := &codes[i]
		if k := of[c.GUID]; k != nil {
			if color := k.Attrs[coding.AttrColor]; refi.IsColor(color) {
				c.Color = color
			}
			c.NotCodable = c.NotCodable || strings.EqualFold(k.Attrs[coding.AttrCodable], refi.No)
			if text := m.text(k.Attrs[coding.AttrMemo]); text != "" {
				memo(c, text)
			}
		}
		m.keptOfCodes(c.Codes, of, memo)
	}
}

// sets are the sets that codes are in, those of sources with them.
func (m *maker) sets(sources map[string][]string) []refi.Set {
	members, order := map[string]*refi.Set{}, []string(nil)
	of := func(name string) *refi.Set {
		s := members[name]
		if s == nil {
			s = &refi.Set{GUID: m.guid("set", name), Name: m.text(name)}
			for i := range m.opts.Kept {
				if k := &m.opts.Kept[i]; k.Kind == coding.KeptSet && k.Name == name {
					s.Description = m.text(k.Text)
				}
			}
			members[name] = s
			order = append(order, name)
		}
		return s
	}
	if book := m.study.Codebook; book != nil {
		for i := range book.Codes {
			for _, name := range coding.SplitNames(book.Codes[i].Attrs[coding.AttrSets]) {
				s := of(name)
				s.Codes = append(s.Codes, m.codes[book.Codes[i].ID])
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		s := of(name)
		s.Sources = append(s.Sources, sources[name]...)
	}
	var out []refi.Set
	for _, name := range order {
		out = append(out, *members[name])
	}
	return out
}

// noteOf adds a note of its own to what has notes.
func (p *project) noteOf(refs *[]string, id, name, text string) {
	*refs = append(*refs, p.note(id, name, text, ""))
}

// ofSource gives a source what is kept of it. Masked, that is nothing, as of all other columns of the interviews.
func (p *project) ofSource(s *refi.Source, m *material) {
	if m.interview == nil || !p.opts.Unmasked {
		return
	}
	attrs := m.interview.Attrs
	if memo := attrs[coding.AttrMemo]; memo != "" {
		p.noteOf(&s.NoteRefs, "source\x00"+m.id, "memo: "+s.Name, memo)
	}
	if at := attrs[coding.AttrCreated]; at != "" && refi.Fits("DateTime", at) {
		s.Created = at
	}
	for _, name := range coding.SplitNames(attrs[coding.AttrSets]) {
		p.setNames[name] = append(p.setNames[name], s.GUID)
	}
}

// columns are the attributes of an interview that are variables: those that a project has no other place for.
func (p *project) columns(m *material) coding.Attrs {
	out := maps.Clone(m.interview.Attrs)
	delete(out, coding.AttrMemo)
	delete(out, coding.AttrSets)
	if refi.Fits("DateTime", out[coding.AttrCreated]) {
		delete(out, coding.AttrCreated)
	}
	if p.ownName(m) != "" || out[coding.AttrName] == m.id {
		delete(out, coding.AttrName)
	}
	return out
}

// described are the attributes of a case without its description, which has a place of its own.
func described(attrs coding.Attrs) coding.Attrs {
	out := maps.Clone(attrs)
	delete(out, coding.AttrDescription)
	return out
}

// ownName is the name that a source had in the project it comes from, where no other has it.
func (p *project) ownName(m *material) string {
	if m.interview == nil || !p.opts.Unmasked {
		return ""
	}
	name := m.interview.Attrs[coding.AttrName]
	if name != strings.Join(strings.Fields(name), " ") || p.named[strings.ToLower(name)] != 1 {
		return ""
	}
	return name
}

// countNames counts what interviews may be called, to tell names that are unlike any other.
func (p *project) countNames() {
	p.named = map[string]int{}
	for id, m := range p.byInterview {
		names := map[string]bool{strings.ToLower(id): true}
		if m.interview != nil {
			names[strings.ToLower(m.interview.Attrs[coding.AttrName])] = true
		}
		if m.document != nil {
			names[strings.ToLower(m.document.Title)] = true
		}
		for n := range names {
			p.named[n]++
		}
	}
}

// keptNotes are the notes that belong to nothing else.
func (p *project) keptNotes() {
	for i := range p.opts.Kept {
		k := &p.opts.Kept[i]
		if k.Kind != coding.KeptNote {
			continue
		}
		user := ""
		if k.Who != "" {
			user = p.user(k.Who)
			if !slices.ContainsFunc(p.Users, func(u refi.User) bool { return u.GUID == user }) {
				p.Users = append(p.Users, refi.User{GUID: user, Name: k.Who})
			}
		}
		text := p.text(k.Text)
		g := p.note("kept\x00"+strconv.Itoa(i)+"\x00"+k.ID, cmp.Or(p.text(k.Name), "note"), text, user)
		if n := &p.Notes[len(p.Notes)-1]; n.GUID == g && p.opts.Unmasked && refi.Fits("DateTime", k.Created) {
			n.Created = k.Created
		}
	}
}

// own are the fields of smekit's that hold words, whatever they look like.
var own = map[string]bool{"role_level": true, "asked": true, "consent": true, "department": true, "role": true, "respondent": true}

// types gives each variable the type that it had where it comes from, if its values fit, else the narrowest that they fit.
func (p *project) types() {
	var all []*refi.Value
	for i := range p.Cases {
		for k := range p.Cases[i].Values {
			all = append(all, &p.Cases[i].Values[k])
		}
	}
	for i := range p.Sources {
		for k := range p.Sources[i].Values {
			all = append(all, &p.Sources[i].Values[k])
		}
	}
	values := map[string][]string{}
	for _, v := range all {
		values[v.Variable] = append(values[v.Variable], v.Text)
	}
	kinds := map[string]string{}
	for i := range p.Variables {
		v := &p.Variables[i]
		declared := ""
		for k := range p.opts.Kept {
			if of := &p.opts.Kept[k]; of.Kind == coding.KeptVariable && of.Name == v.Name {
				v.Description = p.text(of.Text)
				declared = of.Type
			}
		}
		fits := func(kind string) bool {
			return !slices.ContainsFunc(values[v.GUID], func(s string) bool { return !refi.Fits(kind, s) })
		}
		switch {
		case own[v.Name]:
		case declared != "" && fits(declared):
			v.Type = declared
		default:
			v.Type = refi.TypeOf(values[v.GUID])
		}
		kinds[v.GUID] = v.Type
	}
	for _, v := range all {
		v.Type = kinds[v.Variable]
	}
}

// description says what the project is: what its description was where it comes from, else the framework.
func (p *project) description() {
	var out []string
	for i := range p.opts.Kept {
		if k := &p.opts.Kept[i]; k.Kind == coding.KeptProject && k.Text != "" && !slices.Contains(out, p.text(k.Text)) {
			out = append(out, p.text(k.Text))
		}
	}
	if fw := p.study.Framework; out == nil && fw != nil {
		out = append(out, strings.TrimSpace(fw.Title.Or(p.lang())+" ("+fw.ID+" "+fw.Version+")"), refi.Mark(refi.FieldDescribed, refi.DescribedFramework))
	}
	p.Description = strings.Join(out, "\n\n")
}

// departments are those of a case as a field of its description.
func (p *project) departments(id string) string {
	if !p.opts.Unmasked {
		return ""
	}
	var out []string
	for i := range p.study.Departments {
		d := &p.study.Departments[i]
		if d.Case != id {
			continue
		}
		invited := ""
		if d.Invited >= 0 {
			invited = strconv.Itoa(d.Invited)
		}
		out = append(out, refi.List([]string{d.ID, d.Name, d.Type, d.Side, invited}))
	}
	return coding.JoinNames(out)
}
