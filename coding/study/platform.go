package study

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/sheet"
)

// openExport takes responses that are the export of a survey platform as it is; other files of responses are left to [source.open].
// prefix goes before ids that number the rows of the file ([reader.rowPrefixes]).
func (rd *reader) openExport(s *source, prefix string) bool {
	if s.group != "responses" || isSAV(s.data) {
		return false
	}
	o := dialect.Options{Items: rd.out.Framework.Explicit(rd.out.Instrument.Items)}
	im, err := dialect.OpenSurvey(s.path, bytes.NewReader(s.data), int64(len(s.data)), o)
	if err != nil || im == nil || im.Survey == nil { // what is wrong with the file is told when it is read as a table
		return false
	}
	s.export = im
	if im.Survey.RowNumbers {
		s.idPrefix = prefix
	}
	for _, v := range im.Survey.ValueLabels(rd.out.Instrument.Items) {
		s.values.put(v)
	}
	s.sheets = []sheetOf{{kind: kindResponses, name: im.Survey.Sheet}}
	return true
}

// rowPrefixes tells what goes before the ids of files that number their rows (序号, and files without ids), where there are
// several files of responses: number 7 of one file is another person than number 7 of the next. The files of one numbering, such as
// exports by number and by text, have one prefix, so that a response that stands in both is told as standing twice; none where all
// files that number their rows are of one.
func (rd *reader) rowPrefixes(files []place) (map[string]string, error) {
	files = slices.DeleteFunc(slices.Clone(files), func(f place) bool { return f.group != "responses" })
	if len(files) < 2 {
		return nil, nil
	}
	type numbered struct {
		*dialect.Numbering
		prefix string
	}
	var groups []numbered
	of, taken := map[string]int{}, map[string]bool{}
	madeUp := false
	for _, f := range files {
		if err := rd.ctx.Err(); err != nil {
			return nil, err
		}
		src, err := load(rd.fsys, rd.root, f)
		if err != nil {
			return nil, err
		}
		if !rd.openExport(src, "") {
			continue
		}
		n := src.export.Survey.Numbering()
		src.close()
		if n == nil {
			continue
		}
		at := slices.IndexFunc(groups, func(g numbered) bool { return g.Same(n) })
		if at < 0 {
			at = len(groups)
			whole := strings.TrimSuffix(f.path, path.Ext(f.path))
			name := path.Base(whole)
			for _, longer := range []string{whole, f.path} {
				if taken[name] {
					name = longer
				}
			}
			taken[name] = true
			groups = append(groups, numbered{n, name + " "})
		}
		of[f.path] = at
		madeUp = madeUp || n.MadeUp
	}
	if len(groups) < 2 && !madeUp {
		return nil, nil
	}
	out := map[string]string{}
	for file, at := range of {
		out[file] = groups[at].prefix
	}
	return out, nil
}

