// Package html writes a document as one file that works from disk: both languages with a switch, contents, search, sortable
// and filtered tables, figures as SVG with a text alternative whose marks answer to the pointer and the keyboard, and a
// panel that says where each number comes from (formula, n, interval, notes, source, the estimates below and above it,
// masked quotations, how the answers to the items spread, the command that shows the whole calculation). It is readable
// without scripts, on paper, by keyboard and with a screen reader.
//
// All languages but the first stand in an element that a browser with scripts leaves unread until it is asked for, and
// what is far from the window is not laid out, so that a large report opens quickly.
//
// A content security policy forbids everything but the file's own style and script, by their hashes; nothing is loaded
// from a network and nothing is stored. Texts are escaped in Go or set as text in the script; the only markup that the
// script sets is a language of the page as Go wrote it. Only the estimates that a table or figure shows, and those they
// were computed from, are embedded.
package html
