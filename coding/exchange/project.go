package exchange

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/coding/refi"
)

// Project makes the project of a study: codebook, coders, cases, interviews and documents with their segments, every coder's
// codings in every pass, and, where two people read a segment or one was ruled on, the settled layer as the codings of a user of
// its own. The survey, ties and benchmarks have no place in it. What the study does not tell, such as when something was made, is
// left out.
func Project(s *coding.Study, o Options) *Made {
	m := newMaker(s, o)
	p := &project{maker: m, made: &Made{}, variables: map[string]string{}, notes: map[string]bool{}, noteNames: map[string]int{}, taken: map[string]map[extent]bool{}, byInterview: map[string]*material{}, setNames: map[string][]string{}}
	p.Project = &refi.Project{Name: cmp.Or(m.text(s.Title.Or(m.lang())), "study"), Origin: o.Origin, Codes: m.tree()}
	p.made.Project = p.Project
	p.gather()
	p.countNames()
	p.users()
	for _, id := range p.order {
		p.source(p.byInterview[id])
	}
	if p.made.Settled > 0 || len(s.Consensus) > 0 {
		p.Users = append(p.Users, refi.User{GUID: p.user(refi.ConsensusUser), Name: refi.ConsensusUser, ID: "consensus"})
	}
	p.cases()
	p.kept()
	p.made.Masked = m.masked
	return p.made
}

// project is a project in the making.
type project struct {
	*maker
	*refi.Project
	made        *Made
	order       []string // ids of interviews
	byInterview map[string]*material
	variables   map[string]string // GUID by name
	notes       map[string]bool   // by GUID
	noteNames   map[string]int
	taken       map[string]map[extent]bool // places of whole segments, by source
	named       map[string]int             // what interviews may be called, in small letters
	setNames    map[string][]string        // sources of a set
}

// material is what a study has of one interview.
type material struct {
	id         string
	interview  *coding.Interview
	document   *coding.Document
	transcript *coding.Transcript
	segments   []*coding.Segment
	codings    map[string][]*coding.Coding // by segment
	settled    map[string][]pass.Unit
	rulings    map[string][]*coding.Ruling
	sources    []string // GUIDs
}

func (p *project) of(id string) *material {
	k := p.byInterview[id]
	if k == nil {
		k = &material{id: id, codings: map[string][]*coding.Coding{}, settled: map[string][]pass.Unit{}, rulings: map[string][]*coding.Ruling{}}
		p.byInterview[id] = k
		p.order = append(p.order, id)
	}
	return k
}

// gather sorts the records by interview: those of the interviews sheet first, then documents, then what the codings name.
func (p *project) gather() {
	s := p.study
	for i := range s.Interviews {
		p.of(s.Interviews[i].ID).interview = &s.Interviews[i]
	}
	for i := range s.Documents {
		p.of(s.Documents[i].ID).document = &s.Documents[i]
	}
	for i := range s.Transcripts {
		p.of(s.Transcripts[i].Interview).transcript = &s.Transcripts[i]
	}
	known := map[[2]string]bool{}
	for i := range s.Segments {
		g := &s.Segments[i]
		if k := [2]string{g.Interview, g.ID}; !known[k] {
			known[k] = true
			m := p.of(g.Interview)
			m.segments = append(m.segments, g)
		}
	}
	for i := range s.Codings {
		c := &s.Codings[i]
		m := p.of(c.Interview)
		if k := [2]string{c.Interview, c.Segment}; !known[k] { // coded by its place alone
			known[k] = true
			m.segments = append(m.segments, &coding.Segment{Pos: c.Pos, Interview: c.Interview, ID: c.Segment, Period: c.Period})
		}
		m.codings[c.Segment] = append(m.codings[c.Segment], c)
	}
	if toSettle(s) {
		for _, u := range pass.Settle(s, pass.Options{}).Accepted {
			m := p.of(u.Interview)
			m.settled[u.Segment] = append(m.settled[u.Segment], u)
			p.made.Settled++
		}
	}
	for i := range s.Consensus {
		r := &s.Consensus[i]
		m := p.of(r.Interview)
		m.rulings[r.Segment] = append(m.rulings[r.Segment], r)
	}
}

