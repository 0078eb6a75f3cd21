package reports

import (
	"math"
	"strings"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// agreementTable is the coders' agreement on each code, pass by pass, worst first.
func (r *thesisReport) agreementTable() (*table.Table, table.Text) {
	t := &table.Table{Key: "agreement", Title: thesisSays("agreement.title"), Landscape: true}
	var last *passReport
	two, more := false, false
	var without []table.Text
	for _, team := range r.teams {
		codes := team.ranked("")
		if len(codes) == 0 || len(team.people) < 2 {
			continue
		}
		if t.Columns == nil {
			t.Columns = team.agreementColumns()
		}
		g := table.Group{Label: upper(team.passName(team.pass))}
		for _, c := range codes {
			row := team.agreementRow(t, c, "")
			row.Key = team.pass + "/" + c
			g.Rows = append(g.Rows, row)
		}
		t.Groups = append(t.Groups, g)
		last = team
		if n := r.codesWithout(team.alphaOf); n > 0 {
			without = append(without, thesisSays("agreement.codes", inSentence(team.passName(team.pass)), count(n)))
		}
		two, more = two || len(team.people) == 2, more || len(team.people) > 2
	}
	if last == nil {
		if len(r.study.Codings) == 0 {
			return nil, say("why.no_coding")
		}
		return nil, r.team("").whyNoAgreement()
	}
	last.agreementNotes(t)
	if without != nil {
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("agreement.without", list(without))})
	}
	if two && more {
		for i := range t.Columns {
			if t.Columns[i].Key == "kappa" {
				t.Columns[i].Label = table.Same("κ")
			}
		}
		t.Notes = append(t.Notes, table.Note{Text: thesisSays("agreement.kappas")})
	}
	return t, table.Text{}
}

// alphaOf reports whether a code has an α in the pass.
func (p *passReport) alphaOf(code string) bool {
	return has(p.agreed("krippendorff_alpha", estimate.Key{Dim: code, Pass: p.pass}, p.base, ""))
}

// codesWithout counts the codes in force that something does not hold of.
func (b *builder) codesWithout(of func(code string) bool) int {
	if b.study.Codebook == nil {
		return 0
	}
	n := 0
	for i := range b.study.Codebook.Codes {
		if c := &b.study.Codebook.Codes[i]; c.Active && !of(c.ID) {
			n++
		}
	}
	return n
}

// lastTeam is the report of the last pass, from which saturation is read: it holds that of all passes where the pass has
// none of its own.
func (r *thesisReport) lastTeam() *passReport {
	if n := len(r.teams); n > 0 {
		return r.teams[n-1]
	}
	return r.team("")
}

func (r *thesisReport) saturationTable() (*table.Table, table.Text) {
	if len(r.settled.Accepted) == 0 {
		return nil, say("why.no_coding")
	}
	return r.lastTeam().saturationTable()
}

func (r *thesisReport) saturationFigure() *figure.Figure { return r.lastTeam().saturationFigure() }

// Limits of the picture of what stands together.
const (
	leastTogether = 2  // segments
	mostEdges     = 40 // the strongest
)

// networkFigure draws which dimensions stand on the same segments: counts of segments, no words of anybody.
func (r *thesisReport) networkFigure() (*figure.Figure, table.Text) {
	if len(r.settled.Accepted) == 0 {
		return nil, say("why.no_coding")
	}
	c := pass.Cooccur(r.study, pass.Query{Level: "dimension"})
	pairs := c.Pairs()
	n := &figure.Network{Size: thesisSays("network.size"), Weight: thesisSays("network.weight"), Number: &table.Whole}
	joined := map[string]bool{}
	left := 0
	for _, p := range pairs {
		if p.Units < leastTogether || len(n.Edges) == mostEdges {
			left++
			continue
		}
		joined[p.A], joined[p.B] = true, true
		n.Edges = append(n.Edges, figure.NetEdge{From: p.A, To: p.B, Weight: figure.Cell{Value: float64(p.Units), N: -1}})
	}
	if len(n.Edges) < 2 {
		return nil, thesisSays("why.no_network")
	}
	group := map[string]int{}
	alone := 0
	for i, id := range c.Codes {
		if !joined[id] {
			alone++
			continue
		}
		top := r.topOf(id)
		if _, ok := group[top]; !ok {
			group[top] = len(n.Groups)
			n.Groups = append(n.Groups, r.dimName(top))
		}
		n.Nodes = append(n.Nodes, figure.NetNode{Key: id, Label: r.dimName(id), Group: group[top], Size: figure.Cell{Value: float64(c.Units[i][i]), N: -1}})
	}
	first := n.Edges[0]
	f := &figure.Figure{Key: "network", Title: thesisSays("network.title"), Network: n, Notes: []table.Text{thesisSays("network.note", count(leastTogether))},
		Alt: thesisSays("network.alt", count(len(n.Nodes)), count(len(n.Edges)), r.dimName(first.From), r.dimName(first.To), styled(first.Weight.Value, table.Whole))}
	if left > 0 || alone > 0 {
		f.Notes = append(f.Notes, thesisSays("network.left", count(left), count(alone), count(leastTogether), count(mostEdges)))
	}
	return f, table.Text{}
}

