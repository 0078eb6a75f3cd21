package reliability

import (
	"errors"
	"fmt"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/factor"
	"gonum.org/v1/gonum/mat"
)

const (
	omegaFactors = 3 // factors of omega where none are asked for
	leastOmega   = 3 // items that one factor needs
)

// omegas adds omega_total and omega_hierarchical of a Schmid–Leiman solution on R, and omega_unidimensional of one factor
// on C. They are different numbers, and none is the composite reliability of a measurement model.
func (s *scale) omegas(res *estimate.Result) {
	res.Add(s.multidimensional(res)...)
	res.Add(s.unidimensional())
}

// multidimensional is ω_t = 1−Σu²/ΣR and ω_h = (Σg)²/ΣR [Revelle2009] with the general loadings g and the uniquenesses
// u² of [factor.SchmidLeiman]. With one factor there is no hierarchy: ω_t alone.
func (s *scale) multidimensional(res *estimate.Result) []estimate.Estimate {
	k := s.o.Factors
	method := fmt.Sprintf("Schmid-Leiman of %d minres factors, oblimin γ=0, on the correlation matrix", k)
	switch k {
	case 1:
		method = "one minres factor, on the correlation matrix"
	case 2:
		method += ", equal loadings on the general factor"
	}
	total, general := s.estimate("omega_total", "", method), s.estimate("omega_hierarchical", "", method)
	stop := s.noOmega()
	var g, u []float64
	if stop == nil {
		var err error
		g, _, u, err = factor.SchmidLeiman(symmetric(s.r), k)
		var edge *factor.HeywoodError
		switch {
		case errors.As(err, &edge):
			n := s.heywood(edge)
			total, general = total.With(n), general.With(n)
		case err != nil:
			n := cannot(err)
			stop = &n
		}
	}
	if stop != nil {
		return []estimate.Estimate{total.Because(*stop), general.Because(*stop)}
	}
	all, unique, common := sum(s.r), 0.0, 0.0
	var against []string
	for i := range g {
		unique += u[i]
		common += g[i]
		if g[i] < 0 {
			against = append(against, s.names[i])
		}
	}
	total.Value, general.Value = 1-unique/all, common*common/all
	if k == 1 {
		general = general.Because(noteOneFactor.Says())
	}
	if len(against) > 0 {
		n := noteAgainst.Says(strings.Join(against, ", "))
		total = total.With(n)
		if k > 1 {
			general = general.With(n)
		}
		res.Warn(n)
	}
	return []estimate.Estimate{total, general}
}

// unidimensional is (Σλ)²/((Σλ)²+Σθ) of one factor, by maximum likelihood on C [McDonald1999]; see [factor.OneFactor] for
// why that is the confirmatory model. Empty when an error variance would be negative, or the search did not end.
func (s *scale) unidimensional() estimate.Estimate {
	e := s.estimate("omega_unidimensional", "", "one-factor model by maximum likelihood, on the covariance matrix")
	if stop := s.noOmega(); stop != nil {
		return e.Because(*stop)
	}
	lambda, theta, converged, heywood, err := factor.OneFactor(symmetric(s.c))
	switch {
	case err != nil:
		return e.Because(cannot(err))
	case heywood:
		return e.Because(noteNegativeTheta.Says())
	case !converged:
		return e.Because(noteUnsettled.Says())
	}
	common, errs := 0.0, 0.0
	for i := range lambda {
		common += lambda[i]
		errs += theta[i]
	}
	e.Value = common * common / (common*common + errs)
	return e
}

// noOmega says why there is no omega at all.
func (s *scale) noOmega() *estimate.Note {
	var n estimate.Note
	switch {
	case s.stopR != nil:
		return s.stopR
	case s.k < leastOmega:
		n = noteFewItems.Says(s.k, leastOmega)
	case !(sum(s.r) > 1e-12*float64(s.k)):
		n = noteNoTotal.Says()
	default:
		return nil
	}
	return &n
}

// heywood names the items, or the factors, of a Heywood case.
func (s *scale) heywood(e *factor.HeywoodError) estimate.Note {
	var names []string
	for _, i := range e.Items {
		if e.Second {
			names = append(names, fmt.Sprintf("F%d", i+1))
		} else {
			names = append(names, s.names[i])
		}
	}
	return noteHeywood.Says(strings.Join(names, ", "))
}

// cannot puts the errors of an extraction into a note.
func cannot(err error) estimate.Note {
	var many *factor.TooManyError
	var singular *factor.NotPositiveDefiniteError
	var few *factor.FewRealError
	var opposed *factor.NoGeneralError
	switch {
	case errors.As(err, &many):
		return noteTooManyFactors.Says(many.Factors, many.Items, many.Most)
	case errors.As(err, &singular):
		return noteNotPD.Says(singular.Smallest)
	case errors.As(err, &few):
		return noteFewReal.Says(few.Real, few.Asked)
	case errors.As(err, &opposed):
		return noteNoGeneral.Says(opposed.Correlation)
	}
	return noteUnsettled.Says()
}

func symmetric(a [][]float64) *mat.SymDense {
	m := mat.NewSymDense(len(a), nil)
	for i := range a {
		for j := range i + 1 {
			m.SetSym(j, i, a[i][j])
		}
	}
	return m
}

// FactorsOf is the number of factors of omega that a scale of k items bears where nothing else is known: one for up to 8
// items, above that one for every three items, at most 3.
func FactorsOf(k int) int {
	if k <= 8 {
		return 1
	}
	return min(omegaFactors, k/3)
}
