package form

// Workbook is a workbook for people to fill in.
type Workbook struct {
	Title  string
	Guide  *Guide // a first sheet that says how to fill in; nil for none
	Sheets []Sheet
	Active int // the sheet that is open at first
}

// Guide is the sheet with the instructions: paragraphs, one a row.
type Guide struct {
	Name  string
	Lines []Line
}

// Line is a paragraph of the guide.
type Line struct {
	Text    string
	Heading bool
}

// Sheet is a table to fill in: a line of title, a line of hints over the columns, the header rows, one or more example rows,
// the rows that are already filled, and empty rows with the columns' drop-downs.
type Sheet struct {
	Name     string
	Title    string // above the header; empty for none
	Columns  []Column
	Examples [][]any   // rows in italic grey; their first cell must be an [ExampleID]
	Rows     [][]any   // string, int, float64, bool or nil; a short row leaves the rest empty
	Looks    []RowLook // of Rows; a row beyond them looks plain
	Room     int       // rows to fill in below, 0 for 1,000, negative for none
	Open     bool      // the empty rows below are not locked, whatever their columns are
	Filter   bool      // arrows in the header that sort and filter
	Frozen   int       // columns that stay in view, 0 for 1
	Hidden   bool
	Sealed   bool // not for people: no header, and so hidden that Excel does not list it among the hidden sheets
}

// RowLook sets a row off from others.
type RowLook struct {
	Heading bool  // a heading across the sheet
	Tint    int   // the colour of a column group, from 1, for the row's frozen cells; 0 for none
	Line    bool  // a line above
	Again   bool  // cells of columns with Fade stand in grey: they repeat the row above
	Open    []int // columns, from 1, whose cells are strongly coloured: a question is open there
}

// Column is a column to fill in.
type Column struct {
	Header   []string // one text a header row; every column of a sheet has as many
	Hint     string   // small text above the header
	Width    float64  // in characters, 0 for 12
	Format   Format
	List     *List
	Min, Max float64 // bounds of a number where Min < Max
	Group    int     // columns of a group share a colour
	Required bool    // a darker header
	Locked   bool    // not to be changed; the sheet is then protected, without a password, save for the other columns
	Wrap     bool    // long text
	Lines    int     // of a long text, those that at most make a row higher; 0 for all
	Bold     bool    // its cells
	Fade     bool    // in grey where the row repeats the one above ([RowLook]); six lines of it make the row higher
	Paper    bool    // white although it is locked: to read
	Ask      bool    // pale yellow: to fill in
	Edge     bool    // a line on its left
	Note     bool    // its header is a text to read, as long as it may be
	Hidden   bool
	Choices  map[int]*List // drop-downs of single rows of Rows, by index, instead of List
}

// Format is what a column takes.
type Format uint8

// The formats of columns.
const (
	Text   Format = iota // kept as typed: 007 stays 007
	Number               // any number
	Whole                // a whole number
	Date                 // shown as 2024-05-01; a value given as such a text is written as a date
)

// List is a drop-down.
type List struct {
	Values []string
	Of     *Range // instead of Values: what stands in a column of the workbook
	Heads  *Heads // instead of Values: the headers of columns of the same sheet
	Free   bool   // other values may be typed too
}

// Heads are the header cells of columns, from 1.
type Heads struct{ From, To int }

// Range is a column of another sheet.
type Range struct {
	Sheet  string
	Column int // from 1
}

// ExampleID marks an id as that of an example row, which readers leave out.
func ExampleID(lang, id string) string {
	if lang == "en" {
		return "EXAMPLE-" + id
	}
	return "例-" + id
}

// layout gives the rows of a sheet, counted from 1; the title and the hints are 0 when there are none.
func (s *Sheet) layout() (titleRow, hintRow, headerRow, dataRow int) {
	if s.Sealed {
		return 0, 0, 1, 1
	}
	row := 1
	if s.Title != "" {
		titleRow = row
		row++
	}
	for _, c := range s.Columns {
		if c.Hint != "" {
			hintRow = row
			row++
			break
		}
	}
	headerRow = row
	return titleRow, hintRow, headerRow, headerRow + s.headers()
}

func (s *Sheet) headers() int {
	if s.Sealed {
		return 0
	}
	n := 1
	for _, c := range s.Columns {
		n = max(n, len(c.Header))
	}
	return n
}

func (s *Sheet) frozen() int { return max(1, s.Frozen) }

func (s *Sheet) room() int {
	switch {
	case s.Room < 0 || s.Sealed:
		return 0
	case s.Room > 0:
		return s.Room
	}
	return 1000
}

func (s *Sheet) protected() bool {
	for _, c := range s.Columns {
		if c.Locked {
			return true
		}
	}
	return false
}
