package html

import (
	"html"
	"math"
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

// table writes a resolved table with sort buttons, a filter if it is long, and its notes.
func (p *page) table(g *grid.Grid, id string) {
	long, wide := "", ""
	if len(g.Rows) > longTable {
		long = "long"
	}
	if g.Wide || len(g.Columns) > 8 {
		wide = "wide"
	}
	p.put("<div", class("block", long, wide), ` id="`, id, "\">\n")
	if len(g.Rows) >= filterFrom {
		p.put(`<div class="filter"><label>`, p.word("report.filter"), ` <input type="search"></label><output aria-live="polite"></output></div>`, "\n")
	}
	p.put("<div class=\"wrap\"><table class=\"data\"><caption>")
	if g.Caption != "" {
		p.put(html.EscapeString(g.Caption), "&ensp;")
	}
	p.put(html.EscapeString(g.Title), "</caption>\n<thead>\n")
	for _, row := range g.Head {
		p.put("<tr>")
		for _, h := range row {
			p.head(g, h)
		}
		p.put("</tr>\n")
	}
	p.put("</thead>\n<tbody>\n")
	for _, r := range g.Rows {
		p.row(g, r)
	}
	p.put("</tbody></table></div>\n")
	p.notes(g.Notes)
	p.put("</div>\n")
}

func (p *page) head(g *grid.Grid, h grid.Head) {
	label := html.EscapeString(h.Text) + marks(h.Marks)
	if h.Spanner {
		p.put(`<th scope="colgroup" class="span c" colspan="`, strconv.Itoa(h.Cols), `">`, label, "</th>")
		return
	}
	rows := ""
	if h.Rows > 1 {
		rows = ` rowspan="` + strconv.Itoa(h.Rows) + `"`
	}
	if len(g.Rows) < 2 || h.Text == "" {
		p.put(`<th scope="col"`, rows, class(aligns[h.Align]), ">", label, "</th>")
		return
	}
	p.put(`<th scope="col" aria-sort="none"`, rows, class(aligns[h.Align]), `><button type="button" class="sort" data-col="`, strconv.Itoa(h.Col), `">`, label, "</button></th>")
}

func (p *page) row(g *grid.Grid, r grid.Row) {
	if r.Heading != "" {
		p.put(`<tr class="group"><th scope="rowgroup" colspan="`, strconv.Itoa(len(g.Columns)), `">`, html.EscapeString(r.Heading), "</th></tr>\n")
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

// cell writes a cell; one that shows an estimate is a button.
func (p *page) cell(c grid.Cell, head bool, indent string) {
	tint, mute, pre := "", "", ""
	if c.Tint >= 0 {
		tint = "t" + strconv.Itoa(int(math.Round(c.Tint*shades)))
	}
	if c.Kind == table.Suppressed || c.Kind == table.Missing {
		mute = "mute"
	}
	if strings.Contains(c.Text, "\n") {
		pre = "pre"
	}
	tag, scope := "td", ""
	if head {
		tag, scope = "th", ` scope="row"`
	}
	p.put("<", tag, scope, class(aligns[c.Align], indent, tint, mute, pre, levels[c.Level]), ">")
	text := html.EscapeString(c.Text)
	if i, ok := p.store.use(c.ID); ok && c.Text != "" {
		for _, id := range c.IDs {
			p.store.use(id)
		}
		p.put(`<button type="button" class="v" data-e="`, strconv.Itoa(i), `">`, text, "</button>")
	} else {
		p.put(text)
	}
	p.put(marks(c.Marks), "</", tag, ">")
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
		p.put(html.EscapeString(n.Text), "</p>")
	}
	p.put("</div>\n")
}
