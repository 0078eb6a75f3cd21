package refi

import (
	"fmt"
	"slices"
	"strings"
)

// checker looks through a project before it is written and gives the identifiers that are missing.
type checker struct {
	seed string
	have map[string]map[string]bool // class, GUID
	any  map[string]bool
	refs []reference
	err  *WriteError
}

// reference is looked up when everything has been seen.
type reference struct {
	element, guid, class, to string
}

func newChecker(seed string) *checker {
	return &checker{seed: seed, have: map[string]map[string]bool{}, any: map[string]bool{}}
}

func (c *checker) fail(code string, args ...string) {
	if c.err == nil {
		c.err = &WriteError{Code: "refi.write." + code, Args: args}
	}
}

// own registers an element and gives it a GUID made from where it stands if it has none.
func (c *checker) own(element string, guid *string, where string) {
	class := classOf[element]
	if *guid == "" {
		*guid = GUID(c.seed, class, where)
	}
	g, ok := bareGUID(*guid)
	if !ok {
		c.fail("value", element, *guid, "its GUID")
	}
	*guid = g
	if c.have[class] == nil {
		c.have[class] = map[string]bool{}
	}
	if c.have[class][g] {
		c.fail("duplicate", element, g)
	}
	c.have[class][g], c.any[g] = true, true
}

// to registers a reference; an empty one is none.
func (c *checker) to(element, guid, class string, target *string) {
	if *target == "" {
		return
	}
	*target, _ = bareGUID(*target)
	c.refs = append(c.refs, reference{element, guid, class, *target})
}

// all registers references, none of which may be empty.
func (c *checker) all(element, guid, class string, targets []string) []string {
	targets = slices.Clone(targets)
	for i := range targets {
		if targets[i] == "" {
			c.fail("missing", element, guid, "the target of a reference")
		}
		c.to(element, guid, class, &targets[i])
	}
	return targets
}

// finish looks the references up.
func (c *checker) finish() error {
	for _, r := range c.refs {
		found := c.any[r.to]
		if r.class != "" {
			found = c.have[r.class][r.to]
		}
		if !found {
			what := r.class
			if what == "" {
				what = "element"
			}
			c.fail("reference", r.element, r.guid, strings.TrimSpace(what+" "+r.to))
		}
	}
	if c.err != nil {
		return c.err
	}
	return nil
}

func (c *checker) required(element, guid, attr, value string) {
	if strings.TrimSpace(value) == "" {
		c.fail("missing", element, guid, attr)
	}
}

func (c *checker) word(element, guid, attr, value string, allowed []string) {
	if value != "" && !slices.Contains(allowed, value) {
		c.fail("value", element, guid, attr+" "+value)
	}
}

func (c *checker) color(element, guid, value string) {
	if value != "" && !colorForm.MatchString(value) {
		c.fail("value", element, guid, "color "+value)
	}
}

func (c *checker) time(element, guid, value string) {
	if value != "" && !validTime(value) {
		c.fail("value", element, guid, "time "+value)
	}
}

func (c *checker) audit(element, guid string, a *Audit) {
	c.to(element, guid, "user", &a.CreatingUser)
	c.to(element, guid, "user", &a.ModifyingUser)
	c.time(element, guid, a.Created)
	c.time(element, guid, a.Modified)
}

// project checks a copy of a project; the copy's lists are its own as far as they are changed.
func (c *checker) project(p *Project) error {
	c.required("Project", "", "name", p.Name)
	c.to("Project", p.Name, "user", &p.CreatingUser)
	c.to("Project", p.Name, "user", &p.ModifyingUser)
	c.time("Project", p.Name, p.Created)
	c.time("Project", p.Name, p.Modified)
	p.NoteRefs = c.all("Project", p.Name, "note", p.NoteRefs)
	p.Users = slices.Clone(p.Users)
	for i := range p.Users {
		c.own("User", &p.Users[i].GUID, fmt.Sprint(i))
	}
	p.Codes = c.codes(p.Codes, "")
	p.Variables = slices.Clone(p.Variables)
	for i := range p.Variables {
		v := &p.Variables[i]
		c.own("Variable", &v.GUID, fmt.Sprint(i))
		c.required("Variable", v.GUID, "name", v.Name)
		if !validType(v.Type) {
			c.fail("value", "Variable", v.GUID, "typeOfVariable "+v.Type)
		}
	}
	p.Cases = slices.Clone(p.Cases)
	for i := range p.Cases {
		k := &p.Cases[i]
		c.own("Case", &k.GUID, fmt.Sprint(i))
		k.CodeRefs = c.all("Case", k.GUID, "code", k.CodeRefs)
		k.SourceRefs = c.all("Case", k.GUID, "source", k.SourceRefs)
		k.Selections = c.all("Case", k.GUID, "selection", k.Selections)
		k.Values = c.values("Case", k.GUID, k.Values)
	}
	p.Sources = c.sources(p.Sources, "")
	p.Notes = c.sources(p.Notes, "Note")
	p.Links = slices.Clone(p.Links)
	for i := range p.Links {
		l := &p.Links[i]
		c.own("Link", &l.GUID, fmt.Sprint(i))
		c.to("Link", l.GUID, "", &l.Origin)
		c.to("Link", l.GUID, "", &l.Target)
		c.word("Link", l.GUID, "direction", l.Direction, directions)
		c.color("Link", l.GUID, l.Color)
		l.NoteRefs = c.all("Link", l.GUID, "note", l.NoteRefs)
	}
	p.Sets = c.sets(p.Sets)
	p.Graphs = slices.Clone(p.Graphs)
	for i := range p.Graphs {
		c.graph(&p.Graphs[i], fmt.Sprint(i))
	}
	return c.finish()
}

