package factor

import (
	"fmt"
	"math"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
	"gonum.org/v1/gonum/mat"
)

// adequacy adds kmo, Bartlett's test, and the share of the first root.
func (t *table) adequacy(res *estimate.Result) {
	var chol mat.Cholesky
	if t.stopped == nil && !chol.Factorize(t.r) {
		n := noteNotPD.Says(t.roots[t.k-1])
		t.stopped = &n
	}
	t.kmo(res, &chol)
	res.Add(t.bartlett(&chol), t.harman())
}

// kmo adds Σr²/(Σr²+Σq²) over the pairs of different items, and over the pairs of each item, where q = −p_ij/√(p_ii·p_jj) are the
// anti-image (partial) correlations of P = R⁻¹ [KaiserRice1974].
func (t *table) kmo(res *estimate.Result, chol *mat.Cholesky) {
	of := append([]string{""}, t.names...)
	stop := t.stopped
	var inverse mat.SymDense
	if stop == nil && chol.InverseTo(&inverse) != nil {
		n := noteNotPD.Says(t.roots[t.k-1])
		stop = &n
	}
	r2, q2 := make([]float64, t.k+1), make([]float64, t.k+1) // of the whole, then of each item
	if stop == nil {
		for i := range t.k {
			for j := range t.k {
				if i == j {
					continue
				}
				r := t.r.At(i, j)
				q := inverse.At(i, j) / math.Sqrt(inverse.At(i, i)*inverse.At(j, j))
				r2[0], q2[0] = r2[0]+r*r, q2[0]+q*q
				r2[i+1], q2[i+1] = r2[i+1]+r*r, q2[i+1]+q*q
			}
		}
	}
	for i, name := range of {
		e := t.estimate("kmo", name, "Kaiser & Rice 1974")
		switch {
		case stop != nil:
			e = e.Because(*stop)
		case r2[i]+q2[i] == 0:
			e = e.Because(noteNoCorr.Says())
		default:
			e.Value = r2[i] / (r2[i] + q2[i])
		}
		res.Add(e)
	}
}

// bartlett is the test that R is the identity: −(n−1−(2k+5)/6)·ln|R| on k(k−1)/2 degrees of freedom [Bartlett1951].
func (t *table) bartlett(chol *mat.Cholesky) estimate.Estimate {
	e := t.estimate("bartlett_chi2", "", "Bartlett 1951, n of the pair with fewest rows")
	k := float64(t.k)
	factor := float64(t.n) - 1 - (2*k+5)/6
	switch {
	case t.stopped != nil:
		return e.Because(*t.stopped)
	case !(factor > 0):
		return e.Because(estimate.NoteTooFew.Says(t.n, 2+int((2*k+5)/6)))
	}
	e.Value = math.Max(0, -factor*chol.LogDet())
	e.Statistic, e.DF1 = e.Value, k*(k-1)/2
	e.P = numeric.ChiSquaredUpper(e.Value, e.DF1)
	return e
}

// harman is the first eigenvalue of R over k: the share of variance of one unrotated component [Podsakoff2003].
func (t *table) harman() estimate.Estimate {
	e := t.estimate("harman_first_factor", "", fmt.Sprintf("first eigenvalue of R / %d", t.k))
	if t.stop != nil {
		return e.Because(*t.stop)
	}
	e.Value = t.roots[0] / float64(t.k)
	return e.With(noteHarman.Says())
}
