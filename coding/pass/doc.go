// Package pass knows how a team's coding passes become evidence: the consensus rule that settles what several coders
// gave the same segment, and the tables unit × coder with their denominators from which agreement is computed.
//
// A unit is a segment, identified by (interview, segment). A coder reviewed it when a row of theirs stands in the
// coding sheets; a row without a code says that nothing was given. Where a coder worked on a unit in several passes, the
// latest pass counts (passes that are all numbers in number order, others in byte order). Coders who mark stretches freely
// leave no row where they give nothing: in tables and drift they judge all text of the interviews that they have a row in
// ([Table]); the consensus rule counts rows alone, so that a stretch marked by one of them stands as single.
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
//
// Coders that are programs (AICoders of [coding.Options]) are no reviewers: tables and the consensus leave them out unless
// asked for them; coverage and the lists of coders have them.
//
// [NewDeal] deals a study's interviews to the coders of a pass: units with stable ids, a planned overlap, each coder's own
// order; [Deal.Workbook] is what a coder gets. [Collect] takes what comes back: every row is matched, anchored again by its
// text, or rejected with its reason, and a [Reconciliation] accounts for all of them.
//
// What coders differ about is listed by [Disputes], most telling confusions ([Confusions]) first; [Queue] puts it into a
// workbook to be decided, [ReadQueue] reads the decisions, [MergeRulings] puts them into the consensus sheet. Two versions of
// the codebook are compared by [CompareBooks], and [Stale] lists the codings that the changes put out of date; how a coder
// moved between two passes is told by [Layers.Drift]. [Spans] holds a pass as stretches of text.
//
// [Krippendorff2019] Krippendorff, Content Analysis, 4th ed., ch. 12. [OConnorJoffe2020] O'Connor & Joffe, Intercoder
// reliability in qualitative research, Int J Qual Methods 19.
package pass
