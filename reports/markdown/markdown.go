package markdown

import (
	"bufio"
	"io"
	"strings"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/table"
)

// Write writes the document in the languages ("zh", "en"): the whole in each, in their order, with a rule between them.
func Write(w io.Writer, d *document.Document, langs ...string) error {
	p := &page{w: bufio.NewWriter(w)}
	for i, lang := range langs {
		if i > 0 {
			p.put("---\n\n")
		}
		p.lang, p.captions = lang, d.Captions(lang)
		p.document(d)
	}
	return p.w.Flush()
}

// document writes the whole in one language.
func (p *page) document(d *document.Document) {
	p.heading("#", d.Title)
	if !d.Subtitle.Empty() {
		p.put(text(d.Subtitle.In(p.lang)), "\n\n")
	}
	if !d.Notice.Empty() {
		p.put("> **", text(d.Notice.In(p.lang)), "**\n\n")
	}
	for _, s := range d.Sections {
		p.heading("##", s.Title)
		for _, b := range s.Blocks {
			switch {
			case b.Paragraph != nil:
				p.put(p.paragraph(b.Paragraph), "\n\n")
			case b.List != nil:
				for i := range b.List {
					p.put("- ", p.paragraph(&b.List[i]), "\n")
				}
				p.put("\n")
			case b.Table != nil:
				p.table(grid.New(b.Table, p.lang))
			case b.Figure != nil:
				p.figure(b.Figure)
			}
		}
	}
	if tables := d.Provenance(); len(tables) > 0 {
		p.put("## ", text(locale.Text(p.lang, "report.provenance")), "\n\n")
		for _, t := range tables {
			p.table(grid.New(t, p.lang))
		}
	}
}

// page is a file in the making; the buffered writer keeps the first error.
type page struct {
	w        *bufio.Writer
	lang     string
	captions map[string]string // short names of tables and figures by key
}

func (p *page) put(s ...string) {
	for _, x := range s {
		p.w.WriteString(x)
	}
}

func (p *page) heading(level string, t table.Text) {
	p.put(level, " ", text(t.In(p.lang)), "\n\n")
}

// paragraph is a text followed by the tables and figures that it refers to and does not name itself: "(Table 2, Table 9)".
func (p *page) paragraph(x *document.Paragraph) string {
	s := x.Text.In(p.lang)
	var refs []string
	for _, key := range x.Refs {
		if name, ok := p.captions[key]; ok && !names(s, name) {
			refs = append(refs, text(name))
		}
	}
	out := text(s)
	if refs == nil {
		return out
	}
	open, end := " (", ")"
	if p.lang == locale.Chinese {
		open, end = "（", "）"
	}
	return out + open + strings.Join(refs, locale.Text(p.lang, "report.see_join")) + end
}

// names reports whether a text holds a caption that no digit follows: "Table 1" is not in "Table 12".
func names(s, caption string) bool {
	for {
		i := strings.Index(s, caption)
		if i < 0 {
			return false
		}
		s = s[i+len(caption):]
		if s == "" || s[0] < '0' || s[0] > '9' {
			return true
		}
	}
}

// figure writes what the picture says, and its data.
func (p *page) figure(f *figure.Figure) {
	g := grid.New(f.Data(), p.lang)
	g.Caption = document.FigureName(f, p.lang)
	if !f.Alt.Empty() {
		g.Notes = append([]grid.Note{{Text: f.Alt.In(p.lang)}}, g.Notes...)
	}
	p.table(g)
}

// table writes title, header, rows and notes.
func (p *page) table(g *grid.Grid) {
	title := text(g.Title)
	if g.Caption != "" {
		title = "**" + text(g.Caption) + "** " + title
	} else {
		title = "**" + title + "**"
	}
	p.put(title, "\n\n")
	heads := make([]string, len(g.Columns))
	for _, row := range g.Head {
		for _, h := range row {
			for c := h.Col; c < h.Col+h.Cols; c++ {
				if heads[c] != "" {
					heads[c] += " · "
				}
				heads[c] += cell(h.Text) + marks(h.Marks)
			}
		}
	}
	p.row(heads)
	p.put("|")
	for _, c := range g.Columns {
		p.put([...]string{grid.Left: " :--- |", grid.Center: " :---: |", grid.Right: " ---: |"}[c.Align])
	}
	p.put("\n")
	for _, r := range g.Rows {
		cells := make([]string, len(g.Columns))
		if r.Heading != "" {
			cells[0] = "**" + cell(r.Heading) + "**"
			p.row(cells)
			continue
		}
		for i, c := range r.Cells {
			s := cell(c.Text)
			if r.Strong && s != "" {
				s = "**" + s + "**"
			}
			if i == 0 {
				s = strings.Repeat("&emsp;", r.Indent) + s
			}
			cells[i] = s + marks(c.Marks)
		}
		p.row(cells)
	}
	p.put("\n")
	for i, n := range g.Notes {
		if i == 0 {
			p.put("*", text(locale.Text(p.lang, "report.note")), "*", locale.Text(p.lang, "report.note_join"))
		}
		if n.Mark != "" {
			p.put(marks(n.Mark), " ")
		}
		p.put(text(n.Text))
		if i < len(g.Notes)-1 {
			p.put("  \n")
		} else {
			p.put("\n\n")
		}
	}
}

func (p *page) row(cells []string) {
	p.put("| ", strings.Join(cells, " | "), " |\n")
}

func marks(s string) string {
	if s == "" {
		return ""
	}
	return "<sup>" + s + "</sup>"
}
