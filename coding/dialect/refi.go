package dialect

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/refi"
)

// refiProject is a project in the exchange format of these programs (.qdpx).
var refiProject = layout{
	Name: "refi-project", Tool: "REFI-QDA",
	recognise: func(f *opened) (int, coding.ReceiptNote) {
		if f.form != formProject {
			return 0, coding.ReceiptNote{}
		}
		return 100, coding.ReceiptNote{Code: "dialect.recognised_by", Args: []string{"REFI-QDA", "project.qde"}}
	},
	read: readRefi,
}

// refiCodebook is a codebook in that format (.qdc).
var refiCodebook = layout{
	Name: "refi-codebook", Tool: "REFI-QDA",
	recognise: func(f *opened) (int, coding.ReceiptNote) {
		if f.form != formXML || !f.isRefiXML() {
			return 0, coding.ReceiptNote{}
		}
		return 100, coding.ReceiptNote{Code: "dialect.recognised_by", Args: []string{"REFI-QDA", "<CodeBook>"}}
	},
	read: readRefiCodebook,
}

func readRefiCodebook(f *opened, o Options) (*Import, []coding.Problem, error) {
	book, problems, err := refi.ReadCodebook(io.NewSectionReader(f.r, 0, f.size), f.name)
	if err != nil {
		return nil, nil, err
	}
	b := newBuilder(f, o)
	p := project{b: b, codes: map[string][]string{}}
	b.receipt = book.Receipt
	b.receipt.File, b.receipt.What = f.name, "codes"
	p.tree(book.Codes, nil)
	return b.settle(b.done()), append(problems, b.problems...), nil
}

// project turns a project into marks.
type project struct {
	b         *builder
	codes     map[string][]string // path by GUID
	users     map[string]string
	notes     map[string]string
	variables map[string]string
	cases     map[string][]*refi.Case // by source or selection
	used      int                     // codings that became part of a mark
}

func readRefi(f *opened, o Options) (*Import, []coding.Problem, error) {
	src, problems, err := refi.ReadProjectWith(f.r, f.size, f.name, refi.Options{DocxText: o.DocxText})
	if err != nil {
		return nil, nil, err
	}
	b := newBuilder(f, o)
	p := &project{b: b, codes: map[string][]string{}, users: map[string]string{}, notes: map[string]string{}, variables: map[string]string{}, cases: map[string][]*refi.Case{}}
	b.receipt = src.Receipt
	b.receipt.File, b.receipt.What = f.name, "codings"
	readable := b.receipt.Used
	b.receipt.Used = 0 // each is judged here
	p.tree(src.Codes, nil)
	p.name(src)
	for i := range src.Sources {
		p.source(&src.Sources[i], "")
	}
	if rest := readable - p.used; rest > 0 { // on pictures and recordings, which have no text
		b.current.excluded["dialect.no_text"] += rest
	}
	im := b.settle(b.done())
	if src.Origin != "" {
		im.Why = append(im.Why, coding.ReceiptNote{Code: "dialect.origin", Args: []string{src.Origin}})
	}
	return im, append(problems, b.problems...), nil
}

// tree enters codes with their descriptions.
func (p *project) tree(codes []refi.Code, above []string) {
	for i := range codes {
		c := &codes[i]
		path := append(slices.Clone(above), takeApart(c.Name)...)
		if len(path) == len(above) {
			path = append(path, c.GUID)
		}
		if !p.b.define(path, coding.Pos{File: p.b.file.name}, coding.Code{Definition: prose(c.Description)}) {
			p.b.count("dialect.repeated_code", strings.Join(path, " > "))
		}
		if c.NotCodable {
			p.b.codes.at(path).heading = true
		}
		p.codes[c.GUID] = path
		p.tree(c.Codes, path)
	}
}

