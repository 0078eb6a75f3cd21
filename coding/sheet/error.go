package sheet

import (
	"errors"
	"strings"
)

// ReadError says why a file cannot be read. Code and Args are put into words by the message catalogue; the method Error speaks English.
type ReadError struct {
	File  string
	Sheet string // empty: the file as a whole
	Code  string
	Args  []string
	Err   error // the cause, where another package found it
}

// english holds the words of each code; {0}, {1} stand for Args.
var english = map[string]string{
	"sheet.error.unreadable":        "cannot be read: {0}",
	"sheet.error.empty":             "the file is empty",
	"sheet.error.xls":               "Excel format of 1995 or older (.xls): open it in Excel and save it as .xlsx",
	"sheet.error.xlsb":              "binary Excel format (.xlsb): save it as .xlsx",
	"sheet.error.xls_html":          "a web page under a spreadsheet's name: open it in Excel and save it as .xlsx",
	"sheet.error.xls_xml":           "XML spreadsheet of 2003: open it in Excel and save it as .xlsx",
	"sheet.error.ods":               "OpenDocument spreadsheet: save it as .xlsx",
	"sheet.error.password":          "protected by a password: save it as .xlsx without one",
	"sheet.error.ole":               "an old Office document (.doc, .ppt), not a spreadsheet: put its table into an .xlsx workbook",
	"sheet.error.not_workbook":      "a zip file, but not an Excel workbook",
	"sheet.error.truncated":         "the workbook is cut short or damaged: copy or download it again",
	"sheet.error.damaged":           "the workbook is damaged: {0}",
	"sheet.error.doctype":           "the workbook declares XML entities, which are never expanded",
	"sheet.error.binary":            "not a table: neither a workbook nor text",
	"sheet.error.nested":            `the column "{0}" is nested: a table of plain columns was expected`,
	"sheet.error.no_sheet":          `there is no sheet "{0}"`,
	"sheet.error.no_sheets":         "the workbook has no worksheet",
	"sheet.error.quote":             "row {0}: a quotation mark opens here and is never closed",
	"sheet.error.limit_file_size":   "larger than {0} bytes",
	"sheet.error.limit_unzipped":    "unpacks to more than {0} bytes",
	"sheet.error.limit_rows":        "more than {0} rows",
	"sheet.error.limit_columns":     "more than {0} columns",
	"sheet.error.limit_cells":       "more than {0} cells",
	"sheet.error.limit_cell_length": "a cell longer than {0} bytes",
}

// Error writes FILE!SHEET: what is wrong.
func (e *ReadError) Error() string {
	text := english[e.Code]
	if text == "" {
		text = e.Code
	}
	for i, a := range e.Args {
		text = strings.ReplaceAll(text, "{"+string(rune('0'+i))+"}", a)
	}
	place := e.File
	if e.Sheet != "" {
		place += "!" + e.Sheet
	}
	if place == "" {
		return text
	}
	return place + ": " + text
}

// Unwrap returns the cause.
func (e *ReadError) Unwrap() error { return e.Err }

// fault makes an error whose file is filled in later.
func fault(code string, args ...string) *ReadError {
	return &ReadError{Code: "sheet.error." + code, Args: args}
}

// damaged says which part of a workbook is broken.
func damaged(what string) *ReadError { return fault("damaged", what) }

// named fills in the place of an error.
func named(err error, file, sheet string) *ReadError {
	var e *ReadError
	if !errors.As(err, &e) {
		e = fault("unreadable", err.Error())
		e.Err = err
	}
	c := *e
	c.File = file
	if c.Sheet == "" {
		c.Sheet = sheet
	}
	return &c
}
