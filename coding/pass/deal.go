package pass

import "github.com/smekit/smekit/coding"

// Deal is what a pass hands out: the units, the codebook they are to be coded with, and who gets which. It is kept as
// JSON ([Deal.Encode], [DecodeDeal]), so that what comes back can be checked against it.
type Deal struct {
	Pass string
	Cut  string // how units were cut: turn, paragraph, sentence; empty where all of them were given as segments
	// Longest is how many code points a unit cut from a transcript has at most; 0 sets no bound but that of a cell.
	Longest int
	Seed    uint64
	Lang    string // of the workbooks: zh, en, both
	Slots   int    // code columns of a row
	Book    Book
	Units   []DealtUnit  // in the order of the interviews and of their text
	Coders  []DealtCoder // in the order given
}

// DealtUnit is a stretch of text to be coded, identified by (Interview, ID).
type DealtUnit struct {
	Interview, ID string
	Speaker       string
	Text          string
	Period        string
	From, To      int    // code points of the transcript; To 0 where the unit was given as a segment
	Hash          string // [TextHash] of Text
	Shared        bool   // belongs to the planned overlap
}

// DealtCoder is a coder with the units to code, as indices of Deal.Units in the coder's own order.
type DealtCoder struct {
	Name  string
	Units []int
}

// Book is a version of the codebook. Without a codebook the framework's dimensions are its codes.
type Book struct {
	Version string // the latest `since` of its codes, where they give one
	Hash    string // SHA-256 of the codes' canonical form
	Codes   []coding.Code
}
