// Package multilevel owns models with random effects of groups. [OneWay] estimates the variance components of the
// simplest of them, a random intercept without covariates, from group sizes and means alone.
//
// Sources: [PattersonThompson1971] Biometrika 58:545 (REML); [Searle1992] Searle, Casella & McCulloch, Variance
// Components.
package multilevel
