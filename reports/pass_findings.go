package reports

import (
	"slices"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// mostNamed is how many codes a sentence names.
const mostNamed = 3

// smallOverlap is the number of units coded by two people below which agreement is said to be uncertain.
const smallOverlap = 30

func hasInterval(e *estimate.Estimate) bool {
	return has(e) && estimate.Has(e.Low) && estimate.Has(e.High)
}

// findings writes the first page: what a supervisor reads before the tables. Each sentence is made by rule from estimates
// and counts, and cites the table that has them.
func (p *passReport) findings() []document.Paragraph {
	var out []document.Paragraph
	for _, f := range []func() document.Paragraph{p.findCoverage, p.findBad, p.findWhole, p.findPairs, p.findConfusion, p.findPrograms, p.findQueue, p.findDrift, p.findCodes, p.findStale, p.findSaturation} {
		x := f()
		if x.Text.Empty() {
			continue
		}
		var refs []string
		for _, r := range x.Refs {
			if p.built[r] {
				refs = append(refs, r)
			}
		}
		x.Refs = refs
		out = append(out, x)
	}
	return out
}

// findCoverage says how much was reviewed, by how many, and how much by two.
func (p *passReport) findCoverage() document.Paragraph {
	c := p.covered()
	if c.Units == 0 || c.Reviewed == 0 {
		return document.Paragraph{}
	}
	e := p.shareOf("coverage", estimate.Key{Source: "interview", Pass: p.pass}, "reviewed")
	texts := []table.Text{tell("find.coverage", p.passName(p.pass), tellOf("find.people", len(p.people)), count(c.Reviewed), count(c.Units), share(float64(c.Reviewed)/float64(c.Units)), share(float64(c.Reviewed-c.Coded)/float64(c.Reviewed)))}
	two := 0
	for _, n := range p.reviewers() {
		if n >= 2 {
			two++
		}
	}
	switch {
	case len(p.people) < 2:
		texts = append(texts, tell("find.alone"))
	case two < smallOverlap:
		texts = append(texts, tell("find.small_overlap", count(two)))
	default:
		texts = append(texts, tell("find.overlap", count(two), share(float64(two)/float64(c.Units))))
	}
	if len(p.ai) > 0 {
		texts = append(texts, tellOf("find.programs", len(p.ai)))
	}
	var missing []table.Text
	people, programs := p.coders()
	for _, x := range append(append([]string(nil), people...), programs...) {
		if n, known := p.dealt(x, everywhere); known {
			if done := p.layers.Coverage(everywhere, p.pass, x).Reviewed; done < n {
				missing = append(missing, tell("find.behind", p.coderText(x), count(n-done), count(n)))
			}
		}
	}
	if missing != nil {
		texts = append(texts, tell("find.not_back", clauses(missing)))
	}
	return paragraph(sentences(texts), []string{"coverage", "overlap"}, e)
}

// findConfusion names the codes most often taken for one another.
func (p *passReport) findConfusion() document.Paragraph {
	all := p.confusions()
	if len(all) == 0 {
		return document.Paragraph{}
	}
	c := &all[0]
	texts := []table.Text{tellOf("find.confusion", c.Units, p.codeText(c.A), p.codeText(c.B))}
	if len(all) > 1 {
		texts = append(texts, tellOf("find.confusion_next", all[1].Units, p.codeText(all[1].A), p.codeText(all[1].B)))
	}
	x := paragraph(sentences(texts), []string{"confusions"})
	if id := p.confusionCell(c).ID; id != "" {
		x.Cites = append(x.Cites, id)
	}
	return x
}

// findPrograms sets programs against the consensus of the people.
func (p *passReport) findPrograms() document.Paragraph {
	var parts []table.Text
	var cited []*estimate.Estimate
	for _, c := range p.ai {
		exact := p.pairOf("percent_agreement", estimate.Key{Pass: p.pass}, "units", c, pass.ConsensusColumn)
		if has(exact) {
			parts = append(parts, tell("find.program", p.coderText(c), share(exact.Value), count(exact.N)))
			cited = append(cited, exact)
		}
	}
	if parts == nil {
		return document.Paragraph{}
	}
	return paragraph(tell("find.against", clauses(parts)), []string{"consensus"}, cited...)
}

// findQueue counts what waits for a ruling.
func (p *passReport) findQueue() document.Paragraph {
	if p.contest.Units == 0 {
		return document.Paragraph{}
	}
	n, units := len(p.contest.Disputes), p.waiting()
	x := document.Paragraph{Refs: []string{"queue", "queue_rows"}}
	free := p.twinsText("find.queue_twins")
	if n == 0 {
		x.Text = tell("find.queue_empty", count(p.contest.Units))
		if !free.Empty() {
			x.Text = sentences([]table.Text{tell("find.queue_empty_free", count(p.contest.Units)), free})
		}
		return x
	}
	texts := []table.Text{tell("find.queue", count(units), count(p.contest.Units), count(n))}
	if p.contest.Ruled > 0 {
		texts = append(texts, tellOf("find.ruled", p.contest.Ruled))
	}
	if !free.Empty() {
		texts = append(texts, free)
	}
	x.Text = sentences(texts)
	return x
}

// findDrift names the coder who moved most since the pass before, of those with enough units coded twice where there are any.
func (p *passReport) findDrift() document.Paragraph {
	all := p.drifts()
	var most *pass.Drift
	same := func(d *pass.Drift) float64 { return float64(d.Same) / float64(d.Units) }
	n := 0
	for i := range all {
		d := &all[i]
		if d.Units == 0 || slices.Contains(p.ai, d.Coder) {
			continue
		}
		n++
		switch {
		case most == nil:
			most = d
		case (d.Units < smallOverlap) != (most.Units < smallOverlap):
			if most.Units < smallOverlap {
				most = d
			}
		case same(d) < same(most):
			most = d
		}
	}
	if n == 0 {
		return document.Paragraph{}
	}
	e := p.pairOf("percent_agreement", p.driftKey(most.Coder), "units", most.From, most.To)
	if !has(e) {
		e = nil
	}
	args := []table.Text{p.coderText(most.Coder), p.passName(most.From), count(most.Units), share(same(most)), count(most.Gained), count(most.Lost)}
	text := tell("find.drift_one", args...)
	if n > 1 {
		text = tell("find.drift", append(args, count(n))...)
	}
	if most.Units < smallOverlap {
		text = sentences([]table.Text{text, tell("find.drift_small", count(smallOverlap))})
	}
	return paragraph(text, []string{"drift", "drift_codes"}, e)
}

// findCodes counts what is new, merged, unused and retired.
func (p *passReport) findCodes() document.Paragraph {
	if !p.built["codes"] {
		return document.Paragraph{}
	}
	uses, _ := p.uses()
	counts := map[string]int{}
	retiredUsed := 0
	for code, s := range p.standings(uses) {
		counts[s.state]++
		if (s.state == "retired" || s.state == "removed") && useIn(uses, code, p.pass) > 0 {
			retiredUsed++
		}
	}
	var parts []table.Text
	for _, state := range []string{"used", "new", "merged", "split", "renamed", "first", "unused", "removed", "retired", "unlisted"} {
		if n := counts[state]; n > 0 {
			parts = append(parts, tell("find.codes_"+state, count(n)))
		}
	}
	texts := []table.Text{tell("find.codes", join(parts, "，", ", "))}
	if retiredUsed > 0 {
		texts = append(texts, tellOf("find.retired_used", retiredUsed))
	}
	return paragraph(sentences(texts), []string{"codes"})
}

// findStale says what the changes of the codebook put out of date.
func (p *passReport) findStale() document.Paragraph {
	if p.changes == nil {
		return document.Paragraph{}
	}
	codings, units := p.staleCodings()
	x := document.Paragraph{Refs: []string{"stale", "books"}}
	if codings == 0 {
		x.Text = tell("find.not_stale")
		return x
	}
	x.Text = tell("find.stale", count(codings), count(units))
	return x
}

// findSaturation says what the last interviews added.
func (p *passReport) findSaturation() document.Paragraph {
	g := p.growth("")
	if !p.built["saturation"] || g == nil {
		return document.Paragraph{}
	}
	last := g.talks[len(g.talks)-1]
	if len(g.ratios) == 0 {
		return paragraph(tell("find.no_ratio", count(len(g.talks)), styled(g.total[last].Value, table.Whole)), []string{"saturation"}, g.total[last])
	}
	e := g.ratios[len(g.ratios)-1]
	code := "find.saturation_above"
	if e.Value <= saturationLow {
		code = "find.saturation_below"
	}
	return paragraph(tell(code, share(e.Value), share(saturationLow), count(len(g.talks)), styled(g.total[last].Value, table.Whole)), []string{"saturation"}, e, g.total[last])
}
