package measures

import (
	"fmt"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/interview"
	"github.com/smekit/smekit/measures/ledger"
)

// interviewSecrets are the interview scores of departments of a few people. What is coded of an interview stays in the
// package with its case and coarse role, so that only the departments can be kept from it.
type interviewSecrets struct {
	*scorer
	plan   *recoding
	scores *interview.Scores
	at     []estimate.Key // of interviews
	cell   map[[2]string]map[int]int
	told   []toldScore
}

type toldScore struct {
	dim, facet string
	cell       estimate.Key
	secret     bool
}

// facetOfScore is what an interview score is a mean of: two measures of one facet say the same.
var facetOfScore = map[string]string{"interview_prevalence": "presence", "interview_q": "Q", "interview_v": "Q", "interview_share": "share",
	"interview_rate": "rate", "interview_salience": "salience"}

func newInterviewSecrets(s *scorer, plan *recoding, released *ledger.Ledger) *interviewSecrets {
	x := &interviewSecrets{scorer: s, plan: plan, cell: map[[2]string]map[int]int{}}
	x.at = make([]estimate.Key, len(s.study.Interviews))
	for i := range s.study.Interviews {
		iv := &s.study.Interviews[i]
		x.at[i] = s.levels.place(iv.Case, iv.Dept, iv.Role)
	}
	cases, periods := map[string]bool{}, map[string]bool{}
	for _, both := range []bool{false, true} { // the cases with a secret first
		for i := range released.Estimates {
			e := &released.Estimates[i]
			facet := facetOfScore[e.Measure]
			k, own, err := estimate.ParseKey(e.Of)
			if facet == "" || err != nil || own != "" || k.Source != "interview" || k.Layer+k.Pass+k.Coder != "" || k.Case == "" {
				continue
			}
			small := k.Dept != "" && isSmall(e)
			if !both {
				cases[k.Case] = cases[k.Case] || small
				continue
			}
			if !cases[k.Case] || e.Empty() && !small {
				continue
			}
			cell := k
			cell.Dim, cell.Source = "", ""
			periods[k.Period] = true
			x.told = append(x.told, toldScore{k.Dim, facet, cell, small})
		}
	}
	var cells []interview.Cell
	for _, period := range sortedKeys(periods) {
		for i := range s.study.Interviews {
			if iv := &s.study.Interviews[i]; cases[iv.Case] && !iv.Document {
				at := [2]string{iv.Case, period}
				if x.cell[at] == nil {
					x.cell[at] = map[int]int{}
				}
				x.cell[at][i] = len(cells)
				cells = append(cells, interview.Cell{Key: estimate.Key{Case: iv.Case, Dept: fmt.Sprint(i), Period: period}, Interviews: []int{i}})
			}
		}
	}
	x.scores = interview.Compute(s.study, s.layers, s.consensus, cells)
	return x
}

func isSmall(e *estimate.Estimate) bool {
	for _, n := range e.Notes {
		if n.Code == estimate.NoteSmallCell {
			return true
		}
	}
	return false
}

// weighs reports whether an interview enters the mean of a facet.
func weighs(v *interview.Score, facet string) bool {
	switch facet {
	case "Q":
		return v.Rated > 0
	case "share":
		return v.ShareN > 0
	case "rate":
		return v.RateN > 0
	}
	return v.Asked > 0
}

// exposed returns the first score of a small department that the package as planned, with everything that is published,
// gives away.
func (x *interviewSecrets) exposed() (toldScore, bool) {
	type subject struct{ caseID, period, dim, facet string }
	groups := map[subject][]int{}
	var order []subject
	for i, t := range x.told {
		k := subject{t.cell.Case, t.cell.Period, t.dim, t.facet}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], i)
	}
	dims := map[string]int{}
	for d, id := range x.scores.Dims {
		dims[id] = d
	}
	for _, k := range order {
		secret := false
		for _, i := range groups[k] {
			secret = secret || x.told[i].secret
		}
		if !secret {
			continue
		}
		number := map[[2]string]int{}
		of := map[int]int{}
		classes := map[string][]int{}
		for i := range x.at {
			c, in := x.cell[[2]string{k.caseID, k.period}][i]
			d, scored := dims[k.dim]
			if !in || !scored || !weighs(&x.scores.Values[c][d], k.facet) {
				continue
			}
			class := x.plan.showsInterview(&x.study.Interviews[i], x.at[i])
			key := [2]string{x.at[i].String(), class}
			n, known := number[key]
			if !known {
				n = len(number)
				number[key] = n
				classes[class] = append(classes[class], n)
			}
			of[i] = n
		}
		var known span
		for _, class := range sortedKeys(classes) {
			v := make([]uint64, len(number))
			for _, n := range classes[class] {
				v[n] = 1
			}
			known.learn(v)
		}
		form := func(cell estimate.Key) []uint64 {
			cell.Period = ""
			v := make([]uint64, len(number))
			for i, n := range of {
				if standsIn(x.at[i], cell) {
					v[n] = 1
				}
			}
			return v
		}
		for _, i := range groups[k] {
			if !x.told[i].secret {
				known.learn(form(x.told[i].cell))
			}
		}
		for _, i := range groups[k] {
			if x.told[i].secret && known.tells(form(x.told[i].cell)) {
				return x.told[i], true
			}
		}
	}
	return toldScore{}, false
}

// partner is the department of the case that is best kept from the package together with the small ones: one whose own
// scores are hidden in most rows, of those the one with the fewest interviews.
func (x *interviewSecrets) partner(caseID string, released *ledger.Ledger) (coding.Department, bool) {
	hidden, talks := map[string]int{}, map[string]int{}
	for i := range released.Estimates {
		e := &released.Estimates[i]
		if k, _, err := estimate.ParseKey(e.Of); err == nil && facetOfScore[e.Measure] != "" && k.Case == caseID && k.Dept != "" && isHidden(e) {
			hidden[k.Dept]++
		}
	}
	for i := range x.study.Interviews {
		if iv := &x.study.Interviews[i]; iv.Case == caseID && !iv.Document {
			talks[iv.Dept]++
		}
	}
	best, found := coding.Department{}, false
	for _, d := range x.study.Departments {
		if d.Case != caseID || talks[d.ID] == 0 || x.plan.quiet[deptPlace{caseID, d.ID}] {
			continue
		}
		if !found || hidden[d.ID] > hidden[best.ID] || hidden[d.ID] == hidden[best.ID] && talks[d.ID] < talks[best.ID] {
			best, found = d, true
		}
	}
	return best, found
}
