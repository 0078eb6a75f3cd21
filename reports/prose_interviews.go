package reports

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

func (p *prose) hasInterviews() bool { return len(p.study.Interviews) > 0 }
func (p *prose) hasSurvey() bool     { return len(p.keys["score.survey_pomp"]) > 0 }
func (p *prose) hasCoding() bool     { return len(p.settled.Accepted) > 0 }

// design says what kind of study it is, of which cases, after which framework.
func (p *prose) design() {
	kind := ""
	switch {
	case p.hasInterviews() && p.hasSurvey():
		kind = "both"
	case p.hasInterviews():
		kind = "interviews"
	case p.hasSurvey():
		kind = "survey"
	default:
		return
	}
	if n := len(p.study.Cases); n > 0 {
		var names []table.Text
		for i := range p.study.Cases {
			names = append(names, p.caseName(p.study.Cases[i].ID))
		}
		p.counted("design."+kind, n, count(n), list(names))
	}
	if n := len(p.fw.Dimensions); n > 0 {
		proposed := 0
		for i := range p.fw.Dimensions {
			if p.fw.Dimensions[i].Proposed {
				proposed++
			}
		}
		code := "framework"
		if proposed == 0 {
			code = "framework_observed"
		}
		version := p.fw.ID
		if p.fw.Version != "" {
			version += " " + p.fw.Version
		}
		p.add(proseSays(code, label(p.fw.Title, p.fw.ID), table.Same(version), count(n), count(n-proposed), count(proposed)))
	}
	p.see("sample")
	p.stop()
}

// fieldwork says who was interviewed, when, with whose consent, and how much text there is.
func (p *prose) fieldwork() {
	talks, given, characters := 0, 0, 0
	known, dated := true, true
	first, last := "", ""
	levels := map[string]int{}
	documents := len(p.study.Documents)
	for i := range p.study.Interviews {
		iv := &p.study.Interviews[i]
		if iv.Document {
			documents++
			continue
		}
		talks++
		levels[p.m.Role(iv.ID)]++
		if iv.Consent == coding.ConsentGiven {
			given++
		}
		if iv.Characters < 0 {
			known = false
		} else {
			characters += iv.Characters
		}
		dated = dated && iv.Date != ""
		if first == "" || iv.Date < first {
			first = iv.Date
		}
		last = max(last, iv.Date)
	}
	if talks == 0 {
		return
	}
	p.counted("interviews", talks, count(talks))
	var parts []table.Text
	for _, l := range p.roleLevels() {
		if n := levels[l]; n > 0 && n < talks {
			parts = append(parts, proseSays("level", inSentence(p.levelName(l)), count(n)))
		}
	}
	if len(parts) > 0 {
		p.add(proseSays("levels", list(parts)))
	}
	if dated {
		if first == last {
			p.add(proseSays("date", table.Same(first)))
		} else {
			p.add(proseSays("dates", table.Same(first), table.Same(last)))
		}
	}
	if given == talks {
		p.add(proseSays("consent_all"))
	} else {
		p.counted("consent", given, count(given), count(talks-given))
	}
	if known && characters > 0 {
		p.add(proseSays("characters", count(characters)))
	}
	if n := len(p.study.Segments); n > 0 && p.hasCoding() {
		coded := map[unitKey]bool{}
		for i := range p.settled.Accepted {
			u := &p.settled.Accepted[i]
			coded[unitKey{u.Interview, u.Segment}] = true
		}
		p.add(proseSays("segments", count(n), count(len(coded))))
	}
	if documents > 0 {
		p.counted("documents", documents, count(documents))
	}
	p.see("interviewees")
	p.stop()
}

// coders are the people (not programs) who coded a pass ("" any), and the passes.
func (p *prose) codersOf(only string) (people, programs, passes []string) {
	for i := range p.study.Codings {
		c := &p.study.Codings[i]
		if c.Coder == "" || only != "" && c.Pass != only {
			continue
		}
		list := &people
		if slices.Contains(p.study.Options.AICoders, c.Coder) {
			list = &programs
		}
		if !slices.Contains(*list, c.Coder) {
			*list = append(*list, c.Coder)
		}
		if !slices.Contains(passes, c.Pass) {
			passes = append(passes, c.Pass)
		}
	}
	return people, programs, passes
}

