package reports

import (
	"math"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// pathFigure draws what leads to what in the interviewees' words: a column for each observed top group of the framework,
// its dimensions as nodes, and the links (link_to) that interviews speak of.
func (b *builder) pathFigure() (*figure.Figure, table.Text) {
	p := &figure.Path{}
	column := map[string]int{}
	for i := range b.fw.Dimensions {
		top := &b.fw.Dimensions[i]
		if top.Proposed || !top.Group || b.fw.Dimension(top.Parent) != nil {
			continue
		}
		c := figure.PathColumn{Title: label(top.Label, top.ID)}
		for k := range b.fw.Dimensions {
			d := &b.fw.Dimensions[k]
			if d.Proposed || b.fold(d.ID) != d.ID || !b.below(d, top.ID) {
				continue
			}
			e := b.score("interview_prevalence", estimate.Key{Dim: d.ID, Source: "interview"})
			if !has(e) {
				continue
			}
			column[d.ID] = len(p.Columns)
			c.Nodes = append(c.Nodes, figure.Node{Key: d.ID, Label: label(d.Label, d.ID), Count: int(math.Round(e.Value * float64(e.N))), ID: e.ID()})
		}
		if len(c.Nodes) > 0 {
			p.Columns = append(p.Columns, c)
		}
	}
	interviews := b.links(column)
	other := 0
	for _, from := range b.fw.Dimensions {
		for _, to := range b.fw.Dimensions {
			n := len(interviews[[2]string{from.ID, to.ID}])
			switch {
			case n == 0:
			case column[from.ID] < column[to.ID]:
				p.Links = append(p.Links, figure.Link{From: from.ID, To: to.ID, Count: n})
			default:
				other++
			}
		}
	}
	if len(p.Columns) < 2 || len(p.Links) == 0 {
		return nil, say("why.no_links")
	}
	strongest := p.Links[0]
	for _, l := range p.Links {
		if l.Count > strongest.Count {
			strongest = l
		}
	}
	f := &figure.Figure{Key: "path", Title: say("path.title", pathTitle(p)), Path: p,
		Alt:   say("path.alt", count(len(p.Links)), b.dimName(strongest.From), b.dimName(strongest.To), count(strongest.Count)),
		Notes: []table.Text{say("path.note")}}
	if other > 0 {
		f.Notes = append(f.Notes, say("path.other", count(other)))
	}
	return f, table.Text{}
}

func pathTitle(p *figure.Path) table.Text {
	var titles []table.Text
	for _, c := range p.Columns {
		titles = append(titles, c.Title)
	}
	return join(titles, "—", " → ")
}

// fold is the dimension that stands for another in the diagram: the leaves of a group with evidence of its own fold
// into the group.
func (b *builder) fold(id string) string {
	for n := 0; n <= len(b.fw.Dimensions); n++ {
		d := b.fw.Dimension(id)
		if d == nil {
			return id
		}
		parent := b.fw.Dimension(d.Parent)
		if parent == nil || len(parent.Sources) == 0 {
			return id
		}
		id = parent.ID
	}
	return id
}

func (b *builder) below(d *coding.Dimension, top string) bool {
	for n := 0; d != nil && n <= len(b.fw.Dimensions); n++ {
		if d.ID == top {
			return true
		}
		d = b.fw.Dimension(d.Parent)
	}
	return false
}

// links collects, by pair of nodes, the interviews in which an accepted code is said to lead to another one.
func (b *builder) links(nodes map[string]int) map[[2]string]map[string]bool {
	accepted := map[unitKey][]string{}
	is := map[[3]string]bool{}
	for i := range b.settled.Accepted {
		u := &b.settled.Accepted[i]
		k := unitKey{u.Interview, u.Segment}
		accepted[k] = append(accepted[k], u.Code)
		is[[3]string{u.Interview, u.Segment, u.Code}] = true
	}
	out := map[[2]string]map[string]bool{}
	add := func(interview, from, to string) {
		from, to = b.fold(b.dimOf[from]), b.fold(b.dimOf[to])
		_, ok1 := nodes[from]
		_, ok2 := nodes[to]
		if !ok1 || !ok2 || from == to {
			return
		}
		k := [2]string{from, to}
		if out[k] == nil {
			out[k] = map[string]bool{}
		}
		out[k][interview] = true
	}
	for i := range b.study.Codings {
		c := &b.study.Codings[i]
		if c.Code == "" || !is[[3]string{c.Interview, c.Segment, c.Code}] {
			continue
		}
		for _, to := range c.LinkTo {
			if _, isCode := b.dimOf[to]; isCode {
				add(c.Interview, c.Code, to)
				continue
			}
			for _, code := range accepted[unitKey{c.Interview, to}] {
				add(c.Interview, c.Code, code)
			}
		}
	}
	return out
}
