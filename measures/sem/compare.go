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
// freedom first, and warns of models that rest on different rows.
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
	for i := 1; i < len(fits); i++ {
		restricted, freer := fits[i], fits[i-1]
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
