package measures

import (
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/multilevel"
)

// modelAccounts are what follows from a model's estimates by arithmetic, by family and measure.
var modelAccounts = map[string]func(*explainer, *subject) told{
	"mediate.a":                   (*explainer).regressed,
	"mediate.b":                   (*explainer).regressed,
	"mediate.direct":              (*explainer).regressed,
	"mediate.total":               (*explainer).mediated,
	"mediate.indirect":            (*explainer).mediated,
	"mediate.total_indirect":      (*explainer).mediated,
	"mediate.proportion_mediated": (*explainer).mediated,
	"mediate.sobel_z":             (*explainer).mediated,
	"multilevel.icc":              (*explainer).intraclassAccount,
	"cfa.ave":                     (*explainer).fromLoadings,
	"cfa.composite_reliability":   (*explainer).fromLoadings,
	"cfa.fornell_larcker_ok":      (*explainer).fornellLarcker,
	"cfa.aic":                     (*explainer).informationCriterion,
	"cfa.bic":                     (*explainer).informationCriterion,
	"cfa.cfi_diff":                (*explainer).fitDifference,
	"cfa.rmsea_diff":              (*explainer).fitDifference,
	"cfa.rmsea":                   (*explainer).rootMeanSquareError,

	"reliability.omega_total":          (*explainer).omegaAccount,
	"reliability.omega_hierarchical":   (*explainer).omegaAccount,
	"reliability.omega_unidimensional": (*explainer).omegaAccount,
}

// modelled is an estimate without closed form: what it was estimated by stands in words.
func (x *explainer) modelled(s *subject) told {
	t := told{kind: AccountModel}
	switch s.Family {
	case "cfa", "sem":
		t = t.remark("model_cfa", s.key.Dim, strconv.Itoa(s.N)).remark(estimatorOf(s.Method))
		if strings.Contains(s.Method, "fiml") {
			t = t.remark("model_fiml")
		}
		t = t.remark("repeat_cfa")
		if strings.HasPrefix(s.Measure, "htmt") {
			t = t.remark("model_" + s.Measure)
		}
		t.rests = x.modelDimensions(s)
	case "factor":
		t = t.remark("model_"+s.Measure, strconv.Itoa(s.N)).remark("repeat_factor")
	}
	return t
}

func estimatorOf(method string) string {
	switch {
	case strings.Contains(method, "WLSMV"):
		return "model_wlsmv"
	case strings.Contains(method, "MLR"):
		return "model_mlr"
	}
	return "model_ml"
}

// modelDimensions are the scores of the dimensions that a row of a factor model names; for the whole model of all of them.
func (x *explainer) modelDimensions(s *subject) []string {
	var out []string
	seen := map[string]bool{}
	put := func(dim string) {
		dim = strings.TrimSpace(dim)
		if dim == "" || seen[dim] {
			return
		}
		seen[dim] = true
		out = append(out, x.surveyScore(dim, "")...)
	}
	own := s.own
	if _, rest, named := strings.Cut(own, ": "); named {
		own = rest
	}
	for _, cut := range []string{"~~", "=~"} {
		if a, b, ok := strings.Cut(own, cut); ok {
			put(a)
			if cut == "~~" {
				put(b)
			}
			return out
		}
	}
	put(own)
	if len(out) > 0 {
		return out
	}
	for i := range x.shown.Estimates { // every factor has an AVE
		e := &x.shown.Estimates[i]
		if e.Family == s.Family && e.Measure == "ave" {
			if k, factor, err := estimate.ParseKey(e.Of); err == nil && k.Dim == s.key.Dim && !strings.Contains(factor, ":") {
				put(factor)
			}
		}
	}
	return out
}

func (x *explainer) omegaAccount(s *subject) told {
	code := "model_" + s.Measure
	t := told{kind: AccountModel, rests: x.surveyScore(s.key.Dim, s.key.Case)}
	return t.remark(code, strconv.Itoa(len(s.Basis.Columns))).remark("repeat_reliability", strings.Join(s.Basis.Columns, ","))
}

// regressed is a coefficient of the path model.
func (x *explainer) regressed(s *subject) told {
	t := told{kind: AccountModel}
	code := "model_path_" + s.Measure
	return t.remark(code, s.own).remark("model_ols", strconv.Itoa(s.N)).remark("repeat_mediate")
}

