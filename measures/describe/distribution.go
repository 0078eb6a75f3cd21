package describe

import (
	"cmp"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

// distribution is the sorted distinct values of an item with their counts and weights.
type distribution struct {
	x, w     []float64
	counts   []int64
	n        int64
	weighted bool
}

// distribution comes from the value counts of the pass or, with too many distinct values, from a second one over the
// rows. The note says why there is none.
func (d *describer) distribution(level string, m moments.Moment) (dist distribution, note *estimate.Note, err error) {
	values := m.Values
	if m.Many {
		rows, ok := d.src.(moments.RowSource)
		if !ok {
			n := moments.NoteManyValues.Says(moments.MaxValues)
			return dist, &n, nil
		}
		if values, err = d.secondPass(rows, level); err != nil {
			return dist, nil, err
		}
	}
	dist.weighted = d.o.Weight != ""
	for _, v := range values {
		dist.x, dist.w, dist.counts = append(dist.x, v.X), append(dist.w, v.W), append(dist.counts, v.N)
		dist.n += v.N
	}
	return dist, nil, nil
}

// secondPass reads the values of the item in one group (all rows for the empty level), sorted, a value a row.
func (d *describer) secondPass(rows moments.RowSource, level string) ([]moments.Value, error) {
	columns := []string{d.item}
	if d.o.Weight != "" {
		columns = append(columns, d.o.Weight)
	}
	nums, err := moments.Numbers(d.ctx, rows, columns)
	if err != nil {
		return nil, err
	}
	var groups []string
	if level != "" {
		labels, err := moments.Labels(d.ctx, rows, []string{d.o.By})
		if err != nil {
			return nil, err
		}
		groups = labels[0]
	}
	var values []moments.Value
	for i, x := range nums[0] {
		w := 1.0
		if len(nums) > 1 {
			w = nums[1][i]
		}
		if x == x && w > 0 && (groups == nil || groups[i] == level) {
			values = append(values, moments.Value{X: x, N: 1, W: w})
		}
	}
	slices.SortStableFunc(values, func(a, b moments.Value) int { return cmp.Compare(a.X, b.X) })
	return values, nil
}

func (d distribution) quantile(p float64) float64 {
	if d.weighted {
		return numeric.WeightedQuantile(d.x, d.w, d.n, p)
	}
	return numeric.QuantileCounts(d.x, d.counts, p)
}

// shareFrom is the share, by weight, of values that are at least low.
func (d distribution) shareFrom(low float64) float64 {
	var part, all float64
	for i, x := range d.x {
		all += d.w[i]
		if x >= low {
			part += d.w[i]
		}
	}
	return part / all
}

// shareOf is the share, by weight, of values that are x.
func (d distribution) shareOf(x float64) float64 {
	var part, all float64
	for i := range d.x {
		all += d.w[i]
		if d.x[i] == x {
			part += d.w[i]
		}
	}
	return part / all
}

// points are the steps of a declared scale and the values seen, in order; not ok when they are more than MaxPoints.
func (d distribution) points(low, high float64) (out []float64, ok bool) {
	if high-low >= MaxPoints {
		return nil, false
	}
	for k := 0; low+float64(k) <= high; k++ { // none where the scale is not declared
		out = append(out, low+float64(k))
	}
	out = append(out, d.x...)
	slices.Sort(out)
	out = slices.Compact(out)
	return out, len(out) <= MaxPoints
}
