package measures

import (
	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/survey"
)

// truth is a value of three-valued logic.
type truth int8

const (
	unknown truth = iota
	isFalse
	isTrue
)

// and of atoms: false as soon as one is, else unknown as soon as one is; true of none.
func and(a, b truth) truth {
	switch {
	case a == isFalse || b == isFalse:
		return isFalse
	case a == unknown || b == unknown:
		return unknown
	}
	return isTrue
}

// or of atoms: true as soon as one is, else unknown as soon as one is; false of none.
func or(a, b truth) truth {
	switch {
	case a == isTrue || b == isTrue:
		return isTrue
	case a == unknown || b == unknown:
		return unknown
	}
	return isFalse
}

// rule is a hazard's rule with its atoms judged: every one of all and, where there are any, one of either.
type rule struct{ all, either []atom }

// verdict evaluates a rule with the atoms that doubt names taken as unknown (nil: none). An empty rule is unknown.
func (r *rule) verdict(doubt func(*atom) bool) truth {
	if len(r.all)+len(r.either) == 0 {
		return unknown
	}
	value := func(a *atom) truth {
		if doubt != nil && doubt(a) {
			return unknown
		}
		return a.truth
	}
	v := isTrue
	for i := range r.all {
		v = and(v, value(&r.all[i]))
	}
	if len(r.either) > 0 {
		one := isFalse
		for i := range r.either {
			one = or(one, value(&r.either[i]))
		}
		v = and(v, one)
	}
	return v
}

// deciding are the atoms that the verdict hangs on: of a triggered hazard all it needs and those of either that hold; of
// one that is not the atoms that fail; of an open one the atoms that are unknown.
func (r *rule) deciding(v truth) []*atom {
	var out []*atom
	pick := func(atoms []atom, want truth) {
		for i := range atoms {
			if atoms[i].truth == want {
				out = append(out, &atoms[i])
			}
		}
	}
	pick(r.all, v)
	if v != isFalse {
		pick(r.either, v)
		return out
	}
	for i := range r.either {
		if r.either[i].truth != isFalse {
			return out
		}
	}
	pick(r.either, isFalse)
	return out
}

// judge holds what hazards are judged by in one evidence source.
type judge struct {
	study     *coding.Study
	board     *board
	within    *board // what no table gives but a gap needs: sides within periods; nil for none
	minN      int
	contrasts []contrast
	evidence  evidence       // of departments in interviews
	scores    *survey.Scores // of departments in the survey
}

// hazards judges every rule for every case and, where the study has periods, for each of them. A source that knows of no
// period (a survey held once, interviews that speak of no time) is judged as it is.
func (j *judge) hazards(periods []string) []estimate.Estimate {
	if len(periods) == 0 || !j.board.timed() {
		periods = []string{""}
	}
	var out []estimate.Estimate
	for i := range j.study.Cases {
		for _, p := range periods {
			cell := estimate.Key{Case: j.study.Cases[i].ID, Period: p}
			for h := range j.study.Framework.Hazards {
				out = append(out, j.hazard(cell, &j.study.Framework.Hazards[h]))
			}
		}
	}
	return out
}

func (j *judge) hazard(cell estimate.Key, h *coding.Hazard) estimate.Estimate {
	r := rule{}
	for _, id := range h.High {
		r.all = append(r.all, j.above(cell, "high:"+id, id))
	}
	for _, id := range h.Low {
		r.all = append(r.all, j.below(cell, "low:"+id, id))
	}
	for _, text := range h.Either {
		r.either = append(r.either, j.atom(cell, h, text))
	}
	v := r.verdict(nil)
	open := func(doubt func(*atom) bool) bool { return v != unknown && r.verdict(doubt) == unknown }
	borderline := open(func(a *atom) bool { return a.borderline })
	proposed := open(func(a *atom) bool { return j.proposed(a.dim) })

	e := estimate.New("score", "hazard", j.board.key(cell, h.ID).String())
	e.Method = "three-valued rule on " + j.board.source + " scores"
	word := noteCannotJudge
	switch {
	case v == isTrue && borderline:
		e.Value, word = 1, noteTriggeredBorderline
	case v == isTrue:
		e.Value, word = 1, noteTriggered
	case v == isFalse && borderline:
		e.Value, word = 0, noteNotBorderline
	case v == isFalse:
		e.Value, word = 0, noteNot
	}
	e = e.With(word.Says())
	if len(r.all)+len(r.either) == 0 {
		e = e.With(noteNoRule.Says())
	}
	b := j.study.Framework.Bands
	e = e.With(noteCuts.Says(b.Low, b.High, b.Gap, b.Margin))
	j.rest(&e, r.deciding(v), proposed)
	e.Basis.Filter = cell.String()
	e.Basis.Source = "responses"
	if j.board.source == "interview" {
		e.Basis.Source = "coding"
		if n := j.evidence.segments(cell.Case, cell.Period, h.Code); h.Code != "" {
			e = e.With(noteBesideSegments.Says(n, h.Code))
			e.Basis.Columns = []string{h.Code}
		}
	} else {
		e.Basis.Columns = append([]string(nil), h.Items...)
	}
	return e
}

