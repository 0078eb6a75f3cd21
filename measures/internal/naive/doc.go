// Package naive is the slow, literal reading of the scoring rules of a study, used by tests alone: quadratic loops over the
// records, a rule a function, nothing shared with the packages whose numbers it checks. It also makes random small
// studies as files, together with what their author meant by them.
//
// [Score] gives the rows before disclosure control. A count that the rules leave open is [Open].
package naive
