package sem

import (
	"fmt"
	"math"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// fit reports the indices of fit. of names the step of invariance.
func (r *reporter) fit(f *Fit, of string) {
	x := f.Indices(r.o.rmseaConf())
	level := fmt.Sprintf("%g%% CI", 100*r.o.rmseaConf())
	df := float64(f.DF)
	notes := r.doubts(f)
	for _, n := range notes {
		if of == "" {
			r.res.Warn(n)
		}
	}
	chi := r.new("chi2", of, "")
	chi.Value, chi.Statistic, chi.DF1, chi.P = f.Chi2, f.Chi2, df, x.P
	if f.weak != nil {
		chi.P = estimate.None // the reason is among the notes
	}
	var list []estimate.Estimate
	list = append(list, chi)
	if f.Estimator != ML {
		s := r.new("chi2_scaled", of, "")
		s.DF1 = df
		if f.Scaled != nil && f.Converged {
			s.Value, s.Statistic, s.P = f.Scaled.Chi2, f.Scaled.Chi2, x.ScaledP
			s.Method = fmt.Sprintf("Yuan–Bentler (Mplus variant), c = %.6g, %s", f.Scaled.C, r.rule)
			if f.Scaled.ShiftedChi2 {
				s.Method = fmt.Sprintf("scaled and shifted (Asparouhov & Muthén 2010), scaling %.6g, shift %.6g, %s", f.Scaled.C, f.Scaled.Shift, r.rule)
			}
		} else if f.Converged && f.DF > 0 {
			s = s.Because(noteNoScale.Says())
		}
		if f.weak != nil {
			s.P = estimate.None
		}
		list = append(list, s)
	}
	rm := func(measure string, v, low, high float64, extra string) estimate.Estimate {
		e := r.number(measure, of, v, level+extra)
		e.Low, e.High, e.DF1 = low, high, df
		if f.DF > 0 && f.DF < 5 && estimate.Has(v) {
			e = e.With(noteFewDF.Says())
		}
		return e
	}
	list = append(list, r.number("cfi", of, x.CFI, ""), r.number("tli", of, x.TLI, ""), rm("rmsea", x.RMSEA, x.RMSEALow, x.RMSEAHi, ""))
	if f.Estimator != ML {
		list = append(list, r.number("cfi_scaled", of, x.CFIScaled, ""), r.number("tli_scaled", of, x.TLIScaled, ""),
			rm("rmsea_scaled", x.RMSEAScaled, x.RMSEAScaledLow, x.RMSEAScaledHi, ""))
	}
	if f.Estimator == MLR || f.Missing == FIML {
		increment, root := "Brosseau-Liard & Savalei 2014", "Brosseau-Liard et al. 2012"
		if f.Missing == FIML {
			increment, root = "Zhang & Savalei 2022", "Zhang & Savalei 2022"
		}
		robust := []estimate.Estimate{r.number("cfi_robust", of, x.CFIRobust, increment), r.number("tli_robust", of, x.TLIRobust, increment),
			rm("rmsea_robust", x.RMSEARobust, x.RMSEARobustLow, x.RMSEARobustHi, ", "+root)}
		for i := range robust {
			if f.Missing == FIML && f.Converged && !f.stalled && f.DF > 0 && robust[i].Empty() {
				robust[i] = robust[i].Because(noteRobustFIML.Says())
			}
		}
		list = append(list, robust...)
	}
	if f.Estimator == WLSMV {
		for _, measure := range []string{"cfi_robust", "tli_robust", "rmsea_robust"} {
			list = append(list, r.new(measure, of, "").Because(noteNoRobustWLS.Says()))
		}
	}
	list = append(list, r.number("srmr", of, x.SRMR, "Bentler"))
	if f.Estimator != WLSMV {
		list = append(list, r.number("aic", of, x.AIC, ""), r.number("bic", of, x.BIC, ""), r.number("loglik", of, f.Loglik, ""))
	}
	for _, e := range list {
		if e.Empty() && len(e.Notes) == 0 {
			switch {
			case !f.Converged:
				e = e.Because(noteNotConverged.Says(f.Iterations))
			case f.unseen != nil:
				e = e.Because(noteNoPair.Says(strings.Join(f.unseen, ", ")))
			case f.stalled:
				e = e.Because(noteEM.Says())
			case f.DF < 0:
				e = e.Because(noteNegativeDF.Says(f.Model.Free, f.Model.moments()))
			case f.DF == 0:
				e = e.Because(noteSaturated.Says())
			default:
				e = e.Because(noteNotFitted.Says())
			}
		} else if !e.Empty() {
			if x.conventions && (e.Measure == "cfi" || e.Measure == "tli" || e.Measure == "rmsea") {
				e = e.With(noteSaturated.Says())
			}
			if f.Estimator == WLSMV && (strings.HasPrefix(e.Measure, "cfi") || strings.HasPrefix(e.Measure, "tli") || strings.HasPrefix(e.Measure, "rmsea")) {
				e = e.With(noteCutoffs.Says())
			}
			for _, n := range notes {
				if e.Measure == "chi2" || n.Code == noteUnidentified {
					e = e.With(n)
				}
			}
		}
		r.add(e)
	}
}

// doubts are what speaks against a solution: not converged, not identified, inadmissible, too few rows.
func (r *reporter) doubts(f *Fit) []estimate.Note {
	var out []estimate.Note
	m := f.Model
	if !f.Converged {
		out = append(out, noteNotConverged.Says(f.Iterations))
	}
	switch {
	case f.DF < 0:
		out = append(out, noteNegativeDF.Says(m.Free, m.moments()))
	case f.weak != nil && f.Converged:
		out = append(out, noteUnidentified.Says(strings.Join(f.weak, ", ")))
	}
	if f.unseen != nil {
		out = append(out, noteNoPair.Says(strings.Join(f.unseen, ", ")))
	}
	if f.N <= m.Free {
		out = append(out, noteManyParams.Says(f.N, m.Free))
	} else if items := len(m.Observed); f.N < 100 || f.N < 5*items {
		out = append(out, noteSmall.Says(f.N, items))
	}
	if f.geo != nil && f.weak == nil {
		out = append(out, f.inadmissible()...)
	}
	return out
}

// inadmissible names negative variances, correlations above 1 and factor covariance matrices that are not positive
// definite.
func (f *Fit) inadmissible() []estimate.Note {
	var negative, above []string
	m := f.Model
	notPD := false
	for g := range m.Groups {
		where := ""
		if m.Groups[g] != "" {
			where = " (" + m.Groups[g] + ")"
		}
		d := f.deriver(g)
		for _, p := range m.group(g) {
			if p.kind != covEntry || p.Exogenous {
				continue
			}
			if p.i == p.j {
				if v, _ := d.residual(p.i); v < -1e-10 {
					negative = append(negative, p.Left+where)
				}
				continue
			}
			a, _ := d.residual(p.i)
			b, _ := d.residual(p.j)
			if x := f.values[g][m.find(p.entry)] / math.Sqrt(a*b); math.Abs(x) > 1+1e-10 {
				above = append(above, p.Left+"~~"+p.Right+where)
			}
		}
		if !positive(f.geo[g].v, len(m.Observed)) {
			notPD = true
		}
	}
	var out []estimate.Note
	if negative != nil {
		out = append(out, noteNegative.Says(strings.Join(negative, ", ")))
	}
	if above != nil {
		out = append(out, noteAboveOne.Says(strings.Join(above, ", ")))
	}
	if notPD && negative == nil && above == nil {
		out = append(out, noteLatentPD.Says())
	}
	return out
}