// coding says who coded, with what, how well they agreed and how they settled; of one pass, or ("") of all.
func (p *prose) coding(only string) {
	people, programs, passes := p.codersOf(only)
	if len(people) == 0 {
		return
	}
	codes, deductive, inductive, open := p.codebook()
	switch {
	case only != "":
		p.counted("coders_pass", len(people), count(len(people)), tell("pass", table.Same(only)))
	case len(passes) == 1:
		p.counted("coders_once", len(people), count(len(people)))
	default:
		p.counted("coders", len(people), count(len(people)), count(len(passes)))
	}
	switch {
	case p.study.Codebook == nil:
		p.add(proseSays("codebook_none"))
	case deductive > 0 && inductive > 0:
		p.add(proseSays("codebook_origin", count(codes), count(deductive), count(inductive)))
	case deductive > 0 && deductive == codes:
		p.add(proseSays("codebook_deductive", count(codes)))
	default:
		p.add(proseSays("codebook", count(codes)))
	}
	if open {
		p.add(proseSays("levels_of_coding", p.cite("strauss1990")))
	}
	if len(programs) > 0 {
		p.counted("programs", len(programs), count(len(programs)))
	}
	p.see("concepts", "nodes")
	p.agreement(only)
	p.consensus(only)
	p.stop()
	if only != "" || !p.hasCoding() || len(p.keys["score.interview_q"]) == 0 {
		return
	}
	p.add(proseSays("interview_scores", count(p.fw.Bands.MinInterviews)))
	p.see("dimensions")
	p.stop()
}

// codebook counts the codes in force, by origin, and tells whether some are open codes.
func (p *prose) codebook() (codes, deductive, inductive int, open bool) {
	if p.study.Codebook == nil {
		return 0, 0, 0, false
	}
	for i := range p.study.Codebook.Codes {
		c := &p.study.Codebook.Codes[i]
		if !c.Active {
			continue
		}
		codes++
		switch c.Origin {
		case "deductive":
			deductive++
		case "inductive":
			inductive++
		}
		open = open || c.Level == "open"
	}
	return codes, deductive, inductive, open
}

// agreement says how far the coders agreed, in a pass or the last one that agreement is given for.
func (p *prose) agreement(only string) {
	var all []valued
	of := only
	layers := pass.NewLayers(p.study)
	bases, marked := map[string]string{}, map[string]bool{}
	for _, x := range p.keys["agreement.krippendorff_alpha"] {
		if x.key.Dim == "" || x.key != (estimate.Key{Dim: x.key.Dim, Pass: x.key.Pass}) || !has(x.e) || only != "" && x.key.Pass != only {
			continue
		}
		base, known := bases[x.key.Pass]
		if !known {
			var free []string
			free, base = p.basisOf(layers, x.key.Pass)
			bases[x.key.Pass], marked[x.key.Pass] = base, len(free) > 0
		}
		if x.own != base+":" && (x.own != "" || base != "units") {
			continue
		}
		if x.key.Pass != of {
			of, all = x.key.Pass, nil
		}
		if !slices.ContainsFunc(all, func(v valued) bool { return v.id == x.key.Dim }) {
			all = append(all, valued{x.key.Dim, x.e})
		}
	}
	s, ok := span(all)
	if !ok {
		return
	}
	low := 0
	for _, v := range all {
		if v.e.Value < alphaTentative {
			low++
		}
	}
	code := "agreement"
	switch {
	case bases[of] == "chars":
		code = "agreement_chars"
	case marked[of]:
		code = "agreement_stretches"
	}
	p.add(proseSays(code, p.cite("krippendorff2019"), tell("pass", table.Same(of)), count(s.n), coef(s.median), coef(s.low.e.Value), p.nameOfCode(s.low.id), coef(s.high.e.Value)), s.low.e, s.high.e)
	p.counted("agreement_cuts", low, styled(alphaTentative, table.Coef3), styled(alphaReliable, table.Coef3), count(low))
	if n := p.codesWithout(func(code string) bool {
		return slices.ContainsFunc(all, func(v valued) bool { return v.id == code })
	}); n > 0 {
		p.counted("agreement_without", n, count(n), tell("pass", table.Same(of)))
	}
	if p.built["agreement"] {
		kappa := "fleiss1971"
		if people, _, _ := p.codersOf(of); len(people) == 2 {
			kappa = "cohen1960"
		}
		p.add(proseSays("agreement_more", p.cite(kappa), p.cite("gwet2008")))
		p.see("agreement")
	}
}

