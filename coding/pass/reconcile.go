package pass

import (
	"cmp"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
)

// Reconciliation accounts for every row and every code of a returned file.
//
//	In = Matched + Reanchored + Unreviewed + sum of Rejected
//	CodesIn = CodesAccepted + sum of CodesRejected
//	Dealt = Returned + Missing
//
// A row counts as unreviewed when it was anchored and holds neither a code nor a mark that it was read. The units of a
// file that was not taken into a layer are not counted: Dealt is 0.
type Reconciliation struct {
	File   string `json:"file"`
	Sheet  string `json:"sheet,omitempty"`
	Coder  string `json:"coder,omitempty"`
	SHA256 string `json:"sha256,omitempty"`
	Taken  bool   `json:"taken"` // its rows went into the coder's layer

	In         int                  `json:"in"` // data rows with any content
	Matched    int                  `json:"matched"`
	Reanchored int                  `json:"reanchored"`
	Unreviewed int                  `json:"unreviewed"`
	Rejected   []coding.ReasonCount `json:"rejected,omitempty"` // sorted by reason

	CodesIn       int                  `json:"codes_in"`
	CodesAccepted int                  `json:"codes_accepted"`
	CodesRejected []coding.ReasonCount `json:"codes_rejected,omitempty"` // sorted by reason

	Dealt    int `json:"dealt"` // units that the coder was given
	Returned int `json:"returned"`
	Missing  int `json:"missing"`

	Events []Event              `json:"events,omitempty"` // of rows and cells in the order of the sheet, then of whole units and codes
	Notes  []coding.ReceiptNote `json:"notes,omitempty"`
}

// Balanced reports whether every row, code and unit is accounted for.
func (r *Reconciliation) Balanced() bool {
	return r.In == r.Matched+r.Reanchored+r.Unreviewed+sumOfReasons(r.Rejected) &&
		r.CodesIn == r.CodesAccepted+sumOfReasons(r.CodesRejected) && r.Dealt == r.Returned+r.Missing
}

func sumOfReasons(list []coding.ReasonCount) int {
	n := 0
	for _, c := range list {
		n += c.Count
	}
	return n
}

// Event is a row, code, value or unit that was not plainly taken as it stands.
type Event struct {
	Pos       coding.Pos `json:"pos"`
	Interview string     `json:"interview,omitempty"`
	Segment   string     `json:"segment,omitempty"`
	Outcome   string     `json:"outcome"`
	Reason    string     `json:"reason"`
	Args      []string   `json:"args,omitempty"`
	Held      string     `json:"held,omitempty"` // what stood there: the codes and the memo of a row, the text of a cell
}

// Outcomes of events.
const (
	OutcomeMatched      = "matched"       // a row taken plainly, with something to tell about it
	OutcomeReanchored   = "reanchored"    // a row whose unit was found by something else than its id and text together
	OutcomeUnreviewed   = "unreviewed"    // a row without code or mark, with something to tell about it
	OutcomeRejected     = "rejected"      // a row that was left out
	OutcomeCodeRejected = "code_rejected" // a code that was left out
	OutcomeLeftOut      = "left_out"      // a rating, a mark, a period, or a unit all of whose codes were left out
	OutcomeRenamed      = "renamed"       // a code taken under its new name
	OutcomeNoted        = "noted"         // a code taken, with something to tell about it
	OutcomeMissing      = "missing"       // a unit that did not come back
)

// reasonTally counts by reason.
type reasonTally map[string]int

func (t reasonTally) list() []coding.ReasonCount {
	var out []coding.ReasonCount
	for reason, n := range t {
		out = append(out, coding.ReasonCount{Reason: reason, Count: n})
	}
	slices.SortFunc(out, func(a, b coding.ReasonCount) int { return strings.Compare(a.Reason, b.Reason) })
	return out
}

func comparePlaces(a, b coding.Pos) int {
	return cmp.Or(strings.Compare(a.File, b.File), strings.Compare(a.Sheet, b.Sheet), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col))
}

func sortProblems(list []coding.Problem) {
	slices.SortStableFunc(list, func(a, b coding.Problem) int { return comparePlaces(a.Pos, b.Pos) })
}
