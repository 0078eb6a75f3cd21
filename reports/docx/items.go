package docx

import (
	"math"
	"strings"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/figure/drawing"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/table"
)

// item is a heading, paragraph, list, table or figure on its way to a page.
type item struct {
	text      bool // no table and no figure
	heading   bool
	wide      bool // asks for a landscape page
	landscape bool // gets one
	fits      bool // may stand on a landscape page
	height    float64
	lead      float64 // least height that must stand together
	widen     func()  // lays it out anew for a landscape page
	put       func(fresh bool)
}

// plate is a figure's drawing on the page.
type plate struct {
	drawing       *drawing.Drawing
	scale, height float64
	notes         []grid.Note
}

// items are the blocks of the document in order.
func (w *writer) items() []*item {
	var out []*item
	for _, s := range w.d.Sections {
		out = append(out, w.headingItem(w.in(s.Title)))
		for _, b := range s.Blocks {
			switch {
			case b.Paragraph != nil:
				out = append(out, w.textItem(body, "", *b.Paragraph))
			case b.List != nil:
				for i, x := range b.List {
					switch {
					case s.Key == "references":
						out = append(out, w.textItem(work, "", x))
					case w.look.numbers == "gbt":
						out = append(out, w.textItem(body, w.ordinal(i+1), x))
					default:
						out = append(out, w.textItem(bullet, "", x))
					}
				}
			case b.Table != nil:
				out = append(out, w.tableItem(b.Table))
			case b.Figure != nil:
				out = append(out, w.figureItem(b.Figure))
			}
		}
	}
	if tables := w.d.Provenance(); len(tables) > 0 {
		out = append(out, w.headingItem(w.word("report.provenance")))
		for _, t := range tables {
			out = append(out, w.tableItem(t))
		}
	}
	for i := len(out) - 2; i >= 0; i-- {
		if out[i].heading {
			out[i].lead += out[i+1].lead
		}
	}
	return out
}

// orient gives every item its page. Words that lead to a wide table, and short ones behind it, stand on its page, and what
// little stands between two wide tables does so too, so that no page is left nearly empty.
func (w *writer) orient(items []*item) {
	_, tall := w.look.page.turned().room()
	for _, x := range items {
		x.landscape = x.wide
	}
	for i := len(items) - 1; i >= 0; i-- { // words before a wide table
		if !items[i].wide {
			continue
		}
		height := 0.0
		from := i
		for j := i - 1; j >= 0 && items[j].text && height+items[j].height < tall*.4; j-- {
			height += items[j].height
			if items[j].heading {
				from = j
				break
			}
		}
		for j := from; j < i; j++ {
			items[j].landscape = true
		}
	}
	for i := 0; i < len(items); { // what stands between
		if items[i].landscape {
			i++
			continue
		}
		end, height, fits := i, 0.0, true
		for end < len(items) && !items[end].landscape {
			height += items[end].height
			fits = fits && items[end].fits
			end++
		}
		words := true
		for _, x := range items[i:end] {
			words = words && x.text && !x.heading
		}
		if i > 0 && fits && (end < len(items) && height < tall*.9 || words && height < tall*.3) {
			for _, x := range items[i:end] {
				x.landscape = true
				if x.widen != nil {
					x.widen()
				}
			}
		}
		i = end
	}
}

// width of the text on an item's page.
func (w *writer) width(landscape bool) float64 {
	p := w.look.page
	if landscape {
		p = p.turned()
	}
	room, _ := p.room()
	return room
}

func (w *writer) headingItem(text string) *item {
	line := max(w.look.line, w.look.head[0]*.65)
	rows := lines(text, w.width(false)/(line*.8), 0)
	before, after := w.look.head[1]*.8, w.look.head[1]*.36
	if w.pack.foreign {
		before, after = 12, 6
	}
	x := &item{text: true, heading: true, fits: true}
	x.height = float64(rows)*line + before + after
	x.lead = x.height
	x.put = func(fresh bool) {
		w.headings++
		number, props := "", ""
		if w.look.numbers == "gbt" {
			id := "3"
			number = itoa(w.headings) + ". "
			if w.zh() {
				id, number = "2", numeral(w.headings)+"、"
			}
			props = `<w:numPr>` + val("ilvl", "0") + val("numId", id) + `</w:numPr><w:ind w:left="0" w:firstLineChars="200" w:firstLine="640"/>`
		}
		if fresh {
			props = "<w:pageBreakBefore/>" + props
		}
		e := &entry{mark: "_Toc" + w.lang + "0_" + itoa(w.headings), text: number + text, page: w.pages.page}
		w.entries[0] = append(w.entries[0], e)
		w.para(heading1, props, w.bookmarked(e.mark, w.run(text, "")))
		w.pages.lines(rows, line, before, after)
	}
	return x
}

// numeral is a number up to 99 in Chinese: 十二.
func numeral(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 1 || n > 99:
		return itoa(n)
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	}
	return digits[n/10] + "十" + digits[n%10]
}

// ordinal numbers the points of a list in an official document.
func (w *writer) ordinal(n int) string {
	if w.zh() {
		return "（" + itoa(n) + "）"
	}
	return "(" + itoa(n) + ") "
}

