// Package form makes workbooks for people to fill in: a form model ([Workbook], [Sheet], [Column]) and its xlsx writer
// ([Write]); the templates of a new study ([Templates], [StudyYAML], [Questionnaire]); and marked copies of workbooks in
// which each bad cell is coloured and says what is wrong ([Annotate], [AnnotateRows], [AnnotateSheets]). For a team's coding
// pass it makes the workbook of a coder ([Coder]), the list of disagreements to decide ([Queue]), and the sheets that a study reads of what
// came back ([Layer], [Consensus]); [CoderFields] and [QueueFields] are their columns, for those who read them again.
//
// For an import it adds rows to workbooks that exist and leaves the rest of them as it is ([Merge]), and makes the workbooks that
// ask for what a file does not say ([MapBook], [Proposal]).
//
// What is written depends on its inputs alone: the same model twice gives the same bytes.
//
// # Example rows
//
// A template's sheet holds one filled row whose id, in the sheet's first column, begins with 例 or EXAMPLE (例-访谈1,
// EXAMPLE-I1). Readers leave such rows out; nobody has to delete them.
//
// # Locks
//
// Ids and texts of a pass's workbooks are locked without a password, against slips of the hand. Excel gives an inserted row the
// locks of its neighbour and does not sort locked rows; the empty rows below the units are open, and the instructions say how
// to lift the protection. Sheets that are not for people are hidden so that Excel does not list them ([SealSheet]).
package form
