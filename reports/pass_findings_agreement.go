package reports

import (
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// alphaText is a code with its α, interval, n and prevalence.
func (p *passReport) alphaText(x valued) table.Text {
	name := p.codeText(x.id)
	prevalence := p.agreed("prevalence", estimate.Key{Dim: x.id, Pass: p.pass}, p.base, "1")
	rest := tell(p.based("find.n"), count(x.e.N))
	if has(prevalence) {
		rest = tell(p.based("find.n_prevalence"), count(x.e.N), share(prevalence.Value))
	}
	if hasInterval(x.e) {
		return tell("find.alpha_ci", name, coef(x.e.Value), coef(x.e.Low), coef(x.e.High), rest)
	}
	return tell("find.alpha", name, coef(x.e.Value), rest)
}

// isRare reports whether a code was given to so few units that its coefficients hang on single ones.
func (p *passReport) isRare(x valued) bool {
	given := p.usual(estimate.Key{Dim: x.id, Pass: p.pass})
	return given >= 0 && given < fewGiven
}

// alphasOf lists the codes of the pass with an α, worst first, and counts those without.
func (p *passReport) alphasOf() (list []valued, without int) {
	for _, c := range p.ranked("") {
		if e := p.agreed("krippendorff_alpha", estimate.Key{Dim: c, Pass: p.pass}, p.base, ""); has(e) {
			list = append(list, valued{c, e})
		} else {
			without++
		}
	}
	return list, without
}

// findBad names the codes that agree badly, and says how sure that is.
func (p *passReport) findBad() document.Paragraph {
	if len(p.people) < 2 {
		return document.Paragraph{}
	}
	all, without := p.alphasOf()
	if len(all) == 0 {
		if without == 0 {
			return document.Paragraph{}
		}
		return document.Paragraph{Text: tell("find.no_alpha", count(without)), Refs: []string{"agreement"}}
	}
	low, sure, unsure, open, rare, reliable := 0, 0, 0, 0, 0, 0
	var cited []*estimate.Estimate
	var named []table.Text
	for _, x := range all {
		switch alphaBand(x.e.Value) {
		case "low":
			low++
			if p.isRare(x) {
				rare++
			}
			switch {
			case !hasInterval(x.e):
				open++
			case alphaBand(x.e.High) == "low":
				sure++
			default:
				unsure++
			}
			if len(named) < mostNamed {
				named = append(named, p.alphaText(x))
				cited = append(cited, x.e)
			}
		case "reliable":
			reliable++
		}
	}
	cut := styled(alphaTentative, table.Coef3)
	var texts []table.Text
	if low == 0 {
		texts = append(texts, tell("find.none_low", count(len(all)), cut, p.alphaText(all[0])))
		cited = append(cited, all[0].e)
	} else {
		texts = append(texts, tellOf("find.low", low, count(len(all)), cut, clauses(named)))
		var how []table.Text
		for _, x := range []struct {
			code string
			n    int
		}{{"find.sure", sure}, {"find.unsure", unsure}, {"find.open", open}} {
			if x.n > 0 {
				how = append(how, tell(x.code, count(x.n)))
			}
		}
		texts = append(texts, tell("find.certainty", clauses(how)))
		if rare > 0 {
			texts = append(texts, tellOf("find.rare", rare, count(fewGiven)))
		}
	}
	if free := p.twinsText(p.based("find.twins")); !free.Empty() {
		texts = append([]table.Text{free}, texts...)
	}
	texts = append(texts, tellOf("find.reliable", reliable, styled(alphaReliable, table.Coef3)))
	if without > 0 {
		texts = append(texts, tellOf("find.without", without))
	}
	return paragraph(sentences(texts), []string{"agreement", "denominators"}, cited...)
}

// findWhole gives the agreement of the pass as a whole.
func (p *passReport) findWhole() document.Paragraph {
	k := estimate.Key{Pass: p.pass}
	masi, r := p.agreed("krippendorff_alpha_masi", k, p.base, ""), p.agreed("composite_reliability_holsti", k, p.base, "")
	if len(p.people) < 2 || !has(masi) && !has(r) {
		return document.Paragraph{}
	}
	var parts []table.Text
	if has(masi) {
		if hasInterval(masi) {
			parts = append(parts, tell("find.masi_ci", coef(masi.Value), coef(masi.Low), coef(masi.High)))
		} else {
			parts = append(parts, tell("find.masi", coef(masi.Value)))
		}
	}
	if has(r) {
		parts = append(parts, tell("find.r", coef(r.Value)))
	}
	return paragraph(tell(p.based("find.whole"), join(parts, "，", "; ")), []string{"overall"}, masi, r)
}

// findPairs names the pairs of coders that agree best and worst.
func (p *passReport) findPairs() document.Paragraph {
	type pair struct {
		names [2]string
		e     *estimate.Estimate
	}
	var worst, top *pair
	n := 0
	for _, x := range p.pairs() {
		e := p.pairOf("mutual_agreement", estimate.Key{Pass: p.pass}, p.base, x[0], x[1])
		if !has(e) {
			continue
		}
		n++
		if worst == nil || e.Value < worst.e.Value {
			worst = &pair{x, e}
		}
		if top == nil || e.Value > top.e.Value {
			top = &pair{x, e}
		}
	}
	switch {
	case n == 0:
		return document.Paragraph{}
	case n == 1:
		return paragraph(tell(p.based("find.one_pair"), p.pairText(worst.names[0], worst.names[1]), coef(worst.e.Value), count(worst.e.N)), []string{"pairs"}, worst.e)
	}
	text := tell(p.based("find.pairs"), count(n), p.pairText(top.names[0], top.names[1]), coef(top.e.Value), count(top.e.N), p.pairText(worst.names[0], worst.names[1]), coef(worst.e.Value), count(worst.e.N))
	if styled(top.e.Value, table.Coef) == styled(worst.e.Value, table.Coef) {
		text = tell("find.pairs_alike", count(n), coef(top.e.Value))
	}
	return paragraph(text, []string{"pairs", "pair_codes"}, top.e, worst.e)
}
