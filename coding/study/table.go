package study

import (
	"errors"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sav"
	"github.com/smekit/smekit/coding/sheet"
	"github.com/smekit/smekit/coding/transcript"
)

// grid is a sheet's rows, from a file or made from YAML.
type grid struct {
	file, sheet string
	hidden      bool
	text        bool // a text file, whose rows may not come apart into their cells
	rows        iter.Seq2[sheet.Row, error]
	lines       map[int][]int                   // YAML: the line of a row and of its cells, by row number
	notes       func() []coding.ReceiptNote     // complete once the rows are read
	patches     map[int][]patch                 // cells that a decision recodes, by row
	drops       map[int]*decision               // rows that a decision excludes
	cells       map[[2]int]*decision            // answers that a decision excludes
	given       map[[2]int]coding.Value         // values that no cell can hold: missing for a reason, by row and column
	begin       func(*part, *columns) (ok bool) // called once the columns are known
}

// keyLine is the row of a column's header; in YAML, the first line that has the key.
func (g *grid) keyLine(header, col int) int {
	first := 0
	for _, lines := range g.lines {
		if col < len(lines) && lines[col] > 0 && (first == 0 || lines[col] < first) {
			first = lines[col]
		}
	}
	if first == 0 {
		return header
	}
	return first
}

// patch is a cell of a row that a decision gives another value.
type patch struct {
	col      int
	decision *decision
}

// row is a data row being read.
type row struct {
	*part
	grid    *grid
	columns *columns
	num     int
	cells   []sheet.Cell
	subject string // what a decision may name the row by; of a segment, its interview
	segment string // of the subject
	fault   string // the problem that rejects the row
	reason  string // why the row is excluded
	quiet   bool   // the row is excluded: its problems do not block
}

// readGrid finds the header of a sheet and hands each data row to each. It leaves the receipt balanced: a row is blank,
// excluded, rejected, or used.
func readGrid(p *part, k *columnNames, g *grid, each func(*row)) {
	if g.hidden {
		p.say("hidden_sheet")
	}
	var cols *columns
	var first []sheet.Row
	live := true
	blank := 0
	data := func(raw sheet.Row) {
		if empty(raw) && !hasFormula(raw) {
			blank++
			return
		}
		p.receipt.Rows += blank + 1
		p.receipt.Missing += blank
		blank = 0
		if cols == nil || !live {
			bump(&p.receipt.Rejected, "header")
			return
		}
		p.row(k, g, cols, raw, each)
	}
	decide := func() {
		at, count := k.findHeader(first)
		if at < 0 {
			if len(first) > 0 {
				p.report(p.pos(first[0].Number, 0), "no_header", "", expected(k.kind))
			}
			at, count = 0, 0
			live = false
		} else {
			if at > 0 {
				p.noteMany("rows_above_header", at)
			}
			if count > 1 {
				p.noteMany("header_rows", count)
			}
			var above *sheet.Row
			if at > 0 && first[at-1].Number == first[at].Number-1 {
				above = &first[at-1]
			}
			cols, live = k.assign(p, above, first[at:at+count])
			if g.begin != nil && !g.begin(p, cols) {
				live = false
			}
			p.columnUse(cols)
		}
		rest := first[at+count:]
		first = nil
		for _, r := range rest {
			data(r)
		}
	}
	decided := false
	for r, err := range g.rows {
		if err != nil {
			p.unreadable(err)
			break
		}
		if decided {
			data(r)
			continue
		}
		if filled(r) > 0 {
			first = append(first, r)
		}
		if len(first) >= headerWindow {
			decide()
			decided = true
		}
	}
	if !decided {
		decide()
	}
	p.receipt.Notes = append(p.receipt.Notes, sheetNotes(g.notes)...)
	p.finish()
}

// numbersAsText counts numbers that stand in a workbook as texts. A sheet counts all of them; here only those in fields
// that are read as numbers matter, and [row.noteNumber] counts these: an id such as 001 is meant to be a text.
const numbersAsText = "sheet.numbers_as_text"

// sheetNotes are the notes of a grid's sheet but for the numbers stored as text.
func sheetNotes(notes func() []coding.ReceiptNote) []coding.ReceiptNote {
	if notes == nil {
		return nil
	}
	return slices.DeleteFunc(notes(), func(n coding.ReceiptNote) bool { return n.Code == numbersAsText })
}

func hasFormula(r sheet.Row) bool {
	for _, c := range r.Cells {
		if c.Formula {
			return true
		}
	}
	return false
}

func expected(k *kind) string {
	var names []string
	for i := range k.columns {
		if k.columns[i].required {
			names = append(names, bilingual(&k.columns[i]))
		}
	}
	return strings.Join(names, ", ")
}

func (p *part) columnUse(c *columns) {
	for i, h := range c.headers {
		if h == "" && c.fields[i] == "" {
			continue
		}
		p.receipt.Columns = append(p.receipt.Columns, coding.ColumnUse{Header: h, Field: c.fields[i]})
	}
}

// row reads one data row and counts what became of it.
func (p *part) row(k *columnNames, g *grid, cols *columns, raw sheet.Row, each func(*row)) {
	r := &row{part: p, grid: g, columns: cols, num: raw.Number, cells: raw.Cells}
	for _, at := range g.patches[r.num] {
		r.patch(at.col, at.decision)
	}
	if example(r.cell(k.kind.id)) || example(r.cell(k.kind.columns[0].field)) {
		bump(&p.receipt.Excluded, "example")
		return
	}
	if d := r.dropped(); d != nil {
		r.exclude(d)
	}
	if !g.torn(r, raw) {
		each(r)
	}
	switch {
	case r.reason != "":
		bump(&p.receipt.Excluded, r.reason)
	case r.fault != "":
		bump(&p.receipt.Rejected, r.fault)
	default:
		p.receipt.Used++
	}
}

