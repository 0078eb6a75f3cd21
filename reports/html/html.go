package html

import (
	"bufio"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/figure/svg"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/table"
)

//go:embed page.css
var css string

//go:embed script/*.js
var scripts embed.FS

// script is the parts in their order, in a scope of their own.
var script = func() string {
	var b strings.Builder
	b.WriteString("\"use strict\";\n(() => {\n")
	for _, name := range [...]string{"page", "panel", "chain", "tables", "figures", "search", "start"} {
		part, err := scripts.ReadFile("script/" + name + ".js")
		if err != nil {
			panic(err) // the list and the folder differ
		}
		b.Write(part)
	}
	b.WriteString("})();\n")
	return b.String()
}()

const (
	shades    = 20 // steps of the shading of cells
	tallest   = 16 // classes of tables by their rows, for the place they take before they are laid out
	rowsAStep = 5
)

// sheet is the style sheet with the shades.
func sheet() string {
	var b strings.Builder
	b.WriteString(css)
	for i := 0; i <= shades; i++ {
		fill, text := svg.Shade(float64(i) / shades)
		fmt.Fprintf(&b, ".t%d{background:%s;color:%s}\n", i, fill, text)
	}
	for i := 1; i <= tallest; i++ {
		fmt.Fprintf(&b, ".h%d{contain-intrinsic-height:auto %dem}\n", i, i*rowsAStep*2+9)
	}
	for i := 1; i <= steps; i++ {
		fmt.Fprintf(&b, ".m%d{min-width:calc(%dem + 2*var(--pad))}\n", i, i)
	}
	return b.String()
}

func hash(s string) string {
	h := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(h[:]) + "'"
}

// Write writes the document in the languages ("zh", "en"); the first is shown first.
func Write(w io.Writer, d *document.Document, langs []string) error {
	if len(langs) == 0 {
		return fmt.Errorf("html: no language")
	}
	p := &page{w: bufio.NewWriterSize(w, 1<<16), d: d, langs: langs, store: newStore(d)}
	if err := p.write(); err != nil {
		return err
	}
	return p.w.Flush()
}

// page writes one file; the buffered writer keeps the first error.
type page struct {
	w     *bufio.Writer
	d     *document.Document
	langs []string
	store *store
	lang  string // being written
	caps  map[string]string
}

func (p *page) put(s ...string) {
	for _, x := range s {
		p.w.WriteString(x)
	}
}

func (p *page) word(code string, args ...string) string {
	return html.EscapeString(locale.Text(p.lang, code, args...))
}

func (p *page) in(t table.Text) string { return inline(t.In(p.lang), p.lang) }

// name of a language in itself.
func endonym(lang string) string {
	if lang == locale.Chinese {
		return "中文"
	}
	return "English"
}

func (p *page) write() error {
	style := sheet()
	p.lang = p.langs[0]
	p.put("<!doctype html>\n<html lang=\"", p.lang, "\">\n<head>\n<meta charset=\"utf-8\">\n",
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src `, hash(style), "; script-src ", hash(script), "; img-src data:; base-uri 'none'; form-action 'none'\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"smekit\">\n",
		"<title>", html.EscapeString(p.d.Title.In(p.lang)), "</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>", style, "</style>\n</head>\n<body>\n",
		`<a class="skip" href="#`, p.lang, `-main">`, p.word("report.skip"), "</a>\n<header class=\"bar\"><strong id=\"title\">", p.in(p.d.Title), "</strong>")
	if len(p.langs) > 1 {
		p.put(`<nav class="langs" aria-label="`, p.word("report.language"), `">`)
		for i, l := range p.langs {
			current := ""
			if i == 0 {
				current = ` aria-current="true"`
			}
			p.put(`<a href="#`, l, `" lang="`, l, `"`, current, ">", endonym(l), "</a>")
		}
		p.put("</nav>")
	}
	p.put(`<div class="find" role="search"><input type="search" id="find" autocomplete="off" aria-controls="found" aria-label="`, p.word("report.search"), `" placeholder="`, p.word("report.search"), `"><div class="found" id="found" hidden></div></div>`)
	p.put(`<button class="theme" id="theme" type="button" aria-label="`, p.word("report.theme"), "\">◐</button></header>\n")
	for i, l := range p.langs {
		p.lang, p.caps = l, p.d.Captions(l)
		if i == 0 {
			p.document(false)
			continue
		}
		// A browser that runs scripts does not read what stands here until the language is asked for; one that does not shows it.
		p.put(`<noscript data-lang="`, l, "\">")
		p.document(true)
		p.put("</noscript>\n")
	}
	p.lang = p.langs[0]
	p.put(`<div class="panel" id="panel" role="dialog" aria-labelledby="panel-title" tabindex="-1" hidden></div><div class="tip" id="tip" aria-hidden="true" hidden></div><p class="sr" id="said" role="status"></p>`, "\n<script type=\"application/json\" id=\"data\">")
	data, err := p.store.json(p.langs)
	if err != nil {
		return fmt.Errorf("html: %w", err)
	}
	p.w.Write(data)
	p.put("</script>\n<script>", script, "</script>\n</body>\n</html>\n")
	return nil
}

