package document

import (
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// Document is a report before it is written in a format and language.
type Document struct {
	Key      string // profile: "review"
	Title    table.Text
	Subtitle table.Text
	Notice   table.Text // shown under the title, such as that the data are invented
	Sections []Section
	Ledger   *ledger.Ledger        // released
	Evidence []Evidence            // masked quotations behind estimates
	Items    []Item                // of the questionnaire, for the distributions of their answers
	Labels   map[string]table.Text // names of ids that estimates speak of: dimensions, cases, departments …
}

// Section is a heading with its blocks.
type Section struct {
	Key    string
	Title  table.Text
	Blocks []Block
}

// Block is a paragraph, a list, a table or a figure: exactly one is set.
type Block struct {
	Paragraph *Paragraph
	List      []Paragraph
	Table     *table.Table
	Figure    *figure.Figure
}

// Paragraph is a text with the places it cites.
type Paragraph struct {
	Key   string // what others refer to it by, such as a quotation's id; empty: nothing
	Text  table.Text
	Cites []string // estimate ids
	Refs  []string // table and figure keys
}

// Evidence is a masked quotation that an estimate's panel may show.
type Evidence struct {
	ID   string // quotation id
	Dim  string
	Case string
	Text string
	Who  table.Text // pseudonym and coarse role
}

// Tables returns the tables in order.
func (d *Document) Tables() []*table.Table {
	var out []*table.Table
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			if b.Table != nil {
				out = append(out, b.Table)
			}
		}
	}
	return out
}

// Figures returns the figures in order.
func (d *Document) Figures() []*figure.Figure {
	var out []*figure.Figure
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			if b.Figure != nil {
				out = append(out, b.Figure)
			}
		}
	}
	return out
}

// Estimates returns the released estimates.
func (d *Document) Estimates() []estimate.Estimate {
	if d.Ledger == nil {
		return nil
	}
	return d.Ledger.Estimates
}
