package refi

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"hash"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// name spaces of the two kinds of files
const (
	projectSpace  = "urn:QDA-XML:project:1.0"
	codebookSpace = "urn:QDA-XML:codebook:1.0"
)

// WriteProject writes a .qdpx file: UTF-8 without byte order mark, line feeds, the elements in the schema's order, texts and
// media under sources/ by their GUIDs, the same bytes for the same project. A missing GUID is made from the project's name and
// the element's place; use [GUID] to give elements identifiers that last. Characters that XML cannot hold become U+FFFD outside
// of the sources' texts. A processing instruction holds a digest of the texts, so that the positions are not doubted when the
// file is read again with the texts unchanged. A project that the format cannot hold is a [*WriteError], and nothing is written then.
func WriteProject(w io.Writer, p *Project) error {
	checked := *p
	if err := newChecker(p.Name).project(&checked); err != nil {
		return err
	}
	wr := &writer{sum: sha256.New()}
	wr.project(&checked)
	var qde bytes.Buffer
	qde.WriteString(xml.Header + `<?smekit texts="` + hex.EncodeToString(wr.sum.Sum(nil)) + "\"?>\n")
	qde.Write(wr.b.Bytes())
	z := zip.NewWriter(w)
	if err := store(z, "project.qde", qde.Bytes()); err != nil {
		return err
	}
	for _, f := range wr.files {
		if err := store(z, "sources/"+f.name, f.data); err != nil {
			return err
		}
	}
	return z.Close()
}

// store writes a member with a fixed time.
func store(z *zip.Writer, name string, data []byte) error {
	f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return err
}

// WriteCodebook writes a .qdc file. Notes of codes have no place in it. Missing GUIDs are made from the origin and the code's
// place. A codebook that the format cannot hold is a [*WriteError].
func WriteCodebook(w io.Writer, c *Codebook) error {
	k := newChecker(c.Origin)
	book := &Codebook{Origin: c.Origin, Codes: k.codes(withoutNotes(c.Codes), ""), Sets: k.sets(c.Sets)}
	if len(book.Codes) == 0 {
		k.fail("missing", "CodeBook", "", "a code")
	}
	if err := k.finish(); err != nil {
		return err
	}
	wr := &writer{}
	wr.b.WriteString(xml.Header)
	wr.open("CodeBook", "xmlns", codebookSpace, "origin", c.Origin)
	wr.open("Codes")
	for i := range book.Codes {
		wr.code(&book.Codes[i])
	}
	wr.close("Codes")
	wr.sets(book.Sets, true)
	wr.close("CodeBook")
	_, err := w.Write(wr.b.Bytes())
	return err
}

func withoutNotes(in []Code) []Code {
	out := make([]Code, len(in))
	for i, c := range in {
		c.NoteRefs, c.Codes = nil, withoutNotes(c.Codes)
		out[i] = c
	}
	return out
}

// file is a member under sources/.
type file struct {
	name string
	data []byte
}

// writer writes the XML and gathers the files beside it.
type writer struct {
	b     bytes.Buffer
	depth int
	files []file
	taken map[string]bool // names of files
	sum   hash.Hash       // of the texts
}

func (w *writer) indent() { w.b.WriteString(strings.Repeat(" ", min(w.depth, 60))) }

// start begins a tag; attributes are pairs of name and value, left out where the value is empty.
func (w *writer) start(name string, attrs []string) {
	w.indent()
	w.b.WriteString("<" + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] == "" {
			continue
		}
		w.b.WriteString(" " + attrs[i] + `="`)
		w.escape(attrs[i+1])
		w.b.WriteByte('"')
	}
}

func (w *writer) escape(s string) {
	// a bytes.Buffer takes everything
	_ = xml.EscapeText(&w.b, []byte(s))
}

func (w *writer) open(name string, attrs ...string) {
	w.start(name, attrs)
	w.b.WriteString(">\n")
	w.depth++
}

func (w *writer) close(name string) {
	w.depth--
	w.indent()
	w.b.WriteString("</" + name + ">\n")
}

func (w *writer) empty(name string, attrs ...string) {
	w.start(name, attrs)
	w.b.WriteString("/>\n")
}

// text writes an element with a text in it.
func (w *writer) text(name, text string) {
	w.start(name, nil)
	w.b.WriteByte('>')
	w.escape(text)
	w.b.WriteString("</" + name + ">\n")
}

func (w *writer) description(s string) {
	if s != "" {
		w.text("Description", s)
	}
}

func (w *writer) refs(name string, targets []string) {
	for _, t := range targets {
		w.empty(name, "targetGUID", t)
	}
}

// list writes the elements of a container, which is left out when it is empty.
func list[T any](w *writer, container string, items []T, each func(*T)) {
	if len(items) == 0 {
		return
	}
	w.open(container)
	for i := range items {
		each(&items[i])
	}
	w.close(container)
}

