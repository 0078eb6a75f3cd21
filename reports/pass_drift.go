package reports

import (
	"slices"
	"sort"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// mostDrifts is how many codes of a coder the table of drift by code lists.
const mostDrifts = 8

func (p *passReport) drifts() []pass.Drift {
	if p.before == "" {
		return nil
	}
	return p.layers.Drift(p.before, p.pass)
}

// whyNoDrift says why there is no coder with units in two passes.
func (p *passReport) whyNoDrift() table.Text {
	if p.before == "" {
		return tell("why.one_pass")
	}
	return tell("why.no_repeats", p.passName(p.before), p.passName(p.pass))
}

// driftKey is the key under which a coder's agreement with themselves stands.
func (p *passReport) driftKey(coder string) estimate.Key {
	k := estimate.Key{Coder: coder}
	for _, m := range []string{"percent_agreement", "mutual_agreement", "cohen_kappa"} {
		for _, x := range p.keys["agreement."+m] {
			if x.key.Coder == coder && x.key.Pass == p.pass {
				k.Pass = p.pass
			}
		}
	}
	return k
}

// driftTable says how far each coder moved since the pass before, on the units coded in both.
func (p *passReport) driftTable() (*table.Table, table.Text) {
	all := p.drifts()
	t := &table.Table{Key: "drift", Title: tell("drift.title", p.passName(p.before), p.passName(p.pass)), Landscape: true, Columns: []table.Column{{Key: "coder", Label: tell("against.coder"), Stub: true},
		{Key: "units", Label: tell("drift.units"), Format: table.Whole}, {Key: "exact", Label: tell("pairs.exact"), Format: table.Share}, {Key: "k", Label: tell("pairs.k"), Format: table.Coef},
		{Key: "worst", Label: tell("pairs.worst"), Align: table.Left},
		{Key: "kept", Label: tell("drift.kept"), Format: table.Whole}, {Key: "gained", Label: tell("drift.gained"), Format: table.Whole}, {Key: "lost", Label: tell("drift.lost"), Format: table.Whole}}}
	var g table.Group
	programs := false
	for i := range all {
		d := &all[i]
		if d.Units == 0 {
			continue
		}
		k := p.driftKey(d.Coder)
		worst, _ := p.extremes(k, d.From, d.To)
		exact := p.pairOf("percent_agreement", k, "units", d.From, d.To)
		programs = programs || slices.Contains(p.ai, d.Coder)
		g.Rows = append(g.Rows, table.Row{Key: d.Coder, Cells: []table.Cell{table.Txt(p.coderText(d.Coder)), number(d.Units), reasoned(t, exact), reasoned(t, p.pairOf("mutual_agreement", k, "units", d.From, d.To)),
			p.extremeCell(worst), number(d.Kept), number(d.Gained), number(d.Lost)}})
	}
	if len(g.Rows) == 0 {
		return nil, p.whyNoDrift()
	}
	t.Groups = []table.Group{g}
	t.Spanners = []table.Spanner{{Label: tell("drift.codes"), From: 5, To: 7}}
	for _, key := range []string{"exact", "k", "worst"} {
		dropEmpty(t, key)
	}
	notes := []table.Note{{Text: tell("drift.note")}}
	if programs {
		notes = append(notes, table.Note{Text: tell("ai_note")})
	}
	t.Notes = append(notes, t.Notes...)
	return t, table.Text{}
}

// driftCodesTable lists, coder by coder, the codes that moved most.
func (p *passReport) driftCodesTable() (*table.Table, table.Text) {
	t := &table.Table{Key: "drift_codes", Title: tell("drift_codes.title", p.passName(p.before), p.passName(p.pass)), Columns: []table.Column{{Key: "id", Label: tell("codes.id"), Stub: true}, {Key: "label", Label: tell("codes.label"), Stub: true},
		{Key: "kept", Label: tell("drift.kept"), Format: table.Whole}, {Key: "gained", Label: tell("drift.gained"), Format: table.Whole}, {Key: "lost", Label: tell("drift.lost"), Format: table.Whole}, {Key: "kappa", Label: table.Same("κ"), Format: table.Coef}}}
	all := p.drifts()
	for i := range all {
		d := &all[i]
		moved := append([]pass.CodeDrift(nil), d.Codes...)
		sort.SliceStable(moved, func(a, b int) bool { return moved[a].Gained+moved[a].Lost > moved[b].Gained+moved[b].Lost })
		g := table.Group{Label: tell("drift_codes.coder", p.coderText(d.Coder), count(d.Units))}
		k := p.driftKey(d.Coder)
		for _, c := range moved {
			if len(g.Rows) == mostDrifts || c.Gained+c.Lost == 0 {
				break
			}
			k.Dim = c.Code
			g.Rows = append(g.Rows, table.Row{Key: d.Coder + "/" + c.Code, Indent: 1, Cells: []table.Cell{table.Txt(table.Same(c.Code)), table.Txt(p.codeName(c.Code)), number(c.Kept), number(c.Gained), number(c.Lost),
				reasoned(t, p.pairOf("cohen_kappa", k, "units", d.From, d.To))}})
		}
		if len(g.Rows) > 0 {
			t.Groups = append(t.Groups, g)
		}
	}
	if len(t.Groups) == 0 {
		return nil, table.Text{}
	}
	dropEmpty(t, "kappa")
	t.Notes = append([]table.Note{{Text: tell("drift_codes.note", count(mostDrifts))}}, t.Notes...)
	return t, table.Text{}
}
