// Package interview scores coded interviews: from the settled units of a coding layer to presence, prevalence, rated
// scores, rate, share and salience of every dimension, for each cell of a study.
//
// # One interview
//
// Evidence for a dimension has four states, which are never mixed: not asked (missing), asked and not mentioned,
// said to be absent, mentioned. A unit is one accepted code on one segment; it counts for its dimension and for every
// group above it that has the source interview of its own.
//
//   - presence: 1 with at least one unit in state mentioned; else 0 where the topic was asked. An interview counts as
//     asked when the interviews sheet says so, or when it holds any accepted unit of the dimension in any period; one in
//     which the thing is only said to be absent was therefore asked, and has presence 0.
//   - rated score: V = Σ(a·d)/Σa over the rated units, a the intensity 1–3, d the direction −1, 0, 1 toward the
//     construct (absent is −1); Q = 50 + 50V. Units that lack intensity or direction are unrated: they count for presence alone.
//     Without a rated unit an interview has no score: never 0, never 50.
//   - share: segments of the dimension / all segments of the interview.
//   - rate: segments of the dimension per 1,000 characters, or words where no interview's characters are known.
//   - salience: 1 when the dimension is the most or second most frequent of its family (the dimensions under the same
//     parent that have the source interview), by segments; fewer than two others are ahead of it.
//
// # A cell
//
// prevalence = interviews with presence / interviews asked. V and Q are unweighted means over the interviews with a
// score; with fewer of them than the framework's min_interviews both are empty. Share, rate and salience are unweighted
// means over the interviews asked (share: those with a segment, rate: those of known length). In a cell with a period
// only the segments that speak of that period count; who was asked does not depend on it.
package interview
