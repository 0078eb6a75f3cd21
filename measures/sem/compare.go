package sem

import (
	"context"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
)

// compared is a fitted model among several.
type compared struct {
	name string
	fit  *Fit
}

// compare reports the differences of neighbouring models on the same variables and rows, the one with more degrees of
// freedom first, then those with the model that Options.Against names, and warns of models that rest on different rows.
func compare(ctx context.Context, res *estimate.Result, o *Options, fits []compared) {
	for i := 1; i < len(fits); i++ {
		if fits[i].fit.N != fits[0].fit.N {
			res.Warn(noteDifferentN.Says())
			break
		}
	}
	if len(fits) > 1 && o.Estimator == WLSMV {
		res.Warn(noteWLSSteps.Says())
	}
	for _, pair := range pairs(fits, o.Against) {
		restricted, freer := fits[pair[1]], fits[pair[0]]
		if restricted.fit.DF < freer.fit.DF {
			restricted, freer = freer, restricted
		}
		a, b := slices.Clone(restricted.fit.Model.Observed), slices.Clone(freer.fit.Model.Observed)
		slices.Sort(a)
		slices.Sort(b)
		if restricted.fit.DF == freer.fit.DF || restricted.fit.N != freer.fit.N || !slices.Equal(a, b) {
			continue
		}
		r := &reporter{ctx: ctx, res: res, o: o, names: freer.fit.Model.Observed, n: freer.fit.N}
		r.rule = r.method()
		if o.Estimator == WLSMV { // its test needs the moments of both in the same order
			r.indexDifferences(restricted.fit, freer.fit, restricted.name+"-"+freer.name)
			continue
		}
		at := len(res.Estimates)
		r.difference(restricted.fit, freer.fit, restricted.name+"-"+freer.name)
		for k := range res.Estimates[at:] {
			if e := &res.Estimates[at+k]; e.Measure == "chi2_diff" && !e.Empty() {
				*e = e.With(noteIfNested.Says())
			}
		}
	}
}

// pairs are the models to compare, as indices of neighbours and then of those that stand apart from the named one.
func pairs(fits []compared, against string) [][2]int {
	var out [][2]int
	for i := 1; i < len(fits); i++ {
		out = append(out, [2]int{i - 1, i})
	}
	for b := range fits {
		if fits[b].name != against || against == "" {
			continue
		}
		for i := range fits {
			if i-b > 1 || b-i > 1 {
				out = append(out, [2]int{min(i, b), max(i, b)})
			}
		}
	}
	return out
}
