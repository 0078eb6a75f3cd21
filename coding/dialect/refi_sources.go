package dialect

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/refi"
)

// selectionAt is the place of a selection.
func (p *project) selectionAt(s *refi.Source, sel *refi.Selection) coding.Pos {
	element := strings.TrimSuffix(string(s.Kind), "Source") + "Selection"
	if s.Kind == refi.Text || s.Kind == "" {
		element = "PlainTextSelection"
	}
	return coding.Pos{File: p.b.file.name, Element: strings.TrimSpace(element + " " + sel.GUID)}
}

// rival is a source that has its name and case in common with others.
type rival struct {
	source         *refi.Source // of a recording with several texts, one of these
	own, text, set string
}

// nameApart gives sources that one would take for one another, as their names and cases are the same, names of their own: with
// the set that each is in, else a digest of its text, which the source has in every copy of the project, else a number. Sources
// that are parts of one interview of the study stay together.
func (p *project) nameApart(src *refi.Project) {
	sets := map[string][]string{}
	for i := range src.Sets {
		s := &src.Sets[i]
		for _, g := range s.Sources {
			sets[g] = append(sets[g], oneLine(s.Name))
		}
	}
	p.called = map[*refi.Source]string{}
	of := map[string][]rival{}
	var order []string
	enter := func(outer, s *refi.Source, text string) {
		group := cmp.Or(append(p.casesOf(outer), p.casesOf(s)...)...)
		_, fields := refi.Marked(s.Description)
		r := rival{source: s, own: safeID(fields[refi.FieldInterview]), text: text}
		if in := sets[outer.GUID]; len(in) == 1 {
			r.set = in[0]
		}
		k := docKey(group, sourceName(outer))
		if of[k] == nil {
			order = append(order, k)
		}
		of[k] = append(of[k], r)
	}
	for i := range src.Sources {
		s := &src.Sources[i]
		switch {
		case len(s.Texts) > 1:
			for k := range s.Texts {
				enter(s, &s.Texts[k], s.Texts[k].Text)
			}
		case len(s.Texts) == 1:
			enter(s, s, s.Texts[0].Text)
		default:
			enter(s, s, s.Text)
		}
	}
	for _, k := range order {
		p.tellApart(k[strings.Index(k, "\x1f")+1:], of[k])
	}
}

// sourceName is what a source is called.
func sourceName(s *refi.Source) string { return oneLine(cmp.Or(s.Name, s.GUID)) }

func (p *project) tellApart(name string, list []rival) {
	first := list[0]
	if !slices.ContainsFunc(list, func(r rival) bool { return r.own == "" || r.own != first.own }) || len(list) == 1 {
		return
	}
	var foreign []rival
	for _, r := range list {
		if r.own != "" {
			p.called[r.source] = name + " (" + r.own + ")"
		} else {
			foreign = append(foreign, r)
		}
	}
	differ := func(by func(rival) string) bool {
		seen := map[string]bool{"": true}
		return !slices.ContainsFunc(foreign, func(r rival) bool {
			k := strings.ToLower(safeID(by(r)))
			was := seen[k]
			seen[k] = true
			return was
		})
	}
	by := func(r rival) string { return r.set }
	if !differ(by) {
		if by = func(r rival) string { return digest(6, r.text) }; !differ(by) {
			by = func(r rival) string {
				return strconv.Itoa(1 + slices.IndexFunc(foreign, func(x rival) bool { return x.source == r.source }))
			}
		}
	}
	var names []string
	for _, r := range foreign {
		p.called[r.source] = name + " (" + by(r) + ")"
		names = append(names, p.called[r.source])
	}
	if len(foreign) > 0 {
		p.b.note("dialect.same_source_name", name, strconv.Itoa(len(list)), strings.Join(names, ", "))
	}
}

// casesOf are the names of the cases that a source belongs to.
func (p *project) casesOf(s *refi.Source) []string {
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
	return names
}

// caseOf is the case of a source. One that belongs to several is asked about, and the first is taken.
func (p *project) caseOf(s *refi.Source) string {
	names := p.casesOf(s)
	if len(names) == 0 {
		return ""
	}
	if len(names) > 1 {
		p.b.asked = append(p.b.asked, coding.ReceiptNote{Code: "dialect.ask_several_cases", Args: []string{s.Name, strings.Join(names, ", ")}})
	}
	return names[0]
}

// onlyCoder gives the coder of a project that one user coded the name that a person gave. Which of several is meant, only a map
// can say.
func (b *builder) onlyCoder() {
	given := oneLine(b.opts.Coder)
	if given == "" {
		return
	}
	var users []string
	for i := range b.marks {
		raw := b.marks[i].coder
		if raw == "" {
			return // these are meant
		}
		if to, ok := b.opts.Map.coderOf(raw); (!ok || to == "") && !slices.Contains(users, raw) {
			users = append(users, raw)
		}
	}
	switch {
	case len(users) > 1:
		b.problem(coding.Pos{File: b.file.name}, "dialect.ambiguous_coders", "", strconv.Itoa(len(users)), strings.Join(users, ", "), given)
	case len(users) == 1 && users[0] != given:
		b.called = map[string]string{users[0]: given}
		b.note("dialect.coder_given", users[0], given)
	}
}
