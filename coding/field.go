package coding

// Attrs are the extra columns of a row, kept as they were read.
type Attrs map[string]string

// Case is a district and its bureau.
type Case struct {
	Pos     Pos
	ID      string
	Name    string
	Label   Label // name in both languages where given
	Invited int   // people invited to the survey; -1 unknown
	Attrs   Attrs
}

// Department belongs to a case; its id may recur in other cases, so (Case, ID) identifies it.
type Department struct {
	Pos     Pos
	Case    string
	ID      string
	Name    string
	Type    string // id of a DepartmentType
	Side    string // approval, supervision, support: from the type, or the sheet's own column
	Invited int    // -1 unknown
	Attrs   Attrs
}

// Interview is one conversation, or a document whose coded segments carry its id.
type Interview struct {
	Pos        Pos
	ID         string
	Case       string
	Dept       string
	Role       string
	Date       string // ISO
	Respondent string
	Asked      []string // what was asked: leaves, and groups with sources of their own (named, or a leaf of theirs was); empty: everything with source interview
	AskedGiven bool     // the sheet named them
	Characters int      // length of the transcript; -1 unknown
	Words      int      // -1 unknown
	Consent    Consent
	Document   bool
	Attrs      Attrs
}

// Consent to be quoted.
type Consent uint8

const (
	ConsentUnknown Consent = iota
	ConsentGiven
	ConsentRefused
)

// Tie is a directed relation between departments.
type Tie struct {
	Pos      Pos
	From, To string
	Case     string
	Relation string
	Weight   float64 // 1 where not given
	Period   string
}

// Benchmark is a named peer's value to compare the own case with.
type Benchmark struct {
	Pos       Pos
	Peer      string
	Dimension string
	Period    string
	Scale     string // pomp (0–100), or the item scale "1-5"
	Value     float64
	Source    string
	Date      string
	N         int // -1 unknown
}

// Document is a written source; its coded segments stand in the coding sheets under its id.
type Document struct {
	Pos   Pos
	ID    string
	Title string
	Date  string
	Case  string
}

// Decision is a team's answer to a problem, given without touching raw files.
type Decision struct {
	Pos    Pos
	Kind   string // respondent, interview, segment, cell …
	Target string // an id, or FILE!SHEET!CELL
	Action string // accept, exclude, recode
	Value  string
	Reason string
	Who    string
	Used   bool // it matched something
}
