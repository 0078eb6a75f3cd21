package sem

import (
	"context"
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/gonum/mat"

	"github.com/smekit/smekit/measures/correlate"
	"github.com/smekit/smekit/measures/estimate"
)

// ordinal is diagonally weighted least squares on thresholds and polychoric correlations [Muthen1984]: f = ½ Σ_g n_g/N
// (s−σ(θ))′W(s−σ(θ)), W the inverse diagonal of Γ. Delta parameterisation: the variables behind the ordered ones have the
// variance 1/D², so that with scaling factors D (1 but where they are free in later groups)
//
//	σ_ij = D_i D_j Σ_ij, threshold t of i: D_i (τ_it − μ_i)
type ordinal struct {
	model   *Model
	samples []ordinalSample
	fixed   []float64
	n       float64
	points  []*ordinalPoint // at the solution
	weights []*mat.Dense    // W·Δ there, by group
	meat    *mat.SymDense   // Σ n_g/N Δ′WΓWΔ
	bread   *mat.SymDense   // Σ n_g/N Δ′WΔ
	inverse *mat.SymDense   // of bread, nil where singular
}

// OrdinalError is a wrong use of an ordered variable: too many values, or a point that nobody of a group answered, which
// is never merged silently.
type OrdinalError struct {
	Variable     string
	Values       int    // how many
	Group, Point string // where nobody answered what; empty with too many values
}

func (e *OrdinalError) Error() string {
	if e.Point != "" {
		return noteEmptyPoint.Says(e.Variable, e.Group, e.Point).English()
	}
	return fmt.Sprintf("%s has %d distinct values and is no ordered variable: use ml or mlr", e.Variable, e.Values)
}

// NoPolychoricError names pairs of variables whose polychoric correlation runs to its bound.
type NoPolychoricError struct{ Pairs []string }

func (e *NoPolychoricError) Error() string {
	return "no polychoric correlation of " + strings.Join(e.Pairs, ", ")
}

// OrdinalLevels are the categories of ordered variables over all groups: the distinct values of each column, which every
// group must have. An error is an [*OrdinalError], or an [*NotPositiveError] for a constant.
func OrdinalLevels(names []string, groups []Group, labels []string) (values [][]float64, err error) {
	for j, name := range names {
		var all []float64
		for g := range groups {
			all = append(all, groups[g].Rows[j]...)
		}
		_, v := correlate.Categories(all)
		if len(v) < 2 {
			return nil, &NotPositiveError{Columns: []string{name}, Zero: true}
		}
		if len(v) > 20 {
			return nil, &OrdinalError{Variable: name, Values: len(v)}
		}
		for g := range groups {
			_, own := correlate.Categories(groups[g].Rows[j])
			if len(own) == len(v) {
				continue
			}
			for _, x := range v {
				if !contains(own, x) {
					return nil, &OrdinalError{Variable: name, Values: len(v), Group: labels[g], Point: estimate.FormatFloat(x)}
				}
			}
		}
		values = append(values, v)
	}
	return values, nil
}

func contains(list []float64, x float64) bool {
	for _, v := range list {
		if v == x {
			return true
		}
	}
	return false
}

// newOrdinal computes thresholds, polychoric correlations and Γ of every group.
func newOrdinal(ctx context.Context, m *Model, data []Group) (*ordinal, error) {
	values, err := OrdinalLevels(m.Observed, data, m.Groups)
	if err != nil {
		return nil, err
	}
	o := &ordinal{model: m, fixed: m.fixedValues(make([]sample, len(data)))}
	categories := make([]int, len(values))
	for j := range values {
		categories[j] = len(values[j])
		if categories[j] != m.levels[j] {
			return nil, fmt.Errorf("sem: %s has %d categories, the model %d", m.Observed[j], categories[j], m.levels[j])
		}
	}
	for g := range data {
		columns := make([][]int, len(values))
		for j := range values {
			columns[j], _ = correlate.Categories(data[g].Rows[j])
		}
		s := ordinalSample{n: float64(data[g].N)}
		var problems []correlate.PairProblem
		if s.r, s.thresholds, _, problems, err = correlate.PolychoricMatrix(ctx, columns, categories); err != nil {
			return nil, err
		}
		if len(problems) > 0 {
			var pairs []string
			for _, p := range problems[:min(3, len(problems))] {
				pairs = append(pairs, m.Observed[p.I]+" and "+m.Observed[p.J])
			}
			return nil, &NoPolychoricError{pairs}
		}
		for _, t := range s.thresholds {
			s.moments = append(s.moments, t...)
		}
		for i := range values {
			for j := range i {
				s.moments = append(s.moments, s.r.At(i, j))
			}
		}
		if err := s.asymptotic(ctx, columns); err != nil {
			return nil, err
		}
		o.samples = append(o.samples, s)
		o.n += s.n
	}
	return o, nil
}

// ordinalPoint is a group's residuals and Jacobian at θ.
type ordinalPoint struct {
	geo      *geometry
	residual []float64  // s − σ
	delta    *mat.Dense // ∂σ/∂θ over all free parameters
	scales   []float64

	tau          [][]float64 // thresholds by variable
	start        []int       // of each variable's thresholds among the moments
	correlations int         // of the correlations
}

