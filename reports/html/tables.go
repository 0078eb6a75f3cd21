package html

import (
	"html"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/table"
)

const (
	longTable  = 25 // rows; longer ones may break across pages
	filterFrom = 13 // rows; shorter ones need no filter
)

var aligns = [...]string{grid.Left: "", grid.Center: "c", grid.Right: "r"}

var levels = map[table.Level]string{table.Low: "low", table.High: "high", table.Alarm: "alarm", table.Caution: "caution", table.Fine: "fine", table.Unknown: "unknown"}

// class is a class attribute of the names that are not empty.
func class(names ...string) string {
	var out []string
	for _, n := range names {
		if n != "" {
			out = append(out, n)
		}
	}
	if out == nil {
		return ""
	}
	return ` class="` + strings.Join(out, " ") + `"`
}

func marks(s string) string {
	if s == "" {
		return ""
	}
	return "<sup>" + html.EscapeString(s) + "</sup>"
}

// table writes a resolved table with sort buttons, a filter if it is long, and its notes. Each group of rows is a body of
// its own, so that its heading heads it alone.
func (p *page) table(g *grid.Grid, id string) {
	l := lay(g)
	long := ""
	if len(g.Rows) > longTable {
		long = "long"
	}
	p.put("<div", class("block", "h"+strconv.Itoa(min(len(g.Rows)/rowsAStep+1, tallest)), long, l.page), ` id="`, id, "\">\n")
	if len(g.Rows) >= filterFrom {
		p.put(`<div class="filter"><label>`, p.word("report.filter"), ` <input type="search"></label><output aria-live="polite"></output></div>`, "\n")
	}
	// A region that scrolls must be reachable by keyboard; the script takes that back where the table fits.
	region := ""
	if l.scroll {
		region = ` role="region" tabindex="0" aria-labelledby="` + id + `-c"`
	}
	p.put(`<div class="wrap"`, region, `><table class="data"><caption><span id="`, id, `-c">`)
	if g.Caption != "" {
		p.put(html.EscapeString(g.Caption), "&ensp;")
	}
	p.put(inline(g.Title, p.lang), "</span></caption>\n<thead>\n")
	for _, row := range g.Head {
		p.put("<tr>")
		for _, h := range row {
			p.head(g, l, h)
		}
		p.put("</tr>\n")
	}
	p.put("</thead>\n<tbody>\n")
	for i, r := range g.Rows {
		if i > 0 && (r.Heading != "" || r.First) {
			p.put("</tbody>\n<tbody>\n")
		}
		p.row(g, r)
	}
	p.put("</tbody></table></div>\n")
	p.notes(g.Notes)
	p.put("</div>\n")
}

func (p *page) head(g *grid.Grid, l layout, h grid.Head) {
	label := inline(h.Text, p.lang) + marks(h.Marks)
	if h.Spanner {
		p.put(`<th scope="colgroup" class="span c" colspan="`, strconv.Itoa(h.Cols), `">`, label, "</th>")
		return
	}
	rows := ""
	if h.Rows > 1 {
		rows = ` rowspan="` + strconv.Itoa(h.Rows) + `"`
	}
	classes := class(aligns[h.Align], l.head(h.Col), l.slack(h.Col))
	if h.Text == "" {
		p.put("<td", rows, classes, "></td>")
		return
	}
	if len(g.Rows) < 2 {
		p.put(`<th scope="col"`, rows, classes, ">", label, "</th>")
		return
	}
	p.put(`<th scope="col" aria-sort="none"`, rows, classes, `><button type="button" class="sort" data-col="`, strconv.Itoa(h.Col), `">`, label, "</button></th>")
}

func (p *page) row(g *grid.Grid, r grid.Row) {
	if r.Heading != "" {
		p.put(`<tr class="group"><th scope="rowgroup" colspan="`, strconv.Itoa(len(g.Columns)), `">`, inline(r.Heading, p.lang), "</th></tr>\n")
		return
	}
	strong, first := "", ""
	if r.Strong {
		strong = "strong"
	}
	if r.First {
		first = "first"
	}
	p.put("<tr", class(strong, first), ">")
	for i, c := range r.Cells {
		indent := ""
		if i == 0 && r.Indent > 0 {
			indent = "i" + strconv.Itoa(min(r.Indent, 3))
		}
		p.cell(c, g.Columns[i].Stub && i == 0, indent)
	}
	p.put("</tr>\n")
}

// cell writes a cell; one that shows estimates is a button (outside any form, so that it needs no type).
func (p *page) cell(c grid.Cell, head bool, indent string) {
	tint, mute, pre := "", "", ""
	if c.Tint >= 0 {
		tint = "t" + strconv.Itoa(int(math.Round(c.Tint*shades)))
	}
	switch c.Kind {
	case table.Suppressed:
		mute = "mute hid"
	case table.Missing:
		mute = "mute none"
	}
	if strings.Contains(c.Text, "\n") {
		pre = "pre"
	}
	tag, scope := "td", ""
	if head {
		tag, scope = "th", ` scope="row"`
	}
	text, lang := html.EscapeString(c.Text), foreign(c.Text, p.lang)
	if lang == "" {
		text = inline(c.Text, p.lang)
	}
	p.put("<", tag, scope, lang, class(aligns[c.Align], indent, tint, mute, pre, levels[c.Level]), ">")
	switch at := p.numbers(c); len(at) {
	case 0:
		p.put(text)
	case 1:
		p.put(`<button data-e="`, at[0], `">`, text, "</button>")
	default:
		p.put(`<button data-l="`, strings.Join(at, " "), `">`, text, "</button>")
	}
	p.put(marks(c.Marks), "</", tag, ">")
}

// numbers are those of the estimates that a cell offers to explain, each once. A hidden cell offers nothing.
func (p *page) numbers(c grid.Cell) (at []string) {
	if c.Kind == table.Suppressed || c.Text == "" {
		return nil
	}
	ids := c.IDs
	if len(ids) == 0 && c.ID != "" {
		ids = []string{c.ID}
	}
	for _, id := range ids {
		if i, ok := p.store.use(id); ok {
			if n := strconv.Itoa(i); !slices.Contains(at, n) {
				at = append(at, n)
			}
		}
	}
	return at
}

func (p *page) notes(notes []grid.Note) {
	if len(notes) == 0 {
		return
	}
	p.put(`<div class="notes">`)
	for i, n := range notes {
		p.put("<p>")
		if i == 0 {
			p.put("<b>", p.word("report.note"), "</b>", p.word("report.note_join"))
		}
		if n.Mark != "" {
			p.put(marks(n.Mark), " ")
		}
		p.put(inline(n.Text, p.lang), "</p>")
	}
	p.put("</div>\n")
}
