package sem_test

import (
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/internal/reference"
	"github.com/smekit/smekit/measures/sem"
)

const (
	structural = "\nvisual ~ p*sex + q*ageyr\ntextual ~ r*visual + ageyr\nx9 ~ x7 + textual + sex\ndirect := p*r\nratio := exp(r)/(1 + q^2)"
	exogenous  = "visual =~ x1 + x2 + x3\ntextual =~ x4 + b*x5 + b*x6" + structural
	agreeable  = "A =~ A2 + A3 + A4 + A5\nC =~ C1 + C2 + C3 + C4"
)

// TestFurther holds models beyond the common reference against values of lavaan (testdata/further.R).
func TestFurther(t *testing.T) {
	hs := "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6\nspeed =~ x7 + x8 + x9"
	for name, o := range map[string]sem.Options{
		"standard":           {Models: model(hs)},
		"groups-mlr":         {Models: model(hs), Group: "school", Estimator: sem.MLR},
		"second-order":       {Models: model(hs + "\ng =~ visual + textual + speed")},
		"exogenous":          {Models: model(exogenous)},
		"exogenous-mlr":      {Models: model(exogenous), Estimator: sem.MLR},
		"single":             {Models: model("visual =~ x1 + x2 + x3\ns =~ x9\nvisual ~~ 0*s\nx4 ~ visual + s\nx5 ~ visual\nx1 ~~ x4")},
		"paths":              {Models: model("x4 ~ x1 + x2\nx7 ~ x4 + x1\nx4 ~ 1")},
		"fiml":               {Models: model(hs), Missing: sem.FIML},
		"fiml-mlr":           {Models: model(hs), Missing: sem.FIML, Estimator: sem.MLR},
		"fiml-exogenous":     {Models: model(hs + "\nspeed ~ visual + textual + sex + ageyr"), Missing: sem.FIML},
		"fiml-mlr-exogenous": {Models: model(hs + "\nspeed ~ visual + textual + sex + ageyr"), Missing: sem.FIML, Estimator: sem.MLR},
		"fiml-groups":        {Models: model(hs), Missing: sem.FIML, Group: "school"},
		"ordinal-configural": {Models: model(agreeable), AllOrdered: true, Group: "half"},
		"ordinal-metric":     {Models: model(agreeable), AllOrdered: true, Group: "half", Invariance: []string{sem.Metric}},
		"ordinal-scalar":     {Models: model(agreeable), AllOrdered: true, Group: "half", Invariance: []string{sem.Scalar}},
		"ordinal-difference": {Models: model(agreeable), AllOrdered: true, Group: "half", Invariance: []string{sem.Configural, sem.Metric, sem.Scalar}},
		"mlr-difference":     {Models: model(hs), Estimator: sem.MLR, Group: "school", Invariance: []string{sem.Configural, sem.Metric, sem.Scalar}},
		"ordinal-path":       {Models: model(agreeable + "\nE =~ E1 + E2 + E3\nE ~ A + C\nE4 ~ E + A"), AllOrdered: true},
	} {
		t.Run(name, func(t *testing.T) {
			values := reference.Case(t, "testdata/further.csv", name)
			for i := range values {
				if len(o.Invariance) == 1 {
					values[i].Of = strings.TrimSpace(o.Invariance[0])
				}
			}
			reference.Check(t, values, compute(t, table(t, values[0].File, "school", "half"), o))
		})
	}
}
