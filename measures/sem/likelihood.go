package sem

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// pattern is the set of a group's rows in which the same variables are present, with their sufficient statistics; complete
// data have one pattern.
type pattern struct {
	n       float64
	present []int // observed variables
	mean    []float64
	cov     *mat.SymDense // divisor n
	rows    []int         // numbers of the rows in the data; empty where only moments are known
}

// likelihood is the normal log-likelihood of a model on data with patterns of missing values [Arbuckle1996]; with one
// pattern it is the likelihood of the sufficient statistics.
//
// The objective is f(θ) = −loglik/N without its constant: Σ over patterns nₖ/(2N)·(ln|Σₖ| + tr Σₖ⁻¹Tₖ), with
// Tₖ = Sₖ + dₖdₖ′, dₖ = x̄ₖ − μₖ.
type likelihood struct {
	model      *Model
	data       [][]pattern // by group
	n          float64
	predictors float64 // what fixed exogenous variables contribute to N·f
}

// patternState is what a pattern needs of Σₖ: its inverse K (embedded in p×p), P = K T K, and δ = K d.
type patternState struct {
	inv   *mat.SymDense
	delta []float64
	value float64 // ½ nₖ (ln|Σₖ| + tr Σₖ⁻¹Tₖ)
	kt    *mat.SymDense
}

// state computes a pattern's state, with K and P where wanted; false when Σₖ is not positive definite.
func (pt *pattern) state(geo *geometry) (st patternState, ok bool) {
	o := len(pt.present)
	full := o == geo.p
	sub := geo.sigma
	if !full {
		sub = mat.NewSymDense(o, nil)
		for i, a := range pt.present {
			for j, b := range pt.present[:i+1] {
				sub.SetSym(i, j, geo.sigma.At(a, b))
			}
		}
	}
	var ch mat.Cholesky
	if !factorize(&ch, sub, 1e-13) {
		return st, false
	}
	var inv mat.SymDense
	if err := ch.InverseTo(&inv); err != nil && !conditioned(err) {
		return st, false
	}
	d := make([]float64, o)
	for i, a := range pt.present {
		d[i] = pt.mean[i] - geo.mu[a]
	}
	kd := make([]float64, o)
	trace := 0.0
	iv := inv.RawSymmetric()
	for i := range o {
		for j := range o {
			k := iv.Data[min(i, j)*iv.Stride+max(i, j)]
			kd[i] += k * d[j]
			if pt.cov != nil {
				trace += k * pt.cov.At(i, j)
			}
		}
	}
	quad := 0.0
	for i := range o {
		quad += kd[i] * d[i]
	}
	ksk := mat.NewSymDense(o, nil)
	if pt.cov != nil {
		var ks, p mat.Dense
		ks.Mul(&inv, pt.cov)
		p.Mul(&ks, &inv)
		for i := range o {
			for j := i; j < o; j++ {
				ksk.SetSym(i, j, (p.At(i, j)+p.At(j, i))/2+kd[i]*kd[j])
			}
		}
	} else {
		ksk.SymRankOne(ksk, 1, mat.NewVecDense(o, kd))
	}
	st.value = pt.n / 2 * (ch.LogDet() + trace + quad)
	if full {
		st.inv, st.delta, st.kt = &inv, kd, ksk
		return st, true
	}
	st.inv, st.kt, st.delta = mat.NewSymDense(geo.p, nil), mat.NewSymDense(geo.p, nil), make([]float64, geo.p)
	for i, a := range pt.present {
		st.delta[a] = kd[i]
		for j, b := range pt.present[:i+1] {
			st.inv.SetSym(a, b, inv.At(i, j))
			st.kt.SetSym(a, b, ksk.At(i, j))
		}
	}
	return st, true
}

// factorize is a Cholesky factorisation that fails, too, where a pivot is less than tol of its diagonal entry: where a
// variable is a combination of those before it but for that share of its variance, whatever the units.
func factorize(ch *mat.Cholesky, s mat.Symmetric, tol float64) bool {
	if !ch.Factorize(s) {
		return false
	}
	u := ch.RawU()
	for i := range s.SymmetricDim() {
		if x := u.At(i, i); !(x*x > tol*s.At(i, i)) {
			return false
		}
	}
	return true
}

