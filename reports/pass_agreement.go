package reports

import (
	"math"
	"slices"
	"sort"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// Cuts of Krippendorff's α: reliable from .800 on, tentative conclusions from .667 on (Krippendorff 2019).
const (
	alphaTentative = .667
	alphaReliable  = .800
)

// fewGiven is the number of units, given by prevalence × n, below which the coefficients of a code hang on single units.
const fewGiven = 5

// alphaBand is the band of an α: "low", "tentative", "reliable".
func alphaBand(v float64) string {
	const slack = 1e-9
	switch {
	case v >= alphaReliable-slack:
		return "reliable"
	case v >= alphaTentative-slack:
		return "tentative"
	}
	return "low"
}

// kappaBand is the band of a κ after Landis and Koch (1977).
func kappaBand(v float64) string {
	const slack = 1e-9
	for _, x := range []struct {
		cut  float64
		word string
	}{{0, "poor"}, {.2, "slight"}, {.4, "fair"}, {.6, "moderate"}, {.8, "substantial"}} {
		if v < 0 && x.cut == 0 || x.cut > 0 && v <= x.cut+slack {
			return x.word
		}
	}
	return "perfect"
}

// bandCell says in words what an α amounts to, and whether its interval leaves the band.
func bandCell(e *estimate.Estimate) table.Cell {
	if !has(e) {
		return table.Cell{Kind: table.Missing, Tint: -1}
	}
	word := alphaBand(e.Value)
	text := tell("alpha." + word)
	if estimate.Has(e.Low) && estimate.Has(e.High) && (alphaBand(e.Low) != word || alphaBand(e.High) != word) {
		text = tell("alpha.unsure", text)
	}
	c := table.Txt(text)
	c.ID = e.ID()
	c.Level = map[string]table.Level{"low": table.Low, "tentative": table.Mid, "reliable": table.High}[word]
	return c
}

func kappaCell(e *estimate.Estimate) table.Cell {
	if !has(e) {
		return table.Cell{Kind: table.Missing, Tint: -1}
	}
	c := table.Txt(tell("kappa." + kappaBand(e.Value)))
	c.ID = e.ID()
	return c
}

// whyNoAgreement says why a pass has no agreement.
func (p *passReport) whyNoAgreement() table.Text {
	switch {
	case len(p.people) == 0:
		return tell("why.no_codings")
	case len(p.people) == 1:
		return tell("why.one_coder")
	}
	return tell("why.no_agreement")
}

// ranked are the codes of a layer by α, worst first; those without an α last.
func (p *passReport) ranked(layer string) []string {
	codes := p.codesAgreed(layer)
	alpha := map[string]float64{}
	for _, c := range codes {
		alpha[c] = math.Inf(1)
		if e := p.agreed("krippendorff_alpha", estimate.Key{Dim: c, Layer: layer, Pass: p.pass}, p.base, ""); has(e) {
			alpha[c] = e.Value
		}
	}
	sort.SliceStable(codes, func(i, j int) bool { return alpha[codes[i]] < alpha[codes[j]] })
	return codes
}

// kappaName names the coefficient that stands for κ.
func (p *passReport) kappaName() table.Text {
	if len(p.people) == 2 {
		return tell("agreement.cohen")
	}
	return tell("agreement.fleiss")
}

func (p *passReport) agreementColumns() []table.Column {
	return []table.Column{{Key: "id", Label: tell("codes.id"), Stub: true}, {Key: "label", Label: tell("codes.label"), Stub: true, Width: 22},
		{Key: "n", Label: tell("agreement.n"), Format: table.Whole}, {Key: "prevalence", Label: tell("agreement.prevalence"), Format: table.Share},
		{Key: "percent", Label: tell("agreement.percent"), Format: table.Share}, {Key: "kappa", Label: p.kappaName(), Format: table.Coef},
		{Key: "alpha", Label: table.Same("α"), Format: table.Coef}, {Key: "ci", Label: say("ci"), Align: table.Center}, {Key: "ac1", Label: table.Same("AC1"), Format: table.Coef},
		{Key: "band", Label: tell("agreement.band"), Align: table.Left}, {Key: "koch", Label: tell("agreement.koch"), Align: table.Left}}
}

func (p *passReport) agreementRow(t *table.Table, code, layer string) table.Row {
	k := estimate.Key{Dim: code, Layer: layer, Pass: p.pass}
	alpha, kappa, prevalence := p.agreed("krippendorff_alpha", k, p.base, ""), p.kappa(k, p.base), p.agreed("prevalence", k, p.base, "1")
	n := alpha
	if n == nil || n.N < 0 {
		n = p.agreed("percent_agreement", k, p.base, "")
	}
	row := table.Row{Key: layer + code, Indent: 1, Cells: []table.Cell{table.Txt(table.Same(code)), table.Txt(p.codeName(code)), sized(n), cell(prevalence),
		reasoned(t, p.agreed("percent_agreement", k, p.base, "")), reasoned(t, kappa), reasoned(t, alpha), reasonedInterval(t, alpha, table.Coef), reasoned(t, p.agreed("gwet_ac", k, p.base, "")),
		bandCell(alpha), kappaCell(kappa)}}
	if x := p.usual(k); x >= 0 && x < fewGiven {
		row.Cells[1].Marks = append(row.Cells[1].Marks, "few")
	}
	return row
}

func hasMark(t *table.Table, key string) bool {
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			for _, c := range r.Cells {
				if slices.Contains(c.Marks, key) {
					return true
				}
			}
		}
	}
	return false
}

