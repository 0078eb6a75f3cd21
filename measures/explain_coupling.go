package measures

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

var couplingAccounts = map[string]func(*explainer, *subject) told{
	"coupling_c":     (*explainer).coupled,
	"development_t":  (*explainer).developed,
	"coordination_d": (*explainer).coordinated,
	"level":          (*explainer).coordinationLevel,
}

// systemScores adds the scores of the systems on 0–1, u1, u2, …
func (x *explainer) systemScores(s *subject, f *Formula) (names []string, ok bool) {
	for i, id := range s.Basis.Parents {
		e, found := x.shown.Find(id)
		if !found || e.Empty() {
			return nil, false
		}
		k, _, _ := estimate.ParseKey(e.Of)
		name := "u" + strconv.Itoa(i+1)
		f.with(name, math.Min(1, math.Max(0, e.Value/100)), "system", k.Dim)
		f.Terms[len(f.Terms)-1].ID = id
		names = append(names, name)
	}
	return names, len(names) > 0
}

// couplingForm reads off a row which variant and weights it was made with.
func (x *explainer) couplingForm(s *subject) (variant, weights string) {
	variant, weights = "standard", "equal"
	switch {
	case x.scorer != nil:
		main := forms(x.study)[0]
		variant, weights = main.variant, main.weights
	default:
		for _, v := range []string{"wang2021", "fan2024"} {
			if strings.Contains(s.Method, v+":") {
				variant = v
			}
		}
		for _, w := range []string{"entropy", "critic", "pca"} {
			if strings.Contains(s.Method, w+" weights") {
				weights = w
			}
		}
	}
	if v, ok := strings.CutPrefix(s.own, "variant="); ok {
		variant = v
	}
	if w, ok := strings.CutPrefix(s.own, "weights="); ok {
		weights = w
	}
	return variant, weights
}

func (x *explainer) coupled(s *subject) told {
	t := told{kind: AccountFormula}
	f := &Formula{}
	u, ok := x.systemScores(s, f)
	if !ok || len(u) < 2 {
		return t
	}
	n := strconv.Itoa(len(u))
	variant, _ := x.couplingForm(s)
	switch variant {
	case "wang2021":
		var apart, shares []string
		for i := range u {
			for j := range i {
				apart = append(apart, "abs("+u[i]+" - "+u[j]+")")
			}
			shares = append(shares, u[i]+"/max("+strings.Join(u, ", ")+")")
		}
		f.Expression = fmt.Sprintf("sqrt((1 - (%s)/%d)*(%s)^(1/%d))", strings.Join(apart, " + "), len(apart), strings.Join(shares, "*"), len(u)-1)
	case "fan2024":
		var squares []string
		for _, v := range u {
			squares = append(squares, v+"^2")
		}
		f.Expression = "1 - 2*sqrt((" + n + "*(" + strings.Join(squares, " + ") + ") - (" + strings.Join(u, " + ") + ")^2)/" + n + "^2)"
	default:
		f.Expression = n + "*(" + strings.Join(u, "*") + ")^(1/" + n + ")/(" + strings.Join(u, " + ") + ")"
	}
	t.formula = f
	return t.remark("coupling_variant", variant)
}

func (x *explainer) developed(s *subject) told {
	t := told{kind: AccountFormula}
	f := &Formula{}
	u, ok := x.systemScores(s, f)
	if !ok {
		return t
	}
	t.formula = f
	_, weights := x.couplingForm(s)
	if weights == "equal" {
		f.Expression = "(" + strings.Join(u, " + ") + ")/" + strconv.Itoa(len(u))
		return t.remark("coupling_weights", weights)
	}
	alpha := x.alphas(s, weights, len(u))
	if alpha == nil {
		f.Expression = "a"
		return t
	}
	parts := make([]string, len(u))
	for i := range u {
		name := "a" + strconv.Itoa(i+1)
		f.with(name, alpha[i], "system_weight", f.Terms[i].Args[0])
		parts[i] = name + "*" + u[i]
	}
	f.Expression = strings.Join(parts, " + ")
	return t.remark("coupling_weights", weights)
}

// alphas are the weights of the systems: from the study's scores, else as recorded, to four digits.
func (x *explainer) alphas(s *subject, weights string, n int) []float64 {
	if x.scorer != nil {
		for _, b := range x.boards() {
			if b.source != s.key.Source {
				continue
			}
			for _, y := range b.sets(x.study, x.levels.periods) {
				if y.set.ID == s.key.Dim && y.period == s.key.Period {
					alpha, _, _ := y.alpha(weights)
					if len(alpha) == n {
						sum, _ := sumOf(alpha)
						for i := range alpha {
							if math.Abs(sum-1) > 1e-9 {
								alpha[i] /= sum
							}
						}
						return alpha
					}
				}
			}
		}
		return nil
	}
	_, list, _ := strings.Cut(s.Method, weights+" weights ")
	list, _, _ = strings.Cut(list, ";")
	var alpha []float64
	for _, text := range strings.Split(list, ",") {
		a, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil {
			return nil
		}
		alpha = append(alpha, a)
	}
	if len(alpha) != n {
		return nil
	}
	return alpha
}

func (x *explainer) coordinated(s *subject) told {
	t := told{kind: AccountFormula}
	c, ok1 := x.sibling(s, "coupling_c", s.Of)
	d, ok2 := x.sibling(s, "development_t", s.Of)
	if ok1 && ok2 {
		t.formula = formula("sqrt(C*T)").of("C", c).of("T", d)
	}
	return t
}

func (x *explainer) coordinationLevel(s *subject) told {
	t := told{kind: AccountRule}
	if d, ok := x.sibling(s, "coordination_d", s.Of); ok {
		t.rests = []string{d.ID()}
		t = t.remark("level_of", shortNumber(d.Value))
	}
	return t
}
