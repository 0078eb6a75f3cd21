package compare

import (
	"math"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// omnibus gives the tests and effect sizes over all tested levels.
func (s *numberStudy) omnibus() {
	names := []string{"anova_f", "welch_f", "kruskal_h", "eta2", "omega2", "epsilon2"}
	es := make(map[string]estimate.Estimate, len(names))
	left := s.leftOut()
	for _, name := range names {
		e := s.new(name, s.value, s.n)
		e.Notes = left
		es[name] = e
	}
	put := func(e estimate.Estimate) { es[e.Measure] = e }
	defer func() {
		for _, name := range names {
			s.add(es[name])
		}
	}()
	if len(s.tested) < 2 {
		for _, name := range names {
			put(es[name].Because(estimate.NoteFewGroups.Says(2)))
		}
		return
	}
	groups := make([]Sample, len(s.tested))
	var flat []string
	equal := true
	for k, i := range s.tested {
		groups[k] = s.samples[i]
		if groups[k].Var == 0 {
			flat = append(flat, groups[k].Level)
		}
		equal = equal && groups[k].Var == 0 && groups[k].Mean == groups[0].Mean
	}
	if equal {
		for _, name := range names {
			put(es[name].Because(estimate.NoteConstant.Says()))
		}
		return
	}
	q := SquaresOf(groups)

	anova := es["anova_f"]
	anova.Method = s.method("one-way, equal variances")
	if len(flat) == len(groups) {
		put(anova.Because(noteNoWithin.Says()))
	} else {
		put(s.test(anova, q.AnovaF()))
	}

	welch := es["welch_f"]
	welch.Method = s.method("Welch 1951")
	if len(flat) > 0 {
		put(welch.Because(noteNoWithinOne.Says(strings.Join(flat, ", "))))
	} else {
		put(s.test(welch, WelchF(groups)))
	}

	eta2, omega2 := es["eta2"], es["omega2"]
	var low, high float64
	eta2.Value, low, high = q.Eta2(s.Conf)
	eta2.Method, omega2.Method = s.method("SSB/SST"), s.method("(SSB-dfB*MSW)/(SST+MSW)")
	if s.clustered() {
		eta2 = s.resampled(eta2, keyEta2, true)
	} else if !math.IsNaN(low) {
		eta2.Low, eta2.High = low, high
		eta2.Method = joined([]string{eta2.Method, "noncentral F CI, lambda/(lambda+n)"})
	}
	omega2.Value = q.Omega2()
	if omega2.Value < 0 {
		omega2 = omega2.With(estimate.NoteBelowZero.Says())
	}
	put(eta2)
	put(omega2)

	kruskal, epsilon2 := es["kruskal_h"], es["epsilon2"]
	kruskal.Method, epsilon2.Method = "tie-corrected, chi-square", "rank epsilon squared, H/(n-1)"
	switch {
	case s.weighted():
		put(kruskal.Because(noteWeightedNone.Says()))
		put(epsilon2.Because(noteWeightedNone.Says()))
	case !s.exact:
		put(kruskal.Because(s.noExact))
		put(epsilon2.Because(s.noExact))
	default:
		g := s.grid.pick(s.tested...)
		put(s.test(kruskal, KruskalH(g)))
		epsilon2.Value = Epsilon2(g)
		put(s.resampled(epsilon2, keyEpsilon2, false))
	}
}
