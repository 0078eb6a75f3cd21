// Package weights derives weights of indicators: from the spread of data over cases (entropy, CRITIC, principal
// components), from a judgement matrix (the analytic hierarchy process), or equal ones.
//
// Data stand a row a case, a column an indicator; rows with a missing value are left out. Weights are not negative and
// sum to 1.
//
// Sources:
//
//   - [Diakoulaki1995] Diakoulaki, Mavrotas & Papayannakis, Computers & Operations Research 22:763.
//   - [Saaty1980] Saaty, The Analytic Hierarchy Process.
//   - [Shannon1948] Shannon, Bell System Technical Journal 27:379.
package weights
