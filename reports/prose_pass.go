package reports

import "github.com/smekit/smekit/reports/document"

// passMethods writes the methods of the report after a pass: who coded, how far they agreed, how the codes level off.
func (p *prose) passMethods(of *passReport) {
	p.coding(of.pass)
	p.saturation()
	p.software()
	p.tables()
}

// withReferences appends the works cited as a section of their own.
func (p *prose) withReferences(d *document.Document) {
	if works := p.references(); len(works) > 0 {
		d.Sections = append(d.Sections, document.Section{Key: "references", Title: proseSays("references"), Blocks: []document.Block{{List: works}}})
	}
}
