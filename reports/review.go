package reports

import (
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// review is the profile of a bureau's review: a page of findings in words, then twelve tables and four figures, as far
// as the study gives anything for them.
func review(b *builder) *document.Document {
	d := &document.Document{Key: "review", Title: label(b.study.Title, ""), Subtitle: say("title"), Ledger: b.l}
	if d.Title.Empty() {
		d.Title, d.Subtitle = say("title"), table.Text{}
	}
	if n := b.study.Blocking(); n > 0 {
		d.Notice = say("notice.problems", count(n))
	}
	bare := b.isBare()
	built := map[string]bool{}
	var skipped []table.Text
	section := func(key string) *document.Section {
		d.Sections = append(d.Sections, document.Section{Key: key, Title: say("section." + key)})
		return &d.Sections[len(d.Sections)-1]
	}
	put := func(s *document.Section, name string, t *table.Table, why table.Text) {
		if t == nil {
			if bare {
				why = say("why.no_evidence")
			}
			line := say("left_out", say("table."+name), why)
			skipped = append(skipped, line)
			s.Blocks = append(s.Blocks, document.Block{Paragraph: &document.Paragraph{Text: line}})
			return
		}
		built[t.Key] = true
		b.countHidden(t)
		s.Blocks = append(s.Blocks, document.Block{Table: t})
	}
	draw := func(s *document.Section, fs ...*figure.Figure) {
		for _, f := range fs {
			if f != nil {
				s.Blocks = append(s.Blocks, document.Block{Figure: f})
			}
		}
	}
	build := func(s *document.Section, name string, f func() (*table.Table, table.Text)) {
		t, why := f()
		put(s, name, t, why)
	}

	section("findings") // its sentences cite the tables, so they are written last
	if b.o.Since != nil {
		section("since")
	}
	s := section("sample")
	build(s, "sample", b.sampleTable)
	s = section("dimensions")
	build(s, "dimensions", b.dimensionTable)
	s = section("departments")
	build(s, "departments", b.departmentTable)
	draw(s, b.heatMap())
	s = section("roles")
	build(s, "roles", b.roleTable)
	draw(s, b.dumbbells()...)
	s = section("periods")
	build(s, "periods", b.periodTable)
	s = section("peers")
	build(s, "peers", b.peerTable)
	s = section("joint")
	build(s, "joint", b.jointTable)
	f, why := b.pathFigure()
	draw(s, f)
	if f == nil {
		if bare {
			why = say("why.no_evidence")
		}
		line := say("left_out", say("table.path"), why)
		skipped = append(skipped, line)
		s.Blocks = append(s.Blocks, document.Block{Paragraph: &document.Paragraph{Text: line}})
	}
	s = section("coupling")
	build(s, "coupling", b.couplingTable)
	draw(s, b.levelsFigure())
	s = section("hazards")
	build(s, "hazards", b.hazardTable)
	s = section("opportunity")
	build(s, "opportunity", b.opportunityTable)
	s = section("sensitivity")
	build(s, "sensitivity", b.sensitivityTable)
	d.Evidence = b.evidence()
	s = section("methods")
	p := newProse(b, built)
	p.methods()
	s.Blocks = append(s.Blocks, p.blocks()...)
	put(s, "methods", b.methodsTable(skipped), table.Text{})
	if quotes := b.appendix(); len(quotes) > 0 {
		s = section("quotes")
		s.Blocks = append(s.Blocks, document.Block{Paragraph: &document.Paragraph{Text: say("quotes.note", count(len(quotes)), count(b.others()))}}, document.Block{List: quotes})
	}

	p.withReferences(d)

	for i := range d.Sections {
		switch d.Sections[i].Key {
		case "findings":
			d.Sections[i].Blocks = []document.Block{{Paragraph: &document.Paragraph{Text: say("find.how")}}, {List: b.findings(built)}}
			if bare {
				d.Sections[i].Blocks = []document.Block{{Paragraph: &document.Paragraph{Text: say("find.nothing")}}}
			}
		case "since":
			d.Sections[i].Blocks = []document.Block{{List: b.changes()}}
		}
	}
	d.Labels = b.labels()
	numberAll(d)
	return d
}

// numberAll numbers tables and figures in their order.
func numberAll(d *document.Document) {
	for i, t := range d.Tables() {
		t.Number = i + 1
	}
	for i, f := range d.Figures() {
		f.Number = i + 1
	}
}

// countHidden notes how many cells of a table are hidden, and what the inputs' problems kept out.
func (b *builder) countHidden(t *table.Table) {
	small, others := 0, 0
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			for _, c := range r.Cells {
				if c.Kind != table.Suppressed {
					continue
				}
				if c.Text == say("suppressed") {
					others++
				} else {
					small++
				}
			}
		}
	}
	if small+others > 0 {
		t.Notes = append(t.Notes, table.Note{Text: say("hidden.note", b.option("min_n"), count(small), count(others))})
	}
	if n := b.study.Blocking(); n > 0 {
		t.Notes = append(t.Notes, table.Note{Text: say("notice.table", count(n))})
	}
}
