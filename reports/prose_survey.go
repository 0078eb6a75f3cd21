package reports

import (
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// questionnaire says who answered what, how answers became scores, and what was left out.
func (p *prose) questionnaire() {
	if !p.hasSurvey() {
		return
	}
	k := estimate.Key{Source: "survey"}
	people, invited, rate := p.score("respondents", k), p.score("respondents_invited", k), p.score("response_rate", k)
	_, waves := p.waves()
	switch {
	case has(people) && has(invited) && has(rate) && waves:
		p.add(proseSays("response_periods", styled(people.Value, table.Whole), styled(invited.Value, table.Whole), share(rate.Value)), people, invited, rate)
	case has(people) && has(invited) && has(rate):
		p.add(proseSays("response", styled(people.Value, table.Whole), styled(invited.Value, table.Whole), share(rate.Value)), people, invited, rate)
	case has(people):
		p.add(proseSays("response_unknown", styled(people.Value, table.Whole)), people)
	}
	p.periodsAnswered()
	items, reversed, dims := 0, 0, map[string]bool{}
	low, high, same := estimate.None, estimate.None, true
	for i := range p.study.Instrument.Items {
		it := &p.study.Instrument.Items[i]
		if !p.isAsked(it.ID) {
			continue
		}
		items++
		dims[it.Dimension] = true
		if it.Reverse {
			reversed++
		}
		if items == 1 {
			low, high = it.Min, it.Max
		}
		same = same && it.Min == low && it.Max == high
	}
	f := func(v float64) table.Text { return styled(v, table.Format{}) }
	switch {
	case items > 0 && same && estimate.Has(low):
		p.add(proseSays("instrument", count(items), count(len(dims)), f(low), f(high)))
	case items > 0:
		p.add(proseSays("instrument_mixed", count(items), count(len(dims))))
	}
	if reversed > 0 {
		p.counted("reversed", reversed, count(reversed))
	}
	p.add(proseSays("pomp", p.cite("cohen1999")))
	p.add(proseSays("missing"))
	p.decided()
	p.see("descriptives")
	p.stop()
}

func (p *prose) isAsked(item string) bool { return slices.Contains(p.study.Survey.Items, item) }

// periodsAnswered says how many answered in each period, and how many in two that are compared.
func (p *prose) periodsAnswered() {
	if w, ok := p.waves(); ok {
		p.add(w.text, w.es...)
	}
	for _, x := range p.keys["compare.paired_t"] {
		if x.key.Case == "" && x.own == "" && has(x.e) && x.e.N > 0 {
			if first, second, ok := estimate.SplitContrast(x.key.Period); ok {
				p.add(proseSays("linked", count(x.e.N), inSentence(periodName(second)), inSentence(periodName(first))), x.e)
				return
			}
		}
	}
}

// scales says how reliable the dimensions are.
func (p *prose) scales() {
	alpha, ok := span(p.wholeStudy("reliability.alpha", ""))
	if !ok {
		return
	}
	p.add(proseSays("alpha", p.cite("cronbach1951"), count(alpha.n), coef(alpha.median), coef(alpha.low.e.Value), p.nameOf(alpha.low.id), coef(alpha.high.e.Value)), alpha.low.e, alpha.high.e)
	if omega, ok := span(p.wholeStudy("reliability.omega_unidimensional", "")); ok {
		p.add(proseSays("omega", p.cite("mcdonald1999"), coef(omega.low.e.Value), coef(omega.high.e.Value)), omega.low.e, omega.high.e)
	}
	p.see("scales")
	p.stop()
}

func (p *prose) nameOf(dim string) table.Text { return inSentence(p.dimName(dim)) }

// factors says how the measurement models were fitted and how they fit.
func (p *prose) factors() {
	var fits []table.Text
	var es []*estimate.Estimate
	fiml, people := false, 0
	for _, x := range p.keys["cfa.cfi"] {
		if x.own != "" || x.key.Source != "survey" || !has(x.e) {
			continue
		}
		fiml = fiml || strings.Contains(x.e.Method, "fiml")
		people = max(people, x.e.N)
		chi2, rmsea, srmr := p.find("cfa", "chi2_scaled", x.e.Of), p.best("rmsea", x.e.Of), p.find("cfa", "srmr", x.e.Of)
		if !has(chi2) {
			chi2 = p.find("cfa", "chi2", x.e.Of)
		}
		cfi := p.best("cfi", x.e.Of)
		if !has(chi2) || !has(cfi) || !has(rmsea) || !has(srmr) {
			continue
		}
		fits = append(fits, proseSays("fit", p.nameOf(x.key.Dim), styled(chi2.DF1, table.Whole), styled(chi2.Value, table.Decimal2), styled(cfi.Value, fitFormat), styled(rmsea.Value, fitFormat), styled(srmr.Value, fitFormat)))
		es = append(es, chi2, cfi, rmsea, srmr)
	}
	if len(fits) == 0 {
		return
	}
	missing := table.Text{}
	if fiml {
		missing = proseSays("fiml", p.cite("enders2001"))
	} else {
		missing = proseSays("listwise")
	}
	p.add(proseSays("factors", p.cite("yuan2000"), missing, count(people)))
	p.add(proseSays("fits", clauses(fits)), es...)
	p.add(proseSays("fit_cuts", p.cite("hu1999")))
	if p.built["fit"] {
		for _, x := range p.keys["cfa.chi2_diff"] {
			if has(x.e) {
				p.add(proseSays("rivals", p.cite("satorra2001")))
				break
			}
		}
		p.see("fit")
	}
	p.unmodelled()
	p.stop()
	p.validity()
	p.commonFactor()
}

// aggregation says whether answers may be read by department.
func (p *prose) aggregation() {
	rwg, ok := span(p.wholeStudy("aggregate.rwg_j", "median"))
	if !ok {
		return
	}
	p.add(proseSays("rwg", p.cite("james1984"), coef(rwg.low.e.Value), p.nameOf(rwg.low.id), coef(rwg.high.e.Value)), rwg.low.e, rwg.high.e)
	one, ok1 := span(p.wholeStudy("aggregate.icc1", ""))
	two, ok2 := span(p.wholeStudy("aggregate.icc2", ""))
	if ok1 && ok2 {
		p.add(proseSays("icc", p.cite("bliese2000"), coef(one.low.e.Value), coef(one.high.e.Value), coef(two.low.e.Value), coef(two.high.e.Value)), one.low.e, one.high.e, two.low.e, two.high.e)
	}
	p.see("aggregation")
	p.stop()
}

// comparisons says how groups and periods were compared.
func (p *prose) comparisons() {
	var what []table.Text
	for _, a := range []struct {
		key string
		of  func(*estimate.Key) string
	}{{"role", roleOf}, {"side", sideOf}, {"period", periodOf}} {
		if p.isCompared(a.of) {
			what = append(what, proseSays("by."+a.key))
		}
	}
	if len(what) == 0 {
		return
	}
	p.add(proseSays("compared", list(what)))
	made := p.testsMade(roleOf, sideOf, periodOf)
	if texts := made.texts("methods.tests_"); len(texts) > 0 {
		for _, t := range texts {
			p.add(t)
		}
		if made.groupsClustered || made.pairedClustered {
			p.add(proseSays("clusters", p.cite("cameron2015")))
		}
		p.add(proseSays("holm", p.cite("holm1979")))
	} else {
		p.add(say("methods.tests_none"))
	}
	if !p.liftsRefusal() {
		p.add(proseSays("refusal"))
	}
	if len(p.keys["compare.cliff_delta"]) > 0 {
		p.add(proseSays("cliff", p.cite("cliff1993")))
	}
	p.see("compare_role", "compare_side", "compare_period", "roles", "periods")
	p.stop()
}

// isCompared reports whether a comparison of an attribute's levels may be shown: over the whole study, and in a review
// within a case too.
func (p *prose) isCompared(of func(*estimate.Key) string) bool {
	for _, measure := range []string{"student_t", "welch_t", "paired_t", "cliff_delta"} {
		for _, x := range p.keys["compare."+measure] {
			if of(&x.key) != "" && has(x.e) && (x.key.Case == "" || p.o.Profile != "thesis") {
				return true
			}
		}
	}
	return false
}

// mediation says how the path model was estimated and what it gives.
func (p *prose) mediation() {
	for _, measure := range []string{"total_indirect", "indirect"} {
		e := p.find("mediate", measure, estimate.Key{Source: "survey"}.String())
		if !has(e) {
			continue
		}
		var names []table.Text
		for _, id := range e.Basis.Columns {
			if p.fw.Dimension(id) != nil {
				names = append(names, p.nameOf(id))
			}
		}
		if len(names) < 3 {
			return
		}
		last := len(names) - 1
		p.add(proseSays("mediation", names[0], list(names[1:last]), names[last], count(e.N), p.cite("preacher2008")))
		if strings.Contains(e.Method, "bootstrap") && estimate.Has(e.Low) && estimate.Has(e.High) {
			p.add(proseSays("mediation_interval", p.option("bootstrap"), p.option("seed"), styled(e.Value, effectFormat), styled(e.Low, effectFormat), styled(e.High, effectFormat)), e)
		} else {
			p.add(proseSays("mediation_value", styled(e.Value, effectFormat)), e)
		}
		p.add(proseSays("common_method", p.cite("podsakoff2003")))
		p.see("mediation", "structure")
		p.stop()
		return
	}
}

// coupling says how coupling coordination was computed.
func (p *prose) coupling() {
	any := false
	for _, x := range p.keys["ccd.coordination_d"] {
		any = any || has(x.e)
	}
	if !any || !p.built["coupling"] && !p.built["sensitivity"] {
		return
	}
	weights := p.study.Options.Weights
	if weights == "" {
		weights = p.fw.Weights
	}
	if weights == "" {
		weights = "equal"
	}
	switch p.study.Options.Coupling.Variant {
	case "wang2021":
		p.add(proseSays("coupling_wang", p.cite("wang2021"), proseSays("weights."+weights)))
	case "fan2024":
		p.add(proseSays("coupling_fan", proseSays("weights."+weights)))
	default:
		p.add(proseSays("coupling_standard", proseSays("weights."+weights)))
	}
	if len(p.forms()) > 0 {
		p.add(proseSays("coupling_forms"))
	}
	p.see("coupling")
	p.stop()
}

// sensitivity says how many conclusions hold under each alternative.
func (p *prose) sensitivity() {
	if !p.built["sensitivity"] {
		return
	}
	all, alternatives := p.conclusions()
	var parts, what []table.Text
	for _, kind := range kinds {
		if slices.ContainsFunc(all, func(c *conclusion) bool { return c.kind == kind }) {
			what = append(what, say("kind."+kind))
		}
	}
	for _, a := range alternatives {
		stable, total := 0, 0
		for _, c := range all {
			if e := c.stable[a]; has(e) {
				total++
				stable += int(e.Value)
			}
		}
		if total > 0 {
			parts = append(parts, proseSays("stands", p.alternativeName(a), count(stable), count(total)))
		}
	}
	if parts == nil {
		return
	}
	p.add(proseSays("sensitivity", list(what)))
	p.add(proseSays("sensitivity_counts", clauses(parts)))
	p.see("sensitivity")
	p.stop()
}

// disclosure says what is hidden to protect people, and what was masked.
func (p *prose) disclosure() {
	if !p.hasSurvey() && !p.hasCoding() {
		return
	}
	if p.hasSurvey() {
		p.add(p.privacyText())
	}
	if p.hasCoding() {
		p.add(proseSays("masking", count(p.m.Counts().Total())))
	}
	p.stop()
}

// software names the program, its version and the seed.
func (p *prose) software() {
	o := &p.l.Provenance
	if o.Tool == "" || !p.hasSurvey() && !p.hasCoding() {
		return
	}
	name := strings.TrimSpace(o.Tool + " " + o.Version)
	p.add(proseSays("software", table.Same(name), table.Same(strconv.FormatUint(o.Seed, 10))))
	p.see("reproduction")
	p.stop()
}

// tables adds the works that notes of the document's tables cite beside the text.
func (p *prose) tables() {
	if p.built["agreement"] || p.built["levels"] {
		for _, w := range []string{"krippendorff2019", "gwet2008", "landis1977"} {
			p.use(w)
		}
	}
	if p.built["overall"] || p.built["pairs"] {
		p.use("passonneau2006")
		p.use("holsti1969")
	}
	if p.built["saturation"] && p.hasRatio() {
		p.use("guest2020")
	}
	if p.o.Profile != "pass" && p.hasSurvey() { // the table of methods
		p.use("james1984")
	}
	for _, f := range p.forms() {
		if f == "variant=wang2021" && (p.built["coupling"] || p.built["sensitivity"]) {
			p.use("wang2021")
		}
	}
}

func (p *prose) hasRatio() bool {
	for _, x := range p.keys["saturation.guest_ratio"] {
		if has(x.e) {
			return true
		}
	}
	return false
}
