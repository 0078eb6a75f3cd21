package data

import (
	"io"

	"github.com/parquet-go/parquet-go"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
)

// record is a row of the tidy table with the types of a column store; what is empty is null.
type record struct {
	Measure   string   `parquet:"measure,dict"`
	Of        string   `parquet:"of"`
	Estimate  *float64 `parquet:"estimate,optional"`
	SE        *float64 `parquet:"se,optional"`
	Low       *float64 `parquet:"ci_low,optional"`
	High      *float64 `parquet:"ci_high,optional"`
	Statistic *float64 `parquet:"statistic,optional"`
	DF        *string  `parquet:"df,optional"`
	P         *float64 `parquet:"p,optional"`
	N         *int64   `parquet:"n,optional"`
	Method    string   `parquet:"method,dict"`
	Note      string   `parquet:"note,dict"`
	Family    string   `parquet:"family,dict"`
	ID        string   `parquet:"id"`
}

// WriteParquet writes the estimates as the tidy table in Parquet: texts as UTF-8, numbers as doubles, n as a 64-bit integer,
// Zstandard compression; the columns and their order are those of the CSV.
func WriteParquet(w io.Writer, d *document.Document) error { return WriteParquetRows(w, d.Estimates()) }

// WriteParquetRows is WriteParquet for bare estimates.
func WriteParquetRows(w io.Writer, es []estimate.Estimate) error {
	p := parquet.NewGenericWriter[record](w, parquet.Compression(&parquet.Zstd), parquet.CreatedBy("smekit", "", ""))
	const batch = 1024
	rows := make([]record, 0, batch)
	for i := range es {
		r := es[i].Row()
		x := record{Measure: r.Measure, Of: r.Of, Estimate: r.Estimate, SE: r.SE, Low: r.Low, High: r.High, Statistic: r.Statistic, DF: r.DF, P: r.P,
			Method: r.Method, Note: r.Note, Family: r.Family, ID: r.ID}
		if r.N != nil {
			n := int64(*r.N)
			x.N = &n
		}
		if rows = append(rows, x); len(rows) == batch {
			if _, err := p.Write(rows); err != nil {
				return err
			}
			rows = rows[:0]
		}
	}
	if _, err := p.Write(rows); err != nil {
		return err
	}
	return p.Close()
}
