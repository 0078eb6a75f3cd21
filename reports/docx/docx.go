package docx

import (
	"fmt"
	"io"
	"strings"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/table"
)

// Options of a file.
type Options struct {
	Langs    []string // "zh", "en"; with two the whole report stands in the first, then in the second, numbered anew
	Template Template // what lends the look; the zero value is the own look
}

// Write writes the document. Errors are a missing or unknown language, a template that was not read by [ReadTemplate], and
// those of the writer.
func Write(w io.Writer, d *document.Document, o Options) error {
	if len(o.Langs) == 0 {
		return fmt.Errorf("docx: no language")
	}
	for i, l := range o.Langs {
		if l != locale.Chinese && l != locale.English {
			return fmt.Errorf("docx: no language %q", l)
		}
		for _, before := range o.Langs[:i] {
			if l == before {
				return fmt.Errorf("docx: the language %s is asked for twice", l)
			}
		}
	}
	look, pack := o.Template.begin(o.Langs[0])
	x := &writer{d: d, look: look, pack: pack, langs: o.Langs}
	for i := range o.Langs {
		x.part(i)
	}
	x.document()
	return x.pack.write(w)
}

// writer makes the main part.
type writer struct {
	d     *document.Document
	look  look
	pack  *pack
	langs []string

	lang      string
	b         strings.Builder
	last      *paragraph // written, but a section may still end in it
	drawings  int        // ids given to parts of drawings
	marks     int        // ids given to bookmarks
	landscape bool       // of the section being written
	restart   bool       // the section begins a part
	pages     pager
	fields    []field           // what the estimates' part lists
	names     map[string]string // of the bookmarks of tables and figures, by key
	texts     map[string]string // short names of tables and figures, by key
	entries   [3][]*entry       // of the contents, the list of tables and that of figures
	headings  int
}

// entry is a line of the contents or of a list.
type entry struct {
	mark string // bookmark
	text string
	page int
}

// paragraph is one before its section is known: properties in the order of the schema, and content.
type paragraph struct {
	props, content string
	spacer         bool // an empty one behind a table
}

func (w *writer) flush() {
	if w.last == nil {
		return
	}
	p := w.last
	w.last = nil
	w.b.WriteString("<w:p>")
	if p.props != "" {
		w.b.WriteString("<w:pPr>" + p.props + "</w:pPr>")
	}
	w.b.WriteString(p.content + "</w:p>")
}

// para writes a paragraph of a role; props follow its style in the order of the schema.
func (w *writer) para(r role, props, content string) {
	w.flush()
	w.last = &paragraph{props: w.pack.styled(r) + props, content: content}
}

// raw writes what is no paragraph.
func (w *writer) raw(s ...string) {
	w.flush()
	for _, x := range s {
		w.b.WriteString(x)
	}
}

// run is a text with properties of its own. In Chinese texts the quotation marks and dashes that both scripts have are set
// as Chinese ones.
func (w *writer) run(text, props string) string {
	if text == "" {
		return ""
	}
	if w.lang == locale.Chinese && strings.ContainsAny(text, "“”‘’—…·") && strings.ContainsFunc(text, func(r rune) bool { return r >= 0x2E80 && wide(r) }) {
		props = `<w:rFonts w:hint="eastAsia"/>` + props
	}
	if props != "" {
		props = "<w:rPr>" + props + "</w:rPr>"
	}
	return "<w:r>" + props + chars(text) + "</w:r>"
}

