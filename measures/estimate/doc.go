// Package estimate holds the second waist of smekit: the [Estimate], one row of the tidy table in which every measure
// of the toolkit answers, with its identifiers, its notes and its encodings.
//
// A statistic of any kind, from a mean to a fit index, is a slice of estimates. Reports, disclosure control, the ledger
// and the command line know nothing of a family but these rows.
package estimate
