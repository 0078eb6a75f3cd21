package sheet

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
)

type answer struct {
	ID      string     `parquet:"respondent_id"`
	Score   *float64   `parquet:"score,optional"`
	Single  float32    `parquet:"single"`
	Count   int32      `parquet:"count"`
	Large   uint64     `parquet:"large"`
	Yes     bool       `parquet:"yes"`
	Day     int32      `parquet:"day,date"`
	At      time.Time  `parquet:"at,timestamp(millisecond)"`
	Seen    *time.Time `parquet:"seen,optional,timestamp(microsecond)"`
	Price   int64      `parquet:"price,decimal(2:10)"`
	Remarks string     `parquet:"备注,optional"`
}

func packed(t testing.TB, write func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func answers(t testing.TB) []byte {
	x := 3.5
	day := time.Date(2024, 5, 1, 9, 30, 0, 0, time.UTC)
	rows := []answer{
		{"007", &x, .1, -4, 1 << 40, true, 19844, day, &day, -125, "很好"},
		{"008", nil, 2, 0, 0, false, 0, time.Date(1969, 12, 31, 0, 0, 0, 0, time.UTC), nil, 5, ""},
	}
	return packed(t, func(b *bytes.Buffer) error {
		w := parquet.NewGenericWriter[answer](b, parquet.Compression(&parquet.Snappy))
		if _, err := w.Write(rows); err != nil {
			return err
		}
		return w.Close()
	})
}

func TestParquet(t *testing.T) {
	file := answers(t)
	b, err := Open(bytes.NewReader(file), int64(len(file)), "a.parquet", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	var got []string
	numbers := map[string]float64{}
	for row, err := range b.Rows("") {
		if err != nil {
			t.Fatal(err)
		}
		var cells []string
		for i, c := range row.Cells {
			cells = append(cells, c.Kind.String()+" "+c.Text)
			if row.Number == 2 {
				numbers[b.source.(*columnar).columns[i].name] = c.Num
			}
		}
		got = append(got, strings.Join(cells, "|"))
	}
	want := []string{
		"text respondent_id|text score|text single|text count|text large|text yes|text day|text at|text seen|text price|text 备注",
		"text 007|number 3.5|number 0.1|number -4|number 1099511627776|bool TRUE|date 2024-05-01|date 2024-05-01T09:30:00|date 2024-05-01T09:30:00|number -1.25|text 很好",
		"text 008|empty |number 2|number 0|number 0|bool FALSE|date 1970-01-01|date 1969-12-31|empty |number 0.05",
	}
	if len(got) != len(want) {
		t.Fatalf("%d rows: %v", len(got), got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("row %d\n got %s\nwant %s", i+1, got[i], want[i])
		}
	}
	if numbers["respondent_id"] != 7 || numbers["single"] != .1 || numbers["day"] != 45413 || numbers["price"] != -1.25 {
		t.Errorf("numbers %v", numbers)
	}
}

func TestParquetRefused(t *testing.T) {
	type nested struct {
		ID    string   `parquet:"id"`
		Codes []string `parquet:"codes,list"`
	}
	deep := packed(t, func(b *bytes.Buffer) error {
		w := parquet.NewGenericWriter[nested](b)
		if _, err := w.Write([]nested{{"1", []string{"a"}}}); err != nil {
			return err
		}
		return w.Close()
	})
	whole := answers(t)
	for _, c := range []struct {
		name string
		file []byte
		lim  Limits
		code string
	}{
		{"nested", deep, Limits{}, "sheet.error.nested"},
		{"cut short", whole[:len(whole)-9], Limits{}, "sheet.error.damaged"},
		{"magic alone", []byte("PAR1"), Limits{}, "sheet.error.damaged"},
		{"large", whole, Limits{MaxUnzipped: 10}, "sheet.error.limit_unzipped"},
	} {
		_, err := Open(bytes.NewReader(c.file), int64(len(c.file)), c.name, c.lim)
		var e *ReadError
		if !errors.As(err, &e) || e.Code != c.code || e.File != c.name {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	b, err := Open(bytes.NewReader(whole), int64(len(whole)), "rows", Limits{MaxRows: 2})
	if err != nil {
		t.Fatal(err)
	}
	var last error
	for _, last = range b.Rows("") {
	}
	var e *ReadError
	if !errors.As(last, &e) || e.Code != "sheet.error.limit_rows" {
		t.Errorf("rows: %v", last)
	}
}

// However a file is damaged, reading it ends with rows or an error.
func TestParquetDamaged(t *testing.T) {
	whole := answers(t)
	for i := range whole {
		for _, x := range []byte{0, 0xff, whole[i] ^ 1} {
			file := bytes.Clone(whole)
			file[i] = x
			b, err := Open(bytes.NewReader(file), int64(len(file)), "x", Limits{MaxUnzipped: 1 << 20, MaxRows: 1000})
			if err != nil {
				continue
			}
			for range b.Rows("") {
			}
		}
	}
}
