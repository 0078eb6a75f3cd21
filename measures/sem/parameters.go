package sem

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
)

// positive reports whether the part of a covariance matrix from place from on is positive definite.
func positive(v *mat.Dense, from int) bool {
	k, _ := v.Dims()
	if k <= from {
		return true
	}
	part := mat.NewSymDense(k-from, nil)
	for i := from; i < k; i++ {
		for j := i; j < k; j++ {
			part.SetSym(i-from, j-from, v.At(i, j))
		}
	}
	var ch mat.Cholesky
	return ch.Factorize(part)
}

// suffix is how `of` ends for a group.
func (r *reporter) suffix(f *Fit, g int) string {
	if r.o.Group == "" {
		return ""
	}
	return "|" + r.o.Group + "=" + f.Model.Groups[g]
}

// parameters reports everything of a fitted model but its indices of fit.
func (r *reporter) parameters(f *Fit, data *loaded) error {
	if f.geo == nil {
		return nil
	}
	std := f.Standardised()
	boot, err := r.bootstrap(f)
	if err != nil {
		return err
	}
	for g := range f.Model.Groups {
		r.rows(f, g, std)
	}
	for g := range f.Model.Groups {
		names, r2 := f.RSquared(g)
		for i, name := range names {
			e := r.number("r_squared", name+r.suffix(f, g), r2[i].Value, "1 − residual variance/variance")
			e.SE = r2[i].SE
			if e.Empty() {
				if f.weak == nil {
					e = e.Because(noteNegative.Says(name))
				} else {
					e = e.Because(noteNotDefined(f))
				}
			}
			r.add(r.converged(f, e))
		}
	}
	r.defined(f, boot)
	var all []Quality
	for g := range f.Model.Groups {
		all = append(all, r.quality(f, g, std)...)
		r.htmt(f, g, boot)
	}
	r.warnOfSigns(f, all)
	for _, mi := range f.Modifications(10) {
		e := r.number("modification_index", Param{Op: mi.Op, Left: mi.Left, Right: mi.Right}.Of()+r.suffix(f, mi.Group), mi.Index, "score test")
		e.Statistic, e.DF1, e.P = mi.Index, 1, numeric.ChiSquaredUpper(mi.Index, 1)
		r.add(e.With(noteChange.Says(mi.Change)))
	}
	return nil
}

// converged empties an estimate of a model that did not converge, and what rests on parameters that are not identified.
func (r *reporter) converged(f *Fit, e estimate.Estimate) estimate.Estimate {
	e.Notes = slices.DeleteFunc(slices.Clone(e.Notes), func(n estimate.Note) bool { return n.Code == noteNoSE && f.weak != nil })
	switch {
	case !f.Converged:
		e.Notes = nil
		return e.Because(noteNotConverged.Says(f.Iterations))
	case f.weak != nil && !e.Empty():
		return e.Because(noteUnidentified.Says(strings.Join(f.weak, ", ")))
	}
	return e
}

// measures of parameters: raw and standardised.
func measuresOf(p Param) (raw, standard string) {
	switch {
	case p.Op == Loads:
		return "loading", "loading_std"
	case p.Op == Regresses:
		return "regression", "regression_std"
	case p.Op == Covaries && p.Left != p.Right:
		return "covariance", "correlation"
	case p.Op == Covaries:
		return "variance", ""
	case p.Op == Intercept:
		return "intercept", ""
	case p.Op == Cuts:
		return "threshold", ""
	}
	return "", ""
}

// rows reports the parameters of a group, measure by measure.
func (r *reporter) rows(f *Fit, g int, std []Standard) {
	m := f.Model
	d := f.deriver(g)
	type line struct {
		measure string
		e       estimate.Estimate
	}
	var raw, standard []line
	for i, p := range m.group(g) {
		name, stdName := measuresOf(p)
		ordered := p.i < len(m.Observed) && m.Ordered[p.i]
		if name == "" || p.Exogenous || (ordered && name == "intercept") {
			continue
		}
		e := r.number(name, p.Of()+r.suffix(f, g), f.values[g][i], "")
		switch {
		case ordered && name == "variance":
			var grad []float64
			e.Value, grad = d.residual(p.i)
			e.Method = "what the factors leave of 1, " + r.rule
			e = r.wald(f, e, f.deltaSE(grad))
		case p.Free < 0:
			e.Method = "fixed, " + r.rule
		default:
			e = r.wald(f, e, f.se(p.Free))
		}
		if name == "variance" && e.Value < -1e-10 && f.weak == nil {
			e = e.With(noteNegative.Says(p.Left))
		}
		raw = append(raw, line{name, r.converged(f, e)})
		if stdName == "" {
			continue
		}
		s := std[g*m.rows+i]
		e = r.number(stdName, p.Of()+r.suffix(f, g), s.Value, "std.all, delta method")
		if e.Empty() {
			e = e.Because(noteNotDefined(f))
		} else {
			e = r.wald(f, e, s.SE)
			if stdName == "correlation" && math.Abs(s.Value) > 1+1e-10 && f.weak == nil {
				e = e.With(noteAboveOne.Says(p.Of()))
			}
		}
		standard = append(standard, line{stdName, r.converged(f, e)})
	}
	for _, measure := range []string{"loading", "loading_std", "regression", "regression_std", "covariance", "correlation", "variance", "intercept", "threshold"} {
		for _, list := range [][]line{raw, standard} {
			for _, l := range list {
				if l.measure == measure {
					r.add(l.e)
				}
			}
		}
	}
}

