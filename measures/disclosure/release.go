package disclosure

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// Report counts what was hidden.
type Report struct {
	MinN          int
	Primary       int // estimates about too few people, note n<min_n
	Complementary int // estimates hidden so that others cannot be rebuilt, note suppressed
	Hidden        map[string]bool

	// Estimates that were hidden, or lost standard error, interval and degrees of freedom, for one reason alone: they were
	// computed over departments of which some are hidden. Who has the records may compute them anew on the others.
	OverHidden map[string]bool
}

// Release returns the estimates with the hidden ones emptied in place: no number, n, people, degrees of freedom or limit,
// one note (`n<5` or `suppressed`), a method only where it holds no number. A mean that is shown while departments in it are
// hidden loses what those gave it as clusters. es is not changed. minN of 1 or less hides nothing.
func Release(es []estimate.Estimate, m Margins, minN int) ([]estimate.Estimate, Report) {
	out := make([]estimate.Estimate, len(es))
	copy(out, es)
	report := Report{MinN: minN, Hidden: map[string]bool{}, OverHidden: map[string]bool{}}
	if minN <= 1 {
		return out, report
	}
	t := sortOut(es, m, minN)
	r := &release{tables: t, row: make([]state, len(es)), lattices: make([][]*lattice, len(t.order)), weighed: make([][]int, len(es))}
	together := map[string][]int{}
	for i := range es {
		if key := weighedWith(&es[i]); key != "" {
			together[key] = append(together[key], i)
		}
	}
	for _, rows := range together {
		for _, i := range rows {
			r.weighed[i] = rows
		}
	}
	r.run()
	for i := range out {
		over := r.row[i] == shown && r.overHidden(i)
		if over {
			report.OverHidden[out[i].ID()] = true
			if r.owner[i] >= 0 {
				out[i] = bare(out[i])
				continue
			}
			r.row[i] = complementary
		}
		switch r.row[i] {
		case primary:
			report.Primary++
		case complementary:
			report.Complementary++
		default:
			continue
		}
		report.Hidden[out[i].ID()] = true
		out[i] = empty(out[i], r.row[i], minN)
	}
	return out, report
}

type release struct {
	*tables
	row      []state      // of each estimate
	lattices [][]*lattice // of each subject: the coarse one, the whole one
	weighed  [][]int      // for each row those that share its weights, made from the spread over cases
}

// run applies the rules until nothing more is hidden. Each round hides at least one more unit or row, so it ends.
func (r *release) run() {
	for i := range r.es {
		if r.owner[i] < 0 && r.alone(i) {
			r.row[i] = primary
		}
	}
	for changed := true; changed; {
		changed = r.derive()
		for k, s := range r.order {
			if r.protect(k, s) {
				r.derive()
				changed = true
			}
		}
		changed = r.keepParents() || changed
	}
}

// alone reports whether a row outside every unit is itself about too few people. A gap is the difference of two printed
// means and needs no more than those.
func (r *release) alone(i int) bool {
	e := &r.es[i]
	if e.Family == "score" {
		if e.Measure == "hazard" && e.Empty() { // it could not be judged for that very reason
			return false
		}
		return e.Measure != "gap" && e.Measure != "peer_gap" && r.few(e.People)
	}
	k, _, err := estimate.ParseKey(e.Of)
	if err == nil && k.Source == "interview" {
		return false
	}
	return r.few(e.People) || surveyFamilies[e.Family] && e.People < 0 && r.few(e.N)
}

// derive hides what is computed from hidden units, and carries a dimension's hidden cells to its other tables.
func (r *release) derive() (changed bool) {
	for again := true; again; {
		again = false
		for _, u := range r.units {
			if u.state == shown && !u.zero && r.follows(u) {
				u.state = complementary
				again = true
			}
		}
		for i := range r.es {
			to := r.row[i]
			if j := r.owner[i]; j >= 0 {
				to = r.units[j].state
			} else if to == shown && r.restsOnHidden(i) {
				to = complementary
			}
			if to == r.row[i] {
				continue
			}
			r.row[i] = to
			again = true
		}
		changed = changed || again
	}
	return changed
}

