// Package numeric owns the numerics that several families share and that gonum lacks: ranks and quantiles, tails of the
// common distributions that stay accurate far out, adjustment of p values, the studentised range, noncentral t, F and χ²
// with the limits of their noncentrality, the bivariate normal distribution, rotations of factor loadings, and resampling
// whose results depend on the seed and the replicate alone.
//
// Functions take slices and numbers, never records; what cannot be computed is NaN, never a panic.
//
// Sources: [BenjaminiHochberg1995] J R Stat Soc B 57:289; [Holm1979] Scand J Stat 6:65; [HyndmanFan1996] Am Stat
// 50:361; [CopenhaverHolland1988] J Stat Comput Simul 30:1 (the integrals of the studentised range);
// [Steiger2004] Psychol Methods 9:164 (limits of a noncentrality); [Trefethen2014] SIAM Rev 56:385 (the trapezoidal
// rule for analytic functions); [Steele2014] Steele, Lea & Flood, OOPSLA 2014 (the mixing function of streams);
// [Lemire2019] ACM Trans Model Comput Simul 29:3 (uniform whole numbers); [EfronTibshirani1993] An Introduction to the
// Bootstrap; [Efron1987] J Am Stat Assoc 82:171 (BCa); [Chandrupatla1997] Adv Eng Softw 28:145 (zeros); [Kaiser1958] Psychometrika 23:187 (varimax);
// [HendricksonWhite1964] Br J Stat Psychol 17:65 (promax); [Jennrich2002] Psychometrika 67:7 (oblique rotation);
// [BernaardsJennrich2005] Educ Psychol Meas 65:676 (gradient projection); [Genz2004] Stat Comput 14:251 (the bivariate normal
// distribution).
package numeric
