// Package grid resolves a table once, in one language, for every format: header rows with spanners, rows under their
// group headings, numbers rounded in the number style of the language, letters of the marked notes, dashes and
// suppressed cells. A writer prints what a [Grid] says and decides nothing but syntax.
//
// Each cell keeps its text, the value behind it and a number format code under which a spreadsheet shows exactly that
// text, the ids of the estimates shown, alignment, shading and level.
//
// The language profiles follow APA 7 (en: no leading zero for p and coefficients) and the habits of Chinese journals
// (zh: leading zeros, 表1, 注：).
package grid