// toSettle reports whether a study has a layer that is more than one coder's: rulings, or a segment that two people read.
// Coders that are programs settle nothing.
func toSettle(s *coding.Study) bool {
	if len(s.Consensus) > 0 {
		return true
	}
	read := map[[2]string]string{}
	for i := range s.Codings {
		c := &s.Codings[i]
		if slices.Contains(s.Options.AICoders, c.Coder) {
			continue
		}
		k := [2]string{c.Interview, c.Segment}
		if first, ok := read[k]; ok && first != c.Coder {
			return true
		}
		read[k] = c.Coder
	}
	return false
}

func (p *project) user(name string) string { return p.guid("user", name) }

// users lists a user for each coder and pass, passes in their order.
func (p *project) users() {
	type who struct{ pass, coder string }
	seen := map[who]bool{}
	var passes []string
	of := map[string][]string{}
	for i := range p.study.Codings {
		c := &p.study.Codings[i]
		w := who{c.Pass, c.Coder}
		if seen[w] {
			continue
		}
		seen[w] = true
		if of[c.Pass] == nil {
			passes = append(passes, c.Pass)
		}
		of[c.Pass] = append(of[c.Pass], c.Coder)
	}
	pass.SortPasses(passes)
	for _, ps := range passes {
		slices.Sort(of[ps])
		for _, coder := range of[ps] {
			name := refi.UserName(coder, ps)
			p.Users = append(p.Users, refi.User{GUID: p.user(name), Name: name, ID: coder})
		}
	}
}

// variable is the GUID of a variable, entered when it is first used.
func (p *project) variable(name, kind string) string {
	g := p.variables[name]
	if g == "" {
		g = p.guid("variable", name)
		p.variables[name] = g
		p.Variables = append(p.Variables, refi.Variable{GUID: g, Name: name, Type: kind})
	}
	return g
}

// values makes values of pairs of a name and a text; attributes follow by name.
func (p *project) values(attrs coding.Attrs, pairs ...string) []refi.Value {
	var out []refi.Value
	add := func(name, value string) {
		if value != "" && name != "" {
			out = append(out, refi.Value{Variable: p.variable(name, "Text"), Type: "Text", Text: value})
		}
	}
	taken := map[string]bool{}
	for i := 0; i+1 < len(pairs); i += 2 {
		taken[pairs[i]] = true
		add(pairs[i], pairs[i+1])
	}
	names := make([]string, 0, len(attrs))
	for k := range attrs {
		names = append(names, k)
	}
	slices.Sort(names)
	for _, k := range names {
		if taken[k] {
			k += " *" // an extra column with the name of a field
		}
		add(k, p.text(attrs[strings.TrimSuffix(k, " *")]))
	}
	return out
}

// cases lists the cases with their attributes and their sources.
func (p *project) cases() {
	list := slices.Clone(p.study.Cases)
	known, named := map[string]bool{}, map[string]int{}
	for i := range list {
		known[list[i].ID] = true
	}
	sources := map[string][]string{}
	for _, id := range p.order {
		m := p.byInterview[id]
		c := m.caseID()
		if c == "" {
			continue
		}
		if !known[c] {
			known[c] = true
			list = append(list, coding.Case{ID: c, Invited: -1})
		}
		sources[c] = append(sources[c], m.sources...)
	}
	display := func(c *coding.Case) string { return cmp.Or(p.text(c.Name), p.text(c.Label.Or(p.lang())), c.ID) }
	for i := range list {
		named[display(&list[i])]++
	}
	for i := range list {
		c := &list[i]
		name := display(c)
		if named[name] > 1 {
			name += " (" + c.ID + ")"
		}
		k := refi.Case{GUID: p.guid("case", c.ID), Name: name, SourceRefs: sources[c.ID], Values: p.values(described(c.Attrs)),
			Description: refi.Mark(refi.FieldCase, c.ID, refi.FieldDepartments, p.departments(c.ID), refi.FieldName, p.text(c.Name), refi.FieldZH, p.text(c.Label.ZH), refi.FieldEN, p.text(c.Label.EN))}
		if c.Invited >= 0 {
			k.Values = append(k.Values, refi.Value{Variable: p.variable("invited", "Integer"), Type: "Integer", Text: strconv.Itoa(c.Invited)})
		}
		if d := p.text(c.Attrs[coding.AttrDescription]); d != "" {
			k.Description = d + "\n\n" + k.Description
		}
		p.Cases = append(p.Cases, k)
	}
}

func (m *material) caseID() string {
	switch {
	case m.interview != nil && m.interview.Case != "":
		return m.interview.Case
	case m.document != nil:
		return m.document.Case
	}
	return ""
}
