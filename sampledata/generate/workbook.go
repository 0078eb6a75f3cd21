package generate

import (
	"bytes"

	"github.com/xuri/excelize/v2"
)

// book builds a workbook row by row, as a person's file looks: a grey header, wide text columns, a frozen first row.
type book struct {
	file   *excelize.File
	header int
	err    error
}

func newBook() *book {
	b := &book{file: excelize.NewFile()}
	b.header, b.err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}}})
	return b
}

func (b *book) do(err error) {
	if b.err == nil {
		b.err = err
	}
}

// sheet writes rows, the header being the row of that number (from 1), with column widths.
func (b *book) sheet(name string, headerRow int, widths []float64, rows [][]any) {
	if b.err != nil {
		return
	}
	if list := b.file.GetSheetList(); len(list) == 1 && list[0] == "Sheet1" {
		b.do(b.file.SetSheetName("Sheet1", name))
	} else {
		_, err := b.file.NewSheet(name)
		b.do(err)
	}
	for r, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, r+1)
		b.do(err)
		b.do(b.file.SetSheetRow(name, cell, &row))
	}
	for c, w := range widths {
		col, err := excelize.ColumnNumberToName(c + 1)
		b.do(err)
		b.do(b.file.SetColWidth(name, col, col, w))
	}
	if headerRow > 0 {
		b.do(b.file.SetRowStyle(name, headerRow, headerRow, b.header))
		top, err := excelize.CoordinatesToCellName(1, headerRow+1)
		b.do(err)
		b.do(b.file.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: headerRow, TopLeftCell: top, ActivePane: "bottomLeft"}))
	}
}

func (b *book) bytes() ([]byte, error) {
	if b.err != nil {
		return nil, b.err
	}
	var buf bytes.Buffer
	if err := b.file.Write(&buf); err != nil {
		return nil, err
	}
	return buf.Bytes(), b.file.Close()
}
