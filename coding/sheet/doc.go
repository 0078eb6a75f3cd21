// Package sheet reads tabular files as a stream of rows of cells with their positions: Excel workbooks (.xlsx, and .xls of
// Excel 97 to 2003), Parquet and delimited text (comma, tab, semicolon, bar; UTF-8, UTF-16, GB18030, Windows-1252). It is the
// only reader of data from workbooks.
//
// [Open] recognises a file by its content, never by its name. [Book.Rows] walks one sheet without holding it as cells,
// so a large sheet costs its bytes and one row at a time. What was understood without being asked (an encoding, a
// delimiter, hidden columns, formulas) is told by [Book.Notes] and [Book.NotesOf]; what cannot be read is an [*ReadError] with
// the file's name. A text whose lines are in different encodings is read line by line, each in the encoding that leaves the fewest
// bad characters, and a quote that is never closed spoils its own row alone ([Book.AllRows]). [Limits] keep hostile files harmless: no file is unpacked to disk, no XML entity is expanded, and no
// content makes the package panic.
//
// The package of an xlsx workbook is opened with excelize; rows are scanned straight from the worksheet's XML. The container
// of an xls workbook is opened with mscfb; its BIFF8 records are read here, and give the same cells. Older formats (BIFF5
// of Excel 95 and before), passwords, and web pages named .xls are refused by name.
//
//	[MS-XLS] Microsoft. Excel Binary File Format (.xls) Structure.
package sheet
