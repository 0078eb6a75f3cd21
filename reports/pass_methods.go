package reports

import (
	"strings"

	"github.com/smekit/smekit/reports/table"
)

// methodsTable says how the numbers came about, over which denominators, and what they do not show. It is built last,
// when it is known what was left out.
func (p *passReport) methodsTable() *table.Table {
	t := &table.Table{Key: "methods", Title: tell("methods.title"), Columns: []table.Column{
		{Key: "item", Label: say("methods.item"), Stub: true, Width: 22}, {Key: "text", Label: say("methods.text"), Align: table.Left, Width: 90}}}
	group := func(code string) *table.Group {
		t.Groups = append(t.Groups, table.Group{Label: tell("methods." + code)})
		return &t.Groups[len(t.Groups)-1]
	}
	add := func(g *table.Group, item string, text table.Text) {
		if !text.Empty() {
			g.Rows = append(g.Rows, table.Row{Key: item, Indent: 1, Cells: []table.Cell{table.Txt(tell("methods." + item)), table.Txt(text)}})
		}
	}
	g := group("how")
	add(g, "unit", p.cutText())
	add(g, "codebook", p.bookText())
	if p.built["agreement"] {
		add(g, "coefficients", tell("methods.coefficients_text"))
		add(g, "intervals", p.intervalsText())
		add(g, "cuts", tell("methods.cuts_text", styled(alphaTentative, table.Coef3), styled(alphaReliable, table.Coef3)))
	}
	if p.built["overall"] || p.built["pairs"] {
		add(g, "sets", tell("methods.sets_text"))
	}
	add(g, "settling", tell("methods.settling_text"))
	if p.built["saturation"] {
		add(g, "saturation", tell("methods.saturation_text"))
	}
	g = group("denominators")
	add(g, "units", tell("methods.units_text"))
	if p.built["denominators"] || p.built["overall"] {
		add(g, "coded", tell("methods.coded_text"))
		add(g, "chars", tell("methods.chars_text"))
	}
	if p.built["overall"] || p.built["pairs"] {
		add(g, "spans", tell("methods.spans_text"))
	}
	g = group("limits")
	if len(p.study.Options.AICoders) > 0 {
		add(g, "ai", tell("methods.ai_text"))
	}
	add(g, "drawn", tell("methods.drawn_text"))
	add(g, "names", tell("methods.names_text"))
	for _, w := range p.l.Warnings {
		if c := string(w.Code); strings.HasPrefix(c, "saturation_") || strings.HasPrefix(c, "agreement_") || strings.HasPrefix(c, "pass_") {
			add(g, "warning", noteText(w))
		}
	}
	for _, line := range p.skipped {
		add(g, "left_out", line)
	}
	if n := p.study.Blocking(); n > 0 {
		add(g, "problems", say("methods.problems_text", count(n)))
	}
	var files table.Group
	for i := range p.l.Receipts {
		r := &p.l.Receipts[i]
		if r.Rows == 0 || r.What != "coding" && r.What != "consensus" && r.What != "codes" && r.What != "codebook" && r.What != "interviews" {
			continue
		}
		name := table.Same(strings.TrimPrefix(r.File+"!"+r.Sheet, "!"))
		if r.Sheet == "" {
			name = table.Same(r.File)
		}
		files.Rows = append(files.Rows, table.Row{Key: "receipt/" + r.File + "/" + r.Sheet, Indent: 1, Cells: []table.Cell{table.Txt(name), table.Txt(receiptText(r))}})
	}
	if len(files.Rows) > 0 {
		files.Label = say("methods.receipts")
		t.Groups = append(t.Groups, files)
	}
	g = group("run")
	o := &p.l.Provenance
	add(g, "tool", table.Same(strings.TrimSpace(o.Tool+" "+o.Version)))
	add(g, "framework_hash", table.Same(o.FrameworkHash))
	add(g, "codebook_hash", table.Same(o.CodebookHash))
	add(g, "options", p.optionsText())
	if len(g.Rows) == 0 {
		t.Groups = t.Groups[:len(t.Groups)-1]
	}
	return t
}

// cutText says what a unit is and how the text was cut.
func (p *passReport) cutText() table.Text {
	if d := p.deals[p.pass]; d != nil && d.Cut != "" {
		return tell("methods.unit_cut", tell("cut."+d.Cut))
	}
	if len(p.free) > 0 {
		return p.twinsText("methods.unit_free")
	}
	return tell("methods.unit_given")
}

func (p *passReport) bookText() table.Text {
	active := 0
	for i := range p.book.Codes {
		if p.book.Codes[i].Active {
			active++
		}
	}
	if p.study.Codebook == nil {
		return tell("methods.codebook_none", count(active))
	}
	if p.book.Version == "" {
		return tell("methods.codebook_text", count(active), count(len(p.book.Codes)-active))
	}
	return tell("methods.codebook_version", count(active), count(len(p.book.Codes)-active), table.Same(p.book.Version))
}

// intervalsText quotes how the interval of α was made.
func (p *passReport) intervalsText() table.Text {
	for _, x := range p.keys["agreement.krippendorff_alpha"] {
		if x.key.Pass == p.pass && x.key.Dim != "" && has(x.e) {
			if hasInterval(x.e) {
				return tell("methods.intervals_text")
			}
		}
	}
	return tell("methods.intervals_none")
}
