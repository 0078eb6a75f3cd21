package sem

import (
	"math"
	"slices"
)

// Standard is a parameter of the standardised solution with its standard error by the delta method.
type Standard struct{ Value, SE float64 }

// Standardised is the completely standardised solution (std.all), one value for each row of the table: paths times the
// ratio of the model's standard deviations, covariances as correlations (of residuals where the variables are
// dependent), variances as shares of the variable's variance, intercepts over its standard deviation; thresholds as they
// are over the standard deviation of what lies behind. NaN where a variance is not positive.
func (f *Fit) Standardised() []Standard {
	m := f.Model
	out := make([]Standard, len(m.Params))
	for g := range m.Groups {
		d := f.deriver(g)
		for r := range m.group(g) {
			v, grad := d.standard(r)
			out[g*m.rows+r] = Standard{v, f.deltaSE(grad)}
		}
	}
	return out
}

// RSquared are the shares of the variance of a group's dependent variables (indicators and regressed ones) that the model
// explains, 1 − S[i][i]/V[i][i], with the names of the variables.
func (f *Fit) RSquared(g int) (names []string, r2 []Standard) {
	m := f.Model
	d := f.deriver(g)
	for i := range len(m.Observed) + len(m.Latent) {
		dependent := slices.ContainsFunc(m.group(g), func(p Param) bool { return p.kind == pathEntry && p.i == i })
		if !dependent {
			continue
		}
		names = append(names, m.variable(i))
		r := m.find(entry{covEntry, i, i})
		if r < 0 {
			r2 = append(r2, Standard{math.NaN(), math.NaN()})
			continue
		}
		share, grad := d.standard(r)
		r2 = append(r2, Standard{1 - share, f.deltaSE(grad)})
	}
	return names, r2
}

// deltaSE is √(g′ Cov g), NaN without a covariance matrix and for what does not depend on free parameters.
func (f *Fit) deltaSE(grad []float64) float64 {
	if f.Cov == nil || grad == nil {
		return math.NaN()
	}
	s := 0.0
	depends := false
	for i, x := range grad {
		if x == 0 {
			continue
		}
		depends = true
		for j, y := range grad {
			if y != 0 {
				s += x * y * f.Cov.At(i, j)
			}
		}
	}
	if !depends || !(s >= 0) {
		return math.NaN()
	}
	return math.Sqrt(s)
}

// deriver computes the variances of a group's variables with their gradients over the free parameters.
type deriver struct {
	f      *Fit
	g      int
	values []float64
	rows   []Param
	v      [][]float64 // gradient of V[i][i], by variable; filled when asked for
}

func (f *Fit) deriver(g int) *deriver {
	k := len(f.Model.Observed) + len(f.Model.Latent)
	return &deriver{f: f, g: g, values: f.values[g], rows: f.Model.group(g), v: make([][]float64, k)}
}

// variance is V[i][i] and its gradient: ∂V[i][i]/∂A[k][l] = 2 E[i][k] V[l][i], ∂V[i][i]/∂S[k][l] = 2 E[i][k] E[i][l] (k≠l).
// The variable behind an ordered one has the variance 1/scale².
func (d *deriver) variance(i int) (float64, []float64) {
	m, geo := d.f.Model, d.f.geo[d.g]
	if i < len(m.Observed) && m.Ordered[i] {
		r := m.find(entry{kind: scaleEntry, i: i})
		x := d.values[r]
		grad := make([]float64, m.Free)
		if free := d.rows[r].Free; free >= 0 {
			grad[free] = -2 / (x * x * x)
		}
		return 1 / (x * x), grad
	}
	value := geo.v.At(i, i)
	if d.v[i] != nil {
		return value, d.v[i]
	}
	d.v[i] = d.implied(i)
	return value, d.v[i]
}

// implied is the gradient of (E S E′)[i][i].
func (d *deriver) implied(i int) []float64 {
	geo := d.f.geo[d.g]
	grad := make([]float64, d.f.Model.Free)
	for _, p := range d.rows {
		if p.Free < 0 {
			continue
		}
		switch p.kind {
		case pathEntry:
			grad[p.Free] += 2 * geo.e.At(i, p.i) * geo.v.At(p.j, i)
		case covEntry:
			x := geo.e.At(i, p.i) * geo.e.At(i, p.j)
			if p.i != p.j {
				x *= 2
			}
			grad[p.Free] += x
		}
	}
	return grad
}

// residual is S[i][i] and its gradient; of an ordered variable what its variance leaves: V − implied.
func (d *deriver) residual(i int) (float64, []float64) {
	m := d.f.Model
	r := m.find(entry{covEntry, i, i})
	grad := make([]float64, m.Free)
	if i < len(m.Observed) && m.Ordered[i] {
		v, dv := d.variance(i)
		copy(grad, dv)
		for k, x := range d.implied(i) {
			grad[k] -= x
		}
		return v - d.f.geo[d.g].v.At(i, i), grad
	}
	if r < 0 {
		return math.NaN(), grad
	}
	if free := d.rows[r].Free; free >= 0 {
		grad[free] = 1
	}
	return d.values[r], grad
}

// standard is the standardised value of a row with its gradient.
func (d *deriver) standard(r int) (float64, []float64) {
	p := d.rows[r]
	x := d.values[r]
	grad := make([]float64, d.f.Model.Free)
	if p.Free >= 0 {
		grad[p.Free] = 1
	}
	// value·∏ base^power: d ln of it times the value
	scale := func(factor float64, parts ...power) (float64, []float64) {
		ratio := factor
		for _, q := range parts {
			if !(q.base > 0) {
				return math.NaN(), nil
			}
			ratio *= math.Pow(q.base, q.exponent)
		}
		out := make([]float64, len(grad))
		for k := range out {
			out[k] = grad[k] * ratio
			for _, q := range parts {
				out[k] += x * ratio * q.exponent * q.grad[k] / q.base
			}
		}
		return x * ratio, out
	}
	variance := func(i int, exponent float64) power {
		v, g := d.variance(i)
		return power{v, exponent, g}
	}
	residual := func(i int) power {
		v, g := d.residual(i)
		return power{v, -0.5, g}
	}
	switch p.kind {
	case pathEntry:
		return scale(1, variance(p.j, 0.5), variance(p.i, -0.5))
	case covEntry:
		if p.i != p.j {
			return scale(1, residual(p.i), residual(p.j))
		}
		x, grad = d.residual(p.i)
		return scale(1, variance(p.i, -1))
	case meanEntry, cutEntry:
		return scale(1, variance(p.i, -0.5))
	}
	return x, grad
}

// power is a positive quantity raised to an exponent, with the quantity's gradient.
type power struct {
	base, exponent float64
	grad           []float64
}
