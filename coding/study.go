package coding

// Study is everything that was read: the one value that crosses from coding to measures and reports.
type Study struct {
	Title       Label
	Options     Options
	Framework   *Framework
	Codebook    *Codebook // nil without one: the framework's dimension ids are the codes
	Cases       []Case
	Departments []Department
	Interviews  []Interview
	Transcripts []Transcript // sorted by interview
	Segments    []Segment
	Codings     []Coding // sorted by pass, coder, file position
	Consensus   []Ruling
	Instrument  Instrument
	Survey      Survey
	Ties        []Tie
	Benchmarks  []Benchmark
	Documents   []Document
	Decisions   []Decision
	Problems    []Problem // sorted by position
	Receipts    []Receipt
	Inputs      []Input
}

// Options are what study.yaml sets, with the defaults filled in.
type Options struct {
	Lang        string // zh, en, both
	MinN        int
	Seed        uint64
	Order       map[string][]string // period: [before, after], role: [leader, staff]
	Comparisons []Comparison
	Weights     string
	Mask        Mask
	Refuse      map[string]string // overrides of the refusals
	OwnCase     string            // the case that peers are compared with; empty: every case
	Coupling    CouplingOptions
	QCAUnit     string         // case or department; empty: case
	AICoders    []string       // coders that are programs: out of human agreement and of the consensus
	Given       map[string]Pos // options that study.yaml names, with their place
}

// CouplingOptions choose the variant of the coupling coordination degree.
type CouplingOptions struct {
	Variant string    // standard, wang2021, fan2024; empty: standard
	Cuts    []float64 // cuts between levels, rising, inside 0–1; nil: ten equal levels
}

// Comparison is a contrast wanted of an attribute's levels.
type Comparison struct {
	By     string
	Levels []string
}

// Mask lists what quotations must not show.
type Mask struct{ Names, Firms, Projects []string }

// Input is a file that was read.
type Input struct {
	Path   string
	SHA256 string
	Size   int64
}

// Blocking counts the problems that no decision has accepted.
func (s *Study) Blocking() int {
	n := 0
	for i := range s.Problems {
		if !s.Problems[i].Accepted {
			n++
		}
	}
	return n
}

// Case returns the case with the id, or nil.
func (s *Study) Case(id string) *Case {
	for i := range s.Cases {
		if s.Cases[i].ID == id {
			return &s.Cases[i]
		}
	}
	return nil
}

// Department returns the department of a case, or nil.
func (s *Study) Department(caseID, id string) *Department {
	for i := range s.Departments {
		if s.Departments[i].Case == caseID && s.Departments[i].ID == id {
			return &s.Departments[i]
		}
	}
	return nil
}

// Interview returns the interview with the id, or nil.
func (s *Study) Interview(id string) *Interview {
	for i := range s.Interviews {
		if s.Interviews[i].ID == id {
			return &s.Interviews[i]
		}
	}
	return nil
}