func (c *checker) codes(in []Code, where string) []Code {
	out := slices.Clone(in)
	for i := range out {
		k := &out[i]
		at := fmt.Sprintf("%s/%d", where, i)
		c.own("Code", &k.GUID, at)
		c.required("Code", k.GUID, "name", k.Name)
		c.color("Code", k.GUID, k.Color)
		k.NoteRefs = c.all("Code", k.GUID, "note", k.NoteRefs)
		k.Codes = c.codes(k.Codes, at)
	}
	return out
}

func (c *checker) sets(in []Set) []Set {
	out := slices.Clone(in)
	for i := range out {
		s := &out[i]
		c.own("Set", &s.GUID, fmt.Sprint(i))
		c.required("Set", s.GUID, "name", s.Name)
		s.Codes = c.all("Set", s.GUID, "code", s.Codes)
		s.Sources = c.all("Set", s.GUID, "source", s.Sources)
		s.Notes = c.all("Set", s.GUID, "note", s.Notes)
	}
	return out
}

func (c *checker) graph(g *Graph, where string) {
	c.own("Graph", &g.GUID, where)
	g.Vertices, g.Edges = slices.Clone(g.Vertices), slices.Clone(g.Edges)
	mine := map[string]bool{}
	for i := range g.Vertices {
		v := &g.Vertices[i]
		c.own("Vertex", &v.GUID, fmt.Sprintf("%s/%d", where, i))
		mine[v.GUID] = true
		c.to("Vertex", v.GUID, "", &v.Represents)
		c.word("Vertex", v.GUID, "shape", v.Shape, shapes)
		c.color("Vertex", v.GUID, v.Color)
	}
	for i := range g.Edges {
		e := &g.Edges[i]
		c.own("Edge", &e.GUID, fmt.Sprintf("%s/%d", where, i))
		c.to("Edge", e.GUID, "", &e.Represents)
		c.word("Edge", e.GUID, "direction", e.Direction, directions)
		c.word("Edge", e.GUID, "lineStyle", e.LineStyle, lineStyles)
		c.color("Edge", e.GUID, e.Color)
		for _, end := range []*string{&e.Source, &e.Target} {
			*end, _ = bareGUID(*end)
			if !mine[*end] {
				c.fail("reference", "Edge", e.GUID, "vertex "+*end)
			}
		}
	}
}

func (c *checker) values(element, guid string, in []Value) []Value {
	out := slices.Clone(in)
	for i := range out {
		if out[i].Variable == "" {
			c.fail("missing", element, guid, "the variable of a value")
		}
		c.to(element, guid, "variable", &out[i].Variable)
		if !validValue(out[i]) {
			c.fail("value", element, guid, out[i].Type+" "+out[i].Text)
		}
	}
	return out
}

// sources checks sources; element names them where it is not their kind.
func (c *checker) sources(in []Source, element string) []Source {
	out := slices.Clone(in)
	for i := range out {
		c.source(&out[i], element, fmt.Sprintf("%s/%d", element, i))
	}
	return out
}

