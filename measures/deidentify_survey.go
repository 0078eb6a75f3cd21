package measures

import (
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

// table is a row of the released ledger that says something of the sum of a cell: a mean, or a number of people.
type toldCell struct {
	dim    string       // empty: people
	cell   estimate.Key // case, dept, side, role, period
	linked string       // of people linked over two periods: the key of their comparison
	hidden bool
	open   bool // hidden, but it follows from what is shown
}

// surveySecrets is what the released tables say of the survey, and what they hide.
type surveySecrets struct {
	*scorer
	plan   *recoding
	told   []toldCell
	linked map[string][]int // responses of people linked over time, by comparison
	values map[string][]float64
	dims   []string // with values, in the framework's order
	at     []estimate.Key
	any    []bool // a response with some valid answer
}

func isHidden(e *estimate.Estimate) bool {
	for _, n := range e.Notes {
		if n.Code == estimate.NoteSmallCell || n.Code == estimate.NoteSuppressed {
			return true
		}
	}
	return false
}

func newSurveySecrets(s *scorer, plan *recoding, released *ledger.Ledger) *surveySecrets {
	x := &surveySecrets{scorer: s, plan: plan, linked: map[string][]int{}, values: map[string][]float64{}}
	responses := s.study.Survey.Responses
	x.at, x.any = make([]estimate.Key, len(responses)), make([]bool, len(responses))
	for r := range responses {
		p := &responses[r]
		x.at[r] = s.levels.place(p.Case, p.Dept, p.Role)
		x.at[r].Period = p.Period
		x.any[r] = p.Excluded == "" && slices.Contains(s.responses.Valid[r], true)
	}
	for d, column := range s.respondents() {
		if column != nil {
			dim := s.study.Framework.Dimensions[d].ID
			x.dims = append(x.dims, dim)
			x.values[dim] = column
		}
	}
	for _, c := range s.comparisonJobs() {
		if c.linked {
			x.linked[with(c.scope, c.by, estimate.Contrast(c.first, c.second)).String()] = c.rows
		}
	}
	for i := range released.Estimates {
		e := &released.Estimates[i]
		k, own, err := estimate.ParseKey(e.Of)
		if err != nil || k.Source != "survey" || k.Layer != "" {
			continue
		}
		hidden := isHidden(e)
		if e.Empty() && !hidden {
			continue
		}
		cell := k
		cell.Dim, cell.Source = "", ""
		switch {
		case e.Family == "score" && e.Measure == "respondents":
			if hidden && !isSmall(e) {
				continue // a number that is hidden for the sake of small ones; who has the responses can count them
			}
			x.told = append(x.told, toldCell{cell: cell, hidden: hidden})
		case e.Family == "score" && e.Measure == "survey_pomp" && (own == "" || own == withinPart):
			x.told = append(x.told, toldCell{dim: k.Dim, cell: cell, hidden: hidden})
		case e.Family == "compare" && e.Measure == "mean":
			one, ok := groupCell(cell, own)
			if !ok {
				continue
			}
			t := toldCell{dim: k.Dim, cell: one, hidden: hidden}
			if _, is := x.linked[cell.String()]; is {
				t.linked = cell.String()
			}
			x.told = append(x.told, t)
		}
	}
	return x
}

// groupCell is the cell that a comparison's group speaks of.
func groupCell(k estimate.Key, own string) (estimate.Key, bool) {
	if level, is := strings.CutPrefix(own, "dept="); is {
		k.Dept = level
		return k, true
	}
	if own == "" || own == "dept" {
		return k, false
	}
	for _, by := range []string{"role", "side", "period", "dept", "case"} {
		f := field(&k, by)
		if a, b, is := estimate.SplitContrast(*f); is && (a == own || b == own) {
			*f = own
			return k, true
		}
	}
	return k, false
}

// standsIn reports whether somebody who stands at a place is in a cell.
func standsIn(at, cell estimate.Key) bool {
	ok := func(have, want string) bool { return want == "" || have == want }
	return ok(at.Case, cell.Case) && ok(at.Dept, cell.Dept) && ok(at.Side, cell.Side) && ok(at.Role, cell.Role) && ok(at.Period, cell.Period)
}

// sums are the responses of a subject sorted into the finest sums that matter: alike in their true place, in the periods in
// which their person has a score, and in what the package shows of them.
type sums struct {
	number  map[[3]string]int
	of      []int // by response: its sum, -1 without a score
	unseen  []unseenSum
	classes [][]uint64 // what the package shows: the sum of everybody who looks alike
}

// unseenSum is a sum over nobody: a department and a role that both have people in a case and period, but none in common.
// Where the package does not name both, the attacker cannot know that there is nobody.
type unseenSum struct {
	at estimate.Key
	n  int
}

func (x *surveySecrets) sums(dim string, answers bool) *sums {
	leaf, _ := x.responses.Leaf(dim)
	in := func(r int) bool {
		switch {
		case dim == "":
			return x.any[r]
		case answers:
			return x.study.Survey.Responses[r].Excluded == "" && x.responses.Valid[r][leaf]
		}
		return x.study.Survey.Responses[r].Excluded == "" && !math.IsNaN(x.values[dim][r])
	}
	periods, places, classes := map[int][]string{}, map[int][]string{}, map[int][]string{} // of a person
	for r := range x.at {
		if in(r) {
			p := x.responses.Person[r]
			periods[p] = append(periods[p], x.at[r].Period)
			places[p] = append(places[p], x.at[r].String())
			classes[p] = append(classes[p], x.plan.shows(r))
		}
	}
	for r := range x.at { // in how many periods somebody answered at all shows too
		if p := x.responses.Person[r]; dim != "" && periods[p] != nil && x.study.Survey.Responses[r].Excluded == "" {
			periods[p] = append(periods[p], "any "+x.at[r].Period)
			classes[p] = append(classes[p], "any "+x.plan.shows(r))
		}
	}
	for p := range periods {
		sort.Strings(periods[p])
		sort.Strings(places[p])
		sort.Strings(classes[p])
	}
	out := &sums{number: map[[3]string]int{}, of: make([]int, len(x.at))}
	seen := map[string][]int{} // class → sums
	for r := range x.at {
		out.of[r] = -1
		if !in(r) {
			continue
		}
		p := x.responses.Person[r]
		class := ""
		if dim == "" || !x.plan.withholds(r, x.leavesOf(dim)) {
			class = x.plan.shows(r)
			if class != "" && !x.plan.apart[x.at[r].Case] {
				class += "\x00" + strings.Join(classes[p], "\x00")
			}
		}
		key := [3]string{x.at[r].String(), strings.Join(periods[p], "\x00"), class}
		if dim == "" { // people are counted once
			key[0], key[1] = strings.Join(places[p], "\x00"), ""
			if class != "" {
				class = strings.Join(classes[p], "\x00")
			}
			key[2] = class
		}
		n, known := out.number[key]
		if !known {
			n = len(out.number)
			out.number[key] = n
			if class != "" {
				seen[class] = append(seen[class], n)
			}
		}
		out.of[r] = n
	}
	x.addUnseen(out, dim, seen)
	for _, class := range sortedKeys(seen) {
		v := make([]uint64, len(out.number))
		for _, n := range seen[class] {
			v[n] = 1
		}
		out.classes = append(out.classes, v)
	}
	return out
}

// addUnseen adds the sums over nobody to the classes that they could stand in.
func (x *surveySecrets) addUnseen(s *sums, dim string, classes map[string][]int) {
	type when struct{ caseID, period string }
	depts, roles, there := map[when]map[string]string{}, map[when]map[string]bool{}, map[estimate.Key]bool{}
	for r, n := range s.of {
		if n < 0 {
			continue
		}
		at := x.at[r]
		w := when{at.Case, at.Period}
		if depts[w] == nil {
			depts[w], roles[w] = map[string]string{}, map[string]bool{}
		}
		if at.Dept != "" {
			depts[w][at.Dept] = at.Side
		}
		if at.Role != "" {
			roles[w][at.Role] = true
		}
		there[at] = true
	}
	byShow := map[string][]string{}
	for _, class := range sortedKeys(classes) {
		show, _, _ := strings.Cut(class, "\x00")
		if dim != "" || show == class {
			byShow[show] = append(byShow[show], class)
		}
	}
	for w := range depts {
		for _, dept := range sortedKeys(depts[w]) {
			for _, role := range sortedKeys(roles[w]) {
				at := estimate.Key{Case: w.caseID, Dept: dept, Side: depts[w][dept], Role: role, Period: w.period}
				if show := x.plan.showsAt(at); !there[at] && show != "seen "+at.String() {
					for _, class := range append([]string{""}, byShow[show]...) {
						if (class == "") != (len(byShow[show]) == 0) {
							continue
						}
						n := len(s.number)
						s.number[[3]string{at.String(), "nobody", class}] = n
						s.unseen = append(s.unseen, unseenSum{at, n})
						if class != "" {
							classes[class] = append(classes[class], n)
						}
					}
				}
			}
		}
	}
}

// leavesOf are the dimensions with answers of their own that a dimension's score rests on.
func (x *surveySecrets) leavesOf(dim string) []string {
	if _, ok := x.responses.Leaf(dim); ok {
		return []string{dim}
	}
	var out []string
	for _, kid := range x.study.Framework.Children(dim) {
		out = append(out, x.leavesOf(kid.ID)...)
	}
	return out
}

// broad reports whether a cell is hidden in most dimensions, or so is the number of its people: then it is small because of
// who is in it, not of who left a few items out.
func (x *surveySecrets) broad(t toldCell) bool {
	n := map[string]bool{}
	for i := range x.told {
		o := &x.told[i]
		if o.hidden && o.cell == t.cell && o.linked == t.linked {
			if o.dim == "" {
				return true
			}
			n[o.dim] = true
		}
	}
	return 2*len(n) >= len(x.dims)
}

// leafOf is the dimension whose answers have to go: of a composite one that is hidden in the cell itself, or the first.
func (x *surveySecrets) leafOf(t toldCell) string {
	leaves := x.leavesOf(t.dim)
	for _, leaf := range leaves {
		for i := range x.told {
			if o := &x.told[i]; o.hidden && o.dim == leaf && o.cell == t.cell {
				return leaf
			}
		}
	}
	for _, leaf := range leaves {
		if _, is := x.responses.Leaf(leaf); is {
			return leaf
		}
	}
	return ""
}

// form is a cell's sum in terms of the finest ones.
func (x *surveySecrets) form(s *sums, t *toldCell) []uint64 {
	v := make([]uint64, len(s.number))
	rows := x.linked[t.linked]
	if t.linked == "" {
		for r, n := range s.of {
			if n >= 0 && standsIn(x.at[r], t.cell) {
				v[n] = 1
			}
		}
		for _, u := range s.unseen {
			if standsIn(u.at, t.cell) {
				v[u.n] = 1
			}
		}
		return v
	}
	level := t.cell.Period
	scored := map[int]int{}
	for _, r := range rows {
		if s.of[r] >= 0 {
			scored[x.responses.Person[r]]++
		}
	}
	cell := t.cell
	cell.Period = level
	for _, r := range rows {
		if s.of[r] >= 0 && scored[x.responses.Person[r]] > 1 && standsIn(x.at[r], cell) {
			v[s.of[r]] = 1
		}
	}
	return v
}

// exposed returns the first hidden cell that the package as planned, with everything that is published, gives away.
func (x *surveySecrets) exposed() (toldCell, bool) {
	for _, dim := range append([]string{""}, x.dims...) {
		some := false
		for i := range x.told {
			some = some || x.told[i].dim == dim && x.told[i].hidden && !x.told[i].open
		}
		if !some {
			continue
		}
		for _, answers := range []bool{false, true} {
			if _, leaf := x.responses.Leaf(dim); answers && !leaf {
				continue
			}
			if t, ok := x.exposedIn(dim, answers); ok {
				return t, true
			}
		}
	}
	return toldCell{}, false
}

// exposedIn looks at the scores of a dimension, or at the answers, which somebody may have given too few of for a score.
func (x *surveySecrets) exposedIn(dim string, answers bool) (toldCell, bool) {
	s := x.sums(dim, answers)
	var known span
	for _, v := range s.classes {
		known.learn(v)
	}
	for i := range x.told {
		if t := &x.told[i]; t.dim == dim && !t.hidden {
			known.learn(x.form(s, t))
		}
	}
	for i := range x.told {
		if t := &x.told[i]; t.dim == dim && t.hidden && !t.open && known.tells(x.form(s, t)) {
			return *t, true
		}
	}
	return toldCell{}, false
}

func sortedKeys[T any](m map[string]T) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
