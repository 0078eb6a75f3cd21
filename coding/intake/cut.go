package intake

import (
	"slices"
	"strconv"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/form"
)

// Cut shortens answers that no cell holds to what one does. Each is a problem of the import that names its cell.
func Cut(im *dialect.Import) {
	if im.Survey == nil {
		return
	}
	for r := range im.Survey.Rows {
		row := &im.Survey.Rows[r]
		for i := range row.Values {
			v := &row.Values[i]
			if len(v.Text) <= form.Longest {
				continue
			}
			if head, n := form.Cut(v.Text); head != v.Text {
				v.Text = head
				im.Problems = append(im.Problems, coding.Problem{Pos: row.Pos.At(im.Survey.Columns[i].Col), Code: "form.cut", Args: []string{strconv.Itoa(n), strconv.Itoa(form.Longest)}})
			}
		}
	}
}

// cut shortens texts of other rows that no cell holds, as memos and segments are. Each is a problem that names its file and row.
func (p *Plan) cut(f File) *form.Workbook {
	wb := *f.Workbook
	for k := range wb.Sheets {
		rows := wb.Sheets[k].Rows
		for i := range rows {
			for j := range rows[i] {
				text, ok := rows[i][j].(string)
				if !ok || len(text) <= form.Longest {
					continue
				}
				head, n := form.Cut(text)
				if head == text {
					continue
				}
				if rows = slices.Clone(rows); wb.Sheets[k].Rows[i][j] == any(text) {
					rows[i] = slices.Clone(rows[i])
				}
				rows[i][j] = head
				wb.Sheets = slices.Clone(wb.Sheets)
				wb.Sheets[k].Rows = rows
				p.Problems = append(p.Problems, coding.Problem{Pos: coding.Pos{File: f.Name, Sheet: wb.Sheets[k].Name}, Code: "form.cut", Args: []string{strconv.Itoa(n), strconv.Itoa(form.Longest)}})
			}
		}
	}
	return &wb
}
