// Package exchange turns a study into what other analysis programs open: a codebook or a project of the REFI-QDA standard,
// whose files package refi writes.
//
// What the standard has a place for goes there: codes in their tree under the dimensions of the framework, a user for each
// coder and pass, cases with their attributes as variables, interviews and documents as sources, segments as selections of
// their text, memos as notes. The rest (ids, ratings, periods, what was reviewed and given no code) stands in descriptions and
// notes as lines that people can read ([refi.Mark]), from which the importer makes the same records again.
// What a study keeps of another program's project without using it ([coding.Kept], colours, memos, sets) goes out again.
//
// Texts are masked unless the options say otherwise, those without consent are left out, and a selection lies where its words
// lie after masking.
package exchange
