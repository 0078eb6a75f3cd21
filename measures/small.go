package measures

import (
	"strconv"

	"github.com/smekit/smekit/measures/estimate"
)

// LeaveOutSmall empties the estimates of one measure that rest on fewer than minN observations, with the note n<minN. It
// looks at each estimate alone: it does not stop anybody from subtracting one published number from another, which is the
// business of a study's disclosure control.
func LeaveOutSmall(r *estimate.Result, minN int) {
	for i, e := range r.Estimates {
		if e.N > 0 && e.N < minN {
			e = e.Because(estimate.NoteSmallCell.Says(strconv.Itoa(minN)))
			e.N = estimate.NoCount
			r.Estimates[i] = e
		}
	}
}
