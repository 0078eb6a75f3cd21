package measures

import (
	"context"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/mediate"
)

var mediateFamily = Family{
	Name:  "mediate",
	Short: "Mediation: direct and indirect effects, parallel mediators, a moderator, bootstrap intervals",
	Row:   "a row a respondent",
	Flags: []Flag{
		{"x", Word, "column of the cause"},
		{"m", List, "columns of the mediators, in parallel"},
		{"y", Word, "column of the outcome"},
		{"covariates", List, "columns that stand in every equation"},
		{"moderator", Word, "column of a moderator of the indirect effect"},
		{"stage", Word, "what the moderator moderates: first (default; x to m, PROCESS model 7), second (m to y, model 14) or both (model 58)"},
		{"cluster", Word, "column of clusters (CR1 standard errors, bootstrap of clusters)"},
		{"bootstrap", Whole, "replicates for the intervals of indirect effects (default none)"},
		{"ci", Word, "bootstrap interval: percentile (default) or bca"},
	},
	Compute: func(ctx context.Context, t *Table, a Args) (estimate.Result, error) {
		var none estimate.Result
		c, err := commonOf(a)
		if err != nil {
			return none, err
		}
		if a.Word("x") == "" || a.Word("y") == "" || len(a.List("m")) == 0 {
			return none, usage("--x, --m and --y are needed: the columns of the cause, the mediators and the outcome")
		}
		ci, err := a.OneOf("ci", mediate.Percentile, mediate.BCa)
		if err != nil {
			return none, err
		}
		stage, err := a.OneOf("stage", mediate.First, mediate.Second, mediate.Both)
		if err != nil {
			return none, err
		}
		if stage != "" && a.Word("moderator") == "" {
			return none, usage("--stage needs --moderator")
		}
		if ci != "" && c.bootstrap == 0 {
			return none, usage("--ci needs --bootstrap N")
		}
		for _, name := range []string{"x", "y", "moderator", "cluster"} {
			if n := a.Word(name); n != "" {
				if _, err := t.position(n); err != nil {
					return none, err
				}
			}
		}
		mediators, err := t.Select(a.List("m"))
		if err != nil {
			return none, err
		}
		var covariates []string
		if list := a.List("covariates"); len(list) > 0 {
			if covariates, err = t.Select(list); err != nil {
				return none, err
			}
		}
		columns := slices.Concat([]string{a.Word("x")}, mediators, []string{a.Word("y")}, covariates)
		if w := a.Word("moderator"); w != "" {
			columns = append(columns, w)
		}
		for i, n := range columns {
			if slices.Contains(columns[:i], n) || n == a.Word("cluster") {
				return none, usage("column %s has two places in the model", n)
			}
		}
		if err := t.mustHoldNumbers(columns); err != nil {
			return none, err
		}
		return mediate.Compute(ctx, t, mediate.Options{X: a.Word("x"), M: mediators, Y: a.Word("y"), Covariates: covariates,
			Moderator: a.Word("moderator"), Stage: stage, Cluster: a.Word("cluster"), Bootstrap: c.bootstrap, CI: ci, Seed: c.seed, Conf: c.conf})
	},
}

// mustHoldNumbers is mustBeNumbers with one line for a column that holds nothing but text: it is not the cells that are
// wrong, but the column.
func (t *Table) mustHoldNumbers(names []string) error {
	for _, n := range names {
		if c := t.Column(n); c.Texts > 0 && c.Numbers == 0 {
			return usage("column %s holds text (%q), where numbers are needed", n, c.Found)
		}
	}
	return t.mustBeNumbers(names)
}
