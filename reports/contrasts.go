package reports

import (
	"math"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// The sentences about differences: between roles, periods, departments, coupling sets, peers and ways of analysis.

// findRoles names the largest difference between the first two role levels, by Cliff's δ. A difference whose interval
// excludes 0 goes before one whose interval does not, and only the former is called higher or lower.
func (b *builder) findRoles() (document.Paragraph, bool) {
	contrasts := b.contrasts(roleOf, b.roleLevels())
	if len(contrasts) == 0 {
		return document.Paragraph{}, false
	}
	x := contrasts[0]
	var top *estimate.Estimate
	var at estimate.Key
	clear, total := 0, 0
	isClear := func(e *estimate.Estimate) bool {
		return estimate.Has(e.Low) && estimate.Has(e.High) && (e.Low > 0 || e.High < 0)
	}
	for i := range b.study.Cases {
		for _, d := range b.scored("survey", false) {
			k := estimate.Key{Dim: d.ID, Source: "survey", Case: b.study.Cases[i].ID, Role: estimate.Contrast(x.first, x.second)}
			e := b.compared("cliff_delta", k)
			if !has(e) {
				continue
			}
			total++
			if isClear(e) {
				clear++
			}
			if top == nil || isClear(e) && !isClear(top) || isClear(e) == isClear(top) && math.Abs(e.Value) > math.Abs(top.Value) {
				top, at = e, k
			}
		}
	}
	if top == nil {
		return document.Paragraph{}, false
	}
	one, two := at, at
	one.Role, two.Role = x.first, x.second
	m1, m2 := b.score("survey_pomp_median", one), b.score("survey_pomp_median", two)
	if !has(m1) || !has(m2) {
		return document.Paragraph{}, false
	}
	first, second := inSentence(b.levelName(x.first)), inSentence(b.levelName(x.second))
	numbers := say("find.medians", first, points(m1.Value), count(m1.N), second, points(m2.Value), count(m2.N))
	delta := say("find.delta", coef(top.Value))
	if estimate.Has(top.Low) && estimate.Has(top.High) {
		delta = say("find.delta_ci", coef(top.Value), coef(top.Low), coef(top.High))
	}
	bounded := estimate.Has(top.Low) && estimate.Has(top.High)
	code := "find.roles_open"
	switch {
	case isClear(top) && top.Value > 0:
		code = "find.roles_higher"
	case isClear(top):
		code = "find.roles_lower"
	case !bounded && top.Value > 0:
		code = "find.roles_sample_higher"
	case !bounded && top.Value < 0:
		code = "find.roles_sample_lower"
	}
	text := []table.Text{say(code, b.caseName(at.Case), first, b.dimName(at.Dim), second, numbers, delta)}
	if bounded {
		text = append(text, say("find.roles_count", count(clear), count(total)))
	}
	return paragraph(sentences(text), []string{"roles"}, top, m1, m2), true
}

// findChange names the largest change of a survey score between periods.
func (b *builder) findChange() (document.Paragraph, bool) {
	contrasts := b.contrasts(periodOf, b.periods)
	if len(contrasts) == 0 {
		return document.Paragraph{}, false
	}
	x := contrasts[len(contrasts)-1]
	var top *estimate.Estimate
	var at estimate.Key
	up, down, tested, clear := 0, 0, 0, 0
	for i := range b.study.Cases {
		for _, d := range b.scored("survey", false) {
			k := estimate.Key{Dim: d.ID, Source: "survey", Case: b.study.Cases[i].ID, Period: estimate.Contrast(x.first, x.second)}
			e := b.score("gap", k)
			if !has(e) || d.Polarity == 0 {
				continue
			}
			if e.Value > 0 {
				up++
			} else if e.Value < 0 {
				down++
			}
			if _, _, p := b.design(k); p.Kind == table.Number {
				tested++
				if p.Value < 0.05 {
					clear++
				}
			}
			if top == nil || math.Abs(e.Value) > math.Abs(top.Value) {
				top, at = e, k
			}
		}
	}
	if top == nil {
		return document.Paragraph{}, false
	}
	early, late := at, at
	early.Period, late.Period = x.second, x.first
	v1, v2 := b.survey(early), b.survey(late)
	if !has(v1) || !has(v2) {
		return document.Paragraph{}, false
	}
	design := say("find.unlinked")
	if paired := b.compared("paired_t", at); paired != nil {
		design = say("find.linked")
		if _, hid := hidden(paired); !hid && paired.N > 0 {
			design = say("find.linked_n", count(paired.N))
		}
	}
	direction := table.Text{}
	if d := b.fw.Dimension(at.Dim); d != nil && top.Value != 0 {
		direction = say("find.unfavourable")
		if float64(d.Polarity)*top.Value > 0 {
			direction = say("find.favourable")
		}
	}
	text := say("find.change", b.caseName(at.Case), b.dimName(at.Dim), periodName(x.second), points(v1.Value), count(v1.N),
		periodName(x.first), points(v2.Value), count(v2.N), signed(top.Value), direction)
	tests := say("find.change_untested")
	if tested > 0 {
		tests = say("find.change_tested", count(clear), count(tested))
	}
	text = sentences([]table.Text{text, say("find.change_count", count(up), count(down)), tests, design})
	return paragraph(text, []string{"periods"}, top, v1, v2), true
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

// findCoupling names the least coordinated case and set, and whether another way of computing gives another level.
func (b *builder) findCoupling() (document.Paragraph, bool) {
	source := "interview"
	for _, x := range b.keys["ccd.coordination_d"] {
		if x.key.Source == "survey" && has(x.e) {
			source = "survey"
		}
	}
	var top keyed
	for _, x := range b.keys["ccd.coordination_d"] {
		if x.own == "" && x.key.Period == "" && x.key.Source == source && has(x.e) && (top.e == nil || x.e.Value < top.e.Value) {
			top = x
		}
	}
	if top.e == nil {
		return document.Paragraph{}, false
	}
	c, t, level := b.ccd("coupling_c", top.key, ""), b.ccd("development_t", top.key, ""), b.ccd("level", top.key, "")
	if !has(c) || !has(t) || !has(level) {
		return document.Paragraph{}, false
	}
	name := table.Same(top.key.Dim)
	for i := range b.fw.Coupling {
		if b.fw.Coupling[i].ID == top.key.Dim {
			name = label(b.fw.Coupling[i].Label, top.key.Dim)
		}
	}
	var moved []table.Text
	for _, f := range b.forms() {
		if other := b.ccd("level", top.key, f); has(other) && other.Value != level.Value {
			moved = append(moved, say("find.coupling_other", alternativeName(f), levelWord(other)))
		}
	}
	d3 := func(e *estimate.Estimate) table.Text { return styled(e.Value, table.Decimal2) }
	text := []table.Text{say("find.coupling", name, b.caseName(top.key.Case), sourceName(source), d3(top.e), levelWord(level), d3(c), d3(t))}
	switch {
	case len(b.forms()) == 0:
	case moved == nil:
		text = append(text, say("find.coupling_stable"))
	default:
		text = append(text, say("find.coupling_moved", list(moved)))
	}
	return paragraph(sentences(text), []string{"coupling"}, top.e, level), true
}

// findPeers names the widest gap to a peer.
func (b *builder) findPeers() (document.Paragraph, bool) {
	var top keyed
	for _, x := range b.keys["score.peer_gap"] {
		if has(x.e) && (top.e == nil || math.Abs(x.e.Value) > math.Abs(top.e.Value)) {
			top = x
		}
	}
	if top.e == nil {
		return document.Paragraph{}, false
	}
	mark, ok := benchmarkOf(top.e)
	k := top.key
	k.Peer = ""
	own := b.survey(k)
	if !ok || !has(own) {
		return document.Paragraph{}, false
	}
	code := "find.peer_lower"
	if top.e.Value >= 0 {
		code = "find.peer_higher"
	}
	size := say("n_unknown")
	if mark.size != "" {
		size = say("n", table.Same(mark.size))
	}
	text := say(code, b.caseName(k.Case), b.dimName(k.Dim), points(own.Value), count(own.N), table.Same(top.key.Peer), points(mark.value), size, points(math.Abs(top.e.Value)))
	return paragraph(text, []string{"peers"}, top.e, own), true
}

// findSensitivity says how many conclusions another way of analysis would change.
func (b *builder) findSensitivity() (document.Paragraph, bool) {
	all, alternatives := b.conclusions()
	total, moved := map[string]int{}, map[string]int{}
	n, m := 0, 0
	for _, c := range all {
		judged := false
		for _, e := range c.stable {
			judged = judged || has(e)
		}
		if !judged {
			continue
		}
		n++
		total[c.kind]++
		if c.moved {
			m++
			moved[c.kind]++
		}
	}
	if n == 0 {
		return document.Paragraph{}, false
	}
	var parts []table.Text
	for _, kind := range kinds {
		if total[kind] > 0 {
			parts = append(parts, say("find.sensitivity_kind", say("kind."+kind), count(moved[kind]), count(total[kind])))
		}
	}
	return paragraph(say("find.sensitivity", count(n), count(len(alternatives)), count(m), list(parts)), []string{"sensitivity"}), true
}
