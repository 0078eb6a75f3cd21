package multilevel

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

// Compute fits the model to the rows that are complete on every column.
//
// `fixed` (of `(Intercept)` and each term; a level of a text column is `column=level`, held against the first level) has
// Wald's z, p and interval. `variance` is of the group column, of `group:slope` with a random slope, and of `residual`;
// `covariance` and `correlation` of `group~~group:slope`. `icc` is τ²/(τ²+σ²), with a random slope at slope 0. `loglik`,
// `aic` and `bic` (ln n, all rows) are of the criterion of the method and count the fixed effects, the (co)variances and
// σ². n is the number of rows.
//
// Errors: unknown columns, text where numbers are needed, contradictory options, what the source cannot read. Fewer than 2
// groups, constant or collinear terms, as many random effects as rows, no residual variation, or no convergence: every
// estimate is empty with the reason. A variance at its bound is a number with a note.
func Compute(ctx context.Context, src moments.Source, o Options) (estimate.Result, error) {
	var result estimate.Result
	if err := o.check(); err != nil {
		return result, err
	}
	rows, ok := src.(moments.RowSource)
	if !ok {
		m := &model{Options: o, d: &data{starts: []int{0}}}
		return m.empty(moments.NoteNeedsRows.Says()), nil
	}
	d, err := read(ctx, rows, &o)
	if err != nil {
		return result, err
	}
	m := &model{Options: o, d: d}
	if why := d.problem(&o); why != nil {
		result = m.empty(*why)
	} else if why := m.fit(); why != nil {
		result = m.empty(*why)
	} else {
		result = m.answer()
	}
	m.warn(&result)
	return result, ctx.Err()
}

// model is a fitted model, in units of the columns.
type model struct {
	Options
	d           *data
	coef, se    []float64 // the intercept first
	sigma2      float64
	tau2        float64 // variance of the intercept
	slope2, cov float64 // variance of the slope, its covariance with the intercept
	loglik      float64
	parameters  int
	singular    bool
}

// fit estimates the model, or says why it cannot.
func (m *model) fit() *estimate.Note {
	d := m.d
	y := scaled(d.y)
	x := make([]column, len(d.terms))
	z := make([][]float64, len(d.terms))
	for i, t := range d.terms {
		x[i] = scaled(t.x)
		z[i] = x[i].z
	}
	slope := column{sd: 1}
	if d.slope != nil {
		slope = scaled(d.slope)
	}
	c := newCriterion(z, y.z, slope.z, d.starts, m.Method == REML)
	if !c.residual() {
		n := noteNoResidual.Says()
		return &n
	}
	found := c.minimise()
	if !found.converged {
		n := noteNotConverged.Says(found.steps)
		return &n
	}
	m.singular = found.singular
	m.original(found.at, found.point, y, slope, x)
	m.parameters = c.p + 2
	if d.slope != nil {
		m.parameters += 2
	}
	rows, deviance := float64(d.n()), found.point.value
	if m.Method == REML {
		rows -= float64(c.p)
		for _, t := range x {
			deviance += 2 * math.Log(t.sd)
		}
	}
	m.loglik = -(deviance + 2*rows*math.Log(y.sd)) / 2
	return nil
}

// original turns the estimates of scaled columns into those of the columns.
func (m *model) original(t triangle, pt fitted, y, slope column, x []column) {
	m.sigma2 = pt.sigma2 * y.sd * y.sd
	s11, s12, s22 := t.l11*t.l11*m.sigma2, t.l11*t.l21*m.sigma2, (t.l21*t.l21+t.l22*t.l22)*m.sigma2
	f, k := slope.mean, slope.sd
	m.slope2 = s22 / (k * k)
	m.cov = s12/k - f*m.slope2
	// Var(u₀ − f/k·u₁) as a sum of squares: no cancellation below 0.
	along, across := t.l11-f/k*t.l21, f/k*t.l22
	m.tau2 = (along*along + across*across) * m.sigma2
	if m.d.slope == nil {
		m.tau2 = s11
	}
	p := len(pt.coef)
	m.coef, m.se = make([]float64, p), make([]float64, p)
	for j := range p {
		back := make([]float64, p) // row j of the map from scaled to original coefficients
		if j == 0 {
			back[0] = y.sd
			for i, c := range x {
				back[i+1] = -y.sd * c.mean / c.sd
			}
			m.coef[0] = y.mean
		} else {
			back[j] = y.sd / x[j-1].sd
		}
		m.coef[j] += dot(back, pt.coef)
		v := 0.0
		for i := range p {
			v += back[i] * dot(pt.inverse[i*p:(i+1)*p], back)
		}
		m.se[j] = math.Sqrt(v * pt.sigma2)
	}
}

// slopeName is the `of` of the random slope.
func (m *model) slopeName() string { return m.Group + ":" + m.Slope }

