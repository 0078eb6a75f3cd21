package agreement

import "github.com/smekit/smekit/measures/estimate"

// gwet is the chance agreement of Gwet's AC1 (nominal weights) and AC2 [Gwet2008]:
//
//	p_e = T_w/(q(q − 1)) Σ π_k (1 − π_k), linear form p_e,i = T_w/(q(q − 1)) Σ_k π_ik (1 − π_k)
//
// q counts the categories of the code book when it is known, else those observed. Not estimable with q = 1.
func (g *grid) gwet(w *weighting, pi []float64) (chance, *estimate.Note) {
	q := float64(len(g.cats))
	if q < 2 {
		return chance{}, g.oneCategory()
	}
	other := make([]float64, len(pi))
	for k, p := range pi {
		other[k] = w.total / (q * (q - 1)) * (1 - p)
	}
	c := chance{pe: dot(pi, other), unit: g.meanOf(other)}
	if 1-c.pe <= 1e-12 {
		n := noteChance.Says()
		return c, &n
	}
	return c, nil
}

// brennan is the chance agreement of Brennan and Prediger [BrennanPrediger1981]: p_e = T_w/q², whatever the data. Not
// estimable with q = 1.
func (g *grid) brennan(w *weighting) (chance, *estimate.Note) {
	q := float64(len(g.cats))
	if q < 2 {
		return chance{}, g.oneCategory()
	}
	c := chance{pe: w.total / (q * q), fixed: true}
	if 1-c.pe <= 1e-12 {
		n := noteChance.Says()
		return c, &n
	}
	return c, nil
}

func (g *grid) oneCategory() *estimate.Note {
	n := noteOneCategory.Says()
	if g.book {
		n = noteNoVariation.Says()
	}
	return &n
}
