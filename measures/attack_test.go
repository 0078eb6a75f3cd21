package measures_test

import (
	"context"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/interview"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/measures/survey"
	"github.com/smekit/smekit/sampledata"
)

// The attacker of these tests has a released ledger and knows who answered what and who is where, everything but the
// answers themselves. Every answer is an unknown; what is shown gives equations; nothing that is hidden may follow from
// them. What is no linear equation (the summaries over departments, standard errors) is computed anew from the records of
// the departments shown alone, and must agree: then it says nothing of the others.

// field is the integers modulo a prime: exact elimination.
const field = 1<<31 - 1

func power(a uint64, e uint64) uint64 {
	r := uint64(1)
	for ; e > 0; e >>= 1 {
		if e&1 == 1 {
			r = r * a % field
		}
		a = a * a % field
	}
	return r
}

func over(a, b int) uint64 { return uint64(a) % field * power(uint64(b), field-2) % field }

// form is a linear combination of unknowns.
type form map[int]uint64

func (f form) add(g form, factor uint64) {
	for k, x := range g {
		if f[k] = (f[k] + x*factor) % field; f[k] == 0 {
			delete(f, k)
		}
	}
}

// known is a set of equations in echelon form.
type known struct {
	pivots map[int]int // unknown → row
	rows   []form
}

func (k *known) reduce(f form) form {
	g := form{}
	g.add(f, 1)
	for {
		at := -1
		for x := range g {
			if _, ok := k.pivots[x]; ok && (at < 0 || x < at) {
				at = x
			}
		}
		if at < 0 {
			return g
		}
		g.add(k.rows[k.pivots[at]], field-g[at])
	}
}

// learn adds an equation. Rows have no pivots below their own, so that reducing ends.
func (k *known) learn(f form) {
	g := k.reduce(f)
	if len(g) == 0 {
		return
	}
	at := -1
	for x := range g {
		if at < 0 || x < at {
			at = x
		}
	}
	h := form{}
	h.add(g, power(g[at], field-2))
	if k.pivots == nil {
		k.pivots = map[int]int{}
	}
	k.pivots[at] = len(k.rows)
	k.rows = append(k.rows, h)
}

func (k *known) tells(f form) bool { return len(f) > 0 && len(k.reduce(f)) == 0 }

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
			rows := y.linked(cell, own, k.Dim)
			out, n := form{}, 0
			for _, r := range rows {
				out.add(y.score(r, k.Dim, 0), 1)
				n++
			}
			if n == 0 {
				return nil
			}
			g := form{}
			g.add(out, over(1, n))
			return g
		}
		return y.mean(c, k.Dim)
	}
	return nil
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

func hiddenRow(e estimate.Estimate) bool {
	return len(e.Notes) > 0 && (e.Notes[0].Code == "suppressed" || e.Notes[0].Code == "small_cell")
}

