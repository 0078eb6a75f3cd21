package docx

import "github.com/smekit/smekit/coding/locale"

// role is what a paragraph is for. Its style is the look's own, or the template's style of the same name.
type role string

// The roles of paragraphs.
const (
	normal    role = "Normal"
	body      role = "BodyText"
	title     role = "Title"
	subtitle  role = "Subtitle"
	notice    role = "Notice"
	heading1  role = "Heading1"
	heading2  role = "Heading2"
	heading3  role = "Heading3"
	contents  role = "TOCHeading"
	toc1      role = "TOC1"
	toc2      role = "TOC2"
	toc3      role = "TOC3"
	listing   role = "TableofFigures"
	bullet    role = "ListBullet"
	work      role = "work" // of the references; its style is the body's
	caption   role = "Caption"
	cell      role = "TableText"
	note      role = "TableNote"
	figures   role = "Figure"
	footer    role = "Footer"
	hyperlink role = "Hyperlink"
)

// style is the definition of a style: its children in the order of the schema are name, basedOn, next, uiPriority, qFormat,
// pPr and rPr.
type style struct {
	role       role
	name       string // the name by which every program knows it, whatever its id
	based      role
	next       role
	priority   int
	quick      bool
	ppr, rpr   string
	characters bool // a style of characters
}

// page is the geometry of a page, in twentieths of a point.
type page struct {
	w, h                     int
	top, right, bottom, left int
	header, footer, gutter   int
}

// turned is the page in landscape: turned to the left, so that the upper margin is at the outer edge.
func (p page) turned() page {
	if p.w > p.h {
		return p
	}
	p.w, p.h = p.h, p.w
	p.top, p.right, p.bottom, p.left = p.left, p.top, p.right, p.bottom
	p.header, p.footer = min(p.header, p.top), min(p.footer, p.bottom)
	return p
}

// room is the width and height of the text, in points.
func (p page) room() (w, h float64) {
	return float64(p.w-p.left-p.right-p.gutter) / 20, float64(p.h-p.top-p.bottom) / 20
}

// look is what the pages look like.
type look struct {
	page    page
	fonts   []font
	styles  []style
	numbers string  // level texts of headings: "" none, "gbt" as official documents have them
	letters float64 // size of the body's type, points
	line    float64 // height of its lines
	tables  float64 // largest type of tables
	small   float64 // type of notes
	caption float64 // type of captions
	head    [2]float64
	breadth float64 // width of the tables' Latin type as a share of that of Times New Roman
	mirror  bool    // page numbers at the outer edge
	dashed  bool    // page numbers between dashes
	footers bool    // the look's own footers
}

// font is a typeface and its stand-ins.
type font struct{ name, alt, charset, family, pitch string }

func faces(latin, chinese string) string {
	return `<w:rFonts w:ascii="` + latin + `" w:eastAsia="` + chinese + `" w:hAnsi="` + latin + `" w:cs="` + latin + `"/>`
}

func size(halfPoints int) string {
	return val("sz", itoa(halfPoints)) + val("szCs", itoa(halfPoints))
}

var commonFonts = []font{
	{"Times New Roman", "", "00", "roman", "variable"},
	{"Arial", "", "00", "swiss", "variable"},
	{"宋体", "SimSun", "86", "auto", "variable"},
	{"黑体", "SimHei", "86", "modern", "fixed"},
}

const flat = `<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/>`

// shared are the styles of what stands in tables and around figures; they ask nothing of the body's style, whose indents
// and fixed lines would harm them.
func shared(latin, chinese string, captionSize, noteSize, cellSize int, zh bool) []style {
	align, weight := "left", "<w:b/><w:bCs/>"
	if zh {
		align, weight = "center", `<w:b w:val="0"/><w:bCs w:val="0"/>`
	}
	face := ""
	if latin != "" {
		face = faces(latin, chinese)
	}
	heavy := ""
	if latin != "" {
		heavy = faces(latin, "黑体")
	}
	const plain = `<w:b w:val="0"/><w:bCs w:val="0"/><w:i w:val="0"/><w:iCs w:val="0"/>`
	return []style{
		{role: caption, name: "caption", based: normal, next: normal, priority: 35, quick: true,
			ppr: `<w:keepNext/><w:keepLines/><w:spacing w:before="180" w:after="70" w:line="` + itoa(captionSize*13) + `" w:lineRule="atLeast"/>` + flat + val("jc", align), rpr: heavy + weight + `<w:i w:val="0"/><w:iCs w:val="0"/>` + val("color", "auto") + size(captionSize)},
		{role: cell, name: "Table Text", based: normal, priority: 99,
			ppr: `<w:widowControl/><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="` + itoa(cellSize*13) + `" w:lineRule="exact"/>` + flat + val("jc", "left"), rpr: face + plain + val("color", "auto") + val("spacing", "0") + val("w", "100") + size(cellSize)},
		{role: note, name: "Table Note", based: normal, priority: 99,
			ppr: `<w:keepLines/><w:snapToGrid w:val="0"/><w:spacing w:before="40" w:after="0" w:line="` + itoa(noteSize*13) + `" w:lineRule="exact"/>` + flat + val("jc", "left"), rpr: face + plain + val("color", "auto") + size(noteSize)},
		{role: figures, name: "Figure", based: normal, next: caption, priority: 99,
			ppr: `<w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/>` + flat + val("jc", align)},
	}
}

