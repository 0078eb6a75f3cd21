// Package docx writes a document as a Word file (WordprocessingML, ECMA-376 transitional, with the drawings of Word 2010):
// title, contents and lists of tables and figures, headings, paragraphs whose mentions of tables are references, tables of
// three rules, figures as groups of shapes with real text, and the provenance. It owns the format's syntax, the page's
// geometry and the styles; numbers and marks come from the grid as texts.
//
// Wide tables stand on landscape pages; one that no page can hold is set in parts. The part customXml/item1.xml lists the
// estimate behind every number of every table by row and column; no program shows it. The same document gives the same
// bytes.
package docx
