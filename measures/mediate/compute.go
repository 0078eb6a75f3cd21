package mediate

import (
	"context"
	"math"
	"slices"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

// Compute estimates the mediation of the rows that are complete on every column of the model.
//
// `a`, `b`, `direct` and `total` have t intervals and p (CR1 standard errors and G−1 df with Cluster; none below 10
// clusters). `indirect` is a·b and, with several mediators, `total_indirect` their sum: interval and SE from the bootstrap
// alone. `proportion_mediated` is ab/c, empty when ab and c differ in sign or |c| is below its SE. `sobel_z` is
// ab/√(b²s_a²+a²s_b²) [Sobel1982]. Of: the mediator, empty for the only one.
//
// With a Moderator `a` and `b` hold at its mean, the coefficient of the product is `a` (or `b`) of `x:w` (`m:w`; with
// several mediators `m|x:w`), and `indirect_conditional` (of `m@w=-1sd`, `m@w=mean`, `m@w=+1sd`; a moderator of two
// values also `m@w=` each) and `moderated_mediation_index` stand for the effects that are no longer one number.
//
// Errors: unknown or text columns, contradictory options, what the source cannot read. What cannot be estimated (constant
// or collinear columns, too few rows) is empty with its reason.
func Compute(ctx context.Context, src moments.Source, o Options) (estimate.Result, error) {
	var result estimate.Result
	if err := o.check(); err != nil {
		return result, err
	}
	rows, ok := src.(moments.RowSource)
	if !ok {
		s := &study{Options: o, f: o.effects(nil)}
		return s.empty(moments.NoteNeedsRows.Says()), nil
	}
	d, err := read(ctx, rows, &o)
	if err != nil {
		return result, err
	}
	s := &study{Options: o, d: d, n: d.n(), f: o.effects(d)}
	if why := s.fit(); why != nil {
		result = s.empty(*why)
	} else {
		if o.Bootstrap > 0 && !s.few() {
			if s.boot, err = resample(ctx, d, s.l, s.f, &s.Options); err != nil {
				return result, err
			}
		}
		result = s.answer()
	}
	result.Warnings = d.warnings(&o)
	return result, nil
}

// study is a fitted mediation.
type study struct {
	Options
	d      *data
	n      int
	l      *layout
	m      []*equation
	y      *equation
	whole  *equation
	f      *effects
	values []float64 // the effects
	boot   *resampled
}

// effects lists what follows from the paths; d may be nil.
func (o *Options) effects(d *data) *effects {
	f := &effects{mediators: len(o.M), moderated: o.Moderator != "", index: o.Moderator != "" && o.Stage != Both}
	if !f.moderated {
		return f
	}
	f.at = make([]float64, 3)
	if d == nil || d.n() < 2 {
		return f
	}
	w := d.columns[len(d.columns)-1]
	c := standardise(o.Moderator, w)
	f.at = []float64{-c.sd, 0, c.sd}
	if two := twoValues(w); two != nil {
		f.at = append(f.at, two[0]-c.mean, two[1]-c.mean)
	}
	return f
}

// twoValues are the values of a column that has just two, ascending; else nil.
func twoValues(x []float64) []float64 {
	low, high := slices.Min(x), slices.Max(x)
	if low == high || slices.ContainsFunc(x, func(v float64) bool { return v != low && v != high }) {
		return nil
	}
	return []float64{low, high}
}

// few reports whether there are too few clusters for p and intervals.
func (s *study) few() bool { return s.Cluster != "" && s.d.units < leastClusters }

// fit computes the equations and effects, or says why it cannot.
func (s *study) fit() *estimate.Note {
	because := func(n estimate.Note) *estimate.Note { return &n }
	if s.n == 0 {
		return because(estimate.NoteNoData.Says())
	}
	if c := s.d.constant(s.columns()); c != nil && s.n > 1 {
		return because(noteConstant.Says(listed(c)))
	}
	regressors := 1 + len(s.Covariates) + len(s.M)
	if s.first() {
		regressors = max(regressors, 3+len(s.Covariates))
	}
	if s.second() {
		regressors += 1 + len(s.M)
	}
	if least := regressors + 2; s.n < least {
		return because(estimate.NoteTooFew.Says(s.n, least))
	}
	s.l = lay(s.d, &s.Options)
	fit := func(of int, on []int) *equation { return s.l.regress(of, on, s.d.clusters, s.d.units) }
	for _, m := range s.l.m {
		s.m = append(s.m, fit(m, s.l.first))
	}
	s.y, s.whole = fit(s.l.y, s.l.second), fit(s.l.y, s.l.whole)
	for _, e := range append(slices.Clone(s.m), s.y, s.whole) {
		if e.collinear >= 0 {
			return because(noteCollinear.Says(s.l.columns[e.collinear].name))
		}
	}
	p := newPaths(len(s.M))
	p.direct, _ = s.y.coefficient(s.l, s.l.x)
	for j, m := range s.l.m {
		p.a[j], _ = s.m[j].coefficient(s.l, s.l.x)
		p.b[j], _ = s.y.coefficient(s.l, m)
		if s.first() {
			p.aw[j], _ = s.m[j].coefficient(s.l, s.l.xw)
		}
		if s.second() {
			p.bw[j], _ = s.y.coefficient(s.l, s.l.mw[j])
		}
	}
	s.values = make([]float64, s.f.width())
	s.f.fill(p, s.values)
	return nil
}

// empty is the answer when nothing can be estimated.
func (s *study) empty(why estimate.Note) estimate.Result {
	var r estimate.Result
	for _, name := range s.names() {
		r.Add(s.newEstimate(name[0], name[1], s.n).Because(why))
	}
	return r
}

// names lists the measure and of of every estimate in their order.
func (s *study) names() (out [][2]string) {
	add := func(measure, of string) { out = append(out, [2]string{measure, of}) }
	for j := range s.M {
		add("a", s.mediator(j))
		if s.first() {
			add("a", s.product(j, s.X))
		}
		add("b", s.mediator(j))
		if s.second() {
			add("b", s.product(j, s.M[j]))
		}
	}
	add("direct", "")
	add("total", "")
	for j := range s.M {
		add("indirect", s.mediator(j))
	}
	if len(s.M) > 1 {
		add("total_indirect", "")
		for j := range s.M {
			add("proportion_mediated", s.mediator(j))
		}
	}
	add("proportion_mediated", "")
	for j := range s.M {
		add("sobel_z", s.mediator(j))
	}
	if !s.f.moderated {
		return out
	}
	for j, m := range s.M {
		for v := range s.f.at {
			add("indirect_conditional", m+"@w="+s.level(v))
		}
		add("moderated_mediation_index", s.mediator(j))
	}
	return out
}

// level names the value v of the moderator.
func (s *study) level(v int) string {
	if v < 3 {
		return [...]string{"-1sd", "mean", "+1sd"}[v]
	}
	return estimate.FormatFloat(twoValues(s.d.columns[len(s.d.columns)-1])[v-3])
}

// answer turns the fitted equations into estimates, in the order of names.
func (s *study) answer() estimate.Result {
	var r estimate.Result
	l := s.l
	for j, m := range l.m {
		r.Add(s.path("a", s.mediator(j), s.m[j], l.x, s.first()))
		if s.first() {
			r.Add(s.path("a", s.product(j, s.X), s.m[j], l.xw, false))
		}
		r.Add(s.path("b", s.mediator(j), s.y, m, s.second()))
		if s.second() {
			r.Add(s.path("b", s.product(j, s.M[j]), s.y, l.mw[j], false))
		}
	}
	r.Add(s.path("direct", "", s.y, l.x, false))
	if s.f.moderated {
		r.Add(s.moderated()...)
		return r
	}
	r.Add(s.path("total", "", s.whole, l.x, false))
	for j := range s.M {
		r.Add(s.effect("indirect", s.mediator(j), s.f.indirect(j), "product of coefficients"))
	}
	if len(s.M) > 1 {
		r.Add(s.effect("total_indirect", "", s.f.sum(), "sum of products of coefficients"))
		for j := range s.M {
			r.Add(s.proportion(s.mediator(j), s.f.indirect(j), s.f.proportion(j)))
		}
	}
	r.Add(s.proportion("", s.f.sum(), s.f.proportion(len(s.M))))
	for j := range s.M {
		r.Add(s.sobel(j))
	}
	return r
}

// path is a coefficient of an equation with its t test and interval.
func (s *study) path(measure, of string, e *equation, column int, atMean bool) estimate.Estimate {
	out := s.newEstimate(measure, of, s.n)
	kind := []string{"OLS"}
	if s.Cluster != "" {
		kind = append(kind, "CR1")
	}
	out.Method = s.method(kind...)
	out.Value, out.SE = e.coefficient(s.l, column)
	if atMean {
		out = out.With(noteAtMean.Says(s.Moderator))
	}
	switch {
	case e.perfect:
		return out.With(notePerfect.Says())
	case e.flat:
		return out.With(noteNoClusterVar.Says())
	case s.few():
		return out.With(estimate.NoteFewClusters.Says(s.d.units))
	}
	out.Statistic, out.DF1 = out.Value/out.SE, e.df
	out.P = numeric.StudentTwoSided(out.Statistic, out.DF1)
	t := numeric.StudentQuantile((1+s.Conf)/2, out.DF1)
	out.Low, out.High = out.Value-t*out.SE, out.Value+t*out.SE
	return out
}

// effect is effect i with the interval of the bootstrap and the SD of its replicates.
func (s *study) effect(measure, of string, i int, method string) estimate.Estimate {
	e := s.newEstimate(measure, of, s.n).With(noteAssociation.Says())
	e.Value = s.values[i]
	e.Method = s.method(method)
	switch {
	case s.few():
		return e.With(estimate.NoteFewClusters.Says(s.d.units))
	case s.boot == nil:
		return e.With(noteNoBootstrap.Says())
	}
	e.Method = s.method(method, s.bootMethod())
	e.SE = deviation(s.boot.replicates[i])
	return s.boot.limits(e, i, &s.Options)
}

// proportion is an indirect effect's share of the total effect.
func (s *study) proportion(of string, indirect, i int) estimate.Estimate {
	total, se := s.whole.coefficient(s.l, s.l.x)
	ab := s.values[indirect]
	e := s.newEstimate("proportion_mediated", of, s.n)
	e.Method = "indirect/total"
	switch {
	case total == 0 || math.Abs(total) < se:
		return e.Because(noteSmallTotal.Says())
	case ab*total < 0:
		return e.Because(noteOpposite.Says())
	}
	e = s.effect("proportion_mediated", of, i, "indirect/total")
	e.SE = estimate.None // the replicates of a ratio have no useful SD
	return e
}

// sobel is Sobel's test of a mediator.
func (s *study) sobel(j int) estimate.Estimate {
	e := s.newEstimate("sobel_z", s.mediator(j), s.n)
	a, sa := s.m[j].coefficient(s.l, s.l.x)
	b, sb := s.y.coefficient(s.l, s.l.m[j])
	e.Method = "Sobel 1982"
	if s.Cluster != "" {
		e.Method += ", CR1"
	}
	switch {
	case s.m[j].perfect || s.y.perfect:
		return e.Because(notePerfect.Says())
	case s.m[j].flat || s.y.flat:
		return e.Because(noteNoClusterVar.Says())
	case a == 0 && b == 0:
		return e.Because(noteSobelZero.Says())
	}
	e.Value = a * b / math.Sqrt(b*b*sa*sa+a*a*sb*sb)
	e.Statistic = e.Value
	if s.few() {
		return e.With(estimate.NoteFewClusters.Says(s.d.units))
	}
	e.P = numeric.NormalTwoSided(e.Value)
	return e.With(noteSobel.Says())
}

// moderated are the effects of a model with a moderator, from `total` on.
func (s *study) moderated() []estimate.Estimate {
	var out []estimate.Estimate
	w := s.l.columns[s.l.w]
	for _, name := range s.names() {
		switch name[0] {
		case "total", "indirect", "total_indirect", "proportion_mediated", "sobel_z":
			e := s.newEstimate(name[0], name[1], s.n)
			e.Method = s.moderation()
			out = append(out, e.Because(noteConditional.Says(s.Moderator)))
		}
	}
	values := s.d.columns[len(s.d.columns)-1]
	low, high := slices.Min(values), slices.Max(values)
	two := twoValues(values) != nil
	for j, m := range s.M {
		for v, at := range s.f.at {
			e := s.effect("indirect_conditional", m+"@w="+s.level(v), s.f.conditional(j, v), "product of coefficients")
			e = e.With(noteAt.Says(s.Moderator, w.mean+at))
			switch {
			case two && v < 3:
				e = e.With(noteTwoValues.Says(s.Moderator))
			case v < 3 && (w.mean+at < low || w.mean+at > high):
				e = e.With(noteOutside.Says())
			}
			out = append(out, e)
		}
		if !s.f.index {
			e := s.newEstimate("moderated_mediation_index", s.mediator(j), s.n)
			e.Method = s.moderation()
			out = append(out, e.Because(noteNotLinear.Says(s.Moderator)))
			continue
		}
		out = append(out, s.effect("moderated_mediation_index", s.mediator(j), s.f.slope(j), "Hayes 2015"))
	}
	return out
}

func listed(names []string) string { return strings.Join(names, ", ") }
