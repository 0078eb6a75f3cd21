package agreement

import (
	"strconv"

	"github.com/smekit/smekit/measures/estimate"
)

// whole adds the coefficients over all coders, alpha among them. The reason, when there is one, empties what needs the
// weights, and everything when there are fewer than two coders.
func (g *grid) whole(r *estimate.Result, alpha estimate.Estimate, w *weighting, reason *estimate.Note, o Options) {
	r.Add(g.percent(o))
	p, pa, doubled := []float64(nil), 0.0, g.doubled()
	var pi []float64
	ready := reason == nil && doubled >= 2
	if ready {
		p, pa, doubled = g.agreementOf(w)
		pi = g.shares()
	}
	coefficient := func(measure, method string, by func() (chance, *estimate.Note)) {
		e := estimate.New(Family, measure, "")
		e.Method, e.N = method, g.n
		switch {
		case len(g.coders) < 2:
			r.Add(e.Because(noteFewCoders.Says()))
		case doubled < 2:
			r.Add(e.Because(o.words().fewUnits.Says(doubled)))
		case reason != nil:
			r.Add(e.Because(*reason))
		default:
			c, why := by()
			if why != nil {
				r.Add(e.Because(o.words().certain(*why)))
				return
			}
			var u []float64
			e.Value, u = g.linearised(p, pa, doubled, c)
			if o.linear() {
				e = g.interval(e, u, student, o.Conf)
			}
			r.Add(e)
		}
	}
	weights := o.Weights + " weights"
	tail := o.tail("; SE by linearisation (Gwet 2014), t, upper limit cut at 1")
	coefficient("fleiss_kappa", weights+", Fleiss 1971"+tail, func() (chance, *estimate.Note) { return g.fleiss(w, pi) })
	coefficient("conger_kappa", weights+", Conger 1980"+tail, func() (chance, *estimate.Note) { return g.conger(w) })
	r.Add(alpha)
	name := "AC2, " + weights
	if o.Weights == "nominal" {
		name = "AC1"
	}
	count := strconv.Itoa(len(g.cats)) + " categories observed"
	switch {
	case o.Presence != "":
		count = "2 categories, given and not given"
	case g.book:
		count = strconv.Itoa(len(g.cats)) + " categories of the code book"
	}
	coefficient("gwet_ac", name+", "+count+", Gwet 2008"+tail, func() (chance, *estimate.Note) { return g.gwet(w, pi) })
	coefficient("brennan_prediger", weights+", "+count+", Brennan & Prediger 1981"+tail, func() (chance, *estimate.Note) { return g.brennan(w) })
}

// percent is the mean over units with two codes or more of the share of agreeing pairs of codes, never weighted:
// Σ_k r_ik(r_ik − 1)/(r_i(r_i − 1)). n counts those units.
func (g *grid) percent(o Options) estimate.Estimate {
	e := estimate.New(Family, "percent_agreement", "")
	e.Method = o.words().percent + o.tail("; SE of a mean, t, upper limit cut at 1")
	p, mean, doubled := g.agreementOf(nil)
	e.N = doubled
	if len(g.coders) < 2 {
		return e.Because(noteFewCoders.Says())
	}
	if doubled < 2 {
		return e.Because(o.words().fewUnits.Says(doubled))
	}
	e.Value = mean
	if !o.linear() {
		return e
	}
	var u []float64
	var s sample
	for i, x := range p {
		if g.r[i] < 2 {
			continue
		}
		u = append(u, x-mean)
		s.add(&g.sample, i)
	}
	return s.interval(e, u, student, o.Conf)
}

// certain is the note for an agreement by chance of 1: every code in one category.
func certain(pe float64) *estimate.Note {
	if 1-pe > 1e-12 {
		return nil
	}
	n := noteNoVariation.Says()
	return &n
}
