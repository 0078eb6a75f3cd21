package reports

import (
	"slices"
	"sort"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/reports/table"
)

// quotesOfConcept is how many quotations the coding table shows for a code.
const quotesOfConcept = 2

// concept is where a code stands on the three levels of coding; a level that it does not have is empty.
type concept struct {
	code                   string
	open, axial, selective table.Text
	units                  []*pass.Unit
}

// concepts are the codes that were accepted somewhere, in the order of the codebook (else of the framework), those of one
// main category together.
func (r *thesisReport) concepts() []concept {
	units := map[string][]*pass.Unit{}
	for i := range r.settled.Accepted {
		u := &r.settled.Accepted[i]
		units[u.Code] = append(units[u.Code], u)
	}
	var ids []string
	if r.study.Codebook != nil {
		for i := range r.study.Codebook.Codes {
			ids = append(ids, r.study.Codebook.Codes[i].ID)
		}
	}
	for i := range r.fw.Dimensions {
		ids = append(ids, r.fw.Dimensions[i].ID)
	}
	var others []string
	for id := range units {
		if !slices.Contains(ids, id) {
			others = append(others, id)
		}
	}
	sort.Strings(others)
	var out []concept
	seen := map[string]bool{}
	for _, id := range append(ids, others...) {
		if len(units[id]) == 0 || seen[id] {
			continue
		}
		seen[id] = true
		c := r.concept(id)
		c.units = units[id]
		out = append(out, c)
	}
	rank, axis := map[table.Text]int{}, map[[2]table.Text]int{}
	for i, c := range out {
		if _, ok := rank[c.selective]; !ok {
			rank[c.selective] = i
		}
		if k := [2]table.Text{c.selective, c.axial}; axis[k] == 0 {
			axis[k] = i + 1
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := &out[i], &out[j]
		if x, y := rank[a.selective], rank[b.selective]; x != y {
			return x < y
		}
		return axis[[2]table.Text{a.selective, a.axial}] < axis[[2]table.Text{b.selective, b.axial}]
	})
	return out
}

// concept places a code: by the levels that the codebook gives to it and the codes above it; where that says nothing, the
// code is the initial concept, its dimension the category, and the dimension above that the main category.
func (r *thesisReport) concept(id string) concept {
	c := concept{code: id}
	codes := map[string]*coding.Code{}
	if r.study.Codebook != nil {
		for i := range r.study.Codebook.Codes {
			codes[r.study.Codebook.Codes[i].ID] = &r.study.Codebook.Codes[i]
		}
	}
	set := func(at *table.Text, name table.Text) {
		if at.Empty() {
			*at = name
		}
	}
	for x, steps := codes[id], 0; x != nil && steps <= len(codes); x, steps = codes[x.Parent], steps+1 {
		switch x.Level {
		case "open":
			set(&c.open, r.codeName(x.ID))
		case "axial":
			set(&c.axial, r.codeName(x.ID))
		case "selective":
			set(&c.selective, r.codeName(x.ID))
		}
	}
	dim := r.fw.Dimension(r.dimOf[id])
	if c.open.Empty() && c.axial.Empty() && c.selective.Empty() && (dim == nil || dim.ID != id) {
		c.open = r.codeName(id)
	}
	if dim == nil {
		return c
	}
	parent := r.fw.Dimension(dim.Parent)
	if dim.Group && parent == nil { // a code of a whole stage
		set(&c.selective, r.dimName(dim.ID))
		return c
	}
	set(&c.axial, r.dimName(dim.ID))
	if parent != nil {
		set(&c.selective, r.dimName(parent.ID))
	}
	return c
}

// name is the finest level of a concept.
func (c *concept) name() table.Text {
	for _, t := range []table.Text{c.open, c.axial, c.selective} {
		if !t.Empty() {
			return t
		}
	}
	return table.Same(c.code)
}