// mediated is what follows from the coefficients of the path model.
func (x *explainer) mediated(s *subject) told {
	t := told{kind: AccountFormula}
	key := s.key.String()
	whole := s.own == ""
	get := func(f *Formula, name, measure, of string) bool {
		e, ok := x.sibling(s, measure, of)
		if ok {
			f.of(name, e)
		}
		return ok
	}
	f := &Formula{}
	switch s.Measure {
	case "indirect":
		f.Expression = "a*b"
		if get(f, "a", "a", s.Of) && get(f, "b", "b", s.Of) {
			t.formula = f
		}
		t = t.remark("bootstrap_interval")
	case "total_indirect":
		var parts []string
		for i := range x.shown.Estimates {
			e := &x.shown.Estimates[i]
			if e.Family == s.Family && e.Measure == "indirect" && !e.Empty() {
				name := "i" + strconv.Itoa(len(parts)+1)
				f.of(name, *e)
				parts = append(parts, name)
			}
		}
		f.Expression = strings.Join(parts, " + ")
		if len(parts) > 0 {
			t.formula = f
		}
		t = t.remark("bootstrap_interval")
	case "total":
		f.Expression = "d + i"
		if get(f, "d", "direct", key) && (get(f, "i", "total_indirect", key) || get(f, "i", "indirect", key)) {
			t.formula = f
		}
	case "proportion_mediated":
		f.Expression = "i/c"
		measure := "indirect"
		if _, ok := x.sibling(s, "total_indirect", key); ok && whole {
			measure = "total_indirect"
		}
		if get(f, "i", measure, s.Of) && get(f, "c", "total", key) {
			t.formula = f
		}
		t = t.remark("bootstrap_interval")
	case "sobel_z":
		f.Expression = "a*b/sqrt(b^2*sa^2 + a^2*sb^2)"
		if get(f, "a", "a", s.Of) && get(f, "b", "b", s.Of) {
			a, _ := x.sibling(s, "a", s.Of)
			b, _ := x.sibling(s, "b", s.Of)
			t.formula = f.with("sa", a.SE, "se_of", "a").with("sb", b.SE, "se_of", "b")
		}
	}
	return t
}

// intraclassAccount is τ²/(τ²+σ²) of the random intercept, estimated again over the departments shown.
func (x *explainer) intraclassAccount(s *subject) told {
	t := told{kind: AccountFormula}
	t.rests = x.surveyScore(s.key.Dim, "")
	if x.scorer == nil || x.responses == nil {
		return t.remark("model_reml")
	}
	d, ok := x.survey.dim[s.key.Dim]
	if !ok || x.scoresOfPeople()[d] == nil {
		return t
	}
	hides := func(string) bool { return false }
	for _, n := range s.Notes {
		if n.Code == noteShownOnly {
			r := x.release()
			hides = func(name string) bool { return r.hides(s.key.Dim, name, x.levels.periods...) }
		}
	}
	rows, _ := x.persons()
	values := map[string][]float64{}
	var names []string
	for _, r := range rows {
		p := &x.study.Survey.Responses[r]
		name, v := cluster(p.Case, p.Dept), x.scoresOfPeople()[d][r]
		if p.Dept == "" || math.IsNaN(v) || hides(name) {
			continue
		}
		if values[name] == nil {
			names = append(names, name)
		}
		values[name] = append(values[name], v)
	}
	var groups []multilevel.Group
	within := 0.0
	for _, name := range names {
		ss, n := squaresAbout(values[name])
		sum, _ := sumOf(values[name])
		within += ss
		groups = append(groups, multilevel.Group{N: n, Mean: sum / float64(n)})
	}
	c, err := multilevel.OneWay(groups, within)
	if err != nil {
		return t
	}
	t.formula = formula("T/(T + S)").with("T", c.Between, "variance_between").with("S", c.Within, "variance_within")
	return t.remark("model_reml")
}

