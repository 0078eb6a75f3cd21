package disclosure

import (
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// linkedOwn begins the own part of the units of people linked over time; the contrast of periods follows.
const linkedOwn = "linked "

// linked reports whether a comparison is of the people who answered in both periods.
func linked(e *estimate.Estimate) bool {
	for _, n := range e.Notes {
		if n.Code == "score_compare_linked" {
			return true
		}
	}
	return false
}

// byDepartment reports whether a row was computed over the departments of its cell, with what each of them adds: the
// summaries of an aggregation, models with random intercepts, and the standard errors, intervals and tests with departments
// as clusters. With the other departments known, such a row would tell what the hidden ones add. The errors of regressions
// on people's scores (mediate) would not: no table gives what departments add to those.
func byDepartment(e *estimate.Estimate) bool {
	if e.Family == "aggregate" {
		return !strings.Contains(e.Of, "|dept=") && !strings.Contains(e.Of, "|department=")
	}
	if e.Family == "multilevel" {
		return true
	}
	return (e.Family == "compare" || e.Family == "score") && strings.Contains(e.Method, "CR1")
}

// departments lists the units of departments, in whatever period, by dimension.
func (t *tables) departments() map[string][]int {
	out := map[string][]int{}
	for j, u := range t.units {
		if u.cell.Dept != "" && u.subject.source != "interview" && u.subject.dim != "" {
			out[u.subject.dim] = append(out[u.subject.dim], j)
		}
	}
	return out
}

// within picks the units of departments that belong to any of the cells: of all periods, and of the cell's own.
func (t *tables) within(cells []Cell, units []int) (out []int) {
	for _, j := range units {
		d := t.units[j].cell
		for _, c := range cells {
			if (c.Case == "" || c.Case == d.Case) && (c.Dept == "" || c.Dept == d.Dept) && (d.Period == "" || c.Period == d.Period) && (c.Side == "" || c.Side == t.sides[place{d.Case, d.Dept}]) {
				out = append(out, j)
				break
			}
		}
	}
	return out
}

// relate finds the partners of linked units, and the children of composites where no score row names them: the group
// figures of comparisons are made of respondents' composites.
func (t *tables) relate() {
	t.relateShares()
	kids := map[string][]string{}
	known := map[[2]string]bool{}
	for i := range t.es {
		e := &t.es[i]
		if e.Family != "score" || e.Measure != "composite" {
			continue
		}
		k, _, err := estimate.ParseKey(e.Of)
		if err != nil || k.Source != "survey" {
			continue
		}
		for _, p := range t.parents[i] {
			child, _, err := estimate.ParseKey(t.es[p].Of)
			if pair := [2]string{k.Dim, child.Dim}; err == nil && child.Dim != k.Dim && !known[pair] {
				known[pair] = true
				kids[k.Dim] = append(kids[k.Dim], child.Dim)
			}
		}
	}
	for _, u := range t.units {
		if item, ok := strings.CutPrefix(u.subject.own, sharesOwn); ok {
			// The mean of a common item's answers over the study stands among the item statistics.
			if j, ok := t.at[unitKey{subject{family: "reliability", dim: u.subject.dim, own: item}, u.cell}]; ok {
				u.twin = j
			}
			continue
		}
		if u.subject.source == "interview" || u.subject.family != "score" && !strings.HasPrefix(u.subject.own, linkedOwn) {
			continue
		}
		if strings.HasPrefix(u.subject.own, linkedOwn) {
			for _, j := range t.subject[u.subject] {
				c := t.units[j].cell
				if c != u.cell && (Cell{c.Case, c.Dept, c.Side, c.Role, u.cell.Period}) == u.cell {
					u.partner = j
				}
			}
			if j, ok := t.at[unitKey{subject{family: "score", dim: u.subject.dim, source: "survey"}, u.cell}]; ok && t.units[j].scored == u.scored {
				u.twin = j
			}
		}
		if t.composed(u) {
			continue
		}
		for _, dim := range kids[u.subject.dim] {
			s := u.subject
			s.dim = dim
			if j, ok := t.at[unitKey{s, u.cell}]; ok {
				u.kids = append(u.kids, j)
			}
		}
	}
}

// composed reports whether a unit's mean is made of other dimensions' means. Where it is not, the mean of some of its
// people (those who answered in both periods) beside the mean of all gives that of the few others.
func (t *tables) composed(u *unit) bool {
	for _, i := range u.rows {
		if composite(&t.es[i]) {
			return true
		}
	}
	return false
}
