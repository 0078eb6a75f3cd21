package docx

import (
	"math"
	"strings"

	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/table"
)

// field is a number of a table with its estimate, for the part that lists them.
type field struct {
	lang, key, mark string // of the table; mark: the bookmark of its caption
	part            int
	row, column     int // of the table as it is set, from 1
	id              string
}

func (w *writer) tableItem(t *table.Table) *item {
	g := grid.New(t, w.lang)
	parts := arrange(g, w.look)
	x := &item{wide: parts[0].landscape && w.look.page.w < w.look.page.h, fits: true}
	measure := func() {
		x.height, x.lead = 0, 0
		for i := range parts {
			h, lead := w.measure(&parts[i])
			x.height += h
			if i == 0 {
				x.lead = lead
			}
		}
	}
	measure()
	x.widen = func() {
		across := w.width(true)
		for i := range parts {
			parts[i] = set(parts[i].g, parts[i].from, needs(parts[i].g), across, parts[i].size, w.look.breadth, true)
		}
		measure()
	}
	x.put = func(fresh bool) {
		if fresh {
			w.fresh()
		}
		for i := range parts {
			w.table(t, &parts[i], i, len(parts))
		}
	}
	return x
}

// line is the height of a line of a table's type.
func line(size float64) float64 { return size * 1.3 }

const cellSpace = 1.5 // points above and below a cell's text

func (w *writer) captionHeight() float64 {
	if w.zh() {
		return 14 + 1.3*w.look.caption
	}
	return 14 + 2.6*w.look.caption
}

// measure estimates the height of a part, and how much of it must stand together.
func (w *writer) measure(l *layout) (height, lead float64) {
	height = w.captionHeight()
	for _, n := range l.headLines() {
		height += float64(n)*line(l.size) + 2*cellSpace
	}
	lead = height
	for i, r := range l.g.Rows {
		h := float64(l.rowLines(r))*line(l.size) + 2*cellSpace
		height += h
		if i < 2 {
			lead += h
		}
	}
	width := w.width(l.landscape)
	for _, n := range l.g.Notes {
		height += float64(lines(n.Text, width/w.look.small, 2))*w.look.small*1.3 + 2
	}
	if w.together(height, l.landscape) {
		lead = height
	}
	return height + 8, lead
}

// together reports whether a table of a height is kept on one page.
func (w *writer) together(height float64, landscape bool) bool {
	p := w.look.page
	if landscape {
		p = p.turned()
	}
	_, h := p.room()
	return height < h*.62
}

// table writes a part of a table: caption, rows and, after the last part, notes.
func (w *writer) table(t *table.Table, l *layout, part, parts int) {
	g := l.g
	_, lead := w.measure(l)
	w.pages.ask(lead)
	switch {
	case g.Caption == "": // a listing without a number
		w.para(caption, "", w.run(g.Title, ""))
		w.pages.skip(w.captionHeight())
	case part == 0:
		label, number := split(g.Caption, g.Number)
		w.caption(captioned{1, g.Key, label, number, g.Title, true, true})
	default:
		w.para(caption, "", w.run(w.word("docx.continued", g.Caption), ""))
		w.pages.skip(w.captionHeight())
	}
	h, _ := w.measure(l)
	kept := w.together(h-8, l.landscape)
	last := part == parts-1
	inside := last && !kept && w.within(l)
	s := &setter{w: w, l: l, kept: kept, noted: last && len(g.Notes) > 0, rule: inside}
	if l.size != w.look.tables || w.pack.foreign {
		half := int(math.Round(l.size * 2))
		s.letters, s.spacing = size(half), ` w:line="`+itoa(int(math.Round(line(l.size)*20)))+`" w:lineRule="exact"`
	}
	total := 0
	var columns strings.Builder
	for _, x := range l.widths {
		v := int(math.Round(x * 20))
		total += v
		columns.WriteString(`<w:gridCol w:w="` + itoa(v) + `"/>`)
	}
	jc := "left"
	if w.zh() {
		jc = "center"
	}
	bottom := `<w:bottom ` + thick
	if inside {
		bottom = ""
	}
	side := itoa(int(padding / 2 * l.size * 20))
	w.raw("<w:tbl><w:tblPr>", `<w:tblW w:w="`, itoa(total), `" w:type="dxa"/>`, val("jc", jc),
		`<w:tblBorders><w:top w:val="single" w:sz="12" w:space="0" w:color="000000"/>`, bottom, `</w:tblBorders><w:tblLayout w:type="fixed"/>`,
		`<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="`, side, `" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/><w:right w:w="`, side, `" w:type="dxa"/></w:tblCellMar>`,
		`<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`, val("tblCaption", strings.TrimSpace(g.Caption+" "+g.Title)), "</w:tblPr><w:tblGrid>", columns.String(), "</w:tblGrid>")
	heads := s.head()
	for _, n := range l.headLines() {
		w.pages.repeat += float64(n)*line(l.size) + 2*cellSpace
	}
	for i, r := range g.Rows {
		s.row(i, r)
		if r.Heading != "" {
			continue
		}
		for j, c := range r.Cells {
			if c.Kind == table.Suppressed {
				continue
			}
			ids := c.IDs
			for n, id := range ids {
				if id != "" && (n == 0 || id != ids[0]) {
					w.fields = append(w.fields, field{w.lang, g.Key, w.names[g.Key], part + 1, heads + i + 1, j + 1, id})
				}
			}
		}
	}
	if len(g.Rows) == 0 {
		s.empty()
	}
	if inside {
		w.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>", s.width(0, len(g.Columns)), s.spanning(), "</w:tcPr>")
		w.notes(g.Notes, w.look.small)
		w.raw("</w:tc></w:tr>")
	}
	w.raw("</w:tbl>")
	w.pages.repeat = 0
	if last && !inside && len(g.Notes) > 0 {
		w.notes(g.Notes, w.look.small)
		return
	}
	w.spacer()
	w.pages.skip(6)
}

