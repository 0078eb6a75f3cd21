// Package html writes a document as one file that works from disk: both languages with a switch, contents, sortable and
// filtered tables, figures as SVG with a text alternative, and a panel that says where each number comes from (estimate,
// formula, n, interval, notes, the estimates below it, masked quotations). It is readable without scripts, on paper, by
// keyboard and with a screen reader.
//
// A content security policy forbids everything but the file's own style and script, by their hashes; nothing is loaded
// from a network and nothing is stored. Texts are escaped in Go or set as text in the script, never as markup. Only the
// estimates that a table or figure shows, and those they were computed from, are embedded.
package html
