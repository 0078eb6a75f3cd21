// Package data writes the released estimates of a document for programs: the tidy table as CSV, and results.json. Numbers
// have full precision and never depend on a language.
package data
