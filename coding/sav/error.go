package sav

import (
	"errors"
	"strconv"
	"strings"
)

// ReadError says why a file cannot be read, or not to its end. Code and Args are put into words by the message catalogue;
// the method Error speaks English.
type ReadError struct {
	File   string
	Offset int64 // byte of the file, -1 where there is none to name; it is the last of Args too
	Code   string
	Args   []string
	Err    error // the cause, where another package found it
}

// WriteError says why a file cannot be written: what SPSS cannot hold.
type WriteError struct {
	Code string
	Args []string
}

// english holds the words of each code; {0}, {1} stand for Args.
var english = map[string]string{
	"sav.error.unreadable":      "cannot be read: {0}",
	"sav.error.empty":           "the file is empty",
	"sav.error.not_sav":         "not an SPSS system file",
	"sav.error.portable":        "an SPSS portable file (.por): save it as .sav",
	"sav.error.encrypted":       "protected by a password: save it without one",
	"sav.error.layout":          "the header is damaged: layout code {0} at byte {1}",
	"sav.error.float":           "numbers in the format of old mainframes (code {0}, byte {1}): save it again with a current program",
	"sav.error.compression":     "unknown compression {0} at byte {1}",
	"sav.error.truncated":       "the file is cut off: it ends inside {0} at byte {1}; copy or download it again",
	"sav.error.too_few_cases":   "the file is cut off: {0} of {1} cases are there, then it ends at byte {2}; copy or download it again",
	"sav.error.length":          "damaged: {0} claims a length of {1} at byte {2}, more than the file holds",
	"sav.error.record":          "damaged: a record of unknown type {0} at byte {1}",
	"sav.error.variable":        "damaged: variable {0} at byte {1}: {2}",
	"sav.error.labels":          "damaged: value labels without their variables at byte {0}",
	"sav.error.no_variables":    "the file has no variables",
	"sav.error.zlib":            "damaged: the compressed cases cannot be unpacked from byte {0}",
	"sav.error.code":            "damaged: a compressed case goes on after the end mark at byte {0}",
	"sav.error.encoding":        "unknown text encoding {0}",
	"sav.error.limit_file_size": "larger than {0} bytes",
	"sav.error.limit_unzipped":  "unpacks to more than {0} bytes",
	"sav.error.limit_rows":      "more than {0} cases",
	"sav.error.limit_variables": "more than {0} variables",
	"sav.error.limit_cells":     "more than {0} values",
	"sav.error.limit_labels":    "more than {0} value labels",

	"sav.error.write_name":        `"{0}" cannot be the name of a variable: letters, digits, _ . @ # $, no blank, at most 64 bytes, none of SPSS's own words`,
	"sav.error.write_same_name":   `two variables are named "{0}"`,
	"sav.error.write_width":       "variable {0}: a width of {1} bytes; SPSS holds 1 to 32767",
	"sav.error.write_too_long":    "case {0}, variable {1}: a text of {2} bytes in a width of {3}",
	"sav.error.write_number":      "case {0}, variable {1}: {2} is no number that SPSS can hold",
	"sav.error.write_values":      "case {0} has {1} values for {2} variables",
	"sav.error.write_cases":       "{0} cases were announced and {1} given",
	"sav.error.write_missing":     "variable {0}: SPSS holds three missing values (of texts, up to 8 bytes), or for numbers a range and one value",
	"sav.error.write_label":       "variable {0}: a label for a value that the variable cannot hold: {1}",
	"sav.error.write_attribute":   `"{0}" cannot be an attribute: its name or a value has a line break, a quotation mark or a bracket in the wrong place`,
	"sav.error.write_unknown":     `"{0}" is no variable of the file`,
	"sav.error.write_set":         `the set "{0}" cannot be written`,
	"sav.error.write_compression": "there is no compression {0}",
	"sav.error.write_no_columns":  "a file without variables cannot be written",
}

func worded(code string, args []string) string {
	text := english[code]
	if text == "" {
		text = code
	}
	var pairs []string
	for i, a := range args {
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", a)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// Error writes FILE: what is wrong.
func (e *ReadError) Error() string {
	if e.File == "" {
		return worded(e.Code, e.Args)
	}
	return e.File + ": " + worded(e.Code, e.Args)
}

// Unwrap returns the cause.
func (e *ReadError) Unwrap() error { return e.Err }

// Error says what cannot be written.
func (e *WriteError) Error() string { return worded(e.Code, e.Args) }

// fault makes an error whose file is filled in later; an offset of 0 or more becomes the last argument.
func fault(offset int64, code string, args ...string) *ReadError {
	if offset >= 0 {
		args = append(args, strconv.FormatInt(offset, 10))
	}
	return &ReadError{Offset: offset, Code: "sav.error." + code, Args: args}
}

// badVariable is a fault of a variable's record.
func badVariable(offset int64, name, what string) *ReadError {
	e := fault(offset, "variable", name)
	e.Args = append(e.Args, what)
	return e
}

func refuse(code string, args ...string) *WriteError {
	return &WriteError{Code: "sav.error.write_" + code, Args: args}
}

// named fills in the file of an error.
func named(err error, file string) *ReadError {
	var e *ReadError
	if !errors.As(err, &e) {
		e = fault(-1, "unreadable", err.Error())
		e.Err = err
	}
	c := *e
	c.File = file
	return &c
}
