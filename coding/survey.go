package coding

// Instrument is the questionnaire in force: the study's own, or the framework's items.
type Instrument struct {
	Items []Item
	Own   bool // the study brought it
}

// Item returns the item with the id, or nil.
func (in *Instrument) Item(id string) *Item {
	for i := range in.Items {
		if in.Items[i].ID == id {
			return &in.Items[i]
		}
	}
	return nil
}

// Survey holds the responses. Answers[r] of a response is aligned with Items.
type Survey struct {
	Items     []string // ids of the item columns that exist, in the instrument's order
	Responses []Response
	Values    []ValueLabel // what values stand for, as the files with the responses say; a column's together
}

// ValueLabel is what a value of a column of responses stands for: 1 is 男, 9 is no answer.
type ValueLabel struct {
	Pos      Pos
	Column   string // the item's id, or the header of another column
	Value    string // a number in its shortest form
	Label    string
	Missing  bool // declared to be no answer
	Numbered bool // the file gave the answer in words, and the number was given to it when it was imported
}

// Response is one person's questionnaire in one period. Answers are raw: not reversed, not rescaled.
type Response struct {
	Pos        Pos // the row
	Respondent string
	Case       string
	Dept       string
	Role       string
	Period     string
	Submitted  string  // ISO date or date-time as given
	Seconds    float64 // time taken; NaN unknown
	Weight     float64 // 1 where not given
	Answers    []Value
	Columns    []int  // column of each answer in the file, shared between the rows of a sheet
	Excluded   string // the reason, empty when it counts
	Attrs      Attrs
}