const thick = `w:val="single" w:sz="12" w:space="0" w:color="000000"/>`

// within reports whether the notes of a table of several pages are its last row, which keeps them with the rows before: they
// are not too long for that, and the table is wide enough.
func (w *writer) within(l *layout) bool {
	width := 0.0
	for _, x := range l.widths {
		width += x
	}
	p := w.look.page
	if l.landscape {
		p = p.turned()
	}
	_, tall := p.room()
	height := 0.0
	for _, n := range l.g.Notes {
		height += float64(lines(n.Text, width/w.look.small-2, 2))*w.look.small*1.3 + 2
	}
	return len(l.g.Notes) > 0 && width >= 200 && height < tall*.5
}

// setter writes the rows of a table.
type setter struct {
	w       *writer
	l       *layout
	kept    bool   // all rows stand on one page
	noted   bool   // notes follow
	rule    bool   // the rule at the end is the last row's
	letters string // run properties of the size, where it is not the style's
	spacing string // attributes of the lines, likewise
}

var alignments = [...]string{grid.Left: "", grid.Center: `<w:jc w:val="center"/>`, grid.Right: `<w:jc w:val="right"/>`}

// text writes the paragraph of a cell. props come before the spacing, behind follows it, each in the order of the schema.
func (s *setter) text(props, before, indent string, a grid.Align, content string) {
	spacing := ""
	if before != "" || s.spacing != "" {
		spacing = "<w:spacing" + before + s.spacing + "/>"
	}
	s.w.raw("<w:p><w:pPr>", s.w.pack.styled(cell), props, spacing, indent, alignments[a], "</w:pPr>", content, "</w:p>")
}

func (s *setter) marks(m string, props string) string {
	if m == "" {
		return ""
	}
	return s.w.run(m, props+s.letters+`<w:vertAlign w:val="superscript"/>`)
}

// cellWidth is the width of some columns.
func (s *setter) width(from, n int) string {
	v := 0
	for c := from; c < from+n && c < len(s.l.widths); c++ {
		v += int(math.Round(s.l.widths[c] * 20))
	}
	return `<w:tcW w:w="` + itoa(v) + `" w:type="dxa"/>`
}

// spanning is the property of a cell over all columns.
func (s *setter) spanning() string {
	if n := len(s.l.g.Columns); n > 1 {
		return val("gridSpan", itoa(n))
	}
	return ""
}

// gap is the indent of a text behind a column of numbers.
func (s *setter) gap(col int) string {
	return `<w:ind w:left="` + itoa(int(math.Round(s.l.gaps[col]*s.l.size*20))) + `"/>`
}

const underHeader = `<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tcBorders>`

