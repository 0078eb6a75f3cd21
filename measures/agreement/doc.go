// Package agreement measures how far coders who judged the same units agree: percent agreement, the chance-corrected
// coefficients of many coders (Fleiss, Conger, Krippendorff, Gwet, Brennan and Prediger), those of each pair of coders
// (Cohen, Scott, Holsti and the 相互同意度 and 信度 of Chinese
// content analyses) and the prevalence of each category.
//
// A table has a row a unit and a column a coder; a coder may skip units. Where coders give any number of codes to a
// unit, the table of one code holds its presence, with the categories 0 and 1 ([Compute]), and the table of all codes
// their sets ([ComputeSets]). Units that are coded alike and lie in one cluster may share a row.
//
// Notation: units i = 1..n with at least one code, n₂ of them with two or more; r_i codes of unit i, r_ik of them in
// category k; q categories; weights w_kl with 1 on the diagonal; π_k the mean over units of r_ik/r_i; T_w = Σ w_kl.
//
// Sources:
//
//   - [BrennanPrediger1981] Brennan & Prediger, Educational and Psychological Measurement 41:687.
//   - [Conger1980] Conger, Psychological Bulletin 88:322.
//   - [Fleiss1971] Fleiss, Psychological Bulletin 76:378.
//   - [FleissCohenEveritt1969] Fleiss, Cohen & Everitt, Psychological Bulletin 72:323.
//   - [Gwet2008] Gwet, British Journal of Mathematical and Statistical Psychology 61:29.
//   - [Gwet2014] Gwet, Handbook of Inter-Rater Reliability, 4th ed.
//   - [Holsti1969] Holsti, Content Analysis for the Social Sciences and Humanities.
//   - [Krippendorff2011] Krippendorff, Computing Krippendorff's Alpha-Reliability.
//   - [Krippendorff2019] Krippendorff, Content Analysis, 4th ed.
//   - [Passonneau2006] Passonneau, Measuring agreement on set-valued items (MASI), LREC 2006.
//   - [Scott1955] Scott, Public Opinion Quarterly 19:321.
//   - [Wang1991] Wang Shih-fan 王石番, 传播内容分析法：理论与实证, Taipei 1991.
package agreement
