// Package mediate owns mediation by ordinary least squares: an effect of x on y and the part of it that runs through one
// mediator or several in parallel, with covariates, clusters of rows and a moderator.
//
// Equations, with covariates C in each:
//
//	M_j = i + a_j·X + C        Y = i + c'·X + Σ b_j·M_j + C        Y = i + c·X + C
//
// indirect is a_j·b_j, direct c', total c; c = c' + Σ a_j·b_j. With a moderator W the models have the numbers of
// [Hayes2022]: the first stage is moderated unless asked otherwise (model 7, W and X×W in the equations of the
// mediators), the second (model 14, W and M_j×W in the equation of y), or both (model 58). W is centred on its mean, so
// that a and b hold there, and
//
//	indirect(w) = (a_j + a_jw·(w−W̄))·(b_j + b_jw·(w−W̄))
//
// is given at one SD below the mean of W, at the mean, and one SD above, as is, for one moderated stage, its slope in W,
// the index of moderated mediation [Hayes2015].
//
// Intervals of products come from a bootstrap of rows, or of whole clusters: replicates weight the cross-products of the
// rows, which gives the regressions of the resampled rows exactly without building them.
//
// Mediation of one-time answers is an association in an assumed order, and every table says so.
//
// Sources: [Sobel1982] Sociol Methodol 13:290; [Hayes2015] Multivariate Behav Res 50:1; [Hayes2022] Introduction to
// Mediation, Moderation, and Conditional Process Analysis, 3rd ed. (PROCESS); [PreacherHayes2008] Behav Res Methods 40:879
// (parallel mediators); [BellMcCaffrey2002] Surv Methodol 28:169 (CR1).
package mediate
