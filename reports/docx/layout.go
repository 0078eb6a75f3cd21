package docx

import (
	"math"
	"strings"

	"github.com/smekit/smekit/reports/grid"
)

const (
	padding  = .84 // em of a cell's left and right margin together
	smallest = 7.5 // points: the smallest type of a table whose texts have room
	bold     = 1.1 // width of bold type as a share of that of plain one
	tiniest  = 6.5 // of one that would have to be set in parts otherwise
)

// layout is how a part of a table is set: which columns, how wide, in which type, on which page.
type layout struct {
	g         *grid.Grid
	from      []int     // the table's column of each column
	widths    []float64 // points
	gaps      []float64 // em
	size      float64   // points of the type
	em        float64   // points of what widths are measured in: its size, more for typefaces wider than Times
	landscape bool
}

// need is what a column asks for, in em of its type and without its margins.
type need struct {
	least  float64 // no word and no number is broken, but the longest words
	words  float64 // nor are they
	fair   float64 // texts wrap to few lines
	wanted float64
	whole  float64 // nothing wraps
	text   bool
	gap    float64 // more margin at the left of texts behind numbers
}

func needs(g *grid.Grid) []need {
	out := make([]need, len(g.Columns))
	marks := make([]string, len(g.Columns))
	for _, row := range g.Head {
		for _, h := range row {
			if h.Cols == 1 && h.Col < len(marks) {
				marks[h.Col] = h.Marks
			}
		}
	}
	for i := range out {
		c, n := g.Columns[i], &out[i]
		heads := label(c.Label) + .45*float64(len(marks[i]))
		n.whole = span(c.Label) + .45*float64(len(marks[i]))
		words, most := 0.0, 0.0
		n.text = c.Stub || c.Align == grid.Left
		if i > 0 && n.text && g.Columns[i-1].Align == grid.Right {
			n.gap = .7
		}
		for _, r := range g.Rows {
			if i >= len(r.Cells) {
				continue
			}
			x := r.Cells[i]
			weight, extra := 1.0, .45*float64(len(x.Marks))
			if r.Strong {
				weight = bold
			}
			if i == 0 {
				extra += float64(r.Indent)
			}
			most = max(most, widest(x.Text)*weight+extra)
			words = max(words, longest(x.Text)*weight+extra)
		}
		n.whole = max(n.whole, most) + .1
		if !n.text {
			n.least = max(most, min(heads, 8)) + .1
			n.wanted = max(n.least, min(n.whole, float64(c.Width)*.52))
			n.fair, n.words = n.least, n.least
			continue
		}
		n.least = max(min(words, 9), min(heads, 9), min(most, 4)) + .1
		n.words = max(n.least, min(words, 34)+.1)
		n.wanted = max(n.least, min(n.whole, max(float64(c.Width)*.52, 4)))
		n.fair = max(n.least, min(n.wanted, 7))
		if n.whole <= 12 {
			n.fair = max(n.least, min(n.wanted, 10))
		}
		n.fair = max(n.fair, min(words, 34)+.1) // hashes and the like
		switch {
		case i == 0 && n.whole <= 25:
			n.fair = max(n.fair, min(n.wanted, 11))
		case n.whole > 60:
			n.fair = max(n.fair, min(n.wanted, 15))
		case n.whole > 25:
			n.fair = max(n.fair, min(n.wanted, 11))
		}
	}
	long, at := 0, 0
	for i, n := range out {
		if n.text && n.whole > 14 {
			long, at = long+1, i
		}
	}
	if long == 1 { // the only long texts get room, if only in smaller type
		n := &out[at]
		n.fair = max(n.fair, min(n.whole, 18))
		n.wanted = max(n.wanted, n.fair)
	}
	return out
}

// label is the width that a header asks for at least: its longest word, or half of a Chinese text, four characters of it
// on one line.
func label(s string) float64 {
	words := longest(s)
	if words > 1.5 {
		return words
	}
	return max(words, min(span(s), max(span(s)/2, 4.05)))
}

func sum(ns []need, f func(need) float64) float64 {
	s := 0.0
	for _, n := range ns {
		s += f(n) + padding + n.gap
	}
	return s
}

