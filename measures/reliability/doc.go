// Package reliability owns the internal consistency of a scale: alpha and its interval, standardised alpha, Guttman's
// lambda 6, split halves, the omegas, and the statistics of each item within the scale.
//
// Everything is a function of the covariance matrix C that one pass of [moments.Source] yields, and of R, the correlation
// matrix of that C; but for the ordinal coefficients, which need the rows.
//
// Sources: [Cronbach1951] Psychometrika 16:297; [Feldt1965] Psychometrika 30:357; [Guttman1945] Psychometrika 10:255;
// [Eisinga2013] Int J Public Health 58:637; [Revelle2009] Revelle & Zinbarg, Psychometrika 74:145;
// [McDonald1999] Test Theory; [Zumbo2007] Zumbo, Gadermann & Zeisser, J Mod Appl Stat Methods 6:21 (ordinal alpha and
// omega); [GreenYang2009] Psychometrika 74:155.
package reliability
