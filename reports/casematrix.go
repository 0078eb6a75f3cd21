package reports

import (
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// CaseMatrix sets the counts of codes by case, role, interview or another attribute in two tables: segments, interviews.
// Masked, interviews stand under their pseudonyms, and departments of fewer people than the study's min_n (or of a number that
// nobody knows) in one column together.
func CaseMatrix(study *coding.Study, x *pass.CodeMatrix, m *mask.Masker, o SegmentsOptions) *document.Document {
	b := newEvidenceTables(study, m, o)
	columns, merged := b.matrixColumns(x)
	title := evidenceSays("matrix.title", evidenceSays("by."+x.By))
	segments := b.matrix(x, columns, "segments", evidenceSays("matrix.segments", evidenceSays("by."+x.By)),
		func(c pass.CodeCount) int { return c.Segments }, func(base pass.Base) int { return base.Units })
	tables := []*table.Table{segments}
	if x.By != "interview" { // one interview a column: nothing further to count
		tables = append(tables, b.matrix(x, columns, "interviews", evidenceSays("matrix.interviews", evidenceSays("by."+x.By)),
			func(c pass.CodeCount) int { return c.Interviews }, func(base pass.Base) int { return base.Interviews }))
	}
	words := []table.Text{b.base(x.Base, x.Layer), evidenceSays("level." + countedBy(x.Level))}
	if merged > 0 {
		words = append(words, evidencePlural("matrix.merged", merged))
	}
	return b.document("matrix", title, words, tables...)
}

// matrixColumn shows one or several columns of the matrix as one.
type matrixColumn struct {
	id   string
	name table.Text
	of   []int
}

// matrixColumns names the columns, and counts the departments that stand together.
func (b *evidenceTables) matrixColumns(x *pass.CodeMatrix) (columns []matrixColumn, merged int) {
	var small []int
	for i, c := range x.Columns {
		name := table.Same(c.ID)
		if c.ID == "" {
			columns = append(columns, matrixColumn{"", evidenceSays("none." + x.By), []int{i}})
			continue
		}
		switch x.By {
		case "case":
			name = b.caseName(c.ID)
		case "role":
			name = b.levelName(c.ID)
		case "period":
			name = periodName(c.ID)
		case "interview":
			if !b.opt.Unmasked {
				alias := b.m.Alias(c.ID)
				name = table.Text{ZH: alias.ZH, EN: alias.EN}
				c.ID = alias.EN
			}
		case "dept":
			caseID, id, _ := strings.Cut(c.ID, "/")
			d := b.study.Department(caseID, id)
			if !b.opt.Unmasked && (d == nil || b.peopleOf(d) < b.study.Options.MinN) {
				small = append(small, i)
				continue
			}
			if d != nil {
				n, in := b.deptName(d), b.caseName(caseID)
				name = say("case_part", in, n)
			}
		}
		if b.opt.IDs {
			name = table.Same(c.ID)
		}
		columns = append(columns, matrixColumn{c.ID, name, []int{i}})
	}
	if len(small) > 0 {
		columns = append(columns, matrixColumn{"other", evidenceSays("matrix.other"), small})
	}
	return columns, len(small)
}

// peopleOf is the number of people in a department, as far as it is known: those invited, or those who answered.
func (b *evidenceTables) peopleOf(d *coding.Department) int {
	people := map[string]bool{}
	for i := range b.study.Survey.Responses {
		if r := &b.study.Survey.Responses[i]; r.Case == d.Case && r.Dept == d.ID {
			people[r.Respondent] = true
		}
	}
	return max(d.Invited, len(people))
}

func (b *evidenceTables) matrix(x *pass.CodeMatrix, columns []matrixColumn, key string, title table.Text, of func(pass.CodeCount) int, base func(pass.Base) int) *table.Table {
	t := &table.Table{Key: key, Title: title, Landscape: len(columns) > 6, Notes: []table.Note{{Text: evidenceSays("matrix.note")}},
		Columns: []table.Column{{Key: "code", Label: evidenceSays("column.code"), Stub: true}}}
	for _, c := range columns {
		t.Columns = append(t.Columns, table.Column{Key: c.id, Label: c.name, Format: table.Whole})
	}
	t.Columns = append(t.Columns, table.Column{Key: "total", Label: evidenceSays("column.total"), Format: table.Whole})
	g := table.Group{}
	most := 1
	for i := range x.Codes {
		for _, c := range columns {
			n := 0
			for _, k := range c.of {
				n += of(x.Cells[i][k])
			}
			most = max(most, n)
		}
	}
	for i, id := range x.Codes {
		row := table.Row{Key: id, Cells: []table.Cell{table.Txt(b.codeName(id))}}
		for _, c := range columns {
			n := 0
			for _, k := range c.of {
				n += of(x.Cells[i][k])
			}
			cell := number(n)
			if n > 0 {
				cell.Tint = float64(n) / float64(most)
			}
			row.Cells = append(row.Cells, cell)
		}
		row.Cells = append(row.Cells, number(of(x.Totals[i])))
		g.Rows = append(g.Rows, row)
	}
	last := table.Row{Key: "base", Strong: true, Cells: []table.Cell{table.Txt(evidenceSays("matrix.base_" + key))}}
	if b.opt.IDs {
		last.Cells[0] = table.Txt(table.Same("(base)"))
	}
	for _, c := range columns {
		n := 0
		for _, k := range c.of {
			n += base(x.Columns[k].Base)
		}
		last.Cells = append(last.Cells, number(n))
	}
	last.Cells = append(last.Cells, number(base(x.Base)))
	g.Rows = append(g.Rows, last)
	t.Groups = []table.Group{g}
	return t
}