// name gathers what GUIDs stand for.
func (p *project) name(src *refi.Project) {
	seen := map[string]string{}
	for _, u := range src.Users {
		name := oneLine(cmp.Or(u.Name, u.ID, u.GUID))
		if other := seen[nameKey(name)]; other != "" { // two users of one name
			name += " " + shorten(cmp.Or(u.ID, u.GUID), 9)
		}
		seen[nameKey(name)] = u.GUID
		p.users[u.GUID] = name
	}
	for i := range src.Notes {
		n := &src.Notes[i]
		p.notes[n.GUID] = prose(cmp.Or(n.Text, n.Description, n.Name))
	}
	for _, v := range src.Variables {
		p.variables[v.GUID] = v.Name
	}
	ids := map[string]bool{}
	for i := range src.Cases {
		c := &src.Cases[i]
		name := oneLine(cmp.Or(c.Name, c.GUID))
		id := safeID(name)
		if to, ok := p.b.opts.Map.caseOf(name); ok && to != "" {
			id = to
		}
		if id != "-" && !ids[id] {
			ids[id] = true
			attrs := p.values(c.Values)
			if d := prose(c.Description); d != "" {
				attrs["description"] = d
			}
			p.b.cases = append(p.b.cases, coding.Case{Pos: coding.Pos{File: p.b.file.name}, ID: id, Name: name, Invited: -1, Attrs: attrs})
		}
		for _, g := range c.SourceRefs {
			p.cases[g] = append(p.cases[g], c)
		}
		for _, g := range c.Selections {
			p.cases[g] = append(p.cases[g], c)
		}
	}
}

// values are the values of variables as attributes.
func (p *project) values(list []refi.Value) coding.Attrs {
	out := coding.Attrs{}
	for _, v := range list {
		if name := oneLine(p.variables[v.Variable]); name != "" && v.Type != "" {
			out[name] = v.Text
		}
	}
	return out
}

// memos are the texts of notes.
func (p *project) memos(refs []string) string {
	var out []string
	for _, r := range refs {
		out = append(out, p.notes[r])
	}
	return joined(out...)
}

// caseOf is the case of a source. One that belongs to several is asked about, and the first is taken.
func (p *project) caseOf(s *refi.Source) string {
	of := p.cases[s.GUID]
	if len(of) == 0 { // a case may hold selections alone; it is the source's if they all are of one case
		for i := range s.Selections {
			of = append(of, p.cases[s.Selections[i].GUID]...)
		}
	}
	var names []string
	for _, c := range of {
		if n := oneLine(cmp.Or(c.Name, c.GUID)); !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	switch {
	case len(names) == 0:
		return ""
	case len(names) > 1:
		p.b.asked = append(p.b.asked, coding.ReceiptNote{Code: "dialect.ask_several_cases", Args: []string{s.Name, strings.Join(names, ", ")}})
	}
	return names[0]
}

// source reads the selections of a source, and of the texts that stand for it.
func (p *project) source(s *refi.Source, group string) {
	b := p.b
	name := oneLine(cmp.Or(s.Name, s.GUID))
	if group == "" {
		group = p.caseOf(s)
	}
	text := s.Kind == refi.Text || s.Kind == refi.Transcript || s.Kind == ""
	if text {
		attrs := p.values(s.Values)
		if d := joined(prose(s.Description), p.memos(s.NoteRefs)); d != "" {
			attrs["memo"] = d
		}
		b.docs = append(b.docs, document{group: group, name: name, pos: coding.Pos{File: b.file.name}, attrs: attrs, text: s.Text, hasText: s.Text != ""})
	}
	if n := len(s.Codings); n > 0 {
		b.current.excluded["dialect.whole_source"] += n
		p.used += n
		b.note("dialect.whole_source", name, strconv.Itoa(n))
	}
	quotes := s.Quotes()
	for i := range s.Selections {
		sel := &s.Selections[i]
		m := mark{pos: coding.Pos{File: b.file.name}, group: group, document: name, memo: joined(p.memos(sel.NoteRefs), prose(sel.Description))}
		switch {
		case text && quotes[i] != "":
			m.text, m.from, m.to = quotes[i], sel.Start, sel.End
			m.place = strconv.Itoa(sel.Start) + "-" + strconv.Itoa(sel.End)
		case sel.Representation != nil && prose(sel.Representation.Text) != "":
			m.text = prose(sel.Representation.Text)
			m.place = "page " + strconv.Itoa(sel.Page+1)
		default:
			continue
		}
		for _, c := range sel.Codings {
			path, ok := p.codes[c.Code]
			if !ok {
				continue
			}
			p.used++
			one := m
			one.coder = p.users[cmp.Or(c.CreatingUser, sel.CreatingUser)]
			one.codes = []given{{path: path, memo: p.memos(c.NoteRefs)}}
			b.add(one)
		}
	}
	for i := range s.Texts {
		inner := s.Texts[i]
		inner.Name = cmp.Or(s.Name, inner.Name)
		if inner.Values == nil {
			inner.Values = s.Values
		}
		p.source(&inner, group)
	}
}
