package aggregate

import (
	"math"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
)

// averageDeviation is the mean over groups of 2 or more of the mean over items of the mean |x−item mean| [Burke1999].
// Agreement is usually asked to stay below A/6 for A scale points.
func (t *table) averageDeviation() (estimate.Estimate, error) {
	method := "mean deviation about item means, mean over groups, Burke 1999"
	if a := t.points(); !math.IsNaN(a) {
		method += ", cut-off A/6 = " + estimate.FormatFloat(math.Round(a/6*1e4)/1e4)
	}
	e := t.estimate("ad_mean", "mean", method, 0)
	sums, note, err := t.deviations()
	if err != nil {
		return e, err
	}
	if note != nil {
		return e.Because(*note), nil
	}
	var values []float64
	people := 0
	for i := range t.groups {
		g := &t.groups[i]
		var items []float64
		for j, v := range g.Vars[:t.j] {
			if v.N >= 2 {
				items = append(items, sums[i][j]/float64(v.N))
			}
		}
		if len(items) > 0 {
			values = append(values, average(items))
			people += int(g.Any)
		}
	}
	e.N, e.People = len(values), people
	if len(values) == 0 {
		return e.Because(noteNoGroups.Says()), nil
	}
	e.Value = average(values)
	return e, nil
}

// deviations are Σ|x−mean| by group and item: from the value counts, or from the rows where those are too many.
func (t *table) deviations() (sums [][]float64, note *estimate.Note, err error) {
	sums = make([][]float64, len(t.groups))
	many := false
	for i := range t.groups {
		sums[i] = make([]float64, t.j)
		for j, v := range t.groups[i].Vars[:t.j] {
			many = many || v.Many
			for _, u := range v.Values {
				sums[i][j] += float64(u.N) * math.Abs(u.X-v.Mean)
			}
		}
	}
	if !many {
		return sums, nil, nil
	}
	rows, ok := t.src.(moments.RowSource)
	if !ok {
		n := moments.NoteManyValues.Says(moments.MaxValues)
		return nil, &n, nil
	}
	return sums, nil, t.fromRows(rows, sums)
}

func (t *table) fromRows(rows moments.RowSource, sums [][]float64) error {
	labels, err := moments.Labels(t.ctx, rows, []string{t.o.Group})
	if err != nil {
		return err
	}
	at := make(map[string]int, len(t.groups))
	for i := range t.groups {
		at[t.groups[i].Key[0]] = i
		clear(sums[i])
	}
	for j, item := range t.o.Items {
		x, err := moments.Numbers(t.ctx, rows, []string{item})
		if err != nil {
			return err
		}
		for r, v := range x[0] {
			if i, ok := at[labels[0][r]]; ok && v == v {
				sums[i][j] += math.Abs(v - t.groups[i].Vars[j].Mean)
			}
		}
	}
	return nil
}
