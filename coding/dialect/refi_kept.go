package dialect

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/refi"
)

// keep takes what a project holds beside codes, cases, sources and codings, and counts what a study has no room for. What
// belongs to a code or a source becomes an attribute of it.
func (p *project) keep(src *refi.Project) {
	p.keepCodes(src.Codes)
	p.keepSets(src.Sets)
	p.keepVariables(src)
	if text, fields := refi.Marked(src.Description); prose(text) != "" && fields[refi.FieldDescribed] == "" {
		p.kept = append(p.kept, coding.Kept{ID: "project", Kind: coding.KeptProject, Name: oneLine(src.Name), Text: prose(text)})
	}
	p.keepNotes(src)
	p.notKept(src)
}

// keepCodes takes the colours and memos of codes, and what is a heading only.
func (p *project) keepCodes(codes []refi.Code) {
	for i := range codes {
		c := &codes[i]
		if k := p.b.codes.at(p.codes[c.GUID]); k != nil {
			_, fields := refi.Marked(c.Description)
			k.keep(coding.AttrColor, c.Color)
			k.keep(coding.AttrMemo, joined(p.memos(c.NoteRefs), prose(fields[refi.FieldMemo])))
			if c.NotCodable {
				k.keep(coding.AttrCodable, refi.No)
			}
		}
		p.keepCodes(c.Codes)
	}
}

// keep gives a code an attribute, unless it has it.
func (c *code) keep(name, value string) {
	if value == "" || c.info.Attrs[name] != "" {
		return
	}
	if c.info.Attrs == nil {
		c.info.Attrs = coding.Attrs{}
	}
	c.info.Attrs[name] = value
}

// keepSets tells codes and sources the sets that they are in.
func (p *project) keepSets(sets []refi.Set) {
	of := map[string][]string{} // names by GUID of a member
	notes := 0
	for i := range sets {
		s := &sets[i]
		name := oneLine(s.Name)
		p.kept = append(p.kept, coding.Kept{ID: s.GUID, Kind: coding.KeptSet, Name: name, Text: prose(s.Description)})
		for _, g := range slices.Concat(s.Codes, s.Sources) {
			if !slices.Contains(of[g], name) {
				of[g] = append(of[g], name)
			}
		}
		notes += len(s.Notes)
	}
	for _, g := range slices.Sorted(maps.Keys(of)) {
		if k := p.b.codes.at(p.codes[g]); k != nil {
			k.keep(coding.AttrSets, coding.JoinNames(of[g]))
		}
	}
	p.sets = of
	p.left("dialect.not_kept_set_notes", notes)
}

// keepSource puts what a project says of a source beside its variables into the attributes.
func (p *project) keepSource(s *refi.Source, attrs coding.Attrs) {
	if names := p.sets[s.GUID]; names != nil && attrs[coding.AttrSets] == "" {
		attrs[coding.AttrSets] = coding.JoinNames(names)
	}
	if s.Created != "" && attrs[coding.AttrCreated] == "" {
		attrs[coding.AttrCreated] = s.Created
	}
}

// keepVariables takes what is said of variables, and their types where their values do not tell them.
func (p *project) keepVariables(src *refi.Project) {
	values := map[string][]string{}
	enter := func(list []refi.Value) {
		for _, v := range list {
			if v.Type != "" {
				values[v.Variable] = append(values[v.Variable], v.Text)
			}
		}
	}
	for i := range src.Cases {
		enter(src.Cases[i].Values)
	}
	for i := range src.Sources {
		enter(src.Sources[i].Values)
	}
	for _, v := range src.Variables {
		text := prose(v.Description)
		if name := oneLine(v.Name); name != "" && (text != "" || v.Type != refi.TypeOf(values[v.GUID])) {
			p.kept = append(p.kept, coding.Kept{ID: v.GUID, Kind: coding.KeptVariable, Name: name, Type: v.Type, Text: text})
		}
	}
}

// keepNotes takes the notes that belong to nothing that a study has.
func (p *project) keepNotes(src *refi.Project) {
	placed := map[string]bool{}
	enter := func(refs []string) {
		for _, r := range refs {
			placed[r] = true
		}
	}
	var ofCodes func(codes []refi.Code)
	ofCodes = func(codes []refi.Code) {
		for i := range codes {
			enter(codes[i].NoteRefs)
			ofCodes(codes[i].Codes)
		}
	}
	ofCodes(src.Codes)
	var ofSources func(sources []refi.Source)
	ofSources = func(sources []refi.Source) {
		for i := range sources {
			s := &sources[i]
			enter(s.NoteRefs)
			for k := range s.Selections {
				enter(s.Selections[k].NoteRefs)
				for _, c := range s.Selections[k].Codings {
					enter(c.NoteRefs)
				}
			}
			ofSources(s.Texts)
		}
	}
	ofSources(src.Sources)
	for i := range src.Notes {
		n := &src.Notes[i]
		if placed[n.GUID] || p.marked[n.GUID] != nil {
			continue
		}
		k := coding.Kept{ID: n.GUID, Kind: coding.KeptNote, Name: oneLine(n.Name), Text: p.notes[n.GUID], Who: p.users[n.CreatingUser], Created: n.Created}
		if cmp.Or(k.Name, k.Text) != "" {
			p.kept = append(p.kept, k)
		}
	}
}

// notKept counts what is left.
func (p *project) notKept(src *refi.Project) {
	p.left("dialect.not_kept_graphs", len(src.Graphs))
	p.left("dialect.not_kept_links", len(src.Links))
	media, codes := 0, 0
	for i := range src.Sources {
		switch src.Sources[i].Kind {
		case refi.Picture, refi.PDF, refi.Audio, refi.Video:
			media++
		}
	}
	for i := range src.Cases {
		codes += len(src.Cases[i].CodeRefs)
	}
	p.left("dialect.not_kept_media", media)
	p.left("dialect.not_kept_case_codes", codes)
}

func (p *project) left(code string, n int) {
	if n > 0 {
		p.b.note(code, strconv.Itoa(n))
	}
}

// describedDepartments are the departments that a case's description lists.
func describedDepartments(of string, fields map[string]string) []coding.Department {
	var out []coding.Department
	for _, entry := range coding.SplitNames(fields[refi.FieldDepartments]) {
		f := append(refi.Listed(entry), "", "", "", "", "")
		if f[0] == "" {
			continue
		}
		d := coding.Department{ID: f[0], Case: of, Name: f[1], Type: f[2], Side: f[3], Invited: -1}
		if n, err := strconv.Atoi(f[4]); err == nil && n >= 0 {
			d.Invited = n
		}
		out = append(out, d)
	}
	return out
}
