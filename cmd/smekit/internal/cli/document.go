package cli

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/html"
	"github.com/smekit/smekit/reports/markdown"
	"github.com/smekit/smekit/reports/xlsx"
)

// documentKind is the form of a document of tables: by the file's extension, else as asked, else by where it goes.
func (a *App) documentKind(out, format string) (string, error) {
	if out != "" && out != "-" {
		switch ext := strings.ToLower(filepath.Ext(out)); ext {
		case ".xlsx", ".md", ".html", ".csv":
			return ext[1:], nil
		}
		return "", usagef("-o %s: expected a name ending in .xlsx, .md, .html or .csv", out)
	}
	switch format {
	case "md", "csv":
		return format, nil
	case "":
		if a.OutTerminal {
			return "md", nil
		}
		return "csv", nil
	}
	return "", usagef("--format: expected md or csv, got %q", format)
}

// writeDocument writes a document of tables for people, in the language of messages; html has both.
func (a *App) writeDocument(w io.Writer, kind string, d *document.Document) error {
	switch kind {
	case "xlsx":
		return xlsx.Write(w, d, a.messageLang())
	case "html":
		return html.Write(w, d, languages("both"))
	}
	return markdown.Write(w, d, a.messageLang())
}
