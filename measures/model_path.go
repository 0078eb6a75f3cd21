package measures

import (
	"math"
	"slices"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/mediate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/multilevel"
)

// The path model of a survey: from the situation by the mechanism's groups in parallel to the effect, on people's composite
// scores, with departments as clusters. The framework's three observed groups at the top are situation, mechanism and
// effect, in its order; the mediators are the observed groups within the mechanism, or where it has none the mechanism
// itself. A contextual situation has no composite: here it is the equal mean of its observed dimensions, half of which
// must be scored.
//
// The rows are `source=survey` with the mediator after `|`. What departments as clusters give the standard errors cannot be
// taken apart again without people's own scores, which no table holds.

const leastGroupsOfModel = 10

// variables of the path model, as dimensions and columns by response.
type paths struct {
	x, y    int
	m       []int
	columns [][]float64 // x, mediators, y
	made    bool        // x has no composite of its own
}

func (p *paths) dims() []int { return append(append([]int{p.x}, p.m...), p.y) }

// paths finds the variables of the path model, or says why there is none.
func (s *scorer) paths(values [][]float64) (paths, *estimate.Note) {
	because := func(n estimate.Note) *estimate.Note { return &n }
	b := s.survey
	top := s.stages()
	if len(top) != 3 {
		return paths{}, because(notePathStages.Says(len(top)))
	}
	p := paths{x: top[0], y: top[2]}
	x := values[p.x]
	if x == nil {
		x, p.made = s.situation(p.x, values), true
	}
	for _, k := range b.kids[top[1]] {
		if d := &b.fw.Dimensions[k]; d.Group && !d.Proposed && values[k] != nil {
			p.m = append(p.m, k)
		}
	}
	if p.m == nil {
		p.m = []int{top[1]}
	}
	p.columns = [][]float64{x}
	for _, m := range p.m {
		p.columns = append(p.columns, values[m])
	}
	p.columns = append(p.columns, values[p.y])
	for i, d := range p.dims() {
		if p.columns[i] == nil {
			return p, because(notePathNoScore.Says(b.fw.Dimensions[d].ID))
		}
	}
	return p, nil
}

// situation is the equal mean of a contextual group's observed dimensions by response, where half of them are scored; nil
// where nobody has one.
func (s *scorer) situation(group int, values [][]float64) []float64 {
	b := s.survey
	var kids []int
	for _, k := range b.kids[group] {
		if !b.fw.Dimensions[k].Proposed {
			kids = append(kids, k)
		}
	}
	out, any := make([]float64, len(s.responses.Scores)), false
	for r := range out {
		sum, n := 0.0, 0
		for _, k := range kids {
			if values[k] == nil || math.IsNaN(values[k][r]) {
				continue
			}
			x := values[k][r]
			if b.fw.Dimensions[k].Polarity < 0 {
				x = 100 - x
			}
			sum += x
			n++
		}
		out[r] = math.NaN()
		if n > 0 && 2*n >= len(kids) {
			out[r], any = sum/float64(n), true
		}
	}
	if !any {
		return nil
	}
	return out
}

func (s *scorer) path(rows []int, twice int, values [][]float64) error {
	key := estimate.Key{Source: "survey"}
	p, why := s.paths(values)
	b := s.survey
	var names []string
	if len(p.columns) > 0 {
		for _, d := range p.dims() {
			names = append(names, b.fw.Dimensions[d].ID)
		}
	}
	refused := func(why estimate.Note, n int) error {
		e := estimate.New(mediate.Family, "total_indirect", key.String())
		if len(p.m) == 1 {
			e.Measure = "indirect"
		}
		e.N, e.People = n, n
		e.Basis = estimate.Basis{Source: "responses", Columns: names}
		s.add(e.Because(why))
		return nil
	}
	if why != nil {
		return refused(*why, 0)
	}
	frame := moments.NewFrame(len(rows))
	departments := s.departments(rows, true)
	complete, clusters := 0, map[string]bool{}
	for i, name := range names {
		column := make([]float64, len(rows))
		for k, r := range rows {
			column[k] = p.columns[i][r]
		}
		frame.Numeric(name, column)
	}
	for k, r := range rows {
		whole := departments[k] != ""
		for _, c := range p.columns {
			whole = whole && !math.IsNaN(c[r])
		}
		if whole {
			complete++
			clusters[departments[k]] = true
		}
	}
	switch {
	case s.allowed("mediation") || s.allowed("mediate"):
	case complete < leastPeople:
		return refused(notePathPeople.Says(complete), complete)
	case len(clusters) < leastClusters:
		return refused(notePathDepts.Says(len(clusters)), complete)
	}
	cluster := "department"
	for slices.Contains(names, cluster) {
		cluster += "'"
	}
	frame.Text(cluster, departments)
	last := len(names) - 1
	r, err := mediate.Compute(s.ctx, frame, mediate.Options{X: names[0], M: names[1:last], Y: names[last], Cluster: cluster, Bootstrap: s.bootstrap, Seed: s.seed})
	if err != nil {
		return err
	}
	_, weighted := s.weights(rows)
	for _, e := range r.Estimates {
		e.Of = key.Of(e.Of)
		e.People = e.N
		e.Method += ", one row a person, composite scores 0-100"
		e.Basis.Source = "responses"
		if e.Measure == "total_indirect" || e.Measure == "indirect" && len(p.m) == 1 {
			for _, n := range r.Warnings {
				if !strings.Contains(estimate.JoinNotes(e.Notes), n.English()) {
					e = e.With(n)
				}
			}
			if p.made {
				e = e.With(notePathSituation.Says(names[0]))
			}
			if twice > 0 {
				e = e.With(noteModelLatest.Says(twice))
			}
			if weighted {
				e = e.With(noteModelWeights.Says())
			}
		}
		s.add(e)
	}
	return nil
}

// between says how much of the effect's composite lies between departments: the intraclass correlation of a model with
// random intercepts. Its dimensions have theirs among the aggregations.
func (s *scorer) between(rows []int, values [][]float64) error {
	top := s.stages()
	if len(top) != 3 || values[top[2]] == nil || s.survey.own[top[2]] {
		return nil
	}
	e, err := s.intraclass(rows, top[2], values[top[2]])
	if err == nil {
		s.add(e)
	}
	return err
}

func (s *scorer) intraclass(rows []int, d int, values []float64) (estimate.Estimate, error) {
	dim := s.study.Framework.Dimensions[d].ID
	departments := s.departments(rows, true)
	column, groups, n := make([]float64, len(rows)), map[string]bool{}, 0
	for k, r := range rows {
		column[k] = values[r]
		if departments[k] != "" && !math.IsNaN(column[k]) {
			groups[departments[k]] = true
			n++
		}
	}
	e := estimate.New(multilevel.Family, "icc", "")
	e.N = n
	if len(groups) < leastGroupsOfModel && !s.allowed("multilevel") {
		e = e.Because(noteLevelRefused.Says(len(groups)))
	} else {
		frame := moments.NewFrame(len(rows)).Numeric("y", column).Text("department", departments)
		r, err := multilevel.Compute(s.ctx, frame, multilevel.Options{Y: "y", Group: "department"})
		if err != nil {
			return e, err
		}
		e, _ = r.Find("icc", "")
		e.Method += ", random intercept, one row a person"
	}
	e.Of = estimate.Key{Dim: dim, Source: "survey"}.String()
	e.People = n
	e.Basis = estimate.Basis{Source: "responses", Columns: []string{dim}}
	return e, nil
}
