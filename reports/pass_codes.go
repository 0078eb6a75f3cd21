package reports

import (
	"slices"
	"sort"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/reports/table"
)

// bookChanges are the versions of the codebook that can be compared.
type bookChanges struct {
	comparisons []bookComparison // the earlier first
}

// bookComparison is how one version became another, under a name.
type bookComparison struct {
	name table.Text
	pass.BookComparison
}

// compareBooks compares the codebooks of the pass before, of this pass and of today, as far as deals tell them. It is nil
// where no earlier version is known.
func (p *passReport) compareBooks() *bookChanges {
	named := func(passName string) table.Text {
		if passName == "" {
			return tell("books.today")
		}
		return p.passName(passName)
	}
	var out bookChanges
	for _, c := range pass.ComparePasses(p.layers, p.o.Deals, p.before, p.pass) {
		out.comparisons = append(out.comparisons, bookComparison{tell("books.from_to", named(c.From), named(c.To)), c})
	}
	if out.comparisons == nil {
		return nil
	}
	return &out
}

// whyNoBooks says what is missing for a comparison of codebooks.
func (p *passReport) whyNoBooks() table.Text {
	if p.study.Codebook == nil && len(p.deals) == 0 {
		return tell("why.no_codebook")
	}
	return tell("why.no_deals")
}

// use counts the units in which people gave a code, by pass, and the interviews of this pass.
type use struct {
	units map[string]int // by pass
	talks int
}

func (p *passReport) uses() (map[string]*use, []string) {
	out := map[string]*use{}
	var passes []string
	tables := p.layers.Tables()
	for i := range tables {
		t := &tables[i]
		if len(t.Coders) == 0 {
			continue
		}
		passes = append(passes, t.Pass)
		type talk struct{ code, interview string }
		talks := map[talk]bool{}
		for k := range t.Units {
			here := map[string]bool{}
			for _, given := range t.Units[k].Given {
				for _, code := range given {
					if here[code] {
						continue
					}
					here[code] = true
					u := out[code]
					if u == nil {
						u = &use{units: map[string]int{}}
						out[code] = u
					}
					u.units[t.Pass]++
					if x := (talk{code, t.Units[k].Interview}); t.Pass == p.pass && !talks[x] {
						talks[x] = true
						u.talks++
					}
				}
			}
		}
	}
	return out, passes
}

// The groups of the table of codes, in their order.
var codeStates = []string{"new", "merged", "split", "renamed", "removed", "unlisted", "retired", "first", "used", "unused"}

// codeStanding is where a code stands in the table, and what it came from or went into.
type codeStanding struct {
	state string
	codes []string
}

// standings sorts the codes by what became of them since the pass before, else by the codebook and their use.
func (p *passReport) standings(uses map[string]*use) map[string]codeStanding {
	out := map[string]codeStanding{}
	set := func(code, state string, codes ...string) {
		if _, there := out[code]; !there {
			out[code] = codeStanding{state, codes}
		}
	}
	if c := p.sinceBefore(); c != nil {
		for _, x := range c.Changes.Merged {
			set(x.Into, "merged", x.From...)
		}
		for _, x := range c.Changes.Split {
			for _, into := range x.Into {
				set(into, "split", x.From)
			}
		}
		for _, x := range c.Changes.Renamed {
			set(x.To, "renamed", x.From)
		}
		for _, x := range c.Changes.Added {
			set(x, "new")
		}
		for _, x := range c.Changes.Removed {
			set(x.Code, "removed")
		}
	}
	active := map[string]bool{}
	listed := map[string]bool{}
	for i := range p.book.Codes {
		c := &p.book.Codes[i]
		listed[c.ID] = true
		active[c.ID] = active[c.ID] || c.Active
		if c.Active && p.sinceBefore() == nil && len(c.Replaces) > 1 {
			set(c.ID, "merged", c.Replaces...)
		}
	}
	used := func(code, passName string) bool { return uses[code] != nil && uses[code].units[passName] > 0 }
	for _, code := range sortedKeys(uses) {
		switch {
		case !listed[code] && used(code, p.pass):
			set(code, "unlisted")
		case !listed[code]:
			set(code, "removed")
		}
	}
	for i := range p.book.Codes {
		code := p.book.Codes[i].ID
		earlier := false
		for _, u := range p.layers.Passes() {
			if u == p.pass {
				break
			}
			earlier = earlier || used(code, u)
		}
		switch {
		case !active[code]:
			set(code, "retired")
		case !used(code, p.pass):
			set(code, "unused")
		case p.before != "" && !earlier && p.sinceBefore() == nil:
			set(code, "first")
		default:
			set(code, "used")
		}
	}
	return out
}

