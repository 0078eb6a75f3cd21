package reports

import (
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// mostPairColumns is how many pairs of coders the table of κ by code and pair has columns for.
const mostPairColumns = 10

// pairBase is the denominator of a pair whose second is b: with the consensus there are units alone.
func (p *passReport) pairBase(b string) string {
	if b == pass.ConsensusColumn {
		return "units"
	}
	return p.base
}

// extremes are the codes on which two agree worst and best by κ; nil where none is estimable.
func (p *passReport) extremes(k estimate.Key, a, b string) (worst, best *best) {
	for _, code := range p.codesOf(k) {
		at := k
		at.Dim = code
		e := p.pairOf("cohen_kappa", at, p.pairBase(b), a, b)
		if !has(e) {
			continue
		}
		if worst == nil || e.Value < worst.e.Value {
			worst = newBest(code, e)
		}
		if best == nil || e.Value > best.e.Value {
			best = newBest(code, e)
		}
	}
	return worst, best
}

func newBest(code string, e *estimate.Estimate) *best {
	return &best{key: estimate.Key{Dim: code}, e: e}
}

// codesOf are the codes that κ is given for under a key, in the ledger's order.
func (p *passReport) codesOf(k estimate.Key) []string {
	var out []string
	seen := map[string]bool{}
	for _, x := range p.keys["agreement.cohen_kappa"] {
		at := k
		at.Dim = x.key.Dim
		if x.key.Dim != "" && x.key == at && !seen[x.key.Dim] {
			seen[x.key.Dim] = true
			out = append(out, x.key.Dim)
		}
	}
	return out
}

// extremeCell shows a code with its κ.
func (p *passReport) extremeCell(x *best) table.Cell {
	if x == nil {
		return table.Cell{Kind: table.Missing, Tint: -1}
	}
	return table.Cell{Kind: table.Composite, ID: x.e.ID(), Tint: -1, Parts: []table.Part{{Text: p.codeText(x.key.Dim)}, {Text: table.Text{ZH: "：", EN: ": "}}, {IsNum: true, Value: x.e.Value, Format: table.Coef, ID: x.e.ID()}}}
}

func pairColumns(first table.Text) []table.Column {
	return []table.Column{{Key: "who", Label: first, Stub: true}, {Key: "n", Label: tell("agreement.n"), Format: table.Whole},
		{Key: "exact", Label: tell("pairs.exact"), Format: table.Share}, {Key: "k", Label: tell("pairs.k"), Format: table.Coef}, {Key: "k_spans", Label: tell("pairs.k_spans"), Format: table.Coef},
		{Key: "worst", Label: tell("pairs.worst"), Align: table.Left}, {Key: "best", Label: tell("pairs.best"), Align: table.Left}}
}

// pairRow says how two agree under a key, on the whole and on the codes that they agree on worst and best.
func (p *passReport) pairRow(t *table.Table, name table.Text, k estimate.Key, a, b string) (table.Row, bool) {
	exact, mutual := p.pairOf("percent_agreement", k, p.pairBase(b), a, b), p.pairOf("mutual_agreement", k, p.pairBase(b), a, b)
	n := exact
	if n == nil {
		n = mutual
	}
	worst, top := p.extremes(k, a, b)
	if n == nil && worst != nil {
		n = worst.e
	}
	return table.Row{Key: a + "~" + b, Cells: []table.Cell{table.Txt(name), sized(n), reasoned(t, exact), reasoned(t, mutual),
		reasoned(t, p.pairOf("mutual_agreement", k, "spans", a, b)), p.extremeCell(worst), p.extremeCell(top)}}, n != nil
}

// pairTable is the agreement of each pair of coders.
func (p *passReport) pairTable() (*table.Table, table.Text) {
	if len(p.people) < 2 {
		return nil, p.whyNoAgreement()
	}
	t := &table.Table{Key: "pairs", Title: tell("pairs.title", p.passName(p.pass)), Landscape: true, Columns: pairColumns(tell("pairs.pair"))}
	people := table.Group{}
	for _, x := range p.pairs() {
		if r, ok := p.pairRow(t, p.pairText(x[0], x[1]), estimate.Key{Pass: p.pass}, x[0], x[1]); ok {
			people.Rows = append(people.Rows, r)
		}
	}
	programs := table.Group{Label: tell("ai_rows")}
	for _, a := range p.ai {
		for _, b := range p.people {
			if r, ok := p.pairRow(t, p.pairText(b, a), estimate.Key{Pass: p.pass}, b, a); ok {
				r.Indent = 1
				programs.Rows = append(programs.Rows, r)
			}
		}
	}
	if len(people.Rows)+len(programs.Rows) == 0 {
		return nil, p.whyNoAgreement()
	}
	for _, g := range []table.Group{people, programs} {
		if len(g.Rows) > 0 {
			t.Groups = append(t.Groups, g)
		}
	}
	notes := p.withTwins([]table.Note{{Text: tell(p.based("pairs.note"))}}, p.based("agreement.twins"))
	if !dropEmpty(t, "k_spans") {
		notes = append(notes, table.Note{Text: tell("pairs.spans_note")})
	}
	if len(programs.Rows) > 0 {
		notes = append(notes, table.Note{Text: tell("ai_note")})
	}
	t.Notes = append(notes, t.Notes...)
	return t, table.Text{}
}

// pairCodesTable is κ by code and pair of coders; there is none of a single pair, which the table of codes has, nor of
// more pairs than a page holds.
func (p *passReport) pairCodesTable() (*table.Table, table.Text) {
	pairs := p.pairs()
	if len(pairs) < 2 {
		return nil, table.Text{}
	}
	if len(pairs) > mostPairColumns {
		return nil, tell("why.many_pairs", count(len(pairs)))
	}
	t := &table.Table{Key: "pair_codes", Title: tell("pair_codes.title", p.passName(p.pass)), Landscape: len(pairs) > 4,
		Columns: []table.Column{{Key: "id", Label: tell("codes.id"), Stub: true}, {Key: "label", Label: tell("codes.label"), Stub: true, Width: 22}}}
	for _, x := range pairs {
		t.Columns = append(t.Columns, table.Column{Key: x[0] + "~" + x[1], Label: p.pairText(x[0], x[1]), Format: table.Coef})
	}
	var g table.Group
	for _, code := range p.ranked("") {
		row := table.Row{Key: code, Cells: []table.Cell{table.Txt(table.Same(code)), table.Txt(p.codeName(code))}}
		any := false
		for _, x := range pairs {
			e := p.pairOf("cohen_kappa", estimate.Key{Dim: code, Pass: p.pass}, p.base, x[0], x[1])
			any = any || e != nil
			row.Cells = append(row.Cells, reasoned(t, e))
		}
		if any {
			g.Rows = append(g.Rows, row)
		}
	}
	if len(g.Rows) == 0 {
		return nil, p.whyNoAgreement()
	}
	t.Groups = []table.Group{g}
	t.Notes = append([]table.Note{{Text: tell(p.based("pair_codes.note"))}}, t.Notes...)
	return t, table.Text{}
}

// consensusTable sets each coder against what was settled; programs stand apart.
func (p *passReport) consensusTable() (*table.Table, table.Text) {
	if len(p.people)+len(p.ai) == 0 {
		return nil, tell("why.no_codings")
	}
	t := &table.Table{Key: "consensus", Title: tell("against.title", p.passName(p.pass)), Landscape: true, Columns: pairColumns(tell("against.coder"))}
	for _, x := range []struct {
		label  table.Text
		coders []string
	}{{table.Text{}, p.people}, {tell("ai_rows"), p.ai}} {
		g := table.Group{Label: x.label}
		for _, c := range x.coders {
			if r, ok := p.pairRow(t, p.coderText(c), estimate.Key{Pass: p.pass}, c, pass.ConsensusColumn); ok {
				if !x.label.Empty() {
					r.Indent = 1
				}
				g.Rows = append(g.Rows, r)
			}
		}
		if len(g.Rows) > 0 {
			t.Groups = append(t.Groups, g)
		}
	}
	if len(t.Groups) == 0 {
		if len(p.people) < 2 && len(p.ai) == 0 {
			return nil, tell("why.one_coder")
		}
		return nil, tell("why.no_consensus")
	}
	dropEmpty(t, "k_spans")
	dropEmpty(t, "k")
	notes := p.withTwins([]table.Note{{Text: tell("against.note")}}, "against.twins")
	if len(p.ai) > 0 {
		notes = append(notes, table.Note{Text: tell("ai_note")})
	}
	t.Notes = append(notes, t.Notes...)
	return t, table.Text{}
}
