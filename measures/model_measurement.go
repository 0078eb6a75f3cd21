package measures

import (
	"errors"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/sem"
	"github.com/smekit/smekit/measures/survey"
)

// The measurement model of a survey: within each observed group at the top of the framework a confirmatory factor analysis
// whose factors are the observed dimensions with three items or more that everybody is asked, reversed items turned as in
// the scores. One model of all groups would need twice the people and, with missing answers, many times the work; what dimensions
// of different groups share, their HTMT says, which needs no model.
//
// A row is a person. Sides are asked different items; those are left out, and what then is missing people left out
// themselves: full information maximum likelihood takes everybody who answered some item (estimator MLR). With very many
// patterns of missing answers complete rows alone are taken.
//
// The rows are `dim=M;source=survey` with lavaan's name of a parameter after `|`; of rival models see model_rivals.go.
// HTMT of dimensions of different groups is `source=survey|ME.REL~~E.SYN`.

const (
	leastPeople  = 100 // of a model
	leastAnItem  = 5   // people
	leastItems   = 3   // of a factor
	mostPatterns = 400 // of missing answers, for full information
)

// construct is a dimension with the items that measure it.
type construct struct {
	dim, parent string
	top         int // the group at the top
	items       []survey.Item
}

// keptOfCFA are the measures that a study's ledger takes of a factor model.
var keptOfCFA = map[string]bool{"chi2": true, "chi2_scaled": true, "cfi": true, "tli": true, "rmsea": true, "cfi_scaled": true, "tli_scaled": true,
	"rmsea_scaled": true, "cfi_robust": true, "tli_robust": true, "rmsea_robust": true, "srmr": true, "aic": true, "bic": true, "loglik": true,
	"chi2_diff": true, "cfi_diff": true, "rmsea_diff": true, "loading": true, "loading_std": true, "correlation": true, "ave": true,
	"composite_reliability": true, "fornell_larcker_ok": true, "htmt": true, "htmt2": true}

// models estimates what the survey's dimensions share, and its models: measurement, paths, departments.
func (s *scorer) models() error {
	if s.responses == nil {
		return nil
	}
	rows, twice := s.persons()
	if err := s.associations(rows, twice); err != nil {
		return err
	}
	if err := s.measurement(rows, twice); err != nil {
		return err
	}
	values := s.respondents()
	if err := s.path(rows, twice, values); err != nil {
		return err
	}
	return s.between(rows, values)
}

// stages are the observed groups at the top of the framework, in its order.
func (s *scorer) stages() []int {
	var out []int
	fw := s.study.Framework
	for d := range fw.Dimensions {
		if x := &fw.Dimensions[d]; x.Parent == "" && x.Group && !x.Proposed {
			out = append(out, d)
		}
	}
	return out
}

// top is the group at the top that a dimension stands in.
func (b *board) top(d int) int {
	for range b.fw.Dimensions {
		p, ok := b.dim[b.fw.Dimensions[d].Parent]
		if !ok {
			break
		}
		d = p
	}
	return d
}

// stage is what a group at the top measures.
type stage struct {
	dim                string
	factors            []construct
	thin, index, sides []string // left out: dimensions of few items, groups with items, items not asked of everybody
}

// measured sorts the observed dimensions with items under the groups at the top.
func (s *scorer) measured(rows []int) []stage {
	fw := s.study.Framework
	var out []stage
	for _, t := range s.stages() {
		g := stage{dim: fw.Dimensions[t].ID}
		for l := range s.responses.Leaves {
			leaf := &s.responses.Leaves[l]
			d := s.survey.dim[leaf.Dim]
			x := &fw.Dimensions[d]
			if x.Proposed || s.survey.top(d) != t {
				continue
			}
			if x.Group {
				g.index = append(g.index, leaf.Dim)
				continue
			}
			items, left := s.asked(leaf.Items, rows)
			g.sides = append(g.sides, left...)
			if len(items) < leastItems {
				g.thin = append(g.thin, leaf.Dim)
				continue
			}
			g.factors = append(g.factors, construct{leaf.Dim, x.Parent, t, items})
		}
		if len(g.factors)+len(g.thin) > 0 {
			out = append(out, g)
		}
	}
	return out
}