// fromLoadings are the average variance extracted, Σλ²/k, and the composite reliability, (Σλ)²/((Σλ)²+Σ(1−λ²)).
func (x *explainer) fromLoadings(s *subject) told {
	t := told{kind: AccountFormula}
	f := &Formula{}
	var l, squares, rest []string
	for i := range x.shown.Estimates {
		e := &x.shown.Estimates[i]
		if e.Family != s.Family || e.Measure != "loading_std" || e.Empty() {
			continue
		}
		if k, own, err := estimate.ParseKey(e.Of); err == nil && k == s.key && strings.HasPrefix(own, s.own+"=~") {
			name := "l" + strconv.Itoa(len(l)+1)
			f.of(name, *e)
			l, squares, rest = append(l, name), append(squares, name+"^2"), append(rest, "(1 - "+name+"^2)")
		}
	}
	if len(l) == 0 {
		return t
	}
	f.Expression = "(" + strings.Join(squares, " + ") + ")/" + strconv.Itoa(len(l))
	if s.Measure == "composite_reliability" {
		sum := "(" + strings.Join(l, " + ") + ")^2"
		f.Expression = sum + "/(" + sum + " + " + strings.Join(rest, " + ") + ")"
	}
	t.formula = f
	return t
}

// fornellLarcker asks whether √AVE is above every correlation of a factor.
func (x *explainer) fornellLarcker(s *subject) told {
	t := told{kind: AccountRule}
	if e, ok := x.sibling(s, "ave", s.Of); ok {
		t.rests = append(t.rests, e.ID())
		t = t.remark("sqrt_ave", shortNumber(math.Sqrt(e.Value)))
	}
	largest, most := "", 0.0
	for i := range x.shown.Estimates {
		e := &x.shown.Estimates[i]
		if e.Family != s.Family || e.Measure != "correlation" || e.Empty() {
			continue
		}
		k, own, err := estimate.ParseKey(e.Of)
		a, b, pair := strings.Cut(own, "~~")
		if err == nil && k == s.key && pair && (a == s.own || b == s.own) && math.Abs(e.Value) > most {
			largest, most = e.ID(), math.Abs(e.Value)
		}
	}
	if largest != "" {
		t.rests = append(t.rests, largest)
		t = t.remark("largest_correlation", shortNumber(most))
	}
	return t
}

// informationCriterion is −2·log likelihood plus a price for each free parameter, whose number both criteria give.
func (x *explainer) informationCriterion(s *subject) told {
	t := told{kind: AccountFormula}
	ll, ok1 := x.sibling(s, "loglik", s.Of)
	aic, ok2 := x.sibling(s, "aic", s.Of)
	bic, ok3 := x.sibling(s, "bic", s.Of)
	n := math.Log(float64(s.N))
	if !ok1 || !ok2 || !ok3 {
		return x.modelled(s)
	}
	k := math.Round((bic.Value - aic.Value) / (n - 2))
	f := formula("-2*l + 2*k").of("l", ll).with("k", k, "free_parameters")
	if s.Measure == "bic" {
		f.Expression = "-2*l + k*g"
		f.with("g", n, "log_n", strconv.Itoa(s.N))
	}
	t.formula = f
	return t
}

// fitDifference is the difference of a fit measure between two models, where the ledger holds both.
func (x *explainer) fitDifference(s *subject) told {
	first, second, ok := strings.Cut(s.own, "-")
	base := strings.TrimSuffix(s.Measure, "_diff")
	if !ok {
		return x.modelled(s)
	}
	find := func(model string) (estimate.Estimate, bool) {
		for _, m := range []string{base + "_robust", base} {
			for _, own := range []string{model, model + ":", model + ": "} {
				if e, ok := x.sibling(s, m, s.key.Of(own)); ok {
					return e, true
				}
			}
			if model == modelOfTheory {
				if e, ok := x.sibling(s, m, s.key.Of("")); ok {
					return e, true
				}
			}
		}
		return estimate.Estimate{}, false
	}
	a, ok1 := find(first)
	b, ok2 := find(second)
	if !ok1 || !ok2 {
		return x.modelled(s).remark("model_rival", first, second)
	}
	return told{kind: AccountFormula, formula: formula("a - b").of("a", a).of("b", b)}
}

// rootMeanSquareError is √((χ²−df)/(df·n)), 0 where χ² is below its degrees of freedom.
func (x *explainer) rootMeanSquareError(s *subject) told {
	c, ok := x.sibling(s, "chi2", s.Of)
	if !ok || !estimate.Has(c.DF1) || s.N <= 0 {
		return x.modelled(s)
	}
	return told{kind: AccountFormula, formula: formula("sqrt(max(0, c - f)/(f*n))").of("c", c).with("f", c.DF1, "df_model").with("n", float64(s.N), "people_model")}
}
