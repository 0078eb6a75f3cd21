// Package aggregate owns the questions that come before a group's mean may stand for the group: within-group agreement
// (rwg(j), average deviation) and the reliability of individual answers and of group means (ICC(1), ICC(2), by ANOVA and
// by REML).
//
// Everything comes from one pass of [moments.Source]: moments and value counts by group.
//
// Sources: [JamesDemareeWolf1984] J Appl Psychol 69:85 (rwg); [LeBretonSenter2008] Organ Res Methods 11:815 (slight-skew
// null); [Bliese2000] in Klein & Kozlowski (eds), Multilevel Theory (ICC, n0); [Burke1999] Burke, Finkelstein & Dusig,
// Organ Res Methods 2:49 (average deviation).
package aggregate
