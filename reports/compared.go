package reports

import (
	"math"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// The sentences about groups of respondents: roles, and the whole study's periods.

const clearP = 0.05 // an adjusted p below it is called a difference

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
	var higher, lower []table.Text
	tested, departments := 0, 0.0
	for _, d := range b.scored("survey", false) {
		p, ok := b.roles("", d.ID, x)
		if !ok || !has(p.test) || !estimate.Has(p.test.P) || !has(p.delta) || !has(p.medians[0]) || !has(p.medians[1]) {
			continue
		}
		tested++
		departments = math.Max(departments, p.test.DF1+1)
		if p.test.P < clearP {
			if p.test.Value > 0 {
				higher = append(higher, b.dimName(d.ID))
			} else {
				lower = append(lower, b.dimName(d.ID))
			}
		}
		if top.test == nil || p.test.P < top.test.P || p.test.P == top.test.P && math.Abs(p.delta.Value) > math.Abs(top.delta.Value) {
			top, of = p, d.ID
		}
	}
	if tested == 0 {
		return table.Text{}, nil
	}
	first, second := b.levelName(x.first), b.levelName(x.second)
	a, z := inSentence(first), inSentence(second)
	head := say("find.roles_all", count(tested), a, z, count(len(higher)+len(lower)), styled(departments, table.Whole))
	var sides []table.Text
	if higher != nil {
		sides = append(sides, say("find.roles_all_higher", a, list(higher)))
	}
	if lower != nil {
		sides = append(sides, say("find.roles_all_lower", a, list(lower)))
	}
	text := []table.Text{head}
	if sides != nil {
		text = append(text, say("find.stop", upper(clauses(sides))))
	}
	text = append(text, say("find.roles_all_top", b.dimName(of), b.medianText(first, second, &top), b.deltaText(top.delta), pText(top.test.P)))
	return sentences(text), []*estimate.Estimate{top.test, top.delta, top.medians[0], top.medians[1]}
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

// rolesOfCases names the largest difference within a case, by Cliff's δ. A difference whose interval excludes 0 goes
// before one whose interval does not; without interval or test the sentence describes the sample.
func (b *builder) rolesOfCases(x contrast) (table.Text, []*estimate.Estimate) {
	var top pairOf
	var at estimate.Key
	clear, total := 0, 0
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
			if top.delta == nil || isClear(e) && !isClear(top.delta) || isClear(e) == isClear(top.delta) && math.Abs(e.Value) > math.Abs(top.delta.Value) {
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
	if isBounded(e) {
		text = append(text, say("find.roles_count", count(clear), count(total)))
	}
	return sentences(text), []*estimate.Estimate{e, top.medians[0], top.medians[1]}
}

// changeOfAll says how many observed dimensions changed in the whole study by the test that was made; empty where there
// is one case or no test.
func (b *builder) changeOfAll(x contrast) table.Text {
	if len(b.study.Cases) < 2 {
		return table.Text{}
	}
	code, people := "find.change_all_unlinked", 0
	tested, clear := 0, 0
	for _, d := range b.scored("survey", false) {
		k := estimate.Key{Dim: d.ID, Source: "survey", Period: estimate.Contrast(x.first, x.second)}
		e := b.compared("paired_t", k)
		if e != nil {
			code, people = "find.change_all_linked", max(people, e.N)
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
	return say(code, count(clear), count(tested), count(people))
}

// findDepartments names the widest spread between a case's departments, and says how many cells hide disagreement.
func (b *builder) findDepartments() (document.Paragraph, bool) {
	var lo, hi *estimate.Estimate
	var low, high estimate.Key
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
			if a != nil && a != z && (lo == nil || z.Value-a.Value > hi.Value-lo.Value) {
				lo, hi, low, high = a, z, ak, zk
			}
		}
	}
	if lo == nil {
		return document.Paragraph{}, false
	}
	name := func(k estimate.Key) table.Text { return b.deptName(b.study.Department(k.Case, k.Dept)) }
	text := []table.Text{say("find.departments", b.caseName(low.Case), b.dimName(low.Dim), name(low), b.scoreText(low, lo), name(high), b.scoreText(high, hi))}
	if judged > 0 {
		text = append(text, say("find.divided", count(divided), count(judged), coef(agreeEnough)))
	}
	return paragraph(sentences(text), []string{"departments"}, lo, hi), true
}
