package xlsx

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/reports/document"
)

const onePage = 70 // rows of contents that still read well on one page

// contents writes the first sheet from a row on: title, notice and a link to every sheet of the language; it returns the
// row from which another language goes on.
func (b *book) contents(row int, alone bool) int {
	sheet := b.sheets[contentsKey]
	b.page(sheet, false)
	b.widths(sheet, []float64{16, 70})
	row = b.block(sheet, 1, 2, row, b.d.Title.In(b.lang), 60, style{bold: true, size: 16})
	if !b.d.Subtitle.Empty() {
		row = b.block(sheet, 1, 2, row, b.d.Subtitle.In(b.lang), 80, style{size: 11, color: softColor})
	}
	if !b.d.Notice.Empty() {
		row = b.block(sheet, 1, 2, row, b.d.Notice.In(b.lang), 80, style{bold: true, color: "7A4B00", fill: "FFF1D6"})
	}
	row++
	entry := func(key, name, title string) {
		s := style{color: linkColor, underline: true, vertical: "top"}
		b.put(sheet, 1, row, name, s)
		b.link(sheet, 1, row, b.sheets[key])
		row = b.block(sheet, 2, 2, row, title, 68, style{})
	}
	heading := func(text string) {
		row = b.block(sheet, 1, 2, row, text, 86, style{bold: true, bottom: thinRule})
		b.style(sheet, 1, row-1, 2, row-1, style{bold: true, bottom: thinRule, vertical: "top", wrap: true})
	}
	heading(b.word("report.contents"))
	body, appendix := b.parts()
	entry(textKey, b.sheets[textKey], b.sectionTitles(body))
	for _, s := range b.d.Sections {
		open := false
		for _, x := range s.Blocks {
			if (x.Table != nil || x.Figure != nil) && !open {
				row++
				heading(s.Title.In(b.lang))
				open = true
			}
			if x.Table != nil {
				entry(tableKey(x.Table.Key), document.TableName(x.Table, b.lang), x.Table.Title.In(b.lang))
			}
			if x.Figure != nil {
				entry(figureKey(x.Figure.Key), document.FigureName(x.Figure, b.lang), x.Figure.Title.In(b.lang))
			}
		}
	}
	if len(appendix) > 0 {
		row++
		entry(appendixKey, b.sheets[appendixKey], b.sectionTitles(appendix))
	}
	row++
	if alone && row <= onePage {
		one := 1
		b.do(b.f.SetPageLayout(sheet, &excelize.PageLayoutOptions{FitToHeight: &one}))
	}
	if b.d.Ledger != nil {
		heading(b.word("report.provenance"))
		entry(dataKey, b.sheets[dataKey], b.word("report.data_title"))
		entry(provenanceKey, b.sheets[provenanceKey], strings.Join([]string{b.word("report.inputs"), b.word("report.options"), b.word("report.receipts")}, b.word("report.see_join")))
	}
	return row + 2
}

// parts are the sections up to the last one with a table or figure, and the text that follows: the appendix, which gets a
// sheet of its own behind the tables.
func (b *book) parts() (body, appendix []document.Section) {
	last := -1
	for i, s := range b.d.Sections {
		for _, x := range s.Blocks {
			if x.Table != nil || x.Figure != nil {
				last = i
			}
		}
	}
	if last < 0 {
		return b.d.Sections, nil
	}
	return b.d.Sections[:last+1], b.d.Sections[last+1:]
}

// sectionTitles joins the titles of the sections that hold text.
func (b *book) sectionTitles(sections []document.Section) string {
	var out []string
	for _, s := range sections {
		for _, x := range s.Blocks {
			if x.Paragraph != nil || x.List != nil {
				out = append(out, s.Title.In(b.lang))
				break
			}
		}
	}
	return strings.Join(out, b.word("report.see_join"))
}

// text writes the paragraphs and lists of sections, each with links to the tables and figures it refers to.
func (b *book) text(key string, sections []document.Section) {
	sheet := b.sheets[key]
	b.page(sheet, false)
	b.back(sheet)
	b.widths(sheet, []float64{80, 11, 11, 11, 11})
	row := b.block(sheet, 1, 1, 2, b.d.Title.In(b.lang), 60, style{bold: true, size: 14})
	if !b.d.Notice.Empty() {
		row = b.block(sheet, 1, 1, row, b.d.Notice.In(b.lang), 84, style{bold: true, color: "7A4B00", fill: "FFF1D6"})
	}
	paragraph := func(p document.Paragraph, bullet string, indent int) {
		for i, key := range p.Refs {
			target, ok := b.sheets[tableKey(key)]
			if !ok {
				target, ok = b.sheets[figureKey(key)]
			}
			if ok {
				b.put(sheet, 2+i, row, b.captions[key], style{color: linkColor, underline: true, vertical: "top"})
				b.link(sheet, 2+i, row, target)
			}
		}
		row = b.block(sheet, 1, 1, row, bullet+p.Text.In(b.lang), 78, style{indent: indent})
	}
	for _, s := range sections {
		open := false
		for _, x := range s.Blocks {
			if x.Paragraph == nil && x.List == nil {
				continue
			}
			if !open {
				row = b.block(sheet, 1, 1, row+1, s.Title.In(b.lang), 70, style{bold: true, size: 12})
				open = true
			}
			if x.Paragraph != nil {
				paragraph(*x.Paragraph, "", 0)
			}
			for _, item := range x.List {
				paragraph(item, "• ", 1)
			}
		}
	}
	b.print(sheet, 1, 2, row-1, 0, 0)
}
