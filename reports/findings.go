package reports

import (
	"sort"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// mostFindings is how many sentences the first page has at most: what a head of office reads standing.
const mostFindings = 12

// finding is a sentence made by rule. With more than fit, those of the largest rank go first.
type finding struct {
	rank int
	document.Paragraph
}

// findings writes the first page. built says which tables there are, so that no sentence cites another.
func (b *builder) findings(built map[string]bool) []document.Paragraph {
	var all []finding
	add := func(rank int, p document.Paragraph, ok bool) {
		if !ok || p.Text.Empty() {
			return
		}
		var refs []string
		for _, r := range p.Refs {
			if built[r] {
				refs = append(refs, r)
			}
		}
		p.Refs = refs
		all = append(all, finding{rank, p})
	}
	put := func(rank int, f func() (document.Paragraph, bool)) {
		p, ok := f()
		add(rank, p, ok)
	}
	put(0, b.findBase)
	for i := range b.study.Cases {
		p, ok := b.findLevels(b.study.Cases[i].ID)
		rank := 1
		if i >= 3 {
			rank = 20 + i
		}
		add(rank, p, ok)
	}
	put(2, b.findHazards)
	put(3, b.findDisputed)
	put(4, b.findRoles)
	put(5, b.findChange)
	put(8, b.findDepartments)
	put(9, b.findCoupling)
	put(10, b.findPeers)
	put(7, b.findSensitivity)
	put(11, b.findCoding)
	put(6, b.findHidden)

	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return all[order[i]].rank < all[order[j]].rank })
	if len(order) > mostFindings {
		order = order[:mostFindings]
	}
	sort.Ints(order)
	var out []document.Paragraph
	for _, i := range order {
		out = append(out, all[i].Paragraph)
	}
	return out
}

// isBare reports whether the study has no evidence yet: nothing but who was invited and how many answered.
func (b *builder) isBare() bool {
	for i := range b.es {
		e := &b.es[i]
		switch e.Measure {
		case "respondents", "respondents_invited", "response_rate":
			continue
		}
		if _, hid := hidden(e); hid || !e.Empty() {
			return false
		}
	}
	return true
}

// paragraph makes a sentence with what it cites: estimates and tables.
func paragraph(text table.Text, refs []string, es ...*estimate.Estimate) document.Paragraph {
	p := document.Paragraph{Text: text, Refs: refs}
	for _, e := range es {
		if e != nil {
			p.Cites = append(p.Cites, e.ID())
		}
	}
	return p
}

// findBase says what the review rests on.
func (b *builder) findBase() (document.Paragraph, bool) {
	k := estimate.Key{Source: "survey"}
	people, invited, rate := b.score("respondents", k), b.score("respondents_invited", k), b.score("response_rate", k)
	interviews := b.interviews(func(interviewOf) bool { return true })
	var parts []table.Text
	if interviews > 0 {
		parts = append(parts, plural("find.base_interviews", interviews, count(interviews)))
	}
	switch {
	case has(people) && people.Value > 0 && has(invited) && has(rate):
		parts = append(parts, say("find.base_invited", styled(people.Value, table.Whole), styled(invited.Value, table.Whole), share(rate.Value)))
	case has(people) && people.Value > 0:
		parts = append(parts, say("find.base_survey", styled(people.Value, table.Whole)))
	}
	if parts == nil {
		return document.Paragraph{}, false
	}
	var names []table.Text
	for i := range b.study.Cases {
		names = append(names, b.caseName(b.study.Cases[i].ID))
	}
	text := say("find.base", list(names), join(parts, "和", " and "))
	if interviews == 0 {
		text = sentences([]table.Text{text, say("find.no_interviews")})
	} else if !has(people) || people.Value == 0 {
		text = sentences([]table.Text{text, say("find.no_survey")})
	}
	return paragraph(text, []string{"sample"}, people, invited, rate), true
}

