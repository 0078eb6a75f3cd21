package form

import (
	"bytes"
	"fmt"
	"testing"
)

// manyRows are coded segments: an id, a text of some length, a code, a number and a date.
func manyRows(from, n int) Workbook {
	columns := []Column{{Header: []string{"interview"}}, {Header: []string{"id"}}, {Header: []string{"text"}}, {Header: []string{"code"}}, {Header: []string{"intensity"}, Format: Number}, {Header: []string{"date"}}}
	rows := make([][]any, n)
	for i := range rows {
		k := from + i
		rows[i] = []any{fmt.Sprintf("I%03d", k/200), fmt.Sprintf("S%06d", k), fmt.Sprintf("住建局派了两个人常驻大厅，第%d次", k), "ME.SUB", float64(k%3) + 0.5, "2024-05-01"}
	}
	return Workbook{Sheets: []Sheet{{Name: "coding", Columns: columns, Rows: rows, Room: -1}}}
}

var manyKeys = map[string][]string{"coding": {"interview", "id", "code"}}

// BenchmarkMerge adds 20,000 rows to a workbook of 20,000, and finds 20,000 rows as they are.
func BenchmarkMerge(b *testing.B) {
	var old bytes.Buffer
	if err := Write(&old, manyRows(0, 20_000)); err != nil {
		b.Fatal(err)
	}
	for name, from := range map[string]int{"added": 20_000, "same": 0} {
		b.Run(name, func(b *testing.B) {
			wb := manyRows(from, 20_000)
			for b.Loop() {
				out, rows, err := Merge(old.Bytes(), "x.xlsx", wb, MergeOptions{Keys: manyKeys})
				if err != nil || len(rows) != 20_000 || (out == nil) != (from == 0) {
					b.Fatal(err, len(rows))
				}
			}
		})
	}
}
