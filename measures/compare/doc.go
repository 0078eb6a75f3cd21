// Package compare owns comparisons between groups: tests and effect sizes of two groups and of several, post hoc
// contrasts, paired comparisons, tests of categorical values, and what of it survives clustering and weighting.
//
// [Compute] works from one pass over a table: counts, sums and squares by group, and exact value counts, from which
// medians, ranks, U, H, Cliff's δ and the Hodges–Lehmann difference follow without holding rows. Pairs and bootstraps
// read the rows. The tests are functions of [Sample] (moments) and [Grid] (value counts) and may be called alone.
//
// Levels sort by number when all are numbers, else by bytes, unless [Options.Levels] orders them; a contrast A-B is
// first minus second in that order. A group of fewer than two values is counted and left out of the tests.
//
// A difference of means has Welch's standard error and interval, within pairs that of the mean of the differences. With
// [Options.Cluster] it and the Student t alone have a p (CR1 standard error, G−1 df, from 10 clusters on); the other tests
// keep their statistic, and their intervals come from a bootstrap of clusters. With [Options.Weight] the mean-based tests use
// Kish's effective n, (Σw)²/Σw² [Kish1965], and rank tests have no p.
//
// Sources: [Welch1951] Biometrika 38:330; [MannWhitney1947] Ann Math Stat 18:50; [Cliff1993] Psychol Bull 114:494;
// [FengCliff2004] J Mod Appl Stat Methods 3:322 (limits at δ = ±1); [HodgesLehmann1963] Ann Math Stat 34:598;
// [Hedges1981] J Educ Stat 6:107; [Steiger2004] Psychol Methods 9:164; [KruskalWallis1952] J Am Stat Assoc 47:583;
// [TomczakTomczak2014] Trends Sport Sci 21:19; [GamesHowell1976] J Educ Stat 1:113; [Dunn1964] Technometrics 6:241;
// [Wilcoxon1945] Biometrics Bull 1:80; [Fisher1935] J R Stat Soc 98:39; [MehtaPatel1983] J Am Stat Assoc 78:427;
// [Cramer1946] Mathematical Methods of Statistics; [BellMcCaffrey2002] Surv Methodol 28:169 (CR1); [Kish1965] Survey
// Sampling.
package compare
