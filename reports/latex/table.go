package latex

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/table"
)

// Room on a page of A4 with margins of 25 mm, and what type takes, in points.
const (
	portrait  = 453.0
	landscape = 698.0
	gap       = 6.0 // between columns
	headLines = 3   // that the header of a column may take
)

// size of type that a table is set in.
type size struct {
	command string
	half    float64 // width of a half-width character
}

var (
	upright = []size{{"\\small", 5.3}, {"\\footnotesize", 4.8}, {"\\scriptsize", 4.2}}
	turned  = []size{{"\\footnotesize", 4.8}, {"\\scriptsize", 4.2}, {"\\tiny", 3.4}}
)

// layout is how a table stands on its page.
type layout struct {
	size   size
	turned bool
	widths []float64

	across, height, notes, lead float64 // about: its width, its height with notes, that of the notes, what must stand together
	kept                        bool    // stands on one page
}

// within reports whether the notes of a table of several pages are its last row, which keeps them with the rows before.
func (l *layout) within(g *grid.Grid) bool {
	return !l.kept && len(g.Notes) > 0 && l.across >= 200 && l.notes < low*.6
}

// lay finds the largest type at which the columns fit, upright if they can. Columns of text give way first; numbers keep
// their width.
func lay(g *grid.Grid) layout {
	for i, s := range upright {
		if g.Wide && i == len(upright)-1 {
			break // rather turned than small
		}
		if l, fits := fit(g, s, portrait); fits {
			return l
		}
	}
	var l layout
	for _, s := range turned {
		var fits bool
		if l, fits = fit(g, s, landscape); fits {
			break
		}
	}
	l.turned = true
	return l
}

// fit shares the room out among the columns, and reports whether each has at least what it needs.
func fit(g *grid.Grid, s size, room float64) (layout, bool) {
	l := layout{size: s, widths: make([]float64, len(g.Columns))}
	least := make([]float64, len(g.Columns))
	numbers := make([]bool, len(g.Columns))
	all, low, texts := 0.0, 0.0, 0.0
	for i, c := range g.Columns {
		l.widths[i], least[i], numbers[i] = demand(g, i, c, s)
		all += l.widths[i]
		low += least[i]
		if !numbers[i] {
			texts += l.widths[i] - least[i]
		}
	}
	room -= gap * float64(len(g.Columns))
	switch {
	case all <= room:
		return l, true
	case low <= room:
		first := 1.0 // texts take of what lies between least and wanted, then numbers' headers
		if texts > room-low {
			first = (room - low) / texts
		}
		rest := 0.0
		if all-low > texts {
			rest = (room - low - texts*first) / (all - low - texts)
		}
		for i := range least {
			share := first
			if numbers[i] {
				share = rest
			}
			l.widths[i] = least[i] + share*(l.widths[i]-least[i])
		}
		return l, true
	}
	for i := range least {
		l.widths[i] = least[i] * room / low
	}
	return l, false
}

// demand is the width that a column wants and the least that it can do with, and whether it holds numbers alone.
func demand(g *grid.Grid, col int, c grid.Column, s size) (wanted, least float64, numbers bool) {
	longest, word, head := 0, 0, 0
	for _, h := range g.Head {
		for _, x := range h {
			if x.Col <= col && col < x.Col+x.Cols {
				word = max(word, (longestWord(x.Text)+len(x.Marks)+x.Cols-1)/x.Cols)
				room := (grid.Width(x.Text)/x.Cols + headLines - 1) / headLines
				word = max(word, (room+1)/2*2)
				if x.Cols == 1 && hasWide(x.Text) { // two Chinese characters a line
					word = max(word, min(grid.Width(x.Text), 4))
				}
				head = max(head, (grid.Width(x.Text)/x.Cols+1)/2)
			}
		}
	}
	numbers = true
	for _, r := range g.Rows {
		if r.Heading != "" || col >= len(r.Cells) {
			continue
		}
		x := r.Cells[col]
		w := grid.Width(x.Text) + len(x.Marks)
		if col == 0 {
			w += 2 * r.Indent
		}
		if r.Strong { // bold
			w += (w + 9) / 10
		}
		longest = max(longest, w)
		if c.Stub || !x.Numeric && w > 12 {
			numbers = false
			w = longestWord(x.Text)
			if col == 0 {
				w += 2 * r.Indent
			}
		}
		word = max(word, min(w, 30))
	}
	full := max(longest, word, 3)
	wanted = float64(min(max(full, head), 120))*s.half + 1
	if numbers {
		return wanted, float64(full)*s.half + 1, true
	}
	return wanted, float64(max(min(word, 24), min(full, 16), 3))*s.half + 1, false
}

func hasWide(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x2E80 })
}

// longestWord is the width of the longest run that cannot be broken.
func longestWord(s string) int {
	most, n := 0, 0
	for _, r := range s {
		switch {
		case r >= 0x2E80:
			n = 2
		case r == ' ' || r == '\n':
			n = 0
			continue
		default:
			n++
		}
		most = max(most, n)
		if r >= 0x2E80 {
			n = 0
		}
	}
	return min(most, longToken)
}

var columnTypes = map[grid.Align]string{grid.Left: `>{\raggedright\arraybackslash}`, grid.Center: `>{\centering\arraybackslash}`, grid.Right: `>{\raggedleft\arraybackslash}`}