// arrange decides about a table: portrait where the columns fit in type of a good size, else landscape, else in parts that
// each repeat the columns of labels.
func arrange(g *grid.Grid, l look) []layout {
	ns := needs(g)
	all := make([]int, len(g.Columns))
	for i := range all {
		all[i] = i
	}
	high, _ := l.page.room()
	across, _ := l.page.turned().room()
	fair := sum(ns, func(n need) float64 { return n.fair })
	floor := 8.0
	if g.Wide {
		floor = 9
	}
	for s := l.tables; s >= floor; s -= .5 {
		if fair*s*l.breadth <= high*1.001 {
			return []layout{set(g, all, ns, high, s, l.breadth, l.page.w > l.page.h)}
		}
	}
	for s := l.tables; s >= smallest; s -= .5 {
		if fair*s*l.breadth <= across {
			return []layout{set(g, all, ns, across, s, l.breadth, true)}
		}
	}
	least := sum(ns, func(n need) float64 { return n.least })
	for s := smallest; s >= tiniest && len(all) <= mostColumns; s -= .5 {
		if least*s*l.breadth <= across {
			return []layout{set(g, all, ns, across, s, l.breadth, true)}
		}
	}
	return parts(g, ns, across, l.breadth)
}

// mostColumns is fewer than the columns that a table of Word can have (63).
const mostColumns = 60

// parts cuts a table between columns. Labels keep at most two fifths of the page.
func parts(g *grid.Grid, ns []need, across, breadth float64) []layout {
	room := across / smallest / breadth
	var stubs []int
	for i := 0; i < g.Stubs && i < 4; i++ {
		stubs = append(stubs, i)
	}
	used := func(cols []int) float64 {
		w := 0.0
		for _, c := range cols {
			w += ns[c].fair + padding + ns[c].gap
		}
		return w
	}
	if w := used(stubs); w > room*.4 {
		for _, c := range stubs {
			ns[c].fair = max(2, (ns[c].fair+padding)*room*.4/w-padding)
			ns[c].least, ns[c].wanted = min(ns[c].least, ns[c].fair), ns[c].fair
			ns[c].words = min(ns[c].words, ns[c].fair)
		}
	}
	cut := func(most int) (out [][]int) {
		cols := append([]int(nil), stubs...)
		for c := len(stubs); c < len(g.Columns); c++ {
			if n := len(cols) - len(stubs); n > 0 && (used(cols)+ns[c].fair+padding+ns[c].gap > room || len(cols) >= mostColumns || n >= most) {
				out = append(out, cols)
				cols = append([]int(nil), stubs...)
			}
			cols = append(cols, c)
		}
		return append(out, cols)
	}
	pieces := cut(len(g.Columns))
	pieces = cut((len(g.Columns) - len(stubs) + len(pieces) - 1) / len(pieces)) // about as many columns in each
	var out []layout
	for _, cols := range pieces {
		pick := make([]need, len(cols))
		for i, c := range cols {
			pick[i] = ns[c]
		}
		out = append(out, set(slice(g, cols), cols, pick, across, smallest, breadth, true))
	}
	return out
}

// slice is the table of some of its columns, in order.
func slice(g *grid.Grid, cols []int) *grid.Grid {
	s := *g
	place := map[int]int{}
	s.Columns, s.Rows, s.Head = nil, nil, nil
	for i, c := range cols {
		place[c] = i
		s.Columns = append(s.Columns, g.Columns[c])
	}
	for _, row := range g.Head {
		var heads []grid.Head
		for _, h := range row {
			first, n := -1, 0
			for c := h.Col; c < h.Col+h.Cols; c++ {
				if i, ok := place[c]; ok {
					if first < 0 {
						first = i
					}
					n++
				}
			}
			if n > 0 {
				h.Col, h.Cols = first, n
				heads = append(heads, h)
			}
		}
		s.Head = append(s.Head, heads)
	}
	for _, r := range g.Rows {
		if r.Heading == "" {
			var cells []grid.Cell
			for _, c := range cols {
				cells = append(cells, r.Cells[c])
			}
			r.Cells = cells
		}
		s.Rows = append(s.Rows, r)
	}
	return &s
}

