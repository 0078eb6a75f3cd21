package measures

import (
	"math"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

type deptPlace struct{ caseID, dept string }

type withheldKey struct{ caseID, dim string }

// recoding is what the package does not say of people. Everything starts out as it is; what would give a hidden cell away
// is taken out, least first.
type recoding struct {
	s        *scorer
	minN     int
	merged   map[deptPlace]bool           // responses name no department
	quiet    map[deptPlace]bool           // interviews name no department
	noRole   map[string]bool              // by case: responses name no role
	noPeriod map[string]bool              // by case: responses name no period
	apart    map[string]bool              // by case: each response is a person of its own
	pooled   map[string]bool              // cases whose responses stand together under another name
	partly   map[withheldKey]map[int]bool // answers of some responses to a dimension
	withheld map[withheldKey]bool         // all answers of a case to a dimension
	left     bool                         // the survey is not in the package
	at       []estimate.Key               // of responses
	sided    map[withheldKey]bool         // dimensions whose items depend on the side that merged responses do not name
}

func newRecoding(s *scorer) *recoding {
	p := &recoding{s: s, minN: s.minN, merged: map[deptPlace]bool{}, quiet: map[deptPlace]bool{}, noRole: map[string]bool{}, noPeriod: map[string]bool{},
		apart: map[string]bool{}, pooled: map[string]bool{}, partly: map[withheldKey]map[int]bool{}, withheld: map[withheldKey]bool{}, sided: map[withheldKey]bool{}}
	for i := range s.study.Survey.Responses {
		r := &s.study.Survey.Responses[i]
		at := s.levels.place(r.Case, r.Dept, r.Role)
		at.Period = r.Period
		p.at = append(p.at, at)
	}
	return p
}

// seen is what the package says of a response: case, department, role, period, with the side that the department implies.
func (p *recoding) seen(r int) estimate.Key { return p.seenAt(p.at[r]) }

func (p *recoding) seenAt(at estimate.Key) estimate.Key {
	c := at.Case
	if p.pooled[c] {
		at.Case, at.Dept = pooledCase, ""
	}
	if p.merged[deptPlace{c, at.Dept}] {
		at.Dept = ""
	}
	if at.Dept == "" {
		at.Side = ""
	}
	if p.noRole[c] {
		at.Role = ""
	}
	if p.noPeriod[c] {
		at.Period = ""
	}
	return at
}

// pooledCase stands for cases that cannot be told apart in the survey.
const pooledCase = "other"

func (p *recoding) shows(r int) string { return p.showsAt(p.at[r]) }

// showsAt is the same as a text; empty where the package has no survey.
func (p *recoding) showsAt(at estimate.Key) string {
	if p.left {
		return ""
	}
	return "seen " + p.seenAt(at).String()
}

func (p *recoding) showsInterview(iv *coding.Interview, at estimate.Key) string {
	if p.quiet[deptPlace{iv.Case, iv.Dept}] {
		at.Dept, at.Side = "", ""
	}
	return at.String()
}

// withholds reports whether the package lacks a response's answers to one of some dimensions.
func (p *recoding) withholds(r int, dims []string) bool {
	at := p.at[r]
	for _, d := range dims {
		k := withheldKey{at.Case, d}
		if p.left || p.withheld[k] || p.partly[k][r] || p.sided[k] && p.seen(r).Dept == "" {
			return true
		}
	}
	return false
}

// settleSides finds the dimensions with items that were asked for the side that merged responses do not name any more.
// Their scores would come out otherwise, and who left them empty would tell the departments apart. People who never named a
// department lose theirs too, or they could be told from the others.
func (p *recoding) settleSides() {
	p.sided = map[withheldKey]bool{}
	for r := range p.at {
		if p.at[r].Dept == "" || p.seen(r).Dept != "" {
			continue
		}
		for l := range p.s.responses.Leaves {
			leaf := &p.s.responses.Leaves[l]
			for i := range leaf.Items {
				it := &leaf.Items[i]
				if it.Asked(p.s.responses.Sides[r]) != it.Asked("") {
					p.sided[withheldKey{p.at[r].Case, leaf.Dim}] = true
				}
			}
		}
	}
}

// plan decides what the package leaves out.
func planRecoding(s *scorer, released *ledger.Ledger) *recoding {
	p := newRecoding(s)
	p.planInterviews(released)
	if s.responses != nil {
		p.planSurvey(released)
	}
	return p
}

func (p *recoding) planInterviews(released *ledger.Ledger) {
	x := newInterviewSecrets(p.s, p, released)
	for _, t := range x.told {
		if t.secret {
			p.quiet[deptPlace{t.cell.Case, t.cell.Dept}] = true
		}
	}
	for {
		t, ok := x.exposed()
		if !ok {
			return
		}
		d, ok := x.partner(t.cell.Case, released)
		if !ok { // no interview of the case names a department
			return
		}
		p.quiet[deptPlace{d.Case, d.ID}] = true
	}
}

func (p *recoding) planSurvey(released *ledger.Ledger) {
	x := newSurveySecrets(p.s, p, released)
	p.left = true // what the tables give away without any package is none of its business
	for {
		t, ok := x.exposed()
		if !ok {
			break
		}
		for i := range x.told {
			if x.told[i] == t {
				x.told[i].open = true
			}
		}
	}
	p.left = false
	p.begin(x, released)
	for _, c := range p.s.study.Cases {
		p.enough(x, c.ID)
	}
	p.settleSides()
	for {
		t, ok := x.exposed()
		if !ok || p.left {
			break
		}
		p.escalate(x, t)
		for _, c := range p.s.study.Cases {
			p.enough(x, c.ID)
		}
		p.settleSides()
	}
}

// begin takes the departments with hidden cells out. Where single answers are what makes a cell small, in less than half
// of the dimensions, it is decided which costs fewer of the published estimates: the departments, or the answers.
func (p *recoding) begin(x *surveySecrets, released *ledger.Ledger) {
	hidden := map[deptPlace]map[string]bool{}
	for _, t := range x.told {
		if t.hidden && t.cell.Dept != "" {
			at := deptPlace{t.cell.Case, t.cell.Dept}
			if hidden[at] == nil {
				hidden[at] = map[string]bool{}
			}
			hidden[at][t.dim] = true
		}
	}
	byDept, byDim := map[deptPlace]int{}, map[withheldKey]int{}
	for i := range released.Estimates {
		e := &released.Estimates[i]
		k, own, err := estimate.ParseKey(e.Of)
		if err != nil || e.Empty() || k.Source == "interview" {
			continue
		}
		dept := k.Dept
		if level, is := strings.CutPrefix(own, "dept="); is {
			dept = level
		}
		if dept != "" {
			byDept[deptPlace{k.Case, dept}]++
		}
		for _, c := range p.s.study.Cases {
			if k.Case == "" || k.Case == c.ID {
				byDim[withheldKey{c.ID, k.Dim}]++
			}
		}
	}
	p.fewAnswered(x, released)
	some := map[string]map[string][]deptPlace{} // by case and dimension
	for i := range p.s.study.Departments {
		d := &p.s.study.Departments[i]
		at := deptPlace{d.Case, d.ID}
		switch n := len(hidden[at]); {
		case n == 0:
		case hidden[at][""] || 2*n >= len(x.dims):
			p.merged[at] = true
		default:
			for dim := range hidden[at] {
				if some[d.Case] == nil {
					some[d.Case] = map[string][]deptPlace{}
				}
				some[d.Case][dim] = append(some[d.Case][dim], at)
			}
		}
	}
	for _, caseID := range sortedKeys(some) {
		for _, dim := range sortedKeys(some[caseID]) {
			cost := 0
			var rest []deptPlace
			for _, at := range some[caseID][dim] {
				if !p.merged[at] {
					cost += byDept[at]
					rest = append(rest, at)
				}
			}
			if _, leaf := x.responses.Leaf(dim); !leaf || cost <= byDim[withheldKey{caseID, dim}] {
				for _, at := range rest {
					p.merged[at] = true
				}
				continue
			}
			k := withheldKey{caseID, dim}
			if p.partly[k] == nil {
				p.partly[k] = map[int]bool{}
			}
			for r := range p.at {
				for _, at := range rest {
					if p.at[r].Case == at.caseID && p.at[r].Dept == at.dept {
						p.partly[k][r] = true
					}
				}
			}
		}
	}
}

// fewAnswered takes out the answers of those few who answered an item, where its own figures are hidden and those of its
// dimension are not.
func (p *recoding) fewAnswered(x *surveySecrets, released *ledger.Ledger) {
	hidden := map[string]bool{}
	for _, t := range x.told {
		if t.hidden && t.cell == (estimate.Key{Case: t.cell.Case}) {
			hidden[t.cell.Case+"\x00"+t.dim] = true
		}
	}
	for i := range released.Estimates {
		e := &released.Estimates[i]
		if !isHidden(e) || e.Family != "describe" && e.Family != "reliability" {
			continue
		}
		k, own, err := estimate.ParseKey(e.Of)
		l, ok := x.responses.Leaf(k.Dim)
		if err != nil || !ok || hidden[k.Case+"\x00"+k.Dim] || k.Dept+k.Side+k.Role+k.Period != "" {
			continue
		}
		item, _, _ := strings.Cut(own, "=")
		for j := range x.responses.Leaves[l].Items {
			it := &x.responses.Leaves[l].Items[j]
			if it.ID != item {
				continue
			}
			var few []int
			people := map[int]bool{}
			for r := range p.at {
				if k.Case != "" && p.at[r].Case != k.Case || p.s.study.Survey.Responses[r].Excluded != "" || math.IsNaN(x.responses.Answer(r, it)) {
					continue
				}
				few = append(few, r)
				people[x.responses.Person[r]] = true
			}
			if len(people) >= p.minN && len(few) >= p.minN {
				continue
			}
			for _, r := range few {
				w := withheldKey{p.at[r].Case, k.Dim}
				if p.partly[w] == nil {
					p.partly[w] = map[int]bool{}
				}
				p.partly[w][r] = true
			}
		}
	}
}

// enough takes more departments out where too few people of a case would stand without one, all in all or in a period.
func (p *recoding) enough(x *surveySecrets, caseID string) {
	for {
		people := map[string]map[int]bool{}
		for r := range p.at {
			if x.any[r] && p.at[r].Case == caseID && p.seen(r).Dept == "" && p.at[r].Dept != "" {
				for _, period := range []string{"", p.seen(r).Period} {
					if people[period] == nil {
						people[period] = map[int]bool{}
					}
					people[period][x.responses.Person[r]] = true
				}
			}
		}
		few := false
		for _, in := range people {
			few = few || len(in) < p.minN
		}
		if !few || !p.mergeSmallest(x, caseID) {
			return
		}
	}
}

// mergeSmallest takes out the department with the fewest people of those that a case still names.
func (p *recoding) mergeSmallest(x *surveySecrets, caseID string) bool {
	people := map[string]map[int]bool{}
	for r := range p.at {
		if at := p.seen(r); x.any[r] && p.at[r].Case == caseID && at.Dept != "" {
			if people[at.Dept] == nil {
				people[at.Dept] = map[int]bool{}
			}
			people[at.Dept][x.responses.Person[r]] = true
		}
	}
	best := ""
	for _, d := range sortedKeys(people) {
		if best == "" || len(people[d]) < len(people[best]) {
			best = d
		}
	}
	if best != "" {
		p.merged[deptPlace{caseID, best}] = true
	}
	return best != ""
}

// escalate takes out one thing more that keeps a hidden cell apart.
func (p *recoding) escalate(x *surveySecrets, t toldCell) {
	cases := []string{t.cell.Case}
	if t.cell.Case == "" || p.pooled[t.cell.Case] {
		cases = sortedKeys(p.cases())
	}
	changed := false
	for _, c := range cases {
		changed = p.escalateCase(x, c, t) || changed
	}
	if !changed {
		p.left = true // nothing smaller helps
	}
}

func (p *recoding) cases() map[string]bool {
	out := map[string]bool{}
	for r := range p.at {
		out[p.at[r].Case] = true
	}
	return out
}

func (p *recoding) escalateCase(x *surveySecrets, c string, t toldCell) bool {
	set := func(m map[string]bool, worth bool) bool {
		if !worth || m[c] {
			return false
		}
		m[c] = true
		p.apart[c] = p.apart[c] || p.noPeriod[c] // a person answers once
		return true
	}
	at := deptPlace{c, t.cell.Dept}
	if t.dim != "" && !x.broad(t) {
		return p.withhold(x, c, t)
	}
	switch {
	case t.linked != "" && set(p.apart, true):
	case t.cell.Dept != "" && !p.merged[at]:
		p.merged[at] = true
	case t.cell.Role != "" && set(p.noRole, true):
	case (t.cell.Dept != "" || t.cell.Side != "") && p.mergeSmallest(x, c):
	case t.cell.Period != "" && set(p.noPeriod, true):
	case t.dim == "" && t.cell == (estimate.Key{Case: t.cell.Case}) && set(p.pooled, true):
	case t.dim != "":
		return p.withhold(x, c, t)
	case set(p.apart, true), p.mergeSmallest(x, c), set(p.noRole, true), set(p.noPeriod, true), set(p.pooled, true):
	default:
		return false
	}
	return true
}

// withhold takes all answers of a case to a dimension out; where that is done already, those of every case.
func (p *recoding) withhold(x *surveySecrets, c string, t toldCell) bool {
	leaf := x.leafOf(t)
	if leaf == "" {
		return false
	}
	changed := !p.withheld[withheldKey{c, leaf}]
	p.withheld[withheldKey{c, leaf}] = true
	if !changed {
		for other := range p.cases() {
			if k := (withheldKey{other, leaf}); !p.withheld[k] {
				p.withheld[k], changed = true, true
			}
		}
	}
	return changed
}