// torn rejects a row of a text file that did not come apart into its cells: by a quote that is never closed, by another delimiter, or
// because a text with a delimiter stands in no quotes.
func (g *grid) torn(r *row, raw sheet.Row) bool {
	width := len(r.columns.headers)
	switch {
	case raw.Torn:
		r.reject(0, "unclosed_quote", "")
	case !g.text:
		return false
	case width > 2 && filled(raw) == 1 && raw.Cell(1).Kind == sheet.Text && strings.Count(raw.Cell(1).Text, otherDelimiter(raw.Cell(1).Text)) >= width-1:
		r.reject(1, "other_delimiter", "", itoa(width))
	case len(raw.Cells) > width:
		r.reject(width+1, "long_row", "", itoa(len(raw.Cells)), itoa(width))
	default:
		return false
	}
	return true
}

// otherDelimiter is the delimiter that a text holds most often.
func otherDelimiter(s string) string {
	best, most := ",", 0
	for _, d := range []string{",", ";", "\t", "|", "，", "；"} {
		if n := strings.Count(s, d); n > most {
			best, most = d, n
		}
	}
	return best
}

// dropped returns the decision that excludes the row, by its number or by a cell that is not an answer.
func (r *row) dropped() *decision {
	if d := r.grid.drops[r.num]; d != nil || len(r.grid.cells) == 0 {
		return d
	}
	for i := range r.columns.headers {
		if d := r.grid.cells[[2]int{r.num, i + 1}]; d != nil && !r.columns.answers(i+1) {
			return d
		}
	}
	return nil
}

// example recognises the filled-in row of a template by the beginning of its id: 例, 示例 or EXAMPLE, not as part of a
// longer word.
func example(c sheet.Cell) bool {
	if c.Kind != sheet.Text {
		return false
	}
	t := strings.ToUpper(sheet.Fold(c.Text))
	for _, word := range []string{"例", "示例", "EXAMPLE"} {
		rest, ok := strings.CutPrefix(t, word)
		if !ok {
			continue
		}
		next, _ := utf8.DecodeRuneInString(rest)
		if rest == "" || !unicode.IsLetter(next) || strings.ContainsRune("行子如", next) {
			return true
		}
	}
	return false
}

// patch puts a decision's value in the place of a cell.
func (r *row) patch(col int, d *decision) {
	for len(r.cells) < col {
		r.cells = append(r.cells, sheet.Cell{})
	}
	r.cells[col-1] = sheet.Cell{Kind: sheet.Text, Text: d.Value}
	if d.Value == "" {
		r.cells[col-1] = sheet.Cell{}
	}
	d.hit()
	r.note("decision_recoded", d.Target)
}

// exclude leaves the row out by decision; its problems no longer block.
func (r *row) exclude(d *decision) {
	d.hit()
	r.reason = "decision"
	r.quiet = true
	r.note("decision_excluded", d.Target)
}

// at returns the column of a field, 0 without one.
func (r *row) at(field string) int {
	if c := r.columns.at[field]; len(c) > 0 {
		return c[0]
	}
	return 0
}

func (r *row) cell(field string) sheet.Cell { return r.cellAt(r.at(field)) }

func (r *row) cellAt(col int) sheet.Cell {
	if col < 1 || col > len(r.cells) {
		return sheet.Cell{}
	}
	return r.cells[col-1]
}

// place is the position of a column in the row; in YAML, of the line.
func (r *row) place(col int) coding.Pos {
	if lines, ok := r.grid.lines[r.num]; ok {
		p := coding.Pos{File: r.receipt.File, Row: lines[0]}
		if col > 0 && col < len(lines) && lines[col] > 0 {
			p.Row = lines[col]
		}
		return p
	}
	return r.pos(r.num, col)
}

// problem reports a cell.
func (r *row) problem(col int, code, suggestion string, args ...string) {
	for i := range args {
		args[i] = strings.Clone(args[i])
	}
	subject := r.subject
	if r.segment != "" {
		subject += "/" + r.segment
	}
	p := problem{Problem: coding.Problem{Pos: r.place(col), Code: code, Args: args, Suggestion: strings.Clone(suggestion), Accepted: r.quiet}, subject: subject}
	if col > 0 {
		p.value = strings.Clone(strings.TrimSpace(r.cellAt(col).Text))
	}
	r.problems = append(r.problems, p)
}

// reject reports a cell and leaves its row out.
func (r *row) reject(col int, code, suggestion string, args ...string) {
	r.problem(col, code, suggestion, args...)
	if r.fault == "" {
		r.fault = code
	}
}

// attrs keeps the columns that fill no field.
func (r *row) attrs() coding.Attrs {
	var a coding.Attrs
	for _, c := range r.columns.extra {
		cell := r.cellAt(c)
		if cell.Blank() {
			continue
		}
		h := r.columns.headers[c-1]
		if h == "" {
			continue
		}
		if a == nil {
			a = make(coding.Attrs, len(r.columns.extra))
		}
		a[h] = r.intern.of(strings.TrimSpace(cell.Text))
	}
	return a
}

// unreadable reports a file or sheet that cannot be read.
func (p *part) unreadable(err error) {
	code, args := "sheet.error.unreadable", []string{err.Error()}
	var of *transcript.ReadError
	var spss *sav.ReadError
	if e, ok := asReadError(err); ok {
		code, args = e.Code, e.Args
	} else if errors.As(err, &of) {
		code, args = of.Code, of.Args
	} else if errors.As(err, &spss) {
		code, args = spss.Code, spss.Args
	}
	p.report(p.pos(0, 0), "unreadable_file", "", append([]string{code}, args...)...)
}