func (j *judge) proposed(dim string) bool {
	d := j.study.Framework.Dimension(dim)
	return d != nil && d.Proposed
}

// rest writes what decides the verdict into the estimate: notes, parents, the smallest n and number of people; and which
// proposed dimensions it rests on, where it would be open without them.
func (j *judge) rest(e *estimate.Estimate, atoms []*atom, proposed bool) {
	said, parent := map[string]bool{}, map[string]bool{}
	for _, a := range atoms {
		*e = e.With(a.note)
		for _, id := range a.parents {
			if !parent[id] {
				parent[id] = true
				e.Basis.Parents = append(e.Basis.Parents, id)
			}
		}
		if a.n >= 0 && (e.N < 0 || a.n < e.N) {
			e.N = a.n
		}
		if a.people >= 0 && (e.People < 0 || a.people < e.People) {
			e.People = a.people
		}
	}
	for _, a := range atoms {
		if proposed && j.proposed(a.dim) && !said[a.dim] {
			said[a.dim] = true
			*e = e.With(noteProposed.Says(a.dim))
		}
	}
}

// evidence counts accepted segments by department: what `departments>=K:ID` asks of interviews.
type evidence struct {
	counts map[evidenceKey]*deptEvidence
}

type evidenceKey struct{ caseID, period, dim string }

type deptEvidence struct {
	segments   int
	any, there map[string]bool // departments with an accepted segment; with one that says it is there
}

// newEvidence counts a layer's accepted units for their dimension and the groups above it, in all periods (period "")
// and in the one they speak of.
func newEvidence(study *coding.Study, c *pass.Consensus) evidence {
	ev := evidence{map[evidenceKey]*deptEvidence{}}
	interviews := map[string]*coding.Interview{}
	for i := range study.Interviews {
		if !study.Interviews[i].Document {
			interviews[study.Interviews[i].ID] = &study.Interviews[i]
		}
	}
	dims := pass.Dimensions(study)
	up := map[string][]string{}
	for i := range study.Framework.Dimensions {
		id := study.Framework.Dimensions[i].ID
		for d, n := study.Framework.Dimension(id), 0; d != nil && n <= len(study.Framework.Dimensions); n++ {
			up[id] = append(up[id], d.ID)
			d = study.Framework.Dimension(d.Parent)
		}
	}
	for i := range c.Accepted {
		u := &c.Accepted[i]
		iv := interviews[u.Interview]
		if iv == nil {
			continue
		}
		periods := []string{"", u.Period}
		if u.Period == "" {
			periods = periods[:1]
		}
		for _, dim := range up[dims[u.Code]] {
			for _, p := range periods {
				ev.add(evidenceKey{iv.Case, p, dim}, iv.Dept, u)
			}
		}
	}
	return ev
}

func (ev evidence) add(k evidenceKey, dept string, u *pass.Unit) {
	c := ev.counts[k]
	if c == nil {
		c = &deptEvidence{any: map[string]bool{}, there: map[string]bool{}}
		ev.counts[k] = c
	}
	c.segments++
	if dept == "" {
		return
	}
	c.any[dept] = true
	if u.State == coding.Mentioned && u.Direction != -1 {
		c.there[dept] = true
	}
}

func (ev evidence) segments(caseID, period, dim string) int {
	if c := ev.counts[evidenceKey{caseID, period, dim}]; c != nil {
		return c.segments
	}
	return 0
}

func (ev evidence) departments(caseID, period, dim string) (saying, any int) {
	if c := ev.counts[evidenceKey{caseID, period, dim}]; c != nil {
		return len(c.there), len(c.any)
	}
	return 0, 0
}
