package reports

import (
	"slices"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// tell puts the catalogue's passreport.CODE into words in both languages, each argument in its own language.
func tell(code string, args ...table.Text) table.Text {
	zh, en := make([]string, len(args)), make([]string, len(args))
	for i, a := range args {
		zh[i], en[i] = a.In(locale.Chinese), a.In(locale.English)
	}
	return table.Text{ZH: locale.Text(locale.Chinese, "passreport."+code, zh...), EN: locale.Text(locale.English, "passreport."+code, en...)}
}

// tellOf says a code in the form that English takes for n: CODE_one for 1.
func tellOf(code string, n int, args ...table.Text) table.Text {
	if n == 1 {
		code += "_one"
	}
	return tell(code, append([]table.Text{count(n)}, args...)...)
}

// passReport is what the tables of a report after a coding pass are made of.
type passReport struct {
	*builder
	layers  *pass.Layers
	table   *pass.Table // of the pass, people alone; nil without codings of people
	pass    string
	before  string   // the pass before it; empty: none
	people  []string // coders of the pass, in byte order
	ai      []string // coders of the pass that are programs
	free    []string // people of the pass who marked stretches freely
	base    string   // the denominator of what is said first of agreement: units, or chars where people marked freely
	book    pass.Book
	deals   map[string]*pass.Deal // by pass
	contest pass.Contest
	changes *bookChanges // since the codebook of the pass; nil where there is nothing to compare with
	labels  map[string]table.Text
	skipped []table.Text
	built   map[string]bool
	doc     *document.Document
}

// passProfile is the report after a coding pass: a page of findings in words, then coverage, codes, agreement, pairs of
// coders, confusions, drift, the adjudication queue, changes of the codebook, saturation, and how the numbers came about.
func passProfile(b *builder) *document.Document {
	p := newPassReport(b)
	d := p.doc
	if n := b.study.Blocking(); n > 0 {
		d.Notice = say("notice.problems", count(n))
	}
	p.section("findings") // its sentences cite the tables, so they are written last
	s := p.section("coverage")
	p.build(s, "coverage", p.coverageTable)
	p.build(s, "overlap", p.overlapTable)
	p.draw(s, p.coverageFigure())
	s = p.section("codes")
	p.build(s, "codes", p.codesTable)
	s = p.section("agreement")
	p.build(s, "agreement", p.agreementTable)
	p.draw(s, p.agreementFigure())
	p.build(s, "denominators", p.denominatorTable)
	p.build(s, "levels", p.levelTable)
	p.build(s, "overall", p.overallTable)
	p.build(s, "strata", p.strataTable)
	s = p.section("pairs")
	p.build(s, "pairs", p.pairTable)
	p.build(s, "pair_codes", p.pairCodesTable)
	p.build(s, "consensus", p.consensusTable)
	s = p.section("confusions")
	p.build(s, "confusions", p.confusionTable)
	p.draw(s, p.confusionFigure())
	s = p.section("drift")
	p.build(s, "drift", p.driftTable)
	p.build(s, "drift_codes", p.driftCodesTable)
	s = p.section("queue")
	p.build(s, "queue", p.queueTable)
	p.build(s, "queue_rows", p.queueRowsTable)
	s = p.section("books")
	p.build(s, "books", p.booksTable)
	p.build(s, "stale", p.staleTable)
	s = p.section("saturation")
	p.build(s, "saturation", p.saturationTable)
	p.draw(s, p.saturationFigure())
	s = p.section("methods")
	p.build(s, "receipts", p.receiptsTable)
	words := newProse(p.builder, p.built)
	words.passMethods(p)
	d.Sections[s].Blocks = append(words.blocks(), d.Sections[s].Blocks...)
	p.put(s, "methods", p.methodsTable(), table.Text{})
	words.withReferences(d)

	first := &d.Sections[0]
	first.Blocks = []document.Block{{Paragraph: &document.Paragraph{Text: tell("find.how")}}}
	if found := p.findings(); len(found) > 0 {
		first.Blocks = append(first.Blocks, document.Block{List: found})
	} else {
		first.Blocks = []document.Block{{Paragraph: &document.Paragraph{Text: tell("find.nothing")}}}
	}
	d.Labels = p.names()
	numberAll(d)
	return d
}

func newPassReport(b *builder) *passReport {
	p := &passReport{builder: b, layers: pass.NewLayers(b.study), deals: map[string]*pass.Deal{}, labels: map[string]table.Text{}, built: map[string]bool{}}
	passes := p.layers.Passes()
	for _, d := range b.o.Deals {
		if d != nil {
			p.deals[d.Pass] = d
		}
	}
	p.pass = b.o.Pass
	if p.pass == "" && len(passes) > 0 {
		p.pass = passes[len(passes)-1]
	}
	if at := slices.Index(passes, p.pass); at > 0 {
		p.before = passes[at-1]
	}
	for _, c := range p.layers.CodersOf(p.pass) {
		if slices.Contains(b.study.Options.AICoders, c) {
			p.ai = append(p.ai, c)
		} else {
			p.people = append(p.people, c)
		}
	}
	tables := p.layers.Tables()
	for i := range tables {
		if tables[i].Pass == p.pass && len(tables[i].Coders) > 0 {
			p.table = &tables[i]
		}
	}
	p.free, p.base = b.basisOf(p.layers, p.pass)
	p.book = pass.BookOf(b.study)
	for i := range b.fw.Dimensions {
		p.labels[b.fw.Dimensions[i].ID] = label(b.fw.Dimensions[i].Label, b.fw.Dimensions[i].ID)
	}
	name := func(codes []coding.Code) {
		for i := range codes {
			c := &codes[i]
			if _, known := p.labels[c.ID]; !known && (c.Label.ZH != "" || c.Label.EN != "") {
				p.labels[c.ID] = label(c.Label, c.ID)
			}
		}
	}
	name(p.book.Codes)
	for i := len(b.o.Deals) - 1; i >= 0; i-- {
		if b.o.Deals[i] != nil {
			name(b.o.Deals[i].Book.Codes)
		}
	}
	p.contest = p.layers.Contest(pass.DisputeOptions{Pass: p.pass})
	p.changes = p.compareBooks()
	p.doc = &document.Document{Key: "pass", Title: label(b.study.Title, ""), Subtitle: tell("title", p.passName(p.pass)), Ledger: b.l}
	if p.doc.Title.Empty() {
		p.doc.Title, p.doc.Subtitle = p.doc.Subtitle, table.Text{}
	}
	return p
}

func (p *passReport) section(key string) int {
	p.doc.Sections = append(p.doc.Sections, document.Section{Key: key, Title: tell("section." + key)})
	return len(p.doc.Sections) - 1
}

// put adds a table, or the line that says why it is left out.
func (p *passReport) put(section int, name string, t *table.Table, why table.Text) {
	s := &p.doc.Sections[section]
	if t == nil {
		if why.Empty() { // nothing that a reader would miss
			return
		}
		line := tell("left_out", tell("table."+name), why)
		p.skipped = append(p.skipped, line)
		s.Blocks = append(s.Blocks, document.Block{Paragraph: &document.Paragraph{Text: line}})
		return
	}
	p.built[t.Key] = true
	s.Blocks = append(s.Blocks, document.Block{Table: t})
}

func (p *passReport) build(section int, name string, f func() (*table.Table, table.Text)) {
	t, why := f()
	p.put(section, name, t, why)
}

func (p *passReport) draw(section int, f *figure.Figure) {
	if f != nil {
		s := &p.doc.Sections[section]
		s.Blocks = append(s.Blocks, document.Block{Figure: f})
	}
}

// codeName is a code's label, or its id where it has none.
func (p *passReport) codeName(id string) table.Text {
	if t, ok := p.labels[id]; ok {
		return t
	}
	return table.Same(id)
}

// codeText names a code in a sentence: label and id.
func (p *passReport) codeText(id string) table.Text {
	name := p.codeName(id)
	if name == table.Same(id) {
		return name
	}
	return tell("code", name, table.Same(id))
}

// codeHead names a code where there may be no room for the whole label: the id first.
func (p *passReport) codeHead(id string) table.Text {
	name := p.codeName(id)
	if name == table.Same(id) {
		return name
	}
	return tell("code_head", table.Same(id), name)
}

// coderText names a coder: the team reads this report, so they go by the names of the coding sheets.
func (p *passReport) coderText(id string) table.Text {
	if slices.Contains(p.study.Options.AICoders, id) {
		return tell("ai_coder", table.Same(id))
	}
	if id == pass.ConsensusColumn {
		return tell("consensus")
	}
	return table.Same(id)
}

func (p *passReport) pairText(a, b string) table.Text {
	return tell("pair", p.coderText(a), p.coderText(b))
}

func (p *passReport) passName(id string) table.Text {
	if id == "" {
		return tell("pass_none")
	}
	return tell("pass", table.Same(id))
}

// caseOf is the case of an interview or document.
func (p *passReport) caseOf(interview string) string {
	if iv := p.study.Interview(interview); iv != nil {
		return iv.Case
	}
	for i := range p.study.Documents {
		if p.study.Documents[i].ID == interview {
			return p.study.Documents[i].Case
		}
	}
	return ""
}

// talk names an interview by its pseudonym.
func (p *passReport) talk(interview string) table.Text {
	a := p.m.Alias(interview)
	if a.ZH == "" {
		return tell("unlisted")
	}
	return table.Text{ZH: a.ZH, EN: a.EN}
}

// names are the labels of the ids that estimates speak of.
func (p *passReport) names() map[string]table.Text {
	out := p.builder.labels()
	for id, t := range p.labels {
		if _, taken := out[id]; !taken {
			out[id] = t
		}
	}
	for _, c := range append(slices.Clone(p.people), p.ai...) {
		out[c] = p.coderText(c)
	}
	return out
}

// Estimates of agreement.

// agreed returns an estimate of agreement by key, denominator (units, coded, chars, spans) and what follows it; nil where
// there is none. Scores of a study without denominators of their own count units.
func (p *passReport) agreed(measure string, k estimate.Key, base, rest string) *estimate.Estimate {
	own := base + ":"
	if rest != "" {
		own += " " + rest
	}
	for _, own := range []string{own, rest} {
		if i, ok := p.at[estimate.ID("agreement", measure, k.Of(own))]; ok {
			return &p.es[i]
		}
		if base != "units" {
			break
		}
	}
	return nil
}

// pairOf returns an estimate of a pair of coders, whichever stands first.
func (p *passReport) pairOf(measure string, k estimate.Key, base, a, b string) *estimate.Estimate {
	if e := p.agreed(measure, k, base, a+"~"+b); e != nil {
		return e
	}
	return p.agreed(measure, k, base, b+"~"+a)
}

// codesAgreed are the codes (or, on a layer, dimensions and groups) that agreement is given for, in the ledger's order.
func (p *passReport) codesAgreed(layer string) []string {
	var out []string
	seen := map[string]bool{}
	for _, measure := range []string{"krippendorff_alpha", "percent_agreement"} {
		for _, x := range p.keys["agreement."+measure] {
			k := x.key
			if k.Dim == "" || seen[k.Dim] || k != (estimate.Key{Dim: k.Dim, Layer: layer, Pass: p.pass}) {
				continue
			}
			seen[k.Dim] = true
			out = append(out, k.Dim)
		}
	}
	return out
}

// pairs are the pairs of people who coded the pass.
func (p *passReport) pairs() [][2]string {
	var out [][2]string
	for i := range p.people {
		for k := i + 1; k < len(p.people); k++ {
			out = append(out, [2]string{p.people[i], p.people[k]})
		}
	}
	return out
}

// kappa is the chance-corrected coefficient of a code: Cohen's with two coders, Fleiss's with more.
func (p *passReport) kappa(k estimate.Key, base string) *estimate.Estimate {
	if len(p.people) == 2 {
		if e := p.pairOf("cohen_kappa", k, base, p.people[0], p.people[1]); e != nil {
			return e
		}
	}
	return p.agreed("fleiss_kappa", k, base, "")
}

// reasoned shows an estimate's value; where there is none, a dash with the reason in a note.
func reasoned(t *table.Table, e *estimate.Estimate) table.Cell {
	c := cell(e)
	why, ok := lastReason(e)
	if !ok || c.Kind != table.Missing {
		return c
	}
	return marked(t, c, tell("dash", noteText(why)))
}

// reasonedInterval shows an estimate's interval; where it has a value alone, a dash with the reason in a note.
func reasonedInterval(t *table.Table, e *estimate.Estimate, f table.Format) table.Cell {
	c := interval(e, f)
	why, ok := lastReason(e)
	if !ok || !has(e) || c.Kind != table.Missing {
		return c
	}
	return marked(t, c, tell("dash_interval", noteText(why)))
}

// marked calls a note from a cell; the same note stands in a table once.
func marked(t *table.Table, c table.Cell, text table.Text) table.Cell {
	key := "why " + text.EN
	if !slices.ContainsFunc(t.Notes, func(n table.Note) bool { return n.Key == key }) {
		t.Notes = append(t.Notes, table.Note{Key: key, Text: text})
	}
	c.Marks = append(c.Marks, key)
	return c
}
