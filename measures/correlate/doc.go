// Package correlate owns correlations of pairs of variables: Pearson's r, Spearman's rho and Kendall's tau-b, each over
// the rows in which both are present.
//
// Pearson's r comes from one pass; the rank correlations need the rows ([moments.RowSource]).
//
// Sources: [Fisher1921] Metron 1:3 (z transformation); [Knight1966] J Am Stat Assoc 61:436 (tau in n log n);
// [Kendall1970] Kendall, Rank Correlation Methods, 4th ed. (variance under ties).
package correlate