// scoreText is a score as a sentence gives it: value, spread or interval, n, band.
func (b *builder) scoreText(k estimate.Key, e *estimate.Estimate) table.Text {
	band := b.bandClause(e.Value)
	size := sizeOf(k.Source, e.N)
	if k.Source == "interview" {
		return say("find.q", points(e.Value), size, band)
	}
	if estimate.Has(e.Low) && estimate.Has(e.High) {
		return say("find.mean_ci", points(e.Value), points(e.Low), points(e.High), size, band)
	}
	if sd := b.score("survey_pomp_sd", k); has(sd) {
		return say("find.mean_sd", points(e.Value), points(sd.Value), size, band)
	}
	return say("find.mean", points(e.Value), size, band)
}

// best is a score with its key.
type best struct {
	key estimate.Key
	e   *estimate.Estimate
}

// findLevels names the highest and lowest of the dimensions of which more is better, and the highest of those of which
// more is worse; from the survey, else from the interviews.
func (b *builder) findLevels(c string) (document.Paragraph, bool) {
	for _, source := range []string{"survey", "interview"} {
		var good, bad []best
		for _, d := range b.scored(source, false) {
			k := estimate.Key{Dim: d.ID, Source: source, Case: c}
			e := b.first(k, "survey_pomp", "interview_q")
			switch {
			case !has(e):
			case d.Polarity > 0:
				good = append(good, best{k, e})
			case d.Polarity < 0:
				bad = append(bad, best{k, e})
			}
		}
		by := func(list []best) func(i, j int) bool {
			return func(i, j int) bool { return list[i].e.Value > list[j].e.Value }
		}
		sort.SliceStable(good, by(good))
		sort.SliceStable(bad, by(bad))
		var text []table.Text
		var cites []*estimate.Estimate
		name := b.caseName(c)
		if n := len(good); n > 1 {
			hi, lo := good[0], good[n-1]
			text = append(text, say("find.levels_"+source, name, b.dimName(hi.key.Dim), b.scoreText(hi.key, hi.e), b.dimName(lo.key.Dim), b.scoreText(lo.key, lo.e)))
			cites = append(cites, hi.e, lo.e)
		} else if n == 1 {
			text = append(text, say("find.level_"+source, name, b.dimName(good[0].key.Dim), b.scoreText(good[0].key, good[0].e)))
			cites = append(cites, good[0].e)
		}
		if len(bad) > 0 {
			code := "find.worse"
			if len(bad) == 1 {
				code = "find.worse_one"
			}
			text = append(text, say(code, name, b.dimName(bad[0].key.Dim), b.scoreText(bad[0].key, bad[0].e)))
			cites = append(cites, bad[0].e)
		}
		if text == nil {
			continue
		}
		if len(b.periods) > 1 {
			text = append(text, say("find.pooled"))
		}
		return paragraph(sentences(text), []string{"dimensions"}, cites...), true
	}
	return document.Paragraph{}, false
}