// attackSurvey solves for hidden means: once with all rows but those of people linked over time, then with each comparison
// of linked people beside the rows of cases and periods. Who answered twice is known by case, not by department or role.
func (y *spy) attackSurvey(released *ledger.Ledger, dims func(string) bool, minN int) (found []string) {
	var all known
	var hidden []estimate.Estimate
	plain := func(k estimate.Key) bool { return k.Dept+k.Side+k.Role == "" }
	linked, coarse := map[string][]estimate.Estimate{}, []form{}
	for _, e := range released.Estimates {
		k, own, err := estimate.ParseKey(e.Of)
		if err != nil || k.Source != "survey" || !dims(k.Dim) {
			continue
		}
		if linkedRow(y.full[e.ID()]) {
			linked[k.Period] = append(linked[k.Period], e)
			continue
		}
		f := y.figure(y.full[e.ID()])
		switch {
		case f == nil:
		case hiddenRow(e):
			hidden = append(hidden, e)
		case !e.Empty():
			all.learn(f)
			if plain(k) && !strings.HasPrefix(own, "dept=") {
				coarse = append(coarse, y.whole(e))
			}
		}
	}
	check := func(k *known, rows []estimate.Estimate) {
		for _, e := range rows {
			// People linked over time who are enough are hidden for the sake of others: of the few who answered once, of
			// the children of their parent. What counts is those.
			if y.full[e.ID()].N >= minN && linkedRow(y.full[e.ID()]) {
				continue
			}
			if f := y.figure(y.full[e.ID()]); hiddenRow(e) && f != nil && k.tells(f) {
				found = append(found, e.ID())
			}
		}
	}
	check(&all, hidden)
	defer func(crossed bool) { y.crossed = crossed }(y.crossed)
	y.crossed = true
	var some []estimate.Estimate
	for _, e := range hidden {
		if k, own, _ := estimate.ParseKey(e.Of); plain(k) && !strings.HasPrefix(own, "dept=") {
			some = append(some, e)
		}
	}
	for _, contrast := range slices.Sorted(maps.Keys(linked)) {
		var k known
		for _, f := range coarse {
			k.learn(f)
		}
		for _, e := range linked[contrast] {
			if f := y.figure(y.full[e.ID()]); f != nil && !e.Empty() {
				k.learn(f)
			}
		}
		check(&k, append(slices.Clone(some), linked[contrast]...))
		// The others of a period, where they are few.
		for _, e := range linked[contrast] {
			key, level, _ := estimate.ParseKey(e.Of)
			if _, leaf := y.leaf[key.Dim]; !leaf || e.Measure != "mean" || key.Case == "" {
				continue
			}
			cell := estimate.Key{Case: key.Case, Period: key.Period}
			twice := y.linked(cell, level, key.Dim)
			cell.Period = level
			once := slices.DeleteFunc(y.rows(cell), func(r int) bool { return slices.Contains(twice, r) })
			f := form{}
			for _, r := range once {
				if x := y.score(r, key.Dim, 0); x != nil {
					f.add(x, uint64(math.Round(4*y.sheet.Weight(r))))
				}
			}
			if len(f) < minN && k.tells(f) {
				found = append(found, fmt.Sprintf("the %d others of %s", len(f), e.ID()))
			}
		}
	}
	return found
}

// attackInterviews solves for what the people of small departments said. Which interview was with which role is the reader's
// to see, but not the interview's department.
func (y *spy) attackInterviews(released *ledger.Ledger, heads map[[2]string]int, minN int) (found []string) {
	layers := pass.NewLayers(y.study)
	consensus := layers.Settle(pass.Options{})
	periods := map[string]bool{"": true}
	for _, e := range released.Estimates {
		if k, _, err := estimate.ParseKey(e.Of); err == nil && k.Source == "interview" && !strings.Contains(k.Period, "-") {
			periods[k.Period] = true
		}
	}
	type one struct{ iv int }
	var cells []interview.Cell
	var of []one
	for p := range periods {
		for i := range y.study.Interviews {
			if !y.study.Interviews[i].Document {
				cells = append(cells, interview.Cell{Key: estimate.Key{Period: p}, Interviews: []int{i}})
				of = append(of, one{i})
			}
		}
	}
	scores := interview.Compute(y.study, layers, consensus, cells)
	facets := map[string]string{"interview_prevalence": "presence", "interview_q": "Q", "interview_v": "Q", "interview_share": "share",
		"interview_rate": "rate", "interview_salience": "salience"}
	figure := func(e estimate.Estimate) form {
		k, own, err := estimate.ParseKey(e.Of)
		facet := facets[e.Measure]
		if err != nil || own != "" || facet == "" || k.Source != "interview" || k.Layer+k.Pass+k.Coder != "" || k.Role != "" || strings.Contains(k.Side+k.Period, "-") {
			return nil
		}
		d := slices.Index(scores.Dims, k.Dim)
		out, n := form{}, 0
		for c := range cells {
			iv := &y.study.Interviews[of[c].iv]
			at := y.place(iv.Case, iv.Dept, iv.Role)
			ok := func(have, want string) bool { return want == "" || have == want }
			if cells[c].Key.Period != k.Period || !ok(at.Case, k.Case) || !ok(at.Dept, k.Dept) || !ok(at.Side, k.Side) || !ok(at.Role, k.Role) {
				continue
			}
			v := &scores.Values[c][d]
			if m := map[string]int{"presence": v.Asked, "salience": v.Asked, "Q": v.Rated, "share": v.ShareN, "rate": v.RateN}[facet]; m > 0 {
				out.add(form{y.unknown(fmt.Sprint("said ", of[c].iv, facet, k.Dim, k.Period)): 1}, 1)
				n++
			}
		}
		if n == 0 {
			return nil
		}
		return out
	}
	var k known
	for _, e := range released.Estimates {
		if !e.Empty() {
			if f := figure(e); f != nil {
				k.learn(f)
			}
		}
	}
	for _, e := range released.Estimates {
		key, _, err := estimate.ParseKey(e.Of)
		if err != nil || key.Source != "interview" || key.Dept == "" {
			continue
		}
		if n := heads[[2]string{key.Case, key.Dept}]; n == 0 || n >= minN {
			continue
		}
		full := y.full[e.ID()]
		if facets[e.Measure] != "" && full.N > 0 && (!e.Empty() || e.N >= 0) && !full.Empty() {
			found = append(found, e.ID()+" is shown")
		}
		if f := figure(full); f != nil && k.tells(f) {
			found = append(found, e.ID())
		}
	}
	return found
}

