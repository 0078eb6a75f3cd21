package measures

import (
	"math"

	"github.com/smekit/smekit/measures/describe"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/survey"
)

// How the answers to an item spread over the points of its scale: `describe.share(dim=ME.REL;source=survey|ME_REL_1=4)` over
// the whole study and, of observed dimensions, `…;case=G|ME_REL_1=4` in each case. The points are those of the
// questionnaire: reversed items are not turned, N counts the valid answers, without weights, and a person asked in two
// periods gives two. An item of more than 11 points, or on a continuous scale, has no shares.

const mostSharePoints = 11

var noteShareSide = estimate.DefineNote("score_share_side", "an item that is not asked of every side")

func (s *scorer) shares() error {
	if s.responses == nil {
		return nil
	}
	results := make([][]estimate.Estimate, len(s.responses.Leaves))
	err := each(s.ctx, len(results), func(l int) error {
		var err error
		results[l], err = s.sharesOf(&s.responses.Leaves[l])
		return err
	})
	for _, r := range results {
		s.add(r...)
	}
	return err
}

func (s *scorer) sharesOf(leaf *survey.Leaf) (out []estimate.Estimate, err error) {
	proposed := s.survey.fw.Dimensions[s.survey.dim[leaf.Dim]].Proposed
	for _, c := range s.responses.Cells {
		if c.Key != (estimate.Key{Case: c.Key.Case}) || proposed && c.Key.Case != "" {
			continue
		}
		for i := range leaf.Items {
			it := &leaf.Items[i]
			if !s.pointed(it) {
				continue
			}
			es, err := s.itemShares(leaf.Dim, c, it)
			if err != nil {
				return nil, err
			}
			out = append(out, es...)
		}
	}
	return out, nil
}

// pointed reports whether an item has a scale of points, and every valid answer is one of them.
func (s *scorer) pointed(it *survey.Item) bool {
	if n := it.Max - it.Min; n != math.Trunc(n) || n >= mostSharePoints || it.Min != math.Trunc(it.Min) {
		return false
	}
	for _, r := range s.responses.Cells[0].Responses {
		if x := s.responses.Answer(r, it); !math.IsNaN(x) && (x != math.Trunc(x) || x < it.Min || x > it.Max) {
			return false
		}
	}
	return true
}

// itemShares are the shares in a cell, none where nobody answered.
func (s *scorer) itemShares(dim string, c survey.Cell, it *survey.Item) ([]estimate.Estimate, error) {
	column, people, n := make([]float64, len(c.Responses)), map[int]bool{}, 0
	for k, r := range c.Responses {
		x := s.responses.Answer(r, it)
		if it.Reverse {
			x = it.Min + it.Max - x // as it was asked
		}
		if column[k] = x; !math.IsNaN(x) {
			people[s.responses.Person[r]] = true
			n++
		}
	}
	if n == 0 {
		return nil, nil
	}
	r, err := describe.Compute(s.ctx, moments.NewFrame(len(column)).Numeric(it.ID, column),
		describe.Options{Items: []string{it.ID}, Min: it.Min, Max: it.Max, Shares: true})
	if err != nil {
		return nil, err
	}
	key := estimate.Key{Dim: dim, Source: "survey", Case: c.Key.Case}
	var out []estimate.Estimate
	for _, e := range r.Estimates {
		if e.Measure != "share" {
			continue
		}
		e.Of = key.Of(e.Of)
		e.People = len(people)
		e.Method += ", not reversed"
		e.Basis.Source, e.Basis.Filter = "responses", c.Key.String()
		if it.Ask != "all" {
			e = e.With(noteShareSide.Says())
		}
		out = append(out, e)
	}
	return out, nil
}
