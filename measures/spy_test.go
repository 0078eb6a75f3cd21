package measures_test

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/measures/survey"
)

// spy holds what the attacker knows beside the ledger.
type spy struct {
	study *coding.Study
	sheet *survey.Sheet
	leaf  map[string]int
	side  map[[2]string]string
	role  map[string]string
	full  map[string]estimate.Estimate
	vars  map[string]int

	// Whether the attacker knows which departments' people have which roles. In studies of a few people that alone gives
	// much away: all leaders of a period may be of one department.
	crossed bool
	there   map[string]map[estimate.Key]bool // dimension → cells that somebody with a score stands in
}

func newSpy(s *coding.Study, full *ledger.Ledger) *spy {
	y := &spy{study: s, sheet: survey.Read(s), leaf: map[string]int{}, side: map[[2]string]string{}, role: map[string]string{},
		full: map[string]estimate.Estimate{}, vars: map[string]int{}, there: map[string]map[estimate.Key]bool{}}
	for l := range y.sheet.Leaves {
		y.leaf[y.sheet.Leaves[l].Dim] = l
	}
	for _, d := range s.Departments {
		y.side[[2]string{d.Case, d.ID}] = d.Side
	}
	for i := range s.Framework.Roles {
		y.role[s.Framework.Roles[i].ID] = s.Framework.Roles[i].LevelOrID()
	}
	for _, e := range full.Estimates {
		y.full[e.ID()] = e
	}
	return y
}

func (y *spy) unknown(name string) int {
	v, ok := y.vars[name]
	if !ok {
		v = len(y.vars)
		y.vars[name] = v
	}
	return v
}

// place is where somebody stands, as a key.
func (y *spy) place(caseID, dept, role string) estimate.Key {
	k := estimate.Key{Case: caseID, Dept: dept, Side: y.side[[2]string{caseID, dept}], Role: role}
	if level, ok := y.role[role]; ok {
		k.Role = level
	}
	return k
}

func (y *spy) in(r int, cell estimate.Key) bool {
	p := &y.study.Survey.Responses[r]
	if p.Excluded != "" {
		return false
	}
	at := y.place(p.Case, p.Dept, p.Role)
	ok := func(have, want string) bool { return want == "" || have == want }
	return ok(at.Case, cell.Case) && ok(at.Dept, cell.Dept) && ok(at.Side, cell.Side) && ok(at.Role, cell.Role) && ok(p.Period, cell.Period)
}

// score is a response's score of a dimension as a form of its answers; nil where it has none. Groups are scored from their
// observed children, half of which must be there.
func (y *spy) score(r int, dim string, deep int) form {
	if l, ok := y.leaf[dim]; ok {
		if math.IsNaN(y.sheet.Scores[r][l]) {
			return nil
		}
		return form{y.unknown(fmt.Sprint("answer ", r, " ", dim)): 1}
	}
	d := y.study.Framework.Dimension(dim)
	if d == nil || d.Polarity == 0 || deep > 20 {
		return nil
	}
	for _, it := range y.study.Instrument.Items {
		if it.Dimension == dim {
			return nil
		}
	}
	sum, used, all := form{}, 0, 0
	for _, kid := range y.study.Framework.Children(dim) {
		if kid.Polarity == 0 || kid.Proposed {
			continue
		}
		all++
		if f := y.score(r, kid.ID, deep+1); f != nil {
			factor := uint64(1)
			if kid.Polarity != d.Polarity {
				factor = field - 1
			}
			sum.add(f, factor)
			used++
		}
	}
	if used == 0 || 2*used < all {
		return nil
	}
	out := form{}
	out.add(sum, over(1, used))
	return out
}

// mean is the weighted mean of a cell's scores.
func (y *spy) mean(cell estimate.Key, dim string) form {
	out, total := form{}, 0
	for _, r := range y.rows(cell) {
		if f := y.score(r, dim, 0); f != nil {
			w := int(math.Round(4 * y.sheet.Weight(r)))
			out.add(f, uint64(w))
			total += w
		}
	}
	if total == 0 {
		return nil
	}
	if !y.crossed {
		y.addUnseen(out, cell, dim)
	}
	g := form{}
	g.add(out, over(1, total))
	return g
}

// addUnseen adds an unknown for every department and role of a case and period that both have people but none in common.
func (y *spy) addUnseen(f form, cell estimate.Key, dim string) {
	cells := y.there[dim]
	if cells == nil {
		cells = map[estimate.Key]bool{}
		for r := range y.study.Survey.Responses {
			p := &y.study.Survey.Responses[r]
			if p.Excluded != "" || y.score(r, dim, 0) == nil {
				continue
			}
			at := y.place(p.Case, p.Dept, p.Role)
			at.Period, at.Side = p.Period, ""
			cells[at] = true
			cells[estimate.Key{Case: at.Case, Dept: at.Dept, Period: at.Period}] = true
			cells[estimate.Key{Case: at.Case, Role: at.Role, Period: at.Period}] = true
		}
		y.there[dim] = cells
	}
	for d := range cells {
		if d.Dept == "" || d.Role != "" {
			continue
		}
		for o := range cells {
			if o.Role == "" || o.Dept != "" || o.Case != d.Case || o.Period != d.Period {
				continue
			}
			at := estimate.Key{Case: d.Case, Dept: d.Dept, Role: o.Role, Period: d.Period}
			if cells[at] {
				continue
			}
			ok := func(have, want string) bool { return want == "" || have == want }
			if ok(at.Case, cell.Case) && ok(at.Dept, cell.Dept) && ok(y.side[[2]string{at.Case, at.Dept}], cell.Side) && ok(at.Role, cell.Role) && ok(at.Period, cell.Period) {
				f.add(form{y.unknown(fmt.Sprint("unseen ", dim, at)): 1}, 1)
			}
		}
	}
}