// sinceBefore is the comparison with the pass before; nil without one.
func (p *passReport) sinceBefore() *bookComparison {
	if p.changes != nil && p.before != "" && p.changes.comparisons[0].Pass == p.before {
		return &p.changes.comparisons[0]
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// codesTable lists the codes by what became of them, with their frequencies by pass.
func (p *passReport) codesTable() (*table.Table, table.Text) {
	uses, passes := p.uses()
	if len(passes) == 0 {
		return nil, tell("why.no_codings")
	}
	t := &table.Table{Key: "codes", Title: tell("codes.title"), Columns: []table.Column{{Key: "id", Label: tell("codes.id"), Stub: true}, {Key: "label", Label: tell("codes.label"), Stub: true}, {Key: "from", Label: tell("codes.from"), Align: table.Left}}}
	for _, name := range passes {
		t.Columns = append(t.Columns, table.Column{Key: "pass " + name, Label: p.passName(name), Format: table.Whole})
	}
	t.Spanners = []table.Spanner{{Label: tell("codes.units"), From: 3, To: 2 + len(passes)}}
	t.Columns = append(t.Columns, table.Column{Key: "talks", Label: tell("codes.talks"), Format: table.Whole})
	standing := p.standings(uses)
	order := p.codeOrder(standing)
	for _, state := range codeStates {
		g := table.Group{Label: tell("codes.state." + state)}
		for _, code := range order {
			s := standing[code]
			if s.state != state {
				continue
			}
			row := table.Row{Key: code, Indent: 1, Cells: []table.Cell{table.Txt(table.Same(code)), table.Txt(p.codeName(code)), blank()}}
			if len(s.codes) > 0 {
				row.Cells[2] = table.Txt(p.codeList(s.codes))
			}
			u := uses[code]
			if u == nil {
				u = &use{}
			}
			for _, name := range passes {
				row.Cells = append(row.Cells, number(u.units[name]))
			}
			row.Cells = append(row.Cells, number(u.talks))
			g.Rows = append(g.Rows, row)
		}
		if len(g.Rows) > 0 {
			if state == "used" || state == "first" {
				sort.SliceStable(g.Rows, func(i, j int) bool { return useIn(uses, g.Rows[i].Key, p.pass) > useIn(uses, g.Rows[j].Key, p.pass) })
			}
			t.Groups = append(t.Groups, g)
		}
	}
	dropEmpty(t, "from")
	t.Notes = []table.Note{{Text: tell("codes.note")}}
	if p.sinceBefore() == nil && p.before != "" {
		t.Notes = append(t.Notes, table.Note{Text: tell("codes.no_book", p.whyNoBooks())})
	}
	return t, table.Text{}
}

func useIn(uses map[string]*use, code, passName string) int {
	if u := uses[code]; u != nil {
		return u.units[passName]
	}
	return 0
}

// codeOrder is the order of the codebook, then that of bytes.
func (p *passReport) codeOrder(standing map[string]codeStanding) []string {
	var out []string
	for i := range p.book.Codes {
		if id := p.book.Codes[i].ID; !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, code := range sortedKeys(standing) {
		if !slices.ContainsFunc(p.book.Codes, func(c coding.Code) bool { return c.ID == code }) {
			out = append(out, code)
		}
	}
	return out
}

func (p *passReport) codeList(codes []string) table.Text {
	texts := make([]table.Text, len(codes))
	for i, c := range codes {
		texts[i] = p.codeText(c)
	}
	return list(texts)
}
