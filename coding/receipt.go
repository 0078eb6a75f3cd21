package coding

// Receipt reconciles what was read from one sheet: Rows = Used + Missing + sum of Excluded + sum of Rejected.
type Receipt struct {
	File, Sheet string
	What        string // kind of sheet: responses, coding, cases, …
	Rows        int    // data rows in the sheet
	Used        int
	Missing     int           // rows without content
	Excluded    []ReasonCount // by decision or rule
	Rejected    []ReasonCount // by problem code
	Notes       []ReceiptNote // what was understood without being asked: "4 numbers stored as text", a hidden sheet, notes above the header
	Columns     []ColumnUse   // how each column was taken
}

// ReasonCount counts rows by a reason; the words stand in coding/locale.
type ReasonCount struct {
	Reason string
	Count  int
}

// ReceiptNote is a code with arguments, put into words by coding/locale.
type ReceiptNote struct {
	Code string
	Args []string
}

// ColumnUse says how a column of a file was taken.
type ColumnUse struct {
	Header string
	Field  string // the field or item it fills; empty: kept as attribute
}

// Balanced reports whether the counts add up.
func (r *Receipt) Balanced() bool {
	n := r.Used + r.Missing
	for _, e := range r.Excluded {
		n += e.Count
	}
	for _, e := range r.Rejected {
		n += e.Count
	}
	return n == r.Rows
}
