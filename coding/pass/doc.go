// Package pass knows how a team's coding passes become evidence: the consensus rule that settles what several coders
// gave the same segment, and the tables unit × coder with their denominators from which agreement is computed.
//
// A unit is a segment, identified by (interview, segment). A coder reviewed it when a row of theirs stands in the
// coding sheets; a row without a code says that nothing was given. Where a coder worked on a unit in several passes, the
// latest pass counts (passes that are all numbers in number order, others in byte order).
//
// [Settle] applies the consensus rule code by code:
//
//	ruled by the consensus sheet   adjudicated, accepted or not
//	one reviewer                   single
//	every reviewer gave it         agreed
//	one of two reviewers           unresolved
//	three or more reviewers        given by more than half: majority; by fewer: rejected; by exactly half: unresolved
//
// The ratings of an accepted code are pooled over the coders who gave it. Reliability is computed from the coders' own
// rows ([Layers.Tables]), never from what was settled.
package pass
