package refi

import (
	"errors"
	"strconv"
	"strings"
)

// ReadError says why a file cannot be read. Code and Args are put into words by the message catalogue; the method Error speaks
// English.
type ReadError struct {
	File string
	Line int // of the project's XML; 0: the file as a whole
	Code string
	Args []string
	Err  error // the cause, where another package found it
}

// WriteError says why a project or a codebook cannot be written: something required is missing, or a reference leads nowhere.
// Code and Args are put into words by the message catalogue.
type WriteError struct {
	Code string
	Args []string // element, its GUID or name, what is wrong
}

// english holds the words of each code; {0}, {1} stand for Args.
var english = map[string]string{
	"refi.error.unreadable":      "cannot be read: {0}",
	"refi.error.empty":           "the file is empty",
	"refi.error.not_zip":         "not a REFI-QDA project (.qdpx)",
	"refi.error.truncated":       "the project is cut short or damaged: copy or export it again",
	"refi.error.damaged":         "the project is damaged: {0}",
	"refi.error.password":        "protected by a password: export it without one",
	"refi.error.no_project":      "a zip file, but there is no project.qde in it",
	"refi.error.several":         "several projects in one file: {0}",
	"refi.error.not_project":     "not a REFI-QDA project: its XML begins with {0}",
	"refi.error.not_codebook":    "not a REFI-QDA codebook: its XML begins with {0}",
	"refi.error.not_xml":         "not a REFI-QDA codebook (.qdc)",
	"refi.error.encoding":        "text encoding {0}: UTF-8 was expected",
	"refi.error.doctype":         "the file declares XML entities, which are never expanded",
	"refi.error.limit_file_size": "larger than {0} bytes",
	"refi.error.limit_members":   "more than {0} files in the archive",
	"refi.error.limit_unzipped":  "unpacks to more than {0} bytes",
	"refi.error.limit_xml":       "a project's XML of more than {0} bytes",
	"refi.error.limit_elements":  "more than {0} elements",
	"refi.error.limit_depth":     "elements nested more than {0} deep",
	"refi.write.missing":         "{0} {1}: {2} is required",
	"refi.write.value":           "{0} {1}: {2} is not allowed",
	"refi.write.duplicate":       "{0} {1}: the GUID stands twice",
	"refi.write.reference":       "{0} {1}: there is no {2}",
	"refi.write.place":           "{0} {1}: {2} is not a place in the text",
}

func words(code string, args []string) string {
	text := english[code]
	if text == "" {
		text = code
	}
	for i, a := range args {
		text = strings.ReplaceAll(text, "{"+strconv.Itoa(i)+"}", a)
	}
	return text
}

// Error writes FILE:LINE: what is wrong.
func (e *ReadError) Error() string {
	text := words(e.Code, e.Args)
	if e.Line > 0 {
		text = strconv.Itoa(e.Line) + ": " + text
		if e.File != "" {
			return e.File + ":" + text
		}
		return text
	}
	if e.File == "" {
		return text
	}
	return e.File + ": " + text
}

// Unwrap returns the cause.
func (e *ReadError) Unwrap() error { return e.Err }

// Error says what is wrong.
func (e *WriteError) Error() string { return words(e.Code, e.Args) }

// fault makes an error whose file is filled in later.
func fault(code string, args ...string) *ReadError {
	return &ReadError{Code: "refi.error." + code, Args: args}
}

// exceeded is the error of a limit: file_size, members, unzipped, xml, elements, depth.
func exceeded(what string, limit int64) *ReadError {
	return fault("limit_"+what, strconv.FormatInt(limit, 10))
}

// named fills in the file of an error.
func named(err error, file string) *ReadError {
	var e *ReadError
	if !errors.As(err, &e) {
		e = fault("unreadable", err.Error())
		e.Err = err
	}
	c := *e
	c.File = file
	return &c
}
