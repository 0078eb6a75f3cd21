package cli

import (
	"io"
	"strings"

	"github.com/smekit/smekit/reports/data"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/docx"
	"github.com/smekit/smekit/reports/html"
	"github.com/smekit/smekit/reports/latex"
	"github.com/smekit/smekit/reports/markdown"
	"github.com/smekit/smekit/reports/xlsx"
)

// wordFormat is the format that a template is for.
const wordFormat = "docx"

// format is an entry of the registry of output formats.
type format struct {
	name string
	file string // name of the file; {profile} and {lang} are filled in. With {lang} there is a file a language, unless they are put together
	// write puts a document into the format.
	write func(w io.Writer, d *document.Document, o writeOptions) error
}

// writeOptions is what a writer is told beside the document.
type writeOptions struct {
	langs    []string  // one where the file is one language's
	template *attached // of Word; nil: smekit's own
}

// formats that a report can be written in; results.json, the record of the run, is always written.
var formats = []format{
	{"xlsx", "{profile}-{lang}.xlsx", func(w io.Writer, d *document.Document, o writeOptions) error {
		return xlsx.Write(w, d, o.langs...)
	}},
	{wordFormat, "{profile}-{lang}.docx", func(w io.Writer, d *document.Document, o writeOptions) error {
		look, err := o.template.word()
		if err != nil {
			return err
		}
		return docx.Write(w, d, docx.Options{Langs: o.langs, Template: look})
	}},
	{"html", "{profile}.html", func(w io.Writer, d *document.Document, o writeOptions) error { return html.Write(w, d, o.langs) }},
	{"md", "{profile}-{lang}.md", func(w io.Writer, d *document.Document, o writeOptions) error {
		return markdown.Write(w, d, o.langs...)
	}},
	{"tex", "{profile}-{lang}.tex", func(w io.Writer, d *document.Document, o writeOptions) error { return latex.Write(w, d, o.langs) }},
	{"csv", "estimates.csv", func(w io.Writer, d *document.Document, _ writeOptions) error { return data.WriteCSV(w, d) }},
	{"json", resultsName, func(w io.Writer, d *document.Document, _ writeOptions) error { return data.WriteJSON(w, d) }},
	{"parquet", "estimates.parquet", func(w io.Writer, d *document.Document, _ writeOptions) error { return data.WriteParquet(w, d) }},
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
