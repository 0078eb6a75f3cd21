package reports

import (
	"math"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// The sentences about groups of respondents: roles, and the whole study's periods.

const (
	clearP = 0.05 // an adjusted p below it is called a difference

	// A Cliff's δ below it is negligible: the |δ| that answers to Cohen's d = .2 (Romano, Kromrey, Coraggio and Skowronek
	// 2006, annual meeting of the Florida Association of Institutional Research).
	negligible = 0.147
)

// isMarked reports whether a difference may be said to have a direction: δ is not negligible and the medians differ the same
// way. A difference without it is reported as none that is clear.
func (p *pairOf) isMarked() bool {
	return math.Abs(p.delta.Value) >= negligible && (p.medians[0].Value-p.medians[1].Value)*p.delta.Value > 0
}

// findRoles tells the first two role levels apart: the test of the whole study where there are several cases and it was
// made, then the largest difference within a case.
func (b *builder) findRoles() (document.Paragraph, bool) {
	contrasts := b.contrasts(roleOf, b.roleLevels())
	if len(contrasts) == 0 {
		return document.Paragraph{}, false
	}
	all, cites := b.rolesOfAll(contrasts[0])
	text, more := b.rolesOfCases(contrasts[0])
	if all.Empty() && text.Empty() {
		return document.Paragraph{}, false
	}
	return paragraph(sentences([]table.Text{all, text}), []string{"roles"}, append(cites, more...)...), true
}

// rolesOfAll is the sentence on the whole study: on which observed dimensions the two levels differ by the test with
// departments as clusters. Empty where there is one case or no test.
func (b *builder) rolesOfAll(x contrast) (table.Text, []*estimate.Estimate) {
	if len(b.study.Cases) < 2 {
		return table.Text{}, nil
	}
	var top pairOf
	var of string
	var higher, lower, slight []table.Text
	tested, departments := 0, 0.0
	clusters := "find.clusters"
	for _, d := range b.scored("survey", false) {
		p, ok := b.roles("", d.ID, x)
		if !ok || !has(p.test) || !estimate.Has(p.test.P) || !has(p.delta) || !has(p.medians[0]) || !has(p.medians[1]) {
			continue
		}
		tested++
		departments = math.Max(departments, p.test.DF1+1)
		if isTogether(p.test) {
			clusters = "find.clusters_together"
		}
		if p.test.P < clearP {
			if !p.isMarked() || p.test.Value > 0 != (p.delta.Value > 0) {
				slight = append(slight, b.dimName(d.ID))
			} else if p.test.Value > 0 {
				higher = append(higher, b.dimName(d.ID))
			} else {
				lower = append(lower, b.dimName(d.ID))
			}
		}
		if top.test == nil || isClearer(&p, &top) {
			top, of = p, d.ID
		}
	}
	if tested == 0 {
		return table.Text{}, nil
	}
	first, second := b.levelName(x.first), b.levelName(x.second)
	a, z := inSentence(first), inSentence(second)
	head := say("find.roles_all", count(tested), a, z, count(len(higher)+len(lower)+len(slight)), say(clusters, styled(departments, table.Whole)))
	var sides []table.Text
	if higher != nil {
		sides = append(sides, say("find.roles_all_higher", a, list(higher)))
	}
	if lower != nil {
		sides = append(sides, say("find.roles_all_lower", a, list(lower)))
	}
	if slight != nil {
		sides = append(sides, say("find.roles_all_slight", list(slight)))
	}
	text := []table.Text{head}
	if sides != nil {
		text = append(text, say("find.stop", upper(clauses(sides))))
	}
	code := "find.roles_all_top"
	if higher == nil && lower == nil {
		code = "find.roles_all_none"
	}
	text = append(text, say(code, b.dimName(of), b.medianText(first, second, &top), b.deltaText(top.delta), pText(top.test.P)))
	return sentences(text), []*estimate.Estimate{top.test, top.delta, top.medians[0], top.medians[1]}
}

// isClearer puts tested differences below clearP that have a direction first, then by p, then by |δ|.
func isClearer(p, top *pairOf) bool {
	if a, z := p.test.P < clearP && p.isMarked(), top.test.P < clearP && top.isMarked(); a != z {
		return a
	}
	if p.test.P != top.test.P {
		return p.test.P < top.test.P
	}
	return math.Abs(p.delta.Value) > math.Abs(top.delta.Value)
}

// medianText gives the medians of two levels with their answers.
func (b *builder) medianText(first, second table.Text, p *pairOf) table.Text {
	return say("find.medians", inSentence(first), points(p.medians[0].Value), sizeOf("survey", p.medians[0].N),
		inSentence(second), points(p.medians[1].Value), sizeOf("survey", p.medians[1].N))
}

func (b *builder) deltaText(e *estimate.Estimate) table.Text {
	if isBounded(e) {
		return say("find.delta_ci", coef(e.Value), coef(e.Low), coef(e.High))
	}
	return say("find.delta", coef(e.Value))
}

func isBounded(e *estimate.Estimate) bool { return estimate.Has(e.Low) && estimate.Has(e.High) }

// isClear reports whether an interval excludes 0.
func isClear(e *estimate.Estimate) bool { return isBounded(e) && (e.Low > 0 || e.High < 0) }

// rolesOfCases names the largest difference within a case, by Cliff's δ among those that have a direction; says that none is
// clear where none has. A difference whose interval excludes 0 goes before one whose interval does not; without interval or
// test the sentence describes the sample.
func (b *builder) rolesOfCases(x contrast) (table.Text, []*estimate.Estimate) {
	var top pairOf
	var at estimate.Key
	clear, total, level := 0, 0, 0 // level: δ is not negligible, but the medians do not differ its way
	for _, c := range caseIDs(b.study) {
		for _, d := range b.scored("survey", false) {
			p, ok := b.roles(c, d.ID, x)
			if !ok || !has(p.delta) || !has(p.medians[0]) || !has(p.medians[1]) {
				continue
			}
			e := p.delta
			total++
			if isClear(e) {
				clear++
			}
			if !p.isMarked() && math.Abs(e.Value) >= negligible {
				level++
			}
			if top.delta == nil || isLarger(&p, &top) {
				top, at = p, estimate.Key{Dim: d.ID, Case: c}
			}
		}
	}
	if top.delta == nil {
		return table.Text{}, nil
	}
	e := top.delta
	code := "find.roles_open"
	switch {
	case math.Abs(e.Value) < negligible:
		code = "find.roles_negligible"
	case !top.isMarked():
		code = "find.roles_none"
	case isClear(e) && e.Value > 0:
		code = "find.roles_higher"
	case isClear(e):
		code = "find.roles_lower"
	case !isBounded(e) && e.Value > 0:
		code = "find.roles_sample_higher"
	case !isBounded(e) && e.Value < 0:
		code = "find.roles_sample_lower"
	}
	first, second := b.levelName(x.first), b.levelName(x.second)
	text := []table.Text{say(code, b.caseName(at.Case), inSentence(first), b.dimName(at.Dim), inSentence(second), b.medianText(first, second, &top), b.deltaText(e))}
	switch {
	case top.test != nil && estimate.Has(top.test.P):
		text = append(text, say("find.roles_p", pText(top.test.P)))
	case !isBounded(e):
		text = append(text, say("find.roles_untested"))
	}
	if level > 0 && top.isMarked() {
		text = append(text, plural("find.roles_level", level, count(level)))
	}
	if isBounded(e) {
		text = append(text, say("find.roles_count", count(clear), count(total)))
	}
	return sentences(text), []*estimate.Estimate{e, top.medians[0], top.medians[1]}
}

// isLarger puts differences with a direction first, then those whose interval excludes 0, then by |δ|.
func isLarger(p, top *pairOf) bool {
	if a, z := p.isMarked(), top.isMarked(); a != z {
		return a
	}
	if a, z := isClear(p.delta), isClear(top.delta); a != z {
		return a
	}
	return math.Abs(p.delta.Value) > math.Abs(top.delta.Value)
}

// changeOfAll says how many observed dimensions changed in the whole study by the test that was made; empty where there
// is one case or no test.
func (b *builder) changeOfAll(x contrast) table.Text {
	if len(b.study.Cases) < 2 {
		return table.Text{}
	}
	code, people := "find.change_all_unlinked", 0
	early, late := periodName(x.second), periodName(x.first)
	tested, clear := 0, 0
	for _, d := range b.scored("survey", false) {
		k := estimate.Key{Dim: d.ID, Source: "survey", Period: estimate.Contrast(x.first, x.second)}
		e := b.compared("paired_t", k)
		if e != nil {
			code, people = "find.change_all_linked", max(people, e.N)
			if isClustered(e) {
				code = "find.change_all_clustered"
			}
		} else {
			e = b.compared("student_t", k)
		}
		if !has(e) || !estimate.Has(e.P) {
			continue
		}
		tested++
		if e.P < clearP {
			clear++
		}
	}
	if tested == 0 {
		return table.Text{}
	}
	return say(code, count(clear), count(tested), count(people), early, late)
}

// sideItems are the dimensions some of whose items were asked of one side alone: departments of two sides differ there by
// the questions, too. An item of the study's own questionnaire that does not say is asked as the framework's.
func (b *builder) sideItems() map[string]bool {
	asked := map[string]string{}
	for i := range b.fw.Items {
		asked[b.fw.Items[i].ID] = b.fw.Items[i].Ask
	}
	out := map[string]bool{}
	for i := range b.study.Instrument.Items {
		x := &b.study.Instrument.Items[i]
		if len(b.study.Survey.Items) > 0 && !slices.Contains(b.study.Survey.Items, x.ID) {
			continue
		}
		ask := x.Ask
		if ask == "" {
			ask = asked[x.ID]
		}
		if ask != "" && ask != "all" {
			out[x.Dimension] = true
		}
	}
	return out
}

// findDepartments names the widest spread between a case's departments, on a dimension whose items were asked of all where
// there is one, and says how many cells hide disagreement.
func (b *builder) findDepartments() (document.Paragraph, bool) {
	var lo, hi *estimate.Estimate
	var low, high estimate.Key
	sided := b.sideItems()
	divided, judged := 0, 0
	for i := range b.study.Cases {
		c := b.study.Cases[i].ID
		for _, d := range b.scored("survey", false) {
			var a, z *estimate.Estimate
			var ak, zk estimate.Key
			for _, dept := range b.departments(c) {
				k := estimate.Key{Dim: d.ID, Source: "survey", Case: c, Dept: dept.ID}
				e := b.score("survey_pomp", k)
				if !has(e) {
					continue
				}
				if r := b.rwg(c, d.ID, "dept="+dept.ID); has(r) {
					judged++
					if r.Value < agreeEnough {
						divided++
					}
				}
				if a == nil || e.Value < a.Value {
					a, ak = e, k
				}
				if z == nil || e.Value > z.Value {
					z, zk = e, k
				}
			}
			if a == nil || a == z {
				continue
			}
			wider := lo == nil || z.Value-a.Value > hi.Value-lo.Value
			if lo != nil && sided[d.ID] != sided[low.Dim] { // the same questions first
				wider = sided[low.Dim]
			}
			if wider {
				lo, hi, low, high = a, z, ak, zk
			}
		}
	}
	if lo == nil {
		return document.Paragraph{}, false
	}
	name := func(k estimate.Key) table.Text { return b.deptName(b.study.Department(k.Case, k.Dept)) }
	code := "find.departments"
	if len(sided) > 0 && !sided[low.Dim] {
		code = "find.departments_alike"
	}
	text := []table.Text{say(code, b.caseName(low.Case), b.dimName(low.Dim), name(low), b.scoreText(low, lo), name(high), b.scoreText(high, hi))}
	if sided[low.Dim] {
		text = append(text, say("find.side_items"))
	}
	if judged > 0 {
		text = append(text, say("find.divided", count(divided), count(judged), coef(agreeEnough)))
	}
	return paragraph(sentences(text), []string{"departments"}, lo, hi), true
}
