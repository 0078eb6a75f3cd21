package form

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
)

// tall is a coder's workbook of 40,000 units in 25 columns, of which as many cells are filled as ever are.
func tall() Workbook {
	b := CoderBook{Lang: "zh", Pass: "1", Coder: "A", Slots: 4, Periods: []string{"改革前", "改革后"}, Seal: [][]string{{"schema", "smekit/seal/1"}}}
	for i := range 60 {
		b.Codes = append(b.Codes, CodeChoice{ID: fmt.Sprintf("C%02d", i), Label: coding.Label{ZH: fmt.Sprintf("编码%d", i)}, Group: coding.Label{ZH: fmt.Sprintf("组%d", i/10)}, GroupIndex: i / 10})
	}
	for i := range 40000 {
		u := CoderUnit{Interview: fmt.Sprintf("I%03d", i/100), ID: fmt.Sprintf("S%03d", i%100), Speaker: "受访者", Text: fmt.Sprintf("第%d段：%s", i, strings.Repeat("以前要跑五六趟，来回补材料。", 2)), Period: "改革后"}
		b.Units = append(b.Units, u)
		b.Seal = append(b.Seal, []string{"unit", u.Interview, u.ID, fmt.Sprintf("%016x", i)})
	}
	wb := Coder(b)
	s := &wb.Sheets[0]
	s.Columns = append(s.Columns, Column{Header: []string{"x"}})
	for i, row := range s.Rows {
		for len(row) < len(s.Columns) {
			row = append(row, nil)
		}
		for k := 5; k < len(row); k++ {
			if row[k] == nil {
				row[k] = s.Columns[k].sampleValue(i)
			}
		}
		s.Rows[i] = row
	}
	return wb
}

func (c *Column) sampleValue(i int) any {
	if c.Format == Whole {
		return i%3 - 1
	}
	if c.List != nil {
		return c.List.Values[i%len(c.List.Values)]
	}
	return "备注"
}

func BenchmarkWrite(b *testing.B) {
	wb := tall()
	if n := len(wb.Sheets[0].Columns); n != 25 {
		b.Fatalf("%d columns", n)
	}
	b.ReportAllocs()
	var m runtime.MemStats
	for b.Loop() {
		if err := Write(io.Discard, wb); err != nil {
			b.Fatal(err)
		}
	}
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.Sys)/1e6, "MB-sys")
}