// own is the project's look. Lengths of Chinese type are the named sizes: 小四 is 12 points, 五号 10.5, 小五 9.
func own(lang string) look {
	zh := lang == locale.Chinese
	const latin = "Times New Roman"
	normalLine, bodyProps, headAlign := `<w:spacing w:line="300" w:lineRule="auto"/>`, `<w:spacing w:before="0" w:after="120"/>`, "left"
	if zh {
		normalLine = `<w:spacing w:line="400" w:lineRule="exact"/>`
		bodyProps = `<w:ind w:firstLineChars="200" w:firstLine="480"/>` + val("jc", "left") // justified lines tear formulas apart
	}
	heading := func(r role, name string, halfPoints, level int) style {
		return style{role: r, name: name, based: normal, next: body, priority: 9, quick: true,
			ppr: `<w:keepNext/><w:keepLines/><w:spacing w:before="360" w:after="160" w:line="` + itoa(halfPoints*13) + `" w:lineRule="atLeast"/>` + val("jc", headAlign) + val("outlineLvl", itoa(level)),
			rpr: faces(latin, "黑体") + "<w:b/><w:bCs/>" + size(halfPoints)}
	}
	tocLine := func(r role, name string, left int) style {
		return style{role: r, name: name, based: normal, next: normal, priority: 39,
			ppr: `<w:spacing w:before="20" w:after="20" w:line="320" w:lineRule="exact"/><w:ind w:left="` + itoa(left) + `"/>`, rpr: size(22)}
	}
	l := look{breadth: 1, letters: 12, line: 18, tables: 10, small: 9, caption: 11, head: [2]float64{32, 22}, footers: true, fonts: commonFonts,
		page: page{w: 11906, h: 16838, top: 1440, right: 1304, bottom: 1440, left: 1304, header: 851, footer: 850}}
	if zh {
		l.line, l.tables, l.caption = 20, 10.5, 10.5
	} else {
		l.letters, l.line = 11.5, 16.6
	}
	l.styles = []style{
		{role: normal, name: "Normal", quick: true, ppr: normalLine, rpr: faces(latin, "宋体") + size(int(l.letters*2))},
		{role: body, name: "Body Text", based: normal, priority: 1, quick: true, ppr: bodyProps},
		{role: title, name: "Title", based: normal, next: body, priority: 10, quick: true,
			ppr: `<w:keepNext/><w:spacing w:before="480" w:after="160" w:line="560" w:lineRule="atLeast"/>` + val("jc", "center"), rpr: faces(latin, "黑体") + "<w:b/><w:bCs/>" + size(40)},
		{role: subtitle, name: "Subtitle", based: normal, next: body, priority: 11, quick: true,
			ppr: `<w:spacing w:before="0" w:after="200"/>` + val("jc", "center"), rpr: size(26)},
		{role: notice, name: "Notice", based: normal, next: body, priority: 99,
			ppr: `<w:pBdr><w:top w:val="single" w:sz="6" w:space="6" w:color="7F7F7F"/><w:left w:val="single" w:sz="6" w:space="6" w:color="7F7F7F"/><w:bottom w:val="single" w:sz="6" w:space="6" w:color="7F7F7F"/><w:right w:val="single" w:sz="6" w:space="6" w:color="7F7F7F"/></w:pBdr><w:spacing w:before="200" w:after="240"/><w:ind w:left="142" w:right="142"/>` + val("jc", "center"),
			rpr: "<w:b/><w:bCs/>" + size(22)},
		heading(heading1, "heading 1", 30, 0), heading(heading2, "heading 2", 26, 1), heading(heading3, "heading 3", 24, 2),
		{role: contents, name: "TOC Heading", based: normal, next: body, priority: 39, quick: true,
			ppr: `<w:keepNext/><w:keepLines/><w:spacing w:before="280" w:after="120" w:line="400" w:lineRule="atLeast"/>`, rpr: faces(latin, "黑体") + "<w:b/><w:bCs/>" + size(28)},
		tocLine(toc1, "toc 1", 0), tocLine(toc2, "toc 2", 240), tocLine(toc3, "toc 3", 480),
		{role: listing, name: "table of figures", based: normal, next: normal, priority: 99,
			ppr: `<w:spacing w:before="10" w:after="10" w:line="310" w:lineRule="exact"/><w:ind w:left="0"/>`, rpr: size(21)},
		{role: bullet, name: "List Bullet", based: normal, priority: 99,
			ppr: `<w:numPr>` + val("numId", "1") + `</w:numPr><w:spacing w:before="0" w:after="60"/><w:ind w:left="420" w:hanging="420"/>`},
		{role: footer, name: "footer", based: normal, priority: 99, ppr: `<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>` + flat + val("jc", "center"), rpr: size(18)},
	}
	l.styles = append(l.styles, shared(latin, "宋体", int(l.caption*2), int(l.small*2), int(l.tables*2), zh)...)
	l.styles = append(l.styles, style{role: hyperlink, name: "Hyperlink", priority: 99, characters: true, rpr: val("color", "1F3864")})
	return l
}

