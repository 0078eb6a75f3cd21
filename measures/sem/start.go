package sem

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// starts are start values of the free parameters: the user's, else for loadings the instrumental-variable estimator
// FABIN 3 [Hagglund1982] of a factor's observed indicators, for variances half of the sample's, for intercepts the
// sample's means, and 0 for the rest.
func (m *Model) starts(samples []sample) []float64 {
	theta := make([]float64, m.Free)
	set := make([]bool, m.Free)
	for g := range m.Groups {
		loadings := m.loadingStarts(samples[g])
		for r, p := range m.group(g) {
			if p.Free < 0 || (set[p.Free] && math.IsNaN(p.Start)) {
				continue
			}
			x := p.Start
			if math.IsNaN(x) {
				x = m.startOf(p, samples[g], loadings[r])
			}
			theta[p.Free], set[p.Free] = x, true
		}
	}
	return theta
}

func (m *Model) startOf(p Param, s sample, loading float64) float64 {
	observed := p.i < len(m.Observed)
	switch p.kind {
	case pathEntry:
		if p.Op == Loads {
			return loading
		}
	case covEntry:
		if p.i != p.j {
			return 0
		}
		if observed {
			return math.Max(1e-8, s.cov.At(p.i, p.i)/2)
		}
		return m.factorStart(p.i, s)
	case meanEntry:
		if observed {
			return s.mean[p.i]
		}
	case cutEntry:
		return 0
	case scaleEntry:
		return 1
	}
	return 0
}

// factorStart is half the variance of a factor's marker over its squared loading, else .05.
func (m *Model) factorStart(factor int, s sample) float64 {
	for _, p := range m.group(0) {
		if p.Op == Loads && p.j == factor && p.Free < 0 && p.Value != 0 && !math.IsNaN(p.Value) && p.i < len(m.Observed) {
			return math.Max(1e-8, s.cov.At(p.i, p.i)/2/(p.Value*p.Value))
		}
	}
	for _, p := range m.group(0) {
		if p.Op == Loads && p.j == factor && p.i < len(m.Observed) && p.Free >= 0 {
			return 1
		}
	}
	return 0.05
}

// loadingStarts gives a start for each row that is a loading, 1 where there is no better one.
func (m *Model) loadingStarts(s sample) []float64 {
	out := make([]float64, m.rows)
	rows := m.group(0)
	for f := range m.Latent {
		factor := len(m.Observed) + f
		var at []int
		marker := -1
		for r, p := range rows {
			if p.Op != Loads || p.j != factor {
				continue
			}
			out[r] = 1
			if p.i < len(m.Observed) {
				if marker < 0 && p.Free < 0 && p.Value != 0 {
					marker = len(at)
				}
				at = append(at, r)
			}
		}
		if len(at) == 0 {
			continue
		}
		free := marker < 0
		if free {
			marker = 0
		}
		idx := make([]int, len(at))
		for k, r := range at {
			idx[k] = rows[r].i
		}
		l := fabin3(s.cov, idx, marker)
		scale := 1.0
		if free { // the factor's variance is fixed: loadings on the scale of the indicators' common part
			scale = math.Sqrt(math.Max(1e-8, s.cov.At(idx[0], idx[0])/2))
		} else {
			scale = rows[at[marker]].Value
		}
		for k, r := range at {
			out[r] = l[k] * scale
		}
	}
	return out
}

// fabin3 estimates the loadings of indicators relative to the marker's 1: λⱼ = s₁z S_zz⁻¹ s_zj / s₁z S_zz⁻¹ s_z1, z being
// the other indicators. With fewer than three indicators, and where it is out of bounds, 1 with the covariance's sign.
func fabin3(cov mat.Symmetric, idx []int, marker int) []float64 {
	k := len(idx)
	out := make([]float64, k)
	for j := range idx {
		sd := math.Sqrt(cov.At(idx[j], idx[j]) / cov.At(idx[marker], idx[marker]))
		out[j] = math.Copysign(1, cov.At(idx[j], idx[marker]))
		if j == marker {
			out[j] = 1
			continue
		}
		if k < 3 {
			continue
		}
		var z []int
		for i := range idx {
			if i != j && i != marker {
				z = append(z, idx[i])
			}
		}
		szz := mat.NewSymDense(len(z), nil)
		s1, sj := mat.NewVecDense(len(z), nil), mat.NewVecDense(len(z), nil)
		for a := range z {
			for b := a; b < len(z); b++ {
				szz.SetSym(a, b, cov.At(z[a], z[b]))
			}
			s1.SetVec(a, cov.At(z[a], idx[marker]))
			sj.SetVec(a, cov.At(z[a], idx[j]))
		}
		var ch mat.Cholesky
		if !ch.Factorize(szz) {
			continue
		}
		var w mat.VecDense
		if err := ch.SolveVecTo(&w, s1); err != nil && !conditioned(err) {
			continue
		}
		x := mat.Dot(&w, sj) / mat.Dot(&w, s1)
		if limit := 5 * sd; math.Abs(x) < limit && math.Abs(x) > 0.05*sd {
			out[j] = x
		} else {
			out[j] *= sd
		}
	}
	return out
}
