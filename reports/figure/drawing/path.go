package drawing

import (
	"strconv"

	"github.com/smekit/smekit/reports/figure"
)

// path draws nodes in columns and the links between them: as wide as the number of interviews, with that number where the
// link leaves its node. A link that passes a column runs below the column's nodes; one inside a column or back is dashed.
func (p *pen) path(d *figure.Path) {
	g := &graph{boxWidth: 168, gap: 128, port: 15}
	for _, c := range d.Columns {
		var column []*box
		for _, n := range c.Nodes {
			column = append(column, &box{key: n.Key, id: n.ID, label: p.in(n.Label), lines: wrap(p.in(n.Label), g.boxWidth-20, boxText, 3), note: p.count(n.Count)})
		}
		g.columns = append(g.columns, column)
	}
	most := 1
	for i, l := range d.Links {
		if g.join(l.From, l.To, i) {
			most = max(most, l.Count)
		}
	}
	g.place()
	for i, c := range d.Columns {
		p.text(g.left(i)+g.boxWidth/2, 15, Middle, p.in(c.Title), Shape{Size: 13, Fill: Ink, Bold: true})
	}
	for _, r := range g.routes {
		n := d.Links[r.index].Count
		look := Shape{Stroke: "#a5bad0", Width: 1 + 6*float64(n)/float64(most), Arrow: true}
		if r.to.column <= r.from.column {
			look.Dash = []float64{7, 4}
		}
		p.stand("", r.from.label+" → "+r.to.label+p.colon()+strconv.Itoa(n))
		p.trace(look, g.trail(r)...)
		p.end()
	}
	p.boxes(g)
	for _, r := range g.routes { // numbers above everything
		x := r.from.x + g.boxWidth + 11
		if r.back() {
			x = r.from.x - 11
		}
		p.text(x, r.y1+3.6, Middle, strconv.Itoa(d.Links[r.index].Count), halo)
	}
	p.width, p.height = g.width(), g.lowest+8
}
