package sem

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
)

// Compute fits the models of the options to the columns they name, and reports for each: indices of fit; loadings,
// regressions, covariances, variances, intercepts and thresholds with standard errors and Wald intervals, and their
// standardised forms; R² of dependent variables; defined parameters; AVE, composite reliability, the Fornell–Larcker
// criterion, HTMT and HTMT2 of factors; the ten largest modification indices. With steps of invariance it reports the
// fit of each and the differences, and the factor means of the scalar step.
//
// `of` is lavaan's name of a parameter (F=~x, y~x, a~~b, x|t1, x); parameters of several groups end in |group=level,
// those of a model among several begin with NAME: .
//
// An error is a model that cannot be read or built ([*SyntaxError], [*ModelError]), a wrong option, or a table that
// cannot be read. What cannot be estimated is an empty estimate with its reason.
func Compute(ctx context.Context, src moments.Source, o Options) (estimate.Result, error) {
	var res estimate.Result
	if err := o.check(); err != nil {
		return res, err
	}
	var fits []compared
	for _, named := range o.Models {
		r := &reporter{ctx: ctx, res: &res, o: &o}
		if len(o.Models) > 1 {
			r.prefix = named.Name + ": "
		}
		fit, err := r.model(src, named)
		if err != nil {
			var se *SyntaxError
			var me *ModelError
			if len(o.Models) > 1 && (errors.As(err, &se) || errors.As(err, &me)) {
				return estimate.Result{}, fmt.Errorf("%s: %w", named.Name, err)
			}
			return estimate.Result{}, err
		}
		if fit != nil {
			fits = append(fits, compared{named.Name, fit})
		}
	}
	compare(ctx, &res, &o, fits)
	return res, nil
}

// reporter writes the estimates of one model.
type reporter struct {
	ctx    context.Context
	res    *estimate.Result
	o      *Options
	prefix string
	names  []string
	n      int
	rule   string // estimator and missing rule, for the method
}

// model reads, loads, fits and reports one model; the fit is nil where nothing could be fitted.
func (r *reporter) model(src moments.Source, named Named) (*Fit, error) {
	syntax, err := Parse(named.Text)
	if err != nil {
		return nil, err
	}
	columns, err := src.Columns(r.ctx)
	if err != nil {
		return nil, err
	}
	var all []string
	for _, c := range columns {
		all = append(all, c.Name)
	}
	// Build once without data, for errors of the model before any of the data.
	shape := Settings{Means: r.o.Missing == FIML || r.o.Group != ""}
	if r.o.Group != "" && !slices.Contains(all, r.o.Group) {
		return nil, fmt.Errorf("%s: no column %q", r.o.Family, r.o.Group)
	}
	probe, err := Build(withoutGroups(syntax), all, shape)
	if err != nil && r.o.Estimator != WLSMV {
		return nil, err
	}
	r.names = syntax.VariableNames()
	for _, name := range r.names {
		if !slices.Contains(all, name) {
			return nil, err
		}
	}
	var x []string
	if probe != nil {
		for _, i := range probe.fixedX {
			x = append(x, probe.Observed[i])
		}
	}
	data, err := load(r.ctx, src, r.names, x, r.o)
	if err != nil {
		return nil, err
	}
	for _, w := range data.warnings {
		if !slices.ContainsFunc(r.res.Warnings, func(o estimate.Note) bool { return o.English() == w.English() }) {
			r.res.Warn(w)
		}
	}
	for _, g := range data.groups {
		r.n += g.N
	}
	r.rule = r.method()
	if data.stop != nil {
		r.nothing("", *data.stop)
		return nil, nil
	}
	settings := shape
	if r.o.Group != "" {
		settings.Groups = data.labels
	}
	if r.o.Estimator == WLSMV {
		if settings.Ordered, err = r.ordered(data); err != nil {
			return nil, r.stopped(err, "")
		}
		settings.Means = true
	}
	if len(r.o.Invariance) > 0 {
		return nil, r.invariance(syntax, all, settings, data)
	}
	m, err := Build(syntax, all, settings)
	if err != nil {
		return nil, err
	}
	if r.overfull(m, "") {
		return nil, nil
	}
	fit, err := Estimate(r.ctx, m, data.groups, r.o.Estimator, r.o.Missing)
	if err != nil {
		return nil, r.stopped(err, "")
	}
	r.fit(fit, "")
	if slices.Contains(r.o.FitOnly, named.Name) {
		return fit, nil
	}
	return fit, r.parameters(fit, data)
}