// quotations are up to n masked quotations of units, from different interviews first; those that a table shows already
// only where there are no others.
func (r *thesisReport) quotations(units []*pass.Unit, n int) []quote {
	sorted := slices.Clone(units)
	sort.SliceStable(sorted, func(i, j int) bool { return r.quotes.weight(sorted[i]) > r.quotes.weight(sorted[j]) })
	sorted = spread(sorted)
	type choice struct {
		u  *pass.Unit
		id string
	}
	var fresh, again []choice
	for _, u := range sorted {
		text := r.texts[[2]string{u.Interview, u.Segment}]
		if u.State == coding.Absent || text.text == "" || !r.m.Quotable(u.Interview) {
			continue
		}
		x := choice{u, r.m.QuoteID(u.Interview, text.number)}
		if r.named[x.id] || r.named[text.text] { // the same words may stand in several interviews
			again = append(again, x)
		} else {
			fresh = append(fresh, x)
		}
	}
	var out []quote
	for _, x := range append(fresh, again...) {
		if len(out) == n {
			break
		}
		text := r.texts[[2]string{x.u.Interview, x.u.Segment}].text
		masked, _ := r.m.Text(text, languageOf(text))
		if slices.ContainsFunc(out, func(q quote) bool { return q.text == masked }) {
			continue
		}
		masked, _ = r.m.Quote(x.u.Interview, x.u.Segment, text, languageOf(text)) // counted where it is shown
		out = append(out, quote{id: x.id, text: masked, who: r.who(x.u.Interview)})
		r.named[x.id], r.named[text] = true, true
	}
	return out
}

// conceptTable is the table of three-level coding: original words, initial concept, category, main category.
func (r *thesisReport) conceptTable() (*table.Table, table.Text) {
	all := r.concepts()
	if len(all) == 0 {
		return nil, say("why.no_coding")
	}
	t := &table.Table{Key: "concepts", Landscape: true, Columns: []table.Column{
		{Key: "id", Label: thesisSays("concepts.id"), Stub: true}, {Key: "words", Label: thesisSays("concepts.words"), Stub: true, Width: 70},
		{Key: "open", Align: table.Left}, {Key: "axial", Align: table.Left}, {Key: "selective", Align: table.Left}}}
	level := func(x table.Text) table.Cell {
		if x.Empty() {
			return table.Cell{Kind: table.Missing, Tint: -1}
		}
		return table.Txt(x)
	}
	var g table.Group
	silent := 0
	for i := range all {
		c := &all[i]
		quotes := r.quotations(c.units, quotesOfConcept)
		if len(quotes) == 0 {
			silent++
			g.Rows = append(g.Rows, table.Row{Key: c.code, Cells: []table.Cell{{Kind: table.Missing, Tint: -1}, {Kind: table.Missing, Tint: -1, Marks: []string{"silent"}}, level(c.open), level(c.axial), level(c.selective)}})
		}
		for _, q := range quotes {
			g.Rows = append(g.Rows, table.Row{Key: c.code + "/" + q.id, Cells: []table.Cell{table.Txt(table.Same(q.id)), table.Txt(table.Same(q.text)), level(c.open), level(c.axial), level(c.selective)}})
		}
	}
	t.Groups = []table.Group{g}
	t.Notes = []table.Note{{Text: thesisSays("concepts.note", count(quotesOfConcept))}}
	closed := dropEmpty(t, "open")
	dropEmpty(t, "selective")
	r.nameLevels(t, closed)
	if silent > 0 {
		t.Notes = append(t.Notes, table.Note{Key: "silent", Text: thesisSays("concepts.silent")})
	}
	return t, table.Text{}
}

