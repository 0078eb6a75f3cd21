// Package markdown writes a document as GitHub-flavoured Markdown: headings, paragraphs, tables with their notes, figures
// as their text alternative and data, and the provenance. Texts are escaped, so that nothing of a study reads as markup.
//
// Tables of this kind have one header row: a column under a spanner is headed "spanner · label".
package markdown
