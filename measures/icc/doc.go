// Package icc computes the six intraclass correlations of Shrout and Fleiss for targets that the same or other raters
// rated, with their F tests and confidence limits.
//
// Notation: n targets, k raters, complete rows only; mean squares MSB between targets, MSW within targets, MSJ between
// raters, MSE of the residual.
//
// Sources:
//
//   - [McGrawWong1996] McGraw & Wong, Psychological Methods 1:30.
//   - [Satterthwaite1946] Satterthwaite, Biometrics Bulletin 2:110.
//   - [ShroutFleiss1979] Shrout & Fleiss, Psychological Bulletin 86:420.
package icc