// document writes the report in one language.
func (p *page) document(hidden bool) {
	hide := ""
	if hidden {
		hide = " hidden"
	}
	p.put(`<div class="doc" id="`, p.lang, `" lang="`, p.lang, `"`, hide, ">\n")
	p.contents()
	p.put(`<main id="`, p.lang, "-main\" tabindex=\"-1\">\n<h1>", p.in(p.d.Title), "</h1>\n")
	if !p.d.Subtitle.Empty() {
		p.put(`<p class="sub">`, p.in(p.d.Subtitle), "</p>\n")
	}
	if !p.d.Notice.Empty() {
		p.put(`<p class="notice">`, p.in(p.d.Notice), "</p>\n")
	}
	p.put(`<p class="hint use">`, p.word("report.hint"), "</p>\n<p class=\"hint plain\">", p.word("report.no_script"), "</p>\n")
	for _, s := range p.d.Sections {
		p.section(s)
	}
	if tables := p.d.Provenance(); len(tables) > 0 {
		p.put(`<section aria-labelledby="`, p.id("s", "provenance-of-run"), "\">\n<h2 id=\"", p.id("s", "provenance-of-run"), `">`, p.word("report.provenance"), "</h2>\n")
		for _, t := range tables {
			p.table(grid.New(t, p.lang), p.id("p", t.Key))
		}
		p.put("</section>\n")
	}
	p.put("</main>\n</div>\n")
}

// section writes a section. A heading and the words below it stand on the landscape page of the table that they lead to.
func (p *page) section(s document.Section) {
	p.put(`<section aria-labelledby="`, p.id("s", s.Key), "\">\n")
	lead := -1
	for i, b := range s.Blocks {
		if b.Table != nil && strings.HasPrefix(lay(grid.New(b.Table, p.lang)).page, "wide") {
			lead = i
		}
		if b.Table != nil || b.Figure != nil {
			break
		}
	}
	if lead >= 0 {
		p.put("<div class=\"wide\">\n")
	}
	p.put(`<h2 id="`, p.id("s", s.Key), `">`, p.in(s.Title), "</h2>\n")
	for i, b := range s.Blocks {
		switch {
		case b.Paragraph != nil:
			p.put("<p", p.anchor(*b.Paragraph), ">", p.paragraph(*b.Paragraph), "</p>\n")
		case b.List != nil:
			p.put("<ul>\n")
			for _, x := range b.List {
				p.put("<li", p.anchor(x), ">", p.paragraph(x), "</li>\n")
			}
			p.put("</ul>\n")
		case b.Table != nil:
			p.table(grid.New(b.Table, p.lang), p.id("t", b.Table.Key))
		case b.Figure != nil:
			p.figure(b.Figure)
		}
		if i == lead {
			p.put("</div>\n")
		}
	}
	p.put("</section>\n")
}

// anchor is an id attribute for a paragraph that others refer to.
func (p *page) anchor(x document.Paragraph) string {
	if x.Key == "" {
		return ""
	}
	return ` id="` + p.id("q", x.Key) + `" tabindex="-1"`
}

// id is an anchor; it begins with the language, so that a link to it says which one to show.
func (p *page) id(kind, key string) string {
	return p.lang + "-" + anchorKey(kind, key)
}

func anchorKey(kind, key string) string {
	return kind + "-" + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.' || r >= 0x80 {
			return r
		}
		return '-'
	}, key)
}

// contents writes the navigation.
func (p *page) contents() {
	p.put(`<nav class="toc" aria-label="`, p.word("report.contents"), `"><p class="head">`, p.word("report.contents"), "</p>\n<ul>\n")
	for _, s := range p.d.Sections {
		p.put(`<li><a href="#`, p.id("s", s.Key), `">`, p.in(s.Title), "</a>")
		open := false
		item := func(kind, key, name string, title table.Text) {
			if !open {
				p.put("<ul>")
				open = true
			}
			p.put(`<li><a href="#`, p.id(kind, key), `">`, html.EscapeString(name), " ", p.in(title), "</a></li>")
		}
		for _, b := range s.Blocks {
			if b.Table != nil {
				item("t", b.Table.Key, document.TableName(b.Table, p.lang), b.Table.Title)
			}
			if b.Figure != nil {
				item("f", b.Figure.Key, document.FigureName(b.Figure, p.lang), b.Figure.Title)
			}
		}
		if open {
			p.put("</ul>")
		}
		p.put("</li>\n")
	}
	if p.d.Ledger != nil {
		p.put(`<li><a href="#`, p.id("s", "provenance-of-run"), `">`, p.word("report.provenance"), "</a></li>\n")
	}
	p.put("</ul></nav>\n")
}