// groupValues are the values of a group's parameters at θ.
func (m *Model) groupValues(g int, theta, fixed []float64) []float64 {
	out := make([]float64, m.rows)
	for r, p := range m.group(g) {
		switch {
		case p.Free >= 0:
			out[r] = theta[p.Free]
		default:
			out[r] = fixed[g*m.rows+r]
		}
	}
	return out
}

// fixedValues are the fixed values of all rows, sample moments of fixed exogenous variables filled in from each group.
func (m *Model) fixedValues(samples []sample) []float64 {
	out := make([]float64, len(m.Params))
	for i, p := range m.Params {
		out[i] = p.Value
		if p.Exogenous {
			if s := samples[p.Group]; p.kind == covEntry {
				out[i] = s.cov.At(p.i, p.j)
			} else {
				out[i] = s.mean[p.i]
			}
		}
	}
	return out
}

// freeSlope is the derivative of a free row of a group.
type freeSlope struct {
	slope
	entry
	free int
}

func (m *Model) freeSlopes(g int, geo *geometry) []freeSlope {
	var out []freeSlope
	for _, p := range m.group(g) {
		if p.Free < 0 {
			continue
		}
		if s, ok := geo.slope(p.entry); ok {
			out = append(out, freeSlope{s, p.entry, p.Free})
		}
	}
	return out
}

// point is the likelihood at one θ.
type point struct {
	value    float64
	gradient []float64
	geo      []*geometry
	states   [][]patternState
	slopes   [][]freeSlope
	tq       [][]float64 // H′QH of each group, Q = Σ nₖ(K − P)/N
	u        [][]float64 // H′δ of each group, δ = Σ nₖδₖ/N
}

// at evaluates value and gradient; nil where Σ is not positive definite.
func (l *likelihood) at(theta, fixed []float64) *point {
	m := l.model
	pt := &point{gradient: make([]float64, m.Free)}
	for g := range m.Groups {
		geo, ok := m.geometryOf(g, m.groupValues(g, theta, fixed))
		if !ok {
			return nil
		}
		if !m.Means {
			geo.mu = l.data[g][0].mean // free means reproduce the sample's
		}
		q := mat.NewSymDense(geo.p, nil)
		delta := make([]float64, geo.p)
		var states []patternState
		for k := range l.data[g] {
			d := &l.data[g][k]
			st, ok := d.state(geo)
			if !ok {
				return nil
			}
			pt.value += st.value / l.n
			w := d.n / l.n
			qd, a, b := q.RawSymmetric(), st.inv.RawSymmetric(), st.kt.RawSymmetric()
			for i := range geo.p {
				for j := i; j < geo.p; j++ {
					qd.Data[i*qd.Stride+j] += w * (a.Data[i*a.Stride+j] - b.Data[i*b.Stride+j])
				}
				delta[i] += w * st.delta[i]
			}
			states = append(states, st)
		}
		tq, u := geo.table(q), geo.column(delta)
		slopes := m.freeSlopes(g, geo)
		for _, s := range slopes {
			pt.gradient[s.free] += s.c*tq[s.g*2*geo.m+s.x] - s.tau*u[s.g]
		}
		pt.geo, pt.states, pt.slopes = append(pt.geo, geo), append(pt.states, states), append(pt.slopes, slopes)
		pt.tq, pt.u = append(pt.tq, tq), append(pt.u, u)
	}
	if math.IsNaN(pt.value) || math.IsInf(pt.value, 0) {
		return nil
	}
	return pt
}

