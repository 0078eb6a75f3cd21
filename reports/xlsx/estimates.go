package xlsx

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/reports/document"
)

// WriteEstimates writes a document's estimates alone: the data sheet and the provenance of the run.
func WriteEstimates(w io.Writer, d *document.Document, lang string) error {
	f := excelize.NewFile()
	defer f.Close()
	b := newBook(f, &document.Document{Title: d.Title, Ledger: d.Ledger}, lang)
	b.do(f.SetDefaultFont(b.font()))
	b.sheets[dataKey] = b.name(b.word("report.sheet_data"), "")
	b.do(f.SetSheetName("Sheet1", b.sheets[dataKey]))
	b.sheets[provenanceKey] = b.name(b.word("report.sheet_provenance"), "")
	_, err := f.NewSheet(b.sheets[provenanceKey])
	b.do(err)
	b.data()
	b.provenance()
	b.properties()
	if b.err != nil {
		return fmt.Errorf("xlsx: %w", b.err)
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}
