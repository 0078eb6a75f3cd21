package reports

import (
	"strconv"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// matrixLimit is the number of codes up to which the matrix of co-occurrence reads as a table.
const matrixLimit = 40

// Cooccurrence sets the co-occurrence of codes in tables: the pairs on the same segment, the matrix where it is of a
// readable size, and what leads to what.
func Cooccurrence(study *coding.Study, c *pass.Cooccurrence, m *mask.Masker, o SegmentsOptions) *document.Document {
	b := newEvidenceTables(study, m, o)
	tables := []*table.Table{b.pairs(c)}
	if len(c.Codes) > 1 && len(c.Codes) <= matrixLimit && !o.IDs {
		tables = append(tables, b.cooccurrences(c))
	}
	if len(c.Links) > 0 {
		tables = append(tables, b.leads(c))
	}
	return b.document("cooccurrence", evidenceSays("cooccur.title"), []table.Text{b.base(c.Base, c.Layer), evidenceSays("level." + countedBy(c.Level))}, tables...)
}

// countedBy is the code of what is counted.
func countedBy(level string) string {
	if level == "" {
		return "code"
	}
	return level
}

// base says what counts rest on, and what does not count.
func (b *evidenceTables) base(x pass.Base, layer string) table.Text {
	unit := "units"
	if layer == pass.LayerCoders {
		unit = "coder_units"
	}
	words := []table.Text{evidenceSays("base", evidencePlural(unit, x.Units), evidencePlural("talks", x.Interviews), count(x.Coded))}
	if x.Absent > 0 {
		words = append(words, evidencePlural("absent_count", x.Absent))
	}
	return sentences(append(words, b.leftOut(x)...))
}

func (b *evidenceTables) pairs(c *pass.Cooccurrence) *table.Table {
	t := &table.Table{Key: "pairs", Title: evidenceSays("pairs.title"), Columns: []table.Column{
		{Key: "code_a", Label: evidenceSays("column.code_a"), Stub: true}, {Key: "code_b", Label: evidenceSays("column.code_b"), Stub: true},
		{Key: "both", Label: evidenceSays("column.both"), Format: table.Whole}, {Key: "n_a", Label: evidenceSays("column.n_a"), Format: table.Whole},
		{Key: "n_b", Label: evidenceSays("column.n_b"), Format: table.Whole}, {Key: "jaccard", Label: evidenceSays("column.jaccard"), Format: table.Coef}},
		Notes: []table.Note{{Text: evidenceSays("pairs.note")}}}
	g := table.Group{}
	at := map[string]int{}
	for i, id := range c.Codes {
		at[id] = i
	}
	for i, p := range c.Pairs() {
		g.Rows = append(g.Rows, table.Row{Key: strconv.Itoa(i + 1), Cells: []table.Cell{table.Txt(b.codeName(p.A)), table.Txt(b.codeName(p.B)), number(p.Units),
			number(c.Units[at[p.A]][at[p.A]]), number(c.Units[at[p.B]][at[p.B]]), table.Num(p.Jaccard, "")}})
	}
	t.Groups = []table.Group{g}
	return t
}

// cooccurrences is the matrix: segments with both codes, on its diagonal those with the code, shaded by Jaccard.
func (b *evidenceTables) cooccurrences(c *pass.Cooccurrence) *table.Table {
	t := &table.Table{Key: "matrix", Title: evidenceSays("cooccur.matrix"), Landscape: true, Notes: []table.Note{{Text: evidenceSays("cooccur.note")}},
		Columns: []table.Column{{Key: "code", Label: evidenceSays("column.code"), Stub: true}}}
	for i, id := range c.Codes { // the column carries the row's number: names in full would make it as wide as they are long
		t.Columns = append(t.Columns, table.Column{Key: id, Label: table.Same(strconv.Itoa(i + 1)), Format: table.Whole, Width: 5})
	}
	most := 0.0
	for i := range c.Codes {
		for j := range i {
			if c.Units[i][j] > 0 {
				most = max(most, c.Jaccard(i, j))
			}
		}
	}
	g := table.Group{}
	for i, id := range c.Codes {
		name := b.codeName(id)
		n := strconv.Itoa(i + 1)
		row := table.Row{Key: id, Cells: []table.Cell{table.Txt(table.Text{ZH: n + ". " + name.ZH, EN: n + ". " + name.EN})}}
		for j := range c.Codes {
			x := blank()
			if k := c.Units[i][j]; k > 0 {
				x = number(k)
				if i != j {
					x.Tint = c.Jaccard(i, j) / most
				}
			}
			row.Cells = append(row.Cells, x)
		}
		g.Rows = append(g.Rows, row)
	}
	t.Groups = []table.Group{g}
	return t
}

func (b *evidenceTables) leads(c *pass.Cooccurrence) *table.Table {
	t := &table.Table{Key: "links", Title: evidenceSays("links.title"), Columns: []table.Column{
		{Key: "from", Label: evidenceSays("column.from"), Stub: true}, {Key: "to", Label: evidenceSays("column.to"), Stub: true},
		{Key: "segments", Label: evidenceSays("column.segments"), Format: table.Whole}, {Key: "interviews", Label: evidenceSays("column.interviews"), Format: table.Whole}},
		Notes: []table.Note{{Text: evidenceSays("links.note")}}}
	g := table.Group{}
	for i, l := range c.Links {
		g.Rows = append(g.Rows, table.Row{Key: strconv.Itoa(i + 1), Cells: []table.Cell{table.Txt(b.codeName(l.From)), table.Txt(b.codeName(l.To)), number(l.Units), number(l.Interviews)}})
	}
	t.Groups = []table.Group{g}
	return t
}
