package measures

import (
	"context"
	"errors"
	"slices"

	"github.com/smekit/smekit/measures/aggregate"
	"github.com/smekit/smekit/measures/correlate"
	"github.com/smekit/smekit/measures/describe"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/reliability"
)

var itemsFlag = Flag{"items", List, "columns: names, ranges A1:A5 and globs C* (default every numeric column that no other flag names)"}

// scaleArgs are what the measures of items share, with every value outside the declared scale refused at its cell.
type scaleArgs struct {
	common
	items    []string
	min, max float64
	warnings []estimate.Note
}

func (t *Table) scaleArgs(a Args, used ...string) (s scaleArgs, err error) {
	if s.common, err = commonOf(a); err != nil {
		return s, err
	}
	if s.min, err = a.Real("min"); err != nil {
		return s, err
	}
	if s.max, err = a.Real("max"); err != nil {
		return s, err
	}
	if s.min >= s.max {
		return s, usage("--min %s is not below --max %s", number(s.min), number(s.max))
	}
	for _, u := range used {
		if u != "" {
			if _, err := t.position(u); err != nil {
				return s, err
			}
		}
	}
	if s.items, s.warnings, err = t.Items(a.List("items"), used...); err != nil {
		return s, err
	}
	problems, err := t.Outside(s.items, s.min, s.max)
	if err == nil && problems != nil {
		err = &ProblemsError{problems}
	}
	return s, err
}

func (s scaleArgs) warned(r estimate.Result, err error) (estimate.Result, error) {
	r.Warnings = append(s.warnings, r.Warnings...)
	return r, err
}

// categories turns a column that holds no ordered categories into wrong usage: other items must be asked for.
func categories(r estimate.Result, err error) (estimate.Result, error) {
	if e := (*correlate.CategoriesError)(nil); errors.As(err, &e) {
		err = usage("column %s has more than %d distinct values, where ordered categories are needed: leave it out of --items", e.Column, correlate.MaxCategories)
	}
	return r, err
}

var reliabilityFamily = Family{
	Name:  "reliability",
	Short: "Internal consistency of a scale: alpha and its item statistics, lambda 6, split halves, omegas",
	Row:   "a row a respondent",
	Flags: []Flag{
		itemsFlag,
		{"reverse", List, "items to turn to min+max−x; needs --min and --max"},
		{"min", Real, "lowest point of the scale"},
		{"max", Real, "highest point of the scale"},
		{"missing", Word, "pairwise (default) or listwise"},
		{"factors", Whole, "factors of omega_total and omega_hierarchical (default 3)"},
		{"ordinal", Switch, "alpha and omega of ordered categories too, on polychoric correlations"},
		{"bootstrap", Whole, "replicates for percentile intervals of alpha, alpha_std, omega_total and omega_unidimensional (default none)"},
	},
	Compute: func(ctx context.Context, t *Table, a Args) (estimate.Result, error) {
		s, err := t.scaleArgs(a)
		if err != nil {
			return estimate.Result{}, err
		}
		missing, err := a.OneOf("missing", "pairwise", "listwise")
		if err != nil {
			return estimate.Result{}, err
		}
		factors, err := a.Whole("factors", 0)
		if err != nil {
			return estimate.Result{}, err
		}
		if a.Word("factors") != "" && factors < 1 {
			return estimate.Result{}, usage("--factors: expected a whole number from 1, got %q", a.Word("factors"))
		}
		var reverse []string
		if list := a.List("reverse"); len(list) > 0 {
			if reverse, err = t.Select(list); err != nil {
				return estimate.Result{}, err
			}
			for _, name := range []string{"min", "max"} {
				if a.Word(name) == "" {
					return estimate.Result{}, usage("--reverse needs --min and --max")
				}
			}
			for _, r := range reverse {
				if !slices.Contains(s.items, r) {
					return estimate.Result{}, usage("--reverse: %s is not among the items", r)
				}
			}
		}
		return s.warned(categories(reliability.Compute(ctx, t, reliability.Options{Items: s.items, Reverse: reverse, Min: s.min, Max: s.max,
			Missing: missing, Factors: factors, Ordinal: a.Switch("ordinal"), Conf: s.conf, Seed: s.seed, Bootstrap: s.bootstrap})))
	},
}

var describeFamily = Family{
	Name:  "describe",
	Short: "Counts, means, quantiles, shape and percent in agreement of items",
	Row:   "a row a respondent",
	Flags: []Flag{
		itemsFlag,
		{"by", Word, "column of groups"},
		{"min", Real, "lowest point of the scale"},
		{"max", Real, "highest point of the scale"},
		{"weight", Word, "column of weights"},
		{"shares", Switch, "the share of every point of the scale too"},
	},
	Compute: func(ctx context.Context, t *Table, a Args) (estimate.Result, error) {
		s, err := t.scaleArgs(a, a.Word("by"), a.Word("weight"))
		if err != nil {
			return estimate.Result{}, err
		}
		return s.warned(describe.Compute(ctx, t, describe.Options{Items: s.items, By: a.Word("by"), Min: s.min, Max: s.max, Weight: a.Word("weight"), Shares: a.Switch("shares")}))
	},
}

var correlateFamily = Family{
	Name:  "correlate",
	Short: "Correlations of every pair of items: Pearson, Spearman, Kendall's tau-b, polychoric",
	Row:   "a row a respondent",
	Flags: []Flag{
		itemsFlag,
		{"method", Word, "pearson (default), spearman, kendall or polychoric (ordered categories)"},
		{"adjust", Word, "holm, fdr or none (default): adjust p over all pairs"},
	},
	Compute: func(ctx context.Context, t *Table, a Args) (estimate.Result, error) {
		s, err := t.scaleArgs(a)
		if err != nil {
			return estimate.Result{}, err
		}
		method, err := a.OneOf("method", "pearson", "spearman", "kendall", "polychoric")
		if err != nil {
			return estimate.Result{}, err
		}
		adjust, err := a.OneOf("adjust", "holm", "fdr", "none")
		if err != nil {
			return estimate.Result{}, err
		}
		return s.warned(categories(correlate.Compute(ctx, t, correlate.Options{Items: s.items, Method: method, Adjust: adjust, Conf: s.conf})))
	},
}

var aggregateFamily = Family{
	Name:  "aggregate",
	Short: "Whether answers may be averaged within groups: rwg(J), ICC(1), ICC(2), average deviation",
	Row:   "a row a respondent",
	Flags: []Flag{
		itemsFlag,
		{"group", Word, "column of groups"},
		{"min", Real, "lowest point of the scale"},
		{"max", Real, "highest point of the scale"},
	},
	Compute: func(ctx context.Context, t *Table, a Args) (estimate.Result, error) {
		if a.Word("group") == "" {
			return estimate.Result{}, usage("--group is needed: the column of groups")
		}
		s, err := t.scaleArgs(a, a.Word("group"))
		if err != nil {
			return estimate.Result{}, err
		}
		return s.warned(aggregate.Compute(ctx, t, aggregate.Options{Items: s.items, Group: a.Word("group"), Min: s.min, Max: s.max}))
	},
}