// head writes the header rows and returns how many there are. A label over both rows stands in merged cells; the rule of a
// spanner is its paragraph's, which ends within the cell.
func (s *setter) head() int {
	g := s.l.g
	counts := s.l.headLines()
	for k, row := range g.Head {
		s.w.raw("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
		last := k == len(g.Head)-1
		next := 0
		for _, h := range row {
			s.merged(&next, h.Col, last)
			span := ""
			if h.Cols > 1 {
				span = val("gridSpan", itoa(h.Cols))
			}
			merge, borders := "", ""
			if h.Rows > 1 {
				merge = val("vMerge", "restart")
			}
			if last || h.Rows > 1 {
				borders = underHeader
			}
			props, pad := "<w:keepNext/>", ""
			if h.Spanner {
				props += `<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>`
			}
			s.w.raw("<w:tc><w:tcPr>", s.width(h.Col, h.Cols), span, merge, borders, val("vAlign", "bottom"), "</w:tcPr>")
			weight := ""
			if s.w.pack.heavyHeads {
				weight = "<w:b/><w:bCs/>"
			}
			indent := ""
			if !h.Spanner && s.l.gaps[h.Col] > 0 && h.Align == grid.Left {
				indent = s.gap(h.Col)
			}
			s.text(props, pad, indent, h.Align, s.w.run(h.Text, weight+s.letters)+s.marks(h.Marks, weight))
			s.w.raw("</w:tc>")
			next = h.Col + h.Cols
		}
		s.merged(&next, len(g.Columns), last)
		s.w.raw("</w:tr>")
		s.w.pages.skip(float64(counts[k])*line(s.l.size) + 2*cellSpace)
	}
	return len(g.Head)
}

// merged continues the cells of the row above up to a column.
func (s *setter) merged(next *int, until int, last bool) {
	borders := ""
	if last {
		borders = underHeader
	}
	for ; *next < until; *next++ {
		s.w.raw("<w:tc><w:tcPr>", s.width(*next, 1), "<w:vMerge/>", borders, "</w:tcPr>")
		s.text("<w:keepNext/>", "", "", grid.Left, "")
		s.w.raw("</w:tc>")
	}
}

// row writes a row of the body.
func (s *setter) row(i int, r grid.Row) {
	g := s.l.g
	n := s.l.rowLines(r)
	height := float64(n)*line(s.l.size) + 2*cellSpace
	_, tall := s.w.geometry().room()
	end := 2 // what follows the table, if only an empty paragraph, does not begin a page
	if s.noted {
		end = 3
	}
	keep := ""
	if s.kept || r.Heading != "" || (i < 2 || i >= len(g.Rows)-end) && height < tall*.2 {
		keep = "<w:keepNext/>"
	}
	borders := ""
	if s.rule && i == len(g.Rows)-1 {
		borders = "<w:tcBorders><w:bottom " + thick + "</w:tcBorders>"
	}
	before := ""
	if r.First && i > 0 {
		before = ` w:before="60"`
		height += 3
	}
	whole := "<w:trPr><w:cantSplit/></w:trPr>"
	if height > tall*.5 {
		whole = ""
		s.w.pages.lines(n, line(s.l.size), 2*cellSpace, 0)
	} else {
		s.w.pages.skip(height)
	}
	s.w.raw("<w:tr>", whole)
	if r.Heading != "" {
		s.w.raw("<w:tc><w:tcPr>", s.width(0, len(g.Columns)), s.spanning(), borders, "</w:tcPr>")
		s.text(keep, before, "", grid.Left, s.w.run(r.Heading, "<w:b/><w:bCs/>"+s.letters))
		s.w.raw("</w:tc></w:tr>")
		return
	}
	for j, c := range r.Cells {
		shade, indent := "", ""
		if c.Tint >= 0 {
			shade = `<w:shd w:val="clear" w:color="auto" w:fill="` + tint(c.Tint) + `"/>`
		}
		if j == 0 && r.Indent > 0 {
			indent = `<w:ind w:left="` + itoa(int(math.Round(float64(r.Indent)*s.l.size*20))) + `"/>`
		}
		if s.l.gaps[j] > 0 && c.Align == grid.Left {
			indent = s.gap(j)
		}
		props := ""
		if r.Strong {
			props = "<w:b/><w:bCs/>"
		}
		if c.Kind == table.Suppressed || c.Kind == table.Missing {
			props += val("color", "595959")
		}
		whole := ""
		if c.Numeric || c.Kind == table.Composite {
			whole = "<w:noWrap/>"
		}
		s.w.raw("<w:tc><w:tcPr>", s.width(j, 1), borders, shade, whole, "</w:tcPr>")
		s.text(keep, before, indent, c.Align, s.w.run(c.Text, props+s.letters)+s.marks(c.Marks, props))
		s.w.raw("</w:tc>")
	}
	s.w.raw("</w:tr>")
}

// empty says that a table has no rows.
func (s *setter) empty() {
	s.w.raw("<w:tr><w:tc><w:tcPr>", s.width(0, len(s.l.g.Columns)), s.spanning(), "</w:tcPr>")
	s.text("", "", "", grid.Left, s.w.run(s.w.word("report.empty_table"), s.letters))
	s.w.raw("</w:tc></w:tr>")
	s.w.pages.skip(line(s.l.size) + 2*cellSpace)
}

// tint is the shading of a share 0–1, white to a blue on which black type reads.
func tint(t float64) string {
	const digits = "0123456789ABCDEF"
	out := ""
	for _, to := range [3]float64{0x9E, 0xC3, 0xE6} {
		v := int(math.Round(255 + (to-255)*t))
		out += string(digits[v>>4]) + string(digits[v&15])
	}
	return out
}