// official is the look of Chinese official documents: GB/T 9704—2012, clauses 5 and 7. Its 小标宋 and 仿宋_GB2312 are not on
// every machine; the font table names what stands in for them. Figures need lines that grow, and tables smaller type.
func official(lang string) look {
	const latin, chinese = "Times New Roman", "仿宋_GB2312"
	zh := lang == locale.Chinese
	heading := func(r role, name, face string, level int, props string) style {
		return style{role: r, name: name, based: normal, next: body, priority: 9, quick: true,
			ppr: `<w:keepNext/><w:keepLines/>` + `<w:ind w:firstLineChars="200" w:firstLine="640"/>` + val("outlineLvl", itoa(level)), rpr: faces(latin, face) + props + size(32)}
	}
	tocLine := func(r role, name string, left int) style {
		return style{role: r, name: name, based: normal, next: normal, priority: 39, ppr: `<w:spacing w:line="400" w:lineRule="exact"/><w:ind w:left="` + itoa(left) + `" w:firstLineChars="0" w:firstLine="0"/>`, rpr: size(28)}
	}
	l := look{breadth: 1, letters: 16, line: 28.95, tables: 10.5, small: 9, caption: 12, head: [2]float64{28.95, 0}, footers: true, mirror: true, dashed: true, numbers: "gbt",
		// text area 156 × 225 mm, 37 mm from the top and 28 mm from the left; the page number's line begins 7 mm below it
		page:  page{w: 11906, h: 16838, top: 2098, right: 1474, bottom: 1984, left: 1588, header: 851, footer: 1270},
		fonts: append(append([]font{}, commonFonts...), font{"方正小标宋简体", "方正小标宋_GBK,FZXiaoBiaoSong-B05S,宋体,SimSun", "86", "auto", "variable"}, font{"仿宋_GB2312", "仿宋,FangSong", "86", "modern", "fixed"}, font{"楷体_GB2312", "楷体,KaiTi", "86", "modern", "fixed"})}
	l.styles = []style{
		{role: normal, name: "Normal", quick: true, ppr: `<w:spacing w:line="579" w:lineRule="exact"/>` + val("jc", "both"), rpr: faces(latin, chinese) + val("spacing", "-5") + size(32)}, // a quarter of a point less: 28 characters a line
		{role: body, name: "Body Text", based: normal, priority: 1, quick: true, ppr: `<w:ind w:firstLineChars="200" w:firstLine="640"/>`},
		{role: title, name: "Title", based: normal, next: body, priority: 10, quick: true,
			ppr: `<w:keepNext/><w:spacing w:before="579" w:after="290" w:line="700" w:lineRule="exact"/>` + val("jc", "center"), rpr: faces(latin, "方正小标宋简体") + size(44)},
		{role: subtitle, name: "Subtitle", based: normal, next: body, priority: 11, quick: true, ppr: val("jc", "center"), rpr: faces(latin, "楷体_GB2312")},
		{role: notice, name: "Notice", based: normal, next: body, priority: 99, ppr: val("jc", "center"), rpr: faces(latin, "楷体_GB2312")},
		heading(heading1, "heading 1", "黑体", 0, ""), heading(heading2, "heading 2", "楷体_GB2312", 1, ""), heading(heading3, "heading 3", chinese, 2, "<w:b/><w:bCs/>"),
		{role: contents, name: "TOC Heading", based: normal, next: body, priority: 39, quick: true, ppr: `<w:keepNext/><w:keepLines/><w:spacing w:before="290" w:after="145"/>` + val("jc", "center"), rpr: faces(latin, "黑体")},
		tocLine(toc1, "toc 1", 0), tocLine(toc2, "toc 2", 320), tocLine(toc3, "toc 3", 640),
		{role: listing, name: "table of figures", based: normal, next: normal, priority: 99, ppr: `<w:spacing w:line="340" w:lineRule="exact"/><w:ind w:left="0" w:firstLineChars="0" w:firstLine="0"/>`, rpr: size(24)},
		{role: bullet, name: "List Bullet", based: normal, priority: 99, ppr: `<w:numPr>` + val("numId", "1") + `</w:numPr><w:ind w:left="640" w:hanging="400"/>`},
		{role: footer, name: "footer", based: normal, priority: 99, ppr: `<w:snapToGrid w:val="0"/><w:spacing w:line="320" w:lineRule="exact"/>` + flat, rpr: faces("宋体", "宋体") + size(28)},
	}
	l.styles = append(l.styles, shared(latin, "宋体", int(l.caption*2), int(l.small*2), int(l.tables*2), zh)...)
	l.styles = append(l.styles, style{role: hyperlink, name: "Hyperlink", priority: 99, characters: true, rpr: val("color", "auto")})
	return l
}