// agreementNotes cites the coefficients and their cut-offs.
func (p *passReport) agreementNotes(t *table.Table) {
	notes := []table.Note{{Text: tell(p.based("agreement.note"), p.kappaName())}, {Text: tell("agreement.alpha_note", styled(alphaTentative, table.Coef3), styled(alphaReliable, table.Coef3))}, {Text: tell("agreement.kappa_note")}}
	notes = p.withTwins(notes, p.based("agreement.twins"))
	if dropEmpty(t, "ci") {
		notes = append(notes, table.Note{Text: tell("agreement.no_ci")})
	}
	if hasMark(t, "few") {
		notes = append(notes, table.Note{Key: "few", Text: tell("agreement.few", count(fewGiven))})
	}
	t.Notes = append(notes, t.Notes...)
}

// agreementTable is agreement on each code, worst first.
func (p *passReport) agreementTable() (*table.Table, table.Text) {
	codes := p.ranked("")
	if len(codes) == 0 || len(p.people) < 2 {
		return nil, p.whyNoAgreement()
	}
	t := &table.Table{Key: "agreement", Title: tell("agreement.title", p.passName(p.pass)), Landscape: true, Columns: p.agreementColumns()}
	var g table.Group
	for _, c := range codes {
		r := p.agreementRow(t, c, "")
		r.Indent = 0
		g.Rows = append(g.Rows, r)
	}
	t.Groups = []table.Group{g}
	p.agreementNotes(t)
	return t, table.Text{}
}

// levelTable is agreement on the dimensions and groups that the codes stand for.
func (p *passReport) levelTable() (*table.Table, table.Text) {
	t := &table.Table{Key: "levels", Title: tell("levels.title", p.passName(p.pass)), Landscape: true, Columns: p.agreementColumns()}
	layers := []string{"dimension", "group"}
	same := p.oneToOne()
	if same {
		layers = layers[1:]
	}
	for _, layer := range layers {
		g := table.Group{Label: tell("levels." + layer)}
		for _, c := range p.ranked(layer) {
			g.Rows = append(g.Rows, p.agreementRow(t, c, layer))
		}
		if len(g.Rows) > 0 {
			t.Groups = append(t.Groups, g)
		}
	}
	if len(t.Groups) == 0 || len(p.people) < 2 {
		if len(p.people) < 2 {
			return nil, table.Text{} // said where agreement by code is
		}
		return nil, tell("why.no_levels")
	}
	p.agreementNotes(t)
	t.Notes = append([]table.Note{{Text: tell("levels.note")}}, t.Notes...)
	if same {
		t.Notes = append(t.Notes, table.Note{Text: tell("levels.same")})
	}
	return t, table.Text{}
}

// oneToOne reports whether the codes with agreement are the dimensions themselves, so that a table of these would repeat
// that of the codes.
func (p *passReport) oneToOne() bool {
	codes, dims := p.codesAgreed(""), p.codesAgreed("dimension")
	of := map[string]int{}
	for _, c := range codes {
		of[p.dimOf[c]]++
	}
	for _, d := range dims {
		if !slices.Contains(codes, d) || of[d] != 1 {
			return false
		}
	}
	return true
}

// agreementFigure shows α by code with its interval, worst first.
func (p *passReport) agreementFigure() *figure.Figure {
	f := &figure.Dots{Value: table.Same("α"), Low: tell("dots.low"), High: tell("dots.high"), Max: 1, Cuts: []float64{alphaTentative, alphaReliable}, Unit: tell("dots.unit")}
	low, shown := 0.0, 0
	for _, c := range p.ranked("") {
		e := p.agreed("krippendorff_alpha", estimate.Key{Dim: c, Pass: p.pass}, p.base, "")
		if !has(e) {
			continue
		}
		low = math.Min(low, e.Value)
		if estimate.Has(e.Low) {
			low = math.Min(low, e.Low)
		}
		shown++
		f.Rows = append(f.Rows, figure.Dot{Label: p.codeHead(c), Cell: figure.Cell{Value: e.Value, ID: e.ID(), N: e.N}, Low: e.Low, High: e.High})
	}
	if shown < 2 || len(p.people) < 2 {
		return nil
	}
	f.Min = math.Max(-.6, math.Floor((low+.03)*5)/5) // a hair below zero needs no room
	worst := f.Rows[0]
	return &figure.Figure{Key: "agreement_dots", Title: tell("dots.title", p.passName(p.pass)), Dots: f, Notes: []table.Text{tell(p.based("dots.note"), styled(alphaTentative, table.Coef3), styled(alphaReliable, table.Coef3))},
		Alt: tell("dots.alt", count(shown), worst.Label, coef(worst.Cell.Value))}
}
