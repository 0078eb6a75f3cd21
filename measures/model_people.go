package measures

import (
	"math"
	"sort"

	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/survey"
)

// persons picks the rows of the models: one response of each person, in an order that does not depend on the files (case,
// department, person). Of somebody who answered in several periods the latest response counts. twice counts those.
func (s *scorer) persons() (rows []int, twice int) {
	latest, times := map[int]int{}, map[int]int{}
	for _, r := range s.responses.Cells[0].Responses {
		person := s.responses.Person[r]
		times[person]++
		if other, known := latest[person]; !known || s.later(r, other) {
			latest[person] = r
		}
	}
	for person, r := range latest {
		rows = append(rows, r)
		if times[person] > 1 {
			twice++
		}
	}
	responses := s.study.Survey.Responses
	sort.Slice(rows, func(i, j int) bool {
		a, b := &responses[rows[i]], &responses[rows[j]]
		switch {
		case a.Case != b.Case:
			return a.Case < b.Case
		case a.Dept != b.Dept:
			return a.Dept < b.Dept
		case a.Respondent != b.Respondent:
			return a.Respondent < b.Respondent
		}
		return rows[i] < rows[j]
	})
	return rows, twice
}

// later reports whether a response of a person comes after another of theirs: of a later period, else sent in later.
func (s *scorer) later(a, b int) bool {
	x, y := &s.study.Survey.Responses[a], &s.study.Survey.Responses[b]
	if x.Period != y.Period && x.Period != "" && y.Period != "" {
		return position(s.levels.periods, x.Period) > position(s.levels.periods, y.Period)
	}
	if x.Submitted != y.Submitted {
		return x.Submitted > y.Submitted
	}
	return a > b
}

// asked splits a dimension's items into those that all the sides among some responses are asked and the others: people who
// are asked one leave the other empty by design, so that no data say how two such items go together.
func (s *scorer) asked(items []survey.Item, rows []int) (all []survey.Item, left []string) {
	sides := map[string]bool{}
	for _, r := range rows {
		sides[s.responses.Sides[r]] = true
	}
	for i := range items {
		common := true
		for side := range sides {
			common = common && items[i].Asked(side)
		}
		if common {
			all = append(all, items[i])
		} else {
			left = append(left, items[i].ID)
		}
	}
	return all, left
}

// answered keeps the rows of a frame's columns that hold any value, and counts the patterns of missing values among them.
func answered(columns [][]float64) (rows []int, patterns int) {
	if len(columns) == 0 {
		return nil, 0
	}
	seen := map[string]bool{}
	key := make([]byte, len(columns))
	for r := range columns[0] {
		some := false
		for j, c := range columns {
			key[j] = '0'
			if !math.IsNaN(c[r]) {
				key[j], some = '1', true
			}
		}
		if some {
			rows = append(rows, r)
			seen[string(key)] = true
		}
	}
	return rows, len(seen)
}

// frameOf holds columns of numbers under names.
func frameOf(names []string, columns [][]float64) *moments.Frame {
	n := 0
	if len(columns) > 0 {
		n = len(columns[0])
	}
	f := moments.NewFrame(n)
	for j, name := range names {
		f.Numeric(name, columns[j])
	}
	return f
}