// set gives the columns their widths: at least what keeps words and numbers whole, then more to those whose texts save the
// most lines by it. They never take more than the page's width together.
func set(g *grid.Grid, from []int, ns []need, room, size, breadth float64, landscape bool) layout {
	l := layout{g: g, from: from, size: size, em: size * breadth, landscape: landscape, widths: make([]float64, len(ns))}
	for _, n := range ns {
		l.gaps = append(l.gaps, n.gap)
	}
	em := room / l.em
	least, words := sum(ns, func(n need) float64 { return n.least }), sum(ns, func(n need) float64 { return n.words })
	for i, n := range ns {
		l.widths[i] = n.least
		if words <= em {
			l.widths[i] = n.words
		}
	}
	spare := em - least
	if words <= em {
		spare = em - words
	}
	if spare > 0 {
		spare = share(g, ns, l.widths, spare)
	}
	total := 0.0
	for i, n := range ns {
		l.widths[i] += padding + n.gap
		total += l.widths[i]
	}
	if total < em*.45 { // a narrow table is not torn apart
		spare = min(spare, total*.35)
	}
	for i := range l.widths { // what nobody needs, or what is not there
		l.widths[i] += spare * l.widths[i] / total
		l.widths[i] = math.Floor(l.widths[i]*l.em*20) / 20
	}
	return l
}

// sampled is how many rows of a table stand for all when its widths are weighed.
const sampled = 48

// share adds to the widths of columns, always to the one whose texts save most for it, and returns what is left when none
// saves anything. A cell costs the third power of its lines, so that the tallest ones give way first.
func share(g *grid.Grid, ns []need, widths []float64, spare float64) float64 {
	var rows []grid.Row
	for i, step := 0, max(1, (len(g.Rows)+sampled-1)/sampled); i < len(g.Rows); i += step {
		if g.Rows[i].Heading == "" {
			rows = append(rows, g.Rows[i])
		}
	}
	weight := max(1, float64(len(rows))/8)
	known := make([]map[int]float64, len(widths))
	cost := func(col int, width float64) float64 {
		key := int(math.Round(width * 100))
		if v, ok := known[col][key]; ok {
			return v
		}
		n := float64(lines(g.Columns[col].Label, width, 0))
		v := weight * n * n * n
		for _, r := range rows {
			if col >= len(r.Cells) {
				continue
			}
			room := width
			if col == 0 {
				room -= float64(r.Indent)
			}
			if r.Strong {
				room /= bold
			}
			n := float64(lines(r.Cells[col].Text+strings.Repeat("a", (len(r.Cells[col].Marks)+1)/2), room, 0))
			v += n * n * n
		}
		if known[col] == nil {
			known[col] = map[int]float64{}
		}
		known[col][key] = v
		return v
	}
	for spare > .05 {
		best, most, by := -1, 0.0, 0.0
		for i, n := range ns {
			left := n.whole + .1 - widths[i]
			if left <= .01 {
				continue
			}
			now := cost(i, widths[i])
			for _, d := range [...]float64{.5, 1, 1.5, 2, 3, 4, 6, 9, 14} {
				d = min(d, left, spare)
				if saved := (now - cost(i, widths[i]+d)) / d; saved > most*1.0001 {
					best, most, by = i, saved, d
				}
			}
		}
		if best < 0 {
			break
		}
		widths[best] += by
		spare -= by
	}
	return max(spare, 0)
}

// rowLines is the number of lines of a body row.
func (l *layout) rowLines(r grid.Row) int {
	if r.Heading != "" {
		w := 0.0
		for _, x := range l.widths {
			w += x
		}
		return lines(r.Heading, w/l.em-padding, 0)
	}
	n := 1
	for i, c := range r.Cells {
		room := l.widths[i]/l.em - padding - l.gaps[i]
		if i == 0 {
			room -= float64(r.Indent)
		}
		if r.Strong {
			room /= bold
		}
		n = max(n, lines(c.Text+strings.Repeat("a", (len(c.Marks)+1)/2), room+.05, 0))
	}
	return n
}

// headLines is the number of lines of each header row.
func (l *layout) headLines() []int {
	out := make([]int, len(l.g.Head))
	for k, row := range l.g.Head {
		out[k] = max(out[k], 1)
		for _, h := range row {
			w := 0.0
			for c := h.Col; c < h.Col+h.Cols && c < len(l.widths); c++ {
				w += l.widths[c]
			}
			n := lines(h.Text+strings.Repeat("a", (len(h.Marks)+1)/2), w/l.em-padding, 0)
			if h.Rows > 1 && k+1 < len(out) {
				out[k+1] = max(out[k+1], n-1)
			} else {
				out[k] = max(out[k], n)
			}
		}
	}
	return out
}
