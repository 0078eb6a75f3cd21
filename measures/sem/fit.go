package sem

import (
	"context"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Estimators of [Options].
const (
	ML    = "ml"    // normal likelihood, standard errors from the expected information (observed with fiml)
	MLR   = "mlr"   // the same estimates, sandwich standard errors and the Yuan–Bentler scaled test
	WLSMV = "wlsmv" // ordered variables: diagonally weighted least squares, mean and variance adjusted test
)

// Rules for missing values of [Options].
const (
	Listwise = "listwise" // rows with all the model's variables
	FIML     = "fiml"     // every row, by the likelihood of what is present
)

// Fit is a fitted model.
type Fit struct {
	Model      *Model
	Estimator  string
	Missing    string
	Theta      []float64 // free parameters
	Converged  bool
	Iterations int
	Cov        *mat.SymDense // covariance matrix of the free parameters; nil where the information is singular
	N          int
	Loglik     float64 // of the model; NaN for WLSMV
	LoglikSat  float64
	Chi2       float64 // NaN where the model did not converge
	DF         int
	Baseline   Test    // uncorrelated variables
	Scaled     *Scaled // mlr and wlsmv

	data     []Group
	fixed    []float64
	values   [][]float64 // by group, of all rows
	geo      []*geometry
	samples  []sample // observed or, with missing values, saturated moments
	ml       *likelihood
	pt       *point
	ordinal  *ordinal
	complete *completed    // with missing values
	inv      *mat.SymDense // of the information, per row
	weak     []string      // names of parameters that are not identified
	stalled  bool          // no saturated model: EM did not converge, or pairs are unseen
	unseen   []string      // pairs of variables that no row has both of
}

// Test is a χ² with its degrees of freedom.
type Test struct {
	Chi2 float64
	DF   int
}

// Scaled is the scaled test of a model and of its baseline: χ²/C + Shift.
type Scaled struct {
	Chi2        float64
	C, Shift    float64
	BaseChi2    float64
	BaseC       float64
	BaseShift   float64
	ShiftedChi2 bool // scaled and shifted, else scaled alone
}

// NotPositiveError says that a group's covariance matrix is singular or nearly so.
type NotPositiveError struct {
	Group   string
	Columns []string // columns that are constant, or one of a set that is linearly dependent
	Zero    bool     // constant
	Missing bool     // without any value
	Large   bool     // too large to square
}

func (e *NotPositiveError) Error() string {
	switch {
	case e.Missing:
		return fmt.Sprintf("no values: %v", e.Columns)
	case e.Large:
		return fmt.Sprintf("too large: %v", e.Columns)
	case e.Zero:
		return fmt.Sprintf("constant: %v", e.Columns)
	}
	return fmt.Sprintf("linearly dependent: %v", e.Columns)
}

// Estimate fits a model to data, one [Group] for each of the model's groups. MLR, FIML and WLSMV need the rows.
//
// An error is a cancelled context, or an [*NotPositiveError] where nothing can be fitted. A model that does not converge is
// returned with Converged false and without χ².
func Estimate(ctx context.Context, m *Model, data []Group, estimator, missing string) (*Fit, error) {
	if len(data) != len(m.Groups) {
		return nil, fmt.Errorf("sem: %d groups of data for a model of %d", len(data), len(m.Groups))
	}
	f := &Fit{Model: m, Estimator: estimator, Missing: missing, data: data, DF: m.DF(), Loglik: math.NaN(), LoglikSat: math.NaN(), Chi2: math.NaN()}
	for _, g := range data {
		f.N += g.N
	}
	if estimator == WLSMV {
		return f, f.fitOrdinal(ctx)
	}
	l := &likelihood{model: m, n: float64(f.N)}
	for g := range data {
		s := data[g].sample()
		if missing == FIML {
			pts := patterns(data[g].Rows)
			if err := m.available(g, pts); err != nil {
				return nil, err
			}
			if pairs := m.uncovered(g, pts); pairs != nil {
				f.unseen = append(f.unseen, pairs...)
				f.stalled = true
			}
			var err error
			var ok bool
			if s, ok, err = saturatedEM(ctx, len(m.Observed), pts); err != nil {
				return nil, err
			} else if !ok {
				f.stalled = true
			}
			l.data = append(l.data, pts)
		} else {
			l.data = append(l.data, data[g].complete())
		}
		if err := m.check(g, s); err != nil {
			return nil, err
		}
		f.samples = append(f.samples, s)
	}
	f.fixed = m.fixedValues(f.samples)
	f.ml = l
	sol, err := minimise(ctx, fixedLikelihood{l, f.fixed}, m.starts(f.samples))
	if err != nil {
		return nil, err
	}
	f.take(sol)
	if f.pt = l.at(f.Theta, f.fixed); f.pt == nil {
		f.Converged = false
		return f, nil
	}
	f.geo = f.pt.geo
	f.covariance()
	f.test()
	if missing == FIML && f.Converged && !f.stalled {
		f.complete = f.completed()
	}
	return f, nil
}

func (f *Fit) take(sol solution) {
	f.Theta, f.Converged, f.Iterations = sol.theta, sol.converged, sol.iterations
	for g := range f.Model.Groups {
		f.values = append(f.values, f.Model.groupValues(g, f.Theta, f.fixed))
	}
}

// spread looks for variables that have no values (n, where given), vary too little for double precision, or overflow.
func (m *Model) spread(g int, mean, variance, n []float64) error {
	var missing, constant, large []string
	for i, name := range m.Observed {
		switch v := variance[i]; {
		case n != nil && n[i] == 0:
			missing = append(missing, name)
		case math.IsInf(v, 0) || math.IsNaN(v) || math.IsInf(mean[i], 0) || v > 1e300:
			large = append(large, name)
		case !(v > 1e-26*mean[i]*mean[i]) || !(v > 0):
			constant = append(constant, name)
		}
	}
	switch group := m.Groups[g]; {
	case missing != nil:
		return &NotPositiveError{Group: group, Columns: missing, Missing: true}
	case large != nil:
		return &NotPositiveError{Group: group, Columns: large, Large: true}
	case constant != nil:
		return &NotPositiveError{Group: group, Columns: constant, Zero: true}
	}
	return nil
}

// available looks at the variables one by one before anything is made of incomplete rows.
func (m *Model) available(g int, pts []pattern) error {
	mean, variance, n := available(len(m.Observed), pts)
	return m.spread(g, mean, variance, n)
}

// uncovered names the pairs of variables that no row of a group has both of.
func (m *Model) uncovered(g int, pts []pattern) (pairs []string) {
	p := len(m.Observed)
	seen := make([]bool, p*p)
	for k := range pts {
		for _, i := range pts[k].present {
			for _, j := range pts[k].present {
				seen[i*p+j] = true
			}
		}
	}
	where := ""
	if m.Groups[g] != "" {
		where = " (" + m.Groups[g] + ")"
	}
	for j := range p {
		for i := range j {
			if !seen[i*p+j] {
				pairs = append(pairs, m.Observed[i]+" and "+m.Observed[j]+where)
			}
		}
	}
	return pairs
}

// check looks for constant and linearly dependent variables.
func (m *Model) check(g int, s sample) error {
	p := len(s.mean)
	variance := make([]float64, p)
	for i := range p {
		variance[i] = s.cov.At(i, i)
	}
	if err := m.spread(g, s.mean, variance, nil); err != nil {
		return err
	}
	bad := &NotPositiveError{Group: m.Groups[g]}
	r := mat.NewSymDense(p, nil)
	for i := range p {
		for j := i; j < p; j++ {
			r.SetSym(i, j, s.cov.At(i, j)/math.Sqrt(s.cov.At(i, i)*s.cov.At(j, j)))
		}
	}
	var eig mat.EigenSym
	if !eig.Factorize(r, true) {
		return nil
	}
	if eig.Values(nil)[0] > 1e-10 {
		return nil
	}
	var v mat.Dense
	eig.VectorsTo(&v)
	bad.Columns = heavy(v.RawMatrix().Data, v.RawMatrix().Stride, 0, m.Observed)
	return bad
}

// heavy are the names whose weights in a column of eigenvectors are at least a tenth of the largest.
func heavy(data []float64, stride, column int, names []string) []string {
	top := 0.0
	for i := range names {
		top = math.Max(top, math.Abs(data[i*stride+column]))
	}
	var out []string
	for i, n := range names {
		if math.Abs(data[i*stride+column]) >= top/10 && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// observedInformation reports whether standard errors rest on the exact second derivatives.
func (f *Fit) observedInformation() bool { return f.Estimator == MLR || f.Missing == FIML }

// covariance computes the covariance matrix of the parameters: the inverse information over N, or the sandwich
// A⁻¹BA⁻¹/N of it and the first-order information [White1982]. Where the information is singular it names the parameters
// that are not identified.
func (f *Fit) covariance() {
	info := f.ml.information(f.pt, f.observedInformation())
	inv := f.invertInformation(info)
	if inv == nil {
		return
	}
	f.inv = mat.NewSymDense(f.Model.Free, nil)
	f.inv.CopySym(inv)
	if f.Estimator == MLR {
		b := f.ml.outer(f.pt, f.rows())
		f.Cov = sandwich(inv, b, f.ml.n)
		f.scale(inv, b)
		return
	}
	f.Cov = inv
	f.Cov.ScaleSym(1/f.ml.n, f.Cov)
}

func (f *Fit) rows() [][][]float64 {
	var out [][][]float64
	for g := range f.data {
		out = append(out, f.data[g].Rows)
	}
	return out
}

// invertInformation inverts an information matrix after bringing it to a unit diagonal; nil, and the parameters named in
// f.weak, where it is singular or not positive definite.
func (f *Fit) invertInformation(info *mat.SymDense) *mat.SymDense {
	q := info.SymmetricDim()
	names := f.Model.freeNames()
	d := make([]float64, q)
	unit := mat.NewSymDense(q, nil)
	for i := range q {
		x := info.At(i, i)
		if !(x > 0) {
			f.weak = append(f.weak, names[i])
			continue
		}
		d[i] = 1 / math.Sqrt(x)
	}
	if f.weak != nil {
		return nil
	}
	for i := range q {
		for j := i; j < q; j++ {
			unit.SetSym(i, j, info.At(i, j)*d[i]*d[j])
		}
	}
	var ch mat.Cholesky
	if !ch.Factorize(unit) || ch.Cond() > 1e11 {
		var eig mat.EigenSym
		if eig.Factorize(unit, true) {
			var v mat.Dense
			eig.VectorsTo(&v)
			f.weak = heavy(v.RawMatrix().Data, v.RawMatrix().Stride, 0, names)
		} else {
			f.weak = names
		}
		return nil
	}
	var inv mat.SymDense
	if err := ch.InverseTo(&inv); err != nil && !conditioned(err) {
		f.weak = names
		return nil
	}
	for i := range q {
		for j := i; j < q; j++ {
			inv.SetSym(i, j, inv.At(i, j)*d[i]*d[j])
		}
	}
	return &inv
}

// freeNames names the free parameters by their first rows.
func (m *Model) freeNames() []string {
	names := make([]string, m.Free)
	for _, p := range m.Params {
		if p.Free >= 0 && names[p.Free] == "" {
			names[p.Free] = p.name()
			if m.Groups[p.Group] != "" {
				names[p.Free] += " (" + m.Groups[p.Group] + ")"
			}
		}
	}
	return names
}
