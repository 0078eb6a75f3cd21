package measures

import (
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
)

// atom is one condition of a hazard's rule, judged.
type atom struct {
	dim        string
	truth      truth
	borderline bool
	note       estimate.Note
	parents    []string
	n, people  int
}

// judged is a score's answer to whether it may be used: the reason why not, if it may not.
func (j *judge) judged(text, dim, name string, s score) (atom, bool) {
	a := atom{dim: dim, n: s.n, people: fewest(s)}
	switch {
	case !s.has():
		a.n, a.people = estimate.NoCount, estimate.NoCount
		a.note = noteAtomMissing.Says(text, name)
		if j.board.source == "interview" && s.measure == "interview_q" && s.n > 0 {
			a.note = noteAtomSmall.Says(text, name, j.study.Framework.Bands.MinInterviews)
		}
		return a, false
	case j.board.source == "survey" && s.people < j.minN:
		a.n, a.people = estimate.NoCount, estimate.NoCount
		a.note = noteAtomSmall.Says(text, name, j.minN)
		return a, false
	case j.board.source == "interview" && s.n < j.study.Framework.Bands.MinInterviews:
		a.note = noteAtomSmall.Says(text, name, j.study.Framework.Bands.MinInterviews)
		return a, false
	}
	return a, true
}

// above is true above the high band; its end belongs to mid.
func (j *judge) above(cell estimate.Key, text, dim string) atom {
	high := j.study.Framework.Bands.High
	return j.against(cell, text, dim, high, func(x float64) bool { return x > high+slack })
}

// below is true below the low band; its end belongs to mid.
func (j *judge) below(cell estimate.Key, text, dim string) atom {
	low := j.study.Framework.Bands.Low
	return j.against(cell, text, dim, low, func(x float64) bool { return x < low-slack })
}

func (j *judge) against(cell estimate.Key, text, dim string, cut float64, holds func(float64) bool) atom {
	s := j.board.find(cell, dim)
	a, ok := j.judged(text, dim, dim, s)
	if s.measure != "" {
		a.parents = []string{j.board.id(cell, dim, s.measure)}
	}
	if ok {
		a.decide(text, s.value, s.half, cut, j.study.Framework.Bands.Margin, holds(s.value))
	}
	return a
}

// decide settles an atom on a value that is compared with a cut; half is half the width of the value's interval, 0
// without one.
func (a *atom) decide(text string, value, half, cut, margin float64, holds bool) {
	a.truth, a.note = isFalse, noteAtomFalse.Says(text, value, cut, a.n)
	if holds {
		a.truth, a.note = isTrue, noteAtomTrue.Says(text, value, cut, a.n)
	}
	a.borderline = near(value, cut, margin) || half > 0 && near(value, cut, half)
}

// atom judges an alternative of either: high:ID, low:ID, gap:ID:ATTRIBUTE or departments>=K:ID. One that is not understood is unknown.
func (j *judge) atom(cell estimate.Key, h *coding.Hazard, text string) atom {
	kind, rest, _ := strings.Cut(text, ":")
	switch {
	case kind == "high":
		return j.above(cell, text, rest)
	case kind == "low":
		return j.below(cell, text, rest)
	case kind == "gap":
		if i := strings.LastIndexByte(rest, ':'); i > 0 {
			return j.gapOf(cell, text, rest[:i], rest[i+1:])
		}
	case strings.HasPrefix(kind, "departments>="):
		if k, err := strconv.Atoi(strings.TrimPrefix(kind, "departments>=")); err == nil {
			if j.board.source == "interview" {
				return j.departmentsSaying(cell, text, rest, k)
			}
			return j.departmentsAbove(cell, h, text, rest, k)
		}
	}
	return atom{n: estimate.NoCount, people: estimate.NoCount, note: noteAtomWords.Says(text)}
}

// gapOf is true when the two levels of an attribute (role, side or department, the first pair that the study compares) lie
// at least the gap apart; each side must be large enough. Scores that no table gives (side × period) come from the
// second board.
func (j *judge) gapOf(cell estimate.Key, text, dim, attribute string) atom {
	by, first, second := attributes[attribute], "", ""
	for _, c := range j.contrasts {
		if c.by == by && (by == "role" || by == "side" || by == "dept") {
			first, second = c.first, c.second
			break
		}
	}
	if first == "" || second == "" {
		return atom{n: estimate.NoCount, people: estimate.NoCount, note: noteAtomWords.Says(text)}
	}
	one, two := with(cell, by, first), with(cell, by, second)
	on := j.board
	if j.within != nil && by == "side" && cell.Period != "" {
		on = j.within
	}
	a, b := on.find(one, dim), on.find(two, dim)
	contrasted := with(j.board.key(cell, dim), by, estimate.Contrast(first, second))
	for _, side := range []struct {
		s    score
		name string
	}{{a, dim + " of " + first}, {b, dim + " of " + second}} {
		if open, ok := j.judged(text, dim, side.name, side.s); !ok {
			return open
		}
	}
	out := atom{dim: dim, n: min(a.n, b.n), people: fewest(a, b)}
	if a.measure != "readiness" {
		out.parents = []string{estimate.ID("score", "gap", contrasted.Of(on.part))}
	} else {
		out.parents = []string{on.id(one, dim, a.measure), on.id(two, dim, b.measure)}
	}
	width, bands := math.Abs(a.value-b.value), j.study.Framework.Bands
	out.decide(text, width, 0, bands.Gap, bands.Margin, width >= bands.Gap-slack)
	return out
}

// departmentsSaying asks interviews: departments with an accepted segment that is mentioned with a direction other than −1.
// Counts are never borderline.
func (j *judge) departmentsSaying(cell estimate.Key, text, dim string, k int) atom {
	saying, any := j.evidence.departments(cell.Case, cell.Period, dim)
	return counted(text, dim, k, saying, any)
}

// departmentsAbove asks the survey: departments whose POMP over the hazard's items, one answered item being enough, is
// above the high band. Only departments with enough people count as evidence.
func (j *judge) departmentsAbove(cell estimate.Key, h *coding.Hazard, text, dim string, k int) atom {
	items := j.scores.Items(h.Items)
	above, any := 0, 0
	for i := range j.study.Departments {
		d := &j.study.Departments[i]
		if d.Case != cell.Case {
			continue
		}
		c, ok := j.scores.At(with(cell, "dept", d.ID))
		if !ok {
			continue
		}
		mean, people := j.scores.MeanOf(c, items)
		if people < max(j.minN, 1) {
			continue
		}
		any++
		if mean > j.study.Framework.Bands.High+slack {
			above++
		}
	}
	return counted(text, dim, k, above, any)
}

func counted(text, dim string, k, yes, any int) atom {
	a := atom{dim: dim, n: estimate.NoCount, people: estimate.NoCount, note: noteDepartments.Says(text, yes, any)}
	switch {
	case yes >= k:
		a.truth = isTrue
	case any < k:
		a.note = noteAtomDepartments.Says(text, k)
	default:
		a.truth = isFalse
	}
	return a
}
