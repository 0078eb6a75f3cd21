package sem

import (
	"fmt"
	"math"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
)

// invariance fits the steps of measurement invariance, in the order configural, metric, scalar, strict, and reports the
// fit of each, the differences between neighbours (restricted − freer) and the factor means of the scalar step.
func (r *reporter) invariance(syntax *Syntax, columns []string, settings Settings, data *loaded) error {
	var before *Fit
	var beforeStep string
	for _, step := range []string{Configural, Metric, Scalar, Strict} {
		if !slices.Contains(r.o.Invariance, step) {
			continue
		}
		if step == Strict && r.o.Estimator == WLSMV {
			r.nothing(step, noteStrictOrd.Says())
			continue
		}
		settings.Equal = r.o.equal(step)
		m, err := Build(syntax, columns, settings)
		if err != nil {
			return err
		}
		if r.overfull(m, step) {
			continue
		}
		f, err := Estimate(r.ctx, m, data.groups, r.o.Estimator, r.o.Missing)
		if err != nil {
			return r.stopped(err, step)
		}
		r.fit(f, step)
		for _, n := range r.doubts(f) {
			if n.Code != noteSmall {
				r.res.Warn(n)
			}
		}
		if before != nil {
			r.difference(f, before, step+"-"+beforeStep)
		}
		if step == Scalar {
			r.factorMeans(f)
		}
		before, beforeStep = f, step
	}
	if before != nil {
		for _, n := range r.doubts(before) {
			if n.Code == noteSmall {
				r.res.Warn(n)
			}
		}
	}
	return nil
}

// factorMeans reports the means of factors relative to the first group, which equal intercepts identify.
func (r *reporter) factorMeans(f *Fit) {
	m := f.Model
	for g := range m.Groups {
		for i, p := range m.group(g) {
			if p.kind != meanEntry || p.i < len(m.Observed) || f.values == nil {
				continue
			}
			e := r.number("intercept", "scalar: "+p.Left+r.suffix(f, g), f.values[g][i], "factor mean at the scalar step")
			if p.Free >= 0 {
				e = r.wald(f, e, f.se(p.Free))
			} else {
				e.Method = "fixed, " + r.rule
			}
			r.add(r.converged(f, e))
		}
	}
}

// difference tests a restricted model against a freer one: the difference of χ² for ML; for MLR divided by
// c_d = (df₀c₀ − df₁c₁)/(df₀ − df₁) [SatorraBentler2001]; for WLSMV scaled and shifted [Satorra2000].
func (r *reporter) difference(restricted, freer *Fit, of string) {
	e := r.new("chi2_diff", of, "difference of χ²")
	e.DF1 = float64(restricted.DF - freer.DF)
	switch {
	case !restricted.Converged || !freer.Converged:
		e = e.Because(noteNotConverged.Says(max(restricted.Iterations, freer.Iterations)))
	default:
		e = r.chi2Difference(e, restricted, freer)
	}
	r.add(e)
	r.indexDifferences(restricted, freer, of)
}

// indexDifferences reports the differences of CFI and RMSEA: of the robust forms where both models have them, else of the
// scaled ones of MLR and WLSMV, else of the plain ones.
func (r *reporter) indexDifferences(restricted, freer *Fit, of string) {
	a, b := restricted.Indices(r.o.rmseaConf()), freer.Indices(r.o.rmseaConf())
	cfi, rmsea, kind := a.CFI-b.CFI, a.RMSEA-b.RMSEA, "restricted − freer"
	switch {
	case estimate.Has(a.CFIRobust) && estimate.Has(b.CFIRobust) && estimate.Has(a.RMSEARobust) && estimate.Has(b.RMSEARobust):
		cfi, rmsea, kind = a.CFIRobust-b.CFIRobust, a.RMSEARobust-b.RMSEARobust, "robust, restricted − freer"
	case restricted.Estimator != ML:
		cfi, rmsea, kind = a.CFIScaled-b.CFIScaled, a.RMSEAScaled-b.RMSEAScaled, "scaled, restricted − freer"
	case restricted.Missing == FIML:
		kind = "not robust, restricted − freer"
	}
	for _, d := range []estimate.Estimate{r.number("cfi_diff", of, cfi, kind), r.number("rmsea_diff", of, rmsea, kind)} {
		if d.Empty() {
			d = d.Because(noteNotFitted.Says())
		}
		r.add(d)
	}
}

func (r *reporter) chi2Difference(e estimate.Estimate, restricted, freer *Fit) estimate.Estimate {
	d := restricted.Chi2 - freer.Chi2
	if e.DF1 <= 0 || (d < -1e-6 && restricted.Estimator != WLSMV) {
		return e.Because(noteNestedOrder.Says())
	}
	if restricted.Estimator == WLSMV {
		e.Method = "Satorra 2000, scaled and shifted, " + r.rule
		if d = ordinalDifference(restricted, freer); math.IsNaN(d) {
			return e.Because(noteNoScale.Says())
		}
	}
	if restricted.Estimator == MLR {
		if restricted.Scaled == nil || freer.Scaled == nil {
			return e.Because(noteNoScale.Says())
		}
		c1 := freer.Scaled.C
		if freer.DF == 0 {
			c1 = 0
		}
		c := (float64(restricted.DF)*restricted.Scaled.C - float64(freer.DF)*c1) / e.DF1
		if !(c > 0) {
			return e.Because(noteNegDiff.Says())
		}
		own := []float64{restricted.Scaled.C}
		if freer.DF > 0 {
			own = append(own, c1)
		}
		if c < slices.Min(own)/4 || c > 4*slices.Max(own) {
			e = e.With(noteFarScaling.Says(fmt.Sprintf("%.3g", c)))
		}
		d /= c
		e.Method = "Satorra–Bentler 2001, " + r.rule
	}
	e.Value = math.Max(0, d)
	e.Statistic = e.Value
	e.P = numeric.ChiSquaredUpper(e.Value, e.DF1)
	return e
}