// overfull reports a model of more free parameters than moments, which is not fitted.
func (r *reporter) overfull(m *Model, of string) bool {
	if m.DF() >= 0 {
		return false
	}
	why := noteNegativeDF.Says(m.Free, m.moments())
	r.res.Warn(why)
	r.nothing(of, why)
	return true
}

// withoutGroups drops modifiers for groups, so that a model can be looked at before its groups are known.
func withoutGroups(s *Syntax) *Syntax {
	out := *s
	out.Terms = slices.Clone(s.Terms)
	for i := range out.Terms {
		t := &out.Terms[i]
		if len(t.Fixed) > 1 {
			t.Fixed = t.Fixed[:1]
		}
		if len(t.Start) > 1 {
			t.Start = t.Start[:1]
		}
	}
	out.Defined, out.Equal = nil, nil
	for i := range out.Terms {
		out.Terms[i].Labels = nil
	}
	return &out
}

// ordered gives every ordered variable its number of categories.
func (r *reporter) ordered(data *loaded) (map[string]int, error) {
	values, err := OrdinalLevels(r.names, data.groups, data.labels)
	if err != nil {
		return nil, err
	}
	out := map[string]int{}
	var two []string
	for j, name := range r.names {
		if r.o.AllOrdered || slices.Contains(r.o.Ordered, name) {
			out[name] = len(values[j])
			if len(values[j]) == 2 {
				two = append(two, name)
			}
		}
	}
	if two != nil {
		r.res.Warn(noteTwoPoints.Says(strings.Join(two, ", ")))
	}
	return out, nil
}

func (r *reporter) method() string {
	switch r.o.Estimator {
	case MLR:
		return "MLR, likelihood normal (S/n), sandwich SE, " + r.o.Missing
	case WLSMV:
		return "WLSMV, delta parameterisation, robust SE, " + r.o.Missing
	}
	if r.o.Missing == FIML {
		return "ML, likelihood normal, observed information, fiml"
	}
	return "ML, likelihood normal (S/n), expected information, listwise"
}

// stopped turns what the data do not allow into empty estimates; other errors pass.
func (r *reporter) stopped(err error, of string) error {
	var pd *NotPositiveError
	var ord *OrdinalError
	var bound *NoPolychoricError
	switch {
	case errors.As(err, &bound):
		r.nothing(of, noteNoPolychoric.Says(strings.Join(bound.Pairs, ", ")))
		return nil
	case errors.As(err, &pd):
		list := strings.Join(pd.Columns, ", ")
		note := noteDependent.Says(list)
		switch {
		case pd.Missing && pd.Group != "":
			note = noteNoValuesIn.Says(list, pd.Group)
		case pd.Missing:
			note = noteNoValues.Says(list)
		case pd.Large:
			note = noteTooLarge.Says(list)
		case pd.Zero && pd.Group != "":
			note = noteConstantIn.Says(list, pd.Group)
		case pd.Zero:
			note = noteConstant.Says(list)
		}
		r.nothing(of, note)
		return nil
	case errors.As(err, &ord) && ord.Point != "":
		r.nothing(of, noteEmptyPoint.Says(ord.Variable, ord.Group, ord.Point))
		return nil
	case errors.As(err, &ord):
		return &ModelError{Message: ord.Error()}
	}
	return err
}

// nothing reports the main indices as empty.
func (r *reporter) nothing(of string, why estimate.Note) {
	for _, measure := range []string{"chi2", "cfi", "tli", "rmsea", "srmr"} {
		r.add(r.new(measure, of, "").Because(why))
	}
}

func (r *reporter) add(es ...estimate.Estimate) { r.res.Add(es...) }

func (r *reporter) new(measure, of, extra string) estimate.Estimate {
	e := estimate.New(r.o.Family, measure, r.prefix+of)
	e.N, e.People = r.n, r.n
	e.Method = r.rule
	if extra != "" {
		e.Method = extra + ", " + r.rule
	}
	e.Basis = estimate.Basis{Columns: r.names}
	return e
}

// number fills an estimate that is nothing but a number.
func (r *reporter) number(measure, of string, x float64, extra string) estimate.Estimate {
	e := r.new(measure, of, extra)
	e.Value = x
	return e
}