// topOf is the group at the top that a dimension stands in, itself where it stands in none.
func (b *builder) topOf(id string) string {
	for range b.fw.Dimensions {
		d := b.fw.Dimension(id)
		if d == nil || b.fw.Dimension(d.Parent) == nil {
			return id
		}
		id = d.Parent
	}
	return id
}

// likertFigures show how the answers to the items spread, a figure a group at the top of the framework. Items with other
// scale points than the group's first, and those with a hidden share, are left out.
func (r *thesisReport) likertFigures() ([]*figure.Figure, table.Text) {
	var out []*figure.Figure
	items := r.items()
	for i := range r.fw.Dimensions {
		top := &r.fw.Dimensions[i]
		if r.topOf(top.ID) != top.ID {
			continue
		}
		l := &figure.Likert{}
		var points []table.Text
		low, hid, other, reversed := math.NaN(), 0, 0, 0
		for k := range r.fw.Dimensions {
			d := &r.fw.Dimensions[k]
			if r.topOf(d.ID) != top.ID {
				continue
			}
			from := len(l.Rows)
			for _, x := range items {
				if x.Dim != d.ID || len(x.Points) == 0 {
					continue
				}
				row := figure.LikertRow{Label: itemName(x.ID, x.Reverse), N: -1}
				any, hidden := false, false
				for j := range x.Points {
					e := r.find("describe", "share", shareOf(d.ID, x.ID, x.Low+float64(j)))
					any = any || e != nil
					hidden = hidden || !has(e)
					cell := pictured(e)
					if has(e) {
						row.N = e.N
					}
					row.Shares = append(row.Shares, cell)
				}
				switch {
				case !any:
					continue
				case hidden:
					hid++
					continue
				case points == nil:
					points, low = x.Points, x.Low
				case len(points) != len(x.Points) || low != x.Low:
					other++
					continue
				}
				if x.Reverse {
					reversed++
				}
				l.Rows = append(l.Rows, row)
			}
			if len(l.Rows) > from {
				l.RowGroups = append(l.RowGroups, figure.Span{Label: label(d.Label, d.ID), From: from, To: len(l.Rows) - 1})
			}
		}
		if len(l.Rows) == 0 {
			continue
		}
		l.Points, l.Neutral = namedPoints(points, low), -1
		if len(points)%2 == 1 {
			l.Neutral = len(points) / 2
		}
		name := label(top.Label, top.ID)
		f := &figure.Figure{Key: "likert-" + strings.ToLower(top.ID), Title: thesisSays("likert.title", name), Likert: l, Notes: []table.Text{thesisSays("likert.note")},
			Alt: thesisSays("likert.alt", count(len(l.Rows)), name)}
		if reversed > 0 {
			f.Notes = append(f.Notes, thesisSays("likert.reversed"))
		}
		if hid > 0 {
			f.Notes = append(f.Notes, thesisSays("likert.hidden", count(hid)))
		}
		if other > 0 {
			f.Notes = append(f.Notes, thesisSays("likert.other", count(other)))
		}
		out = append(out, f)
	}
	if out == nil {
		return nil, thesisSays("why.no_shares")
	}
	return out, table.Text{}
}

// itemName is an item's id, marked where agreeing means less of the dimension.
func itemName(id string, reverse bool) table.Text {
	if reverse {
		return thesisSays("item.reversed", table.Same(id))
	}
	return table.Same(id)
}

// namedPoints are the points with their numbers, and their words where they have some.
func namedPoints(points []table.Text, low float64) []table.Text {
	out := make([]table.Text, len(points))
	for k, name := range points {
		out[k] = styled(low+float64(k), table.Format{})
		if !name.Empty() {
			out[k] = join([]table.Text{out[k], name}, " ", " ")
		}
	}
	return out
}
