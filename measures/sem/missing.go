package sem

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// completed are the tests that CFI, TLI and RMSEA of data with missing values rest on [ZhangSavalei2022]: the discrepancy
// of the model (and the baseline) from the saturated estimates as if those came from complete data, with the factors c
// that make its expectation df.
type completed struct {
	chi2, c         float64
	baseChi2, baseC float64
}

// completed computes them; nil where a matrix is singular, and for models with fixed exogenous variables. With W the
// observed information of the saturated model, W_c that of complete data at the same moments, Δ the derivatives of the
// moments and U = W − WΔ(Δ′WΔ)⁻¹Δ′W,
//
//	c·df = tr W_c W⁻¹UW⁻¹ (ml), tr W_c W⁻¹UΓUW⁻¹ with Γ = W⁻¹BW⁻¹, B the first-order information (mlr)
func (f *Fit) completed() *completed {
	m := f.Model
	if len(m.fixedX) > 0 || f.geo == nil || f.DF <= 0 {
		return nil
	}
	p := len(m.Observed)
	size := p*(p+1)/2 + p
	all := size * len(m.Groups)
	w, wi := mat.NewDense(all, all, nil), mat.NewDense(all, all, nil)
	wc, b := mat.NewDense(all, all, nil), mat.NewDense(all, all, nil)
	delta := mat.NewDense(all, m.Free, nil)
	base := mat.NewDense(all, 2*p*len(m.Groups), nil)
	out := &completed{}
	for g := range m.Groups {
		s := f.samples[g]
		share := s.n / f.ml.n
		sat := saturated(p)
		l := &likelihood{model: sat, data: [][]pattern{f.ml.data[g]}, n: s.n}
		whole := &likelihood{model: sat, data: [][]pattern{(&Group{N: int(s.n), Mean: s.mean, Cov: s.cov}).complete()}, n: s.n}
		theta, fixed := saturatedTheta(s), make([]float64, len(sat.Params))
		pt, ptc := l.at(theta, fixed), whole.at(theta, fixed)
		if pt == nil || ptc == nil {
			return nil
		}
		own := l.information(pt, true)
		var ch mat.Cholesky
		var inv mat.SymDense
		if !factorize(&ch, own, 1e-13) {
			return nil
		}
		if err := ch.InverseTo(&inv); err != nil && !conditioned(err) {
			return nil
		}
		place(w, own, g*size, share)
		place(wi, &inv, g*size, 1/share)
		place(wc, whole.information(ptc, false), g*size, share)
		if f.Estimator == MLR {
			place(b, l.outer(pt, [][][]float64{f.data[g].Rows}), g*size, share)
		}
		f.momentSlopes(g, delta, g*size)
		for i := range p {
			base.Set(g*size+i*(i+1)/2+i, g*2*p+i, 1)
			base.Set(g*size+p*(p+1)/2+i, g*2*p+p+i, 1)
		}
		model, null, ok := f.completeDiscrepancy(g)
		if !ok {
			return nil
		}
		out.chi2 += s.n * model
		out.baseChi2 += s.n * null
	}
	var ok1, ok2 bool
	if out.c, ok1 = completedTrace(w, wi, wc, b, delta, f.Estimator == MLR); !ok1 {
		return nil
	}
	if out.baseC, ok2 = completedTrace(w, wi, wc, b, base, f.Estimator == MLR); !ok2 {
		return nil
	}
	out.c /= float64(f.DF)
	out.baseC /= float64(f.Baseline.DF)
	return out
}

// place puts a symmetric block times s on the diagonal.
func place(dst *mat.Dense, block mat.Symmetric, at int, s float64) {
	for i := range block.SymmetricDim() {
		for j := range block.SymmetricDim() {
			dst.Set(at+i, at+j, s*block.At(i, j))
		}
	}
}

// momentSlopes writes the derivatives of a group's moments, in the order of the saturated model, from row at on.
func (f *Fit) momentSlopes(g int, delta *mat.Dense, at int) {
	geo := f.geo[g]
	for _, s := range f.pt.slopes[g] {
		row := at
		for i := range geo.p {
			for j := range i + 1 {
				x := s.c * (geo.h.At(i, s.g)*geo.h.At(j, s.x) + geo.h.At(i, s.x)*geo.h.At(j, s.g))
				delta.Set(row, s.free, delta.At(row, s.free)+x)
				row++
			}
		}
		for i := range geo.p {
			delta.Set(row, s.free, delta.At(row, s.free)+s.tau*geo.h.At(i, s.g))
			row++
		}
	}
}

// completeDiscrepancy is twice the discrepancy of complete data between a group's saturated moments and those of the
// model, and of the baseline.
func (f *Fit) completeDiscrepancy(g int) (model, null float64, ok bool) {
	s := f.samples[g]
	p := len(s.mean)
	pt := (&Group{N: 1, Mean: s.mean, Cov: s.cov}).complete()[0]
	mean, variance, _ := available(p, f.ml.data[g])
	none := &geometry{p: p, mu: mean, sigma: mat.NewSymDense(p, nil)}
	for i, v := range variance {
		none.sigma.SetSym(i, i, v)
	}
	own, ok1 := pt.state(&geometry{p: p, mu: s.mean, sigma: s.cov})
	a, ok2 := pt.state(f.geo[g])
	b, ok3 := pt.state(none)
	return 2 * (a.value - own.value), 2 * (b.value - own.value), ok1 && ok2 && ok3
}

func completedTrace(w, wi, wc, b, delta *mat.Dense, robust bool) (float64, bool) {
	var wd, dwd, solved, u mat.Dense
	wd.Mul(w, delta)
	dwd.Mul(delta.T(), &wd)
	if err := solved.Solve(&dwd, wd.T()); err != nil && !conditioned(err) {
		return math.NaN(), false
	}
	u.Mul(&wd, &solved)
	u.Sub(w, &u)
	var x, y mat.Dense
	x.Mul(wi, &u) // W⁻¹U
	if robust {
		var bx mat.Dense
		y.Mul(&x, wi) // W⁻¹UW⁻¹
		bx.Mul(&y, b)
		x.Mul(&bx, &y)
	} else {
		var z mat.Dense
		z.Mul(&x, wi)
		x.CloneFrom(&z)
	}
	trace := 0.0
	n, _ := wc.Dims()
	for i := range n {
		trace += dot(wc.RawRowView(i), x.RawRowView(i)) // both symmetric
	}
	return trace, !math.IsNaN(trace)
}
