// Package study reads a study from its files into checked records: which file is what, each kind of sheet into records,
// and every problem at its cell.
//
// A study is a folder (or one workbook whose sheets carry the same names):
//
//	study.yaml                       title, language, bands, order of periods and roles, names to mask, other file names
//	framework.xlsx or .yaml          the study's own framework; without it the built-in one (see [Framework])
//	codebook.xlsx                    codes
//	cases.xlsx                       cases, departments, interviews, respondents
//	interviews/*.txt, *.docx, *.xlsx transcripts, named for their interview: I08.txt, I08 访谈稿.docx (see package transcript)
//	coding/PASS/CODER.xlsx           coded segments; or coding.xlsx with columns pass and coder
//	coding/consensus.xlsx            the settled layer
//	survey/instrument.xlsx           items
//	survey/responses*.xlsx, *.csv    responses, or the export of a survey platform as it is; *.sav and *.zsav of SPSS too
//	ties.xlsx, documents.xlsx, benchmarks.xlsx, decisions.xlsx
//	passes/                          the team's post box, not read; a workbook as dealt that lies in coding/ instead is a problem
//	imports/                         records of what was imported, not read
//
// Every table may be .xlsx, .xls of Excel 97 to 2003, .csv, .tsv or .parquet; an .xls beside a file of the same name in
// another format is left aside.
//
// Columns go by English or Chinese headers in any order; notes may stand above the header, and the header may have two
// rows. References are ids, names or labels in either language. What was understood without being asked (labels beside
// codes, full-width digits, a code in other letter case) is counted in the sheet's receipt; what was not is a problem,
// with a suggestion where a plausible one exists. A receipt balances: rows = used + missing + excluded + rejected.
//
// Responses whose columns are those of a survey platform are read by its rules (see package dialect): its header rows, its marks of
// missing answers, its questions by number or wording. The receipt says what was recognised by which columns; cells keep their
// places in the file, and decisions answer them there. Where several files of responses have no ids, the ids that they are given begin
// with the file's name.
//
// A transcript in a table is rows of segments with ids, or of speakers and text, which become its turns; a column 序号 of running
// numbers says nothing. A coding sheet may have columns
// start and end: the stretch of the transcript that the row marks, in code points from 0, up to but not including end. Coders who
// mark freely have segment ids of their own: an id that two of them (or two passes) give to different stretches is two segments,
// the second called ID@START-END; inside one coder's pass it is a problem. Without start and end an id is one segment for all coders,
// and different texts for it are a problem.
//
// Without order.period in study.yaml the names of the periods tell their order (before and after, dates, years and halves,
// one name with rising numbers); where they do not, that is a problem, because a difference of periods is always the later
// minus the earlier. A receipt says which order was taken, of periods, roles (leader, staff) and sides (approval, supervision).
//
// A file that is not read is told in the receipt of the folder. It is a problem where data were to be expected: an old or
// foreign format (.ods, .dta, …) in survey or coding or under a known name at the root, a name that is a slip for a known one.
// Problems too are two files with the same bytes, and a coder named like a copy of another (`name (1)`, `name - 副本`).
//
// The decisions sheet answers problems without touching the files. A recoded cell is read as if it held the decision's value;
// an excluded respondent, interview, segment or row is left out, and its problems no longer block; an accepted problem
// stays listed and no longer blocks, and what it rejected stays out. A decision that matches nothing is a problem.
package study
