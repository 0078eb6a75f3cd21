package agreement

import "github.com/smekit/smekit/measures/estimate"

// cohen is Cohen's κ of two coders over the units both coded, weighted with the weights in force, with categories of the
// whole table:
//
//	κ = (p_o − p_e)/(1 − p_e), p_o = Σ w_kl p_kl, p_e = Σ w_kl p_k. p_.l
//
// and its non-null standard error [FleissCohenEveritt1969]: the standard deviation (divisor n) over units of
//
//	(w_kl − (w̄_k. + w̄_.l)(1 − κ)) / (1 − p_e), w̄_k. = Σ_l w_kl p_.l, w̄_.l = Σ_k w_kl p_k.
//
// over √n, with normal limits. Not estimable when both coders used one and the same category throughout.
func (g *grid) cohen(w *weighting, reason *estimate.Note, o Options) estimate.Estimate {
	e := estimate.New(Family, "cohen_kappa", "")
	e.Method = o.Weights + " weights"
	if o.linear() {
		e.Method += "; SE of Fleiss, Cohen & Everitt 1969 (non-null)"
		if g.cluster == nil {
			e.Method += ", normal, upper limit cut at 1"
		}
	}
	if reason != nil {
		return e.Because(*reason)
	}
	if g.n < 2 {
		return e
	}
	first, second := make([]float64, len(g.cats)), make([]float64, len(g.cats))
	po := 0.0
	for i := range g.rows {
		row, times := g.unit(i), g.weight(i)
		first[row[0]] += times
		second[row[1]] += times
		po += times * w.w[row[0]][row[1]]
	}
	n := float64(g.n)
	po /= n
	for k := range first {
		first[k] /= n
		second[k] /= n
	}
	ofFirst, ofSecond := w.times(second), w.times(first)
	pe := dot(first, ofFirst)
	if why := certain(pe); why != nil {
		return e.Because(o.words().certain(*why))
	}
	e.Value = (po - pe) / (1 - pe)
	if !o.linear() {
		return e
	}
	u := make([]float64, g.rows)
	mean := 0.0
	for i := range u {
		k, l := g.unit(i)[0], g.unit(i)[1]
		u[i] = (w.w[k][l] - (ofFirst[k]+ofSecond[l])*(1-e.Value)) / (1 - pe)
		mean += g.weight(i) * u[i] / n
	}
	for i := range u {
		u[i] -= mean
	}
	return g.interval(e, u, normal, o.Conf)
}
