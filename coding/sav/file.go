package sav

import (
	"iter"
	"slices"
	"strconv"
)

// File is the dictionary of a system file.
type File struct {
	Label         string
	Encoding      string // of the text in the file as it was read; files are written in UTF-8
	Product       string // the program that wrote it; not written
	Created       string // "25 Mar 24 13:05:59" as in the file; written when it has that form, else a fixed date
	Cases         int    // -1 unknown; when writing, 0 and less are unknown
	Variables     []Variable
	Documents     []string // lines of at most 80 bytes; longer ones are broken when written
	Weight        string   // name of the variable, empty without one
	MultipleSets  []MultipleSet
	VariableSets  []VariableSet
	Attributes    []Attribute
	BigEndian     bool // as read
	Compression   Compression
	missingNumber float64 // the number that means system-missing
}

// Compression is how the cases are packed.
type Compression uint8

// The three kinds of files.
const (
	None     Compression = iota // 8 bytes a number
	Bytecode                    // small whole numbers in one byte, as SPSS itself saves
	ZLib                        // that, packed by zlib: .zsav
)

// Variable is a column.
type Variable struct {
	Name       string // up to 64 bytes
	Short      string // up to 8 bytes, how old programs and some records name it
	Label      string
	Width      int // 0: a number; else the bytes of the text
	Format     Format
	Measure    Measure
	Align      Align
	Display    int // columns on the screen, 0 not given
	Missing    Missing
	Labels     []ValueLabel // may be shared by several variables
	Role       string       // input, target, both, none, partition, split; empty not given
	Attributes []Attribute
}

// Value is a cell: a number or, in a variable with a width, a text.
type Value struct {
	Num     float64 // NaN when missing
	Str     string  // without trailing blanks
	Missing bool    // system-missing; never for texts, whose nothing is ""
}

// ValueLabel names a value.
type ValueLabel struct {
	Value Value
	Text  string
}

// Missing are the values that the author of a file declared to be missing: up to three, or a range and one.
type Missing struct {
	Values    []Value
	HasRange  bool
	Low, High float64 // inclusive; the infinities stand for LOWEST and HIGHEST
}

// Measure is a variable's level of measurement.
type Measure uint8

// The levels of measurement.
const (
	MeasureUnknown Measure = iota
	Nominal
	Ordinal
	Scale
)

func (m Measure) String() string {
	if int(m) < 4 {
		return [...]string{"unknown", "nominal", "ordinal", "scale"}[m]
	}
	return "unknown"
}

// Align is the side of a column on the screen.
type Align uint8

// The alignments. The default is right for numbers and left for texts.
const (
	AlignDefault Align = iota
	Left
	Right
	Center
)

// Attribute is a name with values that SPSS keeps and does not read.
type Attribute struct {
	Name   string
	Values []string
}

// MultipleSet is a question with several answers, spread over variables.
type MultipleSet struct {
	Name       string // begins with $
	Label      string
	Categories bool   // each variable holds an answer; else each holds Counted or not
	Counted    string // the value that counts, of dichotomies
	ByValues   bool   // the categories' labels are those of the counted values, not of the variables
	LabelVar   bool   // the set's label is that of its first variable
	Variables  []string
}

// VariableSet is a named choice of variables.
type VariableSet struct {
	Name      string
	Variables []string
}

// Number is a cell that holds x.
func Number(x float64) Value { return Value{Num: x} }

// Text is a cell that holds s.
func Text(s string) Value { return Value{Str: s} }

// Variable returns the variable with the name, or nil.
func (f *File) Variable(name string) *Variable {
	i := slices.IndexFunc(f.Variables, func(v Variable) bool { return v.Name == name })
	if i < 0 {
		return nil
	}
	return &f.Variables[i]
}

// Fit makes the texts of a file as wide as the longest among the cases, the labels and the missing values, in bytes of UTF-8 and at
// least 1. It is for files about to be written: a width of another encoding may be too narrow in UTF-8.
func (f *File) Fit(rows iter.Seq[[]Value]) {
	for i := range f.Variables {
		if v := &f.Variables[i]; v.Width > 0 {
			v.Width = 1
			for _, l := range v.Labels {
				v.Width = max(v.Width, len(l.Value.Str))
			}
			for _, m := range v.Missing.Values {
				v.Width = max(v.Width, len(m.Str))
			}
		}
	}
	for row := range rows {
		for i := range min(len(row), len(f.Variables)) {
			if v := &f.Variables[i]; v.Width > 0 {
				v.Width = max(v.Width, len(row[i].Str))
			}
		}
	}
}

// UserMissing reports whether the file declares the value to be missing. A system-missing value is not.
func (v *Variable) UserMissing(x Value) bool {
	if x.Missing {
		return false
	}
	if v.Width > 0 {
		return slices.ContainsFunc(v.Missing.Values, func(m Value) bool { return m.Str == x.Str })
	}
	if v.Missing.HasRange && x.Num >= v.Missing.Low && x.Num <= v.Missing.High {
		return true
	}
	return slices.ContainsFunc(v.Missing.Values, func(m Value) bool { return m.Num == x.Num })
}

// LabelOf is the label of a value.
func (v *Variable) LabelOf(x Value) (string, bool) {
	for i := range v.Labels {
		if l := &v.Labels[i]; !x.Missing && (v.Width > 0 && l.Value.Str == x.Str || v.Width == 0 && l.Value.Num == x.Num) {
			return l.Text, true
		}
	}
	return "", false
}

// Show is the value as a person would type it: a date in ISO form, a number in plain decimals, nothing for a missing one.
func (v *Variable) Show(x Value) string {
	switch {
	case x.Missing:
		return ""
	case v.Width > 0:
		return x.Str
	}
	if s, ok := v.Format.ISO(x.Num); ok {
		return s
	}
	return strconv.FormatFloat(x.Num, 'f', -1, 64)
}
