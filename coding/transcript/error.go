package transcript

import (
	"strconv"
	"strings"
)

// ReadError says why a file gives no transcript. Code and Args are put into words by the message catalogue; the method Error
// speaks English.
type ReadError struct {
	File string
	Code string // transcript.error.doc, …
	Args []string
}

// english holds the words of each code; {0} stands for the argument.
var english = map[string]string{
	"transcript.error.doc":             "old Word format (.doc): save it as .docx or .txt",
	"transcript.error.rtf":             "Rich Text Format: save it as .docx or .txt",
	"transcript.error.pdf":             "a PDF: copy its text into a .docx or .txt file",
	"transcript.error.password":        "protected by a password: save it without one",
	"transcript.error.not_word":        "not a Word document: save it as .docx or .txt",
	"transcript.error.truncated":       "the document is cut short or damaged: copy or download it again",
	"transcript.error.damaged":         "the document is damaged: {0}",
	"transcript.error.doctype":         "the document declares XML entities, which are never expanded",
	"transcript.error.binary":          "not a text",
	"transcript.error.limit_file_size": "larger than {0} bytes",
	"transcript.error.limit_unzipped":  "unpacks to more than {0} bytes",
	"transcript.error.limit_elements":  "a document of more than {0} elements (paragraphs, runs)",
	"transcript.error.limit_text":      "a text of more than {0} characters",
}

// Error writes FILE: what is wrong.
func (e *ReadError) Error() string {
	text := english[e.Code]
	if len(e.Args) > 0 {
		text = strings.ReplaceAll(text, "{0}", e.Args[0])
	}
	if e.File == "" {
		return text
	}
	return e.File + ": " + text
}

func fault(code string, args ...string) *ReadError {
	return &ReadError{Code: "transcript.error." + code, Args: args}
}

func exceeded(what string, limit int64) *ReadError {
	return fault("limit_"+what, strconv.FormatInt(limit, 10))
}
