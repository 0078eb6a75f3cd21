package measures

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/pass"
)

var agreementAccounts = map[string]func(*explainer, *subject) told{
	"percent_agreement":  (*explainer).agreed,
	"cohen_kappa":        (*explainer).agreed,
	"scott_pi":           (*explainer).agreed,
	"holsti":             (*explainer).agreed,
	"fleiss_kappa":       (*explainer).agreed,
	"conger_kappa":       (*explainer).agreed,
	"gwet_ac":            (*explainer).agreed,
	"brennan_prediger":   (*explainer).agreed,
	"krippendorff_alpha": (*explainer).agreed,
	"prevalence":         (*explainer).agreed,
}

// given are the decisions of coders on a code: 1 given, 0 not given, −1 not reviewed; by unit and coder.
type given struct {
	coders []string
	codes  [][]int
}

// givenOn is the table that the agreement on a code of a pass was computed from; nil without the study, or where the row is
// about something else.
func (x *explainer) givenOn(s *subject) *given {
	if x.scorer == nil {
		return nil
	}
	for _, table := range x.layers.Tables() {
		if table.Pass != s.key.Pass {
			continue
		}
		for _, code := range table.Codes {
			if code == s.key.Dim {
				return newGiven(table.Binary(code))
			}
		}
	}
	return nil
}

func newGiven(b pass.Binary) *given {
	g := &given{coders: b.Coders}
	for _, row := range b.Cells {
		codes := make([]int, len(row))
		for c, text := range row {
			codes[c] = -1
			if n, err := strconv.Atoi(text); err == nil {
				codes[c] = n
			}
		}
		g.codes = append(g.codes, codes)
	}
	return g
}

// pair are the units that two coders reviewed, as a 2×2 table [first][second], and how many each of them reviewed.
func (g *given) pair(own string) (both [2][2]float64, n1, n2 float64, ok bool) {
	a, b := -1, -1
	for i, name := range g.coders {
		for j, other := range g.coders {
			if name+"~"+other == own {
				a, b = i, j
			}
		}
	}
	if a < 0 {
		return both, 0, 0, false
	}
	for _, row := range g.codes {
		if row[a] >= 0 {
			n1++
		}
		if row[b] >= 0 {
			n2++
		}
		if row[a] >= 0 && row[b] >= 0 {
			both[row[a]][row[b]]++
		}
	}
	return both, n1, n2, true
}

// agreed accounts for the agreement on whether a code is given: two categories, every disagreement alike.
func (x *explainer) agreed(s *subject) told {
	t := told{kind: AccountFormula}
	g := x.givenOn(s)
	if g == nil {
		return t
	}
	if both, n1, n2, ok := g.pair(s.own); ok {
		t.formula = agreedPair(s.Measure, both, n1, n2)
		return t
	}
	if s.Measure == "prevalence" {
		hits, n := 0.0, 0.0
		for _, row := range g.codes {
			for _, c := range row {
				if c >= 0 {
					n++
					if strconv.Itoa(c) == s.own {
						hits++
					}
				}
			}
		}
		t.formula = formula("a/n").with("a", hits, "decisions_"+s.own).with("n", n, "decisions")
		return t
	}
	t.formula = g.all(s)
	if strings.HasPrefix(s.Measure, "krippendorff") {
		t.formula = g.krippendorff()
	}
	return t
}

const beyondChance = "(po - pe)/(1 - pe)"

func agreedPair(measure string, both [2][2]float64, n1, n2 float64) *Formula {
	n := both[0][0] + both[0][1] + both[1][0] + both[1][1]
	same := both[0][0] + both[1][1]
	first, second := (both[1][0]+both[1][1])/n, (both[0][1]+both[1][1])/n
	f := formula("a/n").with("a", same, "units_alike").with("n", n, "units_both")
	switch measure {
	case "holsti":
		return formula("2*a/(n1 + n2)").with("a", same, "units_alike").with("n1", n1, "units_first").with("n2", n2, "units_second")
	case "cohen_kappa":
		f.Expression = "(a/n - (p*q + (1 - p)*(1 - q)))/(1 - (p*q + (1 - p)*(1 - q)))"
		f.with("p", first, "share_first").with("q", second, "share_second")
	case "scott_pi":
		f.Expression = "(a/n - (p^2 + (1 - p)^2))/(1 - (p^2 + (1 - p)^2))"
		f.with("p", (first+second)/2, "share_mean")
	}
	return f
}

// all are the coefficients over all coders: observed agreement is the mean share of agreeing pairs over the units with two
// decisions or more, the agreement by chance each coefficient's own.
func (g *given) all(s *subject) *Formula {
	po, doubled, units, share := 0.0, 0.0, 0.0, 0.0 // share: mean share of "given" over units
	ones, decided := make([]float64, len(g.coders)), make([]float64, len(g.coders))
	for _, row := range g.codes {
		n, k := 0.0, 0.0
		for c, v := range row {
			if v >= 0 {
				n++
				decided[c]++
				if v == 1 {
					k++
					ones[c]++
				}
			}
		}
		if n == 0 {
			continue
		}
		units++
		share += k / n
		if n >= 2 {
			doubled++
			po += (k*(k-1) + (n-k)*(n-k-1)) / (n * (n - 1))
		}
	}
	f := formula("a/n").with("a", po, "sum_agreement").with("n", doubled, "units_both")
	if s.Measure == "percent_agreement" {
		return f
	}
	f = formula(beyondChance).with("po", po/doubled, "agreement_observed")
	p := share / units
	switch s.Measure {
	case "fleiss_kappa":
		f.Expression = "(po - (p^2 + (1 - p)^2))/(1 - (p^2 + (1 - p)^2))"
		f.with("p", p, "share_mean")
	case "gwet_ac":
		f.Expression = "(po - 2*p*(1 - p))/(1 - 2*p*(1 - p))"
		f.with("p", p, "share_mean")
	case "brennan_prediger":
		f.Expression = "(po - 1/2)/(1 - 1/2)"
	default: // conger_kappa: pairs of coders by their own margins
		pe, pairs := 0.0, 0.0
		for a := range g.coders {
			for b := range g.coders {
				if a != b {
					u, v := ones[a]/decided[a], ones[b]/decided[b]
					pe += u*v + (1-u)*(1-v)
					pairs++
				}
			}
		}
		f.with("pe", pe/pairs, "agreement_chance")
	}
	return f
}

// krippendorff is 1 − Do/De of two categories: with O the coincidences of unlike decisions, 1 − (N−1)·O/(2·n0·n1)·… in
// ordered pairs.
func (g *given) krippendorff() *Formula {
	unlike, n0, n1 := 0.0, 0.0, 0.0
	for _, row := range g.codes {
		n, k := 0.0, 0.0
		for _, v := range row {
			if v >= 0 {
				n++
				k += float64(v)
			}
		}
		if n < 2 {
			continue
		}
		unlike += 2 * k * (n - k) / (n - 1)
		n1 += k
		n0 += n - k
	}
	return formula("1 - (n0 + n1 - 1)*O/(2*n0*n1)").with("O", unlike, "coincidences_unlike").with("n0", n0, "decisions_0").with("n1", n1, "decisions_1")
}
