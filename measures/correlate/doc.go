// Package correlate owns correlations of pairs of variables: Pearson's r, Spearman's rho, Kendall's tau-b and
// the polychoric correlation of ordered categories, each over the rows in which both are present.
//
// Pearson's r comes from one pass; the rank correlations need the rows ([moments.RowSource]); polychoric correlations
// come from the tables of counts of the pairs, which any source gives.
//
// Sources: [Fisher1921] Metron 1:3 (z transformation); [Knight1966] J Am Stat Assoc 61:436 (tau in n log n);
// [Kendall1970] Kendall, Rank Correlation Methods, 4th ed. (variance under ties);
// [Olsson1979] Psychometrika 44:443 (two-step polychoric correlation); [Muthen1984] Psychometrika 49:115 (its standard
// error).
package correlate
