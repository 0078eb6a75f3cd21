package measures

import (
	"math"
	"strconv"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/interview"
)

// interviewed accounts for what interviews say about a dimension: each interview is scored by itself, and the parts are
// put together again.
func (x *explainer) interviewed(s *subject) told {
	t := told{kind: AccountFormula}
	if x.scorer == nil {
		return t
	}
	// One interview alone must have its score, whatever the least number of interviews for a case.
	study, fw := *x.study, *x.study.Framework
	fw.Bands.MinInterviews = 0
	study.Framework = &fw
	var cells []interview.Cell
	var members []int
	for i := range x.study.Interviews {
		iv := &x.study.Interviews[i]
		k := s.key
		k.Period = "" // of the segments, not of the interview
		if !iv.Document && inCell(x.levels.place(iv.Case, iv.Dept, iv.Role), k) {
			cells = append(cells, interview.Cell{Key: estimate.Key{Period: s.key.Period}, Interviews: []int{i}})
			members = append(members, i)
		}
	}
	scores := interview.Compute(&study, x.layers, x.consensus, cells)
	dim := -1
	for d, id := range scores.Dims {
		if id == s.key.Dim {
			dim = d
		}
	}
	if dim < 0 {
		return t
	}
	nameless := x.namelessIn(s.key)
	sum, n, present, asked := 0.0, 0, 0, 0
	for i := range cells {
		v := &scores.Values[i][dim]
		if v.Asked == 0 {
			continue
		}
		asked++
		present += v.Present
		value := math.NaN()
		switch s.Measure {
		case "interview_prevalence":
			value = v.Prevalence()
		case "interview_q", "interview_v":
			value = v.V
		case "interview_share":
			value = v.Share
		case "interview_rate":
			value = v.Rate
		case "interview_salience":
			value = v.Salience
		}
		if math.IsNaN(value) {
			continue
		}
		sum += value
		n++
		part := Part{Value: value, Segments: v.Segments}
		if !nameless {
			part.Who = x.masker.Alias(x.study.Interviews[members[i]].ID)
		}
		t.parts = append(t.parts, part)
	}
	count := strconv.Itoa(n)
	switch s.Measure {
	case "interview_prevalence":
		t.formula = formula("a/n").with("a", float64(present), "interviews_mention").with("n", float64(asked), "interviews_asked")
	case "interview_q":
		t.formula = formula("50 + 50*s/n").with("s", sum, "sum_v", count).with("n", float64(n), "interviews_scored")
	case "interview_v":
		t.formula = formula("s/n").with("s", sum, "sum_v", count).with("n", float64(n), "interviews_scored")
	case "interview_salience":
		t.formula = formula("a/n").with("a", sum, "interviews_salient").with("n", float64(n), "interviews_asked")
	case "interview_share":
		t.formula = formula("s/n").with("s", sum, "sum_shares", count).with("n", float64(n), "interviews_text")
	default:
		t.formula = formula("s/n").with("s", sum, "sum_rates", count).with("n", float64(n), "interviews_length")
	}
	if asked > n && s.Measure == "interview_q" {
		t = t.remark("interviews_unrated", strconv.Itoa(asked-n))
	}
	return t
}