func (s *scorer) measurement(rows []int, twice int) error {
	stages := s.measured(rows)
	results := make([][]estimate.Estimate, len(stages))
	err := each(s.ctx, len(stages), func(i int) error {
		var err error
		results[i], err = s.factors(&stages[i], rows, twice)
		return err
	})
	for _, r := range results {
		s.add(r...)
	}
	if err == nil {
		s.add(s.apart(stages, rows)...)
	}
	return err
}

// factors fits the models of one group.
func (s *scorer) factors(g *stage, rows []int, twice int) ([]estimate.Estimate, error) {
	key := estimate.Key{Dim: g.dim, Source: "survey"}
	names, columns := s.itemColumns(g.factors, rows)
	used, patterns := answered(columns)
	missing := sem.FIML
	n := len(used)
	if patterns > mostPatterns || patterns <= 1 {
		missing = sem.Listwise // the same without missing answers
		n = completeRows(columns)
	}
	refused := func(why estimate.Note) []estimate.Estimate {
		e := estimate.New(sem.CFA, "cfi", key.String())
		e.N, e.People, e.Method = n, n, "MLR, "+missing
		e.Basis = estimate.Basis{Source: "responses", Columns: names}
		return []estimate.Estimate{s.leftOut(e.Because(why), g)}
	}
	if len(g.factors) == 0 {
		return refused(noteModelNoFactor.Says()), nil
	}
	models := g.syntax()
	free, err := freeParameters(models[0].Text, names, missing)
	if err != nil {
		return refused(noteModelWords.Says(err.Error())), nil
	}
	if why, ok := s.tooFew(n, len(names), free); ok {
		return refused(why), nil
	}
	r, err := sem.Compute(s.ctx, frameOf(names, columns), sem.Options{Family: sem.CFA, Models: models, Estimator: sem.MLR, Missing: missing, Seed: s.seed,
		FitOnly: []string{rivalGroups, rivalOne}, Against: modelOfTheory})
	var syntax *sem.SyntaxError
	var model *sem.ModelError
	switch {
	case errors.As(err, &syntax) || errors.As(err, &model):
		return refused(noteModelWords.Says(err.Error())), nil
	case err != nil:
		return nil, err
	}
	_, weighted := s.weights(rows)
	var out []estimate.Estimate
	for _, e := range r.Estimates {
		if !keptOfCFA[e.Measure] {
			continue
		}
		if e.Measure == "chi2_diff" { // nested by design
			e.Notes = slices.DeleteFunc(e.Notes, func(n estimate.Note) bool { return n.Code == "sem_if_nested" })
		}
		own := strings.TrimSuffix(e.Of, " ")
		if len(models) > 1 {
			own = strings.TrimPrefix(strings.TrimPrefix(own, modelOfTheory+":"), " ")
		}
		e.Of = key.Of(own)
		e.Method += ", one row a person"
		e.Basis.Source = "responses"
		if e.Measure == "cfi" && own == "" {
			e = s.leftOut(e.With(noteModelStage.Says(g.dim)), g)
			if twice > 0 {
				e = e.With(noteModelLatest.Says(twice))
			}
			if missing == sem.FIML {
				e = e.With(noteModelFIML.Says())
			}
			if patterns > mostPatterns {
				e = e.With(noteModelListwise.Says(patterns, mostPatterns))
			}
			if weighted {
				e = e.With(noteModelWeights.Says())
			}
			e = e.With(noteModelClusters.Says())
		}
		out = append(out, e)
	}
	admissible(out)
	return out, nil
}

// tooFew refuses a factor model: fewer than 100 people, than 5 an item, or no more than free parameters.
func (s *scorer) tooFew(n, items, free int) (estimate.Note, bool) {
	switch {
	case s.allowed("cfa") || s.allowed("sem"):
	case n < leastPeople:
		return noteModelPeople.Says(n), true
	case n < leastAnItem*items:
		return noteModelItems.Says(n, items), true
	case n <= free:
		return noteModelFree.Says(n, free), true
	}
	return estimate.Note{}, false
}

