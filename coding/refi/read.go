package refi

import (
	"errors"
	"io"
	"path"
	"sort"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// Options of reading a project.
type Options struct {
	Limits Limits
	// DocxText gives the text of a Word document, for sources that have only a formatted text. Without it such a source is a
	// problem.
	DocxText func([]byte) (string, error)
}

// reader builds a project from the tree of its XML.
type reader struct {
	file      string // as the user knows it
	sheet     string // the XML's name in the archive
	seed      string // of GUIDs made while reading
	options   Options
	archive   *archive // nil for a codebook
	index     index
	problems  []coding.Problem
	receipt   coding.Receipt
	rejected  map[string]int // codings, by problem code
	texts     map[*node]*reading
	quoting   bool // the names of selections hold their text
	sealed    bool // the texts are as they were when this package wrote the positions
	taken     int64
	media     int64
	documents int64          // bytes that the Word documents unpack to
	odd       map[string]int // counted notes
	unnamed   []User         // users that are not in the list
}

// ReadProject reads a .qdpx file. name is what problems and errors call it. See [ReadProjectWith].
func ReadProject(r io.ReaderAt, size int64, name string, lim Limits) (*Project, []coding.Problem, error) {
	return ReadProjectWith(r, size, name, Options{Limits: lim})
}

// ReadProjectWith reads a .qdpx file. A problem has the position FILE!project.qde:LINE!ELEMENT GUID. What it
// concerns is left out (a coding with a code that is not defined, a selection outside its text) or mended (an element without
// GUID is given one); the words of the problem say which. The project's Receipt counts the codings and balances. The error is a
// [*ReadError].
func ReadProjectWith(r io.ReaderAt, size int64, name string, o Options) (*Project, []coding.Problem, error) {
	o.Limits = o.Limits.filled()
	a, err := openArchive(r, size, o.Limits)
	if err != nil {
		return nil, nil, named(err, name)
	}
	data, err := a.unpack(a.project, o.Limits.MaxXML, "xml")
	if err != nil {
		return nil, nil, named(err, name)
	}
	root, err := parse(data, o.Limits)
	if err != nil {
		return nil, nil, named(err, name+"!"+a.project.Name)
	}
	if root.name != "Project" {
		return nil, nil, named(fault("not_project", "<"+root.name+">"), name)
	}
	rd := newReader(name, a.project.Name, o)
	rd.archive = a
	sort.Strings(a.unsafe)
	for _, m := range a.unsafe {
		rd.problems = append(rd.problems, coding.Problem{Pos: coding.Pos{File: name}, Code: "refi_member_leaves", Args: []string{m}})
	}
	if a.renamed {
		rd.note("refi.project_name", a.project.Name)
	}
	p := rd.project(root)
	rd.close("codings")
	p.Receipt = rd.receipt
	return p, rd.problems, nil
}

// ReadCodebook reads a .qdc file, or the codebook of a project's XML. The error is a [*ReadError].
func ReadCodebook(r io.Reader, name string) (*Codebook, []coding.Problem, error) {
	o := Options{Limits: Limits{}.filled()}
	data, err := io.ReadAll(io.LimitReader(r, o.Limits.MaxXML+1))
	if err != nil {
		return nil, nil, named(err, name)
	}
	if len(data) > 0 && !strings.HasPrefix(strings.TrimLeft(string(data[:min(len(data), 64)]), "\ufeff \t\r\n"), "<") && data[0] < 0xfe {
		return nil, nil, named(fault("not_xml"), name)
	}
	root, err := parse(data, o.Limits)
	if err != nil {
		return nil, nil, named(err, name)
	}
	rd := newReader(name, "", o)
	book := root
	if root.name == "Project" {
		if book = root.child("CodeBook"); book == nil {
			book = &node{name: "CodeBook"}
		}
	}
	if book.name != "CodeBook" {
		return nil, nil, named(fault("not_codebook", "<"+root.name+">"), name)
	}
	if root.name == "Project" {
		root.kids = []*node{book}
	}
	rd.number(root)
	c := &Codebook{Origin: root.get("origin")}
	for _, k := range book.within("Codes", "Code") {
		c.Codes = append(c.Codes, rd.code(k))
	}
	c.Sets = rd.sets(book)
	for i := range c.Sets {
		c.Sets[i].Sources, c.Sets[i].Notes = nil, nil
	}
	rd.receipt.Rows = len(rd.index.known["code"])
	rd.receipt.Used = rd.receipt.Rows
	rd.close("codes")
	c.Receipt = rd.receipt
	return c, rd.problems, nil
}

func newReader(file, sheet string, o Options) *reader {
	return &reader{file: file, sheet: sheet, seed: file, options: o, rejected: map[string]int{},
		texts: map[*node]*reading{}, odd: map[string]int{}}
}

// close finishes the receipt.
func (r *reader) close(what string) {
	r.receipt.File, r.receipt.Sheet, r.receipt.What = r.file, r.sheet, what
	for _, m := range []map[string]int{r.rejected, r.odd} {
		var codes []string
		for c := range m {
			codes = append(codes, c)
		}
		sort.Strings(codes)
		for _, c := range codes {
			if strings.HasPrefix(c, "refi.") {
				r.note(c, strconv.Itoa(m[c]))
			} else {
				r.receipt.Rejected = append(r.receipt.Rejected, coding.ReasonCount{Reason: c, Count: m[c]})
			}
		}
	}
	sort.SliceStable(r.problems, func(i, j int) bool { return r.problems[i].Pos.Row < r.problems[j].Pos.Row })
}

func (r *reader) note(code string, args ...string) {
	r.receipt.Notes = append(r.receipt.Notes, coding.ReceiptNote{Code: code, Args: args})
}

// problem says what is wrong with an element. The first two arguments are the element's name and GUID, which its place tells.
func (r *reader) problem(n *node, code string, args ...string) {
	r.suggest(n, "", code, args...)
}

func (r *reader) suggest(n *node, suggestion, code string, args ...string) {
	guid := n.guid
	if raw, ok := n.attr("guid"); ok && raw != "" && classOf[n.name] != "" {
		guid = strings.Trim(strings.TrimSpace(raw), "{}")
	}
	r.problems = append(r.problems, coding.Problem{Pos: coding.Pos{File: r.file, Sheet: r.sheet, Row: n.line, Element: strings.TrimSpace(n.name + " " + guid)}, Code: code,
		Args: append([]string{n.name, guid}, args...), Suggestion: suggestion})
}

// project reads the root element.
func (r *reader) project(root *node) *Project {
	r.number(root)
	p := &Project{Name: root.get("name"), Origin: root.get("origin"), BasePath: root.get("basePath"),
		Created: r.time(root, "creationDateTime"), Modified: r.time(root, "modifiedDateTime"), Description: root.words("Description")}
	if p.Name == "" {
		p.Name = strings.TrimSuffix(path.Base(strings.ReplaceAll(r.file, `\`, "/")), path.Ext(r.file))
		if p.Name == "" {
			p.Name = "project"
		}
		r.problem(root, "refi_missing_attribute", "name")
	}
	for _, n := range root.within("Users", "User") {
		p.Users = append(p.Users, User{GUID: n.guid, Name: n.get("name"), ID: n.get("id")})
	}
	p.CreatingUser, p.ModifyingUser = r.user(root, "creatingUserGUID"), r.user(root, "modifyingUserGUID")
	for _, book := range root.all("CodeBook") {
		for _, n := range book.within("Codes", "Code") {
			p.Codes = append(p.Codes, r.code(n))
		}
	}
	for _, n := range root.within("Variables", "Variable") {
		p.Variables = append(p.Variables, r.variable(n))
	}
	r.readTexts(root)
	for _, list := range root.all("Sources") {
		for _, n := range list.kids {
			if classOf[n.name] == "source" {
				p.Sources = append(p.Sources, r.source(n, Kind(n.name)))
			}
		}
	}
	for _, n := range root.within("Notes", "Note") {
		p.Notes = append(p.Notes, r.source(n, Text))
	}
	for _, n := range root.within("Cases", "Case") {
		p.Cases = append(p.Cases, r.caseOf(n))
	}
	for _, n := range root.within("Links", "Link") {
		p.Links = append(p.Links, Link{GUID: n.guid, Name: n.get("name"), Direction: r.oneOf(n, "direction", directions),
			Color: r.color(n), Origin: r.ref(n, "originGUID", "", false), Target: r.ref(n, "targetGUID", "", false), NoteRefs: r.notes(n)})
	}
	p.Sets = r.sets(root)
	for _, n := range root.within("Graphs", "Graph") {
		p.Graphs = append(p.Graphs, r.graph(n))
	}
	p.NoteRefs = r.notes(root)
	p.Users = append(p.Users, r.unnamed...)
	return p
}

// code reads a code and those below it.
func (r *reader) code(n *node) Code {
	c := Code{GUID: n.guid, Name: n.get("name"), Color: r.color(n), Description: n.words("Description"), NoteRefs: r.notes(n)}
	if strings.TrimSpace(c.Name) == "" {
		c.Name = c.GUID
		r.problem(n, "refi_missing_attribute", "name")
	}
	switch v, ok := n.attr("isCodable"); strings.ToLower(strings.TrimSpace(v)) {
	case "true", "1":
	case "false", "0":
		c.NotCodable = true
	default:
		if ok {
			r.problem(n, "refi_bad_value", "isCodable", v)
		} else {
			r.problem(n, "refi_missing_attribute", "isCodable")
		}
	}
	for _, k := range n.all("Code") {
		c.Codes = append(c.Codes, r.code(k))
	}
	return c
}

func (r *reader) variable(n *node) Variable {
	v := Variable{GUID: n.guid, Name: n.get("name"), Type: strings.TrimSpace(n.get("typeOfVariable")), Description: n.words("Description")}
	if strings.TrimSpace(v.Name) == "" {
		v.Name = v.GUID
		r.problem(n, "refi_missing_attribute", "name")
	}
	if !validType(v.Type) {
		if v.Type == "" {
			r.problem(n, "refi_missing_attribute", "typeOfVariable")
		} else {
			r.problem(n, "refi_bad_value", "typeOfVariable", v.Type)
		}
		v.Type = "Text"
	}
	return v
}

func (r *reader) caseOf(n *node) Case {
	c := Case{GUID: n.guid, Name: n.get("name"), Description: n.words("Description"), Values: r.values(n)}
	c.CodeRefs = r.refs(n, "CodeRef", "code")
	c.SourceRefs = r.refs(n, "SourceRef", "source")
	c.Selections = r.refs(n, "SelectionRef", "selection")
	return c
}

func (r *reader) sets(root *node) []Set {
	var out []Set
	for _, n := range root.within("Sets", "Set") {
		s := Set{GUID: n.guid, Name: n.get("name"), Description: n.words("Description"), Codes: r.refs(n, "MemberCode", "code"),
			Sources: r.refs(n, "MemberSource", "source"), Notes: r.refs(n, "MemberNote", "note")}
		if strings.TrimSpace(s.Name) == "" {
			s.Name = s.GUID
			r.problem(n, "refi_missing_attribute", "name")
		}
		out = append(out, s)
	}
	return out
}

func (r *reader) graph(n *node) Graph {
	g := Graph{GUID: n.guid, Name: n.get("name")}
	mine := map[string]bool{}
	for _, k := range n.all("Vertex") {
		v := Vertex{GUID: k.guid, Represents: r.ref(k, "representedGUID", "", false), Name: k.get("name"), Color: r.color(k),
			Shape: r.oneOf(k, "shape", shapes)}
		ok := r.numbers(k, "firstX", &v.X1, "firstY", &v.Y1)
		if _, box := k.attr("secondX"); ok && box {
			v.Box = true
			ok = r.numbers(k, "secondX", &v.X2, "secondY", &v.Y2)
		}
		if !ok {
			r.index.lose(k)
			continue
		}
		mine[v.GUID] = true
		g.Vertices = append(g.Vertices, v)
	}
	for _, k := range n.all("Edge") {
		e := Edge{GUID: k.guid, Represents: r.ref(k, "representedGUID", "", false), Name: k.get("name"), Color: r.color(k),
			Direction: r.oneOf(k, "direction", directions), LineStyle: r.oneOf(k, "lineStyle", lineStyles)}
		e.Source, e.Target = r.ref(k, "sourceVertex", "vertex", true), r.ref(k, "targetVertex", "vertex", true)
		switch {
		case e.Source == "" || e.Target == "":
			r.index.lose(k)
		case !mine[e.Source] || !mine[e.Target]:
			r.problem(k, "refi_undefined", "Vertex", "Graph "+g.GUID)
			r.index.lose(k)
		default:
			g.Edges = append(g.Edges, e)
		}
	}
	return g
}

// codeOf gives the code of an error of this package.
func codeOf(err error) (string, []string) {
	var e *ReadError
	if errors.As(err, &e) {
		return e.Code, e.Args
	}
	return "refi.error.unreadable", []string{err.Error()}
}