// textItem is a paragraph, with a number in front of it or none.
func (w *writer) textItem(r role, number string, p document.Paragraph) *item {
	text := number + w.in(p.Text)
	first, room := 0.0, 0.0
	if r == bullet {
		room = 1.75
	} else if w.zh() || w.look.numbers != "" {
		first = 2
	}
	rows := func(landscape bool) int { return lines(text, w.width(landscape)/w.look.letters-room, first) }
	n := rows(false)
	after := 0.0
	if r == bullet {
		after = 3
	} else if !w.zh() {
		after = 6
	}
	x := &item{text: true, fits: true, height: float64(n)*w.look.line + after, lead: float64(min(n, 2)) * w.look.line}
	x.put = func(fresh bool) {
		props := ""
		if fresh {
			props = "<w:pageBreakBefore/>"
		}
		if w.lang != w.langs[0] && !w.pack.foreign && w.look.numbers == "" && r == body { // the style is the first language's
			if w.zh() {
				props += `<w:spacing w:after="0" w:line="400" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="480"/>` + val("jc", "left")
			} else {
				props += `<w:spacing w:after="120"/><w:ind w:firstLineChars="0" w:firstLine="0"/>` + val("jc", "left")
			}
		}
		if r == work {
			hang := itoa(int(w.look.letters * 40))
			props += `<w:spacing w:after="60"/><w:ind w:left="` + hang + `" w:hangingChars="200" w:hanging="` + hang + `"/>` + val("jc", "left")
			w.para(body, props, w.sentence(p))
		} else {
			if w.look.numbers == "gbt" && r == body && strings.Count(text, "=") > 1 { // justified lines tear formulas apart
				props += val("jc", "left")
			}
			w.para(r, props, w.run(number, "")+w.sentence(p))
		}
		w.pages.lines(rows(w.landscape), w.look.line, 0, after)
	}
	return x
}

// sentence is a text whose mentions of tables and figures are references to their captions; those that it does not name
// follow in brackets.
func (w *writer) sentence(p document.Paragraph) string {
	text := w.in(p.Text)
	type link struct {
		at, end int
		key     string
	}
	var links []link
	var missing []string
	for _, key := range p.Refs {
		name, ok := w.texts[key]
		if !ok {
			continue
		}
		at := mention(text, name)
		free := at >= 0
		for _, l := range links {
			free = free && (at >= l.end || at+len(name) <= l.at)
		}
		if !free {
			if at < 0 {
				missing = append(missing, key)
			}
			continue
		}
		links = append(links, link{at, at + len(name), key})
	}
	for i := range links {
		for j := i; j > 0 && links[j].at < links[j-1].at; j-- {
			links[j], links[j-1] = links[j-1], links[j]
		}
	}
	out, done := "", 0
	for _, l := range links {
		out += w.run(text[done:l.at], "") + w.reference(l.key)
		done = l.end
	}
	out += w.run(text[done:], "")
	if missing == nil {
		return out
	}
	open, blank, end := " (", " ", ")"
	if w.zh() {
		open, blank, end = "（", "", "）"
	}
	out += w.run(open+w.word("report.see")+blank, "")
	for i, key := range missing {
		if i > 0 {
			out += w.run(w.word("report.see_join"), "")
		}
		out += w.reference(key)
	}
	return out + w.run(end, "")
}

// reference is a reference to a caption's number, which a click follows.
func (w *writer) reference(key string) string {
	return code("REF "+w.names[key]+` \h`, w.run(w.texts[key], ""), "")
}

// mention finds a name in a text that is not the beginning of a longer number.
func mention(s, name string) int {
	for from := 0; name != ""; {
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
	return -1
}

const drawingFaces = `<w:rFonts w:ascii="Arial" w:eastAsia="黑体" w:hAnsi="Arial" w:cs="Arial"/>`

func (w *writer) figureItem(f *figure.Figure) *item {
	lang := w.lang
	d := drawing.Draw(f, drawing.Options{Lang: lang,
		Number: func(v float64, format table.Format) string { return grid.Number(lang, v, format) },
		Word:   func(c string, args ...string) string { return locale.Text(lang, c, args...) }})
	p := &plate{drawing: d, notes: grid.New(f.Data(), lang).Notes}
	x := &item{}
	fit := func(landscape bool) {
		g := w.look.page
		if landscape {
			g = g.turned()
		}
		width, tall := g.room()
		notes := 0.0
		for _, n := range p.notes {
			notes += float64(lines(n.Text, width/w.look.small, 2))*w.look.small*1.3 + 2
		}
		room := max(tall*.5, tall-notes-2.6*w.look.caption-50) // caption and notes stand on its page
		p.scale = math.Min(.95, math.Min(width/(max(d.Width, 1)*.75), room/(max(d.Height, 1)*.75)))
		p.height = d.Height * .75 * p.scale
		x.height = p.height + notes + 50
		x.lead = p.height + 9 + 12 + 2.6*w.look.caption
	}
	fit(false)
	// A drawing that a portrait page would shrink beyond reading takes a landscape one.
	x.wide = p.scale < .62 && d.Width > d.Height
	if x.wide {
		fit(true)
	}
	x.fits = d.Height*.75*.6 < w.look.page.lying()
	x.widen = func() { fit(true) }
	x.put = func(fresh bool) {
		if fresh {
			w.fresh()
		}
		w.figure(p, f)
	}
	return x
}

// lying is what a figure may take of a landscape page.
func (p page) lying() float64 { _, h := p.turned().room(); return h * .72 }

// fresh begins a page with an empty line of no height.
func (w *writer) fresh() {
	w.para(cell, `<w:pageBreakBefore/><w:spacing w:line="20" w:lineRule="exact"/><w:rPr>`+size(2)+`</w:rPr>`, "")
}
