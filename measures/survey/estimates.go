package survey

import (
	"math"

	"github.com/smekit/smekit/measures/estimate"
)

// Estimates writes the scores as rows of the family score: survey_pomp, survey_pomp_median, survey_pomp_sd and
// percent_agree for every cell and leaf that somebody answered, and the cell's respondents.
func (s *Scores) Estimates() []estimate.Estimate {
	out := make([]estimate.Estimate, 0, len(s.Cells)*(4*len(s.Leaves)+1))
	columns := make([][]string, len(s.Leaves))
	for l := range s.Leaves {
		for _, it := range s.Leaves[l].Items {
			columns[l] = append(columns[l], it.ID)
		}
	}
	for i := range s.Cells {
		key := s.Cells[i].Key
		filter := key.String()
		key.Source = "survey"
		n := estimate.New("score", "respondents", key.String())
		n.Value, n.N, n.People = float64(s.Respondents[i]), s.Respondents[i], s.Respondents[i]
		n.Method = "distinct people with a valid answer"
		n.Basis = estimate.Basis{Source: "responses", Filter: filter}
		out = append(out, n)
		for l := range s.Leaves {
			v := &s.Values[i][l]
			if v.Answers == 0 {
				continue
			}
			key.Dim = s.Leaves[l].Dim
			of := key.String()
			row := func(measure string, value float64, n int, method string) {
				e := estimate.New("score", measure, of)
				e.Value, e.N, e.People, e.Method = value, n, v.People, method
				e.Basis = estimate.Basis{Source: "responses", Filter: filter, Columns: columns[l]}
				if len(columns[l]) == 1 {
					e = e.With(noteOneItem.Says())
				}
				if measure == "survey_pomp" && v.DF > 0 {
					e.SE, e.Low, e.High, e.DF1 = v.SE, v.Mean-v.Half, v.Mean+v.Half, float64(v.DF)
					e.Method += "; SE by department (CR1), 95 % interval by t"
				}
				switch {
				case v.N == 0 && measure != "percent_agree":
					e = e.Because(noteNoScore.Says())
				case math.IsNaN(value):
					e = e.Because(estimate.NoteTooFew.Says(n, 2))
				}
				out = append(out, e)
			}
			method := "mean of the responses' POMP"
			if v.Weighted {
				method = "weighted mean of the responses' POMP"
			}
			row("survey_pomp", v.Mean, v.N, method)
			row("survey_pomp_median", v.Median, v.N, "median of the responses' POMP")
			row("survey_pomp_sd", v.SD, v.N, "SD (n-1) of the responses' POMP")
			row("percent_agree", v.Agree, v.Answers, "valid answers at the top two points, after reversal")
		}
		out = append(out, s.response(i, filter)...)
	}
	return out
}

// response compares a case's, department's, side's or the study's respondents with the people invited, where their
// number is known. Periods and roles have no number of their own.
func (s *Scores) response(i int, filter string) []estimate.Estimate {
	key := s.Cells[i].Key
	if key.Period != "" || key.Role != "" {
		return nil
	}
	invited, ok := s.invited(key)
	if !ok {
		return nil
	}
	key.Source = "survey"
	people := s.Respondents[i]
	basis := estimate.Basis{Source: "cases", Filter: filter}
	n := estimate.New("score", "respondents_invited", key.String())
	n.Value, n.N, n.People, n.Basis, n.Method = float64(invited), invited, people, basis, "people invited"
	rate := estimate.New("score", "response_rate", key.String())
	rate.N, rate.People, rate.Method = invited, people, "respondents / invited"
	rate.Basis = basis
	rate.Basis.Parents = []string{estimate.ID("score", "respondents", key.String()), n.ID()}
	if invited > 0 {
		rate.Value = float64(people) / float64(invited)
		if people > invited {
			rate = rate.With(noteInvited.Says())
		}
	} else {
		rate = rate.Because(estimate.NoteNoData.Says())
	}
	return []estimate.Estimate{n, rate}
}

// invited is the number of people invited: of a department its own; of a side the sum of its departments; of a case its
// own, else the sum of its departments; of the study the sum of the cases. Unknown as soon as a part of a sum is.
func (s *Scores) invited(key estimate.Key) (int, bool) {
	switch {
	case key.Case == "":
		sum := 0
		for i := range s.study.Cases {
			n, ok := s.invited(estimate.Key{Case: s.study.Cases[i].ID})
			if !ok {
				return 0, false
			}
			sum += n
		}
		return sum, len(s.study.Cases) > 0
	case key.Dept == "" && key.Side == "":
		if c := s.study.Case(key.Case); c != nil && c.Invited >= 0 {
			return c.Invited, true
		}
	}
	sum, found := 0, false
	for i := range s.study.Departments {
		d := &s.study.Departments[i]
		if d.Case != key.Case || (key.Dept != "" && d.ID != key.Dept) || (key.Side != "" && d.Side != key.Side) {
			continue
		}
		if d.Invited < 0 {
			return 0, false
		}
		sum += d.Invited
		found = true
	}
	return sum, found
}
