package measures

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/sem"
)

var latentFlags = []Flag{
	{"model", Script, "a model in lavaan's syntax, or a file of it; NAME=MODEL repeats to compare several"},
	{"estimator", Word, "ml (default), mlr or wlsmv"},
	{"ordered", Columns, "ordered variables (alone: all of the model); needs wlsmv"},
	{"missing", Word, "listwise (default) or fiml"},
	{"group", Word, "column of groups"},
	{"invariance", List, "steps to compare groups in: configural, metric, scalar, strict"},
	{"bootstrap", Whole, "replicates for the intervals of defined parameters and HTMT"},
}

var cfaFamily = Family{
	Name:    sem.CFA,
	Short:   "Confirmatory factor analysis: fit, loadings, AVE, CR, HTMT, invariance of groups",
	Row:     "a row a respondent",
	Flags:   latentFlags,
	Compute: latent(sem.CFA),
}

var semFamily = Family{
	Name:    sem.SEM,
	Short:   "Structural equation models: factors, regressions, indirect effects",
	Row:     "a row a respondent",
	Flags:   latentFlags,
	Compute: latent(sem.SEM),
}

func latent(family string) func(context.Context, *Table, Args) (estimate.Result, error) {
	return func(ctx context.Context, t *Table, a Args) (estimate.Result, error) {
		o, err := latentOptions(family, t, a)
		if err != nil {
			return estimate.Result{}, err
		}
		for _, m := range o.Models {
			if err := t.modelColumns(m.Text); err != nil {
				return estimate.Result{}, err
			}
		}
		r, err := sem.Compute(ctx, t, o)
		var syntax *sem.SyntaxError
		var model *sem.ModelError
		if errors.As(err, &syntax) || errors.As(err, &model) {
			err = usage("--model: %v", err)
		}
		return r, err
	}
}

func latentOptions(family string, t *Table, a Args) (o sem.Options, err error) {
	c, err := commonOf(a)
	if err != nil {
		return o, err
	}
	o = sem.Options{Family: family, Group: a.Word("group"), Bootstrap: c.bootstrap, Seed: c.seed, Conf: c.conf}
	names := a[ScriptNames("model")]
	for i, text := range a.List("model") {
		n := sem.Named{Text: text}
		if i < len(names) {
			n.Name = names[i]
		}
		o.Models = append(o.Models, n)
	}
	if len(o.Models) == 0 {
		return o, usage("--model is needed: a file, or a model such as 'F1 =~ x1 + x2 + x3'")
	}
	seen := map[string]bool{}
	for _, n := range o.Models {
		if len(o.Models) > 1 && (n.Name == "" || seen[n.Name]) {
			return o, usage("--model: several models need names of their own: --model one=FILE --model two=FILE")
		}
		seen[n.Name] = true
	}
	estimator := Args{"estimator": {strings.ToLower(a.Word("estimator"))}}
	if o.Estimator, err = estimator.OneOf("estimator", sem.ML, sem.MLR, sem.WLSMV); err != nil {
		return o, err
	}
	if o.Missing, err = a.OneOf("missing", sem.Listwise, sem.FIML); err != nil {
		return o, err
	}
	steps := []string{sem.Configural, sem.Metric, sem.Scalar, sem.Strict}
	for _, s := range a.List("invariance") {
		if !slices.Contains(steps, s) {
			return o, usage("--invariance: expected some of configural, metric, scalar, strict, got %q", s)
		}
		o.Invariance = append(o.Invariance, s)
	}
	switch list := a.List("ordered"); {
	case slices.Equal(list, []string{AllColumns}):
		o.AllOrdered = true
	case len(list) > 0:
		if o.Ordered, err = t.Select(list); err != nil {
			return o, err
		}
	}
	ordered := o.AllOrdered || len(o.Ordered) > 0
	switch {
	case len(o.Invariance) > 0 && o.Group == "":
		return o, usage("--invariance needs --group: the column of groups")
	case ordered && o.Estimator != "" && o.Estimator != sem.WLSMV:
		return o, usage("--ordered needs --estimator wlsmv, not %s", o.Estimator)
	case o.Missing == sem.FIML && (ordered || o.Estimator == sem.WLSMV):
		return o, usage("--missing fiml does not go with ordered variables")
	}
	if o.Group != "" {
		_, err = t.position(o.Group)
	}
	return o, err
}

// modelColumns refuses columns of text that a model names, and reports single texts among numbers at their cells. What is wrong with the model itself is found
// later, with its place in the text.
func (t *Table) modelColumns(text string) error {
	syntax, err := sem.Parse(text)
	if err != nil {
		return nil
	}
	var names []string
	for _, n := range syntax.VariableNames() {
		c := t.Column(n)
		if c != nil && c.Texts > 0 && !c.Nearly() {
			return usage("--model: the column %s holds text (%q first), not numbers", n, c.Found)
		}
		if c != nil {
			names = append(names, n)
		}
	}
	return t.mustBeNumbers(names)
}
