// Package factor owns exploratory factor analysis: whether a correlation matrix suits it (KMO, Bartlett), how many
// factors to keep (eigenvalues, parallel analysis), the extraction and rotation of factors, and what other families take
// from it: the general and group factors of Schmid and Leiman, and the one factor of a scale.
//
// Everything is a function of R, the Pearson correlations of items over the rows that have both, from one pass of
// [moments.Source].
//
// Sources: [KaiserRice1974] Educ Psychol Meas 34:111; [Bartlett1951] Biometrika 38:337; [Horn1965] Psychometrika 30:179;
// [Bartlett1934] Proc R Soc Edinb 53:260 (triangular factor of a Wishart matrix); [Podsakoff2003] J Appl Psychol 88:879
// (the single-factor screen is weak); [HarmanJones1966] Psychometrika 31:351 (minres); [Joreskog1967] Psychometrika
// 32:443 (maximum likelihood in the uniquenesses); [Joreskog1977] in Statistical Methods for Digital Computers
// 3:125 (least squares in the uniquenesses); [LawleyMaxwell1971] Factor Analysis as a Statistical Method;
// [Guttman1956] Psychometrika 21:273 (starting communalities); [SchmidLeiman1957] Psychometrika 22:53.
package factor
