package measures

import (
	"strings"

	"github.com/smekit/smekit/measures/agreement"
	"github.com/smekit/smekit/measures/estimate"
)

// base is a denominator: what counts as a unit.
type base struct {
	name    string // units, coded, chars
	ballots *ballots
}

// denominators say in words what a base counts, of all coders and of a pair.
var denominators = map[string][2]string{
	"units": {"units reviewed by two coders or more", "units reviewed by both"},
	"coded": {"units reviewed by two coders or more and given any code by any of them", "units reviewed by both and given any code by any coder"},
	"chars": {"characters of text reviewed by two coders or more", "characters of text reviewed by both"},
	"spans": {"stretches marked in texts reviewed by both, matched from an overlap of", "stretches marked in texts reviewed by both, matched from an overlap of"},
}

// named puts estimates of a family into a pass's words: the base before what they are of, the denominator before their
// method.
func (a *agreer) named(key estimate.Key, baseName string, es []estimate.Estimate) []estimate.Estimate {
	words := denominators[baseName]
	if baseName == "spans" {
		for i := range words {
			words[i] += " " + estimate.FormatFloat(a.options.Overlap) + " of their union"
		}
	}
	return a.worded(key, baseName, words, es)
}

// worded is [agreer.named] with the denominator in other words: of all coders, of a pair.
func (a *agreer) worded(key estimate.Key, baseName string, denominator [2]string, es []estimate.Estimate) []estimate.Estimate {
	out := make([]estimate.Estimate, len(es))
	basis := estimate.Basis{Source: "coding", Filter: estimate.Key{Pass: key.Pass, Coder: key.Coder, Case: key.Case, Role: key.Role, Period: key.Period}.String()}
	if key.Dim != "" {
		basis.Columns = []string{key.Dim}
	}
	for i, e := range es {
		words := denominator[0]
		if strings.Contains(e.Of, "~") && e.Measure != "holsti" { // whose N_j are all that coder j reviewed of the whole table
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
		out[i] = e
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
	return a.named(key, b.name, r.Estimates), nil
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
	return a.named(key, b.name, r.Estimates), nil
}
