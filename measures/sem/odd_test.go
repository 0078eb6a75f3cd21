package sem_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/sem"
)

// TestOddModels asks for answers, empty with a reason or not, of models that people write: no panic, no number that is
// not one, no χ² without convergence.
func TestOddModels(t *testing.T) {
	frame := table(t, "hs1939_missing.csv", "school")
	for _, text := range []string{
		"x1 ~ x2\nx2 ~ x1",                                           // a loop without instruments
		"x1 ~ x2 + x4\nx2 ~ x1 + x5",                                 // one with them
		"f =~ x1 + x2 + x3\ng =~ x1 + x2 + x3",                       // the same factor twice
		"f =~ x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9\ng =~ f",    // a factor of one factor
		"f =~ x1\ng =~ x4\nf ~~ g",                                   // single indicators
		"f =~ x1 + x2 + x3\nf ~~ 0*f",                                // no variance
		"f =~ x1 + x2 + x3\nx1 ~~ -1*x1",                             // a negative one by decree
		"f =~ 0*x1 + x2 + x3",                                        // a marker of nothing
		"f =~ x1 + x2 + x3\nx4 ~~ x5",                                // covariances alone
		"x1 ~~ x2 + x3",                                              // no structure at all
		"f =~ x1 + x2 + x3\nx4 ~ f + sex\nx5 ~ x4\nsex ~~ ageyr",     // random predictors
		"f =~ x1 + x2 + x3 + x4\nf ~ 1\nx1 ~ 0*1",                    // a factor mean
		"f =~ a*x1 + a*x2 + a*x3\nr := log(a - 1)",                   // a logarithm of nothing
		"f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\nf ~~ 1.5*g",           // covariance by decree
		"f =~ x1 + start(900)*x2 + x3\ng =~ x4 + x5 + start(-50)*x6", // bad start values
		"x1 ~ x2", // saturated
		"f =~ x1 + x2 + x3 + x4\nx1 ~~ x2 + x3 + x4\nx2 ~~ x3 + x4", // more parameters than moments
	} {
		for _, o := range []sem.Options{{}, {Estimator: sem.MLR}, {Missing: sem.FIML}, {Missing: sem.FIML, Estimator: sem.MLR}, {Group: "school"},
			{Group: "school", Invariance: []string{sem.Configural, sem.Scalar}, Estimator: sem.MLR}, {Bootstrap: 20}} {
			o.Models = model(text)
			r := compute(t, frame, o)
			chi := estimate.New("", "", "")
			for _, e := range r.Estimates {
				if e.Measure == "chi2" {
					chi = e
				}
				if e.Empty() && len(e.Notes) == 0 {
					t.Errorf("%q %+v: %s(%s) is empty without a reason", text, o, e.Measure, e.Of)
				}
				for _, x := range []float64{e.Value, e.SE, e.Low, e.High, e.Statistic, e.P} {
					if math.IsInf(x, 0) {
						t.Errorf("%q %+v: %s(%s) is infinite", text, o, e.Measure, e.Of)
					}
				}
				if strings.Contains(e.Method, "NaN") {
					t.Errorf("%q %+v: %s(%s): method %s", text, o, e.Measure, e.Of, e.Method)
				}
			}
			if said := estimate.JoinNotes(chi.Notes); !chi.Empty() && strings.Contains(said, "did not converge") {
				t.Errorf("%q %+v: χ² %v and %s", text, o, chi.Value, said)
			}
		}
	}
}

// onlyMoments is a source that gives no rows, as a table in a database.
type onlyMoments struct{ frame *moments.Frame }

func (s onlyMoments) Columns(ctx context.Context) ([]moments.Column, error) {
	return s.frame.Columns(ctx)
}

func (s onlyMoments) Collect(ctx context.Context, p moments.Plan) (*moments.Moments, error) {
	return s.frame.Collect(ctx, p)
}

func TestSourceWithoutRows(t *testing.T) {
	src := onlyMoments{table(t, "hs1939.csv", "school")}
	text := model("f =~ x1 + x2 + x3 + x4")
	if e := find(t, compute(t, src, sem.Options{Models: text}), "chi2", ""); e.Empty() {
		t.Errorf("ml needs no rows: %s", estimate.JoinNotes(e.Notes))
	}
	e := find(t, compute(t, src, sem.Options{Models: text, Estimator: sem.MLR}), "chi2", "")
	if !e.Empty() || !strings.Contains(estimate.JoinNotes(e.Notes), "needs the rows") {
		t.Errorf("mlr without rows: %v %s", e.Value, estimate.JoinNotes(e.Notes))
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := sem.Compute(ctx, table(t, "hs1939.csv", "school"), sem.Options{Models: model("f =~ x1 + x2 + x3")}); err == nil {
		t.Error("a cancelled context is not told")
	}
}
