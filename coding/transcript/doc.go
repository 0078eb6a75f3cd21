// Package transcript reads the text of an interview and cuts it into units to code.
//
// [Read] takes a text file (UTF-8, UTF-16, UTF-32, GB18030) or a Word document (.docx) and finds who speaks: turns are
// stretches of the text, counted in code points. [FromRows] makes the same of rows that name their speaker. [Cut] and [CutWithin] give
// turns, paragraphs or sentences.
//
// # Who speaks
//
// A speaker stands at the beginning of a line, before a colon (`张三：`, `访谈者:`, `Q：`), before or behind a time mark
// (`[00:12:31] 张三：`, `发言人1 00:12`), or alone on a line above what is said. Inside a line a colon never begins a turn.
// What stands there is a name only if the whole text bears it out:
//
//   - It is short (16 characters, in Latin script 40 and four words), has a letter and no sentence punctuation, and does not read like
//     the beginning of a sentence: no function words (`我们的想法：`), no verb of saying at the end (`王科长说：`), no word that
//     orders or labels text (`第一点：`, `例如：`, `时间：`, `责任单位：`, `Note:`), nothing that the colon joins to what follows (`http://`, 3:2).
//   - A word for somebody who asks or answers (访谈者, 受访者2, Interviewer) is a speaker wherever it stands there; a short mark
//     (Q, A, I, R, 问, 答, 甲, 乙) when the text has at least two such lines; 问题 when somebody answers. A number may stand before
//     these (1、问：).
//   - Any other name must recur: twice with time marks or where others speak too, three times where nobody else does. In a text with
//     speakers one occurrence is enough for a name with a time mark, with a title (李科长), or of the same series as another (P3 beside P1).
//   - Alone on a line without colon or time mark stand only names that do so twice, and that also stand before a colon, or are
//     words for those who ask and answer; in a text without any other sign, also names that take turns: two or more of them,
//     each at least twice, never two of them on successive lines, a third of all lines at least.
//   - Lines `label：value` above the interview, one of them a time, place or the like, are no turns: `受访者：张三` among them is
//     the record's head.
//
// What is before the first speaker is a turn without a speaker. In a Word document a table of two columns, speaker and
// text, gives turns by its rows when its first column passes for names by the same rules.
package transcript
