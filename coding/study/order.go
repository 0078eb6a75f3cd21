package study

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
)

// noteTime remembers where a sheet first names a period, in a study that gives no list of them.
func (p *part) noteTime(word string, at coding.Pos) {
	if word == "" {
		return
	}
	if p.times == nil {
		p.times = map[string]coding.Pos{}
	}
	if _, known := p.times[word]; !known {
		p.times[strings.Clone(word)] = at
	}
}

// takeOrders fills the orders that study.yaml does not give: of periods by their names, of roles leader before staff, of
// sides approval before supervision. A receipt says what was taken; periods whose order their names do not tell are a problem.
func (rd *reader) takeOrders() {
	o := &rd.set.options
	take := func(name string, levels []string) {
		if o.Order == nil {
			o.Order = map[string][]string{}
		}
		o.Order[name] = levels
		if len(levels) > 1 {
			rd.aboutStudy().say("order_taken", name, strings.Join(levels, " → "))
		}
	}
	if words := rd.periodsMet(); len(o.Order["period"]) == 0 && len(words) > 0 {
		if levels, ok := naturalOrder(words); ok {
			take("period", levels)
		} else {
			rd.unknownOrder(words)
		}
	}
	if len(o.Order["role"]) == 0 && rd.hasRoles("leader", "staff") {
		take("role", []string{"leader", "staff"})
	}
	if len(o.Order["side"]) == 0 && rd.hasSide("approval") && rd.hasSide("supervision") {
		take("side", []string{"approval", "supervision"})
	}
}

// periodsMet are the periods that segments and responses speak of, in the order met.
func (rd *reader) periodsMet() []string {
	var out []string
	seen := map[string]bool{"": true}
	add := func(p string) {
		if !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	silent := map[[2]string]bool{}
	for i := range rd.out.Segments {
		s := &rd.out.Segments[i]
		add(s.Period)
		if s.Period == "" {
			silent[[2]string{s.Interview, s.ID}] = true
		}
	}
	for i := range rd.out.Codings {
		if c := &rd.out.Codings[i]; silent[[2]string{c.Interview, c.Segment}] {
			add(c.Period)
		}
	}
	for i := range rd.out.Survey.Responses {
		if r := &rd.out.Survey.Responses[i]; r.Excluded == "" {
			add(r.Period)
		}
	}
	return out
}

// unknownOrder reports periods that no list orders: in study.yaml, else at the first cell that names one of them.
func (rd *reader) unknownOrder(words []string) {
	s := rd.set
	where := "study.yaml"
	if !s.flat {
		where = s.receipt.File + "!study"
	}
	args := []string{where, strings.Join(words, ", ")}
	if slices.Contains(rd.parts, s.part) {
		at, ok := s.options.Given["order"]
		if !ok {
			at = s.pos(0, 0)
		}
		s.report(at, "period_order", "", args...)
		return
	}
	odd := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return len(ranks(w)) > 0 })
	if len(odd) == 0 {
		odd = words
	}
	var on *part
	var first coding.Pos
	word := ""
	for _, p := range rd.parts {
		for _, w := range odd {
			if at, ok := p.times[w]; ok && (on == nil || comparePos(at, first) < 0) {
				on, first, word = p, at, w
			}
		}
	}
	if on == nil {
		return
	}
	on.report(first, "period_order", "", args...)
	on.problems[len(on.problems)-1].value = word
}

// hasRoles reports whether the framework's roles have these two levels and no other, and somebody stands in each.
func (rd *reader) hasRoles(first, second string) bool {
	level := map[string]string{}
	for i := range rd.out.Framework.Roles {
		r := &rd.out.Framework.Roles[i]
		if r.Level != "" && r.Level != first && r.Level != second {
			return false
		}
		level[r.ID] = r.Level
	}
	met := map[string]bool{}
	for i := range rd.out.Interviews {
		met[level[rd.out.Interviews[i].Role]] = true
	}
	for i := range rd.out.Survey.Responses {
		met[level[rd.out.Survey.Responses[i].Role]] = true
	}
	return met[first] && met[second]
}

func (rd *reader) hasSide(side string) bool {
	return slices.ContainsFunc(rd.out.Departments, func(d coding.Department) bool { return d.Side == side })
}

// aboutStudy is the part whose receipt tells of the study as a whole: that of study.yaml, else of the folder or workbook.
func (rd *reader) aboutStudy() *part {
	if slices.Contains(rd.parts, rd.set.part) {
		return rd.set.part
	}
	if !rd.set.flat {
		rd.parts = append(rd.parts, rd.set.part)
		return rd.set.part
	}
	for _, p := range rd.parts {
		if p.receipt.File == "." && p.receipt.What == "folder" {
			return p
		}
	}
	return rd.newPart(".", "", "folder")
}
