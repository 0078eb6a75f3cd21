package agreement

import "github.com/smekit/smekit/measures/estimate"

// conger is the chance agreement of Conger's kappa [Conger1980], Cohen's κ for two coders. With p_gk the share of
// category k among the n_g codes of coder g, p̄_k their mean over the m coders and s²_kl their covariance (divisor m − 1):
//
//	p_e = Σ w_kl (p̄_k p̄_l − s²_kl/m) = Σ_{g≠h} Σ w_kl p_gk p_hl / (m(m − 1))
//
// which is computed in the second form. Linear form, after [Gwet2014]:
//
//	p_e,i = Σ_g Σ_k λ_igk (m p̄_k − p_gk) / (m(m − 1))
//	λ_igk = (n/n_g) Σ_l w_kl (δ_igl − (ε_ig − n_g/n) p_gl)
//
// where δ_igl is 1 when coder g gave unit i category l and ε_ig when it gave any. Not estimable when all codes are in one
// category.
func (g *grid) conger(w *weighting) (chance, *estimate.Note) {
	m, q, n := len(g.coders), len(g.cats), float64(g.n)
	p := make([][]float64, m)
	given := make([]float64, m)
	for c := range p {
		p[c] = make([]float64, q)
	}
	for i := range g.rows {
		times := g.weight(i)
		for c, k := range g.unit(i) {
			if k != none {
				p[c][k] += times
				given[c] += times
			}
		}
	}
	total := make([]float64, q)
	for c := range p {
		for k := range p[c] {
			p[c][k] /= given[c]
			total[k] += p[c][k]
		}
	}
	pairs := float64(m * (m - 1))
	byCode := make([][]float64, m) // Σ_k w_kl (m p̄_k − p_gk) for each coder and category l
	own := make([]float64, m)      // the same weighted by p_gl
	var out chance
	for c := range p {
		others := make([]float64, q)
		for k := range others {
			others[k] = total[k] - p[c][k]
		}
		byCode[c] = w.times(others)
		own[c] = dot(byCode[c], p[c])
		out.pe += own[c] / pairs
	}
	if why := certain(out.pe); why != nil {
		return out, why
	}
	out.unit = make([]float64, g.rows)
	for i := range out.unit {
		for c, k := range g.unit(i) {
			if k == none {
				out.unit[i] += own[c] / pairs
			} else {
				out.unit[i] += (n/given[c]*(byCode[c][k]-own[c]) + own[c]) / pairs
			}
		}
	}
	return out, nil
}
