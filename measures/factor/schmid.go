package factor

import (
	"fmt"
	"math"

	"github.com/smekit/smekit/measures/numeric"
	"gonum.org/v1/gonum/mat"
)

// HeywoodError reports a solution at the edge of what is possible, by items (or, of a second-order factor, by factors).
type HeywoodError struct {
	Items  []int
	Second bool // of the second-order factor
}

func (e *HeywoodError) Error() string {
	if e.Second {
		return fmt.Sprintf("Heywood case of the second-order factor: factors %v", e.Items)
	}
	return fmt.Sprintf("Heywood case: items %v", e.Items)
}

// NotConvergedError reports a search that did not end.
type NotConvergedError struct{ What string }

func (e *NotConvergedError) Error() string { return "the " + e.What + " did not converge" }

// FewRealError says that the items share fewer factors than were asked for: the others have no positive eigenvalue.
type FewRealError struct{ Real, Asked int }

func (e *FewRealError) Error() string {
	return fmt.Sprintf("the items share %d of the %d factors asked for", e.Real, e.Asked)
}

// NoGeneralError says that two factors are not positively correlated, so that no general factor loads equally on both.
type NoGeneralError struct{ Correlation float64 }

func (e *NoGeneralError) Error() string {
	return fmt.Sprintf("no general factor: the two factors correlate %.3f", e.Correlation)
}

// SchmidLeiman takes a p×p correlation matrix R apart into a general factor and k group factors, all orthogonal
// [SchmidLeiman1957]: minres factors, rotated by oblimin (γ = 0, Kaiser's normalisation left out); one minres factor of
// their correlations, with loadings g; then general = pattern·g, group = pattern·√(1−g²) by columns. Two factors do not determine
// g: both load equally, g = √φ. With k = 1 the one factor is general and group is nil.
//
// general has p loadings that sum to 0 or more, group is p×k, uniq the uniquenesses, with Σ = general·generalᵀ+group·groupᵀ+diag uniq.
// err is one of [NotPositiveDefiniteError], [TooManyError], [NotConvergedError], [FewRealError], [NoGeneralError], which leave nothing; with
// [HeywoodError] the numbers are there and stand at the edge.
func SchmidLeiman(R mat.Symmetric, k int) (general []float64, group *mat.Dense, uniq []float64, err error) {
	s, err := Extract(R, math.NaN(), k, Minres)
	if err != nil {
		return nil, nil, nil, err
	}
	if !s.Converged {
		return nil, nil, nil, &NotConvergedError{"extraction"}
	}
	if s.Real < k {
		return nil, nil, nil, &FewRealError{s.Real, k}
	}
	var edge error
	if len(s.Heywood) > 0 {
		edge = &HeywoodError{Items: s.Heywood}
	}
	if k == 1 {
		return mat.Col(nil, 0, s.Loadings), nil, s.Uniqueness, edge
	}
	pattern, phi, settled := numeric.Oblimin(s.Loadings, 0, obliminStarts, 0)
	if !settled {
		return nil, nil, nil, &NotConvergedError{"rotation"}
	}
	r := rotated{pattern: pattern, phi: phi}
	r.arrange()
	g, err := secondOrder(r.phi)
	if g == nil {
		return nil, nil, nil, err
	}
	if edge == nil {
		edge = err
	}
	p, _ := pattern.Dims()
	general, group = make([]float64, p), mat.NewDense(p, k, nil)
	for i := range p {
		for a := range k {
			general[i] += r.pattern.At(i, a) * g[a]
			group.Set(i, a, r.pattern.At(i, a)*math.Sqrt(1-g[a]*g[a]))
		}
	}
	if negative(general) {
		for i := range general {
			general[i] = -general[i]
		}
	}
	return general, group, s.Uniqueness, edge
}

// secondOrder is the loading of each factor on their one common factor.
func secondOrder(phi *mat.Dense) ([]float64, error) {
	k, _ := phi.Dims()
	if k == 2 {
		if !(phi.At(0, 1) > 0) {
			return nil, &NoGeneralError{phi.At(0, 1)}
		}
		g := math.Sqrt(phi.At(0, 1))
		return []float64{g, g}, nil
	}
	c := mat.NewSymDense(k, nil)
	for a := range k {
		for b := range a + 1 {
			c.SetSym(b, a, phi.At(b, a))
		}
	}
	s, err := Extract(c, math.NaN(), 1, Minres)
	switch {
	case err != nil:
		return nil, err
	case !s.Converged:
		return nil, &NotConvergedError{"second-order factor"}
	case s.Real < 1:
		return nil, &FewRealError{0, 1}
	case len(s.Heywood) > 0:
		return mat.Col(nil, 0, s.Loadings), &HeywoodError{s.Heywood, true}
	}
	return mat.Col(nil, 0, s.Loadings), nil
}
