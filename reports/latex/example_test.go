package latex_test

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/latex"
	"github.com/smekit/smekit/reports/table"
)

func ExampleWrite() {
	t := &table.Table{Key: "scores", Number: 1, Title: table.Text{EN: "Scores", ZH: "得分"},
		Columns: []table.Column{{Key: "dim", Label: table.Text{EN: "Dimension", ZH: "维度"}, Stub: true}, {Key: "mean", Label: table.Text{EN: "Mean", ZH: "均值"}, Format: table.Score}},
		Groups:  []table.Group{{Rows: []table.Row{{Cells: []table.Cell{table.Txt(table.Same("ME.REL")), table.Num(64.25, estimate.ID("score", "survey_pomp", "dim=ME.REL"))}}}}}}
	d := &document.Document{Title: table.Same("Review"), Sections: []document.Section{{Key: "s", Title: table.Same("Scores"), Blocks: []document.Block{{Table: t}}}}}
	var b bytes.Buffer
	if err := latex.Write(&b, d, []string{"en"}); err != nil {
		fmt.Println(err)
	}
	for line := range strings.Lines(b.String()) {
		if strings.Contains(line, "ME.REL") || strings.Contains(line, "caption{Scores}") {
			fmt.Print(line)
		}
	}
	// Output:
	// \caption{Scores}\label{tab:en:scores}\\
	// ME.REL & 64.3\\
}
