package agreement

import (
	"github.com/smekit/smekit/measures/estimate"
)

// pair adds what two coders share: cohen_kappa (weighted unless the weights are nominal), percent_agreement, scott_pi
// (nominal) and holsti, over the units that both coded. Fewer than two of those: empty.
func (g *grid) pair(r *estimate.Result, a, b int, w *weighting, reason *estimate.Note, o Options) {
	of := g.coders[a] + "~" + g.coders[b]
	both, codesA, codesB := g.between(a, b)
	matches := 0
	for i := 0; i < both.n; i++ {
		if u := both.unit(i); u[0] == u[1] {
			matches++
		}
	}
	estimates := [...]estimate.Estimate{both.cohen(w, reason, o), both.pairAgreement(matches, o), both.scott(o), holsti(matches, codesA, codesB)}
	for _, e := range estimates {
		e.Of, e.N = of, both.n
		if both.n < 2 {
			e = e.Because(noteFewCommon.Says(both.n))
			e.Notes = e.Notes[len(e.Notes)-1:]
		}
		r.Add(e)
	}
}

// between is the table of the units that coders a and b both coded, and how many units each coded.
func (g *grid) between(a, b int) (both *grid, codesA, codesB int) {
	both = &grid{coders: []string{g.coders[a], g.coders[b]}, cats: g.cats, x: g.x, book: g.book}
	both.codes = make([]int32, 0, 2*g.n)
	for i := 0; i < g.n; i++ {
		row := g.unit(i)
		if row[a] != none {
			codesA++
		}
		if row[b] != none {
			codesB++
		}
		if row[a] == none || row[b] == none {
			continue
		}
		both.codes = append(both.codes, row[a], row[b])
		both.r = append(both.r, 2)
		if g.cluster != nil {
			both.cluster = append(both.cluster, g.cluster[i])
		}
		both.n++
	}
	return both, codesA, codesB
}

// pairAgreement is the share of equal codes among the units both coded, with the standard error of a mean.
func (g *grid) pairAgreement(matches int, o Options) estimate.Estimate {
	e := estimate.New(Family, "percent_agreement", "")
	e.Method = "share of equal codes among units both coded; SE of a mean, t, upper limit cut at 1"
	if g.n < 2 {
		return e
	}
	e.Value = float64(matches) / float64(g.n)
	u := make([]float64, g.n)
	for i := range u {
		if row := g.unit(i); row[0] == row[1] {
			u[i] = 1
		}
		u[i] -= e.Value
	}
	return interval(e, u, g.cluster, student, o.Conf)
}

// scott is Scott's π [Scott1955], (p_o − p_e)/(1 − p_e) with p_e = Σ π_k², π the mean margins of the two coders over the
// units both coded; nominal whatever the weights; standard error by linearisation [Gwet2014].
func (g *grid) scott(o Options) estimate.Estimate {
	e := estimate.New(Family, "scott_pi", "")
	e.Method = "nominal, mean margins, Scott 1955; SE by linearisation (Gwet 2014), t, upper limit cut at 1"
	if g.n < 2 {
		return e
	}
	identity, _ := weigh("nominal", g)
	c, why := g.fleiss(identity, g.shares())
	if why != nil {
		return e.Because(*why)
	}
	p, pa, doubled := g.agreementOf(nil)
	var u []float64
	e.Value, u = g.linearised(p, pa, doubled, c)
	return interval(e, u, g.cluster, student, o.Conf)
}

// holsti is 2M/(N₁ + N₂): M agreements, N_j units that coder j coded [Holsti1969]. It lies below percent agreement when
// one coder skipped units.
func holsti(matches, codesA, codesB int) estimate.Estimate {
	e := estimate.New(Family, "holsti", "")
	e.Method = "2M/(N1+N2), Holsti 1969"
	e.Value = 2 * float64(matches) / float64(codesA+codesB)
	return e
}
