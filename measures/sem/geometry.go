package sem

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// geometry holds what a group's parameters imply at one point, and the tables that its derivatives are read from.
//
// With G = E restricted to the observed rows, V = E S E′, W likewise of V, and t = E M:
//
//	Σ = G S G′, μ = G M
//	∂Σ/∂A[i][j] = Gᵢ Wⱼ′ + Wⱼ Gᵢ′     ∂μ/∂A[i][j] = tⱼ Gᵢ
//	∂Σ/∂S[i][j] = Gᵢ Gⱼ′ + Gⱼ Gᵢ′ (i≠j), Gᵢ Gᵢ′ (i=j)     ∂μ/∂M[i] = Gᵢ
//
// Every first derivative of Σ is thus c·(g x′ + x g′) of two columns of H = [G | W], and every trace of products with
// symmetric matrices K is read from the table H′KH. Subscripts of G and W are columns.
type geometry struct {
	p, m  int        // observed variables, all variables
	e, v  *mat.Dense // E, V (m×m)
	h     *mat.Dense // H (p×2m)
	t     []float64  // E M
	sigma *mat.SymDense
	mu    []float64
}

// slope is the first derivative of Σ and μ with respect to one entry: c·(h_g h_x′ + h_x h_g′) and tau·h_g.
type slope struct {
	g, x   int
	c, tau float64
}

// geometryOf computes a group's geometry from its parameters' values; false when I−A is singular or a value is not finite.
func (m *Model) geometryOf(g int, values []float64) (*geometry, bool) {
	p, k := len(m.Observed), len(m.Observed)+len(m.Latent)
	geo := &geometry{p: p, m: k}
	ia, s := make([]float64, k*k), make([]float64, k*k)
	means := make([]float64, k)
	for i := range k {
		ia[i*k+i] = 1
	}
	for r, par := range m.group(g) {
		x := values[r]
		if math.IsNaN(x) || math.IsInf(x, 0) {
			if par.kind == covEntry && par.i == par.j && par.i < p && m.Ordered[par.i] {
				continue // residual of an ordered variable: what is left of 1
			}
			return nil, false
		}
		switch par.kind {
		case pathEntry:
			ia[par.i*k+par.j] -= x
		case covEntry:
			s[par.i*k+par.j] = x
			s[par.j*k+par.i] = x
		case meanEntry:
			means[par.i] = x
		}
	}
	geo.e = mat.NewDense(k, k, nil)
	if !m.invertPaths(ia, geo.e) {
		return nil, false
	}
	geo.v = mat.NewDense(k, k, nil)
	var es mat.Dense
	es.Mul(geo.e, mat.NewDense(k, k, s))
	geo.v.Mul(&es, geo.e.T())
	geo.h = mat.NewDense(p, 2*k, nil)
	h, e, v := geo.h.RawMatrix().Data, geo.e.RawMatrix().Data, geo.v.RawMatrix().Data
	for i := range p {
		copy(h[i*2*k:i*2*k+k], e[i*k:(i+1)*k])
		copy(h[i*2*k+k:(i+1)*2*k], v[i*k:(i+1)*k])
	}
	geo.t = make([]float64, k)
	for i := range k {
		for j, x := range means {
			geo.t[i] += e[i*k+j] * x
		}
	}
	geo.mu = geo.t[:p]
	geo.sigma = mat.NewSymDense(p, nil)
	for i := range p {
		for j := i; j < p; j++ {
			geo.sigma.SetSym(i, j, (v[i*k+j]+v[j*k+i])/2)
		}
	}
	return geo, true
}

// invertPaths computes E = (I−A)⁻¹. Where no latent variable is measured by another and nothing is regressed, A maps
// latent onto observed only and E = I+A; else by elimination.
func (m *Model) invertPaths(ia []float64, e *mat.Dense) bool {
	p, k := len(m.Observed), len(m.Observed)+len(m.Latent)
	plain := true
	for i := range k {
		for j := range k {
			if i != j && ia[i*k+j] != 0 && !(i < p && j >= p) {
				plain = false
			}
		}
	}
	if plain {
		out := e.RawMatrix().Data
		for i := range k {
			for j := range k {
				out[i*k+j] = -ia[i*k+j]
			}
			out[i*k+i] = 1
		}
		return true
	}
	err := e.Inverse(mat.NewDense(k, k, ia))
	return err == nil || conditioned(err)
}

// slope is the derivative of an entry; false for entries that are no part of Σ and μ.
func (g *geometry) slope(e entry) (slope, bool) {
	switch e.kind {
	case pathEntry:
		return slope{g: e.i, x: g.m + e.j, c: 1, tau: g.t[e.j]}, true
	case covEntry:
		if e.i == e.j {
			return slope{g: e.i, x: e.i, c: 0.5}, true
		}
		return slope{g: e.i, x: e.j, c: 1}, true
	case meanEntry:
		return slope{g: e.i, x: e.i, tau: 1}, true
	}
	return slope{}, false
}

// table is the symmetric 2m×2m matrix H′KH of a symmetric K.
func (g *geometry) table(k mat.Symmetric) []float64 {
	var kh, out mat.Dense
	kh.Mul(k, g.h)
	out.Mul(g.h.T(), &kh)
	return out.RawMatrix().Data
}

// column is H′d.
func (g *geometry) column(d []float64) []float64 {
	out := make([]float64, 2*g.m)
	h := g.h.RawMatrix().Data
	for i, x := range d {
		row := h[i*2*g.m : (i+1)*2*g.m]
		for j, y := range row {
			out[j] += x * y
		}
	}
	return out
}

// curve is ½ tr(Q ∂²Σ/∂a∂b) − δ′ ∂²μ/∂a∂b from the table tq = H′QH and the column u = H′δ.
func (g *geometry) curve(a, b entry, tq, u []float64) float64 {
	if a.kind != pathEntry {
		a, b = b, a
	}
	if a.kind != pathEntry {
		return 0 // Σ and μ are linear in covariances and means
	}
	w, m := 2*g.m, g.m
	e, v := g.e.RawMatrix().Data, g.v.RawMatrix().Data
	k, l := a.i, a.j
	switch b.kind {
	case pathEntry:
		i, j := b.i, b.j
		s := e[l*m+i]*tq[k*w+m+j] + v[l*m+j]*tq[i*w+k] + e[j*m+k]*tq[i*w+m+l]
		return s - e[l*m+i]*g.t[j]*u[k] - e[j*m+k]*g.t[l]*u[i]
	case covEntry:
		i, j := b.i, b.j
		if i == j {
			return e[l*m+i] * tq[k*w+i]
		}
		return e[l*m+i]*tq[k*w+j] + e[l*m+j]*tq[i*w+k]
	case meanEntry:
		return -e[l*m+b.i] * u[k]
	}
	return 0
}
