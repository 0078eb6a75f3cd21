package compare

import (
	"context"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

// Compute compares groups on each of the values, in the order of o.Value.
//
// Numeric values: `group_n`, `mean` (t interval), `sd`, `median` of each level (of `value|level`); `anova_f`, `welch_f`,
// `kruskal_h`, `eta2`, `omega2`, `epsilon2` (of `value`); with exactly two levels to test `mean_difference`,
// `welch_t`, `student_t`, `mann_whitney_u`, `cohen_d`, `hedges_g`, `cliff_delta`, `median_difference`, with more
// `games_howell` and `dunn` of every pair (of `value: A-B`). Categories: `group_n`, `chi2`, `fisher`, `cramers_v`. With Paired: the levels' figures
// over complete pairs, `mean_difference`, `paired_t` and `wilcoxon_v` of every pair of levels.
//
// Missing: a row counts for a value when it has the value, a group and, where asked for, a cluster and a positive weight.
// Rows without a group, cluster or weight are counted in warnings. Errors: unknown columns, contradictory options, what
// the source cannot read. What cannot be estimated is an empty estimate with its reason.
func Compute(ctx context.Context, src moments.Source, o Options) (estimate.Result, error) {
	var result estimate.Result
	t, err := newTable(ctx, src, o)
	if err != nil {
		return result, err
	}
	if t.Paired != "" {
		return t.paired(ctx)
	}
	var numbers []string
	for _, v := range t.Value {
		if !t.categorical(v) {
			numbers = append(numbers, v)
		}
	}
	var pass *moments.Moments
	warned := false
	warn := func(m *moments.Moments) {
		if warned {
			return
		}
		warned = true
		if m.NoGroup > 0 {
			result.Warn(moments.NoteNoGroup.Says(int(m.NoGroup), t.By))
		}
		if m.NoCluster > 0 {
			result.Warn(noteNoCluster.Says(int(m.NoCluster), t.Cluster))
		}
		if m.NoWeight > 0 {
			result.Warn(moments.NoteNoWeight.Says(int(m.NoWeight)))
		}
	}
	if len(numbers) > 0 {
		pass, err = src.Collect(ctx, moments.Plan{Variables: moments.ColumnVariables(numbers...), By: []string{t.By},
			Cluster: t.Cluster, Weight: t.Weight, Values: true})
		if err != nil {
			return result, err
		}
		warn(pass)
	}
	for _, v := range t.Value {
		var found []estimate.Estimate
		if t.categorical(v) {
			var m *moments.Moments
			found, m, err = t.categories(ctx, v)
			if m != nil {
				warn(m)
			}
		} else {
			found, err = t.numbers(ctx, v, pass)
		}
		if err != nil {
			return estimate.Result{}, err
		}
		result.Add(found...)
	}
	return result, nil
}

// levels are the groups to compare: those asked for, else all that occur.
func (t *table) levels(m *moments.Moments) []string {
	if len(t.Levels) > 0 {
		return t.Levels
	}
	return m.Levels(0)
}

// limits puts the percentile limits of bootstrap replicates into an estimate.
func (t *table) limits(e estimate.Estimate, replicates []float64) estimate.Estimate {
	if e.Empty() {
		return e
	}
	var failed int
	e.Low, e.High, failed = numeric.Percentile(replicates, t.Conf)
	e.Method = joined([]string{e.Method, t.bootMethod()})
	if failed > 0 {
		e = e.With(estimate.NoteBootFailed.Says(failed, t.Bootstrap))
	}
	return e
}
