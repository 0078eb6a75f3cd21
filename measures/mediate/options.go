package mediate

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// Family is the registry name of this family.
const Family = "mediate"

// Stages that a moderator may moderate.
const (
	First  = "first"  // X → M, PROCESS model 7
	Second = "second" // M → Y, PROCESS model 14
	Both   = "both"   // PROCESS model 58
)

// Kinds of bootstrap intervals.
const (
	Percentile = "percentile"
	BCa        = "bca"
)

const (
	leastClusters = 10  // below, a clustered analysis is descriptive
	fewRows       = 100 // below, a warning
)

// Options of [Compute].
type Options struct {
	X          string
	M          []string // mediators, in parallel
	Y          string
	Covariates []string // in every equation
	Moderator  string   // or empty
	Stage      string   // what the moderator moderates: first (also when empty), second, both
	Cluster    string   // column of the clusters of rows, or empty
	Bootstrap  int      // replicates for the intervals of indirect effects; 0: none
	CI         string   // percentile (also when empty) or bca
	Seed       uint64
	Conf       float64 // level of intervals; 0 means 0.95
}

// check completes the options and finds what cannot be.
func (o *Options) check() error {
	if o.Conf == 0 {
		o.Conf = 0.95
	}
	if o.CI == "" {
		o.CI = Percentile
	}
	if o.Stage != "" && o.Moderator == "" {
		return errors.New("a stage is named, but no moderator")
	}
	if o.Stage == "" {
		o.Stage = First
	}
	switch {
	case o.X == "" || o.Y == "" || len(o.M) == 0:
		return errors.New("mediate needs a cause x, at least one mediator m and an outcome y")
	case !(o.Conf > 0 && o.Conf < 1):
		return fmt.Errorf("confidence level %v is not between 0 and 1", o.Conf)
	case o.Bootstrap < 0:
		return fmt.Errorf("%d bootstrap replicates", o.Bootstrap)
	case o.CI != Percentile && o.CI != BCa:
		return fmt.Errorf("interval %q: expected percentile or bca", o.CI)
	case o.Stage != First && o.Stage != Second && o.Stage != Both:
		return fmt.Errorf("stage %q: expected first, second or both", o.Stage)
	}
	names := o.columns()
	for i, n := range names {
		switch {
		case n == "":
			return errors.New("a column without a name")
		case slices.Contains(names[:i], n):
			return fmt.Errorf("column %q has two places in the model", n)
		case n == o.Cluster:
			return fmt.Errorf("column %q cannot be in the model and be the cluster", n)
		}
	}
	return nil
}

// columns are the numeric columns of the model: x, mediators, y, covariates, moderator.
func (o *Options) columns() []string {
	names := slices.Concat([]string{o.X}, o.M, []string{o.Y}, o.Covariates)
	if o.Moderator != "" {
		names = append(names, o.Moderator)
	}
	return names
}

func (o *Options) first() bool  { return o.Moderator != "" && o.Stage != Second }
func (o *Options) second() bool { return o.Moderator != "" && o.Stage != First }

// moderation names the model of the moderator in a method, empty without one.
func (o *Options) moderation() string {
	if o.Moderator == "" {
		return ""
	}
	switch o.Stage {
	case Second:
		return "second stage moderated by " + o.Moderator + " (PROCESS model 14)"
	case Both:
		return "both stages moderated by " + o.Moderator + " (PROCESS model 58)"
	}
	return "first stage moderated by " + o.Moderator + " (PROCESS model 7)"
}

// method joins what is known of how an estimate was made.
func (o *Options) method(parts ...string) string {
	if m := o.moderation(); m != "" {
		parts = append(parts, m)
	}
	return strings.Join(parts, ", ")
}

func (o *Options) bootMethod() string {
	unit, kind := "", o.CI
	if o.Cluster != "" {
		unit = "cluster "
	}
	if kind == BCa {
		kind = "BCa"
	}
	return fmt.Sprintf("%sbootstrap %s CI, %d, seed %d", unit, kind, o.Bootstrap, o.Seed)
}

// mediator is the `of` of a path of mediator j: its name, empty for the only one.
func (o *Options) mediator(j int) string {
	if len(o.M) == 1 {
		return ""
	}
	return o.M[j]
}

// product is the `of` of the path of an interaction.
func (o *Options) product(j int, column string) string {
	of := column + ":" + o.Moderator
	if len(o.M) > 1 {
		of = o.M[j] + "|" + of
	}
	return of
}

// newEstimate starts an estimate, n rows behind it.
func (o *Options) newEstimate(measure, of string, n int) estimate.Estimate {
	e := estimate.New(Family, measure, of)
	e.N = n
	e.Basis.Columns = o.columns()
	if o.Cluster != "" {
		e.Basis.Columns = append(e.Basis.Columns, o.Cluster)
	}
	return e
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