// set writes a long table with its caption, rules and notes.
func (p *page) set(g *grid.Grid, l layout) {
	p.put("{\\linespread{1}", l.size.command)
	if g.Caption != "" { // the table steps the counter where it begins
		p.put("\\setcounter{table}{", strconv.Itoa(g.Number-1), "}")
	}
	p.put("\\begin{longtable}{@{}")
	for i, c := range g.Columns {
		p.put(columnTypes[c.Align], "p{", points(l.widths[i]), "}")
	}
	p.put("@{}}\n")
	if g.Caption != "" {
		p.put("\\caption{", text(g.Title), "}\\label{", label("tab", p.lang, g.Key), "}\\\\\n")
	} else {
		p.put("\\caption*{", text(g.Title), "}\\\\\n")
	}
	head := p.head(g)
	p.put("\\toprule\n", head, "\\midrule\n\\endfirsthead\n\\toprule\n", head, "\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n")
	inside := l.within(g)
	if inside {
		p.put("\\endlastfoot\n")
	}
	for i, r := range g.Rows {
		if r.First && i > 0 {
			p.put("\\addlinespace\n")
		}
		if r.Heading != "" {
			p.put("\\multicolumn{", strconv.Itoa(len(g.Columns)), "}{@{}l@{}}{\\itshape ", text(r.Heading), "}\\\\*\n")
			continue
		}
		cells := make([]string, len(g.Columns))
		for j, c := range r.Cells {
			s := guarded(lines(c.Text))
			if (c.Numeric || c.Kind == table.Composite) && grid.Width(c.Text) <= 24 { // numbers do not wrap
				s = strings.ReplaceAll(s, " ", "~")
			}
			if r.Strong && s != "" {
				s = "\\textbf{" + s + "}"
			}
			s += raised(c.Marks)
			if j == 0 && r.Indent > 0 {
				s = "\\leftskip=" + strconv.Itoa(r.Indent) + "em\\relax " + s
			}
			if a := c.Align; j < len(g.Columns) && a != g.Columns[j].Align && s != "" {
				s = map[grid.Align]string{grid.Left: "\\raggedright\\arraybackslash ", grid.Center: "\\centering\\arraybackslash ", grid.Right: "\\raggedleft\\arraybackslash "}[a] + s
			}
			cells[j] = s
		}
		end := "\\\\\n"
		if l.kept && i < len(g.Rows)-1 || i < min(2, len(g.Rows)-1) || inside && i >= len(g.Rows)-3 {
			end = "\\\\*\n" // no page ends here
		}
		p.put(strings.Join(cells, " & "), end)
	}
	if inside {
		n := strconv.Itoa(len(g.Columns))
		p.put("\\lastrule{", n, "}\n\\multicolumn{", n, "}{@{}p{", points(l.across), "}@{}}{\\footnotesize\\raggedright ", p.noted(g.Notes), "}\\\\\n")
	}
	p.put("\\end{longtable}}\n")
	if !inside {
		p.notes(g.Notes)
	} else {
		p.put("\\par\n")
	}
}

// lines keeps the line breaks of a cell.
func lines(s string) string {
	parts := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i := range parts {
		parts[i] = text(parts[i])
	}
	return strings.Join(parts, "\\newline ")
}

// head is the header rows; a spanner has a short rule of its own.
func (p *page) head(g *grid.Grid) string {
	var b strings.Builder
	for n, row := range g.Head {
		cells := make([]string, len(g.Columns))
		covered := make([]bool, len(g.Columns))
		var rules strings.Builder
		for _, h := range row {
			s := text(h.Text) + raised(h.Marks)
			switch {
			case h.Cols > 1:
				for c := h.Col + 1; c < h.Col+h.Cols; c++ {
					covered[c] = true
				}
				cells[h.Col] = "\\multicolumn{" + strconv.Itoa(h.Cols) + "}{c}{" + s + "}"
			default:
				cells[h.Col] = s
			}
			if h.Spanner {
				rules.WriteString("\\cmidrule(lr){" + strconv.Itoa(h.Col+1) + "-" + strconv.Itoa(h.Col+h.Cols) + "}")
			}
		}
		var shown []string
		for c, s := range cells {
			if !covered[c] {
				shown = append(shown, s)
			}
		}
		b.WriteString(strings.Join(shown, " & ") + "\\\\")
		if n < len(g.Head)-1 && rules.Len() > 0 {
			b.WriteString(rules.String())
		}
		b.WriteString("\n")
	}
	return b.String()
}

// notes writes the notes below a table or figure.
func (p *page) notes(notes []grid.Note) {
	if len(notes) == 0 {
		return
	}
	p.put("\\tablenotes{", p.noted(notes), "}\n")
}

// noted is the text of notes, a paragraph each.
func (p *page) noted(notes []grid.Note) string {
	word := text(locale.Text(p.lang, "report.note"))
	if p.lang != locale.Chinese {
		word = "\\textit{" + word + "}"
	}
	s := word + text(locale.Text(p.lang, "report.note_join"))
	for i, n := range notes {
		if i > 0 {
			s += "\\par "
		}
		s += raised(n.Mark) + text(n.Text)
	}
	return s
}

// points writes a length.
func points(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) + "pt" }