var n0 = regexp.MustCompile(`n0 = ([0-9.]+)`)

// attackSummaries compares what was computed over departments with the departments shown.
func (y *spy) attackSummaries(released *ledger.Ledger) (found []string, some int) {
	hidden := map[string]map[[2]string]bool{}
	for _, e := range released.Estimates {
		k, own, err := estimate.ParseKey(e.Of)
		if err != nil || k.Source == "interview" || !hiddenRow(e) {
			continue
		}
		if level, ok := strings.CutPrefix(own, "dept="); ok {
			k.Dept = level
		}
		if k.Dept != "" {
			if hidden[k.Dim] == nil {
				hidden[k.Dim] = map[[2]string]bool{}
			}
			hidden[k.Dim][[2]string{k.Case, k.Dept}] = true
		}
	}
	size := map[string]map[[2]string]int{} // rows of a department in an aggregation
	for _, e := range y.full {
		if k, own, err := estimate.ParseKey(e.Of); err == nil && e.Family == "aggregate" && e.Measure == "group_n" {
			if size[k.Dim] == nil {
				size[k.Dim] = map[[2]string]int{}
			}
			size[k.Dim][[2]string{k.Case, strings.TrimPrefix(own, "dept=")}] = int(e.Value)
		}
	}
	for _, e := range released.Estimates {
		k, own, err := estimate.ParseKey(e.Of)
		if err != nil {
			continue
		}
		dept := func(d [2]string) bool { return k.Case == "" || d[0] == k.Case }
		any := false
		for d := range hidden[k.Dim] {
			any = any || dept(d)
		}
		if !any {
			continue
		}
		switch {
		case e.Family == "aggregate" && !strings.HasPrefix(own, "dept="):
			rows, groups, people := 0, 0, 0
			for d, n := range size[k.Dim] {
				if dept(d) && !hidden[k.Dim][d] && n > 0 {
					rows += n
					groups++
					people += y.people(y.rows(estimate.Key{Case: d[0], Dept: d[1]}), k.Dim)
				}
			}
			some++
			limit := rows
			if own != "" {
				limit = groups
			}
			if e.N > limit || e.People > people {
				found = append(found, fmt.Sprintf("%s: n %d of %d shown, people %d of %d", e.ID(), e.N, limit, e.People, people))
			}
			if want := y.sizeOf(k.Dim, size[k.Dim], func(d [2]string) bool { return dept(d) && !hidden[k.Dim][d] }); want >= 0 {
				if m := n0.FindStringSubmatch(e.Method); m != nil {
					if x, _ := strconv.ParseFloat(m[1], 64); math.Abs(x-want) > 1e-3 {
						found = append(found, fmt.Sprintf("%s: n0 %v, of the departments shown %v", e.ID(), x, want))
					}
				}
			}
		case e.Family == "compare" && own == "dept" && !e.Empty():
			found = append(found, e.ID())
		case (e.Family == "compare" || e.Family == "score") && estimate.Has(e.SE) && strings.Contains(e.Method, "CR1"):
			some++
			cell := k
			cell.Dim, cell.Source = "", ""
			if own != "" {
				c, ok := group(cell, own)
				if !ok {
					continue
				}
				cell = c
			}
			if want := y.clusteredSE(y.rows(cell), k.Dim, hidden[k.Dim]); math.Abs(want-e.SE) > 1e-6*(1+want) {
				found = append(found, fmt.Sprintf("%s: SE %v, with the hidden departments as one %v", e.ID(), e.SE, want))
			}
		}
	}
	return found, some
}

