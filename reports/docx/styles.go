package docx

import "strings"

// element is the definition of a style under an id; ids gives the ids of those that it rests on.
func (s style) element(ids map[role]string) string {
	var b strings.Builder
	kind, standard := "paragraph", ""
	if s.characters {
		kind = "character"
	}
	if s.role == normal {
		standard = ` w:default="1"`
	}
	custom := ""
	switch s.role {
	case notice, cell, note, figures:
		custom = ` w:customStyle="1"`
	}
	b.WriteString(`<w:style w:type="` + kind + `"` + standard + custom + ` w:styleId="` + esc(ids[s.role]) + `">` + val("name", s.name))
	if s.based != "" {
		b.WriteString(val("basedOn", ids[s.based]))
	}
	if s.next != "" {
		b.WriteString(val("next", ids[s.next]))
	}
	if s.priority > 0 {
		b.WriteString(val("uiPriority", itoa(s.priority)))
	}
	if s.quick {
		b.WriteString("<w:qFormat/>")
	}
	if s.ppr != "" {
		b.WriteString("<w:pPr>" + s.ppr + "</w:pPr>")
	}
	if s.rpr != "" {
		b.WriteString("<w:rPr>" + s.rpr + "</w:rPr>")
	}
	b.WriteString("</w:style>")
	return b.String()
}

// install adds the parts of a look of our own: styles, fonts, numbering and footers.
func (p *pack) install(l look) {
	var b strings.Builder
	b.WriteString(header + `<w:styles xmlns:w="` + nsW + `"><w:docDefaults><w:rPrDefault><w:rPr>` + faces("Times New Roman", "宋体") + size(24) + `<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`)
	for _, s := range l.styles {
		p.ids[s.role] = string(s.role)
	}
	for _, s := range l.styles {
		b.WriteString(s.element(p.ids))
	}
	b.WriteString(`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">` + val("name", "Default Paragraph Font") + val("uiPriority", "1") + `<w:semiHidden/></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal">` + val("name", "Normal Table") + val("uiPriority", "99") + `<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
		`<w:style w:type="numbering" w:default="1" w:styleId="NoList">` + val("name", "No List") + val("uiPriority", "99") + `<w:semiHidden/></w:style></w:styles>`)
	p.add("word/styles.xml", typeStyles, b.String())
	p.relate(mainPart, relType+"styles", "styles.xml")

	b.Reset()
	b.WriteString(header + `<w:fonts xmlns:w="` + nsW + `">`)
	for _, f := range l.fonts {
		b.WriteString(`<w:font w:name="` + f.name + `">`)
		if f.alt != "" {
			b.WriteString(val("altName", f.alt))
		}
		b.WriteString(val("charset", f.charset) + val("family", f.family) + val("pitch", f.pitch) + "</w:font>")
	}
	b.WriteString("</w:fonts>")
	p.add("word/fontTable.xml", typeFonts, b.String())
	p.relate(mainPart, relType+"fontTable", "fontTable.xml")

	abstract, nums := numbering(0, 1)
	p.add("word/numbering.xml", typeNumbers, header+`<w:numbering xmlns:w="`+nsW+`">`+abstract+nums+"</w:numbering>")
	p.relate(mainPart, relType+"numbering", "numbering.xml")

	if !l.footers {
		return
	}
	p.mirror = l.mirror
	if !l.mirror {
		p.footer(l, "footer1.xml", "default", "")
		return
	}
	// one character away from the outer edge
	p.footer(l, "footer2.xml", "even", `<w:ind w:left="280"/>`+val("jc", "left"))
	p.footer(l, "footer1.xml", "default", `<w:ind w:right="280"/>`+val("jc", "right"))
}

// footer adds a footer with the page's number.
func (p *pack) footer(l look, name, pages, props string) {
	before, after := "", ""
	if l.dashed {
		before, after = "<w:r><w:t xml:space=\"preserve\">— </w:t></w:r>", "<w:r><w:t xml:space=\"preserve\"> —</w:t></w:r>"
	}
	p.add("word/"+name, typeFooter, header+`<w:ftr xmlns:w="`+nsW+`"><w:p><w:pPr>`+p.styled(footer)+props+`</w:pPr>`+before+code("PAGE", "<w:r><w:t>1</w:t></w:r>", "")+after+`</w:p></w:ftr>`)
	p.references += `<w:footerReference w:type="` + pages + `" r:id="` + p.relate(mainPart, relType+"footer", name) + `"/>`
}

// numbering defines bullets and the numbers of headings in Chinese and English, from the given ids on.
func numbering(abstract, num int) (abstracts, nums string) {
	define := func(i int, kind, levels string) {
		abstracts += `<w:abstractNum w:abstractNumId="` + itoa(abstract+i) + `">` + val("multiLevelType", kind) + levels + "</w:abstractNum>"
		nums += `<w:num w:numId="` + itoa(num+i) + `">` + val("abstractNumId", itoa(abstract+i)) + "</w:num>"
	}
	level := func(n int, format, suffix, text, props string) string {
		return `<w:lvl w:ilvl="` + itoa(n) + `"><w:start w:val="1"/>` + val("numFmt", format) + val("suff", suffix) + val("lvlText", text) + val("lvlJc", "left") + props + "</w:lvl>"
	}
	define(0, "hybridMultilevel", level(0, "bullet", "tab", "•", `<w:pPr><w:ind w:left="420" w:hanging="420"/></w:pPr><w:rPr>`+faces("Times New Roman", "宋体")+"</w:rPr>"))
	const indent = `<w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr>` // two characters
	define(1, "multilevel", level(0, "chineseCounting", "nothing", "%1、", indent)+level(1, "chineseCounting", "nothing", "（%2）", indent)+level(2, "decimal", "nothing", "%3. ", indent))
	define(2, "multilevel", level(0, "decimal", "nothing", "%1. ", indent)+level(1, "decimal", "nothing", "%1.%2 ", indent)+level(2, "decimal", "nothing", "%1.%2.%3 ", indent))
	return
}
