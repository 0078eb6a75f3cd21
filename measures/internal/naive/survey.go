package naive

import (
	"math"
	"slices"

	"github.com/smekit/smekit/coding"
)

// replies are the responses of a cell; without a period each response counts, so that a person asked twice counts twice.
func replies(s *coding.Study, c cell) []coding.Response {
	var out []coding.Response
	for _, r := range s.Survey.Responses {
		if r.Excluded == "" && c.holds(s, r.Case, r.Dept, r.Role) && (c.period == "" || c.period == r.Period) {
			out = append(out, r)
		}
	}
	return out
}

// asks reports whether an item was put to a side: all, approval, or line, which is the supervision side.
func asks(it coding.Item, side string) bool {
	switch it.Ask {
	case "approval":
		return side == "approval"
	case "line":
		return side == "supervision"
	}
	return true
}

// itemsOf are the items of a dimension that exist as columns.
func itemsOf(s *coding.Study, dim string) []coding.Item {
	var out []coding.Item
	for _, it := range s.Instrument.Items {
		if it.Dimension == dim && slices.Contains(s.Survey.Items, it.ID) {
			out = append(out, it)
		}
	}
	return out
}

// points are a response's valid answers to those of the items that were put to its department's side, reverse items
// turned, each as the percent of the way from the item's low end to its high end; and how many items were put to it.
func points(s *coding.Study, r coding.Response, items []coding.Item) (pomp []float64, k int) {
	for _, it := range items {
		if !asks(it, sideOf(s, r.Case, r.Dept)) {
			continue
		}
		k++
		j := slices.Index(s.Survey.Items, it.ID)
		if j < 0 || !r.Answers[j].Ok() {
			continue
		}
		x := r.Answers[j].Num
		if it.Reverse {
			x = it.Min + it.Max - x
		}
		pomp = append(pomp, 100*(x-it.Min)/(it.Max-it.Min))
	}
	return pomp, k
}

// leaf is a response's score of a dimension with items: the mean of its answers, if it has at least
// min(k, max(2, half of k rounded up)) of them.
func leaf(s *coding.Study, r coding.Response, dim string) float64 {
	pomp, k := points(s, r, itemsOf(s, dim))
	if k == 0 || len(pomp) < min(k, max(2, (k+1)/2)) {
		return none
	}
	return mean(pomp)
}

// people counts the distinct respondents of a cell with at least one valid answer to the items.
func people(s *coding.Study, c cell, items []coding.Item) int {
	var seen []string
	for _, r := range replies(s, c) {
		if pomp, _ := points(s, r, items); len(pomp) > 0 && !slices.Contains(seen, r.Respondent) {
			seen = append(seen, r.Respondent)
		}
	}
	return len(seen)
}

// scores are the scores of a cell's responses on a dimension, with the weights of the responses.
func scores(s *coding.Study, c cell, dim string) (x, w []float64) {
	for _, r := range replies(s, c) {
		if v := leaf(s, r, dim); has(v) {
			x, w = append(x, v), append(w, r.Weight)
		}
	}
	return x, w
}

// weighted is the weighted mean.
func weighted(x, w []float64) float64 {
	top, bottom := 0.0, 0.0
	for i := range x {
		top += x[i] * w[i]
		bottom += w[i]
	}
	if bottom == 0 {
		return none
	}
	return top / bottom
}

// agree is the percentage of the cell's valid answers to a dimension's items that stand, reverse items turned, on the top two
// points of the scale. Weights are for means alone.
func agree(s *coding.Study, c cell, dim string) (float64, int) {
	top, n := 0, 0
	for _, r := range replies(s, c) {
		for _, it := range itemsOf(s, dim) {
			pomp, _ := points(s, r, []coding.Item{it})
			for _, p := range pomp {
				n++
				if math.Round(it.Min+p/100*(it.Max-it.Min)) >= it.Max-1 {
					top++
				}
			}
		}
	}
	if n == 0 {
		return none, 0
	}
	return 100 * float64(top) / float64(n), n
}

func surveyRows(s *coding.Study) []Row {
	var out []Row
	if len(s.Survey.Responses) == 0 {
		return nil
	}
	for _, c := range cells(s) {
		for _, d := range s.Framework.Dimensions {
			if len(itemsOf(s, d.ID)) == 0 || d.Group && d.Polarity == 0 {
				continue
			}
			of, who := c.of(d.ID, "survey", ""), people(s, c, itemsOf(s, d.ID))
			x, w := scores(s, c, d.ID)
			out = append(out,
				Row{"survey_pomp", of, weighted(x, w), len(x), who},
				Row{"survey_pomp_median", of, median(x), len(x), who},
				Row{"survey_pomp_sd", of, sd(x), len(x), who})
			p, n := agree(s, c, d.ID)
			out = append(out, Row{"percent_agree", of, p, n, who})
		}
		out = append(out, turnout(s, c)...)
	}
	return out
}

// turnout counts the people of a cell with at least one valid answer, those invited where the sheets say so, and their share.
func turnout(s *coding.Study, c cell) []Row {
	of := c.of("", "survey", "")
	var columns []coding.Item
	for _, it := range s.Instrument.Items {
		if slices.Contains(s.Survey.Items, it.ID) {
			columns = append(columns, it)
		}
	}
	n := people(s, c, columns)
	out := []Row{{"respondents", of, float64(n), n, n}}
	if asked := invited(s, c); asked > 0 {
		out = append(out,
			Row{"respondents_invited", of, float64(asked), Open, Open},
			Row{"response_rate", of, float64(n) / float64(asked), asked, Open})
	}
	return out
}

// invited is the number of people invited in a case, a department or the departments of a side; a case without a number of
// its own has the sum of its departments, the whole study that of its cases, where each of them is known. Other cells have
// none; -1.
func invited(s *coding.Study, c cell) int {
	if c.role != "" || c.period != "" {
		return -1
	}
	if c.dept != "" {
		return s.Department(c.caseID, c.dept).Invited
	}
	if c.side != "" {
		sum := 0
		for _, d := range s.Departments {
			if d.Case == c.caseID && d.Side == c.side {
				if d.Invited < 0 {
					return -1
				}
				sum += d.Invited
			}
		}
		return sum
	}
	sum := 0
	if c.caseID == "" {
		for _, k := range s.Cases {
			n := invited(s, cell{caseID: k.ID})
			if n < 0 {
				return -1
			}
			sum += n
		}
		return sum
	}
	if n := s.Case(c.caseID).Invited; n >= 0 {
		return n
	}
	any := false
	for _, d := range s.Departments {
		if d.Case == c.caseID {
			if d.Invited < 0 {
				return -1
			}
			any = true
			sum += d.Invited
		}
	}
	if !any {
		return -1
	}
	return sum
}
