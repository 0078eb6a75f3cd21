package reports

import (
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// saturationLow is the share of new information at or below which a run is commonly taken as saturated (Guest, Namey and
// Chen 2020).
const saturationLow = .05

// growth is the saturation of a layer in fieldwork order.
type growth struct {
	key    estimate.Key
	talks  []string // interviews, in order
	fresh  map[string]*estimate.Estimate
	total  map[string]*estimate.Estimate
	ratio  map[string]*estimate.Estimate // by the last interview of the run
	ratios []*estimate.Estimate
	random []*estimate.Estimate // by number of interviews, from 1
	held   *estimate.Estimate
	chance *estimate.Estimate // the same for random hold-outs
	none   *estimate.Estimate // an empty ratio that says why there is none
}

// growth collects the saturation of a layer ("" codes, "dimension"): of this pass where it is given for it, else of all
// passes together.
func (p *passReport) growth(layer string) *growth {
	g := &growth{fresh: map[string]*estimate.Estimate{}, total: map[string]*estimate.Estimate{}, ratio: map[string]*estimate.Estimate{}}
	for _, key := range []estimate.Key{{Layer: layer, Pass: p.pass}, {Layer: layer}} {
		g.key = key
		p.collectGrowth(g)
		if len(g.talks) > 0 {
			return g
		}
	}
	return nil
}

// otherGrowth is the saturation of the dimensions, where it says anything that that of the codes does not.
func (p *passReport) otherGrowth(codes *growth) *growth {
	dims := p.growth("dimension")
	if codes == nil || dims == nil {
		return nil
	}
	for _, talk := range codes.talks {
		if a, b := codes.total[talk], dims.total[talk]; b == nil || a.Value != b.Value {
			return dims
		}
	}
	return nil
}

func (p *passReport) collectGrowth(g *growth) {
	for _, x := range p.keys["saturation.cumulative_codes"] {
		switch {
		case x.key != g.key || x.own == "" || !has(x.e):
		case strings.HasPrefix(x.own, "random: "):
			n, err := strconv.Atoi(strings.TrimPrefix(x.own, "random: "))
			if err == nil && n == len(g.random)+1 {
				g.random = append(g.random, x.e)
			}
		default:
			g.talks = append(g.talks, x.own)
			g.total[x.own] = x.e
		}
	}
	for _, x := range p.keys["saturation.new_codes"] {
		if x.key == g.key {
			g.fresh[x.own] = x.e
		}
	}
	for _, x := range p.keys["saturation.guest_ratio"] {
		if x.key != g.key {
			continue
		}
		if !has(x.e) {
			g.none = x.e
			continue
		}
		g.ratios = append(g.ratios, x.e)
		if last := g.lastOf(x.own); last != "" {
			g.ratio[last] = x.e
		}
	}
	for _, x := range p.keys["saturation.holdout_new_codes"] {
		switch {
		case x.key != g.key:
		case strings.HasPrefix(x.own, "holdout: "):
			g.held = x.e
		case strings.HasPrefix(x.own, "random: "):
			g.chance = x.e
		}
	}
}

// lastOf is the last interview of a run: the one whose id, with the id of an earlier one, makes up the name.
func (g *growth) lastOf(run string) string {
	for _, last := range g.talks { // ids may have hyphens of their own
		if first, ok := strings.CutSuffix(run, "-"+last); ok && g.total[first] != nil {
			return last
		}
	}
	return ""
}

// saturationTable lists the interviews in fieldwork order with the codes and dimensions that came up anew.
func (p *passReport) saturationTable() (*table.Table, table.Text) {
	codes := p.growth("")
	dims := p.otherGrowth(codes)
	if codes == nil {
		return nil, tell("why.no_saturation")
	}
	if len(codes.talks) < 2 {
		return nil, tell("why.one_interview")
	}
	t := &table.Table{Key: "saturation", Title: tell("saturation.title"), Columns: []table.Column{{Key: "rank", Label: tell("confusions.rank"), Stub: true}, {Key: "talk", Label: tell("saturation.talk"), Stub: true},
		{Key: "new", Label: tell("saturation.new"), Format: table.Whole}, {Key: "all", Label: tell("saturation.all"), Format: table.Whole}, {Key: "ratio", Label: tell("saturation.ratio"), Format: table.Share}}}
	t.Spanners = []table.Spanner{{Label: tell("saturation.codes"), From: 2, To: 4}}
	if dims != nil {
		t.Columns = append(t.Columns, table.Column{Key: "dim new", Label: tell("saturation.new"), Format: table.Whole}, table.Column{Key: "dim all", Label: tell("saturation.all"), Format: table.Whole}, table.Column{Key: "dim ratio", Label: tell("saturation.ratio"), Format: table.Share})
		t.Spanners = append(t.Spanners, table.Spanner{Label: tell("saturation.dimensions"), From: 5, To: 7})
	}
	var g table.Group
	cells := func(x *growth, talk string) []table.Cell {
		ratio := blank()
		if e := x.ratio[talk]; e != nil {
			ratio = reasoned(t, e)
		}
		return []table.Cell{cell(x.fresh[talk]), cell(x.total[talk]), ratio}
	}
	for i, talk := range codes.talks {
		row := table.Row{Key: strconv.Itoa(i + 1), Cells: append([]table.Cell{number(i + 1), table.Txt(p.talk(talk))}, cells(codes, talk)...)}
		if dims != nil {
			row.Cells = append(row.Cells, cells(dims, talk)...)
		}
		g.Rows = append(g.Rows, row)
	}
	t.Groups = []table.Group{g}
	notes := []table.Note{{Text: tell("saturation.note")}}
	if dims == nil && p.growth("dimension") != nil {
		notes = append(notes, table.Note{Text: tell("saturation.same")})
	}
	for _, w := range p.l.Warnings {
		if w.Code == "saturation_undecided" || w.Code == "saturation_absent" {
			notes = append(notes, table.Note{Text: noteText(w)})
		}
	}
	if len(codes.ratios) > 0 {
		notes = append(notes, table.Note{Text: tell("saturation.ratio_note", share(saturationLow))})
	} else if codes.none != nil && len(codes.none.Notes) > 0 {
		notes = append(notes, table.Note{Text: tell("saturation.no_ratio", noteText(codes.none.Notes[len(codes.none.Notes)-1]))})
	}
	for _, key := range []string{"dim ratio", "ratio"} {
		dropEmpty(t, key)
	}
	if has(codes.held) {
		h, _ := strconv.Atoi(strings.TrimPrefix(ownOf(codes.held), "holdout: "))
		text := tell("saturation.held", count(h), styled(codes.held.Value, table.Whole))
		if has(codes.chance) {
			text = tell("saturation.held_chance", text, points(codes.chance.Value), points(codes.chance.Low), points(codes.chance.High))
		}
		notes = append(notes, table.Note{Text: text})
	}
	t.Notes = append(notes, t.Notes...)
	return t, table.Text{}
}

// ownOf is what follows the key of an estimate.
func ownOf(e *estimate.Estimate) string {
	_, own, err := estimate.ParseKey(e.Of)
	if err != nil {
		return ""
	}
	return own
}

// saturationFigure draws the codes so far in fieldwork order, and over random orders with their band.
func (p *passReport) saturationFigure() *figure.Figure {
	codes := p.growth("")
	dims := p.otherGrowth(codes)
	if codes == nil || len(codes.talks) < 3 {
		return nil
	}
	c := &figure.Curve{XTitle: tell("saturation.order"), YTitle: tell("saturation.so_far")}
	done := figure.Line{Label: tell("saturation.done"), Format: table.Whole}
	for i, talk := range codes.talks {
		c.X = append(c.X, count(i+1))
		done.Cells = append(done.Cells, pointOf(codes.total[talk], codes.total[talk].Value))
	}
	c.Series = append(c.Series, done)
	if len(codes.random) == len(codes.talks) {
		random := figure.Line{Label: tell("saturation.random"), BandLow: tell("saturation.low"), BandHigh: tell("saturation.high"), Format: table.Score}
		for _, e := range codes.random {
			random.Cells = append(random.Cells, pointOf(e, e.Value))
			if estimate.Has(e.Low) && estimate.Has(e.High) {
				random.Low, random.High = append(random.Low, pointOf(e, e.Low)), append(random.High, pointOf(e, e.High))
			}
		}
		if len(random.Low) != len(random.Cells) {
			random.Low, random.High = nil, nil
		}
		c.Series = append(c.Series, random)
	}
	if dims != nil && len(dims.talks) == len(codes.talks) {
		line := figure.Line{Label: tell("saturation.dimensions_done"), Format: table.Whole}
		for _, talk := range codes.talks {
			e := dims.total[talk]
			if e == nil {
				line.Cells = append(line.Cells, figure.Cell{Value: math.NaN(), N: -1})
				continue
			}
			line.Cells = append(line.Cells, pointOf(e, e.Value))
		}
		c.Series = append(c.Series, line)
	}
	n := len(codes.talks)
	return &figure.Figure{Key: "saturation_curve", Title: tell("saturation.figure"), Curve: c, Notes: []table.Text{tell("saturation.figure_note")},
		Alt: tell("saturation.alt", count(n), styled(codes.total[codes.talks[(n-1)/2]].Value, table.Whole), count((n-1)/2+1), styled(codes.total[codes.talks[n-1]].Value, table.Whole))}
}

func pointOf(e *estimate.Estimate, v float64) figure.Cell {
	return figure.Cell{Value: v, ID: e.ID(), N: -1}
}
