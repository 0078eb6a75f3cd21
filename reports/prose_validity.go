package reports

import (
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// What is conventionally enough: α [Nunnally1978], composite reliability, average variance extracted [FornellLarcker1981],
// and what HTMT should stay below, strictly and leniently [Henseler2015].
const (
	leastAlpha  = .70
	leastCR     = .70
	leastAVE    = .50
	mostHTMT    = .85
	lenientHTMT = .90
)

// factorDims are the dimensions that are factors of a measurement model with a given estimate, in the framework's order.
func (b *builder) factorDims(measure string) []valued {
	var out []valued
	for i := range b.fw.Dimensions {
		id := b.fw.Dimensions[i].ID
		if e := b.factorOf(measure, id, id); has(e) {
			out = append(out, valued{id, e})
		}
	}
	return out
}

// validity judges convergent and discriminant validity by conventional cuts, naming what falls short.
func (p *prose) validity() {
	ave, cr := p.factorDims("ave"), p.factorDims("composite_reliability")
	if !p.built["htmt"] && len(ave) == 0 {
		return
	}
	p.add(proseSays("validity", p.cite("nunnally1978"), p.cite("bagozzi1988"), p.cite("fornell1981"), p.cite("henseler2015"), coef(leastCR), coef(leastAVE), coef(mostHTMT), coef(lenientHTMT)))
	var short []table.Text
	var es []*estimate.Estimate
	var alphas []valued // in the framework's order
	for i := range p.fw.Dimensions {
		if id := p.fw.Dimensions[i].ID; has(p.find("reliability", "alpha", estimate.Key{Dim: id}.String())) {
			alphas = append(alphas, valued{id, p.find("reliability", "alpha", estimate.Key{Dim: id}.String())})
		}
	}
	for _, x := range []struct {
		name string
		all  []valued
		cut  float64
	}{{"α", alphas, leastAlpha}, {"CR", cr, leastCR}, {"AVE", ave, leastAVE}} {
		var below []table.Text
		for _, v := range x.all {
			if v.e.Value < x.cut {
				below = append(below, proseSays("value_of", p.nameOf(v.id), styled(v.e.Value, table.Coef3)))
				es = append(es, v.e)
			}
		}
		if below != nil {
			short = append(short, proseSays("short_of", table.Same(x.name), list(below)))
		}
	}
	if short != nil {
		p.add(proseSays("validity_short", clauses(short)), es...)
	} else {
		p.add(proseSays("validity_enough"))
	}
	p.discriminant()
	p.see("scales", "htmt")
	p.stop()
}

// discriminant says how far the factors are distinct.
func (p *prose) discriminant() {
	var most *estimate.Estimate
	var a, b string
	high := 0
	for _, x := range p.keys["cfa.htmt"] {
		first, second, ok := strings.Cut(x.own, "~~")
		if !ok || x.key.Source != "survey" || !has(x.e) {
			continue
		}
		if x.e.Value >= mostHTMT {
			high++
		}
		if most == nil || x.e.Value > most.Value {
			most, a, b = x.e, first, second
		}
	}
	if most != nil {
		if high == 0 {
			p.add(proseSays("htmt_below", coef(most.Value), p.nameOf(a), p.nameOf(b), coef(mostHTMT)), most)
		} else {
			p.counted("htmt_above", high, coef(most.Value), p.nameOf(a), p.nameOf(b), coef(mostHTMT), count(high))
		}
	}
	met := p.factorDims("fornell_larcker_ok")
	var failed []table.Text
	for _, v := range met {
		if v.e.Value != 1 {
			failed = append(failed, p.nameOf(v.id))
		}
	}
	switch {
	case len(met) == 0:
	case failed == nil:
		p.add(proseSays("fornell_met", count(len(met))))
	default:
		p.add(proseSays("fornell_failed", list(failed)))
	}
}

// unmodelled names the surveyed dimensions that are in no measurement model, and says why.
func (p *prose) unmodelled() {
	var index, others []table.Text
	proposed := 0
	for i := range p.fw.Dimensions {
		d := &p.fw.Dimensions[i]
		if p.score("survey_pomp", whole(d.ID)) == nil || p.factorOf("ave", d.ID, d.ID) != nil {
			continue
		}
		switch {
		case d.Proposed:
			proposed++
		case d.Group:
			index = append(index, p.nameOf(d.ID))
		default:
			others = append(others, p.nameOf(d.ID))
		}
	}
	var parts []table.Text
	if index != nil {
		parts = append(parts, proseSays("unmodelled_index", list(index)))
	}
	if others != nil {
		parts = append(parts, proseSays("unmodelled_few", list(others)))
	}
	if proposed > 0 {
		parts = append(parts, proseSays("unmodelled_proposed", count(proposed)))
	}
	if parts != nil {
		p.add(proseSays("unmodelled", clauses(parts)))
	}
}

// commonFactor gives the share of variance of the first component of all items, with what it can and cannot show.
func (p *prose) commonFactor() {
	e := p.find("factor", "harman_first_factor", estimate.Key{Source: "survey"}.String())
	if !has(e) {
		return
	}
	p.add(proseSays("harman", share(e.Value), p.cite("podsakoff2003"), count(e.N)), e)
	p.stop()
}
