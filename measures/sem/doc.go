// Package sem owns confirmatory factor analysis and structural equation models: lavaan's model syntax, the parameter
// table, estimation by maximum likelihood (complete rows, or every row by the likelihood of what is present), by
// robust maximum likelihood, and of ordered answers by weighted least squares; the indices of fit, the standardised
// solution, defined parameters, modification indices, the quality of measurement, and invariance across groups.
//
// [Parse] reads a model, [Build] makes its parameter table on the columns of a table, [Estimate] fits it to data, and
// [Compute] does all of that on a [moments.Source] and answers with estimates. Plain maximum likelihood works from the
// sufficient statistics of one streaming pass; everything else needs the rows.
//
// All variables v, observed and latent, follow v = A v + u (the reticular action model); derivatives of the implied
// moments are products of columns of two matrices, so that gradient, expected and observed information, row scores and
// score tests are exact and cheap. Minimisation is Fisher scoring that turns into Newton's method near the minimum.
// A model that did not converge is never given a χ².
//
// Variants are those of lavaan's defaults: covariances divide by n (likelihood "normal", χ² = n F); for ordered
// variables the delta parameterisation, two-step thresholds and polychoric correlations without a correction of empty
// cells, and n−1 for each group.
//
// Sources: [Arbuckle1996] in Marcoulides & Schumacker (eds), Advanced Structural Equation Modeling (full information);
// [Asparouhov2010] Asparouhov & Muthén, Simple second order chi-square correction, Mplus note; [BrosseauLiard2012]
// Brosseau-Liard, Savalei & Li, Multivar Behav Res 47:904, Brosseau-Liard & Savalei 2014, 49:460; [FornellLarcker1981]
// J Mark Res 18:39; [Hagglund1982] Psychometrika 47:209 (FABIN); [Henseler2015] J Acad Mark Sci 43:115;
// [LittleRubin2002] Statistical Analysis with Missing Data (EM); [McArdle1984] McArdle & McDonald, Br J Math Stat Psychol
// 37:234; [Muthen1984] Psychometrika 49:115; [Roemer2021] Roemer, Schuberth & Henseler, Ind Manag Data Syst 121:2637;
// [Rosseel2012] J Stat Softw 48(2); [Satorra2000] in Heijmans, Pollock & Satorra (eds), Innovations in Multivariate
// Statistical Analysis; [SatorraBentler2001] Psychometrika 66:507; [Sorbom1989] Psychometrika 54:371; [White1982]
// Econometrica 50:1; [YuanBentler2000] Sociol Methodol 30:165; [ZhangSavalei2022] Zhang & Savalei, Psychol Methods
// 28:263 (RMSEA and CFI with missing data).
package sem