// code is a field with the result that programs show until they compute it anew.
func code(instruction, result, props string) string {
	if props != "" {
		props = "<w:rPr>" + props + "</w:rPr>"
	}
	part := func(kind string) string { return "<w:r>" + props + `<w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	return part("begin") + "<w:r>" + props + `<w:instrText xml:space="preserve"> ` + esc(instruction) + " </w:instrText></w:r>" + part("separate") + result + part("end")
}

// bookmarked sets a bookmark around content.
func (w *writer) bookmarked(name, content string) string {
	w.marks++
	id := itoa(w.marks)
	return `<w:bookmarkStart w:id="` + id + `" w:name="` + name + `"/>` + content + `<w:bookmarkEnd w:id="` + id + `"/>`
}

func (w *writer) word(c string, args ...string) string { return locale.Text(w.lang, c, args...) }
func (w *writer) in(t table.Text) string               { return t.In(w.lang) }
func (w *writer) zh() bool                             { return w.lang == locale.Chinese }

// geometry of the section being written.
func (w *writer) geometry() page {
	if w.landscape {
		return w.look.page.turned()
	}
	return w.look.page
}

// section ends the section being written in the last paragraph.
func (w *writer) section() {
	if w.last == nil {
		w.spacer()
	}
	w.shrink()
	w.last.props += w.properties()
	w.flush()
	w.restart = false
}

// spacer writes an empty paragraph of six points, for the space below a table.
func (w *writer) spacer() {
	w.para(cell, `<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/><w:rPr>`+size(2)+`</w:rPr>`, "")
	w.last.spacer = true
}

// shrink takes from an empty paragraph that ends a section its height: it must not begin a page.
func (w *writer) shrink() {
	if w.last != nil && w.last.spacer {
		w.last.props = strings.Replace(w.last.props, `w:line="120"`, `w:line="20"`, 1)
	}
}

// properties are those of the section being written.
func (w *writer) properties() string {
	p := w.geometry()
	turn := ""
	if p.w > p.h {
		turn = ` w:orient="landscape"`
	}
	start := ""
	if w.restart {
		start = `<w:pgNumType w:start="1"/>`
	}
	flags := ""
	if w.pack.titlePage && w.restart {
		flags = "<w:titlePg/>"
	}
	return "<w:sectPr>" + w.pack.references + `<w:type w:val="nextPage"/><w:pgSz w:w="` + itoa(p.w) + `" w:h="` + itoa(p.h) + `"` + turn + `/><w:pgMar w:top="` + itoa(p.top) + `" w:right="` + itoa(p.right) + `" w:bottom="` + itoa(p.bottom) + `" w:left="` + itoa(p.left) +
		`" w:header="` + itoa(p.header) + `" w:footer="` + itoa(p.footer) + `" w:gutter="` + itoa(p.gutter) + `"/>` + start + `<w:cols w:space="425"/>` + flags + "</w:sectPr>"
}

// turn begins a page of the other orientation, or does nothing.
func (w *writer) turn(landscape bool) {
	if landscape == w.landscape {
		return
	}
	w.section()
	w.landscape = landscape
	_, h := w.geometry().room()
	w.pages.turn(h)
}

// part writes the report in one language: the front with its lists, which need the pages of what follows, then the body.
func (w *writer) part(n int) {
	if n > 0 {
		w.section()
	}
	w.lang, w.landscape, w.restart = w.langs[n], false, true
	w.entries, w.headings = [3][]*entry{}, 0
	w.texts, w.names = w.d.Captions(w.lang), map[string]string{}
	for i, f := range w.d.Figures() {
		w.names[f.Key] = "_Ref_" + w.lang + "_f" + itoa(i+1)
	}
	for i, t := range w.d.Tables() {
		w.names[t.Key] = "_Ref_" + w.lang + "_t" + itoa(i+1)
	}
	items := w.items()
	w.orient(items)

	front := w.b.String()
	w.b.Reset()
	held := w.last
	w.last = nil
	_, h := w.look.page.room()
	w.pages = pager{height: h, page: 1 + w.frontPages(items, h)}
	first := len(items) > 0 && items[0].landscape
	w.landscape = first
	if first {
		_, h := w.geometry().room()
		w.pages.height = h
	}
	w.restart = !first
	for i, x := range items {
		w.turn(x.landscape)
		w.pages.ask(x.lead)
		x.put(i == 0 && !first)
	}
	tail := w.last
	w.last = nil
	main, landscape, restart := w.b.String(), w.landscape, w.restart

	w.b.Reset()
	w.b.WriteString(front)
	w.last, w.landscape, w.restart = held, false, true
	w.front()
	mark := ""
	if len(w.langs) > 1 {
		w.marks++
		mark = itoa(w.marks)
	}
	if first {
		w.section()
	}
	if mark != "" {
		w.raw(`<w:bookmarkStart w:id="`, mark, `" w:name="Part_`, w.lang, `"/>`)
	}
	w.raw(main)
	w.last, w.landscape = tail, landscape
	w.restart = restart
	if mark != "" && w.last != nil {
		w.last.content += `<w:bookmarkEnd w:id="` + mark + `"/>`
	}
}

// document closes the main part and hands it to the package.
func (w *writer) document() {
	end := w.properties()
	w.shrink()
	w.flush()
	w.pack.add("word/document.xml", typeDocument, header+"<w:document"+namespaces+`><w:body>`+w.b.String()+end+"</w:body></w:document>")
	w.pack.finish(w.d.Title.In(w.langs[0]), w.langs, w.fields)
}

// figure writes a drawing with its caption (Chinese below, English above) and notes.
func (w *writer) figure(p *plate, f *figure.Figure) {
	label, number := split(w.texts[f.Key], f.Number)
	run := group(p.drawing, p.scale, &w.drawings, w.texts[f.Key], w.alt(f), drawingFaces)
	jc := val("jc", "left")
	if w.zh() {
		jc = val("jc", "center")
	}
	if w.zh() {
		w.para(figures, "<w:keepNext/>"+jc, run)
		w.pages.skip(p.height + 9)
		w.caption(captioned{2, f.Key, label, number, w.in(f.Title), len(p.notes) > 0, false})
	} else {
		w.caption(captioned{2, f.Key, label, number, w.in(f.Title), true, true})
		keep := `<w:keepNext w:val="0"/>`
		if len(p.notes) > 0 {
			keep = "<w:keepNext/>"
		}
		w.para(figures, keep+jc, run)
		w.pages.skip(p.height + 9)
	}
	w.notes(p.notes, w.look.small)
}

// alt is the text alternative of a figure: what it says, or its title.
func (w *writer) alt(f *figure.Figure) string {
	if !f.Alt.Empty() {
		return w.in(f.Alt)
	}
	return w.in(f.Title)
}

// split cuts a short name such as "Table 2" or "表2" around its number.
func split(name string, n int) (label, number string) {
	number = itoa(n)
	if at := strings.LastIndex(name, number); at >= 0 {
		return name[:at], number
	}
	return name, number
}

// captioned is a caption to be written.
type captioned struct {
	list          int // of which it is an entry: 1 tables, 2 figures
	key           string
	label, number string
	title         string
	keep          bool // with what follows
	above         bool
}

// caption writes a caption: number and title on one line in Chinese, on two in English. Word numbers and lists it.
func (w *writer) caption(c captioned) {
	jc, strong, plain := "", "", `<w:b w:val="0"/><w:bCs w:val="0"/><w:i/><w:iCs/>`
	if w.lang != w.langs[0] || w.pack.foreign {
		jc = val("jc", "left")
		if strong = "<w:b/><w:bCs/>"; w.zh() {
			jc, strong = val("jc", "center"), `<w:b w:val="0"/><w:bCs w:val="0"/>`
		}
	}
	if w.zh() {
		plain = strong
	}
	keep := "<w:keepNext/>"
	if !c.keep {
		keep = `<w:keepNext w:val="0"/>`
	}
	before, after := 9., 3.5
	spacing := ""
	if !c.above {
		before, spacing = 2, `<w:spacing w:before="40" w:after="120"/>`
		after = 6
	}
	sequence := [...]string{1: "Table", 2: "Figure"}[c.list]
	if w.zh() {
		sequence = [...]string{1: "表", 2: "图"}[c.list]
	}
	e := &entry{mark: "_Toc" + w.lang + itoa(c.list) + "_" + c.number, text: c.label + c.number + w.gap() + c.title, page: w.pages.page}
	w.entries[c.list] = append(w.entries[c.list], e)
	name := w.bookmarked(w.names[c.key], w.run(c.label, strong)+code(`SEQ `+sequence+` \* ARABIC`, w.run(c.number, strong), strong))
	between := "<w:r><w:br/></w:r>"
	height := 2
	if w.zh() {
		between, height = w.run("　", strong), 1
	}
	w.para(caption, keep+spacing+jc, w.bookmarked(e.mark, name+between+w.run(c.title, plain)))
	w.pages.skip(before + after + float64(height)*w.look.caption*1.3)
}

// gap stands between a number and a title in the lists.
func (w *writer) gap() string {
	if w.zh() {
		return "　"
	}
	return "  "
}

// notes writes notes below a table or figure.
func (w *writer) notes(notes []grid.Note, points float64) {
	for i, n := range notes {
		var s string
		if i == 0 {
			look := "<w:i/><w:iCs/>"
			if w.zh() {
				look = ""
			}
			s = w.run(w.word("report.note"), look) + w.run(w.word("report.note_join"), "")
		}
		if n.Mark != "" {
			s += w.run(n.Mark, `<w:vertAlign w:val="superscript"/>`) + w.run(" ", "")
		}
		spacing := ""
		if i < len(notes)-1 && len(notes) <= 6 {
			spacing = "<w:keepNext/>"
		}
		if i == len(notes)-1 {
			spacing = `<w:spacing w:after="160"/>`
		}
		w.para(note, spacing, s+w.run(n.Text, ""))
		width, _ := w.geometry().room()
		w.pages.lines(lines(n.Text, width/points, 2), points*1.3, 2, 0)
	}
	if len(notes) > 0 {
		w.pages.skip(8)
	}
}
