package factor

import (
	"context"
	"fmt"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
)

// Family is the registry name.
const Family = "factor"

// Parallel as Options.Factors takes the number of factors from the parallel analysis.
const Parallel = 0

// Extractions of [Options] and [Extract].
const (
	Minres = "minres" // least squares of the residual correlations off the diagonal
	ML     = "ml"     // maximum likelihood under normality
	PA     = "pa"     // principal axes of the reduced R, iterated
)

// Rotations of [Options].
const (
	Oblimin  = "oblimin" // direct oblimin, γ = 0, no Kaiser normalisation
	Promax   = "promax"  // κ = 4
	Varimax  = "varimax" // with Kaiser normalisation
	Unturned = "none"
)

// Options of [Compute].
type Options struct {
	Items   []string // columns
	Factors int      // factors to extract; [Parallel] for as many as the parallel analysis keeps
	Extract string   // [Minres] (the default), [ML] or [PA]
	Rotate  string   // [Oblimin] (the default), [Promax], [Varimax] or [Unturned]
	Seed    uint64   // of the parallel analysis and of the starts of oblimin
}

var (
	noteFewItems     = estimate.DefineNote("factor_few_items", "fewer than 2 items")
	noteConstantItem = estimate.DefineNote("factor_constant_item", "constant item: {0}")
	noteConstantPair = estimate.DefineNote("factor_constant_pair", "{0} or {1} does not vary over the rows that have both")
	noteNoOverlap    = estimate.DefineNote("factor_no_overlap", "no 3 rows have both {0} and {1}")
	noteNotPD        = estimate.DefineNote("factor_not_positive_definite", "correlation matrix not positive definite (smallest eigenvalue {0})")
	noteNoCorr       = estimate.DefineNote("factor_no_correlations", "all correlations are 0")
	noteNoSolution   = estimate.DefineNote("factor_eigen_failed", "the eigenvalues could not be computed")
	noteNoFactor     = estimate.DefineNote("factor_none_kept", "the parallel analysis keeps no factor")
	noteTooMany      = estimate.DefineNote("factor_too_many", "{0} factors of {1} items are not identified, at most {2} are")
	noteFewReal      = estimate.DefineNote("factor_few_real", "the items share {0} of the {1} factors asked for")
	noteUnsettled    = estimate.DefineNote("factor_not_converged", "the extraction did not converge in {0} steps")
	noteUnrotated    = estimate.DefineNote("factor_rotation_not_converged", "the rotation did not converge")
	noteHeywood      = estimate.DefineNote("factor_heywood", "Heywood case: {0}")
	noteHarman       = estimate.DefineNote("factor_harman_screen", "a weak screen for common method variance, not a test")
)

// Compute analyses k items: kmo of the whole and of each item, bartlett_chi2, eigenvalue of each root of R with
// parallel_mean and parallel_p95, parallel_factors, harman_first_factor; then loading (the pattern) of each factor and
// item, variance_explained of each factor, factor_correlation of oblique factors, communality and uniqueness of each item.
//
// n is the smallest number of rows that a pair of items has in common. Factors stand in the order of the variance they explain, each
// with loadings that sum to 0 or more.
//
// A constant item, or a pair without 3 common rows, empties everything and is named. R not positive definite
// empties kmo, Bartlett's test and the extraction, with its smallest eigenvalue; nothing is smoothed. An extraction or
// rotation that does not converge is empty and says so; a Heywood case is noted and shown.
func Compute(ctx context.Context, src moments.Source, o Options) (estimate.Result, error) {
	var res estimate.Result
	if err := o.check(); err != nil {
		return res, err
	}
	m, err := src.Collect(ctx, moments.Plan{Variables: moments.ColumnVariables(o.Items...), Products: true})
	if err != nil {
		return res, err
	}
	t := newTable(&m.Groups[0], o)
	t.adequacy(&res)
	kept, err := t.parallel(ctx, &res)
	if err != nil {
		return estimate.Result{}, err
	}
	k := o.Factors
	if k == Parallel {
		k = kept
	}
	t.factors(&res, k)
	return res, nil
}

// Adequacy is the part of [Compute] that extracts no factor and draws no sample: kmo, bartlett_chi2, harman_first_factor.
func Adequacy(ctx context.Context, src moments.Source, items []string) (estimate.Result, error) {
	var res estimate.Result
	o := Options{Items: items}
	if err := o.check(); err != nil {
		return res, err
	}
	m, err := src.Collect(ctx, moments.Plan{Variables: moments.ColumnVariables(items...), Products: true})
	if err != nil {
		return res, err
	}
	newTable(&m.Groups[0], o).adequacy(&res)
	return res, nil
}

func (o *Options) check() error {
	if len(o.Items) == 0 {
		return fmt.Errorf("factor: no items")
	}
	if o.Factors < 0 {
		return fmt.Errorf("factor: %d factors", o.Factors)
	}
	if o.Extract == "" {
		o.Extract = Minres
	}
	if !slices.Contains([]string{Minres, ML, PA}, o.Extract) {
		return fmt.Errorf("factor: no extraction %q: minres, ml or pa", o.Extract)
	}
	if o.Rotate == "" {
		o.Rotate = Oblimin
	}
	if !slices.Contains([]string{Oblimin, Promax, Varimax, Unturned}, o.Rotate) {
		return fmt.Errorf("factor: no rotation %q: oblimin, promax, varimax or none", o.Rotate)
	}
	return nil
}
