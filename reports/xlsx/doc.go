// Package xlsx writes a document as a workbook: a contents sheet with links, the text, a sheet a table and a sheet a
// figure, the estimates as a tidy data sheet, and the provenance of the run.
// A workbook may hold two languages, one behind the other.
//
// Cells of tables are real numbers under number formats that show exactly the text of the other formats; what no number
// format can show is a text cell, and the data sheet has its number. Texts are never formulas, whatever they begin with.
// Charts are native: a dumbbell is a line chart of markers with high-low lines, coupling levels are clustered bars, a heat
// map is a colour scale on its cells; a path diagram has no native kind and is listed as nodes and links.
//
// The same document gives the same bytes: archive entries are sorted and carry no time, and the properties name neither a
// person nor a date.
package xlsx
