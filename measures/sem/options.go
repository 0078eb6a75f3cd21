package sem

import (
	"fmt"
	"slices"
)

// Options of [Compute].
type Options struct {
	Family     string   // registry name of the estimates, cfa (the default) or sem
	Models     []Named  // one, or several to compare
	FitOnly    []string // names of models of which the indices of fit are wanted alone
	Against    string   // name of a model that every other one is compared with, beside its neighbours
	Estimator  string   // ml (the default), mlr, wlsmv
	Missing    string   // listwise (the default), fiml
	Ordered    []string // ordered variables; with wlsmv and none named all
	AllOrdered bool     // every observed variable is ordered
	Group      string   // column of groups
	Invariance []string // steps: configural, metric, scalar, strict
	Bootstrap  int      // replicates for defined parameters and HTMT
	Seed       uint64
	Conf       float64 // level of intervals, 0 for .95; the RMSEA keeps .90 unless another than .95 is asked for
}

// Named is a model with the name that its estimates begin with where several are compared.
type Named struct{ Name, Text string }

// Registry names.
const (
	CFA = "cfa"
	SEM = "sem"
)

// Steps of invariance, each with the equalities of those before it.
const (
	Configural = "configural"
	Metric     = "metric"
	Scalar     = "scalar"
	Strict     = "strict"
)

func (o *Options) check() error {
	if o.Family == "" {
		o.Family = CFA
	}
	if len(o.Models) == 0 {
		return fmt.Errorf("%s: no model", o.Family)
	}
	seen := map[string]bool{}
	for _, n := range o.Models {
		if seen[n.Name] || (n.Name == "" && len(o.Models) > 1) {
			return fmt.Errorf("%s: several models need different names", o.Family)
		}
		seen[n.Name] = true
	}
	if o.Estimator == "" {
		o.Estimator = ML
		if o.AllOrdered || len(o.Ordered) > 0 {
			o.Estimator = WLSMV
		}
	}
	if o.Missing == "" {
		o.Missing = Listwise
	}
	ordered := o.AllOrdered || len(o.Ordered) > 0
	switch {
	case !slices.Contains([]string{ML, MLR, WLSMV}, o.Estimator):
		return fmt.Errorf("%s: no estimator %q: ml, mlr or wlsmv", o.Family, o.Estimator)
	case !slices.Contains([]string{Listwise, FIML}, o.Missing):
		return fmt.Errorf("%s: no missing rule %q: listwise or fiml", o.Family, o.Missing)
	case o.Estimator == WLSMV && o.Missing == FIML:
		return fmt.Errorf("%s: fiml is a likelihood and does not go with wlsmv", o.Family)
	case o.Estimator != WLSMV && ordered:
		return fmt.Errorf("%s: ordered variables need the estimator wlsmv, not %s", o.Family, o.Estimator)
	case len(o.Invariance) > 0 && o.Group == "":
		return fmt.Errorf("%s: invariance needs groups", o.Family)
	}
	if o.Estimator == WLSMV && !ordered {
		o.AllOrdered = true
	}
	for _, step := range o.Invariance {
		if !slices.Contains([]string{Configural, Metric, Scalar, Strict}, step) {
			return fmt.Errorf("%s: no step of invariance %q: configural, metric, scalar or strict", o.Family, step)
		}
	}
	if o.Conf == 0 {
		o.Conf = 0.95
	}
	if !(o.Conf > 0 && o.Conf < 1) {
		return fmt.Errorf("%s: confidence level %v is not between 0 and 1", o.Family, o.Conf)
	}
	return nil
}

// rmseaConf is .90 by custom, unless another level than the usual .95 is asked for.
func (o *Options) rmseaConf() float64 {
	if o.Conf == 0.95 {
		return 0.90
	}
	return o.Conf
}

// equal are the equalities of a step.
func (o *Options) equal(step string) []string {
	ordinal := o.Estimator == WLSMV
	switch {
	case step == Metric:
		return []string{"loadings"}
	case step == Scalar && ordinal:
		return []string{"loadings", "thresholds"}
	case step == Scalar:
		return []string{"loadings", "intercepts"}
	case step == Strict:
		return []string{"loadings", "intercepts", "residuals"}
	}
	return nil
}
