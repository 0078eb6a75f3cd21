package form

import (
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
)

// File is a template and its place in a study's folder.
type File struct {
	Name     string
	Workbook Workbook
}

// Templates are the workbooks of a new study for a framework. The language is zh, en or both (a Chinese and an English header
// row, Chinese drop-downs). Every sheet has drop-downs where the answers are a closed list and one example row
// ([ExampleID]), which readers leave out; codebook and instrument are filled from the framework.
func Templates(fw *coding.Framework, lang string) []File {
	t := &templates{fw: fw, lang: lang}
	files := []File{
		{"cases.xlsx", t.cases()},
		{"codebook.xlsx", t.codebook()},
		{"coding/1/coder.xlsx", t.coding()},
		{"survey/instrument.xlsx", t.instrument()},
		{"survey/responses.xlsx", t.responses()},
		{"ties.xlsx", t.ties()},
		{"documents.xlsx", t.documents()},
		{"benchmarks.xlsx", t.benchmarks()},
		{"decisions.xlsx", t.decisions()},
	}
	return files
}

// templates makes the workbooks of one language.
type templates struct {
	fw   *coding.Framework
	lang string
}

// words is the language of single words: drop-downs and sheet names have no room for two.
func (t *templates) words() string {
	if t.lang == locale.English {
		return locale.English
	}
	return locale.Chinese
}

// say puts a text of the catalogue into the template's language; both stand on lines of their own.
func (t *templates) say(code string, args ...string) string {
	if t.lang == locale.Chinese || t.lang == locale.English {
		return locale.Text(t.lang, code, args...)
	}
	zh, en := locale.Text(locale.Chinese, code, args...), locale.Text(locale.English, code, args...)
	if zh == en {
		return zh
	}
	return zh + "\n" + en
}

// label is the same for a label of the framework.
func (t *templates) label(l coding.Label) string {
	if t.lang == locale.Chinese || t.lang == locale.English {
		return l.Or(t.lang)
	}
	if l.ZH == "" || l.EN == "" || l.ZH == l.EN {
		return l.Or(locale.Chinese)
	}
	return l.ZH + "\n" + l.EN
}

// header is a column's header rows: its name in the template's language, or in both.
func (t *templates) header(zh, en string) []string {
	switch t.lang {
	case locale.Chinese:
		return []string{zh}
	case locale.English:
		return []string{en}
	}
	return []string{zh, en}
}

// sheet begins a sheet by its kind; its name is the kind's in the language of words.
func (t *templates) sheet(kind string, columns ...Column) Sheet {
	return Sheet{Name: t.name(kind), Title: strings.ReplaceAll(t.say("form.title."+kind), "\n", "  ·  "), Columns: columns}
}

// name is what a kind's sheet is called: Chinese in a Chinese workbook, else the English name.
func (t *templates) name(kind string) string {
	if t.lang == locale.Chinese {
		return locale.Text(locale.Chinese, "form.sheet."+kind)
	}
	return locale.Text(locale.English, "form.sheet."+kind)
}

// col makes a column; its hint is the catalogue's form.hint.KIND.FIELD.
func (t *templates) col(kind, field, zh string, width float64, set ...func(*Column)) Column {
	c := Column{Header: t.header(zh, field), Width: width, Hint: t.say("form.hint." + kind + "." + field)}
	for _, f := range set {
		f(&c)
	}
	return c
}

func required(c *Column) { c.Required = true }
func wrapped(c *Column)  { c.Wrap = true }
func date(c *Column)     { c.Format = Date }

func group(n int) func(*Column) { return func(c *Column) { c.Group = n } }

func whole(low, high float64) func(*Column) {
	return func(c *Column) { c.Format, c.Min, c.Max = Whole, low, high }
}

func number(low, high float64) func(*Column) {
	return func(c *Column) { c.Format, c.Min, c.Max = Number, low, high }
}

// choose gives a column a closed drop-down, propose an open one. Without values there is none.
func choose(values []string) func(*Column) { return list(values, false) }

func propose(values []string) func(*Column) { return list(values, true) }

func list(values []string, free bool) func(*Column) {
	return func(c *Column) {
		if len(values) > 0 {
			c.List = &List{Values: values, Free: free}
		}
	}
}

// from gives a column a drop-down of what stands in a column of another sheet.
func from(sheet string, column int) func(*Column) {
	return func(c *Column) { c.List = &List{Of: &Range{Sheet: sheet, Column: column}, Free: true} }
}

// closed is a closed list of the catalogue: its words, joined with a semicolon under form.list.NAME.
func (t *templates) closed(name string) []string {
	return strings.Split(locale.Text(t.words(), "form.list."+name), ";")
}

// word is one word of a closed list.
func (t *templates) word(name string, i int) string { return t.closed(name)[i] }

// guide is the instructions of a workbook: form.guide.NAME, a paragraph a line, and what holds for all of them.
func (t *templates) guide(name string) *Guide {
	g := &Guide{Name: t.name("guide")}
	langs := []string{t.lang}
	if t.lang != locale.Chinese && t.lang != locale.English {
		langs = []string{locale.Chinese, locale.English}
	}
	for i, lang := range langs {
		if i > 0 {
			g.Lines = append(g.Lines, Line{})
		}
		g.Lines = append(g.Lines, Line{Text: locale.Text(lang, "form.guide.heading"), Heading: true})
		for _, code := range []string{"form.guide." + name, "form.guide.all"} {
			for _, p := range strings.Split(strings.TrimSpace(locale.Text(lang, code)), "\n") {
				g.Lines = append(g.Lines, Line{Text: strings.TrimSpace(p)})
			}
		}
	}
	return g
}

// book makes a workbook of sheets with its guide.
func (t *templates) book(name string, sheets ...Sheet) Workbook {
	return Workbook{Title: locale.Text(t.words(), "form.title."+name), Guide: t.guide(name), Sheets: sheets}
}

// example is the id of an example row.
func (t *templates) example(id string) string { return ExampleID(t.lang, id) }

// pick is a text in the language of words.
func (t *templates) pick(zh, en string) string { return coding.Label{ZH: zh, EN: en}.Or(t.words()) }
