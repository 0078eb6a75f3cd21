// Package multilevel owns models with random effects of groups: a random intercept, and one random slope that may vary
// with it, beside fixed effects of any number of columns.
//
//	y_gi = x_gi'β + u_g0 + u_g1·s_gi + e_gi,  (u_g0, u_g1) ~ N(0, σ²·ΛΛ'),  e ~ N(0, σ²)
//
// [Compute] estimates it by REML or ML as lme4 does for (1 | g) and (1 + s | g): β and σ² are profiled out, and the
// deviance of the lower triangle Λ alone is minimised [BatesDebRoy2004], [Bates2015]. Each group is reduced once, by a QR
// decomposition of its own columns (1, s), to at most two rows and a share in the sums within groups; a deviance and its
// gradient then cost a few operations a group, whatever the number of rows, and no digit is lost when the groups explain
// nearly everything. Newton steps with exact gradients run from the best of a grid of starts; the boundary, where a
// variance is 0 or the correlation ±1, is tried apart, and said where it wins.
//
// [OneWay] estimates the variance components of the simplest model, a random intercept without covariates, from group
// sizes and means alone.
//
// Sources: [PattersonThompson1971] Biometrika 58:545 (REML); [Searle1992] Searle, Casella & McCulloch, Variance
// Components; [BatesDebRoy2004] J Multivar Anal 91:1; [Bates2015] J Stat Softw 67(1) (lme4).
package multilevel
