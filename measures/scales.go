package measures

import (
	"math"
	"slices"
	"strings"

	"github.com/smekit/smekit/measures/aggregate"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/reliability"
	"github.com/smekit/smekit/measures/survey"
)

// scales analyses every leaf as a scale: its reliability over the whole study (`dim=ME.REL`, items after `|`), and
// whether its scores may be read by department (rwg and intraclass correlations): for each case (`dim=ME.REL;case=G`, the department
// after `|`) and over the departments of all cases.
func (s *scorer) scales() error {
	if s.responses == nil {
		return nil
	}
	results := make([][]estimate.Estimate, len(s.responses.Leaves))
	err := each(s.ctx, len(results), func(l int) error {
		var err error
		results[l], err = s.scale(l)
		return err
	})
	for _, r := range results {
		s.add(r...)
	}
	return err
}

// commonItems returns the items of a leaf that are asked of everybody, when there are at least two of them, else all; items
// asked of one side alone share no respondents with those of the other. left names the others.
func commonItems(leaf *survey.Leaf) (items []survey.Item, left []string) {
	for _, it := range leaf.Items {
		if it.Ask == "all" {
			items = append(items, it)
		} else {
			left = append(left, it.ID)
		}
	}
	if len(items) < 2 && len(left) > 0 {
		return leaf.Items, nil
	}
	return items, left
}

func (s *scorer) scale(l int) ([]estimate.Estimate, error) {
	leaf := &s.responses.Leaves[l]
	items, left := commonItems(leaf)
	ids := make([]string, len(items))
	for i := range items {
		ids[i] = items[i].ID
	}
	finish := func(e estimate.Estimate, key estimate.Key, people int) estimate.Estimate {
		return describeScale(e, key, people, ids, left)
	}
	whole := estimate.Key{Dim: leaf.Dim}
	all, _ := s.responses.Find(estimate.Key{}, leaf.Dim)
	rows := s.responses.Cells[0].Responses
	r, err := reliability.Compute(s.ctx, s.itemFrame(rows, items), reliability.Options{Items: ids, Min: math.NaN(), Max: math.NaN(),
		Factors: reliability.FactorsOf(len(ids)), Seed: s.seed})
	if err != nil {
		return nil, err
	}
	var out []estimate.Estimate
	for _, e := range r.Estimates {
		out = append(out, finish(e, whole, all.People))
	}
	if low, high := scaleEnds(items); math.IsNaN(low) || math.IsNaN(high) {
		e := estimate.New("aggregate", "rwg_j", "mean").Because(noteMixedScale.Says())
		return append(out, finish(e, whole, all.People)), nil
	}
	for _, c := range s.responses.Cells {
		if c.Key == (estimate.Key{Case: c.Key.Case}) {
			es, err := s.aggregation(l, c.Key.Case, c.Responses)
			if err != nil {
				return nil, err
			}
			out = append(out, es...)
		}
	}
	return out, nil
}

// describeScale writes an estimate of a scale under the study's keys. left are the items that were not taken.
func describeScale(e estimate.Estimate, key estimate.Key, people int, ids, left []string) estimate.Estimate {
	e.Of = key.Of(e.Of)
	e.People = people
	e.Basis = estimate.Basis{Source: "responses", Filter: estimate.Key{Case: key.Case}.String(), Columns: ids}
	if len(left) > 0 {
		e = e.With(noteSideItems.Says(strings.Join(left, ", ")))
	}
	return e
}

// scaleEnds are the ends that all the items have, NaN where they differ.
func scaleEnds(items []survey.Item) (low, high float64) {
	low, high = items[0].Min, items[0].Max
	for i := range items {
		if items[i].Min != low || items[i].Max != high {
			return math.NaN(), math.NaN()
		}
	}
	return low, high
}