func (y *spy) rows(cell estimate.Key) (out []int) {
	for r := range y.study.Survey.Responses {
		if y.in(r, cell) {
			out = append(out, r)
		}
	}
	return out
}

// people counts the distinct people of responses with an answer to a leaf.
func (y *spy) people(rows []int, dim string) int {
	seen := map[int]bool{}
	for _, r := range rows {
		if l, ok := y.leaf[dim]; !ok || y.sheet.Valid[r][l] {
			seen[y.sheet.Person[r]] = true
		}
	}
	return len(seen)
}

// group is the cell that a comparison's group row speaks of.
func group(k estimate.Key, own string) (cell estimate.Key, ok bool) {
	if level, is := strings.CutPrefix(own, "dept="); is {
		k.Dept = level
		return k, true
	}
	if own == "" || own == "dept" {
		return k, false
	}
	for _, f := range []*string{&k.Role, &k.Side, &k.Period, &k.Dept, &k.Case} {
		if a, b, is := estimate.SplitContrast(*f); is && (a == own || b == own) {
			*f = own
			return k, true
		}
	}
	return k, false
}

func linkedRow(e estimate.Estimate) bool {
	return slices.ContainsFunc(e.Notes, func(n estimate.Note) bool { return n.Code == "score_compare_linked" })
}

// figure is a survey row as a form, nil where it is none.
func (y *spy) figure(e estimate.Estimate) form {
	k, own, err := estimate.ParseKey(e.Of)
	if err != nil {
		return nil
	}
	cell := k
	cell.Dim, cell.Source = "", ""
	switch {
	case e.Family == "score" && k.Source == "survey" && (own == "" || own == "hazards"):
		switch e.Measure {
		case "survey_pomp":
			return y.mean(cell, k.Dim)
		case "composite", "readiness":
			out := form{}
			d := y.study.Framework.Dimension(k.Dim)
			for _, p := range e.Basis.Parents {
				parent := y.full[p]
				pk, _, _ := estimate.ParseKey(parent.Of)
				f := y.figure(parent)
				if f == nil {
					return nil
				}
				factor := uint64(1)
				if y.study.Framework.Dimension(pk.Dim).Polarity != d.Polarity {
					factor = field - 1
				}
				out.add(f, factor)
			}
			g := form{}
			g.add(out, over(1, max(1, len(e.Basis.Parents))))
			return g
		case "gap":
			if len(e.Basis.Parents) != 2 {
				return nil
			}
			a, b := y.figure(y.full[e.Basis.Parents[0]]), y.figure(y.full[e.Basis.Parents[1]])
			if a == nil || b == nil {
				return nil
			}
			a.add(b, field-1)
			return a
		case "peer_gap":
			if len(e.Basis.Parents) == 1 {
				return y.figure(y.full[e.Basis.Parents[0]])
			}
		}
	case e.Family == "compare" && e.Measure == "mean":
		c, ok := group(cell, own)
		if !ok {
			return nil
		}
		if linkedRow(y.full[e.ID()]) {
			return y.linkedMean(cell, own, k.Dim)
		}
		return y.mean(c, k.Dim)
	case e.Family == "compare" && e.Measure == "mean_difference":
		first, second, ok := y.levels(cell)
		if !ok {
			return nil
		}
		var a, b form
		if linkedRow(y.full[e.ID()]) {
			a, b = y.linkedMean(cell, first, k.Dim), y.linkedMean(cell, second, k.Dim)
		} else {
			one, _ := group(cell, first)
			other, _ := group(cell, second)
			a, b = y.mean(one, k.Dim), y.mean(other, k.Dim)
		}
		if a == nil || b == nil {
			return nil
		}
		a.add(b, field-1)
		return a
	}
	return nil
}

// levels are the two levels that a comparison's cell names.
func (y *spy) levels(cell estimate.Key) (first, second string, ok bool) {
	for _, v := range []string{cell.Role, cell.Side, cell.Period, cell.Dept, cell.Case} {
		if first, second, ok = estimate.SplitContrast(v); ok {
			return first, second, true
		}
	}
	return "", "", false
}

// linkedMean is the mean at a level of those who have a score in both periods.
func (y *spy) linkedMean(cell estimate.Key, level, dim string) form {
	rows := y.linked(cell, level, dim)
	if len(rows) == 0 {
		return nil
	}
	out := form{}
	for _, r := range rows {
		out.add(y.score(r, dim, 0), 1)
	}
	g := form{}
	g.add(out, over(1, len(rows)))
	return g
}

// whole is a row as a form of answers alone.
func (y *spy) whole(e estimate.Estimate) form {
	defer func(crossed bool) { y.crossed = crossed }(y.crossed)
	y.crossed = true
	return y.figure(y.full[e.ID()])
}

// linked are the responses at a level of those who have a score in both periods.
func (y *spy) linked(cell estimate.Key, level, dim string) (out []int) {
	first, second, _ := estimate.SplitContrast(cell.Period)
	cell.Period = ""
	at := map[string]map[int]int{first: {}, second: {}}
	for _, r := range y.rows(cell) {
		p := y.study.Survey.Responses[r].Period
		if at[p] != nil && y.score(r, dim, 0) != nil {
			at[p][y.sheet.Person[r]] = r + 1
		}
	}
	for person, r := range at[level] {
		if at[first][person] > 0 && at[second][person] > 0 {
			out = append(out, r-1)
		}
	}
	slices.Sort(out)
	return out
}
