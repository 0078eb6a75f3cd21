package measures

import (
	"context"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/multilevel"
)

var multilevelFamily = Family{
	Name:  "multilevel",
	Short: "Rows within groups: fixed effects with a random intercept and one random slope, by REML or ML; ICC",
	Row:   "a row a respondent",
	Flags: []Flag{
		{"y", Word, "column of the outcome"},
		{"fixed", List, "columns of fixed effects; a text column gives a term for each level but the first"},
		{"group", Word, "column of the groups (random intercept)"},
		{"slope", Word, "column whose slope varies over groups"},
		{"method", Word, "reml (default) or ml"},
	},
	Compute: func(ctx context.Context, t *Table, a Args) (estimate.Result, error) {
		var none estimate.Result
		c, err := commonOf(a)
		if err != nil {
			return none, err
		}
		method, err := a.OneOf("method", multilevel.REML, multilevel.ML)
		if err != nil {
			return none, err
		}
		y, group, slope := a.Word("y"), a.Word("group"), a.Word("slope")
		if y == "" || group == "" {
			return none, usage("--y and --group are needed: the columns of the outcome and of the groups")
		}
		numeric := []string{y}
		if slope != "" {
			numeric = append(numeric, slope)
		}
		for _, n := range append(slices.Clone(numeric), group) {
			if _, err := t.position(n); err != nil {
				return none, err
			}
		}
		if y == group || slope == y || slope == group {
			return none, usage("--y, --group and --slope must be different columns")
		}
		var fixed []string
		if list := a.List("fixed"); len(list) > 0 {
			if fixed, err = t.Select(list); err != nil {
				return none, err
			}
		}
		for i, f := range fixed {
			if f == y || f == group || slices.Contains(fixed[:i], f) {
				return none, usage("--fixed: column %s has two places in the model", f)
			}
			if t.Column(f).Numbers > 0 && !slices.Contains(numeric, f) {
				numeric = append(numeric, f) // a text beside numbers is a problem at its cell; text alone is categorical
			}
		}
		if err := t.mustHoldNumbers(numeric); err != nil {
			return none, err
		}
		return multilevel.Compute(ctx, t, multilevel.Options{Y: y, Fixed: fixed, Group: group, Slope: slope, Method: method, Conf: c.conf})
	},
}