// exportGrid is the answers of an export as a sheet: the fields and items stand in their columns of the file, under the names that
// a study knows; what became several columns stands to the right of the file's last one. The rows have the numbers of the file.
func exportGrid(s *source) *grid {
	a := s.export.Survey
	g := &grid{file: s.path, sheet: a.Sheet, given: map[[2]int]coding.Value{}}
	at := make([]int, len(a.Columns))
	width := 0
	for i := range a.Columns {
		width = max(width, a.Columns[i].Col)
	}
	taken := map[int]bool{}
	for i := range a.Columns {
		if c := &a.Columns[i]; c.Col > 0 && !taken[c.Col] && !slices.Contains([]string{"choices", "ranking"}, c.Kind) {
			at[i], taken[c.Col] = c.Col, true
		}
	}
	for i := range at {
		if at[i] == 0 {
			width++
			at[i] = width
		}
	}
	g.rows = func(yield func(sheet.Row, error) bool) {
		head := sheet.Row{Number: a.Header, Cells: make([]sheet.Cell, width)}
		for i := range a.Columns {
			c := &a.Columns[i]
			name := c.Name
			if c.Kind != "field" && c.Kind != "scale" && !s.isItem(c.Name) {
				name = c.Attribute()
			}
			head.Cells[at[i]-1] = sheet.Cell{Kind: sheet.Text, Text: name}
		}
		if !yield(head, nil) {
			return
		}
		for _, r := range a.Rows {
			row := sheet.Row{Number: r.Pos.Row, Cells: make([]sheet.Cell, width)}
			for i, v := range r.Values {
				if c := &a.Columns[i]; c.Name == "respondent_id" && c.Kind == "field" && v.Missing == coding.Present {
					v.Text = s.idPrefix + v.Text
				}
				switch {
				case v.Missing != coding.Present && v.Missing != coding.NotAnswered:
					g.given[[2]int{r.Pos.Row, at[i]}] = v
				case v.Ok():
					row.Cells[at[i]-1] = sheet.Cell{Kind: sheet.Number, Num: v.Num, Text: formatNumber(v.Num)}
				case v.Missing == coding.Present && v.Text != "":
					row.Cells[at[i]-1] = sheet.Cell{Kind: sheet.Text, Text: v.Text}
				}
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	return g
}

// isItem reports whether a column of the export is an item of the study.
func (s *source) isItem(name string) bool { return s.items(name) >= 0 }

// exported adds to a part what the export's receipt says: why it was recognised, how its columns were taken, which rows are no
// responses, and the problems of its cells. A number off an item's scale is told by the item's reader. A problem at a cell or row
// that a decision has answered is one no more, or blocks no more.
func (p *part) exported(s *source, g *grid) {
	im := s.export
	var notes []coding.ReceiptNote
	notes = append(notes, im.Receipt.Notes...)
	for _, q := range im.Questions {
		switch q.Code {
		case "dialect.survey_ask_dates", "dialect.survey_ask_comma", "dialect.survey_ask_names", "dialect.survey_ask_missing":
			notes = append(notes, q)
		}
	}
	p.receipt.Notes = append(notes, p.receipt.Notes...)
	p.receipt.Columns = slices.Clone(im.Receipt.Columns)
	fields := kindResponses.fieldNames()
	for i := range p.receipt.Columns { // - is left out by the platform's rules; else what fills no field and no item is kept as it stands
		if c := &p.receipt.Columns[i]; c.Field != "-" && !slices.Contains(fields, c.Field) && !s.isItem(c.Field) {
			c.Field = ""
		}
	}
	p.receipt.Rows += im.Receipt.Missing
	p.receipt.Missing += im.Receipt.Missing
	for _, of := range []struct {
		from []coding.ReasonCount
		to   *[]coding.ReasonCount
	}{{im.Receipt.Excluded, &p.receipt.Excluded}, {im.Receipt.Rejected, &p.receipt.Rejected}} {
		for _, r := range of.from {
			p.receipt.Rows += r.Count
			for range r.Count {
				bump(of.to, r.Reason)
			}
		}
	}
	for _, pr := range im.Problems {
		where := [2]int{pr.Pos.Row, pr.Pos.Col}
		d := g.drops[pr.Pos.Row]
		if cell := g.cells[where]; d == nil {
			d = cell
		}
		switch {
		case pr.Code == "out_of_range", g.patched(where):
			continue
		case d != nil:
			d.hit()
			pr.Accepted = true
		}
		p.problems = append(p.problems, problem{Problem: pr})
	}
}

// patched reports whether a decision gives a cell another value.
func (g *grid) patched(cell [2]int) bool {
	return slices.ContainsFunc(g.patches[cell[0]], func(at patch) bool { return at.col == cell[1] })
}

// fieldNames are the fields of a kind.
func (k *kind) fieldNames() []string {
	var out []string
	for i := range k.columns {
		out = append(out, k.columns[i].field)
	}
	return out
}
