package multilevel

import "math"

// criterion is the profiled deviance of a model whose columns were centred and scaled. Every group is reduced to
// Q'(X, y) and R of the QR decomposition of its columns (1, s).
type criterion struct {
	n, p   int // rows; columns of X with the intercept
	slopes bool
	reml   bool
	groups []part
	within []float64 // (p+1)²: cross-products of (X, y) beside each group's (1, s)
}

// part is a group: R = (r11 r12; 0 r22) and the rows of Q'(X, y).
type part struct {
	r11, r12, r22 float64
	b             [2][]float64
}

// triangle is Λ.
type triangle struct{ l11, l21, l22 float64 }

// newCriterion reduces the rows. x are the columns beside the intercept; slope is nil without one.
func newCriterion(x [][]float64, y, slope []float64, starts []int, reml bool) *criterion {
	c := &criterion{n: len(y), p: len(x) + 1, slopes: slope != nil, reml: reml}
	k := c.p + 1
	c.within = make([]float64, k*k)
	columns := append(append([][]float64{nil}, x...), y) // column 0, the intercept, is all Q₁
	rest := make([][]float64, k)
	for g := range len(starts) - 1 {
		from, to := starts[g], starts[g+1]
		rows := to - from
		root := math.Sqrt(float64(rows))
		part := part{r11: root}
		part.b[0] = make([]float64, k)
		part.b[0][0] = root
		var s []float64
		if slope != nil {
			part.b[1] = make([]float64, k)
			mean := meanOf(slope[from:to])
			part.r12 = root * mean
			s = make([]float64, rows)
			for i := range s {
				s[i] = slope[from+i] - mean
			}
			norm := math.Sqrt(dot(s, s))
			if norm > 1e-12*root {
				part.r22 = norm
				for i := range s {
					s[i] /= norm
				}
			} else {
				s = nil // the slope is constant here
			}
		}
		for j := 1; j < k; j++ {
			v := columns[j][from:to]
			mean := meanOf(v)
			part.b[0][j] = root * mean
			d := make([]float64, rows)
			for i := range d {
				d[i] = v[i] - mean
			}
			if s != nil {
				h := dot(s, d)
				part.b[1][j] = h
				for i := range d {
					d[i] -= h * s[i]
				}
			}
			rest[j] = d
		}
		for a := 1; a < k; a++ {
			for b := a; b < k; b++ {
				h := dot(rest[a], rest[b])
				c.within[a*k+b] += h
				if a != b {
					c.within[b*k+a] += h
				}
			}
		}
		c.groups = append(c.groups, part)
	}
	return c
}

func meanOf(x []float64) float64 {
	mean, rest := 0.0, 0.0
	for i, v := range x {
		mean += (v - mean) / float64(i+1)
	}
	for _, v := range x {
		rest += v - mean
	}
	return mean + rest/float64(len(x))
}

// residual reports whether rows vary beside the groups' own lines and the fixed part: without it σ² is 0.
func (c *criterion) residual() bool {
	k := c.p + 1
	a := append([]float64(nil), c.within...)
	for j := range c.p {
		d := a[j*k+j]
		if !(d > 1e-13*float64(c.n)) {
			continue
		}
		for r := j + 1; r < k; r++ {
			f := a[r*k+j] / d
			for s := j + 1; s < k; s++ {
				a[r*k+s] -= f * a[j*k+s]
			}
		}
	}
	return a[k*k-1] > 1e-20*float64(c.n)
}

// fitted is the model at one Λ.
type fitted struct {
	value    float64
	gradient [3]float64 // by l11, l21, l22
	coef     []float64  // fixed effects
	inverse  []float64  // p×p: their covariance over σ²
	sigma2   float64
}

