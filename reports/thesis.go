package reports

import (
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// thesisReport is what the tables of a chapter of methods and results are made of.
type thesisReport struct {
	*builder
	doc     *document.Document
	teams   []*passReport // of the passes that agreement is given for, earliest first
	bare    bool
	skipped []table.Text
	built   map[string]bool
	named   map[string]bool // quotations that a table shows already, by id and by their words
}

// thesisSays puts the catalogue's thesis.CODE into words in both languages, each argument in its own language.
func thesisSays(code string, args ...table.Text) table.Text { return catalogued("thesis."+code, args) }

// catalogued puts a code of the catalogue into words in both languages.
func catalogued(code string, args []table.Text) table.Text {
	zh, en := make([]string, len(args)), make([]string, len(args))
	for i, a := range args {
		zh[i], en[i] = a.In(locale.Chinese), a.In(locale.English)
	}
	return table.Text{ZH: locale.Text(locale.Chinese, code, zh...), EN: locale.Text(locale.English, code, en...)}
}

// thesis is the profile of a chapter of methods and results: the methods in words, the sample, the coding and its
// quality, the scales, the factor models, aggregation, comparisons, mediation, how far the conclusions hold, what is
// needed to compute it all again, and the works cited.
func thesis(b *builder) *document.Document {
	r := &thesisReport{builder: b, bare: b.isBare(), built: map[string]bool{}, named: map[string]bool{},
		doc: &document.Document{Key: "thesis", Title: label(b.study.Title, ""), Subtitle: thesisSays("title"), Ledger: b.l}}
	d := r.doc
	if d.Title.Empty() {
		d.Title, d.Subtitle = d.Subtitle, table.Text{}
	}
	if n := b.study.Blocking(); n > 0 {
		d.Notice = say("notice.problems", count(n))
	}
	r.teams = r.teamsOf()

	r.section("methods") // cites what the tables show, so it is written last
	r.section("sample")
	r.build("interviewees", r.intervieweeTable)
	r.build("sample", b.sampleTable)
	r.section("coding")
	r.build("concepts", r.conceptTable)
	r.build("nodes", r.nodeTable)
	f, why := r.networkFigure()
	r.drawOr("network", f, why)
	f, why = b.pathFigure()
	r.drawOr("path", f, why)
	r.section("agreement")
	r.build("agreement", r.agreementTable)
	r.section("saturation")
	r.build("saturation", r.saturationTable)
	r.draw(r.saturationFigure())
	r.section("descriptives")
	r.build("descriptives", r.descriptiveTable)
	figures, why := r.likertFigures()
	r.drawOr("likert", nil, why)
	r.draw(figures...)
	r.section("scales")
	r.build("scales", r.scaleTable)
	r.section("factors")
	r.build("fit", r.fitTable)
	r.build("htmt", r.distinctTable)
	r.section("aggregation")
	r.build("aggregation", r.aggregationTable)
	r.section("cases")
	r.build("dimensions", b.dimensionTable)
	r.build("coupling", b.couplingTable)
	r.draw(b.levelsFigure())
	r.build("hazards", b.hazardTable)
	r.section("comparisons")
	for _, c := range r.comparisonKinds() {
		r.build("compare_"+c.key, func() (*table.Table, table.Text) { return r.comparisonTable(c) })
	}
	f, why = r.forestFigure()
	r.drawOr("forest", f, why)
	r.section("mediation")
	r.build("mediation", r.mediationTable)
	r.draw(r.structureFigure())
	r.build("qca", func() (*table.Table, table.Text) { return nil, thesisSays("why.no_qca") })
	r.section("sensitivity")
	r.build("sensitivity", b.sensitivityTable)
	d.Evidence = b.evidence()
	r.section("reproduction")
	methods := b.methodsTable(r.skipped)
	methods.Title = thesisSays("methods.title")
	methods.Groups = methods.Groups[:2] // receipts and run stand in every file’s list of sources and settings
	r.put("methods", methods, table.Text{})
	r.build("reproduction", r.reproductionTable)

	p := newProse(b, r.built)
	p.methods()
	d.Sections[0].Blocks = p.blocks()
	p.withReferences(d)
	d.Labels = r.labelsOfCodes()
	numberAll(d)
	return d
}

// teamsOf looks at every pass that the ledger has agreement for as the report of that pass does.
func (r *thesisReport) teamsOf() []*passReport {
	var out []*passReport
	seen := map[string]bool{}
	for _, x := range r.keys["agreement.krippendorff_alpha"] {
		if k := x.key; k == (estimate.Key{Dim: k.Dim, Pass: k.Pass}) && k.Dim != "" && !seen[k.Pass] {
			seen[k.Pass] = true
			out = append(out, r.team(k.Pass))
		}
	}
	return out
}

func (r *thesisReport) team(pass string) *passReport {
	b := *r.builder
	b.o = Options{Pass: pass}
	return newPassReport(&b)
}

func (r *thesisReport) section(key string) {
	r.doc.Sections = append(r.doc.Sections, document.Section{Key: key, Title: thesisSays("section." + key)})
}

// add appends a block to the last section.
func (r *thesisReport) add(b document.Block) {
	s := &r.doc.Sections[len(r.doc.Sections)-1]
	s.Blocks = append(s.Blocks, b)
}

// put adds a table, or the line that says why it is left out.
func (r *thesisReport) put(name string, t *table.Table, why table.Text) {
	if t == nil {
		r.leaveOut(name, why)
		return
	}
	r.built[t.Key] = true
	r.countHidden(t)
	r.add(document.Block{Table: t})
}

func (r *thesisReport) leaveOut(name string, why table.Text) {
	if r.bare && name != "qca" {
		why = say("why.no_evidence")
	}
	line := say("left_out", thesisSays("table."+name), why)
	r.skipped = append(r.skipped, line)
	r.add(document.Block{Paragraph: &document.Paragraph{Text: line}})
}

func (r *thesisReport) build(name string, f func() (*table.Table, table.Text)) {
	t, why := f()
	r.put(name, t, why)
}

func (r *thesisReport) draw(fs ...*figure.Figure) {
	for _, f := range fs {
		if f != nil {
			r.built[f.Key] = true
			r.add(document.Block{Figure: f})
		}
	}
}

// drawOr draws a figure; where there is none, the line says why, if a reason is given.
func (r *thesisReport) drawOr(name string, f *figure.Figure, why table.Text) {
	if f == nil && !why.Empty() {
		r.leaveOut(name, why)
	}
	r.draw(f)
}

// codeName is the name of a code: its label in the codebook, else that of the dimension of the same id.
func (r *thesisReport) codeName(id string) table.Text {
	if book := r.study.Codebook; book != nil {
		for i := range book.Codes {
			if c := &book.Codes[i]; c.ID == id && (c.Label.ZH != "" || c.Label.EN != "") {
				return label(c.Label, id)
			}
		}
	}
	return r.dimName(id)
}

// labelsOfCodes are the names of ids, those of the codes among them.
func (r *thesisReport) labelsOfCodes() map[string]table.Text {
	out := r.labels()
	if r.study.Codebook != nil {
		for i := range r.study.Codebook.Codes {
			id := r.study.Codebook.Codes[i].ID
			if _, known := out[id]; !known {
				out[id] = r.codeName(id)
			}
		}
	}
	return out
}