func (w *writer) project(p *Project) {
	w.open("Project", "xmlns", projectSpace, "name", p.Name, "origin", p.Origin, "creatingUserGUID", p.CreatingUser,
		"creationDateTime", p.Created, "modifyingUserGUID", p.ModifyingUser, "modifiedDateTime", p.Modified, "basePath", p.BasePath)
	list(w, "Users", p.Users, func(u *User) { w.empty("User", "guid", u.GUID, "name", u.Name, "id", u.ID) })
	if len(p.Codes) > 0 {
		w.open("CodeBook")
		list(w, "Codes", p.Codes, w.code)
		w.close("CodeBook")
	}
	list(w, "Variables", p.Variables, func(v *Variable) {
		w.around("Variable", v.Description != "", []string{"guid", v.GUID, "name", v.Name, "typeOfVariable", v.Type},
			func() { w.description(v.Description) })
	})
	list(w, "Cases", p.Cases, func(c *Case) {
		body := c.Description != "" || len(c.CodeRefs)+len(c.Values)+len(c.SourceRefs)+len(c.Selections) > 0
		w.around("Case", body, []string{"guid", c.GUID, "name", c.Name}, func() {
			w.description(c.Description)
			w.refs("CodeRef", c.CodeRefs)
			w.values(c.Values)
			w.refs("SourceRef", c.SourceRefs)
			w.refs("SelectionRef", c.Selections)
		})
	})
	list(w, "Sources", p.Sources, func(s *Source) { w.source(string(s.Kind), s) })
	list(w, "Notes", p.Notes, func(s *Source) { w.source("Note", s) })
	list(w, "Links", p.Links, func(l *Link) {
		w.around("Link", len(l.NoteRefs) > 0, []string{"guid", l.GUID, "name", l.Name, "direction", l.Direction, "color", l.Color,
			"originGUID", l.Origin, "targetGUID", l.Target}, func() { w.refs("NoteRef", l.NoteRefs) })
	})
	w.sets(p.Sets, false)
	list(w, "Graphs", p.Graphs, w.graph)
	w.description(p.Description)
	w.refs("NoteRef", p.NoteRefs)
	w.close("Project")
}

// around writes an element with or without a body.
func (w *writer) around(name string, body bool, attrs []string, write func()) {
	if !body {
		w.empty(name, attrs...)
		return
	}
	w.open(name, attrs...)
	write()
	w.close(name)
}

func (w *writer) code(c *Code) {
	codable := "true"
	if c.NotCodable {
		codable = "false"
	}
	body := c.Description != "" || len(c.NoteRefs)+len(c.Codes) > 0
	w.around("Code", body, []string{"guid", c.GUID, "name", c.Name, "isCodable", codable, "color", c.Color}, func() {
		w.description(c.Description)
		w.refs("NoteRef", c.NoteRefs)
		for i := range c.Codes {
			w.code(&c.Codes[i])
		}
	})
}

// sets writes sets; those of a codebook hold codes only, by another attribute.
func (w *writer) sets(sets []Set, codebook bool) {
	list(w, "Sets", sets, func(s *Set) {
		body := s.Description != "" || len(s.Codes) > 0 || !codebook && len(s.Sources)+len(s.Notes) > 0
		w.around("Set", body, []string{"guid", s.GUID, "name", s.Name}, func() {
			w.description(s.Description)
			if codebook {
				for _, c := range s.Codes {
					w.empty("MemberCode", "guid", c)
				}
				return
			}
			w.refs("MemberCode", s.Codes)
			w.refs("MemberSource", s.Sources)
			w.refs("MemberNote", s.Notes)
		})
	})
}

func (w *writer) graph(g *Graph) {
	w.around("Graph", len(g.Vertices)+len(g.Edges) > 0, []string{"guid", g.GUID, "name", g.Name}, func() {
		for _, v := range g.Vertices {
			x2, y2 := "", ""
			if v.Box {
				x2, y2 = strconv.Itoa(v.X2), strconv.Itoa(v.Y2)
			}
			w.empty("Vertex", "guid", v.GUID, "representedGUID", v.Represents, "name", v.Name, "firstX", strconv.Itoa(v.X1),
				"firstY", strconv.Itoa(v.Y1), "secondX", x2, "secondY", y2, "shape", v.Shape, "color", v.Color)
		}
		for _, e := range g.Edges {
			w.empty("Edge", "guid", e.GUID, "representedGUID", e.Represents, "name", e.Name, "sourceVertex", e.Source,
				"targetVertex", e.Target, "color", e.Color, "direction", e.Direction, "lineStyle", e.LineStyle)
		}
	})
}

