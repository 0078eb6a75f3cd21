package measures

import (
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/reliability"
)

// A dimension has omegas of as many factors as its items bear: of one up to eight items, and none below three.
func TestOmegaOfDimensions(t *testing.T) {
	st := invented(size{cases: 1, depts: 4, interviews: 1, segments: 1, coders: 1, respondents: 150})
	l := scored(t, st)
	seen := 0
	for _, e := range l.Estimates {
		if e.Family != reliability.Family || e.Measure != "omega_total" {
			continue
		}
		seen++
		items := len(e.Basis.Columns)
		switch notes := estimate.JoinNotes(e.Notes); {
		case items < 3 && (!e.Empty() || !strings.Contains(notes, "one factor needs 3")):
			t.Errorf("%s of %d items: %v, %s", e.ID(), items, e.Value, notes)
		case items >= 3 && items <= 8 && !strings.HasPrefix(e.Method, "one minres factor"):
			t.Errorf("%s of %d items: %s", e.ID(), items, e.Method)
		case items >= 3 && e.Empty() && len(e.Notes) == 0:
			t.Errorf("%s is empty without a reason", e.ID())
		}
	}
	if seen == 0 {
		t.Error("no dimension has an omega")
	}
}
