package reliability

import (
	"math"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
	"gonum.org/v1/gonum/mat"
)

// whole adds the coefficients of the whole scale.
func (s *scale) whole(res *estimate.Result) {
	res.Add(s.alpha(), s.alphaStd(), s.lambda6(), s.averageR())
	if s.k == 2 {
		res.Add(s.spearmanBrown())
	}
	res.Add(s.splitHalves()...)
	s.omegas(res)
}

// alpha is k/(k−1)·(1−tr C/ΣC) [Cronbach1951]. With F quantiles of n−1 and (n−1)(k−1) degrees of freedom its limits are
// 1−(1−α)F(1−γ/2) and 1−(1−α)F(γ/2) [Feldt1965].
func (s *scale) alpha() estimate.Estimate {
	e := s.estimate("alpha", "", "Feldt 1965 CI")
	if s.stop != nil {
		return e.Because(*s.stop)
	}
	trace := 0.0
	for i := range s.c {
		trace += s.c[i][i]
	}
	if trace == 0 {
		return e.Because(estimate.NoteConstant.Says())
	}
	if !(s.total > 1e-12*trace) {
		return e.Because(noteNoTotal.Says())
	}
	e.Value = alphaOf(s.k, trace, s.total)
	df1 := float64(s.n - 1)
	df2, tail := df1*float64(s.k-1), (1-s.o.Conf)/2
	e.Low = 1 - (1-e.Value)*numeric.FQuantile(1-tail, df1, df2)
	e.High = 1 - (1-e.Value)*numeric.FQuantile(tail, df1, df2)
	switch {
	case e.Value < 0:
		e = e.With(noteNegative.Says())
	case e.Value > 0.95:
		e = e.With(noteRedundant.Says())
	}
	return e
}

func alphaOf(k int, trace, total float64) float64 {
	return float64(k) / float64(k-1) * (1 - trace/total)
}

// alphaStd is k·r̄/(1+(k−1)r̄), alpha of standardised items.
func (s *scale) alphaStd() estimate.Estimate {
	e := s.estimate("alpha_std", "", "on the correlation matrix")
	if s.stopR != nil {
		return e.Because(*s.stopR)
	}
	k, r := float64(s.k), s.meanR()
	below := 1 + (k-1)*r
	if !(below > 1e-12) {
		return e.Because(noteNoTotal.Says())
	}
	e.Value = k * r / below
	if e.Value < 0 {
		e = e.With(noteNegative.Says())
	}
	return e
}

func (s *scale) averageR() estimate.Estimate {
	e := s.estimate("average_r", "", "mean off-diagonal of the correlation matrix")
	if s.stopR != nil {
		return e.Because(*s.stopR)
	}
	e.Value = s.meanR()
	return e
}

// meanR is the mean of the correlations of different items.
func (s *scale) meanR() float64 {
	return (sum(s.r) - float64(s.k)) / float64(s.k*(s.k-1))
}

func sum(a [][]float64) float64 {
	t := 0.0
	for _, row := range a {
		for _, x := range row {
			t += x
		}
	}
	return t
}

// lambda6 is 1−Σ(1−smc)/ΣR with the squared multiple correlations smc = 1−1/(R⁻¹)_ii [Guttman1945], on standardised
// items. Empty when R is not positive definite.
func (s *scale) lambda6() estimate.Estimate {
	e := s.estimate("lambda6", "", "Guttman, on the correlation matrix")
	if s.stopR != nil {
		return e.Because(*s.stopR)
	}
	r := mat.NewSymDense(s.k, nil)
	for i := range s.r {
		for j := range i + 1 {
			r.SetSym(i, j, s.r[i][j])
		}
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(r, false) {
		return e.Because(noteNotPD.Says(""))
	}
	smallest := eigen.Values(nil)[0]
	var chol mat.Cholesky
	var inverse mat.SymDense
	if smallest < 1e-10 || !chol.Factorize(r) || chol.InverseTo(&inverse) != nil {
		return e.Because(noteNotPD.Says(smallest))
	}
	unique := 0.0
	for i := range s.k {
		unique += 1 / inverse.At(i, i)
	}
	e.Value = 1 - unique/sum(s.r)
	return e
}

// spearmanBrown is 2r/(1+r), the figure to report for two items [Eisinga2013].
func (s *scale) spearmanBrown() estimate.Estimate {
	e := s.estimate("spearman_brown", "", "2r/(1+r), two items")
	if s.stopR != nil {
		return e.Because(*s.stopR)
	}
	r := s.r[0][1]
	if !(1+r > 1e-12) {
		return e.Because(noteNoTotal.Says())
	}
	e.Value = 2 * r / (1 + r)
	if e.Value < 0 {
		e = e.With(noteNegative.Says())
	}
	return e
}

// alphaWithout is alpha of the other items, NaN when their sum has no variance.
func (s *scale) alphaWithout(i int) float64 {
	trace := -s.c[i][i]
	for j := range s.c {
		trace += s.c[j][j]
	}
	total := s.total - 2*s.rows[i] + s.c[i][i]
	if !(total > 1e-12*trace) {
		return math.NaN()
	}
	return alphaOf(s.k-1, trace, total)
}
