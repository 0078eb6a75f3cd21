package measures

import (
	"strings"

	"github.com/smekit/smekit/measures/correlate"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/factor"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/survey"
)

// What the observed dimensions with items share over the whole study. A row is a person, as in the models.
//
//   - `correlate.r(source=survey|ME.REL~E.SYN)`: Pearson's r of people's scores (0–100) of two dimensions, in the framework's order,
//     of those who have both.
//   - `factor.harman_first_factor(source=survey)`: the share of the variance of all their items that one unrotated component
//     takes, with kmo and bartlett_chi2 of the same items; of the items that every side is asked, reversed ones turned.

// observed are the leaves of observed dimensions, in the framework's order.
func (s *scorer) observed() (out []int) {
	for l := range s.responses.Leaves {
		if !s.survey.fw.Dimensions[s.survey.dim[s.responses.Leaves[l].Dim]].Proposed {
			out = append(out, l)
		}
	}
	return out
}

func (s *scorer) associations(rows []int, twice int) error {
	leaves := s.observed()
	if len(leaves) == 0 {
		return nil
	}
	_, weighted := s.weights(rows)
	finish := func(e estimate.Estimate) estimate.Estimate {
		e.Of = estimate.Key{Source: "survey"}.Of(e.Of)
		e.Method += ", one row a person"
		e.Basis.Source = "responses"
		if twice > 0 {
			e = e.With(noteModelLatest.Says(twice))
		}
		if weighted {
			e = e.With(noteModelWeights.Says())
		}
		return e
	}
	if len(leaves) > 1 {
		frame, names := moments.NewFrame(len(rows)), make([]string, len(leaves))
		for i, l := range leaves {
			column := make([]float64, len(rows))
			for k, r := range rows {
				column[k] = s.responses.Scores[r][l]
			}
			names[i] = s.responses.Leaves[l].Dim
			frame.Numeric(names[i], column)
		}
		r, err := correlate.Compute(s.ctx, frame, correlate.Options{Items: names})
		if err != nil {
			return err
		}
		for _, e := range r.Estimates {
			if e.N > 0 {
				s.add(finish(e).With(noteModelClusters.Says()))
			}
		}
	}
	return s.oneSource(leaves, rows, finish)
}

// oneSource screens all items together for what one way of asking might add to them.
func (s *scorer) oneSource(leaves, rows []int, finish func(estimate.Estimate) estimate.Estimate) error {
	var items []survey.Item
	var sides []string
	for _, l := range leaves {
		all, left := s.asked(s.responses.Leaves[l].Items, rows)
		items, sides = append(items, all...), append(sides, left...)
	}
	if len(items) < 2 {
		return nil
	}
	names, columns := s.itemColumns([]construct{{items: items}}, rows)
	used, _ := answered(columns)
	if why, refused := s.tooFew(len(used), len(items), 0); refused {
		e := estimate.New(factor.Family, "harman_first_factor", "")
		e.N, e.People, e.Method = len(used), len(used), "first eigenvalue of R"
		e.Basis.Columns = names
		s.add(finish(e.Because(why)))
		return nil
	}
	r, err := factor.Adequacy(s.ctx, frameOf(names, columns), names)
	if err != nil {
		return err
	}
	for _, e := range r.Estimates {
		if e.Of != "" {
			continue // of single items
		}
		if e = finish(e); sides != nil {
			e = e.With(noteModelSides.Says(strings.Join(sides, ", ")))
		}
		s.add(e)
	}
	return nil
}
