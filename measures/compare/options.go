package compare

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

// Family is the registry name of this family.
const Family = "compare"

// Options of [Compute].
type Options struct {
	Value       []string // columns to compare: numeric, or text, which is compared as categories
	By          string   // column of the groups
	Levels      []string // the groups to compare, in the order of contrasts; empty: all, sorted
	Paired      string   // column of the ids that make pairs; empty: independent groups
	Cluster     string   // column of the clusters of rows, or empty
	Categorical bool     // numeric values are categories too
	Weight      string   // column of row weights, or empty
	Overall     bool     // several groups are compared as a whole alone: no post hoc contrasts
	Adjust      string   // adjustment of p over the contrasts of one value: holm (also when empty), fdr, none
	Bootstrap   int      // replicates for the intervals of medians, rank measures and Cramér's V; 0: none
	Seed        uint64
	Conf        float64 // level of intervals; 0 means 0.95
}

// check completes the options and finds what cannot be.
func (o *Options) check() error {
	if o.Conf == 0 {
		o.Conf = 0.95
	}
	if o.Adjust == "" {
		o.Adjust = numeric.Holm
	}
	if _, err := numeric.Adjust(nil, o.Adjust); err != nil {
		return err
	}
	switch {
	case len(o.Value) == 0:
		return errors.New("compare needs a column of values")
	case o.By == "":
		return errors.New("compare needs a column of groups")
	case !(o.Conf > 0 && o.Conf < 1):
		return fmt.Errorf("confidence level %v is not between 0 and 1", o.Conf)
	case o.Bootstrap < 0:
		return fmt.Errorf("%d bootstrap replicates", o.Bootstrap)
	case len(o.Levels) == 1:
		return errors.New("compare needs at least two levels")
	case o.Paired != "" && o.Weight != "":
		return errors.New("a paired comparison takes no weights")
	case o.Paired != "" && o.Categorical:
		return errors.New("a paired comparison needs numbers")
	}
	for i, v := range o.Value {
		if slices.Contains(o.Value[:i], v) {
			return fmt.Errorf("value %q is named twice", v)
		}
		if v == o.By || v == o.Paired || v == o.Cluster {
			return fmt.Errorf("column %q cannot be the value and the group, pair or cluster", v)
		}
	}
	return nil
}

// table is a source with what the options say of it.
type table struct {
	Options
	src     moments.Source
	rows    moments.RowSource // nil when the source gives none
	numeric map[string]bool   // by column
}

func newTable(ctx context.Context, src moments.Source, o Options) (*table, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	columns, err := src.Columns(ctx)
	if err != nil {
		return nil, err
	}
	t := &table{Options: o, src: src, numeric: map[string]bool{}}
	t.rows, _ = src.(moments.RowSource)
	for _, c := range columns {
		t.numeric[c.Name] = c.Numeric
	}
	for _, name := range append(slices.Clone(o.Value), o.By, o.Paired, o.Cluster, o.Weight) {
		if _, ok := t.numeric[name]; !ok && name != "" {
			return nil, fmt.Errorf("no column %q", name)
		}
	}
	if o.Weight != "" && !t.numeric[o.Weight] {
		return nil, fmt.Errorf("column %q holds text, not weights", o.Weight)
	}
	if t.numeric[o.By] { // levels are written as numbers are: 2.0 means 2
		t.Levels = slices.Clone(o.Levels)
		for i, l := range t.Levels {
			if x, err := strconv.ParseFloat(l, 64); err == nil {
				t.Levels[i] = estimate.FormatFloat(x)
			}
		}
	}
	for i, l := range t.Levels {
		if slices.Contains(t.Levels[:i], l) {
			return nil, fmt.Errorf("level %q is named twice", l)
		}
	}
	return t, nil
}

// categorical reports whether a value is compared as categories.
func (t *table) categorical(value string) bool { return t.Categorical || !t.numeric[value] }

// bootMethod names the bootstrap in a method.
func (t *table) bootMethod() string {
	unit := ""
	if t.Cluster != "" {
		unit = "cluster "
	}
	return fmt.Sprintf("%sbootstrap percentile CI, %d, seed %d", unit, t.Bootstrap, t.Seed)
}

// newEstimate starts an estimate of a value, n observations behind it.
func (t *table) newEstimate(value, measure, of string, n int) estimate.Estimate {
	e := estimate.New(Family, measure, of)
	e.N = n
	e.Basis.Columns = []string{value, t.By}
	for _, c := range []string{t.Paired, t.Cluster, t.Weight} {
		if c != "" {
			e.Basis.Columns = append(e.Basis.Columns, c)
		}
	}
	return e
}
