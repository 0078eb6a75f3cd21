package coding

// State of a code's evidence in a segment.
type State uint8

const (
	Mentioned State = iota // the default of an empty cell
	Absent                 // said not to exist
)

// Coding is one coder's code on one segment: a row of a coding sheet, or one of its codes when a row holds several.
// A row without a code says that the coder reviewed the segment and gave nothing; it is one Coding with Code "".
type Coding struct {
	Pos       Pos // the row; Pos.Col is the code's column
	Pass      string
	Coder     string
	Interview string
	Segment   string
	Code      string
	Intensity int  // 1–3; 0 unrated
	Direction int  // -1, 0, 1; meaningful when Rated
	Rated     bool // intensity and direction both given (state absent gives direction -1)
	HasDir    bool // direction given, or implied by state absent
	State     State
	HasState  bool
	Period    string
	LinkTo    []string
	Memo      string
	From, To  int // the stretch of the transcript marked, code points From up to To; To 0: not given
}

// Segment is a stretch of an interview, identified by (Interview, ID).
type Segment struct {
	Pos       Pos // the first row that carries its text
	Interview string
	ID        string
	Speaker   string
	Text      string
	Period    string
}

// Ruling is a row of the consensus sheet: it rules one code on one segment.
type Ruling struct {
	Pos       Pos
	Interview string
	Segment   string
	Code      string
	Accept    bool
	Intensity int // 0: the coders' median
	Direction int
	HasDir    bool // false: the coders' median
	Reason    string
	Who       string
}
