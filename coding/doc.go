// Package coding is the first waist of smekit: the records of a study of coded interviews and staff surveys, each with
// the position ([Pos]) it was read from, and the problems found while reading. Plain structs, standard library only.
//
// Its sub-packages turn people's files into these records and make workbooks for people to fill in; everything
// downstream, scores and reports, knows the records alone.
package coding
