package sem_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/sem"
)

// TestRecovery simulates 200 samples of a known model and asks for unbiased estimates, intervals that cover the truth as
// often as they say, and a test that rejects at its level. Continuous normal items for ml and mlr, with a tenth of the
// answers missing at random for fiml, five-point items for wlsmv.
func TestRecovery(t *testing.T) {
	if testing.Short() {
		t.Skip("a simulation")
	}
	const replications = 200
	for _, c := range []struct {
		name string
		rows int
		o    sem.Options
		cut  int
	}{
		{"ml", 500, sem.Options{}, 0},
		{"mlr", 500, sem.Options{Estimator: sem.MLR}, 0},
		{"fiml", 500, sem.Options{Missing: sem.FIML}, 0},
		{"wlsmv", 500, sem.Options{AllOrdered: true}, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			type score struct{ sum, squares, covered float64 }
			scores := map[string]*score{}
			truth := map[string]float64{}
			for j := range 4 {
				for f := range 2 {
					truth[fmt.Sprintf("F%d=~q%d", f+1, f*4+j+1)] = simulatedLoading(j)
				}
			}
			truth["F1~~F2"] = .4
			rejected := 0
			for r := range replications {
				frame, text := simulated(uint64(1000+r), c.rows, 2, 4, .4, c.cut)
				if c.o.Missing == sem.FIML {
					frame = punch(t, frame, uint64(r))
				}
				c.o.Models = model(text)
				res := compute(t, frame, c.o)
				test := "chi2"
				if c.o.AllOrdered || c.o.Estimator == sem.MLR {
					test = "chi2_scaled"
				}
				e := find(t, res, test, "")
				if e.Empty() {
					t.Fatalf("replication %d: %s", r, estimate.JoinNotes(e.Notes))
				}
				if e.P < .05 {
					rejected++
				}
				for of, want := range truth {
					measure := "loading_std"
					if of == "F1~~F2" {
						measure = "correlation"
					}
					e := find(t, res, measure, of)
					s := scores[of]
					if s == nil {
						s = &score{}
						scores[of] = s
					}
					s.sum += e.Value - want
					s.squares += (e.Value - want) * (e.Value - want)
					if e.Low <= want && want <= e.High {
						s.covered++
					}
				}
			}
			covered := 0.0
			for of, s := range scores {
				bias, sd := s.sum/replications, math.Sqrt(s.squares/replications)
				if math.Abs(bias) > 4*sd/math.Sqrt(replications)+.004 {
					t.Errorf("%s: bias %.4f", of, bias)
				}
				if s.covered/replications < .88 {
					t.Errorf("%s: intervals cover %.3f", of, s.covered/replications)
				}
				covered += s.covered / replications / float64(len(scores))
			}
			rate := float64(rejected) / replications
			t.Logf("mean coverage %.3f, rejection rate %.3f", covered, rate)
			if covered < .925 || covered > .975 {
				t.Errorf("mean coverage of .95 intervals: %.3f", covered)
			}
			if rate < .01 || rate > .11 {
				t.Errorf("rejection rate at .05: %.3f", rate)
			}
		})
	}
}
