package correlate

import (
	"context"
	"fmt"
	"math"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

// Family is the registry name.
const Family = "correlate"

// Methods of [Options].
const (
	Pearson          = "pearson"
	Spearman         = "spearman"
	Kendall          = "kendall"
	MethodPolychoric = "polychoric"
)

// Options of [Compute].
type Options struct {
	Items  []string // columns; every pair is correlated, in their order
	Method string   // pearson (the default), spearman, kendall, polychoric
	Adjust string   // adjustment of p over all pairs: holm, fdr, none (the default)
	Conf   float64  // confidence level, 0 for 0.95
}

var (
	noteRawP    = estimate.DefineNote("correlate_raw_p", "unadjusted p {0}")
	notePerfect = estimate.DefineNote("correlate_perfect", "perfect correlation: no interval")
	noteFewZ    = estimate.DefineNote("correlate_few_interval", "an interval needs 4 observations")
)

// Compute correlates every pair of items, pairwise complete; n is the number of rows that have both.
//
//   - r (pearson) with t = r√((n−2)/(1−r²)), n−2 degrees of freedom, and the Fisher-z interval
//     tanh(atanh r ± z/√(n−3)) [Fisher1921];
//   - rho (spearman) is Pearson's r of midranks of the pair's rows, p by t with n−2;
//   - tau_b (kendall) is S/√((n₀−n₁)(n₀−n₂)), n₀ = n(n−1)/2, n₁ and n₂ the pairs tied in x and in y, with the normal p
//     of S/√var S, the variance corrected for ties, without continuity correction [Kendall1970];
//   - polychoric is the correlation of two normal variables that the categories cut, by [Polychoric] with thresholds from
//     the margins of the pair's rows [Olsson1979]; its standard error carries both steps [Muthen1984], p is Wald's, the
//     interval tanh(atanh ρ ± z·se/(1−ρ²)). Empty where the likelihood runs to ±1. A column of more than [MaxCategories]
//     distinct values is a [*CategoriesError].
//
// Not estimable below 3 rows, or when a variable is constant over the pair's rows. p is two-sided; adjusted p keep the
// raw one in a note.
func Compute(ctx context.Context, src moments.Source, o Options) (estimate.Result, error) {
	var res estimate.Result
	if len(o.Items) == 0 {
		return res, fmt.Errorf("correlate: no items")
	}
	if o.Conf == 0 {
		o.Conf = 0.95
	}
	if !(o.Conf > 0 && o.Conf < 1) {
		return res, fmt.Errorf("correlate: confidence level %v is not between 0 and 1", o.Conf)
	}
	if _, err := numeric.Adjust(nil, o.Adjust); err != nil {
		return res, err
	}
	var err error
	switch o.Method {
	case Pearson, "":
		err = pearson(ctx, src, o, &res)
	case Spearman, Kendall:
		err = byRanks(ctx, src, o, &res)
	case MethodPolychoric:
		err = polychorics(ctx, src, o, &res)
	default:
		err = fmt.Errorf("correlate: no method %q: pearson, spearman, kendall or polychoric", o.Method)
	}
	if err != nil {
		return estimate.Result{}, err
	}
	return res, adjust(res.Estimates, o.Adjust)
}

// pearson answers from the cross-products of one pass.
func pearson(ctx context.Context, src moments.Source, o Options, res *estimate.Result) error {
	m, err := src.Collect(ctx, moments.Plan{Variables: moments.ColumnVariables(o.Items...), Products: true})
	if err != nil {
		return err
	}
	for i := range o.Items {
		for j := i + 1; j < len(o.Items); j++ {
			p := m.Groups[0].Pair(i, j)
			e := newPair("r", o.Items[i], o.Items[j], int(p.N), "Pearson, pairwise complete")
			if e = estimable(e, p.Constant()); len(e.Notes) == 0 {
				e.Value = p.R()
				e = fisher(studentise(e), o.Conf)
			}
			res.Add(e)
		}
	}
	return nil
}

func newPair(measure, x, y string, n int, method string) estimate.Estimate {
	e := estimate.New(Family, measure, x+"~"+y)
	e.N, e.People, e.Method = n, n, method
	e.Basis = estimate.Basis{Columns: []string{x, y}}
	return e
}

// estimable empties a pair with fewer than 3 rows or a constant.
func estimable(e estimate.Estimate, constant bool) estimate.Estimate {
	switch {
	case e.N < 3:
		return e.Because(estimate.NoteTooFew.Says(e.N, 3))
	case constant:
		return e.Because(estimate.NoteConstant.Says())
	}
	return e
}

// studentise tests a correlation by t with n−2 degrees of freedom; a perfect one has p 0 and no finite t.
func studentise(e estimate.Estimate) estimate.Estimate {
	e.DF1 = float64(e.N - 2)
	rest := (1 - e.Value) * (1 + e.Value)
	if rest <= 0 {
		e.P = 0
		return e
	}
	e.Statistic = e.Value * math.Sqrt(e.DF1/rest)
	e.P = numeric.StudentTwoSided(e.Statistic, e.DF1)
	return e
}

// fisher adds the interval of Fisher's z.
func fisher(e estimate.Estimate, conf float64) estimate.Estimate {
	switch {
	case e.N < 4:
		return e.With(noteFewZ.Says())
	case math.Abs(e.Value) >= 1:
		return e.With(notePerfect.Says())
	}
	z, half := math.Atanh(e.Value), numeric.NormalQuantile((1+conf)/2)/math.Sqrt(float64(e.N-3))
	e.Low, e.High = math.Tanh(z-half), math.Tanh(z+half)
	e.Method += ", Fisher z CI"
	return e
}

// adjust replaces p over all estimates that have one.
func adjust(es []estimate.Estimate, method string) error {
	if method == "" || method == numeric.Raw {
		return nil
	}
	p := make([]float64, len(es))
	for i, e := range es {
		p[i] = e.P
	}
	adjusted, err := numeric.Adjust(p, method)
	if err != nil {
		return err
	}
	for i, raw := range p {
		if math.IsNaN(raw) {
			continue
		}
		es[i] = es[i].With(noteRawP.Says(raw))
		es[i].P = adjusted[i]
		es[i].Method += ", p " + method
	}
	return nil
}
