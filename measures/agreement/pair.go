package agreement

import (
	"slices"

	"github.com/smekit/smekit/measures/estimate"
)

// pair adds what two coders share: cohen_kappa (weighted unless the weights are nominal), percent_agreement, scott_pi
// (nominal), holsti and mutual_agreement, over the units that both coded. Fewer than two of those: empty.
func (g *grid) pair(r *estimate.Result, a, b int, w *weighting, reason *estimate.Note, o Options) {
	of := g.coders[a] + "~" + g.coders[b]
	both, codesA, codesB := g.between(a, b)
	matches := 0
	for i := range both.rows {
		if u := both.unit(i); u[0] == u[1] {
			matches += both.count(i)
		}
	}
	k := mutual(matches, codesA, codesB, "units that both coded alike, N units that each coded")
	if given := g.presence(o); given != none {
		m, a, b := 0, 0, 0
		for i := range both.rows {
			u := both.unit(i)
			if u[0] == given {
				a += both.count(i)
			}
			if u[1] == given {
				b += both.count(i)
			}
			if u[0] == given && u[1] == given {
				m += both.count(i)
			}
		}
		k = mutual(m, a, b, "units to which both gave the code, N to which each did, of those that both reviewed")
	}
	estimates := [...]estimate.Estimate{both.cohen(w, reason, o), both.pairAgreement(matches, o), both.scott(o), holsti(matches, codesA, codesB), k}
	for _, e := range estimates {
		e.Of, e.N = of, both.n
		if both.n < 2 {
			e = e.Because(o.words().fewCommon.Says(both.n))
			e.Notes = e.Notes[len(e.Notes)-1:]
		}
		r.Add(e)
	}
}

// presence is the category that says that a code was given, none where that is not asked.
func (g *grid) presence(o Options) int32 {
	if o.Presence == "" {
		return none
	}
	return int32(slices.Index(g.cats, o.Presence))
}

// between is the table of the units that coders a and b both coded, and how many units each coded.
func (g *grid) between(a, b int) (both *grid, codesA, codesB int) {
	both = &grid{coders: []string{g.coders[a], g.coders[b]}, cats: g.cats, x: g.x, book: g.book}
	both.codes, both.r = make([]int32, 0, 2*g.rows), make([]int32, 0, g.rows)
	if g.times != nil {
		both.times = make([]int, 0, g.rows)
	}
	if g.cluster != nil {
		both.cluster = make([]int32, 0, g.rows)
	}
	for i := range g.rows {
		row := g.unit(i)
		if row[a] != none {
			codesA += g.count(i)
		}
		if row[b] != none {
			codesB += g.count(i)
		}
		if row[a] == none || row[b] == none {
			continue
		}
		both.codes = append(both.codes, row[a], row[b])
		both.r = append(both.r, 2)
		both.add(&g.sample, i)
	}
	return both, codesA, codesB
}

// pairAgreement is the share of equal codes among the units both coded, with the standard error of a mean.
func (g *grid) pairAgreement(matches int, o Options) estimate.Estimate {
	e := estimate.New(Family, "percent_agreement", "")
	e.Method = o.words().pair + o.tail("; SE of a mean, t, upper limit cut at 1")
	if g.n < 2 {
		return e
	}
	e.Value = float64(matches) / float64(g.n)
	if !o.linear() {
		return e
	}
	u := make([]float64, g.rows)
	for i := range u {
		if row := g.unit(i); row[0] == row[1] {
			u[i] = 1
		}
		u[i] -= e.Value
	}
	return g.interval(e, u, student, o.Conf)
}

// scott is Scott's π [Scott1955], (p_o − p_e)/(1 − p_e) with p_e = Σ π_k², π the mean margins of the two coders over the
// units both coded; nominal whatever the weights; standard error by linearisation [Gwet2014].
func (g *grid) scott(o Options) estimate.Estimate {
	e := estimate.New(Family, "scott_pi", "")
	e.Method = "nominal, mean margins, Scott 1955" + o.tail("; SE by linearisation (Gwet 2014), t, upper limit cut at 1")
	if g.n < 2 {
		return e
	}
	identity, _ := weigh("nominal", g)
	c, why := g.fleiss(identity, g.shares())
	if why != nil {
		return e.Because(o.words().certain(*why))
	}
	p, pa, doubled := g.agreementOf(nil)
	var u []float64
	e.Value, u = g.linearised(p, pa, doubled, c)
	if !o.linear() {
		return e
	}
	return g.interval(e, u, student, o.Conf)
}
