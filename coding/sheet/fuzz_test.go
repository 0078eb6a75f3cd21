package sheet

import (
	"bytes"
	"testing"
)

// small limits keep a hostile input from being merely slow
var fuzzLimits = Limits{MaxFile: 1 << 20, MaxUnzipped: 4 << 20, MaxRows: 2000, MaxColumns: 300, MaxCells: 20000, MaxCellBytes: 1 << 14}

func fuzzOne(t *testing.T, data []byte) {
	b, err := Open(bytes.NewReader(data), int64(len(data)), "f", fuzzLimits)
	if err != nil {
		return
	}
	for _, s := range b.Sheets() {
		last := 0
		for row, err := range b.Rows(s.Name) {
			if err != nil {
				break
			}
			if row.Number <= last || len(row.Cells) > fuzzLimits.MaxColumns {
				t.Fatalf("row %d after %d, %d cells", row.Number, last, len(row.Cells))
			}
			last = row.Number
			for _, c := range row.Cells {
				if _, number := c.Float(); number && c.Blank() {
					t.Fatalf("row %d: %+v is blank and a number", row.Number, c)
				}
			}
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "\"x\r\ny\";2", "sep=;\na;b", "\xff\xfea\x00,\x00b\x00", "\xb1\xe0\xba\xc5,a\n", "编号，x\n1，2\n", "a\r\r\n\"\"\"", "=\"007\"\t1"} {
		f.Add([]byte(s))
	}
	f.Fuzz(fuzzOne)
}

// FuzzXLSX mutates the parts of a workbook, which reaches further than mutating the zip file's bytes.
func FuzzXLSX(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c><c t="inlineStr"><is><r><t>x</t></r></is></c></row>`, `<si><t>甲_x000D_</t></si>`, `yyyy-mm-dd`, []byte(nil))
	f.Add(`<worksheet><cols><col min="1" max="2" hidden="1"/></cols><sheetData><row hidden="1"><c s="1"><f>A1</f><v>45413.5</v></c></row></sheetData><autoFilter ref="A1:B2"/><mergeCells><mergeCell ref="A1:C3"/></mergeCells></worksheet>`, `<si/>`, `[h]:mm;"R"000`, []byte(nil))
	f.Add(`<row/>`, ``, `0000`, fixture(f, "libreoffice-all-types.xlsx"))
	f.Add(`<row/>`, ``, `0`, fixture(f, "old-format.xls"))
	f.Fuzz(func(t *testing.T, sheet, shared, format string, whole []byte) {
		fuzzOne(t, whole)
		fuzzOne(t, pack(t, sheet, shared, []string{format}, nil))
	})
}
