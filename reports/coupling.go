package reports

import (
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// ccd returns an estimate of coupling coordination; own is the variant or weighting, empty for the main form.
func (b *builder) ccd(measure string, k estimate.Key, own string) *estimate.Estimate {
	if i, ok := b.at[estimate.ID("ccd", measure, k.Of(own))]; ok {
		return &b.es[i]
	}
	return nil
}

// forms lists the alternatives to the main form that the ledger has, in its order.
func (b *builder) forms() []string {
	var out []string
	seen := map[string]bool{"": true}
	for _, x := range b.keys["ccd.coordination_d"] {
		if !seen[x.own] {
			seen[x.own] = true
			out = append(out, x.own)
		}
	}
	return out
}

// couplingTable shows the balance of each coupling set: the scores U, coupling C, development T, coordination D, its
// level, and D under other weights and variants.
func (b *builder) couplingTable() (*table.Table, table.Text) {
	if len(b.fw.Coupling) == 0 {
		return nil, say("why.no_coupling")
	}
	t := &table.Table{Key: "coupling", Title: say("coupling.title"), Landscape: true, Columns: []table.Column{
		{Key: "case", Label: say("case"), Stub: true}, {Key: "source", Label: say("evidence"), Stub: true},
		{Key: "u", Label: say("coupling.u")},
		{Key: "c", Label: table.Same("C"), Format: table.Coef3}, {Key: "t", Label: table.Same("T"), Format: table.Coef3}, {Key: "d", Label: table.Same("D"), Format: table.Coef3},
		{Key: "level", Label: say("coupling.level")},
	}}
	forms := b.forms()
	for _, f := range forms {
		t.Columns = append(t.Columns, table.Column{Key: f, Label: b.alternativeName(f), Format: table.Coef3})
	}
	if len(forms) > 0 {
		t.Spanners = []table.Spanner{{Label: say("coupling.main"), From: 3, To: 6}, {Label: say("coupling.other"), From: 7, To: 6 + len(forms)}}
	}
	changed := false
	var absent []table.Note
	for i := range b.fw.Coupling {
		set := &b.fw.Coupling[i]
		g := table.Group{Label: label(set.Label, set.ID)}
		var open []table.Text // not estimable
		for _, x := range b.keys["ccd.coordination_d"] {
			if x.key.Dim != set.ID || x.own != "" {
				continue
			}
			if x.e.Empty() {
				if _, hid := hidden(x.e); !hid {
					open = append(open, say("coupling.of", b.caseName(x.key.Case), list([]table.Text{periodName(x.key.Period), sourceName(x.key.Source)})))
					continue
				}
			}
			row, moved := b.couplingRow(x, forms)
			changed = changed || moved
			g.Rows = append(g.Rows, row)
		}
		if len(g.Rows) > 0 {
			t.Groups = append(t.Groups, g)
		}
		if open != nil {
			absent = append(absent, table.Note{Text: say("coupling.absent", g.Label, list(open))})
		}
	}
	if len(t.Groups) == 0 {
		return nil, say("why.no_coupling_scores")
	}
	t.Notes = []table.Note{{Text: say("coupling.note")}}
	seen := map[table.Text]bool{}
	for i := range b.fw.Coupling {
		for _, n := range noteSentences(b.worded(label(b.fw.Coupling[i].Note, ""), b.fw.Coupling[i].Systems)) {
			if !seen[n] { // sets may share most of a note
				seen[n] = true
				t.Notes = append(t.Notes, table.Note{Text: n})
			}
		}
	}
	t.Notes = append(t.Notes, absent...)
	if n, ok := formulaNote(forms); ok {
		t.Notes = append(t.Notes, n)
	}
	if changed {
		t.Notes = append(t.Notes, table.Note{Key: "changed", Text: say("coupling.changed")})
	}
	return t, table.Text{}
}

func (b *builder) couplingRow(x keyed, forms []string) (row table.Row, changed bool) {
	k := x.key
	u := table.Cell{Kind: table.Composite, Tint: -1}
	for i, id := range x.e.Basis.Parents {
		p, ok := b.at[id]
		if !ok {
			continue
		}
		e := &b.es[p]
		pk, _, _ := estimate.ParseKey(e.Of)
		if i > 0 {
			u.Parts = append(u.Parts, table.Part{Text: table.Text{ZH: "；", EN: "; "}})
		}
		u.Parts = append(u.Parts, table.Part{Text: b.dimName(pk.Dim)}, table.Part{Text: table.Same(" ")})
		if t, hid := hidden(e); hid {
			u.Parts = append(u.Parts, table.Part{Text: t})
		} else if e.Empty() {
			u.Parts = append(u.Parts, table.Part{Text: table.Same("–")})
		} else {
			u.Parts = append(u.Parts, table.Part{IsNum: true, Value: e.Value, Format: table.Score, ID: e.ID()})
		}
	}
	if u.Parts == nil {
		u = blank()
	}
	level := b.ccd("level", k, "")
	row = table.Row{Key: k.String(), Indent: 1, Cells: []table.Cell{table.Txt(b.couplingName(k)), table.Txt(sourceName(k.Source)), u,
		cell(b.ccd("coupling_c", k, "")), cell(b.ccd("development_t", k, "")), cell(x.e), b.levelCell(level)}}
	for _, f := range forms {
		d := cell(b.ccd("coordination_d", k, f))
		if other := b.ccd("level", k, f); has(level) && has(other) && other.Value != level.Value && d.Kind == table.Number {
			d.Marks = []string{"changed"}
			changed = true
		}
		row.Cells = append(row.Cells, d)
	}
	return row, changed
}

// couplingName names the case and period of a row.
func (b *builder) couplingName(k estimate.Key) table.Text {
	if k.Period == "" {
		return b.caseName(k.Case)
	}
	return say("in_period", b.caseName(k.Case), periodName(k.Period))
}

func (b *builder) levelCell(e *estimate.Estimate) table.Cell {
	if t, hid := hidden(e); hid {
		return table.Cell{Kind: table.Suppressed, Text: t, ID: e.ID(), Tint: -1}
	}
	if !has(e) {
		return table.Cell{Kind: table.Missing, Tint: -1}
	}
	x := table.Txt(levelWord(e))
	x.ID = e.ID()
	switch {
	case e.Value <= 4:
		x.Level = table.Low
	case e.Value <= 6:
		x.Level = table.Mid
	default:
		x.Level = table.High
	}
	return x
}

// levelWord is the name of a level of coordination: its first note, the number without one.
func levelWord(e *estimate.Estimate) table.Text {
	for _, n := range e.Notes {
		if strings.HasPrefix(string(n.Code), "ccd_level_") {
			return noteText(n)
		}
	}
	return styled(e.Value, table.Whole)
}

// alternativeName names another way of computing: weights=entropy, variant=wang2021, coder=A, rule=union.
func (b *builder) alternativeName(own string) table.Text {
	kind, value, _ := strings.Cut(own, "=")
	switch kind {
	case "coder":
		return say("alternative.coder", b.coderName(value))
	case "weights", "variant", "rule":
		if known("alternative." + own) {
			return say("alternative." + own)
		}
	}
	return table.Same(own)
}

// formulaNote says where a form of coupling comes from that is named by its formula, if it is among the alternatives.
func formulaNote(forms []string) (table.Note, bool) {
	return table.Note{Text: say("alternative.source_of_sd")}, slices.Contains(forms, "variant=fan2024")
}

// levelsFigure shows C, T and D of the main form over all periods.
func (b *builder) levelsFigure() *figure.Figure {
	f := &figure.Levels{Series: []table.Text{say("coupling.c"), say("coupling.t"), say("coupling.d")}}
	for i := 1; i <= 9; i++ {
		f.Cuts = append(f.Cuts, float64(i)/10)
	}
	for i := 1; i <= 10; i++ {
		f.Names = append(f.Names, noteText(estimate.Note{Code: estimate.Code("ccd_level_" + strconv.Itoa(i))}))
	}
	for i := range b.fw.Coupling {
		set := &b.fw.Coupling[i]
		for _, x := range b.keys["ccd.coordination_d"] {
			if x.key.Dim != set.ID || x.own != "" || x.key.Period != "" {
				continue
			}
			bar := figure.LevelBar{Label: b.barName(x.key, set), Level: table.Same("–")}
			for _, m := range []string{"coupling_c", "development_t", "coordination_d"} {
				bar.Values = append(bar.Values, pictured(b.ccd(m, x.key, "")))
			}
			if e := b.ccd("level", x.key, ""); has(e) {
				bar.Level = levelWord(e)
			}
			f.Bars = append(f.Bars, bar)
		}
	}
	if len(f.Bars) == 0 {
		return nil
	}
	return &figure.Figure{Key: "levels", Title: say("levels.title"), Levels: f, Alt: say("levels.alt", count(len(f.Bars))), Notes: []table.Text{say("levels.note")}}
}

func (b *builder) barName(k estimate.Key, set *coding.CouplingSet) table.Text {
	return say("levels.bar", b.caseName(k.Case), b.setName(set), sourceName(k.Source))
}

// setName is a short name of a coupling set: that of the group whose dimensions it balances, else those of its systems.
func (b *builder) setName(set *coding.CouplingSet) table.Text {
	var names []table.Text
	parent, one := "", true
	for i, id := range set.Systems {
		names = append(names, b.dimName(id))
		d := b.fw.Dimension(id)
		if d == nil {
			one = false
			continue
		}
		if i == 0 {
			parent = d.Parent
		}
		one = one && d.Parent == parent
	}
	if one && b.fw.Dimension(parent) != nil {
		return b.dimName(parent)
	}
	return join(names, "—", "–")
}
