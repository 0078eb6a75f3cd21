package pass

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
)

// Layers of coding that a [Query] asks.
const (
	LayerConsensus = "consensus"
	LayerCoders    = "coders"
)

// Query says which coded segments are wanted. Its lists hold ids; an empty list asks for all. [Query.Resolve] makes ids
// of names and labels.
type Query struct {
	Codes   []string // a dimension or group stands for its codes, a code for those below it too
	Cases   []string
	Depts   []string // a department's id, or case/id where ids repeat
	Roles   []string // a role's id, or a level of roles
	Coders  []string // of the consensus: segments to which one of these gave the code
	Periods []string // the period spoken of; [Query.Resolve] reads 改革前 as before
	Layer   string   // [LayerConsensus]; [LayerCoders]: the coders' own rows; empty: consensus, or coders where Coders names some
	Pass    string   // this pass alone; empty: each coder's latest pass on a segment
	AI      bool     // coders that are programs count too; one named in Coders counts anyway
	Level   string   // what [Cooccur] and [CaseByCode] count by: "" codes, "dimension" leaves of the framework, "group" their parents
	Context int      // units of context that [Retrieve] adds before and after
}

// layer is the layer in force.
func (q *Query) layer() string {
	switch {
	case q.Layer != "":
		return q.Layer
	case len(q.Coders) > 0:
		return LayerCoders
	}
	return LayerConsensus
}

// UnknownName is a name in a query that the study does not know.
type UnknownName struct {
	Kind       string // code, case, department, role, coder, period, pass, layer, level
	Name       string
	Suggestion string   // the nearest known one, empty: none is near
	Known      []string // in the study's order
}

func (e *UnknownName) Error() string {
	s := "unknown " + e.Kind + " " + `"` + e.Name + `"`
	if e.Suggestion != "" {
		return s + " (did you mean " + e.Suggestion + "?)"
	}
	if len(e.Known) > 0 && len(e.Known) <= 12 {
		s += ": expected one of " + strings.Join(e.Known, ", ")
	}
	return s
}

// Resolve puts ids in the place of names and labels in either language, ignoring case and width; a name that several ids
// carry stands for all of them. The error is an [UnknownName].
func (q Query) Resolve(study *coding.Study) (Query, error) {
	fw := frameworkOf(study)
	codes, cases, depts := nameIndex{}, nameIndex{}, nameIndex{}
	roles, coders, periods, passes := nameIndex{}, nameIndex{}, nameIndex{}, nameIndex{}
	if study.Codebook != nil {
		for i := range study.Codebook.Codes {
			c := &study.Codebook.Codes[i]
			codes.add(c.ID, c.Label.ZH, c.Label.EN, c.ID+" "+c.Label.ZH, c.ID+" "+c.Label.EN)
		}
	}
	for i := range fw.Dimensions {
		d := &fw.Dimensions[i]
		codes.add(d.ID, d.Label.ZH, d.Label.EN)
	}
	for i := range study.Cases {
		c := &study.Cases[i]
		cases.add(c.ID, c.Name, c.Label.ZH, c.Label.EN)
	}
	for i := range study.Departments {
		d := &study.Departments[i]
		depts.add(d.Case+"/"+d.ID, d.ID, d.Name)
	}
	for i := range fw.Roles {
		r := &fw.Roles[i]
		roles.add(r.ID, r.Label.ZH, r.Label.EN)
	}
	for i := range fw.Roles {
		roles.add(fw.Roles[i].Level)
	}
	for i := range study.Interviews {
		iv := &study.Interviews[i]
		cases.add(iv.Case)
		roles.add(iv.Role)
		if iv.Dept != "" {
			depts.add(iv.Case+"/"+iv.Dept, iv.Dept)
		}
	}
	seen := map[string]bool{}
	addPeriod := func(p string) {
		if !seen[p] {
			seen[p] = true
			periods.add(p, likePeriod(p)...)
		}
	}
	for _, p := range study.Options.Order["period"] {
		addPeriod(p)
	}
	for i := range study.Segments {
		addPeriod(study.Segments[i].Period)
	}
	for i := range study.Codings {
		c := &study.Codings[i]
		coders.add(c.Coder)
		addPeriod(c.Period)
		passes.add(c.Pass)
		if study.Codebook == nil || !codes.knows(c.Code) {
			codes.add(c.Code)
		}
	}
	for _, f := range []struct {
		kind string
		list *[]string
		in   nameIndex
	}{{"code", &q.Codes, codes}, {"case", &q.Cases, cases}, {"department", &q.Depts, depts}, {"role", &q.Roles, roles}, {"coder", &q.Coders, coders},
		{"period", &q.Periods, periods}} {
		var ids []string
		for _, name := range *f.list {
			found := f.in.find(name)
			if found == nil {
				return q, f.in.unknown(f.kind, name)
			}
			for _, id := range found {
				if !slices.Contains(ids, id) {
					ids = append(ids, id)
				}
			}
		}
		*f.list = ids
	}
	if q.Pass != "" {
		found := passes.find(q.Pass)
		if found == nil {
			return q, passes.unknown("pass", q.Pass)
		}
		q.Pass = found[0]
	}
	if q.Layer != "" && q.Layer != LayerConsensus && q.Layer != LayerCoders {
		return q, &UnknownName{Kind: "layer", Name: q.Layer, Known: []string{LayerConsensus, LayerCoders}}
	}
	if known := []string{"code", "dimension", "group"}; q.Level != "" && !slices.Contains(known, q.Level) {
		return q, &UnknownName{Kind: "level", Name: q.Level, Known: known}
	}
	return q, nil
}

// frameworkOf is the study's framework, an empty one where it has none.
func frameworkOf(study *coding.Study) *coding.Framework {
	if study.Framework == nil {
		return &coding.Framework{}
	}
	return study.Framework
}

// nameIndex finds ids by folded names. Keys are added in the study's order, an id itself before its names.
type nameIndex map[string]*nameEntry

type nameEntry struct {
	ids   []string
	at    int
	shown string // the id itself, where the key is one
}

// add makes an id known under itself and under names; empty ones are passed over.
func (m nameIndex) add(id string, names ...string) {
	if id == "" {
		return
	}
	for i, n := range append([]string{id}, names...) {
		k := nameKey(n)
		if k == "" {
			continue
		}
		e := m[k]
		if e == nil {
			e = &nameEntry{at: len(m)}
			m[k] = e
		}
		if i == 0 {
			e.shown = id
		}
		if !slices.Contains(e.ids, id) {
			e.ids = append(e.ids, id)
		}
	}
}

func (m nameIndex) knows(id string) bool { return m[nameKey(id)] != nil }

// find returns the ids of a name; an id as it stands goes before other ids that it names in another case or width.
func (m nameIndex) find(name string) []string {
	e := m[nameKey(name)]
	if e == nil {
		return nil
	}
	if slices.Contains(e.ids, name) {
		return []string{name}
	}
	return e.ids
}

func (m nameIndex) unknown(kind, name string) error {
	err := &UnknownName{Kind: kind, Name: name}
	type entry struct {
		key string
		*nameEntry
	}
	var all []entry
	for k, e := range m {
		all = append(all, entry{k, e})
	}
	slices.SortFunc(all, func(a, b entry) int { return a.at - b.at })
	best := 3
	for _, e := range all {
		if e.shown != "" {
			err.Known = append(err.Known, e.shown)
		}
		if d := coding.Edits(nameKey(name), e.key, 2); d < best && d < len([]rune(e.key)) {
			best, err.Suggestion = d, e.ids[0]
		}
	}
	return err
}
