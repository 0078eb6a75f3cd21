package html

import (
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/reports/grid"
)

// How much of a page a table takes, in em of its type: the widths of its columns with the space between them, against what
// a page of A4 holds between its margins at the sizes of type that the style sheet gives.
const (
	portrait      = 58.0 // 8.5 pt
	portraitSmall = 66.0 // 7 pt
	wideScreen    = 66.0 // the place beside the contents, 14 px
	landscape     = 94.0 // 8 pt
	between       = .95  // padding of a cell, both sides
	widestStub    = 24   // half-width characters that a column of names keeps on one line: 12 Chinese ones
	widestText    = 28   // the same for columns of text, which wrap beyond it
	steps         = 18   // of the classes of least widths, one an em
)

// layout is how a table is laid out.
type layout struct {
	least  []int  // least width of each column, em
	loose  []bool // columns of texts, which may be narrower on a crowded page
	page   string // class: "", "tight" (smaller type), "wide" (landscape), "wide tight"
	scroll bool   // probably wider than its place on a screen
}

// lay decides from the widths that the grid wants.
func lay(g *grid.Grid) layout {
	half := .6 // em of a half-width character: Latin type takes more than half of a Chinese character
	if g.Lang == locale.Chinese {
		half = .52
	}
	var l layout
	need := 0.0
	deepest := 0
	for _, r := range g.Rows {
		deepest = max(deepest, r.Indent)
	}
	for i, c := range g.Columns {
		limit, loose := widestText, false
		if c.Stub {
			limit = widestStub
		}
		if i == 0 {
			limit += 2 * min(deepest, 3)
		}
		wanted := min(c.Width, limit)
		if !c.Stub && c.Align != grid.Left {
			wanted = min(wanted, figures(g, i))
		}
		w := float64(wanted) * half
		if i == 0 { // a step of the indent takes a little more than the two characters that the grid counts for it
			w += .2 * float64(min(deepest, 3))
		}
		if c.Align == grid.Left && c.Width > 12 && i > 0 {
			loose = true
		}
		l.least = append(l.least, min(int(math.Ceil(w)), steps))
		l.loose = append(l.loose, loose)
		need += w + between
	}
	switch {
	case need > landscape:
		l.page = "wide tight"
	case need > portraitSmall, need > portrait && g.Wide:
		l.page = "wide"
	case need > portrait:
		l.page = "tight"
	}
	l.scroll = need > wideScreen
	return l
}

// figures is the width of a column of numbers whose header may take two lines.
func figures(g *grid.Grid, col int) int {
	label := g.Columns[col].Label
	w := grid.Width(label)/2 + 2
	for _, word := range strings.FieldsFunc(label, func(r rune) bool { return r == ' ' || r == '-' || r >= 0x2E80 }) {
		w = max(w, grid.Width(word)+1)
	}
	for _, r := range g.Rows {
		if col < len(r.Cells) {
			w = max(w, grid.Width(r.Cells[col].Text)+len(r.Cells[col].Marks))
		}
	}
	return w
}

// head is the class of a column's header, which gives the column its least width.
func (l layout) head(col int) string { return "m" + strconv.Itoa(l.least[col]) }

// slack is the class of a column that may be narrower on a crowded page.
func (l layout) slack(col int) string {
	if l.loose[col] {
		return "loose"
	}
	return ""
}
