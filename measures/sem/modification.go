package sem

import (
	"math"
	"slices"
	"sort"

	"gonum.org/v1/gonum/mat"
)

// Modification is a parameter the model fixes or leaves out: the fall in χ² to be expected from freeing it (a score test
// with one degree of freedom), and the value it would take.
type Modification struct {
	Op, Left, Right string
	Group           int
	Index, Change   float64
}

// Modifications are the score tests of loadings, (residual) covariances and, in models with regressions, paths that are
// not in the model, or fixed there by the user, the largest first, at most limit [Sorbom1989]:
//
//	MI = N g²/v, expected change −g/v, v = I_cc − I_cθ I_θθ⁻¹ I_θc
//
// g being the derivative of the objective and I its expected information, also where standard errors rest on the observed
// one, as lavaan does. None without an invertible information.
func (f *Fit) Modifications(limit int) []Modification {
	if f.inv == nil || !f.Converged {
		return nil
	}
	inv := f.inv
	if f.ordinal == nil && f.observedInformation() {
		expected := Fit{Model: f.Model}
		if inv = expected.invertInformation(f.ml.information(f.pt, false)); inv == nil {
			return nil
		}
	}
	var out []Modification
	for g := range f.Model.Groups {
		candidates := f.Model.candidates(g)
		gradient, v, n := f.scores(g, candidates, inv)
		for i, p := range candidates {
			if v[i] > 0 {
				out = append(out, Modification{p.Op, p.Left, p.Right, g, n * gradient[i] * gradient[i] / v[i], -gradient[i] / v[i]})
			}
		}
	}
	sort.SliceStable(out, func(a, b int) bool { return out[a].Index > out[b].Index })
	return out[:min(limit, len(out))]
}

// scores are, for candidates of a group, the derivative of the objective and its variance v given the free parameters (0
// where the candidate is determined by them), and the number of rows that the test is multiplied by.
func (f *Fit) scores(g int, candidates []Param, inv *mat.SymDense) (gradient, v []float64, n float64) {
	q := f.Model.Free
	gradient, v = make([]float64, len(candidates)), make([]float64, len(candidates))
	cross := make([][]float64, len(candidates))
	for i := range cross {
		cross[i] = make([]float64, q)
	}
	if f.ordinal != nil {
		n = f.ordinal.n - float64(len(f.data))
		f.ordinal.scores(g, candidates, gradient, v, cross)
	} else {
		n = f.ml.n
		geo := f.geo[g]
		cs := make([]freeSlope, len(candidates))
		for i, c := range candidates {
			s, _ := geo.slope(c.entry)
			cs[i] = freeSlope{s, c.entry, i}
			gradient[i] = s.c*f.pt.tq[g][s.g*2*geo.m+s.x] - s.tau*f.pt.u[g][s.g]
		}
		slopes := f.pt.slopes[g]
		copy(v, f.ml.own(f.pt, g, cs, false))
		f.ml.cross(f.pt, g, cs, slopes, false, func(a, b int, x float64) { cross[a][slopes[b].free] += x })
	}
	for i, c := range cross {
		own := v[i]
		for a, x := range c {
			if x == 0 {
				continue
			}
			for b, y := range c {
				v[i] -= x * y * inv.At(a, b)
			}
		}
		if !(v[i] > 1e-8*own) {
			v[i] = 0
		}
	}
	return gradient, v, n
}

// scores are those of weighted least squares, without the terms of second derivatives.
func (o *ordinal) scores(g int, candidates []Param, gradient, own []float64, cross [][]float64) {
	pt, sm := o.points[g], &o.samples[g]
	share := sm.n / o.n
	for c, p := range candidates {
		column := make([]float64, len(pt.residual))
		pt.derive(p.entry, column, 1)
		for i, x := range column {
			if x == 0 {
				continue
			}
			w := share * x / sm.gamma.At(i, i)
			gradient[c] -= w * pt.residual[i]
			own[c] += w * x
			for k, y := range pt.delta.RawRowView(i) {
				cross[c][k] += w * y
			}
		}
	}
}

// candidates are the relations that modification indices are computed for.
func (m *Model) candidates(g int) []Param {
	rows := m.group(g)
	p, k := len(m.Observed), len(m.Observed)+len(m.Latent)
	indicator := make([]bool, k)
	structural := make([]bool, k)
	regressions := false
	for _, r := range rows {
		if r.Op == Loads {
			indicator[r.i] = true
		}
		if r.Op == Regresses {
			structural[r.i], structural[r.j], regressions = true, true, true
		}
	}
	x := func(i int) bool { return slices.Contains(m.fixedX, i) }
	var out []Param
	try := func(op string, i, j int, e entry) {
		if r := m.find(e); r >= 0 && (rows[r].Free >= 0 || !rows[r].User || rows[r].Value != 0) {
			return
		}
		out = append(out, newParam(op, m.variable(i), m.variable(j), e))
	}
	for l := p; l < k; l++ {
		for i := range p {
			if indicator[i] {
				try(Loads, l, i, entry{pathEntry, i, l})
			}
		}
	}
	for i := range k {
		for j := i + 1; j < k; j++ {
			if (i < p) == (j < p) && !x(i) && !x(j) {
				try(Covaries, i, j, entry{covEntry, i, j})
			}
		}
	}
	for i := range k {
		for j := range k {
			if i != j && regressions && structural[i] && structural[j] && !x(i) && m.find(entry{pathEntry, j, i}) < 0 {
				try(Regresses, i, j, entry{pathEntry, i, j})
			}
		}
	}
	for i := range out {
		out[i].Group = g
		if math.IsNaN(out[i].Value) {
			out[i].Value = 0
		}
	}
	return out
}