// findHazards lists, case by case, the flags that were triggered or are borderline in the latest period.
func (b *builder) findHazards() (document.Paragraph, bool) {
	period := ""
	if ps := b.hazardPeriods(); len(ps) > 0 {
		period = ps[len(ps)-1]
	}
	var cases []table.Text
	var cites []*estimate.Estimate
	for i := range b.study.Cases {
		c := b.study.Cases[i].ID
		var triggered, borderline []table.Text
		open, judged := 0, 0
		for h := range b.fw.Hazards {
			hazard := &b.fw.Hazards[h]
			by := map[string][]table.Text{}
			known := false
			for _, source := range []string{"interview", "survey"} {
				name := sourceName(source)
				e := b.score("hazard", estimate.Key{Dim: hazard.ID, Source: source, Case: c, Period: period})
				if e == nil && period != "" { // a source that knows no period is judged as it is
					e, name = b.score("hazard", estimate.Key{Dim: hazard.ID, Source: source, Case: c}), say("source.untimed", name)
				}
				if _, hid := hidden(e); e == nil || hid {
					continue
				}
				judged++
				word := verdict(e)
				known = known || word != "cannot_judge"
				group := ""
				switch word {
				case "triggered":
					group = "triggered"
				case "triggered_borderline":
					group = "borderline"
				}
				if group != "" {
					by[group] = append(by[group], name)
					cites = append(cites, e)
				}
			}
			if judged > 0 && !known {
				open++
			}
			if s := by["triggered"]; s != nil {
				triggered = append(triggered, say("find.flag", label(hazard.Label, hazard.ID), table.Same(hazard.ID), list(s)))
			}
			if s := by["borderline"]; s != nil {
				borderline = append(borderline, say("find.flag", label(hazard.Label, hazard.ID), table.Same(hazard.ID), list(s)))
			}
		}
		if judged == 0 {
			continue
		}
		parts := []table.Text{say("find.hazards_none")}
		if triggered != nil {
			parts[0] = say("find.hazards_triggered", list(triggered))
		}
		if borderline != nil {
			parts = append(parts, say("find.hazards_borderline", list(borderline)))
		}
		if open > 0 {
			parts = append(parts, say("find.hazards_open", count(open), count(len(b.fw.Hazards))))
		}
		cases = append(cases, say("find.hazards_case", b.caseName(c), clauses(parts)))
	}
	if cases == nil {
		return document.Paragraph{}, false
	}
	head := say("find.hazards")
	if period != "" {
		head = say("find.hazards_period", periodName(period))
	}
	all := join(cases, "。", ". ")
	text := table.Text{ZH: head.ZH + all.ZH, EN: head.EN + all.EN}
	return paragraph(say("find.hazards_end", text), []string{"hazards"}, cites...), true
}

// findDisputed says where interviews and survey disagree.
func (b *builder) findDisputed() (document.Paragraph, bool) {
	counts := map[string]int{}
	var named []table.Text
	var cites []*estimate.Estimate
	total := 0
	for _, x := range b.keys["score.triangulation"] {
		if _, hid := hidden(x.e); hid || x.e.Empty() {
			continue
		}
		total++
		word := relation(x.e)
		counts[word]++
		if word != "dissonance" {
			continue
		}
		q, mean := b.rated(x.key), b.survey(x.key)
		if !has(q) || !has(mean) {
			continue
		}
		if len(named) < 3 {
			name := b.dimName(x.key.Dim)
			if len(b.study.Cases) > 1 {
				name = say("of_case", b.caseName(x.key.Case), name)
			}
			named = append(named, say("find.disputed_one", name, points(q.Value), sizeOf("interview", q.N), points(mean.Value), sizeOf("survey", mean.N)))
			cites = append(cites, x.e)
		}
	}
	if total == 0 {
		return document.Paragraph{}, false
	}
	if counts["dissonance"] == 0 {
		return paragraph(say("find.undisputed", count(total), count(counts["convergence"]), count(counts["partial"])), []string{"joint"}), true
	}
	return paragraph(say("find.disputed", count(total), count(counts["dissonance"]), clauses(named)), []string{"joint"}, cites...), true
}

// findCoding says how far coders agree.
func (b *builder) findCoding() (document.Paragraph, bool) {
	a := b.alphas()
	if len(a) == 0 {
		return document.Paragraph{}, false
	}
	low := 0
	for _, x := range a {
		if x.e.Value < 0.667 {
			low++
		}
	}
	code := "find.coding"
	if low == 0 {
		code = "find.coding_fine"
	}
	return paragraph(say(code, count(len(a)), coef(median(a)), coef(0.667), count(low)), []string{"methods"}), true
}

// findHidden says what is not shown.
func (b *builder) findHidden() (document.Paragraph, bool) {
	if b.l.Primary+b.l.Secondary == 0 {
		return paragraph(say("find.nothing_hidden", b.option("min_n")), []string{"methods"}), len(b.keys["score.respondents"]) > 0
	}
	return paragraph(say("find.hidden", b.option("min_n"), count(b.l.Primary), count(b.l.Secondary)), []string{"departments", "methods"}), true
}
