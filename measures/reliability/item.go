package reliability

import (
	"math"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
)

// items adds the statistics of each item.
func (s *scale) items(res *estimate.Result) {
	var negative []string
	for i, name := range s.names {
		v := s.vars[i]
		item := func(measure, method string, value float64) estimate.Estimate {
			e := s.estimate(measure, name, method)
			e.Value, e.N, e.People = value, int(v.N), int(v.N)
			return e
		}
		rest := s.withScale(i, item("item_rest_r", "corrected item-total correlation", s.restR(i)))
		if rest.Value < 0 {
			negative = append(negative, name)
			rest = rest.With(noteNegativeItem.Says())
		}
		res.Add(item("item_n", "", float64(v.N)), present(item("item_mean", "", v.Mean), v, 1), present(item("item_sd", "divisor n-1", v.SD()), v, 2),
			s.withScale(i, item("item_total_r", "with the sum of all items", s.totalR(i))), rest)
		dropped := item("alpha_if_dropped", "alpha of the other items", math.NaN())
		if s.stop == nil && s.k > 2 {
			dropped.Value = s.alphaWithout(i)
		} else if s.k == 2 {
			dropped = dropped.With(noteTwoItems.Says())
		}
		res.Add(s.withScale(i, dropped))
	}
	if len(negative) > 0 {
		res.Warn(noteReversed.Says(strings.Join(negative, ", ")))
	}
}

// present empties an item's own statistic that needs more values.
func present(e estimate.Estimate, v moments.Moment, least int) estimate.Estimate {
	switch {
	case v.N == 0:
		return e.Because(estimate.NoteNoData.Says())
	case int(v.N) < least:
		return e.Because(estimate.NoteTooFew.Says(int(v.N), least))
	}
	return e
}

// withScale empties what relates an item to the scale when there is no scale, the item is constant, or the sum it would
// be related to has no variance.
func (s *scale) withScale(i int, e estimate.Estimate) estimate.Estimate {
	switch {
	case s.stop != nil:
		e.Notes = nil
		return e.Because(*s.stop)
	case s.vars[i].Constant():
		return e.Because(noteConstantItem.Says(s.names[i]))
	case e.Empty() && len(e.Notes) == 0:
		return e.Because(noteNoTotal.Says())
	}
	return e
}

// restR is (ΣC_i−c_ii)/√(c_ii·ΣC₋ᵢ), the correlation with the sum of the other items.
func (s *scale) restR(i int) float64 {
	if s.stop != nil {
		return math.NaN()
	}
	return correlation(s.rows[i]-s.c[i][i], s.c[i][i], s.total-2*s.rows[i]+s.c[i][i])
}

// totalR is ΣC_i/√(c_ii·ΣC), the correlation with the sum of all items, not corrected for overlap.
func (s *scale) totalR(i int) float64 {
	if s.stop != nil {
		return math.NaN()
	}
	return correlation(s.rows[i], s.c[i][i], s.total)
}

func correlation(cov, varItem, varSum float64) float64 {
	if !(varItem > 0) || !(varSum > 1e-12*varItem) {
		return math.NaN()
	}
	return cov / math.Sqrt(varItem*varSum)
}
