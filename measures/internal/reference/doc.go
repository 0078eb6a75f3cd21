// Package reference is test support: it reads values that other statistical programs computed (testdata/expected.csv
// of a family, with the program, its version and a tolerance for each value) and holds a family's estimates against
// them.
//
// The file has the columns case, file, command, measure, of, estimate, tolerance, source. A measure with a dot names
// another column of the same row of the tidy table: icc1.ci_low, welch_t.p, rmsea.ci_high, loading.se; .df1 and .df2 are
// the parts of degrees of freedom such as 2;24.5. Without a dot it is the estimate. Tolerances are absolute.
package reference
