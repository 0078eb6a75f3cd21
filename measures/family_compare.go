package measures

import (
	"context"
	"slices"
	"strings"

	"github.com/smekit/smekit/measures/compare"
	"github.com/smekit/smekit/measures/estimate"
)

var compareFamily = Family{
	Name:  "compare",
	Short: "Differences between groups: Welch, Mann–Whitney, ANOVA, Kruskal–Wallis, paired and categorical tests with effect sizes",
	Row:   "a row a respondent",
	Flags: []Flag{
		{"value", List, "columns to compare"},
		{"by", Word, "column of groups"},
		{"levels", List, "levels in their order; contrasts are first minus second"},
		{"paired", Word, "column that links the two rows of a pair"},
		{"cluster", Word, "column of clusters (CR1 standard errors)"},
		{"categorical", Switch, "treat the values as categories"},
		{"weight", Word, "column of weights"},
		{"adjust", Word, "holm (default), fdr or none: adjust p over the contrasts of a variable"},
		{"bootstrap", Whole, "replicates for intervals that have no formula"},
	},
	Compute: func(ctx context.Context, t *Table, a Args) (estimate.Result, error) {
		var none estimate.Result
		c, err := commonOf(a)
		if err != nil {
			return none, err
		}
		adjust, err := a.OneOf("adjust", "holm", "fdr", "none")
		if err != nil {
			return none, err
		}
		if len(a.List("value")) == 0 || a.Word("by") == "" {
			return none, usage("--value and --by are needed: the columns to compare and the column of groups")
		}
		for _, name := range []string{"by", "paired", "cluster", "weight"} {
			if n := a.Word(name); n != "" {
				if _, err := t.position(n); err != nil {
					return none, err
				}
			}
		}
		values, err := t.Select(a.List("value"))
		if err != nil {
			return none, err
		}
		if !a.Switch("categorical") {
			var numeric []string
			for _, v := range values {
				if col := t.Column(v); col.Numbers > 0 {
					numeric = append(numeric, v) // a text beside numbers is a problem at its cell; text alone is categorical
				}
			}
			if err := t.mustBeNumbers(numeric); err != nil {
				return none, err
			}
		}
		if err := t.mustHaveLevels(ctx, a.Word("by"), a.List("levels")); err != nil {
			return none, err
		}
		return compare.Compute(ctx, t, compare.Options{Value: values, By: a.Word("by"), Levels: a.List("levels"), Paired: a.Word("paired"),
			Cluster: a.Word("cluster"), Categorical: a.Switch("categorical"), Weight: a.Word("weight"), Adjust: adjust,
			Bootstrap: c.bootstrap, Seed: c.seed, Conf: c.conf})
	},
}

// mustHaveLevels makes sure that every level asked for stands in the column; a level in no row is a usage error that
// names the levels there are.
func (t *Table) mustHaveLevels(ctx context.Context, column string, asked []string) error {
	if len(asked) == 0 || t.rows == 0 {
		return nil
	}
	values, err := t.Texts(ctx, column)
	if err != nil {
		return err
	}
	var there []string
	for _, v := range values {
		if v != "" && !slices.Contains(there, v) {
			there = append(there, v)
		}
	}
	slices.Sort(there)
	for _, level := range asked {
		if !slices.Contains(there, level) {
			return usage("--levels: column %s has no level %q; it has %s", column, level, strings.Join(there, ", "))
		}
	}
	return nil
}
