package measures

import (
	"context"
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

var reliabilityFamily = Family{
	Name:  "reliability",
	Short: "Internal consistency of a scale: alpha and its item statistics, lambda 6, split halves",
	Row:   "a row a respondent",
	Flags: []Flag{
		itemsFlag,
		{"reverse", List, "items to turn to min+max−x; needs --min and --max"},
		{"min", Real, "lowest point of the scale"},
		{"max", Real, "highest point of the scale"},
		{"missing", Word, "pairwise (default) or listwise"},
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
		return s.warned(reliability.Compute(ctx, t, reliability.Options{Items: s.items, Reverse: reverse, Min: s.min, Max: s.max,
			Missing: missing, Conf: s.conf, Seed: s.seed}))
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
	},
	Compute: func(ctx context.Context, t *Table, a Args) (estimate.Result, error) {
		s, err := t.scaleArgs(a, a.Word("by"), a.Word("weight"))
		if err != nil {
			return estimate.Result{}, err
		}
		return s.warned(describe.Compute(ctx, t, describe.Options{Items: s.items, By: a.Word("by"), Min: s.min, Max: s.max, Weight: a.Word("weight")}))
	},
}

var correlateFamily = Family{
	Name:  "correlate",
	Short: "Correlations of every pair of items: Pearson, Spearman, Kendall's tau-b",
	Row:   "a row a respondent",
	Flags: []Flag{
		itemsFlag,
		{"method", Word, "pearson (default), spearman or kendall"},
		{"adjust", Word, "holm, fdr or none (default): adjust p over all pairs"},
	},
	Compute: func(ctx context.Context, t *Table, a Args) (estimate.Result, error) {
		s, err := t.scaleArgs(a)
		if err != nil {
			return estimate.Result{}, err
		}
		method, err := a.OneOf("method", "pearson", "spearman", "kendall")
		if err != nil {
			return estimate.Result{}, err
		}
		adjust, err := a.OneOf("adjust", "holm", "fdr", "none")
		if err != nil {
			return estimate.Result{}, err
		}
		return s.warned(correlate.Compute(ctx, t, correlate.Options{Items: s.items, Method: method, Adjust: adjust, Conf: s.conf}))
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
