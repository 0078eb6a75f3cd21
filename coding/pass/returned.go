package pass

import (
	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/sheet"
)

// Returned is a file that came back from a coder.
type Returned struct {
	Name   string      // its path as messages show it, different for each file
	Coder  string      // whose it is, where the team says so; overrides the seal and the file's name
	SHA256 string      // of its bytes in hexadecimal digits; empty: not compared with other files
	Book   *sheet.Book // nil with Err
	Err    error       // why it could not be opened
}

// CollectOptions say how returned files are read.
type CollectOptions struct {
	Rename        map[string]string     // codes by their old id or label to the id or label that they have now
	BlankReviewed bool                  // a row left empty was reviewed too, and got no code
	Progress      func(done, total int) // called after each file; may be nil
}

// Collection is what became of the files that were collected. The same files give the same collection, in whatever order
// they are handed in.
type Collection struct {
	Pass     string               `json:"pass"`
	DealHash string               `json:"deal_hash"`
	Layers   []Layer              `json:"layers"`             // in the deal's order of coders
	Files    []Reconciliation     `json:"files"`              // sorted by name
	Waiting  []string             `json:"waiting,omitempty"`  // coders of the deal without a layer
	Renames  map[string]string    `json:"renames,omitempty"`  // codes that were read as others, as asked
	Problems []coding.Problem     `json:"problems,omitempty"` // sorted by position
	Notes    []coding.ReceiptNote `json:"notes,omitempty"`    // on the whole: renames that nothing used
}

// Layer is what one coder gave. Rows holds the units that the coder reviewed, in the deal's order and with the texts that
// were dealt; a unit without a row was not reviewed. Rows is not part of a collection's JSON, whose layers carry the
// counts alone.
type Layer struct {
	Coder string          `json:"coder"`
	File  string          `json:"file"`
	Rows  []form.LayerRow `json:"-"`
	Units int             `json:"units"` // reviewed
	Coded int             `json:"coded"` // of them, with at least one code
	Codes int             `json:"codes"` // given
	Slots int             `json:"slots"` // most codes of a unit, at least 1
}