// at computes the deviance (−2·log-likelihood, of the restricted one by REML) and its gradient:
//
//	Σ ln|M_g| + [ln|X'V⁻¹X|] + N·(1+ln(2π·q/N)),  M_g = I + R_gΛΛ'R_g',  N = n, or n−p by REML
//
// q being the weighted sum of squares that the generalised least squares fit leaves. ok is false where the matrix of the
// fixed part is not positive definite to working precision.
func (c *criterion) at(t triangle) (pt fitted, ok bool) {
	k, p := c.p+1, c.p
	a := append([]float64(nil), c.within...)
	logs := 0.0
	for g := range c.groups {
		w := c.groups[g].weigh(t, c.slopes)
		logs += w.logDet
		b0, b1 := c.groups[g].b[0], c.groups[g].b[1]
		for i := range k {
			if !c.slopes {
				u := w.m11 * b0[i]
				for j := i; j < k; j++ {
					a[i*k+j] += u * b0[j]
				}
				continue
			}
			u, v := w.m11*b0[i]+w.m12*b1[i], w.m12*b0[i]+w.m22*b1[i]
			for j := i; j < k; j++ {
				a[i*k+j] += u*b0[j] + v*b1[j]
			}
		}
	}
	// Upper Cholesky root of (X, y)'V⁻¹(X, y).
	logX := 0.0
	for i := range k {
		for m := range i {
			a[i*k+i] -= a[m*k+i] * a[m*k+i]
		}
		if !(a[i*k+i] > 0) {
			return pt, false
		}
		if i == p {
			break
		}
		logX += math.Log(a[i*k+i])
		a[i*k+i] = math.Sqrt(a[i*k+i])
		for j := i + 1; j < k; j++ {
			for m := range i {
				a[i*k+j] -= a[m*k+i] * a[m*k+j]
			}
			a[i*k+j] /= a[i*k+i]
		}
	}
	q := a[k*k-1]
	rows := float64(c.n)
	if c.reml {
		rows -= float64(p)
	}
	pt.sigma2 = q / rows
	pt.value = logs + rows*(1+math.Log(2*math.Pi*pt.sigma2))
	if c.reml {
		pt.value += logX
	}
	pt.coef = make([]float64, p)
	inv := make([]float64, p*p) // of the root
	for i := p - 1; i >= 0; i-- {
		s := a[i*k+p]
		for j := i + 1; j < p; j++ {
			s -= a[i*k+j] * pt.coef[j]
		}
		pt.coef[i] = s / a[i*k+i]
		inv[i*p+i] = 1 / a[i*k+i]
		for j := i + 1; j < p; j++ {
			s := 0.0
			for m := i + 1; m <= j; m++ {
				s -= a[i*k+m] * inv[m*p+j]
			}
			inv[i*p+j] = s / a[i*k+i]
		}
	}
	pt.inverse = make([]float64, p*p)
	for i := range p {
		for j := range p {
			for m := max(i, j); m < p; m++ {
				pt.inverse[i*p+j] += inv[i*p+m] * inv[j*p+m]
			}
		}
	}
	pt.gradient = c.slope(t, pt)
	return pt, true
}

// slope is the gradient: with U = R'M⁻¹R, v = R'M⁻¹(B_y−B_xβ) and P = R'M⁻¹B_x of each group, the deviance changes with
// S = ΛΛ' by tr(G·dS), G = ΣU − Σvv'/σ² [− ΣP(X'V⁻¹X)⁻¹P'], hence with Λ by 2GΛ.
func (c *criterion) slope(t triangle, pt fitted) [3]float64 {
	p := c.p
	var g11, g12, g22 float64
	p0, p1 := make([]float64, p), make([]float64, p)
	for g := range c.groups {
		part := &c.groups[g]
		w := part.weigh(t, c.slopes)
		// R'M⁻¹ = (h00 h01; h10 h11)
		h00, h01 := part.r11*w.m11, part.r11*w.m12
		h10, h11 := part.r12*w.m11+part.r22*w.m12, part.r12*w.m12+part.r22*w.m22
		g11 += h00 * part.r11
		g12 += h00*part.r12 + h01*part.r22
		g22 += h10*part.r12 + h11*part.r22
		var r0, r1 float64
		r0 = part.b[0][p] - dot(part.b[0][:p], pt.coef)
		if c.slopes {
			r1 = part.b[1][p] - dot(part.b[1][:p], pt.coef)
		}
		v0, v1 := h00*r0+h01*r1, h10*r0+h11*r1
		g11 -= v0 * v0 / pt.sigma2
		g12 -= v0 * v1 / pt.sigma2
		g22 -= v1 * v1 / pt.sigma2
		if !c.reml {
			continue
		}
		for j := range p {
			b0, b1 := part.b[0][j], 0.0
			if c.slopes {
				b1 = part.b[1][j]
			}
			p0[j], p1[j] = h00*b0+h01*b1, h10*b0+h11*b1
		}
		for i := range p {
			k := dot(pt.inverse[i*p:(i+1)*p], p0)
			g11 -= p0[i] * k
			if c.slopes {
				g12 -= p1[i] * k
				g22 -= p1[i] * dot(pt.inverse[i*p:(i+1)*p], p1)
			}
		}
	}
	return [3]float64{2 * (g11*t.l11 + g12*t.l21), 2 * (g12*t.l11 + g22*t.l21), 2 * g22 * t.l22}
}

// weight is M⁻¹ of a group and ln|M|.
type weight struct{ m11, m12, m22, logDet float64 }

func (g *part) weigh(t triangle, slopes bool) weight {
	if !slopes {
		k := g.r11 * t.l11
		return weight{m11: 1 / (1 + k*k), logDet: math.Log1p(k * k)}
	}
	k11, k12 := g.r11*t.l11+g.r12*t.l21, g.r12*t.l22
	k21, k22 := g.r22*t.l21, g.r22*t.l22
	cross := g.r11 * t.l11 * g.r22 * t.l22 // |RΛ|
	more := k11*k11 + k12*k12 + k21*k21 + k22*k22 + cross*cross
	det := 1 + more
	return weight{m11: (1 + k21*k21 + k22*k22) / det, m12: -(k11*k21 + k12*k22) / det, m22: (1 + k11*k11 + k12*k12) / det, logDet: math.Log1p(more)}
}
