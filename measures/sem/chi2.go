package sem

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// test computes the likelihood-ratio test against the saturated model, and the baseline's.
//
// χ² = 2N(f(θ̂) − f_sat). The baseline has free variances (and means) and no covariances but those of fixed exogenous
// variables.
func (f *Fit) test() {
	m, l := f.Model, f.ml
	sat, base, constant := 0.0, 0.0, 0.0
	f.Baseline.DF = m.moments()
	for g := range m.Groups {
		s, pts := f.samples[g], l.data[g]
		p := len(m.Observed)
		var y []int
		for i := range p {
			if !slices.Contains(m.fixedX, i) {
				y = append(y, i)
			}
		}
		f.Baseline.DF -= len(y)
		if m.Means {
			f.Baseline.DF -= len(y)
		}
		full := &geometry{p: p, mu: s.mean, sigma: s.cov}
		none := &geometry{p: p, mu: slices.Clone(s.mean), sigma: mat.NewSymDense(p, nil)}
		mean, variance, _ := available(p, pts)
		for _, i := range y {
			none.mu[i] = mean[i]
			none.sigma.SetSym(i, i, variance[i])
		}
		for _, i := range m.fixedX {
			for _, j := range m.fixedX {
				none.sigma.SetSym(i, j, s.cov.At(i, j))
			}
		}
		for k := range pts {
			a, ok1 := pts[k].state(full)
			b, ok2 := pts[k].state(none)
			if !ok1 || !ok2 {
				sat = math.NaN()
			}
			sat += a.value
			base += b.value
			constant += pts[k].n * float64(len(pts[k].present)) / 2 * math.Log(2*math.Pi)
		}
		if x := f.exogenous(s); x != nil {
			sat -= x.value
			base -= x.value
			constant -= s.n * float64(len(m.fixedX)) / 2 * math.Log(2*math.Pi)
			l.predictors += x.value
		}
	}
	f.LoglikSat = -sat - constant
	f.Baseline.Chi2 = math.Max(0, 2*(base-sat))
	if !f.Converged || f.stalled {
		return
	}
	own := l.n*f.pt.value - l.predictors
	f.Loglik = -own - constant
	f.Chi2 = 2 * (own - sat)
	if f.Chi2 < 1e-7*math.Max(1, math.Abs(own)*1e-3) || f.DF == 0 {
		f.Chi2 = math.Max(0, math.Round(f.Chi2*1e6)/1e6)
	}
	if f.DF < 0 {
		f.Chi2 = math.NaN()
	}
	if f.Scaled != nil {
		f.Scaled.finish(f)
	}
}

// exogenous is the part of the likelihood of fixed exogenous variables, which the model leaves out.
func (f *Fit) exogenous(s sample) *patternState {
	x := f.Model.fixedX
	if len(x) == 0 {
		return nil
	}
	geo := &geometry{p: len(x), mu: make([]float64, len(x)), sigma: mat.NewSymDense(len(x), nil)}
	pt := pattern{n: s.n, mean: geo.mu, cov: geo.sigma}
	for a, i := range x {
		pt.present = append(pt.present, a)
		for b, j := range x {
			geo.sigma.SetSym(a, b, s.cov.At(i, j))
		}
	}
	st, ok := pt.state(geo)
	if !ok {
		return nil
	}
	return &st
}

// scale computes the scaling factors of the test of the model and of the baseline, c = tr(UΓ)/df with the trace as the
// difference of tr A⁻¹B of the saturated and of the fitted model (the variant of Mplus) [YuanBentler2000].
func (f *Fit) scale(inv, b *mat.SymDense) {
	m := f.Model
	h1, base := 0.0, 0.0
	if f.Missing == FIML {
		for g := range m.Groups {
			x, ok := f.saturatedTrace(g)
			if !ok {
				return
			}
			h1 += x
			pts := f.ml.data[g]
			mean, variance, n := available(len(m.Observed), pts)
			for j := range m.Observed {
				if slices.Contains(m.fixedX, j) {
					continue
				}
				m4 := 0.0
				for _, v := range f.data[g].Rows[j] {
					if v == v {
						d := v - mean[j]
						m4 += d * d * d * d
					}
				}
				base += (m4/n[j]/(variance[j]*variance[j])-1)/2 + 1
			}
		}
	} else {
		var all []int
		for j := range m.Observed {
			all = append(all, j)
		}
		for g := range f.data {
			d := &f.data[g]
			h1 += d.kurtosisTrace(all, m.Means) - d.kurtosisTrace(m.fixedX, m.Means)
			for _, j := range all {
				if !slices.Contains(m.fixedX, j) {
					base += (d.kurtosis(j) - 1) / 2
					if m.Means {
						base++
					}
				}
			}
		}
	}
	if f.DF <= 0 {
		return
	}
	s := &Scaled{C: (h1 - traceProduct(b, inv)) / float64(f.DF), BaseC: h1 - base}
	f.Scaled = s
}

// saturatedTrace is tr A⁻¹B of the saturated model of a group with missing values, A being the observed information;
// fixed exogenous variables, complete by then, are taken out.
func (f *Fit) saturatedTrace(g int) (float64, bool) {
	p := len(f.Model.Observed)
	sat := saturated(p)
	l := &likelihood{model: sat, data: [][]pattern{f.ml.data[g]}, n: f.samples[g].n}
	pt := l.at(saturatedTheta(f.samples[g]), make([]float64, len(sat.Params)))
	if pt == nil {
		return 0, false
	}
	var ch mat.Cholesky
	if !ch.Factorize(l.information(pt, true)) {
		return 0, false
	}
	var inv mat.SymDense
	if err := ch.InverseTo(&inv); err != nil && !conditioned(err) {
		return 0, false
	}
	out := traceProduct(l.outer(pt, [][][]float64{f.data[g].Rows}), &inv)
	if len(f.Model.fixedX) == 0 {
		return out, true
	}
	var x [][]float64
	var all []int
	for k, j := range f.Model.fixedX {
		x, all = append(x, f.data[g].Rows[j]), append(all, k)
	}
	predictors := GroupOf(x)
	return out - predictors.kurtosisTrace(all, true), true
}

// finish scales the tests once χ² is known.
func (s *Scaled) finish(f *Fit) {
	if s.ShiftedChi2 {
		return
	}
	s.BaseC /= float64(f.Baseline.DF)
	s.Chi2, s.BaseChi2 = f.Chi2/s.C, f.Baseline.Chi2/s.BaseC
}
