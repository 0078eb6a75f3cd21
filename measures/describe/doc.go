// Package describe owns the descriptive statistics of items: counts, means, spread, quantiles, shape and agreement in
// percent, for the whole table and for each level of a group.
//
// Everything comes from one pass of [moments.Source]: moments and exact value counts.
//
// Sources: [JoanesGill1998] Joanes & Gill, Statistician 47:183 (G1, G2); [HyndmanFan1996] Hyndman & Fan, Am Stat 50:361
// (quantile types).
package describe