func (p *prose) nameOfCode(id string) table.Text {
	if p.study.Codebook != nil {
		for i := range p.study.Codebook.Codes {
			if c := &p.study.Codebook.Codes[i]; c.ID == id && (c.Label.ZH != "" || c.Label.EN != "") {
				return inSentence(label(c.Label, id))
			}
		}
	}
	return inSentence(p.dimName(id))
}

// consensus says by which rule the coders' layers were settled and with what result; of a pass the rule alone.
func (p *prose) consensus(only string) {
	people, _, _ := p.codersOf("")
	if len(people) < 2 && len(p.study.Consensus) == 0 {
		return
	}
	p.add(proseSays("consensus"))
	if only != "" || !p.hasCoding() {
		return
	}
	c := p.settled
	k := estimate.Key{Source: "interview"}
	var es []*estimate.Estimate
	for _, m := range []string{"consensus_agreed", "consensus_majority", "consensus_single", "consensus_adjudicated", "consensus_unresolved", "consensus_rejected"} {
		es = append(es, p.score(m, k))
	}
	ruled := len(c.Accepted) - c.Count(pass.Single) - c.Count(pass.Agreed) - c.Count(pass.Majority)
	p.add(proseSays("consensus_counts", count(len(c.Accepted)), count(c.Count(pass.Agreed)), count(c.Count(pass.Majority)), count(ruled), count(c.Count(pass.Single)),
		count(c.Count(pass.Unresolved)), count(len(c.Rejected))), es...)
}

// saturation says how far new codes levelled off.
func (p *prose) saturation() {
	if !p.built["saturation"] {
		return
	}
	var last *estimate.Estimate
	base, run := 0, 0
	talks := p.talksInOrder()
	for _, x := range p.keys["saturation.guest_ratio"] {
		if x.key != (estimate.Key{}) || !has(x.e) {
			continue
		}
		last = x.e
		if i, j, ok := runOf(talks, x.own); ok {
			run = j - i + 1
			if base == 0 {
				base = i
			}
		}
	}
	if last != nil && base > 0 {
		p.add(proseSays("saturation_runs", p.cite("guest2020"), share(last.Value), count(base), count(run)), last)
	} else if last != nil {
		p.add(proseSays("saturation", p.cite("guest2020"), share(last.Value)), last)
	} else {
		p.add(proseSays("saturation_none"))
	}
	p.see("saturation", "saturation_curve")
	p.stop()
}

// talksInOrder are the interviews in the order in which saturation was followed over them.
func (p *prose) talksInOrder() []string {
	var out []string
	for _, x := range p.keys["saturation.cumulative_codes"] {
		if x.key == (estimate.Key{}) && x.own != "" && !strings.HasPrefix(x.own, "random: ") {
			out = append(out, x.own)
		}
	}
	return out
}

// runOf finds the first and last interview of a run by its name; ids may have hyphens of their own.
func runOf(talks []string, name string) (first, last int, ok bool) {
	for j, t := range talks {
		if id, is := strings.CutSuffix(name, "-"+t); is {
			if i := slices.Index(talks[:j+1], id); i >= 0 {
				return i, j, true
			}
		}
	}
	return 0, 0, false
}
