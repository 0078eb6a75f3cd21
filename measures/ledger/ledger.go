package ledger

import "github.com/smekit/smekit/measures/estimate"

// Ledger is a run. A released ledger went through disclosure control: its estimates are what outputs may show.
type Ledger struct {
	Provenance Provenance
	Receipts   []Receipt
	Estimates  []estimate.Estimate
	Warnings   []estimate.Note
	Released   bool
	Primary    int // cells suppressed for their size
	Secondary  int // cells suppressed so that those cannot be rebuilt

	index map[string]int
}

// Provenance says what the run rests on. It holds no clock time.
type Provenance struct {
	Tool             string // smekit
	Version          string
	FrameworkID      string
	FrameworkVersion string
	FrameworkHash    string
	CodebookHash     string
	Inputs           []File
	Options          []Option // sorted by name
	Seed             uint64
	Files            []File // what the run wrote, filled in by the writer of the report folder
}

// File is a path with the hash of its bytes.
type File struct {
	Path   string
	SHA256 string
	Size   int64
}

// Option is a setting of the run and where it came from: flag, study or default.
type Option struct{ Name, Value, From string }

// Receipt is the reconciliation of one sheet that was read.
type Receipt struct {
	File, Sheet, What   string
	Rows, Used, Missing int
	Excluded, Rejected  []Count
	Notes               []Remark
}

// Count is a number of rows by reason.
type Count struct {
	Reason string
	Count  int
}

// Remark is a code with arguments, worded by the catalogue of coding/locale.
type Remark struct {
	Code string
	Args []string
}

// Find returns the estimate with the id. The first call builds an index, so it must not run beside others.
func (l *Ledger) Find(id string) (estimate.Estimate, bool) {
	if l.index == nil || len(l.index) != len(l.Estimates) {
		l.index = make(map[string]int, len(l.Estimates))
		for i := range l.Estimates {
			l.index[l.Estimates[i].ID()] = i
		}
	}
	i, ok := l.index[id]
	if !ok {
		return estimate.Estimate{}, false
	}
	return l.Estimates[i], true
}

// Score returns the study score of a measure and key: the estimate score.measure(key).
func (l *Ledger) Score(measure string, k estimate.Key) (estimate.Estimate, bool) {
	return l.Find(estimate.ID("score", measure, k.String()))
}

// Select returns the estimates of a family and measure in their order.
func (l *Ledger) Select(family, measure string) []estimate.Estimate {
	var out []estimate.Estimate
	for _, e := range l.Estimates {
		if e.Family == family && e.Measure == measure {
			out = append(out, e)
		}
	}
	return out
}
