package mediate

import "math"

// equation is a regression of a standardised column on others; with centred columns the intercept is 0 and apart.
type equation struct {
	of, rows  int
	on        []int
	coef      []float64   // by regressor, standardised
	cov       [][]float64 // their covariance: classical, or CR1 by clusters; nil without one
	df        float64     // of t: n−K, or clusters−1
	collinear int         // column that follows from those before it; −1: none
	perfect   bool        // no residual variation
	flat      bool        // no variation between clusters
}

// regress fits an equation by Gram–Schmidt orthogonalisation, each column twice. clusters is nil for independent rows.
func (l *layout) regress(of int, on []int, clusters []int, groups int) *equation {
	k, y := len(on), l.columns[of].z
	n := len(y)
	e := &equation{of: of, on: on, rows: n, collinear: -1, coef: make([]float64, k)}
	q := make([][]float64, k)
	r := make([][]float64, k) // upper triangle
	for j, at := range on {
		q[j] = append([]float64(nil), l.columns[at].z...)
		r[j] = make([]float64, k)
		before := dot(q[j], q[j])
		for range 2 {
			for i := range j {
				h := dot(q[i], q[j])
				r[i][j] += h
				axpy(-h, q[i], q[j])
			}
		}
		left := dot(q[j], q[j])
		if !(left > 1e-14*before) {
			e.collinear = at
			return e
		}
		r[j][j] = math.Sqrt(left)
		for i := range q[j] {
			q[j][i] /= r[j][j]
		}
	}
	residual := append([]float64(nil), y...)
	qty := make([]float64, k)
	for range 2 {
		for j := range q {
			h := dot(q[j], residual)
			qty[j] += h
			axpy(-h, q[j], residual)
		}
	}
	for j := k - 1; j >= 0; j-- {
		s := qty[j]
		for i := j + 1; i < k; i++ {
			s -= r[j][i] * e.coef[i]
		}
		e.coef[j] = s / r[j][j]
	}
	rss := dot(residual, residual)
	e.df = float64(n - k - 1)
	switch {
	case !(rss > 1e-24*float64(n)):
		e.perfect = true
	case clusters == nil:
		e.cov = rootInverse(r, nil, rss/e.df)
	default:
		e.df = float64(groups - 1)
		if groups < 2 {
			e.flat = true
			break
		}
		scores := make([][]float64, groups)
		for g := range scores {
			scores[g] = make([]float64, k)
		}
		for i, c := range clusters {
			for j := range q {
				scores[c][j] += q[j][i] * residual[i]
			}
		}
		meat := make([][]float64, k)
		for j := range meat {
			meat[j] = make([]float64, k)
			for i := range meat[j] {
				for _, s := range scores {
					meat[j][i] += s[j] * s[i]
				}
			}
		}
		g := float64(groups)
		e.cov = rootInverse(r, meat, g/(g-1)*float64(n-1)/float64(n-k-1))
		for j := range e.cov {
			e.flat = e.flat || !(e.cov[j][j] > 1e-24)
		}
	}
	return e
}

// rootInverse is R⁻¹·meat·R⁻ᵀ·scale for an upper triangle R; meat nil is the identity.
func rootInverse(r, meat [][]float64, scale float64) [][]float64 {
	k := len(r)
	inv := make([][]float64, k)
	for j := range inv {
		inv[j] = make([]float64, k)
	}
	for j := range k {
		inv[j][j] = 1 / r[j][j]
		for i := j - 1; i >= 0; i-- {
			s := 0.0
			for m := i + 1; m <= j; m++ {
				s -= r[i][m] * inv[m][j]
			}
			inv[i][j] = s / r[i][i]
		}
	}
	out := make([][]float64, k)
	for a := range out {
		out[a] = make([]float64, k)
		for b := range out[a] {
			for i := a; i < k; i++ {
				if meat == nil {
					if i >= b {
						out[a][b] += inv[a][i] * inv[b][i]
					}
					continue
				}
				for j := b; j < k; j++ {
					out[a][b] += inv[a][i] * meat[i][j] * inv[b][j]
				}
			}
			out[a][b] *= scale
		}
	}
	return out
}

func dot(a, b []float64) float64 {
	b = b[:len(a)]
	s := 0.0
	for i, x := range a {
		s += x * b[i]
	}
	return s
}

func axpy(h float64, x, y []float64) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] += h * v
	}
}

// coefficient is the slope of a column in its own units, with its standard error (NaN without one).
func (e *equation) coefficient(l *layout, column int) (value, se float64) {
	for j, at := range e.on {
		if at == column {
			s := l.scale(e.of, column)
			se = math.NaN()
			if e.cov != nil && !e.flat {
				se = s * math.Sqrt(e.cov[j][j])
			}
			return s * e.coef[j], se
		}
	}
	return math.NaN(), math.NaN()
}
