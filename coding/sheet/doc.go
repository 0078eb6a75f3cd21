// Package sheet reads tabular files as a stream of rows of cells with their positions: Excel workbooks (.xlsx), Parquet and
// delimited text (comma, tab, semicolon; UTF-8, UTF-16, GB18030, Windows-1252). It is the only reader of data from
// workbooks.
//
// [Open] recognises a file by its content, never by its name. [Book.Rows] walks one sheet without holding it as cells,
// so a large sheet costs its bytes and one row at a time. What was understood without being asked (an encoding, a
// delimiter, hidden columns, formulas) is told by [Book.Notes] and [Book.NotesOf]; what cannot be read is an [*ReadError] with
// the file's name. [Limits] keep hostile files harmless: no file is unpacked to disk, no XML entity is expanded, and no
// content makes the package panic.
//
// The workbook's package is opened with excelize; rows are scanned straight from the worksheet's XML.
package sheet