// aggregation says whether a leaf's scores may be read by department: of a case, or of the whole study (no case), whose
// departments are given within their cases.
func (s *scorer) aggregation(l int, caseID string, rows []int) ([]estimate.Estimate, error) {
	// People of no department are in none of the groups, nor among the people behind the figures.
	rows = slices.DeleteFunc(slices.Clone(rows), func(r int) bool { return s.study.Survey.Responses[r].Dept == "" })
	leaf := &s.responses.Leaves[l]
	items, left := commonItems(leaf)
	ids := make([]string, len(items))
	for i := range items {
		ids[i] = items[i].ID
	}
	low, high := scaleEnds(items)
	frame := s.itemFrame(rows, items)
	frame.Text("dept", s.departments(rows, caseID == ""))
	r, err := aggregate.Compute(s.ctx, frame, aggregate.Options{Items: ids, Group: "dept", Min: low, Max: high})
	if err != nil {
		return nil, err
	}
	groups := s.groups(rows, l)
	all, repeated := s.people(rows, l)
	key := estimate.Key{Dim: leaf.Dim, Case: caseID}
	var out []estimate.Estimate
	for _, e := range r.Estimates {
		people := all
		if level, ok := strings.CutPrefix(e.Of, "dept="); ok {
			if caseID == "" {
				continue
			}
			one, _ := s.responses.Find(estimate.Key{Case: caseID, Dept: level}, leaf.Dim)
			people = one.People
		}
		out = append(out, s.fewGroups(describeScale(e, key, people, ids, left), groups, repeated))
	}
	return out, nil
}

// people counts the distinct people with a valid answer to a leaf among responses, and says whether somebody has several.
func (s *scorer) people(rows []int, l int) (n int, repeated bool) {
	seen := map[int]bool{}
	for _, r := range rows {
		if s.responses.Valid[r][l] {
			repeated = repeated || seen[s.responses.Person[r]]
			seen[s.responses.Person[r]] = true
		}
	}
	return len(seen), repeated
}

// fewGroups refuses REML, and the p of the test of departments, with fewer than 10 of them, and cautions about ANOVA. The
// test takes answers as independent: where people answered in several periods it has no p either.
func (s *scorer) fewGroups(e estimate.Estimate, groups int, repeated bool) estimate.Estimate {
	if e.Empty() {
		return e
	}
	if e.Measure == "anova_f" && estimate.Has(e.P) && !s.allowed("tests") {
		switch {
		case groups < leastClusters:
			e.P = estimate.None
			return e.With(noteRefuseClust.Says(groups))
		case repeated:
			e.P = estimate.None
			return e.With(noteRepeatedP.Says())
		}
	}
	if groups >= leastClusters {
		return e
	}
	switch e.Measure {
	case "icc1_reml", "icc2_reml":
		if !s.allowed("multilevel") {
			return e.Because(noteRefuseReml.Says(groups))
		}
	case "icc1", "icc2":
		return e.With(noteFewDepts.Says(groups))
	}
	return e
}

// itemFrame holds the answers of responses to items, reversed already.
func (s *scorer) itemFrame(rows []int, items []survey.Item) *moments.Frame {
	f := moments.NewFrame(len(rows))
	for i := range items {
		column := make([]float64, len(rows))
		for k, r := range rows {
			column[k] = s.responses.Answer(r, &items[i])
		}
		f.Numeric(items[i].ID, column)
	}
	return f
}

// departments names the department of each response; over several cases with the case before it.
func (s *scorer) departments(rows []int, qualified bool) []string {
	out := make([]string, len(rows))
	for k, r := range rows {
		p := &s.study.Survey.Responses[r]
		switch {
		case p.Dept == "":
		case qualified:
			out[k] = p.Case + "/" + p.Dept
		default:
			out[k] = p.Dept
		}
	}
	return out
}

// groups counts the departments with a score of a leaf among responses.
func (s *scorer) groups(rows []int, l int) int {
	seen := map[[2]string]bool{}
	for _, r := range rows {
		if p := &s.study.Survey.Responses[r]; p.Dept != "" && !math.IsNaN(s.responses.Scores[r][l]) {
			seen[[2]string{p.Case, p.Dept}] = true
		}
	}
	return len(seen)
}
