package disclosure

import (
	"math"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// state of a unit.
type state uint8

const (
	shown         state = iota
	primary             // too few people
	complementary       // so that others cannot be rebuilt
)

// subject is what a unit is about: the same subject in other cells stands in the same margins.
type subject struct{ family, dim, source, layer, pass, coder, own string }

// unit is the estimates of one subject in one cell.
type unit struct {
	subject subject
	cell    Cell
	rows    []int // of the estimates, in order
	n       int   // people behind it
	scored  int   // observations of its mean, or people counted; -1 without
	zero    bool  // no people: nothing to hide
	facets  facet // what it has figures of
	silent  facet // what no row of it gives, though there is something
	guard   facet // of interviews, once hidden: what must not be rebuilt
	kids    []int // of a composite that no score row speaks of: its children in the same cell
	with    []int // of shares of answers: those of the other items of the dimension in the cell
	sides   []int // of shares of answers, where the item is asked of one side: the scores of the cell's sides
	sided   bool  // of shares of answers: the item is not asked of every side
	aside   bool  // of shares of answers: hidden for a hidden side alone
	partner int   // of people linked over time: the same people in the other period, -1: none
	twin    int   // of people linked over time: the unit of the period, where they are all its people, -1: none
	state   state
}

// tables are the estimates sorted into units and into rows that are computed from units.
type tables struct {
	es      []estimate.Estimate
	minN    int
	known   *levels
	sides   map[place]string
	units   []*unit         // in the order of their first rows
	at      map[unitKey]int // index of a unit
	owner   []int           // unit of each row, -1: none
	leans   [][]int         // for rows without unit: units named by its key, that it must not outlive
	inside  [][]int         // for rows computed over departments: the units of those departments
	facet   facet           // what margins are solved for at the moment, 0: everything
	rowOf   map[string]int  // row of an estimate id
	parents [][]int         // rows that each row was computed from
	crowd   map[Cell]int    // people in a cell: the largest n of its units
	subject map[subject][]int
	order   []subject
}

type unitKey struct {
	subject subject
	cell    Cell
}

// surveyFamilies are the families that compute on respondents; a row of theirs without a head count is judged by its n.
var surveyFamilies = map[string]bool{"describe": true, "correlate": true, "reliability": true, "aggregate": true, "compare": true,
	"factor": true, "cfa": true, "sem": true, "mediate": true, "multilevel": true, "rake": true, "careless": true}

// cellMeasures are the scores that describe a cell; the other scores are computed from them.
var cellMeasures = map[string]bool{"survey_pomp": true, "survey_pomp_median": true, "survey_pomp_sd": true, "percent_agree": true,
	"composite": true, "readiness": true, "interview_q": true, "interview_v": true, "interview_prevalence": true,
	"interview_share": true, "interview_rate": true, "interview_salience": true}

// headMeasures count people; response_rate is computed from them.
var headMeasures = map[string]bool{"respondents": true, "respondents_invited": true}

func sortOut(es []estimate.Estimate, m Margins, minN int) *tables {
	t := &tables{es: es, minN: minN, known: newLevels(), sides: m.sides(), at: map[unitKey]int{}, owner: make([]int, len(es)),
		leans: make([][]int, len(es)), inside: make([][]int, len(es)), rowOf: make(map[string]int, len(es)), crowd: map[Cell]int{}, subject: map[subject][]int{}}
	keys := make([]estimate.Key, len(es))
	owns := make([]string, len(es))
	for i := range es {
		t.rowOf[es[i].ID()] = i
		k, own, err := estimate.ParseKey(es[i].Of)
		if err != nil { // no key list: a family's own `of` alone
			k, own = estimate.Key{}, es[i].Of
		}
		keys[i], owns[i] = k, own
		if es[i].Family == "score" && (cellMeasures[es[i].Measure] || headMeasures[es[i].Measure]) {
			for name, value := range map[string]string{"case": k.Case, "dept": k.Dept, "side": k.Side, "role": k.Role, "period": k.Period} {
				t.known.add(name, value)
			}
		}
	}
	for _, d := range m.Departments {
		t.known.add("case", d.Case)
		t.known.add("dept", d.ID)
		t.known.add("side", d.Side)
	}
	t.parents = make([][]int, len(es))
	for i := range es {
		for _, id := range es[i].Basis.Parents {
			if p, ok := t.rowOf[id]; ok {
				t.parents[i] = append(t.parents[i], p)
			}
		}
	}
	heads := m.heads()
	for i := range es {
		t.owner[i] = -1
		t.place(i, keys[i], owns[i], heads)
	}
	departments := t.departments()
	for i := range es {
		if t.owner[i] < 0 {
			t.lean(i, keys[i], owns[i], departments)
		}
		if byDepartment(&es[i]) {
			t.inside[i] = t.within(cellsOf(keys[i], t.known), departments[keys[i].Dim])
		}
	}
	t.relate()
	for _, u := range t.units {
		t.crowd[u.cell] = max(t.crowd[u.cell], u.n)
	}
	return t
}

// place puts a row into its unit, where it describes one cell of people.
func (t *tables) place(i int, k estimate.Key, own string, heads map[place]int) {
	e := &t.es[i]
	s := subject{family: e.Family, dim: k.Dim, source: k.Source, layer: k.Layer, pass: k.Pass, coder: k.Coder}
	cells := cellsOf(k, t.known)
	group := false // the family's own part names the group
	if i := levelOf(cells, own); i >= 0 {
		cells, own, group = cells[i:i+1], "", true
	}
	if len(cells) != 1 {
		return
	}
	switch {
	case e.Family == "score" && headMeasures[e.Measure]:
		s = subject{family: "score", source: "survey", own: e.Measure}
	case e.Family == "score" && cellMeasures[e.Measure]:
	case e.Family == "correlate" && k.Dim == "":
		return // of two dimensions
	case shares(e):
		s.source, s.own = "", sharesOwn+e.Basis.Columns[0]
	case e.Family != "score" && k.Source != "interview" && (e.People >= 0 || surveyFamilies[e.Family]):
		s.source = ""
		base := cells[0]
		s.own, cells = groupsOf(own, base, t.known)
		if len(cells) != 1 {
			return
		}
		group = group || cells[0] != base
		if (e.Family == "compare" || e.Family == "aggregate" || e.Family == "multilevel") && !group {
			return // over several groups
		}
		if e.Family == "compare" {
			// The figures of a comparison's groups are scores of cells, some of which have no score of their own: the
			// leaders of all cases. Those of people linked over time are of fewer people, others in every comparison.
			if linked(e) {
				s.own = linkedOwn + k.Period
			} else {
				s = subject{family: "score", dim: k.Dim, source: "survey"}
			}
		}
	default:
		return
	}
	key := unitKey{s, cells[0]}
	j, ok := t.at[key]
	if !ok {
		j = len(t.units)
		t.at[key] = j
		t.units = append(t.units, &unit{subject: s, cell: cells[0], n: -1, scored: -1, zero: true, partner: -1, twin: -1, silent: averaged | agreed})
		if len(t.subject[s]) == 0 {
			t.order = append(t.order, s)
		}
		t.subject[s] = append(t.subject[s], j)
	}
	u := t.units[j]
	u.rows = append(u.rows, i)
	t.owner[i] = j
	n := t.people(e)
	if e.Empty() && k.Source == "interview" {
		n = 0
	}
	u.n = max(u.n, n)
	switch e.Measure {
	case "survey_pomp", "mean", "share":
		u.scored = e.N
	case "respondents":
		u.scored = n
	}
	u.sided = u.sided || sided(e)
	u.zero = u.zero && n == 0
	switch {
	case k.Source == "interview":
		if e.N > 0 {
			u.facets |= facetOf[e.Measure]
		}
		if e.N > 0 && e.Empty() {
			u.silent |= facetOf[e.Measure]
		}
	default:
		if n > 0 {
			u.facets |= counted
		}
		if f := figureOf(e); f != 0 {
			u.silent &^= f
			if e.N > 0 {
				u.facets |= f
			}
		}
	}
	switch e.Measure {
	case "survey_pomp", "mean":
		u.scored = e.N
	case "respondents":
		u.scored = n
	}
	u.zero = u.zero && n == 0
	switch {
	case n > 0:
		u.facets |= facetOf[e.Measure]
	case e.N > 0:
		u.silent |= facetOf[e.Measure]
	}
	switch {
	case k.Source == "interview":
		// What a handful of people said is theirs, however many interviews it fills.
		if n > 0 && k.Dept != "" && t.few(heads[place{k.Case, k.Dept}]) {
			u.state, u.guard = primary, every
		}
	// A mean of few scores is as telling as one of few people, and people invited stand beside people who answered.
	case t.few(n), t.few(e.People), (e.Family == "score" || e.Family == "reliability" || group) && t.few(e.N),
		e.Measure == "group_n" && !e.Empty() && t.few(int(math.Round(e.Value))):
		u.state = primary
	}
}

// few reports whether a number of people is too small to be shown.
func (t *tables) few(n int) bool { return n > 0 && n < t.minN }

// people is the number of people behind a row, -1 where it is not known.
func (t *tables) people(e *estimate.Estimate) int {
	if e.Family == "score" && headMeasures[e.Measure] {
		if e.Empty() {
			return e.People
		}
		return int(math.Round(e.Value))
	}
	if e.People >= 0 {
		return e.People
	}
	return e.N
}

// lean finds the units that a row without one is about: the sides of a gap, the groups of a contrast, the own value
// beside a benchmark, every department of a comparison of departments.
func (t *tables) lean(i int, k estimate.Key, own string, departments map[string][]int) {
	e := &t.es[i]
	cells := cellsOf(k, t.known)
	if e.Family != "score" {
		if k.Source == "interview" || !surveyFamilies[e.Family] {
			return
		}
		if e.Family == "correlate" && k.Dim == "" { // of the dimensions that its columns name
			for _, dim := range e.Basis.Columns {
				if j, ok := t.at[unitKey{subject{family: "score", dim: dim, source: "survey"}, cells[0]}]; ok {
					t.leans[i] = append(t.leans[i], j)
				}
			}
			return
		}
		var all []Cell
		for _, c := range cells {
			_, groups := groupsOf(own, c, t.known)
			all = append(all, groups...)
		}
		cells = all
		if e.Family == "compare" && (own == "dept" || own == "department") {
			t.leans[i] = append(t.leans[i], t.within(cells, departments[k.Dim])...)
		}
	} else if e.Measure != "gap" && e.Measure != "peer_gap" {
		return
	}
	for _, c := range cells {
		if linked(e) {
			if j, ok := t.at[unitKey{subject{family: "compare", dim: k.Dim, own: linkedOwn + k.Period}, c}]; ok {
				t.leans[i] = append(t.leans[i], j)
			}
		}
		for _, s := range []subject{
			{family: "score", dim: k.Dim, source: k.Source, layer: k.Layer, pass: k.Pass, coder: k.Coder},
			{family: "score", dim: k.Dim, source: "survey"},
		} {
			if j, ok := t.at[unitKey{s, c}]; ok {
				t.leans[i] = append(t.leans[i], j)
				break
			}
		}
	}
}

// bounded reports whether the hidden counts of a subject are secret themselves: those of interviews are not.
func (s subject) bounded() bool { return s.source != "interview" }

// composite reports whether a row is computed from its parents in the same cell.
func composite(e *estimate.Estimate) bool {
	return e.Family == "score" && (strings.HasPrefix(e.Measure, "composite") || e.Measure == "readiness")
}
