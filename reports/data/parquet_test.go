package data_test

import (
	"bytes"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/data"
	"github.com/smekit/smekit/reports/internal/fixture"
)

func TestParquetHoldsTheTidyTable(t *testing.T) {
	d := fixture.Large(3, 30, 3000) // more than one batch
	var b, again bytes.Buffer
	if err := data.WriteParquet(&b, d); err != nil {
		t.Fatal(err)
	}
	if err := data.WriteParquet(&again, d); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("the bytes of a second run differ (%v)", err)
	}
	f, err := parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range f.Schema().Columns() {
		names = append(names, c[0])
	}
	if len(names) != len(estimate.Columns) {
		t.Fatalf("columns %v", names)
	}
	for i, want := range estimate.Columns {
		if names[i] != want {
			t.Errorf("column %d is %s, want %s", i+1, names[i], want)
		}
	}
	es := d.Estimates()
	rows := make([]parquet.Row, len(es)+1)
	r := parquet.NewReader(bytes.NewReader(b.Bytes()))
	n := 0
	for n < len(es) {
		k, err := r.ReadRows(rows[n:])
		n += k
		if err != nil {
			break
		}
	}
	if n != len(es) {
		t.Fatalf("%d rows of %d", n, len(es))
	}
	for i, e := range es {
		row := rows[i]
		if got := string(row[13].ByteArray()); got != e.ID() {
			t.Errorf("row %d: %s, want %s", i+1, got, e.ID())
		}
		if row[2].IsNull() != e.Empty() || !e.Empty() && row[2].Double() != e.Value {
			t.Errorf("%s: %v, want %v", e.ID(), row[2], e.Value)
		}
		if row[9].IsNull() != (e.N < 0) || e.N >= 0 && row[9].Int64() != int64(e.N) {
			t.Errorf("%s: n %v, want %d", e.ID(), row[9], e.N)
		}
	}
}
