package naive

import (
	"math"

	"github.com/smekit/smekit/coding"
)

// balanceRows are the coupling coordination of every set, for each source, case and period: C of the variant, T the mean of
// the scores in 0..1, D the root of C times T, and the class of D.
func balanceRows(s *coding.Study, all []verdict) []Row {
	var out []Row
	for _, set := range s.Framework.Coupling {
		for _, source := range sources(s) {
			for _, k := range s.Cases {
				for _, p := range append([]string{""}, periods(s)...) {
					c := cell{caseID: k.ID, period: p}
					var u []float64
					whole := true
					for _, id := range set.Systems {
						x := scoreOf(s, all, c, s.Framework.Dimension(id), source).x
						whole = whole && has(x)
						u = append(u, x/100)
					}
					cc, t, d, level := none, none, none, none
					if whole {
						cc, t = coupled(u, s.Options.Coupling.Variant), mean(u)
						d = math.Sqrt(cc * t)
						level = class(d, s.Options.Coupling.Cuts)
					}
					of, n := c.of(set.ID, source, ""), len(u)
					out = append(out, Row{"coupling_c", of, cc, n, Open}, Row{"development_t", of, t, n, Open},
						Row{"coordination_d", of, d, n, Open}, Row{"level", of, level, n, Open})
				}
			}
		}
	}
	return out
}

// coupled is C: the geometric over the arithmetic mean; or the spread-out form of 2021; or 1 minus twice the standard deviation
// with divisor n.
func coupled(u []float64, variant string) float64 {
	n, sum, product, top := float64(len(u)), 0.0, 1.0, 0.0
	for _, x := range u {
		sum += x
		product *= x
		top = math.Max(top, x)
	}
	switch variant {
	case "wang2021":
		if top == 0 {
			return none
		}
		apart, ratio := 0.0, 1.0
		for i := range u {
			ratio *= u[i] / top
			for j := range u {
				if i > j {
					apart += math.Abs(u[i] - u[j])
				}
			}
		}
		return math.Sqrt((1 - apart/(n*(n-1)/2)) * math.Pow(ratio, 1/(n-1)))
	case "fan2024":
		squares := 0.0
		for _, x := range u {
			squares += x * x
		}
		return 1 - 2*math.Sqrt(math.Max(0, (n*squares-sum*sum)/(n*n)))
	}
	if sum == 0 {
		return none
	}
	return n * math.Pow(product, 1/n) / sum
}

// class is the number of the class that D falls in, closed below; ten equal ones unless cuts are given.
func class(d float64, cuts []float64) float64 {
	if !has(d) {
		return none
	}
	if cuts == nil {
		for i := 1; i < 10; i++ {
			cuts = append(cuts, float64(i)/10)
		}
	}
	level := 1
	for _, c := range cuts {
		if d >= c-1e-12 {
			level++
		}
	}
	return float64(level)
}
