package measures

import (
	"context"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

// Kinds of an account of a number.
const (
	AccountFormula = "formula" // arithmetic on other numbers, which gives the value again
	AccountCount   = "count"   // counted in the records
	AccountOrder   = "order"   // picked from values in their order, such as a median
	AccountRule    = "rule"    // a verdict by a rule; the notes hold its conditions
	AccountModel   = "model"   // estimated by minimising something; no closed form
	AccountHidden  = "hidden"  // suppressed: nothing is said but why
	AccountEmpty   = "empty"   // no value; the notes say why
	AccountUnknown = "unknown" // not in the ledger
)

// ExplainOptions choose how much is told.
type ExplainOptions struct {
	Depth int  // levels of what a number rests on; 0: all
	Cells int  // cells or segments listed at the most for one number, fewer further down; 0: 20
	All   bool // list every one
}

// Explanation is where a number comes from: a tree of estimates down to the cells and segments.
//
// It tells nothing that the released ledger hides. A hidden estimate is hidden here as well, without number, cells or
// parents. The answers behind a released one are given as counts by value and, to be found again in the files, as single
// cells with their values; never with a respondent, a department or a role. Single cells are left out where they belong to
// a group that is hidden in this dimension (they are counted); everything of an item is where fewer than min_n people
// answered it, or where its counts less those of the groups shown would leave so few. Segments are given under the interview's
// pseudonym, masked, their text with consent only; of a department without either where the case has hidden departments.
type Explanation struct {
	ID        string          `json:"id"`
	Recorded  bool            `json:"recorded"` // from recorded estimates alone: cells need the study
	MinN      int             `json:"min_n"`
	Root      *Account        `json:"account"`
	Framework string          `json:"framework,omitempty"`
	Inputs    []ledger.File   `json:"inputs,omitempty"`
	Options   []ledger.Option `json:"options,omitempty"`
}

// Account is one estimate explained.
type Account struct {
	ID       string            `json:"id"`
	Estimate estimate.Estimate `json:"-"`                  // as released; empty where hidden or unknown
	Row      *estimate.Row     `json:"estimate,omitempty"` // the same in JSON
	People   int               `json:"people,omitempty"`
	Kind     string            `json:"kind"`
	Formula  *Formula          `json:"formula,omitempty"`
	Remarks  []Words           `json:"remarks,omitempty"`
	Excluded []Exclusion       `json:"excluded,omitempty"`
	Parts    []Part            `json:"parts,omitempty"`
	Parents  []*Account        `json:"parents,omitempty"`
	Deeper   int               `json:"deeper,omitempty"` // parents below the depth asked for
	Above    bool              `json:"above,omitempty"`  // explained already further up
	Items    []AnswerCells     `json:"items,omitempty"`
	Segments *SegmentCells     `json:"segments,omitempty"`
}

// Words are a code of the catalogue (explain.CODE) with arguments.
type Words struct {
	Code string   `json:"code"`
	Args []string `json:"args,omitempty"`
}

// Exclusion is a number of rows or answers that did not count, by reason.
type Exclusion struct {
	Where string `json:"where,omitempty"` // file and sheet
	Words
	Count int `json:"count"`
}

// Part is one interview's share in a score.
type Part struct {
	Who      coding.Label `json:"who"` // pseudonym
	Value    float64      `json:"value"`
	Segments int          `json:"segments"`
}

// AnswerCells are the answers to an item that count.
type AnswerCells struct {
	Item     string       `json:"item"`
	Text     coding.Label `json:"text"`
	Reverse  bool         `json:"reverse,omitempty"`
	Min, Max float64      `json:"-"`
	N        int          `json:"n"`
	Counts   []ValueCount `json:"counts"` // as in the files, not reversed
	Columns  []string     `json:"columns"`
	Cells    []Cell       `json:"cells,omitempty"`
	More     int          `json:"more,omitempty"`     // cells not listed for their number
	Withheld int          `json:"withheld,omitempty"` // cells of groups that are hidden
	Few      bool         `json:"few,omitempty"`      // fewer than min_n people: nothing is said
}

// ValueCount is how many cells hold a value.
type ValueCount struct {
	Value float64 `json:"value"`
	N     int     `json:"n"`
}

// Cell is a cell of the study's files and what stands in it.
type Cell struct {
	Pos   string  `json:"pos"`
	Value float64 `json:"value"`
}

// SegmentCells are coded segments.
type SegmentCells struct {
	N    int           `json:"n"`
	List []SegmentCell `json:"list,omitempty"`
	More int           `json:"more,omitempty"`
}

// SegmentCell is a code on a segment with the cells of the coders who gave it.
type SegmentCell struct {
	Cells     []string     `json:"cells"`
	Code      string       `json:"code"`
	Who       coding.Label `json:"who"` // pseudonym
	Rated     bool         `json:"rated"`
	Intensity float64      `json:"intensity,omitempty"`
	Direction float64      `json:"direction"`
	Absent    bool         `json:"absent,omitempty"`
	Text      coding.Label `json:"text,omitzero"` // masked; empty without consent
}

// Explain says where the estimate with the id comes from. study and full are those that released was made of; without
// them (nil) the account rests on the recorded estimates alone and ends above the cells.
//
// The error is that of ctx, or of an id that the ledger does not hold ([UnknownEstimateError]). Several estimates of a run
// are explained faster by one [Explainer].
func Explain(ctx context.Context, study *coding.Study, full, released *ledger.Ledger, id string, o ExplainOptions) (*Explanation, error) {
	x, err := NewExplainer(ctx, study, full, released)
	if err != nil {
		return nil, err
	}
	return x.Explain(id, o)
}

// Explainer explains the estimates of a run. It is not safe for concurrent use.
type Explainer struct{ *explainer }

// NewExplainer reads a study's records once; see [Explain].
func NewExplainer(ctx context.Context, study *coding.Study, full, released *ledger.Ledger) (*Explainer, error) {
	x, err := newExplainer(ctx, study, full, released)
	return &Explainer{x}, err
}

// Explain says where one estimate comes from.
func (x *Explainer) Explain(id string, o ExplainOptions) (*Explanation, error) {
	if _, ok := x.shown.Find(id); !ok {
		return nil, &UnknownEstimateError{ID: id}
	}
	if o.Cells <= 0 {
		o.Cells = 20
	}
	x.o, x.above = o, map[string]bool{}
	p := &x.shown.Provenance
	out := &Explanation{ID: id, Recorded: x.scorer == nil, MinN: x.minPeople, Inputs: p.Inputs, Options: p.Options}
	if p.FrameworkID != "" {
		out.Framework = p.FrameworkID + " " + p.FrameworkVersion
	}
	out.Root = x.account(id, 0)
	return out, nil
}

// UnknownEstimateError is that of an id which no estimate has.
type UnknownEstimateError struct{ ID string }

func (e *UnknownEstimateError) Error() string { return "no estimate " + e.ID }