// at computes a group's point; false when the model is not defined there.
func (o *ordinal) at(g int, theta []float64) (*ordinalPoint, bool) {
	m := o.model
	values := m.groupValues(g, theta, o.fixed)
	geo, ok := m.geometryOf(g, values)
	if !ok {
		return nil, false
	}
	p := len(m.Observed)
	pt := &ordinalPoint{geo: geo, scales: make([]float64, p)}
	s := &o.samples[g]
	tau := make([][]float64, p)
	start := make([]int, p) // of each variable's thresholds among the moments
	at := 0
	for i := range p {
		tau[i] = make([]float64, len(s.thresholds[i]))
		start[i] = at
		at += len(tau[i])
	}
	for r, par := range m.group(g) {
		switch par.kind {
		case cutEntry:
			tau[par.i][par.j] = values[r]
		case scaleEntry:
			pt.scales[par.i] = values[r]
		}
	}
	pt.residual = append([]float64(nil), s.moments...)
	d := pt.scales
	for i := range p {
		for t, x := range tau[i] {
			pt.residual[start[i]+t] -= d[i] * (x - geo.mu[i])
		}
	}
	k := at
	for i := range p {
		for j := range i {
			pt.residual[k] -= d[i] * d[j] * geo.sigma.At(i, j)
			k++
		}
	}
	pt.tau, pt.start, pt.correlations = tau, start, at
	q := m.Free
	pt.delta = mat.NewDense(len(pt.residual), q, nil)
	jac := pt.delta.RawMatrix().Data
	for _, par := range m.group(g) {
		if par.Free >= 0 {
			pt.derive(par.entry, jac[par.Free:], q)
		}
	}
	return pt, true
}

// derive adds the derivatives of the moments with respect to an entry to a column with a stride.
func (pt *ordinalPoint) derive(e entry, column []float64, stride int) {
	geo, d := pt.geo, pt.scales
	switch e.kind {
	case cutEntry:
		column[(pt.start[e.i]+e.j)*stride] += d[e.i]
		return
	case scaleEntry:
		for t, x := range pt.tau[e.i] {
			column[(pt.start[e.i]+t)*stride] += x - geo.mu[e.i]
		}
		k := pt.correlations
		for a := range geo.p {
			for b := range a {
				if a == e.i {
					column[k*stride] += d[b] * geo.sigma.At(a, b)
				} else if b == e.i {
					column[k*stride] += d[a] * geo.sigma.At(a, b)
				}
				k++
			}
		}
		return
	}
	h, w := geo.h.RawMatrix().Data, 2*geo.m
	sl, _ := geo.slope(e)
	if sl.tau != 0 {
		for i := range geo.p {
			for t := range pt.tau[i] {
				column[(pt.start[i]+t)*stride] -= d[i] * sl.tau * h[i*w+sl.g]
			}
		}
	}
	if sl.c == 0 {
		return
	}
	k := pt.correlations
	for i := range geo.p {
		gi, xi := h[i*w+sl.g], h[i*w+sl.x]
		for j := range i {
			column[k*stride] += sl.c * d[i] * d[j] * (gi*h[j*w+sl.x] + xi*h[j*w+sl.g])
			k++
		}
	}
}

// weighted are the columns of W·Δ for the group's diagonal W.
func (o *ordinal) weighted(g int, delta *mat.Dense) *mat.Dense {
	rows, q := delta.Dims()
	out := mat.NewDense(rows, q, nil)
	for i := range rows {
		w := 1 / o.samples[g].gamma.At(i, i)
		for j, x := range delta.RawRowView(i) {
			out.Set(i, j, w*x)
		}
	}
	return out
}

func (o *ordinal) evaluate(theta []float64) (evaluation, bool) {
	q := o.model.Free
	e := evaluation{gradient: make([]float64, q)}
	points := make([]*ordinalPoint, len(o.samples))
	for g := range o.samples {
		pt, ok := o.at(g, theta)
		if !ok {
			return e, false
		}
		points[g] = pt
		share := o.samples[g].n / o.n
		for i, r := range pt.residual {
			w := share / o.samples[g].gamma.At(i, i)
			e.value += w * r * r / 2
			for j, x := range pt.delta.RawRowView(i) {
				e.gradient[j] -= w * r * x
			}
		}
	}
	if math.IsNaN(e.value) || math.IsInf(e.value, 0) {
		return e, false
	}
	e.hessian = func(exact bool) *mat.SymDense {
		h := mat.NewSymDense(q, nil)
		for g, pt := range points {
			addProduct(h, pt.delta, o.weighted(g, pt.delta), o.samples[g].n/o.n)
			if exact {
				o.curvature(h, g, pt)
			}
		}
		return h
	}
	return e, true
}

// addProduct adds s·A′B, which is symmetric, to h.
func addProduct(h *mat.SymDense, a, b *mat.Dense, s float64) {
	var ab mat.Dense
	ab.Mul(a.T(), b)
	for i := range h.SymmetricDim() {
		for j := i; j < h.SymmetricDim(); j++ {
			h.SetSym(i, j, h.At(i, j)+s*(ab.At(i, j)+ab.At(j, i))/2)
		}
	}
}

// curvature adds the part of the second derivatives that residuals of correlations make, without that of means and
// scaling factors.
func (o *ordinal) curvature(h *mat.SymDense, g int, pt *ordinalPoint) {
	geo := pt.geo
	share := o.samples[g].n / o.n
	q := mat.NewSymDense(geo.p, nil)
	k := len(pt.residual) - geo.p*(geo.p-1)/2
	for i := range geo.p {
		for j := range i {
			q.SetSym(i, j, -share/o.samples[g].gamma.At(k, k)*pt.residual[k]*pt.scales[i]*pt.scales[j])
			k++
		}
	}
	tq, none := geo.table(q), make([]float64, 2*geo.m)
	s := o.model.freeSlopes(g, geo)
	for a := range s {
		for b := range s {
			if i, j := s[a].free, s[b].free; i <= j {
				h.SetSym(i, j, h.At(i, j)+geo.curve(s[a].entry, s[b].entry, tq, none))
			}
		}
	}
}
