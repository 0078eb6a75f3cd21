package aggregate

import (
	"context"
	"fmt"
	"math"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
)

// Family is the registry name.
const Family = "aggregate"

// Options of [Compute].
type Options struct {
	Items    []string // columns of the scale
	Group    string   // column of groups
	Min, Max float64  // declared ends of the scale, NaN when not declared; values outside are errors
}

var (
	noteAboveNull  = estimate.DefineNote("aggregate_above_null", "variance above the null: 0 by convention")
	noteNoScale    = estimate.DefineNote("aggregate_no_scale", "needs the ends of the scale (min and max)")
	noteNoSkewNull = estimate.DefineNote("aggregate_no_skew_null", "no slight-skew null is known for {0} scale points")
	noteOneMember  = estimate.DefineNote("aggregate_one_member", "group of 1: no agreement within it")
	noteNoWithin   = estimate.DefineNote("aggregate_no_within", "no variation within groups")
	noteSingular   = estimate.DefineNote("aggregate_singular", "singular: the variance between groups is estimated as 0")
	noteNoGroups   = estimate.DefineNote("aggregate_no_groups", "no group of 2 or more")
)

// Compute answers for J items and K groups, under `column=level` for each group in the order of levels: group_n, rwg_j,
// rwg_j_skewed; then rwg_j of `mean` and `median` over groups, icc1, icc2, anova_f, icc1_reml, icc2_reml, and ad_mean of
// `mean` over groups.
//
// rwg_j and ad_mean use every answer there is; groups of 1 have none and do not count to mean and median. The ICCs are of
// the row mean of the items, which needs min(J, max(2, ⌈J/2⌉)) answers. Rows without a group are left out and warned of;
// group_n counts rows with any answer.
func Compute(ctx context.Context, src moments.Source, o Options) (estimate.Result, error) {
	var res estimate.Result
	switch {
	case len(o.Items) == 0:
		return res, fmt.Errorf("aggregate: no items")
	case o.Group == "":
		return res, fmt.Errorf("aggregate: no group column")
	}
	items := moments.ScaleVariables(o.Items, nil, o.Min, o.Max)
	mean := moments.MeanVariable("mean", moments.LeastAnswered(len(items)), items)
	m, err := src.Collect(ctx, moments.Plan{Variables: append(items, mean), By: []string{o.Group}, Values: true})
	if err != nil {
		return res, err
	}
	if m.NoGroup > 0 {
		res.Warn(moments.NoteNoGroup.Says(int(m.NoGroup), o.Group))
	}
	t := table{ctx: ctx, src: src, o: o, j: len(o.Items), groups: m.Groups}
	t.agreement(&res)
	t.anova(&res)
	t.reml(&res)
	ad, err := t.averageDeviation()
	if err != nil {
		return estimate.Result{}, err
	}
	res.Add(ad)
	return res, nil
}

// table is what the estimates are computed from; the row mean is variable j of each group.
type table struct {
	ctx    context.Context
	src    moments.Source
	o      Options
	j      int
	groups []moments.Group
}

// estimate starts an estimate that n observations and as many people stand behind.
func (t *table) estimate(measure, of, method string, n int) estimate.Estimate {
	e := estimate.New(Family, measure, of)
	e.N, e.People, e.Method = n, n, method
	e.Basis = estimate.Basis{Columns: t.o.Items}
	return e
}

// points is the number of scale points, NaN when the scale is not declared.
func (t *table) points() float64 {
	if !(t.o.Max > t.o.Min) {
		return math.NaN()
	}
	return t.o.Max - t.o.Min + 1
}
