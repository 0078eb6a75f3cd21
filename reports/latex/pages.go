package latex

import (
	"math"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/table"
)

// Heights in points, about what LaTeX makes of them: they decide what shares a page, not where it stands.
const (
	tall        = 700.0 // of the text on a portrait page
	low         = 445.0 // and on a landscape one
	bodyLine    = 20.5
	bodyLetter  = 6.0 // width of a half-width character
	headingRoom = 58.0
	captionRoom = 34.0
	noteLine    = 12.5
	noteLetter  = 4.9
)

// item is a heading, a paragraph, a list, a table or a figure on its way to a page.
type item struct {
	text    bool // no table and no figure
	heading bool
	wants   bool    // a landscape page
	lying   bool    // has one
	height  float64 // about
	lead    float64 // how much of it must stand together
	put     func(lying bool, first bool)
}

// items are the blocks of the document in order.
func (p *page) items() []*item {
	var out []*item
	for i := range p.d.Sections {
		s := &p.d.Sections[i]
		out = append(out, p.headingItem(s.Title.In(p.lang)))
		for j := range s.Blocks {
			b := &s.Blocks[j]
			switch {
			case b.Paragraph != nil:
				x := &item{text: true, height: p.sentences(b.Paragraph)}
				x.lead = min(x.height, 2*bodyLine)
				x.put = func(bool, bool) { p.put(p.paragraph(b.Paragraph), "\n\n") }
				out = append(out, x)
			case b.List != nil:
				x := &item{text: true, lead: 2 * bodyLine}
				for k := range b.List {
					x.height += p.sentences(&b.List[k])
				}
				x.put = func(bool, bool) { p.list(b.List, s.Key == "references") }
				out = append(out, x)
			case b.Table != nil:
				out = append(out, p.tableItem(b.Table))
			case b.Figure != nil:
				out = append(out, p.figureItem(b.Figure))
			}
		}
	}
	if tables := p.d.Provenance(); len(tables) > 0 {
		out = append(out, p.headingItem(locale.Text(p.lang, "report.provenance")))
		for _, t := range tables {
			out = append(out, p.tableItem(t))
		}
	}
	for i := len(out) - 2; i >= 0; i-- {
		if x, next := out[i], out[i+1]; x.heading || x.text && x.height < 5*bodyLine && !next.text {
			x.lead = x.height + next.lead // a short paragraph leads to what follows
		}
	}
	return out
}

func (p *page) sentences(x *document.Paragraph) float64 {
	return bodyLine * math.Ceil(float64(grid.Width(x.Text.In(p.lang))+4)*bodyLetter/portrait)
}

func (p *page) headingItem(title string) *item {
	x := &item{text: true, heading: true, height: headingRoom}
	x.lead = x.height
	x.put = func(lying, first bool) {
		p.put("\n")
		p.need(x.lead, lying, first)
		p.put("\\section{", text(title), "}\n")
	}
	return x
}

// need begins a page where the height is not left on this one.
func (p *page) need(height float64, lying, first bool) {
	if first {
		return
	}
	most := tall
	if lying {
		most = low
	}
	p.put("\\needspace{", points(min(height, most*.8)), "}\n")
}

// list writes points with bullets, or works with hanging indents.
func (p *page) list(points []document.Paragraph, works bool) {
	kind, begin := "itemize", ""
	if works {
		kind, begin = "list", "{}{\\setlength{\\leftmargin}{2em}\\setlength{\\itemindent}{-2em}\\setlength{\\labelwidth}{0pt}\\setlength{\\labelsep}{0pt}\\setlength{\\itemsep}{2pt}\\setlength{\\parsep}{0pt}\\raggedright}"
	}
	p.put("\\begin{", kind, "}", begin, "\n")
	for i := range points {
		p.put("\\item ", guarded(p.paragraph(&points[i])), "\n")
	}
	p.put("\\end{", kind, "}\n")
}

func (p *page) tableItem(t *table.Table) *item {
	g := grid.New(t, p.lang)
	l := lay(g)
	x := &item{wants: l.turned}
	most := tall
	if l.turned {
		most = low
	}
	l.measure(g)
	x.height = l.height
	x.lead = min(l.lead+60, most*.5) // longtable keeps room for its foot
	if x.height < most*.55 {
		x.lead, l.kept = x.height, true
	}
	x.put = func(lying, first bool) {
		p.need(x.lead, lying, first)
		p.set(g, l)
	}
	return x
}

// measure estimates the height of a table with its notes, and that of its beginning.
func (l *layout) measure(g *grid.Grid) {
	line := 2.85 * l.size.half
	l.height = captionRoom
	for _, row := range g.Head {
		n := 1
		for _, h := range row {
			w := gap * float64(h.Cols-1)
			for c := h.Col; c < h.Col+h.Cols && c < len(l.widths); c++ {
				w += l.widths[c]
			}
			n = max(n, int(math.Ceil(float64(grid.Width(h.Text))*l.size.half/w)))
		}
		l.height += float64(n)*line + 4
	}
	l.lead = l.height
	for i, r := range g.Rows {
		n := 1
		for j, c := range r.Cells {
			n = max(n, int(math.Ceil(float64(grid.Width(c.Text)+len(c.Marks))*l.size.half/l.widths[j])))
		}
		l.height += float64(n) * line
		if i == 0 || i < 3 && l.height < low*.5 {
			l.lead = l.height
		}
	}
	for _, w := range l.widths {
		l.across += w + gap
	}
	l.across -= gap
	for _, n := range g.Notes {
		l.notes += noteLine * math.Ceil(float64(grid.Width(n.Text)+4)*noteLetter/max(l.across, 200))
	}
	l.height += l.notes + 14
}

// orient gives every item its page. Words that lead to a wide table, and short ones behind it, stand on its page, and what
// little stands between two wide ones does so too, so that no page is left nearly empty.
func orient(items []*item) {
	for _, x := range items {
		x.lying = x.wants
	}
	for i := len(items) - 1; i >= 0; i-- { // words before
		if !items[i].wants {
			continue
		}
		height, from := 0.0, i
		for j := i - 1; j >= 0 && items[j].text && height+items[j].height < low*.45; j-- {
			height += items[j].height
			if items[j].heading {
				from = j
				break
			}
			if height < low*.2 {
				from = j
			}
		}
		for _, x := range items[from:i] {
			x.lying = true
		}
	}
	for i := 0; i < len(items); { // what stands between
		if items[i].lying {
			i++
			continue
		}
		end, height, words := i, 0.0, true
		for end < len(items) && !items[end].lying {
			height += items[end].height
			words = words && items[end].text && !items[end].heading
			end++
		}
		if i > 0 && (end < len(items) && height < low*.9 || words && height < low*.3) {
			for _, x := range items[i:end] {
				x.lying = true
			}
		}
		i = end
	}
}

// body writes the items on their pages.
func (p *page) body() {
	items := p.items()
	orient(items)
	lying, led := false, true
	for _, x := range items {
		if x.lying != lying {
			led = true // a page of its own
			if lying = x.lying; lying {
				p.put("\\begin{landscape}\n")
			} else {
				p.put("\\end{landscape}\n")
			}
		}
		x.put(lying, led)
		led = x.heading
	}
	if lying {
		p.put("\\end{landscape}\n")
	}
}