// newEstimate starts an estimate of the model.
func (m *model) newEstimate(measure, of string) estimate.Estimate {
	e := estimate.New(Family, measure, of)
	e.N = m.d.n()
	e.Method = fmt.Sprintf("%s, %d groups", strings.ToUpper(m.Method), m.d.groups())
	e.Basis.Columns = slices.Concat([]string{m.Y}, m.Fixed, []string{m.Group})
	if m.Slope != "" && !slices.Contains(m.Fixed, m.Slope) {
		e.Basis.Columns = append(e.Basis.Columns, m.Slope)
	}
	return e
}

// answer lists the estimates.
func (m *model) answer() estimate.Result {
	var r estimate.Result
	z := numeric.NormalQuantile((1 + m.Conf) / 2)
	for j := range m.coef {
		name := "(Intercept)"
		if j > 0 {
			name = m.d.terms[j-1].name
		}
		e := m.newEstimate("fixed", name)
		e.Method += ", Wald z"
		e.Value, e.SE = m.coef[j], m.se[j]
		e.Statistic = e.Value / e.SE
		e.P = numeric.NormalTwoSided(e.Statistic)
		e.Low, e.High = e.Value-z*e.SE, e.Value+z*e.SE
		if j > 0 && m.d.terms[j-1].reference != "" {
			e = e.With(noteReference.Says(m.d.terms[j-1].reference))
		}
		r.Add(e.With(noteWald.Says()))
	}
	component := func(measure, of string, value float64) estimate.Estimate {
		e := m.newEstimate(measure, of)
		e.Value = value
		if m.singular && of != "residual" {
			e = e.With(m.noteSingular())
		}
		return e
	}
	r.Add(component("variance", m.Group, m.tau2))
	if m.Slope != "" {
		pair := m.Group + "~~" + m.slopeName()
		r.Add(component("variance", m.slopeName(), m.slope2), component("covariance", pair, m.cov))
		if both := m.tau2 * m.slope2; both > 0 {
			r.Add(component("correlation", pair, math.Max(-1, math.Min(1, m.cov/math.Sqrt(both)))))
		} else {
			r.Add(m.newEstimate("correlation", pair).Because(noteNoCorrelated.Says()))
		}
	}
	icc := component("icc", "", m.tau2/(m.tau2+m.sigma2))
	if m.Slope != "" {
		icc = icc.With(noteAtZero.Says(m.Slope))
	}
	r.Add(component("variance", "residual", m.sigma2), icc)
	k := float64(m.parameters)
	for _, fit := range []struct {
		measure string
		value   float64
	}{{"loglik", m.loglik}, {"aic", -2*m.loglik + 2*k}, {"bic", -2*m.loglik + math.Log(float64(m.d.n()))*k}} {
		e := m.newEstimate(fit.measure, "")
		e.Value = fit.value
		e.Method += fmt.Sprintf(", %d parameters", m.parameters)
		if m.Method == REML {
			e = e.With(noteReml.Says())
		}
		r.Add(e)
	}
	return r
}

func (m *model) noteSingular() estimate.Note {
	if m.Slope != "" {
		return noteSingularPair.Says()
	}
	return noteSingular.Says()
}

// empty is the answer when nothing can be estimated.
func (m *model) empty(why estimate.Note) estimate.Result {
	var r estimate.Result
	add := func(measure, of string) { r.Add(m.newEstimate(measure, of).Because(why)) }
	add("fixed", "(Intercept)")
	if m.d.terms == nil {
		for _, f := range m.Fixed {
			add("fixed", f)
		}
	}
	for _, t := range m.d.terms {
		add("fixed", t.name)
	}
	add("variance", m.Group)
	if m.Slope != "" {
		add("variance", m.slopeName())
		add("covariance", m.Group+"~~"+m.slopeName())
		add("correlation", m.Group+"~~"+m.slopeName())
	}
	add("variance", "residual")
	for _, name := range []string{"icc", "loglik", "aic", "bic"} {
		add(name, "")
	}
	return r
}

// warn adds what is said of the whole table.
func (m *model) warn(r *estimate.Result) {
	if m.d.excluded > 0 {
		r.Warn(estimate.NoteExcluded.Says(m.d.excluded))
	}
	if m.d.noGroup > 0 {
		r.Warn(noteNoGroup.Says(m.d.noGroup, m.Group))
	}
	if g := m.d.groups(); g >= 2 && g < leastGroups {
		r.Warn(noteFewGroups.Says(g))
	}
	if m.singular {
		r.Warn(m.noteSingular())
	}
	if m.Slope != "" && !slices.Contains(m.Fixed, m.Slope) {
		r.Warn(noteSlopeOnly.Says(m.Slope))
	}
}

func joined(names []string) string { return strings.Join(names, ", ") }
