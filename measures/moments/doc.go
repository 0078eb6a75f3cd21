// Package moments owns the one streaming pass: counts, sums, centred powers and cross-products, and exact value counts,
// per group and per cluster. The families describe, correlate, reliability, aggregate and compare compute from its
// [Moments] alone, so a table need not fit in memory, and a database engine can answer the same [Plan] with a query.
//
// A [Source] answers a plan. A [RowSource] gives its rows; [FromRows] makes a source of it by streaming. A [Frame] is a
// small table in memory and is both. What cannot be had from one pass (Kendall's tau, pairs of rows) asks the source
// whether it is a RowSource too.
//
// Numbers: every block of rows is centred on its own means and blocks are merged by the pairwise update of Chan,
// Golub and LeVeque, so that data around 1e9 keep their digits. Blocks have a fixed size and are merged in order: the
// result does not depend on the number of cores.
//
// Sources: [Chan1983] Chan, Golub & LeVeque, Am Stat 37:242; [Pebay2008] Pébay, Formulas for robust, one-pass parallel
// computation of covariances and arbitrary-order statistical moments, SAND2008-6212.
package moments
