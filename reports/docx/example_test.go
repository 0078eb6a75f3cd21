package docx_test

import (
	"archive/zip"
	"bytes"
	"fmt"

	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/docx"
	"github.com/smekit/smekit/reports/table"
)

func ExampleWrite() {
	d := &document.Document{Title: table.Same("Review"), Sections: []document.Section{{Title: table.Same("Scores"), Blocks: []document.Block{{Table: &table.Table{Key: "scores", Number: 1, Title: table.Same("Scores"),
		Columns: []table.Column{{Label: table.Same("Dimension"), Stub: true}, {Label: table.Same("Mean"), Format: table.Score}},
		Groups:  []table.Group{{Rows: []table.Row{{Cells: []table.Cell{table.Txt(table.Same("Trust")), table.Num(61.25, "")}}}}}}}}}}}
	var file bytes.Buffer
	if err := docx.Write(&file, d, docx.Options{Langs: []string{"en"}}); err != nil {
		fmt.Println(err)
		return
	}
	z, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range z.File {
		fmt.Println(f.Name)
	}
	// Output:
	// [Content_Types].xml
	// _rels/.rels
	// docProps/app.xml
	// docProps/core.xml
	// word/_rels/document.xml.rels
	// word/document.xml
	// word/fontTable.xml
	// word/footer1.xml
	// word/numbering.xml
	// word/settings.xml
	// word/styles.xml
}
