package reports

import (
	"math"
	"slices"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// Limits of what is shown of the confusions: rows of the table, codes of the map.
const (
	mostConfusions = 20
	mostConfused   = 12
)

func (p *passReport) confusions() []pass.Confusion {
	if p.table == nil {
		return nil
	}
	return pass.Confusions(p.table)
}

// confusion returns the estimate that counts a pair of codes, whichever stands first.
func (p *passReport) confusion(c *pass.Confusion) *estimate.Estimate {
	k := estimate.Key{Pass: p.pass}
	for _, own := range []string{c.A + ">" + c.B, c.B + ">" + c.A} {
		if i, ok := p.at[estimate.ID("agreement", "confusion", k.Of(own))]; ok {
			return &p.es[i]
		}
	}
	return nil
}

// confusionCell is the number of units of a confusion, with its estimate where that counts the same.
func (p *passReport) confusionCell(c *pass.Confusion) table.Cell {
	x := number(c.Units)
	if e := p.confusion(c); has(e) && e.Value == float64(c.Units) {
		x.ID = e.ID()
	}
	return x
}

// confusionTable lists the pairs of codes taken for one another, the most frequent first, with the coders.
func (p *passReport) confusionTable() (*table.Table, table.Text) {
	all := p.confusions()
	if len(all) == 0 {
		if len(p.people) < 2 {
			return nil, p.whyNoAgreement()
		}
		return nil, tell("why.no_confusions")
	}
	t := &table.Table{Key: "confusions", Title: tell("confusions.title", p.passName(p.pass)), Landscape: true, Columns: []table.Column{
		{Key: "rank", Label: tell("confusions.rank"), Stub: true}, {Key: "a", Label: tell("confusions.one"), Stub: true, Width: 26}, {Key: "b", Label: tell("confusions.other"), Stub: true, Width: 26},
		{Key: "units", Label: tell("confusions.units"), Format: table.Whole}, {Key: "coders", Label: tell("confusions.coders"), Align: table.Left, Width: 40}}}
	var g table.Group
	for i := range all {
		if i == mostConfusions {
			break
		}
		c := &all[i]
		var coders []table.Text
		for _, x := range c.Pairs {
			coders = append(coders, tell("confusions.pair", p.pairText(x.First, x.Second), count(x.AB+x.BA)))
		}
		g.Rows = append(g.Rows, table.Row{Key: c.A + ">" + c.B, Cells: []table.Cell{number(i + 1), table.Txt(p.codeText(c.A)), table.Txt(p.codeText(c.B)), p.confusionCell(c), table.Txt(clauses(coders))}})
	}
	t.Groups = []table.Group{g}
	t.Notes = []table.Note{{Text: tell("confusions.note")}}
	if len(all) > mostConfusions {
		t.Notes = append(t.Notes, table.Note{Text: tell("confusions.more", count(len(all)-mostConfusions))})
	}
	return t, table.Text{}
}

// confusionFigure maps the confusions among the codes most often confused.
func (p *passReport) confusionFigure() *figure.Figure {
	all := p.confusions()
	var codes []string
	for i := range all {
		for _, c := range []string{all[i].A, all[i].B} {
			if len(codes) < mostConfused && !slices.Contains(codes, c) {
				codes = append(codes, c)
			}
		}
	}
	if len(codes) < 3 {
		return nil
	}
	h := &figure.HeatMap{Unit: tell("confusions.units"), Number: &table.Whole}
	for _, c := range codes {
		h.Rows = append(h.Rows, p.codeText(c))
		h.Columns = append(h.Columns, table.Same(c))
		cells := make([]figure.Cell, len(codes))
		for i := range cells {
			cells[i] = figure.Cell{Value: 0, N: -1}
			if codes[i] == c {
				cells[i] = figure.Cell{Value: math.NaN(), N: -1, Hidden: table.Same("–")}
			}
		}
		h.Cells = append(h.Cells, cells)
	}
	for i := range all {
		c := &all[i]
		a, b := slices.Index(codes, c.A), slices.Index(codes, c.B)
		if a < 0 || b < 0 {
			continue
		}
		x := figure.Cell{Value: float64(c.Units), N: -1, ID: p.confusionCell(c).ID}
		h.Cells[a][b], h.Cells[b][a] = x, x
		h.Max = math.Max(h.Max, x.Value)
	}
	top := &all[0]
	return &figure.Figure{Key: "confusion_map", Title: tell("confusions.figure", p.passName(p.pass)), Heat: h, Notes: []table.Text{tell("confusions.figure_note", count(len(codes)))},
		Alt: tell("confusions.alt", count(len(codes)), p.codeText(top.A), p.codeText(top.B), count(top.Units))}
}