// leftOut says what of a group is in no model.
func (s *scorer) leftOut(e estimate.Estimate, g *stage) estimate.Estimate {
	if g.thin != nil {
		e = e.With(noteModelThin.Says(strings.Join(g.thin, ", ")))
	}
	if g.index != nil {
		e = e.With(noteModelIndex.Says(strings.Join(g.index, ", ")))
	}
	if g.sides != nil {
		e = e.With(noteModelSides.Says(strings.Join(g.sides, ", ")))
	}
	return e
}

// itemColumns are the answers to the items of some factors, by item.
func (s *scorer) itemColumns(factors []construct, rows []int) (names []string, columns [][]float64) {
	for f := range factors {
		for i := range factors[f].items {
			it := &factors[f].items[i]
			column := make([]float64, len(rows))
			for k, r := range rows {
				column[k] = s.responses.Answer(r, it)
			}
			names, columns = append(names, it.ID), append(columns, column)
		}
	}
	return names, columns
}

func completeRows(columns [][]float64) int {
	n := 0
	if len(columns) == 0 {
		return 0
	}
	for r := range columns[0] {
		if !slices.ContainsFunc(columns, func(c []float64) bool { return math.IsNaN(c[r]) }) {
			n++
		}
	}
	return n
}

// freeParameters counts the free parameters of a model on the named columns.
func freeParameters(text string, names []string, missing string) (int, error) {
	syntax, err := sem.Parse(text)
	if err != nil {
		return 0, err
	}
	m, err := sem.Build(syntax, names, sem.Settings{Means: missing == sem.FIML})
	if err != nil {
		return 0, err
	}
	return m.Free, nil
}

// apart compares dimensions of different groups: HTMT of the correlations of their items, each from the people who
// answered both.
func (s *scorer) apart(stages []stage, rows []int) []estimate.Estimate {
	var all []construct
	for i := range stages {
		all = append(all, stages[i].factors...)
	}
	names, columns := s.itemColumns(all, rows)
	used, _ := answered(columns)
	if len(stages) < 2 {
		return nil
	}
	if _, refused := s.tooFew(len(used), 0, 0); refused {
		return nil // the groups' models say why
	}
	blocks, at := make([][]int, len(all)), 0
	for f := range all {
		for range all[f].items {
			blocks[f] = append(blocks[f], at)
			at++
		}
	}
	r := pairwise(columns)
	key := estimate.Key{Source: "survey"}
	var out []estimate.Estimate
	for k, measure := range []string{"htmt", "htmt2"} {
		method := "pairwise Pearson correlations, arithmetic means, Henseler et al. 2015, one row a person"
		if k == 1 {
			method = "pairwise Pearson correlations, geometric means, Roemer et al. 2021, one row a person"
		}
		for i := range all {
			for j := i + 1; j < len(all); j++ {
				if all[i].top == all[j].top {
					continue
				}
				e := estimate.New(sem.CFA, measure, key.Of(all[i].dim+"~~"+all[j].dim))
				e.Value, e.N, e.People, e.Method = sem.HTMT(r, blocks[i], blocks[j], k == 1), len(used), len(used), method
				e.Basis.Source = "responses"
				for _, block := range [][]int{blocks[i], blocks[j]} {
					for _, c := range block {
						e.Basis.Columns = append(e.Basis.Columns, names[c])
					}
				}
				if math.IsNaN(e.Value) {
					e = e.Because(estimate.NoteConstant.Says())
				}
				out = append(out, e.With(noteModelDifferent.Says()))
			}
		}
	}
	return out
}

// pairwise are the correlations of columns, each from the rows that have both.
func pairwise(columns [][]float64) *mat.SymDense {
	r := mat.NewSymDense(max(1, len(columns)), nil)
	for i, x := range columns {
		r.SetSym(i, i, 1)
		for j, y := range columns[:i] {
			n, mx, my := 0.0, 0.0, 0.0
			for k, v := range x {
				if w := y[k]; v == v && w == w {
					n++
					mx += v
					my += w
				}
			}
			mx, my = mx/n, my/n
			xx, yy, xy := 0.0, 0.0, 0.0
			for k, v := range x {
				if w := y[k]; v == v && w == w {
					xx += (v - mx) * (v - mx)
					yy += (w - my) * (w - my)
					xy += (v - mx) * (w - my)
				}
			}
			r.SetSym(i, j, xy/math.Sqrt(xx*yy))
		}
	}
	return r
}
