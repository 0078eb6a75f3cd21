package form

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Nothing but the header and the entries stands in the rows, and no further sheet: whoever reads the first three columns
// reads what was given.
func TestMapBook(t *testing.T) {
	var codes []string
	for i := range 80 {
		codes = append(codes, fmt.Sprintf("ME.CODE%02d", i))
	}
	tables := []MapTable{
		{"values", []MapRow{{From: "layout", To: "maxqda-segments"}, {From: "coder"}, {From: "pass", To: "01"}}},
		{"codes", []MapRow{{"Mechanism > Trust, mutual", "ME.CODE01", "12"}, {"旧编码", "-", ""}}},
	}
	for _, lang := range []string{"zh", "en"} {
		wb := MapBook(lang, tables, map[string][]string{"codes": append(codes, "-", "-", ""), "values.coder": {"王芳", "李明"}, "values.layout": {"a,b"}})
		f, data := written(t, *wb)
		if got := fmt.Sprint(f.GetSheetList()); got != "[values codes]" {
			t.Error(got)
		}
		for _, table := range tables {
			rows, err := f.GetRows(table.Name)
			if err != nil || len(rows) != len(table.Rows)+1 {
				t.Fatal(rows, err)
			}
			want(t, "header", strings.Join(rows[0][:3], "|"), "from|to|found")
			for i, r := range table.Rows {
				got := append(slices.Clone(rows[i+1]), "", "", "")
				want(t, table.Name, strings.Join(got[:3], "|"), r.From+"|"+r.To+"|"+r.Found)
				if len(rows[i+1]) > 3 {
					t.Error("more stands in the row", rows[i+1])
				}
			}
		}
		dvs, err1 := f.GetDataValidations("codes")
		single, err2 := f.GetDataValidations("values")
		if err1 != nil || err2 != nil || len(dvs) != 1 || len(single) != 2 {
			t.Fatal(dvs, single, err1, err2)
		}
		want(t, "codes", dvs[0].Sqref+" "+dvs[0].Formula1, "B2:B203 'codes'!$E$1:$CG$1")
		want(t, "layout", single[0].Sqref+" "+single[0].Formula1, "B2:B2 'values'!$E$1:$E$1")
		want(t, "coder", single[1].Sqref+" "+single[1].Formula1, `B3:B3 "王芳,李明"`)
		if seen, err := f.GetColVisible("codes", "CG"); seen || err != nil {
			t.Error("the candidates are seen", err)
		}
		if last, err := f.GetCellValue("codes", "CG1"); last != "-" || err != nil {
			t.Error(last, err)
		}
		if len(data) == 0 || MapBook(lang, nil, nil) != nil {
			t.Error("a map without tables")
		}
	}
}
