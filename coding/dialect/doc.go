// Package dialect reads the exports of other programs into the records of a study. It owns what each program's export looks
// like: how it is recognised, which column fills which field, and what is odd about it.
//
// [Open] recognises a file by its content, never by its name, says why, and maps it. Every layout scores the file from 0 to
// 100; the best score wins. Two layouts equally likely, or a coder whom the file does not name, are asked about: a problem
// that names the option that answers it ([Options.As], [Options.Coder], [Options.Map]). A row that cannot be taken is one
// problem at its cell, and the rest is read. The receipt balances: rows = used + missing + excluded + rejected.
//
// # Surveys
//
// An export of a survey platform becomes [Answers]: columns and, of every response, a value for each. A platform's rules say which
// columns are fields (who answered, when, how long it took) or its own bookkeeping, which rows are previews and tests, what stands
// for no answer and for a question that was skipped, and how several answers share a cell: these become a column of 0 and 1 for each
// option, rankings a column of places. A question that has the id, the number or the wording of an item of the study is that item, and
// the item's labels say what answers in words stand for; other answers in words are numbered by their degree when the file shows the
// scale. Nothing is recoded: which items run the other way, which points a scale has and which numbers mean no answer is asked
// ([Import.Questions]). An export by number and one by text, or a questionnaire's definition, given together ([Options.Together]), tell
// what the numbers mean. [OpenSurvey] takes such exports alone, for those who read tables made by hand in their own way.
//
// What the file calls things need not be what the study calls them. [Propose] writes down what was found as a [Map]: columns
// and the fields they fill, codes, coders, documents, cases. A person edits it, [ReadMap] reads it back.
//
// # Codes, interviews, segments
//
// A code is known by its path from the topmost code. Its id is the code of the study that has this id, label or path, else
// the last name of the path, else, where two paths of a file end alike, the whole path joined by slashes.
//
// An interview's id is the document's name without its extension, made safe for file names. Two documents that would share
// an id get their group before it, or else a suffix that depends on the name alone.
//
// A segment's id depends on its document, its position in it and its text (blanks aside), so that importing again changes
// nothing, and two coders who marked the same stretch share the segment.
package dialect
