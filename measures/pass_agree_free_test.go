package measures

import (
	"math"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
)

// Five distinct stretches, one of them shared. For X, Ann 1 1 0 0 0 and Ben 1 0 1 0 0: p_o = 3/5, p_e = .16 + .36 = .52,
// κ = .08/.48 = 1/6; α = 1 − 9·4/(2·4·6) = 1/4. A third coder's stretch is no unit of Ann and Ben.
func TestFreelyMarkedUnits(t *testing.T) {
	mark := func(coder, id, code string, from, to int) coding.Coding {
		return coding.Coding{Coder: coder, Interview: "i1", Segment: id, Code: code, From: from, To: to}
	}
	rows := []coding.Coding{mark("Ann", "a1", "X", 0, 10), mark("Ann", "a2", "X", 20, 30), mark("Ann", "a3", "Y", 40, 50), mark("Ben", "b1", "X", 0, 10), mark("Ben", "b2", "X", 22, 30), mark("Ben", "b3", "Y", 60, 70)}
	for _, more := range [][]coding.Coding{nil, {mark("Cai", "c1", "Y", 80, 90), mark("Cai", "c2", "X", 5, 12)}} {
		es := agree(t, freely(append(rows[:6:6], more...)...), AgreeOptions{Bootstrap: -1}).Estimates
		want := map[string]float64{"agreement.cohen_kappa(dim=X;pass=1|units: Ann~Ben)": 1. / 6, "agreement.percent_agreement(dim=X;pass=1|units: Ann~Ben)": .6}
		if more == nil {
			want["agreement.krippendorff_alpha(dim=X;pass=1|units:)"] = .25
		}
		for _, e := range es {
			x, ok := want[e.ID()]
			if !ok {
				continue
			}
			delete(want, e.ID())
			if math.Abs(e.Value-x) > 1e-12 || e.N != 5 {
				t.Errorf("%s = %v of %d, want %v of 5", e.ID(), e.Value, e.N, x)
			}
			if more == nil && (len(e.Notes) == 0 || e.Notes[0].English() != noteTwins.Says(4, 5).English()) {
				t.Errorf("%s: %s", e.ID(), estimate.JoinNotes(e.Notes))
			}
		}
		if len(want) > 0 {
			t.Errorf("missing: %v", want)
		}
	}
}
