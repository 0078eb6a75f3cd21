// Package document is what a writer is handed: sections of text, tables and figures, the estimates behind their cells,
// and the provenance of the run.
package document
