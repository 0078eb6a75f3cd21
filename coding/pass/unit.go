package pass

import (
	"math"

	"github.com/smekit/smekit/coding"
)

// Status says how a code on a segment was settled.
type Status uint8

const (
	Single      Status = iota // one coder reviewed the segment, and gave it
	Agreed                    // every reviewer gave it
	Majority                  // more than half of three or more reviewers gave it
	Adjudicated               // ruled by the consensus sheet: accepted or refused
	Unresolved                // left open: excluded and counted
	Rejected                  // the minority's code of three or more reviewers, which nobody ruled on
	statuses
)

var statusNames = [statuses]string{"single", "agreed", "majority", "adjudicated", "unresolved", "rejected"}

// String is the status in one lower-case word.
func (s Status) String() string { return statusNames[s] }

// Unit is one code on one segment after settling.
type Unit struct {
	Interview, Segment, Code string
	Status                   Status
	Intensity                float64 // median of those who gave it, 1–3; NaN unrated
	Direction                float64 // median of those who gave it, -1, 0 or 1; NaN unrated
	State                    coding.State
	Period                   string // period talked about; empty: none given
	Reviewers                int    // coders who reviewed the segment
	Givers                   int    // of them, those who gave the code
	Tie                      bool   // unresolved because the middle two directions differ
}

// Rated reports whether the unit carries both an intensity and a direction.
func (u *Unit) Rated() bool { return !math.IsNaN(u.Intensity) && !math.IsNaN(u.Direction) }

// Consensus is a settled layer. Its slices are in the order of the segments, then of the codes. An adjudicated unit stands
// among the accepted or the rejected ones, as the ruling says.
type Consensus struct {
	Accepted   []Unit
	Unresolved []Unit
	Rejected   []Unit
}

// Count returns how many units have the status.
func (c *Consensus) Count(s Status) int {
	n := 0
	for _, list := range [][]Unit{c.Accepted, c.Unresolved, c.Rejected} {
		for i := range list {
			if list[i].Status == s {
				n++
			}
		}
	}
	return n
}
