package measures

import (
	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/interview"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/survey"
)

// A study's scores are given for the whole study, and within each case for the case, its departments, sides, roles and
// periods, and for department × period and role × period, wherever somebody stands in them.

// member is an interview or a response with what sorts it into cells.
type member struct {
	index   int
	at      estimate.Key // case, dept, side, role
	periods []string     // all of the study's, or none; a response has at most one
}

// cell is a set of members with the key that says what they have in common.
type cell struct {
	key     estimate.Key
	members []int
}

// makeCells sorts members into cells, in the order of the study's sheets and of its levels.
func makeCells(study *coding.Study, members []member, l levels) []cell {
	all := cell{}
	index := map[estimate.Key]int{}
	var found []cell
	put := func(k estimate.Key, m int) {
		i, ok := index[k]
		if !ok {
			i = len(found)
			index[k] = i
			found = append(found, cell{key: k})
		}
		found[i].members = append(found[i].members, m)
	}
	for _, m := range members {
		all.members = append(all.members, m.index)
		if m.at.Case == "" {
			continue
		}
		c := estimate.Key{Case: m.at.Case}
		put(c, m.index)
		timed := []estimate.Key{c}
		if m.at.Dept != "" {
			put(with(c, "dept", m.at.Dept), m.index)
			timed = append(timed, with(c, "dept", m.at.Dept))
		}
		if m.at.Side != "" {
			put(with(c, "side", m.at.Side), m.index)
		}
		if m.at.Role != "" {
			put(with(c, "role", m.at.Role), m.index)
			timed = append(timed, with(c, "role", m.at.Role))
		}
		for _, p := range m.periods {
			for _, k := range timed {
				put(with(k, "period", p), m.index)
			}
		}
	}
	if len(all.members) == 0 {
		return nil
	}
	l.sort(study, found)
	return append([]cell{all}, found...)
}

// interviewMembers describes the interviews. Who was asked does not depend on a period: an interview stands in every period
// of the study, or in none where no segment of any interview speaks of one.
func interviewMembers(study *coding.Study, layers *pass.Layers, l levels) []member {
	talk := map[string]bool{}
	for i := range study.Interviews {
		talk[study.Interviews[i].ID] = !study.Interviews[i].Document
	}
	var periods []string
	layers.Segments(func(id, _, period string) {
		if period != "" && talk[id] {
			periods = l.periods
		}
	})
	var out []member
	for i := range study.Interviews {
		iv := &study.Interviews[i]
		if iv.Document {
			continue
		}
		out = append(out, member{index: i, at: l.place(iv.Case, iv.Dept, iv.Role), periods: periods})
	}
	return out
}

// responseMembers describes the responses that are not excluded.
func responseMembers(study *coding.Study, l levels) []member {
	var out []member
	for i := range study.Survey.Responses {
		r := &study.Survey.Responses[i]
		if r.Excluded != "" {
			continue
		}
		m := member{index: i, at: l.place(r.Case, r.Dept, r.Role)}
		if r.Period != "" {
			m.periods = []string{r.Period}
		}
		out = append(out, m)
	}
	return out
}

// silentCells are the cases, departments and sides with people invited of whom nobody answered: they have respondents (0)
// and a response rate (0), and no scores.
func silentCells(study *coding.Study, cells []cell) []survey.Cell {
	known := map[estimate.Key]bool{}
	for i := range cells {
		known[cells[i].key] = true
	}
	var out []survey.Cell
	invited := func(k estimate.Key, n int) {
		if n > 0 && !known[k] {
			known[k] = true
			out = append(out, survey.Cell{Key: k})
		}
	}
	for i := range study.Cases {
		c := estimate.Key{Case: study.Cases[i].ID}
		invited(c, study.Cases[i].Invited)
		for k := range study.Departments {
			if d := &study.Departments[k]; d.Case == c.Case {
				invited(c, d.Invited)
				invited(with(c, "dept", d.ID), d.Invited)
				if d.Side != "" {
					invited(with(c, "side", d.Side), d.Invited)
				}
			}
		}
	}
	return out
}

func interviewCells(cells []cell) []interview.Cell {
	out := make([]interview.Cell, len(cells))
	for i, c := range cells {
		out[i] = interview.Cell{Key: c.key, Interviews: c.members}
	}
	return out
}

func surveyCells(cells []cell) []survey.Cell {
	out := make([]survey.Cell, len(cells))
	for i, c := range cells {
		out[i] = survey.Cell{Key: c.key, Responses: c.members}
	}
	return out
}

// studyPeriods are the periods of a study, earliest first: those of its order, then others that segments or responses
// name, numbers by number and texts by bytes.
func studyPeriods(study *coding.Study, layers *pass.Layers) []string {
	out := append([]string(nil), study.Options.Order["period"]...)
	known := map[string]bool{"": true}
	for _, p := range out {
		known[p] = true
	}
	var more []string
	add := func(p string) {
		if !known[p] {
			known[p] = true
			more = append(more, p)
		}
	}
	layers.Segments(func(_, _, period string) { add(period) })
	for i := range study.Survey.Responses {
		if r := &study.Survey.Responses[i]; r.Excluded == "" {
			add(r.Period)
		}
	}
	moments.SortLevels(more)
	return append(out, more...)
}
