package table_test

import (
	"fmt"

	"github.com/smekit/smekit/reports/table"
)

// A table of two scores: values with a format, no texts of numbers; the second was not estimable, and a note says why.
func Example() {
	t := table.Table{
		Key:   "scores",
		Title: table.Text{ZH: "得分", EN: "Scores"},
		Columns: []table.Column{
			{Key: "case", Label: table.Text{ZH: "案例", EN: "Case"}, Stub: true},
			{Key: "score", Label: table.Text{ZH: "得分", EN: "Score"}, Format: table.Score},
		},
		Groups: []table.Group{{Rows: []table.Row{
			{Cells: []table.Cell{table.Txt(table.Same("G")), table.Num(61.25, "score.survey_pomp(case=G)")}},
			{Cells: []table.Cell{table.Txt(table.Same("H")), {Kind: table.Missing, Marks: []string{"none"}, Tint: -1}}},
		}}},
		Notes: []table.Note{{Key: "none", Text: table.Text{ZH: "无有效答卷", EN: "no valid answers"}}},
	}
	cell := t.Groups[0].Rows[0].Cells[1]
	fmt.Println(t.Title.In("zh"), cell.Value, t.Columns[1].Format.Digits, cell.ID)
	fmt.Println(t.Notes[0].Text.In("en"))
	// Output:
	// 得分 61.25 1 score.survey_pomp(case=G)
	// no valid answers
}