func (w *writer) values(values []Value) {
	for _, v := range values {
		w.open("VariableValue")
		w.empty("VariableRef", "targetGUID", v.Variable)
		if v.Type != "" {
			w.text(v.Type+"Value", v.Text)
		}
		w.close("VariableValue")
	}
}

func auditAttrs(a Audit) []string {
	return []string{"creatingUser", a.CreatingUser, "creationDateTime", a.Created, "modifyingUser", a.ModifyingUser, "modifiedDateTime", a.Modified}
}

// put keeps a file for the archive and gives its path.
func (w *writer) put(guid, ext string, data []byte) string {
	name := guid
	if ext != "" {
		name += "." + ext
	}
	for w.taken[name] { // a note and a source may have the same GUID
		name = "x-" + name
	}
	if w.taken == nil {
		w.taken = map[string]bool{}
	}
	w.taken[name] = true
	w.files = append(w.files, file{name, data})
	return "internal://" + name
}

func (w *writer) source(element string, s *Source) {
	attrs := []string{"guid", s.GUID, "name", s.Name}
	inline := false
	if s.isText() {
		digest(w.sum, s.Text)
		inline = s.Inline && holds(s.Text)
		plain, rich := "", ""
		if s.Rich != nil {
			rich = w.put(s.GUID, s.RichExt, s.Rich)
		}
		if !inline {
			plain = w.put(s.GUID, "txt", []byte(s.Text))
		}
		attrs = append(attrs, "richTextPath", rich, "plainTextPath", plain)
	} else {
		path := s.Path
		if s.Data != nil {
			path = w.put(s.GUID, s.DataExt, s.Data)
		}
		attrs = append(attrs, "path", path, "currentPath", s.CurrentPath)
	}
	w.open(element, append(attrs, auditAttrs(s.Audit)...)...)
	w.description(s.Description)
	if inline {
		w.text("PlainTextContent", s.Text)
	}
	for _, p := range s.Syncs {
		w.empty("SyncPoint", "guid", p.GUID, "timeStamp", natural(p.Time), "position", natural(p.Position))
	}
	if s.Kind != PDF { // a PDF has its text after its selections
		w.texts(s)
	}
	for i := range s.Selections {
		w.selection(s.Kind, &s.Selections[i])
	}
	if s.Kind == PDF {
		w.texts(s)
	}
	w.codings(s.Codings)
	w.refs("NoteRef", s.NoteRefs)
	w.values(s.Values)
	w.close(element)
}

// texts writes what stands for a medium.
func (w *writer) texts(s *Source) {
	element := map[Kind]string{PDF: "Representation", Picture: "TextDescription"}[s.Kind]
	if element == "" {
		element = string(Transcript)
	}
	for i := range s.Texts {
		w.source(element, &s.Texts[i])
	}
}

func (w *writer) selection(of Kind, s *Selection) {
	n := strconv.Itoa
	attrs := []string{"guid", s.GUID, "name", s.Name}
	switch of {
	case Picture:
		attrs = append(attrs, "firstX", n(s.X1), "firstY", n(s.Y1), "secondX", n(s.X2), "secondY", n(s.Y2))
	case PDF:
		attrs = append(attrs, "page", n(s.Page), "firstX", n(s.X1), "firstY", n(s.Y1), "secondX", n(s.X2), "secondY", n(s.Y2))
	case Audio, Video:
		attrs = append(attrs, "begin", n(s.Start), "end", n(s.End))
	case Transcript:
		attrs = append(attrs, "fromSyncPoint", s.From, "toSyncPoint", s.To)
	default:
		attrs = append(attrs, "startPosition", n(s.Start), "endPosition", n(s.End))
	}
	element := selectionOf[of]
	body := s.Description != "" || s.Representation != nil || len(s.Codings)+len(s.NoteRefs) > 0
	w.around(element, body, append(attrs, auditAttrs(s.Audit)...), func() {
		w.description(s.Description)
		if s.Representation != nil {
			w.source("Representation", s.Representation)
		}
		w.codings(s.Codings)
		w.refs("NoteRef", s.NoteRefs)
	})
}

func (w *writer) codings(codings []Coding) {
	for _, c := range codings {
		w.open("Coding", "guid", c.GUID, "creatingUser", c.CreatingUser, "creationDateTime", c.Created)
		w.empty("CodeRef", "targetGUID", c.Code)
		w.refs("NoteRef", c.NoteRefs)
		w.close("Coding")
	}
}

// natural writes a number, and nothing for a negative one.
func natural(n int) string {
	if n < 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// holds reports whether XML can hold a text.
func holds(s string) bool {
	for i, r := range s {
		if r < 0x20 && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff {
			return false
		}
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return false
			}
		}
	}
	return true
}