// paragraph is a text whose references are links, followed by buttons for the estimates it cites.
func (p *page) paragraph(x document.Paragraph) string {
	s := p.in(x.Text)
	kinds := map[string]string{}
	for _, f := range p.d.Figures() {
		kinds[f.Key] = "f"
	}
	for _, t := range p.d.Tables() {
		kinds[t.Key] = "t"
	}
	var missing []string
	for _, key := range x.Refs {
		name, ok := p.caps[key]
		if !ok {
			continue
		}
		link := `<a href="#` + p.id(kinds[key], key) + `">` + html.EscapeString(name) + "</a>"
		if at := mention(s, html.EscapeString(name)); at >= 0 {
			s = s[:at] + link + s[at+len(html.EscapeString(name)):]
		} else {
			missing = append(missing, link)
		}
	}
	if missing != nil {
		open, blank, end := " (", " ", ")"
		if p.lang == locale.Chinese {
			open, blank, end = "（", "", "）"
		}
		s += open + p.word("report.see") + blank + strings.Join(missing, p.word("report.see_join")) + end
	}
	cites := p.cites(x.Cites)
	if cites == "" {
		return s
	}
	last, size := utf8.DecodeLastRuneInString(s) // no line begins with a citation
	if !strings.ContainsRune(")）.。", last) {
		size = 0
	}
	return s[:len(s)-size] + `<span class="cites">` + s[len(s)-size:] + cites + "</span>"
}

const citesShown = 3 // buttons of a sentence; the rest stand behind one more

// cites writes buttons for the estimates that a sentence rests on: one each, or the first few and one that lists all.
func (p *page) cites(ids []string) string {
	var at []string
	for _, id := range ids {
		if i, ok := p.store.use(id); ok {
			at = append(at, strconv.Itoa(i))
		}
	}
	var b strings.Builder
	for n, i := range at {
		if n == citesShown && len(at) > citesShown+1 {
			b.WriteString(`<button type="button" class="cite" data-l="` + strings.Join(at, " ") + `" aria-label="` + p.word("report.panel.show_all", strconv.Itoa(len(at))) + `">…[` + strconv.Itoa(len(at)) + "]</button>")
			break
		}
		b.WriteString(`<button type="button" class="cite" data-e="` + i + `" aria-label="` + p.word("report.panel.show_nth", strconv.Itoa(n+1), strconv.Itoa(len(at))) + `">[` + strconv.Itoa(n+1) + "]</button>")
	}
	return b.String()
}

// mention finds a name in a text that is not the beginning of a longer number.
func mention(s, name string) int {
	for from := 0; ; {
		i := strings.Index(s[from:], name)
		if i < 0 {
			return -1
		}
		end := from + i + len(name)
		if end == len(s) || s[end] < '0' || s[end] > '9' {
			return from + i
		}
		from = end
	}
}

// figure writes a drawing with its text alternative and its data.
func (p *page) figure(f *figure.Figure) {
	d := svg.Draw(f, svg.Options{Lang: p.lang,
		Number: func(v float64, format table.Format) string { return grid.Number(p.lang, v, format) },
		Word:   func(code string, args ...string) string { return locale.Text(p.lang, code, args...) }})
	p.put(`<figure id="`, p.id("f", f.Key), `"><figcaption>`, html.EscapeString(document.FigureName(f, p.lang)), "&ensp;", p.in(f.Title), "</figcaption>\n<div class=\"pic\">")
	p.w.Write(p.store.marks(d.SVG))
	p.put("</div>\n")
	data := grid.New(f.Data(), p.lang)
	notes := data.Notes
	data.Notes = nil
	p.notes(notes)
	p.put("<details><summary>", p.word("report.figure_data"), "</summary>\n")
	if !f.Alt.Empty() {
		p.put(`<p class="alt">`, p.in(f.Alt), "</p>\n")
	}
	data.Title, data.Caption = locale.Text(p.lang, "report.figure_data"), ""
	p.table(data, p.id("d", f.Key))
	p.put("</details></figure>\n")
}
