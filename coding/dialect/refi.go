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
	b.codes.exact = true
	p := project{b: b, codes: map[string][]string{}}
	b.receipt = book.Receipt
	b.receipt.File, b.receipt.What = f.name, "codes"
	p.tree(book.Codes, nil, "")
	p.keepCodes(book.Codes)
	p.keepSets(book.Sets)
	im := b.settle(b.done())
	im.Kept = p.kept
	return im, append(problems, b.problems...), nil
}

// project turns a project into marks.
type project struct {
	b           *builder
	codes       map[string][]string // path by GUID
	users       map[string]string
	notes       map[string]string
	variables   map[string]string
	cases       map[string][]*refi.Case      // by source or selection
	called      map[*refi.Source]string      // names that tell sources apart
	textless    int                          // interviews without their transcript
	used        int                          // codings that became part of a mark
	marked      map[string]map[string]string // fields of notes, by GUID
	own         map[string]map[string]string // fields of interviews, by docKey
	ruled       []coding.Ruling              // of the interview with a docKey
	kept        []coding.Kept
	departments []coding.Department
	sets        map[string][]string // names, by GUID of a member
}

func readRefi(f *opened, o Options) (*Import, []coding.Problem, error) {
	src, problems, err := refi.ReadProjectWith(f.r, f.size, f.name, refi.Options{DocxText: o.DocxText})
	if err != nil {
		return nil, nil, err
	}
	b := newBuilder(f, o)
	p := &project{b: b, codes: map[string][]string{}, users: map[string]string{}, notes: map[string]string{}, variables: map[string]string{}, cases: map[string][]*refi.Case{},
		marked: map[string]map[string]string{}, own: map[string]map[string]string{}}
	b.codes.exact = true
	b.receipt = src.Receipt
	b.receipt.File, b.receipt.What = f.name, "codings"
	readable := b.receipt.Used
	b.receipt.Used = 0 // each is judged here
	p.tree(src.Codes, nil, "")
	p.name(src)
	p.keep(src)
	p.nameApart(src)
	for i := range src.Sources {
		p.source(&src.Sources[i], "")
	}
	b.onlyCoder()
	if p.textless > 0 {
		b.note("dialect.without_transcripts", strconv.Itoa(p.textless))
	}
	if rest := readable - p.used; rest > 0 { // on pictures and recordings, which have no text
		b.current.excluded["dialect.no_text"] += rest
	}
	im := b.settle(b.done())
	p.describeInterviews(im)
	im.Consensus, im.Kept, im.Departments = p.consensus(), p.kept, p.departments
	if n := len(im.Consensus); n > 0 {
		im.Receipt.Notes = append(im.Receipt.Notes, coding.ReceiptNote{Code: "dialect.rulings", Args: []string{strconv.Itoa(n)}})
	}
	if src.Origin != "" {
		im.Why = append(im.Why, coding.ReceiptNote{Code: "dialect.origin", Args: []string{src.Origin}})
	}
	return im, append(problems, b.problems...), nil
}