// sizeOf is n0 of an aggregation over some departments, by rows with half of the items; -1 where the aggregation leaves
// items out that the scores have.
func (y *spy) sizeOf(dim string, size map[[2]string]int, in func([2]string) bool) float64 {
	l := y.leaf[dim]
	for _, it := range y.sheet.Leaves[l].Items {
		if it.Ask != "all" {
			return -1
		}
	}
	n, squares, k := 0.0, 0.0, 0.0
	for d := range size {
		if !in(d) {
			continue
		}
		c := 0.0
		for _, r := range y.rows(estimate.Key{Case: d[0], Dept: d[1]}) {
			if !math.IsNaN(y.sheet.Scores[r][l]) {
				c++
			}
		}
		if c > 0 {
			n, squares, k = n+c, squares+c*c, k+1
		}
	}
	return (n - squares/n) / (k - 1)
}

// clusteredSE is the CR1 standard error of a leaf's mean with the hidden departments as one; of a group the shown one is
// taken for granted.
func (y *spy) clusteredSE(rows []int, dim string, hidden map[[2]string]bool) float64 {
	score := func(r int) float64 { return y.value(r, dim) }
	sum, weight := 0.0, 0.0
	for _, r := range rows {
		if x := score(r); !math.IsNaN(x) {
			sum += y.sheet.Weight(r) * x
			weight += y.sheet.Weight(r)
		}
	}
	u := map[[2]string]float64{}
	for _, r := range rows {
		x := score(r)
		if math.IsNaN(x) || y.sheet.Weight(r) == 0 {
			continue
		}
		p := &y.study.Survey.Responses[r]
		d := [2]string{p.Case, p.Dept}
		if hidden[d] {
			d = [2]string{}
		}
		u[d] += y.sheet.Weight(r) * (x - sum/weight) / weight
	}
	squares, g := 0.0, float64(len(u))
	for _, x := range u {
		squares += x * x
	}
	return math.Sqrt(g / (g - 1) * squares)
}

func (y *spy) value(r int, dim string) float64 {
	if l, ok := y.leaf[dim]; ok {
		return y.sheet.Scores[r][l]
	}
	f := y.score(r, dim, 0)
	if f == nil {
		return math.NaN()
	}
	d, sum, used := y.study.Framework.Dimension(dim), 0.0, 0
	for _, kid := range y.study.Framework.Children(dim) {
		if kid.Polarity == 0 || kid.Proposed {
			continue
		}
		if x := y.value(r, kid.ID); !math.IsNaN(x) {
			if kid.Polarity != d.Polarity {
				x = 100 - x
			}
			sum += x
			used++
		}
	}
	return sum / float64(used)
}

// attackSiblings looks for what the rest of a hidden comparison keeps.
func attackSiblings(released *ledger.Ledger) (found []string) {
	type comparison struct {
		hidden bool
		rows   []estimate.Estimate
	}
	all := map[string]*comparison{}
	linked := map[string]bool{}
	for _, e := range released.Estimates {
		k, own, err := estimate.ParseKey(e.Of)
		if err != nil || e.Family != "compare" || own == "dept" || strings.HasPrefix(own, "dept=") {
			continue
		}
		c := all[k.String()]
		if c == nil {
			c = &comparison{}
			all[k.String()] = c
		}
		c.hidden = c.hidden || own != "" && hiddenRow(e)
		c.rows = append(c.rows, e)
		linked[k.String()] = linked[k.String()] || e.Measure == "paired_t"
	}
	for key, c := range all {
		for _, e := range c.rows {
			_, own, _ := estimate.ParseKey(e.Of)
			if c.hidden && (own == "" || linked[key]) && (!e.Empty() || e.N >= 0 || e.People >= 0 || len(e.Notes) != 1 || !hiddenRow(e)) {
				found = append(found, e.ID()+" beside a hidden group: n "+fmt.Sprint(e.N)+", "+estimate.JoinNotes(e.Notes))
			}
		}
	}
	return found
}

