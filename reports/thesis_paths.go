package reports

import (
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// pathModel is the path model of the survey: from x by the mediators to y.
type pathModel struct {
	key     estimate.Key
	x, y    string
	m       []string
	overall *estimate.Estimate // the whole indirect effect
}

// pathModel finds the path model, or says why there is none.
func (r *thesisReport) pathModel() (*pathModel, table.Text) {
	p := &pathModel{key: estimate.Key{Source: "survey"}}
	for _, measure := range []string{"total_indirect", "indirect"} {
		e := r.find("mediate", measure, p.key.String())
		if e == nil {
			continue
		}
		if !has(e) {
			if t, hid := hidden(e); hid {
				return nil, t
			}
			return nil, reason(e).Text
		}
		p.overall = e
		break
	}
	if p.overall == nil {
		return nil, thesisSays("why.no_mediation")
	}
	var dims []string
	for _, id := range p.overall.Basis.Columns {
		if r.fw.Dimension(id) != nil {
			dims = append(dims, id)
		}
	}
	if len(dims) < 3 {
		return nil, thesisSays("why.no_mediation")
	}
	last := len(dims) - 1
	p.x, p.m, p.y = dims[0], dims[1:last], dims[last]
	return p, table.Text{}
}

// path is a coefficient of the model: of a mediator, of the whole model without one. A model with one mediator may name
// it or not.
func (r *thesisReport) path(p *pathModel, measure, mediator string) *estimate.Estimate {
	if e := r.find("mediate", measure, p.key.Of(mediator)); e != nil {
		return e
	}
	if len(p.m) == 1 {
		return r.find("mediate", measure, p.key.String())
	}
	return nil
}

// mediationTable gives the paths and the direct, indirect and total effects.
func (r *thesisReport) mediationTable() (*table.Table, table.Text) {
	p, why := r.pathModel()
	if p == nil {
		return nil, why
	}
	names := make([]table.Text, len(p.m))
	for i, m := range p.m {
		names[i] = r.dimName(m)
	}
	t := &table.Table{Key: "mediation", Title: thesisSays("mediation.title", r.dimName(p.x), list(names), r.dimName(p.y)), Columns: []table.Column{
		{Key: "path", Label: thesisSays("mediation.path"), Stub: true}, {Key: "b", Label: table.Same("B"), Format: effectFormat}, {Key: "se", Label: table.Same("SE"), Format: effectFormat},
		{Key: "t", Label: table.Same("t (df)"), Align: table.Center}, {Key: "p", Label: table.Same("p"), Format: table.PValue}, {Key: "ci", Label: say("ci"), Align: table.Center}}}
	row := func(g *table.Group, key string, name table.Text, e *estimate.Estimate, strong bool) {
		if e == nil {
			return
		}
		se := cell(e)
		if se.Kind == table.Number {
			if se.Value = e.SE; !estimate.Has(e.SE) {
				se = table.Cell{Kind: table.Missing, ID: e.ID(), Tint: -1}
			}
		}
		test, pv := statisticCell(e), pCell(e)
		if !estimate.Has(e.P) { // indirect effects rest on their interval alone
			if _, hid := hidden(e); !hid {
				test, pv = blank(), blank()
			}
		}
		g.Rows = append(g.Rows, table.Row{Key: key, Indent: 1, Strong: strong, Cells: []table.Cell{table.Txt(name), cell(e), se, test, pv, interval(e, effectFormat)}})
	}
	arrow := func(ids ...string) table.Text {
		parts := make([]table.Text, len(ids))
		for i, id := range ids {
			parts[i] = r.dimName(id)
		}
		return join(parts, " → ", " → ")
	}
	g := table.Group{Label: thesisSays("mediation.paths")}
	for _, m := range p.m {
		row(&g, "a/"+m, arrow(p.x, m), r.path(p, "a", m), false)
	}
	for _, m := range p.m {
		row(&g, "b/"+m, arrow(m, p.y), r.path(p, "b", m), false)
	}
	t.Groups = append(t.Groups, g)
	g = table.Group{Label: thesisSays("mediation.effects")}
	row(&g, "direct", thesisSays("mediation.direct"), r.path(p, "direct", ""), false)
	for _, m := range p.m {
		row(&g, "indirect/"+m, thesisSays("mediation.indirect", arrow(p.x, m, p.y)), r.path(p, "indirect", m), false)
	}
	if len(p.m) > 1 {
		row(&g, "total_indirect", thesisSays("mediation.total_indirect"), p.overall, false)
	}
	row(&g, "total", thesisSays("mediation.total"), r.path(p, "total", ""), true)
	t.Groups = append(t.Groups, g)
	g = table.Group{Label: thesisSays("mediation.proportion")}
	for _, m := range p.m {
		e := r.path(p, "proportion_mediated", m)
		if has(e) {
			x := cell(e)
			x.Format = &table.Share
			g.Rows = append(g.Rows, table.Row{Key: "proportion/" + m, Indent: 1, Cells: []table.Cell{table.Txt(r.dimName(m)), x, blank(), blank(), blank(), interval(e, table.Share)}})
		}
	}
	if len(g.Rows) > 0 {
		t.Groups = append(t.Groups, g)
	}
	notes := []table.Text{thesisSays("mediation.note", styled(float64(p.overall.N), table.Whole))}
	if a := r.path(p, "a", p.m[0]); has(a) && isClustered(a) && estimate.Has(a.DF1) {
		notes = append(notes, thesisSays("mediation.clusters", count(int(a.DF1)+1)))
	}
	if strings.Contains(p.overall.Method, "bootstrap") {
		notes = append(notes, thesisSays("mediation.bootstrap", r.option("bootstrap"), r.option("seed")))
	}
	t.Notes = append([]table.Note{{Text: sentences(notes)}}, r.groupNotes(append([]string{p.x, p.y}, p.m...))...)
	t.Notes = append(t.Notes, table.Note{Text: thesisSays("mediation.cause")}, table.Note{Text: thesisSays("stars")})
	return t, table.Text{}
}

// structureFigure draws the path model with its coefficients.
func (r *thesisReport) structureFigure() *figure.Figure {
	p, _ := r.pathModel()
	if p == nil {
		return nil
	}
	node := func(id string) figure.StructureNode { return figure.StructureNode{Key: id, Label: r.dimName(id)} }
	s := &figure.Structure{Columns: []figure.StructureColumn{
		{Title: thesisSays("structure.x"), Nodes: []figure.StructureNode{node(p.x)}}, {Title: thesisSays("structure.m")}, {Title: thesisSays("structure.y"), Nodes: []figure.StructureNode{node(p.y)}}}}
	arrow := func(from, to string, e *estimate.Estimate) {
		if e != nil {
			s.Arrows = append(s.Arrows, figure.StructureArrow{From: from, To: to, Cell: pictured(e), Stars: stars(e.P), Weak: !(e.P < .05)})
		}
	}
	for _, m := range p.m {
		s.Columns[1].Nodes = append(s.Columns[1].Nodes, node(m))
		arrow(p.x, m, r.path(p, "a", m))
		arrow(m, p.y, r.path(p, "b", m))
	}
	arrow(p.x, p.y, r.path(p, "direct", ""))
	f := &figure.Figure{Key: "structure", Title: thesisSays("structure.title"), Structure: s, Notes: []table.Text{thesisSays("structure.note", count(p.overall.N)), thesisSays("stars")},
		Alt: thesisSays("structure.alt", r.dimName(p.x), r.dimName(p.y), styled(p.overall.Value, effectFormat))}
	return f
}
