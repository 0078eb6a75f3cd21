package reports

import (
	"math"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// The sentences about differences: between roles, periods, departments, coupling sets, peers and ways of analysis.

// findChange names the largest change of a survey score between neighbouring periods, and counts the changes between the two
// periods it names. Without an order of the periods it speaks of differences, which have no direction.
func (b *builder) findChange() (document.Paragraph, bool) {
	contrasts := b.neighbours(b.contrasts(periodOf, b.periods))
	var x contrast
	var top *estimate.Estimate
	var at estimate.Key
	for _, c := range contrasts {
		b.changed(c, func(k estimate.Key, e *estimate.Estimate) {
			if top == nil || math.Abs(e.Value) > math.Abs(top.Value) {
				top, at, x = e, k, c
			}
		})
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
	up, down, tested, clear := 0, 0, 0, 0
	b.changed(x, func(k estimate.Key, e *estimate.Estimate) {
		if e.Value > 0 {
			up++
		} else if e.Value < 0 {
			down++
		}
		if _, _, p := b.design(k); p.Kind == table.Number {
			tested++
			if p.Value < clearP {
				clear++
			}
		}
	})
	design := say("find.unlinked")
	if paired := b.compared("paired_t", at); paired != nil {
		design = say("find.linked")
		if _, hid := hidden(paired); !hid && paired.N > 0 {
			design = say("find.linked_n", count(paired.N))
		}
	}
	code, change, direction := "find.change", signed(top.Value), table.Text{}
	if len(b.periods) > 2 {
		code = "find.change_of"
	}
	ordered := b.isOrdered(x)
	if !ordered {
		code, change = "find.change_unordered", points(math.Abs(top.Value))
	} else if d := b.fw.Dimension(at.Dim); d != nil && top.Value != 0 {
		direction = say("find.unfavourable")
		if float64(d.Polarity)*top.Value > 0 {
			direction = say("find.favourable")
		}
	}
	text := []table.Text{say(code, b.caseName(at.Case), b.dimName(at.Dim), periodName(x.second), points(v1.Value), sizeOf("survey", v1.N),
		periodName(x.first), points(v2.Value), sizeOf("survey", v2.N), change, direction), design}
	if ordered {
		text = append(text, plural("find.change_count", up+down, periodName(x.second), periodName(x.first), count(up+down), count(up), count(down)))
	}
	if tested > 0 {
		text = append(text, say("find.change_tested", count(clear), count(tested)))
	} else {
		text = append(text, say("find.change_untested"))
	}
	return paragraph(sentences(append(text, b.changeOfAll(x))), []string{"periods"}, top, v1, v2), true
}

// changed calls f with each case's change of a dimension of which one direction is better.
func (b *builder) changed(x contrast, f func(estimate.Key, *estimate.Estimate)) {
	for i := range b.study.Cases {
		for _, d := range b.scored("survey", false) {
			k := estimate.Key{Dim: d.ID, Source: "survey", Case: b.study.Cases[i].ID, Period: estimate.Contrast(x.first, x.second)}
			if e := b.score("gap", k); has(e) && d.Polarity != 0 {
				f(k, e)
			}
		}
	}
}

// neighbours keeps the contrasts between a period and the one before it; all of them where there is none.
func (b *builder) neighbours(all []contrast) []contrast {
	var out []contrast
	for _, x := range all {
		if i := slices.Index(b.periods, x.second); i >= 0 && i+1 < len(b.periods) && b.periods[i+1] == x.first {
			out = append(out, x)
		}
	}
	if out == nil {
		return all
	}
	return out
}

// isOrdered reports whether the study says which of two periods is the earlier one.
func (b *builder) isOrdered(x contrast) bool {
	order := b.study.Options.Order["period"]
	return slices.Contains(order, x.first) && slices.Contains(order, x.second)
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
			moved = append(moved, say("find.coupling_other", b.alternativeName(f), levelWord(other)))
		}
	}
	d3 := func(e *estimate.Estimate) table.Text { return styled(e.Value, table.Coef3) }
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
	text := say(code, b.caseName(k.Case), b.dimName(k.Dim), points(own.Value), sizeOf("survey", own.N), table.Same(top.key.Peer), points(mark.value), size, points(math.Abs(top.e.Value)))
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
		switch {
		case total[kind] > 0 && n == 1:
			parts = append(parts, say("kind."+kind))
		case total[kind] > 0 && m == 0:
			parts = append(parts, say("find.sensitivity_held", say("kind."+kind), count(total[kind])))
		case total[kind] > 0:
			parts = append(parts, say("find.sensitivity_kind", say("kind."+kind), count(moved[kind]), count(total[kind])))
		}
	}
	code := "find.sensitivity"
	switch {
	case n == 1 && m == 0:
		code = "find.sensitivity_none_of_one"
	case m == 0:
		code = "find.sensitivity_none"
	case n == 1:
		code = "find.sensitivity_one_of_one"
	case m == 1:
		code = "find.sensitivity_one"
	}
	choices := plural("find.choices", len(alternatives), count(len(alternatives)))
	return paragraph(say(code, count(n), choices, count(m), list(parts)), []string{"sensitivity"}), true
}