// weighedWith names the weights that a coupling row used, where they were made from all the cases' scores together: with
// one case hidden they would speak of it. Empty for others.
func weighedWith(e *estimate.Estimate) string {
	if e.Family != "ccd" || !strings.Contains(e.Method, " weights ") || strings.Contains(e.Method, "equal weights") {
		return ""
	}
	k, own, err := estimate.ParseKey(e.Of)
	if err != nil {
		return ""
	}
	k.Case = ""
	return k.Of(own)
}

// follows reports whether a unit must go with another: a table of a dimension with its score, the people invited with
// the people who answered, a composite with a child.
func (r *release) follows(u *unit) bool {
	s := u.subject
	if s.family != "score" && s.dim != "" {
		if j, ok := r.at[unitKey{subject{family: "score", dim: s.dim, source: "survey"}, u.cell}]; ok {
			if score := r.units[j]; score.state != shown || strings.HasPrefix(s.own, linkedOwn) && u.scored >= 0 && r.few(score.scored-u.scored) && !r.composed(score) {
				return true
			}
		}
	}
	if s.own == "respondents_invited" {
		s.own = "respondents"
		if j, ok := r.at[unitKey{s, u.cell}]; ok && r.units[j].state != shown {
			return true
		}
	}
	if u.partner >= 0 && r.units[u.partner].state != shown {
		return true // the same people, and as many
	}
	for _, j := range u.kids {
		if r.units[j].state != shown || r.fewMore(u, r.units[j]) {
			return true
		}
	}
	if u.shares() && r.sharesFollow(u) {
		return true
	}
	for _, i := range u.rows {
		if r.parentHidden(i, false) {
			return true
		}
	}
	return false
}

// fewMore reports whether people linked over time on a composite are a few more than those linked on a child: with the other
// children, the two means would give the child's scores of these few, and with those of a period the rest of it.
func (r *release) fewMore(u, child *unit) bool {
	return strings.HasPrefix(u.subject.own, linkedOwn) && u.scored >= 0 && child.scored >= 0 && r.few(u.scored-child.scored)
}

// restsOnHidden reports whether a row outside every unit was computed from something hidden, or names a hidden group. A
// verdict that counts departments stands: it counts the hidden ones without naming them.
func (r *release) restsOnHidden(i int) bool {
	for _, j := range r.leans[i] {
		if r.units[j].state != shown {
			return true
		}
	}
	for _, k := range r.weighed[i] {
		if r.parentHidden(k, false) {
			return true
		}
	}
	return r.parentHidden(i, r.es[i].Family == "score" && r.es[i].Measure == "hazard")
}

func (r *release) parentHidden(i int, verdict bool) bool {
	for _, p := range r.parents[i] {
		if r.row[p] == shown {
			continue
		}
		// What has too few people was unknown to the verdict, but for interviews; departments are only counted.
		e := &r.es[p]
		if verdict && (r.few(r.people(e)) && !ofInterviews(e) || r.owner[p] >= 0 && r.units[r.owner[p]].cell.Dept != "") {
			continue
		}
		return true
	}
	return false
}

func ofInterviews(e *estimate.Estimate) bool {
	k, _, err := estimate.ParseKey(e.Of)
	return err == nil && k.Source == "interview"
}

