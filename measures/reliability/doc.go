// Package reliability owns the internal consistency of a scale: alpha and its interval, standardised alpha, Guttman's
// lambda 6, split halves, and the statistics of each item within the scale.
//
// Everything is a function of the covariance matrix C that one pass of [moments.Source] yields, and of R, the correlation
// matrix of that C.
//
// Sources: [Cronbach1951] Psychometrika 16:297; [Feldt1965] Psychometrika 30:357; [Guttman1945] Psychometrika 10:255;
// [Eisinga2013] Int J Public Health 58:637; [Revelle2009] Revelle & Zinbarg, Psychometrika 74:145.
package reliability