// attack runs every attack on a study: small ones with all dimensions together, larger ones dimension by dimension by an
// attacker who knows more.
func attack(t *testing.T, s *coding.Study, together bool) (hidden, some int) {
	t.Helper()
	full, err := measures.Score(context.Background(), s, measures.ScoreOptions{Bootstrap: -1})
	if err != nil {
		t.Fatal(err)
	}
	released := measures.Release(full, s)
	y := newSpy(s, full)
	y.crossed = !together
	heads := map[[2]string]int{}
	people := map[[2]string]map[string]bool{}
	for _, r := range s.Survey.Responses {
		d := [2]string{r.Case, r.Dept}
		if people[d] == nil {
			people[d] = map[string]bool{}
		}
		if r.Excluded == "" {
			people[d][r.Respondent] = true
		}
	}
	for _, d := range s.Departments {
		at := [2]string{d.Case, d.ID}
		heads[at] = max(d.Invited, len(people[at]), 0)
	}
	var found []string
	if together {
		found = y.attackSurvey(released, func(string) bool { return true }, s.Options.MinN)
	} else {
		for i := range s.Framework.Dimensions {
			if dim := s.Framework.Dimensions[i].ID; y.leaf[dim] > 0 || len(y.sheet.Leaves) > 0 && y.sheet.Leaves[0].Dim == dim {
				found = append(found, y.attackSurvey(released, func(d string) bool { return d == dim }, s.Options.MinN)...)
			}
		}
	}
	found = append(found, y.attackInterviews(released, heads, s.Options.MinN)...)
	summaries, some := y.attackSummaries(released)
	found = append(append(found, summaries...), attackSiblings(released)...)
	for i, e := range released.Estimates {
		f := &full.Estimates[i]
		if f.ID() != e.ID() {
			t.Fatalf("row %d is %s, was %s", i, e.ID(), f.ID())
		}
		if hiddenRow(e) {
			hidden++
			if !e.Empty() || e.N >= 0 || e.People >= 0 || estimate.Has(e.SE) || estimate.Has(e.DF1) {
				found = append(found, e.ID()+" keeps a trace")
			}
		}
	}
	if hidden != released.Primary+released.Secondary-withoutTwo(released) {
		t.Errorf("%d rows are hidden, %d and %d are counted", hidden, released.Primary, released.Secondary)
	}
	for i, id := range found {
		if i == 30 {
			t.Errorf("and %d more", len(found)-i)
			break
		}
		t.Errorf("given away: %s", id)
	}
	return hidden, some
}

// withoutTwo counts the summaries that are empty because fewer than two departments are shown.
func withoutTwo(l *ledger.Ledger) (n int) {
	for _, e := range l.Estimates {
		if len(e.Notes) > 0 && e.Notes[len(e.Notes)-1].Code == "score_departments_shown_few" {
			n++
		}
	}
	return n
}

// TestAttack attacks random studies through the whole pipeline.
func TestAttack(t *testing.T) {
	hidden, some := 0, 0
	for _, seed := range seeds() {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			_, s := invent(t, seed)
			h, n := attack(t, s, true)
			hidden, some = hidden+h, some+n
		})
	}
	if hidden == 0 || some == 0 {
		t.Errorf("%d hidden rows, %d summaries over hidden departments", hidden, some)
	}
}

// TestAttackManyDepartments has means with standard errors by department.
func TestAttackManyDepartments(t *testing.T) {
	some := 0
	for _, seed := range []uint64{1, 2, 3, 4, 5, 8, 38} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			_, s := invent(t, seed)
			for i := range s.Cases {
				for d := range 12 {
					s.Departments = append(s.Departments, coding.Department{Case: s.Cases[i].ID, ID: fmt.Sprintf("many%02d", d),
						Side: []string{"approval", "supervision", "support"}[d%3], Invited: -1})
				}
			}
			grown := s.Survey.Responses
			for copies := range 5 {
				for _, r := range grown[:len(grown):len(grown)] {
					r.Respondent = fmt.Sprint(r.Respondent, "-", copies)
					s.Survey.Responses = append(s.Survey.Responses, r)
				}
			}
			for i := range s.Survey.Responses {
				r := &s.Survey.Responses[i]
				r.Dept, r.Weight = fmt.Sprintf("many%02d", (i*i)%23%12), 1
			}
			_, n := attack(t, s, false)
			some += n
		})
	}
	if some == 0 {
		t.Error("no summary over hidden departments")
	}
}

// TestAttackSample attacks the sample study.
func TestAttackSample(t *testing.T) {
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if hidden, some := attack(t, s, false); hidden == 0 || some == 0 {
		t.Errorf("%d hidden rows, %d summaries over hidden departments", hidden, some)
	}
}