// protect hides units of a subject until its margins give no hidden one away: first among whole departments, sides, roles
// and periods, then with the periods of each, where what is hidden already is taken first.
func (r *release) protect(k int, s subject) (changed bool) {
	if r.lattices[k] == nil {
		hidden := s.source != "interview" // with people whom the margins leave over
		var coarse []int
		for _, j := range r.subject[s] {
			hidden = hidden || r.units[j].state != shown
			if c := r.units[j].cell; attributes(Cell{Dept: c.Dept, Side: c.Side, Role: c.Role, Period: c.Period}) <= 1 {
				coarse = append(coarse, j)
			}
		}
		if !hidden {
			return false
		}
		r.lattices[k] = []*lattice{newLattice(r.tables, coarse), newLattice(r.tables, r.subject[s])}
	}
	for _, l := range r.lattices[k] {
		for _, r.facet = range s.facets() {
			changed = r.close(l) || changed
		}
	}
	r.facet = 0
	return changed
}

// close hides units until a lattice gives none away, and shows again those that later ones made needless.
func (r *release) close(l *lattice) (changed bool) {
	var added []int
	for {
		support, ok := l.exposed(r.tables)
		if !ok {
			break
		}
		j := l.candidate(r.tables, support)
		r.units[j].state = complementary
		r.units[j].guard |= r.facet
		added = append(added, j)
	}
	kept := len(added)
	for i := len(added) - 1; i >= 0 && len(added) > 1; i-- {
		u := r.units[added[i]]
		u.state = shown
		if _, ok := l.exposed(r.tables); ok {
			u.state = complementary
		} else {
			u.guard = 0
			kept--
		}
	}
	return kept > 0
}

// keepParents hides a child of each hidden composite whose children are all shown.
func (r *release) keepParents() (changed bool) {
	for i := range r.es {
		if r.row[i] == shown || !composite(&r.es[i]) {
			continue
		}
		var children []int
		for _, p := range r.parents[i] {
			if r.owner[p] >= 0 {
				children = append(children, r.owner[p])
			}
		}
		changed = r.hideOne(children) || changed
	}
	for _, u := range r.units {
		if u.state != shown && !slices.ContainsFunc(u.kids, func(j int) bool { return r.fewMore(u, r.units[j]) }) {
			changed = r.hideOne(u.kids) || changed // means of the same people, or it could not be computed from them
		}
	}
	return changed
}

// hideOne hides the smallest of some units unless one of them is hidden already.
func (r *release) hideOne(units []int) bool {
	best := -1
	for _, j := range units {
		u := r.units[j]
		if u.state != shown {
			return false
		}
		if !u.zero && (best < 0 || u.n < r.units[best].n || u.n == r.units[best].n && j < best) {
			best = j
		}
	}
	if best >= 0 {
		r.units[best].state = complementary
		r.units[best].guard |= rated
	}
	return best >= 0
}

// overHidden reports whether a row was computed over departments of which some are hidden, and holds what tells of them.
func (r *release) overHidden(i int) bool {
	e := &r.es[i]
	if e.Family != "aggregate" && e.Family != "multilevel" && !estimate.Has(e.SE) && !estimate.Has(e.Low) && !estimate.Has(e.Statistic) {
		return false
	}
	for _, j := range r.inside[i] {
		if r.units[j].state != shown {
			return true
		}
	}
	return false
}

var noteBare = estimate.DefineNote("disclosure_bare", "no interval: it would tell of departments that are hidden")

// bare takes from a mean what departments as clusters gave it.
func bare(e estimate.Estimate) estimate.Estimate {
	e.SE, e.Low, e.High, e.Statistic, e.DF1, e.DF2, e.P = estimate.None, estimate.None, estimate.None, estimate.None, estimate.None, estimate.None, estimate.None
	return e.With(noteBare.Says())
}

// empty takes everything out of an estimate that could tell its value.
func empty(e estimate.Estimate, s state, minN int) estimate.Estimate {
	out := estimate.New(e.Family, e.Measure, e.Of)
	out.Basis = e.Basis
	if !strings.ContainsAny(e.Method, "0123456789") {
		out.Method = e.Method
	}
	if s == primary {
		return out.With(estimate.NoteSmallCell.Says(minN))
	}
	return out.With(estimate.NoteSuppressed.Says())
}
