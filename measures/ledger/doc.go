// Package ledger holds a run: its estimates with their dependency graph, receipts, options and input hashes. What is
// released of it is encoded as results.json ([Encode], [Decode]); explain and verify walk it ([NewGraph], [Compare]).
//
// Encoding is deterministic: the same ledger gives the same bytes, one estimate a line, and reads back as it was.
package ledger