func (c *checker) source(s *Source, element, where string) {
	if s.Kind == "" {
		s.Kind = Text
	}
	if element == "" {
		element = string(s.Kind)
		if selectionOf[s.Kind] == "" || s.Kind == Transcript {
			c.fail("value", "source", s.GUID, "the kind "+element)
		}
	} else if s.Kind != Text && element != string(Transcript) {
		c.fail("value", element, s.GUID, "the kind "+string(s.Kind))
	}
	c.own(element, &s.GUID, where)
	c.audit(element, s.GUID, &s.Audit)
	s.NoteRefs = c.all(element, s.GUID, "note", s.NoteRefs)
	s.Values = c.values(element, s.GUID, s.Values)
	s.Codings = c.codings(s.Codings, where)
	if s.Kind == Transcript && (len(s.Codings) > 0 || len(s.Values) > 0) {
		c.fail("value", element, s.GUID, "a coding or a value of the whole transcript")
	}
	s.Texts, s.Selections, s.Syncs = slices.Clone(s.Texts), slices.Clone(s.Selections), slices.Clone(s.Syncs)
	length := -1
	if s.isText() {
		length = s.normalise()
	}
	for i := range s.Texts {
		t, at := &s.Texts[i], fmt.Sprintf("%s/text/%d", where, i)
		switch s.Kind {
		case PDF, Picture:
			if i > 0 {
				c.fail("value", element, s.GUID, "a second text")
			}
			name := "Representation"
			if s.Kind == Picture {
				name = "TextDescription"
			}
			c.source(t, name, at)
		case Audio, Video:
			t.Kind = Transcript
			c.source(t, string(Transcript), at)
		default:
			c.fail("value", element, s.GUID, "a text of a text")
		}
	}
	for i := range s.Syncs {
		p := &s.Syncs[i]
		c.own("SyncPoint", &p.GUID, fmt.Sprintf("%s/%d", where, i))
		if s.Kind != Transcript || p.Position > length {
			c.fail("place", "SyncPoint", p.GUID, fmt.Sprint(p.Position))
		}
	}
	for i := range s.Selections {
		c.selection(s, &s.Selections[i], length, fmt.Sprintf("%s/%d", where, i))
	}
}

// selectionOf names the selections of each kind of source.
var selectionOf = map[Kind]string{Text: "PlainTextSelection", Picture: "PictureSelection", PDF: "PDFSelection", Audio: "AudioSelection",
	Video: "VideoSelection", Transcript: "TranscriptSelection"}

func (c *checker) selection(of *Source, s *Selection, length int, where string) {
	element := selectionOf[of.Kind]
	c.own(element, &s.GUID, where)
	c.audit(element, s.GUID, &s.Audit)
	s.NoteRefs = c.all(element, s.GUID, "note", s.NoteRefs)
	s.Codings = c.codings(s.Codings, where)
	c.to(element, s.GUID, "sync", &s.From)
	c.to(element, s.GUID, "sync", &s.To)
	if of.Kind == Text && (s.Start < 0 || s.End < s.Start || s.End > length) {
		c.fail("place", element, s.GUID, fmt.Sprintf("%d–%d", s.Start, s.End))
	}
	if s.Representation != nil {
		if of.Kind != PDF {
			c.fail("value", element, s.GUID, "a Representation")
		}
		t := *s.Representation
		c.source(&t, "Representation", where+"/text")
		s.Representation = &t
	}
}

func (c *checker) codings(in []Coding, where string) []Coding {
	out := slices.Clone(in)
	for i := range out {
		k := &out[i]
		c.own("Coding", &k.GUID, fmt.Sprintf("%s/coding/%d", where, i))
		if k.Code == "" {
			c.fail("missing", "Coding", k.GUID, "CodeRef")
		}
		c.to("Coding", k.GUID, "code", &k.Code)
		c.to("Coding", k.GUID, "user", &k.CreatingUser)
		c.time("Coding", k.GUID, k.Created)
		k.NoteRefs = c.all("Coding", k.GUID, "note", k.NoteRefs)
	}
	return out
}

// normalise takes byte order mark and carriage returns out of the text and moves the positions with it. It gives the text's
// length in code points.
func (s *Source) normalise() int {
	if !strings.HasPrefix(s.Text, "\ufeff") && !strings.ContainsRune(s.Text, '\r') {
		runes := []rune(s.Text) // what is not UTF-8 becomes U+FFFD, byte for byte
		s.Text = string(runes)
		return len(runes)
	}
	c := settle(s.Text)
	scale := c.scale(counting{bom: c.bom}, nil)
	move := func(p *int) {
		if i, ok := place(scale, *p); ok {
			*p = i
		} else if *p >= 0 {
			*p = len(c.runes) + 1 // still beyond
		}
	}
	for i := range s.Selections {
		move(&s.Selections[i].Start)
		move(&s.Selections[i].End)
	}
	for i := range s.Syncs {
		move(&s.Syncs[i].Position)
	}
	s.Text = string(c.runes)
	return len(c.runes)
}
