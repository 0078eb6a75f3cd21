package measures

import (
	"strings"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/agreement"
	"github.com/smekit/smekit/measures/estimate"
)

// base is a denominator: what counts as a unit.
type base struct {
	name    string // units, coded, chars
	ballots *ballots
	pairs   []*ballots // of each pair, where it has units of its own
}

// through replaces codes by what they stand for.
func (b base) through(of map[string]string) base {
	out := base{name: b.name, ballots: b.ballots.through(of)}
	for _, p := range b.pairs {
		out.pairs = append(out.pairs, p.through(of))
	}
	return out
}

// denominators say in words what a base counts, of all coders and of a pair.
var denominators = map[string][2]string{
	"units":     {"units reviewed by two coders or more", "units reviewed by both"},
	"coded":     {"units reviewed by two coders or more and given any code by any of them", "units reviewed by both and given any code by any coder"},
	"chars":     {"characters of text reviewed by two coders or more", "characters of text reviewed by both"},
	"direction": {"codes that two coders or more gave to a unit and gave a direction (absent is -1)", "codes that both gave to a unit and gave a direction (absent is -1)"},
	"intensity": {"codes that two coders or more gave to a unit and gave an intensity", "codes that both gave to a unit and gave an intensity"},
	"spans":     {"stretches marked in texts reviewed by both, matched from an overlap of", "stretches marked in texts reviewed by both, matched from an overlap of"},
}

// presenceAlone ends the denominator of what is said of one code.
const presenceAlone = "; presence of the code alone, not its ratings"

// named puts estimates of a family into a pass's words: the base before what they are of, the denominator before their
// method.
func (a *agreer) named(key estimate.Key, baseName string, es []estimate.Estimate) []estimate.Estimate {
	words := denominators[baseName]
	if baseName == "spans" {
		for i := range words {
			words[i] += " " + estimate.FormatFloat(a.options.Overlap) + " of their union"
		}
	}
	for i := range words {
		if a.now.programs != "" {
			words[i] += " (with programs: " + a.now.programs + ")"
		}
		if baseName == "chars" || baseName == "spans" {
			words[i] += " (" + a.now.texts + ")"
		}
		if key.Dim != "" && (baseName == "units" || baseName == "coded" || baseName == "chars") {
			words[i] += presenceAlone
		}
	}
	out := a.worded(key, baseName, words, es)
	if a.now.twins != nil && (baseName == "units" || baseName == "coded") {
		for i := range out {
			out[i] = withFirst(out[i], *a.now.twins)
		}
	}
	return out
}

// missing says why there is nothing to compute on a base.
func (b *base) missing(t *pass.Table, units *ballots) (estimate.Note, bool) {
	text := b.name == "chars" || b.name == "spans"
	switch {
	case len(b.ballots.counts) == 0 && text:
		return noteNoText.Says(), false
	case len(units.counts) == 0 && !text:
		return noteNoOverlap.Says(), false
	case len(t.Codes) == 0:
		return noteNobodyCoded.Says(), false
	case len(b.ballots.counts) == 0:
		return noteNothingCoded.Says(units.total()), false
	}
	return estimate.Note{}, true
}

// worded is [agreer.named] with the denominator in other words: of all coders, of a pair.
func (a *agreer) worded(key estimate.Key, baseName string, denominator [2]string, es []estimate.Estimate) []estimate.Estimate {
	out := make([]estimate.Estimate, 0, len(es))
	basis := estimate.Basis{Source: "coding", Filter: estimate.Key{Pass: key.Pass, Coder: key.Coder, Case: key.Case, Role: key.Role, Period: key.Period}.String()}
	if key.Dim != "" {
		basis.Columns = []string{key.Dim}
	}
	for _, e := range es {
		if e.Measure == "holsti" { // of one code, with what a coder's partner never reviewed in it; mutual_agreement is of all codes
			continue
		}
		words := denominator[0]
		if strings.Contains(e.Of, "~") {
			words = denominator[1]
		}
		e.Method = words + ": " + e.Method
		if baseName == "chars" && strings.Contains(e.Method, "bootstrap") {
			e.Method += "; characters are not independent: no other standard error"
		}
		own := baseName + ":"
		if e.Of != "" {
			own += " " + e.Of
		}
		e.Of = key.Of(own)
		e.Basis = basis
		out = append(out, e)
	}
	return out
}

// onCode computes agreement on whether one code was given.
func (a *agreer) onCode(key estimate.Key, b base) ([]estimate.Estimate, error) {
	o := a.compute
	var t agreement.Table
	t, o.Clusters = b.ballots.table(key.Dim)
	o.NoSE = b.name == "chars"
	r, err := agreement.Compute(a.ctx, t, o)
	if err != nil {
		return nil, err
	}
	es, err := b.withPairs(r.Estimates, func(p *ballots) (estimate.Result, error) {
		o := a.compute
		t, o.Clusters = p.table(key.Dim)
		return agreement.Compute(a.ctx, t, o)
	})
	if err != nil {
		return nil, err
	}
	return a.named(key, b.name, es), nil
}

// onSets computes agreement on all the codes of a unit.
func (a *agreer) onSets(key estimate.Key, b base) ([]estimate.Estimate, error) {
	o := a.compute
	var t agreement.SetTable
	t, o.Clusters = b.ballots.setTable()
	r, err := agreement.ComputeSets(a.ctx, t, o)
	if err != nil {
		return nil, err
	}
	es, err := b.withPairs(r.Estimates, func(p *ballots) (estimate.Result, error) {
		o := a.compute
		t, o.Clusters = p.setTable()
		return agreement.ComputeSets(a.ctx, t, o)
	})
	if err != nil {
		return nil, err
	}
	return a.named(key, b.name, es), nil
}
