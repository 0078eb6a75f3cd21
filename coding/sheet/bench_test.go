package sheet

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const benchRows, benchColumns = 20000, 60

func benchXLSX(tb testing.TB) []byte {
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		tb.Fatal(err)
	}
	for r := 1; r <= benchRows; r++ {
		row := make([]any, benchColumns)
		for c := range row {
			row[c] = (r*7+c*3)%5 + 1
		}
		if err := w.SetRow(fmt.Sprintf("A%d", r), row); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func benchCSV() []byte {
	var b strings.Builder
	for r := 1; r <= benchRows; r++ {
		for c := range benchColumns {
			if c > 0 {
				b.WriteByte(',')
			}
			fmt.Fprint(&b, (r*7+c*3)%5+1)
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

func readAll(tb testing.TB, data []byte) (rows int, sum float64) {
	b, err := Open(bytes.NewReader(data), int64(len(data)), "bench", Limits{})
	if err != nil {
		tb.Fatal(err)
	}
	for row, err := range b.Rows(b.Sheets()[0].Name) {
		if err != nil {
			tb.Fatal(err)
		}
		rows++
		for _, c := range row.Cells {
			x, _ := c.Float()
			sum += x
		}
	}
	return rows, sum
}

func BenchmarkXLSX(b *testing.B) { bench(b, benchXLSX(b)) }
func BenchmarkCSV(b *testing.B)  { bench(b, benchCSV()) }

func bench(b *testing.B, data []byte) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if rows, _ := readAll(b, data); rows != benchRows {
			b.Fatal(rows)
		}
	}
}
