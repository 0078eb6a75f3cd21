package xlsx_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/reports/internal/fixture"
	"github.com/smekit/smekit/reports/xlsx"
)

// Two languages share a workbook: the sheets of each, named for it and led to from one sheet of contents, and the
// estimates once.
func TestTwoLanguages(t *testing.T) {
	d := fixture.Review()
	var first, again bytes.Buffer
	if err := xlsx.Write(&first, d, "zh", "en"); err != nil {
		t.Fatal(err)
	}
	if err := xlsx.Write(&again, d, "zh", "en"); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), again.Bytes()) {
		t.Error("written again it is not the same")
	}
	both := open(t, first.Bytes())
	sheets := both.GetSheetList()
	count := map[string]int{}
	for _, s := range sheets {
		for _, mark := range []string{" zh", " en"} {
			if strings.HasSuffix(s, mark) {
				count[mark]++
			}
		}
	}
	one := len(open(t, write(t, d, "zh")).GetSheetList())
	if count[" zh"] != one-2 || count[" en"] != one-2 || len(sheets) != 2*one-2 {
		t.Errorf("%d sheets alone, together %q", one, sheets)
	}
	linked := map[string]bool{}
	for row := 1; row < 200; row++ {
		if ok, target, err := both.GetCellHyperLink(sheets[0], cellName(t, 1, row)); err == nil && ok {
			linked[target] = true
		}
	}
	for _, s := range sheets[1:] {
		if !linked["'"+s+"'!A1"] {
			t.Errorf("the contents do not lead to %q", s)
		}
		if ok, target, err := both.GetCellHyperLink(s, "A1"); !strings.HasPrefix(s, "数据") && (err != nil || !ok || target != "'"+sheets[0]+"'!A1") {
			t.Errorf("%s has no link back: %v %v", s, target, err)
		}
	}
	for _, lang := range []string{"zh", "en"} { // a table's sheet is the one that the language has alone
		alone := open(t, write(t, d, lang))
		name := alone.GetSheetList()[2]
		want, err := alone.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range sheets {
			if !strings.HasPrefix(s, name) {
				continue
			}
			got, err := both.GetRows(s)
			if err != nil || len(got) != len(want) {
				t.Errorf("%s: %v, %d rows, alone %d", s, err, len(got), len(want))
				continue
			}
			for i := 1; i < len(got); i++ { // the first row is the link back
				if strings.Join(got[i], "|") != strings.Join(want[i], "|") {
					t.Errorf("%s row %d: %q, alone %q", s, i+1, got[i], want[i])
				}
			}
			name = ""
			break
		}
		if name != "" {
			t.Errorf("no sheet for %s", name)
		}
	}
	if err := xlsx.Write(&again, d); err == nil {
		t.Error("no language is no error")
	}
}

func cellName(t *testing.T, col, row int) string {
	t.Helper()
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		t.Fatal(err)
	}
	return name
}
