package reliability

import (
	"context"
	"errors"
	"math"
	"slices"

	"github.com/smekit/smekit/measures/correlate"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/factor"
	"github.com/smekit/smekit/measures/moments"
	"gonum.org/v1/gonum/mat"
)

var (
	noteOrdinalBound = estimate.DefineNote("reliability_ordinal_bound", "the polychoric correlation of {0} and {1} runs to its bound")
	noteOrdinalPair  = estimate.DefineNote("reliability_ordinal_pair", "no polychoric correlation of {0} and {1}: fewer than two categories in the rows that have both")
	noteOrdinalNotPD = estimate.DefineNote("reliability_ordinal_not_positive_definite", "polychoric correlation matrix not positive definite (smallest eigenvalue {0})")
)

const (
	alphaOrdinalMethod = "k·r̄/(1+(k-1)r̄) on polychoric correlations (two-step ML, thresholds from each item's own answers)"
	omegaOrdinalMethod = "(Σλ)²/((Σλ)²+Σu²) of one minres factor of the polychoric correlations, of the latent responses (not Green & Yang's omega of the observed sum)"
)

// ordinal adds alpha_ordinal and omega_ordinal [Zumbo2007]: the reliability of the sum of the normal variables behind
// ordered answers, on the matrix of their polychoric correlations ([correlate.PolychoricMatrix]). It is not that of the
// sum of the answers themselves, which is lower the coarser the answers are [GreenYang2009].
//
// Both are empty where a pair has no polychoric correlation or the matrix is not positive definite, and where the
// source does not give its rows; omega also as omega_unidimensional is. An item of more than
// [correlate.MaxCategories] distinct values is a [*correlate.CategoriesError].
func (s *scale) ordinal(ctx context.Context, src moments.Source, res *estimate.Result) error {
	alpha, omega := s.estimate("alpha_ordinal", "", alphaOrdinalMethod), s.estimate("omega_ordinal", "", omegaOrdinalMethod)
	r, stop, err := s.polychoric(ctx, src)
	if err != nil {
		return err
	}
	if stop != nil {
		res.Add(alpha.Because(*stop), omega.Because(*stop))
		return nil
	}
	k, mean := float64(s.k), 0.0
	for i := range s.k {
		for j := range i {
			mean += r.At(i, j) / (k * (k - 1) / 2)
		}
	}
	alpha.Value = k * mean / (1 + (k-1)*mean) // the sum of a positive definite matrix is positive
	if alpha.Value < 0 {
		alpha = alpha.With(noteNegative.Says())
	}
	res.Add(alpha, s.omegaOrdinal(omega, r))
	return nil
}

// omegaOrdinal is ω of one factor with loadings λ and uniquenesses u² = 1−λ².
func (s *scale) omegaOrdinal(e estimate.Estimate, r *mat.SymDense) estimate.Estimate {
	if s.k < leastOmega {
		return e.Because(noteFewItems.Says(s.k, leastOmega))
	}
	f, err := factor.Extract(r, float64(s.n), 1, factor.Minres)
	switch {
	case err != nil:
		return e.Because(cannot(err))
	case len(f.Heywood) > 0:
		return e.Because(s.heywood(&factor.HeywoodError{Items: f.Heywood}))
	case !f.Converged:
		return e.Because(noteUnsettled.Says())
	}
	common, unique := 0.0, 0.0
	for i, u := range f.Uniqueness {
		common += f.Loadings.At(i, 0)
		unique += u
	}
	e.Value = common * common / (common*common + unique)
	return e
}

// polychoric is the matrix of the items as Reverse turns them, or the reason why there is none.
func (s *scale) polychoric(ctx context.Context, src moments.Source) (*mat.SymDense, *estimate.Note, error) {
	because := func(n estimate.Note) (*mat.SymDense, *estimate.Note, error) { return nil, &n, nil }
	if s.stopR != nil {
		return because(*s.stopR)
	}
	rows, ok := src.(moments.RowSource)
	if !ok {
		return because(moments.NoteNeedsRows.Says())
	}
	numbers, err := moments.Numbers(ctx, rows, s.names)
	if err != nil {
		return nil, nil, err
	}
	if s.o.Missing == Listwise {
		onlyComplete(numbers)
	}
	columns, categories := make([][]int, s.k), make([]int, s.k)
	for j, x := range numbers {
		if slices.Contains(s.o.Reverse, s.names[j]) {
			for i := range x {
				x[i] = -x[i]
			}
		}
		index, values := correlate.Categories(x)
		if len(values) > correlate.MaxCategories {
			return nil, nil, &correlate.CategoriesError{Column: s.names[j]}
		}
		columns[j], categories[j] = index, len(values)
	}
	r, _, _, problems, err := correlate.PolychoricMatrix(ctx, columns, categories)
	if err != nil {
		return nil, nil, err
	}
	if len(problems) > 0 {
		p := problems[0]
		if errors.Is(p.Err, correlate.ErrBound) {
			return because(noteOrdinalBound.Says(s.names[p.I], s.names[p.J]))
		}
		return because(noteOrdinalPair.Says(s.names[p.I], s.names[p.J]))
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(r, false) {
		return because(noteOrdinalNotPD.Says(""))
	}
	if smallest := eigen.Values(nil)[0]; smallest < 1e-10 {
		return because(noteOrdinalNotPD.Says(smallest))
	}
	return r, nil, nil
}

// onlyComplete makes every row missing that misses any column.
func onlyComplete(columns [][]float64) {
	for i := range columns[0] {
		missing := false
		for _, x := range columns {
			missing = missing || math.IsNaN(x[i])
		}
		for _, x := range columns {
			if missing {
				x[i] = math.NaN()
			}
		}
	}
}
