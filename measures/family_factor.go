package measures

import (
	"context"
	"strconv"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/factor"
)

var factorFamily = Family{
	Name:  "factor",
	Short: "Exploratory factor analysis: KMO, Bartlett, eigenvalues, parallel analysis, loadings, single-factor screen",
	Row:   "a row a respondent",
	Flags: []Flag{
		itemsFlag,
		{"factors", Word, "number of factors, or parallel (default): as many as the parallel analysis keeps"},
		{"extract", Word, "minres (default), ml or pa"},
		{"rotate", Word, "oblimin (default), promax, varimax or none"},
	},
	Compute: func(ctx context.Context, t *Table, a Args) (estimate.Result, error) {
		s, err := t.scaleArgs(a)
		if err != nil {
			return estimate.Result{}, err
		}
		o := factor.Options{Items: s.items, Seed: s.seed}
		if word := a.Word("factors"); word != "" && word != "parallel" {
			if o.Factors, err = strconv.Atoi(word); err != nil || o.Factors < 1 {
				return estimate.Result{}, usage("--factors: expected a whole number from 1, or parallel, got %q", word)
			}
		}
		if o.Extract, err = a.OneOf("extract", factor.Minres, factor.ML, factor.PA); err != nil {
			return estimate.Result{}, err
		}
		if o.Rotate, err = a.OneOf("rotate", factor.Oblimin, factor.Promax, factor.Varimax, factor.Unturned); err != nil {
			return estimate.Result{}, err
		}
		return s.warned(factor.Compute(ctx, t, o))
	},
}