// information is the matrix of second derivatives of the objective: its expectation
//
//	Σₖ nₖ/N (½ tr Σₖ⁻¹Σₐ Σₖ⁻¹Σ_b + μₐ′Σₖ⁻¹μ_b)
//
// or the exact one (the observed information).
func (l *likelihood) information(pt *point, observed bool) *mat.SymDense {
	h := mat.NewSymDense(l.model.Free, nil)
	for g := range pt.geo {
		s := pt.slopes[g]
		l.cross(pt, g, s, s, observed, func(a, b int, x float64) {
			if i, j := s[a].free, s[b].free; i <= j {
				h.SetSym(i, j, h.At(i, j)+x)
			}
		})
	}
	return h
}

// tables are what the information of one pattern is read from: T = H′KH, and for the exact second derivatives
// R = 2 H′PH − T and u = H′δ.
type tables struct {
	t, r, u []float64
	width   int
}

func (geo *geometry) tables(st *patternState, observed bool) tables {
	tb := tables{t: geo.table(st.inv), width: 2 * geo.m}
	if observed {
		tb.r, tb.u = geo.table(st.kt), geo.column(st.delta)
		for i := range tb.r {
			tb.r[i] = 2*tb.r[i] - tb.t[i]
		}
	}
	return tb
}

// information between two slopes, without the part of [geometry.curve]:
//
//	expected: ½ tr KΣₐKΣ_b + μₐ′Kμ_b
//	observed: ½ tr (2P−K)ΣₐKΣ_b + μₐ′Kμ_b + δ′ΣₐKμ_b + δ′Σ_bKμₐ
func (tb *tables) information(a, b *slope) float64 {
	w := tb.width
	tga, txa := tb.t[a.g*w:(a.g+1)*w], tb.t[a.x*w:(a.x+1)*w]
	x := a.tau * b.tau * tga[b.g]
	if tb.r == nil {
		return x + a.c*b.c*(txa[b.g]*tga[b.x]+txa[b.x]*tga[b.g])
	}
	rga, rxa := tb.r[a.g*w:(a.g+1)*w], tb.r[a.x*w:(a.x+1)*w]
	x += a.c * b.c / 2 * (txa[b.g]*rga[b.x] + txa[b.x]*rga[b.g] + tga[b.g]*rxa[b.x] + tga[b.x]*rxa[b.g])
	return x + a.c*b.tau*(tb.u[a.g]*txa[b.g]+tb.u[a.x]*tga[b.g]) + b.c*a.tau*(tb.u[b.g]*tga[b.x]+tb.u[b.x]*tga[b.g])
}

// cross calls add with the information between each slope of as and each of bs of one group (both orders where they are
// the same list).
func (l *likelihood) cross(pt *point, g int, as, bs []freeSlope, observed bool, add func(a, b int, x float64)) {
	geo := pt.geo[g]
	sums := make([]float64, len(as)*len(bs))
	same := len(as) > 0 && len(as) == len(bs) && &as[0] == &bs[0]
	for k := range l.data[g] {
		tb := geo.tables(&pt.states[g][k], observed)
		weight := l.data[g][k].n / l.n
		for i := range as {
			from := 0
			if same {
				from = i // the rest mirrors
			}
			for j := from; j < len(bs); j++ {
				sums[i*len(bs)+j] += weight * tb.information(&as[i].slope, &bs[j].slope)
			}
		}
	}
	for i := range as {
		for j := range bs {
			x := sums[i*len(bs)+j]
			if same && j < i {
				x = sums[j*len(bs)+i]
			}
			if observed {
				x += geo.curve(as[i].entry, bs[j].entry, pt.tq[g], pt.u[g])
			}
			add(i, j, x)
		}
	}
}

// own is the information of each slope of a group with itself.
func (l *likelihood) own(pt *point, g int, as []freeSlope, observed bool) []float64 {
	geo := pt.geo[g]
	out := make([]float64, len(as))
	for k := range l.data[g] {
		tb := geo.tables(&pt.states[g][k], observed)
		weight := l.data[g][k].n / l.n
		for i := range as {
			out[i] += weight * tb.information(&as[i].slope, &as[i].slope)
		}
	}
	if observed {
		for i := range as {
			out[i] += geo.curve(as[i].entry, as[i].entry, pt.tq[g], pt.u[g])
		}
	}
	return out
}
