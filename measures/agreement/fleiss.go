package agreement

import "github.com/smekit/smekit/measures/estimate"

// fleiss is the chance agreement of Fleiss' kappa [Fleiss1971], Scott's π for two coders [Scott1955]:
//
//	p_e = Σ w_kl π_k π_l, linear form p_e,i = Σ_k π_ik Σ_l w_kl π_l
//
// Not estimable when all codes are in one category.
func (g *grid) fleiss(w *weighting, pi []float64) (chance, *estimate.Note) {
	expected := w.times(pi)
	c := chance{pe: dot(pi, expected)}
	if why := certain(c.pe); why != nil {
		return c, why
	}
	c.unit = g.meanOf(expected)
	return c, nil
}
