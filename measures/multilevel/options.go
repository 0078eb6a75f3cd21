package multilevel

import (
	"errors"
	"fmt"
	"slices"
)

// Family is the registry name of this family.
const Family = "multilevel"

// Methods of estimation.
const (
	REML = "reml"
	ML   = "ml"
)

// leastGroups is the number of groups below which a model is noted as unreliable.
const leastGroups = 10

// Options of [Compute].
type Options struct {
	Y      string
	Fixed  []string // columns of fixed effects beside the intercept; a text column gives a term for each level but the first
	Group  string   // column of the groups
	Slope  string   // numeric column whose slope varies over groups, or empty
	Method string   // reml (also when empty) or ml
	Conf   float64  // level of intervals; 0 means 0.95
}

func (o *Options) check() error {
	if o.Conf == 0 {
		o.Conf = 0.95
	}
	if o.Method == "" {
		o.Method = REML
	}
	switch {
	case o.Y == "":
		return errors.New("multilevel needs an outcome y")
	case o.Group == "":
		return errors.New("multilevel needs a column of groups")
	case o.Method != REML && o.Method != ML:
		return fmt.Errorf("method %q: expected reml or ml", o.Method)
	case !(o.Conf > 0 && o.Conf < 1):
		return fmt.Errorf("confidence level %v is not between 0 and 1", o.Conf)
	case o.Y == o.Group || o.Slope == o.Y || o.Slope == o.Group:
		return errors.New("outcome, group and slope must be different columns")
	}
	for i, f := range o.Fixed {
		if f == "" || f == o.Y || f == o.Group || slices.Contains(o.Fixed[:i], f) {
			return fmt.Errorf("column %q has two places in the model", f)
		}
	}
	return nil
}
