package sem

import "fmt"

// Operators of [Term].
const (
	Loads     = "=~" // Left is a latent variable measured by Right
	Regresses = "~"  // Left is regressed on Right; the intercept where Right is "1"
	Covaries  = "~~" // Left and Right covary; the (residual) variance where they are the same
	Cuts      = "|"  // Right is a threshold (t1, t2, …) of Left
)

// Syntax is a parsed model: its terms, one for each pair of names, and its definitions and equalities in the order of the text.
type Syntax struct {
	Terms   []Term
	Defined []Definition
	Equal   []Equality
}

// Term is one relation of two names.
type Term struct {
	Left, Op, Right string
	LeftAt, RightAt Place
	Fixed           []Fix     // values a*x gives: one for all groups or one for each; empty: by default
	Start           []float64 // start values, likewise
	Labels          []string  // labels, likewise; an empty label is none
}

// Fix is a value a parameter is fixed to, or its explicit freeing by NA.
type Fix struct {
	Value float64
	Free  bool
}

// Place is a place in the model's text, counted from 1.
type Place struct{ Line, Col int }

// Definition is NAME := expression over labels.
type Definition struct {
	Name string
	At   Place
	expr expr
}

// Equality says that the parameters labelled A have the value of those labelled B, or the number Value where B is empty.
type Equality struct {
	A, B  string
	Value float64
	At    Place
}

// SyntaxError is a place where the model's text cannot be read: what stands there and what would be expected.
type SyntaxError struct {
	Place
	Got  string // what stands there; empty at the end of the text
	Want string // what would be expected, in words
}

func (e *SyntaxError) Error() string {
	got := fmt.Sprintf("%q", e.Got)
	switch e.Got {
	case "":
		got = "the end of the model"
	case "\n":
		got = "the end of the line"
	}
	return fmt.Sprintf("model, line %d, column %d: expected %s, got %s", e.Line, e.Col, e.Want, got)
}

// ModelError is a model that can be read but not built on these columns: an unknown column, a label nobody has.
type ModelError struct {
	Place
	Message string
}

func (e *ModelError) Error() string {
	if e.Line == 0 {
		return "model: " + e.Message
	}
	return fmt.Sprintf("model, line %d, column %d: %s", e.Line, e.Col, e.Message)
}