// noteNotDefined says why a standardised value is missing.
func noteNotDefined(f *Fit) estimate.Note {
	if f.weak != nil {
		return noteUnidentified.Says(strings.Join(f.weak, ", "))
	}
	if notes := f.inadmissible(); len(notes) > 0 {
		return notes[0]
	}
	return noteNotFitted.Says()
}

func (f *Fit) se(free int) float64 {
	if f.Cov == nil {
		return math.NaN()
	}
	return math.Sqrt(f.Cov.At(free, free))
}

// wald adds standard error, z, p and interval.
func (r *reporter) wald(f *Fit, e estimate.Estimate, se float64) estimate.Estimate {
	if !(se > 0) {
		if f.Cov == nil && f.Converged {
			return e.With(noteNoSE.Says())
		}
		return e
	}
	e.SE = se
	e.Statistic = e.Value / se
	e.P = numeric.NormalTwoSided(e.Statistic)
	half := se * numeric.NormalQuantile((1+r.o.Conf)/2)
	e.Low, e.High = e.Value-half, e.Value+half
	return e
}

func (r *reporter) defined(f *Fit, boot *replicates) {
	for i, s := range f.DefinedValues() {
		e := r.number("defined", f.Model.Defined[i].Name, s.Value, "delta method")
		if e.Empty() {
			e = e.Because(noteUndefined.Says())
		} else {
			if boot != nil {
				e = boot.limits(e, boot.defined[i], "")
				e.SE = deviation(boot.defined[i])
				if !estimate.Has(e.Low) {
					e.SE = estimate.None
				}
				e.Method = fmt.Sprintf("bootstrap SE and percentile interval, %d, seed %d, %s", r.o.Bootstrap, r.o.Seed, r.rule)
			} else {
				e = r.wald(f, e, s.SE)
			}
		}
		r.add(r.converged(f, e))
	}
}

// quality reports AVE, composite reliability and the Fornell–Larcker criterion.
func (r *reporter) quality(f *Fit, g int, std []Standard) []Quality {
	all := f.Qualities(g, std)
	for _, measure := range []string{"ave", "composite_reliability", "fornell_larcker_ok"} {
		for _, q := range all {
			e := r.new(measure, q.Factor+r.suffix(f, g), "standardised loadings, Fornell & Larcker 1981")
			switch measure {
			case "ave":
				e.Value = q.AVE
			case "composite_reliability":
				e.Value = q.CR
			default:
				if estimate.Has(q.AVE) && estimate.Has(q.LargestCorrelation) && !q.HigherOrder {
					e.Value = 0
					if q.AVE > q.LargestCorrelation*q.LargestCorrelation {
						e.Value = 1
					}
				}
			}
			if e.Empty() {
				switch {
				case measure == "fornell_larcker_ok" && q.HigherOrder:
					e = e.Because(noteHigherOrder.Says())
				case q.Single:
					e = e.Because(noteSingle.Says())
				case q.CrossLoading:
					e = e.Because(noteCross.Says())
				case q.Errors:
					e = e.Because(noteErrors.Says())
				case measure == "fornell_larcker_ok" && q.Alone:
					e = e.Because(noteOneFactor.Says())
				default:
					e = e.Because(noteNotDefined(f))
				}
			} else if measure != "fornell_larcker_ok" && q.Negative != nil && f.weak == nil {
				e = e.With(noteMixedSigns.Says(strings.Join(q.Negative, ", ")))
			}
			r.add(r.converged(f, e))
		}
	}
	return all
}

// warnOfSigns names the indicators of negative loadings beside positive ones, in all groups together.
func (r *reporter) warnOfSigns(f *Fit, all []Quality) {
	var items []string
	for _, q := range all {
		for _, name := range q.Negative {
			if !slices.Contains(items, name) {
				items = append(items, name)
			}
		}
	}
	if items != nil && f.Converged && f.weak == nil {
		r.res.Warn(noteMixedSigns.Says(strings.Join(items, ", ")))
	}
}

// htmt reports the heterotrait–monotrait ratios of every pair of factors.
func (r *reporter) htmt(f *Fit, g int, boot *replicates) {
	blocks := f.Model.Blocks()
	corr := f.correlations(g)
	kind := "absolute Pearson"
	if f.Missing == FIML {
		kind = "absolute FIML"
	}
	if f.ordinal != nil {
		kind = "absolute polychoric"
	}
	for k, measure := range []string{"htmt", "htmt2"} {
		method := kind + " correlations, arithmetic means, Henseler et al. 2015"
		if k == 1 {
			method = kind + " correlations, geometric means, Roemer et al. 2021"
		}
		at := 0
		for i, a := range blocks {
			for _, b := range blocks[i+1:] {
				e := r.number(measure, a.Factor+"~~"+b.Factor+r.suffix(f, g), HTMT(corr, a.Indicators, b.Indicators, k == 1), method)
				if e.Empty() {
					e = e.Because(noteSingle.Says())
				} else if boot != nil {
					e = boot.limits(e, boot.htmt[g][k][at], method)
				}
				at++
				r.add(e)
			}
		}
	}
}