// tree enters codes with their descriptions. under is what the codes stand below: the id of a heading that is no code of the
// study, such as a dimension of its framework, has no place in their paths.
func (p *project) tree(codes []refi.Code, above []string, under string) {
	for i := range codes {
		c := &codes[i]
		text, fields := refi.Marked(c.Description)
		if h := fields[refi.FieldHeading]; h != "" {
			p.tree(c.Codes, above, h)
			continue
		}
		path := append(slices.Clone(above), takeApart(c.Name)...)
		if len(path) == len(above) {
			path = append(path, c.GUID)
		}
		info := coding.Code{Definition: prose(text)}
		if fields != nil {
			info = describedCode(prose(text), fields)
		}
		if !p.b.define(path, coding.Pos{File: p.b.file.name}, info) {
			p.b.count("dialect.repeated_code", strings.Join(path, " > "))
		}
		k := p.b.codes.at(path)
		if c.NotCodable || fields[refi.FieldActive] == refi.No {
			k.heading = true
		}
		if own := fields[refi.FieldCode]; own != "" && k.own == "" {
			k.own = own
			if fields[refi.FieldIn] == under { // it stands where it was put
				parent := fields[refi.FieldParent]
				k.above = &parent
			}
		}
		if k.own == "" && k.guid == "" {
			k.guid = c.GUID
		}
		p.codes[c.GUID] = path
		p.tree(c.Codes, path, cmp.Or(fields[refi.FieldCode], c.GUID))
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
		if coder, pass := p.coderOf(name); pass != "" {
			p.b.note("dialect.user_pass", name, coder, pass)
		}
	}
	for i := range src.Notes {
		n := &src.Notes[i]
		text, fields := refi.Marked(cmp.Or(n.Text, n.Description, n.Name))
		p.notes[n.GUID] = prose(text)
		if fields != nil {
			p.marked[n.GUID] = fields
		}
	}
	for _, v := range src.Variables {
		p.variables[v.GUID] = v.Name
	}
	ids := map[string]bool{}
	for i := range src.Cases {
		c := &src.Cases[i]
		name := oneLine(cmp.Or(c.Name, c.GUID))
		description, fields := refi.Marked(c.Description)
		id := safeID(name)
		if own := safeID(fields[refi.FieldCase]); own != "" {
			id = own
			p.b.caseIDs[name] = own
		}
		if to, ok := p.b.opts.Map.caseOf(name); ok && to != "" {
			id = to
		}
		if id != "-" && !ids[id] {
			ids[id] = true
			attrs := p.values(c.Values)
			if d := prose(description); d != "" {
				attrs["description"] = d
			}
			k := coding.Case{Pos: coding.Pos{File: p.b.file.name}, ID: id, Name: name, Invited: -1, Attrs: attrs}
			if fields[refi.FieldCase] != "" {
				describedCase(&k, fields)
				p.departments = append(p.departments, describedDepartments(id, fields)...)
			}
			p.b.cases = append(p.b.cases, k)
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

// source reads the selections of a source, and of the texts that stand for it.
func (p *project) source(s *refi.Source, group string) {
	b := p.b
	name := cmp.Or(p.called[s], sourceName(s))
	if group == "" {
		group = p.caseOf(s)
	}
	text := s.Kind == refi.Text || s.Kind == refi.Transcript || s.Kind == ""
	description, fields := refi.Marked(s.Description)
	if own := safeID(fields[refi.FieldInterview]); own != "" {
		b.docIDs[docKey(group, name)] = own
		p.own[docKey(group, name)] = fields
	}
	real := fields[refi.FieldText] == "" || fields[refi.FieldText] == refi.TextTranscript // else put together of segments, or without any
	doc := 0
	if text && fields[refi.FieldText] != refi.TextRest {
		attrs := p.values(s.Values)
		if d := joined(prose(description), p.memos(s.NoteRefs)); d != "" {
			attrs["memo"] = d
		}
		p.keepSource(s, attrs)
		b.docs = append(b.docs, document{group: group, name: name, pos: coding.Pos{File: b.file.name}, attrs: attrs, text: s.Text, hasText: real && s.Text != "", base: sourceName(s)})
		if !real && s.Text != "" || fields[refi.FieldText] == refi.TextWithheld || fields[refi.FieldText] == refi.TextNone {
			p.textless++
		}
		doc = len(b.docs)
	}
	if n := len(s.Codings); n > 0 {
		b.current.excluded["dialect.whole_source"] += n
		p.used += n
		b.note("dialect.whole_source", name, strconv.Itoa(n))
	}
	quotes := s.Quotes()
	places := unitPlaces(s)
	for i := range s.Selections {
		sel := &s.Selections[i]
		about, fields := refi.Marked(sel.Description)
		m := mark{pos: p.selectionAt(s, sel), doc: doc, group: group, document: name, memo: joined(p.memos(p.plain(sel.NoteRefs)), prose(about))}
		switch {
		case text && (quotes[i] != "" || fields[refi.FieldSegment] != ""):
			m.text = quotes[i]
			if real {
				m.from, m.to = sel.Start, sel.End
			}
			m.place = strconv.Itoa(sel.Start) + "-" + strconv.Itoa(sel.End)
		case sel.Representation != nil && prose(sel.Representation.Text) != "":
			m.text = prose(sel.Representation.Text)
			m.place = "page " + strconv.Itoa(sel.Page+1)
		default:
			continue
		}
		if id := safeID(fields[refi.FieldSegment]); id != "" {
			m.segment, m.part = id, fields[refi.FieldPart] != ""
			if !m.part && fields[refi.FieldAgain] == "" {
				u := unit{pos: m.pos, group: group, document: name, id: id, text: prose(m.text), speaker: fields[refi.FieldSpeaker], period: fields[refi.FieldPeriod]}
				if fields[refi.FieldEmpty] != "" {
					u.text, m.text = "", ""
				}
				b.units = append(b.units, u)
			}
		} else if text {
			m.segment = places[[2]int{sel.Start, sel.End}]
		}
		p.reviewed(sel, m)
		p.rulings(sel, m)
		for _, c := range sel.Codings {
			path, ok := p.codes[c.Code]
			if !ok {
				continue
			}
			p.used++
			one := m
			if one.coder = p.users[cmp.Or(c.CreatingUser, sel.CreatingUser)]; one.coder == refi.ConsensusUser {
				b.exclude("dialect.settled_layer")
				continue
			}
			one.coder, one.pass = p.coderOf(one.coder)
			one.codes = []given{{path: path, memo: p.memos(c.NoteRefs)}}
			for _, r := range c.NoteRefs {
				one.rated(p.marked[r])
			}
			b.add(one)
		}
	}
	for i := range s.Texts {
		inner := s.Texts[i]
		inner.Name = cmp.Or(p.called[&s.Texts[i]], p.called[s], s.Name, inner.Name)
		if inner.Values == nil {
			inner.Values = s.Values
		}
		p.source(&inner, group)
	}
}
