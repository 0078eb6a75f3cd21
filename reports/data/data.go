package data

import (
	"errors"
	"io"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/document"
)

// WriteCSV writes the estimates as the tidy table: UTF-8, a header of English names, a row an estimate.
func WriteCSV(w io.Writer, d *document.Document) error {
	return estimate.WriteCSV(w, d.Estimates())
}

// WriteJSON writes the released ledger as results.json: provenance, receipts, warnings and estimates, in the versioned
// schema of package ledger. A document without a ledger is an error.
func WriteJSON(w io.Writer, d *document.Document) error {
	if d.Ledger == nil {
		return errors.New("data: the document has no results")
	}
	return ledger.Encode(w, d.Ledger)
}
