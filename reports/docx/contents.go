package docx

import "math"

// front writes title, notice, the contents and the lists of tables and figures.
func (w *writer) front() {
	w.para(title, "", w.run(w.in(w.d.Title), ""))
	if !w.d.Subtitle.Empty() {
		w.para(subtitle, "", w.run(w.in(w.d.Subtitle), ""))
	}
	if !w.d.Notice.Empty() {
		w.para(notice, "", w.run(w.in(w.d.Notice), ""))
	}
	within := "" // tables and figures need no bounds: their sequences are a language's own
	if len(w.langs) > 1 {
		within = ` \b Part_` + w.lang
	}
	names := [...]string{"Table", "Figure"}
	if w.zh() {
		names = [...]string{"表", "图"}
	}
	w.list(w.word("report.contents"), toc1, `TOC \o "1-3" \h \z \u`+within, w.entries[0], true)
	w.list(w.word("docx.tables"), listing, `TOC \h \z \c "`+names[0]+`"`, w.entries[1], false)
	w.list(w.word("docx.figures"), listing, `TOC \h \z \c "`+names[1]+`"`, w.entries[2], false)
}

// list writes a list of entries as a field that Word can compute anew.
func (w *writer) list(title string, r role, instruction string, entries []*entry, control bool) {
	if len(entries) == 0 {
		return
	}
	if control {
		w.raw(`<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>`)
	}
	w.para(contents, "", w.run(title, ""))
	room, _ := w.look.page.room()
	tab := `<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="` + itoa(int(math.Round(room*20))) + `"/></w:tabs>`
	for i, e := range entries {
		begin := ""
		if i == 0 {
			begin = `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ` + esc(instruction) + ` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`
		}
		w.para(r, tab, begin+`<w:hyperlink w:anchor="`+e.mark+`" w:history="1">`+w.run(e.text, "")+`<w:r><w:tab/></w:r>`+code("PAGEREF "+e.mark+` \h`, w.run(itoa(e.page), ""), "")+`</w:hyperlink>`)
	}
	w.flush()
	w.last = &paragraph{props: w.pack.styled(cell), content: `<w:r><w:fldChar w:fldCharType="end"/></w:r>`}
	if control {
		w.raw("</w:sdtContent></w:sdt>")
	}
}

// frontPages estimates the pages of the front, from the numbers of entries that the items will make.
func (w *writer) frontPages(items []*item, height float64) int {
	width, _ := w.look.page.room()
	p := pager{page: 1, height: height}
	p.lines(lines(w.in(w.d.Title), width/20, 0), 28, 0, 32)
	p.lines(1, w.look.line, 0, 10)
	if !w.d.Notice.Empty() {
		p.lines(1+lines(w.in(w.d.Notice), width/w.look.letters, 0), w.look.line, 8, 12)
	}
	toc, other := 18.0, 16.5
	if w.look.numbers != "" {
		toc, other = 20, 17
	}
	headings := 0
	for _, x := range items {
		if x.heading {
			headings++
		}
	}
	list := func(n int, line float64) {
		if n > 0 {
			p.lines(1, 22, 14, 6)
			p.lines(n, line, 0, 13)
		}
	}
	long := func(titles []string) int {
		n := 0
		for _, t := range titles {
			n += lines(t, (width-28)/10.5-4, 0)
		}
		return n
	}
	list(headings, toc)
	var tables, drawings []string
	for _, t := range w.d.Tables() {
		tables = append(tables, w.in(t.Title))
	}
	for _, f := range w.d.Figures() {
		drawings = append(drawings, w.in(f.Title))
	}
	list(long(tables), other)
	list(long(drawings), other)
	return p.page
}
