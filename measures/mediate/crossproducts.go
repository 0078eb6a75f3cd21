package mediate

import "math"

// crossProducts are Σw, Σw·z and Σw·z·zᵀ of weighted rows, in one triangle: row a holds columns a.. of (1, z).
type crossProducts struct {
	width int // 1 + columns
	sum   []float64
}

func newCrossProducts(columns int) *crossProducts {
	k := columns + 1
	return &crossProducts{k, make([]float64, k*(k+1)/2)}
}

// add takes one row (1, z) with a weight.
func (c *crossProducts) add(row []float64, weight float64) {
	at := 0
	for a, x := range row {
		x *= weight
		rest := row[a:]
		to := c.sum[at : at+len(rest)]
		for b, y := range rest {
			to[b] += x * y
		}
		at += len(rest)
	}
}

// addSum takes the cross-products of a cluster with a weight.
func (c *crossProducts) addSum(sum []float64, weight float64) { axpy(weight, sum, c.sum) }

// solver computes regressions from cross-products, with buffers of its own.
type solver struct {
	l       *layout
	centred []float64 // columns × columns, both triangles
	root    []float64 // Cholesky root of the regressors of the equation at hand
	half    []float64
	coef    []float64
	p       *paths
}

func newSolver(l *layout) *solver {
	k := len(l.columns)
	return &solver{l: l, centred: make([]float64, k*k), root: make([]float64, k*k), half: make([]float64, k), coef: make([]float64, k), p: newPaths(len(l.m))}
}

// paths computes the paths of weighted rows; false when an equation has collinear columns among them.
func (s *solver) paths(c *crossProducts) (*paths, bool) {
	k := len(s.l.columns)
	n := c.sum[0]
	means := c.sum[1 : k+1]
	at := k + 1
	for a := range k {
		for b := a; b < k; b++ {
			v := c.sum[at] - means[a]*means[b]/n
			s.centred[a*k+b], s.centred[b*k+a] = v, v
			at++
		}
	}
	l, p := s.l, s.p
	if !s.factor(l.first, n) {
		return nil, false
	}
	for j, m := range l.m {
		p.a[j] = s.solve(l.first, m, l.x)
		if l.xw >= 0 {
			p.aw[j] = s.coefficient(l.first, m, l.xw)
		}
	}
	if !s.factor(l.second, n) {
		return nil, false
	}
	p.direct = s.solve(l.second, l.y, l.x)
	for j, m := range l.m {
		p.b[j] = s.coefficient(l.second, l.y, m)
		if l.mw != nil {
			p.bw[j] = s.coefficient(l.second, l.y, l.mw[j])
		}
	}
	return p, true
}

// factor takes the Cholesky root of the centred cross-products of some columns.
func (s *solver) factor(on []int, n float64) bool {
	k, w := len(s.l.columns), len(on)
	for i, a := range on {
		for j := range i + 1 {
			v := s.centred[a*k+on[j]]
			for m := range j {
				v -= s.root[i*w+m] * s.root[j*w+m]
			}
			if i > j {
				s.root[i*w+j] = v / s.root[j*w+j]
				continue
			}
			if d := s.centred[a*k+a]; !(d > 1e-12*n) || !(v > 1e-11*d) {
				return false
			}
			s.root[i*w+i] = math.Sqrt(v)
		}
	}
	return true
}

// solve computes the coefficients of the factored columns for the column of, and returns that of the column want.
func (s *solver) solve(on []int, of, want int) float64 {
	k, w := len(s.l.columns), len(on)
	for i, a := range on {
		v := s.centred[a*k+of]
		for m := range i {
			v -= s.root[i*w+m] * s.half[m]
		}
		s.half[i] = v / s.root[i*w+i]
	}
	for i := w - 1; i >= 0; i-- {
		v := s.half[i]
		for m := i + 1; m < w; m++ {
			v -= s.root[m*w+i] * s.coef[m]
		}
		s.coef[i] = v / s.root[i*w+i]
	}
	return s.coefficient(on, of, want)
}

// coefficient returns one of the coefficients that solve computed.
func (s *solver) coefficient(on []int, of, want int) float64 {
	for i, a := range on {
		if a == want {
			return s.coef[i] * s.l.scale(of, want)
		}
	}
	return math.NaN()
}
