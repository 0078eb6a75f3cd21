package table

// Text is a text in both languages of a report.
type Text struct{ ZH, EN string }

// In returns the text in the language ("zh" or "en"), or the other one if it is missing.
func (t Text) In(lang string) string {
	if (lang == "zh" && t.ZH != "") || t.EN == "" {
		return t.ZH
	}
	return t.EN
}

// Empty reports whether there is no text at all.
func (t Text) Empty() bool { return t.ZH == "" && t.EN == "" }

// Same is the text that is the same in both languages, such as an id.
func Same(s string) Text { return Text{s, s} }

// Table is one numbered table. Every row has one cell per column of Columns.
type Table struct {
	Key       string // stable name, such as "dimensions"; file and sheet names and anchors are made of it
	Number    int    // 1, 2, … in the document
	Title     Text
	Columns   []Column
	Spanners  []Spanner // labels over several columns, in order, not overlapping
	Groups    []Group
	Notes     []Note // general notes first, in order; marked notes are lettered by grid where a cell or column calls them
	Landscape bool
}

// Column is a column of the table. Stub columns come first and hold labels.
type Column struct {
	Key    string
	Label  Text
	Stub   bool
	Align  Align
	Format Format   // of its numbers, unless a cell has its own
	Width  int      // wanted width in half-width characters; 0: by content
	Marks  []string // keys of marked notes
}

// Align of a column's cells.
type Align uint8

// The alignments of a column.
const (
	Auto Align = iota // numbers right (decimal-aligned), texts left
	Left
	Center
	Right
)

// Spanner labels the columns From … To (indices, inclusive).
type Spanner struct {
	Label    Text
	From, To int
}

// Group is a run of rows under an optional heading of its own.
type Group struct {
	Label Text
	Rows  []Row
}

// Row is a line of cells.
type Row struct {
	Key    string
	Cells  []Cell
	Indent int  // steps of the stub's first text
	Strong bool // a total or parent
}

// Note is a table note: general ("" key), or called by a mark.
type Note struct {
	Key  string
	Text Text
}

// Kind of a cell.
type Kind uint8

const (
	Blank      Kind = iota // nothing belongs here
	Label                  // Text
	Number                 // Value with its format
	Composite              // a text made of several numbers, such as "M ± SD": built by grid from Parts
	Suppressed             // hidden for privacy: Text says how ("n<5"), empty means "suppressed"
	Missing                // not estimable or no data: a dash; the reason stands in a note
)

// Cell is one cell.
type Cell struct {
	Kind   Kind
	Text   Text
	Value  float64
	Format *Format  // overrides the column's
	ID     string   // id of the estimate shown
	Parts  []Part   // of a composite
	Marks  []string // keys of marked notes
	Tint   float64  // 0..1 shading, NaN or negative none; heat maps in tables
	Level  Level    // meaning of the value for colour, beside its words
}

// Level is a band or verdict that a writer may colour.
type Level uint8

// The levels. The first four are bands of a score, the others verdicts on a hazard.
const (
	Plain Level = iota
	Low
	Mid
	High
	Alarm   // a hazard triggered
	Caution // borderline
	Fine    // not triggered
	Unknown // cannot judge
)

// Part of a composite cell: a literal text, or a number of an estimate.
type Part struct {
	Text   Text
	Value  float64
	Format Format
	ID     string
	IsNum  bool
}

// Num makes a number cell of an estimate's value.
func Num(v float64, id string) Cell { return Cell{Kind: Number, Value: v, ID: id, Tint: -1} }

// Txt makes a label cell.
func Txt(t Text) Cell { return Cell{Kind: Label, Text: t, Tint: -1} }
