package cli

import (
	"io"
	"strings"

	"github.com/smekit/smekit/reports/data"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/html"
	"github.com/smekit/smekit/reports/markdown"
	"github.com/smekit/smekit/reports/xlsx"
)

// format is an entry of the registry of output formats.
type format struct {
	name string
	file string // name of the file; {profile} and {lang} are filled in. With {lang} there is a file a language
	// write puts a document into the format, in the languages given: one where the file is one language's.
	write func(w io.Writer, d *document.Document, langs []string) error
}

// formats that a report can be written in; results.json, the record of the run, is always written.
var formats = []format{
	{"xlsx", "{profile}-{lang}.xlsx", func(w io.Writer, d *document.Document, langs []string) error { return xlsx.Write(w, d, langs[0]) }},
	{"html", "{profile}.html", html.Write},
	{"md", "{profile}-{lang}.md", func(w io.Writer, d *document.Document, langs []string) error { return markdown.Write(w, d, langs[0]) }},
	{"csv", "estimates.csv", func(w io.Writer, d *document.Document, _ []string) error { return data.WriteCSV(w, d) }},
	{"json", resultsName, func(w io.Writer, d *document.Document, _ []string) error { return data.WriteJSON(w, d) }},
}

func formatNames() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

// chooseFormats picks the formats of a comma-separated list; empty or all means every one.
func chooseFormats(list string) ([]format, error) {
	if list == "" || list == "all" {
		return formats, nil
	}
	var out []format
names:
	for _, n := range strings.Split(list, ",") {
		n = strings.TrimSpace(n)
		for _, f := range formats {
			if f.name == n {
				out = append(out, f)
				continue names
			}
		}
		return nil, usagef("--formats: expected some of %s, got %q", strings.Join(formatNames(), ", "), n)
	}
	return out, nil
}

// languages are those that a report is written in.
func languages(lang string) []string {
	switch lang {
	case "zh", "en":
		return []string{lang}
	}
	return []string{"zh", "en"}
}