// nameLevels titles the coding table and its columns after the levels that it shows: as levels of coding where concepts came
// from the material, as codes and the dimensions above them where all were set beforehand.
func (r *thesisReport) nameLevels(t *table.Table, closed bool) {
	form := "concepts.deductive"
	if r.isGrounded() {
		form = "concepts.grounded"
	}
	parts := []table.Text{thesisSays("concepts.words")}
	for i := range t.Columns {
		c := &t.Columns[i]
		switch c.Key {
		case "open", "axial", "selective":
			c.Label = thesisSays(form + "." + c.Key)
			if c.Key == "axial" && closed && form == "concepts.deductive" {
				c.Label = thesisSays(form + ".code")
			}
			parts = append(parts, thesisSays("concepts.part."+c.Key))
		}
	}
	title := "concepts.title"
	if form == "concepts.grounded" && len(parts) == 4 {
		title = "concepts.title_three"
	}
	for i := 1; i < len(parts); i++ {
		parts[i].EN = inSentence(parts[i]).EN
	}
	parts[0].EN = inSentence(parts[0]).EN
	t.Title = thesisSays(title, join(parts, "→", " → "))
	switch {
	case form == "concepts.grounded" && closed:
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("concepts.levels")}, table.Note{Text: thesisSays("concepts.no_open")})
	case form == "concepts.grounded":
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("concepts.levels")})
	case closed:
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("concepts.beforehand")})
	default:
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("concepts.beforehand_codes")})
	}
}

// isGrounded reports whether codes came from the material: the codebook has open codes or inductive ones.
func (r *thesisReport) isGrounded() bool {
	if r.study.Codebook == nil {
		return false
	}
	for i := range r.study.Codebook.Codes {
		if c := &r.study.Codebook.Codes[i]; c.Active && (c.Level == "open" || c.Origin == "inductive") {
			return true
		}
	}
	return false
}

// nodeTable is the table of nodes: how many sources and references each has, with an example.
func (r *thesisReport) nodeTable() (*table.Table, table.Text) {
	all := r.concepts()
	if len(all) == 0 {
		return nil, say("why.no_coding")
	}
	t := &table.Table{Key: "nodes", Title: thesisSays("nodes.title"), Columns: []table.Column{
		{Key: "node", Label: thesisSays("nodes.node"), Stub: true}, {Key: "sources", Label: thesisSays("nodes.sources"), Format: table.Whole},
		{Key: "references", Label: thesisSays("nodes.references"), Format: table.Whole}, {Key: "example", Label: thesisSays("nodes.example"), Align: table.Left, Width: 70}}}
	absent := 0
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && all[to].selective == all[from].selective {
			to++
		}
		var g table.Group
		var together []*pass.Unit
		for i := from; i < to; i++ {
			together = append(together, all[i].units...)
		}
		indent := 0
		if !all[from].selective.Empty() {
			indent = 1
			g.Rows = append(g.Rows, table.Row{Key: "main/" + all[from].selective.EN, Strong: true, Cells: []table.Cell{table.Txt(all[from].selective), number(sources(together)), number(len(together)), blank()}})
		}
		for i := from; i < to; i++ {
			c := &all[i]
			for _, u := range c.units {
				if u.State == coding.Absent {
					absent++
				}
			}
			example := table.Cell{Kind: table.Missing, Tint: -1}
			for _, q := range r.quotations(c.units, 1) {
				example = table.Txt(thesisSays("nodes.quote", table.Same(q.text), table.Same(q.id)))
			}
			g.Rows = append(g.Rows, table.Row{Key: c.code, Indent: indent, Cells: []table.Cell{table.Txt(c.name()), number(sources(c.units)), number(len(c.units)), example}})
		}
		t.Groups = append(t.Groups, g)
		from = to
	}
	t.Notes = []table.Note{{Text: thesisSays("nodes.note")}}
	if absent > 0 {
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("nodes.absent", count(absent))})
	}
	if n := r.unusedCodes(); n > 0 {
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("nodes.unused", count(n))})
	}
	return t, table.Text{}
}

// sources counts the interviews and documents that units come from.
func sources(units []*pass.Unit) int {
	seen := map[string]bool{}
	for _, u := range units {
		seen[u.Interview] = true
	}
	return len(seen)
}

// unusedCodes counts the codes in force that no accepted unit carries.
func (r *thesisReport) unusedCodes() int {
	if r.study.Codebook == nil {
		return 0
	}
	used := map[string]bool{}
	for i := range r.settled.Accepted {
		used[r.settled.Accepted[i].Code] = true
	}
	n := 0
	for i := range r.study.Codebook.Codes {
		if c := &r.study.Codebook.Codes[i]; c.Active && !used[c.ID] {
			n++
		}
	}
	return n
}
