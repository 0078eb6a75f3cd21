// Package form makes workbooks for people to fill in: a form model ([Workbook], [Sheet], [Column]) and its xlsx writer
// ([Write]); the templates of a new study ([Templates], [StudyYAML], [Questionnaire]); and marked copies of workbooks in
// which each bad cell is coloured and says what is wrong ([Annotate], [AnnotateRows]).
//
// What is written depends on its inputs alone: the same model twice gives the same bytes.
//
// # Example rows
//
// A template's sheet holds one filled row whose id, in the sheet's first column, begins with 例 or EXAMPLE (例-访谈1,
// EXAMPLE-I1). Readers leave such rows out; nobody has to delete them.
package form
