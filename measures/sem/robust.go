package sem

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// casewise calls fn with the gradient of each row's log-likelihood over the free parameters, group by group. The slice is
// reused.
//
// For a row with deviation d and e = K d: ∂l/∂θₐ = ½(e′Σₐe − tr KΣₐ) + e′μₐ.
func (l *likelihood) casewise(pt *point, rows [][][]float64, fn func(g int, score []float64)) {
	score := make([]float64, l.model.Free)
	for g, geo := range pt.geo {
		slopes, w := pt.slopes[g], 2*geo.m
		h := geo.h.RawMatrix().Data
		d, e, he := make([]float64, geo.p), make([]float64, geo.p), make([]float64, w)
		for k := range l.data[g] {
			pat, st := &l.data[g][k], &pt.states[g][k]
			t := geo.table(st.inv)
			traces := make([]float64, len(slopes))
			for i, s := range slopes {
				traces[i] = s.c * t[s.g*w+s.x]
			}
			inv := mat.NewDense(geo.p, geo.p, nil)
			inv.Copy(st.inv)
			iv := inv.RawMatrix().Data
			for _, r := range pat.rows {
				for _, j := range pat.present {
					d[j] = rows[g][j][r] - geo.mu[j]
				}
				for i := range he {
					he[i] = 0
				}
				for _, i := range pat.present {
					e[i] = dot(d, iv[i*geo.p:(i+1)*geo.p])
					x := e[i]
					for j, y := range h[i*w : (i+1)*w] {
						he[j] += x * y
					}
				}
				for i := range score {
					score[i] = 0
				}
				for i, s := range slopes {
					score[s.free] += s.c*he[s.g]*he[s.x] - traces[i] + s.tau*he[s.g]
				}
				fn(g, score)
			}
			for j := range d {
				d[j] = 0
			}
		}
	}
}

// outer is B = Σ over rows of score·score′/N, the first-order information.
func (l *likelihood) outer(pt *point, rows [][][]float64) *mat.SymDense {
	q := l.model.Free
	b := make([]float64, q*q)
	l.casewise(pt, rows, func(_ int, s []float64) {
		for i, x := range s {
			if x == 0 {
				continue
			}
			row := b[i*q+i : (i+1)*q]
			for j, y := range s[i:] {
				row[j] += x * y
			}
		}
	})
	out := mat.NewSymDense(q, b)
	out.ScaleSym(1/l.n, out)
	return out
}

// traceProduct is tr AB of symmetric matrices.
func traceProduct(a, b mat.Symmetric) float64 {
	s, n := 0.0, a.SymmetricDim()
	for i := range n {
		for j := range n {
			s += a.At(i, j) * b.At(i, j)
		}
	}
	return s
}

// sandwich is A⁻¹BA⁻¹/n.
func sandwich(inv, b mat.Symmetric, n float64) *mat.SymDense {
	var ab, aba mat.Dense
	ab.Mul(inv, b)
	aba.Mul(&ab, inv)
	q := inv.SymmetricDim()
	out := mat.NewSymDense(q, nil)
	for i := range q {
		for j := i; j < q; j++ {
			out.SetSym(i, j, (aba.At(i, j)+aba.At(j, i))/2/n)
		}
	}
	return out
}

// kurtosisTrace is tr(A₁⁻¹B₁) of the saturated model of complete rows on the variables at idx in closed form:
// ½(mean δ⁴ − p), δ being a row's Mahalanobis distance; the means add p. NaN when the covariance
// matrix is singular.
func (g *Group) kurtosisTrace(idx []int, means bool) float64 {
	p := len(idx)
	if p == 0 {
		return 0
	}
	sub := mat.NewSymDense(p, nil)
	for a := range idx {
		for b := a; b < p; b++ {
			sub.SetSym(a, b, g.Cov.At(idx[a], idx[b]))
		}
	}
	var ch mat.Cholesky
	if !ch.Factorize(sub) {
		return math.NaN()
	}
	// rows solved against the lower factor: δ² is the squared length of L⁻¹d
	var lower mat.TriDense
	ch.LTo(&lower)
	l := make([]float64, p*p)
	for i := range p {
		for j := range i + 1 {
			l[i*p+j] = lower.At(i, j)
		}
	}
	z := make([]float64, p)
	sum := 0.0
	for r := range g.N {
		d2 := 0.0
		for a, j := range idx {
			x := (g.Rows[j][r] - g.Mean[j] - dot(z[:a], l[a*p:a*p+a])) / l[a*p+a]
			z[a] = x
			d2 += x * x
		}
		sum += d2 * d2
	}
	out := (sum/float64(g.N) - float64(p)) / 2
	if means {
		out += float64(p)
	}
	return out
}

// kurtosis is m₄/m₂² of a variable's complete rows.
func (g *Group) kurtosis(j int) float64 {
	m4 := 0.0
	for _, x := range g.Rows[j] {
		d := x - g.Mean[j]
		m4 += d * d * d * d
	}
	v := g.Cov.At(j, j)
	return m4 / float64(g.N) / (v * v)
}
