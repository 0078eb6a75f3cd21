package measures

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/sem"
)

// The models of one group at the top of the framework (`dim=M;source=survey`), that of theory and its rivals on the same
// items and people. After `|` an estimate's `of` begins with the name of a rival and a colon, as where several models
// are compared:
//
//   - none, as in the framework, a factor a dimension: `cfa.chi2(dim=M;source=survey)`;
//   - groups, the factors merged by the groups that the dimensions stand in, where there are two of them or more and fewer
//     than dimensions: `cfa.chi2(dim=M;source=survey|groups:)`;
//   - one, all items on one factor: `cfa.chi2(dim=M;source=survey|one:)`.
//
// Each has chi2 (df, p), chi2_scaled, cfi, tli, rmsea, their scaled and robust forms, srmr, aic, bic and loglik; rivals have
// fit alone. Every rival is the model before it with correlations of factors set to 1, so that they are nested:
// chi2_diff (df, p), cfi_diff and rmsea_diff compare each with the one before it and with that of theory, the
// restricted one first: `groups-dimensions`, `one-groups`, `one-dimensions`. A solution that is inadmissible (a negative variance, a
// correlation above 1) is shown with its note, and gives no χ² test of a difference.

const (
	rivalOne      = "one"
	rivalGroups   = "groups"
	modelOfTheory = "dimensions"
)

var noteModelInadmissible = estimate.DefineNote("model_inadmissible", "no test: the solution of the model {0} is inadmissible")

// syntax writes the model of theory and its rivals, the fuller first.
func (g *stage) syntax() []sem.Named {
	taken := map[string]bool{}
	for _, f := range g.factors {
		for i := range f.items {
			taken[f.items[i].ID] = true
		}
	}
	var lines []string
	loads := func(name string, fs []construct) {
		for taken[name] { // an item of the same name
			name += "'"
		}
		var items []string
		for _, f := range fs {
			for i := range f.items {
				items = append(items, "`"+f.items[i].ID+"`")
			}
		}
		lines = append(lines, "`"+name+"` =~ "+strings.Join(items, " + "))
	}
	text := func() string {
		defer func() { lines = nil }()
		return strings.Join(lines, "\n")
	}
	for i := range g.factors {
		loads(g.factors[i].dim, g.factors[i:i+1])
	}
	out := []sem.Named{{Name: modelOfTheory, Text: text()}}
	if len(g.factors) == 1 {
		return out
	}
	var parents []string
	by := map[string][]construct{}
	for _, f := range g.factors {
		if by[f.parent] == nil {
			parents = append(parents, f.parent)
		}
		by[f.parent] = append(by[f.parent], f)
	}
	if len(parents) > 1 && len(parents) < len(g.factors) {
		for _, p := range parents {
			loads(p, by[p])
		}
		out = append(out, sem.Named{Name: rivalGroups, Text: text()})
	}
	loads(g.dim, g.factors)
	return append(out, sem.Named{Name: rivalOne, Text: text()})
}

// admissible takes the tests of differences from models whose solutions are not.
func admissible(es []estimate.Estimate) {
	doubtful := map[string]bool{}
	for i := range es {
		e := &es[i]
		if e.Measure != "chi2" || !slices.ContainsFunc(e.Notes, func(n estimate.Note) bool {
			return n.Code == "sem_negative_variance" || n.Code == "sem_correlation_above_one" || n.Code == "sem_latent_not_positive"
		}) {
			continue
		}
		_, own, _ := strings.Cut(e.Of, "|")
		if own = strings.TrimSuffix(own, ":"); own == "" {
			own = modelOfTheory
		}
		doubtful[own] = true
	}
	for i := range es {
		e := &es[i]
		if e.Measure != "chi2_diff" || e.Empty() {
			continue
		}
		_, own, _ := strings.Cut(e.Of, "|")
		for _, name := range strings.Split(own, "-") {
			if doubtful[name] {
				e.Statistic, e.DF1, e.P = estimate.None, estimate.None, estimate.None
				e.Notes = nil
				*e = e.Because(noteModelInadmissible.Says(name))
				break
			}
		}
	}
}
