package coding

import "strconv"

// Missing is the reason why a value is missing; the zero value means that it is there.
type Missing uint8

const (
	Present      Missing = iota
	NotAnswered          // asked, but the cell is empty
	NotAsked             // the item was not asked of this person
	DoesNotApply         // a declared code such as 不适用 or 99
	Rejected             // the cell has a problem
)

// Value is a cell's content after reading: a number, a text, or missing with its reason.
type Value struct {
	Num     float64
	Text    string // set for texts, and for missing values as found
	IsNum   bool
	Missing Missing
}

// Number makes a numeric value.
func Number(x float64) Value { return Value{Num: x, IsNum: true} }

// Ok reports whether the value is a number.
func (v Value) Ok() bool { return v.IsNum && v.Missing == Present }

// String writes the value as a person would type it; missing values are empty.
func (v Value) String() string {
	switch {
	case v.Missing != Present:
		return ""
	case v.IsNum:
		return strconv.FormatFloat(v.Num, 'f', -1, 64)
	}
	return v.Text
}
