package data_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"strconv"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/data"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/internal/fixture"
)

func TestCSVHoldsEveryEstimateInFull(t *testing.T) {
	d := fixture.Review()
	var b bytes.Buffer
	if err := data.WriteCSV(&b, d); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != len(d.Estimates())+1 {
		t.Fatalf("%d rows", len(rows))
	}
	for i, e := range d.Estimates() {
		r := rows[i+1]
		if r[13] != e.ID() {
			t.Errorf("row %d: %s, want %s", i+2, r[13], e.ID())
		}
		if v, err := strconv.ParseFloat(r[2], 64); e.Empty() != (r[2] == "") || (err == nil && v != e.Value) {
			t.Errorf("%s: %q does not read back as %v", e.ID(), r[2], e.Value)
		}
	}
}

func TestJSONReadsBack(t *testing.T) {
	d := fixture.Review()
	var b bytes.Buffer
	if err := data.WriteJSON(&b, d); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	if !l.Released || len(l.Estimates) != len(d.Estimates()) || len(l.Provenance.Inputs) != len(d.Ledger.Provenance.Inputs) {
		t.Errorf("%d estimates, %d inputs", len(l.Estimates), len(l.Provenance.Inputs))
	}
	for i, e := range d.Estimates() {
		got := l.Estimates[i]
		if got.ID() != e.ID() || got.Empty() != e.Empty() || (!e.Empty() && got.Value != e.Value) {
			t.Errorf("%s %v came back as %s %v", e.ID(), e.Value, got.ID(), got.Value)
		}
	}
	if data.WriteJSON(&b, &document.Document{}) == nil {
		t.Error("a document without results was written")
	}
}

func BenchmarkWriteCSV(b *testing.B) {
	d := fixture.Large(60, 30, 20000)
	for b.Loop() {
		if err := data.WriteCSV(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleWriteCSV() {
	e := estimate.New("score", "survey_pomp", "dim=ME.REL")
	e.Value, e.N = 72.4, 88
	if err := data.WriteCSV(os.Stdout, &document.Document{Ledger: &ledger.Ledger{Estimates: []estimate.Estimate{e}}}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// measure,of,estimate,se,ci_low,ci_high,statistic,df,p,n,method,note,family,id
	// survey_pomp,dim=ME.REL,72.4,,,,,,,88,,,score,score.survey_pomp(dim=ME.REL)
}
